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
OTHERS_MEALS = {
    "waiting in the rain": "wait",
    "where are you": "hall_of_things",
    "come over here and say that again": "hall_of_things",
    "Ben is late again and the pizza is getting cold": "run_late",
    "等你下课": "wait",
    "谁吃了我的火锅": "R1",
    "没来得及吃饭": "hungry",
    "想吃饭": "hungry",
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


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS_MEALS.items())
def test_sentences_of_other_films_stay_theirs(sentence, recipe):
    assert write(sentence).recipe == recipe
