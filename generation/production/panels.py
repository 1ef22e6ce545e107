"""Four panels of a film as one picture: comic frames, words in bubbles, the label above them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generation.arrays import RgbImage, Yuv420Frame
from generation.files import atomic_output
from generation.lettering import Lettering
from generation.media.poster import to_picture
from generation.model.clip import RenderOrder
from generation.model.timeline import Cue, ShotRecord, Timeline, face_boxes
from generation.production.bubbles import Bubble, paint_bubble
from generation.production.looks import comic_of
from generation.provenance.aigc import AIGC_KEY, aigc_tag
from generation.provenance.label import full_label

PANELS, ACROSS = 4, 2
TALLEST, WIDEST = 1.25, 1.34  # height by width of a panel, width by height
GUTTER_SHARE, BORDER_SHARE = 0.033, 0.008  # of the film's shorter side
PAPER_RGB, INK_RGB = (250, 246, 236), (16, 14, 14)
WORDLESS_AT = 0.6  # of a shot in which nobody speaks
FACE_AT = 0.55  # of a panel's height, where there is room to choose

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One panel: a frame, and what is said in it."""

    frame: int
    shot_id: str
    cue: Cue | None = None


def moments(timeline: Timeline) -> tuple[Moment, ...]:
    """Choose four, in order: the first, the last, the first and the last words between them."""
    found = [_spoken(cue, timeline) for cue in timeline.cues if cue.words]
    speaking = {moment.shot_id for moment in found}
    found += [
        Moment(frame=span.first + int(WORDLESS_AT * span.frames), shot_id=span.shot_id)
        for span in timeline.spans
        if span.shot_id not in speaking
    ]
    found.sort(key=lambda moment: moment.frame)
    while len(found) < PANELS:
        found = _one_more(found, timeline)
    between = found[1:-1]
    spoken = [moment for moment in between if moment.cue is not None]
    pool = spoken if len(spoken) >= PANELS - 2 else between
    return (found[0], pool[0], pool[-1], found[-1])


def _spoken(cue: Cue, timeline: Timeline) -> Moment:
    middle = int((cue.start_s + cue.end_s) / 2 * float(timeline.fps))
    return Moment(frame=min(middle, timeline.frames - 1), shot_id=cue.shot_id, cue=cue)


def _one_more(found: list[Moment], timeline: Timeline) -> list[Moment]:
    """Put a moment into the middle of the longest stretch without one."""
    edges = [0, *(moment.frame for moment in found), timeline.frames - 1]
    place = max(range(len(edges) - 1), key=lambda n: edges[n + 1] - edges[n])
    frame = (edges[place] + edges[place + 1]) // 2
    shot = next(span.shot_id for span in timeline.spans if span.first <= frame < span.end)
    return [*found[:place], Moment(frame=frame, shot_id=shot), *found[place:]]


class Panels:
    """Keeps the frames of four moments as they pass, and lays them out when all have."""

    def __init__(
        self,
        order: RenderOrder,
        timeline: Timeline,
        records: Sequence[ShotRecord],
        lettering: Lettering,
    ) -> None:
        """Choose the moments."""
        self._order, self._lettering = order, lettering
        self._moments = moments(timeline)
        self._faces = face_boxes(records)
        self._look = comic_of(order)
        self._frames: dict[int, Yuv420Frame] = {}

    def keep(self, index: int, frame: Yuv420Frame) -> None:
        """Keep frame ``index``, as it was shot, where it is one of the four."""
        if any(moment.frame == index for moment in self._moments):
            kept = frame.copy()
            self._look.develop(index, kept)
            self._frames[index] = kept

    def write(self, path: Path) -> None:
        """Write the page as a PNG that says in its metadata, too, who made it.

        Raises:
            DiskFull: No room is left.
            NotPermitted: The folder may not be written.
        """
        buffer, info = io.BytesIO(), PngInfo()
        info.add_itxt(AIGC_KEY, aigc_tag(self._order.clip_id))
        Image.fromarray(self.page()).save(buffer, "PNG", pnginfo=info)
        with atomic_output(path) as part:
            part.write_bytes(buffer.getvalue())

    def page(self) -> RgbImage:
        """Return the page: the label, then two rows of two panels."""
        width, height = self._order.spec.width_px, self._order.spec.height_px
        gutter = round(GUTTER_SHARE * min(width, height))
        panel = (min(width, round(WIDEST * height)), min(height, round(TALLEST * width)))
        rows = PANELS // ACROSS
        page_width = ACROSS * panel[0] + (ACROSS + 1) * gutter
        head = self._head(page_width, rows * panel[1])
        page = np.empty((head.shape[0] + rows * panel[1] + (rows + 1) * gutter, page_width, 3),
                        np.uint8)  # fmt: skip
        page[:] = PAPER_RGB
        page[: head.shape[0]] = head
        for number, moment in enumerate(self._moments):
            left = gutter + number % ACROSS * (panel[0] + gutter)
            top = head.shape[0] + gutter + number // ACROSS * (panel[1] + gutter)
            page[top : top + panel[1], left : left + panel[0]] = self._panel(moment, panel)
        return page

    def _head(self, width: int, height: int) -> RgbImage:
        strip, _, _ = full_label(
            self._order.label, self._order.screenplay.title, self._lettering,
            width=width, height=height,
        )  # fmt: skip
        cover = strip[..., 3:].astype(np.float32) / 255
        return np.asarray(strip[..., :3] * cover + INK_RGB * (1 - cover), np.uint8)

    def _panel(self, moment: Moment, size: tuple[int, int]) -> RgbImage:
        picture = np.array(to_picture(self._frames[moment.frame]))
        face = self._face(moment)
        left, top = _corner(face, (picture.shape[1], picture.shape[0]), size)
        panel = np.ascontiguousarray(picture[top : top + size[1], left : left + size[0]])
        if moment.cue is not None:
            there = None if face is None else (face[0] - left, face[1] - top, *face[2:])
            paint_bubble(panel, Bubble(text=moment.cue.text, face=there), self._lettering)
        border = max(1, round(BORDER_SHARE * min(size)))
        cv2.rectangle(panel, (0, 0), (size[0] - 1, size[1] - 1), INK_RGB, 2 * border)
        return panel

    def _face(self, moment: Moment) -> Box | None:
        """Return whose face the panel is about: the speaker's, else the first one's."""
        if moment.cue is not None:
            return self._faces.get((moment.shot_id, moment.cue.who))
        return next((box for (shot, _), box in self._faces.items() if shot == moment.shot_id), None)


def _corner(face: Box | None, whole: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    """Return where to cut a panel out of a frame."""
    spare = (whole[0] - size[0], whole[1] - size[1])
    if face is None:
        return spare[0] // 2, spare[1] // 2
    x, y = face[0] + face[2] / 2 - size[0] / 2, face[1] + face[3] / 2 - FACE_AT * size[1]
    return round(min(max(x, 0), spare[0])), round(min(max(y, 0), spare[1]))
