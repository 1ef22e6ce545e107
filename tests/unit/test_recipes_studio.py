"""The news have it that somebody is on the way; a mood is forecast from a map of days."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.language import fold
from generation.director.moments import moment
from generation.director.rules import RuleDirector
from generation.engines.puppet.canvas import View
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.weather_map import ARRIVES_S
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Light

ME = ("me",)
NEWS = {
    "breaking news: I'm still on the way": (ME, "I'm still on the way", "on the way"),
    "Ben says he is on his way": (("Ben",), "I am on my way", "on his way"),
    "Ben said he's five minutes away": (("me", "Ben"), "I'm five minutes away", "five minutes"),
    "Ana claims that she is on her way": (("me", "Ana"), "I am on my way", "on her way"),
    "breaking news: Ben ate the cake": (("me", "Ben"), "No comment.", "Ben ate the cake"),
    "阿本说他在路上了，五分钟就到": (("阿本",), "我在路上了，五分钟就到", "五分钟就到"),
    "突发新闻：我还在路上": (ME, "我还在路上", "在路上"),
    "小明保证五分钟就到": (("me", "小明"), "五分钟就到", "五分钟就到"),
    "現場報導：阿本把餅乾吃了": (("me", "阿本"), "無可奉告。", "阿本把餅乾吃了"),
    "突發新聞：阿本還在路上": (("阿本",), "我在路上了。", "在路上"),
    "阿本說他在路上了": (("阿本",), "我在路上了", "在路上了"),
    "小美說她十分鐘到": (("me", "小美"), "我十分鐘到", "十分鐘"),
}
NO_NEWS = {
    "I'm on my way": "run_late",
    "我在路上了": "run_late",
    "Ben is late again and the pizza is getting cold": "run_late",
    "he said hello on his way home": "greet",
    "I watch the news every morning": "hall_of_things",
    "看新闻": "hall_of_things",
    "妈妈说路上小心": "hall_of_things",
}
FORECASTS = {
    "mood forecast: Monday is overtime, Friday looks better": ("overtime", "Mon", "Friday"),
    "my mood forecast for this week: meetings until Thursday": ("meetings", "Thu", "Friday"),
    "a weather forecast of my week: exam on Wednesday, sun on Saturday":
        ("exam", "Wed", "Saturday"),
    "心情天气预报：周一加班，周五转晴": ("加班", "周一", "周五"),
    "今天的心情天气：多云转阵雨": ("阵雨", "周一", "周五"),
    "我的心情预报：周三考试，周末放晴": ("考试", "周三", "周六"),
    "心情天氣預報：週一加班，週五放晴": ("加班", "週一", "週五"),
    "這週的心情預報：週二開會": ("開會", "週二", "週五"),
    "情緒預報：明天早八": ("早八", "週一", "週五"),
}  # fmt: skip
NO_FORECAST = {
    "Monday morning is a monster and it knows my name": "monster",
    "work late until midnight": "work_late",
    "今天又加班到凌晨三点，老板还在画饼": "work_late",
    "天气预报说明天下雨": "place",
    "the weather is nice today": "hall_of_things",
    "I am in a good mood": "hall_of_things",
}


def write(sentence, names=ME, *, seed=0):
    cast = [(name, "cameo") for name in names]
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def lines(film):
    return [(line.who, line.text) for shot in film.shots for line in shot.lines]


@pytest.mark.parametrize(("sentence", "told"), NEWS.items())
def test_whoever_promises_is_asked_in_bed_and_the_word_runs_below_the_news(sentence, told):
    names, claim, news = told
    film = write(sentence, names)
    assert film.recipe == "R2"
    (who, said), _ = lines(film)
    late = next(member for member in film.cast if member.token == who)
    assert said == claim
    assert late.name == names[-1]
    assert film.continuity[who].stands == "bed behind"
    assert {p.label for p in film.shots[0].props if p.id == "sign"} == {news}
    assert fold(news) in fold(sentence)
    last = film.shots[-1]
    assert [p.anchor for p in last.props if p.id == "noodles"] == [f"{who}.hand"]


@pytest.mark.parametrize(("sentence", "recipe"), (NO_NEWS | NO_FORECAST).items())
def test_sentences_of_other_films_stay_theirs(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_three_real_people_have_a_part_each():
    film = write("Ana says she is on her way", ("me", "Ana", "Ben"))
    assert [member.kind for member in film.cast] == ["cameo"] * 3
    assert {token for shot in film.shots for token in shot.cast} == {"P1", "P2", "P3"}


@pytest.mark.parametrize(("sentence", "told"), FORECASTS.items())
def test_the_complaint_hangs_over_its_day_and_the_sun_over_the_better_one(sentence, told):
    complaint, bad, clears = told
    film = write(sentence)
    assert film.recipe == "R8"
    first = film.shots[0].props
    assert [(p.label, p.anchor) for p in first if p.id == "cloud" and p.label] == [
        (complaint, "window1")
    ]
    towns = {p.anchor: p.label or "" for p in first if p.id == "town"}
    assert towns["window1"] == bad
    assert len(set(towns.values())) == 5
    sunny = {towns[p.anchor] for p in first if p.id == "sun"}
    assert any(clears.startswith(day) for day in sunny)
    assert clears in lines(film)[-1][1]


def test_the_cloud_is_gone_from_the_map_once_it_has_left():
    film = write("mood forecast: Monday is overtime")
    slid = next(shot for shot in film.shots if shot.light.behaviour == "sweep")
    assert not any(p.id == "cloud" and p.anchor == "window1" for p in slid.props)
    assert film.shots[-1].light.kind == "away"


def test_being_late_and_complaining_offer_these_films():
    assert moment("late").film == "R2"
    assert "R8" in moment("complaint").others


def art(name, lettering, **changes):
    view = View(width_px=72, height_px=128, margin_px=8)
    return SETS[name].paint(Scene(view=view, lettering=lettering, **changes))


def laid(layers, t_s):
    picture = np.full((128, 72, 3), 90, np.uint8)
    Plate(layers, width=72, height=128, camera_still=False, reach_px=0).lay(picture, t_s, 0.0, 0.0)
    return picture


def test_words_run_to_the_left_and_come_round_again(lettering):
    words = art("news_desk", lettering, sign="late").front[-1:]
    period = words[0].bgr.shape[1] / 128 / -words[0].drift[0]
    first, later, again = (laid(words, t_s) for t_s in (0.0, period / 4, period))
    assert (first != later).any()
    assert np.array_equal(first, again)
    assert (laid(words, 0.0)[:110] == 90).all()


def test_a_cloud_comes_from_the_first_town_and_rains_on_whoever_presents(lettering):
    front = art("weather_map", lettering, light=Light(behaviour="sweep")).front[:-1]
    anchors = SETS["weather_map"].anchors(72 / 128)
    town, chin = anchors["window1"].at, anchors["actor1"].chin
    dry, wet = laid(front, 0.0), laid(front, ARRIVES_S + 0.5)

    def changed(picture, at, low, high):
        column = round(at[0] * 128)
        rows = slice(round((at[1] + low) * 128), round((at[1] + high) * 128))
        return (picture[rows, column - 4 : column + 5] != 90).any()

    assert changed(dry, town, -0.1, 0.0)
    assert not changed(dry, chin, 0.05, 0.4)
    assert not changed(wet, town, -0.1, 0.0)
    assert changed(wet, chin, 0.05, 0.4)
    assert (laid(front, 2.0) != laid(front, 2.1)).any()


def test_rain_falls_under_the_cloud_alone(lettering):
    front = art("weather_map", lettering, light=Light(kind="away")).front[:-1]
    chin = SETS["weather_map"].anchors(72 / 128)["actor1"].chin
    rows = slice(round(chin[1] * 128), None)
    edge = round((chin[0] - 0.09) * 128)
    assert (laid(front, 1.0)[rows, :edge] == 90).all()
