"""The guide in Neo4j Browser: one HTML page of slides, made of the library and the schema.

Browser runs no script of a guide; it gives a play button to each `pre.runnable`, and puts its text into the editor when
the text itself is clicked. Nothing from the archive is in it, so nobody's text can get there.
"""

import base64
import re
from collections import Counter
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from explorer.header import Question
from explorer.kit.model_picture import model_svg
from explorer.library import THEMES, questions
from explorer.parameters import literal_text
from schema.colours import LABELS
from schema.model import nodes, relationships

FIRST = ("campaign-size", "hours-by-weekday", "most-amplified-outsiders")
"""The questions of the first page: how large, when, whom."""

SHARED_BY_MANY = 2
"""Questions of a theme that need the same caveat for it to be said once on the page of limits, too."""


def guide_html() -> str:
    """Return the whole guide."""
    environment = Environment(
        loader=FunctionLoader(lambda name: (resources.files("explorer.kit") / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    every = questions()
    return environment.get_template("guide.html").render(
        first=[every[name] for name in FIRST],
        themes=[(title, [q for q in every.values() if q.theme == theme]) for theme, title in THEMES.items()],
        count=len(every),
        drawn=sum(1 for q in every.values() if q.picture),
        picture=base64.b64encode(model_svg().encode("utf-8")).decode("ascii"),
        labels=[(node, LABELS[node.label]) for node in nodes().values()],
        types=list(relationships().values()),
        caveats=common_caveats(),
        parameter_lines=parameter_lines,
        kept=kept,
    )


def kept(text: str) -> Markup:
    """Return text as HTML that Browser leaves as it is.

    Browser takes everything like ` onclick=...` out of a guide, before it reads the HTML, from ` one.key = c.key` too:
    an `o` that begins a word is written as a reference.
    """
    return Markup(re.sub(r"\b([oO])(?=[nN])", lambda found: f"&#{ord(found[1])};", str(escape(text))))  # noqa: S704


def parameter_lines(question: Question) -> str:
    """Return the `:param` lines of a question, for those who want to change its values once and for all."""
    return "\n".join(f":param {p.name} => {literal_text(p.default)}" for p in question.parameters)


def common_caveats() -> list[str]:
    """Return the caveats that several questions carry, the commonest first."""
    counted = Counter(caveat for question in questions().values() for caveat in question.caveats)
    return [caveat for caveat, times in counted.most_common() if times >= SHARED_BY_MANY]
