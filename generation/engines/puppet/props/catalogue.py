"""Every prop by its id: who draws it, how tall it is, where a hand takes it; and drawing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import RgbaImage
from generation.engines.puppet.canvas import Canvas, Colour, Point, View
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props import (
    bait,
    cooking,
    dining,
    evidence,
    flotsam,
    forecast,
    furnishings,
    games,
    gear,
    oracle,
    paper,
    replay,
    tableware,
)
from generation.engines.puppet.props.forms import Brush, Tint, mix, soft_disc
from generation.engines.puppet.props.look import Box, Look
from generation.lettering import Lettering

PropLight = tuple[Colour, Colour]
"""Key and ambient colour of the set a prop stands in."""

DAYLIGHT: PropLight = ((255, 246, 232), (150, 140, 160))
OVERHANG = 0.55  # steam, flames and shadows reach this far past the box of the thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """One kind of thing.

    Attributes:
        paint: Draws it at (0, 0) with height 1.
        height: Natural height in stage units, beside a person 0.62 tall.
        half_width: Half of its width in heights.
        grip: Where a hand takes it, in heights from the foot (y upwards is negative).
    """

    paint: Callable[[Look], None]
    height: float
    half_width: float
    grip: Point = (0.0, -0.5)


PROPS: Mapping[str, Prop] = {
    "gavel": Prop(paint=gear.gavel, height=0.11, half_width=1.4, grip=(1.1, -0.34)),
    "crate": Prop(paint=furnishings.crate, height=0.22, half_width=0.75, grip=(0.0, -0.5)),
    "cake": Prop(paint=tableware.cake, height=0.17, half_width=0.9, grip=(0.0, -0.06)),
    "sign": Prop(paint=paper.sign, height=0.34, half_width=0.7, grip=(0.0, -0.22)),
    "trophy": Prop(paint=gear.trophy, height=0.155, half_width=0.85, grip=(0.0, -0.36)),
    "file": Prop(paint=paper.file, height=0.14, half_width=0.6, grip=(0.36, -0.2)),
    "box": Prop(paint=furnishings.box, height=0.19, half_width=0.95, grip=(0.0, -0.3)),
    "poster": Prop(paint=paper.poster, height=0.3, half_width=0.45, grip=(0.34, -0.3)),
    "plate": Prop(paint=tableware.plate, height=0.05, half_width=1.4, grip=(1.1, -0.22)),
    "teacup": Prop(paint=tableware.teacup, height=0.045, half_width=0.75, grip=(0.5, -0.5)),
    "umbrella": Prop(paint=gear.umbrella, height=0.52, half_width=0.52, grip=(0.0, -0.09)),
    "phone": Prop(paint=gear.phone, height=0.085, half_width=0.3, grip=(0.0, -0.22)),
    "clock": Prop(paint=gear.clock, height=0.1, half_width=0.5, grip=(0.0, -0.1)),
    "calendar_page": Prop(
        paint=paper.calendar_page, height=0.15, half_width=0.5, grip=(0.36, -0.2)
    ),
    "candle": Prop(paint=tableware.candle, height=0.12, half_width=0.55, grip=(0.36, -0.08)),
    "megaphone": Prop(paint=gear.megaphone, height=0.085, half_width=1.2, grip=(-0.28, -0.2)),
    "microphone": Prop(paint=gear.microphone, height=0.13, half_width=0.38, grip=(0.0, -0.2)),
    "balloon": Prop(paint=furnishings.balloon, height=0.42, half_width=0.3, grip=(0.01, -0.02)),
    "dumpling_steamer": Prop(
        paint=tableware.dumpling_steamer, height=0.08, half_width=1.1, grip=(0.9, -0.3)
    ),
    "lantern": Prop(paint=furnishings.lantern, height=0.115, half_width=0.7, grip=(0.0, -0.98)),
    "lamp": Prop(paint=furnishings.lamp, height=0.17, half_width=0.45, grip=(0.0, -0.3)),
    "frame": Prop(paint=furnishings.frame, height=0.26, half_width=0.5, grip=(0.4, -0.3)),
    "confetti_cannon": Prop(
        paint=gear.confetti_cannon, height=0.15, half_width=0.9, grip=(0.0, -0.1)
    ),
    "book": Prop(paint=paper.book, height=0.12, half_width=1.05, grip=(0.3, -0.2)),
    "chair": Prop(paint=furnishings.chair, height=0.34, half_width=0.65, grip=(0.0, -0.96)),
    "can": Prop(paint=tableware.can, height=0.06, half_width=0.4, grip=(0.0, -0.5)),
    "ticket": Prop(paint=paper.ticket, height=0.055, half_width=1.05, grip=(0.8, -0.4)),
    "note": Prop(paint=paper.note, height=0.09, half_width=0.55, grip=(0.3, -0.2)),
    "scroll": Prop(paint=paper.scroll, height=0.3, half_width=0.42, grip=(0.0, -0.06)),
    "mug": Prop(paint=tableware.mug, height=0.06, half_width=0.95, grip=(0.6, -0.42)),
    "badge": Prop(paint=paper.badge, height=0.09, half_width=0.55, grip=(0.0, -0.3)),
    "stamp": Prop(paint=paper.stamp, height=0.075, half_width=0.55, grip=(0.0, -0.8)),
    "bottle": Prop(paint=flotsam.bottle, height=0.07, half_width=1.3, grip=(1.1, -0.5)),
    "stick_cup": Prop(paint=oracle.stick_cup, height=0.15, half_width=0.34, grip=(0.0, -0.2)),
    "fortune_stick": Prop(
        paint=oracle.fortune_stick, height=0.03, half_width=2.5, grip=(-2.1, -0.46)
    ),
    "packet": Prop(paint=bait.packet, height=0.13, half_width=0.42, grip=(0.0, -0.2)),
    "tablet": Prop(paint=dining.tablet, height=0.21, half_width=0.46, grip=(0.0, -0.2)),
    "evidence_bag": Prop(
        paint=evidence.evidence_bag, height=0.15, half_width=0.42, grip=(0.0, -0.9)
    ),
    "life_bar": Prop(paint=games.life_bar, height=0.08, half_width=1.5, grip=(0.0, -0.5)),
    "sword": Prop(paint=games.sword, height=0.34, half_width=0.2, grip=(0.0, -0.13)),
    "cloud": Prop(paint=forecast.cloud, height=0.11, half_width=0.75, grip=(0.0, -0.3)),
    "sun": Prop(paint=forecast.sun, height=0.11, half_width=0.55, grip=(0.0, -0.3)),
    "town": Prop(paint=forecast.town, height=0.11, half_width=0.5, grip=(0.0, -0.3)),
    "crumbs": Prop(paint=evidence.crumbs, height=0.022, half_width=0.7),
    "postmark": Prop(paint=paper.postmark, height=0.2, half_width=1.0),
    "glass": Prop(paint=tableware.glass, height=0.12, half_width=0.35, grip=(0.0, -0.4)),
    "casserole": Prop(paint=cooking.casserole, height=0.1, half_width=1.0, grip=(0.9, -0.44)),
    "chef_hat": Prop(paint=cooking.chef_hat, height=0.1, half_width=0.7, grip=(0.0, 0.44)),
    "bus_seat": Prop(paint=replay.bus_seat, height=0.34, half_width=0.52, grip=(0.4, -0.6)),
    "cat": Prop(paint=replay.cat, height=0.19, half_width=0.66, grip=(0.0, -0.5)),
    "soot": Prop(paint=cooking.soot, height=0.15, half_width=0.45),
    "noodles": Prop(paint=dining.noodles, height=0.11, half_width=0.7, grip=(0.45, -0.2)),
    "bowl": Prop(paint=dining.bowl, height=0.07, half_width=0.8, grip=(0.5, -0.3)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A prop as a picture, cut close.

    Attributes:
        image: Straight alpha RGBA.
        foot_px: The point of ``image`` that stands on an anchor; may lie outside a hanging thing.
        grip_px: The point that a hand takes.
        height_px: Pixels of the thing's own height: scale by ``PROPS[id].height`` stage units.
    """

    image: RgbaImage
    foot_px: Point
    grip_px: Point
    height_px: int


