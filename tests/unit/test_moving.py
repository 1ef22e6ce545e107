"""A chat that gets another id: nothing names the old one, and nobody is permitted anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.consent import Request, Shown, decide
from generation.model.cameo import Cameo, Grant
from generation.model.job import Job
from generation.model.member import Chat, ChatId, Member, Membership, direct_chat
from generation.studio import bettering, casting, doors, moving, welcoming
from generation.studio.records import Button, Dialog, Enrolment
from storage.moves import COLUMNS
from tests.books import ADA, BOB, EVE, NOW, OTHER, ROOM, film, job, later, open_books, part, post

PEOPLE = (ADA, BOB, EVE)
NEVER_CHANGED = {"ledger", "receipts"}
ADAPTERS = ("web_", "telegram_", "discord_")
CHATLESS = {
    "_sqlite_migrations", "sqlite_sequence", "blocks", "clips", "deep_links", "erasures",
    "far_jobs", "film_parts", "inbox", "reactions", "remix_edges", "reports", "told",
}  # fmt: skip
"""Tables whose rows name no chat."""


def dump(books):
    """Every value of the books that may change, by table."""
    names = [row["name"] for row in books.connection.execute("SELECT name FROM sqlite_master "
             "WHERE type = 'table'")]  # fmt: skip
    kept = [name for name in names if name not in NEVER_CHANGED and not name.startswith(ADAPTERS)]
    return {
        name: [str(value) for row in books.connection.execute(f"SELECT * FROM {name}")
               for value in tuple(row)]
        for name in kept
    }  # fmt: skip


def test_every_column_for_a_chat_is_renamed():
    database = open_books()
    found = database.read_now(
        lambda books: {
            (table, column["name"])
            for table in dump(books)
            for column in books.connection.execute(f"PRAGMA table_info({table})")
            if column["name"] in {"chat", "room", "place"}
        }
    )
    database.close()
    assert found == {one for one in COLUMNS if one[1] == "chat"}


moments = st.none() | st.just(NOW)
companies = st.dictionaries(
    st.sampled_from(PEOPLE),
    st.builds(
        lambda role, called, allowed: (role, called, allowed),
        st.sampled_from(["member", "admin"]),
        st.sampled_from([None, "Captain", "captain", "Nobody Else"]),
        moments,
    ),
    max_size=3,
)
chats = st.builds(
    lambda opened, paused, company: (opened, paused, company),
    st.booleans(), st.booleans(), companies,
)  # fmt: skip
grants = st.lists(
    st.builds(
        lambda subject, grantee, chat: (subject, grantee, chat),
        st.sampled_from(PEOPLE), st.none() | st.sampled_from(PEOPLE),
        st.sampled_from([None, ROOM, OTHER]),
    ),
    max_size=4,
)  # fmt: skip
audiences = st.sampled_from(["only_me", "approved", "group", "everywhere"])
cameos = st.dictionaries(
    st.sampled_from(PEOPLE), st.tuples(audiences, st.sampled_from(["each_time", "never"]))
)


def filled(books, old, new, given_, lent):
    """Put people, their rules, and something of everything that names a chat into the books."""
    for member in PEOPLE:
        books.people.put(Member(id=member, name=member))
    for owner, (audience, ask) in lent.items():
        books.cameos.put(
            Cameo(owner=owner, kind="drawn", likeness="b", portrait="b", made_at=NOW,
                  audience=audience, ask=ask)
        )  # fmt: skip
    for chat, state in ((ROOM, old), (OTHER, new)):
        if state is not None:
            opened, paused, company = state
            books.chats.put(Chat(id=chat, title="Club", opened=opened, paused=paused))
            taken = set()
            for member, (role, called, allowed) in company.items():
                name = None if called in taken else called
                taken.add(called)
                books.chats.join(
                    Membership(chat=chat, member=member, role=role, called=name, allowed_at=allowed)
                )
    given_ = [one for one in given_ if one[2] is None or books.chats.membership(one[2], one[0])]
    for number, (subject, grantee, chat) in enumerate(given_):
        values = {"subject": subject, "grantee": grantee, "chat": chat, "origin": "f1"}
        books.grants.put(Grant(id=f"g{number}", epoch=1, made_at=NOW, **values))
    things(books)


def things(books):
    books.films.put(film())
    books.films.put(film("f2", state="shown"))
    books.jobs.put(job())
    books.outbox.put(post(message="m1", published=1, thread="7", late=later(5)))
    books.outbox.put(post("film:f2", object="f2", message="m2", published=1))
    books.outbox.put(post(f"welcome:{ROOM}", kind="welcome", object="", message="m3"))
    books.outbox.put(post("reply:1:who", kind="who", object=ROOM, viewer=ADA))
    note = f'{{"id": "note-renewal", "values": {{"chat": "{ROOM}", "name": "{ROOM}x"}}}}'
    mine = direct_chat(ADA)
    books.outbox.put(post("renewal:g", chat=mine, kind="note", object="g", viewer=ADA, body=note))
    for id_, slot, chat, object_ in (
        ("a", "film:f1", ROOM, "f1"), ("b", "reply:1:who", ROOM, ""),
        ("c", "me", mine, f"called:{ROOM}"),
    ):  # fmt: skip
        books.buttons.put(Button(id=id_, verb="open", object=object_, slot=slot, chat=chat))
    books.enrolments.put(Enrolment(member=EVE, at=NOW, origin=ROOM))
    books.dialogs.put(Dialog(member=BOB, form="f", kind="photo", slot="s", chat=ROOM, at=NOW))


def shown_to(books, chat):
    """Whose face somebody else's film would show there at once, by whoever asks."""
    return {
        (asker, member)
        for asker, member in permutations(PEOPLE, 2)
        if isinstance(
            decide(
                request := Request(requester=asker, chat=chat, at=NOW),
                casting.standing(books, request, member),
            ),
            Shown,
        )
    }


