"""A clip that cannot be read, in the books: what is made again, and when that ends."""

from __future__ import annotations

from itertools import count

import pytest

from bot.house.dispatcher import _lost
from generation.errors import DataBroken
from generation.model.job import ATTEMPTS_MAX
from generation.model.member import Chat
from generation.studio import enrolling, filming, remaking
from generation.studio.records import Enrolment
from tests.books import ADA, NOW, ROOM, clip, film, job, open_books, part

NOBODY: frozenset[str] = frozenset()
NUMBERS = (f"n{number}" for number in count())
new_id = NUMBERS.__next__


@pytest.fixture
def books():
    database, inside = open_books(), []

    def work(books):
        books.chats.put(Chat(id=ROOM, title=""))
        books.films.put(film(paper="{}"))
        inside.append(books)

    database.write_now(work)
    yield inside[0]
    database.close()


def test_it_is_given_up_after_as_many_times_however_large_it_was(books):
    for number in range(ATTEMPTS_MAX):
        assert books.films.get("f1").state == "making"
        books.jobs.put(job(f"a{number}", cut=NOBODY, state="publishing"))
        books.jobs.put(job(f"b{number}", cut=NOBODY, state="rendered", room_bytes=5))
        books.clips.put(clip(f"c{number}", cut=NOBODY, fit="smaller"))
        remaking.remake(books, f"c{number}", at=NOW, new_id=new_id)
        for coming in books.jobs.in_state("queued"):
            filming.call_off(books, coming, "cancelled")
    assert books.films.get("f1").state == "failed"
    assert books.films.get("f1").reason == DataBroken.message_id


def test_what_a_film_with_more_faces_has_overtaken_is_over(books):
    """A big camera's film without Bob is there when the chat comes to see Bob as puppets play."""
    both = clip("small", cut=frozenset({"P1", "P2"}))
    books.clips.put(both)
    books.jobs.put(job("late", cut=frozenset({"P1"}), state="rendered", camera="big", room_bytes=5))
    filming.published(books, books.films.get("f1"), both, None, at=NOW)
    assert [one.state for one in books.jobs.of("f1")] == ["posted"]


def test_a_claim_that_is_over_says_nothing_of_a_screen_test_that_is_made_again(books):
    mine = frozenset({"P1"})
    books.films.put(film(sentence="", paper="{}"))
    books.films.put_part(part("P1", member=ADA, state="agreed", basis="self"))
    late = job(cut=mine, viewer=ADA, state="rendering", attempt=1)
    books.jobs.put(late)
    books.enrolments.put(
        Enrolment(member=ADA, at=NOW, state="checking", test_film="f1", likeness="l", portrait="p")
    )
    filming.rendered(books, late, clip("c1", cut=mine))
    enrolling.screened(books, ADA, "f1", "c1", at=NOW)
    remaking.remake(books, "c1", at=NOW, new_id=new_id)
    _lost(books, late, "error-worker-lost", NOW, retry=True)
    assert [one.state for one in books.jobs.of("f1")] == ["failed", "queued"]
    assert books.enrolments.get(ADA).state == "preview"
