"""A farm on this machine: worker processes, started when first needed, kept warm, replaced."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from generation.errors import FarmFull, WorkerLost
from generation.farm.process import Patience, WorkerProcess
from generation.farm.running import Running
from generation.ports import Task

GONE_WITHIN_S = 5.0  # the kernel needs milliseconds to end a killed process
SWEEP_AFTER_S = 3.0  # younger files may belong to somebody who is only beginning
WORKING_FOLDER = "/"  # a worker reads no file by a relative name


class LocalFarm:
    """Satisfies the port ``RenderFarm`` with ``slots`` processes. Used on one event loop."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        slots: int,
        env: Mapping[str, str],
        memory_bytes: int,
        patience: Patience | None = None,
        lasting: bool = False,
        sweep: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep how a worker is started; none runs until there is a task.

        Args:
            argv: The worker's command.
            slots: How many work at the same time.
            env: Its whole environment: whatever is secret is not in it.
            memory_bytes: Address space of each; -1 is as much as there is.
            patience: How long to wait for what.
            lasting: They take long to get ready, and are kept whatever their age and size.
            sweep: Called some seconds after each worker's end: removes the files it left.
            monotonic: Seconds of a clock that only goes forward.
        """
        self._argv, self._env, self._memory_bytes = tuple(argv), dict(env), memory_bytes
        self._patience, self._lasting = patience or Patience(), lasting
        self._sweep, self._monotonic = sweep, monotonic
        self._slots = [_Slot() for _ in range(slots)]
        self._living: set[WorkerProcess] = set()
        self._closed = False

    def free(self) -> int:
        """Return how many tasks would be taken now."""
        return 0 if self._closed else sum(map(self._is_free, self._slots))

    def pids(self) -> tuple[int, ...]:
        """Return the processes that live."""
        return tuple(sorted(worker.pid for worker in self._living))

    async def warm(self) -> None:
        """Start every worker now, so that the first tasks find them ready.

        Raises:
            WorkerLost: One could not be started.
        """
        for slot in self._slots:
            if slot.worker is None and not self._closed and self._is_free(slot):
                slot.taken = True
                try:
                    await self._start(slot)
                finally:
                    slot.taken = False

    async def submit(self, task: Task) -> Running:
        """Hand a task to a free worker, a warm one where there is one.

        Raises:
            FarmFull: None is free.
            WorkerLost: It could not be started.
            ValueError: The task does not fit into a frame.
        """
        free = [] if self._closed else [slot for slot in self._slots if self._is_free(slot)]
        if not free:
            raise FarmFull()
        slot = max(free, key=lambda slot: slot.worker is not None)
        slot.taken = True
        try:
            worker = slot.worker or await self._start(slot)
            return worker.begin(task)
        except BaseException:
            slot.taken = False
            raise

    async def aclose(self, grace_s: float = 0.0) -> None:
        """End every worker.

        Args:
            grace_s: Seconds that running tasks may still take.
        """
        self._closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                for worker in tuple(self._living):
                    await worker.idle()
        for worker in tuple(self._living):
            worker.dismiss()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.leave_s + GONE_WITHIN_S):
                for worker in tuple(self._living):
                    await worker.gone.wait()

    def _is_free(self, slot: _Slot) -> bool:
        return not slot.taken and self._monotonic() >= slot.not_before

    async def _start(self, slot: _Slot) -> WorkerProcess:
        loop = asyncio.get_running_loop()

        def released(worker: WorkerProcess) -> None:
            slot.taken, slot.deaths = False, 0
            if worker.spent:
                slot.worker = None
                worker.dismiss()

        def gone(worker: WorkerProcess) -> None:
            self._living.discard(worker)
            loop.call_later(SWEEP_AFTER_S, self._sweep)
            if slot.worker is worker:
                slot.worker, slot.taken = None, False
                if not worker.blameless:
                    self._pause(slot)

        worker = WorkerProcess(
            memory_bytes=self._memory_bytes, patience=self._patience, lasting=self._lasting,
            on_free=released, on_gone=gone,
        )  # fmt: skip
        try:
            await loop.subprocess_exec(
                lambda: worker, *self._argv,
                stderr=None, cwd=WORKING_FOLDER, env=self._env, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            self._pause(slot)
            raise WorkerLost() from error
        slot.worker = worker
        self._living.add(worker)
        if self._closed:
            await worker.cancel()
            raise FarmFull()
        return worker

    def _pause(self, slot: _Slot) -> None:
        """Wait before the next start, longer with every death in a row."""
        pause = min(self._patience.crash_s * 2**slot.deaths, self._patience.crash_max_s)
        slot.deaths += 1
        slot.not_before = self._monotonic() + pause


class _Slot:
    """Room for one worker."""

    def __init__(self) -> None:
        self.worker: WorkerProcess | None = None
        self.taken = False
        self.deaths = 0
        self.not_before = 0.0
