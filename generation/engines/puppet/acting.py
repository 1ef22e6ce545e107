"""Acting: who does what on which frame. From cues and mood to numbers; it draws nothing."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generation.arrays import Curve
from generation.engines.puppet.actions import ACTIONS, Room, Sheet
from generation.engines.puppet.clasping import HUG, Embrace, approach, embracing, lay_head
from generation.engines.puppet.gestures import Hands, perform_hands
from generation.engines.puppet.lipsync import mouth_curves
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.motion import (
    blink_curve,
    blink_shut_frame,
    blink_starts,
    bump,
)
from generation.engines.puppet.running import RUNS
from generation.model.likeness import Reach
from generation.model.screenplay import Action, Mood
from generation.model.timeline import Cue

PLAYS = {**ACTIONS, **RUNS}
POSE_STEP_DEG = 0.2  # a held head is drawn once, and a move that has all but settled is a hold
LISTEN_LEAD_S = 0.12  # listeners' eyes are there before the line is
STILL_BEFORE_PUNCHLINE_S = 1.0
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
        sides: Where each other actor of the set stands, -1 left, 1 right.
        alone: Nobody and nothing else is in the shot.
        punchline_s: The moment after which nothing may distract, or None.
        holds: Prop in this actor's hand, or None.
        facing: Where the actor rests the gaze: -1 left, 0 lens, 1 right.
        reach: How far this face goes in a smile and in surprise.
        room: What is left of the picture around the chin.
        right_handed: True where what is held has to be in the hand on the picture's right.
        embrace: Where they hold somebody, or None.
    """

    token: str
    mood: Mood
    cues: Sequence[Cue] = ()
    others: Sequence[tuple[float, float, float]] = ()
    actions: Sequence[Action] = ()
    sides: Mapping[str, float] = field(default_factory=dict)
    alone: bool = True
    punchline_s: float | None = None
    holds: str | None = None
    facing: float = 0.0
    reach: Reach = field(default_factory=Reach)
    room: Room = field(default_factory=Room)
    right_handed: bool = False
    embrace: Embrace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTrack:
    """One actor over one shot, frame by frame.

    Attributes:
        pose: ``(n, 3)`` yaw, pitch, roll in degrees; yaw > 0 turns to the picture's right.
        shift: ``(n, 2)`` head offset in face heights (x, y).
        weights: Base name → ``(n,)`` 0..1.
        gaze: ``(n, 2)`` in eye widths, x > 0 to the picture's right.
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
    breath: Curve
    travel: npt.NDArray[np.float32]
    spin: Curve
    squash: Curve
    walk: Curve
    hands: Hands
    shut_frames: tuple[int, ...]


def perform(part: Part, *, frames: int, fps: float, lead_s: float, seed: int) -> ActorTrack:
    """Play a part: the same part, length and seed give the same track."""
    rng = np.random.default_rng([seed, zlib.crc32(part.token.encode()), 0xAC7])
    bearing = BEARINGS[part.mood]
    sheet = Sheet(frames, fps, bearing, part.room)
    if part.punchline_s is not None:
        sheet.quiet.append((part.punchline_s - STILL_BEFORE_PUNCHLINE_S, part.punchline_s))
    _rest(sheet, part, rng)
    _listen(sheet, part)
    _speak(sheet, part)
    for action in part.actions:
        _act(sheet, part, action, rng)
    if part.embrace is not None:
        approach(sheet, part.embrace)
    mouth = mouth_curves(
        [phoneme for cue in part.cues for phoneme in cue.phonemes],
        frames=frames, fps=fps, lead_s=lead_s, openness=bearing.openness,
    )  # fmt: skip
    for base, curve in mouth.items():
        sheet.add(base, curve)
    shut = _blink(sheet, part, rng)
    hugged = part.embrace
    hands = perform_hands(
        part.actions if hugged is None else [a for a in part.actions if a.action != HUG],
        part.cues,
        bearing,
        frames=frames,
        fps=fps,
        rng=rng,
        holds=part.holds,
        inward=_inward(part),
        right_handed=part.right_handed,
    )
    if hugged is not None:
        hands = embracing(hands, hugged, fps)
    return ActorTrack(
        pose=(np.round(sheet.pose / POSE_STEP_DEG) * POSE_STEP_DEG).astype(np.float32),
        shift=sheet.shift,
        weights=_settle_smile(_within_reach(sheet.weights, part.reach)),
        gaze=sheet.gaze,
        breath=_breath(frames, fps, rng),
        travel=sheet.travel,
        spin=sheet.spin,
        squash=sheet.squash,
        walk=sheet.walk,
        hands=hands,
        shut_frames=shut,
    )


def _inward(part: Part) -> float:
    """Return the side on which a hand with something to do is, if it matters: -1 left, 1 right."""
    if part.embrace is not None:
        return part.embrace.outer
    chased = [action.target or "" for action in part.actions if action.action == "chase"]
    if chased:
        return part.sides.get(chased[0], 0.0)
    return part.room.aside if part.alone else 0.0


def _rest(sheet: Sheet, part: Part, rng: np.random.Generator) -> None:
    """Hold still, then take a slightly different position; never in a quiet span."""
    bearing = sheet.bearing
    if part.facing:
        sheet.pose[:, 0] += 5.0 * part.facing
        sheet.gaze[:, 0] += 0.16 * part.facing
    clock = float(rng.uniform(0.2, 0.5)) if bearing.restlessness > 0.2 else 0.6
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
        clock += float(rng.uniform(0.9, 1.7)) / max(0.6, min(bearing.restlessness, 1.0))


def _listen(sheet: Sheet, part: Part) -> None:
    """Turn to whoever speaks; eyes first, and a small nod when the line ends."""
    for start, end, side in part.others:
        at = max(start - LISTEN_LEAD_S, 0.0)
        sheet.look(at, 0.32 * side, 0.0, end + 0.25)
        sheet.turn(at, 0, 6.0 * side)
        sheet.turn(end + 0.3, 0, -6.0 * side)
        if sheet.bearing.nods:
            sheet.pose[:, 1] -= 1.8 * bump(sheet.frames, sheet.fps, end + 0.12, 0.16)


def _speak(sheet: Sheet, part: Part) -> None:
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


def _blink(sheet: Sheet, part: Part, rng: np.random.Generator) -> tuple[int, ...]:
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
    lids = np.maximum(blink_curve(sheet.frames, starts, hold=slow), sheet.shut)
    for base in ("blinkL", "blinkR"):
        sheet.weights[base] = lids
    for base in ("lid", "squint"):
        if base in sheet.weights:  # a shut lid has nothing left to lower
            sheet.weights[base] = sheet.weights[base] * (1 - lids)
    return tuple(blink_shut_frame(start) for start in starts)


def _within_reach(weights: Mapping[str, Curve], reach: Reach) -> Mapping[str, Curve]:
    """Let a face go as far as its own; speech and lids are the same for everybody."""
    shares = {"smile": reach.smile, "brow_up": reach.brows}
    return {
        base: np.asarray(curve * np.float32(shares.get(base, 1.0)), np.float32)
        for base, curve in weights.items()
    }


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


def _act(sheet: Sheet, part: Part, action: Action, rng: np.random.Generator) -> None:
    at = action.at * sheet.length
    side = part.sides.get(action.target or "", 1.0 if rng.random() < 0.5 else -1.0)
    if action.action == HUG:
        lay_head(sheet, at, side, part.embrace)
    play = PLAYS.get(action.action)
    if play is not None:
        play(sheet, at, side)
