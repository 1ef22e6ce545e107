"""What the use cases keep books of. One ``Books`` is one transaction: all of it, or nothing.

Every method is synchronous and short: the code runs where the database runs, never on an event
loop. Stores hand out frozen values and take them back whole (``put`` inserts or replaces).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from generation.model.cameo import BlobId, Block, Cameo, Grant
from generation.model.film import Cut, Film, Part
from generation.model.job import Job, JobState
from generation.model.member import Chat, ChatId, Member, MemberId, Membership


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

    def remixes(self, film: str) -> Sequence[Film]:
        """Films made from this one directly, oldest first."""
        ...

    def descendants(self, film: str) -> Sequence[Film]:
        """Films made from this one, from those, and so on; without the film itself."""
        ...

    def asked_before(self, at: datetime) -> Sequence[Part]:
        """Parts in state ``asked`` whose question went out before ``at``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRow:
    """One made cut. The blobs are the sealed film, its poster, subtitles (SRT) and timeline."""

    id: str
    film: str
    cut: Cut
    blob: BlobId
    poster: BlobId
    subtitles: BlobId
    timeline: BlobId
    width_px: int
    height_px: int
    duration_s: float
    fingerprint: bytes
    sha256: str
    source_type: str
    engine: str
    voice: str
    seconds: float
    made_at: datetime


class Clips(Protocol):
    """Made cuts. A removed clip is gone from the books; its blobs are collected by the vault."""

    def get(self, clip: str) -> ClipRow | None: ...
    def put(self, clip: ClipRow) -> None: ...
    def of(self, film: str) -> Sequence[ClipRow]: ...
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
        """Tell whether there is a job in this state."""
        ...

    def pending(self, *states: JobState) -> Sequence[tuple[MemberId, ChatId, float]]:
        """Who asked, where, and estimated seconds, of jobs for everybody in any of the states."""
        ...

    def since(self, member: MemberId, at: datetime) -> int:
        """How many films the member has asked for since ``at``, failed ones not counted."""
        ...


Slot = str
"""Names one message for good, whatever is in it: ``film:<id>``, ``nod:<film>:<token>``, …"""

NoteValues = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that a chat is to show. What it says follows from the books when it is sent.

    Attributes:
        slot: Which message.
        chat: Where.
        kind: What it presents: ``film``, ``nod``, ``note``, ``who``, …
        object: Of what: a film, a member, …; or empty.
        thread: Topic in the chat, or None.
        viewer: The only one who may see it, or None.
        body: Of a ``note``: message id, values and buttons as JSON; else empty.
        revision: Grows whenever the message should be looked at again.
        published: The revision the chat shows.
        message: The chat's own id of it, or None before it was sent.
        not_before: Not to be sent earlier, or None.
        attempts: Failed tries in a row.
        gone: The chat or the message is gone for good; nothing is sent any more.
    """

    slot: Slot
    chat: ChatId
    kind: str
    object: str = ""
    thread: str | None = None
    viewer: MemberId | None = None
    body: str = ""
    revision: int = 1
    published: int = 0
    message: str | None = None
    not_before: datetime | None = None
    attempts: int = 0
    gone: bool = False


class Outbox(Protocol):
    """Messages that chats are to show."""

    def get(self, slot: Slot) -> Post | None: ...
    def put(self, post: Post) -> None: ...
    def touch(self, slot: Slot) -> None:
        """Have a message looked at again; nothing happens when there is none."""
        ...

    def showing(self, chat: ChatId, message: str) -> Post | None:
        """The post that a message of a chat shows, or None."""
        ...

    def due(self, at: datetime, limit: int = 100) -> Sequence[Post]:
        """Posts whose chat does not show their last revision, oldest first; not those gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message. ``id`` is all that travels; everything else stays here.

    Attributes:
        id: 22 characters of base64url, 128 random bits.
        verb: What it does.
        object: To what.
        slot: The message it belongs to.
        chat: Where that message is.
        allowed: The only one who may press it, or None for anybody in the chat.
        single_use: It works once.
        expires_at: It works until then, or None.
        used_at: When a single-use button was used.
    """

    id: str
    verb: str
    object: str
    slot: Slot
    chat: ChatId
    allowed: MemberId | None = None
    single_use: bool = False
    expires_at: datetime | None = None
    used_at: datetime | None = None


class Buttons(Protocol):
    """Buttons that have been shown."""

    def get(self, button: str) -> Button | None: ...
    def find(self, slot: Slot, verb: str, object_: str) -> Button | None:
        """The button that this message shows for this already, so that it keeps its id."""
        ...

    def put(self, button: Button) -> None: ...


LedgerKind = Literal[
    "release", "enrolled", "changed", "self", "grant", "nod", "decline", "withdraw", "revoke",
    "block", "shown", "taken_back", "removed", "reported", "erased", "left", "job",
]  # fmt: skip


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Somebody on their way to a cameo. Nothing of it is used before they accept it.

    Attributes:
        member: Who.
        state: ``release`` (rules are on the table), ``capture``, ``checking``, ``preview``.
        origin: Chat the wish came from, to allow the cameo there; or None.
        resume: Film whose part they want (``film:token``) or whose ``add_me`` they pressed; or "".
        face: Yes to the face.
        voice: Yes to the voice.
        release: Version and language of the text they saw, such as ``1/en``.
        kind: What they give.
        digits: Three digits to read aloud.
        tries: How often the video check has failed.
        likeness: Blob of the result.
        portrait: Blob of its small picture.
        voice_sample: Blob of the voice, or None.
        verified: The video check passed.
        test_film: Film of three seconds that shows the likeness to its owner, or "".
        preview: Clip of that film once it is made, or None.
        at: Last change.
    """

    member: MemberId
    at: datetime
    state: Literal["release", "capture", "checking", "preview"] = "release"
    origin: ChatId | None = None
    resume: str = ""
    face: bool = False
    voice: bool = False
    release: str = ""
    kind: Literal["photo", "video", "drawn"] = "photo"
    digits: str = ""
    tries: int = 0
    likeness: BlobId | None = None
    portrait: BlobId | None = None
    voice_sample: BlobId | None = None
    verified: bool = False
    test_film: str = ""
    preview: str | None = None


class Enrolments(Protocol):
    """Dialogs that lead to a cameo; one per member."""

    def get(self, member: MemberId) -> Enrolment | None: ...
    def in_state(self, state: str) -> Sequence[Enrolment]: ...
    def put(self, enrolment: Enrolment) -> None: ...
    def remove(self, member: MemberId) -> None: ...


class Erasures(Protocol):
    """Owners of keys that are to be destroyed; a row stays until the key is gone for good."""

    def put(self, owner: str, at: datetime) -> None: ...
    def open(self) -> Sequence[str]: ...
    def close(self, owner: str) -> None: ...


class Inbox(Protocol):
    """Events that have been taken in."""

    def take(self, event: str, at: datetime) -> bool:
        """Remember an event; False when it has been taken before."""
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
    def erasures(self) -> Erasures: ...
    @property
    def inbox(self) -> Inbox: ...
