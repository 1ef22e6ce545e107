"""A sentence that tells of somebody is played; what somebody is told becomes what is said."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.director.data import table
from generation.director.language import han_count, latin_words
from generation.director.reading import read
from generation.director.spoken import reported
from generation.director.telling import deed_of, short_line, tells_of
from generation.director.vocabulary import LOCALES
from generation.model.screenplay import Mood

PEOPLE = ("me", "我", "Ana", "Ben", "阿强")
TALES = (
    ("me in the rain, waiting for the last bus", "me"),
    ("me and Ana dancing on the beach", "me"),
    ("Ana dancing on the beach", "Ana"),
    ("Ana and Ben lost in a museum", "Ana"),
    ("Ana and Ben lost in a museum", "Ben"),
    ("Ana在海边跳舞", "Ana"),
    ("我和阿强在海边跳舞", "我"),
    ("阿强又忘了带钥匙", "阿强"),
    ("Ben pretending to work while Ana watches", "Ana"),
    ("周五下班那一刻的我", "我"),
)
SPEECH = (
    ("I am late again", "me"),
    ("Ana, thank you", "Ana"),
    ("Ana ate my sandwich", "me"),
    ("Ana and I are late", "me"),
    ("Ana and I are late", "Ana"),
    ("我又迟到了", "我"),
    ("我和阿强吵架了", "我"),
    ("meeting at eight, again", "me"),
    ("the printer hates me", "me"),
    ("Ana!", "Ana"),
)
REPORTS = {
    "Ana tells Ben that the wifi is down": ("Ana", "The wifi is down"),
    "Ana tells Ben that she has seen the snow": ("Ana", "I have seen the snow"),
    "Ben told me that he's lost his keys": ("Ben", "I've lost my keys"),
    "Ben told me that he's at the door": ("Ben", "I'm at the door"),
    "Ana tells Ben that she always misses her bus": ("Ana", "I always miss my bus"),
    "Ana tells Ben that she tries, and cries": ("Ana", "I try, and cries"),
    "Ana tells the team that they won their match": ("Ana", "We won our match"),
    "tell Ben that dinner is ready": (None, "Dinner is ready"),
    "Ana告诉Ben她看到山上的雪了": ("Ana", "我看到山上的雪了"),
    "小美告訴阿強今天不用上班": ("小美", "今天不用上班"),
    "提醒大家，明天开会": (None, "明天开会"),
    "我告诉老板我不干了": (None, "我不干了"),
}


def test_a_tale_is_told_from_speech():
    wrong = [one for one in TALES if not tells_of(read(one[0], PEOPLE, "en"), one[1])]
    wrong += [one for one in SPEECH if tells_of(read(one[0], PEOPLE, "en"), one[1])]
    assert not wrong


@pytest.mark.parametrize("sentence", REPORTS)
def test_what_somebody_is_told_becomes_what_is_said(sentence):
    speaker, text = REPORTS[sentence]
    found = reported(sentence)
    assert found is not None
    assert (found.speaker, found.text) == (speaker, text)
    assert read(sentence, PEOPLE, "en").said == text


@pytest.mark.parametrize(
    "sentence",
    ["Ana tells Ben a story", "Ana asks Ben if it rains", "tell me about it", "告诉你一个秘密", ""],
)
def test_other_sentences_report_nothing(sentence):
    assert reported(sentence) is None


def test_a_quotation_is_spoken_before_anything_that_is_reported():
    one = read('Ana tells Ben that "the wifi is down"', PEOPLE, "en")
    assert one.reported is None
    assert one.said == "the wifi is down"


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_keeps_its_letters(text):
    found = reported(text)
    assert found is None or sum(map(str.isalnum, found.text)) >= 2


def test_several_names_give_way_to_what_they_do():
    deeds = {
        "me, Ana and Ben jumping in the forest": "jumping in the forest",
        "Ana dancing on the beach": "dancing on the beach",
        "me in the rain": "in the rain",
        "Ana is the queen of cake": "Ana is the queen of cake",
        "Ana and Ben": "Ana and Ben",
    }
    assert {text: deed_of(read(text, PEOPLE, "en")) for text in deeds} == deeds


def test_words_of_ours_are_short_differ_and_exist_in_every_mood_and_language():
    moods = table("lexicon", "moods")
    lines = table("lexicon", "lines")
    assert set(lines) == set(moods)
    for mood, parts in lines.items():
        for part, texts in parts.items():
            assert set(texts) == set(LOCALES)
            assert len({len(own) for own in texts.values()}) == 1, f"{mood} {part}"
            for own in texts.values():
                assert all(len(latin_words(one)) <= 7 and han_count(one) <= 12 for one in own)
            for locale in LOCALES:
                one, two = (
                    short_line(part, cast("Mood", mood), locale, "a sentence", seed)
                    for seed in (3, 4)
                )
                assert one != two