def tint_of(light: PropLight, side: float = -0.7) -> Tint:
    """Return the light on forms for a set's key and ambient colours."""
    key, ambient = light
    return Tint(
        key=mix(key, (255, 255, 255), 0.25), shadow=mix((92, 80, 116), ambient, 0.4), side=side
    )


def drawn(
    prop_id: str,
    *,
    size_px: int,
    label: str | None,
    state: str,
    lettering: Lettering,
    light: PropLight = DAYLIGHT,
    seed: int = 0,
    label_at: Box | None = None,
) -> Drawn:
    """Draw a prop ``size_px`` tall with its foot and grip points.

    ``label_at`` is where its label goes when a face takes the label's place.

    Raises:
        KeyError: No such prop.
    """
    prop = PROPS[prop_id]
    size = max(8, size_px)
    above, below = round(size * (1 + OVERHANG)), round(size * 0.35)
    across = round(size * (prop.half_width + OVERHANG))
    view = View(width_px=2 * across, height_px=above + below, margin_px=0)
    canvas = Canvas(view, 1.0, seed=seed)
    unit = size / view.height_px
    origin = (across / view.height_px, above / view.height_px)
    if state != "absent":
        falls = state == "fallen" and prop_id not in OWN_FALL
        brush = Brush(canvas, tint_of(light), origin, unit, shadows=not falls)
        look = Look(brush=brush, state=state, label=label, lettering=lettering, label_at=label_at)
        prop.paint(look)
    image = straight(canvas)
    foot = (float(across), float(above))
    grip = (across + prop.grip[0] * size, above + prop.grip[1] * size)
    if state == "broken" and prop_id not in OWN_BREAK:
        image = cracked(image, seed)
    if state == "fallen" and prop_id not in OWN_FALL:
        image, foot, grip = toppled(image, foot, grip)
    image, shift = cropped(image)
    return Drawn(
        image=image,
        foot_px=(foot[0] - shift[0], foot[1] - shift[1]),
        grip_px=(grip[0] - shift[0], grip[1] - shift[1]),
        height_px=size,
    )


