"""What a page asks for over its socket, one ask at a time: read, checked, done, answered.

An ask has a number that the page keeps when it sends it again, so that nothing happens twice.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.chat import (
    ButtonPress,
    FormSubmit,
    IncomingCommand,
    MediaRef,
    MediaUpload,
    MemberLeft,
    Mention,
    MessageRef,
)
from bot.i18n import LOCALES
from bot.web_room.backstage import Backstage, place_of, sender_of
from bot.web_room.doors import Doors, clean_name
from bot.web_room.wire import answer_json, message_json
from generation.model.member import ChatId, MemberId
from storage.web_room import WebRoom
from storage.web_tables import Message, Person, Room, Seat, Upload

TEXT_MAX: Final = 2000
ROOMS_MAX: Final = 20  # groups one person is in
FILES_MAX: Final = 4
EARLIER: Final = 60  # messages per page of the past


class Refused(Exception):
    """The ask cannot be done as it is; sending it again does not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One ask: what, its key (the same when sent again), its fields, and who asks."""

    key: str
    given: Mapping[str, Any]
    person: Person

    def text(self, name: str, most: int = 64) -> str:
        """Return a field that has to be a text of at most ``most`` characters."""
        value = self.given.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise Refused(name)
        return value

    def texts(self, name: str, most: int) -> list[str]:
        """Return a field that has to be a list of at most ``most`` short texts."""
        value = self.given.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise Refused(name)
        if not all(isinstance(item, str) and len(item) <= 64 for item in value):
            raise Refused(name)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something written in a room, once it is in the books."""

    message: Message
    room: Room
    seat: Seat
    people: Mapping[MemberId, Person]
    uploads: tuple[Upload, ...]
    answered: Message | None
    answered_uploads: tuple[Upload, ...]


Reply = dict[str, Any]


