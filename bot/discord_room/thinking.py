"""Where Discord shows that we think: on disk as well, so that it ends though the bot may die.

Whoever waits sees the sign until something takes its place. A bot that comes after the one that
promised lets the message that answers do so, takes away what nothing comes for, and tells whoever
did what no bot is known to have taken in.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.chat import DeliveryError, Gone
from bot.discord_room.books import AdapterBooks
from bot.discord_room.line import ORIGINAL, Line
from bot.discord_room.slots import Token, token_of_note, written_token
from bot.discord_room.writing import whisper
from bot.i18n import say
from generation.model.member import MemberId

log = logging.getLogger("walkon.discord")

SIGN: Final = "thinking:"
"""Before the number of an interaction; under each stands a ``Sign``."""
GRACE_S: Final = 60.0  # after a start: for the messages that answer what was promised before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Discord shows to one person that we think.

    Attributes:
        token: What ends it.
        member: Who sees it.
        locale: Their language.
        decided: The bot has taken in what they did, for good.
    """

    token: Token
    member: MemberId
    locale: str
    decided: bool


@dataclass(slots=True, kw_only=True)
class Signs:
    """Every sign that is seen now. One instance, and one task that looks after it."""

    line: Line
    books: AdapterBooks
    clock: Callable[[], datetime]
    grace_s: float = GRACE_S
    _own: dict[int, Sign] = field(default_factory=dict)

    async def begin(self, sign: Sign) -> None:
        """Note a sign that is seen from now on."""
        name, value = _name(sign.token.interaction), _written(sign)
        self._own[sign.token.interaction] = sign
        await self.books.write(lambda books: books.put_state(name, value))

    async def decide(self, token: Token) -> None:
        """Note that what somebody did is taken in: only the answer is missing."""
        sign = self._own.get(token.interaction)
        if sign is not None and not sign.decided:
            await self.begin(replace(sign, decided=True))

    async def end(self, token: Token) -> None:
        """Note that a sign is seen no more, if there was one."""
        if self._own.pop(token.interaction, None) is not None:
            await self._drop(token)

    async def left(self, event_id: str) -> Sign | None:
        """Return the sign that is seen where an event of a bot before this one waits; or None."""
        number = event_id.rpartition(":")[2]
        if not number.isdecimal():
            return None
        value = await self.books.read(lambda books: books.state(_name(int(number))))
        sign = None if value is None else _read(value)
        return None if sign is None or sign.token.until <= self.clock() else sign

    async def remove(self, sign: Sign) -> None:
        """Take away a sign that was left."""
        try:
            await self.line.delete_answer(sign.token.token, ORIGINAL)
        except Gone:
            log.info("gone before")
        await self._drop(sign.token)

    async def filled(self, sign: Sign) -> None:
        """Note that a message has taken the place of a sign that was left."""
        await self._drop(sign.token)

    async def run(self) -> None:
        """Look after a while, and again and again, until cancelled."""
        while True:
            await asyncio.sleep(self.grace_s)
            await self.look()

    async def look(self) -> None:
        """End every sign that was left; forget those that Discord has ended by itself."""
        noted = await self.books.read(lambda books: books.states(SIGN))
        for sign in [_read(value) for value in noted.values()]:
            if sign.token.until <= self.clock():
                self._own.pop(sign.token.interaction, None)
                await self._drop(sign.token)
            elif sign.token.interaction not in self._own:
                await self._end_left(sign)

    async def _end_left(self, sign: Sign) -> None:
        try:
            if sign.decided:
                await self.remove(sign)
            else:
                words = whisper(say("discord-failed", sign.locale))
                await self.line.patch_answer(sign.token.token, ORIGINAL, words)
                await self._drop(sign.token)
        except Gone:
            await self._drop(sign.token)
        except (DeliveryError, OSError, TimeoutError) as error:
            log.warning("still thinking", extra={"kind": type(error).__name__})

    async def _drop(self, token: Token) -> None:
        await self.books.write(lambda books: books.drop_state(_name(token.interaction)))


def _name(interaction: int) -> str:
    return f"{SIGN}{interaction}"


def _written(sign: Sign) -> str:
    return written_token(
        sign.token, member=sign.member, locale=sign.locale, decided=sign.decided
    )  # fmt: skip


def _read(value: str) -> Sign:
    body: dict[str, Any] = json.loads(value)
    return Sign(
        token=token_of_note(value), member=MemberId(body["member"]), locale=body["locale"],
        decided=body["decided"],
    )  # fmt: skip
