"""From one cell's text to a typed value: pure ibis expressions that compile for DuckDB and for Spark.

Each parser takes a text column (blank already absent) and returns `Cell(value, bad)`: the typed value, absent where it
cannot be read, and whether there was something that could not be read. Regular expressions keep to what RE2 and
Java's engine share.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

SNOWFLAKE_FLOOR = 29_700_859_247
"""Tweet ids above this carry their time: the first snowflake is of 2010-11-04."""
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
INT64_MAX = "9223372036854775807"

USER_ID = r"^([1-9][0-9]{0,19}|[0-9a-f]{64}|[A-Za-z0-9+]{37,43}=)$"
"""Digits, or the hash forms of October 2018 and of 2019 on. `0` is nobody, and `007` would be another account than `7`.
"""

MAX_KEY_BITS = 64_000
"""Neo4j cannot index longer strings, and one such string would fail a whole constraint."""

CLOCK = r"^[0-9/-]+[ T]([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]+)?( ?(Z|UTC|GMT|[+]00:?00))?$"
"""The clock of a posting time in UTC; a time in another zone, or with AM and PM, cannot be read."""

MINUTE = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"
"""A posting time as Twitter writes it."""


@ibis.udf.scalar.builtin(name="bit_length")  # type: ignore[untyped-decorator]
def bit_length(text: str) -> int:  # type: ignore[empty-body]
    """Return the bits of a text in UTF-8: DuckDB and Spark share this function, and none that counts bytes."""


@dataclass(frozen=True)
class Cell:
    """A parsed column: `value` typed, `bad` boolean and never absent."""

    value: ir.Value
    bad: ir.BooleanValue


def blank_to_absent(text: ir.StringValue) -> ir.StringValue:
    """Return text with empty and white-space-only cells absent.

    What begins with white space sorts before every visible character: only such cells are looked at closely.
    """
    return ((text < "!") & (text.strip() == "")).ifelse(ibis.null("string"), text)


def _cell(text: ir.StringValue, value: ir.Value) -> Cell:
    return Cell(value, (text.notnull() & value.isnull()).fill_null(False))


def plain(text: ir.StringValue) -> Cell:
    """Text as it stands."""
    return Cell(text, ibis.literal(False))


def key(text: ir.StringValue) -> Cell:
    """Text that the graph indexes: absent when it is too long to be indexed."""
    return _cell(text, (bit_length(text) > MAX_KEY_BITS).ifelse(ibis.null("string"), text))


def lower(text: ir.StringValue) -> Cell:
    """Text in lower case: language codes come as zh-cn and zh-CN."""
    return Cell(text.lower().strip(), ibis.literal(False))


def _whole(text: ir.StringValue, otherwise: ir.IntegerValue) -> ir.IntegerValue:
    """Return a whole number spelled as engines spell one, which nearly all are; any other spelling is `otherwise`'s.

    A cast there and back costs a tenth of a regular expression.
    """
    number = text.try_cast("int64")
    return (number.cast("string") == text).fill_null(False).ifelse(number, otherwise)


def count(text: ir.StringValue) -> Cell:
    """A count of zero or more, of at most 18 digits; re-saved copies write `0.0`."""
    number = _whole(text, text.strip().re_extract(r"^([0-9]{1,18})(\.0+)?$", 1).nullif("").cast("int64"))
    return _cell(text, number.between(0, 10**18 - 1).ifelse(number, ibis.null("int64")))


def tweet_id(text: ir.StringValue) -> Cell:
    """A tweet id: digits that fit 64 bits, not 0; one that went through a float (`1.2E+18`) has lost its digits."""
    digits = text.strip().re_extract(r"^0*([1-9][0-9]{0,18})$", 1).nullif("")
    fits = (digits.length() < 19) | (digits <= INT64_MAX)
    number = _whole(text, fits.ifelse(digits, ibis.null("string")).cast("int64"))
    return _cell(text, (number > 0).ifelse(number, ibis.null("int64")))


def user_id(text: ir.StringValue) -> Cell:
    """A user id in one of its three forms, kept as text."""
    trimmed = text.strip()
    value = ibis.cases((text.re_search(USER_ID), text), (trimmed.re_search(USER_ID), trimmed), else_=None)
    return _cell(text, value)


def flag(text: ir.StringValue) -> Cell:
    """true/false in any case, or 1/0."""
    word = text.strip().lower()
    value = ibis.cases(
        (text.isin(("true", "True")), True),
        (text.isin(("false", "False")), False),
        (word.isin(("true", "1", "1.0")), True),
        (word.isin(("false", "0", "0.0")), False),
        else_=None,
    )
    return _cell(text, value)


def degrees(text: ir.StringValue, limit: int) -> Cell:
    """A coordinate between -limit and limit; the words `absent` and `present` are absent, not bad."""
    word = text.strip().lower()
    spelled = ibis.cases(
        (text == "absent", ibis.null("string")),
        else_=word.re_extract(r"^(-?[0-9]{1,3}(\.[0-9]+)?(e-?[0-9]{1,2})?)$", 1),
    )
    number = spelled.nullif("").cast("float64")
    value = number.between(-limit, limit).ifelse(number, ibis.null("float64"))
    silent = (text == "absent") | word.isin(("absent", "present"))
    return Cell(value, (text.notnull() & value.isnull() & ~silent).fill_null(False))


def day(text: ir.StringValue) -> Cell:
    """A calendar day, `2019-12-08` or, in re-saved copies, `12/8/2019`; what follows it is not looked at."""
    return _cell(text, _iso_day(text).try_cast("date"))


def posting_time(text: ir.StringValue) -> Cell:
    """A posting time in UTC, to the minute or second, as milliseconds since 1970; a day alone is its midnight."""
    to_the_minute = (text.length() == 16) & text.re_search(MINUTE)
    moment = to_the_minute.ifelse(text + ":00", _spelled_otherwise(text)).try_cast("timestamp")
    return _cell(text, moment.epoch_seconds().cast("int64") * 1000)


def _spelled_otherwise(text: ir.StringValue) -> ir.StringValue:
    """Return a posting time as `2019-12-08 09:30:00`; absent when it cannot be read."""
    trimmed = text.strip()
    clock = trimmed.re_search("^[0-9/-]+$").ifelse("0:00", trimmed.re_extract(CLOCK, 1).nullif(""))
    padded = (clock.length().isin((4, 7))).ifelse(ibis.literal("0") + clock, clock)
    with_seconds = (padded.length() == 5).ifelse(padded + ":00", padded)
    return _iso_day(text) + " " + with_seconds


def _iso_day(text: ir.StringValue) -> ir.StringValue:
    trimmed = text.strip()
    iso = trimmed.re_extract(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})([ T].*)?$", 1).nullif("")
    american = r"^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})([ T].*)?$"
    month = trimmed.re_extract(american, 1).lpad(2, "0")
    day_of_month = trimmed.re_extract(american, 2).lpad(2, "0")
    year = trimmed.re_extract(american, 3).nullif("")
    day_text = iso.fill_null(year + "-" + month + "-" + day_of_month)
    # Engines know a year 0; Python, Neo4j's driver and the calendar do not.
    return day_text.startswith("0000").ifelse(ibis.null("string"), day_text)


def snowflake_ms(identifier: ir.IntegerValue) -> ir.IntegerValue:
    """Return the posting time in milliseconds that a tweet id carries; absent for ids from before snowflakes.

    The shift is done on bits: a division would go through a float and be off by one millisecond now and then.
    """
    carries = identifier > SNOWFLAKE_FLOOR
    return carries.ifelse((identifier >> 22) + SNOWFLAKE_EPOCH_MS, ibis.null("int64")).cast("int64")


USUAL_LIST = r"^\['[^'\\\s\x0b]+'(, '[^'\\\s\x0b]+')*\]$"
"""A quoted list whose items hold no white space, so that none has to be trimmed."""
QUOTED_LIST = r"^\['[^'\\]*'(, '[^'\\]*')*\]$"
BARE_LIST = r"^\[[^'\"\[\]\\]*\]$"


def items(text: ir.StringValue) -> ir.ArrayValue:
    """Return the items of a regularly spelled list, `['a', 'b']` or `[a, b]`; absent for an empty or irregular one."""
    trimmed = text.strip()
    inner = trimmed.substr(1, trimmed.length() - 2)
    unquoted = inner.substr(1, inner.length() - 2)
    nothing = ibis.null("array<string>")
    split = ibis.cases(
        (trimmed.re_search(QUOTED_LIST), unquoted.split("', '")),
        (trimmed.re_search(BARE_LIST), inner.split(", ")),
        else_=nothing,
    )
    kept = split.map(lambda item: item.strip()).filter(lambda item: item != "")
    usual = text.substr(2, text.length() - 4).split("', '")
    return ibis.cases(
        (text == "[]", nothing),
        (text.re_search(USUAL_LIST), usual),
        else_=(kept.length() > 0).ifelse(kept, nothing),
    )


def irregular(text: ir.StringValue) -> ir.BooleanValue:
    """Say whether a list's spelling needs `loader.vocabulary.parse_list`."""
    trimmed = text.strip()
    regular = trimmed.re_search(QUOTED_LIST) | trimmed.re_search(BARE_LIST)
    return (text.notnull() & ~regular).fill_null(False)


def choices(text: ir.StringValue) -> Cell:
    """Poll choices, separated by `|`."""
    kept = text.split("|").map(lambda item: item.strip()).filter(lambda item: item != "")
    return Cell((kept.length() > 0).ifelse(kept, ibis.null("array<string>")), ibis.literal(False))
