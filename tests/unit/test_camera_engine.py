"""An engine with a camera: what it asks of camera and stage, and what it makes of the rushes."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from threading import Event

import numpy as np
import pytest

from generation.camera_work.engine import CameraEngine
from generation.camera_work.reel import fitted
from generation.engines.puppet.engine import PuppetEngine
from generation.errors import EngineUnavailable, RenderError
from generation.media.colour import to_yuv420
from generation.media.poster import to_picture
from generation.media.probe import decode_sound, probe
from generation.model.screenplay import Card, Shot
from generation.model.setup import CameraLimits, Rushes
from generation.production.film import Crew, produce
from generation.sound.loudness import loudness_lufs
from tests.fakes import FakeEngine, FakeVoice
from tests.fakes_camera import FakeCamera
from tests.papers import line, order_of, paper, timeline_of, two_shots

LONG = CameraLimits(frames_max=10)
SPEAKING = CameraLimits(frames_max=10, speaks=True)


def film(*shots, cast=("P1",)):
    return paper(*shots, cast=cast)


def beach(number=1, cast=("P1",), **more):
    return Shot(id=f"S{number}", set="beach", cast=cast, **more)


@pytest.fixture
def shot_with(mina):
    """Shoot shots of so many frames with a camera that has such limits, before a grey stage."""

    def make(frames, *shots, limits=LONG, stage=None, **camera):
        filming = FakeCamera(limits=limits, **camera)
        order = order_of(film(*shots), {"P1": mina})
        engine = CameraEngine(filming, stage or FakeEngine())
        return filming, engine.shoot(order, timeline_of(*frames, fps=24), np.zeros(0, np.float32))

    return make


def test_a_long_shot_goes_on_from_its_last_picture(shot_with):
    camera, take = shot_with((25,), beach())
    assert len(list(take.frames(Event()))) == 25
    assert [(one.id, one.frames) for one in camera.setups] == [("S1", 8), ("S1.2", 8), ("S1.3", 9)]
    sides = [still.shape for still in camera.stills]
    assert sides == [(256, 144, 3), (128, 72, 3), (64, 36, 3)]  # each as the one before filmed it


def test_each_shot_begins_with_the_still_that_the_stage_draws(shot_with, lettering):
    stage = PuppetEngine(lettering)
    camera, take = shot_with((4, 4), beach(1), beach(2), stage=stage)
    list(take.frames(Event()))
    assert [one.id for one in camera.setups] == ["S1", "S2"]
    assert all(np.ptp(still) > 100 for still in camera.stills)
    assert not any(one.follows for one in camera.setups)


class Painter:
    """Port ``Retoucher``: makes a still darker, and remembers what it was asked."""

    def __init__(self):
        self.loads, self.asked = 0, list[str]()

    def load(self):
        """Count."""
        self.loads += 1

    def improve(self, still, prompt, seed):
        """Halve the light."""
        self.asked.append(prompt)
        return still // 2


def test_stills_are_retouched_where_somebody_does_that(mina):
    camera, painter = FakeCamera(limits=LONG), Painter()
    engine = CameraEngine(camera, FakeEngine(), painter)
    engine.load()
    order = order_of(film(beach(1), beach(2)), {"P1": mina})
    list(engine.shoot(order, timeline_of(15, 4, fps=24)).frames(Event()))
    assert painter.loads == 1
    assert [one.id for one in camera.setups] == ["S1", "S1.2", "S2"]
    assert len(painter.asked) == 2  # what follows another setup is a photograph already
    assert all("Keep every face" in prompt and "sandy beach" in prompt for prompt in painter.asked)
    assert camera.stills[0].max() < 80


def test_lettering_is_left_to_the_stage(shot_with):
    card = beach(2, cast=(), cards=(Card(text="LATER", style="black"),))
    camera, take = shot_with((4, 5), beach(1), card)
    frames = list(take.frames(Event()))
    assert [one.shot_id for one in camera.setups] == ["S1"]
    assert [int(frame[0, 0]) for frame in frames[4:]] == [44, 45, 46, 47, 48]


def test_a_fade_is_laid_over_what_was_filmed(shot_with):
    _, take = shot_with((2, 8), beach(1), beach(2, transition="fade"))
    levels = [float(frame[:256].mean()) for frame in map(np.copy, take.frames(Event()))]
    assert levels[2] < levels[4] < levels[8]
    assert levels[1] > 1.5 * levels[2]


def test_sound_is_laid_where_its_setup_is_and_nothing_is_filmed_twice(shot_with):
    card = beach(1, cast=(), cards=(Card(text="LATER", style="black"),))
    camera, take = shot_with((6, 12), card, beach(2), limits=SPEAKING)
    heard = take.heard(Event())
    assert heard is not None
    assert heard.shots == {"S2"}
    assert not heard.samples[: round(6 / 24 * 48_000)].any()
    assert np.abs(heard.samples[round(6.5 / 24 * 48_000) :]).mean() > 0.04
    assert len(list(take.frames(Event()))) == 18
    assert [one.id for one in camera.setups] == ["S2", "S2.2"]


def test_what_somebody_has_said_themselves_is_heard_as_they_said_it(mina):
    camera = FakeCamera(limits=replace(SPEAKING, hears=True))
    order = order_of(film(beach(lines=(line(),))), {"P1": mina})
    order = replace(order, recordings={"L1": np.zeros(48_000, np.float32)})
    take = CameraEngine(camera, FakeEngine()).shoot(order, timeline_of(9, fps=24))
    assert not take.live
    assert take.heard(Event()) is None
    list(take.frames(Event()))
    assert not any(setup.aloud for setup in camera.setups)


def test_progress_never_falls_and_ends_with_the_last_setup(shot_with):
    shares = list[float]()
    _, take = shot_with((12, 9), beach(1), beach(2))
    list(take.frames(Event(), rolled=shares.append))
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert len(set(shares)) > 8


def test_told_to_stop_a_take_ends_without_an_error(shot_with):
    stop, gate = Event(), Event()
    camera, take = shot_with((30,), beach(), waiting=[gate])
    frames = take.frames(stop, rolled=lambda share: stop.set() if share > 0.01 else None)
    assert list(frames) == []
    assert len(camera.setups) == 1


def test_told_to_stop_what_is_heard_is_nothing(shot_with):
    stop = Event()
    _, take = shot_with((30,), beach(), limits=SPEAKING)
    stop.set()
    with pytest.raises(RenderError, match="stopped"):
        take.heard(stop)


def test_what_a_camera_cannot_do_is_said(shot_with):
    _, take = shot_with((4,), beach(), failing={"S1": [EngineUnavailable("device")]})
    with pytest.raises(EngineUnavailable):
        list(take.frames(Event()))


class Other(FakeCamera):
    """Brings back what it was given."""

    def __init__(self, rushes, **limits):
        super().__init__(limits=CameraLimits(**limits))
        self.rushes = rushes

    def roll(self, setup, still, *, stop, rolled):
        """Film nothing."""
        return self.rushes


PICTURES = np.zeros((4, 64, 36, 3), np.uint8)


@pytest.mark.parametrize(
    "rushes",
    [
        None,
        PICTURES,
        Rushes(frames=PICTURES[:3]),
        Rushes(frames=PICTURES[:0]),
        Rushes(frames=PICTURES[..., 0]),
        Rushes(frames=np.zeros((4, 64, 36, 4), np.uint8)),
        Rushes(frames=PICTURES.astype(np.float32)),
        Rushes(frames=np.zeros((4, 1, 8, 3), np.uint8)),
    ],
)
def test_what_is_no_rushes_is_said_at_once(mina, rushes):
    engine = CameraEngine(Other(rushes), FakeEngine())
    order = order_of(film(beach()), {"P1": mina})
    with pytest.raises(EngineUnavailable) as raised:
        list(engine.shoot(order, timeline_of(4, fps=24)).frames(Event()))
    assert raised.value.reason == "rushes"


@pytest.mark.parametrize("sound", [None, np.zeros(9, np.float32), np.full((9, 2), np.nan)])
def test_sound_that_is_none_is_said_at_once(mina, sound):
    engine = CameraEngine(Other(Rushes(frames=PICTURES, sound=sound), speaks=True), FakeEngine())
    order = order_of(film(beach()), {"P1": mina})
    with pytest.raises(EngineUnavailable):
        engine.shoot(order, timeline_of(4, fps=24)).heard(Event())


def test_faces_are_known_to_begin_with_and_blinks_are_not(shot_with, lettering):
    _, take = shot_with((40,), beach(), stage=PuppetEngine(lettering))
    (record,) = take.records()
    assert record.shot_id == "S1"
    assert record.actors[0].face_px[3] > 10
    assert record.actors[0].blinks_s == ()


@pytest.mark.parametrize("size", [(144, 256), (256, 144), (200, 200), (1280, 720)])
def test_a_picture_is_cut_to_cover_the_film(size):
    picture = np.zeros((96, 160, 3), np.uint8)
    picture[:, 40:120] = 200
    out = fitted(picture, size)
    assert out.shape == (size[1], size[0], 3)
    assert out[size[1] // 2, size[0] // 2].tolist() == [200, 200, 200]


def test_colours_come_through_stage_and_reel():
    rng = np.random.default_rng(3)
    picture = np.repeat(np.repeat(rng.integers(30, 220, (4, 6, 3), np.uint8), 32, 0), 32, 1)
    out = np.empty((192, 192), np.uint8)
    to_yuv420(fitted(picture, (192, 128)), out)
    back = np.asarray(to_picture(out)).astype(int)
    centres = (slice(16, None, 32), slice(16, None, 32))
    assert np.abs(back[centres] - picture[centres]).max() <= 3


@pytest.mark.parametrize("speaks", [False, True], ids=["our voices", "the model's"])
def test_a_whole_film_is_made_of_rushes(lettering, mina, tmp_path, speaks):
    limits = CameraLimits(frames_max=20, hears=not speaks, speaks=speaks)
    camera = FakeCamera(limits=limits)
    engine = CameraEngine(camera, PuppetEngine(lettering))
    crew = Crew(engine=engine, voice=FakeVoice(), lettering=lettering)
    order = order_of(two_shots(), {"P1": mina})

    clip = produce(order, crew, tmp_path / "film.mp4")

    facts = probe(clip.file)
    assert facts.fps == Fraction(24)
    assert clip.frames == sum(one.frames for one in camera.setups)
    assert -20 < loudness_lufs(decode_sound(clip.file)) < -12
    said = [one for one in camera.setups if "in English" in one.prompt]
    assert said
    assert all(('"' in one.prompt) == speaks for one in said)
    assert all((one.dialogue is not None) for one in said)
    assert json.loads(clip.timeline.read_text())["engine"] == "fake"


def test_another_sentence_makes_other_pictures_where_they_follow_the_sound(lettering, mina):
    engine = CameraEngine(FakeCamera(), FakeEngine())
    order = order_of(paper(beach(lines=(line(),))), {"P1": mina})
    timeline = timeline_of(12, fps=24)
    quiet = np.zeros(24_000, np.float32)
    loud = np.full(24_000, 0.8, np.float32)
    one, other = (
        [frame.copy() for frame in engine.shoot(order, timeline, said).frames(Event())]
        for said in (quiet, loud)
    )
    assert not np.array_equal(one, other)


def test_another_take_of_a_shot_is_another_picture(lettering, mina):
    engine = CameraEngine(FakeCamera(), FakeEngine())
    shot = beach()
    takes = []
    for take in (0, 1):
        order = order_of(paper(replace(shot, take=take)), {"P1": mina})
        frames = engine.shoot(order, timeline_of(4, fps=24)).frames(Event())
        takes.append([frame.copy() for frame in frames])
    assert not np.array_equal(takes[0], takes[1])
