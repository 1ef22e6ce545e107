from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.speech.language import DASH_S, ELLIPSIS_S, NEW_LINE_S, runs_of, strip_emoji
from generation.speech.scripts import voice_of_tag

TYPED = st.text(
    alphabet="abcXYZ 你好国慶再見さくらカナ안녕приветשלום12.,!?…—\n'“”@🎉👍🏽❤\ufe0f\u200d",
    max_size=40,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("party 🎉 time", "party time"),
        ("👨‍👩‍👧 family", "family"),
        ("flag 🇨🇳!", "flag !"),
        ("one 1️⃣ two", "one two"),
        ("thumbs 👍🏽", "thumbs"),
        ("love ❤️ you", "love you"),
        ("☀ sun", "sun"),
        ("20° and 5% © 1", "20° and 5% © 1"),
        ("نمی‌دانم", "نمی‌دانم"),
        ("", ""),
    ],
)
def test_pictures_go_and_letters_stay(typed, kept):
    assert strip_emoji(typed) == kept


@given(TYPED)
def test_stripping_twice_changes_nothing_more(text):
    once = strip_emoji(text)

    assert strip_emoji(once) == once


@given(TYPED, st.sampled_from(["en", "zh", "zh-Hant", "ja", "ru", "fr"]))
def test_every_letter_typed_is_in_a_word_in_order(text, language):
    words = [word.text for run in runs_of(text, language) for word in run.words]

    typed = [character for character in strip_emoji(text) if character.isalnum()]
    assert [character for character in "".join(words) if character.isalnum()] == typed


@pytest.mark.parametrize(
    ("text", "language", "voices"),
    [
        ("我在 Starbucks 等你", "zh", ["cmn", "en-us", "cmn"]),
        ("国慶", "en", ["cmn"]),
        ("ラーメン please", "en", ["ja", "en-us"]),
        ("안녕 Привет", "en", ["ko", "ru"]),
        ("Bonjour 你好", "fr", ["fr", "cmn"]),
        ("Привіт", "uk", ["uk"]),
        ("東京へ", "ja", ["ja"]),
        ("សួស្តី", "en", [None]),
        ("3个苹果", "zh", ["cmn"]),
        ("I have 3个苹果", "en", ["en-us", "cmn"]),
        ("iPhone15", "zh", ["en-us"]),
        ("ｈｅｌｌｏ 𝓌𝑜𝓇𝓁𝒹", "en", ["en-us"]),
        ("cafe\u0301", "fr", ["fr"]),
    ],
)
def test_each_script_is_spoken_in_its_own_voice(text, language, voices):
    assert [run.voice for run in runs_of(text, language)] == voices


def test_every_tag_of_mandarin_is_the_same_voice():
    assert {voice_of_tag(tag) for tag in ("zh", "zh-Hans", "zh-Hant", "zh_TW", "cmn")} == {"cmn"}


@pytest.mark.parametrize(
    ("text", "pause_s"),
    [
        ("wait… what", ELLIPSIS_S),
        ("wait... what", ELLIPSIS_S),
        ("等等……什么", ELLIPSIS_S),
        ("wait — what", DASH_S),
        ("等等——什么", DASH_S),
        ("wait\nwhat", NEW_LINE_S),
    ],
)
def test_punctuation_is_acted(text, pause_s):
    assert [run.pause_s for run in runs_of(text, "en")] == [pause_s, 0.0]


def test_words_keep_their_punctuation_and_chinese_its_characters():
    english = runs_of("“Well,” he said… no.", "en")
    chinese = runs_of("「走了」吗？", "zh")

    assert [w.text for run in english for w in run.words] == ["“Well,”", "he", "said…", "no."]
    assert [w.text for run in chinese for w in run.words] == ["「走", "了」", "吗？"]


def test_verse_is_respelt_for_the_ear_only():
    (run,) = runs_of("朝辭白帝彩雲間", "zh")

    assert run.spoken.startswith("招辭")
    assert "".join(word.text for word in run.words) == "朝辭白帝彩雲間"


def test_fancy_letters_are_read_plainly_and_kept_as_typed():
    (run,) = runs_of("𝓱𝓮𝔂 ＹＯＵ", "en")

    assert run.spoken == "hey YOU"
    assert [word.text for word in run.words] == ["𝓱𝓮𝔂", "ＹＯＵ"]


def test_japanese_words_point_into_their_kana():
    (run,) = runs_of("東京だ", "ja")

    assert run.spoken == "とうきょうだ"
    assert [run.spoken[word.start : word.end] for word in run.words][-1] == "だ"
