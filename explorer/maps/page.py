"""The page: one HTML file that needs nothing but itself.

The model travels as JSON in a data block and is shown through `textContent` only, so that no text of a tweet or a
profile is ever parsed as HTML. The Content-Security-Policy comes first in the head and admits exactly the scripts
written here, by hash; it forbids every connection. Same model, same bytes.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from explorer.maps.columns import is_large, packed
from explorer.maps.engine import EngineParts

COMMENT = re.compile(r"^ *(//.*|/\*\*.*\*/)\n", re.MULTILINE)
"""A line of a script that is a comment alone: every page would carry it."""

STYLES = ("base", "cards", "panel", "table", "phone")
FIRST = ("dom", "unpack")
BEFORE_ENGINE = ("state", "paint", "pictures", "labels", "pace", "view")
AFTER_ENGINE = (
    "legend",
    "weight",
    "panel",
    "evidence",
    "search",
    "table",
    "time",
    "export",
    "link",
    "multiples",
    "about",
    "main",
)
"""Files of the shell in the order in which they run; each adds to the one object `ioscope`.

The first read the model; all others run when it is there, the adapter of the engine among them.
"""


def render(model: Mapping[str, Any], engine: EngineParts) -> str:
    """Return the page of a model drawn by an engine."""
    scripts = [*engine.libraries, shell_script(engine.adapter)]
    data: Mapping[str, Any] = engine.data
    columns = ""
    if is_large(model):
        model, data, columns = packed(model, data)
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=page_title(model),
            policy=policy(scripts),
            style=Markup(shell_style()),  # noqa: S704  (our own file)
            scripts=[Markup(script) for script in scripts],  # noqa: S704  (our own files and the engine's)
            model=Markup(json_block(model)),  # noqa: S704  (escaped by json_block)
            engine=Markup(json_block({"name": engine.name, **data})),  # noqa: S704
            columns=columns,
        )
    )


def page_title(model: Mapping[str, Any]) -> str:
    """Return the title of the browser tab."""
    mark = "Synthetic data: " if model["synthetic"] else ""
    return f"{mark}{model['title']} · ioscope"


def json_block(value: Any) -> str:
    """Return JSON that cannot end the script element it stands in, nor open a comment in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def policy(scripts: list[str]) -> str:
    """Return the Content-Security-Policy that admits these scripts and nothing else."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def shell_style() -> str:
    """Return the style sheets of the shell as one text."""
    return "\n".join(_template_file(f"css/{name}.css") for name in STYLES)


@cache
def shell_script(adapter: tuple[str, ...]) -> str:
    """Return the scripts of the shell with an engine's adapter as one text, without the lines of comment."""
    first = "\n".join(_script(name) for name in FIRST)
    parts = "\n".join(_script(name) for name in (*BEFORE_ENGINE, *adapter, *AFTER_ENGINE))
    return f'"use strict";\n{first}\nioscope.unpack().then((there) => {{\nif (!there) return;\n{parts}\n}});'


def _script(name: str) -> str:
    return COMMENT.sub("", _template_file(f"js/{name}.js"))


def _template_file(name: str) -> str:
    return (resources.files("explorer.maps") / "template" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_template_file), keep_trailing_newline=True
    )
