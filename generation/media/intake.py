"""What people send, made harmless: pixels and sound of a photo or short video, or a reason.

The bytes are decoded in a child process of its own that has given up its rights
(``generation.media.sandbox``); this side reads only sizes and raw pixels.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any, BinaryIO, Literal, NoReturn

import numpy as np

from generation.arrays import RgbImage, Samples
from generation.errors import MachineError, MediaRejected
from generation.files import open_given, own_errors
from generation.media.sniff import HEAD_BYTES, Sniffed, sniff

SIZE_MAX_MB = 20  # what chat platforms let a bot download
SIZE_MAX_BYTES = SIZE_MAX_MB << 20
PATIENCE_S = 15.0  # wall time of one decoding; a photo takes a tenth of a second
SIDE_MAX_PX = 2048  # more than any decoder of ours hands on
FRAMES_MAX = 8
VOICE_MAX_BYTES = 61 * 48_000 * 4
LINE_MAX_BYTES = 4096

_REFUSALS = {
    "sound": "audio-only",
    "other_picture": "picture-kind",
    "other_video": "video-kind",
    "not_media": "not-a-picture",
}
_CHILD_REASONS = frozenset(
    {"too-many-pixels", "truncated", "broken", "audio-only", "codec", "video-size", "too-long"}
)


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


def read_picture(source: Path | bytes, *, tmp: Path) -> Intake:
    """Decode a photo (JPEG, PNG, WebP) or a video (mp4, mov, webm) that somebody gave.

    Blocks for as long as the child decodes; call it off the event loop. Nothing is left in ``tmp``.

    Args:
        source: A file, or its bytes.
        tmp: A private folder for what must lie on disk for a moment.

    Raises:
        MediaRejected: It cannot be used; ``reason`` says why.
        NotPermitted: The file may not be read.
        DiskFull: ``tmp`` has no room.
        MachineError: ``decoder`` when the decoding process does not start.
    """
    with (
        own_errors(tmp),
        tempfile.TemporaryDirectory(dir=tmp, prefix="intake-") as folder,
        _readable(source, Path(folder)) as file,
    ):
        return _decode(file, _admit(file), Path(folder))


@contextmanager
def _readable(source: Path | bytes, folder: Path) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with open_given(source) as file:
            yield file
    else:
        with tempfile.TemporaryFile(dir=folder) as holder:
            holder.write(source)
            holder.flush()
            yield holder


def _admit(file: BinaryIO) -> Sniffed:
    """Refuse by size and first bytes what no decoder has to see."""
    size = os.fstat(file.fileno()).st_size
    if size == 0:
        raise MediaRejected("empty")
    if size > SIZE_MAX_BYTES:
        raise MediaRejected("too-large", limit_mb=SIZE_MAX_MB, size_mb=round(size / (1 << 20)))
    found = sniff(os.pread(file.fileno(), HEAD_BYTES, 0))
    if found.kind in _REFUSALS:
        raise MediaRejected(_REFUSALS[found.kind], kind=found.name)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    return found


def _decode(file: BinaryIO, found: Sniffed, folder: Path) -> Intake:
    late = Event()
    child = _start(file, found, folder)

    def end() -> None:
        late.set()
        _kill(child)

    timer = Timer(PATIENCE_S, end)
    timer.start()
    try:
        return _receive(child, found)
    except (EOFError, ValueError, TypeError, LookupError):  # it ended, or wrote what it should not
        _kill(child)
        _explain(child.wait(), late=late.is_set())
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _start(file: BinaryIO, found: Sniffed, folder: Path) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "LANG") if name in os.environ}
    arguments = ["-m", "generation.media.intake_child", found.kind, found.demuxer]
    return subprocess.Popen(  # noqa: S603 - every word is ours, none from the file
        [sys.executable, "-P", "-s", *arguments, str(SIZE_MAX_BYTES)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
    )


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child's whole process group; nothing happens when it was waited for."""
    if child.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


def _explain(code: int, *, late: bool) -> NoReturn:
    """Say why the child ended without a result."""
    if late or code == -signal.SIGXCPU:
        raise MediaRejected("timed-out", limit_s=round(PATIENCE_S))
    raise MediaRejected("broken")


def _receive(child: subprocess.Popen[bytes], found: Sniffed) -> Intake:
    pipe = child.stdout
    if pipe is None:
        raise EOFError
    try:
        layers = _line(pipe)
    except EOFError as error:
        if child.wait() == 1:  # Python's own exit: the module did not even start
            raise MachineError("decoder") from error
        raise
    header = _line(pipe)
    if "refused" in header:
        _refuse(header)
    original = int(header["original"][0]), int(header["original"][1])
    if min(original) < 1:
        raise ValueError
    frames = [_frame(pipe, *_size(size)) for size in header["sizes"][:FRAMES_MAX]]
    sound = bytearray(_exactly(pipe, min(header["voice"], VOICE_MAX_BYTES)))
    voice = np.frombuffer(sound, np.float32)
    return Intake(
        kind="photo" if found.kind == "picture" else "video",
        picture=frames[header["sharpest"]],
        candidates=tuple(frames),
        original_px=original,
        voice_sample=voice if len(voice) else None,
        hardening=tuple(layers),
    )


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
