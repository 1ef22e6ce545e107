"""A chat from the side of the people in it: who belongs to it, its topics, its messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.telegram import rendering
from tests.telegram.things import Json, Member, Message, Topic

if TYPE_CHECKING:
    from tests.telegram.people import Person
    from tests.telegram.world import World


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Place:
    """A private chat with the bot, a group, a supergroup or a channel.

    Attributes:
        person: Whose private chat with the bot this is.
        permissions: What members may do here; None for everything.
        migrated_to: The supergroup that a group lives on as.
        hides_members: Whether only admins may ask about others.
        messages: All that were ever here, by id.
    """

    world: World
    id: int
    kind: str
    title: str = ""
    username: str = ""
    forum: bool = False
    person: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    permissions: set[str] | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    migrated_to: Place | None = None
    hides_members: bool = False
    last_id: int = 0

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id} {self.title}>"

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def member(self, person: Person) -> Member:
        """How ``person`` belongs here; ``left`` for whoever never did."""
        return self.members.get(person.id, Member(status="left"))

    @property
    def bot(self) -> Member:
        return self.member(self.world.me)

    def from_bot(self) -> list[Message]:
        """What the bot has here now, oldest first, what one person alone sees included."""
        every = [*self.messages.values(), *self.ephemeral.values()]
        mine = [m for m in every if m.sender is self.world.me and not m.gone]
        return sorted(mine, key=lambda message: message.at)

    def adds_bot(self, *, by: Person, rights: Collection[str] | None = None) -> None:
        """``by`` lets the bot in, as an admin where ``rights`` are given."""
        world = self.world
        status = "member" if rights is None else "administrator"
        self._change_bot(Member(status=status, rights=set(rights or ())), by=by)
        service: Json = {"new_chat_members": [rendering.user_json(world.me)]}
        world.post(Message(**world.head(self, by), service=service))

    def removes_bot(self, *, by: Person | None = None) -> None:
        world = self.world
        if self.kind == "group":
            left = {"left_chat_member": rendering.user_json(world.me)}
            world.post(Message(**world.head(self, by or self.creator), service=left))
        self._change_bot(Member(status="kicked"), by=by or self.creator)

    def promotes_bot(self, *, by: Person | None = None, **rights: bool) -> None:
        """Make the bot an admin with the named rights, e.g. ``can_delete_messages=True``."""
        given = {right for right, held in rights.items() if held} | {"can_manage_chat"}
        self._change_bot(Member(status="administrator", rights=given), by=by or self.creator)

    def restricts_bot(self, *allowed: str, by: Person | None = None) -> None:
        """Leave the bot nothing but the ``allowed`` rights, e.g. ``can_send_messages``."""
        restricted = Member(status="restricted", rights=set(allowed))
        self._change_bot(restricted, by=by or self.creator)

    def opens_topic(self, name: str, *, by: Person | None = None) -> Topic:
        """Open a forum topic, which begins with a service message."""
        service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = Message(**self.world.head(self, by or self.creator), service=service)
        topic = Topic(id=message.id, name=name)
        self.topics[topic.id] = topic
        message.thread, message.in_topic = topic.id, True
        self.world.post(message)
        return topic

    def closes_topic(self, topic: Topic) -> None:
        topic.closed = True
        message = Message(
            **self.world.head(self, self.creator, thread=topic), service={"forum_topic_closed": {}}
        )
        self.world.post(message)

    def migrates(self) -> Place:
        """Become a supergroup, under another id; returns that."""
        world = self.world
        new = world.supergroup(self.title, with_bot=False)
        new.members = dict(self.members)
        self.migrated_to = new
        world.post(
            Message(**world.head(self, self.creator), service={"migrate_to_chat_id": new.id})
        )
        world.post(
            Message(**world.head(new, self.creator), service={"migrate_from_chat_id": self.id})
        )
        return new

    @property
    def creator(self) -> Person:
        for number, member in self.members.items():
            if member.status == "creator":
                return self.world.people[number]
        return self.world.me

    def _change_bot(self, new: Member, *, by: Person) -> None:
        self.world.change_member(self, self.world.me, new, by=by)
