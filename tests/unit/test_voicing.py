"""A voice that is lent no longer: the films that speak with it go, and no other does."""

from __future__ import annotations

from itertools import count

import pytest

from generation.model.cameo import Cameo
from generation.model.member import Member
from generation.studio import enrolling
from generation.studio.enrolling import Captured
from generation.studio.records import Enrolment
from tests.books import ADA, BOB, NOW, clip, film, open_books, part

BOTH = frozenset({"P1", "P2"})


@pytest.fixture
def books():
    """The books, inside of one transaction: Ada and Bob lend their voices to a film."""
    database = open_books()
    inside = []

    def work(books):
        for member, token in ((ADA, "P1"), (BOB, "P2")):
            books.people.put(Member(id=member, name=member[4:]))
            books.cameos.put(
                Cameo(
                    owner=member, kind="video", likeness=f"l-{token}", portrait=f"p-{token}",
                    voice_sample=f"v-{token}", voice=True, verified=True, made_at=NOW,
                )
            )  # fmt: skip
        spoken(books, "f1")
        inside.append(books)

    database.write_now(work)
    yield inside[0]
    database.close()


def spoken(books, id_):
    """A film that is shown with both of them: by puppets, and as the big camera made it."""
    books.films.put(film(id_, paper="{}", state="shown", root=id_))
    for member, token in ((ADA, "P1"), (BOB, "P2")):
        given = {"member": member, "state": "agreed", "basis": "nod", "epoch": 1, "voice": True}
        books.films.put_part(part(token, id_, **given))
    for camera in ("small", "big"):
        books.clips.put(clip(f"{id_}-{camera}", film=id_, cut=BOTH, camera=camera, voices=BOTH))
    books.clips.put(clip(f"{id_}-mute", film=id_, cut=frozenset({"P1"})))
    books.clips.put(clip(f"{id_}-bob", film=id_, cut=BOTH, fit="smaller", voices={"P2"}))


def new_id_of():
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def switched(books):
    enrolling.switch(books, ADA, "voice", at=NOW, new_id=new_id_of())


def erased(books):
    assert enrolling.forget_voice(books, ADA, at=NOW, new_id=new_id_of()) == "v-P1"


def lent_no_more(books):
    """Another face, and this time no voice with it."""
    books.enrolments.put(
        Enrolment(member=ADA, at=NOW, state="capture", face=True, kind="video", release="1/en")
    )
    enrolling.checking(books, ADA, at=NOW)
    found = Captured(likeness="l", portrait="p", voice_sample=None, verified=True)
    books.films.put(film("t", requester=ADA))
    enrolling.captured(books, ADA, found, test_film="t", at=NOW)
    enrolling.screened(books, ADA, "t", "clip-of-t", at=NOW)
    assert enrolling.accept(books, ADA, at=NOW, new_id=new_id_of()) is not None


@pytest.mark.parametrize("way", [switched, erased, lent_no_more])
def test_films_that_speak_with_a_voice_go_with_it(books, way):
    way(books)
    assert [one.id for one in books.clips.of("f1")] == ["f1-bob", "f1-mute"]
    assert {"clip:f1-small", "clip:f1-big"} <= set(books.erasures.open())
    ada, bob = books.films.parts("f1")
    assert (ada.state, ada.voice, bob.voice) == ("agreed", False, True)


def test_what_is_gone_is_made_again_without_the_voice(books):
    books.clips.remove("f1-bob")
    switched(books)
    (coming,) = books.jobs.of("f1")
    assert (coming.cut, coming.camera, coming.state) == (BOTH, "small", "queued")


def test_a_voice_that_is_lent_again_speaks_in_no_film_from_before(books):
    switched(books)
    switched(books)
    assert books.cameos.get(ADA).voice
    assert not books.films.parts("f1")[0].voice


def test_a_film_in_which_the_voice_says_nothing_stays(books):
    for one in books.clips.of("f1"):
        books.clips.remove(one.id)
    books.clips.put(clip("c", cut=BOTH))
    switched(books)
    assert [one.id for one in books.clips.of("f1")] == ["c"]
    assert books.jobs.of("f1") == []
