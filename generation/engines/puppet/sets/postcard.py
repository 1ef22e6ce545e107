"""A postcard on a table: words that are being written, and a stamp whose picture is alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from math import inf

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha
from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.forms import Brush, mix, times
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.props.words import block
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    close,
    defocus,
    hour_of,
    light,
    near,
    people,
    plaster,
    seen_in,
)
from generation.engines.puppet.stage import Anchor, Box, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FACE = 0.108  # face height of who is on the stamp
CHIN_AT = 0.62  # of the stamp's height
HALF, TOP, BOTTOM = 0.255, 0.16, 0.84  # of the card
WRITTEN = "off"  # state of the sign in which its words are only just being written
WRITE_FROM_S, WRITE_UNTIL_S, STROKES = 0.15, 1.85, 14
SLANT = 0.22  # of handwriting, width by height
INK: Colour = (30, 52, 120)
PAPER: Colour = (252, 244, 226)
OAK: Colour = (150, 98, 62)
RED: Colour = (206, 70, 66)
BLUE: Colour = (70, 104, 168)
SKIES: Mapping[TimeOfDay, tuple[Colour, Colour, Colour]] = {
    "dawn": ((130, 150, 210), (246, 180, 160), (255, 224, 180)),
    "day": ((76, 168, 232), (150, 214, 246), (236, 246, 240)),
    "dusk": ((88, 70, 140), (240, 120, 96), (255, 196, 110)),
    "night": ((14, 22, 60), (34, 52, 110), (80, 100, 160)),
}
SEAS: Mapping[TimeOfDay, Colour] = {
    "dawn": (110, 150, 190), "day": (36, 150, 180), "dusk": (120, 90, 130), "night": (24, 44, 90),
}  # fmt: skip
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 216), shadow=(110, 98, 130), room=(214, 200, 204), lamp=0.4,
        light=light((255, 226, 206), (255, 200, 170), 1, (180, 156, 160), 0.35),
    ),
    "day": Hour(
        key=(255, 250, 240), shadow=(120, 112, 130), room=(240, 236, 230), lamp=0.1,
        light=light((255, 250, 238), (220, 240, 255), 1, (180, 196, 200), 0.3),
    ),
    "dusk": Hour(
        key=(255, 216, 176), shadow=(96, 74, 100), room=(206, 168, 146), lamp=0.7,
        light=light((255, 206, 168), (255, 150, 110), -1, (180, 124, 110), 0.4),
    ),
    "night": Hour(
        key=(255, 214, 166), shadow=(60, 52, 84), room=(156, 128, 120), lamp=1.0,
        light=light((206, 214, 246), (140, 170, 255), -1, (78, 92, 140), 0.45),
    ),
}  # fmt: skip


def stamp(aspect: float) -> Box:
    """Return the picture of the stamp (left, top, right, bottom) in stage units."""
    middle = aspect / 2
    return middle + 0.02, 0.2, middle + 0.232, 0.46


class Postcard:
    """``actor1`` is on the stamp; ``sign_state`` "off" has the words written during the shot."""

    id: str = "postcard"
    room: Room = "outside"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return everybody on the stamp, and ``front`` over it: where a postmark falls."""
        box = stamp(aspect)
        one = seen_in(box, face=FACE, chin_at=CHIN_AT)
        middle, foot = one.at
        places = {
            f"actor{n}": replace(one, at=(middle + 0.082 * side, foot - 0.02 * abs(side)))
            for n, side in ((1, 0.0), (2, -1.0), (3, 1.0))
        }
        return {
            **people(aspect),
            **places,
            "front": Anchor(at=(middle - 0.02, box[3] - 0.05), height=0.4, window=box),
            "table": Anchor(at=(aspect / 2, 0.95), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the picture of the stamp, the card around it, and what is written on it."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_view(scene, hour), _clouds(scene, hour), _waves(scene, hour)),
            front=(_card(scene, hour), *_writing(scene, hour), _desk(scene, hour)),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.2, front=True, colour=(255, 246, 226)),),
        )


# -- the picture of the stamp ------------------------------------------------------------------


