"""What every store of the books promises, as ``generation.studio.books`` words it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from generation.model.cameo import Block, Cameo, Grant
from generation.model.member import Chat, ChatId, Member, Membership
from generation.studio.books import Books
from generation.studio.records import Button, Dialog, Enrolment
from storage import (
    buttons,
    cameos,
    chats,
    clips,
    dialogs,
    doors,
    enrolments,
    erasures,
    far_jobs,
    films,
    grants,
    inbox,
    jobs,
    ledger,
    members,
    outbox,
    reactions,
    reports,
)
from storage.books import SqliteBooks
from tests.books import (
    ADA,
    BOB,
    EVE,
    NOW,
    OTHER,
    ROOM,
    clip,
    film,
    job,
    later,
    open_books,
    part,
    post,
)  # fmt: skip

CAMEO = Cameo(owner=ADA, kind="photo", likeness="b1", portrait="b2", made_at=NOW)
GRANT = Grant(
    id="g1", subject=ADA, grantee=BOB, chat=ROOM, epoch=1, origin="f1", made_at=NOW
)  # fmt: skip
BUTTON = Button(id="x" * 22, verb="like", object="f1", slot="film:f1", chat=ROOM)


def as_books(books: SqliteBooks) -> Books:
    """Have mypy prove that the stores are what the use cases ask for."""
    return books


@pytest.fixture
def books():
    """Books whose every call is a transaction of its own."""
    database = open_books()
    yield Calls(database.write_now)
    database.close()


class Calls:
    """``books.films.get("f1")`` is a transaction of its own."""

    def __init__(self, run: Callable[..., Any], path: tuple[str, ...] = ()) -> None:
        self._run, self._path = run, path

    def __getattr__(self, name: str) -> Calls:
        return Calls(self._run, (*self._path, name))

    def __call__(self, *arguments, **named):
        def work(books: SqliteBooks) -> Any:
            target: Any = books
            for name in self._path:
                target = getattr(target, name)
            return target(*arguments, **named)

        return self._run(work)


STORES = (
    buttons, cameos, chats, clips, dialogs, doors, enrolments, erasures, far_jobs, films, grants,
    inbox, jobs, ledger, members, outbox, reactions, reports,
)  # fmt: skip
WHOLE_TABLE = {"ledger.ALL", "ledger.LAST", "erasures.OPEN", "outbox.DUE", "cameos.UNUSED"}
"""An audit; the end of an index; all there is to do, and nothing else; what is asked once a day."""


def test_no_question_reads_a_whole_table():
    def look(books):
        slow = set()
        for store in STORES:
            for constant, sql in vars(store).items():
                if isinstance(sql, str) and re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)", sql):
                    values = dict.fromkeys(re.findall(r":(\w+)", sql)) or (None,) * sql.count("?")
                    plan = books.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
                    if any(re.match(r"SCAN (?!line|json_each)", row["detail"]) for row in plan):
                        slow.add(f"{store.__name__.rpartition('.')[2]}.{constant}")
        return slow

    with closing(open_books()) as database:
        assert database.read_now(look) <= WHOLE_TABLE


# ---------------------------------------------------------------- people, chats, cameos, grants


def test_a_member_comes_back_as_they_were_put(books):
    ada = Member(id=ADA, name="Ada 🎬", locale="zh-Hant", adult_at=NOW)
    assert books.people.get(ADA) is None
    books.people.put(ada)
    assert books.people.get(ADA) == ada
    books.people.put(replace(ada, name="Ada L.", adult_at=None))
    assert books.people.get(ADA).name == "Ada L."
    books.people.remove(ADA)
    assert books.people.get(ADA) is None


def test_moments_keep_their_microseconds_and_come_back_in_utc(books):
    there = NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))
    books.people.put(Member(id=ADA, name="Ada", adult_at=there))
    back = books.people.get(ADA).adult_at
    assert back == NOW
    assert back.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(books):
    with pytest.raises(TypeError):
        books.people.put(Member(id=ADA, name="Ada", adult_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_telling_somebody_is_remembered_with_or_without_a_member(books):
    assert books.people.told_at(ADA) is None
    books.people.told(ADA, NOW)
    books.people.told(ADA, later(5))
    assert books.people.told_at(ADA) == later(5)
    books.people.remove(ADA)
    assert books.people.told_at(ADA) is None


def test_a_chat_comes_back_as_it_was_put(books):
    chat = Chat(id=ROOM, title="Friday", private=True, opened=False, paused=True)
    books.chats.put(chat)
    assert books.chats.get(ROOM) == chat
    assert books.chats.get(OTHER) is None


def test_a_chat_keeps_to_puppets_until_it_says_otherwise(books):
    books.chats.put(Chat(id=ROOM, title="Friday"))
    assert not books.chats.puppets_only(ROOM)
    for only in (True, False, True):
        books.chats.set_puppets_only(ROOM, only=only)
        books.chats.put(Chat(id=ROOM, title="Saturday"))
        assert books.chats.puppets_only(ROOM) is only
    books.chats.set_puppets_only(OTHER, only=True)
    assert not books.chats.puppets_only(OTHER)
    books.moves.rename(ROOM, OTHER)
    assert books.chats.puppets_only(OTHER)


def test_a_chat_goes_and_its_memberships_stay(books):
    books.chats.put(Chat(id=ROOM, title="Friday"))
    books.chats.join(Membership(chat=ROOM, member=ADA))
    books.chats.remove(ROOM)
    books.chats.remove(ROOM)
    assert books.chats.get(ROOM) is None
    assert [one.member for one in books.chats.members(ROOM)] == [ADA]


def test_a_chat_is_renamed_wherever_it_is_named_and_nowhere_else(books):
    books.chats.put(Chat(id=ROOM, title="Friday"))
    near = ChatId(f"{ROOM}2")
    for chat, member in ((ROOM, ADA), (near, BOB)):
        books.chats.join(Membership(chat=chat, member=member))
    books.grants.put(GRANT)
    books.films.put(film())
    books.moves.rename(ROOM, OTHER)
    assert books.chats.get(ROOM) is None
    assert books.chats.get(OTHER).title == "Friday"
    assert books.chats.members(OTHER) == [Membership(chat=OTHER, member=ADA)]
    assert books.chats.membership(near, BOB) is not None
    assert books.grants.get("g1") == replace(GRANT, chat=OTHER)
    assert books.films.get("f1").chat == OTHER


def test_memberships_belong_to_one_chat(books):
    here = Membership(chat=ROOM, member=ADA, role="admin", called="Captain", allowed_at=NOW)
    books.chats.join(here)
    books.chats.join(Membership(chat=OTHER, member=ADA))
    books.chats.join(Membership(chat=ROOM, member=BOB))
    assert books.chats.membership(ROOM, ADA) == here
    assert books.chats.membership(OTHER, BOB) is None
    assert [m.member for m in books.chats.members(ROOM)] == [ADA, BOB]
    assert {m.chat for m in books.chats.of(ADA)} == {ROOM, OTHER}
    books.chats.join(replace(here, called=None))
    assert books.chats.membership(ROOM, ADA).called is None
    books.chats.leave(ROOM, ADA)
    assert [m.member for m in books.chats.members(ROOM)] == [BOB]


def test_two_in_a_chat_cannot_be_called_the_same(books):
    books.chats.join(Membership(chat=ROOM, member=ADA, called="Captain"))
    books.chats.join(Membership(chat=OTHER, member=BOB, called="Captain"))
    with pytest.raises(sqlite3.IntegrityError):
        books.chats.join(Membership(chat=ROOM, member=BOB, called="Captain"))


def test_a_cameo_comes_back_as_it_was_put(books):
    full = replace(
        CAMEO, verified=True, voice_sample="b3", audience="everywhere", ask="never", face=False,
        voice=True, persona="sighs a lot", limits=("kissing", "politics"), protected=True, epoch=4,
        told=("puppet", "films.example.org"),
    )  # fmt: skip
    for cameo in (CAMEO, full):
        books.cameos.put(cameo)
        assert books.cameos.get(ADA) == cameo
    books.cameos.remove(ADA)
    assert books.cameos.get(ADA) is None


def test_cameos_that_nobody_uses_are_found(books):
    for owner, made in ((ADA, 0), (BOB, 0), (EVE, 9)):
        books.cameos.put(replace(CAMEO, owner=owner, made_at=later(made)))
    books.films.put(film(made_at=later(6)))
    books.films.put_part(part("P1", member=BOB, state="agreed"))
    books.films.put_part(part("P2", member=ADA, state="declined"))
    assert books.cameos.unused_since(later(5)) == [ADA]
    assert books.cameos.unused_since(later(7)) == [ADA, BOB]
    assert books.cameos.unused_since(NOW) == []


def test_grants_that_end_are_found_the_first_to_end_first(books):
    for name, until in (("a", later(9)), ("b", later(3)), ("c", None), ("d", later(60))):
        books.grants.put(replace(GRANT, id=name, until=until))
    assert [grant.id for grant in books.grants.ending_before(later(10))] == ["b", "a"]


def test_grants_are_listed_by_who_gave_them_oldest_first(books):
    full = replace(GRANT, id="g0", voice=True, uses_left=1, until=later(60), made_at=later(1))
    anybody = replace(GRANT, id="g2", grantee=None, chat=None)
    for grant in (full, anybody, GRANT, replace(GRANT, id="g3", subject=BOB)):
        books.grants.put(grant)
    assert books.grants.get("g0") == full
    assert books.grants.by(ADA) == [GRANT, anybody, full]
    books.grants.remove("g1")
    assert books.grants.by(ADA) == [anybody, full]


def test_a_use_below_zero_is_refused(books):
    with pytest.raises(sqlite3.IntegrityError):
        books.grants.put(replace(GRANT, uses_left=-1))


def test_blocks_are_kept_once_and_ended_together(books):
    for asker in (BOB, BOB, None):
        books.grants.block(Block(subject=ADA, asker=asker))
    assert books.grants.blocks(ADA) == [
        Block(subject=ADA, asker=None), Block(subject=ADA, asker=BOB),
    ]  # fmt: skip
    assert books.grants.blocks(BOB) == []
    books.grants.unblock(ADA)
    assert books.grants.blocks(ADA) == []


# ---------------------------------------------------------------- films, clips


def test_a_film_comes_back_as_it_was_put(books):
    full = film(
        thread="7", mentions=((BOB, "@bob"), (EVE, "Ève")), strangers=(("cho2", "Cho"),),
        recording="b9", paper="{}",
        paper_sha256="ab", title="Rain", reading="you, rain", state="failed", reason="cancelled",
        hidden=True, covered=True,
    )  # fmt: skip
    for value in (film(), full):
        books.films.put(value)
        assert books.films.get("f1") == value
    assert books.films.get("f2") is None


def test_parts_come_in_the_order_of_their_tokens(books):
    books.films.put(film())
    asked = part("P2", member=BOB, state="asked", asked_at=NOW, epoch=3, voice=True)
    agreed = part(
        "P1", member=ADA, state="agreed", basis="grant", grant="g1", better=True,
        better_asked_at=later(9), better_declined=True,
    )  # fmt: skip
    books.films.put_part(asked)
    books.films.put_part(agreed)
    assert books.films.parts("f1") == [agreed, asked]
    books.films.put_part(replace(asked, state="declined"))
    assert books.films.parts("f1")[1].state == "declined"


def test_a_part_of_no_film_is_refused(books):
    with pytest.raises(sqlite3.IntegrityError):
        books.films.put_part(part(film_="nowhere"))


def test_films_are_found_by_who_asked_and_by_who_is_in_them(books):
    for number, state in enumerate(("shown", "failed", "removed")):
        books.films.put(film(f"f{number}", made_at=later(number), state=state))
        books.films.put_part(part(film_=f"f{number}", member=BOB))
    books.films.put(film("f9", requester=BOB))
    assert [f.id for f in books.films.by(ADA)] == ["f2", "f1", "f0"]
    assert [f.id for f in books.films.with_member(BOB)] == ["f2", "f1", "f0"]
    assert books.films.with_member(EVE) == []


def test_the_last_papers_of_a_chat_come_newest_first(books):
    for number, (name, paper) in enumerate((("a", "1"), ("b", None), ("c", "3"), ("d", "4"))):
        books.films.put(film(name, paper=paper, made_at=later(number)))
    books.films.put(film("x", chat="web:other", paper="5", made_at=later(9)))
    chat = books.films.get("a").chat
    assert books.films.last_papers(chat, 2) == ["4", "3"]
    assert books.films.last_papers(chat, 10) == ["4", "3", "1"]


def test_the_films_of_a_chat_since_a_moment_come_oldest_first(books):
    for number, name in enumerate(("a", "b", "c")):
        books.films.put(film(name, made_at=later(number)))
    books.films.put(film("x", chat=OTHER, made_at=later(9)))
    assert [one.id for one in books.films.since(ROOM, later(1))] == ["b", "c"]


def test_remixes_are_direct_and_descendants_are_all(books):
    books.films.put(film("a"))
    for number, (child, parent) in enumerate((("b", "a"), ("c", "a"), ("d", "b"), ("e", "d"))):
        books.films.put(film(child, remix_of=parent, root="a", made_at=later(number)))
        books.films.put(film(child, remix_of=parent, root="a", made_at=later(number)))
    assert [f.id for f in books.films.remixes("a")] == ["b", "c"]
    assert [f.id for f in books.films.descendants("a")] == ["b", "c", "d", "e"]
    assert [f.id for f in books.films.descendants("d")] == ["e"]
    assert books.films.descendants("e") == []


def test_questions_without_an_answer_are_found_by_their_age(books):
    books.films.put(film())
    for token, state, asked in (("P1", "asked", 0), ("P2", "asked", 9), ("P3", "declined", 0)):
        books.films.put_part(part(token, state=state, asked_at=later(asked)))
    assert [p.token for p in books.films.asked_before(later(5))] == ["P1"]
    assert books.films.asked_before(NOW) == []


def test_who_was_shown_a_better_film_and_says_nothing_is_found(books):
    books.films.put(film())
    cases: list[dict[str, Any]] = [
        {}, {"better": True}, {"better_declined": True}, {"better_asked_at": None},
        {"state": "withdrawn"}, {"better_asked_at": later(5)},
    ]  # fmt: skip
    for number, changes in enumerate(cases):
        shown: dict[str, Any] = {"state": "agreed", "better_asked_at": NOW} | changes
        books.films.put_part(part(f"P{number}", member=BOB, **shown))
    found = books.films.better_asked_before(later(1))
    assert [one.token for one in found] == ["P0"]
    assert [one.token for one in books.films.better_asked_before(later(6))] == ["P0", "P5"]
    assert books.films.better_asked_before(NOW) == []


def test_a_clip_comes_back_as_it_was_put_and_can_go(books):
    books.films.put(film())
    first = clip(fit="smaller", camera="big", cost="0.96 USD", voices=frozenset({"P1"}))
    empty = clip("c2", cut=frozenset(), made_at=later(1))
    books.clips.put(empty)
    books.clips.put(first)
    assert books.clips.get("c1") == first
    assert books.clips.of("f1") == [first, empty]
    books.clips.remove("c1")
    assert books.clips.of("f1") == [empty]


# ---------------------------------------------------------------- jobs


def test_a_job_comes_back_as_it_was_put(books):
    books.films.put(film())
    full = job(
        "j2", cut=frozenset({"P1"}), viewer=BOB, state="rendering", cost_s=3.5, attempt=2,
        lease_until=later(30), reason="", room_bytes=8_000_000, made_at=later(1), camera="big",
        tried=("ltx", "wan"),
    )  # fmt: skip
    for value in (full, job()):
        books.jobs.put(value)
        assert books.jobs.get(value.id) == value
    assert [j.id for j in books.jobs.of("f1")] == ["j1", "j2"]
    assert [j.id for j in books.jobs.in_state("rendering", "accepted")] == ["j1", "j2"]
    assert [j.id for j in books.jobs.in_state("rendering")] == ["j2"]
    assert books.jobs.in_state() == []


def test_a_film_that_is_made_smaller_waits_once(books):
    books.films.put(film())
    for one in (
        job(state="publishing", cost_s=3.0), job("j2", state="queued", room_bytes=8_000_000),
        job("j3", state="queued", viewer=BOB), job("j4", state="queued", camera="big"),
    ):  # fmt: skip
        books.jobs.put(one)
    assert books.jobs.pending("queued", "publishing") == [(ADA, ROOM, 3.0)]


def test_what_waits_for_puppets_is_told_apart_from_what_waits_for_a_big_camera(books):
    books.films.put(film())
    books.jobs.put(job("j1", state="queued", camera="big"))
    assert not books.jobs.any("queued")
    books.jobs.put(job("j2", state="queued", camera="big", room_bytes=8_000_000))
    assert books.jobs.any("queued")
    assert not books.jobs.any("rendering")


def test_films_of_a_chat_with_a_clip_by_a_big_camera(books):
    for name, chat, camera in (("f1", ROOM, "small"), ("f2", ROOM, "big"), ("f3", OTHER, "big")):
        books.films.put(film(name, chat=chat))
        books.clips.put(clip(f"{name}a", film=name, camera=camera))
        books.clips.put(clip(f"{name}b", film=name, camera=camera, cut={"P1"}))
    assert books.clips.big_in(ROOM) == ["f2"]


def test_films_asked_for_are_counted_without_those_that_failed(books):
    for number, state in enumerate(("making", "shown", "removed", "failed")):
        books.films.put(film(f"f{number}", state=state, made_at=later(number)))
    books.films.put(film("other", requester=BOB))
    assert books.jobs.since(ADA, NOW) == 3
    assert books.jobs.since(ADA, later(1)) == 2
    assert books.jobs.since(EVE, NOW) == 0


# ---------------------------------------------------------------- outbox, buttons


def test_a_post_is_due_until_the_chat_shows_its_last_revision(books):
    books.outbox.put(post())
    assert books.outbox.due(NOW) == [post()]
    shown = post(message="m1", published=1)
    books.outbox.put(shown)
    assert books.outbox.due(NOW) == []
    books.outbox.touch("film:f1")
    books.outbox.touch("no such slot")
    assert books.outbox.due(NOW) == [replace(shown, revision=2)]
    assert books.outbox.get("film:f1").revision == 2
    assert books.outbox.showing(ROOM, "m1").slot == "film:f1"
    assert books.outbox.showing(OTHER, "m1") is None


def test_the_posts_of_a_chat_are_found_and_one_can_be_forgotten(books):
    mine, theirs = post(), post("film:f2", message="m2", gone=True)
    for one in (mine, theirs, post("who", chat=OTHER)):
        books.outbox.put(one)
    books.buttons.put(BUTTON)
    books.buttons.put(replace(BUTTON, id="y" * 22, slot="film:f2"))
    assert books.outbox.in_chat(ROOM) == [mine, theirs]
    books.outbox.remove("film:f1")
    books.outbox.remove("no such slot")
    assert books.outbox.in_chat(ROOM) == [theirs]
    assert books.buttons.get(BUTTON.id) is None
    assert books.buttons.get("y" * 22) is not None


def test_a_touch_while_a_message_is_being_sent_is_not_lost(books):
    books.outbox.put(post())
    taken = books.outbox.get("film:f1")
    books.outbox.touch("film:f1")
    books.outbox.put(replace(taken, published=taken.revision, message="m1"))
    assert [(p.revision, p.published) for p in books.outbox.due(NOW)] == [(2, 1)]


def test_posts_wait_for_their_time_and_gone_ones_for_ever(books):
    full = post(
        "a", thread="3", viewer=BOB, body="{}", revision=4, published=2, message="m",
        not_before=later(5), attempts=3,
    )  # fmt: skip
    books.outbox.put(full)
    books.outbox.put(post("b", gone=True))
    assert books.outbox.due(NOW) == []
    assert books.outbox.due(later(5)) == [full]


def test_what_a_late_call_may_have_changed_is_looked_at_once_that_is_over(books):
    shown = post("a", revision=1, published=1, message="m", late=later(5))
    books.outbox.put(shown)
    books.outbox.put(post("b", gone=True, late=later(5)))
    books.outbox.put(post("c", published=1, late=later(5), not_before=later(9)))
    assert books.outbox.due(NOW) == []
    assert books.outbox.due(later(5)) == [shown]
    assert [p.slot for p in books.outbox.due(later(9))] == ["a", "c"]
    books.outbox.touch("a")
    assert [p.slot for p in books.outbox.due(later(5))] == ["a"]


def test_a_message_that_is_touched_all_the_time_keeps_nobody_waiting(books):
    for slot in ("busy", "quiet", "last"):
        books.outbox.put(post(slot))
    books.outbox.put(post("busy", published=1))
    for _ in range(3):
        books.outbox.touch("busy")
    assert [p.slot for p in books.outbox.due(NOW)] == ["quiet", "last", "busy"]
    books.outbox.touch("quiet")
    assert [p.slot for p in books.outbox.due(NOW, limit=2)] == ["quiet", "last"]


def test_a_button_keeps_its_id_under_its_message(books):
    full = replace(
        BUTTON, id="y" * 22, verb="remove_me", allowed=ADA, single_use=True,
        expires_at=later(60), used_at=NOW,
    )  # fmt: skip
    for button in (BUTTON, full):
        books.buttons.put(button)
        assert books.buttons.get(button.id) == button
        assert books.buttons.find(button.slot, button.verb, button.object) == button
    assert books.buttons.find("film:f1", "like", "f2") is None
    assert books.buttons.get("z" * 22) is None


# ---------------------------------------------------------------- reactions, reports, the rest


def test_a_member_has_one_reaction_to_a_film(books):
    books.films.put(film())
    assert books.reactions.counts("f1") == (0, 0)
    for member, value in ((ADA, "like"), (BOB, "like"), (BOB, "dislike"), (EVE, "like")):
        books.reactions.set("f1", member, value)
    assert books.reactions.counts("f1") == (2, 1)
    assert books.reactions.of("f1", BOB) == "dislike"
    books.reactions.set("f1", BOB, None)
    assert books.reactions.of("f1", BOB) is None
    assert books.reactions.counts("f1") == (2, 0)


def test_the_best_films_are_those_of_the_chat_that_can_be_seen(books):
    for name, state, chat, at in (
        ("remixed", "shown", ROOM, 0), ("liked", "shown", ROOM, 1), ("even", "shown", ROOM, 2),
        ("gone", "removed", ROOM, 3), ("far", "shown", OTHER, 4), ("hidden", "shown", ROOM, 5),
    ):  # fmt: skip
        books.films.put(
            film(name, state=state, chat=chat, made_at=later(at), hidden=name == "hidden")
        )
    books.films.put(film("child", remix_of="remixed", root="remixed", state="shown"))
    books.films.put(film("stillborn", remix_of="remixed", root="remixed", state="failed"))
    for name in ("liked", "gone", "far", "hidden", "even"):
        books.reactions.set(name, ADA, "like")
    books.reactions.set("liked", BOB, "like")
    books.reactions.set("even", BOB, "dislike")
    assert books.reactions.top(ROOM, None, 9) == [("remixed", 3), ("liked", 2)]
    assert books.reactions.top(ROOM, later(1), 9) == [("liked", 2)]
    assert books.reactions.top(ROOM, None, 1) == [("remixed", 3)]


def test_a_report_stays_open_until_it_is_closed_for_good(books):
    for name in ("f1", "f2"):
        books.films.put(film(name))
    books.films.put(film("far", chat=OTHER))
    for name, member, at in (("f2", ADA, 1), ("f1", ADA, 2), ("f2", BOB, 3), ("far", ADA, 0)):
        books.reports.put(name, member, later(at))
    assert books.reports.open(ROOM) == ["f2", "f1"]
    books.reports.close("f2")
    books.reports.put("f2", ADA, later(9))
    assert books.reports.open(ROOM) == ["f1"]
    books.reports.put("f2", EVE, later(9))
    assert books.reports.open(ROOM) == ["f1", "f2"]


def test_an_enrolment_comes_back_as_it_was_put(books):
    full = Enrolment(
        member=ADA, at=NOW, state="preview", origin=ROOM, resume="f1:P2", face=True, voice=True,
        release="1/en", kind="video", digits="123", tries=2, likeness="b1", portrait="b2",
        voice_sample="b3", verified=True, preview="c1", test_film="f1", told=("puppet", "ltx"),
    )  # fmt: skip
    for value in (Enrolment(member=ADA, at=NOW), full):
        books.enrolments.put(value)
        assert books.enrolments.get(ADA) == value
    assert books.enrolments.in_state("preview") == [full]
    assert books.enrolments.in_state("capture") == []
    books.enrolments.remove(ADA)
    assert books.enrolments.get(ADA) is None


def test_a_dialog_comes_back_as_it_was_put_and_is_found_when_it_is_old(books):
    full = Dialog(
        member=ADA, form="persona:b1", kind="persona", slot="step:1", chat=ROOM, thread="7",
        values={"persona": "“Ernst” 认真"}, given={"hair": "red"}, page="hair", at=later(5),
    )  # fmt: skip
    assert books.dialogs.get(ADA) is None
    for value in (Dialog(member=ADA, form="f", kind="photo", slot="s", chat=OTHER, at=NOW), full):
        books.dialogs.put(value)
        assert books.dialogs.get(ADA) == value
    older = replace(full, member=BOB, at=NOW)
    books.dialogs.put(older)
    assert books.dialogs.before(later(5)) == [older]
    assert books.dialogs.before(later(6)) == [older, full]
    books.dialogs.remove(ADA)
    assert books.dialogs.get(ADA) is None


def test_an_erasure_is_open_until_the_key_is_gone(books):
    books.erasures.put("member:web:ada", later(1))
    books.erasures.put("clip:c1", NOW)
    books.erasures.put("member:web:ada", later(2))
    assert books.erasures.open() == ["clip:c1", "member:web:ada"]
    books.erasures.close("clip:c1")
    assert books.erasures.open() == ["member:web:ada"]


def test_what_a_host_may_still_have_is_known_until_it_is_gone_or_old(books):
    books.far_jobs.put("a.example", "video_2", later(5))
    books.far_jobs.put("a.example", "video_1", later(7))
    books.far_jobs.put("b.example:8000", "video_1", NOW)
    assert books.far_jobs.left_at("a.example") == ["video_2", "video_1"]
    books.far_jobs.put("a.example", "video_2", later(9))
    assert books.far_jobs.left_at("a.example") == ["video_1", "video_2"]
    books.far_jobs.remove("a.example", "video_1")
    books.far_jobs.remove("a.example", "video_1")
    assert books.far_jobs.left_at("a.example") == ["video_2"]
    assert books.far_jobs.left_at("b.example:8000") == ["video_1"]
    assert books.far_jobs.left_at("b.example") == []
    books.far_jobs.forget_before(later(9))
    assert books.far_jobs.left_at("b.example:8000") == []
    assert books.far_jobs.left_at("a.example") == ["video_2"]


def test_an_event_is_taken_once(books):
    assert books.inbox.take("telegram:1", NOW, by=ADA, chat=ROOM) is True
    assert books.inbox.take("telegram:1", later(9), by=ADA, chat=ROOM) is False
    assert books.inbox.take("telegram:2", NOW, by=ADA, chat=ROOM) is True


@pytest.fixture
def database():
    with closing(open_books()) as database:
        yield database


def occasions(database, *posts, by=ADA, chat=ROOM, event="telegram:1"):
    """Put posts in the transaction of an event; return what each is said to answer."""

    def work(books):
        books.inbox.take(event, NOW, by=by, chat=chat)
        for one in posts:
            books.outbox.put(one)
        return [books.outbox.get(one.slot).occasion for one in posts]

    return database.write_now(work)


def test_a_post_answers_the_event_in_whose_transaction_it_is_made(database):
    mine, ours = post("a", viewer=ADA), post("b")
    assert occasions(database, mine, ours) == ["telegram:1", "telegram:1"]
    database.write_now(lambda books: books.outbox.put(post("c")))
    assert database.read_now(lambda books: books.outbox.get("c").occasion) == ""
    assert occasions(database, post("d")) == [""]  # the event has been taken before


def test_what_is_for_others_or_elsewhere_answers_nothing(database):
    theirs, there = post("a", viewer=BOB), post("b", chat=OTHER)
    direct = post("c", chat=f"@{ADA}", viewer=ADA)
    assert occasions(database, theirs, there, direct) == ["", "", ""]
    assert occasions(database, replace(direct, slot="d"), chat=f"@{ADA}", event="2") == ["2"]


def test_a_post_that_is_put_again_keeps_what_it_answers(database):
    occasions(database, post("a"))
    kept = database.read_now(lambda books: books.outbox.get("a"))
    assert occasions(database, replace(kept, revision=2), event="telegram:2") == ["telegram:1"]
    assert occasions(database, post("a", revision=3), event="telegram:3") == ["telegram:3"]


def test_an_event_whose_work_fails_is_answered_by_nothing_that_comes_after(database):
    def fails(books):
        books.inbox.take("telegram:9", NOW, by=ADA, chat=ROOM)
        raise LookupError

    with pytest.raises(LookupError):
        database.write_now(fails)
    database.write_now(lambda books: books.outbox.put(post("a")))
    assert database.read_now(lambda books: books.outbox.get("a").occasion) == ""


def test_what_is_parked_is_not_due_until_its_reader_comes(books):
    waiting = post("nod:f1:P2", chat="@web:bob", viewer=BOB, parked=True)
    books.outbox.put(waiting)
    books.outbox.put(post("nod:f1:P3", chat="@web:eve", viewer=EVE, parked=True, late=NOW))
    assert books.outbox.due(later(9)) == []
    assert books.outbox.parked(BOB) == [waiting]
    assert books.outbox.unsent(BOB) == [waiting]
    books.outbox.put(replace(waiting, parked=False, message="m"))
    assert books.outbox.parked(BOB) == []
    assert books.outbox.unsent(BOB) == []
    assert [p.slot for p in books.outbox.due(NOW)] == ["nod:f1:P2"]


def test_posts_are_found_by_what_they_are_about(books):
    books.outbox.put(post("door:a", kind="door", object="web:bob"))
    books.outbox.put(post("door:b", kind="door", object="web:bob", gone=True))
    books.outbox.put(post("door:c", kind="door", object="web:eve"))
    assert [p.slot for p in books.outbox.of("door", BOB)] == ["door:a"]


def test_a_link_opens_a_door_once_in_time_and_for_one_member(books):
    books.doors.put("h1", BOB, until=later(600), at=NOW)
    books.doors.put("h2", BOB, until=later(600), at=NOW)
    assert books.doors.use("h1", EVE, NOW) is False
    assert books.doors.use("h1", BOB, later(599)) is True
    assert books.doors.use("h1", BOB, later(599)) is False
    assert books.doors.use("h2", BOB, later(600)) is False


# ---------------------------------------------------------------- ledger


def test_receipts_tell_a_member_what_was_theirs(books):
    first = books.ledger.write(
        "grant", at=NOW, actor=ADA, subject=ADA, object_="g1", data={"chat": ROOM}
    )
    second = books.ledger.write("nod", at=later(1), actor=BOB, subject=ADA, object_="f1")
    books.ledger.write("nod", at=NOW, actor=BOB, subject=EVE, data={"x": 1})
    assert (first, second) == (1, 2)
    assert books.ledger.receipts(ADA) == [
        {"seq": 1, "at": NOW, "kind": "grant", "object": "g1", "actor": ADA, "subject": ADA,
         "data": {"chat": ROOM}},
        {"seq": 2, "at": later(1), "kind": "nod", "object": "f1", "actor": None, "subject": ADA,
         "data": {}},
    ]  # fmt: skip


def test_forgetting_erases_the_data_and_leaves_the_rows(books):
    books.ledger.write("grant", at=NOW, actor=ADA, data={"word": "secret"})
    books.ledger.write("nod", at=NOW, actor=BOB, subject=ADA, data={"word": "secret"})
    books.ledger.write("nod", at=NOW, actor=BOB, data={"word": "kept"})
    books.ledger.forget(ADA)
    books.ledger.forget(ADA)
    assert [row["data"] for row in books.ledger.receipts(ADA)] == [{}, {}]
    assert [row["data"] for row in books.ledger.receipts(BOB)] == [{}, {"word": "kept"}]
