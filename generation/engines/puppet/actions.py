"""What an actor can be asked to do with head and body: one function each. Hands: gestures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from generation.arrays import Curve
from generation.engines.puppet.moods import Bearing
from generation.engines.puppet.motion import bump, ease, smooth_noise, step

GAZE_LEAD_S = 0.10  # eyes arrive before the head
LOOK_YAW_DEG = 8.0
LAUGH_PITCH_HZ = 5.4


class Room(NamedTuple):
    """What is left of the picture around a chin, in face heights.

    Attributes:
        aside: To the picture's middle line; negative where that is on the left.
        above: To the upper edge.
        below: To the lower edge.
    """

    aside: float = 0.0
    above: float = 4.0
    below: float = 5.0


WHOLE = Room()


class Sheet:
    """Curves under construction."""

    def __init__(self, frames: int, fps: float, bearing: Bearing, room: Room = WHOLE) -> None:
        self.frames, self.fps, self.bearing, self.room = frames, fps, bearing, room
        self.length = frames / fps
        self.pose = np.zeros((frames, 3), np.float32)
        self.pose[:, 1] = bearing.pitch_deg
        self.pose[:, 2] = bearing.roll_deg
        self.shift = np.zeros((frames, 2), np.float32)
        self.shift[:, 1] = -bearing.shoulders
        self.gaze = np.zeros((frames, 2), np.float32)
        self.travel = np.zeros((frames, 2), np.float32)
        self.spin = np.zeros(frames, np.float32)
        self.squash = np.zeros(frames, np.float32)
        self.walk = np.full(frames, np.nan, np.float32)
        self.weights: dict[str, Curve] = {
            base: np.full(frames, value, np.float32) for base, value in bearing.face.items()
        }
        self.quiet: list[tuple[float, float]] = []
        self.long_blinks: list[float] = []
        self.shut = np.zeros(frames, np.float32)  # how far eyes are closed besides blinks

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


Play = Callable[[Sheet, float, float], None]
"""Plays one action from a time (s) on; the last value is the side (-1, 1) it goes to."""


def _nod(sheet: Sheet, at: float, _: float) -> None:
    for beat in range(2):
        sheet.pose[:, 1] -= 4.5 * bump(sheet.frames, sheet.fps, at + 0.18 + 0.36 * beat, 0.18)


def _shake(sheet: Sheet, at: float, _: float) -> None:
    for beat, sign in enumerate((-1, 1, -1)):
        sheet.pose[:, 0] += 6.0 * sign * bump(sheet.frames, sheet.fps, at + 0.15 + 0.27 * beat, 0.2)


def _shrug(sheet: Sheet, at: float, _: float) -> None:
    up = bump(sheet.frames, sheet.fps, at + 0.35, 0.4)
    sheet.shift[:, 1] += 0.05 * up
    sheet.pose[:, 2] += 4.0 * up
    sheet.add("brow_up", 0.7 * up)
    sheet.add("frown", 0.4 * up)


def _laugh(sheet: Sheet, at: float, _: float) -> None:
    on = ease(sheet.frames, sheet.fps, at, at + 0.15) - ease(
        sheet.frames, sheet.fps, at + 1.2, at + 1.6
    )
    t = np.arange(sheet.frames) / sheet.fps - at
    bob = (0.5 - 0.5 * np.cos(2 * np.pi * LAUGH_PITCH_HZ * t)).astype(np.float32) * on
    sheet.pose[:, 1] += 4.0 * on
    sheet.shift[:, 1] -= 0.028 * bob
    for base, weight in (("smile", 0.8), ("squint", 0.7), ("brow_up", 0.3)):
        sheet.add(base, weight * on)
    sheet.add("jaw", (0.35 * on + 0.3 * bob).astype(np.float32))


def _grin(sheet: Sheet, at: float, _: float) -> None:
    """Smile with all teeth for the rest of the shot, whatever happens."""
    on = (
        ease(sheet.frames, sheet.fps, at, at + 0.2) if at > 0 else np.ones(sheet.frames, np.float32)
    )
    for base, weight in (("smile", 0.9), ("wide", 0.3), ("jaw", 0.12), ("brow_up", 0.3)):
        sheet.add(base, weight * on)


def _cry(sheet: Sheet, at: float, _: float) -> None:
    on = ease(sheet.frames, sheet.fps, at, at + 0.4)
    for base, weight in (("brow_sad", 0.6), ("frown", 0.5), ("squint", 0.5)):
        sheet.add(base, weight * on)
    sheet.pose[:, 1] -= 5.0 * on
    sheet.shift[:, 1] += 0.02 * bump(sheet.frames, sheet.fps, at + 0.7, 0.25)


def _look_to(x: float, y: float, yaw: float, pitch: float) -> Play:
    def play(sheet: Sheet, at: float, _: float) -> None:
        until = min(at + 1.1, sheet.length)
        sheet.look(at, x, y, until)
        for moment, sign in ((at, 1), (until, -1)):
            sheet.turn(moment, 0, sign * yaw)
            sheet.turn(moment, 1, sign * pitch)

    return play


def _look_at(sheet: Sheet, at: float, side: float) -> None:
    _look_to(0.36 * side, 0.0, LOOK_YAW_DEG * side, 0.0)(sheet, at, side)


def _long_blink(sheet: Sheet, at: float, _: float) -> None:
    sheet.long_blinks.append(at)


def _freeze(sheet: Sheet, at: float, _: float) -> None:
    first = min(int(at * sheet.fps), sheet.frames - 1)
    last = min(first + round(0.9 * sheet.fps), sheet.frames)
    sheet.pose[first:last] = sheet.pose[first]
    sheet.quiet.append((at, at + 0.9))
    sheet.add("brow_up", 0.5 * bump(sheet.frames, sheet.fps, at + 0.4, 0.5))


def _walk(direction: float) -> Play:
    def play(sheet: Sheet, at: float, side: float) -> None:
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
    def play(sheet: Sheet, at: float, _: float) -> None:
        on = ease(sheet.frames, sheet.fps, at, at + 0.35)
        sheet.shift[:, 1] += 0.03 * np.sign(degrees) * on

    return play


def _jump(sheet: Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps - at
    for beat in range(2):
        u = np.clip((t - 0.1 - 0.55 * beat) / 0.45, 0, 1)
        sheet.travel[:, 1] -= (1.1 * 4 * u * (1 - u)).astype(np.float32)
        sheet.squash += 0.6 * bump(sheet.frames, sheet.fps, at + 0.1 + 0.55 * beat + 0.45, 0.1)
    sheet.add("brow_up", 0.4 * bump(sheet.frames, sheet.fps, at + 0.4, 0.6))


def _dance(sheet: Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps - at
    on = ease(sheet.frames, sheet.fps, at, at + 0.2)
    beat = np.floor(t * 2)
    phase = np.clip((t * 2 - beat) / 0.4, 0, 1)
    side = np.where(beat % 2 == 0, 1, -1) * (2 * phase**2 * (3 - 2 * phase) - 1)
    sheet.travel[:, 0] += (0.14 * side * on).astype(np.float32)
    sheet.pose[:, 2] += (5.0 * side * on).astype(np.float32)
    sheet.add("smile", 0.3 * on)


DIVE_FACES, DIVE_LEFT_FACES = 2.3, 0.9  # how far off a dive begins and ends
DIVE_RISE_FACES, DIVE_DEG = 1.5, 56.0
DIVE_STRIDE_HZ = 0.45


def _dive(sheet: Sheet, at: float, _: float) -> None:
    """Fly to one's place from the picture's middle, stretched out, in slow motion; never arrive."""
    way = np.sign(sheet.room.aside) or -1.0
    t = np.arange(sheet.frames, dtype=np.float32) / sheet.fps
    share = np.clip((t - at) / max(sheet.length - at, 0.1), 0, 1)
    sheet.travel[:, 0] += way * (DIVE_FACES - (DIVE_FACES - DIVE_LEFT_FACES) * share)
    sheet.travel[:, 1] -= DIVE_RISE_FACES * (0.75 + 0.25 * np.sin(np.pi * share))
    sheet.spin -= way * DIVE_DEG * (0.8 + 0.2 * share)
    sheet.walk[:] = 0.12 + DIVE_STRIDE_HZ * t
    sheet.add("brow_up", np.full(sheet.frames, 0.5, np.float32))
    sheet.add("jaw", (0.3 + 0.2 * share).astype(np.float32))
    sheet.quiet.append((at, sheet.length))


def _bow(sheet: Sheet, at: float, _: float) -> None:
    down = bump(sheet.frames, sheet.fps, at + 0.6, 0.6)
    sheet.pose[:, 1] -= 8.0 * down
    sheet.shift[:, 1] += 0.3 * down


HEAD_FACES = 1.45  # from the chin to the top of the hair
FIGURE_MIDDLE_FACES = 1.5  # from the chin to the middle of a whole figure
DRIFT_ROOM_FACES = 1.0  # free above the head where somebody may drift as far as they like


def _float(sheet: Sheet, at: float, side: float) -> None:
    """Drift without weight, as far as the picture has room above the head."""
    free = float(np.clip((sheet.room.above - HEAD_FACES) / DRIFT_ROOM_FACES, 0.1, 1.0))
    rng = np.random.default_rng([sheet.frames, round(at * 1000), 0xF10A])
    on = (
        ease(sheet.frames, sheet.fps, at, at + 0.4) if at > 0 else np.ones(sheet.frames, np.float32)
    )
    rise = smooth_noise(rng, sheet.frames, sheet.fps, 0.22) * 0.35 - 0.3
    sheet.travel[:, 1] += rise * free * on
    sheet.travel[:, 0] += smooth_noise(rng, sheet.frames, sheet.fps, 0.18) * 0.3 * free * on
    sheet.spin += side * 7.0 * smooth_noise(rng, sheet.frames, sheet.fps, 0.2) * on


def _tumble(sheet: Sheet, at: float, _: float) -> None:
    """Arrive upside down and turn upright in 1.4 s, about the middle of the picture."""
    upright = ease(sheet.frames, sheet.fps, at, at + 1.4)
    sheet.spin += 180.0 * (1 - upright)
    lower = (sheet.room.below - sheet.room.above) / 2 - FIGURE_MIDDLE_FACES
    sheet.travel[:, 1] += lower * (1 - upright)
    sheet.travel[:, 0] += sheet.room.aside * (1 - ease(sheet.frames, sheet.fps, at + 0.9, at + 1.6))


KNEEL_FACES = 1.9  # how far a whole figure sinks to its knees


def _kneel(sheet: Sheet, at: float, _: float) -> None:
    """Drop to the knees like a stone, and stay."""
    down = ease(sheet.frames, sheet.fps, at, at + 0.2)
    sheet.travel[:, 1] += KNEEL_FACES * down
    sheet.travel[:, 1] -= 0.16 * bump(sheet.frames, sheet.fps, at + 0.32, 0.12)
    sheet.squash += bump(sheet.frames, sheet.fps, at + 0.22, 0.12)
    sheet.turn(at + 0.22, 1, -7.0, 0.2)
    sheet.add("brow_up", 0.5 * down)


RISE_FACES = (3.6, 5.5)  # from below the edge that hides whoever rises: a thing, anybody at most
RISE_S = 0.9
BUN_FACES = 1.9  # from the chin to the top of hair that is put up


def _rise(sheet: Sheet, at: float, _: float) -> None:
    """Come up from below into one's place, slowly, and look."""
    up = ease(sheet.frames, sheet.fps, at, at + RISE_S)
    low, far = RISE_FACES
    if sheet.room != WHOLE:
        low = float(np.clip(sheet.room.below + BUN_FACES, low, far))
    sheet.travel[:, 1] += low * (1 - up)
    sheet.add("brow_up", 0.4 * bump(sheet.frames, sheet.fps, at + RISE_S + 0.1, 0.4))


