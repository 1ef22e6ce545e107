"""What a member lends to films, and to whom: the cameo and the grants given for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generation.model.member import ChatId, MemberId

Audience = Literal["nobody", "only_me", "approved", "group", "everywhere"]
"""Who may ask at all: ``group`` are members of the chat a request comes from."""

Ask = Literal["each_time", "never"]
CameoKind = Literal["photo", "video", "drawn"]

PERSONA_MAX = 280  # characters

BlobId = str
"""Id of encrypted bytes in the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """A face, a voice, and their owner's rules.

    Attributes:
        owner: Whose it is; only the owner changes it.
        kind: Where the face comes from; ``drawn`` shows nobody real.
        verified: A video check has shown that the face is the owner's; drawn cameos need none.
        likeness: The face, ready for an engine.
        portrait: A small JPEG of it for lists the owner is in.
        voice_sample: The owner's voice, or None.
        audience: Who may ask.
        ask: Whether the owner is asked each time.
        face: The face may be shown. Off means that a stand-in plays.
        voice: The voice may be used.
        persona: At most 280 characters about the character, added to every plan.
        limits: Topics this face is never used for, beyond the house rules.
        protected: Films the owner has to do with are not to be forwarded, where the chat can.
        told: Everything that the release named as given the face: engines, and hosts elsewhere. A
            face leaves this machine only for a host among them.
        epoch: Grows with every change that ends what was agreed before.
        made_at: When it was taken.
    """

    owner: MemberId
    kind: CameoKind
    likeness: BlobId
    portrait: BlobId
    made_at: datetime
    verified: bool = False
    voice_sample: BlobId | None = None
    audience: Audience = "group"
    ask: Ask = "each_time"
    face: bool = True
    voice: bool = False
    persona: str = ""
    limits: tuple[str, ...] = ()
    protected: bool = False
    told: tuple[str, ...] = ("puppet",)
    epoch: int = 1

    @property
    def castable_by_others(self) -> bool:
        """True when a face is shown to somebody else at all: checked, or nobody's."""
        return self.face and (self.verified or self.kind == "drawn")

    @property
    def open_to_others(self) -> bool:
        """True when others may ask for it, or have it: what everybody in a chat may know."""
        return self.castable_by_others and self.audience not in {"nobody", "only_me"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A permission given once, for more than one film.

    Attributes:
        id: ULID.
        subject: Who is shown.
        grantee: Who may ask for films, or None for any member of the chat.
        chat: Where, or None for every chat the cameo is allowed in.
        uses_left: Films that may still be made under it, or None for any number.
        until: When it ends, or None.
        epoch: ``Cameo.epoch`` at the time; another one ends the grant.
        origin: Film or dialog it was given in.
    """

    id: str
    subject: MemberId
    grantee: MemberId | None
    chat: ChatId | None
    epoch: int
    origin: str
    made_at: datetime
    voice: bool = False
    uses_left: int | None = None
    until: datetime | None = None

    def covers(self, *, requester: MemberId, chat: ChatId, epoch: int, at: datetime) -> bool:
        """Tell whether it permits a film that ``requester`` asks for in ``chat`` at ``at``."""
        return (
            self.epoch == epoch
            and (self.grantee is None or self.grantee == requester)
            and (self.chat is None or self.chat == chat)
            and (self.until is None or at < self.until)
            and (self.uses_left is None or self.uses_left > 0)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A member who does not want to be asked: by ``asker``, or by anyone when that is None."""

    subject: MemberId
    asker: MemberId | None
