"""What a film of ours holds: facts, frames, sound, stills. Not for strangers' uploads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.packet import Packet
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from generation.arrays import SAMPLE_RATE_HZ, StereoSamples, Yuv420Frame
from generation.boxes import outermost
from generation.errors import MediaRejected
from generation.files import open_given

STILL_SIDE_PX = 32  # enough for a 9x8 hash, little enough to carry around

Luma = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What the container and the streams say. Times are seconds, sides pixels.

    Attributes:
        faststart: ``moov`` stands before ``mdat``, so playing starts before the end has arrived.
        colour: Primaries, transfer, matrix and range as H.273 codes.
        aigc: The value of the ``AIGC`` tag, or None.
    """

    video_codec: str
    pixel_format: str
    profile: str
    width_px: int
    height_px: int
    fps: Fraction
    frames: int
    duration_s: float
    colour: tuple[int, int, int, int]
    audio_codec: str | None
    sample_rate_hz: int
    channels: int
    faststart: bool
    aigc: str | None


def probe(path: Path) -> FilmFacts:
    """Read the facts of one film.

    Raises:
        MediaRejected: It cannot be opened as mp4, or holds no picture.
        NotPermitted: It may not be read.
    """
    with _opened(path) as (container, file):
        video = container.streams.video[0]
        context = video.codec_context
        sound = container.streams.audio[0] if container.streams.audio else None
        return FilmFacts(
            video_codec=context.name,
            pixel_format=str(context.pix_fmt),
            profile=str(context.profile),
            width_px=video.width,
            height_px=video.height,
            fps=video.average_rate or Fraction(0),
            frames=video.frames,
            duration_s=float((video.duration or 0) * (video.time_base or 0)),
            colour=(
                int(context.color_primaries),
                int(context.color_trc),
                int(context.colorspace),
                int(context.color_range),
            ),
            audio_codec=sound.codec_context.name if sound else None,
            sample_rate_hz=sound.rate if sound else 0,
            channels=sound.channels if sound else 0,
            faststart=_moov_first(file),
            aigc=container.metadata.get("AIGC"),
        )


def decode_frames(path: Path, *, size: tuple[int, int] | None = None) -> Iterator[Yuv420Frame]:
    """Yield every frame in display order; each array is new.

    Args:
        path: The film.
        size: Width and height to scale to, even; None leaves them as they are.

    Raises:
        MediaRejected: It cannot be decoded.
        NotPermitted: It may not be read.
    """
    with _opened(path) as (container, _):
        for frame in container.decode(video=0):
            if size is not None and size != (frame.width, frame.height):
                frame = frame.reformat(*size, interpolation=Interpolation.LANCZOS)
            yield np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8)


def frames_at(path: Path, wanted: Collection[int]) -> dict[int, Yuv420Frame]:
    """Return the frames with these numbers, as far as there are any.

    Nothing is unpacked after the last one wanted of a group that begins with a key frame.

    Raises:
        MediaRejected: It cannot be decoded.
        NotPermitted: It may not be read.
    """
    found: dict[int, Yuv420Frame] = {}
    with _opened(path) as (container, _):
        video = container.streams.video[0]
        context, first = video.codec_context, 0
        for group in _groups(container.demux(video)):
            here = {index for index in wanted if first <= index < first + len(group)}
            seen = first
            for packet in chain(group, [None]) if here else ():
                for frame in context.decode(packet):
                    if seen in here:
                        found[seen] = np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8)
                    seen += 1
                if seen > max(here):
                    break
            context.flush_buffers()
            first += len(group)
    return found


def _groups(packets: Iterable[Packet[VideoStream]]) -> Iterator[list[Packet[VideoStream]]]:
    """Yield the packets from one key frame to the next, which need no others."""
    group: list[Packet[VideoStream]] = []
    for packet in packets:
        if packet.dts is None:
            continue
        if packet.is_keyframe and group:
            yield group
            group = []
        group.append(packet)
    yield group


def decode_sound(path: Path) -> StereoSamples:
    """Return the whole sound at 48 kHz; ``(0, 2)`` when the film has none.

    Raises:
        MediaRejected: It cannot be decoded.
        NotPermitted: It may not be read.
    """
    blocks: list[npt.NDArray[np.float32]] = []
    with _opened(path) as (container, _):
        if not container.streams.audio:
            return np.zeros((0, 2), np.float32)
        resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE_HZ)
        for frame in container.decode(audio=0):
            blocks += map(_floats, resampler.resample(frame))
        blocks += map(_floats, resampler.resample(None))
    return np.ascontiguousarray(np.concatenate(blocks, axis=1).T)


def sound_bytes(path: Path) -> int:
    """Return how long the sound is in the file.

    Raises:
        MediaRejected: It cannot be read.
        NotPermitted: It may not be read.
    """
    with _opened(path) as (container, _):
        return sum(packet.size for packet in container.demux(audio=0))


def sample_stills(path: Path, count: int = 8) -> list[Luma]:
    """Return ``count`` small ``(32, 32)`` luma pictures, one from the middle of each equal span.

    Times, not frame numbers, choose them: a re-encoded copy at another rate gives the same ones.

    Raises:
        MediaRejected: It cannot be decoded.
        NotPermitted: It may not be read.
    """
    stills: list[Luma] = []
    with _opened(path) as (container, _):
        video = container.streams.video[0]
        video.thread_type = "AUTO"
        length_s = float((video.duration or 0) * (video.time_base or 0))
        last: av.VideoFrame | None = None
        for frame in container.decode(video):
            last = frame
            time_s = frame.time or 0.0
            while len(stills) < count and time_s >= _middle(len(stills), count, length_s):
                stills.append(_small(frame))
            if len(stills) == count:
                return stills
    if last is None:
        raise MediaRejected("broken")
    return stills + [_small(last)] * (count - len(stills))


def _middle(span: int, count: int, length_s: float) -> float:
    return (span + 0.5) / count * length_s


def _small(frame: av.VideoFrame) -> Luma:
    small = frame.reformat(STILL_SIDE_PX, STILL_SIDE_PX, "gray", interpolation=Interpolation.AREA)
    return np.asarray(small.to_ndarray(), np.uint8)


def _floats(frame: av.AudioFrame) -> npt.NDArray[np.float32]:
    return np.asarray(frame.to_ndarray(), np.float32)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, BinaryIO]]:
    """Open as mp4 with a picture, every foreign error in our own words."""
    with open_given(path) as file:
        try:
            with av.open(file, "r", format="mp4") as container:
                if not container.streams.video:
                    raise MediaRejected("audio-only")
                yield container, file
        except (av.FFmpegError, OSError) as error:  # also seeks to before the start
            raise MediaRejected("broken") from error


def _moov_first(file: BinaryIO) -> bool:
    layout = outermost(file)
    moov, mdat = layout.first(b"moov"), layout.first(b"mdat")
    return moov is not None and mdat is not None and moov.start < mdat.start
