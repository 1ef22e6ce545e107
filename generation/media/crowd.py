"""A picture of several people with a number on each, for one of them to say who they are."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageDraw

from generation.arrays import RgbImage
from generation.lettering import Lettering

SIDE_MAX_PX = 720
JPEG_QUALITY = 85
DISC_SHARE = 0.26  # radius of a number's disc by the face's height: read on a phone, hides no face
DISC_MIN_PX, DISC_MAX_PX = 17, 40
PAPER, INK = (255, 252, 246), (30, 26, 23)
FINE = 4  # times finer than the picture: edges without steps

Box = tuple[float, float, float, float]
"""x, y, width and height of a face in pixels."""


def numbered(picture: RgbImage, faces: Mapping[int, Box], lettering: Lettering) -> bytes:
    """Return a JPEG of at most 720 px a side with a number under each face."""
    small = Image.fromarray(picture)
    small.thumbnail((SIDE_MAX_PX, SIDE_MAX_PX), Image.Resampling.LANCZOS)
    scale = small.width / picture.shape[1]
    for number, (x, y, width, height) in faces.items():
        radius = round(min(max(DISC_SHARE * height * scale, DISC_MIN_PX), DISC_MAX_PX))
        foot = ((x + width / 2) * scale, (y + height) * scale + 0.8 * radius)
        _lay(small, _disc(str(number), radius, lettering), foot, radius)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()


def _disc(text: str, radius: int, lettering: Lettering) -> Image.Image:
    """Return a number on a disc with a dark rim, straight RGBA."""
    side, rim = 2 * radius * FINE, max(1, radius // 9) * FINE
    disc = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(disc)
    pen.ellipse((0, 0, side - 1, side - 1), fill=(*INK, 255))
    pen.ellipse((rim, rim, side - 1 - rim, side - 1 - rim), fill=(*PAPER, 255))
    ink = Image.fromarray(np.asarray(lettering.mask(text, round(0.62 * side))))
    place = ((side - ink.width) // 2, (side - ink.height) // 2)
    disc.paste(Image.new("RGBA", ink.size, (*INK, 255)), place, ink)
    return disc.resize((2 * radius, 2 * radius), Image.Resampling.LANCZOS)


def _lay(picture: Image.Image, disc: Image.Image, at: tuple[float, float], radius: int) -> None:
    """Lay a disc with its middle at a place, moved until all of it is inside the picture."""
    left = min(max(round(at[0]) - radius, 0), max(picture.width - 2 * radius, 0))
    top = min(max(round(at[1]) - radius, 0), max(picture.height - 2 * radius, 0))
    picture.paste(disc, (left, top), disc)
