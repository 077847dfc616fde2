"""The page: one HTML file that needs nothing but itself, and reads without JavaScript.

Everything is written into the HTML, escaped, by the template; the one script copies sentences and statements and turns
the theme. The Content-Security-Policy comes first in the head and admits this style and this script by hash, and no
connection. Same report, same bytes.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from explorer.maps.text import clean
from explorer.report.figure import Figure, Report
from explorer.report.svg import drawn
from terminal.tables import cell_text

WIDE, NARROW = 680, 330
"""Each chart is drawn twice: text that shrinks with the screen cannot be read."""

CELL_CHARS = 240

_UNIT = re.compile(r"(?<=[0-9]) (?=(?:%|s)(?![0-9A-Za-z]))")


def render(report: Report) -> str:
    """Return the page of a report."""
    style, script = _template_file("report.css"), _template_file("report.js")
    page: str = (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
        )
    )
    return page


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that admits this style and this script and nothing else."""
    return (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'; "
        "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def pictures(figure: Figure) -> Mapping[str, Markup]:
    """Return the wide and the narrow picture of a figure; nothing for a figure without one."""
    if figure.chart is not None:
        made = {width: drawn(figure.chart(width), key=f"{figure.key}-{width}") for width in (WIDE, NARROW)}
    elif figure.pictures:
        made = dict(figure.pictures)
    else:
        return {}
    # Only known SVG elements and attributes are in it (explorer.report.svg, explorer.report.network_picture).
    return {"wide": Markup(made[WIDE]), "narrow": Markup(made[NARROW])}  # noqa: S704


def unbroken(text: str) -> str:
    """Return text in which a number stays on the line of its unit: `78 %`, `60 s`."""
    return _UNIT.sub("\u00a0", text)


def cell(value: Any) -> str:
    """Return a cell of a table as text."""
    if value is None or isinstance(value, int | float):
        return cell_text(value)
    return clean(str(value), CELL_CHARS)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _template_file(name: str) -> str:
    return (resources.files("explorer.report") / "template" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_template_file),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["pictures"] = pictures
    made.filters["cell"] = cell
    made.filters["unbroken"] = unbroken
    made.tests["amount"] = lambda value: isinstance(value, int | float) and not isinstance(value, bool)
    return made
