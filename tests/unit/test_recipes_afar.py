"""Films that keep their distance: a friend among the grass, watched by a whisper."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.actions import ACTIONS, Sheet
from generation.engines.puppet.moods import BEARINGS

ME = [("me", "cameo")]
NATURE = {
    "a nature documentary about how Ana hunts for snacks": ("Ana", "CRISPS"),
    "Ben washing up, in his natural habitat": ("Ben", "CRISPS"),
    "spotted in the wild: me doing my taxes": ("Wild friend", "CRISPS"),
    "wildlife documentary: Ben and the last dumpling": ("Ben", "last dumpling"),
    "动物世界：阿本在宿舍啃饼干": ("阿本", "饼干"),
    "野生的阿本正在觅食": ("阿本", "薯片"),
    "春天到了，万物复苏，我又开始写周报": ("野生朋友", "薯片"),
    "自然紀錄片：阿本在辦公室找咖啡": ("阿本", "咖啡"),
    "珍稀物種出沒，阿本居然在洗碗": ("阿本", "洋芋片"),
    "拍一部動物世界：室友賴床": ("室友", "洋芋片"),
}
OTHERS = {
    "we went to the zoo with the kids": "R3",
    "watching a documentary on the sofa": "R3",
    "the cat is asleep in the tall grass": "R3",
    "周末一起去动物园": "R3",
    "一个人在家看动物世界": "R3",
    "週末去動物園看熊貓": "R3",
}


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def labels(film, prop_id):
    return [p.label for shot in film.shots for p in shot.props if p.id == prop_id]


@pytest.mark.parametrize(("sentence", "seen"), NATURE.items())
def test_what_a_friend_does_is_told_as_of_an_animal(sentence, seen):
    film = write(sentence, [(seen[0] if seen[0] in sentence else "me", "cameo")])
    assert film.recipe == "R3"
    assert {shot.set for shot in film.shots} == {"tall_grass"}
    assert (labels(film, "sign")[0], labels(film, "packet")[0]) == seen


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS.items())
def test_harmless_sentences_with_the_same_nouns_are_other_films(sentence, recipe):
    assert write(sentence).recipe != recipe


@pytest.mark.parametrize("sentence", NATURE)
def test_the_narrator_speaks_and_never_the_friend(sentence):
    film = write(sentence, [("Ben", "cameo"), ("Ana", "cameo")])
    narrator = next(member for member in film.cast if member.kind == "extra")
    lines = [line for shot in film.shots for line in shot.lines]
    assert {(line.who, line.heard, line.delivery) for line in lines} == {
        (narrator.token, "off", "murmur")
    }


def test_a_packet_rustles_and_nobody_is_left():
    last = write("Ben washing up, in his natural habitat").shots[-1]
    assert [token for token in last.cast if token.startswith("P")] == []
    packet = next(prop for prop in last.props if prop.id == "packet")
    assert (packet.start, packet.end) == ("whole", "empty")
    assert last.cards[0].style == "black"


def test_whoever_peeks_shows_the_head_first_and_ducks_in_four_frames():
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["peek"](sheet, 0.0, 1.0)
    assert 1 < sheet.travel[0, 1] < 2.5
    assert abs(float(sheet.travel[-1, 1])) < 1e-6
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["duck"](sheet, 1.0, 1.0)
    assert abs(float(sheet.travel[29, 1])) < 1e-6
    assert np.all(sheet.travel[34:, 1] > 4)
