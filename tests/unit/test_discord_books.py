"""The Discord adapter's books: messages of ours, open forms, places, and what is noted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.discord_room.books import AdapterBooks
from bot.discord_room.tidying import Tidying
from generation.model.member import Chat, ChatId, Member, MemberId
from storage.discord import DiscordBooks
from storage.discord_tables import Ours, Shown
from tests.books import open_books

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANA = MemberId("discord:7")


@pytest.fixture
def books():
    database = open_books()
    yield lambda use: database.write_now(lambda books: use(DiscordBooks(books.connection)))
    database.close()


def test_a_message_is_what_it_was_last_put_as(books):
    first = Ours(message=1 << 62, channel=2, place=ChatId("discord:2"))
    then = replace(
        first, private=True, reader=ANA, token="t", until=AT, clip="c", unsure=AT, covered=True
    )
    for one in (first, then):
        books(lambda own, one=one: own.put_message(one))
        assert books(lambda own: own.message(1 << 62)) == one
    books(lambda own: own.drop_message(1 << 62))
    assert books(lambda own: own.message(1 << 62)) is None


def test_only_what_can_not_be_reached_any_more_is_forgotten(books):
    kept = Ours(message=1, channel=2, place=ChatId("discord:2"))
    late = replace(kept, message=2, token="t", until=AT + timedelta(seconds=1))
    over = replace(kept, message=3, token="t", until=AT)
    for one in (kept, late, over):
        books(lambda own, one=one: own.put_message(one))
    books(lambda own: own.drop_expired(AT))
    assert [books(lambda own, n=n: own.message(n)) for n in (1, 2, 3)] == [kept, late, None]


def test_a_token_is_forgotten_once_it_is_old_and_its_message_is_not(books):
    late = Ours(
        message=2, channel=2, place=ChatId("discord:2"), token="t", until=AT + timedelta(seconds=1)
    )
    over = replace(late, message=3, until=AT)
    for one in (late, over):
        books(lambda own, one=one: own.put_message(one))
    books(lambda own: own.forget_tokens(AT))
    assert [books(lambda own, n=n: own.message(n)) for n in (2, 3)] == [
        late, replace(over, token=""),
    ]  # fmt: skip


def test_a_form_outlives_a_restart_and_is_gone_with_its_member_or_its_day(books):
    shown = Shown(key="k", member=ANA, form="f", kind="sentence", values={"title": "月"}, at=AT)
    other = replace(shown, key="k2", member=MemberId("discord:8"), at=AT + timedelta(days=1))
    books(lambda own: (own.put_form(shown), own.put_form(other)))
    assert books(lambda own: own.form("k")) == shown
    books(lambda own: own.drop_forms(AT + timedelta(hours=1)))
    assert (books(lambda own: own.form("k")), books(lambda own: own.form("k2"))) == (None, other)


def test_a_forgotten_member_has_no_forms():
    database = open_books()
    shown = Shown(key="k", member=ANA, form="f", kind="persona", values={"persona": "shy"}, at=AT)
    database.write_now(lambda books: books.people.put(Member(id=ANA, name="Ana", locale="en")))
    database.write_now(lambda books: DiscordBooks(books.connection).put_form(shown))
    database.write_now(lambda books: books.connection.execute("DELETE FROM members"))
    try:
        assert database.write_now(lambda books: DiscordBooks(books.connection).form("k")) is None
    finally:
        database.close()


def test_a_forgotten_member_is_nobodys_reader_and_what_they_saw_is_still_known():
    database = open_books()
    theirs = Ours(message=1, channel=2, place=ChatId("discord:2"), reader=ANA, token="t", until=AT)
    other = replace(theirs, message=2, reader=MemberId("discord:8"))

    def own(use):
        return database.write_now(lambda books: use(DiscordBooks(books.connection)))

    database.write_now(lambda books: books.people.put(Member(id=ANA, name="Ana", locale="en")))
    own(lambda books: (books.put_message(theirs), books.put_message(other)))
    database.write_now(lambda books: books.connection.execute("DELETE FROM members"))
    try:
        assert own(lambda books: books.message(1)) == replace(theirs, reader=MemberId(""))
        assert own(lambda books: books.message(2)) == other
    finally:
        database.close()


async def test_what_is_old_is_tidied_away_without_anything_new():
    database, now = open_books(), AT + timedelta(days=40)
    old = Ours(message=1, channel=2, place=ChatId("discord:2"), reader=ANA, token="t", until=AT)
    late = replace(old, message=2, until=now - timedelta(minutes=1))
    form = Shown(key="k", member=ANA, form="f", kind="sentence", values={}, at=AT)
    states = {"answer:a": {"until": AT.isoformat()}, "answer:b": {"until": "2030-01-01T00:00Z"}}
    books = AdapterBooks(database)

    def put(own):
        own.put_form(form)
        for ours in (old, late):
            own.put_message(ours)
        for name, value in states.items():
            own.put_state(name, json.dumps(value))

    try:
        await books.write(put)
        await Tidying(books=books, clock=lambda: now).tidy()
        assert await books.read(lambda own: own.form("k")) is None
        assert await books.read(lambda own: own.message(1)) is None
        assert await books.read(lambda own: own.message(2)) == replace(late, token="")
        assert [*await books.read(lambda own: own.states("answer:"))] == ["answer:b"]
    finally:
        database.close()


def test_channels_are_known_by_their_server_and_notes_by_their_beginning(books):
    books(
        lambda own: [own.put_place(channel, guild) for channel, guild in ((1, 9), (2, 9), (3, 8))]
    )
    books(lambda own: own.drop_place(2))
    assert books(lambda own: own.channels(9)) == [1]
    books(
        lambda own: [
            own.put_state(k, v) for k, v in (("guild:1", "a"), ("guild:1", "b"), ("x", "c"))
        ]
    )
    assert books(lambda own: own.states("guild:")) == {"guild:1": "b"}
    books(lambda own: own.drop_state("x"))
    assert (books(lambda own: own.state("x")), books(lambda own: own.state("guild:1"))) == (
        None,
        "b",
    )


def test_a_server_has_work_for_the_bot_while_a_channel_of_it_is_open():
    database = open_books()

    def put(opened):
        chat = Chat(id=ChatId("discord:2"), title="#club", opened=opened)
        database.write_now(lambda books: books.chats.put(chat))
        database.write_now(lambda books: DiscordBooks(books.connection).put_place(2, 1))

    def works_in(guild):
        return database.write_now(lambda books: DiscordBooks(books.connection).works_in(guild))

    found = []
    for opened in (False, True):
        put(opened)
        found.append([works_in(1), works_in(3)])
    assert found == [[False, False], [True, False]]
    database.close()
