"""Which way a new message goes: the response Discord waits for, a channel, one person alone.

A repeated try is the same message: Discord knows a channel's messages by a nonce, a response there
is one of, and what was under way when a bot died is remembered. What one person alone is shown
beside a response Discord knows by nothing: where its answer is lost, there is another. So it begins
as a mark, which says nothing, has no buttons and wants no end, and its words come by an edit, which
can be repeated. A mark may be left behind; it is seen until the app is started anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
from base64 import b32encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.chat import CannotReach, DeliveryError, Gone, OutgoingText, Place
from bot.discord_room.books import AdapterBooks
from bot.discord_room.line import ORIGINAL, Answered, Line, Refused
from bot.discord_room.people import chat_id, number_of
from bot.discord_room.slots import Slot, Slots, Token, token_of_note, written_token
from bot.discord_room.thinking import Signs
from bot.discord_room.writing import EPHEMERAL, reply_to, whisper, words_body
from generation.model.member import MemberId
from storage.discord import DiscordBooks
from storage.discord_tables import Ours

log = logging.getLogger("walkon.discord")

MESSAGE: Final = 4  # kind of a response
MARK: Final = "🎬"  # what one person alone is shown begins so
NONCE_CHARS: Final = 25
ROUNDS: Final = 4
REMEMBERED_MAX: Final = 1000
SHUT_S: Final = 600.0  # a direct chat that was closed to us is tried again after that
BEGUN: Final = "answer:"
"""Before the key of a response: with which token it was begun, or which message was made of it."""
MADE_FOR: Final = timedelta(days=1)  # for a bot that dies before anybody took note of it


@dataclass(slots=True, kw_only=True)
class Sending:
    """Shows new messages, which are words."""

    line: Line
    books: AdapterBooks
    slots: Slots
    signs: Signs
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    _channels: dict[MemberId, int] = field(default_factory=dict)
    _shut: dict[MemberId, float] = field(default_factory=dict)
    _gone: dict[int, None] = field(default_factory=dict)
    _rounds: dict[str, int] = field(default_factory=dict)
    _marks: dict[str, tuple[Token, int]] = field(default_factory=dict)

    async def new(
        self, place: Place, words: OutgoingText, *, key: str, only_for: MemberId | None,
        answers: str | None,
    ) -> Ours:  # fmt: skip
        """Show a message and return it. Raises as ``ChatPort.send`` does."""
        slot = await self.slots.of(answers)
        reader = None if place.private else only_for
        if slot is None and answers is not None:
            begun = await self._finished(place, words, key, reader)
            if begun is None:
                begun = await self._instead_of_a_sign(place, words, reader, answers)
            if begun is not None:
                return begun
        if reader is not None:
            return await self._to_one(place, words, key, reader, slot)
        channel = channel_of(place)
        if slot is not None and slot.token.channel == channel:
            number = await self._respond(slot, words, key)
            if number is not None:
                return _open(number, channel, place)
        if place.private:
            return await self._to_door(place, words, key, self._whose(channel, slot))
        return _open(await self._post(channel, words, key), channel, place)

    def lost(self, message: int) -> None:
        """Note that a message is gone, so that none is taken for it that was sent before."""
        self._gone[message] = None
        while len(self._gone) > REMEMBERED_MAX:
            del self._gone[next(iter(self._gone))]

    # ------------------------------------------------------------ the response to an interaction

    async def _respond(
        self, slot: Slot, words: OutgoingText, key: str, *, alone: bool = False
    ) -> int | None:
        """Make a message the response to an interaction; None where it cannot be any more."""
        if slot.state == "thinking":
            return await self._instead_of_thinking(slot, words, key, alone=alone)
        if slot.state == "offered":
            slot.take(key)
        elif slot.key != key or slot.state != "used":
            return None
        number = None
        try:
            await self._begin(key, slot.token)
            number = await self._first(slot.token, words, alone=alone)
        except DeliveryError:
            slot.close("lost")
            raise
        finally:
            slot.settled.set()
        if number is None:
            slot.close("lost")
        return number

    async def _instead_of_thinking(
        self, slot: Slot, words: OutgoingText, key: str, *, alone: bool
    ) -> int | None:
        """Have words take the place of the sign that we think, which its sender alone sees."""
        await slot.settled.wait()
        if slot.state != "thinking":
            return None
        if alone:
            slot.take(key)
            number = await self._instead(slot.token, words)
            await self.signs.end(slot.token)
            return number
        slot.close("used")
        try:
            await self.line.delete_answer(slot.token.token, ORIGINAL)
            await self.signs.end(slot.token)
        except (DeliveryError, OSError, TimeoutError) as error:
            log.info("not done", extra={"kind": type(error).__name__})
        return None

    async def _instead_of_a_sign(
        self, place: Place, words: OutgoingText, reader: MemberId | None, answers: str
    ) -> Ours | None:
        """Have words take the place of the sign of a bot before this one; None where they do not.

        The sign is seen by its sender alone: what others are to see goes another way.
        """
        sign = await self.signs.left(answers)
        if sign is None:
            return None
        if (sign.member, sign.token.channel) == (reader, channel_of(place)):
            number = await self._instead(sign.token, words)
            await self.signs.filled(sign)
            return None if number is None else _alone(number, sign.token, place, sign.member)
        with suppress(DeliveryError, OSError, TimeoutError):
            await self.signs.remove(sign)
        return None

    async def _first(self, token: Token, words: OutgoingText, *, alone: bool) -> int | None:
        """Make a first response, once, however often it is tried; None where it is too late."""
        body = words_body(words)
        body["flags"] |= EPHEMERAL if alone else 0
        try:
            number = await self.line.respond(token.interaction, token.token, MESSAGE, body)
        except Answered:  # an earlier try was carried out
            return await self._instead(token, words)
        except Gone:
            return None
        return number if number is not None else await self._instead(token, words)

    async def _instead(self, token: Token, words: OutgoingText) -> int | None:
        """Have the response show these words, whatever it shows; None where there is none."""
        try:
            return await self.line.patch_answer(token.token, ORIGINAL, words_body(words))
        except Gone:
            return None

    # ------------------------------------------------------------ one person alone

    async def _to_one(
        self, place: Place, words: OutgoingText, key: str, reader: MemberId, slot: Slot | None
    ) -> Ours:
        channel = channel_of(place)
        if slot is not None and (slot.token.channel, slot.member) == (channel, reader):
            number = await self._respond(slot, words, key, alone=True)
            if number is not None:
                return _alone(number, slot.token, place, reader)
        token = await self.slots.token_of(reader, channel)
        if token is not None:
            with suppress(Gone, CannotReach):
                return await self._whisper(token, words, key, place, reader)
        return await self._to_door(place, words, key, reader)

    async def _to_door(
        self, place: Place, words: OutgoingText, key: str, reader: MemberId | None
    ) -> Ours:
        """Show a message in a direct chat; where that is closed to us, wherever they are now.

        Raises:
            CannotReach: They are nowhere to be met; ``unmet`` where they may still open it.
        """
        if reader is None:
            channel = channel_of(place)
            return _open(await self._post(channel, words, key), channel, place)
        if not self._is_shut(reader):
            try:
                channel = await self.channel_with(reader)
                number = await self._post(channel, words, key)
            except CannotReach as error:
                if not error.unmet:
                    raise
                self._shut = {who: at for who, at in self._shut.items() if self._is_shut(who)}
                self._shut[reader] = self.monotonic()
            else:
                return replace(_open(number, channel, place), reader=reader)
        token = await self.slots.token_of(reader)
        if token is None:
            raise CannotReach(unmet=True)
        try:
            return await self._whisper(token, words, key, place, reader)
        except Gone as error:
            raise CannotReach(unmet=True) from error

    async def _whisper(
        self, token: Token, words: OutgoingText, key: str, place: Place, reader: MemberId
    ) -> Ours:
        """Show a mark, and have it say the words; a mark that an earlier try has shown serves."""
        marked = self._marks.get(key)
        if marked is None or marked[0].until <= self.clock():
            marked = token, await self._mark(token, key)
        token, number = marked
        try:
            await self.line.patch_answer(token.token, number, words_body(words))
        except (Gone, CannotReach):
            self._marks.pop(key, None)
            raise
        self._marks.pop(key, None)
        return _alone(number, token, place, reader)

    async def _mark(self, token: Token, key: str) -> int:
        """Show a mark, and remember it until it says something."""
        self.slots.spend(token)
        number = await self.line.follow(token.token, whisper(MARK))
        while len(self._marks) > REMEMBERED_MAX:
            del self._marks[next(iter(self._marks))]
        self._marks[key] = token, number
        await self.signs.end(token)
        return number

    # ------------------------------------------------------------ direct chats

    async def direct(self, member: MemberId) -> Place:
        """Return the direct chat with somebody, even one that is closed to us while they are here.

        Raises:
            CannotReach: There is nobody of that number, or the chat is closed to us.
        """
        if self._is_shut(member) and await self.slots.token_of(member, patient=False) is None:
            raise CannotReach(unmet=True)
        return Place(chat=chat_id(await self.channel_with(member)), private=True)

    def heard_from(self, member: MemberId, channel: int) -> None:
        """Note that somebody has written to us in private: we may write to them."""
        self._shut.pop(member, None)
        self._channels[member] = channel

    def _is_shut(self, member: MemberId) -> bool:
        since = self._shut.get(member)
        return since is not None and self.monotonic() - since < SHUT_S

    async def channel_with(self, member: MemberId) -> int:
        """Return the number of the direct channel with somebody. Raises as ``Line.call`` does."""
        if member not in self._channels:
            while len(self._channels) > REMEMBERED_MAX:
                del self._channels[next(iter(self._channels))]
            self._channels[member] = await self.line.open_direct(number_of(member))
        return self._channels[member]

    def _whose(self, channel: int, slot: Slot | None) -> MemberId | None:
        """Return whose direct chat it is, as far as it is known."""
        if slot is not None and slot.token.channel == channel:
            return slot.member
        return next((who for who, theirs in self._channels.items() if theirs == channel), None)

    # ------------------------------------------------------------ channels

    async def _post(self, channel: int, words: OutgoingText, key: str) -> int:
        """Show a message in a channel: the one that an earlier try has shown, if it did."""
        if channel <= 0:
            raise Gone
        name, number = f"{channel}:{key}", 0
        for _ in range(ROUNDS):
            nonce = _nonce(f"{name}:{self._rounds.get(name, 0)}")
            number = await self._posted(channel, words, nonce)
            if number not in self._gone:
                break
            while len(self._rounds) > REMEMBERED_MAX:
                del self._rounds[next(iter(self._rounds))]
            self._rounds[name] = self._rounds.get(name, 0) + 1  # it was taken away since
        return number

    async def _posted(self, channel: int, words: OutgoingText, nonce: str) -> int:
        body = words_body(words) | {"nonce": nonce, "enforce_nonce": True}
        reply = reply_to(words)
        if reply:
            with suppress(Refused):  # where we may not look back, it hangs on nothing
                return await self.line.post(channel, body | reply)
        return await self.line.post(channel, body)

    # ------------------------------------------------------------ what was begun

    async def _begin(self, key: str, token: Token) -> None:
        """Remember a response that is about to be made: its end may never be heard of."""
        name, value = f"{BEGUN}{key}", written_token(token)
        await self.books.write(lambda books: books.put_state(name, value))

    async def _finished(
        self, place: Place, words: OutgoingText, key: str, reader: MemberId | None
    ) -> Ours | None:
        """Finish a response that a bot before this one began; None where there is none."""
        value = await self.books.read(lambda books: books.state(f"{BEGUN}{key}"))
        if value is None or until_of(value) <= self.clock():
            return None
        made = json.loads(value).get("made")
        if made is not None:  # it died before the core took note
            ours = await self.books.read(lambda books: books.message(made))
            late = ours is not None and ours.until is not None and ours.until <= self.clock()
            return None if late else ours
        token = token_of_note(value)
        number = await self._first(token, words, alone=reader is not None)
        if number is None:
            return None
        if reader is not None:
            return _alone(number, token, place, reader)
        return _open(number, token.channel, place)


def finish(books: DiscordBooks, ours: Ours, key: str, *, at: datetime) -> None:
    """Write down a message that was shown, and that its key has one."""
    books.put_message(ours)
    if books.state(f"{BEGUN}{key}") is not None:
        until = (at + MADE_FOR).isoformat()
        books.put_state(f"{BEGUN}{key}", json.dumps({"made": ours.message, "until": until}))


def channel_of(place: Place) -> int:
    """Return the number of the channel, the thread or the direct channel of a place."""
    return int(place.thread) if place.thread else number_of(place.chat)


def _open(number: int, channel: int, place: Place) -> Ours:
    return Ours(message=number, channel=channel, place=place.chat, private=place.private)


def _alone(number: int, token: Token, place: Place, reader: MemberId) -> Ours:
    return Ours(
        message=number, channel=token.channel, place=place.chat, private=place.private,
        reader=reader, token=token.token, until=token.until,
    )  # fmt: skip


def until_of(value: str) -> datetime:
    """Return until when what stands under ``BEGUN`` and a message's key is of use."""
    return datetime.fromisoformat(json.loads(value)["until"])


def _nonce(name: str) -> str:
    return b32encode(hashlib.sha256(name.encode()).digest()).decode()[:NONCE_CHARS].lower()
