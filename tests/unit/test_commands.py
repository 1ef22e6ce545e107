"""What somebody asks for in words: reserved words are whole texts, everything else is a film."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import (
    RESERVED,
    Cancel,
    ForgetMe,
    Help,
    MakeFilm,
    Me,
    Panel,
    Privacy,
    Receipts,
    Settings,
    Start,
    Top,
    Who,
    WithMe,
    parse,
)
from bot.i18n import LOCALES, say

sentences = st.text(min_size=1).filter(lambda text: "/" not in text and "／" not in text)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Panel()), ("   ", Panel()), ("/cameo", Panel()), ("/cameo@WalkonBot", Panel()),
        ("／cameo　", Panel()), ("me", Me()), ("/cameo me", Me()), ("/CAMEO ME", Me()),
        ("／cameo　ｍｅ", Me()), ("我", Me()), ("/cameo 我", Me()), ("/cameo我", Me()),
        ("who", Who()), ("谁", Who()), ("誰", Who()), ("with-me", WithMe()), ("with me", WithMe()),
        ("有我", WithMe()), ("receipts", Receipts()), ("回执", Receipts()), ("privacy", Privacy()),
        ("/privacy", Privacy()), ("隱私", Privacy()), ("forget-me", ForgetMe()),
        ("忘了我", ForgetMe()), ("settings", Settings()), ("設定", Settings()), ("/help", Help()),
        ("cancel", Cancel()), ("取消", Cancel()), ("top", Top(period="week")),
        ("top day", Top(period="day")), ("/cameo@Bot top  month", Top(period="month")),
        ("top all", Top(period="all")), ("榜 今天", Top(period="day")),
        ("排行榜　本週", Top(period="week")), ("top 本月", Top(period="month")),
        ("/start", Start()), ("/start@Bot", Start()),
        ("/start part_aB9-x", Start(payload="part_aB9-x")),
        ("／start X", Start(payload="X")),
    ],
)  # fmt: skip
def test_a_reserved_word_is_the_whole_text(text, command):
    assert parse(text) == command


@pytest.mark.parametrize(
    "sentence",
    [
        "me floating weightless in a spaceship", "who let the dogs out", "top gun, but with cats",
        "top year", "help me move house", "start", "start the car", "我在雨中等人", "谁都不许走",
        "取消婚礼", "settings of a dinner table", "/unknown word", "cancel my Monday",
        "/cameos are small parts", "verify", "admin",
    ],
)  # fmt: skip
def test_anything_else_is_a_sentence(sentence):
    assert parse(sentence) == MakeFilm(sentence=sentence)
    assert parse(f"/cameo {sentence}") == MakeFilm(sentence=sentence)


def test_the_command_is_taken_away_once_and_the_sentence_kept_as_it_is():
    assert parse("  /cameo@Bot  Ana  and Ben,　argue\nloudly ") == MakeFilm(
        sentence="Ana  and Ben,　argue\nloudly"
    )
    assert parse("/cameo /cameo me") == MakeFilm(sentence="/cameo me")
    assert parse("/cameo长白山白雪皑皑") == MakeFilm(sentence="长白山白雪皑皑")


def test_the_word_of_the_command_can_be_another():
    assert parse("/walkon me", command="walkon") == Me()
    assert parse("/cameo me", command="walkon") == MakeFilm(sentence="/cameo me")


@given(sentences)
def test_the_command_before_a_text_changes_nothing(text):
    assert parse(f"/cameo {text}") == parse(text)


@given(st.text())
def test_every_text_means_something(text):
    match parse(text):
        case MakeFilm(sentence=sentence):
            assert sentence
            assert sentence in text
        case Panel():
            assert not text.removeprefix("/cameo").removeprefix("／cameo").strip()
        case _:
            assert text.strip()


@given(st.sampled_from(sorted(RESERVED)), sentences.filter(lambda text: text.strip()))
def test_a_reserved_word_inside_a_sentence_is_only_a_word(word, rest):
    text = f"{word} {rest} {word}"
    assert isinstance(parse(text), MakeFilm)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", sorted(RESERVED))
def test_every_word_of_every_language_is_understood(locale, name):
    for alias in say(f"word-{name}", locale).split("|"):
        assert parse(f"/cameo {alias}") == RESERVED[name]()


def test_no_word_means_two_things():
    meanings: dict[str, set[str]] = {}
    for locale in LOCALES:
        for name in RESERVED:
            for alias in say(f"word-{name}", locale).split("|"):
                meanings.setdefault(alias.strip(), set()).add(name)
    assert {alias for alias, names in meanings.items() if len(names) > 1} == set()
