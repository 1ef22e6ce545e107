"""What is said about big cameras: under a film, to those in it, to whoever runs a chat."""

from __future__ import annotations

import pytest

from bot.chat import OutgoingText
from bot.presenter import ClipPlan, NotYet, TakeAway
from generation.director.merging import JOIN
from generation.model.film import JOINED
from generation.model.member import Membership
from generation.studio.bettering import Cameras
from generation.studio.releasing import told_slot
from tests.unit.rig_room import (
    ANA,
    BEN,
    NOW,
    ROOM,
    cameo,
    clip,
    database,
    desk,
    film,
    inside,
    job,
    later,
    look,
    part,
    people,
    post,
    show,
)

__all__ = ["database"]

HOST = "films.example.org"
HERE, FAR = Cameras(names=("ltx",)), Cameras(names=("remote",), host=HOST)


def labels(shown):
    return [button.label for row in shown.rows for button in row]


def ready(books, **changes):
    """A film of Ana's that the group sees, with Ben's face in it."""
    people(books)
    made = film(books, state="shown", **changes)
    part(
        books, "P1", name="Ben", member=BEN, state="agreed", basis="nod", asked_at=NOW, epoch=1,
        better_asked_at=NOW,
    )  # fmt: skip
    books.cameos.put(cameo(BEN))
    clip(books, "P1")
    return made


@pytest.mark.parametrize(
    ("state", "line", "says"),
    [
        ("queued", 0, "The big camera is shooting it again."),
        ("queued", 1, "The big camera shoots it again, after one other film."),
        ("queued", 4, "The big camera shoots it again, after 4 other films."),
        ("rendering", 0, "The big camera is shooting it again."),
    ],
)
def test_a_film_of_puppets_says_that_a_better_one_is_made(database, state, line, says):
    def work(books):
        ready(books)
        job(books, state, camera="big", cut=frozenset({"P1"}))
        return show(books, "film", cameras=HERE, line=lambda _: line)

    shown = inside(database, work)
    assert shown.caption.splitlines()[2] == says
    assert labels(shown)[-1] == "Small is fine"
    assert shown.rows[-1][0].viewers == (ANA,)


def test_when_no_big_camera_could_the_film_says_so_and_offers_another_try(database):
    def work(books):
        ready(books)
        job(books, "failed", camera="big", reason="error-memory", cut=frozenset({"P1"}))
        with_one = show(books, "film", cameras=HERE)
        return with_one, show(books, "film")

    with_one, without = inside(database, work)
    says = "The big camera is out, so I shot it on the small one."
    assert (with_one.caption.splitlines()[2], labels(with_one)[-1]) == (says, "Retry big")
    assert without.caption.splitlines()[2] == says
    assert "Retry big" not in labels(without)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "failed", "reason": "cancelled"}, {"state": "failed", "reason": "revoked"},
        {"state": "queued", "viewer": BEN}, {"state": "failed", "reason": "error-x", "viewer": BEN},
        {"state": "queued", "room_bytes": 8},
        {"state": "failed", "reason": "error-x", "cut": frozenset()},
    ],
)  # fmt: skip
def test_a_preview_and_what_was_called_off_are_nobody_s_business(database, changes):
    def work(books):
        ready(books)
        given = {"cut": frozenset({"P1"})} | changes
        job(books, given.pop("state"), camera="big", **given)
        return show(books, "film", cameras=HERE)

    shown = inside(database, work)
    assert len(shown.caption.splitlines()) == 2
    assert len(shown.rows) == 3


def test_the_better_film_is_shown_only_with_a_yes_to_it(database):
    def work(books):
        ready(books)
        clip(books, "P1", id="big", camera="big", engine="ltx")
        before = show(books, "film", cameras=HERE)
        part(books, "P1", name="Ben", member=BEN, state="agreed", basis="nod", epoch=1, better=True)
        return before, show(books, "film", cameras=HERE)

    before, after = inside(database, work)
    assert before.clip.camera == "small"
    assert (after.clip.camera, "AI film by LTX-2.5" in after.caption) == ("big", True)


def test_somebody_is_shown_what_the_big_camera_made_and_then_what_became_of_it(database):
    def work(books):
        ready(books)
        where = post("better", "f1:P1", to=BEN)
        nothing = look(where, books, desk(cameras=HERE))
        clip(books, "P1", id="big", camera="big", engine="ltx")
        asked = look(where, books, desk(cameras=HERE))
        seen = post("better", "f1:P1", to=BEN, message="m")
        silent = look(seen, books, desk(cameras=HERE, at=later(25 * 3600)))
        books.clips.remove("big")
        changing = look(seen, books, desk(cameras=HERE))
        part(books, "P1", name="Ben", member=BEN, state="withdrawn")
        return nothing, asked, silent, changing, look(seen, books, desk(cameras=HERE))

    nothing, asked, silent, changing, out = inside(database, work)
    assert nothing == NotYet()
    assert isinstance(asked, ClipPlan)
    assert (asked.clip.id, asked.ticket, asked.protected) == ("big", True, True)
    assert labels(asked) == ["Show this", "Leave it"]
    assert "this time by LTX-2.5" in asked.caption
    assert silent.text.startswith("Fine.")
    assert "is being changed" in changing.text
    assert out.text == "Done. Your face is out of “The Last Dumpling”."


