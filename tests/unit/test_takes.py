"""Pictures somebody gave and does not use: the transaction that lets go has them destroyed."""

from __future__ import annotations

import pytest

from generation.model.cameo import Cameo
from generation.model.member import Member
from generation.studio import enrolling
from generation.studio.enrolling import Captured
from generation.studio.records import Enrolment
from tests.books import ADA, NOW, film, open_books

new_id = iter(f"n{number}" for number in range(99)).__next__

FIRST = Captured(likeness="l1", portrait="p1", voice_sample="v1", verified=True)
SECOND = Captured(likeness="l2", portrait="p2", voice_sample="v2", verified=True)


@pytest.fixture
def books():
    """The books, inside of one transaction, where Ada is about to give a picture."""
    database = open_books()
    inside = []

    def work(books):
        books.people.put(Member(id=ADA, name="Ada"))
        agree(books)
        inside.append(books)

    database.write_now(work)
    yield inside[0]
    database.close()


def agree(books, *, voice=True):
    books.enrolments.put(
        Enrolment(member=ADA, at=NOW, state="capture", voice=voice, face=True, release="1/en")
    )


def capture(books, found, test="t1"):
    assert enrolling.checking(books, ADA, at=NOW)
    books.films.put(film(id=test, requester=ADA))
    enrolling.captured(books, ADA, found, test_film=test, at=NOW)
    enrolling.screened(books, ADA, test, f"clip-of-{test}", at=NOW)


def going(books):
    return set(books.erasures.open())


def takes(found):
    return {f"blob:{blob}" for blob in (found.likeness, found.portrait, found.voice_sample)}


def again(books):
    enrolling.begin(books, ADA, "photo", origin=None, resume="", digits="123", at=NOW)


def test_nothing_goes_that_somebody_is_looking_at(books):
    capture(books, FIRST)
    assert going(books) == set()


def test_what_is_thrown_away_goes(books):
    capture(books, FIRST)
    enrolling.discard(books, ADA, at=NOW)
    assert going(books) == takes(FIRST) | {"clip:clip-of-t1"}
    assert books.films.get("t1").state == "removed"


@pytest.mark.parametrize("way", [again, lambda books: enrolling.checking(books, ADA, at=NOW)])
def test_what_is_taken_again_goes_at_once(books, way):
    capture(books, FIRST)
    way(books)
    wish = books.enrolments.get(ADA)
    assert going(books) == takes(FIRST) | {"clip:clip-of-t1"}
    assert (wish.likeness, wish.portrait, wish.voice_sample, wish.preview) == (None,) * 4
    assert books.films.get("t1").state == "removed"


def test_what_is_used_stays_and_what_it_replaces_goes(books):
    capture(books, FIRST)
    assert enrolling.accept(books, ADA, at=NOW, new_id=new_id) is not None
    assert going(books) == {"clip:clip-of-t1"}
    agree(books)
    capture(books, SECOND, test="t2")
    assert enrolling.accept(books, ADA, at=NOW, new_id=new_id) is not None
    assert going(books) == takes(FIRST) | {"clip:clip-of-t1", "clip:clip-of-t2"}
    assert books.cameos.get(ADA).likeness == SECOND.likeness


def test_a_face_in_use_stays_when_another_one_is_thrown_away(books):
    books.cameos.put(Cameo(owner=ADA, kind="photo", likeness="l0", portrait="p0", made_at=NOW))
    capture(books, FIRST)
    enrolling.discard(books, ADA, at=NOW)
    assert going(books) == takes(FIRST) | {"clip:clip-of-t1"}
    assert books.cameos.get(ADA).likeness == "l0"


def test_a_voice_that_was_not_lent_goes_at_once(books):
    agree(books, voice=False)
    capture(books, FIRST)
    assert going(books) == {"blob:v1"}
