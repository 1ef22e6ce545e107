"""A film in a chat: one request, its parts, and the cuts of it that may be shown.

A *cut* is the film with a given set of real faces; everybody else is played by a stand-in. The
*small* camera shoots it with puppets, a *big* one, where there is one, with a video model. Which
cut a message shows follows from the parts alone (``live``, ``willing``, ``wanted``, ``best``): a
nod, a withdrawal and a revocation are the same move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from generation.model.member import ChatId, MemberId

Cut = frozenset[str]
"""Cast tokens that are shown with their real face."""

Basis = Literal["self", "grant", "standing", "nod"]
"""Why a face may be shown: the owner's own request, a grant, a standing yes, a nod to this film."""

PartState = Literal["stand_in", "asked", "agreed", "declined", "withdrawn"]

FilmState = Literal["making", "shown", "failed", "removed"]

Camera = Literal["small", "big"]
"""What shoots a cut: the puppets, or a video model."""

Shot = tuple[Cut, Camera]
"""A cut, and what it is shot with."""

JOINED: Final = "join"
"""``Film.change`` of a film that is put together of others."""


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
        better: The face may be shown by a big camera as well; where that was not said of this very
            film (``is_said``), by one that its owner has read of. Where the part is only ``asked``,
            what is ticked so far; it counts for nothing before the yes.
        better_asked_at: When they were shown what the big camera has made of them, or None.
        better_declined: They said no to that, or nothing.
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
    better: bool = False
    better_asked_at: datetime | None = None
    better_declined: bool = False


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


def willing(parts: Iterable[Part]) -> Cut:
    """Return the faces that a big camera may show to the chat now."""
    return frozenset(part.token for part in parts if part.state == "agreed" and part.better)


def is_permitted(part: Part) -> bool:
    """Tell whether a face is shown by a permission for films, and nobody was asked about this one.

    Such a permission goes no further than what its giver has read of.
    """
    by_permission = part.state == "agreed" and part.basis in {"grant", "standing"}
    return by_permission and part.better_asked_at is None and not part.better_declined


def is_said(part: Part) -> bool:
    """Tell whether the yes to a big camera is one to this very film: a wish, a nod, an answer."""
    return part.better and not is_permitted(part)


def wanted_big(
    parts: Sequence[Part], barred: Cut = frozenset()
) -> tuple[tuple[Cut, MemberId | None], ...]:
    """Return the cuts that a big camera is to make of a film that the chat sees.

    The cut for the chat where everybody in it is willing; else a preview for each face whose owner
    has not said so, with those who have and no third person. After one no the chat is never shown
    such a film, so nobody else is asked about it.

    Args:
        parts: Of the film.
        barred: Faces that no big camera may be given: with one of them among the faces that are
            shown it is as if there were none.
    """
    shown, free = live(parts), willing(parts)
    if shown & barred or any(part.better_declined for part in parts if part.token in shown):
        return ()
    if shown <= free:
        return ((shown, None),)
    return tuple(
        (free | {part.token}, part.member)
        for part in parts
        if part.token in shown - free and part.member is not None
    )


def unsaid(part: Part) -> Part:
    """Return a part about whose better film nothing has been asked or said."""
    return replace(part, better=False, better_asked_at=None, better_declined=False)


def best(made: Iterable[Shot], shown: Cut, free: Cut = frozenset()) -> Shot | None:
    """Return what to show of what is made, or None: the most faces, then the big camera.

    Nobody beyond ``shown`` is in it, and if a big camera made it, nobody beyond ``free``.
    """
    fitting = [
        (cut, camera) for cut, camera in made if cut <= shown and (camera == "small" or cut <= free)
    ]
    return max(
        fitting, key=lambda one: (len(one[0]), one[1] == "big", sorted(one[0])), default=None
    )


def cut_name(cut: Cut) -> str:
    """Return the cut as it is written in tables: ``P1+P3``, or ``-`` for stand-ins alone."""
    return "+".join(sorted(cut)) or "-"


def cut_of(name: str) -> Cut:
    """Read ``cut_name`` back."""
    return frozenset() if name == "-" else frozenset(name.split("+"))
