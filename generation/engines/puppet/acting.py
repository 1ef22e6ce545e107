"""Acting: who does what on which frame. From cues and mood to numbers; it draws nothing."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generation.arrays import Curve
from generation.engines.puppet.gestures import Hands, perform_hands
from generation.engines.puppet.lipsync import mouth_curves
from generation.engines.puppet.moods import BEARINGS, Bearing
from generation.engines.puppet.motion import (
    blink_curve,
    blink_shut_frame,
    blink_starts,
    bump,
    ease,
    smooth_noise,
    step,
)
from generation.model.screenplay import Action, Mood
from generation.model.timeline import Cue

POSE_STEP_DEG = 0.05  # poses are quantised so that a held head is drawn once
GAZE_LEAD_S = 0.10  # eyes arrive before the head
LOOK_YAW_DEG = 8.0
LISTEN_LEAD_S = 0.12  # listeners' eyes are there before the line is
STILL_BEFORE_PUNCHLINE_S = 1.0
LAUGH_PITCH_HZ = 5.4
BREATH_PERIOD_S = 3.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one actor has to play in one shot; times are seconds from the shot's first frame.

    Attributes:
        token: Cast token.
        mood: Mood of the shot.
        cues: This actor's own lines.
        others: Lines of the others: (start, end, side) with side -1 left, 1 right of this actor.
        actions: This actor's actions.
        sides: Where each other actor stands, -1 left, 1 right.
        punchline_s: The moment after which nothing may distract, or None.
        holds: Prop in this actor's hand, or None.
        facing: Where the actor rests the gaze: -1 left, 0 lens, 1 right.
    """

    token: str
    mood: Mood
    cues: Sequence[Cue] = ()
    others: Sequence[tuple[float, float, float]] = ()
    actions: Sequence[Action] = ()
    sides: Mapping[str, float] = field(default_factory=dict)
    punchline_s: float | None = None
    holds: str | None = None
    facing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTrack:
    """One actor over one shot, frame by frame.

    Attributes:
        pose: ``(n, 3)`` yaw, pitch, roll in degrees; yaw > 0 turns to the picture's right.
        shift: ``(n, 2)`` head offset in face heights (x, y).
        weights: Base name → ``(n,)`` 0..1.
        gaze: ``(n, 2)`` in eye widths, x > 0 to the picture's right.
        lean: ``(n,)`` degrees.
        breath: ``(n,)`` 0..1.
        travel: ``(n, 2)`` offset of the whole figure in face heights.
        spin: ``(n,)`` degrees the whole figure is turned.
        squash: ``(n,)`` 0..1.
        walk: ``(n,)`` walking phase in cycles, NaN while standing.
        hands: Both hands.
        shut_frames: First fully closed frame of every blink.
    """

    pose: npt.NDArray[np.float32]
    shift: npt.NDArray[np.float32]
    weights: Mapping[str, Curve]
    gaze: npt.NDArray[np.float32]
    lean: Curve
    breath: Curve
    travel: npt.NDArray[np.float32]
    spin: Curve
    squash: Curve
    walk: Curve
    hands: Hands
    shut_frames: tuple[int, ...]


class _Sheet:
    """Curves under construction."""

    def __init__(self, frames: int, fps: float, bearing: Bearing) -> None:
        self.frames, self.fps, self.bearing = frames, fps, bearing
        self.length = frames / fps
        self.pose = np.zeros((frames, 3), np.float32)
        self.pose[:, 1] = bearing.pitch_deg
        self.pose[:, 2] = bearing.roll_deg
        self.shift = np.zeros((frames, 2), np.float32)
        self.shift[:, 1] = -bearing.shoulders
        self.gaze = np.zeros((frames, 2), np.float32)
        self.lean = np.full(frames, bearing.lean_deg, np.float32)
        self.travel = np.zeros((frames, 2), np.float32)
        self.spin = np.zeros(frames, np.float32)
        self.squash = np.zeros(frames, np.float32)
        self.walk = np.full(frames, np.nan, np.float32)
        self.weights: dict[str, Curve] = {
            base: np.full(frames, value, np.float32) for base, value in bearing.face.items()
        }
        self.quiet: list[tuple[float, float]] = []
        self.long_blinks: list[float] = []

    def turn(self, at_s: float, axis: int, delta_deg: float, duration_s: float = 0.24) -> None:
        """Take a new head position, eyes first."""
        self.pose[:, axis] += delta_deg * step(self.frames, self.fps, at_s, duration_s)

    def look(self, at_s: float, x: float, y: float, until_s: float) -> None:
        """Move the gaze there and back."""
        there = ease(self.frames, self.fps, at_s - GAZE_LEAD_S, at_s - GAZE_LEAD_S + 0.07)
        back = ease(self.frames, self.fps, until_s, until_s + 0.07)
        self.gaze[:, 0] += x * (there - back)
        self.gaze[:, 1] += y * (there - back)

    def add(self, base: str, curve: Curve) -> None:
        """Add to a face weight."""
        self.weights[base] = self.weights.get(base, np.zeros(self.frames, np.float32)) + curve


