"""One update of Telegram's becomes what the core is told. Whoever is met on the way is remembered.

A number is who somebody is. A name or a handle is not: anonymous admins and channels, which have
no number of their own, are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)

from bot.chat import (
    BotJoined,
    ButtonPress,
    ChatMoved,
    DirectOpened,
    Event,
    IncomingCommand,
    MediaUpload,
    MemberJoined,
    MemberLeft,
    Mention,
    MessageRef,
    Place,
    Sender,
)
from bot.commands import MakeFilm, parse
from bot.telegram_room.attached import media_of, passed_on
from bot.telegram_room.outcome import Reading, TurnedAway
from generation.model.member import ChatId, MemberId
from storage.telegram import TelegramBooks
from storage.telegram_tables import Ours, Person

PLATFORM: Final = "telegram"
ALLOWED: Final = ("message", "callback_query", "my_chat_member", "chat_member")
"""Kinds of updates that are asked for."""
COMMAND: Final = re.compile(r"/([a-z0-9_]{1,32})(?:@(\w+))?(?!\w)", re.IGNORECASE | re.ASCII)
INSIDE: Final = frozenset(
    {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot as Telegram knows it."""

    id: int
    handle: str


def member_id(person: int) -> MemberId:
    """Return how the core names somebody."""
    return MemberId(f"{PLATFORM}:{person}")


def chat_id(chat: int) -> ChatId:
    """Return how the core names a chat."""
    return ChatId(f"{PLATFORM}:{chat}")


def number_of(name: str) -> int:
    """Read ``member_id`` or ``chat_id`` back."""
    return int(name.partition(":")[2])


def locale_of(code: str | None) -> str:
    """Return which of our languages somebody reads, from their app's language tag."""
    tag = (code or "").lower().replace("_", "-")
    if not tag.startswith("zh"):
        return "en"
    return "zh-Hant" if re.search(r"hant|-tw|-hk|-mo", tag) else "zh-Hans"


def message_name(ours: Ours) -> str:
    """Return how the core names a message: where it is shown elsewhere, with that chat.

    One that somebody alone sees in a group is named with them: its number may be given again.
    """
    if ours.message < 0:
        return f"{ours.message}@{number_of(ours.reader or '')}"
    here = ours.place == chat_id(ours.chat)
    return str(ours.message) if here else f"{ours.chat}/{ours.message}"


