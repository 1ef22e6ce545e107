"""One short video: bytes to a few sharp frames and the voice. Runs inside the sandbox.

The header is believed in nothing: length, rate and size are taken from what is really there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final, NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.reformatter import Colorspace
from av.video.stream import VideoStream

from generation.arrays import RgbImage, Samples
from generation.errors import MediaRejected

SIDE_MAX_PX = 1920
LENGTH_MAX_S = 61.0  # a minute, and the frame or two that recorders add
FRAMES_MAX = 7320  # 120 a second
CANDIDATES = 8  # one from each equal span of the video
SAMPLE_RATE_HZ = 48_000
CHANNELS_MAX = 8
QUIET = 1e-3  # -60 dBFS: a sound that never rises above is no voice
DARK = 20.0  # mean luma below which a frame shows nothing
SHARPNESS_WIDTH_PX = 320
HD_LINES = 720  # from here on untagged video is BT.709, below BT.601 (what players assume)

VIDEO_CODECS: Final = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"})
AUDIO_CODECS: Final = frozenset(
    {"aac", "opus", "vorbis", "mp3", "pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_f64le"}
)
_MALFORMED: Final = (av.FFmpegError, OSError, ValueError, ArithmeticError, MemoryError)
_UNSPECIFIED = 2  # H.273 code of an unknown matrix
_LOCAL_ONLY: Final = {"protocol_whitelist": "", "enable_drefs": "0", "use_absolute_path": "0"}


class Footage(NamedTuple):
    """Frames in time order, the index of the sharpest, and the voice: mono 48 kHz, or None."""

    frames: list[RgbImage]
    sharpest: int
    voice: Samples | None


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
        with _opened(data, demuxer) as container:
            extent = _measure(container, _picture_stream(container))
        with _opened(data, demuxer) as container:
            best = _sharpest_of_spans(container, extent)
    except _MALFORMED as error:
        raise MediaRejected("broken") from error
    if not best:
        raise MediaRejected("broken")
    sharpest = max(range(len(best)), key=lambda index: best[index].score)
    return Footage([_upright(scored.frame) for scored in best], sharpest, _voice(data, demuxer))


def _opened(data: bytes, demuxer: str) -> InputContainer:
    return av.open(
        io.BytesIO(data), "r", format=demuxer, metadata_errors="ignore", options=_LOCAL_ONLY
    )


def _picture_stream(container: InputContainer) -> VideoStream:
    """The first stream of moving pictures, of a codec and size we take."""
    moving = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    if not moving:
        raise MediaRejected("audio-only" if container.streams.audio else "broken")
    stream = moving[0]
    codec = _codec_name(stream)
    if codec not in VIDEO_CODECS:
        raise MediaRejected("codec", codec=codec)
    _check_size(stream.codec_context.width, stream.codec_context.height)
    stream.codec_context.thread_count = 1
    return stream


def _codec_name(stream: VideoStream | AudioStream) -> str:
    """The codec's own name; a codec nobody here can decode has no context."""
    context = getattr(stream, "codec_context", None)
    return "unknown" if context is None else str(context.codec.canonical_name)


def _check_size(width: int, height: int) -> None:
    if max(width, height) > SIDE_MAX_PX:
        raise MediaRejected("video-size", limit_px=SIDE_MAX_PX)


def _measure(container: InputContainer, stream: VideoStream) -> _Extent:
    """Read every packet without decoding: the length as it is, not as the header says."""
    start_s, end_s, count, key_frames = float("inf"), float("-inf"), 0, 0
    for packet in container.demux(stream):
        if packet.size == 0 or packet.pts is None or packet.time_base is None:
            continue
        at_s = float(packet.pts * packet.time_base)
        start_s, end_s = min(start_s, at_s), max(end_s, at_s)
        count += 1
        key_frames += packet.is_keyframe
        if count > FRAMES_MAX or end_s - start_s > LENGTH_MAX_S:
            raise MediaRejected("too-long", limit_s=60)
    if not count:
        raise MediaRejected("broken")
    return _Extent(start_s, end_s, key_frames)


def _sharpest_of_spans(container: InputContainer, extent: _Extent) -> list[_Scored]:
    """Keep the sharpest frame of each span; with enough key frames only those are decoded."""
    stream = _picture_stream(container)
    if extent.key_frames >= CANDIDATES:
        stream.codec_context.skip_frame = "NONKEY"
    best: dict[int, _Scored] = {}
    span_s = max(extent.end_s - extent.start_s, 1e-3) / CANDIDATES
    for frame in _frames(container, stream):
        _check_size(frame.width, frame.height)
        at_s = (frame.time or 0.0) - extent.start_s
        span = min(max(int(at_s / span_s), 0), CANDIDATES - 1)
        score = _sharpness(frame)
        if span not in best or score > best[span].score:
            best[span] = _Scored(score, frame)
    return [best[span] for span in sorted(best)]


def _frames(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """Frames until the end, the limit, or the first place that cannot be decoded."""
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


def _upright(frame: av.VideoFrame) -> RgbImage:
    """Convert to RGB and turn as the display matrix says (counter-clockwise degrees)."""
    matrix = frame.colorspace
    if matrix == _UNSPECIFIED:
        matrix = Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601
    rgb = frame.reformat(format="rgb24", src_colorspace=matrix).to_ndarray()
    turned = np.rot90(np.asarray(rgb, np.uint8), round(frame.rotation / 90))
    return np.ascontiguousarray(turned)


def _voice(data: bytes, demuxer: str) -> Samples | None:
    """The sound as mono 48 kHz, or None where there is none that can be used."""
    blocks: list[npt.NDArray[np.float32]] = []
    try:
        with _opened(data, demuxer) as container:
            stream = _sound_stream(container)
            if stream is None:
                return None
            for block in _resampled(container, stream):
                blocks.append(block)
                if sum(map(len, blocks)) > LENGTH_MAX_S * SAMPLE_RATE_HZ:
                    break
    except _MALFORMED:
        if not blocks:
            return None
    voice = np.concatenate(blocks)[: int(LENGTH_MAX_S) * SAMPLE_RATE_HZ] if blocks else np.zeros(0)
    clean = np.clip(np.nan_to_num(voice, nan=0.0, posinf=0.0, neginf=0.0), -1, 1).astype(np.float32)
    return clean if clean.size and np.abs(clean).max() > QUIET else None


def _sound_stream(container: InputContainer) -> AudioStream | None:
    for stream in container.streams.audio:
        if (
            _codec_name(stream) in AUDIO_CODECS
            and 0 < stream.channels <= CHANNELS_MAX
            and stream.rate > 0
        ):
            stream.codec_context.thread_count = 1
            return stream
    return None


def _resampled(container: InputContainer, stream: AudioStream) -> Iterator[npt.NDArray[np.float32]]:
    resampler = AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ)
    for frame in container.decode(stream):
        for out in resampler.resample(frame):
            yield np.asarray(out.to_ndarray(), np.float32).reshape(-1)
    for out in resampler.resample(None):
        yield np.asarray(out.to_ndarray(), np.float32).reshape(-1)
