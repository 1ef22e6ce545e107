"""A kind of film that is asked for by name."""

from __future__ import annotations

import pytest

from generation.director.announced import peel
from generation.director.data import table
from generation.director.film import films
from generation.director.rules import RuleDirector


@pytest.mark.parametrize(
    ("sentence", "told", "film"),
    [
        ("a movie trailer: one man does the dishes", "one man does the dishes", "trailer"),
        ("Make a movie trailer about me", "me", "trailer"),
        ("Ben is late again, as a movie trailer", "Ben is late again", "trailer"),
        ("预告片：我终于洗碗了", "我终于洗碗了", "trailer"),
        ("拍一部關於我洗碗的預告片", "我洗碗", "trailer"),
        ("頒獎典禮：阿本獲得最佳遲到獎", "阿本獲得最佳遲到獎", "award"),
        ("trailer:", "trailer:", "trailer"),
        ("a trailer park at night", "a trailer park at night", None),
        ("I saw a trailer with Ana", "I saw a trailer with Ana", None),
        ("我看了预告片", "我看了预告片", None),
    ],
)
def test_the_announcement_is_taken_off(sentence, told, film):
    assert peel(sentence) == (told, film)


def test_every_kind_is_a_film():
    assert set(table("lexicon", "kinds")) <= set(films())


def test_what_is_announced_is_made_whatever_else_is_said():
    paper = RuleDirector().write(
        "a movie trailer: Monday is a monster", [("me", "cameo")], locale="en", seed=1
    )
    assert paper.recipe == "R5"


def test_whoever_alone_is_put_on_trial_is_not_the_judge():
    paper = RuleDirector().write(
        "put Ben on trial for eating my sandwich", [("Ben", "cameo")], locale="en", seed=1
    )
    assert paper.recipe == "R1"
    assert paper.title == "The Group v. Ben"
