"""What a mood does to a face and a body: one table, read by the acting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.model.screenplay import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """How a mood sits in a body.

    Attributes:
        face: Weights of mesh bases while the mood lasts.
        pitch_deg: Chin; positive looks up.
        roll_deg: Head tilt.
        shoulders: Rise of the shoulders in face heights.
        restlessness: How far and how often the head takes a new position, 1 is ordinary.
        blinks_per_minute: Ordinary people blink 10-20 times.
        slow_blinks: Lids stay shut longer.
        nods: Depth of stress nods in degrees.
        gesture: How far hands travel, 1 is ordinary.
        gaze_away: Share of the time the eyes are off the listener.
        openness: How wide the mouth opens in speech.
    """

    face: Mapping[str, float] = field(default_factory=dict)
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    shoulders: float = 0.0
    restlessness: float = 1.0
    blinks_per_minute: float = 14.0
    slow_blinks: bool = False
    nods: float = 2.4
    gesture: float = 1.0
    gaze_away: float = 0.25
    openness: float = 1.0


BEARINGS: Mapping[Mood, Bearing] = {
    "neutral": Bearing(face={"smile": 0.2}),
    "joyful": Bearing(
        face={"smile": 0.55, "brow_up": 0.2, "squint": 0.25}, pitch_deg=1.5, restlessness=1.4,
        gesture=1.3, openness=1.1, gaze_away=0.15,
    ),
    "playful": Bearing(
        face={"smile": 0.4, "brow_up": 0.25, "squint": 0.1}, roll_deg=2.5, restlessness=1.3,
        gesture=1.2, gaze_away=0.3,
    ),
    "tender": Bearing(
        face={"smile": 0.22, "brow_sad": 0.3, "lid": 0.12}, roll_deg=4.0, restlessness=0.6,
        slow_blinks=True, nods=1.6, gesture=0.6, gaze_away=0.35, openness=0.9,
    ),
    "wistful": Bearing(
        face={"brow_sad": 0.6, "lid": 0.2, "frown": 0.35}, roll_deg=3.5, pitch_deg=-1.0,
        restlessness=0.5, blinks_per_minute=11, slow_blinks=True, nods=1.4, gesture=0.5,
        gaze_away=0.5, openness=0.9,
    ),
    "dreamy": Bearing(
        face={"frown": 0.12, "brow_up": 0.2, "lid": 0.18}, roll_deg=4.0, pitch_deg=2.5,
        restlessness=0.5, blinks_per_minute=11, slow_blinks=True, nods=1.2, gesture=0.6,
        gaze_away=0.55, openness=0.9,
    ),
    "sad": Bearing(
        face={"brow_sad": 0.85, "frown": 0.6, "lid": 0.28}, pitch_deg=-4.0, roll_deg=1.5,
        shoulders=-0.02, restlessness=0.4, blinks_per_minute=11, slow_blinks=True, nods=1.2,
        gesture=0.4, gaze_away=0.5, openness=0.8,
    ),
    "angry": Bearing(
        face={"brow_down": 0.9, "frown": 0.35, "squint": 0.3}, pitch_deg=-2.0,
        shoulders=0.02, restlessness=1.1, nods=3.0, gesture=1.3, gaze_away=0.05, openness=1.15,
    ),
    "afraid": Bearing(
        face={"brow_up": 0.8, "brow_sad": 0.5, "frown": 0.2}, shoulders=0.05,
        restlessness=1.5, blinks_per_minute=19, nods=1.4, gesture=0.8, gaze_away=0.5,
    ),
    "surprised": Bearing(
        face={"brow_up": 1.0}, pitch_deg=1.5, restlessness=0.9, nods=2.0,
        gesture=1.1, gaze_away=0.1, openness=1.1,
    ),
    "proud": Bearing(
        face={"smile": 0.18, "lid": 0.18}, pitch_deg=2.5, shoulders=0.02, restlessness=0.35,
        blinks_per_minute=11, nods=1.2, gesture=0.8, gaze_away=0.1,
    ),
    "deadpan": Bearing(
        face={"lid": 0.25, "frown": 0.25}, pitch_deg=1.0, restlessness=0.12,
        blinks_per_minute=10, nods=0.0,
        gesture=0.5, gaze_away=0.0, openness=0.85,
    ),
}  # fmt: skip
"""Numbers from observation of comic timing; each was looked at on the drawn cast."""
