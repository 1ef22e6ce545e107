"""The lyric bar of a karaoke room: a page of words on a dark bar that fills as they are sung."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from generation.arrays import Alpha, RgbaImage
from generation.lettering import Lettering
from generation.media.colour import Overlay
from generation.model.clip import RenderSpec
from generation.model.speech import Word

TYPE_SHARE = 56 / 720  # of the short side
WIDTH_SHARE = 0.86  # of the frame: words of a bar
CENTRE_SHARE = 0.79  # of the frame height
ROUND_TYPE = 0.84  # of the type size, where only a circle is shown
ROUND_WIDTH, ROUND_CENTRE = 0.56, 0.82  # the same two shares there
STEP_FRAMES = 2  # the bar fills in steps of this many frames
BAR_RGBA = (24, 14, 44, 205)
EDGE_RGB = (84, 214, 255)
UNSUNG_RGB = (255, 255, 255)
SUNG_RGB = (255, 120, 190)
RIM_RGB = (22, 12, 40)


class LyricBar:
    """One bar for one stretch of words, drawn once; ``filled`` is how it looks on the way."""

    def __init__(
        self, text: str, spec: RenderSpec, lettering: Lettering, *, is_round: bool = False
    ) -> None:
        """Draw ``text`` on its bar, twice: as yet to be sung and as sung."""
        share, wide, centre = TYPE_SHARE, WIDTH_SHARE, CENTRE_SHARE
        if is_round:
            share, wide, centre = ROUND_TYPE * TYPE_SHARE, ROUND_WIDTH, ROUND_CENTRE
        size = max(10, round(min(spec.width_px, spec.height_px) * share))
        width = lettering.width(text, size)
        limit = spec.width_px * wide
        size = max(8, int(size * limit / width)) if width > limit else size
        ink = lettering.line(text, size)
        rim = lettering.line(text, size, outline_px=max(1, size // 10))
        pad = round(size * 0.35)
        self._left = pad + (rim.shape[1] - ink.shape[1]) // 2
        self._inked = ink.shape[1]
        shape = (rim.shape[0] + 2 * pad, rim.shape[1] + 2 * pad)
        self._unsung = _bar(shape, ink, rim, UNSUNG_RGB)
        self._sung = _bar(shape, ink, rim, SUNG_RGB)
        self._place = (
            (spec.width_px - shape[1]) // 2,
            round(spec.height_px * centre) - shape[0] // 2,
        )

    def filled(self, share: float) -> Overlay:
        """Return the bar with ``share`` 0..1 of its words sung, from the left."""
        edge = self._left + round(self._inked * share)
        sheet = np.concatenate([self._sung[:, :edge], self._unsung[:, edge:]], axis=1)
        return Overlay.from_rgba(sheet, max(self._place[0], 0), self._place[1])


def _bar(shape: tuple[int, int], ink: Alpha, rim: Alpha, rgb: tuple[int, int, int]) -> RgbaImage:
    height, width = shape
    sheet = np.zeros((height, width, 4), np.uint8)
    sheet[:] = BAR_RGBA
    line = max(1, height // 40)
    for row in (0, height - line):
        sheet[row : row + line] = (*EDGE_RGB, 255)
    for mask, colour in ((rim, RIM_RGB), (ink, rgb)):
        top, left = (height - mask.shape[0]) // 2, (width - mask.shape[1]) // 2
        part = sheet[top : top + mask.shape[0], left : left + mask.shape[1]]
        cover = cv2.merge([mask] * 4)
        solid = np.empty_like(part)
        solid[:] = (*colour, 255)
        kept = cv2.multiply(part, cv2.bitwise_not(cover), scale=1 / 255)
        part[:] = cv2.add(kept, cv2.multiply(solid, cover, scale=1 / 255))
    return sheet


def shares(words: Sequence[Word], first: int, end: int, fps: float) -> Iterator[tuple[int, float]]:
    """Yield (frame, share of the letters sung) from ``first`` to ``end``, every other frame."""
    letters = np.cumsum([0, *(max(1, len(word.text)) for word in words)], dtype=np.float64)
    known = letters / letters[-1]
    clock = [words[0].start_s]
    for word in words:
        clock.append(max(word.end_s, clock[-1] + 1e-3))
    for frame in range(first, end, STEP_FRAMES):
        yield frame, float(np.interp(frame / fps, clock, known))
