"""Films that are covered, or not to be forwarded: who may have it so, and what nobody learns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from bot.i18n import LOCALES, say
from bot.presenter.words import PAIR_UNDER_A_TEXT, width
from generation.model.film import Quoted
from generation.studio import shielding
from generation.studio.records import Enrolment
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    NOW,
    STATES,
    asked,
    cameo,
    clip,
    film,
    inside,
    labels,
    part,
    people,
    post,
    show,
    verbs,
)

ABLE = {"covers": frozenset({"web"}), "protects": frozenset({"web"})}


@pytest.mark.parametrize(
    ("reader", "state", "able", "offered"),
    [
        (ANA, "asked", ABLE, ["cover"]),
        (BEN, "agreed", ABLE, ["cover"]),
        (BEN, "asked", ABLE, []),
        (CHEN, "agreed", ABLE, []),
        (ANA, "agreed", {}, []),
    ],
)
def test_a_cover_is_offered_to_the_asker_and_the_pictured_where_there_is_one(
    database, reader, state, able, offered
):
    def work(books):
        asked(books, state)
        before = verbs(books, show(books, "why", to=reader, **able))
        shielding.cover(books, books.films.get("f1"), covered=True)
        return before, verbs(books, show(books, "why", to=reader, **able))

    before, after = inside(database, work)
    assert [verb for verb, _ in before if "cover" in verb] == offered
    assert [verb for verb, _ in after if "cover" in verb] == [f"un{verb}" for verb in offered]


@pytest.mark.parametrize(("changes", "may"), [({}, True), ({"hidden": True}, False)])
def test_only_a_film_that_is_there_can_be_covered(database, changes, may):
    def work(books):
        people(books)
        made = film(books, state="shown", **changes)
        making = film(books, "f2")
        return shielding.may_cover(books, made, ANA), shielding.may_cover(books, making, ANA)

    assert inside(database, work) == (may, False)


@pytest.mark.parametrize("covered", [True, False])
def test_a_film_is_shown_as_it_is_covered(database, covered):
    def work(books):
        asked(books, covered=covered)
        clip(books, "P1")
        return show(books, "film")

    assert inside(database, work).covered == covered


@pytest.mark.parametrize("wish", [True, False])
@pytest.mark.parametrize("made", [True, False])
def test_no_answer_shows_by_what_may_be_forwarded(database, wish, made):
    """Whatever Ben has said, or not, his film and its placeholder are protected, or are not."""

    def work(state, books):
        asked(books, state)
        books.cameos.put(cameo(BEN, protected=wish))
        if made:
            clip(books, "P1")
        return show(books, "film").protected

    assert {inside(database, partial(work, state)) for state in STATES} == {wish}


@pytest.mark.parametrize(
    "changes",
    [
        {"requester": BEN},
        {"mentions": ((BEN, "Ben"),)},
        {"quoted": Quoted(author=BEN, name="Ben")},
    ],
)  # fmt: skip
def test_whoever_a_film_may_come_to_show_is_heard_before_it_is_cast(database, changes):
    def work(books):
        people(books)
        film(books, paper=None, **changes)
        before = show(books, "film").protected
        books.cameos.put(cameo(BEN, protected=True))
        return before, show(books, "film").protected

    assert inside(database, work) == (False, True)


def test_what_only_one_person_sees_is_protected_always(database):
    def work(books):
        asked(books)
        clip(books, "P1+P2")
        nod = show(books, "nod", "f1:P2", to=BEN)
        clip(books, "P1", "f1", id="own")
        wish = Enrolment(member=BEN, at=NOW, kind="photo", state="checking")
        books.enrolments.put(wish)
        waiting = show(books, "screen_test", BEN, to=BEN)
        books.enrolments.put(replace(wish, state="preview", preview="own"))
        return nod, waiting, show(books, "screen_test", BEN, to=BEN)

    nod, waiting, preview = inside(database, work)
    assert (nod.ticket, preview.ticket) == (True, True)
    assert (nod.protected, waiting.protected, preview.protected) == (True, True, True)


@pytest.mark.parametrize(
    ("protected", "box", "to"), [(False, "☐", "protect:on"), (True, "☑", "protect:off")]
)
def test_it_is_a_switch_in_the_settings_where_the_chat_can(database, protected, box, to):
    def work(books):
        people(books)
        books.cameos.put(cameo(BEN, protected=protected))
        shown = show(books, "settings", BEN, to=BEN, **ABLE)
        without = show(books, "settings", BEN, to=BEN)
        return labels(shown), verbs(books, shown), verbs(books, without)

    shown, said, without = inside(database, work)
    assert any(f"{box} No forwarding" in row for row in shown)
    assert ("level", to) in said
    assert [one for one in without if "protect" in one[1]] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_its_labels_fit_two_in_a_row(locale):
    box = f"☐ {say('button-protected', locale)}"
    for label in (box, say("button-cover", locale), say("button-uncover", locale)):
        assert width(label) <= PAIR_UNDER_A_TEXT


def test_a_wish_has_every_film_that_is_there_looked_at_again(database):
    def work(books):
        asked(books)
        for name, changes in (("own", {"requester": BEN}), ("gone", {"state": "removed"})):
            film(books, name, **changes)
        part(books, "P1", film="gone", member=BEN, state="agreed")
        books.cameos.put(cameo(BEN))
        before = _revisions(books)
        assert shielding.protect(books, BEN, protected=True, at=NOW)
        touched = {slot for slot, number in _revisions(books).items() if number > before[slot]}
        assert shielding.protect(books, BEN, protected=False, at=NOW)
        assert _revisions(books) == before | dict.fromkeys(touched, 2)
        assert not shielding.protect(books, CHEN, protected=True, at=NOW)
        return touched, books.cameos.get(BEN).epoch

    assert inside(database, work) == ({"film:f1", "film:own"}, 1)


def _revisions(books):
    slots = [f"film:{name}" for name in ("f1", "own", "gone")]
    for slot in slots:
        if books.outbox.get(slot) is None:
            books.outbox.put(post("film", slot.partition(":")[2], slot=slot))
    return {slot: books.outbox.get(slot).revision for slot in slots}
