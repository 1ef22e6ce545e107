"""Messages of ours on Telegram: shown, made equal to what they should be, taken away.

A message begins as words and becomes a film by an edit, which can be repeated at will. What it is
known to show is written down only when Telegram has said so; while the end of a call is unknown,
the next one sends the whole film again, so that a late call is never the last word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters

from bot.chat import (
    CannotReach,
    DeliveryError,
    Gone,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Place,
    SlowDown,
    TooLarge,
    standing_for,
)
from bot.telegram_room.books import AdapterBooks
from bot.telegram_room.ephemeral import PARAMETER, Ephemeral
from bot.telegram_room.line import Line, Pictured, Refused, Same, Stays
from bot.telegram_room.reading import message_name, number_of, numbers_of
from bot.telegram_room.roles import Roles
from bot.telegram_room.writing import (
    caption_of,
    card_picture,
    film_media,
    keyboard,
    words_of,
)
from generation.model.member import MemberId
from storage.telegram_tables import Door, Ours

log = logging.getLogger("walkon.telegram")

T = TypeVar("T")

CLIP_MAX_BYTES: Final = 48_000_000  # Telegram refuses 50 MB
LATE: Final = timedelta(seconds=75)  # a minute for the call, and what may lie on the way after it
UPLOAD_S: Final = 50.0
REFUSED_MAX: Final = 6  # tries, after which a message is given up that Telegram does not understand
UNSAID_S: Final = (0.5, 2.0, 5.0, 10.0, 30.0)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
NOTHING: Final = "—"  # stands where words were that Telegram does not let us delete


@dataclass(slots=True, kw_only=True)
class Showing:
    """The outgoing half of the adapter.

    Attributes:
        late: A call that was not answered may be carried out until then.
    """

    line: Line
    books: AdapterBooks
    clock: Callable[[], datetime]
    ephemeral: Ephemeral
    roles: Roles
    late: timedelta = LATE
    _refusals: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def _bot(self) -> Bot:
        return self.line.bot

    # ------------------------------------------------------------ send

    async def send(
        self, place: Place, message: Outgoing, *, only_for: MemberId | None = None
    ) -> str:
        """Show a new message: always words first, which become a film or a picture by an edit.

        What one member alone may see is shown in the group to them alone, where Telegram can, else
        in their direct chat.
        """
        chat = number_of(place.chat)
        if only_for is not None and not place.private:
            shown = await self._to_one(place, message, only_for)
            if shown is not None:
                return message_name(shown)
            chat = await self.door_of(only_for)
        thread = place.thread if chat == number_of(place.chat) else None
        words = standing_for(message)
        if isinstance(message, OutgoingText) and message.picture is None:
            words = message
        try:
            sent = await self._counted(
                chat, 0, self.line.say(chat, lambda: self._new(chat, thread, words))
            )
        except CannotReach as error:
            if chat > 0:
                door: Door = "unknown" if error.unmet else "shut"
                await self.books.write(lambda books: books.set_door(chat, door))
            raise
        ours = Ours(
            chat=chat, message=sent.message_id, place=place.chat, reader=only_for,
            protected=words.protected,
        )  # fmt: skip
        await self.books.write(lambda books: books.put_message(ours))
        if words is not message:
            await self.edit(place, message_name(ours), message)
        return message_name(ours)

    async def _to_one(self, place: Place, message: Outgoing, reader: MemberId) -> Ours | None:
        """Show words in a group to one member alone; None where that is not to be had."""
        chat, person = number_of(place.chat), number_of(reader)
        if isinstance(message, OutgoingClip) or message.picture is not None:
            return None
        admin = self.line.bot.id in await self.roles.admins(chat)
        way = self.ephemeral.way(chat, person, admin=admin)
        if way is None:
            return None
        try:
            sent = await self.line.say(chat, lambda: self._new(chat, place.thread, message, way))
        except (CannotReach, Refused, Gone):
            return None
        number = self.ephemeral.number_of(sent)
        if number is None:
            await self._unsay(Ours(chat=chat, message=sent.message_id, place=place.chat))
            return None
        ours = Ours(chat=chat, message=-number, place=place.chat, reader=reader)
        await self.books.write(lambda books: books.put_message(ours))
        return ours

    async def _unsay(self, public: Ours) -> None:
        """Take back what everybody sees and one should: the server is older than it said."""
        self.ephemeral.known = False
        for wait_s in UNSAID_S:
            try:
                await self._take(public)
            except (DeliveryError, OSError, TimeoutError) as error:
                log.warning("not taken back yet", extra={"kind": type(error).__name__})
                await asyncio.sleep(wait_s)
            else:
                return

    async def door_of(self, member: MemberId) -> int:
        """Return the number of somebody's direct chat.

        Raises:
            CannotReach: They have never opened it, or have blocked the bot.
        """
        number = number_of(member)
        person = await self.books.read(lambda books: books.person(number))
        if person is None or person.door != "open":
            raise CannotReach(unmet=person is None or person.door == "unknown")
        return number

    async def _new(
        self, chat: int, thread: str | None, message: OutgoingText,
        way: dict[str, Any] | None = None,
    ) -> Message:  # fmt: skip
        words = words_of(message)
        return await self._bot.send_message(
            chat, words.text, entities=words.entities, reply_markup=keyboard(message.rows),
            message_thread_id=None if thread is None else int(thread),
            reply_parameters=_reply_to(message.parent), protect_content=message.protected,
            link_preview_options=NO_PREVIEW, api_kwargs=None if way is None else {PARAMETER: way},
        )  # fmt: skip

    # ------------------------------------------------------------ edit

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``."""
        ours = await self._ours(place, message_id)
        if ours.message < 0:
            await self._edit_for_one(ours, message)
            return
        if message.protected and not ours.protected:
            await self._anew(ours)  # only a new message can be protected
        if isinstance(message, OutgoingClip):
            await self._edit_film(ours, _fitting(message))
        elif message.picture is not None:
            await self._edit_picture(ours, message, message.picture)
        else:
            await self._edit_text(ours, message)

    async def _edit_text(self, ours: Ours, message: OutgoingText) -> None:
        """Have a message show words, whatever it has shown, which may be more than is known."""
        if ours.media == "none":
            with suppress(Pictured):
                await self._edit_words(ours, message)
                return
        if ours.chat > 0:
            await self._anew(ours)  # in private, words follow a film; they do not take its place
        await self._edit_picture(ours, message, card_picture())

    async def _edit_for_one(self, ours: Ours, message: Outgoing) -> None:
        """Change what one member alone sees; a film for them goes to their direct chat."""
        if isinstance(message, OutgoingClip) or message.picture is not None or not ours.reader:
            await self._anew(ours)
            return
        with suppress(Same):
            await self.ephemeral.edit(ours.chat, number_of(ours.reader), -ours.message, message)

    async def _ours(self, place: Place, message_id: str) -> Ours:
        chat, number, reader = numbers_of(place, message_id)
        known = await self.books.read(lambda books: books.message(chat, number))
        if known is None:
            return Ours(chat=chat, message=number, place=place.chat, reader=reader)
        if number < 0 and known.reader != reader:
            raise Gone  # Telegram has given the number to somebody else's message since
        return known

    async def _anew(self, ours: Ours) -> None:
        """Take a message away that cannot become what it should be; another one is made."""
        await self._take(ours)
        raise Gone

    async def _edit_words(self, ours: Ours, message: OutgoingText) -> None:
        words = words_of(message)
        await self._settled(
            ours,
            lambda: self._bot.edit_message_text(
                words.text, chat_id=ours.chat, message_id=ours.message, entities=words.entities,
                reply_markup=keyboard(message.rows), link_preview_options=NO_PREVIEW,
            ),
            minor=message.style == "progress",
        )  # fmt: skip

    async def _edit_picture(self, ours: Ours, message: OutgoingText, picture: bytes) -> None:
        caption = caption_of(message)
        media = InputMediaPhoto(
            picture, caption=caption.text, caption_entities=caption.entities, filename="card.png"
        )
        await self._carry(
            ours, replace(ours, media="picture", clip=None),
            lambda: self._bot.edit_message_media(
                media, chat_id=ours.chat, message_id=ours.message,
                reply_markup=keyboard(message.rows), write_timeout=UPLOAD_S,
            ),
        )  # fmt: skip

    async def _edit_film(self, ours: Ours, message: OutgoingClip) -> None:
        film, markup = message.film, keyboard(message.rows)
        same = (ours.clip, ours.covered) == (film.id, message.covered)
        if same and ours.unsure is None:
            words = words_of(message)
            await self._settled(
                ours,
                lambda: self._bot.edit_message_caption(
                    chat_id=ours.chat, message_id=ours.message, caption=words.text,
                    caption_entities=words.entities, reply_markup=markup,
                ),
            )  # fmt: skip
            return
        file = await self.books.read(lambda books: books.file_of(film.id))
        sent = await self._carry(
            ours, replace(ours, media="film", clip=film.id, covered=message.covered),
            lambda: self._bot.edit_message_media(
                film_media(message, file), chat_id=ours.chat, message_id=ours.message,
                reply_markup=markup, write_timeout=UPLOAD_S,
            ),
        )  # fmt: skip
        if isinstance(sent, Message) and sent.video is not None:
            held = sent.video.file_id
            await self.books.write(lambda books: books.put_file(film.id, held))

    async def _settled(
        self, ours: Ours, call: Callable[[], Awaitable[Message | bool]], *, minor: bool = False
    ) -> Message | bool:
        """Make an edit; that a message is so already is an answer like any other."""
        try:
            said = self.line.say(ours.chat, call, minor=minor)
            return await self._counted(ours.chat, ours.message, said)
        except Same:
            return True

    async def _counted(self, chat: int, message: int, said: Awaitable[T]) -> T:
        """Wait for a call; what Telegram does not understand again and again is given up.

        Raises:
            Gone: This message cannot become what it should be.
            CannotReach: No new message can be made there.
        """
        try:
            done = await said
        except Refused as error:
            count = self._refusals[chat, message] = self._refusals.get((chat, message), 0) + 1
            log.warning("not understood", extra={"tries": count})
            if count < REFUSED_MAX:
                raise
            del self._refusals[chat, message]
            raise (Gone() if message else CannotReach()) from error
        self._refusals.pop((chat, message), None)
        return done

    async def _carry(
        self, ours: Ours, then: Ours, call: Callable[[], Awaitable[Message | bool]]
    ) -> Message | bool:
        """Make the call that decides what a message shows, and note what it shows ``then``.

        An earlier call may still be on its way. A file that Telegram has lost is sent anew later.
        """
        began = self.clock()
        await self.books.write(lambda books: books.put_message(replace(ours, unsure=began)))
        try:
            sent = await self._settled(ours, call)
        except Refused:
            lost = then.clip
            if lost is not None:
                await self.books.write(lambda books: books.forget_file(lost))
            raise
        except SlowDown:  # nothing has begun
            await self.books.write(lambda books: books.put_message(ours))
            raise
        early = ours.unsure is not None and began - ours.unsure < self.late
        shown = replace(then, unsure=ours.unsure if early else None)
        await self.books.write(lambda books: books.put_message(shown))
        return sent

    # ------------------------------------------------------------ remove

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away; one that is gone already counts as done."""
        await self._take(await self._ours(place, message_id))

    async def _take(self, ours: Ours) -> None:
        try:
            await self._delete(ours)
        except Gone:
            pass
        except Stays:
            await self._blank(ours)
        await self.books.write(lambda books: books.drop_message(ours.chat, ours.message))

    async def _delete(self, ours: Ours) -> None:
        if ours.message < 0 and ours.reader is not None:
            await self.ephemeral.remove(ours.chat, number_of(ours.reader), -ours.message)
        else:
            await self.line.say(
                ours.chat, lambda: self._bot.delete_message(ours.chat, ours.message), paced=False
            )

    async def _blank(self, ours: Ours) -> None:
        """Leave nothing of a message but a plain card without buttons."""
        if ours.media == "none":
            with suppress(Pictured):
                await self._edit_words(ours, OutgoingText(text=NOTHING))
                return
        await self._edit_picture(ours, OutgoingText(text=""), card_picture())


def _fitting(message: OutgoingClip) -> OutgoingClip:
    if len(message.film.film) > CLIP_MAX_BYTES:
        raise TooLarge
    return message


def _reply_to(parent: str | None) -> ReplyParameters | None:
    """Return what hangs a message on another one, where that is in the same chat."""
    if parent is None or not parent.isdecimal():
        return None
    return ReplyParameters(int(parent), allow_sending_without_reply=True)
