"""A job: one cut being made. Its states, and the arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generation.model.film import Camera, Cut
from generation.model.member import ChatId, MemberId

JobState = Literal[
    "accepted", "placed", "queued", "rendering", "rendered", "publishing", "posted",
    "failing", "failed", "undeliverable",
]  # fmt: skip

ATTEMPTS_MAX = 3
ORPHAN_ATTEMPTS_MAX = 10  # of what ended through no fault of its own
LEASE_S = 30.0  # a worker that has not been heard of for so long has lost its job

ARROWS: dict[JobState, frozenset[JobState]] = {
    "accepted": frozenset({"placed", "failing", "undeliverable"}),
    "placed": frozenset({"queued", "failing", "undeliverable"}),
    "queued": frozenset({"rendering", "failing", "undeliverable"}),
    "rendering": frozenset({"rendered", "queued", "failing", "undeliverable"}),
    "rendered": frozenset({"publishing", "failing", "undeliverable"}),
    "publishing": frozenset({"posted", "failing", "undeliverable"}),
    "posted": frozenset(),
    "failing": frozenset({"failed", "undeliverable"}),
    "failed": frozenset(),
    "undeliverable": frozenset(),
}
"""What may follow each state. ``rendering`` → ``queued`` is a lost worker; the attempt grows."""

FINAL: frozenset[JobState] = frozenset({"posted", "failed", "undeliverable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One cut of a film on its way.

    Attributes:
        id: ULID.
        film: Which film.
        cut: Which faces; None until the cast is known.
        viewer: Whose preview it is, or None for the cut that goes to the chat.
        chat: For fairness and limits.
        member: Who asked for the film, for the same.
        cost_s: Estimated seconds of rendering.
        attempt: Grows with every claim; with ``id`` it is the fence: a result of another attempt
            is thrown away.
        lease_until: While ``rendering``: when the claim ends without news. None for one by a big
            camera, whose claim ends with the bot.
        room_bytes: The cut is there and does not fit into its chat: it is encoded once more, into
            so many bytes. 0 where it is shot.
        reason: Of ``failing`` and ``failed``: a message-id suffix, ``cancelled`` or ``revoked``.
        camera: What shoots it.
        tried: Big cameras that have failed at it, in order: none is tried twice.
    """

    id: str
    film: str
    chat: ChatId
    member: MemberId
    made_at: datetime
    cut: Cut | None = None
    viewer: MemberId | None = None
    state: JobState = "accepted"
    cost_s: float = 10.0
    attempt: int = 0
    lease_until: datetime | None = None
    room_bytes: int = 0
    reason: str = ""
    camera: Camera = "small"
    tried: tuple[str, ...] = ()

    @property
    def is_big(self) -> bool:
        """True for work of a big camera; making its film smaller is work like any other."""
        return self.camera == "big" and not self.room_bytes
