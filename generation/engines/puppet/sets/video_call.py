"""A video call: four tiles, one of them with nobody in it; names, a muted microphone, a bar."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import rounded
from generation.engines.puppet.props.words import block
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    panel,
    plant,
    plaster,
    seen_in,
)
from generation.engines.puppet.sets.panes import window
from generation.engines.puppet.stage import Anchor, Box, Layer, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

TOP, BOTTOM, GAP = 0.16, 0.878, 0.012  # stage y of the tiles, and what is between them
FACE = 0.135  # face height: a bust that fills its tile
CHIN_AT = 0.58  # of a tile's height
SEATS = ("actor1", "actor2", "actor3")
MUTED = "off"  # state of the sign in which the first tile's microphone is off
UI: Colour = (28, 31, 40)
PALE: Colour = (232, 236, 244)
RED: Colour = (226, 58, 60)
GREEN: Colour = (96, 220, 130)
WALLS: tuple[Colour, ...] = ((150, 172, 190), (206, 178, 146), (150, 176, 146), (118, 112, 128))
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(250, 228, 224), shadow=(104, 104, 148), room=(206, 200, 216), lamp=0.3,
        light=light((244, 224, 224), (150, 190, 255), 1, (150, 146, 164), 0.4),
    ),
    "day": Hour(
        key=(248, 250, 255), shadow=(118, 126, 150), room=(230, 234, 240), lamp=0.2,
        light=light((242, 246, 255), (170, 214, 255), 1, (168, 176, 188), 0.35),
    ),
    "dusk": Hour(
        key=(255, 212, 176), shadow=(98, 82, 128), room=(206, 174, 170), lamp=0.6,
        light=light((252, 206, 174), (140, 170, 255), 1, (150, 116, 118), 0.45),
    ),
    "night": Hour(
        key=(196, 216, 255), shadow=(46, 54, 100), room=(112, 122, 158), lamp=1.0,
        light=light((222, 224, 242), (150, 190, 255), -1, (104, 102, 128), 0.5),
    ),
}  # fmt: skip


def tiles(aspect: float) -> tuple[Box, ...]:
    """Return the four tiles (left, top, right, bottom) in stage units, row by row."""
    wide, high = (aspect - 3 * GAP) / 2, (BOTTOM - TOP - GAP) / 2
    corners = [(GAP + x * (wide + GAP), TOP + y * (high + GAP)) for y in (0, 1) for x in (0, 1)]
    return tuple((x, y, x + wide, y + high) for x, y in corners)


class VideoCall:
    """The last tile stays empty; ``sign_state`` "off" shows the first one muted."""

    id: str = "video_call"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return three people in their tiles; ``ground`` is the floor of the empty one."""
        boxes = tiles(aspect)
        left, _, right, bottom = boxes[3]
        middle = aspect / 2
        return {
            **{
                seat: seen_in(box, face=FACE, chin_at=CHIN_AT)
                for seat, box in zip(SEATS, boxes, strict=False)
            },
            "table": Anchor(at=(middle, 0.9), height=0.6),
            "ground": Anchor(at=((left + right) / 2, bottom - 0.006), height=0.6, window=boxes[3]),
            "wall": Anchor(at=(middle, 0.13), height=0.5),
            "air": Anchor(at=(middle, 0.2), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint four rooms, the light of four screens, and the window they are in."""
        hour = hour_of(HOURS, scene)
        front = [_frame(scene, hour)]
        if scene.sign_state != MUTED:
            front.append(_voice_ring(scene, hour))
        return SetArt(
            behind=(_rooms(scene, hour), _glow(scene, hour)),
            front=(*front, _bar(scene, hour)),
            light=hour.light,
        )


# -- behind the people -------------------------------------------------------------------------


def _rooms(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.0, opaque=True)
    plaster(canvas, UI, hour.tint, contrast=0.1)
    for index, box in enumerate(tiles(scene.view.aspect)):
        _room(scene, canvas, hour, index, box)
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas, opaque=True)


def _room(scene: Scene, whole: Canvas, hour: Hour, index: int, box: Box) -> None:
    """Paint one room on a plane of its own and lay it into its tile."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    left, top, right, bottom = box
    middle = (left + right) / 2
    west, east = middle - _aside(box), middle + _aside(box)
    plaster(canvas, WALLS[index], hour.tint, contrast=0.35)
    if index == 0:
        _shelf(brush, (west - 0.045, top + 0.07, west + 0.05, bottom))
        _shelf(brush, (east - 0.02, top + 0.02, east + 0.06, top + 0.2))
    elif index == 1:
        window(scene, brush, (west - 0.04, top + 0.03, west + 0.05, top + 0.17), (240, 232, 220))
        plant(brush, (east + 0.025, bottom), 0.24, pot=(170, 90, 66), leaves=(76, 128, 84))
    elif index == 2:
        panel(brush, east - 0.035, top + 0.04, east + 0.05, bottom + 0.05, (176, 126, 84))
        brush.ball((east - 0.022, top + 0.21), (0.006, 0.006), (230, 190, 110), gloss=0.8)
        brush.slab(west - 0.03, top + 0.05, west + 0.03, top + 0.15, (240, 236, 226))
        brush.ball((west, top + 0.1), (0.02, 0.024), (214, 120, 96))
    else:
        brush.slab(
            left - 0.02, bottom - 0.06, right + 0.02, bottom + 0.1, (96, 76, 70), bulge=0.004
        )
        window(scene, brush, (middle - 0.07, top + 0.04, middle + 0.07, top + 0.2), (200, 196, 190))
    lights = LightMap(brush, hour.room)
    dim = 0.15 if index == 3 else 0.4
    lights.pool((middle, top + 0.16), (0.2, 0.2), hour.key, dim + 0.2 * hour.lamp)
    lights.slope(top + 0.12, bottom, (170, 166, 184))
    lights.multiply()
    x0, y0, x1, y1 = _span(canvas, box)
    whole.bgr[y0:y1, x0:x1] = canvas.bgr[y0:y1, x0:x1]


def _aside(box: Box) -> float:
    """Return how far off the middle of a room its furniture stands."""
    return min(0.31 * (box[2] - box[0]), 0.2)


def _span(canvas: Canvas, box: Box) -> tuple[int, int, int, int]:
    corners = canvas.px([(box[0], box[1]), (box[2], box[3])]).round().astype(int)
    (x0, y0), (x1, y1) = np.clip(corners, 0, (canvas.width, canvas.height)).tolist()
    return x0, y0, x1, y1


def _shelf(brush: Brush, box: Box) -> None:
    left, top, right, bottom = box
    wood = (126, 92, 70)
    brush.slab(left, top, right, bottom, mix(wood, (30, 20, 24), 0.4), bulge=0.006)
    rng = brush.canvas.rng(f"shelf {top:.2f}")
    y = top + 0.055
    while y < bottom:
        x = left + 0.006
        while x < right - 0.012:
            thick, high = float(rng.uniform(0.007, 0.014)), float(rng.uniform(0.03, 0.042))
            spine = ((188, 72, 62), (66, 104, 140), (214, 178, 96), (96, 128, 96))
            brush.slab(x, y - high, x + thick, y, spine[int(rng.integers(4))], bulge=0.003)
            x += thick + 0.001
        brush.slab(left, y, right, y + 0.008, wood, bulge=0.003)
        y += 0.056


def _glow(scene: Scene, hour: Hour) -> Layer:
    """Light each tile by the screen its owner looks at."""
    canvas = scene.canvas(1.0, opaque=True)
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    for index, (left, top, right, bottom) in enumerate(tiles(scene.view.aspect)):
        tone = (120, 170, 255) if index % 2 else (190, 210, 255)
        at = ((left + right) / 2, bottom - 0.3 * (bottom - top))
        beams.pool(at, (0.13, 0.15), tone, 0.08 + 0.1 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.37)


# -- in front of the people --------------------------------------------------------------------


def _frame(scene: Scene, hour: Hour) -> Layer:
    """Paint the window, cut the tiles out of it, and letter who is in them."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    boxes = tiles(scene.view.aspect)
    plaster(canvas, UI, hour.tint, contrast=0.06)
    _cut(canvas, boxes)
    wide = scene.view.aspect
    title = (GAP, TOP - 0.05, wide - GAP, TOP - 0.008)
    whole = scene.view.zoom <= 1.05  # nearer views would cut the lettering off
    if whole and not lettered(scene, brush, title, PALE, fill=0.9):
        for x in (-0.03, 0.0, 0.03):
            brush.disc((wide / 2 + x, TOP - 0.03), (0.006, 0.006), PALE, 0.6)
    names = [scene.names.get(seat, "") for seat in SEATS]
    for name, box in zip([*names, "…"], boxes, strict=True):
        _tag(scene, brush, name, box)
    if whole and scene.sign_state == MUTED:
        left, top, right, _ = boxes[0]
        _microphone(brush, ((left + right) / 2 + 0.094, top + 0.04), 0.026, muted=True)
    return scene.layer(canvas)


def _cut(canvas: Canvas, boxes: tuple[Box, ...]) -> None:
    hole = np.zeros((canvas.height, canvas.width), np.uint8)
    for box in boxes:
        outline = canvas.px(rounded(*box, 0.014)).round().astype(np.int32)
        cv2.fillPoly(hole, [outline], 255, cv2.LINE_AA)
    kept = as_bytes(cv2.bitwise_not(hole))
    canvas.alpha[:] = kept
    cv2.multiply(canvas.bgr, cv2.merge([kept] * 3), dst=canvas.bgr, scale=1 / 255)


def _tag(scene: Scene, brush: Brush, name: str, box: Box) -> None:
    if not name or not scene.lettering.can_write(name):
        return
    left, _, right, bottom = box
    room = (min(right - left, 0.26) * 0.62 * brush.scale, 0.024 * brush.scale)
    mask = block(name, *room, scene.lettering)
    half = mask.shape[1] / brush.scale / 2
    middle = (left + 0.024 + half, bottom - 0.026)
    brush.slab(
        middle[0] - half - 0.012, bottom - 0.044, middle[0] + half + 0.012, bottom - 0.009,
        (18, 20, 26), bulge=0.002, corner=0.008, alpha=0.72, grain=0.0,
    )  # fmt: skip
    brush.ink(mask, middle, PALE)


def _microphone(brush: Brush, at: tuple[float, float], radius: float, *, muted: bool) -> None:
    x, y = at
    brush.ball(at, (radius, radius), RED if muted else (74, 80, 96), gloss=0.2)
    unit = radius / 2
    brush.slab(
        x - unit * 0.42, y - unit * 1.15, x + unit * 0.42, y + unit * 0.3, PALE,
        corner=unit * 0.4, bulge=0.0, grain=0.0,
    )  # fmt: skip
    cup = [(x - unit * 0.75, y - unit * 0.1), (x - unit * 0.5, y + unit * 0.55),
           (x, y + unit * 0.72), (x + unit * 0.5, y + unit * 0.55),
           (x + unit * 0.75, y - unit * 0.1)]  # fmt: skip
    brush.stroke(cup, unit * 0.2, PALE)
    brush.stroke([(x, y + unit * 0.72), (x, y + unit * 1.15)], unit * 0.2, PALE)
    if muted:
        slash = [(x - unit, y - unit * 1.1), (x + unit, y + unit * 1.1)]
        brush.stroke(slash, unit * 0.55, RED)
        brush.stroke(slash, unit * 0.26, PALE)


def _voice_ring(scene: Scene, hour: Hour) -> Layer:
    """A green rim that breathes round the first tile: it can be heard."""
    canvas = scene.canvas(1.0, opaque=True)
    brush = Brush(canvas, hour.tint)
    left, top, right, bottom = tiles(scene.view.aspect)[0]
    rim = rounded(left + 0.003, top + 0.003, right - 0.003, bottom - 0.003, 0.013)
    brush.stroke([*rim, rim[0]], 0.006, GREEN)
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=1.3)


def _bar(scene: Scene, hour: Hour) -> Layer:
    """The bar of buttons along the lower edge, whatever the view."""
    brush = near(scene, hour, 1.3)
    wide = scene.view.aspect
    brush.slab(-0.1, 0.893, wide + 0.1, 1.1, mix(UI, (0, 0, 0), 0.25), bulge=0.004, corner=0.0)
    brush.stroke([(-0.1, 0.893), (wide + 0.1, 0.893)], 0.002, (70, 78, 96), 0.8)
    middle, step = wide / 2, 0.095
    _microphone(brush, (middle - 1.5 * step, 0.943), 0.028, muted=scene.sign_state == MUTED)
    for place, tone in ((-0.5, (74, 80, 96)), (0.5, (74, 80, 96)), (1.5, RED)):
        brush.ball((middle + place * step, 0.943), (0.028, 0.028), tone, gloss=0.2)
    x = middle - 0.5 * step
    brush.slab(x - 0.014, 0.934, x + 0.005, 0.952, PALE, bulge=0.0, grain=0.0, corner=0.003)
    brush.flat([(x + 0.007, 0.943), (x + 0.016, 0.935), (x + 0.016, 0.951)], PALE)
    x = middle + 0.5 * step
    brush.ball((x, 0.936), (0.007, 0.007), PALE)
    brush.ball((x, 0.954), (0.013, 0.008), PALE)
    x = middle + 1.5 * step
    for tilt in (-1, 1):
        brush.stroke(
            [(x - 0.01, 0.943 - 0.01 * tilt), (x + 0.01, 0.943 + 0.01 * tilt)], 0.005, PALE
        )
    lights = LightMap(brush, mix(hour.room, (255, 255, 255), 0.6))
    lights.multiply()
    return scene.layer(brush.canvas)


PAINTER = VideoCall()
