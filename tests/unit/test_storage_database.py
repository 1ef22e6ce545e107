"""The books on disk: who sees what, what a failure takes with it, and that nobody waits."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from sqlite_utils import Database as Tables

from generation.errors import DataBroken, DiskFull, NotPermitted
from generation.model.member import Member, MemberId
from storage import migrations
from storage.database import Database
from storage.ledger import Head, head
from storage.opening import connect
from storage.writer import GROUP_MAX
from tests.books import ADA, ROOM, FakeClock, later, open_books

DEADLINE_S = 20.0
ADA_MEMBER = Member(id=ADA, name="Ada")


def person(number: int) -> Member:
    return Member(id=MemberId(f"web:{number:05d}"), name="x")


def count(books) -> int:
    row = books.connection.execute("SELECT count(*) FROM members").fetchone()
    return int(row[0])


def put(number: int):
    return lambda books: books.people.put(person(number))


@pytest.fixture
def database():
    opened = open_books()
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "walkon.db"


# ---------------------------------------------------------------- one closure


async def test_a_write_returns_what_the_work_returns_and_is_read_back(database):
    assert await database.write(lambda books: books.people.put(person(1)) or "done") == "done"
    assert await database.read(count) == 1
    assert database.read_now(count) == 1


async def test_a_failing_write_leaves_nothing_and_tells_its_caller(database):
    def work(books):
        books.people.put(person(1))
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await database.write(work)
    with pytest.raises(LookupError, match="no"):
        database.write_now(work)
    assert await database.read(count) == 0


async def test_a_reader_cannot_write(database):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(lambda books: books.people.put(person(1)))
    assert await database.read(count) == 0


async def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_itself(database):
    with pytest.raises(RuntimeError, match="wait for itself"):
        await database.write(lambda _: database.write_now(put(1)))


async def test_a_reader_sees_one_moment_however_long_it_looks(database):
    database.write_now(put(1))
    looking, written = threading.Event(), threading.Event()

    def look(books):
        before = count(books)
        looking.set()
        assert written.wait(DEADLINE_S)
        return before, count(books)

    reading = asyncio.create_task(database.read(look))
    await asyncio.to_thread(looking.wait, DEADLINE_S)
    await database.write(put(2))
    written.set()
    assert await reading == (1, 1)
    assert await database.read(count) == 2


# ---------------------------------------------------------------- closures together


def hold(database):
    """Keep the writer busy until the event is set, so that what follows waits together."""
    entered, go_on = threading.Event(), threading.Event()

    def work(_books):
        entered.set()
        assert go_on.wait(DEADLINE_S)

    return entered, go_on, asyncio.ensure_future(database.write(work))


async def together(database, works):
    """Run closures in one group, in this order."""
    entered, go_on, held = hold(database)
    await asyncio.to_thread(entered.wait, DEADLINE_S)
    running = [asyncio.ensure_future(database.write(work)) for work in works]
    await asyncio.sleep(0)
    go_on.set()
    results = await asyncio.gather(held, *running, return_exceptions=True)
    return results[1:]


async def test_a_failing_closure_takes_nothing_of_its_neighbours_with_it(database):
    def fail(books):
        books.people.put(person(2))
        raise LookupError

    def after(books):
        return books.people.get(person(1).id), books.people.get(person(2).id)

    _, failed, seen = await together(database, [put(1), fail, after])
    assert isinstance(failed, LookupError)
    assert seen == (person(1), None)
    assert await database.read(count) == 1


async def test_a_closure_that_leaves_a_cursor_open_harms_itself_alone(database):
    def leave_open(books):
        return books.connection.execute(
            "INSERT INTO inbox (event, at) VALUES ('a', 1), ('b', 2) RETURNING event"
        )

    results = await together(database, [put(1), leave_open, put(2)])
    assert [type(result) for result in results] == [
        type(None),
        sqlite3.OperationalError,
        type(None),
    ]
    assert await database.read(count) == 2


async def test_closures_that_wait_share_commits(database):
    commits: list[int] = []
    database.write_now(lambda books: books.connection.set_trace_callback(
        lambda statement: commits.append(1) if statement == "COMMIT" else None))  # fmt: skip
    await together(database, [put(n) for n in range(3 * GROUP_MAX)])
    database.write_now(lambda books: books.connection.set_trace_callback(None))
    assert await database.read(count) == 3 * GROUP_MAX
    assert len(commits) <= 5


async def test_when_the_commit_fails_everybody_in_it_has_failed(database):
    def leave_a_debt(books):
        books.connection.execute("PRAGMA defer_foreign_keys = 1")
        books.connection.execute("INSERT INTO remix_edges (child, parent) VALUES ('a', 'b')")

    results = await together(database, [put(1), leave_a_debt, put(2)])
    assert [type(result) for result in results] == [sqlite3.IntegrityError] * 3
    assert await database.read(count) == 0
    await database.write(put(3))
    assert await database.read(count) == 1


async def test_when_the_transaction_is_lost_nobody_in_it_is_told_of_success(database):
    def lose(books):
        books.people.put(person(2))
        books.connection.execute("ROLLBACK")
        raise LookupError

    results = await together(database, [put(1), lose])
    assert [type(result) for result in results] == [LookupError, LookupError]
    await database.write(put(3))
    assert await database.read(count) == 1


async def test_what_was_cancelled_before_its_turn_does_not_happen(database):
    entered, go_on, held = hold(database)
    await asyncio.to_thread(entered.wait, DEADLINE_S)
    cancelled = asyncio.ensure_future(database.write(put(1)))
    await asyncio.sleep(0)
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    go_on.set()
    await held
    await database.write(put(2))
    assert await database.read(count) == 1


async def test_scrubbing_takes_its_turn_between_groups(database):
    entered, go_on, held = hold(database)
    await asyncio.to_thread(entered.wait, DEADLINE_S)
    before = asyncio.ensure_future(database.write(put(1)))
    scrubbing = asyncio.create_task(asyncio.to_thread(database.scrub))
    await asyncio.sleep(0.05)
    after = asyncio.ensure_future(database.write(put(2)))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(held, before, after)
    assert await scrubbing is True
    assert await database.read(count) == 2


async def test_closing_finishes_what_was_ordered(path):
    database = open_books(path)
    running = [asyncio.ensure_future(database.write(put(n))) for n in range(50)]
    await asyncio.sleep(0)
    await asyncio.to_thread(database.close)
    await asyncio.gather(*running)
    database.close()
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(put(99))
    with closing(open_books(path)) as again:
        assert again.read_now(count) == 50


async def test_a_hundred_writers_do_not_hold_up_the_loop(database):
    stalls: list[float] = []

    async def watch():
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.002)
            stalls.append(time.monotonic() - before - 0.002)

    async def write(number):
        for step in range(20):
            await database.write(put(number * 20 + step))

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(write(number) for number in range(100)))
    watcher.cancel()
    assert await database.read(count) == 2000
    stalls.sort()
    assert stalls[len(stalls) // 2] < 0.1


# ---------------------------------------------------------------- what a disk does


def pragma(name: str):
    return lambda books: books.connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_file_is_its_owners_alone_and_set_up_to_lose_nothing(path):
    with closing(open_books(path)) as database:
        pragmas = {
            name: database.write_now(pragma(name))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        strict = database.read_now(
            lambda books: books.connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                " AND NOT strict AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite%'"
            ).fetchall()
        )
        modes = {file.stat().st_mode & 0o777 for file in path.parent.glob("walkon.db*")}
    assert pragmas == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1,
    }  # fmt: skip
    assert strict == []
    assert modes == {0o600}


def test_books_on_disk_need_the_key_that_hides_members(path):
    with pytest.raises(ValueError, match="ledger key"):
        Database.open(path, clock=FakeClock())


def test_books_in_memory_leave_nothing_behind():
    database = open_books()
    folder = database.path.parent
    database.write_now(put(1))
    assert folder.exists()
    database.close()
    assert not folder.exists()


def test_deleted_rows_leave_no_trace_in_any_file(path):
    with closing(open_books(path)) as database:
        marked = [Member(id=MemberId(f"web:{n}"), name=f"plaintext-marker-{n}") for n in range(200)]

        def remove(books):
            for member in marked:
                books.people.remove(member.id)

        def put_all(books):
            for member in marked:
                books.people.put(member)

        database.write_now(put_all)
        database.write_now(remove)
        assert database.scrub()
        left = [f.name for f in path.parent.iterdir() if b"plaintext-marker" in f.read_bytes()]
    assert left == []


def test_scrubbing_says_when_a_reader_is_in_the_way(database):
    database.write_now(put(1))
    looking, go_on = threading.Event(), threading.Event()

    def look(books):
        count(books)
        looking.set()
        assert go_on.wait(DEADLINE_S)

    reader = threading.Thread(target=database.read_now, args=(look,))
    reader.start()
    assert looking.wait(DEADLINE_S)
    database.write_now(lambda books: books.connection.execute("PRAGMA busy_timeout = 50") and None)
    database.write_now(put(2))
    assert database.scrub() is False
    go_on.set()
    reader.join()
    assert database.scrub() is True


FULL = """
import resource, signal, sys
from pathlib import Path
from generation.errors import DiskFull
from tests.books import open_books
from tests.unit.test_storage_database import count, person, put
database = open_books(Path(sys.argv[1]))
limit = Path(sys.argv[1]).stat().st_size + 200_000
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
written = 0
try:
    for _ in range(100):
        database.write_now(lambda books: [put(written + n)(books) for n in range(500)])
        written += 500
