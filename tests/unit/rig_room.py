"""A room in memory for presenter tests: people, a chat, films, clips, and a desk."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.buttons import ID_BYTES, new_id
from bot.presenter import Desk, present
from generation.model.cameo import Cameo
from generation.model.film import Film, Part, cut_of
from generation.model.job import Job
from generation.model.member import Chat, ChatId, Member, MemberId, Membership, direct_chat
from generation.studio.books import Books
from generation.studio.records import ClipRow, Dialog, Post
from storage.database import Database

T = TypeVar("T")
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
ROOM = ChatId("web:room")
ANA, BEN, CHEN = MemberId("web:ana"), MemberId("web:ben"), MemberId("web:chen")
STATES = ("stand_in", "asked", "agreed", "declined", "withdrawn")
CUTS = [
    frozenset(cut) for size in range(4) for cut in itertools.combinations(("P1", "P2", "P3"), size)
]
_count = itertools.count(1)


class _Undo(Exception):
    pass


@contextmanager
def opened() -> Iterator[Database]:
    database = Database.open(None, clock=lambda: NOW)
    try:
        yield database
    finally:
        database.close()


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """Empty books, for tests that undo what they write."""
    with opened() as database:
        yield database


PAPER = json.dumps({"shots": [{"lines": []}, {"lines": [{"text": "That last one is mine."}]}]})


def inside(database: Database, work: Callable[[Books], T]) -> T:
    """Run ``work`` in a transaction that is undone afterwards, and return its result."""
    results: list[T] = []

    def undone(books: Books) -> None:
        results.append(work(books))
        raise _Undo

    try:
        database.write_now(undone)
    except _Undo:
        return results[0]
    raise AssertionError("the transaction was kept")


def desk(**changes) -> Desk:
    what: dict[str, Any] = {
        "at": NOW, "operator": "Mo", "command": "cameo", "engines": ("puppet",),
        "new_id": lambda: new_id(next(_count).to_bytes(ID_BYTES, "big")),
        "stage": lambda film: None, "queue": lambda film: None,
    }  # fmt: skip
    return Desk(**(what | changes))


def people(books: Books, locale: str = "en") -> None:
    """Ana, Ben and Chen, in one room."""
    books.chats.put(Chat(id=ROOM, title="Green room"))
    for member, name in ((ANA, "Ana"), (BEN, "Ben"), (CHEN, "Chen")):
        books.people.put(Member(id=member, name=name, locale=locale))
        books.chats.join(Membership(chat=ROOM, member=member))


def cameo(owner: MemberId, **changes) -> Cameo:
    what: dict[str, Any] = {
        "owner": owner, "kind": "video", "likeness": "b1", "portrait": "b2", "made_at": NOW,
        "verified": True, "voice_sample": "b3",
    }  # fmt: skip
    return Cameo(**(what | changes))


def film(books: Books, id_: str = "f1", **changes) -> Film:
    """A film of Ana's: what it is called, and that it is written."""
    what: dict[str, Any] = {
        "id": id_, "chat": ROOM, "requester": ANA, "locale": "en", "seed": 1, "made_at": NOW,
        "root": id_, "sentence": "me and Ben argue about the last dumpling", "paper": PAPER,
        "title": "The Last Dumpling", "reading": "Two friends argue, playful, in the rain.",
    }  # fmt: skip
    made = Film(**(what | changes))
    books.films.put(made)
    return made


def part(books: Books, token: str, **changes) -> Part:
    what: dict[str, Any] = {"film": "f1", "token": token, "name": "Ben", "stand_in": "otto"}
    made = Part(**(what | changes))
    books.films.put_part(made)
    return made


def clip(books: Books, cut: str, film_id: str = "f1", **changes) -> ClipRow:
    what: dict[str, Any] = {
        "id": f"clip-{film_id}-{cut}", "film": film_id, "cut": cut_of(cut), "blob": "b",
        "poster": "p", "subtitles": "s", "timeline": "t", "width_px": 720, "height_px": 1280,
        "duration_s": 9.6, "fingerprint": bytes(64), "sha256": "0" * 64,
        "source_type": "algorithmicMedia", "engine": "puppet", "voice": "espeak", "seconds": 7.6,
        "made_at": NOW,
    }  # fmt: skip
    made = ClipRow(**(what | changes))
    books.clips.put(made)
    return made


def job(books: Books, state: str, film_id: str = "f1", **changes) -> Job:
    what: dict[str, Any] = {
        "id": f"job-{film_id}", "film": film_id, "chat": ROOM, "member": ANA, "made_at": NOW,
        "cut": frozenset(), "state": state,
    }  # fmt: skip
    made = Job(**(what | changes))
    books.jobs.put(made)
    return made


def show(
    books: Books, kind: str, object_: str = "f1", *, to: MemberId | None = None, **changes
) -> Any:
    """Return what a message of that kind shows now."""
    return look(post(kind, object_, to=to), books, desk(**changes))


def look(what: Post, books: Books, where: Desk) -> Any:
    """Return what a message shows now, of whatever kind it is."""
    return present(what, books, where)


def post(kind: str, object_: str = "f1", *, to: MemberId | None = None, **changes) -> Post:
    what: dict[str, Any] = {
        "slot": f"{kind}:{object_}:{to}", "chat": ROOM if to is None else direct_chat(to),
        "kind": kind, "object": object_, "viewer": to,
    }  # fmt: skip
    return Post(**(what | changes))


SHOWN = {
    "release": {"operator": "Mo", "engines": "the puppets on this machine", "days": "365"},
    "video": {"digits": "471"},
    "sentence": {"title": "The Last Dumpling", "sentence": "me and someone argue"},
    "persona": {"persona": "Never on time"},
    "called": {"called": "Captain", "name": "Ben", "chat": "Green room"},
    "limit_words": {"limit_words": "my exam, spiders"},
}
"""Kind of a form → what it shows."""


def dialog(books: Books, kind: str, **changes) -> Post:
    """Have Ben asked for a form step by step, and return the message that asks."""
    what: dict[str, Any] = {
        "member": BEN, "form": kind, "kind": kind, "slot": f"step:{kind}", "chat": ROOM,
        "values": SHOWN.get(kind, {}), "at": NOW,
    }  # fmt: skip
    asked_for = Dialog(**(what | changes))
    books.dialogs.put(asked_for)
    return post("step", BEN, to=BEN, slot=asked_for.slot)


def labels(shown) -> list[list[str]]:
    return [[button.label for button in row] for row in shown.rows]


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def verbs(books: Books, shown) -> list[tuple[str, str]]:
    """Verb and object of every button, in order."""
    found = [books.buttons.get(button.data[-22:]) for row in shown.rows for button in row]
    return [(button.verb, button.object) for button in found if button is not None]


def asked(books: Books, state="asked", **film_changes) -> None:
    """A film of Ana's, in which Ben is asked."""
    people(books)
    film(books, state="shown", **film_changes)
    part(books, "P1", name="me", member=ANA, state="agreed")
    part(books, "P2", member=BEN, state=state, asked_at=NOW)
