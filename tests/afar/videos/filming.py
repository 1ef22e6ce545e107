"""What the fake servers film: the still itself, with a light that wanders over its edge."""

from __future__ import annotations

import io
import wave
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np

from generation.arrays import RgbImage, Samples

RATE_HZ = 48_000
SIDE_MAX_PX = 160  # real servers film as large as they are told; this one is quicker
LIGHT_PX = 6


def picture_of(png: bytes) -> RgbImage:
    """The pixels of what was sent.

    Raises:
        ValueError: It is no picture.
    """
    decoded = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise ValueError("no picture")
    return np.ascontiguousarray(decoded[..., ::-1])


def sound_of(wav: bytes) -> Samples:
    """The samples of what was sent."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (samples / 32767).astype(np.float32)


def filmed(
    still: RgbImage, frames: int, fps: int, *, seed: int = 0, voice: Samples | None = None
) -> bytes:
    """An mp4 that begins with ``still``; with ``voice`` in it, else with a tone.

    How the light wanders is a matter of the seed and of what is spoken.
    """
    shrink = min(1.0, SIDE_MAX_PX / max(still.shape[:2]))
    width, height = (int(side * shrink) // 2 * 2 for side in (still.shape[1], still.shape[0]))
    small = np.asarray(cv2.resize(still, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    sound = voice if voice is not None else _tone(frames / fps)
    pace = 3 + seed % 7 + (0 if voice is None else 1 + round(20 * float(np.abs(voice).mean())))
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        video: Any = out.add_stream(
            "libx264", rate=fps, options={"preset": "ultrafast", "crf": "12"}
        )
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio: Any = out.add_stream("aac", rate=RATE_HZ, layout="mono")
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(_lit(small, number * pace), "rgb24")
            frame.pts = number
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        for start in range(0, len(sound) - 1024, 1024):
            part = np.ascontiguousarray(sound[None, start : start + 1024], np.float32)
            block = av.AudioFrame.from_ndarray(part, "fltp", "mono")
            block.sample_rate, block.pts, block.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            out.mux(audio.encode(block))
        out.mux(audio.encode(None))
    return buffer.getvalue()


def _lit(still: RgbImage, way_px: int) -> RgbImage:
    if not way_px:
        return still
    lit = still.copy()
    at = way_px % max(still.shape[1] - LIGHT_PX, 1)
    lit[:LIGHT_PX, at : at + LIGHT_PX] = 255
    return lit


def _tone(length_s: float) -> Samples:
    return (0.3 * np.sin(np.arange(int(length_s * RATE_HZ)) / 17)).astype(np.float32)
