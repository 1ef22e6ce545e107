"""Windows of indoor sets: sky, what stands outside, weather on the glass, frame. No room here."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.canvas import Canvas, Colour
from generation.engines.puppet.props.forms import Brush, mix, texture
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import TimeOfDay, Weather

SKIES: Mapping[TimeOfDay, tuple[Colour, Colour, Colour]] = {
    "dawn": ((132, 150, 198), (236, 184, 170), (255, 222, 172)),
    "day": ((112, 176, 226), (176, 218, 240), (240, 246, 240)),
    "dusk": ((74, 62, 128), (224, 112, 108), (255, 190, 104)),
    "night": ((12, 18, 48), (26, 38, 84), (58, 70, 120)),
}
GREYS: Mapping[TimeOfDay, Colour] = {
    "dawn": (150, 154, 172),
    "day": (164, 178, 190),
    "dusk": (98, 88, 112),
    "night": (24, 28, 46),
}


def outdoors(scene: Scene) -> tuple[Colour, Colour, Colour]:
    """Return the sky seen through a window: top, middle, horizon."""
    grey = sky_dim(scene.weather) * 1.15
    veil = GREYS[scene.time]
    high, middle, low = SKIES[scene.time]
    return (
        mix(high, veil, min(grey, 0.9)),
        mix(middle, veil, min(grey, 0.9)),
        mix(low, veil, min(grey, 0.8)),
    )


def window(
    scene: Scene,
    brush: Brush,
    box: tuple[float, float, float, float],
    frame: Colour,
    *,
    panes: tuple[int, int] = (2, 3),
    view: str = "roofs",
) -> None:
    """Cut a window into the wall: sky, what stands outside, weather on the pane, bars, sill."""
    left, top, right, bottom = box
    canvas = brush.canvas
    outside(scene, canvas, box, view)
    bar = 0.008
    for column in range(1, panes[0]):
        x = left + (right - left) * column / panes[0]
        brush.slab(x - bar / 2, top, x + bar / 2, bottom, frame, bulge=0.003)
    for row in range(1, panes[1]):
        y = top + (bottom - top) * row / panes[1]
        brush.slab(left, y - bar / 2, right, y + bar / 2, frame, bulge=0.003)
    rim = 0.016
    for edge in (
        (left - rim, top - rim, right + rim, top),
        (left - rim, top - rim, left, bottom + rim),
        (right, top - rim, right + rim, bottom + rim),
    ):
        brush.slab(*edge, frame, bulge=0.005)
    brush.slab(left - rim * 2, bottom, right + rim * 2, bottom + rim * 1.4, frame, bulge=0.006)


def outside(
    scene: Scene, canvas: Canvas, box: tuple[float, float, float, float], view: str
) -> None:
    """Paint what is seen through an opening, and the weather on its glass."""
    corners = canvas.px([(box[0], box[1]), (box[2], box[3])])
    x0, y0 = np.maximum(np.floor(corners[0]), 0).astype(int)
    x1, y1 = np.minimum(np.ceil(corners[1]), (canvas.width, canvas.height)).astype(int)
    if x1 <= x0 or y1 <= y0:
        return
    sky = np.array(outdoors(scene), np.float32)[:, ::-1]
    rows = canvas.stage_y()[y0:y1, 0]
    share = (rows - box[1]) / (box[3] - box[1])
    ramp_rows = np.stack([np.interp(share, (0, 0.6, 1), sky[:, c]) for c in range(3)], -1)
    patch = np.repeat(ramp_rows[:, None, :], x1 - x0, 1).astype(np.uint8)
    strokes = texture(y1 - y0, x1 - x0, 11, 5)
    cv2.addWeighted(patch, 1.0, cv2.merge([strokes] * 3), 0.14, -18, dst=patch)
    canvas.bgr[y0:y1, x0:x1] = patch
    canvas.alpha[y0:y1, x0:x1] = 255
    _skyline(scene, canvas, box, view)
    _panes_weather(scene, canvas, (int(x0), int(y0), int(x1), int(y1)))


def _skyline(
    scene: Scene, canvas: Canvas, box: tuple[float, float, float, float], view: str
) -> None:
    left, top, right, bottom = box
    rng = canvas.rng(f"skyline {left:.3f}")
    width, height = right - left, bottom - top
    _high, middle, low = outdoors(scene)
    far, near = mix(low, (70, 84, 110), 0.45), mix(middle, (34, 42, 64), 0.66)
    if view == "garden":
        for tone, base in ((far, 0.55), (near, 0.78)):
            for index in range(6):
                x = left + width * min(max((index + float(rng.uniform(-0.3, 0.3))) / 5, 0.08), 0.92)
                radius = width * 0.16 * float(rng.uniform(0.7, 1.1))
                radius = min(radius, x - left, right - x)
                canvas.ellipse((x, top + height * base), (radius, radius * 0.9), tone, 0.9)
            canvas.box(left, top + height * base, right, bottom, tone)
        return
    count = 6
    for tone, base, rise in ((far, 0.74, 0.34), (near, 0.9, 0.3)):
        for index in range(count):
            a, b = left + width * index / count, left + width * (index + 1) / count
            y = top + height * (base - rise * float(rng.random()))
            canvas.box(a, y, b, bottom, tone)
            if scene.time in ("night", "dusk"):
                _lights(canvas, rng, (a, y, b, bottom))


def _lights(
    canvas: Canvas, rng: np.random.Generator, box: tuple[float, float, float, float]
) -> None:
    left, top, right, bottom = box
    for _ in range(5):
        x = left + (right - left) * float(rng.uniform(0.15, 0.85))
        y = top + (bottom - top) * float(rng.uniform(0.08, 0.9))
        warm = (255, 206, 128) if rng.random() < 0.8 else (170, 214, 255)
        canvas.box(x - 0.003, y - 0.004, x + 0.003, y + 0.004, warm, 0.9)


def _panes_weather(scene: Scene, canvas: Canvas, box: tuple[int, int, int, int]) -> None:
    weather = scene.weather
    x0, y0, x1, y1 = box
    pane = canvas.bgr[y0:y1, x0:x1]
    rng = canvas.rng(f"glass {x0}")
    if weather.kind in ("rain", "storm"):
        _drops(pane, rng, canvas.scale, weather)
    elif weather.kind == "snow":
        for _ in range(int(60 * (0.4 + weather.strength))):
            at = (int(rng.integers(0, x1 - x0)), int(rng.integers(0, y1 - y0)))
            size = max(1, round(float(rng.uniform(0.001, 0.0035)) * canvas.scale))
            cv2.circle(pane, at, size, (255, 250, 246), -1, cv2.LINE_AA)
        drift = max(2, round(0.02 * canvas.scale))
        lip = pane[-drift:]
        lip[:] = cv2.addWeighted(lip, 0.25, np.full_like(lip, 246), 0.75, 0)
    elif weather.kind == "fog":
        veil = np.full_like(pane, GREYS[scene.time][::-1])
        pane[:] = cv2.addWeighted(pane, 1 - 0.7 * weather.strength, veil, 0.7 * weather.strength, 0)


def _drops(
    pane: npt.NDArray[np.uint8], rng: np.random.Generator, scale: float, weather: Weather
) -> None:
    height, width = pane.shape[:2]
    streaks = np.zeros_like(pane)
    bright = (214, 206, 196)
    for _ in range(int(26 * (0.4 + weather.strength))):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        run = int(float(rng.uniform(0.02, 0.09)) * scale)
        slant = int(run * weather.wind * 0.35)
        cv2.line(streaks, (x, y), (x + slant, y + run), bright, max(1, round(scale / 700)), 16)
        cv2.circle(
            streaks, (x + slant, y + run), max(1, round(scale / 480)), (255, 250, 244), -1, 16
        )
    cv2.addWeighted(pane, 1.0, streaks, 0.42, 0, dst=pane)


def sky_dim(weather: Weather) -> float:
    """Return 0..1 how much weather takes from daylight."""
    share = {"storm": 0.75, "rain": 0.5, "fog": 0.3, "snow": 0.2}.get(weather.kind, 0.0)
    return share * (0.5 + 0.5 * weather.strength)
