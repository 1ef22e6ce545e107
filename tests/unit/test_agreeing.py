"""Answers to the better film, and what ends the question: a chat of puppets, or that is left."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from generation.model.cameo import Cameo
from generation.model.member import Chat, Membership
from generation.studio import agreeing, bettering, permission
from tests.books import ADA, BOB, NOW, ROOM, clip, film, job, open_books, part, post

BOTH = frozenset({"P1", "P2"})
MINE = frozenset({"P2"})


@pytest.fixture
def books():
    """The books, inside of one transaction: a film of Ada's that shows Bob, who has not ticked."""
    database = open_books()
    inside = []

    def work(books):
        books.chats.put(Chat(id=ROOM, title=""))
        for member in (ADA, BOB):
            books.chats.join(Membership(chat=ROOM, member=member))
            books.cameos.put(
                Cameo(
                    owner=member, kind="drawn", likeness="l", portrait="p", made_at=NOW,
                    told=("puppet", "ltx"),
                )
            )  # fmt: skip
        books.films.put(film(paper="{}", state="shown"))
        given: dict[str, Any] = {"state": "agreed", "epoch": 1}
        books.films.put_part(part("P1", member=ADA, basis="self", better=True, **given))
        books.films.put_part(part("P2", member=BOB, basis="nod", **given))
        books.clips.put(clip("small", cut=BOTH))
        inside.append(books)

    database.write_now(work)
    yield inside[0]
    database.close()


NUMBERS = (f"n{number}" for number in count())
new_id = NUMBERS.__next__


def asked(books):
    """Bob is shown what a big camera has made of him."""
    books.films.put_part(bob(books, better_asked_at=NOW))
    books.clips.put(clip("big", cut=BOTH, camera="big"))
    books.jobs.put(job(cut=BOTH, viewer=BOB, state="posted", camera="big"))


def bob(books, **changes):
    return replace(books.films.parts("f1")[1], **changes)


def puppets_only(books):
    bettering.keep_small(books, ROOM, only=True, at=NOW)


def leave(books):
    permission.leave(books, ROOM, BOB, at=NOW, new_id=new_id)


def agrees(books):
    return agreeing.agree(books, "f1", "P2", BOB, at=NOW, new_id=new_id)


@pytest.mark.parametrize("ends", [puppets_only, leave])
def test_what_was_made_for_the_question_goes_with_it(books, ends):
    asked(books)
    ends(books)
    assert [one.id for one in books.clips.of("f1")] == ["small"]
    assert "clip:big" in books.erasures.open()
    assert not agrees(books)
    assert not bob(books).better


@pytest.mark.parametrize("ends", [puppets_only, leave])
def test_what_is_being_made_for_it_is_called_off(books, ends):
    books.jobs.put(job(cut=BOTH, viewer=BOB, state="rendering", camera="big"))
    ends(books)
    assert [one.state for one in books.jobs.of("f1")] == ["failed"]


def test_a_yes_is_none_in_a_chat_that_came_to_keep_to_puppets(books):
    asked(books)
    books.chats.set_puppets_only(ROOM, only=True)
    assert not agrees(books)
    books.chats.set_puppets_only(ROOM, only=False)
    assert agrees(books)


@pytest.mark.parametrize(("state", "stays"), [("rendered", False), ("posted", True)])
def test_a_chat_of_puppets_keeps_what_it_sees_and_nothing_else(books, state, stays):
    books.films.put_part(bob(books, better=True))
    books.clips.put(clip("big", cut=BOTH, camera="big"))
    books.jobs.put(job(cut=BOTH, state=state, camera="big"))
    puppets_only(books)
    assert (books.clips.get("big") is not None) is stays


def test_a_chat_of_puppets_keeps_no_better_film_that_somebody_said_no_to(books):
    books.films.put_part(bob(books, better_declined=True))
    books.clips.put(clip("big", cut=BOTH, camera="big"))
    books.jobs.put(job(cut=BOTH, viewer=BOB, state="posted", camera="big"))
    puppets_only(books)
    assert books.clips.get("big") is None


@pytest.mark.parametrize("hidden", [False, True])
def test_a_chat_of_puppets_leaves_alone_what_is_as_it_was(books, hidden):
    books.films.put(replace(books.films.get("f1"), hidden=hidden))
    books.films.put_part(bob(books, better=True))
    books.clips.put(clip("big", cut=BOTH, camera="big"))
    books.outbox.put(post(message="m1", published=1, revision=1))
    puppets_only(books)
    assert books.clips.get("big") is not None
    assert books.outbox.due(NOW) == []


def test_films_by_every_camera_can_come_back(books):
    asked(books)
    puppets_only(books)
    bettering.keep_small(books, ROOM, only=False, at=NOW)
    cameras = bettering.Cameras(names=("ltx",))
    bettering.make_big_cuts(books, "f1", cameras, at=NOW, new_id=new_id)
    coming = [one for one in books.jobs.of("f1") if one.state == "queued"]
    assert [(one.cut, one.viewer) for one in coming] == [(BOTH, BOB)]


def test_who_leaves_unasked_has_said_nothing_that_is_written_down(books):
    leave(books)
    assert bob(books).better_declined
    assert [row["kind"] for row in books.ledger.receipts(BOB)] == ["left"]
    cameras = bettering.Cameras(names=("ltx",))
    bettering.make_big_cuts(books, "f1", cameras, at=NOW, new_id=new_id)
    assert books.jobs.of("f1") == []


def test_nobody_who_is_not_in_the_chat_is_asked(books):
    books.chats.leave(ROOM, BOB)
    cameras = bettering.Cameras(names=("ltx",))
    bettering.make_big_cuts(books, "f1", cameras, at=NOW, new_id=new_id)
    assert books.jobs.of("f1") == []
