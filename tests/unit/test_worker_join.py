"""A worker puts scenes together; one that was never made is shot first."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from threading import Event
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bot.worker_tasks import Tasks
from generation.director.merging import merged, merged_json, tokens_of
from generation.director.script import to_json
from generation.farm import wire
from generation.house_rules.topics import content_of
from generation.media.probe import decode_frames
from generation.model.screenplay import Action, CastMember, Prop, Shot
from generation.production.film import Crew
from storage.folder import DataFolder
from tests.fakes import FakeEngine, FakeVoice
from tests.fakes_farm import TINY_CLIP_ID, tiny_film
from tests.papers import line, paper, two_shots


def test_a_scene_is_taken_as_it_is_and_another_one_shot(lettering, models_dir, tmp_path):
    crew = Crew(engine=FakeEngine(), voice=FakeVoice(), lettering=lettering)
    shop: Any = SimpleNamespace(crew=crew, folder=DataFolder(tmp_path))
    tasks = Tasks(shop)
    made = tiny_film(models_dir)
    order = wire.FilmBody(
        clip_id=TINY_CLIP_ID, screenplay=to_json(two_shots()), seed=3, width=144, height=256,
        label=("AI", "AI"), parts={},
    )  # fmt: skip
    body = wire.JoinBody(
        clip_id=TINY_CLIP_ID,
        scenes=[
            wire.JoinedScene(
                made=wire.EarlierFilm(film=made.film, timeline=made.timeline),
                source_type="compositeSynthetic",
            ),
            wire.JoinedScene(order=order, tokens={"P1": "P2"}),
        ],
    )
    result = wire.read(
        wire.FilmResult, tasks("join", asdict(body), Event(), lambda _stage, _share: None)
    )
    assert (result.width, result.height) == (144, 256)
    assert (result.frames, result.source_type) == (2 * made.frames, "compositeSynthetic")
    assert [one["who"] for one in json.loads(result.timeline)["lines"]] == ["P1", "P2"]
    (tmp_path / "whole.mp4").write_bytes(result.film)
    (tmp_path / "part.mp4").write_bytes(made.film)
    frames = list(decode_frames(tmp_path / "whole.mp4"))
    for one, other in zip(frames, decode_frames(tmp_path / "part.mp4"), strict=False):
        assert np.array_equal(one, other)
    assert not any((tmp_path / "tmp").rglob("*"))


def scene(*people, recipe, **shot):
    made = paper(Shot(id="S1", set="beach", **shot), recipe=recipe, reading=f"It is {recipe}.")
    cast = tuple(
        CastMember(token=f"P{n}", kind=kind, name=name) for n, (name, kind) in enumerate(people, 1)
    )
    return replace(made, cast=cast)


@pytest.fixture
def scenes():
    first = scene(
        ("Ana", "cameo"), ("Waiter", "stand_in"), recipe="R1", cast=("P1", "P2"),
        lines=(line("Mine.", who="P2"),),
    )  # fmt: skip
    second = scene(
        ("Ben", "stand_in"), ("Ana", "cameo"), recipe="R13", cast=("P1", "P2"),
        actions=(Action(who="P1", action="look_at", target="P2"),),
        props=(Prop(id="mug", label="tea", anchor="P2.hand"),),
    )  # fmt: skip
    return first, second


def test_everybody_is_once_in_the_whole_whatever_their_token_was(scenes):
    assert tokens_of(scenes) == ({"P1": "P1", "P2": "P2"}, {"P1": "P3", "P2": "P1"})
    whole = merged(scenes)
    assert [(one.token, one.name) for one in whole.cast] == [
        ("P1", "Ana"), ("P2", "Waiter"), ("P3", "Ben")
    ]  # fmt: skip
    last = whole.shots[-1]
    assert [shot.id for shot in whole.shots] == ["S1", "S2"]
    assert (last.cast, last.props[0].anchor) == (("P3", "P1"), "P1.hand")
    assert (last.actions[0].who, last.actions[0].target) == ("P3", "P1")


def test_limits_look_at_every_scene_of_the_whole(scenes):
    content = content_of(merged_json(scenes), "a sentence")
    assert {"R1", "R13", "mug"} <= content.marks
    assert {"Mine.", "tea", "It is R1.", "It is R13."} <= set(content.texts)