def company(books, chat):
    return {one.member: one for one in books.chats.members(chat)}


class Undone(Exception):
    """Everything has been looked at, and nothing of it is to stay."""


@pytest.fixture(scope="module")
def in_books():
    """Do something in books in which nothing has happened yet."""
    database = open_books()

    def run(work):
        def undone(books):
            work(books)
            raise Undone

        with pytest.raises(Undone):
            database.write_now(undone)

    yield run
    database.close()


def permitted_by(books, both):
    """Whose face may be shown in one chat or the other, if whoever is in one is in both."""
    here, there = company(books, ROOM), company(books, OTHER)
    met = [
        Membership(chat=chat, member=member)
        for chat, mine, theirs in ((ROOM, here, there), (OTHER, there, here))
        for member in theirs.keys() - mine.keys()
        if both
    ]
    for one in met:
        books.chats.join(one)
    found = shown_to(books, ROOM) | shown_to(books, OTHER)
    for one in met:
        books.chats.leave(one.chat, one.member)
    return found


@settings(max_examples=40)
@given(old=chats, new=st.none() | chats, given_=grants, lent=cameos)
def test_a_move_leaves_nothing_behind_and_permits_nothing(in_books, old, new, given_, lent):
    def work(books):
        filled(books, old, new, given_, lent)
        permitted = permitted_by(books, new is not None)
        before, there = company(books, ROOM), company(books, OTHER)
        bound = {member: books.grants.by(member) for member in PEOPLE}
        moving.move(books, ROOM, OTHER, at=NOW)
        values = dump(books)
        left = {table for table, row in values.items() for one in row if names(one, ROOM)}
        assert left == set()
        empty = {table for table, row in values.items() if not row}
        assert empty <= CHATLESS | {"cameos", "grants", "memberships"}
        after = company(books, OTHER)
        assert after.keys() == before.keys() | there.keys()
        for member, one in after.items():
            rows = [row[member] for row in (before, there) if member in row]
            assert one.allowed_at is None or all(row.allowed_at is not None for row in rows)
            assert one.allowed_at is not None or any(row.allowed_at is None for row in rows)
            assert one.called in {None, *(row.called for row in rows)}
            assert one.role == rows[-1].role
        moved = {
            member: [replace(g, chat=OTHER if g.chat == ROOM else g.chat) for g in own]
            for member, own in bound.items()
        }
        assert {member: books.grants.by(member) for member in PEOPLE} == moved
        assert shown_to(books, OTHER) <= permitted
        if new is None:
            assert shown_to(books, OTHER) == permitted
        chat = books.chats.get(OTHER)
        assert chat.opened <= (old[0] or (new is not None and new[0]))
        assert chat.paused == (old[1] or (new is not None and new[1]))

    in_books(work)


