"""The page in Chromium, network off: from navigation to the first complete drawing, and plain pyvis's beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.figures import Comparison, Figure, Result, median_figure, seconds_of
from bench.machine import cpu_of_children
from bench.maps import CHOICE, drawn
from bench.plain_pyvis import SETTLED, write_plain_page
from bench.subject import Subject
from explorer.maps.files import write_page
from explorer.maps.reduction import strongest
from explorer.maps.selection import select_interactions
from terminal import Failure, note
from tests.chromium import ARGUMENTS, chromium_path

RUNS = 5
MOST_SECONDS = 2.0
PEER_SECONDS = 60.0
WINDOW = {"width": 1440, "height": 900}

WATCH = """
new MutationObserver((_, watch) => {
  if (!document.documentElement?.dataset.drawn) return;
  watch.disconnect();
  // Two frames on, the picture has been handed to the screen.
  const told = () => { document.documentElement.dataset.drawnMs = performance.now(); };
  requestAnimationFrame(() => requestAnimationFrame(told));
}).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ["data-drawn"] });
"""
"""Run before the page's own scripts: notes when the page says that it is drawn, in ms since navigation began."""


def measure(subject: Subject, runs: int | None) -> Result:
    """Open the map of `ioscope map interactions` `runs` times, each in a browser context of its own."""
    graph = subject.filled()
    ours, peer = subject.folder / "ours.html", subject.folder / "pyvis.html"
    size = write_page(ours, drawn(graph).html)
    network = strongest(select_interactions(graph, CHOICE), CHOICE.limit)
    note("page: plain pyvis makes its page of the same network ...")
    making = seconds_of(lambda: write_plain_page(network, peer))
    with launched() as browser:
        note(f"page: {runs or RUNS} runs in Chromium {browser.version} ...")
        seconds = [drawn_seconds(browser, ours) for _ in range(runs or RUNS)]
        figure = median_figure("map drawn in Chromium, offline", seconds, "s", target=MOST_SECONDS)
        note(f"page: plain pyvis in the same browser, {PEER_SECONDS:.0f} s at most ...")
        settled, waited = peer_seconds(browser, peer)
        version, children_cpu = browser.version, cpu_of_children(but=subject.server_process)
    remark = "" if settled else f"not settled after {PEER_SECONDS:.0f} s"
    peer_size = peer.stat().st_size
    return Result(
        figures=[figure, Figure("plain pyvis: page written, graph not asked", making, "s")],
        comparisons=[
            Comparison("plain pyvis, drawn", figure.value, waited, "s", at_least=not settled, remark=remark),
            Comparison("plain pyvis, page", size / 1e6, peer_size / 1e6, "MB", remark="no facts, table, search"),
        ],
        detail={"nodes": len(network.nodes), "lines": len(network.edges), "chromium": version},
        children_cpu=children_cpu,
    )


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        except PlaywrightError as error:
            raise Failure(
                f"Chromium does not start: {error.message.splitlines()[0]}", hint="make setup-test"
            ) from error
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WINDOW["width"], "height": WINDOW["height"]}, offline=True)
    try:
        yield context.new_page()
    finally:
        context.close()


def drawn_seconds(browser: Browser, path: Path) -> float:
    with opened(browser) as page:
        page.add_init_script(WATCH)
        page.goto(path.as_uri(), wait_until="commit")
        # Not wait_for_function: the page's policy forbids what it needs.
        page.wait_for_selector("html[data-drawn-ms]", state="attached", timeout=PEER_SECONDS * 1_000)
        return float(page.evaluate("document.documentElement.dataset.drawnMs")) / 1_000


def peer_seconds(browser: Browser, path: Path, longest: float = PEER_SECONDS) -> tuple[bool, float]:
    """Return whether plain pyvis's page settled, and after how many seconds it did or was stopped."""
    with opened(browser) as page:
        began = perf_counter()
        try:
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_function(SETTLED, timeout=longest * 1_000)
        except PlaywrightTimeout:
            return False, longest
        return True, perf_counter() - began
