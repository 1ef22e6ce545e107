"""Lettering as a picture of its own: titles, black cards, rubber stamps, paper strips."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import Alpha, RgbaImage
from generation.engines.puppet.canvas import Canvas, Colour, View
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.catalogue import straight
from generation.engines.puppet.props.forms import Brush, Tint, soft_disc, texture
from generation.engines.puppet.props.look import STAMP_RED, turned
from generation.engines.puppet.props.outlines import rounded
from generation.engines.puppet.props.words import block
from generation.lettering import Lettering
from generation.model.screenplay import CardStyle

CREAM: Colour = (255, 244, 222)
ROUND_ROOM = 0.78  # of the room for words that a circle leaves of a square
STAMP_ANGLE = -8.0  # degrees: a stamp that hits straight looks printed
INK_LIGHT = Tint(key=(255, 250, 240), shadow=(140, 124, 132))


@dataclass(frozen=True, slots=True, kw_only=True)
class CardArt:
    """A card and where it suggests to be: (x, y) of its top left, pixels of the film."""

    image: RgbaImage
    place: tuple[int, int]


def stamp(
    text: str, lettering: Lettering, colour: Colour, angle: float, width_px: int
) -> RgbaImage:
    """Return rubber-stamp lettering in a double frame, worn by the pad; 1x1 when unwritable.

    Args:
        text: What it says.
        lettering: Writes it.
        colour: Ink.
        angle: Degrees, clockwise.
        width_px: Width of the frame before it is turned.
    """
    word = block(text, width_px * 0.84, width_px * 0.3, lettering)
    if min(word.shape) < 3:
        return np.zeros((1, 1, 4), np.uint8)
    pad = round(width_px * 0.07)
    mask = np.zeros((word.shape[0] + 4 * pad, word.shape[1] + 4 * pad), np.uint8)
    mask[2 * pad : 2 * pad + word.shape[0], 2 * pad : 2 * pad + word.shape[1]] = word
    high, wide = mask.shape
    for inset, line in ((0.45, 0.34), (0.95, 0.12)):
        edge = np.array(
            rounded(inset * pad, inset * pad, wide - inset * pad, high - inset * pad, pad * 0.7)
        )
        fixed = np.round(edge * 16).astype(np.int32)
        cv2.polylines(
            mask, [fixed], isClosed=True, color=255, thickness=max(1, round(line * pad)),
            lineType=cv2.LINE_AA, shift=4,
        )  # fmt: skip
    mask = turned(_worn(mask), angle)
    out = np.empty((*mask.shape, 4), np.uint8)
    out[..., :3] = colour
    out[..., 3] = mask
    return out


def _worn(mask: Alpha) -> Alpha:
    """Take ink away where the pad was dry: large patches and fine tooth."""
    height, width = mask.shape
    tooth = texture(height, width, 41, 7).astype(np.float32)
    patch = cv2.GaussianBlur(texture(height, width, 140, 90), (0, 0), max(2.0, height / 16))
    worn = np.clip(0.5 + (patch.astype(np.float32) - 108) / 24, 0.66, 1)
    dry = np.clip((tooth - 58) / 40, 0.25, 1) * worn
    return (mask * dry * 0.97).astype(np.uint8)


def card(
    style: CardStyle,
    text: str,
    width_px: int,
    height_px: int,
    lettering: Lettering,
    *,
    is_round: bool = False,
) -> CardArt:
    """Draw a card for a film of ``width_px`` x ``height_px``; a circle shows all of its words."""
    makers = {"title": _title, "black": _black, "stamp": _stamp, "strip": _strip}
    return makers[style](text, width_px, height_px, lettering, ROUND_ROOM if is_round else 1.0)


def _side(width_px: int, height_px: int) -> int:
    """Return the length lettering is measured by: the picture's short side."""
    return min(width_px, height_px)


