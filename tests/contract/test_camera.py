"""What every camera promises, tried on the fake and on both families with tiny weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from threading import Event

import numpy as np
import pytest

from generation.errors import RenderError
from generation.model.setup import CameraLimits, Setup
from generation.ports import Camera, unheeded
from tests.fakes_camera import FakeCamera
from tests.samples.camera import PushIn
from tests.tiny import cameras

RATE_HZ = 48_000
SPEAKING = CameraLimits(fps=Fraction(24), frames_max=17, speaks=True)
MADE: dict[str, Callable[[], Camera]] = {
    "fake, which hears": FakeCamera,
    "fake, which speaks": lambda: FakeCamera(limits=SPEAKING),
    "ltx, voiced": cache(cameras.ltx),
    "ltx, joint": cache(lambda: cameras.ltx(mode="joint")),
    "wan": cache(cameras.wan),
    "somebody else's": PushIn,
}
STILL = np.random.default_rng(5).integers(0, 256, (128, 64, 3), np.uint8)
SETUP = Setup(
    id="S1", shot_id="S1", first=0, frames=7, prompt='A person waves and says: "Hello."',
    actors=("P1",), seed=11,
)  # fmt: skip


@pytest.fixture(params=MADE, scope="module")
def camera(request):
    made = MADE[request.param]()
    made.load()
    return made


def roll(camera, setup=SETUP, still=STILL, *, stop=None, rolled=unheeded):
    return camera.roll(setup, still, stop=stop or Event(), rolled=rolled)


def tone(frames, hertz):
    times = np.arange(round(frames / 24 * RATE_HZ)) / RATE_HZ
    return (0.4 * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


@pytest.fixture(scope="module")
def rushes(camera):
    return roll(camera)


@pytest.mark.parametrize("frames", [1, 9, 10])
def test_as_many_frames_come_as_were_wanted(camera, frames):
    clip = roll(camera, replace(SETUP, frames=frames)).frames
    assert clip.shape[0] == frames


def test_the_frames_have_the_shape_of_the_still(rushes):
    frames, height, width, colours = rushes.frames.shape
    assert (frames, colours, rushes.frames.dtype) == (SETUP.frames, 3, np.uint8)
    assert 0.5 <= height / width / (STILL.shape[0] / STILL.shape[1]) <= 2


def test_a_camera_that_speaks_does_so_when_asked_as_long_as_the_frames_are(camera, rushes):
    sound = roll(camera, replace(SETUP, aloud=True)).sound
    if not camera.limits.speaks:
        assert sound is None
        return
    seconds = SETUP.frames / camera.limits.fps
    assert sound.shape == (round(float(seconds) * RATE_HZ), 2)
    assert sound.dtype == np.float32
    assert 0 < np.abs(sound).max() <= 1
    assert rushes.sound is None


def test_the_same_setup_gives_the_same_pictures(camera, rushes):
    assert np.array_equal(roll(camera).frames, rushes.frames)
    aloud = replace(SETUP, aloud=True)
    one, other = roll(camera, aloud), roll(camera, aloud)
    assert np.array_equal(one.frames, other.frames)
    assert (one.sound is None) == (other.sound is None)
    assert one.sound is None or np.array_equal(one.sound, other.sound)


def test_another_seed_or_still_gives_other_pictures(camera, rushes):
    assert not np.array_equal(roll(camera, replace(SETUP, seed=12)).frames, rushes.frames)
    assert not np.array_equal(roll(camera, still=255 - STILL).frames, rushes.frames)


def test_pictures_follow_what_is_spoken_where_the_camera_hears(camera, rushes):
    spoken = replace(SETUP, dialogue=tone(SETUP.frames, 300))
    first, again = roll(camera, spoken), roll(camera, spoken)
    assert np.array_equal(first.frames, again.frames)
    assert np.array_equal(first.frames, rushes.frames) != camera.limits.hears


def test_it_tells_how_far_it_is(camera):
    shares: list[float] = []
    roll(camera, rolled=shares.append)
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] == 1


def test_it_ends_within_a_step_when_told_to_stop_and_films_on_afterwards(camera, rushes):
    shares: list[float] = []
    stop = Event()

    def rolled(share):
        shares.append(share)
        stop.set()

    with pytest.raises(RenderError) as error:
        roll(camera, stop=stop, rolled=rolled)
    assert error.value.message == "error-render-stopped"
    assert len(shares) == 1
    assert np.array_equal(roll(camera).frames, rushes.frames)


def test_it_does_not_begin_when_told_to_stop_before(camera):
    shares: list[float] = []
    stop = Event()
    stop.set()
    with pytest.raises(RenderError, match="stopped"):
        roll(camera, stop=stop, rolled=shares.append)
    assert not shares


def test_a_setup_longer_than_its_limits_is_a_mistake_of_the_caller(camera):
    with pytest.raises(ValueError, match="frames"):
        roll(camera, replace(SETUP, frames=camera.limits.frames_max + 1))


def test_loading_again_is_free(camera, rushes):
    camera.load()
    assert np.array_equal(roll(camera).frames, rushes.frames)
