"""How a hug is acted: going to each other, arms round the other, head against head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from generation.engines.puppet.actions import Sheet
from generation.engines.puppet.canvas import Point
from generation.engines.puppet.gestures import Clasp, Hand, Hands, Place
from generation.engines.puppet.motion import bump, ease

HUG = "hug"
STEP_FACES, STEPS_HZ = 0.45, 1.9  # who goes further than a step walks
CARRIES = "hold"
APPROACH_S, PER_FACE_S, APPROACH_MAX_S = 0.45, 0.22, 1.1
ALONE_S = 0.6  # until both arms are round oneself
SQUEEZE_FACES, SQUEEZE_S = 0.05, 0.5
ACROSS: Mapping[bool, Place] = {
    True: Place(x=0.34, y=0.82, hand="rest"),
    False: Place(x=0.24, y=1.16, hand="rest"),
}
"""Where the free arm of whoever begins a hug lies, and of whoever returns it: towards the other."""
OVER_DEG = 200.0  # which way fingers point that come over a shoulder on the right
REACHING = (0.2, 0.95)  # shares of the approach between which arms go round the other
PASSES, COMES_OVER = 0.35, 0.92  # of their way: behind the other's back, over the shoulder
PATS_S, PAT_S, PAT_FACES = (0.55, 0.9), 0.17, 0.07  # on the back of whoever is held
HUG_DEG = (3.0, -1.0, 8.0)  # yaw and roll towards the other, pitch
HUG_FACE = (("smile", 0.6), ("brow_up", 0.15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Embrace:
    """What a hug asks of one of those in it; lengths in face heights of their own.

    Attributes:
        at: Share of the shot at which they go to each other; 0: they are there from the start.
        way: How far they go, to the right and down.
        left: The far shoulder of whoever stands at the left in the picture, from this chin; None
            where nobody does.
        right: The same at the right.
        leads: This one began it.
    """

    at: float
    way: Point
    left: Point | None = None
    right: Point | None = None
    leads: bool = True

    @property
    def outer(self) -> float:
        """The side where nobody is, -1 or 1; 0 between two."""
        return float(self.right is None) - float(self.left is None)

    @property
    def approach_s(self) -> float:
        """Seconds from the first step until they hold each other."""
        return min(APPROACH_S + PER_FACE_S * abs(self.way[0]), APPROACH_MAX_S)

    def starts_s(self, length_s: float) -> float:
        """Return when the first step is made in a shot of this length: before it where they hug."""
        return self.at * length_s if self.at > 0 else -self.approach_s


def lay_head(sheet: Sheet, at: float, side: float, embrace: Embrace | None) -> None:
    """Lay the head against somebody's with eyes closed, and stay; alone, on one's own shoulder."""
    there = at + (embrace.approach_s if embrace is not None else ALONE_S)
    on = (
        ease(sheet.frames, sheet.fps, there - 0.3, there + 0.1)
        if at > 0
        else np.ones(sheet.frames, np.float32)
    )
    for axis, degrees in enumerate(HUG_DEG):
        sheet.pose[:, axis] += (degrees * (side if axis != 1 else 1.0) - sheet.pose[:, axis]) * on
    sheet.shut = np.maximum(sheet.shut, on)
    sheet.quiet.append((there - 0.3, sheet.length))
    for base, weight in HUG_FACE:
        sheet.add(base, weight * on)


def approach(sheet: Sheet, embrace: Embrace) -> None:
    """Go to whoever is to be held, on foot where it is far, and press them once."""
    start = embrace.starts_s(sheet.length)
    end = start + embrace.approach_s
    gone = ease(sheet.frames, sheet.fps, start, end)
    sheet.travel += np.outer(gone, np.array(embrace.way)).astype(np.float32)
    if abs(embrace.way[0]) > STEP_FACES:
        t = np.arange(sheet.frames) / sheet.fps
        walking = (t >= start) & (t <= end)
        sheet.walk[walking] = ((t[walking] - start) * STEPS_HZ).astype(np.float32)
    pressed = bump(sheet.frames, sheet.fps, max(end, 0.0) + 0.45, SQUEEZE_S)
    sheet.shift[:, 1] += 0.6 * SQUEEZE_FACES * pressed


def embracing(hands: Hands, embrace: Embrace, fps: float) -> Hands:
    """Put both arms round whoever stands at that side; a hand that carries something stays.

    An arm with nobody at its side lies across, on whoever stands at the other.
    """
    left, right = (
        hand if hand.shape[-1] == CARRIES else _round(hand, side, far, embrace, fps)
        for hand, side, far in ((hands.left, -1, embrace.left), (hands.right, 1, embrace.right))
    )
    return Hands(left=left, right=right)


def _round(
    hand: Hand, side: int, far: tuple[float, float] | None, embrace: Embrace, fps: float
) -> Hand:
    frames = len(hand.shape)
    start = embrace.starts_s(frames / fps)
    begins, ends = (start + share * embrace.approach_s for share in REACHING)
    there = ease(frames, fps, begins, ends)
    place = ACROSS[embrace.leads]
    goal = np.array(far or (-side * place.x, place.y), np.float32)
    at = hand.at + (goal - hand.at) * there[:, None]
    if far is not None and embrace.leads:
        for pat_s in PATS_S:
            at[:, 1] -= PAT_FACES * bump(frames, fps, max(ends, 0.0) + pat_s, PAT_S)
    first, holds = (int((there < share).sum()) for share in (PASSES, COMES_OVER))
    return replace(
        hand,
        at=at,
        angle=hand.angle * (1 - there),
        shape=(*hand.shape[:first], *[place.hand] * (frames - first))[:frames],
        clasp=Clasp(
            first=first, arm="over" if far is None else "behind",
            holds=holds, turn_deg=180.0 + side * (OVER_DEG - 180.0),
        ),
    )  # fmt: skip
