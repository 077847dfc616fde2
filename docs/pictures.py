"""Draw the pictures of the documentation from synthetic data: `python -m docs.pictures` (needs Chromium).

A workspace of its own is made, loaded with the sample, mapped, and thrown away.
"""

import tempfile
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from ioscope import main
from tests.chromium import ARGUMENTS, chromium_path

FOLDER = Path(__file__).parent / "pictures"
TWEETS = 12_000
SETTLED_MS = 500
PICTURES = {
    # name: (command, scheme, width, height, what is done before)
    "map-interactions": (["map", "interactions"], "light", 1440, 900, ""),
    "map-interactions-dark": (["map", "interactions"], "dark", 1440, 900, ""),
    "map-interactions-phone": (["map", "interactions"], "light", 390, 844, ""),
    "map-interactions-sigma": (["map", "interactions", "--engine", "sigma"], "light", 1440, 900, ""),
    "map-hashtags": (["map", "hashtags"], "light", 1440, 900, ""),
    "map-links": (["map", "links", "--core", "2"], "light", 1440, 900, ""),
    "map-media": (["map", "media", "--thumbnails", "--limit", "160"], "light", 1440, 900, ""),
    "map-coordination": (["map", "coordination"], "light", 1440, 900, "ioscope.choose({ edge: 0 })"),
    "map-coordination-phone": (["map", "coordination"], "light", 390, 844, "ioscope.choose({ edge: 0 })"),
    "map-campaign": (["map", "campaign", "iran_201906_1"], "light", 1440, 900, ""),
    "report": (["report", "iran_201906_1"], "light", 900, 1500, ""),
}


def _ioscope(workspace: Path, *arguments: str) -> None:
    result = CliRunner().invoke(main, ["--workspace", str(workspace), *arguments])
    if result.exit_code not in (0, 3):
        raise SystemExit(result.output)


def draw(folder: Path) -> None:
    """Write every picture into `folder`."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        workspace, archive = Path(place) / "workspace", Path(place) / "archive"
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        try:
            _ioscope(workspace, "sample", str(archive), "--tweets", str(TWEETS), "--media")
            _ioscope(workspace, "load", str(archive), "--media", "--thumbnails")
            _ioscope(workspace, "detect", "--check", "20")
            for name, (command, scheme, width, height, done) in PICTURES.items():
                page = Path(place) / f"{name}.html"
                _ioscope(workspace, *command, "-o", str(page))
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    offline=True,
                )
                tab = context.new_page()
                tab.goto(page.as_uri())
                if command[0] == "map":
                    tab.wait_for_selector("html[data-drawn]", state="attached")
                if done:
                    tab.evaluate(done)
                tab.wait_for_timeout(SETTLED_MS)
                tab.screenshot(path=folder / f"{name}.png")
                context.close()
        finally:
            browser.close()
            _ioscope(workspace, "down")


if __name__ == "__main__":
    draw(FOLDER)
