"""The visible label: a title strip for the first two seconds, then a small mark to the last frame.

No switch removes it: production lays it over every film of every engine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, RgbaImage
from generation.lettering import Lettering

FULL_S = 2.0  # GB 45438-2025 asks for two seconds at the start
TEXT_SHARE = 0.053  # of the short side; the standard asks for five per cent
SMALL_SHARE = 0.030
STRIP_RGB = (20, 16, 14)
STRIP_ALPHA = 168
INK_RGB = (255, 249, 236)
SMALL_ALPHA = 176
EDGE_SHARE = 0.035
BREAK_AFTER = frozenset(" ，、。！？：；—…·")
ROUND_TOP, ROUND_TEXT = 0.11, 0.60  # of a round picture: where the strip begins, how wide it may be
FIRST_WIDE = 0x2E80  # from here on Unicode has the scripts that use corner quotes


def label_text(label: tuple[str, str]) -> str:
    """Return both languages of the label, once where they are the same."""
    local, english = label
    return local if local == english else f"{local} / {english}"


def full_label(
    label: tuple[str, str],
    title: str,
    lettering: Lettering,
    *,
    width: int,
    height: int,
    is_round: bool = False,
) -> tuple[RgbaImage, int, int]:
    """Return the strip (straight RGBA) and its top left pixel; a circle shows all of its words."""
    short = min(width, height)
    size = max(8, int(np.ceil(short * TEXT_SHARE)))
    lines = _lines(label, title, lettering, size, width * (ROUND_TEXT if is_round else 0.94))
    pitch = round(size * 1.32)
    strip = np.zeros((pitch * len(lines) + round(size * 0.5), width, 4), np.uint8)
    strip[:] = (*STRIP_RGB, STRIP_ALPHA)
    for row, text in enumerate(lines):
        ink = lettering.line(text, size)
        left = max(0, (width - ink.shape[1]) // 2)
        _write(
            strip, ink, left, round(size * 0.25) + row * pitch + (pitch - ink.shape[0]) // 2, 255
        )
    if not is_round:
        return strip, 0, 0
    top = round(ROUND_TOP * height)
    strip[_outside(strip.shape[0], top, width, height)] = 0
    return strip, 0, top


def _outside(rows: int, top: int, width: int, height: int) -> npt.NDArray[np.bool_]:
    """Tell which pixels of rows from ``top`` on lie outside of the circle in a frame."""
    y, x = np.mgrid[top : top + rows, :width] + 0.5
    outside: npt.NDArray[np.bool_] = (
        np.hypot(x - width / 2, y - height / 2) > min(width, height) / 2
    )
    return outside


def small_label(
    label: tuple[str, str],
    lettering: Lettering,
    *,
    width: int,
    height: int,
    is_round: bool = False,
) -> tuple[RgbaImage, int, int]:
    """Return the small mark and its top left pixel: the top left corner, where no caption goes.

    A round picture has no corners: there it stands in the middle of the top.
    """
    short = min(width, height)
    size = max(7, round(short * SMALL_SHARE))
    ink = lettering.line(label[0], size)
    pad = max(2, size // 4)
    mark = np.zeros((ink.shape[0] + pad, ink.shape[1] + 2 * pad, 4), np.uint8)
    mark[:] = (*STRIP_RGB, STRIP_ALPHA // 2)
    _write(mark, ink, pad, pad // 2, SMALL_ALPHA)
    edge = round(short * EDGE_SHARE)
    return mark, (width - mark.shape[1]) // 2 if is_round else edge, edge


def _lines(
    label: tuple[str, str], title: str, lettering: Lettering, size: int, width: float
) -> list[str]:
    """Break the strip into the label and the title: one line where it fits, at most three."""
    mark = label_text(label)
    quoted = f"《{title}》" if any(ord(c) > FIRST_WIDE for c in title) else f"“{title}”"
    if not lettering.can_write(quoted):
        return _broken(mark, lettering, size, width, 2)
    whole = f"{mark} — {quoted}"
    if lettering.width(whole, size) <= width:
        return [whole]
    return [
        *_broken(mark, lettering, size, width, 2),
        *_broken(quoted, lettering, size, width, 2),
    ]


def _broken(text: str, lettering: Lettering, size: int, width: float, most: int) -> list[str]:
    """Break ``text`` into at most ``most`` lines of about equal length; the rest is an ellipsis."""
    if lettering.width(text, size) <= width or most == 1:
        return [_shortened(text, lettering, size, width)]
    middle = len(text) / 2
    places = [i for i in range(1, len(text)) if text[i - 1] in BREAK_AFTER] or [round(middle)]
    cut = min(places, key=lambda place: abs(place - middle))
    if lettering.width(text[:cut].strip(), size) > width:
        cut = round(middle)
    first = _shortened(text[:cut].strip(), lettering, size, width)
    return [first, *_broken(text[cut:].strip(), lettering, size, width, most - 1)]


def _shortened(text: str, lettering: Lettering, size: int, width: float) -> str:
    shown = text
    while len(shown) > 2 and lettering.width(shown, size) > width:
        shown = shown[:-2] + "…"
    return shown


def _write(sheet: RgbaImage, ink: Alpha, left: int, top: int, alpha: int) -> None:
    height = min(ink.shape[0], sheet.shape[0] - top)
    width = min(ink.shape[1], sheet.shape[1] - left)
    target = sheet[top : top + height, left : left + width].astype(np.float32)
    weight = ink[:height, :width, None].astype(np.float32) / 255 * alpha / 255
    mixed = target * (1 - weight) + np.array((*INK_RGB, 255), np.float32) * weight
    sheet[top : top + height, left : left + width] = mixed.astype(np.uint8)
