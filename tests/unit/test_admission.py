"""What counts as waiting: limits per member, chat and house, and what leaves the count again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generation.model.film import Part
from generation.model.member import ChatId, MemberId
from generation.studio import filming
from generation.studio.admission import (
    HOURLY_MAX,
    PENDING_CHAT_MAX,
    PENDING_MEMBER_MAX,
    PENDING_S_MAX,
    admit,
)
from tests.books import ADA, BOB, NOW, ROOM, clip, film, job, later, open_books

OTHER = ChatId("web:other")


@pytest.fixture
def database():
    database = open_books()
    yield database
    database.close()


def asked(books, number, *, member=ADA, chat=ROOM, at=NOW, **changes):
    books.films.put(film(f"f{number}", requester=member, chat=chat, made_at=at))
    values = {"member": member, "chat": chat, "made_at": at} | changes
    books.jobs.put(job(f"j{number}", film=f"f{number}", **values))


def why(database, *, member=ADA, chat=ROOM, at=NOW, workers=2):
    turned = database.read_now(lambda b: admit(b, member, chat, workers=workers, at=at))
    return None if turned is None else turned.why


def test_a_member_waits_for_a_few_films_at_most(database):
    for number in range(PENDING_MEMBER_MAX):
        assert why(database) is None
        database.write_now(lambda books, n=number: asked(books, n))
    assert why(database) == "member"
    assert why(database, member=BOB) is None


def test_a_chat_fills_up_for_everybody_in_it_alone(database):
    for number in range(PENDING_CHAT_MAX):
        database.write_now(lambda books, n=number: asked(books, n, member=MemberId(f"web:m{n}")))
    assert why(database, member=BOB) == "chat"
    assert why(database, member=BOB, chat=OTHER) is None


def test_the_house_is_full_by_seconds_of_work_for_its_workers(database):
    count = int(PENDING_S_MAX / 50)
    for number in range(count):
        chat = ChatId(f"web:c{number}")
        database.write_now(
            lambda books, n=number, c=chat: asked(
                books, n, member=MemberId(f"web:m{n}"), chat=c, cost_s=50.0
            )
        )
    assert why(database, member=BOB, workers=1) == "house"
    assert why(database, member=BOB, workers=2) is None


def test_an_hour_holds_so_many_films(database):
    for number in range(HOURLY_MAX):
        database.write_now(lambda books, n=number: asked(books, n, state="posted"))
    assert why(database) == "hourly"
    assert why(database, at=NOW + timedelta(hours=1, seconds=1)) is None


def test_previews_count_towards_no_limit(database):
    for number in range(PENDING_MEMBER_MAX):
        database.write_now(lambda books, n=number: asked(books, n, state="queued", viewer=BOB))
    assert why(database) is None


def test_a_cut_that_was_overtaken_before_it_was_shown_waits_no_longer(database):
    """Two cuts are made before the chat is reached: it shows the better one, and both are done."""

    def work(books):
        books.films.put(film("f1"))
        for token in ("P1", "P2"):
            books.films.put_part(
                Part(film="f1", token=token, name=token, stand_in="mina", state="agreed")
            )
        plain, better = frozenset({"P1"}), frozenset({"P1", "P2"})
        for name, cut in (("plain", plain), ("better", better)):
            books.jobs.put(job(name, film="f1", cut=cut, state="rendered"))
            books.clips.put(clip(name, film="f1", cut=cut))
        shown = books.clips.get("better")
        filming.publishing(books, "f1", shown, None)
        filming.published(books, books.films.get("f1"), shown, None, at=later(1))
        return [books.jobs.get(name).state for name in ("plain", "better")]

    assert database.write_now(work) == ["posted", "posted"]
    assert database.read_now(lambda books: books.jobs.pending("rendered", "publishing")) == []


@pytest.mark.parametrize(
    ("attempts_max", "state"), [(3, "failed"), (10, "queued")], ids=["a worker's end", "the bot's"]
)
def test_the_end_of_the_bot_is_held_against_no_film(database, attempts_max, state):
    def work(books):
        books.films.put(film("f1"))
        claimed = job("j1", film="f1", cut=frozenset(), state="rendering", attempt=3)
        books.jobs.put(claimed)
        filming.lost(
            books, replace(claimed), "error-worker-lost", retry=True, attempts_max=attempts_max
        )
        return books.jobs.get("j1").state

    assert database.write_now(work) == state
