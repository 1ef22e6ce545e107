"""What the decoding child hands on, read from its pipe and measured before it is believed."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import IO, Any, Literal, NoReturn

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, RgbImage, Samples
from generation.errors import MachineError, MediaRejected

SIDE_MAX_PX = 2048  # more than any decoder of ours hands on
FRAMES_MAX = 8
TAPE_FRAMES_MAX = 210
VOICE_MAX_BYTES = 61 * SAMPLE_RATE_HZ * 4
LINE_MAX_BYTES = 8192

_CHILD_REASONS = frozenset(
    {
        "too-many-pixels", "truncated", "broken", "audio-only", "codec", "video-size", "too-long",
        "no-sound",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A picture that can be trusted to be only pixels.

    Attributes:
        kind: Whether a photo or a video was given.
        picture: Upright sRGB; of a video its sharpest frame. Sides of at most 2000 px.
        candidates: Up to eight frames spread over a video, in time order; or the picture alone.
        original_px: Width and height of the upright original, to place given points.
        voice_sample: Mono 48 kHz sound of a video, at most a minute, or None.
        hardening: Layers that were in force while decoding (see ``sandbox.Layer``).
    """

    kind: Literal["photo", "video"]
    picture: RgbImage
    candidates: tuple[RgbImage, ...]
    original_px: tuple[int, int]
    voice_sample: Samples | None
    hardening: tuple[str, ...]

    @property
    def scale(self) -> float:
        """Pixels of ``picture`` for one pixel of the original."""
        return float(self.picture.shape[1] / self.original_px[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A capture that can be trusted to be only pixels and samples.

    Attributes:
        frames: Small upright pictures, at most 480 px, about ten a second.
        times_s: When each is shown, from the first picture on.
        sharp: The sharpest full-size frame of each eighth of the capture, in time order.
        sound: Mono 48 kHz from the moment of the first picture on, or None.
        hardening: Layers that were in force while decoding.
    """

    frames: tuple[RgbImage, ...]
    times_s: tuple[float, ...]
    sharp: tuple[RgbImage, ...]
    sound: Samples | None
    hardening: tuple[str, ...]

    @property
    def duration_s(self) -> float:
        """From the first small picture to the last."""
        return self.times_s[-1] if self.times_s else 0.0


def read_layers(child: subprocess.Popen[bytes], pipe: IO[bytes]) -> tuple[str, ...]:
    """Read the first line: the layers in force.

    Raises:
        MachineError: ``decoder``: Python itself did not start.
        EOFError: The child ended.
    """
    try:
        return tuple(_line(pipe))
    except EOFError as error:
        if child.wait() == 1:  # Python's own exit: the module did not even start
            raise MachineError("decoder") from error
        raise


def read_header(pipe: IO[bytes]) -> dict[str, Any]:
    """Read the second line.

    Raises:
        MediaRejected: It says so.
    """
    header: dict[str, Any] = _line(pipe)
    if "refused" in header:
        _refuse(header)
    return header


def read_intake(
    pipe: IO[bytes], header: dict[str, Any], layers: tuple[str, ...], *, is_picture: bool
) -> Intake:
    """Read what follows the header of a photo or video."""
    original = int(header["original"][0]), int(header["original"][1])
    if min(original) < 1:
        raise ValueError
    frames = [_frame(pipe, *_size(size)) for size in header["sizes"][:FRAMES_MAX]]
    return Intake(
        kind="photo" if is_picture else "video",
        picture=frames[header["sharpest"]],
        candidates=tuple(frames),
        original_px=original,
        voice_sample=read_sound(pipe, header),
        hardening=layers,
    )


def read_tape(pipe: IO[bytes], header: dict[str, Any], layers: tuple[str, ...]) -> Capture:
    """Read what follows the header of a capture."""
    times_s = tuple(int(at) / 1000 for at in header["times_ms"][:TAPE_FRAMES_MAX])
    small = _size(header["small"])
    frames = tuple(_frame(pipe, *small) for _ in times_s)
    sharp = tuple(_frame(pipe, *_size(size)) for size in header["sizes"][:FRAMES_MAX])
    if not frames or not sharp:
        raise EOFError
    sound = read_sound(pipe, header)
    return Capture(frames=frames, times_s=times_s, sharp=sharp, sound=sound, hardening=layers)


def read_sound(pipe: IO[bytes], header: dict[str, Any]) -> Samples | None:
    """Read the samples that a header announces."""
    sound = bytearray(_exactly(pipe, min(header["voice"], VOICE_MAX_BYTES)))
    return np.frombuffer(sound, np.float32) if sound else None


def _refuse(header: dict[str, Any]) -> NoReturn:
    """Raise what the child says, as far as the child may say it."""
    reason = header["refused"]
    if reason not in _CHILD_REASONS:
        raise MediaRejected("broken")
    raise MediaRejected(reason, **header["details"])


def _line(pipe: IO[bytes]) -> Any:
    line = pipe.readline(LINE_MAX_BYTES)
    if not line.endswith(b"\n"):
        raise EOFError
    return json.loads(line)


def _size(size: list[int]) -> tuple[int, int]:
    width, height = size
    if not (0 < width <= SIDE_MAX_PX and 0 < height <= SIDE_MAX_PX):
        raise EOFError
    return width, height


def _frame(pipe: IO[bytes], width: int, height: int) -> RgbImage:
    data = _exactly(pipe, width * height * 3)
    return np.frombuffer(bytearray(data), np.uint8).reshape(height, width, 3)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) != count:
        raise EOFError
    return data
