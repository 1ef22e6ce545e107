"""The one thread that writes: closures that wait together share one commit.

Each runs inside a savepoint of its own, so one that fails takes nothing of the others with it, and
leaves nothing for them to see. When the commit fails, all of them have failed.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from storage.books import SqliteBooks
from storage.ledger import Head, head
from storage.opening import own_database_errors

T = TypeVar("T")
Witness = Callable[[Head], None]
"""Takes down elsewhere which row of the ledger was the last."""

log = logging.getLogger("walkon.storage")

GROUP_MAX = 256  # with more in one commit, the first of them waits too long
WITNESS_S = 1.0  # rows of the ledger younger than this may not have been witnessed
BEGIN, COMMIT, ROLLBACK = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
SAVE, RELEASE, UNDO = "SAVEPOINT work", "RELEASE work", "ROLLBACK TO work"


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """One closure on its way; ``alone`` runs outside of any transaction."""

    work: Callable[[SqliteBooks], Any]
    alone: bool = False
    done: Future[Any] = field(default_factory=Future)


_END = _Order(lambda _books: None)


class Writer:
    """Runs closures one after the other, and commits them in groups."""

    def __init__(self, path: Path, books: SqliteBooks, witness: Witness | None) -> None:
        """Start the thread; from now on nobody else uses the books' connection."""
        self._path, self._books, self._connection = path, books, books.connection
        self._witness, self._witnessed = witness, head(books.connection)
        self._unseen, self._witnessed_at = False, -WITNESS_S
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._next_up: _Order | None = None
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="walkon-writer", daemon=True)
        self._thread.start()

    def order(self, work: Callable[[SqliteBooks], T], *, alone: bool = False) -> Future[T]:
        """Queue a closure. Its future is resolved once it is on disk, or has failed."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write would wait for itself")
        order = _Order(work, alone)
        with self._gate:
            if self._closed:
                raise RuntimeError("the books are closed")
            self._orders.put(order)
        return order.done

    def close(self) -> None:
        """Finish what was ordered, then end the thread and close the connection."""
        with self._gate:
            if not self._closed:
                self._orders.put(_END)
            self._closed = True
        self._thread.join()

    # ------------------------------------------------------------ on the thread

    def _serve(self) -> None:
        while (order := self._take()) is not _END:
            if order is not None:
                self._run(order)
            self._tell_witness(at_once=False)
        self._tell_witness(at_once=True)
        self._connection.close()

    def _take(self) -> _Order | None:
        """Wait for an order; None when it is time for the witness instead."""
        order, self._next_up = self._next_up, None
        if order is not None:
            return order
        try:
            return self._orders.get(timeout=WITNESS_S if self._unseen else None)
        except queue.Empty:
            return None

    def _run(self, first: _Order) -> None:
        """Run one order, and with it those that wait; tell each how it went."""
        taken: list[_Order] = []
        results: list[tuple[_Order, Any]] = []
        try:
            with own_database_errors(self._path):
                if first.alone:
                    taken.append(first)
                    results.append((first, first.work(self._books)))
                else:
                    self._run_group(first, taken, results)
        except BaseException as error:
            self._fail(taken or [first], error)
        else:
            for order, result in results:
                order.done.set_result(result)

    def _run_group(
        self, first: _Order, taken: list[_Order], results: list[tuple[_Order, Any]]
    ) -> None:
        self._connection.execute(BEGIN)
        for order in self._company(first):
            if order.done.set_running_or_notify_cancel():
                taken.append(order)
                self._attempt(order, results)
        self._connection.execute(COMMIT)

    def _fail(self, taken: list[_Order], error: BaseException) -> None:
        if self._connection.in_transaction:
            self._connection.execute(ROLLBACK)
        for order in taken:
            if not order.done.done():
                order.done.set_exception(error)

    def _company(self, first: _Order) -> Iterator[_Order]:
        """Yield the order, then those that wait behind it."""
        yield first
        for _ in range(GROUP_MAX - 1):
            try:
                order = self._orders.get_nowait()
            except queue.Empty:
                return
            if order.alone or order is _END:
                self._next_up = order
                return
            yield order

    def _attempt(self, order: _Order, results: list[tuple[_Order, Any]]) -> None:
        """Run one closure; what it raises is its caller's, unless the whole transaction went."""
        self._connection.execute(SAVE)
        result = None
        try:
            self._books.turn_over()
            result = order.work(self._books)
            self._connection.execute(RELEASE)
        except BaseException as error:
            result = None  # may be a cursor, which would keep the savepoint
            if not self._connection.in_transaction:
                raise
            self._connection.execute(UNDO)
            self._connection.execute(RELEASE)
            order.done.set_exception(error)
        else:
            results.append((order, result))

    def _tell_witness(self, *, at_once: bool) -> None:
        """Have the last row taken down, at most once in ``WITNESS_S`` unless it is the end."""
        if self._witness is None or (last := head(self._connection)) == self._witnessed:
            return
        self._unseen = True
        if at_once or time.monotonic() - self._witnessed_at >= WITNESS_S:
            try:
                self._witness(last)
            except Exception as error:  # the books go on; the next row tries again
                log.warning("ledger not witnessed", extra={"kind": type(error).__name__})
            else:
                self._witnessed, self._unseen = last, False
            self._witnessed_at = time.monotonic()
