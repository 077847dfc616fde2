"""A map as a reader has it before them."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[3] / "test-output" / "maps"


STALL = ("GPU stall due to ReadPixels", "GPU stall due to ReadPixels (this message will no longer repeat)")
"""Chromium reads every picture of a software WebGL back to put it on the screen."""


@dataclass
class Opened:
    """A page that was opened from disk, with all it asked for and all it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def complain(self, text: str) -> None:
        """Keep what the console says, but for what Chromium's software WebGL says of itself to whoever uses it."""
        if not text.endswith(STALL):
            self.complaints.append(text)

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

    def worst_contrast(self) -> tuple[float, str]:
        """Return the smallest contrast of a text with its ground (WCAG 2 ratio), and the text."""
        read = """() => {
      const parse = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = (c) => { const [r, g, b] = parse(c).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126*r + 0.7152*g + 0.0722*b; };
      const ground = (el) => { for (; el; el = el.parentElement) { const c = getComputedStyle(el).backgroundColor;
        if (!c.endsWith(', 0)') && c !== 'transparent') return c; }
        return getComputedStyle(document.body).backgroundColor; };
      let worst = [99, ''];
      for (const el of document.querySelectorAll('body *')) {
        const own = [...el.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (!own || !el.getClientRects().length || el.closest('script, svg, .skip')) continue;
        const [a, b] = [light(getComputedStyle(el).color), light(ground(el))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < worst[0]) worst = [ratio, el.textContent.slice(0, 40)];
      }
      return worst; }"""
        ratio, text = self.page.evaluate(read)
        return float(ratio), str(text)
