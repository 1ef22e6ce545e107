"""Small values for the books, and books to put them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from generation.model.film import Film, Part
from generation.model.job import Job
from generation.model.member import ChatId, MemberId
from generation.studio.records import ClipRow, Post
from storage.database import Database

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ADA, BOB, EVE = MemberId("web:ada"), MemberId("web:bob"), MemberId("web:eve")
ROOM, OTHER = ChatId("web:room"), ChatId("web:other")
KEY = bytes(range(32))


def later(seconds: float) -> datetime:
    """Return a moment after ``NOW``."""
    return NOW + timedelta(seconds=seconds)


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def open_books(path=None, *, clock=None, witness=None) -> Database:
    """Open books whose ledger key is known."""
    return Database.open(path, clock=clock or FakeClock(), ledger_key=KEY, witness=witness)


def film(id_: str = "f1", **changes: Any) -> Film:
    values: dict[str, Any] = {
        "id": id_, "chat": ROOM, "requester": ADA, "sentence": "me in the rain", "locale": "en",
        "seed": 7, "made_at": NOW, "root": id_,
    }  # fmt: skip
    return Film(**(values | changes))


def part(token: str = "P1", film_: str = "f1", **changes: Any) -> Part:
    values: dict[str, Any] = {"film": film_, "token": token, "name": "Ada", "stand_in": "mina"}
    return Part(**(values | changes))


def job(id_: str = "j1", **changes: Any) -> Job:
    values: dict[str, Any] = {
        "id": id_, "film": "f1", "chat": ROOM, "member": ADA, "made_at": NOW,
    }  # fmt: skip
    return Job(**(values | changes))


def clip(id_: str = "c1", **changes: Any) -> ClipRow:
    values: dict[str, Any] = {
        "id": id_, "film": "f1", "cut": frozenset({"P1", "P3"}), "blob": "b1", "poster": "b2",
        "subtitles": "b3", "timeline": "b4", "width_px": 720, "height_px": 1280,
        "duration_s": 9.6, "fingerprint": bytes(range(64)), "sha256": "0" * 64,
        "source_type": "compositeSynthetic", "engine": "puppet", "voice": "espeak",
        "seconds": 12.5, "made_at": NOW,
    }  # fmt: skip
    return ClipRow(**(values | changes))


def post(slot: str = "film:f1", **changes: Any) -> Post:
    values: dict[str, Any] = {"slot": slot, "chat": ROOM, "kind": "film", "object": "f1"}
    return Post(**(values | changes))
