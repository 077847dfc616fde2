"""A map as a reader has it before them."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[3] / "test-output" / "maps"


@dataclass
class Opened:
    """A page that was opened from disk, with all it asked for and all it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """Fail when the page asked for anything, complained, or ran a stranger's text."""
        assert self.requests == []
        assert self.complaints == []
        assert self.page.evaluate("window.__pwn") is None

    def shoot(self, name: str) -> None:
        """Keep a picture for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def spot(self, label: str) -> tuple[float, float]:
        """Return where on the screen the node of that label is."""
        find = "label => ioscope.engine.where(ioscope.state.nodes.label.indexOf(label))"
        place = self.page.evaluate(find, label)
        return place["x"], place["y"]

    def colour_at(self, x: float, y: float) -> str:
        """Return the colour of the map there, as `r,g,b`."""
        read = """([x, y]) => {
          const canvas = document.querySelector('#canvas canvas');
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, -Math.round((x - box.left) * ratio), -Math.round((y - box.top) * ratio));
          return Array.from(copy.getImageData(0, 0, 1, 1).data.slice(0, 3)).join(',');
        }"""
        return str(self.page.evaluate(read, [x, y]))
