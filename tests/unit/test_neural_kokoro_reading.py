"""How words are written in Kokoro's letters: from espeak for English, from pinyin for Mandarin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.speech.neural.kokoro_alphabet import MARKS, english, heard, mandarin, marks_after
from generation.speech.neural.kokoro_reading import Reader
from generation.speech.phonemes import parts
from tests.tiny.voices_kokoro import LETTERS


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def read(reader: Reader, tag: str, *words: str) -> tuple[str, list[str]]:
    reading = reader.read([(tag, words)])
    return reading.letters, [reading.letters[start:end] for start, end in reading.words]


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["h", "ə", "l", "ˈoʊ"], "həlˈO"),
        (["dʒ", "ˈɔɪ", "ə", "s"], "ʤˈYəs"),
        (["tʃ", "ˈɛɹ"], "ʧˈɛɹ"),
        (["b", "ˈɛ", "ɾ", "ɚ"], "bˈɛTəɹ"),
        (["b", "ˈɜː", "d"], "bˈɜɹd"),
        (["ˈaʊ", "t"], "ˈWt"),
        (["f", "ˈaɪɚ"], "fˈIəɹ"),
        (["l", "ˈɪ", "ɾ", "əl"], "lˈɪTᵊl"),
        (["s", "ˈuː", "n"], "sˈun"),
    ],
)
def test_english_sounds_become_letters(names, letters):
    assert english(names) == letters


@pytest.mark.parametrize(
    ("initial", "final", "letters"),
    [
        ("n", "i3", "ni↓"),
        ("h", "ao3", "xau↓"),
        ("zh", "ong1", "ꭧʊ→ŋ"),
        ("sh", "i4", "ʂɨ↘"),
        ("z", "i5", "ʦɨ"),
        ("j", "ü2", "ʨy↗"),
        ("x", "üan3", "ɕɥɛ↓n"),
        ("", "er2", "ɚ↗"),
        ("l", "uei5", "lwei"),
    ],
)
def test_syllables_become_letters(initial, final, letters):
    assert mandarin(initial, final) == letters


def test_words_are_cut_where_they_begin(reader):
    letters, words = read(reader, "en", "Going", "about", "the", "nation's", "house.")

    assert words == ["ɡˌOɪŋ", "əbˌWt", "ðə", "nˈAʃənz", "hˈWs"]
    assert letters == "ɡˌOɪŋ əbˌWt ðə nˈAʃənz hˈWs."


def test_chinese_words_are_cut_by_a_dictionary(reader):
    letters, words = read(reader, "zh", "你", "好，", "世", "界。")

    assert letters == "ni↓xau↓, ʂɨ↘ʨje↘."
    assert words == ["ni↓", "xau↓", "ʂɨ↘", "ʨje↘"]


def test_a_character_of_two_readings_is_read_by_its_word(reader):
    assert read(reader, "zh", "长", "大")[0].startswith("ꭧa↓ŋ")
    assert read(reader, "zh", "长", "城")[0].startswith("ꭧʰa↗ŋ")


@pytest.mark.parametrize(
    ("digits", "same"),
    [
        ("7", "七"),
        ("10", "十"),
        ("42", "四十二"),
        ("105", "一百零五"),
        ("2024", "二千零二十四"),
        ("0", "零"),
        ("800", "八百"),
        ("13800", "一三八零零"),
        ("007", "零零七"),
    ],
)
def test_numbers_are_said(reader, digits, same):
    assert read(reader, "zh", digits)[0] == read(reader, "zh", same)[0].replace(" ", "")


def test_both_languages_may_meet_in_one_part(reader):
    reading = reader.read([("zh", ["我", "爱"]), ("en", ["pizza."])])

    assert reading.letters == "wo↓ ai↘ pˈitsə."


@pytest.mark.parametrize(
    ("word", "marks"), [("what?!", "?!"), ("好。", "."), ("wait…", "…"), ("plain", ""), ("a’", "")]
)
def test_only_marks_that_it_knows_are_read(word, marks):
    assert marks_after(word) == marks


@given(
    text=st.text(
        st.sampled_from("你好长行乐了会吧呢啊嗯呣儿女绿略雨远云熊窘瓮凝"), min_size=1, max_size=12
    )
)
def test_every_syllable_is_in_letters_that_it_knows(text):
    reading = Reader().read([("zh", list(text))])

    assert set(reading.letters) <= {*LETTERS, "ꭧ", "ᵻ"}
    assert len(reading.words) == len(text)
    assert all(end >= start for start, end in reading.words)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_lips_or_is_silent(letter):
    if letter in MARKS or letter in "ˈˌːʰʲ\u0303→↗↓↘":
        assert heard(letter) == ""
    else:
        assert parts(heard(letter))
