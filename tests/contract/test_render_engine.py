"""What every render engine promises, tried on the fake, the puppets, and a camera before them."""

from __future__ import annotations

import hashlib
from threading import Event

import numpy as np
import pytest

from generation.camera_work.engine import CameraEngine
from generation.engines.puppet.engine import PuppetEngine
from generation.model.setup import CameraLimits
from generation.ports import RenderEngine
from tests.fakes import FakeEngine
from tests.fakes_camera import FakeCamera
from tests.papers import order_of, timeline_of, two_shots

FRAMES = (8, 10)


@pytest.fixture(params=["fake", "puppet", "camera", "camera that speaks"])
def engine(request, lettering):
    made: RenderEngine
    match request.param:
        case "fake":
            made = FakeEngine()
        case "puppet":
            made = PuppetEngine(lettering)
        case "camera":
            made = CameraEngine(FakeCamera(), PuppetEngine(lettering))
        case _:
            limits = CameraLimits(speaks=True, frames_max=7)
            made = CameraEngine(FakeCamera(limits=limits), FakeEngine())
    made.load()
    return made


@pytest.fixture
def order(mina):
    return order_of(two_shots(), {"P1": mina})


def shoot(engine, order):
    return engine.shoot(order, timeline_of(*FRAMES))


def digest(engine, order):
    seen = hashlib.sha256()
    for frame in shoot(engine, order).frames(Event()):
        seen.update(frame.tobytes())
    return seen.hexdigest()


def test_a_take_has_exactly_the_frames_of_its_timeline(engine, order):
    frames = list(shoot(engine, order).frames(Event()))
    assert len(frames) == sum(FRAMES)
    assert all(frame.shape == (256 * 3 // 2, 144) and frame.dtype == np.uint8 for frame in frames)


def test_a_yielded_frame_stays_untouched_for_three_more(engine, order):
    held = []
    for frame in shoot(engine, order).frames(Event()):
        held.append((frame, frame.copy()))
        for kept, copy in held[-3:]:
            assert np.array_equal(kept, copy)


def test_the_same_order_gives_the_same_pixels(engine, order):
    assert digest(engine, order) == digest(engine, order)


def test_shots_that_are_left_out_change_nothing_in_the_others(engine, order):
    whole = [frame.copy() for frame in shoot(engine, order).frames(Event())]
    for shot, rest in (("S1", whole[FRAMES[0] :]), ("S2", whole[: FRAMES[0]])):
        seen = [f.copy() for f in shoot(engine, order).frames(Event(), without=(shot,))]
        assert np.array_equal(seen, rest)
        for prepared in ((), (shot,)):
            take = shoot(engine, order)
            take.prepare(without=prepared)
            seen = [f.copy() for f in take.frames(Event(), without=(shot,))]
            assert np.array_equal(seen, rest)
    assert not list(shoot(engine, order).frames(Event(), without=("S1", "S2")))


def test_a_take_ends_early_when_told_to_stop(engine, order):
    stop = Event()
    seen = 0
    for _ in shoot(engine, order).frames(stop):
        seen += 1
        stop.set()
    assert seen < sum(FRAMES)


def test_what_is_heard_is_as_long_as_the_film_or_nothing(engine, order):
    take = shoot(engine, order)
    told = list[float]()
    heard = take.heard(Event(), rolled=told.append)
    frames = list(take.frames(Event(), rolled=told.append))
    assert (heard is not None) == take.live
    assert heard is None or heard.samples.shape == (round(sum(FRAMES) / 30 * 48_000), 2)
    assert len(frames) == sum(FRAMES)
    assert all(0.0 <= share <= 1.0 for share in told)


def test_records_name_every_shot_and_keep_faces_in_the_picture(engine, order):
    records = shoot(engine, order).records()
    assert [record.shot_id for record in records] == ["S1", "S2"]
    for record in records:
        x, y, w, h = record.actors[0].face_px
        assert x >= 0
        assert y >= 0
        assert x + w <= 144
        assert y + h <= 256
