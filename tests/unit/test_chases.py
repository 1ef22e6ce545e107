"""Chases: one runs, one runs after, in any picture; and the sentences that call for it."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.reading import read
from generation.director.recipes import best
from generation.director.rules import RuleDirector
from generation.engines.puppet.blocking import block
from generation.engines.puppet.sets import SETS
from generation.model.clip import RenderSpec
from generation.model.screenplay import Action, Camera, Shot
from tests.papers import order_of, paper, timeline_of

FRAMES = 48
PAIR = [("Ana", "cameo"), ("Ben", "cameo")]
CHASES = (
    "Ana chases Ben through the forest",
    "Ben is running after Ana on the beach",
    "me chasing Ben",
    "Ana追着Ben跑",
    "Ben在后面追我",
    "妈妈追着我打",
    "Ana追著Ben跑",
    "Ben在後面追我",
)
OTHERS = (
    "Ana chases her dreams",
    "Ana and Ben chase the bus",
    "chasing deadlines with Ben",
    "我和Ben在追剧",
    "Ana追星",
    "我和Ben在追劇",
)


@pytest.fixture(scope="module")
def blocked(mina, otto):
    def one(at, *, size, place="beach"):
        acts = (
            Action(who="P1", action="chase", target="P2", at=at),
            Action(who="P2", action="flee", target="P1", at=at),
        )
        shot = Shot(
            id="S1", set=place, camera=Camera(framing="wide"), cast=("P1", "P2"), actions=acts
        )
        spec = RenderSpec(width_px=size[0], height_px=size[1])
        order = order_of(paper(shot, cast=("P1", "P2")), {"P1": mina, "P2": otto}, spec=spec)
        return block(order, timeline_of(FRAMES), SETS)[0]

    return one


def across(shot, token):
    """Return where somebody's chin is across the picture: ``(n,)`` shares of its width."""
    actor = next(actor for actor in shot.actors if actor.token == token)
    x = actor.chin[0] + actor.track.travel[:, 0] * actor.face
    return x / (shot.view.width_px / shot.view.height_px)


@pytest.mark.parametrize("size", [(144, 256), (200, 200), (256, 144)])
@pytest.mark.parametrize("place", ["beach", "plain_room", "forest"])
def test_both_run_the_same_way_and_whoever_flees_is_ahead(blocked, size, place):
    shot = blocked(0.0, size=size, place=place)
    chaser, runner = across(shot, "P1"), across(shot, "P2")
    way = np.sign(chaser[-1] - chaser[0])
    assert way == np.sign(runner[-1] - runner[0])
    assert ((runner - chaser) * way > 0.05).all()
    assert 0 < chaser[0] < 1, "the first frame shows both"
    assert 0 < runner[0] < 1, "the first frame shows both"


def test_both_stand_until_it_begins_and_look_at_each_other_in_it(blocked):
    shot = blocked(0.5, size=(144, 256))
    for token in ("P1", "P2"):
        assert np.ptp(across(shot, token)[: FRAMES // 2]) == 0
    actors = {actor.token: actor.track for actor in shot.actors}
    to_other = np.sign(across(shot, "P2")[0] - across(shot, "P1")[0])
    assert actors["P1"].gaze[-1, 0] * to_other > 0.2
    assert actors["P2"].gaze[-1, 0] * to_other < -0.2
    assert actors["P1"].spin[-1] * actors["P2"].spin[-1] > 0


@pytest.mark.parametrize("sentence", CHASES)
def test_one_runs_after_the_other_and_back_again(sentence):
    film = RuleDirector().write(sentence, PAIR, locale="en", seed=1)
    assert film.recipe == "chase"
    runs = [(a.who, a.target) for shot in film.shots for a in shot.actions if a.action == "chase"]
    assert runs[0] == runs[1][::-1] == runs[2]


@pytest.mark.parametrize("sentence", OTHERS)
def test_no_dream_bus_or_series_is_run_after(sentence):
    assert best(read(sentence, ["Ana", "Ben"], "en")).film.id != "chase"


@pytest.mark.parametrize("sentence", ["Ben chases me", "Ben在追我"])
def test_whoever_says_me_is_the_one_who_runs(sentence):
    film = RuleDirector().write(sentence, PAIR, locale="en", seed=1)
    assert film.shots[0].actions[0] == Action(who="P2", action="chase", target="P1")
