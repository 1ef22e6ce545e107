"""The room's own books: one message per key, nothing missed, nothing shown to the wrong one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.model.member import ChatId, MemberId
from storage.database import Database
from storage.web_room import WebRoom
from storage.web_tables import Message, Person, Room, Seat, Upload
from tests.books import NOW

ANA, BEN, CHEN = MemberId("web:ana"), MemberId("web:ben"), MemberId("web:chen")
GREEN, RED = ChatId("web:green"), ChatId("web:red")


@pytest.fixture
def database():
    database = Database.open(None, clock=lambda: NOW)
    yield database
    database.close()


@pytest.fixture
def write(database):
    def run(work):
        return database.write_now(lambda books: work(WebRoom(books.connection)))

    run(furnish)
    return run


def furnish(books: WebRoom) -> None:
    for at, person in enumerate((ANA, BEN, CHEN)):
        made_at = NOW + timedelta(seconds=at)
        books.add_person(
            Person(id=person, browser="one", name=person[4:], locale="en", made_at=made_at)
        )
    for room in (GREEN, RED):
        books.add_room(Room(id=room, title=room[4:], made_at=NOW))
    for room, person in ((GREEN, ANA), (GREEN, BEN), (RED, CHEN)):
        books.sit(Seat(room=room, person=person, role="member", joined=f"{room}{person}"))


def note(key: str, **more) -> Message:
    values: dict[str, Any] = {
        "id": f"m-{key}",
        "room": GREEN,
        "key": key,
        "made_at": NOW,
        "body": {"text": key},
    }
    return Message(**(values | more))


def test_a_key_makes_one_message_ever(write):
    first, made = write(lambda books: books.add_message(note("k")))
    again, made_again = write(lambda books: books.add_message(note("k", id="other")))
    assert (made, made_again) == (True, False)
    assert again == first


def test_a_changed_message_keeps_its_place_and_gets_a_new_revision(write):
    write(lambda books: books.add_message(note("a")))
    write(lambda books: books.add_message(note("b")))
    assert write(lambda books: books.change_message("m-a", body={"text": "x"}, clip=None))
    assert not write(lambda books: books.change_message("m-a", body={"text": "x"}, clip=None))
    a, b = write(lambda books: books.latest(GREEN, ANA, before=99, limit=9))
    assert (a.body, a.seq, b.seq) == ({"text": "x"}, 1, 2)
    assert a.rev == 3


def test_a_removed_message_leaves_only_its_place(write):
    write(lambda books: books.add_message(note("a", clip="film")))
    write(lambda books: books.remove_message("m-a"))
    gone = write(lambda books: books.message("m-a"))
    assert (gone.body, gone.clip, gone.gone) == ({}, None, True)
    assert write(lambda books: books.visible("m-a", ANA)) is None
    assert [m.gone for m in write(lambda books: books.changed(ANA, since=1, limit=9))] == [True]


def test_a_message_for_one_is_seen_by_that_one(write):
    write(lambda books: books.add_message(note("a", only_for=BEN)))
    assert write(lambda books: books.visible("m-a", BEN)) is not None
    for other in (ANA, CHEN):
        assert write(lambda books, who=other: books.visible("m-a", who)) is None
        assert write(lambda books, who=other: books.changed(who, since=0, limit=9)) == []
    assert write(lambda books: books.latest(GREEN, ANA, before=9, limit=9)) == []


def test_who_leaves_a_room_sees_it_no_more(write):
    write(lambda books: books.add_message(note("a")))
    write(lambda books: books.stand_up(GREEN, BEN))
    assert write(lambda books: books.visible("m-a", BEN)) is None
    assert write(lambda books: books.seats(GREEN))[0].person == ANA


def test_an_invitation_ends(write):
    until = NOW + timedelta(days=7)
    write(lambda books: books.add_invite("hash", GREEN, until=until, now=NOW))
    assert write(lambda books: books.invite("hash", NOW)) == GREEN
    assert write(lambda books: books.invite("hash", until)) is None
    assert write(lambda books: books.invite("other", NOW)) is None


def test_files_outside_of_messages_are_found_after_a_while(write):
    for name in ("loose", "kept"):
        upload = Upload(
            id=name, owner=ANA, kind="photo", mime="image/jpeg", size=1, blob=f"b-{name}",
            made_at=NOW,
        )  # fmt: skip
        write(lambda books, one=upload: books.add_upload(one))
    write(lambda books: books.attach(["kept"], "m-a"))
    late = NOW + timedelta(hours=2)
    assert [u.id for u in write(lambda books: books.loose_uploads(late))] == ["loose"]
    assert write(lambda books: books.loose_uploads(NOW)) == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "look"]),
        st.integers(0, 5),
        st.sampled_from([None, ANA, BEN]),
    ),
    max_size=30,
)


def do(books: WebRoom, deed: str, number: int, viewer: MemberId | None) -> None:
    """Change one of six messages, as far as it is there."""
    name = f"m-{number}"
    if deed == "add":
        books.add_message(note(str(number), only_for=viewer))
    elif books.message(name) is not None and deed == "remove":
        books.remove_message(name)
    elif books.message(name) is not None and deed == "change":
        books.change_message(name, body={"text": f"{viewer}"}, clip=None)


@given(steps=steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whoever_asks_for_what_changed_ends_up_with_what_is_there(steps):
    database = Database.open(None, clock=lambda: NOW)

    def write(work):
        return database.write_now(lambda books: work(WebRoom(books.connection)))

    shown: dict[str, Message] = {}
    rev = 0
    try:
        write(furnish)
        for step in [*steps, ("look", 0, None)]:
            write(lambda books, step=step: do(books, *step))
            if step[0] == "look":
                for message in write(lambda books, r=rev: books.changed(ANA, since=r, limit=99)):
                    rev = message.rev
                    shown[message.id] = message
        there = write(lambda books: books.latest(GREEN, ANA, before=999, limit=999))
    finally:
        database.close()
    kept = sorted((m for m in shown.values() if not m.gone), key=lambda m: m.seq)
    assert kept == there
