"""A film made anew after another one: what looks as it did is taken over, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from generation.media.probe import decode_frames
from generation.model.clip import RenderSpec
from generation.model.screenplay import Shot
from generation.production.earlier import Earlier
from generation.production.film import Crew, produce
from tests.fakes import FakeEngine, FakeTake, FakeVoice
from tests.papers import line, order_of, paper


class PaintedTake(FakeTake):
    """Paints each take of each shot in a grey of its own."""

    def __init__(self, order, timeline, drawn):
        super().__init__(order, timeline)
        self._drawn = drawn

    def frames(self, stop, *, without=(), rolled=None):
        """Yield the frames of the shots that are wanted, and note which these are."""
        takes = {shot.id: shot.take for shot in self.order.screenplay.shots}
        wanted = [span for span in self.timeline.spans if span.shot_id not in without]
        self._drawn[:] = [span.shot_id for span in wanted]
        levels = [
            60 + 20 * self.timeline.spans.index(span) + 9 * takes[span.shot_id]
            for span in wanted
            for _ in range(span.frames)
        ]
        plain = super().frames(stop, without=without)
        for index, (level, frame) in enumerate(zip(levels, plain, strict=True)):
            frame[: self.order.spec.height_px] = level + index % 3
            frame[self.order.spec.height_px :] = 128
            yield frame


class Paints(FakeEngine):
    """An engine that paints, and knows which shots it has drawn last."""

    def __init__(self):
        super().__init__()
        self.drawn: list[str] = []

    def shoot(self, order, timeline, dialogue=None):
        """Return a take that looks like its shots' numbers."""
        return PaintedTake(order, timeline, self.drawn)


@pytest.fixture
def studio(lettering, mina, tmp_path):
    engine = Paints()
    crew = Crew(engine=engine, voice=FakeVoice(), lettering=lettering)
    shots = [
        Shot(id=f"S{n}", set="beach", duration_s=1.0, cast=("P1",),
             lines=(line(f"L{n}"),) if n == 1 else ())
        for n in (1, 2, 3)
    ]  # fmt: skip
    spec = RenderSpec(width_px=144, height_px=256)

    def film(name, *, takes=(0, 0, 0), earlier=None, **changes):
        played = [replace(shot, take=take) for shot, take in zip(shots, takes, strict=True)]
        order = order_of(paper(*played), {"P1": mina}, spec=spec)
        clip = produce(replace(order, **changes), crew, tmp_path / f"{name}.mp4", earlier=earlier)
        return clip, Earlier.read(clip.file, clip.timeline.read_text("utf-8"))

    return engine, film


@pytest.mark.parametrize("redone", [0, 1, 2])
def test_only_the_shot_that_is_taken_again_is_drawn(studio, redone):
    engine, film = studio
    first, earlier = film("first")
    takes = tuple(int(n == redone) for n in range(3))
    second, _ = film("second", takes=takes, earlier=earlier)
    assert engine.drawn == [f"S{redone + 1}"]
    whole, _ = film("whole", takes=takes)
    assert (second.frames, second.duration_s) == (whole.frames, whole.duration_s)
    before, after, like = (list(decode_frames(c.file)) for c in (first, second, whole))
    spans = json.loads(second.timeline.read_text("utf-8"))["shots"]
    for number, span in enumerate(spans):
        for index in range(round(30 * span["start_s"]), round(30 * span["end_s"])):
            assert np.abs(after[index].astype(int) - like[index]).mean() < 2
            if number != redone:
                assert np.array_equal(after[index], before[index])
    assert len(second.stills) == len(whole.stills) == 8
    for one, other in zip(second.stills, whole.stills, strict=True):
        assert np.abs(one.astype(int) - other).mean() < 3


@pytest.mark.parametrize(
    "change",
    [{"seed": 8}, {"label": ("AI", "AI")}, {"spec": RenderSpec(width_px=128, height_px=256)}],
)
def test_where_anything_else_changes_everything_is_drawn(studio, change):
    engine, film = studio
    _, earlier = film("first")
    film("second", earlier=earlier, **change)
    assert engine.drawn == ["S1", "S2", "S3"]


def test_a_film_that_tells_nothing_of_its_shots_is_not_used(studio):
    engine, film = studio
    first, _ = film("first")
    said = json.loads(first.timeline.read_text("utf-8"))
    for shot in said["shots"]:
        del shot["key"]
    film("second", earlier=Earlier.read(first.file, json.dumps(said)))
    assert engine.drawn == ["S1", "S2", "S3"]
