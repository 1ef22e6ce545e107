"""Whoever asks for films while bots are killed: one asker a command, in many groups."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.chat import Answer, ButtonPress, Event, OutgoingClip, Place
from generation.model.member import ChatId
from tests.faults.chat_server import ChatServer, ServerMessage
from tests.faults.driver import Theatre, sender

GROUPS = 100  # few enough commands in each: nobody is turned away
REPEATED = 0.10  # share of events that are delivered twice, and of buttons pressed twice
TAPS = 0.3  # share of the occasions to press a button that are taken


class Crowd(Protocol):
    """People in groups.

    Attributes:
        repeated: How many events were delivered, or buttons pressed, once more.
    """

    repeated: int

    async def ask(self, number: int) -> None:
        """Ask for the n-th film; return once that is acknowledged."""
        ...

    async def tap(self) -> None:
        """Press the thumb under some film, sometimes with two taps at once."""
        ...


def marker(number: int | str) -> str:
    """Return the word by which a command is known in the books."""
    return f"take-{number}-"


def sentence(number: int | str) -> str:
    """Return what the n-th film is about."""
    return f"a dog waits in the snow, {marker(number)}"


class FakeCrowd:
    """Satisfies ``Crowd`` at the fake chat."""

    def __init__(self, stage: Theatre, chat: ChatServer, rng: np.random.Generator) -> None:
        self._stage, self._chat, self._rng = stage, chat, rng
        self._events: dict[int, str] = {}
        self.repeated = 0

    async def ask(self, number: int) -> None:
        group = number % GROUPS
        place = Place(chat=ChatId(f"fake:group-{group}"), title=f"Group {group}")
        event = self._stage.saying(f"Ana{number}", sentence(number), place=place)
        self._events[number] = event.event_id
        await self._send(event)

    def told_busy(self, number: int) -> bool:
        """Tell whether the n-th asker was told that the house is full."""
        key = f"reply:{self._events[number]}:note"
        return any(m.key == key and m.now is not None for m in self._chat.memory.messages.values())

    async def tap(self) -> None:
        films = self._films()
        if not films or self._rng.random() > TAPS:
            return
        number, message = films[int(self._rng.integers(len(films)))]
        assert message.now is not None
        like = next(b for row in message.now.rows for b in row if "👍" in b.label)
        taps = 2 if self._rng.random() < REPEATED else 1
        self.repeated += taps - 1
        await asyncio.gather(
            *(
                self._stage.deliver(
                    ButtonPress(
                        event_id=self._stage.event_id(), sender=sender("Tapper"),
                        place=message.place, data=like.data, message=number,
                    )
                )
                for _ in range(taps)
            )
        )  # fmt: skip

    def _films(self) -> Sequence[tuple[str, ServerMessage]]:
        return [
            (number, message)
            for number, message in list(self._chat.memory.messages.items())[-GROUPS:]
            if isinstance(message.now, OutgoingClip)
        ]

    async def _send(self, event: Event) -> Answer:
        """Deliver an event; some are delivered twice, at the same time."""
        if self._rng.random() >= REPEATED:
            return await self._stage.deliver(event)
        self.repeated += 1
        first, _ = await asyncio.gather(self._stage.deliver(event), self._stage.deliver(event))
        return first
