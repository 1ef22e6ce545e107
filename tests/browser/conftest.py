"""A real Chromium before a real room: the room runs on a loop of its own, in its own thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.fakes_room import OpenRoom, ScriptedBot, free_port, open_room

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
WAIT_MS = 60_000  # the machine may be busy with other tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that nobody waits for it alone in the end."""
    items.sort(key=lambda item: "test_three_friends" not in item.nodeid)


class Theatre:
    """A room that can be closed and opened again, as a restarted bot does."""

    def __init__(self, folder: Path) -> None:
        """Open it."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.folder, self.port = folder, free_port()
        self.bot = ScriptedBot(pace_s=0.05)
        self.open()

    def run(self, work: Any) -> Any:
        """Run a coroutine where the room lives."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def open(self) -> None:
        """Light it."""
        self.room: OpenRoom = self.run(open_room(self.folder, self.bot, port=self.port))

    def dark(self) -> None:
        """Put the lights out; nothing on disk is lost."""
        self.run(self.room.close())

    def close(self) -> None:
        """End it for good."""
        self.dark()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def theatre(tmp_path: Path) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path)
    yield theatre
    theatre.close()


@pytest.fixture
def device(chromium: Browser, theatre: Theatre) -> Iterator[Any]:
    """Make browsers of their own, whose pages must run without an error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(*, viewport: dict[str, int] | None = None, **options: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=theatre.room.url,
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            **options,
        )
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def by_the_door(context: BrowserContext, name: str) -> Page:
    """Open the page for the first time and give a name."""
    page = context.new_page()
    page.goto("/")
    page.get_by_role("textbox").fill(name)
    page.keyboard.press("Enter")
    page.locator(".composer").wait_for()
    return page


def come_in(context: BrowserContext, name: str) -> Page:
    """Open the page as somebody who has given a name before."""
    origin = context.request.get("/").url.rstrip("/")
    given = {"name": name, "locale": "en", "invite": ""}
    assert context.request.post("/people", data=given, headers={"Origin": origin}).ok
    page = context.new_page()
    page.goto("/")
    page.locator(".composer").wait_for()
    return page


def say(page: Page, text: str, *, film: bool = False) -> None:
    """Write something and send it."""
    chip = page.locator(".toggle")
    if chip.is_visible() and (chip.get_attribute("aria-pressed") == "true") != film:
        chip.click()
    field = page.locator(".field textarea")
    field.fill(text)
    field.press("Enter")


def until(locator: Locator, fits: str) -> None:
    """Wait until a function of an element is true; the page's policy forbids texts as code."""
    for _ in range(WAIT_MS // 50):
        if locator.evaluate(fits):
            return
        locator.page.wait_for_timeout(50)
    raise AssertionError(fits)
