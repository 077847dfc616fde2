"""From one cell's text to a typed value: pure ibis expressions that compile for DuckDB and for Spark.

Each parser takes a text column (blank already absent) and returns the typed value, absent where it cannot be read.
Regular expressions keep to what RE2 and Java's engine share.
"""

import ibis
import ibis.expr.types as ir

SNOWFLAKE_FLOOR = 29_700_859_247
"""Tweet ids above this carry their time: the first snowflake is of 2010-11-04."""
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
INT64_MAX = 2**63 - 1

USER_ID = r"^([1-9][0-9]{0,19}|[0-9a-f]{64}|[A-Za-z0-9+]{37,43}=)$"
"""Digits, or the hash forms of October 2018 and of 2019 on. `0` is nobody, and `007` would be another account than `7`.
"""

MAX_KEY_BITS = 64_000
"""Neo4j cannot index longer strings, and one such string would fail a whole constraint."""

YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
"""Engines know a year 0; Python, Neo4j's driver and the calendar do not."""

CLOCK = r"^[0-9/-]+[ T]([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]+)?( ?(Z|UTC|GMT|[+]00:?00))?$"
"""The clock of a posting time in UTC; a time in another zone, or with AM and PM, cannot be read."""

MINUTE = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"
"""A posting time as Twitter writes it."""


@ibis.udf.scalar.builtin(name="bit_length")  # type: ignore[untyped-decorator]
def bit_length(text: str) -> int:  # type: ignore[empty-body]
    """Return the bits of a text in UTF-8: DuckDB and Spark share this function, and none that counts bytes."""


def blank_to_absent(text: ir.StringValue) -> ir.StringValue:
    """Return text with empty and white-space-only cells absent.

    What begins with white space sorts before every visible character: only such cells are looked at closely.
    """
    return ((text < "!") & (text.strip() == "")).ifelse(ibis.null("string"), text)


def unread(text: ir.StringValue, value: ir.Value) -> ir.BooleanValue:
    """Say whether there was something that could not be read."""
    return text.notnull() & value.isnull()


def unread_degrees(text: ir.StringValue, value: ir.Value) -> ir.BooleanValue:
    """Say so of a coordinate: the words `absent` and `present` are absent, not bad."""
    return text.notnull() & value.isnull() & ~text.strip().lower().isin(("absent", "present"))


def plain(text: ir.StringValue) -> ir.StringValue:
    """Text as it stands."""
    return text


def key(text: ir.StringValue) -> ir.StringValue:
    """Text that the graph indexes: absent when it is too long to be indexed."""
    return (bit_length(text) > MAX_KEY_BITS).ifelse(ibis.null("string"), text)


def lower(text: ir.StringValue) -> ir.StringValue:
    """Text in lower case: language codes come as zh-cn and zh-CN."""
    return text.lower().strip()


def _whole(text: ir.StringValue, least: int, most: int, spelled_otherwise: str) -> ir.IntegerValue:
    """A whole number from `least` to `most`; `spelled_otherwise` finds it where it is not spelled as engines do.

    Nearly all are, and a cast there and back costs a tenth of a regular expression.
    """
    number = text.try_cast("int64")
    usual = (number.cast("string") == text) & number.between(least, most)
    found = text.strip().re_extract(spelled_otherwise, 1).nullif("").try_cast("int64")
    return usual.fill_null(False).ifelse(number, found)


def count(text: ir.StringValue) -> ir.IntegerValue:
    """A count of zero or more, of at most 18 digits; re-saved copies write `0.0`."""
    return _whole(text, 0, 10**18 - 1, r"^([0-9]{1,18})(\.0+)?$")


def tweet_id(text: ir.StringValue) -> ir.IntegerValue:
    """A tweet id: digits that fit 64 bits, not 0; one that went through a float (`1.2E+18`) has lost its digits."""
    return _whole(text, 1, INT64_MAX, r"^0*([1-9][0-9]{0,18})$")


def user_id(text: ir.StringValue) -> ir.StringValue:
    """A user id in one of its three forms, kept as text."""
    trimmed = text.strip()
    return ibis.cases((text.re_search(USER_ID), text), (trimmed.re_search(USER_ID), trimmed), else_=None)


