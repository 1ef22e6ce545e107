"""Written words as pictures: fonts, scripts, right-to-left order. No colours of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from generation.arrays import Alpha

RTL_CLASSES = frozenset({"R", "AL"})
BOLD_SHARE = 0.022  # stroke as a share of the type size: Noto Sans CJK Regular read from a phone


@lru_cache(maxsize=8)
def _coverage(font: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font, fontNumber=0, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@lru_cache(maxsize=128)
def _sized(font: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size_px, index=0, layout_engine=ImageFont.Layout.BASIC)


class Lettering:
    """Draws words with the first font that has every character of them."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        """Take fonts in order of preference; files are opened when first needed."""
        self.fonts = tuple(fonts)

    def font_for(self, text: str) -> Path | None:
        """Return the first font that can draw all of ``text``, or None."""
        needed = {ord(c) for c in self.shaped(text) if not c.isspace()}
        for font in self.fonts:
            if needed <= _coverage(font):
                return font
        return None

    def can_write(self, text: str) -> bool:
        """Tell whether no box would appear in place of a character."""
        return self.font_for(text) is not None

    @staticmethod
    def shaped(text: str) -> str:
        """Return ``text`` in visual order with Arabic letters joined."""
        if not any(unicodedata.bidirectional(c) in RTL_CLASSES for c in text):
            return text
        import arabic_reshaper
        from bidi.algorithm import get_display

        return str(get_display(arabic_reshaper.reshape(text)))

    def width(self, text: str, size_px: int) -> float:
        """Return the advance of ``text`` in pixels; 0 when it cannot be written."""
        font = self.font_for(text)
        return _sized(font, size_px).getlength(self.shaped(text)) if font else 0.0

    def mask(self, text: str, size_px: int, *, bold: bool = True, outline_px: int = 0) -> Alpha:
        """Return the ink of one line of ``text`` as an alpha picture; 1x1 empty when unwritable."""
        font = self.font_for(text)
        if font is None or not text.strip():
            return np.zeros((1, 1), np.uint8)
        face = _sized(font, size_px)
        shown = self.shaped(text)
        stroke = (max(1, round(size_px * BOLD_SHARE)) if bold else 0) + outline_px
        left, top, right, bottom = face.getbbox(shown, stroke_width=stroke)
        image = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2))
        pen = ImageDraw.Draw(image)
        pen.text(
            (1 - left, 1 - top), shown, font=face, fill=255, stroke_width=stroke, stroke_fill=255
        )
        return np.asarray(image, np.uint8)

    def line(self, text: str, size_px: int, *, bold: bool = True, outline_px: int = 0) -> Alpha:
        """Return one line of ``text`` whose height depends on the type size only.

        Lines, words and outlines of one size share a baseline when their middles are aligned.
        """
        font = self.font_for(text)
        if font is None or not text.strip():
            return np.zeros((1, 1), np.uint8)
        face = _sized(font, size_px)
        shown = self.shaped(text)
        ascent, descent = face.getmetrics()
        stroke = (max(1, round(size_px * BOLD_SHARE)) if bold else 0) + outline_px
        width = int(np.ceil(face.getlength(shown))) + 2 * stroke + 2
        image = Image.new("L", (width, ascent + descent + 2 * outline_px))
        ImageDraw.Draw(image).text(
            (stroke, outline_px), shown, font=face, fill=255, stroke_width=stroke, stroke_fill=255
        )
        return np.asarray(image, np.uint8)

    def column(self, text: str, size_px: int, *, bold: bool = True) -> Alpha:
        """Return ``text`` written downwards, one character under the other."""
        cells = [
            self.mask(character, size_px, bold=bold)
            for character in text
            if not character.isspace()
        ]
        if not cells:
            return np.zeros((1, 1), np.uint8)
        pitch = round(size_px * 1.12)
        width = max(cell.shape[1] for cell in cells)
        sheet = np.zeros((pitch * len(cells), width), np.uint8)
        for row, cell in enumerate(cells):
            top = row * pitch + max(0, (pitch - cell.shape[0]) // 2)
            left = (width - cell.shape[1]) // 2
            height = min(cell.shape[0], sheet.shape[0] - top)
            sheet[top : top + height, left : left + cell.shape[1]] = cell[:height]
        return sheet

    def fit(self, text: str, width_px: float, height_px: float, *, bold: bool = True) -> Alpha:
        """Return one line of ``text`` as large as fits into a box."""
        probe = 64
        natural = self.width(text, probe)
        if natural <= 0:
            return np.zeros((1, 1), np.uint8)
        size = max(6, int(min(probe * width_px / natural, height_px * 0.86)))
        return self.mask(text, size, bold=bold)
