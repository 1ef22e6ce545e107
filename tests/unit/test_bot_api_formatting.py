"""Tags, entities and lengths on the fake Telegram, which counts in UTF-16 units."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.formatting import checked, cut, found_entities, parsed, trimmed, units
from tests.telegram.refusals import Refused

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(texts, texts, texts)
def test_what_is_escaped_is_read_as_it_was(before, name, after):
    text, entities = parsed(f"{escape(before)}<b>{escape(name)}</b>{escape(after)}", "HTML")
    assert text == before + name + after
    if name:
        (bold,) = entities
        assert (bold["type"], cut(text, bold)) == ("bold", name)
        assert checked(text, entities) == entities


@given(texts, st.sampled_from(["/cameo", "@carla", "/cameo@walkon_bot", "https://example.org"]))
def test_what_is_found_stands_where_it_says(before, word):
    text = f"{before} {word} 🎬"
    last = found_entities(text, {})[-1]
    assert cut(text, last) == word
    assert last["offset"] == units(before) + 1


@given(texts, st.integers(0, 3), st.integers(0, 3))
def test_trimming_moves_entities_with_their_words(text, before, after):
    padded = " " * before + f"x{text}x" + "\n" * after
    entity = {"type": "bold", "offset": before + 1, "length": units(text)}
    kept, entities = trimmed(padded, checked(padded, [entity]))
    assert kept == f"x{text}x"
    assert [cut(kept, one) for one in entities] == [text] * bool(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("me <3 you", 'Unsupported start tag "3" at byte offset 3'),
        ("好 <q>x</q>", 'Unsupported start tag "q" at byte offset 4'),
        ("<b>x</i>", 'Unmatched end tag "i" at byte offset 4'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x <b", "Unclosed start tag at byte offset 2"),
    ],
)
def test_wrong_tags_are_refused_with_their_place(text, why):
    with pytest.raises(Refused) as refused:
        parsed(text, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_a_person_is_mentioned_by_a_link():
    text, (mention,) = parsed('<a href="tg://user?id=7">Ben</a>', "html")
    assert (text, mention["type"], mention["user"]["id"]) == ("Ben", "text_mention", 7)


def test_no_other_dialect_is_spoken():
    with pytest.raises(Refused, match="unsupported parse_mode"):
        parsed("*x*", "MarkdownV2")
