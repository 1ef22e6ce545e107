"""House rules: what is refused and what is not, in three languages, plain and disguised."""

import time
import tomllib
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, say
from generation.director.script import from_json
from generation.errors import RuleRefused
from generation.house_rules import Breach, RuleId, check, refuse, words_of
from generation.house_rules.patterns import rulebooks

PAGES = Path(__file__).parents[1] / "golden"
NAMES = ("Ana", "Ben", "Chen", "阿本", "阿娜")
HARMLESS = tomllib.loads((PAGES / "house_rules/harmless.toml").read_text(encoding="utf-8"))
HARMFUL = tomllib.loads((PAGES / "house_rules/harmful.toml").read_text(encoding="utf-8"))
SENTENCE_MS = 1.0
CAUGHT_MIN = 0.97
DISGUISES = {
    "capitals": str.upper,
    "unseen": "\u200b".join,
    "spaced": lambda text: " ".join(text),
    "dotted": lambda text: ".".join(text),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text),
    "digits": lambda text: text.replace("o", "0").replace("e", "3"),
    "cyrillic": lambda text: text.replace("a", "\u0430").replace("o", "\u043e"),
    "accents": lambda text: text.replace("o", "ö").replace("e", "é"),
    "drawn out": lambda text: text.replace("o", "oooo"),
    "between": lambda text: f"a nice day ... {text}, says my aunt",
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("names", [(), NAMES])
def test_what_friends_say_is_not_refused(locale, names):
    assert [text for text in HARMLESS[locale] if check([text], names=names)] == []


@pytest.mark.parametrize("rule", get_args(RuleId))
@pytest.mark.parametrize("locale", LOCALES)
def test_what_harms_is_refused_by_its_rule(rule, locale):
    texts = HARMFUL[rule][locale]
    found = {text: check([text], names=NAMES) for text in texts}
    missed = [text for text, breach in found.items() if breach is None]
    named = [breach for breach in found.values() if breach is not None and breach.rule == rule]
    assert len(missed) <= (1 - CAUGHT_MIN) * len(texts), missed
    assert len(named) >= 0.9 * len(texts)


@pytest.mark.parametrize(
    "page", sorted((PAGES / "screenplays").glob("*.json")), ids=lambda p: p.stem
)
def test_the_golden_films_pass(page):
    words = words_of(from_json(page.read_text(encoding="utf-8")))
    assert words
    refuse(words)


def test_every_text_is_looked_at_and_the_gravest_rule_is_named():
    texts = ["Good morning", "Ana is naked", "Ben wants to kill himself"]
    assert check(texts, names=NAMES) == Breach(rule="self-harm", at=2)
    assert check([]) is None


def test_a_refusal_names_its_rule_in_every_language():
    for rule in get_args(RuleId):
        with pytest.raises(RuleRefused) as caught:
            refuse([HARMFUL[rule]["en"][0]], names=NAMES)
        assert caught.value.reason == rule
        assert caught.value.details == {}
        sentences = {say(caught.value.message, locale) for locale in LOCALES}
        assert len(sentences) == len(LOCALES)


def test_words_cut_into_cards_are_read_together():
    assert check(["SEND", "NUDES"]) is not None
    assert check(["我想", "自", "杀"]) == Breach(rule="self-harm", at=0)
    assert check(["I never", "die laughing"]) is None


@pytest.mark.parametrize("disguise", list(DISGUISES))
@pytest.mark.parametrize("text", ["porno", "orgasm", "molested", "suicide"])
def test_disguises_come_off(disguise, text):
    assert check([DISGUISES[disguise](text)]) is not None


@given(st.text(max_size=300), st.sampled_from(["porno", "自杀", "我贪污了"]))
def test_any_text_is_read_and_harm_stays_harm_between_other_words(noise, harm):
    check([noise], names=(noise[:4],))
    assert check([f"{noise[:1]} Yes. {harm}. Yes. {noise[:1]}"]) is not None


def test_a_name_means_somebody():
    assert check(["I killed Ben"], names=NAMES) == Breach(rule="confession", at=0)
    assert check(["I killed the mood"], names=NAMES) is None


def test_traditional_characters_of_the_patterns_are_folded():
    fold = rulebooks()[1].fold
    assert fold[ord("殺")] == ord("杀")
    assert not set(fold) & {ord(c) for c in "的我了人"}


def test_a_sentence_is_read_in_less_than_a_millisecond():
    texts = [*chain(*HARMLESS.values())]
    check(texts[:1])
    start = time.process_time()
    for text in texts:
        check([text], names=NAMES)
    assert (time.process_time() - start) / len(texts) * 1000 < SENTENCE_MS


def test_long_and_hostile_texts_are_read_in_time():
    start = time.process_time()
    for text in ("i have " * 2000, "我" * 9000, "a.b-" * 4000, "kill the my his " * 1500):
        check([text])
    assert time.process_time() - start < 5
