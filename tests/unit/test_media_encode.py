"""The master: what goes in comes out, whole or not at all."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import numpy as np
import pytest

from generation.errors import DiskFull, NotPermitted, RenderError
from generation.media.encode import encode
from generation.media.probe import decode_frames, decode_sound, frames_at, probe, sample_stills
from generation.media.splice import Kept
from generation.model.clip import RenderSpec

SPEC = RenderSpec(width_px=128, height_px=192)
TAG = '{"Label":"1","ProduceID":"01film"}'


def drawn(count: int, spec: RenderSpec = SPEC) -> Iterator[np.ndarray]:
    """A bright bar that rises, in three buffers used in turn, as engines do it."""
    buffers = [np.empty((spec.height_px * 3 // 2, spec.width_px), np.uint8) for _ in range(3)]
    for index in range(count):
        frame = buffers[index % 3]
        frame[:] = 16
        frame[: spec.height_px] = 60
        frame[spec.height_px :] = 128
        top = (index * 4) % (spec.height_px - 16)
        frame[top : top + 16] = 220
        yield frame


def tone(seconds: float) -> np.ndarray:
    time_s = np.arange(int(48_000 * seconds)) / 48_000
    left, right = np.sin(2 * np.pi * 440 * time_s), np.sin(2 * np.pi * 660 * time_s)
    return np.stack([left, right], axis=1).astype(np.float32) * 0.3


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    report = encode(drawn(45), tone(1.5), path, spec=SPEC, metadata={"AIGC": TAG})
    return path, report


def test_the_file_says_what_was_asked(film):
    path, report = film
    facts = probe(path)
    assert (facts.video_codec, facts.pixel_format, facts.profile) == ("h264", "yuv420p", "High")
    assert (facts.width_px, facts.height_px, facts.fps) == (128, 192, Fraction(30))
    assert (facts.frames, facts.duration_s) == (45, 1.5)
    assert facts.colour == (1, 1, 1, 1)
    assert (facts.audio_codec, facts.sample_rate_hz, facts.channels) == ("aac", 48_000, 2)
    assert facts.faststart
    assert facts.aigc == TAG
    assert (report.frames, report.duration_s) == (45, 1.5)
    assert report.size_bytes == path.stat().st_size
    assert [entry.name for entry in path.parent.iterdir()] == ["film.mp4"]


def test_every_frame_arrives_in_order_and_with_its_colours(film):
    path, _ = film
    decoded = list(decode_frames(path))
    assert len(decoded) == 45
    for was, now in zip(drawn(45), decoded, strict=True):
        assert np.abs(was.astype(int) - now).mean() < 2


def test_the_sound_arrives_in_time_and_on_its_side(film):
    path, _ = film
    sound = decode_sound(path)
    assert len(sound) == pytest.approx(72_000, abs=1024)
    spectrum = np.abs(np.fft.rfft(sound[9600:57600], axis=0))
    assert spectrum.argmax(axis=0).tolist() == [440, 660]
    onset = int(np.argmax(np.abs(sound[:, 0]) > 0.05))
    assert onset < 0.005 * 48_000


@pytest.mark.parametrize("seconds", [0.0, 0.4, 9.0])
def test_sound_of_another_length_is_fitted_to_the_picture(seconds, tmp_path):
    path = tmp_path / "film.mp4"
    encode(drawn(30), tone(seconds), path, spec=SPEC, metadata={})
    assert len(decode_sound(path)) == pytest.approx(48_000, abs=1024)


def test_an_uneven_rate_and_size_stay_exact(tmp_path):
    spec = RenderSpec(width_px=130, height_px=182, fps=Fraction(30_000, 1001))
    path = tmp_path / "film.mp4"
    encode(drawn(31, spec), tone(1), path, spec=spec, metadata={})
    facts = probe(path)
    assert (facts.fps, facts.frames) == (Fraction(30_000, 1001), 31)
    assert facts.duration_s == pytest.approx(31 * 1001 / 30_000, abs=1e-4)
    assert len(list(decode_frames(path))) == 31


def test_the_same_frames_give_the_same_bytes(tmp_path):
    for name in ("one.mp4", "two.mp4"):
        encode(drawn(20), tone(0.6), tmp_path / name, spec=SPEC, metadata={"AIGC": TAG})
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_stop_leaves_no_file_and_no_thread(tmp_path):
    stop = threading.Event()

    def frames() -> Iterator[np.ndarray]:
        for index, frame in enumerate(drawn(200)):
            if index == 20:
                stop.set()
            yield frame

    with pytest.raises(RenderError) as failure:
        encode(frames(), tone(1), tmp_path / "film.mp4", spec=SPEC, metadata={}, stop=stop)
    assert failure.value.reason == "stopped"
    assert list(tmp_path.iterdir()) == []
    assert [thread.name for thread in threading.enumerate() if thread.name == "encode"] == []


def test_a_failing_engine_leaves_no_file_and_is_heard(tmp_path):
    def frames() -> Iterator[np.ndarray]:
        yield from drawn(10)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        encode(frames(), tone(1), tmp_path / "film.mp4", spec=SPEC, metadata={})
    assert list(tmp_path.iterdir()) == []


def test_no_frames_is_no_film(tmp_path):
    with pytest.raises(RenderError) as failure:
        encode(iter(()), tone(1), tmp_path / "film.mp4", spec=SPEC, metadata={})
    assert failure.value.reason == "no-frames"
    assert list(tmp_path.iterdir()) == []


@contextmanager
def files_of_at_most(size_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def noisy(count: int) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(5)
    for _ in range(count):
        yield rng.integers(16, 235, (288, 128), np.uint8)


@pytest.mark.parametrize("room", [0, 100_000, 600_000])
def test_a_full_disk_is_said_and_leaves_nothing(room, tmp_path):
    with files_of_at_most(room), pytest.raises(DiskFull):
        encode(noisy(120), tone(4), tmp_path / "film.mp4", spec=SPEC, metadata={})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_before_anything_is_drawn(tmp_path):
    asked = []

    def frames() -> Iterator[np.ndarray]:
        asked.append(1)
        yield from drawn(3)

    with pytest.raises(NotPermitted) as failure:
        encode(frames(), tone(1), tmp_path / "no" / "film.mp4", spec=SPEC, metadata={})
    assert failure.value.reason == "no-folder"
    assert asked == []


def test_a_folder_in_the_place_of_the_film_stays(tmp_path):
    (tmp_path / "film.mp4").mkdir()
    with pytest.raises(NotPermitted):
        encode(drawn(3), tone(1), tmp_path / "film.mp4", spec=SPEC, metadata={})
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.mp4"]


def test_drawing_and_encoding_overlap(tmp_path):
    busy = threading.Event()

    def frames() -> Iterator[np.ndarray]:
        for frame in drawn(30):
            yield frame
            if any(thread.name == "encode" for thread in threading.enumerate()):
                busy.set()

    report = encode(frames(), tone(1), tmp_path / "film.mp4", spec=SPEC, metadata={})
    assert busy.is_set()
    assert report.waited_s >= 0


def test_stills_are_small_and_spread_over_the_film(film):
    path, _ = film
    stills = sample_stills(path)
    assert [still.shape for still in stills] == [(32, 32)] * 8
    bars = [int(still.mean(axis=1).argmax()) for still in stills]
    assert bars == sorted(bars)
    assert len(set(bars)) == 8


def other(count: int, spec: RenderSpec = SPEC) -> Iterator[np.ndarray]:
    """The bar falls instead, in another grey."""
    for frame in list(map(np.copy, drawn(count, spec)))[::-1]:
        frame[: spec.height_px] //= 2
        yield frame


@pytest.mark.parametrize("redone", [(0, 17), (17, 40), (40, 60)])
def test_a_film_takes_over_what_it_keeps_frame_for_frame(redone, tmp_path):
    shots, sound = [(0, 17), (17, 40), (40, 60)], tone(2)
    cuts = [first for first, _ in shots]
    first, second, whole = (tmp_path / f"{name}.mp4" for name in ("first", "second", "whole"))
    encode(drawn(60), sound, first, spec=SPEC, metadata={}, cuts=cuts)
    fresh = [*map(np.copy, other(60))][slice(*redone)]
    keep = Kept(film=first, spans=tuple(span for span in shots if span != redone))
    report = encode(iter(fresh), sound, second, spec=SPEC, metadata={}, cuts=cuts, kept=(keep,))
    assert (report.frames, probe(second).frames, report.duration_s) == (60, 60, 2.0)
    before, after = [*decode_frames(first)], [*decode_frames(second)]
    assert len(after) == 60
    for index in range(60):
        if redone[0] <= index < redone[1]:
            assert np.abs(after[index].astype(int) - fresh[index - redone[0]]).mean() < 2
        else:
            assert np.array_equal(before[index], after[index])
    everything = [np.copy(frame) for frame in drawn(60)]
    everything[slice(*redone)] = fresh
    encode(iter(everything), sound, whole, spec=SPEC, metadata={}, cuts=cuts)
    assert len(decode_sound(second)) == len(decode_sound(whole))


@pytest.mark.parametrize("cuts", [(), (0, 9, 30)])
def test_single_frames_are_found_by_their_number(tmp_path, cuts):
    path = tmp_path / "film.mp4"
    encode(drawn(45), tone(1.5), path, spec=SPEC, metadata={}, cuts=cuts)
    whole = [*decode_frames(path)]
    found = frames_at(path, {0, 7, 9, 21, 44, 90})
    assert [*found] == [0, 7, 9, 21, 44]
    assert all(np.array_equal(frame, whole[index]) for index, frame in found.items())
