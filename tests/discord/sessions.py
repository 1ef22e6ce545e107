"""A bot's session at the gateway: what it was told, kept for a while for when it comes back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tests.discord.line import Line
from tests.discord.things import Intent, Json

EVENT = 0  # the opcode
RESUME_WITHIN_S = 180.0  # Discord does not say how long; minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a session was told of."""

    seq: int
    name: str
    body: Json

    def send(self, line: Line) -> None:
        line.send(EVENT, self.body, seq=self.seq, event=self.name)


@dataclass(eq=False, slots=True, kw_only=True)
class Session:
    """What one bot listens to, over one connection after the other.

    Attributes:
        seq: The number of the newest event.
        sent: The newest events.
        line: The connection, unless it is broken.
        left_at: When it broke, in seconds since 1970 by Discord's clock.
    """

    id: str
    intents: Intent
    sent: deque[Event]
    seq: int = 0
    line: Line | None = None
    left_at: float = 0.0

    def listens(self, intent: Intent) -> bool:
        return intent is Intent.NONE or bool(self.intents & intent)

    def bring(self, event: str, body: Json) -> None:
        """Let the bot know, at once or when it is back."""
        self.seq += 1
        self.sent.append(Event(seq=self.seq, name=event, body=body))
        if self.line is not None:
            self.sent[-1].send(self.line)

    def missed(self, seen: int) -> list[Event] | None:
        """What came after event number ``seen``; None if some of that is not kept any more."""
        missed = [one for one in self.sent if one.seq > seen]
        return missed if len(missed) == self.seq - seen else None

    def parted(self, at: float) -> Line:
        """Lose the connection, which is returned."""
        assert self.line is not None
        line, self.line, self.left_at = self.line, None, at
        return line

    def lapsed(self, at: float) -> bool:
        """Whether the bot has been away for too long."""
        return self.line is None and at - self.left_at > RESUME_WITHIN_S
