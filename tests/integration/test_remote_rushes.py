"""What a server sends of a film becomes rushes at the film's own pace, or one refusal."""

from __future__ import annotations

import io
import struct
import time
from contextlib import suppress
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
import pytest

from generation.errors import EngineUnavailable
from generation.media import develop, rushes
from generation.media.rushes import read_rushes
from tests.badmedia import Make, black_png, cover_only, film, picture, saved, wav

RATE_HZ = 48_000
FPS = Fraction(24)


@cache
def staircase(
    *, frames: int = 24, fps: int = 24, container: str = "mp4", late_s: float = 0
) -> bytes:
    """Each frame is a level brighter than the one before; left hears what right does not."""
    buffer = io.BytesIO()
    codec, sound = ("libx264", "aac") if container == "mp4" else ("libvpx", "libopus")
    with av.open(buffer, "w", format=container) as out:
        video: Any = out.add_stream(codec, rate=fps)
        video.width, video.height, video.pix_fmt = 64, 96, "yuv420p"
        audio: Any = out.add_stream(sound, rate=RATE_HZ, layout="stereo")
        for index in range(frames):
            level = 20 + 200 * index // frames
            frame = av.VideoFrame.from_ndarray(np.full((96, 64, 3), level, np.uint8), "rgb24")
            frame.pts = index
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        tone = 0.5 * np.sin(np.arange(RATE_HZ * frames // fps) / 20)
        both = np.stack([tone, tone * 0]).astype(np.float32)
        for start in range(round(late_s * RATE_HZ), both.shape[1] - 960, 960):
            part = np.ascontiguousarray(both[:, start : start + 960])
            block = av.AudioFrame.from_ndarray(part, "fltp", "stereo")
            block.sample_rate, block.pts, block.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            for piece in av.AudioResampler(audio.codec_context.format.name).resample(block):
                out.mux(audio.encode(piece))
        out.mux(audio.encode(None))
    return buffer.getvalue()


def levels(taken) -> list[float]:
    return [float(frame.mean()) for frame in taken.frames]


@pytest.mark.parametrize("container", ["mp4", "webm"])
def test_every_frame_comes_in_its_order(container, tmp_path):
    taken = read_rushes(staircase(container=container), tmp=tmp_path, fps=FPS, frames=24)
    assert taken.frames.shape == (24, 96, 64, 3)
    assert (np.diff(levels(taken)) > 4).all()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("fps", "frames"), [(8, 8), (16, 16), (30, 30), (48, 48), (25, 25)])
def test_another_rate_becomes_the_films_own_by_the_nearest_frame(fps, frames, tmp_path):
    taken = read_rushes(staircase(fps=fps, frames=frames), tmp=tmp_path, fps=FPS, frames=24)
    due = [20 + 200 * min(round(tick / 24 * fps), frames - 1) / frames for tick in range(24)]
    assert levels(taken) == pytest.approx(due, abs=200 / frames + 6)
    assert (np.diff(levels(taken)) >= -1).all()


def test_a_longer_film_is_cut_to_what_was_wanted(tmp_path):
    taken = read_rushes(staircase(frames=48), tmp=tmp_path, fps=FPS, frames=30)
    assert len(taken.frames) == 30
    assert taken.sound is not None
    assert len(taken.sound) == 30 * RATE_HZ // 24


def test_a_film_that_lacks_a_little_holds_its_last_picture(tmp_path):
    taken = read_rushes(staircase(frames=24), tmp=tmp_path, fps=FPS, frames=29)
    assert len(taken.frames) == 29
    assert (taken.frames[24:] == taken.frames[23]).all()


def test_a_film_that_lacks_more_than_a_fifth_is_refused(tmp_path):
    with pytest.raises(EngineUnavailable) as failed:
        read_rushes(staircase(frames=24), tmp=tmp_path, fps=FPS, frames=32)
    assert failed.value.message == "error-engine-rushes"


def test_sound_is_stereo_and_begins_with_the_first_picture(tmp_path):
    taken = read_rushes(staircase(late_s=0.5), tmp=tmp_path, fps=FPS, frames=24)
    assert taken.sound is not None
    left, right = np.abs(taken.sound).T
    assert left[: round(0.4 * RATE_HZ)].max() < 0.05
    assert left[round(0.6 * RATE_HZ) :].max() > 0.4
    assert right.max() < 0.05


def test_a_film_without_sound_is_silent(tmp_path):
    assert (
        read_rushes(film(sound=None, frames=24, fps=24), tmp=tmp_path, fps=FPS, frames=24).sound
        is None
    )


def test_pictures_are_no_larger_than_they_are_needed(tmp_path):
    large = film(size=(320, 480), frames=24, fps=24, sound=None)
    taken = read_rushes(large, tmp=tmp_path, fps=FPS, frames=24, within=(160, 160))
    assert taken.frames.shape == (24, 240, 160, 3)


def test_pictures_never_take_more_room_than_there_is(tmp_path, monkeypatch):
    monkeypatch.setattr(develop, "CLIP_MAX_BYTES", 24 * 48 * 32 * 3)
    size = develop._fitting((64, 96), develop.Wanted(FPS, 24, None))
    assert size == (32, 48)
    monkeypatch.setattr(rushes, "CLIP_MAX_BYTES", 24 * 48 * 32 * 3)  # the child does not know
    with pytest.raises(EngineUnavailable):
        read_rushes(staircase(), tmp=tmp_path, fps=FPS, frames=24)


def lying_header(data: bytes) -> bytes:
    """A film that says it is 60000 pixels wide and lasts for a year."""
    at = data.index(b"tkhd") + 4
    lied = bytearray(data)
    lied[at + 76 : at + 84] = struct.pack(">II", 60_000 << 16, 60_000 << 16)
    head = data.index(b"mvhd") + 4
    lied[head + 16 : head + 20] = struct.pack(">I", 1000 * 31_536_000 & 0xFFFFFFFF)
    return bytes(lied)


def test_what_a_header_says_of_size_and_length_is_believed_in_nothing(tmp_path):
    taken = read_rushes(lying_header(staircase()), tmp=tmp_path, fps=FPS, frames=24)
    assert taken.frames.shape == (24, 96, 64, 3)


def still_standing() -> bytes:
    """One picture that is said to last."""
    return film(frames=1, fps=1)


def half_a_film() -> bytes:
    """A film in fragments, as a live stream has it, cut off in the middle."""
    flags = "frag_keyframe+empty_moov+default_base_moof"
    whole = film(frames=48, fps=24, movflags=flags, sound=None, options={"g": "4"})
    assert whole.count(b"moof") > 8
    return whole[: len(whole) // 4]


NO_FILM: dict[str, Make] = {
    "nothing": lambda: b"",
    "a page": lambda: b"<!doctype html><html>Gateway timeout</html>",
    "json": lambda: b'{"error": {"message": "no"}}',
    "an archive": lambda: b"PK\3\4" + bytes(4096),
    "a photo": lambda: saved(picture(), "JPEG"),
    "a huge photo": lambda: black_png(60_000, 60_000),
    "a gif": lambda: b"GIF89a" + bytes(500),
    "sound alone": lambda: film(frames=0),
    "a cover": cover_only,
    "a recording": lambda: wav(3600),
    "too many pixels": lambda: film(size=(1922, 64), frames=24, fps=24, sound=None),
    "half of it": half_a_film,
    "no index": lambda: staircase()[: len(staircase()) * 2 // 3],
    "one picture": still_standing,
    "noise": lambda: b"\0\0\0\x20ftypisom" + np.random.default_rng(1).bytes(60_000),
    "zeros": lambda: b"\0\0\0\x20ftypisom" + bytes(1 << 20),
    "another codec": lambda: film(codec="mjpeg", frames=24, fps=24, sound=None),
}


@pytest.mark.parametrize("name", NO_FILM)
def test_what_is_no_film_is_one_refusal(name, tmp_path):
    began = time.monotonic()
    with pytest.raises(EngineUnavailable) as failed:
        read_rushes(NO_FILM[name](), tmp=tmp_path, fps=FPS, frames=24)
    assert failed.value.message == "error-engine-rushes"
    assert time.monotonic() - began < 60
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_done_to_a_film_gives_rushes_or_the_one_refusal(seed, tmp_path):
    rng = np.random.default_rng(seed)
    data = bytearray(staircase())
    for _ in range(int(rng.integers(1, 60))):
        data[int(rng.integers(len(data)))] = int(rng.integers(256))
    with suppress(EngineUnavailable):
        assert len(read_rushes(bytes(data), tmp=tmp_path, fps=FPS, frames=24).frames) == 24
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_large_is_refused_unseen(tmp_path, monkeypatch):
    monkeypatch.setattr(rushes, "FILM_MAX_MB", 0)
    with pytest.raises(EngineUnavailable):
        read_rushes(staircase(), tmp=tmp_path, fps=FPS, frames=24)


def test_decoding_does_not_go_on_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(rushes, "PATIENCE_S", 0.01)
    with pytest.raises(EngineUnavailable) as failed:
        read_rushes(staircase(), tmp=tmp_path, fps=FPS, frames=24)
    assert failed.value.message == "error-engine-rushes"
