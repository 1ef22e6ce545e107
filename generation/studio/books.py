"""What the use cases keep books of. One ``Books`` is one transaction: all of it, or nothing.

Every method is synchronous and short: the code runs where the database runs, never on an event
loop. Stores hand out frozen values and take them back whole (``put`` inserts or replaces).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from generation.model.cameo import Block, Cameo, Grant
from generation.model.film import Film, Part
from generation.model.job import Job, JobState
from generation.model.member import Chat, ChatId, Member, MemberId, Membership
from generation.studio.records import Button, ClipRow, Dialog, Enrolment, LedgerKind, Post, Slot


class People(Protocol):
    """Members, as chats know them."""

    def get(self, member: MemberId) -> Member | None: ...
    def put(self, member: Member) -> None: ...
    def remove(self, member: MemberId) -> None: ...
    def told_at(self, member: MemberId) -> datetime | None:
        """When they were last told of a part in a film of somebody else's, or None."""
        ...

    def told(self, member: MemberId, at: datetime) -> None: ...


class Chats(Protocol):
    """Chats, and who is in them."""

    def get(self, chat: ChatId) -> Chat | None: ...
    def put(self, chat: Chat) -> None: ...
    def remove(self, chat: ChatId) -> None:
        """Forget a chat; its memberships stay."""
        ...

    def puppets_only(self, chat: ChatId) -> bool:
        """Tell whether a chat's films are made by puppets alone; a chat says so for itself."""
        ...

    def set_puppets_only(self, chat: ChatId, *, only: bool) -> None:
        """Change that; nothing happens where the chat is not known."""
        ...

    def join(self, membership: Membership) -> None:
        """Insert or replace one membership."""
        ...

    def leave(self, chat: ChatId, member: MemberId) -> None: ...
    def membership(self, chat: ChatId, member: MemberId) -> Membership | None: ...
    def members(self, chat: ChatId) -> Sequence[Membership]: ...
    def of(self, member: MemberId) -> Sequence[Membership]:
        """Every chat the member is in."""
        ...


class Cameos(Protocol):
    """Faces and their owners' rules."""

    def get(self, owner: MemberId) -> Cameo | None: ...
    def unused_since(self, at: datetime) -> Sequence[MemberId]:
        """Owners whose cameo is older than ``at`` and has been in no film asked for since."""
        ...

    def put(self, cameo: Cameo) -> None: ...
    def remove(self, owner: MemberId) -> None: ...


class Grants(Protocol):
    """Permissions for more than one film, and whom one does not want to be asked by."""

    def get(self, grant: str) -> Grant | None: ...
    def put(self, grant: Grant) -> None: ...
    def remove(self, grant: str) -> None: ...
    def by(self, subject: MemberId) -> Sequence[Grant]:
        """Every grant the member gave that has not been removed, oldest first."""
        ...

    def ending_before(self, at: datetime) -> Sequence[Grant]:
        """Grants that end before ``at``, the first to end first."""
        ...

    def block(self, block: Block) -> None: ...
    def unblock(self, subject: MemberId) -> None: ...
    def blocks(self, subject: MemberId) -> Sequence[Block]: ...


class Films(Protocol):
    """Films, their parts, and which was made from which."""

    def get(self, film: str) -> Film | None: ...
    def put(self, film: Film) -> None:
        """Insert or replace; a film with ``remix_of`` also gets its edge."""
        ...

    def parts(self, film: str) -> Sequence[Part]:
        """Parts in the order of their tokens."""
        ...

    def put_part(self, part: Part) -> None: ...
    def with_member(self, member: MemberId) -> Sequence[Film]:
        """Every film with a part of theirs, newest first, failed and removed ones too."""
        ...

    def by(self, member: MemberId) -> Sequence[Film]:
        """Every film they asked for, newest first."""
        ...

    def last_papers(self, chat: ChatId, most: int) -> Sequence[str]:
        """Screenplays of the chat's last films, newest first, at most so many."""
        ...

    def since(self, chat: ChatId, at: datetime) -> Sequence[Film]:
        """Films that were asked for in a chat since then, oldest first."""
        ...

    def remixes(self, film: str) -> Sequence[Film]:
        """Films made from this one directly, oldest first."""
        ...

    def descendants(self, film: str) -> Sequence[Film]:
        """Films made from this one, from those, and so on; without the film itself."""
        ...

    def asked_before(self, at: datetime) -> Sequence[Part]:
        """Parts in state ``asked`` whose question went out before ``at``."""
        ...

    def better_asked_before(self, at: datetime) -> Sequence[Part]:
        """Parts whose owner was shown a better film before ``at`` and has not answered."""
        ...