def names(value, chat):
    return value == chat or f'"{chat}"' in value or value.endswith(f":{chat}")


@settings(max_examples=40)
@given(old=chats, given_=grants, lent=cameos)
def test_out_of_a_chat_no_yes_for_it_holds_even_for_who_is_seen_again(in_books, old, given_, lent):
    def work(books):
        filled(books, old, None, given_, lent)
        count = iter(range(1000))
        before = company(books, ROOM)
        moving.lose(books, ROOM, at=NOW, new_id=lambda: f"n{next(count)}")
        assert company(books, ROOM) == {}
        assert not books.chats.get(ROOM).opened
        ended = [g for member in before for g in books.grants.by(member) if g.chat == ROOM]
        assert ended == []
        for member in before:
            books.chats.join(Membership(chat=ROOM, member=member))
        elsewhere = {
            (asker, grant.subject)
            for member in PEOPLE
            for grant in books.grants.by(member)
            for asker in PEOPLE
            if grant.chat is None or member not in before
        }
        assert shown_to(books, ROOM) <= elsewhere
        assert all(one.gone for one in books.outbox.in_chat(ROOM))
        assert books.films.get("f1").reason == "unreachable"
        assert books.films.get("f2").state == "shown"

    in_books(work)


def moved_posts(in_books, **changes):
    """Move a chat with one film, and return the film's post."""
    found = []

    def work(books):
        books.chats.put(Chat(id=ROOM, title="Club"))
        books.films.put(film(**changes.get("film", {})))
        books.films.put_part(part(member=BOB, **changes.get("part", {})))
        books.outbox.put(post(message="m1", published=1, thread="7"))
        moving.move(books, ROOM, OTHER, at=later(3600))
        found.extend([books.outbox.get("film:f1"), books.outbox.due(later(3600))])

    in_books(work)
    return found


def test_a_film_in_the_making_is_shown_anew_and_one_that_hangs_is_let_go(in_books):
    making, due = moved_posts(in_books)
    assert (making.chat, making.thread, making.message, making.gone) == (OTHER, None, None, False)
    assert due == [making]
    hanging, due = moved_posts(in_books, film={"state": "shown"})
    assert (hanging.chat, hanging.message, hanging.gone) == (OTHER, None, True)
    assert due == []


def moved(books):
    moving.move(books, ROOM, OTHER, at=NOW)


def lost(books):
    moving.lose(books, ROOM, at=NOW, new_id=lambda: "n")


@pytest.mark.parametrize(
    ("happens", "asked_at", "goes_on"),
    [(moved, None, False), (moved, NOW, True), (lost, None, False), (lost, NOW, False)],
)
def test_no_big_camera_films_what_nobody_will_see(in_books, happens, asked_at, goes_on):
    cameras = bettering.Cameras(names=("ltx",))

    def work(books):
        books.chats.put(Chat(id=ROOM, title="Club"))
        books.films.put(film(state="shown", paper="{}"))
        books.films.put_part(part("P1", member=BOB, state="asked", asked_at=asked_at))
        books.outbox.put(post(message="m1", published=1))
        books.outbox.put(post("claim:f1:eve", kind="claim", object="f1:eve", gone=True))
        books.jobs.put(job(cut=frozenset(), state="rendering", camera="big"))
        happens(books)
        assert [one.state for one in books.jobs.of("f1")] == ["rendering" if goes_on else "failed"]
        assert bettering.shoots(books, books.films.get("f1"), cameras) is goes_on

    in_books(work)


