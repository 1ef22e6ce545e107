"""Sound of a video or a voice note: bytes to mono samples. Runs inside the sandbox.

The header is believed in nothing: length and rate are taken from what is really there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.errors import MediaRejected
from generation.media.container import MALFORMED, codec_name, opened

CHANNELS_MAX = 8
SOUND_MAX_S = 61  # a minute, and the moment that recorders add
QUIET = 1e-3  # -60 dBFS: a sound that never rises above is no voice
NOTE_MIN_S = 0.3

Layout = Literal["mono", "stereo"]
CHANNELS: Final[dict[Layout, int]] = {"mono": 1, "stereo": 2}

AUDIO_CODECS: Final = frozenset(
    {"aac", "opus", "vorbis", "mp3", "pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_f64le"}
)


def decode_note(data: bytes, demuxer: str) -> Samples:
    """Decode a voice note of at most a minute.

    Raises:
        MediaRejected: ``too-long``, or ``no-sound`` where nothing in it can be heard.
    """
    sound = heard(data, demuxer, limit_s=SOUND_MAX_S + 1)
    if sound is None or len(sound) < NOTE_MIN_S * SAMPLE_RATE_HZ:
        raise MediaRejected("no-sound")
    if len(sound) > SOUND_MAX_S * SAMPLE_RATE_HZ:
        raise MediaRejected("too-long", limit_s=60)
    return sound


def heard(
    data: bytes, demuxer: str, *, zero_s: float | None = None, limit_s: int = SOUND_MAX_S
) -> Samples | None:
    """Return the sound as mono 48 kHz, or None where there is none that can be used.

    Args:
        data: The file.
        demuxer: Its exact reader.
        zero_s: Time stamp at which the samples shall begin: that of the first picture. None keeps
            the sound's own beginning.
        limit_s: Longer sound is cut there.
    """
    sound = _heard(data, demuxer, "mono", zero_s, limit_s)
    return None if sound is None else sound.reshape(-1)


def heard_on_two_sides(
    data: bytes, demuxer: str, *, zero_s: float | None = None, limit_s: int = SOUND_MAX_S
) -> StereoSamples | None:
    """Return the sound as stereo 48 kHz; otherwise like ``heard``."""
    return _heard(data, demuxer, "stereo", zero_s, limit_s)


def _heard(
    data: bytes, demuxer: str, layout: Layout, zero_s: float | None, limit_s: int
) -> npt.NDArray[np.float32] | None:
    """Return ``(n, channels)`` samples."""
    blocks: list[npt.NDArray[np.float32]] = []
    late, channels = 0, CHANNELS[layout]
    try:
        with opened(data, demuxer) as container:
            stream = _sound_stream(container)
            if stream is None:
                return None
            late = 0 if zero_s is None else _lateness(data, demuxer, zero_s, limit_s)
            for block in _resampled(container, stream, layout):
                blocks.append(block)
                if sum(map(len, blocks)) > (limit_s + 1) * SAMPLE_RATE_HZ:
                    break
    except MALFORMED:
        if not blocks:
            return None
    silence = np.zeros((max(late, 0), channels), np.float32)
    whole = np.concatenate(blocks) if blocks else np.zeros((0, channels), np.float32)
    placed = np.concatenate([silence, whole[max(-late, 0) :]])
    clean = np.nan_to_num(placed[: limit_s * SAMPLE_RATE_HZ], nan=0.0, posinf=0.0, neginf=0.0)
    clean = np.clip(clean, -1, 1).astype(np.float32)
    return clean if clean.size and np.abs(clean).max() > QUIET else None


def _lateness(data: bytes, demuxer: str, zero_s: float, limit_s: int) -> int:
    """Return how many samples after ``zero_s`` the first sound is heard; negative when before."""
    with opened(data, demuxer) as container:
        stream = _sound_stream(container)
        first = next(container.decode(stream), None) if stream is not None else None
    if first is None or first.time is None:
        return 0
    return round(float(np.clip(first.time - zero_s, -limit_s, limit_s)) * SAMPLE_RATE_HZ)


def _sound_stream(container: InputContainer) -> AudioStream | None:
    for stream in container.streams.audio:
        if (
            codec_name(stream) in AUDIO_CODECS
            and 0 < stream.channels <= CHANNELS_MAX
            and stream.rate > 0
        ):
            stream.codec_context.thread_count = 1
            return stream
    return None


def _resampled(
    container: InputContainer, stream: AudioStream, layout: Layout
) -> Iterator[npt.NDArray[np.float32]]:
    resampler = AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE_HZ)
    for frame in chain(container.decode(stream), (None,)):
        for out in resampler.resample(frame):
            yield np.asarray(out.to_ndarray(), np.float32).reshape(-1, CHANNELS[layout])
