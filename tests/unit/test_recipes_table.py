"""Films at table: which sentences call for them, who is there, and what the things say."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector

ME = [("me", "cameo")]
GROUP = [*ME, ("Ben", "cameo"), ("小明", "cameo")]
MISSED = {
    "Ben, we're waiting for you! Hotpot!": "Ben",
    "everyone is here but Ben, dinner is on the table": "Ben",
    "Ben, where are you? The pizza is getting cold": "Ben",
    "come over, the soup is boiling": "YOU",
    "火锅都开了，就差你了": "你",
    "就差小明了，锅都开了": "小明",
    "小明，来不来吃烧烤": "小明",
    "火鍋滾了，就差小明": "小明",
    "大家都在等你開飯": "你",
    "吃飯囉，小明人呢": "小明",
}
OFFERED = {
    "where do we eat: pizza / sushi / noodles": ("pizza", "sushi", "noodles"),
    "should we get hotpot, pizza or ramen?": ("hotpot", "pizza", "ramen"),
    "tea or coffee?": ("tea", "coffee"),
    "今晚吃火锅还是烧烤": ("火锅", "烧烤"),
    "火锅/烧烤/披萨": ("火锅", "烧烤", "披萨"),
    "中午吃面、饺子还是炸鸡呢": ("面", "饺子", "炸鸡"),
    "今晚吃麵還是吃飯？": ("麵", "飯"),
    "奶茶還是咖啡": ("奶茶", "咖啡"),
    "吃火鍋或者燒烤吧": ("火鍋", "燒烤"),
}
TURNED = {
    "whatever, I don't mind": "WHATEVER",
    "anything is fine": "ANYTHING",
    "what's for dinner": "WHATEVER",
    "随便": "随便",
    "都行，你定": "都行",
    "今晚吃什么": "随便",
    "隨便吃什麼都可以": "隨便",
}
OTHERS_MEALS = {
    "waiting in the rain": "wait",
    "where are you": "hall_of_things",
    "come over here and say that again": "hall_of_things",
    "Ben is late again and the pizza is getting cold": "run_late",
    "等你下课": "wait",
    "谁吃了我的火锅": "R1",
    "没来得及吃饭": "hungry",
    "想吃饭": "hungry",
    "sooner or later Ben eats": "hungry",
    "Ana and Ben argue about pizza or pasta": "argue",
    "谁吃了我的火锅或者饺子": "R1",
    "whatever happens, I love you": "hall_of_things",
    "Should I stay or should I go": "hall_of_things",
    "我还是想你": "hall_of_things",
    "别随便碰我的东西": "hall_of_things",
}


def write(sentence, cast=GROUP, seed=1):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def labels(film, prop):
    return [p.label for shot in film.shots for p in shot.props if p.id == prop and p.label]


@pytest.mark.parametrize(("sentence", "name"), MISSED.items())
def test_who_is_missed_is_a_name_on_an_empty_stool(sentence, name):
    film = write(sentence)
    assert film.recipe == "R25"
    assert set(labels(film, "note")) == {name}
    assert name not in {member.name for member in film.cast}
    assert {m.name for m in film.cast if m.kind == "cameo"} == {n for n, _ in GROUP} - {name}


def test_the_last_picture_is_the_stool_and_a_bowl_that_was_not_there():
    last = write("就差你了").shots[-1]
    assert last.empty_anchor
    assert not last.cast
    assert [(p.start, p.end) for p in last.props if p.id == "bowl"] == [("absent", "whole")]


def test_who_only_eats_hotpot_is_there():
    film = write("me and Ben eat hotpot")
    assert "Ben" in [member.name for member in film.cast]


@pytest.mark.parametrize(("sentence", "dishes"), OFFERED.items())
def test_what_is_offered_stands_on_tablets_before_the_throne(sentence, dishes):
    film = write(sentence)
    assert film.recipe == "R4"
    assert {shot.set for shot in film.shots} == {"throne_hall"}
    assert tuple(p.label for p in film.shots[0].props if p.id == "tablet") == dishes


@pytest.mark.parametrize(("sentence", "answer"), TURNED.items())
def test_the_tablet_that_is_turned_leaves_it_to_others(sentence, answer):
    film = write(sentence)
    assert film.recipe == "R4"
    turned = [
        p.label for shot in film.shots for p in shot.props if (p.start, p.end) == ("off", "open")
    ]
    assert turned == [answer]
    assert len(film.shots[0].props) == 3


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS_MEALS.items())
def test_sentences_of_other_films_stay_theirs(sentence, recipe):
    assert write(sentence).recipe == recipe