except DiskFull as error:
    print("full", error.details["file"], written, database.read_now(count))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
database.write_now(lambda books: books.people.put(person(99_999)))
print(database.read_now(count))
database.close()
"""


def test_a_full_disk_is_said_and_nothing_is_half_written(path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    kind, name, written, there = first.split()
    assert (kind, name) == ("full", "walkon.db")
    assert int(written) == int(there) > 0
    assert int(second) == int(there) + 1


@pytest.mark.parametrize("content", [b"not a database, but long enough to be read as one" * 99])
def test_a_file_that_is_no_book_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(DataBroken) as refused:
        open_books(path)
    assert refused.value.reason == "damaged"
    assert path.read_bytes() == content


def test_a_folder_that_is_missing_or_no_folder_is_said(tmp_path):
    with pytest.raises(NotPermitted):
        open_books(tmp_path / "nowhere" / "walkon.db")
    (tmp_path / "walkon.db").mkdir()
    with pytest.raises(NotPermitted):
        open_books(tmp_path / "walkon.db")


# ---------------------------------------------------------------- migrations


def older(path) -> None:
    """Books as the first step alone made them."""
    with closing(connect(path)) as connection:
        migrations.migrations.apply(Tables(connection), stop_before="m002_web_room")
        connection.execute("INSERT INTO members (id, name, locale) VALUES ('web:ada', 'Ada', 'en')")


def test_older_books_are_copied_before_they_are_changed(path):
    older(path)
    with closing(open_books(path)) as database:
        assert database.read_now(lambda books: books.people.get(ADA)) == ADA_MEMBER
    (copied,) = (path.parent / "backups").iterdir()
    assert copied.name.startswith("before-m002_web_room-")
    assert copied.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copied)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert "members" in tables
    assert "web_people" not in tables


def test_books_made_at_once_and_step_by_step_have_the_same_tables(tmp_path):
    schemas = []
    for name in ("once.db", "steps.db"):
        if name == "steps.db":
            older(tmp_path / name)
        open_books(tmp_path / name).close()
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            schemas.append(set(connection.execute("SELECT name, sql FROM sqlite_schema")))
    assert schemas[0] == schemas[1]


def test_opening_again_changes_nothing_and_copies_nothing(path):
    open_books(path).close()
    open_books(path).close()
    assert not (path.parent / "backups").exists()


def test_books_of_a_later_version_are_left_alone(path):
    open_books(path).close()
    with closing(connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('walkon', 'm999_tomorrow', '')"
        )
    with pytest.raises(DataBroken) as refused:
        open_books(path)
    assert refused.value.reason == "newer"


def test_old_events_are_forgotten_at_the_start(path):
    clock = FakeClock()

    def take(database, event, at):
        return database.write_now(lambda books: books.inbox.take(event, at, by=ADA, chat=ROOM))

    with closing(open_books(path, clock=clock)) as database:
        take(database, "old", clock())
        take(database, "new", later(20 * 86400))
    clock.move(31 * 86400)
    with closing(open_books(path, clock=clock)) as database:
        assert take(database, "old", clock()) is True
        assert take(database, "new", clock()) is False


# ---------------------------------------------------------------- the witness


def nod(number: int):
    return lambda books: books.ledger.write("nod", at=later(number))


def test_the_witness_knows_the_last_row_once_the_books_are_closed(path):
    seen: list[Head] = []
    with closing(open_books(path, witness=seen.append)) as database:
        for number in range(20):
            database.write_now(nod(number))
        last = database.read_now(lambda books: head(books.connection))
    assert seen[-1] == last
    assert last.seq == 20
    assert len(seen) < 20
    with closing(open_books(path, witness=seen.append)):
        pass
    assert seen[-1] == last


def test_a_witness_that_fails_does_not_stop_the_books(path):
    def fail(_head):
        raise DiskFull(file="keys.db")

    with closing(open_books(path, witness=fail)) as database:
        database.write_now(lambda books: books.ledger.write("nod", at=later(0)))
        assert database.write_now(lambda books: books.ledger.write("nod", at=later(1))) == 2


def test_a_quiet_ledger_is_witnessed_without_another_write(path):
    seen: list[Head] = []
    with closing(open_books(path, witness=seen.append)) as database:
        for number in range(3):
            database.write_now(nod(number))
        until = time.monotonic() + DEADLINE_S
        while seen[-1].seq < 3 and time.monotonic() < until:
            time.sleep(0.05)
        assert seen[-1].seq == 3
