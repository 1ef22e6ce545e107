"""What the core shows, as Telegram is sent it: lengths in its units, names as names, measures."""

from __future__ import annotations

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Button, OutgoingClip, OutgoingText
from bot.telegram_room.writing import (
    BUTTONS_MAX,
    CAPTION_MAX,
    CARD_PX,
    TEXT_MAX,
    card_picture,
    cut,
    film_media,
    keyboard,
    units,
    words_of,
)
from generation.model.clip import SealedFilm

FILM = SealedFilm(
    id="c1", film=b"mp4", poster=b"jpeg", subtitles="", width_px=720, height_px=1280,
    duration_s=9.6,
)  # fmt: skip
anything = st.text(st.characters(exclude_categories=["Cs"]))


@given(anything, st.integers(2, 60))
def test_a_text_is_cut_in_telegrams_units_and_between_characters(text, most):
    short = cut(text, most)
    assert units(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(anything, anything)
def test_what_is_bold_is_the_title_in_the_units_telegram_counts(before, title):
    words = words_of(OutgoingText(text=f"{before}{title} ends", title=title))
    whole = words.text.encode("utf-16-le")
    for entity in words.entities:
        bold = whole[2 * entity.offset : 2 * (entity.offset + entity.length)]
        assert bold.decode("utf-16-le") == title
    assert bool(words.entities) == bool(title.strip())


def test_a_name_that_looks_like_markup_is_a_name():
    words = words_of(OutgoingText(text="<b>Ana</b> & [x](y) `rolls`", title=""))
    assert words.text == "<b>Ana</b> & [x](y) `rolls`"
    assert words.entities == ()


def test_words_and_captions_keep_to_their_own_limits():
    assert units(words_of(OutgoingText(text="🎬" * 5000)).text) <= TEXT_MAX
    clip = OutgoingClip(film=FILM, title="x", caption="片" * 5000)
    assert units(words_of(clip).text) == CAPTION_MAX


def test_a_film_is_sent_with_everything_telegram_would_guess():
    clip = OutgoingClip(film=FILM, title="Rain", caption="“Rain” · Ana", covered=True)
    media = film_media(clip, None).to_dict()
    told = {name: media[name] for name in ("width", "height", "duration", "supports_streaming")}
    assert told == {"width": 720, "height": 1280, "duration": 10, "supports_streaming": True}
    assert media["has_spoiler"] is True
    assert {"thumbnail", "cover", "media"} <= media.keys()
    assert [one["type"] for one in media["caption_entities"]] == ["bold"]


def test_a_film_that_telegram_holds_is_named_and_not_sent_again():
    clip = OutgoingClip(film=FILM, title="Rain", caption="x")
    media = film_media(clip, "file-7").to_dict()
    assert media["media"] == "file-7"
    assert "thumbnail" not in media


def test_buttons_carry_what_comes_back_and_no_more_than_telegram_takes():
    rows = tuple((Button(label=f"b{n}", data=f"1:like:{n}"),) * 9 for n in range(12))
    laid = keyboard(rows)
    assert laid is not None
    assert max(len(row) for row in laid.inline_keyboard) <= 8
    assert sum(len(row) for row in laid.inline_keyboard) <= BUTTONS_MAX
    assert laid.inline_keyboard[0][0].callback_data == "1:like:0"
    assert keyboard(()) is None


def test_only_the_main_thing_is_coloured():
    one = keyboard(((Button(label="a", data="x", tone="main"), Button(label="b", data="y")),))
    assert one is not None
    assert [button.style for button in one.inline_keyboard[0]] == ["primary", None]


def test_the_card_is_a_picture_of_one_colour():
    card = card_picture()
    assert card.startswith(b"\x89PNG")
    assert struct.unpack(">II", card[16:24]) == CARD_PX
    packed = card[card.index(b"IDAT") + 4 : card.index(b"IEND") - 8]
    pixels = zlib.decompress(packed)
    assert len(pixels) == CARD_PX[1] * (1 + 3 * CARD_PX[0])
    assert len(card) < 4000
