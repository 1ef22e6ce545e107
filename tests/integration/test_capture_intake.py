"""Captures and voice notes as recorders make them: pictures in time, sound in time, or a reason."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
import pytest

from generation.errors import MediaRejected
from generation.media.intake import read_capture, read_voice
from tests.badmedia import Make, cover_only, film, layers_here, picture, saved, wav

RATE_HZ = 48_000
FPS = 30
AS_IT_HAPPENS = {"libvpx": {"deadline": "realtime", "cpu-used": "8"}}  # as a browser encodes


@cache
def clapper(container: str, codec: str, sound: str, *, late_s: float = 0.0) -> bytes:
    """Two seconds, a flash and a click at one second; the sound may start late."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as out:
        video: Any = out.add_stream(codec, rate=FPS, options=AS_IT_HAPPENS.get(codec, {}))
        video.width, video.height, video.pix_fmt = 640, 360, "yuv420p"
        audio: Any = out.add_stream(sound, rate=RATE_HZ, layout="mono")
        for index in range(2 * FPS):
            level = 240 if FPS <= index < FPS + 6 else 60
            frame = av.VideoFrame.from_ndarray(np.full((360, 640, 3), level, np.uint8), "rgb24")
            frame.pts = index
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        samples = np.random.default_rng(0).normal(0, 0.001, 2 * RATE_HZ).astype(np.float32)
        samples[RATE_HZ : RATE_HZ + 2400] = 0.8 * np.sin(np.arange(2400) * 0.1)
        first = round(late_s * RATE_HZ)
        for start in range(first, len(samples) - 960, 960):
            block = av.AudioFrame.from_ndarray(samples[None, start : start + 960], "fltp", "mono")
            block.sample_rate, block.pts, block.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            for part in av.AudioResampler(audio.codec_context.format.name).resample(block):
                out.mux(audio.encode(part))
        out.mux(audio.encode(None))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("container", "codec", "sound"), [("webm", "libvpx", "libopus"), ("mp4", "libx264", "aac")]
)
@pytest.mark.parametrize("late_s", [0.0, 0.4])
def test_a_flash_and_its_click_stay_together(container, codec, sound, late_s, tmp_path):
    taken = read_capture(clapper(container, codec, sound, late_s=late_s), tmp=tmp_path)
    bright = np.array([frame.mean() for frame in taken.frames])
    flash_s = taken.times_s[int(np.argmax(bright > 150))]
    assert taken.sound is not None
    click_s = float(np.argmax(np.abs(taken.sound) > 0.2)) / RATE_HZ
    assert flash_s == pytest.approx(1.0, abs=0.06)
    assert click_s == pytest.approx(1.0, abs=0.05)


def test_pictures_come_small_and_ten_a_second_and_sharp_ones_whole(tmp_path):
    taken = read_capture(clapper("webm", "libvpx", "libopus"), tmp=tmp_path)
    assert {frame.shape for frame in taken.frames} == {(270, 480, 3)}
    assert np.allclose(np.diff(taken.times_s), 0.1, atol=0.04)
    assert len(taken.frames) == len(taken.times_s) == 20
    assert {frame.shape for frame in taken.sharp} == {(360, 640, 3)}
    assert len(taken.sharp) == 8
    assert list(taken.hardening) == layers_here()
    assert list(tmp_path.iterdir()) == []


def test_a_capture_without_a_microphone_is_silent(tmp_path):
    assert read_capture(film(sound=None), tmp=tmp_path).sound is None


NO_CAPTURE: dict[str, tuple[Make, str]] = {
    "photo": (lambda: saved(picture(), "JPEG"), "no-video"),
    "pages": (lambda: b"%PDF-1.7\n1 0 obj\n", "no-video"),
    "sound": (lambda: wav(1), "audio-only"),
    "film without pictures": (lambda: film(frames=0), "audio-only"),
    "long film": (lambda: film(frames=50, fps=2, sound=None), "too-long"),
    "beginning": (lambda: film()[:700], "broken"),
}


@pytest.mark.parametrize("kind", NO_CAPTURE)
def test_what_is_no_capture_is_refused(kind, tmp_path):
    make, reason = NO_CAPTURE[kind]
    with pytest.raises(MediaRejected) as refusal:
        read_capture(make(), tmp=tmp_path)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("container", "codec"),
    [
        ("ogg", "libopus"), ("webm", "libopus"), ("mp4", "aac"), ("ipod", "aac"),
        ("wav", "pcm_s16le"), ("mp3", "mp3"),
    ],
)  # fmt: skip
def test_a_voice_note_of_any_recorder_becomes_mono_48_khz(container, codec, tmp_path):
    note = read_voice(film(frames=0, container=container, sound=codec), tmp=tmp_path)
    assert note.dtype == np.float32
    assert 0.45 < len(note) / RATE_HZ < 0.62
    crossings = np.count_nonzero(np.diff(np.signbit(note[4800:-7200])))
    assert crossings / (len(note) - 12_000) * RATE_HZ / 2 == pytest.approx(220, rel=0.1)


def test_the_voice_of_a_video_is_a_voice_note_too(tmp_path):
    assert len(read_voice(film(), tmp=tmp_path)) > 0.5 * RATE_HZ


NO_NOTE: dict[str, tuple[Make, str]] = {
    "photo": (lambda: saved(picture(), "PNG"), "no-sound"),
    "silent film": (lambda: film(sound=None), "no-sound"),
    "flac": (lambda: b"fLaC" + b"\0" * 60, "sound-kind"),
    "text": (lambda: b"hello, this is text", "no-sound"),
    "long film": (lambda: film(frames=66, fps=1, rate_hz=8_000), "too-long"),
    "header": (lambda: wav(1)[:44], "no-sound"),
}


@pytest.mark.parametrize("kind", NO_NOTE)
def test_what_is_no_voice_note_is_refused(kind, tmp_path):
    make, reason = NO_NOTE[kind]
    with pytest.raises(MediaRejected) as refusal:
        read_voice(make(), tmp=tmp_path)
    assert refusal.value.reason == reason


def test_a_cover_is_no_video_and_its_song_can_be_heard(tmp_path):
    with pytest.raises(MediaRejected):
        read_capture(cover_only(), tmp=tmp_path)
    assert len(read_voice(cover_only(), tmp=tmp_path)) > 0.4 * RATE_HZ
