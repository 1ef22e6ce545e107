"""Where everyday life is filmed: what members call a place, and the set that it is."""

from __future__ import annotations

import pytest

from generation.director.reading import read
from generation.director.rules import RuleDirector

PLACES = {
    "kitchen": ("Ben cannot find the salt in the kitchen", "小美在厨房发呆", "在廚房"),
    "plain_room": ("working at home today", "小美在客厅看电视", "阿傑在家打遊戲"),
    "classroom": ("Ana is new on campus", "幼儿园今天开学", "我們在自習"),
    "forest": ("Ben in the garden", "小美在花园里", "我在公園散步"),
    "pitch": ("Ana and Ben play football", "周末踢足球", "在操場跑步"),
    "karaoke_room": ("Ana at a bar with Ben", "小美在酒吧", "今晚去夜店"),
    "bedroom": ("stuck in a hotel room", "小美在酒店房间", "酒店房間好小"),
    "tea_house": ("Ben in a pizzeria", "小美在饭店", "巷口的小吃店"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_the_set_that_it_honestly_is(place):
    assert {sentence: read(sentence, [], "en").place for sentence in PLACES[place]} == (
        dict.fromkeys(PLACES[place], place)
    )


@pytest.mark.parametrize("sentence", ["Ben cannot find the salt in the kitchen", "在廚房"])
def test_nobody_comes_to_a_kitchen_for_the_view(sentence):
    film = RuleDirector().write(sentence, [], locale="en", seed=1)
    assert film.recipe != "place"
    assert {shot.set for shot in film.shots if shot.insert is None} == {"kitchen"}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Ana has dinner on the beach", "beach"),
        ("Ben does his homework in the office", "office"),
        ("小美在厨房唱歌", "kitchen"),
        ("小美唱歌", "stage"),
    ],
)
def test_where_somebody_is_comes_before_where_it_is_mostly_done(sentence, place):
    assert read(sentence, ["Ana", "Ben", "小美"], "en").place == place


def test_to_park_a_car_is_no_walk_in_the_park():
    assert read("Ben parks the car on the third try", ["Ben"], "en").place is None
    assert read("Ben walks in the park", ["Ben"], "en").place == "forest"


@pytest.mark.parametrize(
    ("sentence", "lantern"), [("Ana on the beach", False), ("Ana on the beach at night", True)]
)
def test_nobody_carries_a_lantern_by_day(sentence, lantern):
    film = RuleDirector().write(sentence, [("Ana", "cameo")], locale="en", seed=1)
    assert film.recipe == "place"
    assert ("lantern" in {prop.id for shot in film.shots for prop in shot.props}) is lantern


def test_a_film_is_named_by_a_thing_and_not_by_what_follows_it():
    sentence = "Ana is waiting at the door for the parcel since nine in the morning"
    assert "since" not in RuleDirector().write(sentence, [], locale="en", seed=1).title
