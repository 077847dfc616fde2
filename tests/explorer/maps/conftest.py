"""Pages in a real Chromium without any network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from tests.explorer.maps.opened import Opened

OpenPage = Callable[..., Opened]


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Write a page to disk and open it with the network off; every request but the file's own is recorded and ended."""
    contexts: list[BrowserContext] = []

    def open_it(html: str, *, width: int = 1440, height: int = 900, dark: bool = False, before: str = "") -> Opened:
        path = tmp_path / f"map-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            offline=True,
            has_touch=width < 500,
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        page = opened.page
        page.set_default_timeout(10_000)

        def answer(route: Route) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                opened.requests.append(route.request.url)
                route.abort()

        page.route("**/*", answer)
        page.on("console", lambda message: opened.complain(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        if before:
            page.add_init_script(before)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-drawn]", state="attached")
        return opened

    yield open_it
    for context in contexts:
        context.close()
