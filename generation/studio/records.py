"""The rows that the use cases keep: made cuts, messages, buttons, dialogs. Values, and no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from generation.model.cameo import BlobId
from generation.model.film import Camera, Cut
from generation.model.member import ChatId, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRow:
    """One made cut. The blobs are the sealed film, its poster, subtitles (SRT) and timeline.

    A film in the comic look also has a page of four panels (PNG). ``fit`` says what its chat's
    limit has made of it: nothing so far, a smaller film, or one that is too large even so.
    ``engine`` is a name, or the host of the server elsewhere that made it; ``cost`` is what that
    server took for it, such as ``0.96 USD``, or empty. ``voices`` are the tokens of those who speak
    in it as the sample sounds that they lent.
    """

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
    panels: BlobId | None = None
    fit: Literal["as_made", "smaller", "too_large"] = "as_made"
    camera: Camera = "small"
    cost: str = ""
    voices: frozenset[str] = frozenset()


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
        parked: It waits for its reader to open their direct chat.
        late: Until when a call whose end is unknown may still be carried out, or None. The message
            is looked at again then: what was under way when a bot died must not be the last word.
        occasion: Id of the event that the message answers, until the chat shows it, or empty. The
            outbox writes down the one in whose transaction the post is made; only what is shown
            where that happened, to everybody there or to whoever did it, answers it.
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
    parked: bool = False
    late: datetime | None = None
    occasion: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """A form that somebody is asked in their direct chat, where a chat has no forms.

    Attributes:
        member: Who is asked. There is one dialog for each.
        form: Comes back with what was given, as a form's id does.
        kind: What is asked, as a form's kind says.
        slot: The message that asks.
        chat: Where it was wanted: what comes of it happens there.
        thread: Topic in that chat, or None.
        values: What it shows, by name.
        given: What has been chosen so far, by name.
        page: The page of it that is open, or "".
        at: Last change.
    """

    member: MemberId
    form: str
    kind: str
    slot: Slot
    chat: ChatId
    at: datetime
    thread: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    page: str = ""


LedgerKind = Literal[
    "release", "enrolled", "changed", "self", "grant", "nod", "decline", "withdraw", "revoke",
    "block", "shown", "taken_back", "removed", "reported", "erased", "left", "job",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Somebody on their way to a cameo. Nothing of it is used before they accept it.

    Attributes:
        member: Who.
        state: ``release`` (rules are on the table), ``capture``, ``checking``, ``choosing``
            (several people are in the picture), ``preview``.
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
        told: What the release named as given the face, as ``Cameo.told``.
        at: Last change.
    """

    member: MemberId
    at: datetime
    state: Literal["release", "capture", "checking", "choosing", "preview"] = "release"
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
    told: tuple[str, ...] = ("puppet",)
