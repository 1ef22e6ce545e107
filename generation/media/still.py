"""One photograph: bytes to upright sRGB pixels. Runs inside the sandbox.

Pillow only, so that the process starts fast. Everything but pixels is lost on the way: EXIF with
its places and owners, thumbnails, what hangs behind the end of the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final, NamedTuple

from PIL import Image, ImageCms, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from generation.errors import MediaRejected

PIXELS_MAX = 24_000_000  # a 24-megapixel camera; more is a bomb or a print scan
SIDE_MAX_PX = 8192
PICTURE_SIDE_MAX_PX = 2000  # of what is handed on: a face fills at most 720 px of a film
ICC_MAX_BYTES = 1 << 20
ORIENTATION_TAG: Final = 0x0112

_OPENERS: Final[dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_MALFORMED: Final = (  # what Pillow raises on bytes that are not what they say
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    MemoryError,
)


class Still(NamedTuple):
    """Upright sRGB bytes, three a pixel; ``original_px`` is (width, height) before shrinking."""

    rgb: bytes
    width_px: int
    height_px: int
    original_px: tuple[int, int]


def decode_still(data: bytes, pillow_format: str) -> Still:
    """Decode the first frame of a JPEG, PNG or WebP.

    Raises:
        MediaRejected: ``too-many-pixels``, ``truncated`` or ``broken``.
    """
    try:
        image = _OPENERS[pillow_format](io.BytesIO(data))
        _check_size(image)
        return _upright(image)
    except _MALFORMED as error:
        raise MediaRejected("truncated" if "truncated" in str(error) else "broken") from error


def _check_size(image: ImageFile.ImageFile) -> None:
    width, height = image.size
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX_PX:
        raise MediaRejected("too-many-pixels", limit_mp=PIXELS_MAX // 1_000_000)


def _upright(image: ImageFile.ImageFile) -> Still:
    size = image.size
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    shrink = min(PICTURE_SIDE_MAX_PX / max(size), 1.0)
    image.draft("RGB", (int(size[0] * shrink), int(size[1] * shrink)))  # JPEG only: 1/2, 1/4, 1/8
    image.load()
    plain = _flattened(image)
    plain.thumbnail((PICTURE_SIDE_MAX_PX, PICTURE_SIDE_MAX_PX), reducing_gap=2.0)
    rgb = _srgb(plain, profile)
    if orientation in _UPRIGHT:
        rgb = rgb.transpose(_UPRIGHT[orientation])
    if orientation in _SIDEWAYS:
        size = size[::-1]
    return Still(rgb.tobytes(), rgb.width, rgb.height, (size[0], size[1]))


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation 1..8; a malformed block counts as upright."""
    try:
        value = image.getexif().get(ORIENTATION_TAG, 1)
    except _MALFORMED:
        return 1
    return value if isinstance(value, int) else 1


def _flattened(image: Image.Image) -> Image.Image:
    """Reduce every mode to L, RGB or CMYK of 8 bits; what is transparent becomes white."""
    if image.mode.startswith(("I", "F")):  # 16-bit grey
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.mode in {"RGBA", "LA", "PA", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        return paper.convert("RGB")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("RGB")


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """Convert by the embedded profile (phones write Display P3); an unusable one is ignored."""
    if isinstance(profile, bytes) and len(profile) <= ICC_MAX_BYTES:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *_MALFORMED):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")
