"""Words, buttons and films as Discord is sent them: nothing that anybody wrote can do anything."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Button, OutgoingClip, OutgoingText
from bot.discord_room.writing import (
    EPHEMERAL,
    LABEL_MAX,
    SUPPRESS_EMBEDS,
    TEXT_MAX,
    components,
    content_of,
    escaped,
    file_of,
    laid_out,
    reply_to,
    whisper,
    whole_body,
    words_body,
    written,
)
from tests.fakes_room import sealed

ID = "a" * 21 + "A"
FILM = OutgoingClip(film=sealed("clip-1"), title="Rain", caption="“Rain” · Ana\nAI film")


def button(label: str, verb: str = "open", **more) -> Button:
    return Button(label=label, data=f"1:{verb}:{ID}", **more)


def labels(rows) -> list[list[str]]:
    return [[one.label for one in row] for row in laid_out(rows)]


def read(text: str) -> str:
    """Return what Discord shows of a text in which every mark is escaped."""
    return re.sub(r"\\([\W_])", r"\1", text).replace("\u200b", "")


@pytest.mark.parametrize(
    "text",
    [
        "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
        "<@123456789012345678> <@&1> <#1> </cameo:1> <:party:1> <t:0:R> <https://a.example>",
        "[Ana](https://evil.example) and (brackets)",
        "# Title\n-# small\n> quoted\n>>> all\n- one\n* two\n+ three",
        "1. first\n2) second",
        "back\\slash",
    ],
)
def test_no_mark_is_left_to_itself(text):
    said = escaped(text)
    assert read(said) == text
    bare = re.sub(r"\\[\W_]", "x", said)
    assert not re.search(r"[*_~`|<\[\\]|(?m:^\s*(?:[-+>#]|\d+[.)]))", bare)


@pytest.mark.parametrize("text", ["@everyone look", "now @here", "@@everyone"])
def test_nobody_is_called_by_a_word(text):
    assert not re.search("@(everyone|here)", escaped(text))
    assert read(escaped(text)) == text


def test_other_at_signs_stay_as_they_are():
    assert escaped("@Ben argues, ana@example.org") == "@Ben argues, ana@example.org"


def test_the_title_is_bold_where_it_stands_in_the_words():
    words = OutgoingText(text="🎬 “The *Last* Dumpling” · lighting", title="The *Last* Dumpling")
    assert content_of(words) == "🎬 “**The \\*Last\\* Dumpling**” · lighting"
    assert content_of(replace(words, title="Another")) == "🎬 “The \\*Last\\* Dumpling” · lighting"
    assert content_of(FILM) == "“**Rain**” · Ana\nAI film"


@given(st.text(alphabet="ab*_<@>`\\ \n1.everyone", max_size=3000))
def test_words_fit_and_no_escape_is_torn(text):
    said = written(text)
    assert len(said) <= TEXT_MAX
    shown = read(said)
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1].rstrip("…")))


def test_a_bold_title_gives_way_where_there_is_no_room():
    said = written("Rain " + "x" * TEXT_MAX, "Rain")
    assert len(said) == TEXT_MAX
    assert said.endswith("x…")


def test_the_main_button_stands_out_and_two_answers_look_alike():
    rows = (
        (button("Open", tone="main"),),
        (button("Post", tone="even"), button("Not this", tone="even")),
    )
    first, second = components(rows)
    assert [one["style"] for one in first["components"]] == [1]
    assert [one["style"] for one in second["components"]] == [2, 2]
    assert first["components"][0]["custom_id"] == f"1:open:{ID}"


def test_a_label_is_cut_where_discord_would_refuse_it():
    (row,) = components(((button("x" * 100),),))
    assert len(row["components"][0]["label"]) == LABEL_MAX


def test_buttons_stay_in_their_rows():
    pair = ((button("Post"), button("Not this")), (button("More", "more"),))
    assert labels(pair) == [["Post", "Not this"], ["More"]]
    assert labels(((button("⋯", "more"),),)) == [["⋯"]]


def test_a_long_row_goes_on_in_another():
    row = tuple(button(str(n)) for n in range(7))
    assert labels((row,)) == [["0", "1", "2", "3", "4"], ["5", "6"]]


def test_too_many_rows_are_joined_in_order():
    rows = tuple((button(str(n)),) for n in range(8))
    shown = labels(rows)
    assert len(shown) <= 5
    assert [one for row in shown for one in row] == [str(n) for n in range(8)]


@given(st.lists(st.integers(1, 8), max_size=14))
def test_rows_are_never_more_than_discord_takes(sizes):
    names = iter(range(200))
    rows = tuple(tuple(button(str(next(names))) for _ in range(size)) for size in sizes)
    shown = labels(rows)
    assert len(shown) <= 5
    assert all(len(row) <= 5 for row in shown)
    every = [one for row in shown for one in row]
    assert every == [str(n) for n in range(len(every))]
    assert len(every) == min(25, sum(sizes)) or len(every) == sum(sizes)


def test_a_message_calls_nobody_and_links_show_nothing():
    body = words_body(OutgoingText(text="https://example.org <@1>"))
    assert body["allowed_mentions"] == {"parse": []}
    assert body["flags"] == SUPPRESS_EMBEDS
    assert body["components"] == []
    assert "attachments" not in body


def test_a_film_takes_the_place_of_whatever_was_attached():
    body, file = whole_body(FILM)
    assert file is not None
    assert (file.filename, file.fp.read()) == ("clip-1.mp4", FILM.film.film)
    assert body["attachments"] == [{"id": 0, "filename": "clip-1.mp4", "description": "Rain"}]


def test_a_covered_film_is_named_so_that_it_is_blurred():
    body, _ = whole_body(replace(FILM, covered=True))
    assert body["attachments"][0]["filename"] == "SPOILER_clip-1.mp4"


def test_words_take_whatever_was_attached_away():
    body, file = whole_body(OutgoingText(text="Taken back."))
    assert file is None
    assert body["attachments"] == []


def test_a_picture_goes_over_the_words():
    file = file_of(OutgoingText(text="Which one?", picture=b"jpeg"))
    assert file is not None
    assert (file.filename, file.fp.read()) == ("picture.jpg", b"jpeg")


def test_a_remix_hangs_on_its_film_even_if_that_is_gone():
    words = OutgoingText(text="x", parent="123")
    assert reply_to(words)["message_reference"] == {
        "message_id": "123", "fail_if_not_exists": False,
    }  # fmt: skip
    assert reply_to(OutgoingText(text="x", parent="no number")) == {}
    assert reply_to(OutgoingText(text="x")) == {}


def test_a_word_aside_is_for_one_alone():
    assert whisper("*Kept.*")["flags"] & EPHEMERAL
    assert whisper("*Kept.*")["content"] == "\\*Kept.\\*"