def draw(
    prop_id: str,
    *,
    size_px: int,
    label: str | None,
    state: str,
    lettering: Lettering,
    light: PropLight = DAYLIGHT,
    seed: int = 0,
) -> RgbaImage:
    """Draw a prop ``size_px`` tall, cut close; ``absent`` is a 1x1 empty picture.

    Raises:
        KeyError: No such prop.
    """
    return drawn(
        prop_id,
        size_px=size_px,
        label=label,
        state=state,
        lettering=lettering,
        light=light,
        seed=seed,
    ).image


UMBRA: Colour = (30, 24, 42)  # a shadow on the ground
OWN_BREAK = frozenset({"trophy", "balloon", "glass"})
OWN_FALL = frozenset({"balloon", "gavel", "plate", "chef_hat"})


def straight(canvas: Canvas) -> RgbaImage:
    """Return what is painted on a canvas as straight-alpha RGBA."""
    alpha = canvas.alpha
    table = np.zeros(256, np.float32)
    table[1:] = 255 / np.arange(1, 256, dtype=np.float32)
    gain = cv2.cvtColor(table[alpha], cv2.COLOR_GRAY2BGR)
    colour = cv2.multiply(canvas.bgr, gain, dtype=cv2.CV_8U)
    rgba = cv2.cvtColor(as_bytes(colour), cv2.COLOR_BGR2RGBA)
    rgba[..., 3] = alpha
    return as_bytes(rgba)