Play = Callable[[_Sheet, float, float], None]
"""Plays one action from a time (s) on; the last value is the side (-1, 1) it goes to."""


def perform(part: Part, *, frames: int, fps: float, lead_s: float, seed: int) -> ActorTrack:
    """Play a part: the same part, length and seed give the same track."""
    rng = np.random.default_rng([seed, zlib.crc32(part.token.encode()), 0xAC7])
    bearing = BEARINGS[part.mood]
    sheet = _Sheet(frames, fps, bearing)
    if part.punchline_s is not None:
        sheet.quiet.append((part.punchline_s - STILL_BEFORE_PUNCHLINE_S, part.punchline_s))
    _rest(sheet, part, rng)
    _listen(sheet, part)
    _speak(sheet, part)
    for action in part.actions:
        _act(sheet, part, action, rng)
    mouth = mouth_curves(
        [phoneme for cue in part.cues for phoneme in cue.phonemes],
        frames=frames, fps=fps, lead_s=lead_s, openness=bearing.openness,
    )  # fmt: skip
    for base, curve in mouth.items():
        sheet.add(base, curve)
    shut = _blink(sheet, part, rng)
    hands = perform_hands(
        part.actions, part.cues, bearing, frames=frames, fps=fps, rng=rng, holds=part.holds
    )
    return ActorTrack(
        pose=(np.round(sheet.pose / POSE_STEP_DEG) * POSE_STEP_DEG).astype(np.float32),
        shift=sheet.shift,
        weights=_settle_smile(sheet.weights),
        gaze=sheet.gaze,
        lean=sheet.lean,
        breath=_breath(frames, fps, rng),
        travel=sheet.travel,
        spin=sheet.spin,
        squash=sheet.squash,
        walk=sheet.walk,
        hands=hands,
        shut_frames=shut,
    )


def _rest(sheet: _Sheet, part: Part, rng: np.random.Generator) -> None:
    """Hold still, then take a slightly different position; never in a quiet span."""
    bearing = sheet.bearing
    if part.facing:
        sheet.pose[:, 0] += 5.0 * part.facing
        sheet.gaze[:, 0] += 0.16 * part.facing
    clock = float(rng.uniform(0.05, 0.16)) if bearing.restlessness > 0.2 else 0.6
    yaw, pitch, roll = 0.0, 0.0, 0.0
    while clock < sheet.length - 0.3:
        target = rng.normal(0, 1, 3) * (2.8, 1.3, 1.5) * bearing.restlessness
        target = np.clip(target, (-5.5, -3, -3.5), (5.5, 3, 3.5))
        if not any(start <= clock <= end for start, end in sheet.quiet):
            duration = float(rng.uniform(0.17, 0.30))
            sheet.turn(clock, 0, float(target[0]) - yaw, duration)
            sheet.turn(clock, 1, float(target[1]) - pitch, duration)
            sheet.turn(clock, 2, float(target[2]) - roll, duration)
            yaw, pitch, roll = (float(v) for v in target)
            if rng.random() < bearing.gaze_away:
                side = float(rng.choice([-1.0, 1.0]))
                sheet.look(clock, 0.3 * side, float(rng.uniform(-0.1, 0.08)), clock + 0.7)
        clock += float(rng.uniform(0.9, 1.7)) / max(0.6, min(bearing.restlessness, 1.3))


