"""What a server sent of a film it made: bytes to rushes, decoded in the sandbox, or a refusal."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ
from generation.errors import EngineUnavailable, MediaRejected
from generation.media.develop import CLIP_MAX_BYTES, END, MORE
from generation.media.intake import Work, admitted, decoded, lying
from generation.media.taken import read_header, read_sound
from generation.model.setup import Rushes

FILM_MAX_MB = 64  # twelve seconds at 40 Mbit/s
PATIENCE_S = 60.0  # twelve seconds of 1080x1920 take twenty
ENOUGH = 0.8  # of the frames: what is missing at the end is held


def read_rushes(
    source: bytes, *, tmp: Path, fps: Fraction, frames: int, within: tuple[int, int] | None = None
) -> Rushes:
    """Decode a film (mp4, mov, webm) that a server made.

    Blocks for as long as the child decodes; call it off the event loop. Nothing is left in ``tmp``.

    Args:
        source: The file.
        tmp: A private folder for what must lie on disk for a moment.
        fps: Frames a second that are wanted: each is the nearest one in time.
        frames: How many; where up to a fifth is missing, the last one is held.
        within: Width and height that the pictures are needed to cover; None keeps their size.

    Returns:
        Exactly ``frames`` pictures of one size, and at most as much sound.

    Raises:
        EngineUnavailable: ``rushes``: it is no film, or one that is cut off or too short.
        DiskFull: ``tmp`` has no room.
        MachineError: ``decoder`` when the decoding process does not start.
    """
    width, height = within or (0, 0)
    words = (str(fps), str(frames), str(width), str(height))

    def receive(pipe: IO[bytes], header: dict[str, Any], _layers: tuple[str, ...]) -> Rushes:
        return _received(pipe, header["size"], frames, fps)

    try:
        with lying(source, tmp) as (file, folder):
            work = Work("rushes", _reader(file), words, FILM_MAX_MB, PATIENCE_S)
            return decoded(file, folder, work, receive)
    except MediaRejected as error:
        raise EngineUnavailable("rushes") from error


def _reader(file: BinaryIO) -> str:
    found = admitted(file, FILM_MAX_MB)
    if found.kind != "video":
        raise MediaRejected("no-video")
    return found.demuxer


def _received(pipe: IO[bytes], size: list[int], frames: int, fps: Fraction) -> Rushes:
    width, height = size
    if min(width, height) < 1 or 3 * frames * width * height > CLIP_MAX_BYTES:
        raise ValueError
    clip = np.empty((frames, height, width, 3), np.uint8)
    count = 0
    while (mark := pipe.read(1)) == MORE and count < frames:
        _fill(pipe, clip[count].reshape(-1).data)
        count += 1
    if mark != END or count < ENOUGH * frames:
        raise EOFError
    clip[count:] = clip[count - 1]
    sound = read_sound(pipe, read_header(pipe))
    if sound is None:
        return Rushes(frames=clip)
    return Rushes(frames=clip, sound=sound.reshape(-1, 2)[: round(frames / fps * SAMPLE_RATE_HZ)])


def _fill(pipe: IO[bytes], room: memoryview) -> None:
    """Read exactly one picture into its place."""
    while room:
        count = pipe.readinto(room)  # type: ignore[attr-defined]  # a pipe is a BufferedReader
        if not count:
            raise EOFError
        room = room[count:]
