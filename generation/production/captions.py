"""Subtitles burned into the picture: pages, one colour a speaker, columns for verse."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from generation.arrays import RgbaImage, Yuv420Frame
from generation.lettering import Lettering
from generation.media.colour import Overlay
from generation.model.clip import RenderSpec
from generation.model.screenplay import Screenplay
from generation.model.speech import Word
from generation.model.timeline import Cue, Timeline
from generation.production.lyrics import LyricBar, shares

LINE_CELLS = 24.0  # a Latin letter is one cell; two lines a page
WIDE_CELL = 24 / 14  # a Chinese character
LINES_A_PAGE = 2
SIZE_SHARE = 46 / 720  # of the short side
OUTLINE_SHARE = 5 / 46  # of the type size
CENTRE_SHARE = 0.79  # of the frame height
ROUND_SIZE, ROUND_CENTRE = 0.84, 0.815  # of the type size, and of the frame height, in a circle
ROUND_WIDTH = (0.76, 0.66)  # of a circle's width that is there below one line, below two
LINE_PITCH = 1.28
STRESS_GROWTH = 1.12
LINGER_S = 0.2
COLUMN_X_SHARE = 0.86
COLUMN_TOP_SHARE = 0.14
OUTLINE_RGB = (18, 14, 24)
SPEAKER_RGB = ((255, 255, 255), (255, 226, 150), (176, 232, 255), (255, 196, 214))


@dataclass(frozen=True, slots=True)
class _State:
    """One look of the captions between two frames."""

    first: int
    end: int
    overlays: tuple[Overlay, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """Words shown together, in lines."""

    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]


class Captions:
    """All subtitles of one film, drawn when first needed."""

    def __init__(
        self, screenplay: Screenplay, timeline: Timeline, spec: RenderSpec, lettering: Lettering
    ) -> None:
        """Plan pages for every cue whose script can be written; the others are ``unwritten``."""
        self._spec = spec
        self._lettering = lettering
        self._is_round = screenplay.format == "note"
        self._fps = float(timeline.fps)
        self._colours = {
            member.token: SPEAKER_RGB[index % len(SPEAKER_RGB)]
            for index, member in enumerate(screenplay.cast)
        }
        styles = {shot.id: shot.subtitles for shot in screenplay.shots}
        self.unwritten = tuple(
            cue.line_id for cue in timeline.cues if not lettering.can_write(cue.text)
        )
        self._states: list[_State] = []
        for index, cue in enumerate(timeline.cues):
            following = timeline.cues[index + 1].start_s if index + 1 < len(timeline.cues) else None
            if (
                not cue.words
                or cue.line_id in self.unwritten
                or styles[cue.shot_id] == "none"
                or cue.silent
            ):
                continue
            if styles[cue.shot_id] == "vertical":
                shot_end = next(s.end for s in timeline.spans if s.shot_id == cue.shot_id)
                self._plan_columns(cue, shot_end)
            elif styles[cue.shot_id] == "karaoke":
                self._plan_lyrics(cue, following)
            else:
                self._plan_pages(cue, following)

    def lay(self, frame_index: int, frame: Yuv420Frame) -> None:
        """Draw whatever is due on one frame."""
        for state in self._states:
            if state.first <= frame_index < state.end:
                for overlay in state.overlays:
                    overlay.lay(frame)

    # -- horizontal pages ---------------------------------------------------------------------

    def _plan_pages(self, cue: Cue, following_s: float | None) -> None:
        pages = paginate(cue.words)
        for index, page in enumerate(pages):
            words = page.words
            start = words[0].start_s
            end = words[-1].end_s + LINGER_S
            if index + 1 < len(pages):
                end = pages[index + 1].words[0].start_s
            elif following_s is not None:
                end = min(end, max(following_s, words[-1].end_s))
            stressed = max(words, key=lambda word: word.end_s - word.start_s)
            plain = self._page(page, cue, None)
            grown = self._page(page, cue, stressed)
            cuts = [start, stressed.start_s, stressed.end_s, end]
            for (first, last), overlay in zip(pairwise(cuts), (plain, grown, plain), strict=True):
                if last > first:
                    self._states.append(_State(self._frame(first), self._frame(last), (overlay,)))

    def _frame(self, second: float) -> int:
        return round(second * self._fps)

    def _page(self, page: _Page, cue: Cue, stressed: Word | None) -> Overlay:
        spec = self._spec
        share, centre, limit = SIZE_SHARE, CENTRE_SHARE, 0.92 * spec.width_px
        if self._is_round:
            share, centre = ROUND_SIZE * SIZE_SHARE, ROUND_CENTRE
            limit = ROUND_WIDTH[len(page.lines) > 1] * spec.width_px
        size = max(10, round(min(spec.width_px, spec.height_px) * share))
        widest = max(self._lettering.width(join(line), size) for line in page.lines)
        if widest > limit:
            size = max(8, int(size * limit / widest))
        pitch = round(size * LINE_PITCH)
        height = pitch * len(page.lines) + size
        sheet = np.zeros((height, spec.width_px, 4), np.uint8)
        colour = self._colours.get(cue.who, SPEAKER_RGB[0])
        first = height // 2 - pitch * (len(page.lines) - 1) // 2
        for row, line in enumerate(page.lines):
            self._draw_line(sheet, line, size, first + row * pitch, colour, stressed)
        top = round(spec.height_px * centre) - height // 2
        return Overlay.from_rgba(sheet, 0, min(top, spec.height_px - height))

    def _draw_line(
        self,
        sheet: RgbaImage,
        line: Sequence[Word],
        size: int,
        middle: int,
        rgb: tuple[int, int, int],
        stressed: Word | None,
    ) -> None:
        text = join(line)
        left_to_right = Lettering.shaped(text) == text
        pieces = [(text, size)]
        if stressed is not None and stressed in line and left_to_right:
            at = line.index(stressed)
            gap = "" if is_wide(text[:1]) else " "
            before, after = join(line[:at]), join(line[at + 1 :])
            pieces = [(before + gap, size)] if before else []
            pieces.append((stressed.text, round(size * STRESS_GROWTH)))
            pieces += [(gap + after, size)] if after else []
        widths = [self._lettering.width(piece, pixels) for piece, pixels in pieces]
        pen = (sheet.shape[1] - sum(widths)) / 2
        for (piece, pixels), width in zip(pieces, widths, strict=True):
            lead = self._lettering.width(piece, pixels) - self._lettering.width(
                piece.lstrip(), pixels
            )
            self._ink(sheet, piece.strip(), pixels, round(pen + lead), middle, rgb)
            pen += width

    def _ink(
        self,
        sheet: RgbaImage,
        text: str,
        size: int,
        left: int,
        middle: int,
        rgb: tuple[int, int, int],
    ) -> None:
        """Write ``text`` with an outline; its x-height band is centred on row ``middle``."""
        outline = max(1, round(size * OUTLINE_SHARE))
        fill = self._lettering.line(text, size)
        edge = self._lettering.line(text, size, outline_px=outline)
        top = middle - edge.shape[0] // 2
        stamp(sheet, edge, left - outline, top, OUTLINE_RGB)
        offset = (edge.shape[0] - fill.shape[0]) // 2
        stamp(sheet, fill, left, top + offset, rgb)

    # -- a bar that fills ---------------------------------------------------------------------

    def _plan_lyrics(self, cue: Cue, following_s: float | None) -> None:
        pages = [page.words for page in paginate(cue.words, lines=1)]
        starts = [words[0].start_s for words in pages]
        last = cue.end_s + LINGER_S
        ends = [*starts[1:], last if following_s is None else min(last, following_s)]
        for words, end_s in zip(pages, ends, strict=True):
            bar = LyricBar(join(words), self._spec, self._lettering, is_round=self._is_round)
            steps = list(
                shares(words, self._frame(words[0].start_s), self._frame(end_s), self._fps)
            )
            frames = [*(frame for frame, _ in steps), self._frame(end_s)]
            for (frame, share), end in zip(steps, frames[1:], strict=True):
                self._states.append(_State(frame, end, (bar.filled(share),)))

    # -- vertical columns ---------------------------------------------------------------------

    def _plan_columns(self, cue: Cue, shot_end: int) -> None:
        """Show verse as columns from the right, one character as each syllable is heard."""
        phrases = split_phrases(cue.words)
        size = max(10, round(min(self._spec.width_px, self._spec.height_px) * SIZE_SHARE * 1.15))
        shown: list[tuple[Word, Overlay]] = []
        rgb = (34, 30, 30)
        for column, phrase in enumerate(phrases):
            x = round(self._spec.width_px * COLUMN_X_SHARE - column * size * 1.7)
            y = round(self._spec.height_px * COLUMN_TOP_SHARE)
            for row, word in enumerate(phrase):
                glyph = self._lettering.line(word.text[:1], size)
                sheet = np.zeros((*glyph.shape, 4), np.uint8)
                stamp(sheet, glyph, 0, 0, rgb)
                place = (x - glyph.shape[1] // 2, y + round(row * size * 1.15))
                shown.append((word, Overlay.from_rgba(sheet, *place)))
        for index, (word, _) in enumerate(shown):
            due = shown[index + 1][0].start_s if index + 1 < len(shown) else None
            end = self._frame(due) if due is not None else shot_end
            overlays = tuple(overlay for _, overlay in shown[: index + 1])
            self._states.append(_State(self._frame(word.start_s), end, overlays))


def is_wide(character: str) -> bool:
    """Tell whether a character takes a full square, as Chinese and kana do."""
    return bool(character) and unicodedata.east_asian_width(character[0]) in "WF"


def cells(text: str) -> float:
    """Return the width of ``text`` in Latin letters."""
    return sum(WIDE_CELL if is_wide(character) else 1.0 for character in text)


def join(words: Sequence[Word]) -> str:
    """Return words as they are written: spaces only between scripts that use them."""
    text = ""
    for word in words:
        wide = is_wide(word.text[:1]) or is_wide(text[-1:])
        text += word.text if not text or wide else f" {word.text}"
    return text


def paginate(words: Sequence[Word], *, lines: int = LINES_A_PAGE) -> list[_Page]:
    """Break words into pages of at most ``lines`` (one or two) lines."""
    rows: list[list[Word]] = [[]]
    for word in words:
        if rows[-1] and cells(join([*rows[-1], word])) > LINE_CELLS:
            rows.append([])
        rows[-1].append(word)
    pages: list[_Page] = []
    for start in range(0, len(rows), lines):
        chunk = [row for row in rows[start : start + lines] if row]
        if chunk:
            pages.append(_Page(tuple(tuple(line) for line in _balanced(chunk))))
    return pages


def _balanced(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Move words so that two lines are about equally long."""
    if len(lines) != LINES_A_PAGE:
        return [list(line) for line in lines]
    words = [word for line in lines for word in line]
    best = min(
        range(1, len(words)),
        key=lambda cut: max(cells(join(words[:cut])), cells(join(words[cut:]))),
    )
    return [words[:best], words[best:]]


