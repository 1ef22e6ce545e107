"""A chat that only pretends: keeps messages in memory, and refuses on demand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import count

from bot.chat import (
    CannotReach,
    Capabilities,
    DeliveryError,
    Gone,
    MediaRef,
    MessageRef,
    Outgoing,
    OutgoingClip,
    Place,
    TooLarge,
)
from generation.model.member import ChatId, MemberId, Role

LATE_S = 0.5


@dataclass(slots=True)
class FakeMessage:
    """One message of the bot: where it is, who may see it, and everything it has ever shown.

    ``answers`` is the event it was sent as an answer to.
    """

    place: Place
    only_for: MemberId | None
    history: list[Outgoing] = field(default_factory=list)
    gone: bool = False
    answers: str | None = None

    @property
    def now(self) -> Outgoing:
        return self.history[-1]


class FakeChat:
    """Satisfies ``bot.chat.Chat``.

    Attributes:
        messages: By id, in the order in which they came.
        failures: Raised by the next calls instead of doing anything, first come first served.
        lost_answers: How many of the next calls do what they are asked, and then break off.
        files: What can be fetched, by handle.
        said: What somebody wrote last before any message.
        calls: Name and message of every call that was let through.
        unmet: Who has not opened the direct chat: nothing can be shown to them alone.
        shut: Who has closed it: nothing of what they see there can be changed.
        no_room: How many of the next films are refused as too large.
        roles: What members may do who are more than members, or None for who is not there.
        closed: Chats that are no more.
    """

    def __init__(
        self,
        name: str = "fake",
        *,
        own_house: bool = True,
        forms: bool = True,
        covers: bool = False,
        protects: bool = False,
        clip_max_bytes: int = 48_000_000,
    ) -> None:
        self.name = name
        self.messages: dict[str, FakeMessage] = {}
        self.failures: deque[DeliveryError | OSError] = deque()
        self.lost_answers = 0
        self.files: dict[str, bytes] = {}
        self.said: MessageRef | None = None
        self.calls: list[tuple[str, str]] = []
        self.unmet: set[MemberId] = set()
        self.shut: set[MemberId] = set()
        self.no_room = 0
        self.roles: dict[MemberId, Role | None] = {}
        self.closed: set[ChatId] = set()
        self._limits = Capabilities(
            edit_every_s=0.0, late_s=LATE_S, own_house=own_house, looks_back=True, forms=forms,
            covers=covers, protects=protects, clip_max_bytes=clip_max_bytes,
        )  # fmt: skip
        self._ids = count(1)

    def capabilities(self) -> Capabilities:
        return self._limits

    async def send(
        self,
        place: Place,
        message: Outgoing,
        *,
        key: str,
        only_for: MemberId | None = None,
        answers: str | None = None,
    ) -> str:
        self._refuse()
        if place.chat in self.closed:
            raise Gone
        if only_for in self.unmet:
            raise CannotReach(unmet=True)
        number = str(next(self._ids))
        self.messages[number] = FakeMessage(place, only_for, [message], answers=answers)
        self._answered("send", number)
        return number

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        self._refuse()
        there = self._there(message_id)
        if any(place.chat == f"{self.name}:dm-{member}" for member in self.shut):
            raise CannotReach
        if isinstance(message, OutgoingClip):
            self._weigh(message)
        if self._limits.protects and message.protected and not there.history[0].protected:
            there.gone = True  # only a new message can be protected
            raise Gone
        there.history.append(message)
        self._answered("edit", message_id)

    async def remove(self, place: Place, message_id: str) -> None:
        self._refuse()
        self._there(message_id).gone = True
        self._answered("remove", message_id)

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        if media.handle not in self.files:
            raise Gone
        if len(self.files[media.handle]) > limit_bytes:
            raise TooLarge
        return self.files[media.handle]

    async def direct(self, member: MemberId) -> Place:
        if member in self.unmet:
            raise CannotReach(unmet=True)
        return Place(chat=ChatId(f"{self.name}:dm-{member}"), private=True)

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        return self.said

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        return self.roles.get(member, "member")

    # ------------------------------------------------------------ what a test looks at

    def seen_by(self, member: MemberId) -> list[FakeMessage]:
        """Return what somebody sees: the group's messages, and their own private ones."""
        direct = ChatId(f"{self.name}:dm-{member}")
        return [
            message
            for message in self.messages.values()
            if not message.gone
            and (
                message.only_for == member
                or (
                    message.only_for is None
                    and (not message.place.private or message.place.chat == direct)
                )
            )
        ]

    def clips(self, member: MemberId) -> list[OutgoingClip]:
        """Return the films somebody sees now."""
        shown = (message.now for message in self.seen_by(member))
        return [message for message in shown if isinstance(message, OutgoingClip)]

    def _there(self, message_id: str) -> FakeMessage:
        found = self.messages.get(message_id)
        if found is None or found.gone:
            raise Gone
        return found

    def _weigh(self, message: OutgoingClip) -> None:
        if self.no_room:
            self.no_room -= 1
            raise TooLarge
        if len(message.film.film) > self._limits.clip_max_bytes:
            raise TooLarge

    def _refuse(self) -> None:
        if self.failures:
            raise self.failures.popleft()

    def _answered(self, call: str, message_id: str) -> None:
        self.calls.append((call, message_id))
        if self.lost_answers:
            self.lost_answers -= 1
            raise ConnectionResetError
