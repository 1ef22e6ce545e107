"""Looks afterwards at what the chat has logged and at the books on disk; believes no bot."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.chat import Outgoing, OutgoingClip, OutgoingText
from storage.ledger import verify_chain
from tests.faults.chat_server import Memory
from tests.faults.poster import camera_of, told

FILM = "film:"
OPEN_JOBS = """
    SELECT count(*) FROM jobs
    WHERE state NOT IN ('posted', 'failed', 'undeliverable')
      AND (state <> 'rendered' OR viewer IS NULL)
"""
DUE = """
    SELECT count(*) FROM outbox
    WHERE NOT gone AND NOT parked AND (published < revision OR late IS NOT NULL)
"""
ERASING = "SELECT count(*) FROM erasures"
UNREAD = "SELECT count(*) FROM telegram_updates"
OWNERS = "SELECT owner FROM keys"
FILMS = "SELECT id FROM films WHERE sentence LIKE ? AND chat NOT LIKE '@%'"
CUTS = "SELECT id, film FROM clips"
SHOWN = """
    SELECT data FROM ledger JOIN receipts USING (seq)
    WHERE kind = 'shown' AND object = ? ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one command.

    Attributes:
        clips: Messages that show a film of it now.
        failures: Messages that say now why there is none.
        left_over: Messages that stopped at words about the making; harmless.
        most_clips: The most messages that ever showed a film of it at the same time.
    """

    clips: int
    failures: int
    left_over: int
    most_clips: int

    @property
    def right(self) -> bool:
        """Exactly one of the two, and never two films."""
        return self.clips + self.failures == 1 and self.most_clips <= 1


@contextmanager
def books(root: Path, name: str = "walkon.db") -> Iterator[sqlite3.Connection]:
    """Open the books as they lie there, to read."""
    uri = f"file:{root / name}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def at_rest(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing is left to be done."""
    return not any(
        connection.execute(sql).fetchone()[0] for sql in (OPEN_JOBS, DUE, ERASING, UNREAD)
    )


def standing(root: Path) -> dict[str, int]:
    """Return how many jobs there are in each state, and how many messages are due."""
    with books(root) as connection:
        jobs = connection.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall()
        return dict(map(tuple, jobs)) | {"due": connection.execute(DUE).fetchone()[0]}


def owners(root: Path) -> set[str]:
    """Return whose keys there are."""
    with books(root, "keys.db") as connection:
        return {row["owner"] for row in connection.execute(OWNERS)}


def film_of(root: Path, marker: str) -> list[str]:
    """Return the films whose sentence has a marker; there should be one."""
    with books(root) as connection:
        return [row["id"] for row in connection.execute(FILMS, (f"%{marker}%",))]


def cuts(root: Path) -> dict[str, str]:
    """Return which film each cut is of."""
    with books(root) as connection:
        return {row["id"]: row["film"] for row in connection.execute(CUTS)}


def outcome(memory: Memory, film: str) -> Outcome:
    """Read a film's outcome off the chat's log."""
    mine = {n for n, message in memory.messages.items() if message.key == f"{FILM}{film}"}
    kinds = Counter(_kind(memory.messages[number].now) for number in mine)
    shown: dict[str, Outgoing | None] = {}
    most = 0
    for change in memory.log:
        if change.message in mine:
            shown[change.message] = change.now
            most = max(most, sum(isinstance(now, OutgoingClip) for now in shown.values()))
    return Outcome(
        clips=kinds["clip"], failures=kinds["failure"], left_over=kinds["making"], most_clips=most
    )


def _kind(now: Outgoing | None) -> str:
    match now:
        case None:
            return "gone"
        case OutgoingClip():
            return "clip"
        case OutgoingText(style="progress"):
            return "making"
        case OutgoingText(style="card"):
            return "card"
        case _:
            return "failure"


def faces(clip: OutgoingClip) -> frozenset[str]:
    """Return whose faces are in a film, as its worker wrote it on the poster."""
    cut, seen = told(clip.film.poster)
    assert cut.encode() in clip.film.film  # poster and film are of one clip
    assert cut == clip.film.id
    return seen


def camera(clip: OutgoingClip) -> str:
    """Return the engine that has shot a film, as its worker wrote it; empty is the usual one."""
    return camera_of(clip.film.poster)


def exposed(memory: Memory, token: str, film: str) -> list[str]:
    """Return the messages for everybody that show this face in this film now."""
    return [
        number
        for number, message in memory.messages.items()
        if message.key == f"{FILM}{film}"
        and isinstance(message.now, OutgoingClip)
        and token in faces(message.now)
    ]


def integrity(root: Path, films: Sequence[str], memory: Memory) -> list[str]:
    """Return what is wrong with the books, the chain, and what the ledger says was shown."""
    wrong = []
    with books(root) as connection:
        if (said := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            wrong.append(f"integrity: {said}")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            wrong.append("foreign keys")
        if (verdict := verify_chain(connection)).first_bad is not None:
            wrong.append(f"chain: row {verdict.first_bad}")
        for film in films:
            visible = [
                message.now.film.id
                for message in memory.messages.values()
                if message.key == f"{FILM}{film}" and isinstance(message.now, OutgoingClip)
            ]
            row = connection.execute(SHOWN, (film,)).fetchone()
            noted = [] if row is None else [json.loads(row["data"])["clip"]]
            if visible and visible != noted:
                wrong.append(f"ledger of {film}")
    return wrong