def _view(scene: Scene, hour: Hour) -> Layer:
    """Paint the sea, the sun, and a headland with a lighthouse."""
    canvas = scene.canvas(1.0, opaque=True)
    left, top, right, bottom = stamp(scene.view.aspect)
    high, middle, low = SKIES[scene.time]
    line = top + 0.5 * (bottom - top)
    canvas.gradient([(top, high), (top + 0.3 * (line - top), middle), (line, low)])
    if scene.time == "night":
        brushes.stars(canvas, line, 120)
    sun = (left + 0.04, top + 0.055)
    canvas.glow(sun, 0.09, (255, 240, 200), 0.8)
    canvas.ellipse(sun, (0.018, 0.018), (255, 248, 224), 0.95, soften=0.002)
    brush = Brush(canvas, hour.tint)
    sea = SEAS[scene.time]
    brush.flat([(-1, line), (2, line), (2, bottom + 0.4), (-1, bottom + 0.4)], sea)
    for step in range(9):
        y = line + 0.004 + 0.014 * step
        tone = mix(sea, low, 0.5 - 0.05 * step)
        brush.stroke([(left - 0.1, y), (right + 0.1, y)], 0.002 + 0.0006 * step, tone, 0.6)
    rock = mix((96, 104, 96), low, 0.35)
    brush.form(
        [(right - 0.09, line + 0.004), (right - 0.05, line - 0.035), (right + 0.02, line - 0.04),
         (right + 0.1, line + 0.004)],
        rock, bulge=0.01,
    )  # fmt: skip
    x = right - 0.03
    for number in range(4):
        y = line - 0.04 - 0.018 * number
        tone = RED if number % 2 else (250, 246, 238)
        brush.slab(x - 0.009, y - 0.018, x + 0.009, y, tone, bulge=0.004, corner=0.0)
    brush.ball((x, line - 0.118), (0.007, 0.008), (255, 236, 160), gloss=0.4)
    brush.haze((x, line - 0.118), (0.03, 0.025), (255, 240, 180), 0.3 + 0.5 * hour.lamp)
    sand = times((240, 214, 160), mix((255, 255, 255), hour.room, 0.5))
    shore = [(left - 0.1, bottom - 0.05), (left + 0.09, bottom - 0.065),
             (right + 0.1, bottom - 0.04), (right + 0.1, bottom + 0.2),
             (left - 0.1, bottom + 0.2)]  # fmt: skip
    brush.form(shore, sand, bulge=0.008, grain=2.0)
    defocus(scene, canvas, 0.7)
    return scene.layer(canvas, opaque=True)


def _clouds(scene: Scene, hour: Hour) -> Layer:
    """Clouds and a sail that are on their way."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    left, top, right, bottom = stamp(scene.view.aspect)
    tone = mix(SKIES[scene.time][1], (255, 255, 255), 0.7)
    for x, y, size in ((left + 0.05, top + 0.035, 0.03), (right - 0.05, top + 0.06, 0.024)):
        for dx, rise, share in ((-1.0, 0.0, 0.7), (0.0, -0.35, 1.0), (1.1, 0.0, 0.75)):
            brush.ball((x + dx * size, y + rise * size), (size * share, size * share * 0.55), tone)
    line = top + 0.5 * (bottom - top)
    x = left + 0.05
    brush.form([(x, line - 0.04), (x, line - 0.004), (x + 0.024, line - 0.004)], (255, 250, 240))
    brush.form(
        [(x - 0.012, line - 0.002), (x + 0.03, line - 0.002), (x + 0.022, line + 0.006),
         (x - 0.006, line + 0.006)],
        (150, 70, 60),
    )  # fmt: skip
    return scene.layer(canvas, drift=(0.006, 0.0))


def _waves(scene: Scene, hour: Hour) -> Layer:
    """Foam that comes and goes on the sand, and glitter on the water."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    left, top, right, bottom = stamp(scene.view.aspect)
    foam = mix(SEAS[scene.time], (255, 255, 255), 0.75)
    for rise, alpha in ((0.075, 0.9), (0.095, 0.5)):
        xs = np.linspace(left - 0.1, right + 0.1, 18).tolist()
        edge = [(x, bottom - rise + 0.004 * (-1) ** n) for n, x in enumerate(xs)]
        brush.stroke(curve(edge, closed=False), 0.005, foam, alpha)
    rng = canvas.rng("glitter")
    line = top + 0.5 * (bottom - top)
    for _ in range(26):
        at = (float(rng.uniform(left, right)), float(rng.uniform(line + 0.006, bottom - 0.1)))
        brush.stroke([at, (at[0] + 0.012, at[1])], 0.0016, (255, 250, 226), 0.6)
    return scene.layer(canvas, behaviour="swing", hz=0.35, drift=(0.006, 0.004))


