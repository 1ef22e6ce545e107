"""Hands: where they are and what they form, frame by frame. Arms are drawn by the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from generation.arrays import Curve
from generation.engines.puppet.moods import Bearing
from generation.engines.puppet.motion import ease
from generation.model.screenplay import Action
from generation.model.timeline import Cue

REACH_S = 0.26  # from rest to the gesture
GESTURE_S = 1.15
GESTURE_IS_UP_S = 0.4  # a gesture at the very start of a shot is already there
BEAT_S = 0.55  # a hand that beats with a stressed word


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A wrist in face heights from the chin (x outwards, y down), and its hand."""

    x: float
    y: float
    hand: str
    angle_deg: float = 0.0


REST = Place(x=0.38, y=1.28, hand="rest", angle_deg=0.0)
REST_HOLD = Place(x=0.46, y=1.22, hand="hold", angle_deg=0.0)

HOLDS: Mapping[str, Place] = {
    "umbrella": Place(x=0.68, y=1.02, hand="hold"),
    "microphone": Place(x=0.34, y=0.62, hand="hold", angle_deg=-8.0),
    "megaphone": Place(x=0.40, y=0.34, hand="hold", angle_deg=-10.0),
    "phone": Place(x=0.50, y=1.00, hand="hold"),
    "sword": Place(x=0.86, y=0.98, hand="hold", angle_deg=6.0),
    "lantern": Place(x=0.84, y=0.16, hand="hold"),
}
"""Where a hand carries a thing that wants its own height."""

GESTURES: Mapping[str, tuple[Place | None, Place | None]] = {
    "wave": (None, Place(x=0.88, y=-0.06, hand="wave", angle_deg=0.0)),
    "point": (None, Place(x=0.72, y=0.55, hand="point", angle_deg=0.0)),
    "fist": (None, Place(x=0.72, y=0.70, hand="fist", angle_deg=0.0)),
    "raise_hand": (None, Place(x=0.78, y=-0.24, hand="open", angle_deg=0.0)),
    "facepalm": (None, Place(x=0.30, y=-0.20, hand="facepalm", angle_deg=-24.0)),
    "shrug": (
        Place(x=0.70, y=0.80, hand="palm_up", angle_deg=10.0),
        Place(x=0.70, y=0.80, hand="palm_up", angle_deg=10.0),
    ),
    "open_hands": (
        Place(x=0.64, y=0.95, hand="palm_up", angle_deg=8.0),
        Place(x=0.64, y=0.95, hand="palm_up", angle_deg=8.0),
    ),
    "clap": (
        Place(x=0.16, y=1.02, hand="clap", angle_deg=-18.0),
        Place(x=0.16, y=1.02, hand="clap", angle_deg=-18.0),
    ),
    "hold": (None, REST_HOLD),
    "jump": (
        Place(x=1.0, y=-0.1, hand="open", angle_deg=18.0),
        Place(x=1.0, y=-0.1, hand="open", angle_deg=18.0),
    ),
    "laugh": (None, Place(x=0.30, y=1.15, hand="rest", angle_deg=0.0)),
    "cry": (None, Place(x=0.30, y=0.28, hand="fist", angle_deg=-20.0)),
    "float": (
        Place(x=1.15, y=0.75, hand="open", angle_deg=35.0),
        Place(x=1.15, y=0.95, hand="open", angle_deg=35.0),
    ),
    "dive": (
        Place(x=0.62, y=-0.8, hand="open", angle_deg=-14.0),
        Place(x=0.8, y=-0.3, hand="open", angle_deg=4.0),
    ),
    "chase": (
        Place(x=0.50, y=0.86, hand="fist", angle_deg=-20.0),
        Place(x=1.06, y=0.42, hand="open", angle_deg=20.0),
    ),
    "flee": (
        Place(x=0.86, y=0.04, hand="open", angle_deg=8.0),
        Place(x=0.92, y=-0.10, hand="open", angle_deg=8.0),
    ),
    "hug": (
        Place(x=-0.26, y=0.92, hand="rest", angle_deg=0.0),
        Place(x=-0.26, y=1.02, hand="rest", angle_deg=0.0),
    ),
    "dance": (
        Place(x=0.88, y=0.75, hand="fist", angle_deg=12.0),
        Place(x=0.88, y=0.75, hand="fist", angle_deg=12.0),
    ),
}
"""Action → (left hand, right hand) of the actor as seen; None leaves the hand where it is."""

SEQUENCES: Mapping[str, Sequence[tuple[int, Place]]] = {
    "hover": (
        (-1, Place(x=0.92, y=0.98, hand="rest")),
        (1, Place(x=0.24, y=0.86, hand="open", angle_deg=-50.0)),
        (1, Place(x=0.92, y=0.98, hand="rest")),
    ),
}
"""Action → (side of the picture, place) of one hand after the other: over three things on a table
and taking none of them yet."""
BEAT_OF_SEQUENCE_S = 0.5

SPREADING = frozenset({"wave", "raise_hand", "point", "chase"})  # beside the body, where room is
STRIDES_HZ = 2.3  # of whoever runs
SWINGS_HZ: Mapping[str, float] = {
    "wave": 2.6, "clap": 3.2, "dance": 2.0, "chase": STRIDES_HZ, "flee": STRIDES_HZ,
}  # fmt: skip
INWARD_MIN_FACES = 0.1  # nearer to the middle than this, both sides have the same room
LASTING = frozenset({"hold", "float", "dance", "dive", "hug", "chase", "flee"})


