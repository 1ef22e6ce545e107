"""One worker process, seen from the farm: frames in and out, patience, and its end.

Callbacks and timers of one event loop; nothing here waits.
"""

from __future__ import annotations

import asyncio
import math
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from generation.errors import RenderError, RenderTimeout, WalkonError, WorkerLost
from generation.farm.frames import LENGTH, error_of, frame, frame_bytes, message
from generation.farm.running import Running
from generation.ports import Task, TaskKind

TASKS_MAX = 50  # a fresh process after that many, whatever it holds
GROWTH_MAX = 1.5  # or once it holds so many times what it held after its first tasks
SHAKEN = frozenset({"bug", "device"})  # what even a lasting worker is replaced after
LAST_WORDS_S = 0.2  # between a process's end and that of its pipes
STAGE_MAX = 20
STDIN, STDOUT = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that a farm waits.

    Attributes:
        hello_s: For a new worker's first word; it loads libraries meanwhile.
        silence_s: For any word while it works.
        stall_s: For its work to move, however often it says that it lives; it is looked at every
            ``silence_s``.
        cancel_s: For a worker to put down a task that is called off; 0 ends the process at once.
        leave_s: For a dismissed worker to clean up and leave by itself.
        crash_s: Before a worker that died is replaced; doubles with each death in a row.
        crash_max_s: The longest such pause.
    """

    hello_s: float = 60.0
    silence_s: float = 30.0
    stall_s: float = math.inf
    cancel_s: float = 0.0
    leave_s: float = 3.0
    crash_s: float = 0.5
    crash_max_s: float = 30.0


class WorkerProcess(asyncio.SubprocessProtocol):
    """A worker: at most one task at a time."""

    def __init__(
        self,
        *,
        memory_bytes: int,
        patience: Patience,
        lasting: bool = False,
        on_free: Callable[[WorkerProcess], None],
        on_gone: Callable[[WorkerProcess], None],
    ) -> None:
        """Keep the limits.

        Args:
            memory_bytes: Address space it may use.
            patience: How long to wait for what.
            lasting: It takes long to get ready, and is kept whatever its age and size.
            on_free: Called when a task has ended and the process may take another.
            on_gone: Called once, when the process has ended.
        """
        self._memory_bytes, self._patience = memory_bytes, patience
        self._lasting = lasting
        self._on_free, self._on_gone = on_free, on_gone
        self._loop = asyncio.get_running_loop()
        self._heard = bytearray()
        self._task: Task | None = None
        self._running: Running | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._ready = self._exited = False
        self._last_word = self._last_move = 0.0
        self._at: tuple[str, float] | None = None
        self._verdict: WalkonError | None = None
        self._called_off = False
        self._tasks = 0
        self._held: dict[TaskKind, int] = {}
        self.spent = False
        """It is to be replaced: old, swollen, or shaken by a failure."""
        self.blameless = False
        """Its end, if it has come, was ours."""
        self.gone = asyncio.Event()

    @property
    def pid(self) -> int:
        """Process id; also of its process group."""
        return int(self._transport.get_pid())

    @property
    def busy(self) -> bool:
        """Whether it has a task."""
        return self._task is not None

    def begin(self, task: Task) -> Running:
        """Hand over a task; the clock of its deadline starts.

        Raises:
            ValueError: It does not fit into a frame.
        """
        order = frame(
            {
                "type": "order",
                "job": task.id,
                "attempt": task.attempt,
                "kind": task.kind,
                "body": task.body,
            }
        )
        self._task, self._running = task, Running(self.cancel)
        self._last_word = self._last_move = self._loop.time()
        self._at = None
        self._after(task.deadline_s, "deadline", self._late)
        self._listen_for(self._patience.silence_s if self._ready else self._patience.hello_s)
        self._write(order)
        return self._running

    async def idle(self) -> None:
        """Wait until it has no task."""
        if self._running is not None:
            await self._running.wait()

    async def cancel(self) -> None:
        """End the task, with its process where that does not put it down in time."""
        if await self._put_down():
            return
        self.blameless = True
        self.kill(WorkerLost("cancelled"))
        await self.gone.wait()

    async def _put_down(self) -> bool:
        """Ask for the task to be put down; True when it was, and the process may take another."""
        task, running = self._task, self._running
        if not self._patience.cancel_s or not self._ready or task is None or running is None:
            return False
        if not self._called_off:
            self._called_off = True
            self._write(frame({"type": "cancel", "job": task.id, "attempt": task.attempt}))
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.cancel_s):
                await running.wait()
        return running.ended

    def _late(self) -> None:
        self.blameless = True
        self.kill(RenderTimeout())

    def dismiss(self) -> None:
        """Let it put its work down and leave; it is killed if it stays."""
        self.blameless = True
        if self.busy:
            self._verdict = self._verdict or WorkerLost()
        if not self._exited:
            self._pipe(STDIN).close()
            self._loop.call_later(self._patience.leave_s, self._end_group)

    def kill(self, verdict: WalkonError) -> None:
        """End the process and all it started; ``verdict`` is what its task raises."""
        self._verdict = self._verdict or verdict
        self._end_group()

    def _end_group(self) -> None:
        if not self._exited:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet the new process."""
        self._transport = cast("asyncio.SubprocessTransport", transport)
        self._write(frame({"type": "hello", "memory_bytes": self._memory_bytes}))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Take in what it says, frame by frame."""
        if fd != STDOUT or self._verdict is not None:
            return
        self._heard += data
        try:
            while (said := self._next_frame()) is not None:
                self._understand(said)
        except (ValueError, TypeError, KeyError):
            self.kill(WorkerLost("garbled"))

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """End what cannot answer any more."""
        del exc
        if fd == STDOUT:
            self._end_group()

    def process_exited(self) -> None:
        """End what it started, and wait a moment for its last words."""
        self._end_group()
        self._exited = True
        self._loop.call_later(LAST_WORDS_S, self._bury)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that process and pipes have ended."""
        del exc
        self._exited = True
        self._bury()

    def _bury(self) -> None:
        if self.gone.is_set():
            return
        self._transport.close()
        self.gone.set()
        self._settle(self._verdict or WorkerLost())
        self._on_gone(self)

    def _next_frame(self) -> dict[str, Any] | None:
        start = LENGTH.size
        if len(self._heard) < start:
            return None
        end = start + frame_bytes(bytes(self._heard[:start]))
        if len(self._heard) < end:
            return None
        found = message(bytes(self._heard[start:end]))
        del self._heard[:end]
        return found

    def _understand(self, said: dict[str, Any]) -> None:
        self._last_word = self._loop.time()
        kind = said["type"]
        if kind == "hello":
            self._ready, self._last_move = True, self._last_word
            if self.busy:
                self._listen_for(self._patience.silence_s)
        elif kind not in {"progress", "clip", "error"}:
            raise ValueError(kind)
        elif self._task is not None and self._is_about(said, self._task):
            self._report(kind, said, self._task)

    @staticmethod
    def _is_about(said: dict[str, Any], task: Task) -> bool:
        return (said["job"], said["attempt"]) == (task.id, task.attempt)

    def _report(self, kind: str, said: dict[str, Any], task: Task) -> None:
        if kind == "progress":
            self._tell(_stage(said["stage"]), float(said["share"]))
            return
        outcome = dict(said["result"]) if kind == "clip" else error_of(said)
        stopped = self._called_off and getattr(outcome, "reason", "") == "stopped"
        if self._lasting:
            self.spent = isinstance(outcome, RenderError) and outcome.reason in SHAKEN
        else:
            self._wear(task.kind, said, shaken=isinstance(outcome, RenderError) and not stopped)
        if self._called_off:
            outcome, self._called_off = WorkerLost("cancelled"), False
        self._settle(outcome)
        self._on_free(self)

    def _tell(self, stage: str, share: float) -> None:
        """Pass on how far the work is; what was said before is a heartbeat."""
        if (stage, share) != self._at:
            self._at, self._last_move = (stage, share), self._last_word
        if self._running is not None:
            self._running.tell(stage, share)

    def _wear(self, kind: TaskKind, said: dict[str, Any], *, shaken: bool) -> None:
        """Count what ages a process."""
        self._tasks += 1
        self._weigh(kind, said.get("rss_bytes"))
        self.spent = self.spent or shaken or self._tasks >= TASKS_MAX

    def _weigh(self, kind: TaskKind, rss_bytes: object) -> None:
        """Compare what it holds with what it held after the first task of each kind."""
        if isinstance(rss_bytes, int):
            self._held.setdefault(kind, rss_bytes)
            self.spent = self.spent or rss_bytes > GROWTH_MAX * max(self._held.values())

    def _settle(self, outcome: dict[str, object] | WalkonError) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        running, self._task, self._running = self._running, None, None
        if running is not None:
            running.end(outcome)

    def _listen_for(self, seconds: float) -> None:
        """End a worker that says nothing for so long while it has a task, or gets nowhere."""
        left = self._last_word + seconds - self._loop.time()
        self._after(left, "news", self._listened, seconds)

    def _listened(self, seconds: float) -> None:
        now = self._loop.time()
        if now - self._last_word >= seconds:
            self.kill(WorkerLost("silent"))
        elif self._ready and now - self._last_move >= self._patience.stall_s:
            self.kill(WorkerLost("stalled"))
        else:
            self._listen_for(seconds)

    def _after(
        self, seconds: float, name: str, call: Callable[..., None], *arguments: object
    ) -> None:
        """Have something happen then, instead of what was to happen under that name."""
        if name in self._timers:
            self._timers[name].cancel()
        self._timers[name] = self._loop.call_later(seconds, call, *arguments)

    def _write(self, data: bytes) -> None:
        self._pipe(STDIN).write(data)

    def _pipe(self, fd: int) -> asyncio.WriteTransport:
        return cast("asyncio.WriteTransport", self._transport.get_pipe_transport(fd))


def _stage(given: object) -> str:
    """Return the name of a stage when it can be the end of a message id."""
    if not isinstance(given, str) or len(given) > STAGE_MAX or not given.isidentifier():
        raise ValueError("stage")
    return given
