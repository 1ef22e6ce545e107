"""The golden films as footage: asked, planned and drawn. It judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np

from bot.bootstrap import Workshop
from bot.casting import PictureChoice, cast_film
from bot.gallery.films import SEED, ShownFilm
from bot.gallery.strips import entries
from generation.arrays import BgrFrame
from generation.engines.puppet.blocking import BlockedShot, block
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.shot import PreparedShot, Wardrobe, grain_tiles
from generation.engines.puppet.stage import SetPainter
from generation.media.probe import decode_frames
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.likeness import Likeness
from generation.model.screenplay import Screenplay
from generation.model.timeline import Timeline
from generation.production.film import produce
from generation.production.layout import lay_out
from generation.production.table_read import table_read

OTHER_SEED = 2
KEPT_HEIGHT_PX = 640  # frames are looked at in half size: grain averages out, a lip does not


@dataclass
class Footage:
    """One film on paper and, frame by frame when asked, in pictures."""

    golden: ShownFilm
    order: RenderOrder
    timeline: Timeline
    shop: Workshop

    @property
    def paper(self) -> Screenplay:
        """The screenplay."""
        return self.order.screenplay

    @cached_property
    def blocked(self) -> list[BlockedShot]:
        """Every shot with cameras, places and acting."""
        return block(self.order, self.timeline, SETS)

    @cached_property
    def _wardrobe(self) -> Wardrobe:
        return Wardrobe(
            order=self.order, lettering=self.shop.lettering, fps=float(self.timeline.fps)
        )

    @cached_property
    def _grain(self) -> list[np.ndarray]:
        spec = self.order.spec
        return grain_tiles(spec.width_px, spec.height_px, self.order.seed)

    def picture(
        self, index: int, frame: int, *, shot: BlockedShot | None = None,
        painter: SetPainter | None = None,
    ) -> BgrFrame:  # fmt: skip
        """Draw a frame of shot ``index`` without titles; ``shot``, ``painter`` replace its own."""
        spec = self.order.spec
        blocked = shot or self.blocked[index]
        if shot is None and painter is None:
            prepared = self._prepared[index]
        else:
            prepared = self._prepare(index, blocked, painter or SETS[blocked.shot.set])
        out = np.empty((spec.height_px * 3 // 2, spec.width_px), np.uint8)
        prepared.draw(min(max(frame, 0), blocked.span.frames - 1), out)
        return as_bgr(out)

    def _prepare(self, index: int, blocked: BlockedShot, painter: SetPainter) -> PreparedShot:
        return PreparedShot(blocked, painter, self._wardrobe, self._grain, index)

    @cached_property
    def _prepared(self) -> list[PreparedShot]:
        """Every shot as it is, painted once."""
        return [self._prepare(i, b, SETS[b.shot.set]) for i, b in enumerate(self.blocked)]

    def shot_at(self, frame: int) -> int:
        """Return the index of the shot that film frame ``frame`` belongs to."""
        spans = self.timeline.spans
        return next(i for i, span in enumerate(spans) if frame < span.end)


def as_bgr(frame: np.ndarray) -> BgrFrame:
    """Return an I420 frame as a picture."""
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_YUV2BGR_I420), np.uint8)


def photograph(folder: Path) -> Path:
    """Return what plays the photo parts, as a file a member would send: NASA's, public domain."""
    from skimage.data import astronaut

    path = folder / "astronaut.png"
    if not path.exists():
        cv2.imwrite(str(path), np.ascontiguousarray(astronaut()[..., ::-1]))
    return path


def plan(
    golden: ShownFilm, shop: Workshop, folder: Path, *, seed: int = SEED,
    likenesses: Mapping[str, Likeness] | None = None,
) -> Footage:  # fmt: skip
    """Write, cast and time one film. ``likenesses`` saves making the same faces twice."""
    screenplay = golden.written(shop.director, seed=seed)
    parts = likenesses if likenesses is not None else _parts(golden, screenplay, shop, folder, seed)
    missing = [m.token for m in screenplay.cast if _has_face(m.kind) and m.token not in parts]
    if missing:
        parts = _parts(golden, screenplay, shop, folder, seed)
    order = RenderOrder(
        clip_id="0" * 26, screenplay=screenplay, likenesses=parts, spec=RenderSpec(), seed=seed
    )
    speeches = table_read(screenplay, parts, shop.voice, seed=seed)
    timeline = lay_out(screenplay, speeches, fps=order.spec.fps)
    return Footage(golden, order, timeline, shop)


def _has_face(kind: str) -> bool:
    return kind in {"cameo", "drawn", "stand_in"}


def _parts(
    golden: ShownFilm, screenplay: Screenplay, shop: Workshop, folder: Path, seed: int
) -> dict[str, Likeness]:
    cast = entries(golden, photograph(folder))
    return cast_film(screenplay, cast, shop, PictureChoice(), seed=seed)


def shoot(footage: Footage, out: Path) -> list[BgrFrame]:
    """Produce the film as a member would get it and return its frames, ``KEPT_HEIGHT_PX`` high."""
    clip = produce(footage.order, footage.shop.crew, out)
    return [small(as_bgr(frame)) for frame in decode_frames(clip.file)]


def small(picture: BgrFrame) -> BgrFrame:
    """Return ``picture`` at the size frames are compared in."""
    height, width = picture.shape[:2]
    size = (round(width * KEPT_HEIGHT_PX / height), KEPT_HEIGHT_PX)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def contact_sheet(frames: Sequence[BgrFrame], count: int = 12, columns: int = 6) -> BgrFrame:
    """Return ``count`` frames from the first to the last, in rows."""
    chosen = np.linspace(0, len(frames) - 1, count).round().astype(int)
    rows = [
        np.hstack([frames[i] for i in chosen[first : first + columns]])
        for first in range(0, count, columns)
    ]
    return np.vstack(rows)
