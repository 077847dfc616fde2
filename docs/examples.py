"""Ask every question of a synthetic archive and keep the first rows for the cookbook: `python -m docs.examples DIR`.

DIR is a workspace that holds such an archive (`ioscope --workspace DIR demo`), with its server running. The pages are
generated without a server, from `examples.json`; a question whose statement has changed since is found by its digest.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from database.connection import connect
from explorer.answers import ask
from explorer.header import Question
from explorer.library import questions
from lake.workspace import open_workspace

FILE = Path(__file__).parent / "examples.json"
ROWS = 5
LONGEST = 60


def digest(question: Question) -> str:
    """Return the digest of what a question asks by default."""
    return hashlib.sha256(question.with_defaults(question.statement).encode("utf-8")).hexdigest()[:16]


def examples() -> dict[str, dict[str, Any]]:
    """Return what was kept, by the name of the question: its digest, the first rows, how many there were."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def main(arguments: list[str]) -> int:
    """Write `examples.json`; 1 when the graph is not of a synthetic archive."""
    kept = {}
    with connect(open_workspace(Path(arguments[0]))) as graph:
        real = graph.read("MATCH (c:Campaign) RETURN count(*) = 0 OR any(x IN collect(c.synthetic) WHERE x IS NULL)")
        if real.value():
            sys.stderr.write("this graph is empty or of real releases, whose texts do not belong into the docs\n")
            return 1
        for name, question in questions().items():
            rows = ask(graph, question, {p.name: p.default for p in question.parameters})
            shown = [[_short(value) for value in row] for row in rows.plain()[:ROWS]]
            kept[name] = {"digest": digest(question), "count": len(rows.values), "rows": shown}
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _short(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:.4g}" if isinstance(value, float) else ", ".join(value) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