class Asks:
    """Does what pages ask for."""

    def __init__(self, backstage: Backstage, doors: Doors) -> None:
        """Work for this room."""
        self._stage = backstage
        self._doors = doors
        self._known: dict[str, Callable[[Ask], Awaitable[Reply]]] = {
            "say": self._say,
            "press": self._press,
            "form": self._form,
            "earlier": self._earlier,
            "sheet": self._sheet,
            "me": self._me,
            "room": self._room,
            "invite": self._invite,
            "leave": self._leave,
        }

    async def do(self, what: str, ask: Ask) -> Reply:
        """Do one ask and return what the page is told.

        Raises:
            Refused: It means nothing, or is not theirs to ask.
        """
        known = self._known.get(what)
        if known is None:
            raise Refused(what)
        return await known(ask)

    async def _seated(self, ask: Ask) -> tuple[Room, Seat]:
        return await self._seat(ChatId(ask.text("room")), ask.person)

    async def _seat(self, chat: ChatId, person: Person) -> tuple[Room, Seat]:
        def look(books: WebRoom) -> tuple[Room | None, Seat | None]:
            return books.room(chat), books.seat(chat, person.id)

        room, seat = await self._stage.books.read(look)
        if room is None or seat is None:
            raise Refused("room")
        return room, seat

    # ------------------------------------------------------------ writing

    async def _say(self, ask: Ask) -> Reply:
        room, seat = await self._seated(ask)
        text = ask.text("text", TEXT_MAX).strip()
        uploads = ask.texts("uploads", FILES_MAX)
        command = re.match(rf"/{re.escape(self._stage.command)}(?:\s+|$)", text, re.IGNORECASE)
        if not (text or uploads or ask.given.get("film")):
            raise Refused("text")
        marked = _marks(ask, text)
        body = {
            "kind": "said",
            "text": text[command.end() :] if command else text,
            "command": bool(command or ask.given.get("film")),
            "marks": [[at - (command.end() if command else 0), n, who] for at, n, who in marked],
            "reply": ask.text("reply") or None,
        }
        new = Message(
            id=self._stage.new_id(), room=room.id, key=ask.key, author=ask.person.id, body=body,
            made_at=self._stage.clock(),
        )  # fmt: skip
        written = await self._stage.books.write(
            lambda books: _write(books, new, room=room, seat=seat, uploads=uploads)
        )
        self._stage.bell.ring()
        return await self._tell(ask, written)

    async def _tell(self, ask: Ask, written: Written) -> Reply:
        """Give the bot what is meant for it; everything else is people's own talk."""
        body = written.message.body
        sender, place = sender_of(ask.person, written.seat), place_of(written.room)
        media = tuple(map(_media, written.uploads))
        if not (body["command"] or place.private):
            return answer_none()
        if media and place.private and not body["text"] and not body["command"]:
            answer = await self._stage.deliver(
                MediaUpload(event_id=ask.key, sender=sender, place=place, media=media)
            )
        else:
            answer = await self._stage.deliver(
                IncomingCommand(
                    event_id=ask.key, sender=sender, place=place, text=body["text"],
                    mentions=tuple(_mentions(body, written.people)), media=media,
                    reply_to=_answered(written),
                )
            )  # fmt: skip
        return answer_json(answer, ask.person.locale)

    async def _press(self, ask: Ask) -> Reply:
        wanted = ask.text("message")
        seen = await self._stage.books.read(lambda books: books.visible(wanted, ask.person.id))
        if seen is None or seen.author is not None:
            raise Refused("message")
        room, seat = await self._seated(
            Ask(key=ask.key, given={"room": seen.room}, person=ask.person)
        )
        answer = await self._stage.deliver(
            ButtonPress(
                event_id=ask.key, sender=sender_of(ask.person, seat), place=place_of(room),
                data=ask.text("data"), message=seen.id,
            )
        )  # fmt: skip
        return answer_json(answer, ask.person.locale)

    async def _form(self, ask: Ask) -> Reply:
        room, seat = await self._seated(ask)
        values = ask.given.get("values", {})
        if not isinstance(values, dict) or len(values) > 24:
            raise Refused("values")
        if not all(isinstance(v, str) and len(v) <= TEXT_MAX for v in values.values()):
            raise Refused("values")
        wanted = ask.texts("uploads", FILES_MAX)
        # a form sent again finds its files erased: it is the same event, and answered as such
        uploads = await self._stage.books.read(
            lambda books: _own(books, ask.person.id, [u for u in wanted if books.upload(u)])
        )
        answer = await self._stage.deliver(
            FormSubmit(
                event_id=ask.key, sender=sender_of(ask.person, seat), place=place_of(room),
                form=ask.text("form"), values={str(k)[:64]: v for k, v in values.items()},
                media=tuple(map(_media, uploads)),
            )
        )  # fmt: skip
        for upload in uploads:
            await self._forget(upload)
        return answer_json(answer, ask.person.locale)

    async def _forget(self, upload: Upload) -> None:
        """Erase what a form has brought: the bot has read it by now."""
        if upload.message is None:
            await self._stage.files.drop(upload.blob)
            await self._stage.books.write(lambda books: books.drop_upload(upload.id))

    # ------------------------------------------------------------ looking

    async def _earlier(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        before = ask.given.get("before")
        if not isinstance(before, int):
            raise Refused("before")
        past = await self._stage.books.read(
            lambda books: books.latest(room.id, ask.person.id, before=before, limit=EARLIER)
        )
        return {
            "messages": [message_json(m, ask.person.locale) for m in past],
            "more": len(past) == EARLIER,
        }

    async def _sheet(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        called = await self._stage.call_sheet(room.id, ask.person.id)
        return {
            "sheet": [
                {
                    "id": line.member,
                    "state": line.state,
                    "portrait": bool(line.portrait),
                    "seen": (line.portrait or "")[-8:],
                }
                for line in called
            ]
        }

    # ------------------------------------------------------------ people and rooms

    async def _me(self, ask: Ask) -> Reply:
        name, locale = clean_name(ask.text("name")) or ask.person.name, ask.text("locale")
        if locale not in LOCALES:
            raise Refused("locale")
        await self._stage.books.write(
            lambda books: books.change_person(ask.person.id, name=name, locale=locale)
        )
        self._stage.bell.ring()
        return answer_none()

    async def _room(self, ask: Ask) -> Reply:
        title = clean_name(ask.text("title"))
        if not title:
            raise Refused("title")
        room = Room(
            id=ChatId(f"web:{self._stage.new_id()}"), title=title, made_at=self._stage.clock()
        )
        seat = Seat(
            room=room.id, person=ask.person.id, role="admin", joined=self._stage.new_id()
        )  # fmt: skip

        def make(books: WebRoom) -> None:
            if len(books.rooms_of(ask.person.id)) > ROOMS_MAX:
                raise Refused("rooms")
            books.add_room(room)
            books.sit(seat)

        await self._stage.books.write(make)
        await self._doors.announce(ask.person)
        self._stage.bell.ring()
        return {"room": room.id}

    async def _invite(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        if room.private_to:
            raise Refused("room")
        return {"link": await self._doors.invitation(room.id)}

    async def _leave(self, ask: Ask) -> Reply:
        room, seat = await self._seated(ask)
        if room.private_to:
            raise Refused("room")
        await self._stage.deliver(
            MemberLeft(
                event_id=ask.key, sender=sender_of(ask.person, seat), place=place_of(room)
            )
        )  # fmt: skip
        await self._stage.books.write(lambda books: books.stand_up(room.id, ask.person.id))
        self._stage.bell.ring()
        return answer_none()


def answer_none() -> Reply:
    """Return what the page is told when there is nothing to tell."""
    return {"kind": "silence"}


def _marks(ask: Ask, text: str) -> list[tuple[int, int, str]]:
    """Return the places in a text that name a member: each begins with @ and overlaps no other."""
    given = ask.given.get("marks", [])
    if not isinstance(given, list) or len(given) > 12:
        raise Refused("marks")
    marks: list[tuple[int, int, str]] = []
    for mark in given:
        match mark:
            case [int(at), int(length), str(who)] if len(who) <= 64:
                if at < 0 or length < 2 or text[at : at + 1] != "@" or at + length > len(text):
                    raise Refused("marks")
                if marks and at < sum(marks[-1][:2]):
                    raise Refused("marks")
                marks.append((at, length, who))
            case _:
                raise Refused("marks")
    return marks


def _write(books: WebRoom, new: Message, *, room: Room, seat: Seat, uploads: list[str]) -> Written:
    """Put a message and its files into the books, once, and read what it refers to."""
    assert new.author is not None  # noqa: S101 - people write here, the bot does not
    people = {s.person: p for s in books.seats(room.id) if (p := books.person(s.person))}
    new.body["marks"] = [mark for mark in new.body["marks"] if mark[2] in people]
    files = _own(books, new.author, uploads)
    new.body["files"] = [
        {"id": f.id, "kind": f.kind, "mime": f.mime, "size": f.size} for f in files
    ]  # fmt: skip
    reply = books.visible(new.body["reply"], new.author) if new.body["reply"] else None
    if reply is None or reply.room != room.id:
        reply, new.body["reply"] = None, None
    message, _ = books.add_message(new)
    if message.author != new.author:
        raise Refused("key")
    books.attach([f.id for f in files], message.id)
    return Written(
        message=message, room=room, seat=seat, people=people, uploads=tuple(files),
        answered=reply, answered_uploads=tuple(books.uploads_in(reply.id)) if reply else (),
    )  # fmt: skip


def _own(books: WebRoom, owner: MemberId, wanted: list[str]) -> list[Upload]:
    files = [upload for name in wanted if (upload := books.upload(name))]
    if len(files) != len(wanted) or any(upload.owner != owner for upload in files):
        raise Refused("uploads")
    return files


def _media(upload: Upload) -> MediaRef:
    return MediaRef(kind=upload.kind, handle=upload.id, size=upload.size)


def _mentions(body: Mapping[str, Any], people: Mapping[MemberId, Person]) -> list[Mention]:
    text = body["text"]
    return [
        Mention(text=text[at : at + length], member=sender_of(people[who], None))
        for at, length, who in body["marks"]
    ]


def _answered(written: Written) -> MessageRef | None:
    answered = written.answered
    if answered is None:
        return None
    author = written.people.get(answered.author) if answered.author else None
    return MessageRef(
        message=answered.id,
        author=sender_of(author, None) if author else None,
        text=answered.body.get("text", ""),
        media=tuple(map(_media, written.answered_uploads)),
    )
