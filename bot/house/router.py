"""The one road every event takes: through a door, into the books, and an answer back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import assert_never

from bot import buttons, commands
from bot.chat import (
    Answer,
    BotJoined,
    ButtonPress,
    CannotReach,
    ChatMoved,
    DirectOpened,
    Event,
    FormSubmit,
    Gone,
    IncomingCommand,
    MediaRef,
    MediaUpload,
    MemberJoined,
    MemberLeft,
    MessageGone,
    OpenDirect,
    Silence,
    Toast,
    TooLarge,
)
from bot.house import continuing, pressing, steps, welcoming
from bot.house.entry import Visit, enter
from bot.house.forms import Forms, member_owner
from bot.house.hearing import Hearing
from bot.house.house import House
from bot.house.presence import look_around
from bot.house.pressing_self import CAPTURE_FORM
from bot.i18n import say
from bot.presenter import note_body
from generation.studio import doors, permission
from generation.studio.books import Books
from generation.studio.slots import tell

VOICE_MAX_BYTES = 8_000_000  # a minute of anything a browser or phone records


@dataclass(slots=True)
class Router:
    """Satisfies ``bot.chat.Handler`` by ``handle``."""

    house: House
    forms: Forms
    hearing: Hearing

    async def handle(self, event: Event) -> Answer:
        """Take an event in, for good, and answer."""
        match event:
            case IncomingCommand():
                return await self._command(event)
            case ButtonPress():
                return await self._press(event)
            case FormSubmit():
                return await self.forms.submit(event)
            case MediaUpload():
                return await self._upload(event)
            case BotJoined():
                return await welcoming.let_in(self.house, event)
            case ChatMoved():
                return await welcoming.moved(self.house, event)
            case MemberJoined() | MemberLeft() | DirectOpened() | MessageGone():
                return await enter(self.house, event, _whereabouts, Silence())
            case never:
                assert_never(never)

    async def _press(self, event: ButtonPress) -> Answer:
        if (buttons.decode(event.data) or ("", ""))[0] == "film_last":
            meant = await self.house.chat_of(event.sender.id).said_before(
                event.place, event.message, viewer=event.sender.id
            )
            event = replace(event, meant=meant)
        answer = await enter(
            self.house, event, lambda visit: steps.asked(visit, pressing.press(visit, event)),
            Silence(),
        )  # fmt: skip
        self.forms.go_on(event.sender.id)
        return await self._to_the_door(event, self.forms.begin(answer))

    async def _to_the_door(self, event: ButtonPress, answer: Answer) -> Answer:
        """Take whoever pressed in a group along, where what they get cannot be brought to them."""
        chat, member = self.house.chat_of(event.sender.id), event.sender.id
        if event.place.private or not isinstance(answer, Silence | Toast):
            return answer
        try:
            await chat.direct(member)
        except CannotReach as error:
            if not error.unmet:
                return answer
        else:
            return answer
        token, at = self.house.new_key(), self.house.clock()
        anywhere = not chat.capabilities().private_replies

        def mint(books: Books) -> bool:
            if not doors.waits(books, member, anywhere=anywhere):
                return False
            doors.mint(books, token, member, at=at)
            return True

        return OpenDirect(token=token) if await self.house.database.write(mint) else answer

    async def _upload(self, event: MediaUpload | IncomingCommand) -> Answer:
        """A file that came by itself counts for the picture that is waited for."""
        form = FormSubmit(
            event_id=event.event_id, sender=event.sender, place=event.place, form=CAPTURE_FORM,
            media=event.media,
        )  # fmt: skip
        return await self.forms.submit(form)

    async def _brings_a_picture(self, event: IncomingCommand) -> bool:
        """Tell whether a file is what its sender was asked for, whatever its caption says."""
        if not event.place.private or all(media.kind == "voice" for media in event.media):
            return False
        at = self.house.clock()
        return await self.house.database.read(
            lambda books: steps.awaits_picture(books, event.sender.id, at)
        )

    async def _command(self, event: IncomingCommand) -> Answer:
        if await self._brings_a_picture(event):
            return await self._upload(event)
        voice = _own_voice(event)
        if voice is None:
            return await self._ask(event, None)
        data = voice if isinstance(voice, Toast) else await self._fetched(event, voice)
        if isinstance(data, Toast):
            return data
        if commands.asks_to_hear(event.text, self.house.terms.command):
            await look_around(self.house, event)
            return await self.hearing.take(event, data)
        recording = await asyncio.to_thread(
            self.house.vault.put, member_owner(event.sender.id), "voice_note", data
        )
        return await self._ask(event, recording)

    async def _ask(self, event: IncomingCommand, recording: str | None) -> Answer:
        await look_around(self.house, event)
        return await enter(
            self.house,
            event,
            lambda visit: (
                steps.words(visit, event)
                or steps.asked(visit, continuing.command(visit, event, recording))
            ),
            Toast(text=say("toast-taken", event.sender.locale)),
        )

    async def _fetched(self, event: IncomingCommand, voice: MediaRef) -> bytes | Toast:
        chat = self.house.chat_of(event.sender.id)
        try:
            return await chat.fetch(voice, limit_bytes=VOICE_MAX_BYTES)
        except TooLarge:
            return Toast(text=say("toast-file-too-large", event.sender.locale), aloud=True)
        except Gone:
            return Toast(text=say("toast-file-gone", event.sender.locale), aloud=True)


def _own_voice(event: IncomingCommand) -> MediaRef | Toast | None:
    """Return the voice note to be filmed: one's own. Nobody lends another one's voice."""
    own = next((media for media in event.media if media.kind == "voice"), None)
    if own is not None or event.reply_to is None:
        return own
    note = next((media for media in event.reply_to.media if media.kind == "voice"), None)
    author = event.reply_to.author
    if note is None:
        return None
    if author is None or author.id != event.sender.id:
        name = author.name if author is not None else say("someone", event.sender.locale)
        text = say("toast-own-voice-only", event.sender.locale, {"name": name})
        return Toast(text=text, aloud=True)
    return note


def _whereabouts(visit: Visit) -> Answer:
    """Take note of somebody coming or going, and of messages and chats that are no more."""
    match visit.event:
        case MemberJoined():
            return _joined(visit)
        case MemberLeft():
            return _left(visit)
        case DirectOpened():
            doors.unblocked(visit.books, visit.member.id)
            return Silence()
        case MessageGone() as event:
            return _message_gone(visit, event)
        case _:
            return Silence()


def _joined(visit: Visit) -> Answer:
    """Say hello in private, once, where the bot is at home; elsewhere it speaks when spoken to."""
    me = visit.member.id
    slot = f"start:{me}"
    at_home = visit.house.chat_of(me).capabilities().own_house
    if at_home and visit.books.outbox.get(slot) is None:
        tell(visit.books, me, "start", me, slot=slot)
    return Silence()


def _left(visit: Visit) -> Answer:
    ended = permission.leave(
        visit.books, visit.event.place.chat, visit.member.id, at=visit.at,
        new_id=visit.house.new_id,
    )  # fmt: skip
    if ended:
        chat = visit.event.place.chat
        tell(
            visit.books, visit.member.id, "note", "", slot=f"left:{visit.event.event_id}",
            body=note_body("note-left", {"chat": chat}),
        )  # fmt: skip
    return Silence()


def _message_gone(visit: Visit, event: MessageGone) -> Answer:
    """Somebody deleted a message of ours: its film is taken away."""
    film = _film_of_message(visit.books, event)
    if film is not None:
        found = visit.books.films.get(film)
        if found is not None and found.state == "shown":
            permission.delete_film(visit.books, found, by=visit.member.id, at=visit.at)
    return Silence()


def _film_of_message(books: Books, event: MessageGone) -> str | None:
    post = books.outbox.showing(event.place.chat, event.message)
    return post.object if post is not None and post.kind == "film" else None
