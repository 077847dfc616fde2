"""Lists: spellings of two releases, of Python, of JSON, and broken ones."""

from tests.loader.archives import tweet, tweet_id
from tests.loader.odd_files.cases import MALFORMED, Books, Case, Reject, tweets

ONE = tweet_id(1)


def tagged(name: str, cell: str, items: list[str] | None, *rejects: Reject) -> Case:
    """Return a case of one tweet's hashtags."""
    return Case(name, tweets(tweet(1, hashtags=cell)), rejects=rejects, tweets=[{"hashtags": items}])


BROKEN = ("hashtags", MALFORMED)

CASES = (
    tagged(
        "A list of Python with escapes and both quotes is read as Python wrote it",
        r"""['it\'s', "so \"called\"", 'back\\slash', 'caf\xe9', '\u0e01']""",
        ["it's", 'so "called"', "back\\slash", "caf\u00e9", "\u0e01"],
    ),
    tagged("A list of JSON is read", '["a", "b"]', ["a", "b"]),
    tagged("A list of JSON with an emoji as two escapes is read", r'["\ud83d\ude00", "b"]', ["\U0001f600", "b"]),
    tagged("Half an emoji in a list is read as it stands", r"""["\ud83d", 'b']""", [r"\ud83d", "b"], BROKEN),
    tagged("An escape that Python does not know stays as it stands", r"""['a\d', "b"]""", [r"a\d", "b"]),
    tagged("A list without blanks behind its commas is read", "['a','b']", ["a", "b"]),
    tagged("A list of numbers is a list of their texts", "[1, 22, 333]", ["1", "22", "333"]),
    tagged("A list of numbers and texts is a list of texts", "[1, 'b']", ["1", "b"]),
    tagged(
        "A number that Python will not print is kept as it stands", f"[0x{'f' * 5_000}, 'b']", [f"0x{'f' * 5_000}", "b"]
    ),
    tagged("Empty items and repeated ones are not counted twice", "['a', '', 'a', ' ', 'A']", ["a", "a", "A"]),
    tagged("A list of nothing but commas is empty", "[, , ]", None),
    tagged("A list of an empty item is empty", "['']", None),
    tagged("Words for nothing are odd lists", "None", ["None"], BROKEN),
    tagged("A list that is not closed is read as well as it goes", "['a', 'b", ["a", "b"], BROKEN),
    tagged("A list that is not opened is read as well as it goes", "'a', 'b']", ["a", "b"], BROKEN),
    tagged("A list closed twice is read as well as it goes", "['a', 'b']]", ["a", "b']"], BROKEN),
    tagged("Lists in a list give their items", "[['a', 'b'], ['c']]", ["a", "b", "c"], BROKEN),
    tagged("A tuple is an odd list", "('a', 'b')", ["('a", "b')"], BROKEN),
    tagged("A set is not trusted with the order of its items", "[{'a', 'b'}]", ["{'a", "b'}"]),
    tagged(
        "A list nested a thousand deep ends nowhere",
        "[" * 1_000 + "'a'" + "]" * 1_000,
        ["[" * 999 + "'a'" + "]" * 999],
        BROKEN,
    ),
    tagged("A list of code is text", "[__import__('os').getcwd()]", ["__import__('os').getcwd()"]),
    tagged("A list with line ends between its items is read", "['a',\n 'b']", ["a", "b"]),
    tagged("Hashtags separated by blanks and no brackets are one item", "#a #b", ["#a #b"], BROKEN),
    Case(
        "A list with repeated items makes one relationship each",
        tweets(
            tweet(
                1,
                hashtags="['a', 'A', '#a']",
                urls="['http://a.example', 'http://a.example']",
                user_mentions="[200, 200]",
            )
        ),
        graph={
            "TAGGED": {(ONE, "a")},
            "LINKS_TO": {(ONE, "http://a.example")},
            "MENTIONS": {(ONE, "200")},
            "MENTIONED": {("100", "200")},
        },
    ),
    Case(
        "Mentions by handle are no ids",
        tweets(tweet(1, user_mentions="['@somebody', 'somebody', '200']")),
        rejects=[("user_mentions", "not a user id")] * 2,
        tweets=[{"mentions": ["@somebody", "somebody", "200"]}],
        graph={"MENTIONS": {(ONE, "200")}},
    ),
    Case(
        "Mentions that lost their digits are no ids",
        tweets(tweet(1, user_mentions="[1.01421E+18, 0, 007]")),
        rejects=[("user_mentions", "not a user id")] * 3,
        graph={"MENTIONS": set(), "Account": {"100"}},
    ),
    Case(
        "A mention of oneself is kept",
        tweets(tweet(1, user_mentions="['100']")),
        graph={"MENTIONS": {(ONE, "100")}, "MENTIONED": {("100", "100")}},
    ),
    Case(
        "Poll choices of every shape are kept",
        tweets(
            tweet(1, poll_choices="yes|no||  |yes"),
            tweet(2, poll_choices="|"),
            tweet(3, poll_choices="one"),
            tweet(4, poll_choices="['a', 'b']"),
            tweet(5, poll_choices="|" * 2_000),
        ),
        Books(5, 5),
        tweets=[{"poll_choices": kept} for kept in (["yes", "no", "yes"], None, ["one"], ["['a', 'b']"], None)],
    ),
    Case(
        "A thousand items are a thousand",
        tweets(tweet(1, hashtags=str([f"t{n}" for n in range(1_000)]))),
        tweets=[{"hashtags": [f"t{n}" for n in range(1_000)]}],
        graph={"Hashtag": {f"t{n}" for n in range(1_000)}},
    ),
)
