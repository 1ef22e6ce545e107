"""Handles become names in a sentence: whole ones, whatever is written around them."""

from __future__ import annotations

import pytest

from generation.model.member import MemberId
from generation.studio import claiming, enrolling
from tests.books import ADA, BOB, NOW, film, open_books, part


@pytest.mark.parametrize(
    ("text", "strangers", "named"),
    [
        ("@ben and me", (("ben", "ben"),), "ben and me"),
        ("@Ben and ben", (("ben2", "ben"),), "ben2 and ben"),
        ("@benny, @ben and @ben_x", (("ben2", "ben"),), "benny, ben2 and ben_x"),
        ("小美和@ben吵架", (("ben", "ben"),), "小美和ben吵架"),
        ("write to a@ben please", (), "write to a@ben please"),
        ("nobody here", (("ben", "ben"),), "nobody here"),
    ],
)
def test_names_stand_in_the_place_of_handles(text, strangers, named):
    handles = ("ben", "benny", "ben_x")
    assert claiming.with_names(text, handles, strangers) == named


def test_words_of_a_stranger_are_nobody_elses_name():
    wish = film(sentence="Captain_ben and Captain", strangers=(("Captain_ben", "captain_ben"),))
    assert claiming.without_strangers(wish) == "  and Captain"


def test_a_remix_knows_those_who_are_still_in_its_words_and_still_nobody():
    first = film(strangers=(("ben", "ben"), ("cho", "cho"), ("dee", "dee")))
    remix = film(
        "f2", sentence="ben and cho", mentions=((BOB, "Ben"),), strangers=(("eve", "eve"),)
    )
    known = claiming.with_strangers_of(first, remix).strangers
    assert known == (("eve", "eve"), ("cho", "cho"))


def test_forgetting_somebody_leaves_no_handle_by_which_they_were_found():
    database = open_books()

    def work(books):
        books.films.put(film(strangers=(("ben", "ben"), ("cho", "cho"))))
        books.films.put_part(part(name="ben", member=BOB))
        count = iter(range(99))
        enrolling.forget(books, BOB, at=NOW, new_id=lambda: f"n{next(count)}")
        return books.films.get("f1"), books.films.parts("f1")

    left, parts = database.write_now(work)
    database.close()
    assert left.strangers == (("cho", "cho"),)
    assert [one.member for one in parts] == [None]


def test_only_a_part_that_is_nobodys_can_be_claimed():
    database = open_books()

    def work(books):
        wish = film(strangers=(("ben2", "ben"),), requester=ADA)
        books.films.put(wish)
        assert claiming.part_for(books, wish, "ben") is None
        books.films.put_part(part("P2", name="ben2"))
        assert claiming.part_for(books, wish, "ben") == part("P2", name="ben2")
        assert claiming.part_for(books, wish, "ben2") is None
        books.films.put_part(part("P2", name="ben2", member=MemberId("web:ben")))
        assert claiming.part_for(books, wish, "ben") is None

    database.write_now(work)
    database.close()