def _listen(sheet: _Sheet, part: Part) -> None:
    """Turn to whoever speaks; eyes first, and a small nod when the line ends."""
    for start, end, side in part.others:
        at = max(start - LISTEN_LEAD_S, 0.0)
        sheet.look(at, 0.32 * side, 0.0, end + 0.25)
        sheet.turn(at, 0, 6.0 * side)
        sheet.turn(end + 0.3, 0, -6.0 * side)
        if sheet.bearing.nods:
            sheet.pose[:, 1] -= 1.8 * bump(sheet.frames, sheet.fps, end + 0.12, 0.16)


def _speak(sheet: _Sheet, part: Part) -> None:
    """Stress nods, brows on the stressed word, one inhale before each line."""
    for cue in part.cues:
        inhale = max(cue.start_s - 0.2, 0.0)
        sheet.shift[:, 1] -= 0.01 * bump(sheet.frames, sheet.fps, inhale, 0.2)
        stressed = _stressed_words(cue)
        for moment in stressed[:2]:
            sheet.pose[:, 1] -= sheet.bearing.nods * bump(sheet.frames, sheet.fps, moment, 0.17)
            if sheet.bearing.nods:
                sheet.add("brow_up", 0.3 * bump(sheet.frames, sheet.fps, moment, 0.22))


