"""Cameras whose rushes are made elsewhere: at a server now, or brought along."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from generation.engines.remote.camera import GivenRushes, RemoteCamera
from generation.engines.remote.dialects import limits_of
from generation.errors import EngineUnavailable, RenderError
from generation.model.setup import CameraLimits, Setup
from generation.ports import Camera, unheeded
from tests.afar.faults import Delayed
from tests.afar.videos.camera import camera_at, running
from tests.afar.videos.filming import filmed
from tests.afar.videos.house import FilmHouse, Sent
from tests.badmedia import film

RATE_HZ = 48_000
STILL = np.zeros((128, 64, 3), np.uint8)
STILL[:64], STILL[64:, :32] = (200, 60, 40), (40, 60, 200)
SETUP = Setup(
    id="S1.2", shot_id="S1", first=0, frames=7, prompt="A person waves.", actors=("P1",), seed=11
)
VOICE = (0.4 * np.sin(np.arange(7 * RATE_HZ // 24) / 9)).astype(np.float32)


@pytest.fixture(params=["openai", "vllm-omni", "sglang"])
def house(request: pytest.FixtureRequest) -> Iterator[FilmHouse]:
    with running(FilmHouse(request.param, key="sk-key")) as opened:
        yield opened


@pytest.fixture
def camera(house: FilmHouse, tmp_path: Path) -> RemoteCamera:
    made = camera_at(house, tmp_path)
    made.load()
    return made


def roll(camera: Camera, setup: Setup = SETUP, *, stop: Event | None = None, rolled=unheeded):
    return camera.roll(setup, STILL, stop=stop or Event(), rolled=rolled)


@pytest.mark.parametrize("frames", [1, 9, 10])
def test_as_many_frames_come_as_were_wanted_and_begin_with_the_still(camera, frames):
    rushes = roll(camera, replace(SETUP, frames=frames))
    assert len(rushes.frames) == frames
    height, width = rushes.frames.shape[1:3]
    middle = rushes.frames[0][height // 4, width // 4].astype(int)
    assert np.abs(middle - STILL[32, 16]).max() < 30
    assert rushes.sound is None  # who is heard is ours


def test_nothing_stays_at_the_server_or_on_disk(camera, house, tmp_path):
    roll(camera)
    assert house.jobs == {}
    assert list(tmp_path.iterdir()) == []


def test_it_is_known_what_there_is_to_pay_for(camera, house):
    roll(camera)
    roll(camera, replace(SETUP, id="S2"))
    made = [order.frames / order.fps for order in house.orders]
    assert camera.seconds == pytest.approx(sum(made))
    house.says = lambda _asked: {"status": "failed"}
    with pytest.raises(EngineUnavailable):
        roll(camera, replace(SETUP, id="S3"))
    assert camera.seconds == pytest.approx(sum(made))


def test_the_same_setup_gives_the_same_pictures(camera):
    assert np.array_equal(roll(camera).frames, roll(camera).frames)


def test_pictures_follow_what_is_spoken_where_the_server_hears(camera):
    silent, spoken = roll(camera), roll(camera, replace(SETUP, dialogue=VOICE))
    assert np.array_equal(silent.frames, spoken.frames) != camera.limits.hears


def test_it_tells_how_far_it_is(camera):
    shares: list[float] = []
    roll(camera, rolled=shares.append)
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


def test_it_ends_when_told_to_stop_and_has_the_job_deleted(camera, house):
    house.polls = 10**9
    stop, shares = Event(), []

    def rolled(share):
        shares.append(share)
        stop.set()

    began = time.monotonic()
    with pytest.raises(RenderError) as error:
        roll(camera, stop=stop, rolled=rolled)
    assert error.value.message == "error-render-stopped"
    assert time.monotonic() - began < 60
    assert len(shares) == 1
    assert house.jobs == {}
    house.polls = 2
    assert len(roll(camera).frames) == SETUP.frames


def test_it_can_be_stopped_while_the_film_is_ordered(camera, house):
    stop = Event()

    def stopped(call, _number):
        if call != "create":
            return None
        stop.set()
        return Delayed(0.4)

    house.faults.choose = stopped
    with pytest.raises(RenderError):
        roll(camera, stop=stop)
    assert house.jobs == {}
    assert house.paid.total() == 1


@pytest.fixture
def interruptible():
    """Have SIGINT mean what it means on a terminal; whoever runs tests may have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_has_the_job_deleted_before_it_ends(camera, house):
    house.polls = 10**9
    with pytest.raises(KeyboardInterrupt):
        roll(camera, rolled=lambda _share: signal.raise_signal(signal.SIGINT))
    assert house.paid.total() == 1
    assert house.jobs == {}


def test_it_does_not_begin_when_told_to_stop_before(camera, house):
    stop = Event()
    stop.set()
    with pytest.raises(RenderError):
        roll(camera, stop=stop)
    assert house.heard == []


def test_a_setup_longer_than_its_limits_is_a_mistake_of_the_caller(camera):
    with pytest.raises(ValueError, match="frames"):
        roll(camera, replace(SETUP, frames=camera.limits.frames_max + 1))


@pytest.mark.parametrize(
    "body", [b"\0\0\0\x20ftypisom" + bytes(900), film(frames=2, fps=24), film(frames=0)]
)
def test_a_film_that_cannot_be_shown_names_who_sent_it(camera, house, body):
    house.faults.choose = lambda call, _number: Sent(body) if call == "content" else None
    with pytest.raises(EngineUnavailable) as failed:
        roll(camera)
    assert failed.value.message == "error-engine-remote-broken"
    assert failed.value.details == {"host": house.url.split("/")[2]}
    assert house.jobs == {}


def test_what_goes_wrong_at_the_server_comes_as_it_is(camera, house):
    house.says = lambda _asked: {"status": "failed"}
    with pytest.raises(EngineUnavailable) as failed:
        roll(camera)
    assert failed.value.message == "error-engine-remote-failed"


@pytest.fixture
def given(tmp_path: Path) -> GivenRushes:
    films = {SETUP.id: filmed(STILL, 9, 24), "S9": b"<html>"}
    return GivenRushes(films, limits=limits_of("sglang"), tmp=tmp_path)


def test_what_was_brought_along_is_rushes(given, tmp_path):
    shares: list[float] = []
    rushes = roll(given, rolled=shares.append)
    assert rushes.frames.shape == (7, 128, 64, 3)
    assert np.abs(rushes.frames[0].astype(int) - STILL).mean() < 12
    assert rushes.sound is None
    assert shares == [1]
    assert list(tmp_path.iterdir()) == []


def test_sound_is_kept_of_a_camera_that_speaks(tmp_path):
    speaking = CameraLimits(speaks=True)
    made = GivenRushes({SETUP.id: filmed(STILL, 9, 24)}, limits=speaking, tmp=tmp_path)
    sound = roll(made).sound
    assert sound is not None
    assert sound.shape[1] == 2
    assert np.abs(sound).max() > 0.1


@pytest.mark.parametrize("setup_id", ["S9", "S10"])
def test_what_is_no_film_or_was_not_brought_is_refused(given, setup_id):
    with pytest.raises(EngineUnavailable) as failed:
        roll(given, replace(SETUP, id=setup_id))
    assert failed.value.message == "error-engine-rushes"


def test_what_was_brought_along_is_not_shown_when_told_to_stop(given):
    stop = Event()
    stop.set()
    with pytest.raises(RenderError):
        roll(given, stop=stop)