def cropped(image: RgbaImage) -> tuple[RgbaImage, tuple[int, int]]:
    """Return the picture without its empty borders, and how far its corner moved."""
    x, y, width, height = cv2.boundingRect(np.ascontiguousarray(image[..., 3]))
    if width == 0 or height == 0:
        return np.zeros((1, 1, 4), np.uint8), (0, 0)
    return np.ascontiguousarray(image[y : y + height, x : x + width]), (x, y)


def cracked(image: RgbaImage, seed: int) -> RgbaImage:
    """Break a picture along a zigzag: the halves lean apart."""
    height, width = image.shape[:2]
    box = cv2.boundingRect(np.ascontiguousarray(image[..., 3]))
    middle, span = box[0] + box[2] / 2, box[2]
    rng = np.random.default_rng([seed, 0xC4AC])
    rows = np.linspace(0, height, 9)
    jag = middle + span * rng.uniform(-0.13, 0.13, 9)
    line = [(float(x), float(y)) for x, y in zip(jag, rows, strict=True)]
    out = np.zeros_like(image)
    for side in (-1, 1):
        edge = 0 if side < 0 else width
        mask = np.zeros((height, width), np.uint8)
        region = np.array([*line, (edge, height), (edge, 0)], np.float32)
        cv2.fillPoly(mask, [np.round(region * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        half = image.copy()
        half[..., 3] = cv2.multiply(half[..., 3], mask, scale=1 / 255)
        pivot = (middle, box[1] + box[3])
        matrix = cv2.getRotationMatrix2D(pivot, -4.0 * side, 1.0)
        matrix[0, 2] += side * span * 0.015
        moved = cv2.warpAffine(half, matrix, (width, height), flags=cv2.INTER_LINEAR)
        np.copyto(out, as_bytes(moved), where=moved[..., 3:] >= out[..., 3:])
    return out


def toppled(image: RgbaImage, foot: Point, grip: Point) -> tuple[RgbaImage, Point, Point]:
    """Lay a picture on its side: turned by 84 degrees, resting where its foot was."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(foot, -84.0, 1.0)
    side = 2 * max(height, width)
    matrix[0, 2] += side / 2 - foot[0]
    matrix[1, 2] += side / 2 - foot[1]
    moved = as_bytes(cv2.warpAffine(image, matrix, (side, side), flags=cv2.INTER_LINEAR))
    hand = matrix @ np.array([grip[0], grip[1], 1.0])
    left, top, across, tall = cv2.boundingRect(np.ascontiguousarray(moved[..., 3]))
    rest = (left + across / 2, float(top + tall))
    stain = np.zeros((side, side), np.uint8)
    size = (max(2, round(across * 1.1)), max(2, round(tall * 0.3)))
    soft = cv2.convertScaleAbs(cv2.resize(soft_disc(), size), alpha=0.5)
    x0, y0 = round(rest[0] - size[0] / 2), round(rest[1] - size[1] * 0.55)
    part = stain[max(y0, 0) : y0 + size[1], max(x0, 0) : x0 + size[0]]
    part[:] = soft[max(-y0, 0) :, max(-x0, 0) :][: part.shape[0], : part.shape[1]]
    under = cv2.multiply(stain, cv2.bitwise_not(moved[..., 3]), scale=1 / 255)
    cover = cv2.add(moved[..., 3], under)
    share = (moved[..., 3:].astype(np.float32) / np.maximum(cover, 1)[..., None]).clip(0, 1)
    moved[..., :3] = (moved[..., :3] * share + np.array(UMBRA, np.float32) * (1 - share)).astype(
        np.uint8
    )
    moved[..., 3] = cover
    return moved, rest, (float(hand[0]), float(hand[1]))
