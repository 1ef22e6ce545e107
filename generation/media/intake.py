"""What people send, made harmless: pixels and sound of a photo, video or voice note, or a reason.

The bytes are decoded in a child process of its own that has given up its rights
(``generation.media.sandbox``); this side reads only sizes and raw pixels.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any, BinaryIO, Literal, NamedTuple, NoReturn, TypeVar

from generation.arrays import Samples
from generation.errors import MediaRejected
from generation.files import open_given, own_errors
from generation.media.sniff import HEAD_BYTES, Sniffed, sniff
from generation.media.taken import (
    Capture,
    Intake,
    read_header,
    read_intake,
    read_layers,
    read_sound,
    read_tape,
)

SIZE_MAX_MB = 20  # what chat platforms let a bot download
SIZE_MAX_BYTES = SIZE_MAX_MB << 20
PATIENCE_S = 15.0  # wall time of one decoding; a photo takes a tenth of a second
TAPE_PATIENCE_S = 30.0  # every frame of twenty seconds is looked at

_NO_PICTURE = {
    "sound": "audio-only",
    "other_sound": "audio-only",
    "other_picture": "picture-kind",
    "other_video": "video-kind",
    "not_media": "not-a-picture",
}
_NO_TAPE = {
    "picture": "no-video",
    "other_picture": "no-video",
    "sound": "audio-only",
    "other_sound": "audio-only",
    "not_media": "no-video",
}
_NO_NOTE = {
    "picture": "no-sound",
    "other_picture": "no-sound",
    "other_sound": "sound-kind",
    "other_video": "sound-kind",
    "not_media": "no-sound",
}

Job = Literal["picture", "video", "tape", "note", "rushes"]
Taken = TypeVar("Taken")
Receive = Callable[[IO[bytes], dict[str, Any], tuple[str, ...]], Taken]


class Work(NamedTuple):
    """What the child is to do.

    Attributes:
        job: What the file is taken for.
        reader: Its exact reader.
        words: What the job needs to know besides; ours, none from the file.
        limit_mb: Most of the file that is read.
        patience_s: Wall time it may take; None is ``PATIENCE_S``.
    """

    job: Job
    reader: str
    words: tuple[str, ...] = ()
    limit_mb: int = SIZE_MAX_MB
    patience_s: float | None = None


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
    with lying(source, tmp) as (file, folder):
        found = admitted(file)
        if found.kind in _NO_PICTURE:
            raise MediaRejected(_NO_PICTURE[found.kind], kind=found.name)
        is_picture = found.kind == "picture"

        def receive(pipe: IO[bytes], header: dict[str, Any], layers: tuple[str, ...]) -> Intake:
            return read_intake(pipe, header, layers, is_picture=is_picture)

        work = Work("picture" if is_picture else "video", found.demuxer)
        return decoded(file, folder, work, receive)


def read_capture(source: Path | bytes, *, tmp: Path) -> Capture:
    """Decode a capture (mp4, mov, webm) of at most twenty seconds; like ``read_picture``.

    Raises:
        MediaRejected: It cannot be used; ``no-video`` for a photo.
        NotPermitted: The file may not be read.
        DiskFull: ``tmp`` has no room.
        MachineError: ``decoder`` when the decoding process does not start.
    """
    with lying(source, tmp) as (file, folder):
        found = admitted(file)
        if found.kind == "other_video":
            raise MediaRejected("video-kind", kind=found.name)
        if found.kind in _NO_TAPE:
            raise MediaRejected(_NO_TAPE[found.kind])
        work = Work("tape", found.demuxer, patience_s=TAPE_PATIENCE_S)
        return decoded(file, folder, work, read_tape)


def read_voice(source: Path | bytes, *, tmp: Path) -> Samples:
    """Decode a voice note (ogg, webm, m4a, mp4, mp3, wav) of at most a minute to mono 48 kHz.

    Raises:
        MediaRejected: It cannot be used; ``no-sound`` where nothing can be heard.
        NotPermitted: The file may not be read.
        DiskFull: ``tmp`` has no room.
        MachineError: ``decoder`` when the decoding process does not start.
    """
    with lying(source, tmp) as (file, folder):
        found = admitted(file)
        if found.kind in _NO_NOTE:
            raise MediaRejected(_NO_NOTE[found.kind], kind=found.name)
        return decoded(file, folder, Work("note", found.demuxer), _note)


def _note(pipe: IO[bytes], header: dict[str, Any], _layers: tuple[str, ...]) -> Samples:
    sound = read_sound(pipe, header)
    if sound is None:
        raise EOFError
    return sound


@contextmanager
def lying(source: Path | bytes, tmp: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open what was given, and a folder of its own for the child."""
    with (
        own_errors(tmp),
        tempfile.TemporaryDirectory(dir=tmp, prefix="intake-") as folder,
        _readable(source, Path(folder)) as file,
    ):
        yield file, Path(folder)


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


def admitted(file: BinaryIO, limit_mb: int = SIZE_MAX_MB) -> Sniffed:
    """Refuse by size and first bytes what no decoder has to see.

    Raises:
        MediaRejected: ``empty`` or ``too-large``.
    """
    size = os.fstat(file.fileno()).st_size
    if size == 0:
        raise MediaRejected("empty")
    if size > limit_mb << 20:
        raise MediaRejected("too-large", limit_mb=limit_mb, size_mb=round(size / (1 << 20)))
    found = sniff(os.pread(file.fileno(), HEAD_BYTES, 0))
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    return found


def decoded(file: BinaryIO, folder: Path, work: Work, receive: Receive[Taken]) -> Taken:
    """Have the child decode ``file``, and return what ``receive`` makes of what it writes.

    Raises:
        MediaRejected: The child says so, or has ended without a result.
        MachineError: ``decoder`` when the child does not start.
    """
    late = Event()
    limit_s = PATIENCE_S if work.patience_s is None else work.patience_s
    child = _start(file, work, folder)

    def end() -> None:
        late.set()
        _kill(child)

    timer = Timer(limit_s, end)
    timer.start()
    try:
        return _received(child, receive)
    except (EOFError, ValueError, TypeError, LookupError):  # it ended, or wrote what it should not
        _kill(child)
        _explain(child.wait(), limit_s if late.is_set() else None)
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _received(child: subprocess.Popen[bytes], receive: Receive[Taken]) -> Taken:
    pipe = child.stdout
    if pipe is None:
        raise EOFError
    layers = read_layers(child, pipe)
    return receive(pipe, read_header(pipe), layers)


def _start(file: BinaryIO, work: Work, folder: Path) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "LANG") if name in os.environ}
    limit = str(work.limit_mb << 20)
    arguments = ["generation.media.intake_child", work.job, work.reader, limit, *work.words]
    return subprocess.Popen(  # noqa: S603 - every word is ours, none from the file
        [sys.executable, "-P", "-s", "-m", *arguments],
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


def _explain(code: int, late_s: float | None) -> NoReturn:
    """Say why the child ended without a result."""
    if late_s is not None or code == -signal.SIGXCPU:
        raise MediaRejected("timed-out", limit_s=round(late_s or PATIENCE_S))
    raise MediaRejected("broken")
