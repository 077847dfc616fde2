"""Write the generated pages of docs/, or compare them with what stands there: `python -m docs.generate [--check]`."""

import sys
from collections.abc import Callable
from pathlib import Path

from docs.command_reference import command_reference
from docs.cookbook import cookbook
from schema.page import markdown

PAGES: dict[str, Callable[[], str]] = {
    "data-model.md": markdown,
    "commands.md": command_reference,
    "cookbook.md": cookbook,
}


def main(arguments: list[str]) -> int:
    """Return 0, or 1 when `--check` found a page that is not up to date."""
    folder = Path(__file__).parent
    stale = []
    for name, page in PAGES.items():
        path, text = folder / name, page()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        sys.stderr.write(f"docs/{name} is not up to date\nhint: make generated\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
