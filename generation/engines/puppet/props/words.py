"""Words fitted to a surface in one line or two, as large as they go. No surface is drawn here."""

from __future__ import annotations

import cv2
import numpy as np

from generation.arrays import Alpha
from generation.lettering import Lettering

LEADING = 1.14  # line pitch in type sizes
SHORT = 5  # up to this many characters one line is always right


def breaks(text: str) -> list[tuple[str, str]]:
    """Return every way to set ``text`` in two lines: at spaces, or anywhere in Chinese."""
    places = [i for i, c in enumerate(text) if c.isspace()]
    if not places:
        places = [i for i in range(2, len(text) - 1) if ord(text[i]) > 0x2E7F]
    return [(text[:i].strip(), text[i:].strip()) for i in places]


def block(text: str, width_px: float, height_px: float, lettering: Lettering) -> Alpha:
    """Return ``text`` in the one or two lines that come out largest; 1x1 if unwritable."""
    text = " ".join(text.split())
    probe = 64
    natural = lettering.width(text, probe) if text else 0.0
    if natural <= 0:
        return np.zeros((1, 1), np.uint8)
    best = min(width_px * probe / natural, height_px * 0.86)
    lines: tuple[str, ...] = (text,)
    widest_yet = natural
    if len(text) > SHORT:
        for pair in breaks(text):
            widest = max(lettering.width(part, probe) for part in pair)
            size = min(width_px * probe / max(widest, 1), height_px * 0.86 / (1 + LEADING))
            if size > best * (1.05 if len(lines) == 1 else 1.0) or (
                len(lines) == 2 and size >= best and widest < widest_yet
            ):
                best, lines, widest_yet = size, pair, widest
    size_px = max(6, int(best))
    return _stack([lettering.mask(part, size_px) for part in lines], round(size_px * LEADING))


def _stack(rows: list[Alpha], pitch: int) -> Alpha:
    if len(rows) == 1:
        return rows[0]
    width = max(row.shape[1] for row in rows)
    height = max(row.shape[0] for row in rows)
    sheet = np.zeros((pitch * (len(rows) - 1) + height, width), np.uint8)
    for index, row in enumerate(rows):
        top = index * pitch + (height - row.shape[0]) // 2
        left = (width - row.shape[1]) // 2
        part = sheet[top : top + row.shape[0], left : left + row.shape[1]]
        cv2.max(part, row, dst=part)
    return sheet