def flag(text: ir.StringValue) -> ir.BooleanValue:
    """true/false in any case, or 1/0."""
    word = text.strip().lower()
    return ibis.cases(
        (text.isin(("true", "True")), True),
        (text.isin(("false", "False")), False),
        (word.isin(("true", "1", "1.0")), True),
        (word.isin(("false", "0", "0.0")), False),
        else_=None,
    )


def degrees(text: ir.StringValue, limit: int) -> ir.FloatingValue:
    """A coordinate between -limit and limit."""
    word = text.strip().lower()
    spelled = ibis.cases(
        (text == "absent", ibis.null("string")),
        else_=word.re_extract(r"^(-?[0-9]{1,3}(\.[0-9]+)?(e-?[0-9]{1,2})?)$", 1),
    )
    number = spelled.nullif("").cast("float64")
    return number.between(-limit, limit).ifelse(number, ibis.null("float64"))


def day(text: ir.StringValue) -> ir.DateValue:
    """A calendar day, `2019-12-08` or, in re-saved copies, `12/8/2019`; what follows it is not looked at."""
    return _iso_day(text).try_cast("date")


def posting_time(text: ir.StringValue) -> ir.IntegerValue:
    """A posting time in UTC, to the minute or second, as milliseconds since 1970; a day alone is its midnight."""
    to_the_minute = (text.length() == 16) & text.re_search(MINUTE)
    moment = to_the_minute.ifelse(text + ":00", _spelled_otherwise(text)).try_cast("timestamp")
    return moment.epoch_seconds().cast("int64") * 1000


def _spelled_otherwise(text: ir.StringValue) -> ir.StringValue:
    """Return a posting time as `2019-12-08 09:30:00`; absent when it cannot be read."""
    trimmed = text.strip()
    clock = trimmed.re_search("^[0-9/-]+$").ifelse("0:00", trimmed.re_extract(CLOCK, 1).nullif(""))
    with_seconds = (clock.length() < len("7:05:06")).ifelse(clock + ":00", clock)
    return _iso_day(text) + " " + _padded(with_seconds, len("07:05:06"))


def _padded(digits: ir.StringValue, length: int) -> ir.StringValue:
    """Return digits that may lack one zero before them."""
    return (ibis.literal("0") + digits).right(length)


def _iso_day(text: ir.StringValue) -> ir.StringValue:
    trimmed = text.strip()
    iso = trimmed.re_extract(rf"^({YEAR}-[0-9]{{2}}-[0-9]{{2}})([ T].*)?$", 1).nullif("")
    american = rf"^([0-9]{{1,2}})/([0-9]{{1,2}})/({YEAR})([ T].*)?$"
    month = _padded(trimmed.re_extract(american, 1), 2)
    day_of_month = _padded(trimmed.re_extract(american, 2), 2)
    year = trimmed.re_extract(american, 3).nullif("")
    return iso.fill_null(year + "-" + month + "-" + day_of_month)


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
    """Return the items of a regularly spelled list, `['a', 'b']` or `[a, b]`; absent for an irregular one."""
    trimmed = text.strip()
    inner = trimmed.substr(1, trimmed.length() - 2)
    unquoted = inner.substr(1, inner.length() - 2)
    nothing = ibis.null("array<string>")
    split = ibis.cases(
        (trimmed.re_search(QUOTED_LIST), unquoted.split("', '")),
        (trimmed.re_search(BARE_LIST), inner.split(", ")),
        else_=nothing,
    )
    usual = text.substr(2, text.length() - 4).split("', '")
    return ibis.cases(
        (text == "[]", nothing),
        (text.re_search(USUAL_LIST), usual),
        else_=_not_blank(split),
    )


def irregular(text: ir.StringValue) -> ir.BooleanValue:
    """Say whether a list's spelling needs `loader.vocabulary.parse_list`."""
    trimmed = text.strip()
    regular = trimmed.re_search(QUOTED_LIST) | trimmed.re_search(BARE_LIST)
    return (text.notnull() & ~regular).fill_null(False)


def choices(text: ir.StringValue) -> ir.ArrayValue:
    """Poll choices, separated by `|`."""
    return _not_blank(text.split("|"))


def _not_blank(items_: ir.ArrayValue) -> ir.ArrayValue:
    return items_.map(lambda item: item.strip()).filter(lambda item: item != "")


def none_to_absent(items_: ir.ArrayValue) -> ir.ArrayValue:
    """Return lists with an empty one absent."""
    return (items_.length() > 0).ifelse(items_, ibis.null("array<string>"))
