"""First responses that Discord still waits for, and the tokens that later answers go by.

An interaction has one first response, within three seconds. It is made by whoever comes first: the
word over a button, or the message that answers it. After that its token carries further messages to
its sender for a quarter of an hour.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol

from bot.chat import ButtonPress, Event
from generation.model.member import MemberId

USABLE: Final = timedelta(minutes=14, seconds=30)  # Discord takes a token for 15
KEPT_MAX: Final = 5000

State = Literal["asked", "offered", "used", "thinking", "quiet", "lost"]
"""Nobody knows yet how it is answered; any message may answer; something has, or is about to;
Discord shows that we think about it; it was taken in without a word; nothing can answer any more.
"""


class Coming(Protocol):
    """What is used of an interaction, as the library reads it."""

    id: int
    token: str

    @property
    def channel_id(self) -> int | None:
        """Where it happened; a thread has a number of its own."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Carries messages to the sender of an interaction.

    Attributes:
        interaction: Its number.
        token: What Discord wants to be given.
        channel: Where they are seen.
        until: How long.
    """

    interaction: int
    token: str
    channel: int
    until: datetime


def written_token(token: Token, **more: str | bool) -> str:
    """Return a token as it is noted, with what else is to be known of it."""
    return json.dumps({**asdict(token), "until": token.until.isoformat(), **more})


def token_of_note(value: str) -> Token:
    """Read ``written_token`` back."""
    body: dict[str, Any] = json.loads(value)
    return Token(
        interaction=body["interaction"], token=body["token"], channel=body["channel"],
        until=datetime.fromisoformat(body["until"]),
    )  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class Slot:
    """The first response of one interaction.

    Attributes:
        member: Who did something.
        token: For what comes after the response.
        state: How far it is.
        pressed: The message under which a button was pressed, or None.
        key: Of the message that was made of it, or None.
        decided: Set once it is known what may answer; until then no message does.
        taken: Set once something has answered, or nothing will.
        settled: Set once the response was made, or nothing will be.
    """

    member: MemberId
    token: Token
    state: State = "asked"
    pressed: int | None = None
    key: str | None = None
    decided: asyncio.Event = field(default_factory=asyncio.Event)
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def acknowledged(self) -> bool:
        """Discord has had the first response, so that the token may be used."""
        return self.settled.is_set() and self.state != "lost"

    def offer(self) -> None:
        """Let any message answer."""
        if self.state == "asked":
            self.state = "offered"
        self.decided.set()

    def take(self, key: str | None = None) -> None:
        """Answer now, with the message of this key or with a word; nothing else may any more."""
        self.state, self.key = "used", key
        self.decided.set()
        self.taken.set()

    def think(self) -> None:
        """Have Discord show that we think about it; what answers takes the place of that."""
        self.state = "thinking"

    def close(self, state: Literal["quiet", "used", "lost"]) -> None:
        """Be done with it."""
        self.state = state
        for event in (self.decided, self.taken, self.settled):
            event.set()


@dataclass(slots=True, kw_only=True)
class Slots:
    """Every interaction of the last quarter of an hour."""

    clock: Callable[[], datetime]
    _slots: dict[str, Slot] = field(default_factory=dict)

    def open(self, interaction: Coming, event: Event) -> Slot:
        """Expect an answer to an interaction that has just come."""
        self._forget()
        token = Token(
            interaction=interaction.id, token=interaction.token,
            channel=interaction.channel_id or 0, until=self.clock() + USABLE,
        )  # fmt: skip
        pressed = int(event.message) if isinstance(event, ButtonPress) else None
        slot = Slot(member=event.sender.id, token=token, pressed=pressed)
        self._slots[event.event_id] = slot
        return slot

    async def of(self, event_id: str | None) -> Slot | None:
        """Return the response to an event, once it is known who may make it; None without one."""
        slot = self._slots.get(event_id or "")
        if slot is not None:
            await slot.decided.wait()
        return slot

    async def token_of(
        self, member: MemberId, channel: int | None = None, *, patient: bool = True
    ) -> Token | None:
        """Return a member's freshest token, of one channel or of any; None where none is usable.

        One whose interaction is being answered is waited for, if ``patient`` also where nobody
        knows yet how: never so while it is being found out.
        """
        for slot in self._theirs(member, channel):
            if slot.state == "asked" and not patient:
                continue
            await slot.settled.wait()
            if slot.acknowledged:
                return slot.token
        return None

    async def again(self, member: MemberId, message: int) -> Token | None:
        """Return a token that reaches a message of one person's alone as they have pressed it.

        It does where nothing but having taken the press in has answered it. None without one.
        """
        for slot in self._theirs(member, None):
            if slot.pressed == message:
                await slot.settled.wait()
                if slot.state == "quiet":
                    return slot.token
        return None

    def spend(self, token: Token) -> None:
        """Note that a further message goes by a token: it ends the sign that we think."""
        for slot in self._slots.values():
            if slot.token == token and slot.state == "thinking":
                slot.close("used")

    def _theirs(self, member: MemberId, channel: int | None) -> list[Slot]:
        now = self.clock()
        found = [
            slot
            for slot in self._slots.values()
            if slot.member == member
            and slot.token.until > now
            and channel in {None, slot.token.channel}
        ]
        return sorted(found, key=lambda slot: slot.token.interaction, reverse=True)

    def _forget(self) -> None:
        now = self.clock()
        while self._slots:
            oldest = next(iter(self._slots))
            if len(self._slots) < KEPT_MAX and self._slots[oldest].token.until > now:
                return
            del self._slots[oldest]