def test_a_third_person_is_in_no_better_preview(database):
    def work(books):
        ready(books)
        part(books, "P2", name="me", member=ANA, state="agreed", basis="nod", epoch=1)
        clip(books, "P1+P2", id="both", camera="big", engine="ltx")
        hidden = show(books, "better", "f1:P1", to=BEN, cameras=HERE)
        clip(books, "P1", id="mine", camera="big", engine="ltx")
        return hidden, show(books, "better", "f1:P1", to=BEN, cameras=HERE)

    hidden, mine = inside(database, work)
    assert hidden == NotYet()
    assert mine.clip.id == "mine"


@pytest.mark.parametrize(
    ("cameras", "told", "only", "there"),
    [
        (HERE, ("puppet",), False, True), (FAR, ("puppet",), False, False),
        (FAR, ("puppet", HOST), False, True), (HERE, ("puppet",), True, False),
        (Cameras(), ("puppet",), False, False),
    ],
)  # fmt: skip
def test_a_yes_is_offered_for_the_better_film_where_it_could_be_made(
    database, cameras, told, only, there
):
    def work(books):
        people(books)
        film(books, state="shown")
        part(books, "P1", name="Ben", member=BEN, state="asked", asked_at=NOW, epoch=1)
        books.cameos.put(cameo(BEN, told=told))
        books.chats.set_puppets_only(ROOM, only=only)
        clip(books, "P1")
        return show(books, "nod", "f1:P1", to=BEN, cameras=cameras)

    assert ("☐ Also in better quality" in labels(inside(database, work))) is there


def test_a_host_is_told_of_once_and_the_yes_is_shown(database):
    def work(books):
        ready(books)
        where = post("told", "f1", to=BEN, slot=told_slot(BEN, HOST))
        asked = look(where, books, desk(cameras=FAR, engines=("puppet", HOST)))
        other = look(where, books, desk(cameras=Cameras(names=("remote",), host="b.example")))
        books.cameos.put(cameo(BEN, told=("puppet", HOST)))
        return asked, other, look(where, books, desk(cameras=FAR))

    asked, other, said = inside(database, work)
    assert HOST in asked.text
    assert "the sound of a voice note that you have filmed" in asked.text
    assert "given to: the puppets on this machine, films.example.org" in asked.text
    assert labels(asked) == ["It may go there", "Mine stays here"]
    assert other == TakeAway()
    assert said.text.startswith("Noted.")


BOTH = Cameras(names=("ltx", "remote", "wan"), host=HOST)


def test_cameras_here_are_told_of_once_and_the_yes_is_shown(database):
    def work(books):
        ready(books)
        where = post("told", "f1", to=BEN, slot=told_slot(BEN, "ltx+wan"))
        asked = look(where, books, desk(cameras=BOTH))
        other = look(where, books, desk(cameras=HERE))
        books.cameos.put(cameo(BEN, told=("puppet", "ltx", "wan")))
        return asked, other, look(where, books, desk(cameras=BOTH))

    asked, other, said = inside(database, work)
    assert "also made by LTX-2.5, Wan 2.2, on this machine" in asked.text
    assert HOST not in asked.text
    assert labels(asked) == ["It counts for them", "Show me first"]
    assert other == TakeAway()
    assert said.text.startswith("Noted.")


def test_a_chat_that_turned_to_puppets_asks_nobody_about_the_better_film(database):
    def work(books):
        ready(books)
        clip(books, "P1", id="big", camera="big", engine="ltx")
        books.chats.set_puppets_only(ROOM, only=True)
        return look(post("better", "f1:P1", to=BEN, message="m"), books, desk(cameras=HERE))

    assert inside(database, work).text.startswith("Fine.")


def test_privacy_names_the_host_and_lets_whoever_was_not_told_agree(database):
    def work(books):
        ready(books)
        asked = show(books, "privacy", to=BEN, cameras=FAR, engines=("puppet", HOST))
        books.cameos.put(cameo(BEN, told=("puppet", HOST)))
        return asked, show(books, "privacy", to=BEN, cameras=FAR), show(books, "privacy", to=ANA)

    asked, told, plain = inside(database, work)
    assert f"{HOST} is a server elsewhere" in asked.text
    assert "of a voice note that somebody has filmed, that very recording" in asked.text
    assert labels(asked) == ["It may go there"]
    assert labels(told) == []
    assert HOST not in plain.text


def test_the_card_says_what_made_a_film_and_what_it_cost(database):
    def work(books):
        ready(books)
        part(books, "P1", name="Ben", member=BEN, state="agreed", basis="nod", epoch=1, better=True)
        clip(books, "P1", id="big", camera="big", engine=HOST, voice="pocket", cost="0.96 USD")
        return show(books, "why", to=ANA, cameras=FAR).text

    text = inside(database, work)
    assert f"Made by {HOST} in 8 s, voice: pocket. It cost 0.96 USD." in text


@pytest.mark.parametrize(
    ("role", "admins", "there"),
    [("admin", frozenset(), True), ("member", frozenset(), False), ("member", {BEN}, True)],
)
def test_whoever_runs_a_chat_chooses_what_films_are_made_with(database, role, admins, there):
    def work(books):
        people(books)
        books.chats.join(Membership(chat=ROOM, member=BEN, role=role))
        books.cameos.put(cameo(BEN))
        where = desk(cameras=HERE, admins=frozenset(admins))
        here = look(post("settings", BEN, to=BEN, chat=ROOM), books, where)
        books.chats.set_puppets_only(ROOM, only=True)
        return here, look(post("settings", BEN, to=BEN), books, where)

    here, at_home = inside(database, work)
    assert isinstance(here, OutgoingText)
    assert ("☐ Films here: puppets only" in labels(here)) is there
    assert ("☑ Green room: puppets only" in labels(at_home)) is there


def test_several_scenes_as_one_go_by_the_same_word_everywhere():
    assert JOINED == JOIN