PEEK_FACES = 1.75  # at first only the head is above the cover
DUCK_FACES, DUCK_FRAMES = 5.0, 4


def _peek(sheet: Sheet, at: float, _: float) -> None:
    """Come up out of cover: first the head alone, then the shoulders; look to both sides."""
    up = ease(sheet.frames, sheet.fps, at, at + RISE_S)
    sheet.travel[:, 1] += PEEK_FACES * (1 - up)
    for moment, side in ((at + 0.05, -1.0), (at + 0.6, 1.0)):
        sheet.look(moment, 0.34 * side, 0.0, moment + 0.45)


def _duck(sheet: Sheet, at: float, _: float) -> None:
    """Be gone into cover within four frames."""
    down = ease(sheet.frames, sheet.fps, at, at + DUCK_FRAMES / sheet.fps)
    sheet.travel[:, 1] += DUCK_FACES * down
    sheet.add("brow_up", 0.6 * down)


CHEW_HZ, CHEW_S = 1.9, 2.4


def _chew(sheet: Sheet, at: float, _: float) -> None:
    """Chew with a full mouth and closed lips."""
    t = np.arange(sheet.frames) / sheet.fps - at
    on = ease(sheet.frames, sheet.fps, at, at + 0.12) - ease(
        sheet.frames, sheet.fps, at + CHEW_S, at + CHEW_S + 0.3
    )
    bite = (0.5 - 0.5 * np.cos(2 * np.pi * CHEW_HZ * t)).astype(np.float32) * on
    aside = (np.sin(np.pi * CHEW_HZ * t)).astype(np.float32) * on
    for base, curve in (("jaw", 0.09 * bite), ("close", 1.0 * on), ("wide", 0.3 * aside)):
        sheet.add(base, curve.astype(np.float32))
    sheet.add("press", 0.5 * on)
    sheet.add("puff", (on * (0.8 + 0.2 * aside)).astype(np.float32))
    sheet.pose[:, 1] -= 1.2 * bite


