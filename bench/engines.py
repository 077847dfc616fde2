"""Both engines at the sizes that the maps promise, and plain pyvis beside the smallest: synthetic, no graph asked.

A page is made in this process and opened in Chromium with the network off. `drawn` is from navigation to the first
whole picture; frames are counted while the pointer drags the map; search and click
are from the event to the next frame.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil
from playwright.sync_api import Browser, Page

from bench.figures import Comparison, Figure, Result
from bench.machine import cpu_of_children
from bench.page import drawn_seconds, launched, opened, peer_seconds
from bench.plain_pyvis import write_plain_page
from bench.subject import Subject
from explorer.maps.drawing import Drawing, draw
from explorer.maps.files import write_page
from explorer.maps.kinds import interactions
from explorer.maps.network import Network, Tie, from_ties
from explorer.maps.people import Naming
from explorer.maps.provenance import Provenance
from terminal import note

ACTIONS = ("retweet", "reply", "quote", "mention")
PER_NODE = 3
DRAG_SECONDS = 3.0
PEER_SECONDS = 240.0
FRAMES = """if (window.frames_ === undefined) {
  window.frames_ = 0; (function tick() { window.frames_++; requestAnimationFrame(tick); })(); }"""
FREE = """() => { const { count } = ioscope.state; let best = [700, 40], most = -1;
  const at = Array.from({ length: count }, (_, i) => ioscope.engine.where(i));
  for (let x = 560; x < 1040; x += 40) for (let y = 240; y < 740; y += 40) {
    let near = Infinity;
    for (let i = 0; i < count && near > most; i++) near = Math.min(near, Math.hypot(at[i].x - x, at[i].y - y));
    if (near > most) { most = near; best = [x, y]; }
  }
  return best; }"""
"""The place that is farthest from any dot: pressed elsewhere, a dot is dragged and not the map."""
DOT = "() => { const { x, y } = ioscope.engine.where(0); return [x, y]; }"
ANSWER = """(make) => new Promise((done) => { const began = performance.now();
  if (make === 'search') { const box = document.getElementById('search'); box.value = 'account-1';
    box.dispatchEvent(new Event('input')); }
  else ioscope.choose({ node: 5 });
  requestAnimationFrame(() => done((performance.now() - began) / 1000)); })"""


@dataclass(frozen=True)
class Size:
    """A map of so many nodes by one engine, and its limits: seconds to make and draw, megabytes, frames a second."""

    nodes: int
    groups: int
    engine: str
    made: float | None
    megabytes: float
    drawn: float


SIZES = (
    Size(2_000, 12, "pyvis", 5.0, 1.5, 1.0),
    Size(2_000, 12, "sigma", 5.0, 1.5, 1.0),
    Size(10_000, 40, "sigma", None, 2.0, 1.5),
    Size(100_000, 300, "sigma", 300.0, 8.0, 10.0),
)
MOST_MEMORY, ANSWER_SECONDS = 4.0, 0.5


def planted(size: Size) -> Network:
    """Return groups of equal size with PER_NODE lines a node, nine of ten inside."""
    rng = random.Random(7)  # noqa: S311  (the same network each time)
    width = size.nodes // size.groups
    ties = []
    for node in range(size.nodes):
        for _ in range(PER_NODE):
            home = node // width * width
            other = home + int(width * rng.random() ** 2) if rng.random() < 0.9 else rng.randrange(size.nodes)
            times, month = 1 + int(rng.paretovariate(1.3)), f"2017-{rng.randint(1, 12):02d}"
            ties.append(Tie(f"{node:06d}", f"{other:06d}", rng.choice(ACTIONS), times, months={month: times}))
    return from_ties(ties, ACTIONS).noted("planted", whole=True)


def measure(subject: Subject, runs: int | None) -> Result:
    """Make and open the map of each size `runs` times."""
    figures, detail = [], {}
    with launched() as browser:
        for size in SIZES:
            network = planted(size)
            name = f"{size.nodes:,}/{len(network.edges):,} {size.engine}"
            note(f"engines: {name} ...")
            file = subject.folder / f"engine-{size.nodes}-{size.engine}.html"
            made, drawing = _cpu_seconds(lambda n=network, s=size: _drawn(n, s))  # type: ignore[misc]
            megabytes = write_page(file, drawing.html) / 1e6
            drawn = min(drawn_seconds(browser, file) for _ in range(runs or 2))
            frames, of_a_dot, search, click = _handled(browser, file)
            detail[name] = dict(drawing.counts)
            figures += [
                Figure(f"{name}: page made, CPU", made, "s", target=size.made, of_any_data=True),
                Figure(f"{name}: page", megabytes, "MB", target=size.megabytes, of_any_data=True),
                Figure(f"{name}: drawn", drawn, "s", target=size.drawn, of_any_data=True),
                Figure(f"{name}: a frame when dragged", 1000 / frames, "ms", target=20.0, of_any_data=True),
                Figure(f"{name}: a frame when a dot is dragged", 1000 / of_a_dot, "ms", of_any_data=True),
                Figure(f"{name}: search answers", search, "s", target=ANSWER_SECONDS, of_any_data=True),
                Figure(f"{name}: click answers", click, "s", target=ANSWER_SECONDS, of_any_data=True),
            ]
            if size is SIZES[0]:
                compared = _beside_pyvis(browser, subject.folder / "pyvis.html", network, drawn)
        children = cpu_of_children(but=subject.server_process)
    memory = psutil.Process().memory_info().rss / 1e9
    figures.append(
        Figure("engines: memory of this process at the end", memory, "GB", target=MOST_MEMORY, of_any_data=True)
    )
    return Result(figures=figures, comparisons=[compared], detail=detail, children_cpu=children)


def _drawn(network: Network, size: Size) -> Drawing:
    origin = Provenance((), {"made by": "bench.engines"})
    return draw(network, interactions("all"), Naming("all"), origin, engine=size.engine)


def _cpu_seconds(make: Callable[[], Drawing]) -> tuple[float, Drawing]:
    process = psutil.Process()
    before = process.cpu_times()
    drawing = make()
    after = process.cpu_times()
    return after.user + after.system - before.user - before.system, drawing


def _handled(browser: Browser, file: Path) -> tuple[float, float, float, float]:
    """Return frames a second while the map and a dot are dragged, and the seconds that a search and a click take."""
    with opened(browser) as page:
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-drawn]", state="attached", timeout=120_000)
        page.wait_for_timeout(1_000)
        search, click = (float(page.evaluate(ANSWER, what)) for what in ("search", "click"))
        page.evaluate("ioscope.choose(null)")
        return _frames(page, page.evaluate(FREE)), _frames(page, page.evaluate(DOT)), search, click


def _frames(page: Page, place: list[float]) -> float:
    x, y = place
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    first, began, step = int(page.evaluate("window.frames_")), perf_counter(), 0
    while perf_counter() - began < DRAG_SECONDS:
        page.mouse.move(x - step % 40 * 4, y - step % 60 * 3)
        step += 1
    frames = int(page.evaluate("window.frames_")) - first
    seconds = perf_counter() - began
    page.mouse.up()
    return frames / seconds


def _beside_pyvis(browser: Browser, file: Path, network: Network, drawn: float) -> Comparison:
    write_plain_page(network, file)
    settled, seconds = peer_seconds(browser, file, PEER_SECONDS)
    remark = "" if settled else "not settled when it was stopped"
    return Comparison("plain pyvis with its physics, drawn", drawn, seconds, "s", at_least=not settled, remark=remark)


if __name__ == "__main__":
    sys.exit("run: python -m bench --only engines")