def numbers_of(place: Place, name: str) -> tuple[int, int, MemberId | None]:
    """Read ``message_name`` back: chat, message, and who alone sees it, if that is in it."""
    where, _, rest = name.rpartition("/")
    number, _, reader = rest.partition("@")
    chat = int(where) if where else number_of(place.chat)
    return chat, int(number), member_id(int(reader)) if reader else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads updates inside one transaction of the adapter's books."""

    books: TelegramBooks
    me: Me
    command: str

    def read(self, update: Update) -> Reading:
        """Return what an update tells the core; nothing where it is not for us."""
        key = f"{PLATFORM}:{update.update_id}"
        if update.callback_query is not None:
            return Reading(events=tuple(self._pressed(key, update.callback_query)))
        if update.my_chat_member is not None:
            return Reading(events=tuple(self._admitted(key, update.my_chat_member)))
        if update.chat_member is not None:
            return Reading(events=tuple(self._came_or_went(key, update.chat_member)))
        if update.message is not None:
            return self._message(key, update.message)
        return Reading()

    # ------------------------------------------------------------ messages

    def _message(self, key: str, message: Message) -> Reading:
        sender = message.from_user
        service = tuple(self._service(key, message))
        if service:
            return Reading(events=service)
        if sender is None or sender.is_bot or message.sender_chat is not None:
            return self._nobody(message)
        person = self._meet(sender)
        if message.chat.type == Chat.PRIVATE:
            return Reading(
                events=tuple(self._private(key, message, person)),
                turned_away=self._not_theirs(message, person),
            )
        if not self._is_command(message):
            return Reading()
        return Reading(events=(self._command(key, message, person),))

    def _nobody(self, message: Message) -> Reading:
        """Read a command of an anonymous admin's, or of a channel's."""
        if message.sender_chat is None or not self._is_command(message):
            return Reading()
        locale = self.books.spoken(chat_id(message.chat.id))
        away = TurnedAway(message=message, why="telegram-nobody", locale=locale)
        return Reading(turned_away=away)

    def _not_theirs(self, message: Message, person: Person) -> TurnedAway | None:
        """Turn a picture or a voice away that was passed on: it lends nobody a face."""
        if not media_of(message) or not passed_on(message):
            return None
        return TurnedAway(message=message, why="telegram-passed-on", locale=person.locale)

    def _service(self, key: str, message: Message) -> Iterator[Event]:
        """Read what Telegram itself says in a chat."""
        place = place_of(message)
        if message.migrate_to_chat_id is not None:
            to = chat_id(message.migrate_to_chat_id)
            self.books.moved(place.chat, to)
            yield ChatMoved(event_id=key, sender=self._myself(), place=place, to=to)
        for number, user in enumerate(message.new_chat_members or ()):
            if not user.is_bot:
                yield MemberJoined(
                    event_id=f"{key}:{number}", sender=self._sender(self._meet(user)), place=place
                )
        gone = message.left_chat_member
        if gone is not None and not gone.is_bot:
            yield MemberLeft(event_id=key, sender=self._sender(self._meet(gone)), place=place)

    def _private(self, key: str, message: Message, person: Person) -> Iterator[Event]:
        """Read what somebody says to the bot alone: that they speak to it opens the door."""
        if self.books.set_door(person.id, "open"):
            yield DirectOpened(
                event_id=f"{key}:open", sender=self._sender(person), place=place_of(message)
            )
        media, words = media_of(message), _words(message)
        if passed_on(message):
            if words and not media:
                yield self._words_of_another(key, message, person)
        elif media and not words:
            yield MediaUpload(
                event_id=key, sender=self._sender(person), place=place_of(message), media=media
            )
        elif words:
            yield self._command(key, message, person)

    def _words_of_another(self, key: str, message: Message, person: Person) -> IncomingCommand:
        """Read words that were passed on, as if they had been answered with the command."""
        said = MessageRef(message=str(message.message_id), text=_words(message))
        return IncomingCommand(
            event_id=key, sender=self._sender(person), place=place_of(message),
            text=f"/{self.command}", reply_to=said,
        )  # fmt: skip

    def _is_command(self, message: Message) -> bool:
        """Tell whether a message of a group is for us: our command, or another one sent to us."""
        said = COMMAND.match(_words(message))
        if said is None or message.forward_origin is not None:
            return False
        word, to = said[1].casefold(), (said[2] or "").casefold()
        return word == self.command if not to else to == self.me.handle.casefold()

    def _asked(self, message: Message) -> str:
        """Return what somebody asks for; a command of ours that there is not asks for help."""
        words = _words(message)
        said = COMMAND.match(words)
        if said is None:
            return words
        word = said[1].casefold()
        if word not in {self.command, "start"} and isinstance(parse(word), MakeFilm):
            return "help"
        return f"/{word}{words[said.end() :]}"

    def _command(self, key: str, message: Message, person: Person) -> IncomingCommand:
        mentions, unknown = self._mentions(message)
        return IncomingCommand(
            event_id=key, sender=self._sender(person), place=place_of(message),
            text=self._asked(message), mentions=mentions, unknown=unknown,
            media=() if passed_on(message) else media_of(message),
            reply_to=self._answered(message),
        )  # fmt: skip

    def _mentions(self, message: Message) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
        """Return who is mentioned, and handles that nobody we have met goes by."""
        known, unknown = list[Mention](), list[str]()
        parsed = message.parse_entities if message.text else message.parse_caption_entities
        for entity, text in parsed([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).items():
            if entity.user is not None:
                if not entity.user.is_bot:
                    met = self._meet(entity.user)
                    known.append(Mention(text=text, member=self._sender(met)))
                continue
            handle = text.removeprefix("@")
            if handle.casefold() == self.me.handle.casefold():
                continue
            found = self.books.called(handle)
            if found is None:
                unknown.append(handle)
            else:
                known.append(Mention(text=text, member=self._sender(found)))
        return tuple(known), tuple(dict.fromkeys(unknown))

    def _answered(self, message: Message) -> MessageRef | None:
        """Return the message that is answered; what the bot says, or opens a topic, is none.

        What was passed on, or was written as a chat, has words, and they are nobody's.
        """
        answered = message.reply_to_message
        if answered is None or answered.forum_topic_created is not None:
            return None
        number, author = str(answered.message_id), answered.from_user
        words = message.quote.text if message.quote is not None else _words(answered)
        if answered.sender_chat is not None:
            return MessageRef(message=number, text=words)
        if author is None or author.is_bot:
            return MessageRef(message=number)
        if passed_on(answered):
            return MessageRef(message=number, text=words)
        by = self._sender(self._meet(author))
        return MessageRef(message=number, author=by, text=words, media=media_of(answered))

    # ------------------------------------------------------------ buttons

    def _pressed(self, key: str, query: CallbackQuery) -> Iterator[Event]:
        message = query.message
        if message is None or not query.data or query.from_user.is_bot:
            return
        person = self._meet(query.from_user)
        number = number_shown(message)
        place = place_of(message)
        ours = self.books.message(message.chat.id, number) if number > 0 else None
        if ours is None:
            ours = Ours(
                chat=message.chat.id, message=number, place=place.chat, reader=member_id(person.id)
            )
        if ours.place != place.chat:
            place = Place(chat=ours.place, spoken_for=True)
        yield ButtonPress(
            event_id=key, sender=self._sender(person), place=place, data=query.data,
            message=message_name(ours),
        )  # fmt: skip

    # ------------------------------------------------------------ coming and going

    def _admitted(self, key: str, change: ChatMemberUpdated) -> Iterator[Event]:
        """Read that the bot itself was let in, thrown out, blocked or unblocked."""
        if change.chat.type == Chat.CHANNEL:
            return
        was, now = inside(change.old_chat_member), inside(change.new_chat_member)
        by = change.from_user
        place = _place_of(change.chat)
        sender = Sender(id=member_id(by.id), name="")
        if not by.is_bot:  # as which anonymous admins go
            sender = self._sender(self._meet(by))
        if place.private:
            self.books.set_door(change.chat.id, "open" if now else "shut")
            if now:  # said also where it was known: whoever heard it may have died over it
                yield DirectOpened(event_id=key, sender=sender, place=place)
        elif now and not was:
            yield BotJoined(event_id=key, sender=sender, place=place)
        elif was and not now:
            yield ChatMoved(event_id=key, sender=self._myself(), place=place, to=None)

    def _came_or_went(self, key: str, change: ChatMemberUpdated) -> Iterator[Event]:
        user = change.new_chat_member.user
        was, now = inside(change.old_chat_member), inside(change.new_chat_member)
        if user.is_bot or was == now or change.chat.type == Chat.CHANNEL:
            return
        kind = MemberJoined if now else MemberLeft
        sender = self._sender(self._meet(user))
        yield kind(event_id=key, sender=sender, place=_place_of(change.chat))

    # ------------------------------------------------------------ people

    def _meet(self, user: User) -> Person:
        """Remember somebody as they are now, and return them with what is known of their door."""
        known = self.books.person(user.id)
        code = user.language_code
        seen = Person(
            id=user.id,
            name=user.full_name,
            handle=user.username,
            locale=locale_of(code) if code or known is None else known.locale,
            door=known.door if known is not None else "unknown",
        )
        if seen != known:
            self.books.meet(seen)
        return seen

    def _sender(self, person: Person) -> Sender:
        return Sender(
            id=member_id(person.id), name=person.name, locale=person.locale,
            handle=person.handle or "",
        )  # fmt: skip

    def _myself(self) -> Sender:
        return Sender(id=member_id(self.me.id), name=self.me.handle)


def number_shown(message: MaybeInaccessibleMessage) -> int:
    """Return Telegram's number of a message; of one that only its reader sees, below zero."""
    ephemeral = message.api_kwargs.get("ephemeral_message_id")
    return -int(ephemeral) if ephemeral else message.message_id


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def inside(member: ChatMember) -> bool:
    """Tell whether somebody is in a chat: restricted people may be in it or not."""
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status in INSIDE


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """Return where a message stands: its chat, and its topic where there is one."""
    topic = isinstance(message, Message) and bool(message.is_topic_message)
    thread = message.message_thread_id if topic and isinstance(message, Message) else None
    return _place_of(message.chat, thread)


def _place_of(chat: Chat, thread: int | None = None) -> Place:
    return Place(
        chat=chat_id(chat.id), thread=None if thread is None else str(thread),
        title=chat.title or "", private=chat.type == Chat.PRIVATE,
    )  # fmt: skip


def lane_of(body: dict[str, object]) -> Hashable:
    """Return what updates must be taken in one after the other for: their chat."""
    for kind in ALLOWED:
        found = body.get(kind)
        if isinstance(found, dict):
            inner = found.get("message") if kind == "callback_query" else found
            chat = inner.get("chat") if isinstance(inner, dict) else None
            return ("chat", chat.get("id") if isinstance(chat, dict) else None)
    return ("none",)
