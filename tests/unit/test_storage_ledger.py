"""The ledger: whatever is done to a row shows, and forgetting breaks nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.studio.records import LedgerKind
from storage.ledger import GENESIS, Head, LedgerStore, alias, head, verify_chain
from storage.schema import FIRST
from tests.books import ADA, BOB, EVE, KEY, NOW, later

FIELDS = ("at", "kind", "actor", "subject", "object", "data_sha256", "prev", "hash")
WHO = (None, ADA, BOB, EVE)

rows = st.lists(
    st.tuples(
        st.sampled_from(get_args(LedgerKind)),
        st.sampled_from(WHO),
        st.sampled_from(WHO),
        st.none() | st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=2),
    ),
    min_size=1,
    max_size=12,
)

law = settings(deadline=None, max_examples=60)


@contextmanager
def chain(written):
    """A ledger alone, in memory, with these rows."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for statement in FIRST:
            if "ledger" in statement:
                connection.execute(statement)
        ledger = LedgerStore(connection, KEY)
        for number, (kind, actor, subject, data) in enumerate(written):
            ledger.write(
                kind, at=later(number), actor=actor, subject=subject, object_=f"o{number}",
                data=data,
            )  # fmt: skip
        yield connection, ledger


@law
@given(rows, st.lists(st.sampled_from([ADA, BOB, EVE]), max_size=3))
def test_a_ledger_is_whole_after_any_writing_and_forgetting(written, forgotten):
    with chain(written) as (connection, ledger):
        before = head(connection)
        for member in forgotten:
            ledger.forget(member)
        verdict = verify_chain(connection, before)
        assert (verdict.rows, verdict.head, verdict.first_bad) == (len(written), before, None)
        ledger.write("nod", at=NOW)
        assert verify_chain(connection, before).first_bad is None


@law
@given(rows, st.data())
def test_any_change_to_one_row_is_found_at_that_row(written, data):
    with chain(written) as (connection, _):
        seq = data.draw(st.integers(1, len(written)))
        field = data.draw(st.sampled_from(FIELDS))
        old = connection.execute(f"SELECT {field} FROM ledger WHERE seq = ?", (seq,)).fetchone()[0]
        new = data.draw((st.integers(0, 2**60) if field == "at" else st.text(max_size=9)).filter(
            lambda value: value != old))  # fmt: skip
        connection.execute(f"UPDATE ledger SET {field} = ? WHERE seq = ?", (new, seq))
        assert verify_chain(connection).first_bad == seq


@law
@given(rows, st.data())
def test_a_removed_row_is_found(written, data):
    with chain(written) as (connection, _):
        witness = head(connection)
        seq = data.draw(st.integers(1, len(written)))
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("DELETE FROM ledger WHERE seq = ?", (seq,))
        first_bad = verify_chain(connection, witness).first_bad
        assert first_bad == (seq + 1 if seq < len(written) else seq)


@law
@given(rows, st.data())
def test_rows_cut_off_at_the_end_are_missed_by_the_witness(written, data):
    with chain(written) as (connection, _):
        witness = head(connection)
        kept = data.draw(st.integers(0, len(written) - 1))
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("DELETE FROM ledger WHERE seq > ?", (kept,))
        assert verify_chain(connection).first_bad is None
        assert verify_chain(connection, witness).first_bad == kept + 1


@law
@given(rows, st.data())
def test_two_rows_that_change_places_are_found(written, data):
    if len(written) < 2:
        return
    with chain(written) as (connection, _):
        first = data.draw(st.integers(1, len(written) - 1))
        second = data.draw(st.integers(first + 1, len(written)))
        connection.execute("PRAGMA foreign_keys = 0")
        for old, new in ((first, 99), (second, first), (99, second)):
            connection.execute("UPDATE ledger SET seq = ? WHERE seq = ?", (new, old))
        assert verify_chain(connection).first_bad == first


@law
@given(rows, st.data())
def test_an_inserted_row_is_found(written, data):
    with chain(written) as (connection, _):
        seq = data.draw(st.integers(1, len(written) + 1))
        connection.execute("UPDATE ledger SET seq = -seq - 1 WHERE seq >= ?", (seq,))
        connection.execute("UPDATE ledger SET seq = -seq WHERE seq < 0")
        connection.execute(
            "INSERT INTO ledger VALUES (?, 1, 'nod', '', '', '', '', ?, ?)",
            (seq, GENESIS, "f" * 64),
        )
        assert verify_chain(connection).first_bad == seq


def test_a_chain_written_anew_as_a_whole_is_found_by_the_witness():
    with chain([("nod", ADA, ADA, {"word": "yes"})] * 3) as (connection, _):
        witness = head(connection)
    with chain([("decline", ADA, ADA, {"word": "no"})] * 4) as (connection, _):
        assert verify_chain(connection).first_bad is None
        assert verify_chain(connection, witness).first_bad == 3


@pytest.mark.parametrize("change", ['data = \'{"word":"no"}\'', "salt = x'00'"])
def test_a_changed_receipt_is_found(change):
    with chain([("nod", ADA, ADA, {"word": "yes"})] * 2) as (connection, _):
        connection.execute(f"UPDATE receipts SET {change} WHERE seq = 2")
        assert verify_chain(connection).first_bad == 2


def test_an_empty_ledger_is_whole_unless_somebody_knows_better():
    with chain([]) as (connection, _):
        assert verify_chain(connection, Head(0, GENESIS)) == (0, Head(0, GENESIS), None)
        assert verify_chain(connection, Head(1, "f" * 64)).first_bad == 1


def test_the_witness_may_be_behind():
    with chain([("nod", ADA, None, None)] * 2) as (connection, ledger):
        behind = head(connection)
        ledger.write("nod", at=NOW)
        assert verify_chain(connection, behind).first_bad is None


def test_no_row_names_anybody():
    with chain([("nod", ADA, BOB, {"name": "Ada"})]) as (connection, ledger):
        ledger.forget(ADA)
        dump = "\n".join(connection.iterdump())
    assert "ada" not in dump.lower()
    assert BOB not in dump
    assert alias(KEY, ADA) in dump
    assert alias(KEY[::-1], ADA) != alias(KEY, ADA)


def test_equal_data_leaves_different_hashes_so_that_nobody_can_guess_it():
    with chain([("nod", ADA, None, {"word": "yes"})] * 2) as (connection, _):
        hashes = {row["data_sha256"] for row in connection.execute("SELECT * FROM ledger")}
    assert len(hashes) == 2
