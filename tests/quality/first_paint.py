"""How soon the room's page is painted here: ``python -m tests.quality.first_paint``.

Prints the middle of five first visits, each by a browser that has seen nothing yet. It depends on
the machine and on what else runs there, so no test asserts it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, Theatre

RUNS = 5


def main() -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        theatre = Theatre(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            painted_ms = [first_paint_ms(browser, theatre.room.url) for _ in range(RUNS)]
        finally:
            browser.close()
            theatre.close()
    told = ", ".join(f"{one:.0f}" for one in painted_ms)
    sys.stdout.write(f"first paint: {statistics.median(painted_ms):.0f} ms (of {told})\n")


def first_paint_ms(browser: Browser, url: str) -> float:
    """Open the page for the first time and return when something was to be seen."""
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.locator(".door").wait_for()
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(found)


if __name__ == "__main__":
    main()
