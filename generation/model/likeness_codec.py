"""A likeness as bytes and back, exactly. What it reads may come from anywhere: it runs no code.

msgpack with a version; arrays are their bytes in C order, deflated (a quarter of the size in some
milliseconds). What was kept before a face's reach was measured has none, and is read as before.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from generation.arrays import SAMPLE_RATE_HZ
from generation.errors import DataBroken
from generation.model.likeness import (
    REACH_MAX,
    REACH_MIN,
    Likeness,
    LikenessKind,
    QualityFlag,
    Reach,
)
from generation.model.packed import pack, unpack
from generation.model.speech import VoiceProfile

VERSION: Final = 1
SIDE_MAX_PX = 4096  # a likeness is cut from a picture of at most 2000 px
SAMPLES_MAX = 61 * SAMPLE_RATE_HZ  # the longest voice sample that intake hands on
POINTS: Final = (468, 3)
DEFLATE_LEVEL = 1  # higher levels save 5 % more and take twice as long
T = TypeVar("T")
D = TypeVar("D", bound=np.generic)
_KINDS = frozenset(get_args(LikenessKind))
_FLAGS = frozenset(get_args(QualityFlag))


def likeness_bytes(likeness: Likeness) -> bytes:
    """Return everything a likeness holds; ``read_likeness`` gives it back to the last bit."""
    sample = likeness.voice_sample
    return pack(
        {
            "v": VERSION,
            "kind": likeness.kind,
            "size": [likeness.picture.shape[1], likeness.picture.shape[0]],
            "picture": _deflated(likeness.picture),
            "alpha": _deflated(likeness.alpha),
            "landmarks": _deflated(likeness.landmarks),
            "shoulders": likeness.shoulders,
            "clothes_bgr": list(likeness.clothes_bgr),
            "skin_bgr": list(likeness.skin_bgr),
            "source_face_px": float(likeness.source_face_px),
            "quality": sorted(likeness.quality),
            "voice": asdict(likeness.voice),
            "samples": None if sample is None else len(sample),
            "voice_sample": None if sample is None else _deflated(sample),
            "character": likeness.character,
            "reach": asdict(likeness.reach),
        }
    )


def read_likeness(data: bytes) -> Likeness:
    """Read ``likeness_bytes`` back. The arrays are new and may be written to.

    Raises:
        DataBroken: ``likeness``: these bytes are none, or of a version nobody knows.
    """
    try:
        return _likeness(unpack(data))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, zlib.error) as error:
        raise DataBroken("likeness") from error


def _likeness(form: Mapping[str, Any]) -> Likeness:
    if form["v"] != VERSION or form["kind"] not in _KINDS or not _FLAGS.issuperset(form["quality"]):
        raise ValueError("form")
    width, height = form["size"]
    if not (0 < width <= SIDE_MAX_PX and 0 < height <= SIDE_MAX_PX):
        raise ValueError("size")
    points = _inflated(form["landmarks"], POINTS, np.float32)
    if not np.isfinite(points).all():
        raise ValueError("landmarks")
    return Likeness(
        kind=form["kind"],
        picture=_inflated(form["picture"], (height, width, 3), np.uint8),
        alpha=_inflated(form["alpha"], (height, width), np.uint8),
        landmarks=points,
        shoulders=_of(bool, form["shoulders"]),
        clothes_bgr=_colour(form["clothes_bgr"]),
        skin_bgr=_colour(form["skin_bgr"]),
        source_face_px=_number(form["source_face_px"]),
        quality=frozenset(form["quality"]),
        voice=_voice(form["voice"]),
        voice_sample=_sample(form["samples"], form["voice_sample"]),
        character=None if form["character"] is None else _of(str, form["character"]),
        reach=_reach(form["reach"]) if "reach" in form else Reach(),
    )


def _voice(form: Mapping[str, Any]) -> VoiceProfile:
    return VoiceProfile(
        pitch=_number(form["pitch"]),
        pace=_number(form["pace"]),
        formant=_number(form["formant"]),
        variant=_of(int, form["variant"]),
        feminine=_of(bool, form["feminine"]),
        seed=_of(int, form["seed"]),
    )


def _reach(form: Mapping[str, Any]) -> Reach:
    smile, brows = _number(form["smile"]), _number(form["brows"])
    if not all(REACH_MIN <= share <= REACH_MAX for share in (smile, brows)):
        raise ValueError("reach")
    return Reach(smile=smile, brows=brows)


def _sample(count: Any, data: Any) -> npt.NDArray[np.float32] | None:
    if count is None and data is None:
        return None
    if not 0 <= count <= SAMPLES_MAX:
        raise ValueError("sample")
    return _inflated(data, (_of(int, count),), np.float32)


def _colour(levels: Any) -> tuple[int, int, int]:
    blue, green, red = (_of(int, level) for level in levels)
    if not all(0 <= level <= 255 for level in (blue, green, red)):
        raise ValueError("colour")
    return blue, green, red


def _number(value: Any) -> float:
    if not np.isfinite(number := _of(float, value)):
        raise ValueError("number")
    return number


def _of(kind: type[T], value: Any) -> T:
    """Return ``value`` when it is of exactly that kind: True is no number."""
    if type(value) is not kind:
        raise ValueError(kind.__name__)
    return value


def _deflated(values: npt.NDArray[Any]) -> bytes:
    return zlib.compress(values.tobytes(), DEFLATE_LEVEL)


def _inflated(data: bytes, shape: tuple[int, ...], dtype: type[D]) -> npt.NDArray[D]:
    """Unpack exactly the bytes that ``shape`` needs: a bomb has no room."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    stream = zlib.decompressobj()
    plain = stream.decompress(data, size + 1)
    if len(plain) != size or not stream.eof:
        raise ValueError("array")
    return np.frombuffer(bytearray(plain), dtype).reshape(shape)
