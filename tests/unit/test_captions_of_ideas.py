"""Which captions make an idea of a voice note, and which are what is said in it."""

from __future__ import annotations

import pytest

from bot.commands import asks_to_hear, film_words
from bot.i18n import LOCALES, say


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_for_a_film_is_one_whole_with_or_without_the_command(locale):
    for word in say("word-film", locale).split(" | "):
        assert word in film_words()
        for text in (word, f"/cameo {word}", f"/cameo@Bot {word.upper()}！", f" {word}. "):
            assert asks_to_hear(text), text


@pytest.mark.parametrize("text", ["film", "Film", "拍", "拍片", "电影", "電影"])
def test_the_word_counts_in_every_language(text):
    assert asks_to_hear(text)


@pytest.mark.parametrize(
    "text", ["", "/cameo", "film me", "films", "拍了", "a film", "me", "/film"]
)
def test_anything_else_is_no_such_caption(text):
    assert not asks_to_hear(text)
