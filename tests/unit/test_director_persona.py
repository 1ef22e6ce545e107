"""The persona card: what it gives to a film, and what it never does."""

from __future__ import annotations

import pytest

from generation.director.persona import Manner, read_persona
from generation.director.rules import RuleDirector
from generation.director.script import check
from generation.director.voice_note import voice_note_paper
from generation.house_rules import words_of

ANA, BEN = ("Ana", "cameo"), ("Ben", "cameo")
CARD = "Grumpy. Wears a trench coat, never a hoodie; always with a book, and sighs."


def write(sentence, cast=(ANA,), **personas):
    return RuleDirector().write(sentence, cast, locale="en", seed=3, personas=personas)


def held(film, token):
    return [p.id for shot in film.shots for p in shot.props if p.anchor == f"{token}.hand"]


def sighs(film):
    return sum(a.action == "breathe_out" for shot in film.shots for a in shot.actions)


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Never on time. Always with a coffee, sighs a lot", ("mug", "breathe_out", None, None)),
        ("Grumpy, in a trench coat, an umbrella everywhere", ("umbrella", None, "angry", "coat")),
        ("总是拿着一杯奶茶，面无表情，穿着西装", ("teacup", None, "deadpan", "suit")),
        ("總是面無表情，愛穿衛衣", (None, None, "deadpan", "hoodie")),
        ("Doesn't smile, but dances at weddings", (None, "dance", None, None)),
        ("从不看手机，没有雨伞", (None, None, None, None)),
        ("A pirate", (None, None, None, None)),
        ("", (None, None, None, None)),
    ],
)
def test_a_card_is_read_clause_by_clause_and_what_it_denies_is_left_out(text, manner):
    holds, habit, mood, wears = manner
    assert read_persona(text) == Manner(mood=mood, wears=wears, holds=holds, habit=habit)


def test_a_card_fills_what_the_sentence_leaves_open():
    plain, shaped = write("Ana walks in the forest"), write("Ana walks in the forest", Ana=CARD)
    assert plain.mood == "neutral"
    assert shaped.mood == "angry"
    assert shaped.continuity["P1"].wears == "coat"
    assert shaped.continuity["P1"].holds == "book"
    assert check(shaped) == shaped
    assert "book" in held(shaped, "P1")
    assert sighs(shaped) == 1
    assert (held(plain, "P1"), sighs(plain), plain.continuity) == ([], 0, {})


def test_the_sentence_wins_over_the_card():
    assert write("Ana is so happy today, hooray", Ana=CARD).mood == "joyful"


def test_a_thing_is_carried_where_a_hand_is_free_and_seen():
    film = write("Ana is hungry again", Ana="Always with a book")
    assert "book" in held(film, "P1")
    for shot in film.shots:
        hands = [p for p in shot.props if p.anchor == "P1.hand"]
        assert len(hands) <= 1
        if any(p.id == "book" for p in hands):
            assert shot.camera.framing in {"wide", "medium"}
            assert "P1" in shot.cast


def test_a_voice_note_is_told_in_its_speakers_manner():
    note = voice_note_paper([2.0], name="Ana", locale="en", seed=1, persona="Shy, holds a book")
    assert note.mood == "afraid"
    assert held(note, "P1") == ["book"]


def test_everybody_has_a_card_of_their_own():
    film = write("Ana and Ben argue about tea", (ANA, BEN), Ben="always in a hoodie")
    assert film.continuity["P2"].wears == "hoodie"
    assert "P1" not in film.continuity


def test_no_word_of_a_card_is_said_or_written():
    film = write("Ana waits for the bus", Ana="Zanzibarian with a book and a balloon")
    assert not any("zanzibar" in text.casefold() for text in words_of(film))


@pytest.mark.parametrize("sentence", ["Ana waits for the bus", "Ana is late again", "雪山上的Ana"])
def test_an_unknown_or_empty_card_changes_nothing(sentence):
    assert write(sentence, Ana="Likes jazz", Ben=CARD) == write(sentence)
