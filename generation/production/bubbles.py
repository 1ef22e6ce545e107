"""Speech bubbles of a comic panel: words broken into lines, a round box, a tail to the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import Alpha, RgbImage
from generation.lettering import Lettering

SIZES = (0.078, 0.066, 0.054)  # of the panel's width: the first at which the words fit
WIDTH_SHARE, LINES_MAX = 0.80, 4
PAD_SHARE, EDGE_SHARE, PITCH = 0.55, 0.035, 1.22  # of the type size; of the width; lines
OUTLINE_SHARE, TAIL_SHARE, TAIL_MAX = 0.007, 0.07, 0.16  # of the panel's width
FINE = 2  # times the pixels, for smooth edges
PAPER_RGB, INK_RGB = (255, 255, 255), (16, 14, 14)
CLOSING = frozenset("，。、！？：；…」』”’）》,.!?:;)")
_PIECE = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """Words, and the face (x, y, width, height in the panel) that says them, where it is seen."""

    text: str
    face: tuple[int, int, int, int] | None


def paint_bubble(panel: RgbImage, bubble: Bubble, lettering: Lettering) -> None:
    """Paint in place, on the side of the face with more room; nothing where no font has it."""
    if not lettering.can_write(bubble.text):
        return
    height, width = panel.shape[:2]
    size, lines = _set(bubble.text, lettering, width)
    inks = [lettering.line(line, size) for line in lines]
    pad = round(PAD_SHARE * size)
    box_width = min(width, max(ink.shape[1] for ink in inks) + 2 * pad)
    box_height = round(PITCH * size * len(lines)) + 2 * pad
    edge = round(EDGE_SHARE * width)
    x, y, tip = _place(bubble.face, (box_width, box_height), (width, height), edge)
    shape = _shape((x, y, box_width, box_height), tip, (width, height))
    outline = max(2, round(OUTLINE_SHARE * width))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * outline + 1, 2 * outline + 1))
    _fill(panel, np.asarray(cv2.dilate(shape, kernel), np.uint8), INK_RGB)
    _fill(panel, shape, PAPER_RGB)
    for row, ink in enumerate(inks):
        middle = y + pad + round(PITCH * size * (row + 0.5))
        _write(panel, ink, x + (box_width - ink.shape[1]) // 2, middle - ink.shape[0] // 2)


def broken(text: str, lettering: Lettering, size: int, width: float) -> list[str]:
    """Break ``text`` into lines of at most ``width``; no line begins with a closing mark."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        longer = line + piece
        if not line.strip() or piece in CLOSING or lettering.width(longer.strip(), size) <= width:
            line = longer
        else:
            lines.append(line.strip())
            line = piece
    return [*lines, line.strip()] if line.strip() else lines


def _set(text: str, lettering: Lettering, width: int) -> tuple[int, list[str]]:
    room = WIDTH_SHARE * width
    size, lines = 0, [text]
    for share in SIZES:
        size = max(8, round(share * width))
        lines = broken(text, lettering, size, room)
        fits = all(lettering.width(line, size) <= room * 1.1 for line in lines)
        if len(lines) <= LINES_MAX and fits:
            return size, lines
    kept = lines[:LINES_MAX]
    return size, [*kept[:-1], kept[-1].rstrip("".join(CLOSING)) + "…"]


def _place(
    face: tuple[int, int, int, int] | None,
    box: tuple[int, int],
    panel: tuple[int, int],
    edge: int,
) -> tuple[int, int, tuple[int, int] | None]:
    """Return the box's top left corner and where its tail points."""
    if face is None:
        return (panel[0] - box[0]) // 2, edge, None
    x, y, width, height = face
    middle = x + width // 2
    left = min(max(middle - box[0] // 2, edge), panel[0] - box[0] - edge)
    reach = round(TAIL_MAX * panel[0])
    if y >= panel[1] - (y + height):
        bottom = edge + box[1]
        return left, edge, (middle, min(max(y + height // 8, bottom + edge), bottom + reach))
    top = panel[1] - box[1] - edge
    return left, top, (middle, max(min(y + height, top - edge), top - reach))


def _shape(
    box: tuple[int, int, int, int], tip: tuple[int, int] | None, panel: tuple[int, int]
) -> Alpha:
    x, y, width, height = (FINE * side for side in box)
    sheet = np.zeros((FINE * panel[1], FINE * panel[0]), np.uint8)
    round_px = min(width, height) // 3
    cv2.rectangle(sheet, (x + round_px, y), (x + width - round_px, y + height), 255, -1)
    cv2.rectangle(sheet, (x, y + round_px), (x + width, y + height - round_px), 255, -1)
    for corner_x in (x + round_px, x + width - round_px):
        for corner_y in (y + round_px, y + height - round_px):
            cv2.circle(sheet, (corner_x, corner_y), round_px, 255, -1)
    if tip is not None:
        half = round(TAIL_SHARE * FINE * panel[0] / 2)
        root = min(max(FINE * tip[0], x + round_px + half), x + width - round_px - half)
        base = y + height // 2
        points = [(root - half, base), (root + half, base), (FINE * tip[0], FINE * tip[1])]
        cv2.fillConvexPoly(sheet, np.array(points, np.int32), 255)
    return np.asarray(cv2.resize(sheet, panel, interpolation=cv2.INTER_AREA), np.uint8)


def _fill(panel: RgbImage, cover: Alpha, rgb: tuple[int, int, int]) -> None:
    share = cover[..., None].astype(np.float32) / 255
    panel[:] = np.round(panel * (1 - share) + np.array(rgb, np.float32) * share)


def _write(panel: RgbImage, ink: Alpha, left: int, top: int) -> None:
    height, width = panel.shape[:2]
    first = (max(0, -top), max(0, -left))
    seen = ink[first[0] : height - top, first[1] : width - left]
    under = panel[top + first[0] :, left + first[1] :][: seen.shape[0], : seen.shape[1]]
    _fill(under, seen, INK_RGB)