def test_what_is_shown_anew_does_not_tell_a_no_from_a_question(in_books):
    shown = [
        moved_posts(in_books, film={"state": "shown"}, part={"state": state, "asked_at": NOW})
        for state in ("asked", "declined", "withdrawn", "agreed")
    ]
    assert all(one == shown[0] for one in shown)
    assert not shown[0][0].gone


def test_a_new_id_that_was_heard_of_first_is_as_open_as_its_chat_unless_it_said_no(in_books):
    def work(books):
        for number, said in enumerate((None, "asked", "away")):
            old, new = ChatId(f"{ROOM}{number}"), ChatId(f"{OTHER}{number}")
            books.chats.put(Chat(id=old, title="Club", opened=True))
            books.chats.put(Chat(id=new, title="Club", opened=False))
            if said is not None:
                welcoming.greet(books, new)
            if said == "away":
                welcoming.put_away(books, new)
            moving.move(books, old, new, at=NOW)
            assert books.chats.get(new).opened is (said != "away")

    in_books(work)


def test_the_question_to_a_closed_chat_moves_along(in_books):
    def work(books):
        books.chats.put(Chat(id=ROOM, title="Club", opened=False))
        welcoming.greet(books, ROOM)
        moving.move(books, ROOM, OTHER, at=NOW)
        assert welcoming.asks(books, OTHER)
        assert not welcoming.asks(books, ROOM)

    in_books(work)


def test_what_waits_at_a_door_is_told_of_in_the_new_chat(in_books):
    def work(books):
        books.chats.put(Chat(id=ROOM, title="Club"))
        books.films.put(film(state="shown"))
        waiting = post("nod:f1:P1", chat=direct_chat(BOB), kind="nod", object="f1:P1", viewer=BOB)
        books.outbox.put(waiting)
        doors.park(books, waiting)
        moving.move(books, ROOM, OTHER, at=NOW)
        assert books.outbox.get(doors.door_slot(ROOM, BOB)) is None
        assert not books.outbox.get(doors.door_slot(OTHER, BOB)).gone

    in_books(work)


def test_a_chat_that_is_not_known_does_not_move(in_books):
    def work(books):
        before = dump(books)
        moving.move(books, ROOM, OTHER, at=NOW)
        moving.lose(books, ROOM, at=NOW, new_id=lambda: "n")
        assert dump(books) == before

    in_books(work)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("chosen_in", [(ROOM,), (OTHER,), ()])
def test_a_chat_that_kept_to_puppets_does_so_under_its_new_id(known, chosen_in):
    def work(books):
        for chat in (ROOM, OTHER) if known else (ROOM,):
            books.chats.put(Chat(id=chat, title="Friday"))
        for chat in chosen_in:
            books.chats.set_puppets_only(chat, only=True)
        offered = Button(
            id="b", verb="puppets_only", object=f"{ROOM}|on", slot="s", chat=direct_chat(ADA)
        )
        books.buttons.put(offered)
        books.buttons.put(replace(offered, id="near", object=f"{ROOM}2|on"))
        moving.move(books, ROOM, OTHER, at=NOW)
        assert books.buttons.get("b").object == f"{OTHER}|on"
        assert books.buttons.get("near").object == f"{ROOM}2|on"
        return books.chats.puppets_only(OTHER)

    database = open_books()
    only = database.write_now(work)
    database.close()
    assert only is (chosen_in == (ROOM,) or (known and chosen_in == (OTHER,)))


def test_what_a_camera_makes_for_a_chat_ends_where_it_joins_one_that_keeps_to_puppets():
    def work(books):
        for chat in (ROOM, OTHER):
            books.chats.put(Chat(id=chat, title="Friday"))
        books.chats.set_puppets_only(OTHER, only=True)
        books.films.put(film("f", chat=ROOM))
        books.jobs.put(
            Job(
                id="big", film="f", chat=ROOM, member=ADA, made_at=NOW, cut=frozenset({"P1"}),
                camera="big", state="rendering",
            )
        )  # fmt: skip
        moving.move(books, ROOM, OTHER, at=NOW)
        return books.jobs.get("big")

    database = open_books()
    job = database.write_now(work)
    database.close()
    assert (job.chat, job.state) == (OTHER, "failed")
