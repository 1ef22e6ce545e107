"""What somebody is called in a chat: one name for one member, and where it stands in a sentence."""

from __future__ import annotations

import pytest

from generation.director.people import is_a_word
from generation.model.member import ChatId, Member, MemberId, Membership
from generation.studio.calling import call, forget_names, look, named_in
from tests.unit.rig_room import BEN, CHEN, NOW, ROOM, inside, opened, people


@pytest.fixture(scope="module")
def database():
    with opened() as database:
        yield database


def called(books, member, name, chat=ROOM):
    return call(books, member, chat, name, reserved={"otto", "me"}, at=NOW)


def test_a_name_is_kept_changed_and_cleared(database):
    def work(books):
        people(books)
        done = [called(books, BEN, "Benny"), called(books, BEN, "Big B"), called(books, BEN, "")]
        return done, books.chats.membership(ROOM, BEN).called

    assert inside(database, work) == ([True, True, True], None)


@pytest.mark.parametrize(
    "name",
    ["Ana", "ANA", "Аna", "A n a", "Ána", "４na", "Ａna", "Captain", "CAPTA1N", "Cɑptain",
     "小龙", "Otto", "0tto", "ME", "B", "!!"],
)  # fmt: skip
def test_what_looks_like_somebody_else_or_like_nobody_is_taken(database, name):
    def work(books):
        people(books)
        called(books, CHEN, "Captain")
        books.people.put(Member(id=MemberId("fake:dee"), name="小龍"))
        books.chats.join(Membership(chat=ROOM, member=MemberId("fake:dee")))
        return called(books, BEN, name), books.chats.membership(ROOM, BEN).called

    assert inside(database, work) == (False, None)


def test_ones_own_name_and_the_same_name_elsewhere_are_free(database):
    def work(books):
        people(books)
        other = ChatId("fake:other")
        books.chats.join(Membership(chat=other, member=CHEN))
        return called(books, CHEN, "Boss Chen"), called(books, CHEN, "Boss Chen", other)

    assert inside(database, work) == (True, True)


def test_nobody_is_called_anything_where_they_are_not(database):
    def work(books):
        people(books)
        return called(books, BEN, "Benny", ChatId("fake:nowhere"))

    assert inside(database, work) is False


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Benny eats a dumpling", [BEN]),
        ("老大 and Benny argue", [CHEN, BEN]),
        ("把饺子给老大吃", [CHEN]),
        ("benny eats", []),
        ("Bennys eat", []),
        ("Benny_2 eats", [BEN]),
        ("a dumpling", []),
    ],
)
def test_a_name_counts_where_it_stands_as_it_is_written(database, sentence, who):
    def work(books):
        people(books)
        called(books, BEN, "Benny")
        called(books, CHEN, "老大")
        return [member for member, _ in named_in(books, ROOM, sentence)]

    assert inside(database, work) == who


def test_a_name_goes_with_whoever_is_forgotten(database):
    def work(books):
        people(books)
        called(books, BEN, "Benny")
        forget_names(books, BEN)
        return called(books, CHEN, "Benny"), books.chats.membership(ROOM, BEN).called

    assert inside(database, work) == (True, None)


def test_look_alikes_look_alike():
    assert len({look(name) for name in ("Ilona", "llona", "1lona")}) == 1
    assert look("Ana") != look("Anna")


@pytest.mark.parametrize(
    "name", ["rain", "Rain", "下雨", "Coffee", "妈妈", "the", "Beach", "happy"]
)
def test_a_word_that_sentences_are_read_by_is_no_name(name):
    assert is_a_word(name)


@pytest.mark.parametrize("name", ["Benny", "老大", "Coffee King", "Ana", "小龙女"])
def test_other_names_are(name):
    assert not is_a_word(name)
