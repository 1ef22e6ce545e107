"""A form as a message, page by page, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n import LOCALES, say
from bot.presenter import TakeAway
from bot.presenter.steps import FULL
from bot.presenter.words import PAIR_UNDER_A_TEXT, width
from generation.model.drawn_me import CUTS, OPTIONS, read_spec
from tests.unit.rig_room import (
    BEN,
    NOW,
    desk,
    dialog,
    inside,
    labels,
    look,
    people,
    verbs,
)


def test_both_switches_are_off_until_they_are_switched_on(database):
    def work(books):
        people(books)
        asks = dialog(books, "release")
        off = look(asks, books, desk())
        said = verbs(books, off)
        dialog(books, "release", given={"face": "1"})
        return off, said, look(asks, books, desk()), verbs(books, off)

    off, said, on, _ = inside(database, work)
    assert labels(off) == [["☐ My face", "☐ My voice"], ["I’m 18+, go on", "Leave"], ["Full text"]]
    assert labels(on)[0] == ["☑ My face", "☐ My voice"]
    assert said == [
        ("face_on", "1"), ("voice_on", "1"), ("accept_release", ""), ("dismiss", ""),
        ("page", FULL),
    ]  # fmt: skip
    assert [button.tone for button in off.rows[1]] == ["even", "even"]
    assert "Kept encrypted by Mo, given to: the puppets on this machine." in off.text
    assert "365 days" in off.text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_whole_text_of_a_release_names_who_gets_a_face_and_for_how_long(database, locale):
    def work(books):
        people(books, locale)
        return look(dialog(books, "release", page=FULL), books, desk())

    shown = inside(database, work)
    assert {"Mo", "the puppets on this machine", "365"} <= {
        word for word in ("Mo", "the puppets on this machine", "365") if word in shown.text
    }
    assert labels(shown) == [[say("button-back", locale)]]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_way_to_be_drawn_is_said_and_can_be_chosen(database, locale):
    def work(books):
        people(books, locale)
        looks, chosen = set(), {}
        for part_, choices in {"style": CUTS, **OPTIONS}.items():
            names = [getattr(one, "id", one) for one in choices]
            for name in names:
                asks = dialog(books, "drawn", given={part_: name, "glasses": "1", "beard": "1"})
                looks.add(look(asks, books, desk()).text.split("\n")[0])
            shown = look(dialog(books, "drawn", page=part_), books, desk())
            assert [one for row in labels(shown) for one in row if one.startswith("✓ ")]
            chosen[part_] = [
                object_ for verb, object_ in verbs(books, shown) if verb == "look"
            ]  # fmt: skip
        return looks, chosen

    looks, chosen = inside(database, work)
    usual = 3  # a look with one thing changed to what it is anyway
    assert len(looks) == sum(len(one) for one in chosen.values()) - usual
    for part_, objects in chosen.items():
        specs = [read_spec(dict([one.split(":")])) for one in objects]
        assert len(set(specs)) == len(objects), part_


@pytest.mark.parametrize("kind", ["persona", "called", "limit_words"])
def test_only_what_is_there_can_be_cleared(database, kind):
    def work(books):
        people(books)
        full = look(dialog(books, kind), books, desk())
        empty = look(dialog(books, kind, values={"chat": "Green room"}), books, desk())
        return labels(full), labels(empty)

    full, empty = inside(database, work)
    assert full == [["Clear it", "Leave it"]]
    assert empty == [["Leave it"]]


def test_what_is_no_longer_asked_goes(database):
    def work(books):
        people(books)
        asks = dialog(books, "photo")
        now = look(asks, books, desk())
        late = look(asks, books, desk(at=NOW + timedelta(minutes=30)))
        other = look(replace(asks, slot="step:another"), books, desk())
        books.dialogs.remove(BEN)
        return now, late, other, look(asks, books, desk())

    now, *gone = inside(database, work)
    assert now.text.startswith("Send me one photo")
    assert gone == [TakeAway()] * 3


@pytest.mark.parametrize("locale", LOCALES)
def test_every_choice_fits_beside_another(database, locale):
    def work(books):
        people(books, locale)
        return [
            label
            for part_ in ("style", *OPTIONS)
            for row in labels(look(dialog(books, "drawn", page=part_), books, desk()))
            for label in row
        ]

    assert max(width(label) for label in inside(database, work)) <= PAIR_UNDER_A_TEXT