class Clips(Protocol):
    """Made cuts. A removed clip is gone from the books; its blobs are collected by the vault."""

    def get(self, clip: str) -> ClipRow | None: ...
    def put(self, clip: ClipRow) -> None: ...
    def of(self, film: str) -> Sequence[ClipRow]: ...
    def big_in(self, chat: ChatId) -> Sequence[str]:
        """Films of a chat of which there are clips by a big camera."""
        ...

    def remove(self, clip: str) -> None: ...


class Jobs(Protocol):
    """Cuts being made."""

    def get(self, job: str) -> Job | None: ...
    def put(self, job: Job) -> None: ...
    def of(self, film: str) -> Sequence[Job]: ...
    def in_state(self, *states: JobState) -> Sequence[Job]:
        """Jobs in any of the states, oldest first."""
        ...

    def any(self, state: JobState) -> bool:
        """Tell whether there is a job in this state that is none for a big camera."""
        ...

    def pending(self, *states: JobState) -> Sequence[tuple[MemberId, ChatId, float]]:
        """Who asked, where, and estimated seconds, of jobs for everybody in any of the states.

        A job that only makes a film smaller, or anew by a big camera, is not counted: that film
        has another one.
        """
        ...

    def since(self, member: MemberId, at: datetime) -> int:
        """How many films the member has asked for since ``at``, failed ones not counted."""
        ...


class Outbox(Protocol):
    """Messages that chats are to show."""

    def get(self, slot: Slot) -> Post | None: ...
    def put(self, post: Post) -> None:
        """Insert or replace; a post without an occasion gets that of the transaction."""
        ...

    def touch(self, slot: Slot) -> None:
        """Have a message looked at again; nothing happens when there is none."""
        ...

    def showing(self, chat: ChatId, message: str) -> Post | None:
        """The post that a message of a chat shows, or None."""
        ...

    def due(self, at: datetime, limit: int = 100) -> Sequence[Post]:
        """Posts whose chat does not show their last revision, oldest first; not those gone."""
        ...

    def parked(self, member: MemberId) -> Sequence[Post]:
        """What waits for a member to open their direct chat, oldest first."""
        ...

    def unsent(self, member: MemberId) -> Sequence[Post]:
        """What a member alone is to be shown and no chat shows yet, oldest first."""
        ...

    def of(self, kind: str, object_: str) -> Sequence[Post]:
        """Posts of a kind about one thing that are not gone."""
        ...

    def in_chat(self, chat: ChatId) -> Sequence[Post]:
        """Every post of a chat, oldest first, those that are gone too."""
        ...

    def remove(self, slot: Slot) -> None:
        """Forget a message and its buttons; what a chat shows of it stays as it is."""
        ...


class Moves(Protocol):
    """What knows every place in the books that names a chat."""

    def rename(self, old: ChatId, new: ChatId) -> None:
        """Put one id in the place of the other, everywhere but in the ledger.

        Neither chat nor members of the old id may be there under the new one.
        """
        ...


class Doors(Protocol):
    """Links that open a direct chat, by the hashes of what they carry."""

    def put(self, hashed: str, member: MemberId, *, until: datetime, at: datetime) -> None: ...
    def use(self, hashed: str, member: MemberId, at: datetime) -> bool:
        """Spend a link; False when it is not theirs, has ended, or was spent before."""
        ...


