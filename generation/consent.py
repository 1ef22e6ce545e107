"""May this face be shown in this film? Pure rules; who is asked and what they see is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generation.model.cameo import Block, Cameo, Grant
from generation.model.member import ChatId, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A film that somebody asks for.

    Attributes:
        requester: Who asks.
        chat: Where it would be shown.
        at: When.
    """

    requester: MemberId
    chat: ChatId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one person when somebody asks for their face.

    Attributes:
        member: Who.
        cameo: What they lend, or None.
        present: They are in the chat of the request, and so is the requester.
        allowed_here: They have allowed their cameo in that chat before.
        grants: Grants they gave.
        blocks: Whom they do not want to be asked by.
        mentioned: The chat itself says who is meant. Where only a typed name does, nothing that
            they have allowed before counts, and they are asked.
        limited: The film touches a topic they keep their face out of.
    """

    member: MemberId
    cameo: Cameo | None
    present: bool
    allowed_here: bool
    grants: tuple[Grant, ...] = ()
    blocks: tuple[Block, ...] = ()
    mentioned: bool = True
    limited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The face is shown: by the owner's own request, a grant, or a standing yes."""

    grant: Grant | None
    own: bool
    epoch: int
    voice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A stand-in plays until the owner nods to this very film."""

    epoch: int
    voice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A stand-in plays; the member has no cameo and may be told of the part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recast:
    """A stand-in plays, and nobody is asked. To the chat it looks like every other stand-in."""


Decision = Shown | Asked | Invited | Recast


def decide(request: Request, person: Standing) -> Decision:
    """Decide about one person. Without an active yes the answer is never ``Shown``."""
    cameo, own = person.cameo, person.member == request.requester
    if cameo is None:
        return Invited() if not own and _may_ask(request, person) else Recast()
    if not cameo.face or cameo.audience == "nobody" or person.limited:
        return Recast()
    if own:
        return Shown(grant=None, own=True, epoch=cameo.epoch, voice=cameo.voice)
    if not _in_reach(cameo, person):
        return Recast()
    return _for_others(request, person, cameo)


def _for_others(request: Request, person: Standing, cameo: Cameo) -> Decision:
    """Decide about a face that somebody else asks for and that may be asked for at all."""
    allowed = _allowed_before(request, person, cameo) if person.mentioned else None
    if allowed is not None:
        return allowed
    if not _may_ask(request, person):
        return Recast()
    return Asked(epoch=cameo.epoch, voice=cameo.voice)


def _allowed_before(request: Request, person: Standing, cameo: Cameo) -> Shown | None:
    """Return the yes that a grant or a standing permission gives, or None."""
    grant = covering(request, cameo, person.grants)
    if grant is not None:
        return Shown(grant=grant, own=False, epoch=cameo.epoch, voice=cameo.voice and grant.voice)
    if cameo.ask == "never" and cameo.audience != "approved" and person.allowed_here:
        return Shown(grant=None, own=False, epoch=cameo.epoch, voice=cameo.voice)
    return None


def covering(request: Request, cameo: Cameo, grants: Iterable[Grant]) -> Grant | None:
    """Return the grant that permits the request: the one that ends first, so that it is used up."""
    fitting = [
        grant
        for grant in grants
        if grant.subject == cameo.owner
        and grant.covers(
            requester=request.requester, chat=request.chat, epoch=cameo.epoch, at=request.at
        )
    ]
    return min(fitting, key=_scarcity, default=None)


def _scarcity(grant: Grant) -> tuple[bool, int, float, str]:
    uses = grant.uses_left if grant.uses_left is not None else 1 << 30
    ends_s = grant.until.timestamp() if grant.until is not None else float("inf")
    return grant.uses_left is None, uses, ends_s, grant.id


def _in_reach(cameo: Cameo, person: Standing) -> bool:
    """Tell whether the owner lets somebody else ask from there at all."""
    if not cameo.castable_by_others or cameo.audience == "only_me":
        return False
    return cameo.audience == "everywhere" or person.present


def _may_ask(request: Request, person: Standing) -> bool:
    refused = any(block.asker in {None, request.requester} for block in person.blocks)
    return person.present and not refused
