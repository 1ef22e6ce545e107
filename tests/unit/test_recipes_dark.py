"""Films in the dark: the fridge at three in the morning."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.actions import ACTIONS, Sheet
from generation.engines.puppet.canvas import View
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Light

ME = [("me", "cameo")]
FRIDGE = {
    "3am and I am eating the last cake from the fridge": ("cake", "last cake"),
    "midnight snack": ("plate", "leftovers"),
    "raiding the fridge with Ana": ("plate", "leftovers"),
    "凌晨三点的冰箱，最后一块布丁": ("plate", "布丁"),
    "半夜偷吃冰箱里的蛋糕": ("cake", "蛋糕"),
    "深夜觅食，被室友抓到": ("plate", "剩菜"),
    "半夜打開冰箱偷吃蛋糕": ("cake", "蛋糕"),
    "三更半夜開冰箱找布丁": ("plate", "布丁"),
    "睡不著，冰箱裡還有餃子": ("dumpling_steamer", "餃子"),
}
OTHERS = {
    "who ate my pudding from the fridge?": "R1",
    "谁偷吃了冰箱里的布丁？": "R1",
    "the fridge is broken": "hall_of_things",
    "snack time at the beach": "hungry",
    "work late until midnight": "work_late",
    "下雪了，想喝热奶茶": "hungry",
}


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def props_of(film, prop_id):
    return [(p.start, p.end) for shot in film.shots for p in shot.props if p.id == prop_id]


@pytest.mark.parametrize(("sentence", "food"), FRIDGE.items())
def test_hunger_at_night_is_filmed_from_inside_the_fridge(sentence, food):
    film = write(sentence)
    assert film.recipe == "R12"
    assert {(shot.set, shot.time) for shot in film.shots} == {("fridge", "night")}
    assert food in {(p.id, p.label) for p in film.shots[0].props}


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS.items())
def test_sentences_of_other_films_stay_theirs(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_the_food_goes_from_the_shelf_to_the_hand_and_is_bitten():
    film = write("半夜偷吃冰箱里的蛋糕")
    states = props_of(film, "cake")
    assert states[1:3] == [("whole", "absent"), ("absent", "whole")]
    assert states[-1] == ("bitten", "bitten")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("midnight snack", "Nobody saw anything."), ("半夜偷吃冰箱里的蛋糕", "谁也没看见。"),
     ("半夜打開冰箱偷吃蛋糕", "誰都沒看到。")],
)  # fmt: skip
def test_the_shut_fridge_has_the_last_word(sentence, words):
    last = write(sentence).shots[-1]
    assert [(card.style, card.text) for card in last.cards] == [("black", words)]
    assert last.light.kind == "away"


def test_who_rises_is_hidden_at_first_and_stays():
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["rise"](sheet, 0.2, 1.0)
    assert sheet.travel[0, 1] > 3
    assert abs(float(sheet.travel[-1, 1])) < 1e-6


def test_who_chews_keeps_the_lips_closed():
    sheet = Sheet(90, 30.0, BEARINGS["neutral"])
    ACTIONS["chew"](sheet, 0.0, 1.0)
    assert sheet.weights["jaw"].max() > 0.1
    assert sheet.weights["close"][10:60].min() > 0.7


def seen(art, t_s):
    front = Plate(art.front[:1], width=72, height=128, camera_still=False, reach_px=0)
    picture = art.behind[0].bgr[8:-8, 8:-8].copy()
    front.lay(picture, t_s, 0.0, 0.0)
    return picture


def fridge(lettering, **light):
    view = View(width_px=72, height_px=128, margin_px=8)
    return SETS["fridge"].paint(Scene(view=view, lettering=lettering, light=Light(**light)))


def test_the_door_leaves_the_face_free_and_then_the_kitchen(lettering):
    art = fridge(lettering, kind="key", behaviour="sweep")
    ajar, still = seen(art, 0.0), art.behind[0].bgr[8:-8, 8:-8]
    assert (ajar[:, :40] == still[:, :40]).all()
    assert (ajar[:, 50:] != still[:, 50:]).any()
    assert (seen(art, 0.6) == still).all()


def test_the_door_swings_shut_and_stays_shut(lettering):
    art = fridge(lettering, kind="away", behaviour="steady")
    still = art.behind[0].bgr[8:-8, 8:-8]
    assert (seen(art, 0.0) == still).all()
    shut = seen(art, 1.0)
    assert (shut != still).any(axis=2).mean() > 0.95
    assert (seen(art, 1.5) != still).any(axis=2).mean() > 0.95
