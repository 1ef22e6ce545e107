"""How things move: holds, steps with anticipation and overshoot, seeded blinks. Numbers only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.arrays import Curve

ANTICIPATION_FRAMES = 3  # every move starts a little the other way
ANTICIPATION_SHARE = 0.06
DAMPING = 0.62  # overshoot of about 8 % (second-order step response)
SETTLED_S = 0.42  # after this the value is exactly the target: a hold is a hold

BLINK_CLOSE = (0.45, 1.0, 1.0)  # lid closing frame by frame at 30 fps: shut for two frames
BLINK_OPEN = (0.62, 0.22)


def step(frames: int, fps: float, at_s: float, duration_s: float = 0.24) -> Curve:
    """Return ``(frames,)``: 0 before ``at_s``, 1 long after, anticipation and overshoot between."""
    t = np.arange(frames, dtype=np.float64) / fps - at_s
    wind_up = ANTICIPATION_FRAMES / fps
    early = (t >= 0) & (t < wind_up)
    curve = np.where(
        early, -ANTICIPATION_SHARE * np.sin(np.pi * np.clip(t / wind_up, 0, 1) / 2), 0.0
    )
    moving = np.clip(t - wind_up, 0, None)
    omega = np.pi / (duration_s * 1.1 * np.sqrt(1 - DAMPING**2))
    damped = omega * np.sqrt(1 - DAMPING**2)
    ring = np.exp(-DAMPING * omega * moving)
    rise = 1 - ring * (
        np.cos(damped * moving) + DAMPING / np.sqrt(1 - DAMPING**2) * np.sin(damped * moving)
    )
    rise = -ANTICIPATION_SHARE * ring + rise
    curve = np.where(t >= wind_up, rise, curve)
    return np.where(t >= wind_up + SETTLED_S, 1.0, curve).astype(np.float32)


def ease(frames: int, fps: float, start_s: float, end_s: float) -> Curve:
    """Return ``(frames,)``: 0 → 1 along a minimum-jerk path (Flash & Hogan 1985)."""
    t = np.arange(frames, dtype=np.float64) / fps
    u = np.clip((t - start_s) / max(end_s - start_s, 1e-6), 0, 1)
    return (u**3 * (10 - 15 * u + 6 * u * u)).astype(np.float32)


def bump(frames: int, fps: float, at_s: float, width_s: float) -> Curve:
    """Return ``(frames,)``: a smooth single bump of height 1 centred at ``at_s``."""
    t = np.arange(frames, dtype=np.float64) / fps
    u = np.clip(1 - np.abs(t - at_s) / max(width_s, 1e-6), 0, 1)
    return (u * u * (3 - 2 * u)).astype(np.float32)


def blink_curve(frames: int, starts: Sequence[int], *, hold: int = 0) -> Curve:
    """Return lid closure 0..1 for blinks from ``starts`` on; ``hold`` adds shut frames."""
    shape = (*BLINK_CLOSE, *([1.0] * hold), *BLINK_OPEN)
    curve = np.zeros(frames, np.float32)
    for start in starts:
        end = min(start + len(shape), frames)
        curve[start:end] = np.maximum(curve[start:end], shape[: end - start])
    return curve


def blink_shut_frame(start: int) -> int:
    """Return the first frame of a blink on which the lids are fully closed."""
    return start + BLINK_CLOSE.index(1.0)


def blink_starts(
    rng: np.random.Generator,
    frames: int,
    fps: float,
    *,
    per_minute: float,
    phrase_ends_s: Sequence[float],
    quiet: Sequence[tuple[float, float]] = (),
) -> list[int]:
    """Choose where blinks begin: at phrase ends first, then by chance; never in ``quiet`` spans.

    Blinks keep 0.35 s from the cuts and 0.9 s from each other, so that each one is seen as one.
    """
    wanted = list(phrase_ends_s)
    clock = float(rng.uniform(0.5, 1.6))
    while clock < frames / fps:
        wanted.append(clock)
        clock += float(rng.gamma(4.0, 60.0 / per_minute / 4.0))
    chosen: list[float] = []
    length = frames / fps
    for moment in wanted:
        fits = 0.35 <= moment <= length - 0.4
        calm = all(not (start - 0.25 <= moment <= end) for start, end in quiet)
        apart = all(abs(moment - other) > 0.9 for other in chosen)
        if fits and calm and apart:
            chosen.append(moment)
    return sorted(round(moment * fps) for moment in chosen)


def smooth_noise(rng: np.random.Generator, frames: int, fps: float, hz: float) -> Curve:
    """Return ``(frames,)`` band-limited noise in about -1..1 that changes ``hz`` times a second."""
    knots = max(4, int(np.ceil(frames / fps * hz * 2)) + 3)
    values = rng.uniform(-1, 1, knots)
    t = np.arange(frames) / fps * hz * 2
    index = t.astype(int)
    u = t - index
    u = u * u * (3 - 2 * u)
    mixed = values[index] * (1 - u) + values[index + 1] * u
    return np.asarray(mixed, np.float32)