def _stressed_words(cue: Cue) -> list[float]:
    """Return the middles of the longest spoken words, where the voice puts its weight."""
    words = sorted(cue.words, key=lambda word: word.start_s - word.end_s)
    chosen = sorted((word.start_s + word.end_s) / 2 for word in words[: 1 + len(words) // 4])
    return [m for i, m in enumerate(chosen) if i == 0 or m - chosen[i - 1] > 0.5]


def _blink(sheet: _Sheet, part: Part, rng: np.random.Generator) -> tuple[int, ...]:
    bearing = sheet.bearing
    starts = blink_starts(
        rng,
        sheet.frames,
        sheet.fps,
        per_minute=bearing.blinks_per_minute,
        phrase_ends_s=[cue.end_s + 0.05 for cue in part.cues],
        quiet=sheet.quiet,
    )
    for moment in sheet.long_blinks:
        frame = round(moment * sheet.fps)
        starts = [s for s in starts if abs(s - frame) > 0.9 * sheet.fps]
        if 0.3 * sheet.fps < frame < sheet.frames - 0.45 * sheet.fps:
            starts.append(frame)
    starts.sort()
    slow = 5 if bearing.slow_blinks else 0
    lids = blink_curve(sheet.frames, starts, hold=slow)
    for base in ("blinkL", "blinkR"):
        sheet.weights[base] = lids
    for base in ("lid", "squint"):
        if base in sheet.weights:  # a shut lid has nothing left to lower
            sheet.weights[base] = sheet.weights[base] * (1 - lids)
    return tuple(blink_shut_frame(start) for start in starts)


def _settle_smile(weights: Mapping[str, Curve]) -> dict[str, Curve]:
    """Keep weights in range; a rounded or open mouth smiles less."""
    busy = np.clip(weights.get("round", 0.0) + 0.5 * weights.get("jaw", np.float32(0.0)), 0, 1)
    settled = {base: np.clip(curve, 0, 1.3).astype(np.float32) for base, curve in weights.items()}
    for base in ("smile", "frown"):
        if base in settled:
            settled[base] = (settled[base] * (1 - 0.6 * busy)).astype(np.float32)
    return settled


def _breath(frames: int, fps: float, rng: np.random.Generator) -> Curve:
    """Return 0..1: a quick rise and a slow fall, as lungs do."""
    t = (np.arange(frames) / fps / BREATH_PERIOD_S + float(rng.random())) % 1.0
    rise = np.clip(t / 0.4, 0, 1)
    fall = np.clip((t - 0.4) / 0.6, 0, 1)
    curve = np.where(t < 0.4, rise * rise * (3 - 2 * rise), 1 - fall * fall * (3 - 2 * fall))
    return np.asarray(curve, np.float32)


# -- actions ---------------------------------------------------------------------------------


def _act(sheet: _Sheet, part: Part, action: Action, rng: np.random.Generator) -> None:
    at = action.at * sheet.length
    side = part.sides.get(action.target or "", 1.0 if rng.random() < 0.5 else -1.0)
    play = ACTIONS.get(action.action)
    if play is not None:
        play(sheet, at, side)


def _nod(sheet: _Sheet, at: float, _: float) -> None:
    for beat in range(2):
        sheet.pose[:, 1] -= 4.5 * bump(sheet.frames, sheet.fps, at + 0.18 + 0.36 * beat, 0.18)


def _shake(sheet: _Sheet, at: float, _: float) -> None:
    for beat, sign in enumerate((-1, 1, -1)):
        sheet.pose[:, 0] += 6.0 * sign * bump(sheet.frames, sheet.fps, at + 0.15 + 0.27 * beat, 0.2)


def _shrug(sheet: _Sheet, at: float, _: float) -> None:
    up = bump(sheet.frames, sheet.fps, at + 0.35, 0.4)
    sheet.shift[:, 1] += 0.05 * up
    sheet.pose[:, 2] += 4.0 * up
    sheet.add("brow_up", 0.7 * up)
    sheet.add("frown", 0.4 * up)


def _laugh(sheet: _Sheet, at: float, _: float) -> None:
    on = ease(sheet.frames, sheet.fps, at, at + 0.15) - ease(
        sheet.frames, sheet.fps, at + 1.2, at + 1.6
    )
    t = np.arange(sheet.frames) / sheet.fps - at
    bob = (0.5 - 0.5 * np.cos(2 * np.pi * LAUGH_PITCH_HZ * t)).astype(np.float32) * on
    sheet.pose[:, 1] += 4.0 * on + 2.2 * bob
    sheet.shift[:, 1] -= 0.015 * bob
    for base, weight in (("smile", 0.8), ("squint", 0.7), ("brow_up", 0.3)):
        sheet.add(base, weight * on)
    sheet.add("jaw", (0.35 * on + 0.3 * bob).astype(np.float32))


def _cry(sheet: _Sheet, at: float, _: float) -> None:
    on = ease(sheet.frames, sheet.fps, at, at + 0.4)
    for base, weight in (("brow_sad", 0.6), ("frown", 0.5), ("squint", 0.5)):
        sheet.add(base, weight * on)
    sheet.pose[:, 1] -= 5.0 * on
    sheet.shift[:, 1] += 0.02 * bump(sheet.frames, sheet.fps, at + 0.7, 0.25)


def _look_to(x: float, y: float, yaw: float, pitch: float) -> Play:
    def play(sheet: _Sheet, at: float, _: float) -> None:
        until = min(at + 1.1, sheet.length)
        sheet.look(at, x, y, until)
        for moment, sign in ((at, 1), (until, -1)):
            sheet.turn(moment, 0, sign * yaw)
            sheet.turn(moment, 1, sign * pitch)

    return play


def _look_at(sheet: _Sheet, at: float, side: float) -> None:
    _look_to(0.36 * side, 0.0, LOOK_YAW_DEG * side, 0.0)(sheet, at, side)


def _long_blink(sheet: _Sheet, at: float, _: float) -> None:
    sheet.long_blinks.append(at)


def _freeze(sheet: _Sheet, at: float, _: float) -> None:
    first = min(int(at * sheet.fps), sheet.frames - 1)
    last = min(first + round(0.9 * sheet.fps), sheet.frames)
    sheet.pose[first:last] = sheet.pose[first]
    sheet.quiet.append((at, at + 0.9))
    sheet.add("brow_up", 0.5 * bump(sheet.frames, sheet.fps, at + 0.4, 0.5))


def _walk(direction: float) -> Play:
    def play(sheet: _Sheet, at: float, side: float) -> None:
        end = at + 1.5
        gone = (
            1 - ease(sheet.frames, sheet.fps, at, end)
            if direction > 0
            else ease(sheet.frames, sheet.fps, at, end)
        )
        sheet.travel[:, 0] += 5.0 * side * gone
        t = np.arange(sheet.frames) / sheet.fps
        walking = (t >= at) & (t <= end)
        sheet.walk[walking] = ((t[walking] - at) * 1.9).astype(np.float32)

    return play


def _lean(degrees: float) -> Play:
    def play(sheet: _Sheet, at: float, _: float) -> None:
        on = ease(sheet.frames, sheet.fps, at, at + 0.35)
        sheet.lean += degrees * on
        sheet.shift[:, 1] += 0.03 * np.sign(degrees) * on

    return play


def _jump(sheet: _Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps - at
    for beat in range(2):
        u = np.clip((t - 0.1 - 0.55 * beat) / 0.45, 0, 1)
        sheet.travel[:, 1] -= (1.1 * 4 * u * (1 - u)).astype(np.float32)
        sheet.squash += 0.6 * bump(sheet.frames, sheet.fps, at + 0.1 + 0.55 * beat + 0.45, 0.1)
    sheet.add("brow_up", 0.4 * bump(sheet.frames, sheet.fps, at + 0.4, 0.6))


def _dance(sheet: _Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps - at
    on = ease(sheet.frames, sheet.fps, at, at + 0.2)
    beat = np.floor(t * 2)
    phase = np.clip((t * 2 - beat) / 0.4, 0, 1)
    side = np.where(beat % 2 == 0, 1, -1) * (2 * phase**2 * (3 - 2 * phase) - 1)
    sheet.travel[:, 0] += (0.14 * side * on).astype(np.float32)
    sheet.pose[:, 2] += (5.0 * side * on).astype(np.float32)
    sheet.add("smile", 0.3 * on)


def _bow(sheet: _Sheet, at: float, _: float) -> None:
    down = bump(sheet.frames, sheet.fps, at + 0.6, 0.6)
    sheet.pose[:, 1] -= 8.0 * down
    sheet.shift[:, 1] += 0.3 * down


def _float(sheet: _Sheet, at: float, side: float) -> None:
    rng = np.random.default_rng([sheet.frames, round(at * 1000), 0xF10A])
    on = (
        ease(sheet.frames, sheet.fps, at, at + 0.4) if at > 0 else np.ones(sheet.frames, np.float32)
    )
    sheet.travel[:, 1] += smooth_noise(rng, sheet.frames, sheet.fps, 0.22) * 0.35 * on - 0.3 * on
    sheet.travel[:, 0] += smooth_noise(rng, sheet.frames, sheet.fps, 0.18) * 0.3 * on
    sheet.spin += side * 7.0 * smooth_noise(rng, sheet.frames, sheet.fps, 0.2) * on


def _tumble(sheet: _Sheet, at: float, _: float) -> None:
    """Arrive upside down and turn upright in 1.4 s."""
    upright = ease(sheet.frames, sheet.fps, at, at + 1.4)
    sheet.spin += 180.0 * (1 - upright)


def _shiver(sheet: _Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps
    on = ease(sheet.frames, sheet.fps, at, at + 0.2) - ease(
        sheet.frames, sheet.fps, at + 1.2, at + 1.5
    )
    sheet.shift[:, 0] += (0.008 * np.sin(2 * np.pi * 9.0 * t) * on).astype(np.float32)
    sheet.shift[:, 1] += 0.02 * on


def _breathe_out(sheet: _Sheet, at: float, _: float) -> None:
    out = bump(sheet.frames, sheet.fps, at + 0.5, 0.5)
    sheet.shift[:, 1] += 0.025 * out
    sheet.pose[:, 1] -= 2.0 * out
    sheet.add("round", 0.5 * out)


def _turn_away(sheet: _Sheet, at: float, side: float) -> None:
    sheet.look(at, 0.4 * side, 0.05, sheet.length)
    sheet.turn(at, 0, 9.0 * side, 0.3)
    sheet.turn(at, 1, -3.0, 0.3)


ACTIONS: Mapping[str, Play] = {
    "nod": _nod,
    "shake_head": _shake,
    "shrug": _shrug,
    "laugh": _laugh,
    "cry": _cry,
    "look_left": _look_to(-0.36, 0.0, -LOOK_YAW_DEG, 0.0),
    "look_right": _look_to(0.36, 0.0, LOOK_YAW_DEG, 0.0),
    "look_up": _look_to(0.0, -0.25, 0.0, 5.5),
    "look_down": _look_to(0.0, 0.22, 0.0, -6.0),
    "look_lens": _look_to(0.0, 0.0, 0.0, 0.0),
    "look_at": _look_at,
    "blink_long": _long_blink,
    "freeze": _freeze,
    "walk_in": _walk(1.0),
    "walk_out": _walk(-1.0),
    "turn_away": _turn_away,
    "lean_in": _lean(4.0),
    "lean_back": _lean(-4.0),
    "jump": _jump,
    "dance": _dance,
    "bow": _bow,
    "float": _float,
    "tumble": _tumble,
    "shiver": _shiver,
    "breathe_out": _breathe_out,
}
"""Actions of head and body; those of the hands are in ``gestures``."""
