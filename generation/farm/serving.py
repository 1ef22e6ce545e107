"""The worker's end of the pipes: takes orders one after another, says how they go, survives them.

It knows frames, limits and threads, nothing of films: what an order means is the handler's.
"""

from __future__ import annotations

import logging
import os
import queue
import resource
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO, Any, Final, Protocol

from generation.errors import OutOfMemory, RenderError, WalkonError
from generation.farm.frames import LENGTH, error_fields, frame, frame_bytes, message
from generation.media.sandbox import limit_resources, renounce
from generation.ports import Packed

log = logging.getLogger("walkon.worker")

NICENESS = 10  # behind everything that answers people
FILE_MAX_BYTES = 512 << 20  # a minute of film is 40 MB
OPEN_FILES = 1024  # weights in many files, and what a driver opens
HEARTBEAT_S = 2.0  # the farm waits thirty seconds, the port promises five
LEAVE_S = 1.5  # a worker nobody listens to has so long to put its work down
_NO_MEMORY: Final = -4  # cv::Error::StsNoMem

Report = Callable[[str, float], None]
"""Takes a stage and the share 0..1 of the whole that is done."""


class Handler(Protocol):
    """What a worker can do."""

    def __call__(self, kind: str, body: Packed, stop: Event, report: Report) -> Packed:
        """Do one task; ends early, with an error, once ``stop`` is set."""
        ...


def serve(opening: Callable[[], AbstractContextManager[Handler]], bug_id: Callable[[], str]) -> int:
    """Work until the pipe closes, and return the exit code.

    Args:
        opening: Makes the handler; called once, after the limits are in force.
        bug_id: Makes the id under which a bug stands in the log.
    """
    orders_in, answers_out = _take_pipes()
    greeting = _next(orders_in)
    if greeting is None:
        return 0
    _confine(greeting["memory_bytes"])
    line = _Line(answers_out)
    with opening() as handler:
        orders: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        stops = _Stops()
        Thread(target=_listen, args=(orders_in, orders, stops), daemon=True).start()
        line.say(frame({"type": "hello"}))
        while (order := orders.get()) is not None:
            line.say(_answer(order, handler, stops.begin(order), line, bug_id))
    return 0


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep both pipes for frames: whatever else is printed goes to stderr."""
    orders_in = os.fdopen(os.dup(0), "rb")
    answers_out = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(sys.stderr.fileno(), 1)
    return orders_in, answers_out


def _confine(memory_bytes: int) -> None:
    limits = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, FILE_MAX_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    limit_resources(limits, niceness=NICENESS)
    renounce()


def _next(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message, or None when nobody is there any more."""
    prefix = pipe.read(LENGTH.size)
    if len(prefix) < LENGTH.size:
        return None
    try:
        return message(pipe.read(frame_bytes(prefix)))
    except ValueError:  # cut off in the middle
        return None


class _Stops:
    """What is told to put its work down: one order, or whatever is at hand."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._name: tuple[object, object] | None = None
        self._stop = Event()
        self._called_off: set[tuple[object, object]] = set()
        self._over = False

    def begin(self, order: dict[str, Any]) -> Event:
        """Return what is set when this order is to be put down."""
        with self._lock:
            self._name, self._stop = (order["job"], order["attempt"]), Event()
            if self._over or self._name in self._called_off:
                self._stop.set()
            self._called_off.clear()
            return self._stop

    def call_off(self, name: tuple[object, object]) -> None:
        """Put one order down, also where it has not begun yet."""
        with self._lock:
            if name == self._name:
                self._stop.set()
            else:
                self._called_off.add(name)

    def everything(self) -> None:
        """Put down what is at hand, and all that may come."""
        with self._lock:
            self._over = True
            self._stop.set()


def _listen(
    pipe: IO[bytes], orders: queue.SimpleQueue[dict[str, Any] | None], stops: _Stops
) -> None:
    """Pass orders on; once the pipe has closed, ask the work to stop, then end it."""
    while (said := _next(pipe)) is not None:
        if said["type"] == "cancel":
            stops.call_off((said["job"], said["attempt"]))
        else:
            orders.put(said)
    stops.everything()
    orders.put(None)
    time.sleep(LEAVE_S)
    os._exit(1)


class _Line:
    """The pipe to the farm; threads take turns."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._lock = pipe, Lock()

    def say(self, data: bytes) -> None:
        """Send one frame; where nobody listens, the closing of the other pipe says so."""
        with self._lock, suppress(OSError):
            self._pipe.write(data)
            self._pipe.flush()


class _Pulse:
    """Says how far one order is, and says it again while nothing moves."""

    def __init__(self, line: _Line, name: dict[str, Any]) -> None:
        self._line, self._name = line, name
        self._last: tuple[str, float] = ("reading", 0.0)
        self._done = Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> _Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def report(self, stage: str, share: float) -> None:
        """Send the news."""
        self._last = stage, float(share)
        self._say()

    def _say(self) -> None:
        stage, share = self._last
        self._line.say(frame({"type": "progress", **self._name, "stage": stage, "share": share}))

    def _beat(self) -> None:
        while not self._done.wait(HEARTBEAT_S):
            self._say()


def _answer(
    order: dict[str, Any], handler: Handler, stop: Event, line: _Line, bug_id: Callable[[], str]
) -> bytes:
    """Do one order and return the frame that ends it."""
    name = {"job": order["job"], "attempt": order["attempt"]}
    try:
        with _Pulse(line, name) as pulse:
            result = handler(order["kind"], order["body"], stop, pulse.report)
        return frame({"type": "clip", **name, "result": result, "rss_bytes": rss_bytes()})
    except Exception as error:  # the worker's loop: one bad order is not the end of it
        failure = error_fields(meaning(error, bug_id))
    return frame({"type": "error", **name, **failure, "rss_bytes": rss_bytes()})


def meaning(error: Exception, bug_id: Callable[[], str]) -> WalkonError:
    """Say what a failure is called; a bug is logged without the values that met it."""
    if isinstance(error, WalkonError):
        return error
    if (
        isinstance(error, MemoryError)
        or getattr(error, "code", None) == _NO_MEMORY
        or "can't start new thread" in str(error)
    ):
        return OutOfMemory()
    bug = bug_id()
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("bug %s: %s\n%s", bug, type(error).__name__, where)
    return RenderError("bug", bug=bug)


def rss_bytes() -> int | None:
    """Return the memory this process holds now, or None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return None
    return pages * resource.getpagesize()
