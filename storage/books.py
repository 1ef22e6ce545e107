"""All stores over one connection: what a use case sees of the database."""

from __future__ import annotations

import sqlite3

from storage.buttons import ButtonStore
from storage.cameos import CameoStore
from storage.chats import ChatStore
from storage.clips import ClipStore
from storage.dialogs import DialogStore
from storage.doors import DoorStore
from storage.enrolments import EnrolmentStore
from storage.erasures import ErasureStore
from storage.far_jobs import FarJobStore
from storage.films import FilmStore
from storage.grants import GrantStore
from storage.inbox import InboxStore
from storage.jobs import JobStore
from storage.ledger import LedgerStore
from storage.members import MemberStore
from storage.moves import MoveStore
from storage.outbox import OutboxStore
from storage.reactions import ReactionStore
from storage.reports import ReportStore
from storage.values import Clock


class SqliteBooks:
    """Implements ``generation.studio.books.Books``.

    Attributes:
        connection: For stores of a chat adapter, inside the same transaction.
    """

    def __init__(self, connection: sqlite3.Connection, *, clock: Clock, key: bytes) -> None:
        """Bind every store to ``connection``; ``key`` hides members in the ledger."""
        self.connection = connection
        self.people = MemberStore(connection)
        self.chats = ChatStore(connection)
        self.cameos = CameoStore(connection)
        self.grants = GrantStore(connection)
        self.films = FilmStore(connection)
        self.clips = ClipStore(connection)
        self.ledger = LedgerStore(connection, key)
        self.jobs = JobStore(connection, self.ledger, clock)
        self.outbox = OutboxStore(connection)
        self.buttons = ButtonStore(connection)
        self.reactions = ReactionStore(connection)
        self.reports = ReportStore(connection)
        self.enrolments = EnrolmentStore(connection)
        self.dialogs = DialogStore(connection)
        self.erasures = ErasureStore(connection)
        self.far_jobs = FarJobStore(connection)
        self.inbox = InboxStore(connection, self.outbox)
        self.doors = DoorStore(connection)
        self.moves = MoveStore(connection)

    def turn_over(self) -> None:
        """Begin another transaction: what the one before was about is over."""
        self.outbox.occasion = None
