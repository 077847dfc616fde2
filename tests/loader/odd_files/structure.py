"""Rows and columns: headers, line ends, quotes, separators, widths."""

from loader.header import TWEET_COLUMNS
from tests.loader.archives import csv_text, tweet, tweet_id, user
from tests.loader.odd_files.cases import TWEETS, USERS, Books, Case, spoiled, text_of, tweets, users

TWO = text_of(tweet(1), tweet(2))
HEADER, FIRST, SECOND, _ = TWO.split("\n")
SHORT = ("tweetid", "userid", "tweet_text")


def short(*lines: str, end: str = "\n") -> dict[str, bytes]:
    """Return a tweets file of three columns, written line by line."""
    return spoiled(end.join((",".join(SHORT), *lines)) + end)


ID = str(tweet_id(1))

CASES = (
    Case("A header alone is a release without rows", tweets(), Books(0, 0), tweets=[]),
    Case("A header alone without its line end is a release without rows", spoiled(HEADER), Books(0, 0)),
    Case("The last row needs no line end", spoiled(TWO.rstrip("\n")), Books(2, 2)),
    Case("300 blank lines are no rows", spoiled(f"{HEADER}\n{FIRST}\n" + "\n" * 300 + f"{SECOND}\n"), Books(2, 2)),
    Case("Blank lines before the header are skipped", spoiled(f"\n\r\n\n{TWO}"), Books(2, 2)),
    Case(
        "A line of blanks is a row of one cell",
        spoiled(f"{TWO}   \n"),
        Books(3, 2, rejected=1),
        rejects=[(None, "1 of 31 columns")],
    ),
    Case(
        "Blank lines in a file of one column are no rows",
        {USERS: b"userid\n\n100\n\n\n200\n\n"},
        Books(2, 2),
        accounts=[{"user_id": "100", "row": 1}, {"user_id": "200", "row": 2}],
    ),
    Case(
        "CRLF ends a row as LF does",
        spoiled(TWO.replace("\n", "\r\n")),
        Books(2, 2),
        tweets=[{"text": "text 1"}, {"text": "text 2"}],
    ),
    Case("CRLF and LF may mix", spoiled(f"{HEADER}\r\n{FIRST}\n{SECOND}\r\n"), Books(2, 2)),
    Case(
        "CR alone ends a row",
        spoiled(TWO.replace("\n", "\r")),
        Books(2, 2),
        tweets=[{"text": "text 1"}, {"text": "text 2"}],
    ),
    Case(
        "A header repeated in the middle is a reject",
        spoiled(f"{TWO}{HEADER}\n"),
        Books(3, 2, rejected=1),
        rejects=[(None, "repeated header row")],
    ),
    Case(
        "A header in capitals with blanks around its names is understood",
        spoiled(TWO.replace(HEADER, ",".join(f'" {name.upper()} "' for name in TWEET_COLUMNS))),
        Books(2, 2),
    ),
    Case(
        "A header whose names are quoted twice is understood",
        spoiled(TWO.replace(HEADER, ",".join(f'"""{name}"""' for name in TWEET_COLUMNS))),
        Books(2, 2),
    ),
    Case(
        "Columns that the archive does not have are left out",
        tweets(tweet(1, note="x", campaign="y"), columns=("note", *TWEET_COLUMNS, "campaign")),
        tweets=[{"tweet_id": tweet_id(1), "text": "text 1"}],
    ),
    Case("Columns without a name are left out", spoiled(f"{HEADER},,\n{FIRST},,\n"), tweets=[{"text": "text 1"}]),
    Case(
        "Columns that are missing are absent",
        tweets(tweet(1), columns=SHORT),
        tweets=[{"text": "text 1", "likes": None, "hashtags": None, "is_retweet": False}],
    ),
    Case(
        "A column that comes twice is refused",
        tweets(tweet(1), columns=(*TWEET_COLUMNS, "tweet_text")),
        failure="has the column tweet_text twice",
    ),
    Case("A file separated by semicolons is refused", spoiled(TWO.replace(",", ";")), failure="has no column userid"),
    Case("A file separated by tabs is refused", spoiled(TWO.replace('","', '"\t"')), failure="has no column userid"),
    Case("A spreadsheet's sep= line is skipped", spoiled(f"sep=,\r\n{TWO}".replace("\n", "\r\n")), Books(2, 2)),
    Case(
        "A quote that is never closed costs its row and the next",
        spoiled(f'{TWO}"{tweet_id(3)}","100","never closed\n{FIRST}\n{SECOND}\n'),
        Books(4, 2, 1, 1),
        rejects=[(None, "33 of 31 columns")],
    ),
    Case(
        "A quote in the last row that is never closed is a reject",
        spoiled(f'{TWO}"{tweet_id(3)}","100","never closed\n'),
        Books(3, 2, rejected=1),
        rejects=[(None, "3 of 31 columns")],
    ),
    Case(
        "A quote that is not closed in the very last cell costs nothing",
        spoiled(TWO.rstrip("\n").removesuffix('"')),
        Books(2, 2),
    ),
    Case("A quote inside an unquoted cell is text", short(f'{ID},100,5" of "rain"'), tweets=[{"text": '5" of "rain"'}]),
    Case(
        "Text behind a closing quote belongs to the cell",
        short(f'{ID},100,"so" it goes'),
        tweets=[{"text": "so it goes"}],
    ),
    Case("Backslashes escape nothing", short(f'{ID},100,"a\\"'), tweets=[{"text": "a\\"}]),
    Case(
        "Blanks around the quotes of a spaced copy are no part of a cell",
        spoiled(TWO.replace('","', '", "').replace("text 1", "one, two")),
        Books(2, 2),
        tweets=[{"text": "one, two"}, {"text": "text 2"}],
    ),
    Case(
        "Blanks before a quote in a file without them elsewhere are text",
        short(f'{ID},100, "spaced"'),
        tweets=[{"text": ' "spaced"'}],
    ),
    Case(
        "A surplus cell that is empty is a reject as well, for the row may have slid",
        short(f"{ID},100,text,", f"{tweet_id(2)},100,text"),
        Books(2, 1, rejected=1),
        rejects=[(None, "4 of 3 columns")],
    ),
    Case(
        "A comma that nobody quoted slides the row into a reject",
        short(f"{ID},100,well, well", f"{tweet_id(2)},100,text"),
        Books(2, 1, rejected=1),
        rejects=[(None, "4 of 3 columns")],
    ),
    Case(
        "A row cut short is a reject",
        spoiled(f'{TWO}"{tweet_id(3)}","100"\n'),
        Books(3, 2, rejected=1),
        rejects=[(None, "2 of 31 columns")],
    ),
    Case(
        "A users file and a tweets file in one zip's place are told apart by their headers",
        {TWEETS: csv_text([user("100")], list(user("100"))).encode(), USERS: csv_text([tweet(1)]).encode()},
        Books(2, 2),
    ),
    Case(
        "One account listed twice in a users file is a duplicate",
        users(user("100", user_display_name="First"), user("100", user_display_name="Second")),
        Books(2, 1, 1),
        accounts=[{"display_name": "First"}, {"display_name": "Second"}],
        graph={"Account": {"100"}},
    ),
    Case(
        "A file that names tweets and has no tweet ids is refused",
        tweets(tweet(1), columns=TWEET_COLUMNS[1:]),
        failure="has no column tweetid",
    ),
)