DOZE_S = 0.9


def _doze(sheet: Sheet, at: float, _: float) -> None:
    """Fall asleep where one is: lids down, chin down, for the rest of the shot."""
    down = ease(sheet.frames, sheet.fps, at, at + DOZE_S)
    sheet.add("lid", 1.1 * down)
    sheet.pose[:, 1] -= 7.0 * down
    sheet.pose[:, 2] += 4.0 * down


def _shiver(sheet: Sheet, at: float, _: float) -> None:
    t = np.arange(sheet.frames) / sheet.fps
    on = ease(sheet.frames, sheet.fps, at, at + 0.2) - ease(
        sheet.frames, sheet.fps, at + 1.2, at + 1.5
    )
    sheet.shift[:, 0] += (0.008 * np.sin(2 * np.pi * 9.0 * t) * on).astype(np.float32)
    sheet.shift[:, 1] += 0.02 * on


def _breathe_out(sheet: Sheet, at: float, _: float) -> None:
    out = bump(sheet.frames, sheet.fps, at + 0.5, 0.5)
    sheet.shift[:, 1] += 0.025 * out
    sheet.pose[:, 1] -= 2.0 * out
    sheet.add("round", 0.5 * out)


def _turn_away(sheet: Sheet, at: float, side: float) -> None:
    sheet.look(at, 0.4 * side, 0.05, sheet.length)
    sheet.turn(at, 0, 9.0 * side, 0.3)
    sheet.turn(at, 1, -3.0, 0.3)


ACTIONS: Mapping[str, Play] = {
    "nod": _nod,
    "shake_head": _shake,
    "shrug": _shrug,
    "laugh": _laugh,
    "grin": _grin,
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
    "dive": _dive,
    "float": _float,
    "tumble": _tumble,
    "kneel": _kneel,
    "rise": _rise,
    "chew": _chew,
    "peek": _peek,
    "duck": _duck,
    "doze": _doze,
    "shiver": _shiver,
    "breathe_out": _breathe_out,
}
"""Actions of head and body; those of the hands are in ``gestures``."""
