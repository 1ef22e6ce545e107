"""The small picture of a face that stands for its owner in lists. It finds no face."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generation.model.likeness import Likeness

SIDE_MAX_PX = 256
JPEG_QUALITY = 85
SHARE = 1.6  # picture side by the longer side of the mesh: hair and chin with some air
RISE = 0.09  # of that side by which the face sits lower than the middle: hair needs the room
GROUND_RGB = (240, 233, 220)  # paper, where the outline ends


def portrait(likeness: Likeness) -> bytes:
    """Return a square JPEG of the face, at most 256 px, without what was behind it."""
    cut = Image.fromarray(likeness.picture)
    cut.putalpha(Image.fromarray(likeness.alpha))
    low, high = likeness.landmarks[:, :2].min(axis=0), likeness.landmarks[:, :2].max(axis=0)
    side = round(SHARE * float((high - low).max()))
    left, top = np.rint((low + high - side) / 2 - np.array([0.0, RISE * side])).astype(int).tolist()
    face = cut.crop((left, top, left + side, top + side))
    paper = Image.new("RGBA", face.size, GROUND_RGB)
    paper.alpha_composite(face)
    small = paper.convert("RGB")
    small.thumbnail((SIDE_MAX_PX, SIDE_MAX_PX), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()
