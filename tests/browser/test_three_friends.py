"""Three friends in the real room, with the real bot: ask, nod, join, withdraw, be forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.vault import Vault
from tests.browser.conftest import DESKTOP, come_in, say
from tests.fakes_room import free_port
from tests.messages import ROOT

pytestmark = pytest.mark.browser

FILM_MS = 240_000  # tests may share two cores
SIDE = 270  # what is filmed is looked at elsewhere, larger
OPEN_S = 60.0
CLOSE_S = 30.0


@dataclass
class RealRoom:
    """``walkon run`` in a process of its own, as an operator starts it."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def open(self) -> None:
        settings = {
            "WALKON_DATA_DIR": str(self.folder), "WALKON_WEB_PORT": str(self.port),
            "WALKON_FILM_SIDE": str(SIDE),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        late = time.monotonic() + OPEN_S
        for line in self.process.stderr:
            if str(self.port) in line:
                return
            assert time.monotonic() < late
        raise AssertionError("the room did not open")

    def close(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.communicate(timeout=CLOSE_S)
            assert self.process.returncode == 0
            self.process = None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[RealRoom]:
    room = RealRoom(tmp_path / "data")
    room.open()
    yield room
    if room.process is not None:
        room.process.kill()
        room.process.communicate()


def friend(chromium: Browser, room: RealRoom, name: str) -> Page:
    """Come in with a device of their own."""
    context: BrowserContext = chromium.new_context(
        base_url=room.url,
        viewport=DESKTOP,  # type: ignore[arg-type]
        reduced_motion="reduce",  # whoever only waits for films need not play them meanwhile
    )
    context.set_default_timeout(FILM_MS)
    return come_in(context, name)


def films(page: Page) -> Locator:
    """Return the films that somebody sees where they are."""
    return page.locator("article.film:has(video)")


def go(page: Page, where: str) -> None:
    """Go into a room, or to the direct chat with the bot."""
    page.get_by_role("navigation").get_by_role("button", name=where).click()


def alone(page: Page) -> None:
    go(page, "just the two of us")


def together(page: Page) -> None:
    go(page, "The Green Room")


def release(page: Page) -> None:
    """Say yes to the face, and that one is of age."""
    page.get_by_role("switch", name="My face").click()
    page.get_by_role("button", name="18+").click()


def lend_a_photo(page: Page, photo: Path) -> None:
    """Go from the welcome to a cameo with a photo."""
    page.get_by_role("button", name="One photo").last.click()
    release(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Choose a photo").click()
    chooser.value.set_files(photo)
    page.get_by_role("dialog").get_by_role("button", name="Use it").click()
    keep(page)


def be_drawn(page: Page) -> None:
    """Go from the welcome to a drawn cameo."""
    page.get_by_role("button", name="Just draw me").last.click()
    release(page)
    page.get_by_role("dialog").get_by_role("button", name="That’s me").click()
    keep(page)


def keep(page: Page) -> None:
    """Look at the screen test, and keep it."""
    ready = page.locator("article.film", has_text="This is you on film")
    ready.get_by_role("button", name="Use it").click(timeout=FILM_MS)
    expect(page.get_by_text("That's you.").or_(page.get_by_text("castable")).first).to_be_visible()


@pytest.mark.timeout(900)
def test_a_film_follows_the_yes_of_everyone_in_it(chromium, room, tmp_path):
    photo = tmp_path / "ana.jpg"
    _astronaut(photo)
    ana, ben, cho = (friend(chromium, room, name) for name in ("Ana", "Ben", "Cho"))
    for page in (ana, ben):
        alone(page)
        say(page, "/start")
    lend_a_photo(ana, photo)
    be_drawn(ben)
    for page in (ana, ben, cho):
        together(page)

    _ask(ana, ["Ben", "Cho"], "wave")
    film = films(ana).first
    expect(film).to_be_visible(timeout=FILM_MS)
    expect(film).to_contain_text("as Ben")
    expect(film).to_contain_text("as Cho")
    assert _measures(film, tmp_path / "film.mp4") == (SIDE, SIDE * 16 // 9)
    expect(films(cho).first).to_contain_text("as Ben")

    alone(ben)
    ticket = ben.locator("article.film", has_text="Only you can see this")
    expect(ticket).to_be_visible(timeout=FILM_MS)
    assert cho.get_by_text("Only you can see this").count() == 0
    assert "nods" not in cho.locator("body").inner_text()
    ticket.get_by_role("button", name="Post").click()
    expect(film).not_to_contain_text("as Ben", timeout=FILM_MS)
    expect(film).to_contain_text("as Cho")

    films(cho).first.get_by_role("button", name="Add me").click()
    alone(cho)
    be_drawn(cho)
    together(cho)
    remix = films(cho).nth(1)
    expect(remix).to_contain_text("asked by Cho", timeout=FILM_MS)
    assert "as Cho" not in remix.inner_text()
    alone(ben)
    ben.locator("article.film", has_text="Only you can see this").last.get_by_role(
        "button", name="Post"
    ).click()
    expect(remix).not_to_contain_text("as Ben", timeout=FILM_MS)

    together(ben)
    films(ben).first.get_by_role("button", name="Remove me").click()
    ben.get_by_role("button", name="Let a stand-in play").click()
    for shown in (film, remix):
        expect(shown).to_contain_text("as Ben", timeout=5_000)
    expect(ben.get_by_text("one remix")).to_be_visible()

    say(ana, "/cameo forget-me")
    ana.get_by_role("button", name="Erase everything").click()
    expect(ana.get_by_text("Erased at")).to_be_visible()
    expect(films(cho)).to_have_count(0, timeout=10_000)  # the remix stood on the first film
    room.close()
    _nothing_is_left(room.folder, photo)


def _ask(page: Page, names: list[str], rest: str) -> None:
    """Write a sentence with mentions, picked from the cast as one types."""
    if page.locator(".toggle").get_attribute("aria-pressed") != "true":
        page.locator(".toggle").click()
    field = page.locator(".field textarea")
    field.press_sequentially("me and ")
    for name in names:
        field.press_sequentially(f"@{name}")
        page.get_by_role("option", name=name).wait_for()
        field.press("Enter")
        field.press_sequentially("and " if name != names[-1] else "")
    field.press_sequentially(rest)
    field.press("Enter")


def _measures(film: Locator, file: Path) -> tuple[int, int]:
    """Return width and height of a film."""
    from generation.media.probe import probe

    poster = str(film.locator("video").get_attribute("poster"))
    file.write_bytes(film.page.request.get(poster.replace("poster.jpg", "film.mp4")).body())
    facts = probe(file)
    return facts.width_px, facts.height_px


def _astronaut(path: Path) -> None:
    from PIL import Image
    from skimage.data import astronaut

    Image.fromarray(astronaut()).save(path)


def _nothing_is_left(folder: Path, photo: Path) -> None:
    """No file of the data folder holds the picture, and no key opens what is encrypted of it."""
    piece = photo.read_bytes()[2000:2048]
    for path in folder.rglob("*"):
        if path.is_file():
            assert piece not in path.read_bytes(), path
    data = DataFolder(folder)
    keyring = Keyring.open(None, folder, needed=True)
    vault = Vault.open(data, keyring, clock=_never)
    assert not [
        owner for owner in vault.owners() if owner.startswith("member:") and _is_ana(owner, data)
    ]
    vault.close()


def _is_ana(owner: str, data: DataFolder) -> bool:
    import sqlite3

    with sqlite3.connect(data.db) as books:
        row = books.execute("SELECT id FROM members WHERE name = 'Ana'").fetchone()
    return row is not None and owner.partition("/")[0] == f"member:{row[0]}"


def _never():
    raise AssertionError("nothing is written")
