"""Messages that chats are to show, in the order in which they last became due."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generation.model.member import ChatId, MemberId
from generation.studio.records import Post, Slot
from storage.values import micros, micros_or_none, moment_or_none

GET = "SELECT * FROM outbox WHERE slot = ?"
PUT = """
    INSERT INTO outbox (slot, chat, kind, object, thread, viewer, body, revision, published,
                        message, not_before, attempts, gone, parked, late, occasion, turn)
    VALUES (:slot, :chat, :kind, :object, :thread, :viewer, :body, :revision, :published,
            :message, :not_before, :attempts, :gone, :parked, :late, :occasion,
            (SELECT coalesce(max(turn), 0) + 1 FROM outbox))
    ON CONFLICT (slot) DO UPDATE SET
        chat = excluded.chat, kind = excluded.kind, object = excluded.object,
        thread = excluded.thread, viewer = excluded.viewer, body = excluded.body,
        revision = max(revision, excluded.revision), published = excluded.published,
        message = excluded.message, not_before = excluded.not_before,
        attempts = excluded.attempts, gone = excluded.gone, parked = excluded.parked,
        late = excluded.late, occasion = excluded.occasion,
        turn = iif(published < revision, turn, excluded.turn)
"""
TOUCH = """
    UPDATE outbox SET
        revision = revision + 1,
        turn = iif(published < revision, turn, (SELECT max(turn) + 1 FROM outbox))
    WHERE slot = ?
"""
SHOWING = "SELECT * FROM outbox WHERE chat = ? AND message = ?"
DUE = """
    SELECT * FROM outbox
    WHERE published < revision AND NOT gone AND NOT parked
        AND (not_before IS NULL OR not_before <= :at)
    UNION
    SELECT * FROM outbox
    WHERE late <= :at AND NOT gone AND NOT parked AND (not_before IS NULL OR not_before <= :at)
    ORDER BY turn LIMIT :limit
"""
PARKED = "SELECT * FROM outbox WHERE parked AND viewer = ? ORDER BY turn"
UNSENT = "SELECT * FROM outbox WHERE viewer = ? AND message IS NULL AND NOT gone ORDER BY turn"
IN_CHAT = "SELECT * FROM outbox WHERE chat = ? ORDER BY turn"
REMOVE = "DELETE FROM outbox WHERE slot = ?"
REMOVE_BUTTONS = "DELETE FROM buttons WHERE slot = ?"
OF = "SELECT * FROM outbox WHERE kind = ? AND object = ? AND NOT gone ORDER BY turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The event that a transaction takes in: which, whose, and where."""

    event: str
    by: MemberId
    chat: ChatId


class OutboxStore:
    """Implements ``generation.studio.books.Outbox``.

    Attributes:
        occasion: The event of this transaction, or None. The inbox sets it when it takes the event
            in; whoever runs transactions clears it before each.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.occasion: Occasion | None = None

    def get(self, slot: Slot) -> Post | None:
        """Return the post, or None."""
        row = self._connection.execute(GET, (slot,)).fetchone()
        return None if row is None else _post(row)

    def put(self, post: Post) -> None:
        """Insert or replace; a revision that has grown meanwhile is kept, so no touch is lost.

        A post keeps its occasion. One without gets that of the transaction, where it answers it.
        """
        values = {
            "slot": post.slot, "chat": post.chat, "kind": post.kind, "object": post.object,
            "thread": post.thread, "viewer": post.viewer, "body": post.body,
            "revision": post.revision, "published": post.published, "message": post.message,
            "not_before": micros_or_none(post.not_before), "attempts": post.attempts,
            "gone": post.gone, "parked": post.parked, "late": micros_or_none(post.late),
            "occasion": post.occasion or self._occasion_of(post),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def _occasion_of(self, post: Post) -> str:
        """Return the event that a post answers: what is for others, or elsewhere, answers none."""
        now = self.occasion
        answers = now is not None and post.chat == now.chat and post.viewer in {None, now.by}
        return now.event if now is not None and answers else ""

    def touch(self, slot: Slot) -> None:
        """Have a message looked at again; one that is due already keeps its turn."""
        self._connection.execute(TOUCH, (slot,))

    def showing(self, chat: ChatId, message: str) -> Post | None:
        """Return the post that a message of a chat shows, or None."""
        row = self._connection.execute(SHOWING, (chat, message)).fetchone()
        return None if row is None else _post(row)

    def due(self, at: datetime, limit: int = 100) -> Sequence[Post]:
        """Return posts whose chat does not show their last revision, by turn; not those gone.

        Those are among them that a late call may have changed meanwhile.
        """
        values = {"at": micros(at), "limit": limit}
        return [_post(row) for row in self._connection.execute(DUE, values)]

    def parked(self, member: MemberId) -> Sequence[Post]:
        """Return what waits for a member to open their direct chat, oldest first."""
        return [_post(row) for row in self._connection.execute(PARKED, (member,))]

    def unsent(self, member: MemberId) -> Sequence[Post]:
        """Return what a member alone is to be shown and no chat shows yet, oldest first."""
        return [_post(row) for row in self._connection.execute(UNSENT, (member,))]

    def of(self, kind: str, object_: str) -> Sequence[Post]:
        """Return posts of a kind about one thing that are not gone."""
        return [_post(row) for row in self._connection.execute(OF, (kind, object_))]

    def in_chat(self, chat: ChatId) -> Sequence[Post]:
        """Return every post of a chat, oldest first, those that are gone too."""
        return [_post(row) for row in self._connection.execute(IN_CHAT, (chat,))]

    def remove(self, slot: Slot) -> None:
        """Forget a message and its buttons; what a chat shows of it stays as it is."""
        self._connection.execute(REMOVE_BUTTONS, (slot,))
        self._connection.execute(REMOVE, (slot,))


def _post(row: sqlite3.Row) -> Post:
    return Post(
        slot=row["slot"], chat=row["chat"], kind=row["kind"], object=row["object"],
        thread=row["thread"], viewer=row["viewer"], body=row["body"], revision=row["revision"],
        published=row["published"], message=row["message"],
        not_before=moment_or_none(row["not_before"]), attempts=row["attempts"],
        gone=bool(row["gone"]), parked=bool(row["parked"]), late=moment_or_none(row["late"]),
        occasion=row["occasion"],
    )  # fmt: skip
