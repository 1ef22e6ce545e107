"""What somebody is asked about their own face, and where the answer stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presenter import ClipPlan, NotYet
from generation.model.cameo import Block
from generation.model.film import cut_name
from generation.studio.records import Enrolment
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    CUTS,
    NOW,
    STATES,
    asked,
    clip,
    desk,
    film,
    inside,
    labels,
    later,
    look,
    part,
    people,
    post,
    show,
    verbs,
)

# ---------------------------------------------------------------- the nod


def test_whoever_is_asked_sees_it_first_and_alone(database):
    def work(books):
        asked(books)
        clip(books, "P1+P2")
        shown = show(books, "nod", "f1:P2", to=BEN)
        return shown, [books.buttons.get(b.data[-22:]) for b in shown.rows[0]]

    shown, buttons = inside(database, work)
    assert shown.ticket
    assert shown.caption == (
        "You're in this one, so you see it first. Asked by Ana, for Green room. "
        "Nobody there has seen your face in it.\nNo answer by 28 Nov, 20:00 counts as no."
    )
    assert labels(shown) == [["✅ Post", "✋ Not this"]]
    assert {button.tone for button in shown.rows[0]} == {"even"}
    for button in buttons:
        assert (button.allowed, button.single_use, button.expires_at) == (BEN, True, later(24))


@settings(max_examples=100, deadline=None)
@given(
    states=st.tuples(*[st.sampled_from(STATES)] * 2),
    cuts=st.sets(st.sampled_from(CUTS)),
)
def test_a_preview_shows_oneself_and_those_who_agreed(database, states, cuts):
    def work(books):
        people(books)
        film(books, state="shown")
        part(books, "P1", name="me", member=ANA, state=states[0])
        part(books, "P2", member=BEN, state="asked", asked_at=NOW)
        part(books, "P3", name="Chen", member=CHEN, state=states[1])
        for cut in cuts:
            clip(books, cut_name(cut))
        return show(books, "nod", "f1:P2", to=BEN)

    shown = inside(database, work)
    agreed = {token for token, s in zip(("P1", "P3"), states, strict=True) if s == "agreed"}
    if isinstance(shown, ClipPlan):
        assert "P2" in shown.clip.cut
        assert shown.clip.cut <= agreed | {"P2"}
    else:
        assert shown == NotYet()
        assert not any("P2" in cut and cut <= agreed | {"P2"} for cut in cuts)


@pytest.mark.parametrize(
    ("state", "film_changes", "text", "buttons"),
    [
        ("agreed", {}, "Posted. Changed your mind, any time:", [["Take it down"]]),
        (
            "declined",
            {},
            "Gone. The film goes on without you, and nobody hears why.",
            [],
        ),
        ("withdrawn", {}, "Done. Your face is out of “The Last Dumpling”.", []),
        (
            "asked",
            {"hidden": True},
            "“The Last Dumpling” is off. Nobody has seen your face in it.",
            [],
        ),
        ("agreed", {"hidden": True}, "“The Last Dumpling” is no longer shown.", []),
    ],
)
def test_the_answer_stands_where_the_question_stood(database, state, film_changes, text, buttons):
    def work(books):
        asked(books, state, **film_changes)
        clip(books, "P1+P2")
        question = post("nod", "f1:P2", to=BEN, message="m1")
        return look(question, books, desk()), show(books, "nod", "f1:P2", to=BEN)

    answered, never_sent = inside(database, work)
    assert (answered.text, labels(answered)) == (text, buttons)
    assert never_sent == NotYet()


def test_silence_for_a_day_reads_like_a_no(database):
    def work(books):
        asked(books)
        clip(books, "P1+P2")
        return look(post("nod", "f1:P2", to=BEN, message="m1"), books, desk(at=later(24)))

    assert inside(database, work).text.startswith("Gone.")


# ---------------------------------------------------------------- a part


def test_an_invitation_has_five_answers(database):
    def work(books):
        people(books)
        film(books)
        part(books, "P2", member=BEN)
        shown = show(books, "part", "f1:P2", to=BEN)
        return shown, verbs(books, shown)

    shown, said = inside(database, work)
    assert shown.text == (
        "Ana wrote a part for you in Green room: “me and Ben argue about the last dumpling”.\n"
        "Until you say yes, a stand-in plays it. "
        "You would see the finished film before anyone else."
    )
    assert labels(shown) == [
        ["Yes, this once", "Yes, 30 days here"],
        ["No"],
        ["Never from Ana", "Never ask at all"],
    ]
    assert said == [
        ("grant_once", "f1:P2"),
        ("grant_group_30d", "f1:P2"),
        ("grant_no", "f1:P2"),
        ("stop_asking", ANA),
        ("stop_asking", "*"),
    ]


def test_a_long_name_gets_a_row_of_its_own(database):
    def work(books):
        people(books)
        books.people.put(replace(books.people.get(ANA), name="Anastasia of the Long Name Clan"))
        film(books)
        part(books, "P2", member=BEN)
        return labels(show(books, "part", "f1:P2", to=BEN))

    assert inside(database, work)[2:] == [
        ["Never from Anastasia of the Long N…"],
        ["Never ask at all"],
    ]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("declined", "Fine. Nobody is told."),
        ("asked", "Good. Before anyone else, you see the finished film. It comes here."),
    ],
)
def test_an_answered_invitation_asks_no_more(database, state, text):
    def work(books):
        people(books)
        film(books)
        part(books, "P2", member=BEN, state=state)
        books.grants.block(Block(subject=BEN, asker=None))
        return show(books, "part", "f1:P2", to=BEN)

    shown = inside(database, work)
    assert (shown.text, shown.rows) == (text, ())


def test_a_yes_without_a_face_leads_to_the_camera(database):
    def work(books):
        people(books)
        film(books)
        part(books, "P2", member=BEN)
        books.enrolments.put(Enrolment(member=BEN, at=NOW, resume="part:f1:P2"))
        return show(books, "part", "f1:P2", to=BEN)

    assert labels(inside(database, work)) == [["🎥 Film me", "🖼 One photo"], ["✏️ Just draw me"]]


def test_a_way_out_offers_two_ways(database):
    def work(books):
        asked(books, "agreed")
        shown = show(books, "withdraw", "f1", to=BEN)
        stranger = show(books, "withdraw", "f1", to=CHEN)
        return verbs(books, shown), stranger

    said, stranger = inside(database, work)
    assert said == [("revoke", "f1|stand_in"), ("revoke", "f1|vanish"), ("dismiss", "")]
    assert stranger == NotYet()


def test_what_nobody_knows_is_not_shown(database):
    def work(books):
        asked(books)
        kinds = (("nod", "f1:P9"), ("part", "none:P1"), ("withdraw", "none"))
        return [show(books, kind, object_, to=BEN) for kind, object_ in kinds]

    assert inside(database, work) == [NotYet()] * 3


@pytest.mark.parametrize(
    ("state", "changes", "text"),
    [
        ("withdrawn", {}, "Done. Your face is out of “The Last Dumpling”."),
        ("agreed", {"hidden": True}, "“The Last Dumpling” is no longer shown."),
    ],
)
def test_a_way_out_that_was_taken_says_so(database, state, changes, text):
    def work(books):
        asked(books, state, **changes)
        return show(books, "withdraw", "f1", to=BEN).text

    assert inside(database, work) == text


def test_an_invitation_to_a_film_that_is_off_asks_nothing(database):
    def work(books):
        people(books)
        film(books, state="failed")
        part(books, "P2", member=BEN)
        return show(books, "part", "f1:P2", to=BEN)

    shown = inside(database, work)
    assert (shown.text, shown.rows) == (
        "“The Last Dumpling” is off. Nothing to decide any more.",
        (),
    )
