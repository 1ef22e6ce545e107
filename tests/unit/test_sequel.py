"""The next scene on paper: another film, the same people and mood, and a thing that was left."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gallery.films import shown_films
from generation.director.brought import brought, left_by
from generation.director.data import table
from generation.director.film import films
from generation.director.reading import read
from generation.director.rules import RuleDirector
from generation.director.script import MAX_SHOTS, from_json, to_json
from generation.director.sequel import LATER, next_scene, sentence_after
from generation.director.vocabulary import LOCALES
from generation.house_rules import refuse, words_of
from generation.model.screenplay import Camera, Continuity, Mood, Prop, Shot
from tests.papers import paper

FILMS = sorted(shown_films())
SCENES = table("lexicon", "sequels")["scene"]


def written(name, seed=1):
    return shown_films()[name].written(RuleDirector(), seed=seed)


def real(first):
    return [(one.name, one.kind) for one in first.cast if one.kind == "cameo"]


def follow(first, seed=1, locale="en"):
    film, sentence = sentence_after(first, locale=locale, seed=seed)
    return next_scene(first, sentence, real(first), film=film, locale=locale, seed=seed)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FILMS), st.integers(0, 99), st.sampled_from(LOCALES))
def test_it_is_another_film_with_the_same_people_in_the_same_mood(name, seed, locale):
    first = written(name)
    scene = follow(first, seed, locale)
    assert from_json(to_json(scene)) == scene
    assert scene.recipe != first.recipe
    assert (scene.mood, scene.look, scene.format) == (first.mood, first.look, first.format)
    assert scene.title.casefold() != first.title.casefold()
    assert {one.name for one in scene.cast} >= {name for name, _ in real(first)}
    assert (scene.follows.title, scene.follows.happened) == (first.title, first.reading)
    refuse([scene.title, *words_of(scene)], names=[name for name, _ in real(first)])
    left = left_by(first)
    assert scene.follows.left == left
    if left is not None:
        opening = scene.shots[0]
        assert any(p.id == left.id and p.start == left.end for p in opening.props)
        assert opening.insert == left.id or opening.camera.framing in ("wide", "medium")


def test_the_seed_chooses_and_the_same_seed_chooses_the_same():
    first = written("g6")
    made = {seed: follow(first, seed) for seed in range(8)}
    assert len({one.recipe for one in made.values()}) > 2
    assert made[3] == follow(first, 3)


@pytest.mark.parametrize("mood", get_args(Mood))
def test_every_mood_can_go_on_in_several_films(mood):
    assert len({films()[one["film"]].recipe for one in SCENES if mood in one["after"]}) > 1


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one["film"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_scene_says_who_and_what_and_where(scene, locale):
    sentence = scene[locale].format(who="Ana", thing="Tea")
    reading = read(sentence, ["Ana"], locale)
    assert reading.people.known == ("Ana",)
    assert len(reading.quotes) == 1
    assert "Tea" in reading.quotes[0].text


def test_members_words_are_filmed_as_another_film_than_before():
    first = written("R12")
    scene = next_scene(first, "Ana raids the fridge at 3am", real(first), locale="en", seed=4)
    assert scene.recipe != "R12"


def test_clothes_and_what_is_carried_go_on():
    first = written("g6")
    first = replace(first, continuity={"P1": Continuity(wears="robe", holds="book")})
    scene = follow(first)
    token = next(one.token for one in scene.cast if one.name == "Ana")
    kept = scene.continuity[token]
    assert (kept.wears, kept.holds) == ("robe", "book")


def test_time_passes_where_words_and_film_leave_it_open():
    first = written("g6")
    first = replace(first, shots=tuple(replace(shot, time="dusk") for shot in first.shots))
    scene = next_scene(first, "Ana thanks Ben", real(first), locale="en", seed=1)
    assert {shot.time for shot in scene.shots} == {LATER["dusk"]}
    assert scene.follows is not None
    assert scene.follows.time == "dusk"


LEFT = Prop(id="mug", label="tea", start="empty", end="empty")


def shots(count, **more):
    return [Shot(id=f"S{n + 1}", set="office", duration_s=1.0, **more) for n in range(count)]


def test_what_was_eaten_is_not_brought_along_and_lettered_things_come_first():
    gone = Prop(id="cake", label="Chen", start="whole", end="absent")
    plain = Prop(id="candle", start="lit", end="out")
    (shot,) = shots(1, props=(gone, LEFT, plain))
    assert left_by(paper(shot)) == LEFT
    assert left_by(paper(replace(shot, props=(gone, plain)))) == replace(plain, start="out")
    assert left_by(paper(replace(shot, props=(gone,)))) is None


def test_it_lies_in_every_view_of_the_place_and_in_no_near_one():
    wide, near = shots(2)
    near = replace(near, camera=Camera(framing="close"))
    first, second = brought(paper(wide, near), LEFT).shots
    assert (first.props, second.props) == ((LEFT,), ())


def test_where_the_film_opens_near_the_thing_is_seen_alone_before():
    (near,) = shots(1, camera=Camera(framing="close"))
    made = brought(paper(near), LEFT)
    assert [shot.id for shot in made.shots] == ["S1", "S2"]
    assert (made.shots[0].insert, made.shots[0].props) == ("mug", (LEFT,))
    assert len(brought(paper(*shots(MAX_SHOTS, camera=Camera(framing="close"))), LEFT).shots) == 6


def test_the_command_goes_on_from_a_screenplay(tmp_path, monkeypatch, capsys):
    from bot.cli import main

    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    first = written("g6")
    (tmp_path / "first.json").write_text(to_json(first))
    cast = ("--cast", "Ana=drawn:mina", "--cast", "Ben=drawn:otto", "--dry-run")
    assert main(["render", "--after", str(tmp_path / "first.json"), *cast]) == 0
    scene = from_json(capsys.readouterr().out)
    assert scene == follow(first, 0)
    both = ("--after", "first.json", "--from-screenplay", "first.json")
    assert main(["render", *both]) == 2


@pytest.mark.parametrize(
    ("place", "anchor"),
    [("office", "table"), ("beach", "front"), ("tall_grass", "front"), ("space_cabin", "air")],
)
def test_it_lies_where_it_is_seen(place, anchor):
    (shot,) = shots(1)
    (opening,) = brought(paper(replace(shot, set=place)), LEFT).shots
    assert opening.props[0].anchor == anchor
    taken = Prop(id="packet", anchor=anchor)
    (opening,) = brought(paper(replace(shot, set=place, props=(taken,))), LEFT).shots
    assert opening.props[1].anchor not in (anchor, "ground" if place == "tall_grass" else anchor)
