"""What is offered in place of refused words: harmless itself, and nobody is brought into it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from bot.house.rewriting import THEMES, offered_in, refusal_body, rewrite
from bot.i18n import LOCALES, say
from bot.presenter.words import known
from generation.director.rules import RuleDirector
from generation.house_rules import RuleId, check, refuse, words_of
from generation.house_rules.scenes import names_in, speaks_of_self
from generation.model.member import MemberId

PAGE = Path(__file__).parents[1] / "golden/house_rules/harmful.toml"
HARMFUL = tomllib.loads(PAGE.read_text(encoding="utf-8"))
NAMES = ("Ana", "Ben", "阿娜", "阿本")
OFFERED_MIN = 0.7  # of what is said; the rest is grave
EVERY_SENTENCE = [
    (rule, locale, text)
    for rule, pages in HARMFUL.items()
    for locale, texts in pages.items()
    for text in texts
]


def offers(names=NAMES):
    return [
        (rule, text, offered)
        for rule, locale, text in EVERY_SENTENCE
        if (offered := rewrite(text, rule, names=names, locale=locale))
    ]


@pytest.mark.parametrize("names", [NAMES, ()], ids=["named", "strangers"])
def test_every_rewrite_passes_every_rule(names):
    found = offers(names)
    assert len(found) > 200
    assert [one for one in found if check([one[2]], names=NAMES) or check([one[2]])] == []


def test_a_rewrite_brings_nobody_in():
    for _, text, offered in offers():
        assert set(names_in(offered, NAMES)) <= set(names_in(text, NAMES))
        assert not speaks_of_self(offered) or speaks_of_self(text)


def test_most_of_what_is_said_can_be_shot_in_another_way_and_nothing_about_bodies():
    asked = [rule for rule, _, _ in EVERY_SENTENCE]
    offered = [rule for rule, _, _ in offers()]
    for rule in get_args(RuleId):
        if rule in THEMES:
            assert offered.count(rule) > OFFERED_MIN * asked.count(rule)
        else:
            assert offered.count(rule) == 0


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("confession", "I hit my wife"), ("confession", "I k1lled my neighbour"),
        ("confession", "Ben admits that he r.a.p.e.d her"), ("medical", "I have HIV"),
        ("confession", "我打了老婆"), ("confession", "我殺了人"), ("medical", "医生说我只剩三个月"),
        ("money", "媽我被綁架了，快匯五十萬"),
    ],
)  # fmt: skip
def test_nothing_funny_is_put_in_the_place_of_what_is_grave(rule, sentence):
    assert rewrite(sentence, rule, names=NAMES, locale="en") == ""


@pytest.mark.parametrize(
    ("rule", "sentence", "locale", "who"),
    [
        ("money", "Ana and Ben buy bitcoin now", "en", "Ana and Ben"),
        ("money", "Ben and I buy bitcoin now", "en", "Ben and me"),
        ("money", "buy bitcoin now", "zh-Hans", "two friends"),
        ("money", "阿娜、阿本和我赶紧买比特币", "zh-Hans", "阿娜、阿本和我"),
        ("money", "赶紧买比特币", "en", "两个朋友"),
        ("money", "趕緊買比特幣", "zh-Hant", "兩個朋友"),
    ],
)
def test_it_is_about_the_same_people_in_the_script_of_the_sentence(rule, sentence, locale, who):
    assert rewrite(sentence, rule, names=NAMES, locale=locale).startswith(who)


@pytest.mark.parametrize(
    ("sentence", "locale", "place"),
    [
        ("Ana confesses on the beach that she stole the company money", "en", " on the beach"),
        ("阿娜在海边坦白自己挪用公款", "zh-Hans", "在海边"),
        ("阿娜在海邊坦白自己挪用公款", "zh-Hant", "在海邊"),
    ],
)
def test_the_place_stays_where_the_scene_has_room_for_it(sentence, locale, place):
    numbers = range(1, THEMES["confession"] + 1)
    who = {"who": names_in(sentence, NAMES)[0], "place": place}
    scenes = {say(f"rewrite-confession-{number}", locale, who) for number in numbers}
    assert rewrite(sentence, "confession", names=NAMES, locale=locale) in scenes
    assert sum(place in scene for scene in scenes) == 2


@pytest.mark.parametrize(
    ("rule", "sentence", "kept"),
    [
        (
            "confession",
            "Ana and Ben cook noodles in the kitchen, then Ben admits he robbed a bank",
            "Ana and Ben cook noodles in the kitchen",
        ),
        ("medical", "Ana pours tea for her guests. This tea cures cancer.",
         "Ana pours tea for her guests"),
        ("money", "阿娜和阿本在海边吃火锅，然后阿本说稳赚不赔", "阿娜和阿本在海边吃火锅"),
    ],
)  # fmt: skip
def test_what_happens_before_the_harm_stays(rule, sentence, kept):
    assert check([sentence], names=NAMES) is not None
    assert rewrite(sentence, rule, names=NAMES, locale="zh-Hans") == kept


@pytest.mark.parametrize(
    "sentence", ["Trust me, this coin can't lose. Buy it today!", "Ana says: "]
)
def test_words_that_only_lead_up_to_others_are_no_scene(sentence):
    offered = rewrite(f"{sentence} buy bitcoin now", "money", names=NAMES, locale="en")
    assert not sentence.startswith(offered)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_scene_is_written_and_is_a_film_that_passes(locale):
    for rule, count in THEMES.items():
        assert not known(f"rewrite-{rule}-{count + 1}")
        for number in range(1, count + 1):
            who = {"who": say("rewrite-nobody", locale), "place": ""}
            sentence = say(f"rewrite-{rule}-{number}", locale, who)
            paper = RuleDirector().write(sentence, [], locale=locale, seed=number)
            refuse([sentence, *words_of(paper)])


def test_the_note_carries_the_rewrite_and_who_is_in_it_and_none_of_the_refused_words():
    sentence = "Ben says: this tea cures cancer. Ana nods."
    mentions = ((MemberId("web:1"), "Ben"), (MemberId("web:2"), "Ana"), (MemberId("web:3"), "Cho"))
    body = refusal_body(sentence, "medical", own="Dia", mentions=mentions, locale="en")
    offered, cast = offered_in(body)
    assert offered
    assert cast == mentions[:2]
    assert "cancer" not in body


def test_where_nothing_fits_the_refusal_is_plain():
    body = refusal_body("Ana is naked", "sexual", own="Dia", mentions=(), locale="en")
    assert offered_in(body) == ("", ())
    assert "note-refused" in body