ArmLayer = Literal["own", "behind", "over"]
"""When an arm is drawn: with its body, before everybody, or after everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clasp:
    """A hand that lies on somebody else, from the frame ``first`` on.

    Attributes:
        first: Frame.
        arm: ``behind`` everybody, or ``over`` them.
        holds: Frame from which the hand of an arm behind somebody comes over their shoulder.
        turn_deg: Which way its fingers point then, 0 is up, clockwise.
    """

    first: int
    arm: Literal["behind", "over"]
    holds: int = 0
    turn_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One hand over a shot: ``at`` ``(n, 2)`` in face heights from the chin, shapes, angles."""

    at: npt.NDArray[np.float32]
    angle: Curve
    shape: tuple[str, ...]
    clasp: Clasp | None = None

    def layer(self, frame: int) -> ArmLayer:
        """Return when its arm is drawn at ``frame``."""
        clasp = self.lies(frame)
        return "own" if clasp is None else clasp.arm

    def lies(self, frame: int) -> Clasp | None:
        """Return on whom and how it lies at ``frame``, or None."""
        return self.clasp if self.clasp is not None and frame >= self.clasp.first else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Both hands, named by the side of the picture they are on."""

    left: Hand
    right: Hand


@dataclass(frozen=True, slots=True)
class _Stretch:
    start_s: float
    end_s: float
    place: Place
    wiggle_hz: float = 0.0


def perform_hands(
    actions: Sequence[Action],
    cues: Sequence[Cue],
    bearing: Bearing,
    *,
    frames: int,
    fps: float,
    rng: np.random.Generator,
    holds: str | None = None,
    inward: float = 0.0,
    right_handed: bool = False,
) -> Hands:
    """Return both hands: at rest, in gestures, and beating with stressed words.

    ``holds`` is the prop in the actor's hand: it is carried through the whole shot. What takes room
    is on the side of the picture's middle, which is ``inward`` face heights to the right.
    """
    if holds is not None and not any(action.action == "hold" for action in actions):
        carrying = Action(who="", action="hold")
        actions = [carrying, *actions]
    length = frames / fps
    wide = holds is not None or any(action.action in SPREADING for action in actions)
    main_right = _leads_right(rng, inward if wide else 0.0) or right_handed
    left, right = (_in_sequence(actions, length, side) for side in (-1, 1))
    for action in actions:
        pair = GESTURES.get(action.action)
        if pair is None:
            continue
        start = action.at * length if action.at > 0 else -GESTURE_IS_UP_S  # frame 0 is the poster
        end = length + 1.0 if action.action in LASTING else start + GESTURE_S
        wiggle = SWINGS_HZ.get(action.action, 0.0)
        second, first = pair
        if action.action == "hold" and holds is not None and holds in HOLDS:
            first = HOLDS[holds]
        for place, lane in (
            (first, right if main_right else left),
            (second, left if main_right else right),
        ):
            if place is not None:
                lane.append(_Stretch(start, end, place, wiggle))
    if not right and not left and cues:
        lane = right if main_right else left
        lane.extend(_speech_beats(cues, bearing))
    return Hands(
        left=_hand(left, -1.0, frames, fps),
        right=_hand(right, 1.0, frames, fps),
    )


def _leads_right(rng: np.random.Generator, inward: float) -> bool:
    right = bool(rng.random() < 0.7)
    return inward > 0 if abs(inward) > INWARD_MIN_FACES else right


def _in_sequence(actions: Sequence[Action], length: float, side: int) -> list[_Stretch]:
    """Return the turns of the hand on ``side`` (-1 left, 1 right) in actions of many places."""
    return [
        _Stretch(start, start + BEAT_OF_SEQUENCE_S, place)
        for action in actions
        for beat, (hand, place) in enumerate(SEQUENCES.get(action.action, ()))
        if hand == side and (start := action.at * length + BEAT_OF_SEQUENCE_S * beat) < length
    ]


def _speech_beats(cues: Sequence[Cue], bearing: Bearing) -> list[_Stretch]:
    """One open-handed beat on the weightiest word of each line."""
    if bearing.gesture < 0.55:
        return []
    beats = []
    for cue in cues:
        if not cue.words:
            continue
        word = max(cue.words, key=lambda spoken: spoken.end_s - spoken.start_s)
        at = (word.start_s + word.end_s) / 2
        place = Place(x=0.62, y=1.28 - 0.30 * bearing.gesture, hand="palm_up", angle_deg=8.0)
        beats.append(_Stretch(max(at - 0.3, 0.0), at + BEAT_S, place))
    return beats


def _hand(stretches: Sequence[_Stretch], side: float, frames: int, fps: float) -> Hand:
    at = np.empty((frames, 2), np.float32)
    at[:] = (REST.x, REST.y)
    angle = np.full(frames, REST.angle_deg, np.float32)
    shape = [REST.hand] * frames
    t = np.arange(frames) / fps
    for stretch in stretches:
        there = ease(frames, fps, stretch.start_s, stretch.start_s + REACH_S)
        back = ease(frames, fps, stretch.end_s, stretch.end_s + REACH_S * 1.3)
        on = there - back
        goal = np.array((stretch.place.x, stretch.place.y), np.float32)
        at += (goal - at) * on[:, None]
        angle += (stretch.place.angle_deg - angle) * on
        if stretch.wiggle_hz:
            swing = (
                np.sin(2 * np.pi * stretch.wiggle_hz * (t - stretch.start_s)).astype(np.float32)
                * on
            )
            if stretch.place.hand == "clap":
                at[:, 0] += 0.12 * (1 + swing) * on
            else:
                angle += 16.0 * swing
                at[:, 0] += 0.05 * swing
        for frame in np.nonzero(on > 0.5)[0]:
            shape[frame] = stretch.place.hand
    at[:, 0] *= side
    return Hand(at=at, angle=(angle * side).astype(np.float32), shape=tuple(shape))
