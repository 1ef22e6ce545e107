"""Jobs: nothing but the arrows, and no word from an attempt that is over."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from generation.model.job import ARROWS, FINAL, Job, JobState
from generation.studio import filming
from storage.jobs import IllegalArrow, StaleAttempt
from storage.ledger import verify_chain
from tests.books import film, job, later, open_books

STATES = get_args(JobState)


@pytest.fixture
def database():
    opened = open_books()
    opened.write_now(lambda books: books.films.put(film()))
    yield opened
    opened.close()


def put(value: Job):
    return lambda books: books.jobs.put(value)


@pytest.mark.parametrize("old", STATES)
@pytest.mark.parametrize("new", STATES)
def test_only_what_the_arrows_allow_can_follow(database, old, new):
    database.write_now(put(job(state=old)))
    if new == old or new in ARROWS[old]:
        database.write_now(put(job(state=new)))
        expected = new
    else:
        with pytest.raises(IllegalArrow):
            database.write_now(put(job(state=new)))
        expected = old
    assert database.read_now(lambda books: books.jobs.get("j1")) == job(state=expected)


def test_a_lease_can_grow_without_a_change_of_state_or_a_row(database):
    database.write_now(put(job(state="rendering", attempt=1)))
    rows = database.read_now(lambda books: verify_chain(books.connection).rows)
    database.write_now(put(job(state="rendering", attempt=1, cost_s=99.0)))
    assert database.read_now(lambda books: verify_chain(books.connection).rows) == rows


def test_a_claim_is_renewed_by_whoever_holds_it(database):
    held = job(state="rendering", attempt=2, lease_until=later(30))
    database.write_now(put(held))
    renewed = database.write_now(lambda books: filming.renew(books, held, until=later(60)))
    assert renewed == replace(held, lease_until=later(60))
    assert database.read_now(lambda books: books.jobs.get("j1")) == renewed


@pytest.mark.parametrize(
    ("state", "attempt"),
    [(state, 2) for state in STATES if state != "rendering"] + [("rendering", 3)],
)
def test_a_claim_that_is_over_is_not_renewed(database, state, attempt):
    now = job(state=state, attempt=attempt, lease_until=later(10))
    database.write_now(put(now))
    late = job(state="rendering", attempt=2, lease_until=later(5))
    assert database.write_now(lambda books: filming.renew(books, late, until=later(60))) is None
    assert database.read_now(lambda books: books.jobs.get("j1")) == now


def test_an_older_attempt_changes_nothing(database):
    database.write_now(put(job(state="rendering", attempt=2)))
    for state in ("rendering", "rendered", "failing"):
        with pytest.raises(StaleAttempt):
            database.write_now(put(job(state=state, attempt=1)))
    assert database.read_now(lambda books: books.jobs.get("j1").attempt) == 2


def test_every_change_of_state_is_a_row_with_the_time_of_the_clock(database):
    for state in ("accepted", "placed", "queued"):
        database.write_now(put(job(state=state)))
    rows = database.read_now(
        lambda books: books.connection.execute(
            "SELECT kind, object, data FROM ledger JOIN receipts USING (seq) ORDER BY seq"
        ).fetchall()
    )
    assert [(row["kind"], row["object"]) for row in rows] == [("job", "j1")] * 3
    assert ['"placed"' in row["data"] for row in rows] == [False, True, False]


class Jobs(RuleBasedStateMachine):
    """Workers claim, finish, lose and are late; the books against a plain dictionary."""

    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.database = open_books()
        self.database.write_now(lambda books: books.films.put(film()))
        self.expected: dict[str, Job] = {}
        self.changes = 0

    def teardown(self) -> None:
        self.database.close()

    def _write(self, value: Job) -> bool:
        stored = self.expected.get(value.id)
        moved = stored is None or value.state != stored.state
        stale = stored is not None and value.attempt < stored.attempt
        illegal = stored is not None and moved and value.state not in ARROWS[stored.state]
        try:
            self.database.write_now(put(value))
        except StaleAttempt:
            assert stale
            return False
        except IllegalArrow:
            assert illegal
            return False
        assert not stale
        assert not illegal
        self.expected[value.id] = value
        self.changes += moved
        return True

    @rule(target=jobs)
    def ask(self) -> str:
        name = f"j{len(self.expected)}"
        assert self._write(job(name))
        return name

    @rule(name=jobs, state=st.sampled_from(STATES))
    def move(self, name: str, state: JobState) -> None:
        self._write(replace(self.expected[name], state=state))

    @rule(name=jobs)
    def claim(self, name: str) -> None:
        now = self.expected[name]
        self._write(replace(now, state="rendering", attempt=now.attempt + 1))

    @rule(name=jobs, state=st.sampled_from(STATES), behind=st.integers(1, 3))
    def be_late(self, name: str, state: JobState, behind: int) -> None:
        now = self.expected[name]
        assert not self._write(replace(now, state=state, attempt=now.attempt - behind))

    @rule(name=jobs, state=st.sampled_from(STATES))
    def fail_in_the_same_breath(self, name: str, state: JobState) -> None:
        """A use case that writes a job and then raises has not written it."""

        def work(books) -> None:
            books.jobs.put(replace(self.expected[name], state=state))
            raise LookupError

        with pytest.raises((LookupError, IllegalArrow)):
            self.database.write_now(work)

    @invariant()
    def the_books_are_as_expected(self) -> None:
        found = self.database.read_now(lambda books: books.jobs.of("f1"))
        assert {value.id: value for value in found} == self.expected
        open_ = self.database.read_now(
            lambda books: books.jobs.in_state(*(s for s in STATES if s not in FINAL))
        )
        assert {v.id for v in open_} == {
            v.id for v in self.expected.values() if v.state not in FINAL
        }

    @invariant()
    def the_ledger_has_a_row_for_each_change(self) -> None:
        verdict = self.database.read_now(lambda books: verify_chain(books.connection))
        assert (verdict.rows, verdict.first_bad) == (self.changes, None)


TestJobs = Jobs.TestCase
TestJobs.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
