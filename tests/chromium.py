"""Where Chromium is: what is on the PATH, else Playwright's own. Run as a module, prints it or fails."""

import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = (
    "--no-sandbox",  # containers and continuous integration run as root
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> Path | None:
    """Return the path of a Chromium on the PATH; None leaves the choice to Playwright, which then takes its own."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def playwrights_own() -> Path | None:
    """Return the path of the Chromium that Playwright installed for itself, None when it has not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


if __name__ == "__main__":
    place = chromium_path() or playwrights_own()
    sys.stdout.write(f"{place or ''}\n")
    sys.exit(0 if place else 1)
