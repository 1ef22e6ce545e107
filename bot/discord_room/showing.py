"""Messages of ours on Discord: shown, made equal to what they should be, taken away.

A message begins as words and becomes a film by an edit, which can be repeated at will. What it is
known to show is written down only when Discord has said so; while the end of a call is unknown,
the next one sends the whole film again, so that a late call is never the last word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.chat import (
    CannotReach,
    DeliveryError,
    Gone,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Place,
    TooLarge,
    standing_for,
)
from bot.discord_room.books import AdapterBooks
from bot.discord_room.fading import AHEAD
from bot.discord_room.line import Line, Refused
from bot.discord_room.sending import REMEMBERED_MAX, Sending, channel_of, finish
from bot.discord_room.writing import whole_body, words_body
from bot.i18n import say
from generation.model.member import MemberId
from storage.discord import DiscordBooks
from storage.discord_tables import Ours

log = logging.getLogger("walkon.discord")

T = TypeVar("T")

CLIP_MAX_BYTES: Final = 9_500_000  # Discord has refused more than 10 MiB
LATE: Final = timedelta(seconds=75)  # a minute for the call, and what may lie on the way after it
REFUSED_MAX: Final = 6  # tries, after which a message is given up that Discord does not understand
NOTED_S: Final = 0.5  # of the three that Discord waits: for a message to be written down
PICTURE: Final = "picture"  # stands for a film's id where a message shows a picture


@dataclass(slots=True, kw_only=True)
class Showing:
    """The outgoing half of the adapter.

    Attributes:
        late: A call that was not answered may be carried out until then.
    """

    line: Line
    books: AdapterBooks
    sending: Sending
    clock: Callable[[], datetime]
    late: timedelta = LATE
    _refusals: dict[str, int] = field(default_factory=dict)
    _under_way: set[asyncio.Event] = field(default_factory=set)

    # ------------------------------------------------------------ send

    async def send(
        self,
        place: Place,
        message: Outgoing,
        *,
        key: str,
        only_for: MemberId | None = None,
        answers: str | None = None,
    ) -> str:
        """Show a new message: always words first, which become a film or a picture by an edit.

        It is the response to the event that it answers, as long as Discord waits for one. What one
        member alone may see is seen by them alone where they are, else in their direct chat.
        """
        words = standing_for(message)
        if isinstance(message, OutgoingText) and message.picture is None:
            words = message
        sent = self.sending.new(place, words, key=key, only_for=only_for, answers=answers)
        with self._counting():
            ours = await self._counted(key, sent, CannotReach())
            is_new = await self._written_down(ours, key)
        if words is not message or not is_new:
            await self.edit(place, str(ours.message), message)
        return str(ours.message)

    async def _written_down(self, ours: Ours, key: str) -> bool:
        """Note a message that was shown; False where an earlier one of the same key was meant."""
        at = self.clock()

        def work(books: DiscordBooks) -> bool:
            before = books.message(ours.message)
            finish(books, before or ours, key, at=at)
            return before is None

        return await self.books.write(work)

    @contextmanager
    def _counting(self) -> Iterator[None]:
        """Have whoever asks for a message wait until this one is written down."""
        noted = asyncio.Event()
        self._under_way.add(noted)
        try:
            yield
        finally:
            self._under_way.discard(noted)
            noted.set()

    async def known(self, message: int) -> Ours | None:
        """Return what is known of a message that somebody sees; None of one that is not ours.

        Whoever sees it may be quicker than the answer that it is there.
        """
        found = await self.books.read(lambda books: books.message(message))
        if found is not None or not self._under_way:
            return found
        with suppress(TimeoutError):
            async with asyncio.timeout(NOTED_S):
                for noted in [*self._under_way]:
                    await noted.wait()
        return await self.books.read(lambda books: books.message(message))

    async def direct(self, member: MemberId) -> Place:
        """Return the direct chat with somebody. Raises as ``ChatDirectory.direct`` does."""
        return await self.sending.direct(member)

    # ------------------------------------------------------------ edit

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``."""
        ours = await self._ours(place, message_id)
        lasting = timedelta() if _is_words(message) else AHEAD
        if self._too_old(ours, lasting):
            ours = await self._again(ours)
        try:
            await self._counted(message_id, self._edit(ours, message), Gone())
        except Gone:
            await self._forget(ours)
            raise

    async def _edit(self, ours: Ours, message: Outgoing) -> None:
        if isinstance(message, OutgoingClip):
            if len(message.film.film) > CLIP_MAX_BYTES:
                raise TooLarge
            then = replace(ours, clip=message.film.id, covered=message.covered)
        else:
            shown = None if message.picture is None else PICTURE
            then = replace(ours, clip=shown, covered=False)
        same = (ours.clip, ours.covered) == (then.clip, then.covered)
        if same and ours.unsure is None and then.clip != PICTURE:
            await self._patch(ours, message, whole=False)
        else:
            try:
                await self._carry(ours, then, message)
            except CannotReach:
                if then.clip is not None:
                    await self._say_why_not(ours)
                raise

    async def _carry(self, ours: Ours, then: Ours, message: Outgoing) -> None:
        """Make the call that decides what a message shows, and note what it shows ``then``.

        An earlier call may still be on its way.
        """
        began = self.clock()
        await self.books.write(lambda books: books.put_message(replace(ours, unsure=began)))
        try:
            await self._patch(ours, message, whole=True)
        except DeliveryError:  # nothing has changed
            await self.books.write(lambda books: books.put_message(ours))
            raise
        early = ours.unsure is not None and began - ours.unsure < self.late
        shown = replace(then, unsure=ours.unsure if early else None)
        await self.books.write(lambda books: books.put_message(shown))

    async def _say_why_not(self, ours: Ours) -> None:
        """Have a message say why its film is not in it, if words are let through.

        It would say for ever that the film is on its way, or show one that is not to be seen any
        more. The film comes once we are let.
        """

        def language(books: DiscordBooks) -> str:
            if ours.reader is not None:
                return books.locale_of(ours.reader)
            return books.spoken_in(ours.place)

        locale = await self.books.read(language)
        rights = say("discord-right-attach-files", locale)
        words = OutgoingText(text=say("discord-may-not", locale, {"rights": rights}))
        try:
            await self._carry(ours, replace(ours, clip=None, covered=False), words)
        except (DeliveryError, OSError, TimeoutError) as error:
            log.info("not said why", extra={"kind": type(error).__name__})

    async def _patch(self, ours: Ours, message: Outgoing, *, whole: bool) -> None:
        body, file = whole_body(message) if whole else (words_body(message), None)
        if ours.token is not None:
            await self.line.patch_answer(ours.token, ours.message, body, file)
        else:
            await self.line.patch(ours.channel, ours.message, body, file)

    async def _ours(self, place: Place, message_id: str) -> Ours:
        """Return what is known of a message; of one that is not, nothing is taken for granted."""
        number = int(message_id)
        known = await self.books.read(lambda books: books.message(number))
        if known is not None:
            return known
        return Ours(
            message=number, channel=channel_of(place), place=place.chat, private=place.private,
            unsure=self.clock(),
        )  # fmt: skip

    def _too_old(self, ours: Ours, lasting: timedelta = timedelta()) -> bool:
        """Tell whether a message of one person's alone can be reached so long no more."""
        return ours.until is not None and ours.until <= self.clock() + lasting

    async def _again(self, ours: Ours) -> Ours:
        """Reach a message of one person's alone once more, where they have just pressed it.

        Raises:
            Gone: They have not.
        """
        reader, token = ours.reader, None
        if reader is not None:
            token = await self.sending.slots.again(reader, ours.message)
        if token is None:
            await self._forget(ours)
            raise Gone
        renewed = replace(ours, token=token.token, until=token.until)
        await self.books.write(lambda books: books.put_message(renewed))
        return renewed

    async def _counted(self, name: str, said: Awaitable[T], hopeless: DeliveryError) -> T:
        """Wait for a call; what Discord does not understand again and again is given up."""
        try:
            done = await said
        except Refused as error:
            count = self._refusals.pop(name, 0) + 1
            while len(self._refusals) >= REMEMBERED_MAX:
                del self._refusals[next(iter(self._refusals))]
            self._refusals[name] = count
            log.warning("not understood", extra={"tries": count, "kind": str(error)})
            if count < REFUSED_MAX:
                raise
            del self._refusals[name]
            raise hopeless from error
        self._refusals.pop(name, None)
        return done

    # ------------------------------------------------------------ remove

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away; one that is gone, or out of reach by its age, counts as done."""
        ours = await self._ours(place, message_id)
        with suppress(Gone):
            await self._delete(await self._again(ours) if self._too_old(ours) else ours)
        await self._forget(ours)

    async def _delete(self, ours: Ours) -> None:
        if ours.token is not None:
            await self.line.delete_answer(ours.token, ours.message)
        else:
            await self.line.delete(ours.channel, ours.message)

    async def _forget(self, ours: Ours) -> None:
        self.sending.lost(ours.message)
        await self.books.write(lambda books: books.drop_message(ours.message))


def _is_words(message: Outgoing) -> bool:
    return isinstance(message, OutgoingText) and message.picture is None
