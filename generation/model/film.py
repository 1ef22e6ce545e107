"""A film in a chat: one request, its parts, and the cuts of it that may be shown.

A *cut* is the film with a given set of real faces; everybody else is played by a stand-in. Which
cut a message shows follows from the parts alone (``live``, ``wanted``, ``best``): a nod, a
withdrawal and a revocation are the same move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generation.model.member import ChatId, MemberId

Cut = frozenset[str]
"""Cast tokens that are shown with their real face."""

Basis = Literal["self", "grant", "standing", "nod"]
"""Why a face may be shown: the owner's own request, a grant, a standing yes, a nod to this film."""

PartState = Literal["stand_in", "asked", "agreed", "declined", "withdrawn"]

FilmState = Literal["making", "shown", "failed", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Somebody's part in one film.

    Attributes:
        token: In the screenplay: P1..P4.
        name: What the screenplay calls them.
        member: Whose part it is, or None for a name that nobody owns.
        stand_in: Id of the drawn character who plays it until, or unless, the member agrees.
        state: ``stand_in`` (nobody to ask), ``asked``, ``agreed``, ``declined`` (a no, or silence),
            ``withdrawn``. Only ``agreed`` shows the face.
        basis: Why, where the state is ``agreed``.
        grant: The grant that covers it, where ``basis`` is ``grant``.
        epoch: ``Cameo.epoch`` the yes was given for.
        voice: The member's own voice may speak the lines.
        asked_at: When the question went out.
    """

    film: str
    token: str
    name: str
    stand_in: str
    member: MemberId | None = None
    state: PartState = "stand_in"
    basis: Basis | None = None
    grant: str | None = None
    epoch: int = 0
    voice: bool = False
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Whose message a film is made of; its words are the film's sentence.

    Attributes:
        author: Who wrote it, or None where the chat does not say.
        name: What they are called in the film, or empty.
        recipe: The recipe that was asked for, or empty for the one the message calls for.
    """

    author: MemberId | None
    name: str
    recipe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One request and what became of it.

    Attributes:
        id: ULID; also names its message in the chat (slot ``film:<id>``).
        chat: Where it is posted; the place consent is given for.
        thread: Topic or thread in that chat, or None.
        requester: Who asked.
        sentence: What they wrote, without the command.
        mentions: Who they mentioned, with the name that stands in the sentence, in order.
        strangers: Who they mentioned by a handle that the chat cannot tell whose it is: the name
            that stands in the sentence, and the handle.
        recording: A voice note of the requester's that their cameo speaks, or None.
        quoted: Whose message the sentence is, where a message was answered; or None.
        change: What makes it another version of ``remix_of``, such as ``look:ink``; or empty.
        remix_of: The film it was made from, or None.
        root: The first film of that line; its own id for a first film.
        paper: The screenplay as JSON, or None until it is written.
        paper_sha256: Hash of screenplay and cast list: what a yes is given to.
        title: Of the screenplay, or the sentence until then.
        reading: What was understood, in the requester's language.
        state: Whether it is being made, shown, failed, or taken away.
        reason: Message-id suffix of a failure, or why it was removed.
        hidden: Reported, and kept from view until an admin has looked.
        covered: Blurred until somebody taps it, where the chat can.
    """

    id: str
    chat: ChatId
    requester: MemberId
    sentence: str
    locale: str
    seed: int
    made_at: datetime
    root: str
    thread: str | None = None
    mentions: tuple[tuple[MemberId, str], ...] = ()
    strangers: tuple[tuple[str, str], ...] = ()
    recording: str | None = None
    quoted: Quoted | None = None
    change: str = ""
    remix_of: str | None = None
    paper: str | None = None
    paper_sha256: str = ""
    title: str = ""
    reading: str = ""
    state: FilmState = "making"
    reason: str = ""
    hidden: bool = False
    covered: bool = False


def live(parts: Iterable[Part]) -> Cut:
    """Return the faces that may be shown to the chat now."""
    return frozenset(part.token for part in parts if part.state == "agreed")


def wanted(parts: Sequence[Part]) -> tuple[tuple[Cut, MemberId | None], ...]:
    """Return the cuts to make: for the chat (None), then one preview for each person asked.

    A preview shows that person and those who agreed, never a third person's face before their yes.
    """
    shown = live(parts)
    previews = tuple(
        (shown | {part.token}, part.member)
        for part in parts
        if part.state == "asked" and part.member is not None
    )
    return ((shown, None), *previews)


def best(made: Iterable[Cut], shown: Cut) -> Cut | None:
    """Return the made cut with the most faces that shows nobody beyond ``shown``, or None."""
    fitting = [cut for cut in made if cut <= shown]
    return max(fitting, key=lambda cut: (len(cut), sorted(cut)), default=None)


def cut_name(cut: Cut) -> str:
    """Return the cut as it is written in tables: ``P1+P3``, or ``-`` for stand-ins alone."""
    return "+".join(sorted(cut)) or "-"


def cut_of(name: str) -> Cut:
    """Read ``cut_name`` back."""
    return frozenset() if name == "-" else frozenset(name.split("+"))