class Buttons(Protocol):
    """Buttons that have been shown."""

    def get(self, button: str) -> Button | None: ...
    def find(self, slot: Slot, verb: str, object_: str) -> Button | None:
        """The button that this message shows for this already, so that it keeps its id."""
        ...

    def put(self, button: Button) -> None: ...


class Ledger(Protocol):
    """The chain of what was agreed and done. Rows hold ids and hashes and are never changed."""

    def write(
        self,
        kind: LedgerKind,
        *,
        at: datetime,
        actor: MemberId | None = None,
        subject: MemberId | None = None,
        object_: str = "",
        data: Mapping[str, object] | None = None,
    ) -> int:
        """Append one row and return its number.

        ``data`` is kept beside the row, erasable, and its hash in the row.
        """
        ...  # fmt: skip

    def receipts(self, member: MemberId) -> Sequence[Mapping[str, object]]:
        """Rows about the member with the data that is still there, oldest first."""
        ...

    def forget(self, member: MemberId) -> None:
        """Erase the data of every row about the member; the chain stays whole."""
        ...


class Reactions(Protocol):
    """Likes: one per member and film."""

    def set(
        self, film: str, member: MemberId, value: Literal["like", "dislike"] | None
    ) -> None: ...
    def of(self, film: str, member: MemberId) -> Literal["like", "dislike"] | None: ...
    def counts(self, film: str) -> tuple[int, int]:
        """Likes and dislikes."""
        ...

    def top(self, chat: ChatId, since: datetime | None, limit: int) -> Sequence[tuple[str, int]]:
        """Films shown in the chat by remixes × 3 + likes − dislikes, best first, above zero."""
        ...


class Reports(Protocol):
    """Films somebody reported, kept for admins."""

    def put(self, film: str, member: MemberId, at: datetime) -> None: ...
    def open(self, chat: ChatId) -> Sequence[str]: ...
    def close(self, film: str) -> None: ...


class Enrolments(Protocol):
    """Dialogs that lead to a cameo; one per member."""

    def get(self, member: MemberId) -> Enrolment | None: ...
    def in_state(self, state: str) -> Sequence[Enrolment]: ...
    def put(self, enrolment: Enrolment) -> None: ...
    def remove(self, member: MemberId) -> None: ...


class Dialogs(Protocol):
    """Forms that members are asked step by step; one per member."""

    def get(self, member: MemberId) -> Dialog | None: ...
    def put(self, dialog: Dialog) -> None: ...
    def remove(self, member: MemberId) -> None: ...
    def before(self, at: datetime) -> Sequence[Dialog]:
        """Dialogs that have not changed since ``at``, the oldest first."""
        ...


class Erasures(Protocol):
    """Owners of keys that are to be destroyed; a row stays until the key is gone for good."""

    def put(self, owner: str, at: datetime) -> None: ...
    def open(self) -> Sequence[str]: ...
    def close(self, owner: str) -> None: ...


class FarJobs(Protocol):
    """Jobs that servers elsewhere may still have, faces and all, by host and the host's own id."""

    def put(self, host: str, job: str, at: datetime) -> None:
        """Insert or replace."""
        ...

    def remove(self, host: str, job: str) -> None: ...
    def left_at(self, host: str) -> Sequence[str]:
        """What a host may still have, the oldest first."""
        ...

    def forget_before(self, at: datetime) -> None: ...


class Inbox(Protocol):
    """Events that have been taken in."""

    def take(self, event: str, at: datetime, *, by: MemberId, chat: ChatId) -> bool:
        """Remember an event of a member's in a chat; False when it has been taken before.

        What is put into the outbox from now on, in this transaction, answers it.
        """
        ...


class Books(Protocol):
    """Everything, within one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def cameos(self) -> Cameos: ...
    @property
    def grants(self) -> Grants: ...
    @property
    def films(self) -> Films: ...
    @property
    def clips(self) -> Clips: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def buttons(self) -> Buttons: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def reactions(self) -> Reactions: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def enrolments(self) -> Enrolments: ...
    @property
    def dialogs(self) -> Dialogs: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def far_jobs(self) -> FarJobs: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def doors(self) -> Doors: ...
    @property
    def moves(self) -> Moves: ...
