"""How somebody runs after somebody, or from them: numbers for head and body. Hands: gestures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from generation.arrays import Curve
from generation.engines.puppet.actions import Play, Sheet
from generation.engines.puppet.gestures import STRIDES_HZ
from generation.engines.puppet.motion import ease

SPEED_FACES = 2.2  # face heights a second
GAP_FACES = 2.3  # from chin to chin: an arm's length too far
BEFORE = 0.32  # share of the run before the middle of the picture: the first frame shows both
LEAN_DEG, BOUNCE_FACES = 14.0, 0.18
BACK_DEG, BACK_GAZE = 8.0, 0.36  # whoever flees looks back over the shoulder
SCARED = (("brow_up", 0.8), ("jaw", 0.35))
EAGER = (("brow_up", 0.2), ("smile", 0.5), ("jaw", 0.15))


def _chase(sheet: Sheet, at: float, side: float) -> None:
    """Run to where the other is, leaning forward."""
    on = _run(sheet, at, side, ahead=-GAP_FACES / 2)
    _face(sheet, side, on, EAGER)


def _flee(sheet: Sheet, at: float, side: float) -> None:
    """Run away from where the other is, and look back."""
    on = _run(sheet, at, -side, ahead=GAP_FACES / 2)
    _face(sheet, side, on, SCARED)


def _face(sheet: Sheet, side: float, on: Curve, weights: Sequence[tuple[str, float]]) -> None:
    """Turn to where the other is, with eyes and face."""
    sheet.pose[:, 0] += BACK_DEG * side * on
    sheet.gaze[:, 0] += BACK_GAZE * side * on
    for base, weight in weights:
        sheet.add(base, weight * on)


def _run(sheet: Sheet, at: float, way: float, *, ahead: float) -> Curve:
    """Run to the side ``way`` for the rest of the shot; return ``(n,)``: 0 before it, 1 in it.

    Who runs from the start comes through the picture's middle, ``ahead`` face heights before the
    middle of those who run; others set out from where they stand.
    """
    t = np.arange(sheet.frames, dtype=np.float32) / sheet.fps
    ran = np.clip(t - at, 0, None)
    on = ease(sheet.frames, sheet.fps, at, at + 0.2) if at > 0 else np.ones_like(t)
    sheet.travel[:, 0] += SPEED_FACES * way * ran
    if at <= 0:
        sheet.travel[:, 0] += sheet.room.aside + way * (ahead - BEFORE * SPEED_FACES * sheet.length)
    sheet.travel[:, 1] -= BOUNCE_FACES * np.abs(np.sin(2 * np.pi * STRIDES_HZ * ran)) * on
    sheet.spin += LEAN_DEG * way * on
    running = t >= at
    sheet.walk[running] = 0.12 + STRIDES_HZ * ran[running]
    sheet.quiet.append((at, sheet.length))
    return on


RUNS: Mapping[str, Play] = {"chase": _chase, "flee": _flee}
