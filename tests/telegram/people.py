"""People at their telephones: what they say, send, press and see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.telegram import formatting, rendering
from tests.telegram.presses import Answer, Press
from tests.telegram.things import Json, Media, Member, Message, Topic

if TYPE_CHECKING:
    from tests.telegram.places import Place
    from tests.telegram.world import World


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    Attributes:
        chat: The private chat with the bot, opened or not.
        opened: Whether they have ever written there.
        blocking: Whether they block the bot.
    """

    world: World
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    opened: bool = False
    blocking: bool = False
    deactivated: bool = False

    def __repr__(self) -> str:
        return f"<{self.first_name} {self.id}>"

    @property
    def chat(self) -> Place:
        return self.world.places[self.id]

    def says(
        self,
        place: Place,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: Topic | None = None,
        named: Mapping[str, Person] | None = None,
        anonymous: bool = False,
        channel: str = "",
        alone: bool = False,
        quote: str = "",
    ) -> Message:
        """Write ``text``.

        Args:
            place: Where.
            text: What; commands, ``@handles`` and links in it are found.
            reply_to: Which message this answers.
            thread: In which topic.
            named: People picked from the list while writing, by the words that stand for them.
            anonymous: As the chat itself, like an admin who stays anonymous.
            channel: As a channel of this title.
            quote: Which words of ``reply_to``.
            alone: For nobody but the bot to see, like a command that the bot has declared so.
        """
        message = Message(
            **self.world.head(
                place, self, reply_to=reply_to, thread=thread, anonymous=anonymous, channel=channel
            ),
            text=text,
            entities=formatting.found_entities(text, named or {}),
            quote=_quoted(reply_to, quote),
        )
        return self.world.whisper(message) if alone else self.world.post(message)

    def starts(self, payload: str = "") -> Message:
        """Open the private chat, or press START there again after a link."""
        return self.says(self.chat, f"/start {payload}".rstrip())

    def follows(self, url: str) -> Message:
        """Tap a link of the bot's, ``t.me/bot?start=…``, and START."""
        link = urlsplit(url)
        assert link.netloc in ("t.me", "telegram.me"), url
        assert link.path == f"/{self.world.me.username}", url
        return self.starts(parse_qs(link.query).get("start", [""])[0])

    def sends(
        self,
        media: Media,
        *,
        to: Place | None = None,
        caption: str = "",
        reply_to: Message | None = None,
        thread: Topic | None = None,
    ) -> Message:
        """Send ``media``, to the bot where no chat is named."""
        message = Message(
            **self.world.head(to or self.chat, self, reply_to=reply_to, thread=thread),
            media=media,
            caption=caption,
            caption_entities=formatting.found_entities(caption, {}),
        )
        return self.world.post(message)

    def sends_photo(self, data: bytes, **more: Any) -> Message:
        return self.sends(self.world.photo(data), **more)

    def sends_video(
        self, data: bytes, *, width: int = 720, height: int = 1280, duration: int = 5, **more: Any
    ) -> Message:
        file = self.world.keep(data, "video", mime="video/mp4")
        media = Media(kind="video", file=file, width=width, height=height, duration=duration)
        return self.sends(media, **more)

    def sends_video_note(
        self, data: bytes, *, length: int = 384, duration: int = 5, **more: Any
    ) -> Message:
        file = self.world.keep(data, "video_note", mime="video/mp4")
        return self.sends(
            Media(kind="video_note", file=file, width=length, height=length, duration=duration),
            **more,
        )

    def sends_voice(self, data: bytes, *, duration: int = 3, **more: Any) -> Message:
        file = self.world.keep(data, "voice", mime="audio/ogg")
        return self.sends(Media(kind="voice", file=file, duration=duration), **more)

    def sends_document(
        self, data: bytes, *, name: str = "file", mime: str = "application/octet-stream",
        **more: Any,
    ) -> Message:  # fmt: skip
        file = self.world.keep(data, "document", name=name, mime=mime)
        return self.sends(Media(kind="document", file=file), **more)

    def forwards(
        self, message: Message, *, to: Place | None = None, hidden: bool = False
    ) -> Message:
        """Forward a message, to the bot where no chat is named.

        Args:
            message: What.
            to: Where to.
            hidden: Whether its sender hides behind a name.

        Raises:
            PermissionError: The message is protected.
        """
        if message.protected:
            raise PermissionError("what is protected is not forwarded")
        origin: Json = {"type": "user", "date": int(message.at)}
        origin["sender_user"] = rendering.user_json(message.sender)
        if hidden:
            name = message.sender.first_name
            origin = {**origin, "type": "hidden_user", "sender_user_name": name}
            del origin["sender_user"]
        forwarded = Message(
            **self.world.head(to or self.chat, self), origin=origin, text=message.text,
            entities=message.entities, media=message.media, caption=message.caption,
            caption_entities=message.caption_entities,
        )  # fmt: skip
        return self.world.post(forwarded)

    def edits(self, message: Message, text: str) -> None:
        """Change one's own words, in a text or under media."""
        entities = formatting.found_entities(text, {})
        if message.media is None:
            message.text, message.entities = text, entities
        else:
            message.caption, message.caption_entities = text, entities
        message.edited_at = self.world.clock.now()
        if self.world.reads(message):
            self.world.tell("edited_message", rendering.message_json(message))

    def deletes(self, message: Message) -> None:
        """Take a message away, of which no bot is told."""
        message.gone = True

    def presses(self, message: Message, label_or_data: str) -> Press:
        """Press a button; awaited, this is what it was answered with."""
        if message.receiver not in (None, self):
            raise LookupError("only its receiver sees this message")
        button = message.button(label_or_data)
        press = Press(
            id=self.world.fresh_query_id(),
            person=self,
            message=message,
            at=self.world.clock.now(),
        )
        if "url" in button:
            press.give(Answer(url=button["url"]))
            return press
        self.world.queries[press.id] = press
        body: Json = {
            "id": press.id,
            "from": rendering.user_json(self),
            "message": rendering.query_message_json(message),
            "chat_instance": str(message.place.id * 7919),
            "data": button["callback_data"],
        }
        self.world.tell("callback_query", body)
        return press

    def reacts(self, message: Message, emoji: str = "") -> None:
        """Put an emoji on a message, or take the own one off."""
        old = message.reactions.pop(self.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        if new:
            message.reactions[self.id] = new
        if message.place.private or message.place.bot.admin:
            body: Json = {
                "chat": rendering.chat_json(message.place), "message_id": message.id,
                "user": rendering.user_json(self), "date": int(self.world.clock.now()),
                "old_reaction": old, "new_reaction": new,
            }  # fmt: skip
            self.world.tell("message_reaction", body)

    def picks(self, message: Message, label: str, *people: Person) -> Message:
        """Press a keyboard button that asks for people, and choose them."""
        rows = (message.reply_markup or {}).get("keyboard", [])
        button = next(b for row in rows for b in row if label in (b, dict(b).get("text")))
        asked = button["request_users"]
        users = [_shared(person, asked) for person in people]
        shared = {"request_id": asked["request_id"], "users": users}
        shared["user_ids"] = [person.id for person in people]
        return self.world.post(
            Message(**self.world.head(message.place, self), service={"users_shared": shared})
        )

    def joins(self, place: Place) -> None:
        self.world.change_member(place, self, Member(), by=self)
        service = {"new_chat_members": [rendering.user_json(self)]}
        self.world.post(Message(**self.world.head(place, self), service=service))

    def leaves(self, place: Place) -> None:
        service = {"left_chat_member": rendering.user_json(self)}
        message = Message(**self.world.head(place, self), service=service)
        self.world.change_member(place, self, Member(status="left"), by=self)
        self.world.post(message)

    def blocks(self) -> None:
        """Block the bot."""
        self.blocking = True
        self._blocked(old="member", new="kicked")

    def unblocks(self) -> None:
        self.blocking = False
        self._blocked(old="kicked", new="member")

    def sees(self, place: Place | None = None) -> list[Message]:
        """The messages before their eyes, oldest first; in the private chat if none is named."""
        place = place or self.chat
        if not place.private and not place.member(self).present:
            return []
        shown = [m for m in place.messages.values() if not m.gone and self.id not in m.hidden_from]
        mine = [m for m in place.ephemeral.values() if not m.gone and m.receiver is self]
        return sorted([*shown, *mine], key=lambda message: message.at)

    def finds(self, words: str, place: Place | None = None) -> Message:
        """The newest message that matches ``words``, a regular expression, or has such a button."""
        for message in reversed(self.sees(place)):
            if any(re.search(words, said) for said in (message.words, *message.labels)):
                return message
        raise LookupError(f"nothing like {words!r} in sight")

    async def awaits(
        self, words: str, place: Place | None = None, *, within_s: float = 20.0
    ) -> Message:
        """Look until there is a message like ``words``; the newest one.

        Raises:
            TimeoutError: There was none for ``within_s`` seconds.
        """
        return await self.world.until(lambda: self.finds(words, place), within_s=within_s)

    def _blocked(self, *, old: str, new: str) -> None:
        me, place = self.world.me, self.chat
        place.members[me.id] = Member(status=new)
        body: Json = {
            "chat": rendering.chat_json(place), "from": rendering.user_json(self),
            "date": int(self.world.clock.now()),
            "old_chat_member": rendering.member_json(me, Member(status=old)),
            "new_chat_member": rendering.member_json(me, Member(status=new)),
        }  # fmt: skip
        self.world.tell("my_chat_member", body)


def _quoted(message: Message | None, words: str) -> Json | None:
    if message is None or not words:
        return None
    at = formatting.units(message.words[: message.words.index(words)])
    return {"text": words, "position": at, "is_manual": True}


def _shared(person: Person, asked: Json) -> Json:
    names = {}
    if asked.get("request_name"):
        names = rendering.filled(first_name=person.first_name, last_name=person.last_name)
    if asked.get("request_username") and person.username:
        names["username"] = person.username
    return {"user_id": person.id, **names}
