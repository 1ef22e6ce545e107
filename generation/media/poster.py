"""The still that stands for a film until somebody plays it. It chooses no frame."""

from __future__ import annotations

import io
from pathlib import Path

import av
from av.video.reformatter import Colorspace
from PIL import Image

from generation.arrays import RgbImage, Yuv420Frame
from generation.files import atomic_output

POSTER_SIDE_PX = 320  # Telegram refuses thumbnails with a longer side
POSTER_BYTES = 200_000  # or a larger file
JPEG_QUALITY = 88


def write_poster(frame: Yuv420Frame, path: Path) -> None:
    """Write ``frame`` as a JPEG with sides of at most 320 px and less than 200 kB.

    Raises:
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    picture = to_picture(frame)
    picture.thumbnail((POSTER_SIDE_PX, POSTER_SIDE_PX), Image.Resampling.LANCZOS, reducing_gap=3.0)
    quality = JPEG_QUALITY
    while len(data := _jpeg(picture, quality)) >= POSTER_BYTES:
        quality //= 2
    with atomic_output(path) as part:
        part.write_bytes(data)


def to_picture(frame: Yuv420Frame) -> Image.Image:
    """Return a frame as an RGB picture."""
    yuv = av.VideoFrame.from_ndarray(frame, format="yuv420p")
    return Image.fromarray(
        yuv.reformat(
            format="rgb24", src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.DEFAULT
        ).to_ndarray()
    )


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def png(picture: RgbImage) -> bytes:
    """Return a picture as a PNG file, nothing lost."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=1)
    return file.getvalue()