def split_phrases(words: Sequence[Word]) -> list[list[Word]]:
    """Split verse at its punctuation; the marks themselves are not written."""
    phrases: list[list[Word]] = [[]]
    for word in words:
        bare = "".join(c for c in word.text if c.isalnum())
        if bare:
            phrases[-1].append(Word(text=bare, start_s=word.start_s, end_s=word.end_s))
        if any(not c.isalnum() for c in word.text) and phrases[-1]:
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def stamp(
    sheet: RgbaImage, mask: np.ndarray, left: int, top: int, rgb: tuple[int, int, int]
) -> None:
    """Lay ink through ``mask`` onto a straight-alpha sheet, clipped."""
    y0, x0 = max(top, 0), max(left, 0)
    y1 = min(top + mask.shape[0], sheet.shape[0])
    x1 = min(left + mask.shape[1], sheet.shape[1])
    if y0 >= y1 or x0 >= x1:
        return
    ink = mask[y0 - top : y1 - top, x0 - left : x1 - left]
    target = sheet[y0:y1, x0:x1]
    weight = ink[..., None].astype(np.float32) / 255
    cover = target[..., 3:].astype(np.float32) / 255
    out = weight + cover * (1 - weight)
    mixed = np.array(rgb, np.float32) * weight + target[..., :3] * cover * (1 - weight)
    target[..., :3] = (mixed / np.maximum(out, 1e-3)).astype(np.uint8)
    target[..., 3:] = cv2.convertScaleAbs(out, alpha=255).reshape(target[..., 3:].shape)
