"""Pages of ours that the server serves beside Neo4j Browser, from its own address: the style and the guide.

They lie in the folder of the unpacked Browser, which workspaces share: both are made of the schema and the question
library alone, so whoever writes them writes the same. The guide is the explorer's to make (`ioscope browser`); until
then a line in its place says so.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from schema.style import grass, rules

FOLDER = "browser/ioscope"
STYLE, GUIDE = f"{FOLDER}/style.grass", f"{FOLDER}/guide.html"
STYLE_SCRIPT = f"{FOLDER}/style.js"
INDEX = "browser/index.html"

# Browser fetches a web font, and scripts that measure and ask its users, before it knows what the server allows.
HEAD = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'self' data: blob: ws: wss: http://127.0.0.1:*; "
    "script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"
    '"/><script src="ioscope/style.js"></script>'
)

# The command `:style` would do the same and leave its text as the first thing that people see. A style that the user
# changed stays until ours changes.
_STYLE_SCRIPT = """(() => {{
  const [name, digest, style] = {parts};
  if (localStorage.getItem(name) !== digest) {{
    localStorage.setItem("neo4j.grass", style);
    localStorage.setItem(name, digest);
  }}
}})();
"""

_NO_GUIDE_YET = """<article class="guide"><carousel class="deck container-fluid"><slide class="row-fluid">
<div class="col-sm-12"><h3>ioscope</h3><p>The guide with all questions is written by the command
<code>ioscope browser</code>: run it once, then load this page again.</p></div>
</slide></carousel></article>
"""


def address_of(http_port: int, page: str) -> str:
    """Return where a server on this port serves a page of ours."""
    return f"http://127.0.0.1:{http_port}/{page}"


def ensure_pages(browser_dir: Path) -> None:
    """Write the style, a line in place of the guide when there is none, and the policy that keeps Browser here."""
    index = browser_dir / INDEX
    text = index.read_text(encoding="utf-8")
    if HEAD not in text:
        write_page(browser_dir, INDEX, _with_head(text))
    write_page(browser_dir, STYLE, grass())
    write_page(browser_dir, STYLE_SCRIPT, _style_script())
    if not (browser_dir / GUIDE).exists():
        write_page(browser_dir, GUIDE, _NO_GUIDE_YET)


def _with_head(text: str) -> str:
    before, head, after = text.partition("<head>")
    return before + head + HEAD + after[max(after.find('<meta charset="UTF-8"/>'), 0) :]


def _style_script() -> str:
    style = json.dumps(rules())
    digest = hashlib.sha256(style.encode("utf-8")).hexdigest()
    return _STYLE_SCRIPT.format(parts=json.dumps(["ioscope.style", digest, style]))


def write_page(browser_dir: Path, page: str, text: str) -> None:
    """Put a page in its place, whole or not at all, unless it stands there already."""
    path = browser_dir / page
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