# -- the card around it ------------------------------------------------------------------------


def _card(scene: Scene, hour: Hour) -> Layer:
    """Paint the table and the card on it, then cut the picture of the stamp out."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, OAK, hour.tint, contrast=0.5)
    for step in range(-6, 7):
        x = middle + 0.23 * step + 0.1
        brush.stroke([(x, -0.1), (x + 0.01, 1.1)], 0.003, mix(OAK, (50, 26, 16), 0.6), 0.5)
    left, right = middle - HALF, middle + HALF
    brush.shadow((middle + 0.012, BOTTOM - 0.3), (HALF * 1.25, 0.42), 0.55)
    brush.slab(left, TOP, right, BOTTOM, PAPER, bulge=0.004, grain=1.4, corner=0.006, fall=0.05)
    _airmail(brush, left, right)
    x0, y0, x1, y1 = stamp(scene.view.aspect)
    for y in np.linspace(0.25, 0.4, 4).tolist():
        brush.stroke([(left + 0.03, y), (x0 - 0.035, y)], 0.002, (150, 140, 130), 0.7)
    brush.stroke([(left + 0.025, 0.49), (right - 0.025, 0.49)], 0.0025, (170, 160, 150), 0.8)
    _teeth(brush, (x0 - 0.012, y0 - 0.012, x1 + 0.012, y1 + 0.012))
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.45), (0.5, 0.55), hour.key, 0.25)
    lights.corners(0.45)
    lights.multiply()
    corners = canvas.px([(x0, y0), (x1, y1)]).round().astype(int)
    (a, b), (c, d) = np.clip(corners, 0, (canvas.width, canvas.height)).tolist()
    canvas.bgr[b:d, a:c] = 0
    canvas.alpha[b:d, a:c] = 0
    rim = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    brush.stroke(rim, 0.004, mix(PAPER, (120, 110, 110), 0.4), 0.9)
    return scene.layer(canvas)


def _airmail(brush: Brush, left: float, right: float) -> None:
    """The red and blue edge that sends a card far away."""
    wide = 0.03
    for number in range(int((right - left) / wide)):
        x = left + 0.006 + wide * number
        tone = (RED, BLUE)[number % 2]
        for y in (TOP + 0.006, BOTTOM - 0.016):
            brush.flat(
                [(x + 0.006, y), (x + 0.02, y), (x + 0.014, y + 0.01), (x, y + 0.01)], tone, 0.85
            )


def _teeth(brush: Brush, box: Box) -> None:
    """The white of the stamp with its perforated edge."""
    left, top, right, bottom = box
    brush.shadow(((left + right) / 2, bottom), ((right - left) * 0.5, 0.012), 0.5)
    white = (255, 253, 246)
    brush.slab(left, top, right, bottom, white, bulge=0.002, corner=0.0, grain=0.4)
    for share in np.linspace(0.02, 0.98, 15).tolist():
        x, y = left + share * (right - left), top + share * (bottom - top)
        for at in ((x, top), (x, bottom), (left, y), (right, y)):
            brush.disc(at, (0.0055, 0.0055), mix(PAPER, (60, 50, 40), 0.1))


# -- what is written ---------------------------------------------------------------------------


def _writing(scene: Scene, hour: Hour) -> Iterator[Layer]:
    """Yield the words, at once or stroke by stroke, and the pen that writes them."""
    if not scene.sign or not scene.lettering.can_write(scene.sign):
        return
    middle = scene.view.aspect / 2
    canvas = scene.canvas(1.0)
    box = (middle - HALF + 0.03, 0.52, middle + HALF - 0.05, 0.79)
    ink = _handwriting(scene, canvas.scale, box)
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    if scene.sign_state != WRITTEN:
        Brush(canvas, hour.tint).ink(ink, centre, INK)
        yield scene.layer(canvas)
        return
    strokes = _strokes(ink)
    pitch_s = (WRITE_UNTIL_S - WRITE_FROM_S) / len(strokes)
    for number, (part, tip) in enumerate(strokes):
        from_s = WRITE_FROM_S + number * pitch_s
        canvas = scene.canvas(1.0)
        Brush(canvas, hour.tint).ink(part, centre, INK)
        yield scene.layer(canvas, seen=(from_s if number else 0.0, inf))
        yield _pen(scene, hour, _stage(tip, ink, centre, canvas.scale),
                   (from_s if number else 0.0, from_s + pitch_s))  # fmt: skip


def _handwriting(scene: Scene, scale: float, box: Box) -> Alpha:
    """Return the words as a slanted mask that fits into ``box``."""
    wide, high = (box[2] - box[0]) * scale, (box[3] - box[1]) * scale
    mask = block(scene.sign or "", wide - SLANT * high, high, scene.lettering)
    rows, columns = mask.shape
    lean = SLANT * rows
    shear = np.array([[1.0, -SLANT, lean], [0.0, 1.0, 0.0]], np.float32)
    return as_bytes(cv2.warpAffine(mask, shear, (round(columns + lean), rows)))


def _strokes(ink: Alpha) -> list[tuple[Alpha, tuple[int, int]]]:
    """Cut handwriting into pieces in reading order, each with the pixel where the pen ends."""
    lines = _runs(ink.max(axis=1) > 0)
    each = max(1, STROKES // len(lines))
    strokes = []
    for first, end in lines:
        used = np.flatnonzero(ink[first:end].any(axis=0))
        edges = np.linspace(used[0], used[-1] + 1, each + 1).round().astype(int)
        for left, right in pairwise(edges.tolist()):
            part = np.zeros_like(ink)
            part[first:end, left:right] = ink[first:end, left:right]
            strokes.append((part, (right, end)))
    return strokes


def _runs(filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (first, end) of every run of true values."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in steps.reshape(-1, 2)]


def _stage(pixel: tuple[int, int], ink: Alpha, centre: Point, scale: float) -> Point:
    return (
        centre[0] + (pixel[0] - ink.shape[1] / 2) / scale,
        centre[1] + (pixel[1] - ink.shape[0] / 2) / scale,
    )


def _pen(scene: Scene, hour: Hour, tip: Point, seen: tuple[float, float]) -> Layer:
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    x, y = tip
    brush.haze((x + 0.06, y + 0.02), (0.1, 0.03), (40, 30, 40), 0.35)
    brush.form([(x, y), (x + 0.022, y - 0.022), (x + 0.032, y - 0.012)], (236, 200, 110), gloss=0.8)
    barrel = [(x + 0.025, y - 0.017), (x + 0.17, y - 0.13)]
    brush.rod(barrel, 0.024, (44, 40, 56), gloss=0.8)
    brush.rod([(x + 0.075, y - 0.056), (x + 0.09, y - 0.068)], 0.027, (236, 200, 110), gloss=0.8)
    return scene.layer(canvas, seen=seen)


# -- before the lens ---------------------------------------------------------------------------


def _desk(scene: Scene, hour: Hour) -> Layer:
    """A cup at the edge of the table, a shell, and the corner of another card."""
    brush = near(scene, hour, 1.35)
    wide, shallow = scene.view.aspect, close(scene)
    brush.shadow((0.05, 1.0), (0.14, 0.05), 0.5)
    brush.ball((0.04, 1.01), (0.12, 0.075), (236, 232, 224), gloss=0.6)
    brush.ball((0.04, 0.995), (0.085, 0.05), (110, 66, 40), gloss=0.7)
    brush.ball((0.015, 0.985), (0.03, 0.012), (190, 140, 96), gloss=0.3)
    corner = [(wide - 0.16, 1.1), (wide - 0.06, 0.925), (wide + 0.1, 0.97), (wide + 0.1, 1.1)]
    brush.form(corner, (236, 240, 240), bulge=0.004)
    brush.form(
        [(wide - 0.125, 1.1), (wide - 0.05, 0.95), (wide + 0.1, 0.99), (wide + 0.1, 1.1)],
        (70, 150, 190), bulge=0.003,
    )  # fmt: skip
    brush.canvas.blur((0.0008 + 0.006 * shallow) * brush.unit)
    return scene.layer(brush.canvas)


PAINTER = Postcard()
