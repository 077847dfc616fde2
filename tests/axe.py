"""axe-core, rules of accessibility: what is wrong with a page that Chromium shows."""

from importlib import resources
from typing import Any

from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[tuple[str, str, list[Any]]]:
    """Return the serious violations of the page as it stands: rule, what it asks, and where."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (rule["id"], rule["help"], [node["html"][:150] for node in rule["nodes"][:4]])
        for rule in found["violations"]
        if rule["impact"] in SERIOUS
    ]