def _title(text: str, width_px: int, height_px: int, lettering: Lettering, room: float) -> CardArt:
    side = _side(width_px, height_px)
    word = block(text, width_px * 0.84 * room, side * 0.26, lettering)
    pad = round(side * 0.09)
    height, width = word.shape[0] + 2 * pad, width_px
    sheet = np.zeros((height, width, 4), np.uint8)
    veil = cv2.resize(soft_disc(), (round(width * 1.5), height), interpolation=cv2.INTER_LINEAR)
    left = (veil.shape[1] - width) // 2
    shade = cv2.convertScaleAbs(veil[:, left : left + width], alpha=0.88)
    x, y = (width - word.shape[1]) // 2, pad
    ink = np.zeros((height, width), np.uint8)
    ink[y : y + word.shape[0], x : x + word.shape[1]] = word
    halo = cv2.GaussianBlur(
        cv2.dilate(ink, np.ones((3, 3), np.uint8)), (0, 0), max(1.0, side * 0.008)
    )
    rule = round(side * 0.11)
    for line in (round(pad * 0.62), height - round(pad * 0.62)):
        cv2.line(
            ink,
            (width // 2 - rule, line),
            (width // 2 + rule, line),
            235,
            max(1, side // 240),
            cv2.LINE_AA,
        )
        cv2.circle(ink, (width // 2, line), max(2, side // 150), 255, -1, cv2.LINE_AA)
    dark = cv2.max(as_bytes(shade), cv2.convertScaleAbs(halo, alpha=0.8))
    cover = cv2.max(as_bytes(dark), ink)
    share = (ink.astype(np.float32) / np.maximum(cover, 1))[..., None]
    veil_tone, ink_tone = np.array((24, 18, 28), np.float32), np.array(CREAM, np.float32)
    colours = veil_tone * (1 - share) + ink_tone * share
    sheet[..., :3] = colours.astype(np.uint8)
    sheet[..., 3] = cover
    return CardArt(image=sheet, place=(0, round(height_px * 0.11)))


def _black(text: str, width_px: int, height_px: int, lettering: Lettering, room: float) -> CardArt:
    view = View(width_px=width_px, height_px=height_px, margin_px=0)
    canvas = Canvas(view, 1.0, opaque=True)
    level = cv2.convertScaleAbs(texture(height_px, width_px), alpha=0.06, beta=8)
    canvas.bgr[:] = cv2.cvtColor(level, cv2.COLOR_GRAY2BGR)
    brush = Brush(canvas, INK_LIGHT)
    wide, side = width_px / height_px, _side(width_px, height_px) / height_px
    for inset, line, alpha in ((0.055, 0.004, 0.75), (0.072, 0.0016, 0.55)):
        gap = inset * side
        frame = rounded(gap, gap, wide - gap, 1 - gap, 0.0)
        brush.stroke([*frame, frame[0]], line * side * 1.4, CREAM, alpha)
    for x in (0.0635 * side, wide - 0.0635 * side):
        for y in (0.0635 * side, 1 - 0.0635 * side):
            brush.disc((x, y), (0.014 * side, 0.014 * side), CREAM, 0.9)
    word = block(text, width_px * 0.74 * room, height_px * 0.3, lettering)
    brush.ink(word, (wide / 2, 0.48), CREAM)
    mark = 0.5 + word.shape[0] / height_px / 2 + 0.05
    brush.stroke(
        [(wide / 2 - 0.06 * side, mark), (wide / 2 + 0.06 * side, mark)], 0.003, CREAM, 0.7
    )
    return CardArt(image=straight(canvas), place=(0, 0))


def _stamp(text: str, width_px: int, height_px: int, lettering: Lettering, room: float) -> CardArt:
    image = stamp(
        text, lettering, STAMP_RED, STAMP_ANGLE, round(_side(width_px, height_px) * 0.74 * room)
    )
    high, wide = image.shape[:2]
    return CardArt(image=image, place=((width_px - wide) // 2, round(height_px * 0.62) - high // 2))


def _strip(text: str, width_px: int, height_px: int, lettering: Lettering, room: float) -> CardArt:
    side = _side(width_px, height_px)
    word = block(text, width_px * 0.8 * room, side * 0.2, lettering)
    high = word.shape[0] + round(side * 0.1)
    view = View(width_px=width_px, height_px=high, margin_px=0)
    canvas = Canvas(view, 1.0)
    brush = Brush(canvas, INK_LIGHT)
    wide = width_px / high
    rng = canvas.rng("tear")
    top = [(wide * i / 24, 0.1 + float(rng.uniform(-0.02, 0.02))) for i in range(25)]
    low = [(wide * (24 - i) / 24, 0.88 + float(rng.uniform(-0.02, 0.02))) for i in range(25)]
    shade = [(x, y + 0.05) for x, y in (*top, *low)]
    brush.flat(shade, (20, 14, 26), 0.45, soften=0.03)
    brush.form([*top, *low], (252, 244, 222), bulge=0.04, fall=0.1, grain=0.8)
    for y in (0.17, 0.81):
        brush.stroke([(0, y), (wide, y)], 0.012, STAMP_RED, 0.75)
    brush.ink(word, (wide / 2, 0.49), (48, 36, 44))
    return CardArt(image=straight(canvas), place=(0, round(height_px * 0.68)))
