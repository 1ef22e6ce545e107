"""Two films about not being heard: the lift nobody speaks in, and the call that is on mute."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.blocking import block
from generation.engines.puppet.canvas import View
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Camera, Light, Shot
from tests.papers import order_of, paper, timeline_of

ME = [("me", "cameo")]
LIFT = (
    "awkward silence in the elevator with my boss",
    "Nobody speaks in the lift",
    "“Nice weather today” in the lift",
    "stuck in an elevator with my ex",
    "电梯里没人说话",
    "在电梯里遇到前任，好尴尬",
    "突然冷场了，尴尬",
    "電梯裡遇到老闆",
    "好尷尬，誰都不說話",
    "跟鄰居一起搭電梯",
)
NOT_LIFT = (
    "can you give me a lift home",
    "the elevator is broken again",
    "谁弄坏了电梯",
    "Ana and Ben argue about the last dumpling, then laugh",
    "office meeting at 8 am",
    "sorry I forgot our anniversary",
    "好安静的森林",
)


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


@pytest.mark.parametrize("sentence", LIFT)
def test_an_awkward_silence_is_filmed_in_the_lift(sentence):
    film = write(sentence)
    assert film.recipe == "R15"
    assert {shot.set for shot in film.shots} == {"lift"}


@pytest.mark.parametrize("sentence", NOT_LIFT)
def test_other_sentences_take_the_stairs(sentence):
    assert write(sentence).recipe != "R15"


def test_three_share_the_lift_and_one_of_them_says_the_one_line():
    for seed in range(3):
        film = write("Nobody speaks in the lift", [*ME, ("Ana", "drawn")], seed=seed)
        assert max(len(shot.cast) for shot in film.shots) == 3
        lines = [line for shot in film.shots for line in shot.lines]
        assert [(line.who, line.text) for line in lines] == [("P1", "Nobody speaks in the lift")]


def test_words_in_quotation_marks_break_the_silence():
    film = write("“Nice weather today” in the lift")
    assert [line.text for shot in film.shots for line in shot.lines] == ["Nice weather today"]


def test_the_counter_stands_until_the_doors_open_on_the_stars():
    film = write("Nobody speaks in the lift", seed=1)
    shown = [prop.label for shot in film.shots for prop in shot.props if prop.id == "sign"]
    assert len(set(shown[:-2])) == 1
    assert shown[-2:] == ["∞", "∞"]
    assert [shot.light.kind for shot in film.shots][-3:] == ["key", "stars", "stars"]
    assert film.shots[-2].light.behaviour == "sweep"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("Nobody speaks in the lift", "Going up."), ("电梯里没人说话", "继续上行。"),
     ("電梯裡沒人說話", "繼續上行。")],
)  # fmt: skip
def test_the_lift_has_the_last_word_in_the_dark(sentence, words):
    last = write(sentence).shots[-1].cards
    assert [(card.text, card.style) for card in last] == [(words, "black")]


def lift_art(lettering, behaviour, *, kind="stars"):
    view = View(width_px=72, height_px=128, margin_px=8)
    light = Light(kind=kind, behaviour=behaviour)
    return SETS["lift"].paint(Scene(view=view, lettering=lettering, light=light))


def test_the_doors_slide_apart_where_the_light_sweeps(lettering):
    sliding = lift_art(lettering, "sweep").front[:2]
    assert sliding[0].drift[0] == -sliding[1].drift[0] < 0
    assert all(leaf.alpha is not None and leaf.alpha[72, 44 + side] == 255
               for leaf, side in zip(sliding, (-2, 2), strict=True))  # fmt: skip
    assert all(layer.drift == (0.0, 0.0) for layer in lift_art(lettering, "steady").front)


def test_starlight_is_colder_than_the_lamp(lettering):
    lamp, stars = (lift_art(lettering, "steady", kind=kind).light.key for kind in ("key", "stars"))
    assert stars[2] - stars[0] > lamp[2] - lamp[0] + 40


@pytest.mark.parametrize(("people", "whole"), [(1, False), (2, False), (3, True)])
def test_a_view_that_shows_legs_shows_whole_people(mina, people, whole):
    tokens = ("P1", "P2", "P3")[:people]
    shot = Shot(id="S1", set="lift", camera=Camera(framing="medium"), cast=tokens)
    order = order_of(paper(shot), dict.fromkeys(tokens, mina))
    (blocked,) = block(order, timeline_of(12), SETS)
    assert {actor.whole for actor in blocked.actors} == {whole}
