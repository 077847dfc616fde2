"""Parameters of questions: what they are, their defaults as Neo4j Browser reads them, their values as a person types.

A value never enters the text of a statement; it travels as a parameter of its type.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.failures import ParameterFailure

MAX_INTEGER = 2**63 - 1
"""Neo4j's integers have 64 bits."""


@dataclass(frozen=True)
class Parameter:
    """One parameter; `default` None is `null`, and `required` asks for it on the command line.

    The default of a required parameter is what Neo4j Browser begins with, so that the question runs there as it is.
    """

    name: str
    type: str
    required: bool
    meaning: str
    default: Any = None

    @property
    def line(self) -> str:
        """The parameter for a person: `limit=20 (integer): rows at most`."""
        value = "..." if self.required else literal_text(self.default)
        return f"{self.name}={value} ({self.type}{', required' if self.required else ''}): {self.meaning}"


def _integer(text: str) -> int:
    # Every number asked for is a count; the server refuses a negative LIMIT with words of its own.
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > MAX_INTEGER:
        raise ValueError("a whole number from 0")
    return int(text)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("a day as YYYY-MM-DD") from None


def _boolean(text: str) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if text.lower() not in known:
        raise ValueError("true or false")
    return known[text.lower()]


def _list(text: str) -> list[str]:
    if not text.startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError('texts with commas between, or ["as", "JSON"]')
    return items


def _zone(text: str) -> str:
    # Which names exist is the server's to say: it has a time-zone table of its own.
    if not re.fullmatch(r"[A-Za-z0-9_+:/-]{1,64}", text):
        raise ValueError("the name of a time zone, such as Asia/Tehran")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
    "list": _list,
    "zone": _zone,
}
TYPES = tuple(_READERS)


def read_value(parameter: Parameter, text: str) -> Any:
    """Return the value of a parameter as a person typed it; empty text is absent (None).

    Raises `ParameterFailure` when it is not of the parameter's type, or empty though required.
    """
    if not text:
        if parameter.required:
            raise ParameterFailure(f"the parameter {parameter.name} is empty", hint=parameter.line)
        return None
    try:
        text.encode("utf-8")
        return _READERS[parameter.type](text)
    except UnicodeEncodeError:
        raise ParameterFailure(f"the parameter {parameter.name} is not valid UTF-8", hint=parameter.line) from None
    except ValueError as error:
        shown = text if len(text) <= 60 else text[:60] + "..."
        raise ParameterFailure(f"{parameter.name}={shown!r} is not {error}", hint=parameter.line) from None


def split_assignments(given: Iterable[str]) -> dict[str, str]:
    """Return `name=value` texts as a mapping.

    Raises `ParameterFailure` for one without `=`, and for a name given twice.
    """
    found: dict[str, str] = {}
    for assignment in given:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise ParameterFailure(f"-p {assignment[:60]!r} is no parameter", hint="write it like -p limit=20")
        if name in found:
            raise ParameterFailure(f"the parameter {name[:60]} is given twice")
        found[name] = value
    return found


def bind(parameters: Iterable[Parameter], given: Mapping[str, str]) -> dict[str, Any]:
    """Return a value for every parameter: the given one, else its default.

    Raises `ParameterFailure` for an unknown, missing or malformed one, with the list of parameters as hint.
    """
    known = {parameter.name: parameter for parameter in parameters}
    listed = "; ".join(parameter.line for parameter in known.values()) or "this question takes no parameters"
    for name in given:
        if name not in known:
            raise ParameterFailure(f"there is no parameter {name[:60]!r}", hint=listed)
    missing = [parameter.name for parameter in known.values() if parameter.required and parameter.name not in given]
    if missing:
        raise ParameterFailure(f"missing: -p {missing[0]}=...", hint=listed)
    return {
        name: read_value(parameter, given[name]) if name in given else parameter.default
        for name, parameter in known.items()
    }


def free_value(name: str, text: str) -> Any:
    """Return a value for a statement of the user's own: JSON where it is JSON (20, true, null, ["a"]), else text."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ParameterFailure(f"the parameter {name} is not valid UTF-8") from None
    try:
        value = json.loads(text, parse_constant=_not_json)
    except (ValueError, RecursionError):
        return text
    return text if isinstance(value, int) and abs(value) > MAX_INTEGER else value


def _not_json(word: str) -> Any:
    raise ValueError(word)


_LITERALS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"null", lambda _: None),
    (r"true|false", lambda text: text == "true"),
    (r"[0-9]+", int),
    (r"'[^'\\]*'", lambda text: text[1:-1]),
    (r"date\('[0-9]{4}-[0-9]{2}-[0-9]{2}'\)", lambda text: dt.date.fromisoformat(text[6:-2])),
    (r"\[('[^'\\]*'(, '[^'\\]*')*)?\]", lambda text: re.findall(r"'([^'\\]*)'", text)),
)

_PYTHON_TYPES = {"text": str, "integer": int, "date": dt.date, "boolean": bool, "list": list, "zone": str}


def parse_literal(text: str) -> Any:
    """Return the value of a Cypher literal: null, true, 20, 'text' (no escapes), date('2020-01-31'), ['a', 'b'].

    Raises `ValueError` for anything else.
    """
    for pattern, value in _LITERALS:
        if re.fullmatch(pattern, text):
            return value(text)
    raise ValueError(f"{text!r} is no literal of the library: null, true, 20, 'text', date('2020-01-31'), ['a', 'b']")


def literal_text(value: Any) -> str:
    """Return a value as the Cypher literal that `parse_literal` reads."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list):
        return "[" + ", ".join(literal_text(item) for item in value) + "]"
    return f"'{value}'" if isinstance(value, str) else str(value)


def is_of_type(value: Any, type_name: str) -> bool:
    """Return whether a default is of its parameter's type; null is of every type."""
    return value is None or type(value) is _PYTHON_TYPES[type_name]
