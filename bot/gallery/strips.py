"""One film as one picture: a frame of each shot, as whoever gets the film sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from bot.bootstrap import Workshop
from bot.casting import DRAWN_PREFIX, CastEntry, PictureChoice, cast_film
from bot.console import interruptible
from bot.gallery.films import PHOTO, SEED, ShownFilm
from bot.i18n import say
from generation.arrays import BgrFrame, Yuv420Frame
from generation.media.probe import frames_at
from generation.model.clip import RenderOrder, RenderSpec
from generation.production.film import produce

FILM = RenderSpec(width_px=360, height_px=640)
FRAME_PX = (180, 320)  # width and height of one frame of a strip
GAP_PX = 6
SEEN_AT = 0.55  # of a shot
JPEG_QUALITY = 82
UNCAST = "mina"  # plays where a picture is wanted and none is given


def film_strip(film: ShownFilm, shop: Workshop, face: Path | None) -> bytes:
    """Make ``film`` and return its strip, a JPEG.

    Args:
        film: What is shown.
        shop: Where it is made.
        face: The picture of whoever plays the photo parts; without it they are drawn.

    Raises:
        WalkonError: Whatever keeps a film from being made.
    """
    paper = film.written(shop.director)
    order = RenderOrder(
        clip_id="",
        screenplay=paper,
        likenesses=cast_film(paper, entries(film, face), shop, PictureChoice(), seed=SEED),
        spec=FILM,
        seed=SEED,
        label=(say("label", film.locale), say("label", "en")),
    )
    with shop.folder.scratch() as tmp, interruptible() as stop:
        clip = produce(order, shop.crew, tmp / "film.mp4", stop=stop)
        shots = json.loads(clip.timeline.read_text(encoding="utf-8"))["shots"]
        seen = frames_at(clip.file, {_stands_for(shot) for shot in shots})
        return jpeg(side_by_side([small(frame) for frame in seen.values()]))


def entries(film: ShownFilm, face: Path | None) -> list[CastEntry]:
    """Return who plays whom; ``face`` plays the photo parts, or else somebody drawn does."""
    return [CastEntry(name=name, source=_source(who, face)) for name, who in film.cast.items()]


def _source(who: str, face: Path | None) -> str:
    if who != PHOTO:
        return DRAWN_PREFIX + who
    return DRAWN_PREFIX + UNCAST if face is None else str(face)


def _stands_for(shot: Mapping[str, float]) -> int:
    """Return the number of the frame that stands for a shot."""
    return int(FILM.fps * (shot["start_s"] + SEEN_AT * (shot["end_s"] - shot["start_s"])))


def small(frame: Yuv420Frame) -> BgrFrame:
    """Return a frame as a picture of a strip."""
    picture = cv2.cvtColor(frame, cv2.COLOR_YUV2BGR_I420)
    return np.asarray(cv2.resize(picture, FRAME_PX, interpolation=cv2.INTER_AREA), np.uint8)


def side_by_side(pictures: Sequence[BgrFrame]) -> BgrFrame:
    """Return pictures of one size in a row with white between them."""
    height = pictures[0].shape[0]
    gap = np.full((height, GAP_PX, 3), 255, np.uint8)
    row = [piece for picture in pictures for piece in (gap, picture)]
    return np.hstack(row[1:])


def stacked(pictures: Sequence[BgrFrame], *, across: int) -> BgrFrame:
    """Return pictures of one size in rows of ``across``; the last row is filled up with white."""
    blank = np.full_like(pictures[0], 255)
    cells = [*pictures, *[blank] * (-len(pictures) % across)]
    rows = [side_by_side(cells[at : at + across]) for at in range(0, len(cells), across)]
    gap = np.full((GAP_PX, rows[0].shape[1], 3), 255, np.uint8)
    return np.vstack([piece for row in rows for piece in (gap, row)][1:])


def jpeg(picture: BgrFrame) -> bytes:
    """Return ``picture`` as a small JPEG."""
    _, encoded = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
    return encoded.tobytes()
