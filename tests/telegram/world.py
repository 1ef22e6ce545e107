"""Everything that Telegram keeps for one bot: who there is, and what was said."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.telegram import pictures, rendering
from tests.telegram.faults import Faults
from tests.telegram.formatting import cut
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.presses import Press
from tests.telegram.recorder import Recorder
from tests.telegram.refusals import too_many
from tests.telegram.things import (
    ADMIN_RIGHTS,
    Clock,
    Json,
    Media,
    Member,
    Message,
    StoredFile,
    Topic,
)
from tests.telegram.updates import UpdateQueue

T = TypeVar("T")

FIRST_USER = 5_000_000_001  # past 32 bits, as new accounts are
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001
ANONYMOUS_ADMIN = 1_087_968_824
CHANNEL_BOT = 136_817_688
MINUTE_S = 60.0
FOLDERS = {"photo": "photos", "video": "videos", "video_note": "video_notes", "voice": "voice"}


@dataclass(slots=True, kw_only=True)
class Hook:
    """The webhook that is set, and how it fares."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_at: float | None = None
    last_error: str = ""


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class World:
    """State of one bot's Telegram; a server may die and another one come back with it.

    Attributes:
        bot_api: The version that the server speaks, e.g. ``(10, 1)``, which knows no message that
            one person alone sees.
        privacy: Whether the bot in a group hears only what is meant for it.
        group_budget: How many messages and edits a group takes in a minute; None for any number.
        upload_max_bytes: Larger uploads are refused.
        download_max_bytes: Larger files are not given out.
        clock_error_s: How wrong the server's ``Date`` is.
        local_files: Where files are put to be read from there, as a Bot API server of an operator's
            own does; None for giving them out over HTTP.
        media: What was sent last with each file, by the file's id.
        ignored_thumbnails: Why thumbnails that came were left out, one reason each.
        bare_videos: What was said of uploads without size or length, which show as square tiles.
    """

    token: str = "777000777:AAH-fake-token-of-the-walkon-tests-1"
    bot_api: tuple[int, int] = (10, 3)
    privacy: bool = True
    group_budget: int | None = None
    upload_max_bytes: int = 50 << 20
    download_max_bytes: int = 20 << 20
    clock_error_s: float = 0.0
    local_files: Path | None = None
    clock: Clock = field(default_factory=Clock)
    people: dict[int, Person] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    paths: dict[str, tuple[StoredFile, float]] = field(default_factory=dict)
    queries: dict[str, Press] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    actions: list[tuple[Place, int | None, str]] = field(default_factory=list)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    hook: Hook | None = None
    faults: Faults = field(default_factory=Faults)
    recorder: Recorder = field(default_factory=Recorder)
    media: dict[str, Media] = field(default_factory=dict)
    ignored_thumbnails: list[str] = field(default_factory=list)
    bare_videos: list[str] = field(default_factory=list)
    me: Person = field(init=False)
    _happened: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _account_messages: int = 0
    _spent: dict[int, deque[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.me = Person(
            world=self, id=int(self.token.partition(":")[0]), first_name="Walkon",
            username="walkon_test_bot", is_bot=True,
        )  # fmt: skip
        for number, name, username in (
            (ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot"),
            (CHANNEL_BOT, "Channel", "Channel_Bot"),
        ):
            self.people[number] = Person(
                world=self, id=number, first_name=name, username=username, is_bot=True
            )
        self.people[self.me.id] = self.me

    def user(self, first_name: str, *, username: str = "", **more: Any) -> Person:
        """Somebody who has not yet opened the bot's private chat."""
        number = FIRST_USER + next(self._numbers)
        person = Person(world=self, id=number, first_name=first_name, username=username, **more)
        self.people[number] = person
        members = {number: Member(), self.me.id: Member()}
        self.places[number] = Place(
            world=self, id=number, kind="private", person=person, members=members
        )
        return person

    def group(self, title: str, *people: Person, with_bot: bool = True) -> Place:
        """A basic group, which the first of ``people`` made."""
        number = FIRST_GROUP - next(self._numbers)
        return self._place(number, "group", title, people, with_bot=with_bot)

    def supergroup(
        self, title: str, *people: Person, with_bot: bool = True, forum: bool = False,
        username: str = "",
    ) -> Place:  # fmt: skip
        """A supergroup, which the first of ``people`` made; with topics where it is a forum."""
        number = FIRST_SUPERGROUP - next(self._numbers)
        place = self._place(number, "supergroup", title, people, with_bot=with_bot)
        place.forum, place.username = forum, username
        return place

    def head(
        self,
        place: Place,
        sender: Person,
        *,
        reply_to: Message | None = None,
        thread: Topic | None = None,
        anonymous: bool = False,
        channel: str = "",
    ) -> Json:
        """The fields that any new message has, its id among them."""
        topic = thread.id if thread else reply_to.thread if reply_to else None
        if topic is None and reply_to is not None and place.kind == "supergroup":
            topic = None if place.forum else reply_to.id
        in_topic = place.forum and topic is not None
        if in_topic and reply_to is None:
            reply_to = place.messages.get(topic or 0)
        head: Json = {
            "id": self._next_message_id(place), "place": place, "sender": sender,
            "at": self.clock.now(), "reply_to": reply_to, "thread": topic, "in_topic": in_topic,
        }  # fmt: skip
        if anonymous:
            head["sender"] = self.people[ANONYMOUS_ADMIN]
            head["sender_chat"] = rendering.chat_json(place)
        elif channel:
            head["sender"] = self.people[CHANNEL_BOT]
            head["sender_chat"] = {"id": -1_001_999_999_999, "type": "channel", "title": channel}
        return head

    def post(self, message: Message) -> Message:
        """Let a message appear, and tell the bot of it where the bot may read it."""
        place = message.place
        place.messages[message.id] = message
        if place.person is message.sender:
            message.sender.opened = True
        if message.media is not None:
            self.media.setdefault(message.media.file.id, message.media)
        if self.reads(message):
            self.tell("message", rendering.message_json(message))
        return message

    def whisper(self, message: Message) -> Message:
        """Let a message appear to its sender and the bot alone."""
        message.id, message.ephemeral_id = 0, self.next_ephemeral_id()
        message.receiver = message.sender
        message.place.ephemeral[message.ephemeral_id] = message
        self.tell("message", rendering.message_json(message))
        return message

    def reads(self, message: Message) -> bool:
        """Whether the bot gets to read this, which privacy mode may keep from it."""
        place = message.place
        if message.sender is self.me or not place.bot.present:
            return False
        if place.private or message.service or place.bot.admin or not self.privacy:
            return True
        replied = message.reply_to
        return self._called(message) or (replied is not None and replied.sender is self.me)

    def tell(self, kind: str, body: Json) -> int | None:
        """Queue an update for the bot."""
        return self.updates.tell(kind, body, at=self.clock.now())

    def change_member(self, place: Place, person: Person, new: Member, *, by: Person) -> None:
        """Let ``person`` belong to ``place`` in another way, and tell the bot if it may know."""
        old = place.member(person)
        may_know = person is self.me or place.bot.admin
        place.members[person.id] = new
        body: Json = {
            "chat": rendering.chat_json(place), "from": rendering.user_json(by),
            "date": int(self.clock.now()),
            "old_chat_member": rendering.member_json(person, old),
            "new_chat_member": rendering.member_json(person, new),
        }  # fmt: skip
        if may_know:
            self.tell("my_chat_member" if person is self.me else "chat_member", body)

    def keep(
        self, data: bytes, kind: str, *, name: str = "", mime: str = "", width: int = 0,
        height: int = 0,
    ) -> StoredFile:  # fmt: skip
        """Store a file under a new id."""
        number = next(self._numbers)
        ending = {"photo": "jpg", "voice": "oga", "document": "bin"}.get(kind, "mp4")
        file = StoredFile(
            id=f"{kind.upper()}-{self.me.id}-{number:08d}-of-this-bot",
            unique_id=f"AgAD{number:08d}",
            kind=kind, data=data, path=f"{FOLDERS.get(kind, 'documents')}/file_{number}.{ending}",
            name=name, mime=mime, width=width, height=height,
        )  # fmt: skip
        self.files[file.id] = file
        return file

    def picture(self, data: bytes) -> StoredFile:
        """Store a picture.

        Raises:
            LookupError: It is none.
        """
        size, _ = pictures.looked_at(data)
        if size is None:
            raise LookupError("no picture")
        return self.keep(data, "photo", mime="image/jpeg", width=size[0], height=size[1])

    def photo(self, data: bytes) -> Media:
        """A picture as a photo, with a smaller version of it.

        Raises:
            LookupError: It is none.
        """
        file = self.picture(data)
        small = None
        if max(file.width, file.height) > pictures.SMALL_SIDE:
            small = self.picture(pictures.smaller(data))
        return Media(kind="photo", file=file, width=file.width, height=file.height, small=small)

    def fresh_query_id(self) -> str:
        return str(4_611_686_018_427_387_905 + next(self._numbers))

    def spend(self, place: Place) -> None:
        """Count a message against what a group takes in a minute.

        Raises:
            Refused: 429, with the time until the oldest of them is a minute old.
        """
        if self.group_budget is None or place.private:
            return
        now, spent = self.clock.now(), self._spent.setdefault(place.id, deque())
        while spent and spent[0] <= now - MINUTE_S:
            spent.popleft()
        if len(spent) >= self.group_budget:
            raise too_many(max(1, round(spent[0] + MINUTE_S - now)))
        spent.append(now)

    def happened(self) -> None:
        """Wake whoever waits until something is so."""
        self._happened.set()
        self._happened = asyncio.Event()

    async def until(self, look: Callable[[], T | None], *, within_s: float = 20.0) -> T:
        """What ``look`` finds, once a call of the bot's has made it so.

        Raises:
            TimeoutError: It did not come to that.
        """
        async with asyncio.timeout(within_s):
            while True:
                with suppress(LookupError):
                    found = look()
                    if found:
                        return found
                await self._happened.wait()

    def next_ephemeral_id(self) -> int:
        return 29_000_000 + next(self._numbers)

    def _next_message_id(self, place: Place) -> int:
        # Private chats and basic groups share one count per account; a supergroup has its own.
        if place.kind == "supergroup":
            place.last_id += 1
            return place.last_id
        self._account_messages += 1
        return self._account_messages

    def _place(
        self, number: int, kind: str, title: str, people: tuple[Person, ...], *, with_bot: bool
    ) -> Place:
        place = Place(world=self, id=number, kind=kind, title=title)
        for person in people:
            place.members[person.id] = Member()
        if people:
            rights = set(ADMIN_RIGHTS)
            place.members[people[0].id] = Member(status="creator", rights=rights)
        if with_bot:
            place.members[self.me.id] = Member()
        self.places[number] = place
        return place

    def _called(self, message: Message) -> bool:
        for entity in (*message.entities, *message.caption_entities):
            if entity["type"] == "bot_command":
                command, _, whose = cut(message.words, entity).partition("@")
                return whose.lower() in ("", self.me.username.lower()) and bool(command)
        return False
