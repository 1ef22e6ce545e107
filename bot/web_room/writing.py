"""What people write, press and fill in: checked, kept, and told to the bot where it is for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.chat import (
    ButtonPress,
    CloseForm,
    FormSubmit,
    IncomingCommand,
    KeepForm,
    MediaRef,
    MediaUpload,
    Mention,
    MessageRef,
    Toast,
)
from bot.commands import asks_to_hear
from bot.web_room.ask import Ask, Refused, Reply, answer_none, seat_in
from bot.web_room.backstage import Backstage, place_of, sender_of
from bot.web_room.wire import answer_json
from generation.model.member import ChatId, MemberId
from storage.web_room import WebRoom
from storage.web_tables import Message, Person, Room, Seat, Upload

TEXT_MAX: Final = 2000
FILES_MAX: Final = 4
MARKS_MAX: Final = 12
VALUES_MAX: Final = 24
OWN: Final = frozenset({"me", "with-me", "settings", "receipts"})  # words about oneself


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


class Writing:
    """Does the asks that reach the bot."""

    def __init__(self, backstage: Backstage) -> None:
        """Work for this room."""
        self._stage = backstage

    async def say(self, ask: Ask) -> Reply:
        """Put what somebody writes into a room, and tell the bot what is for it."""
        room, seat = await seat_in(self._stage, ChatId(ask.text("room")), ask.person)
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
            if isinstance(answer, CloseForm | KeepForm):
                answer = Toast(text=answer.text)  # no form is open on the page
        else:
            answer = await self._stage.deliver(
                IncomingCommand(
                    event_id=ask.key, sender=sender, place=place, text=body["text"],
                    mentions=tuple(_mentions(body, written.people)), media=media,
                    reply_to=_answered(written),
                )
            )  # fmt: skip
        return answer_json(answer, ask.person.locale)

    async def look(self, ask: Ask) -> Reply:
        """Have the bot show somebody something of their own, in the chat with it alone."""
        room, seat = await seat_in(self._stage, ChatId(ask.text("room")), ask.person)
        word = ask.text("word")
        if not room.private_to or word not in OWN:
            raise Refused("word")
        sender, place = sender_of(ask.person, seat), place_of(room)
        answer = await self._stage.deliver(
            IncomingCommand(event_id=ask.key, sender=sender, place=place, text=word)
        )
        return answer_json(answer, ask.person.locale)

    async def press(self, ask: Ask) -> Reply:
        """Tell the bot of a button, if its message may be seen by who pressed it."""
        wanted = ask.text("message")
        seen = await self._stage.books.read(lambda books: books.visible(wanted, ask.person.id))
        if seen is None or seen.author is not None:
            raise Refused("message")
        room, seat = await seat_in(self._stage, seen.room, ask.person)
        answer = await self._stage.deliver(
            ButtonPress(
                event_id=ask.key, sender=sender_of(ask.person, seat), place=place_of(room),
                data=ask.text("data"), message=seen.id,
            )
        )  # fmt: skip
        return answer_json(answer, ask.person.locale)

    async def form(self, ask: Ask) -> Reply:
        """Hand a filled-in form to the bot; what came with it is erased afterwards."""
        room, seat = await seat_in(self._stage, ChatId(ask.text("room")), ask.person)
        values = ask.given.get("values", {})
        if not isinstance(values, dict) or len(values) > VALUES_MAX:
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


def _marks(ask: Ask, text: str) -> list[tuple[int, int, str]]:
    """Return the places in a text that name a member: each begins with @ and overlaps no other."""
    given = ask.given.get("marks", [])
    if not isinstance(given, list) or len(given) > MARKS_MAX:
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
    if any(f.kind == "voice" for f in files) and asks_to_hear(new.body["text"]):
        new.body["command"] = True
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
        text=answered.body.get("text", "") if author else "",  # what the bot says is not filmed
        media=tuple(map(_media, written.answered_uploads)),
    )
