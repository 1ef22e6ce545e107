"""One short video: bytes to a few sharp frames and the voice. Runs inside the sandbox.

The header is believed in nothing: length, rate and size are taken from what is really there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.reformatter import Colorspace
from av.video.stream import VideoStream

from generation.arrays import RgbImage, Samples
from generation.errors import MediaRejected
from generation.media.container import MALFORMED, codec_name, opened
from generation.media.hearing import heard

SIDE_MAX_PX = 1920
LENGTH_MAX_S = 61.0  # a minute, and the frame or two that recorders add
FRAMES_MAX = 7320  # 120 a second
CANDIDATES = 8  # one from each equal span of the video
TAPE_MAX_S = 21.0  # digits, a turn and three faces in twenty seconds
TAPE_FPS = 10.0  # fine enough for lips, and two hundred small pictures at most
TAPE_SIDE_PX = 480
DARK = 20.0  # mean luma below which a frame shows nothing
SHARPNESS_WIDTH_PX = 320
HD_LINES = 720  # from here on untagged video is BT.709, below BT.601 (what players assume)

VIDEO_CODECS: Final = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"})
_UNSPECIFIED = 2  # H.273 code of an unknown matrix


class Footage(NamedTuple):
    """Frames in time order, the index of the sharpest, and the voice: mono 48 kHz, or None."""

    frames: list[RgbImage]
    sharpest: int
    voice: Samples | None


class Tape(NamedTuple):
    """A capture: small pictures with their times, sharp full-size ones, and the sound.

    Times are seconds from the first picture, where the sound (mono 48 kHz, or None) begins too.
    """

    frames: list[RgbImage]
    times_s: list[float]
    sharp: list[RgbImage]
    sharp_times_s: list[float]
    sound: Samples | None


class _Extent(NamedTuple):
    """Where the pictures begin and end in seconds, and how many stand on their own."""

    start_s: float
    end_s: float
    key_frames: int


class _Scored(NamedTuple):
    score: float
    frame: av.VideoFrame


def decode_footage(data: bytes, demuxer: str) -> Footage:
    """Decode at most a minute of an mp4, mov, webm or mkv.

    Raises:
        MediaRejected: ``audio-only``, ``codec``, ``video-size``, ``too-long`` or ``broken``.
    """
    try:
        with opened(data, demuxer) as container:
            extent = _measure(container, picture_stream(container))
        with opened(data, demuxer) as container:
            best = _sharpest_of_spans(container, extent)
    except MALFORMED as error:
        raise MediaRejected("broken") from error
    if not best:
        raise MediaRejected("broken")
    sharpest = max(range(len(best)), key=lambda index: best[index].score)
    return Footage([_upright(scored.frame) for scored in best], sharpest, heard(data, demuxer))


def decode_tape(data: bytes, demuxer: str) -> Tape:
    """Decode a capture of at most twenty seconds: what moves, what is sharp, and what is heard.

    Raises:
        MediaRejected: ``audio-only``, ``codec``, ``video-size``, ``too-long`` or ``broken``.
    """
    try:
        with opened(data, demuxer) as container:
            extent = _measure(container, picture_stream(container), TAPE_MAX_S)
        with opened(data, demuxer) as container:
            stream = picture_stream(container)
            small = _Sampler(extent.start_s)
            frames = small.watching(frames_of(container, stream))
            best = _best_of_spans(frames, extent)
    except MALFORMED as error:
        raise MediaRejected("broken") from error
    if not best:
        raise MediaRejected("broken")
    return Tape(
        frames=small.frames,
        times_s=small.times_s,
        sharp=[_upright(scored.frame) for scored in best],
        sharp_times_s=[(scored.frame.time or 0.0) - extent.start_s for scored in best],
        sound=heard(data, demuxer, zero_s=extent.start_s, limit_s=int(TAPE_MAX_S)),
    )


class _Sampler:
    """Keeps small pictures at an even pace of all that pass by."""

    def __init__(self, start_s: float) -> None:
        self._start_s = start_s
        self.frames: list[RgbImage] = []
        self.times_s: list[float] = []

    def watching(self, frames: Iterable[av.VideoFrame]) -> Iterator[av.VideoFrame]:
        """Yield every frame, keeping those whose turn it is."""
        for frame in frames:
            at_s = (frame.time or 0.0) - self._start_s
            if at_s >= self._due_s() and len(self.frames) < TAPE_MAX_S * TAPE_FPS:
                self.frames.append(_upright(frame, TAPE_SIDE_PX))
                self.times_s.append(at_s)
            yield frame

    def _due_s(self) -> float:
        """The next tick after the last kept frame; a millisecond early, as stamps are rounded."""
        if not self.times_s:
            return float("-inf")
        return float(np.floor(self.times_s[-1] * TAPE_FPS + 1e-2) + 1) / TAPE_FPS - 1e-3


def picture_stream(container: InputContainer) -> VideoStream:
    """Return the first stream of moving pictures, of a codec and size we take.

    Raises:
        MediaRejected: ``audio-only``, ``codec``, ``video-size`` or ``broken``.
    """
    moving = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    if not moving:
        raise MediaRejected("audio-only" if container.streams.audio else "broken")
    stream = moving[0]
    codec = codec_name(stream)
    if codec not in VIDEO_CODECS:
        raise MediaRejected("codec", codec=codec)
    check_size(stream.codec_context.width, stream.codec_context.height)
    stream.codec_context.thread_count = 1
    return stream


def check_size(width: int, height: int) -> None:
    """Refuse what is too large.

    Raises:
        MediaRejected: ``video-size``.
    """
    if max(width, height) > SIDE_MAX_PX:
        raise MediaRejected("video-size", limit_px=SIDE_MAX_PX)


def _measure(
    container: InputContainer, stream: VideoStream, limit_s: float = LENGTH_MAX_S
) -> _Extent:
    """Read every packet without decoding: the length as it is, not as the header says."""
    start_s, end_s, count, key_frames = float("inf"), float("-inf"), 0, 0
    for packet in container.demux(stream):
        if packet.size == 0 or packet.pts is None or packet.time_base is None:
            continue
        at_s = float(packet.pts * packet.time_base)
        start_s, end_s = min(start_s, at_s), max(end_s, at_s)
        count += 1
        key_frames += packet.is_keyframe
        if count > FRAMES_MAX or end_s - start_s > limit_s:
            raise MediaRejected("too-long", limit_s=int(limit_s) - 1)
    if not count:
        raise MediaRejected("broken")
    return _Extent(start_s, end_s, key_frames)


def _sharpest_of_spans(container: InputContainer, extent: _Extent) -> list[_Scored]:
    """Keep the sharpest frame of each span; with enough key frames only those are decoded."""
    stream = picture_stream(container)
    if extent.key_frames >= CANDIDATES:
        stream.codec_context.skip_frame = "NONKEY"
    return _best_of_spans(frames_of(container, stream), extent)


def _best_of_spans(frames: Iterable[av.VideoFrame], extent: _Extent) -> list[_Scored]:
    best: dict[int, _Scored] = {}
    span_s = max(extent.end_s - extent.start_s, 1e-3) / CANDIDATES
    for frame in frames:
        check_size(frame.width, frame.height)
        at_s = (frame.time or 0.0) - extent.start_s
        span = min(max(int(at_s / span_s), 0), CANDIDATES - 1)
        score = _sharpness(frame)
        if span not in best or score > best[span].score:
            best[span] = _Scored(score, frame)
    return [best[span] for span in sorted(best)]


def frames_of(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """Yield frames until the end, the limit, or the first place that cannot be decoded."""
    try:
        for count, frame in enumerate(container.decode(stream)):
            if count >= FRAMES_MAX:
                return
            if not frame.is_corrupt:
                yield frame
    except av.FFmpegError:
        return


def _sharpness(frame: av.VideoFrame) -> float:
    """Variance of the Laplacian of the luma (Pech-Pacheco 2000); 0 for a frame in the dark."""
    width = min(frame.width, SHARPNESS_WIDTH_PX)
    height = max(frame.height * width // frame.width, 1)
    luma = np.asarray(frame.reformat(width, height, "gray").to_ndarray(), np.float32)
    if luma.mean() < DARK or min(luma.shape) < 3:
        return 0.0
    middle = luma[1:-1, 1:-1]
    around = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    return float(np.var(around - 4 * middle))


def _upright(frame: av.VideoFrame, side_px: int = SIDE_MAX_PX) -> RgbImage:
    """Convert to RGB, turn as the display matrix says, and shrink."""
    shrink = min(1.0, side_px / max(frame.width, frame.height))
    width, height = (max(round(side * shrink), 1) for side in (frame.width, frame.height))
    return printed(frame, (width, height))


def printed(frame: av.VideoFrame, size: tuple[int, int]) -> RgbImage:
    """Convert to RGB of ``size`` (width, height), then turn.

    It is turned as the display matrix says (counter-clockwise degrees).
    """
    matrix = frame.colorspace
    if matrix == _UNSPECIFIED:
        matrix = Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601
    rgb = frame.reformat(*size, "rgb24", src_colorspace=matrix).to_ndarray()
    turned = np.rot90(np.asarray(rgb, np.uint8), round(frame.rotation / 90))
    return np.ascontiguousarray(turned)
