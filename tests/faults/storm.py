"""Hundreds of commands in many groups while bots and workers are killed at random."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.faults import checker
from tests.faults.chat_server import Memory, by_chance, serving
from tests.faults.crowd import Crowd, FakeCrowd, marker
from tests.faults.driver import theatre
from tests.faults.lives import Lives, Nursery

SLOW, LOST, DELAYED = 0.05, 0.03, 0.02  # shares of calls to the chat
ALIVE_S = (0.3, 2.2)  # how long a bot may work before the next kill
DRAINED_S = 150.0
AT_ONCE = 24  # commands on their way to the bot at the same time


@dataclass(slots=True, kw_only=True)
class Report:
    """What a storm was, and what it left behind; ``wrong`` is empty when all is well."""

    seed: int
    commands: int
    kills: int
    worker_kills: int = 0
    acknowledged: int = 0
    repeated: int = 0
    unanswered: int = 0
    all_the_same: int = 0
    clips: int = 0
    failures: int = 0
    left_over: int = 0
    duplicates: int = 0
    both: int = 0
    neither: int = 0
    told_busy: int = 0
    calls: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    storm_s: float = 0.0
    drained_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the table, one figure a line."""
        faults = ", ".join(f"{count} {fault}" for fault, count in sorted(self.faults.items()))
        rows = {
            "seed": self.seed, "bots killed": self.kills, "workers killed": self.worker_kills,
            "commands acknowledged": self.acknowledged,
            "delivered or pressed twice": self.repeated,
            "not answered, asked again": f"{self.unanswered} ({self.all_the_same} filmed)",
            "calls to the chat": f"{self.calls} ({faults})", "exactly one clip": self.clips,
            "a failure message only": self.failures, "two clips": self.duplicates,
            "told that it is busy": self.told_busy, "clip and failure": self.both,
            "lost": self.neither,
            "words left over": self.left_over, "storm": f"{self.storm_s:.0f} s",
            "drained after it": f"{self.drained_s:.1f} s", "wrong": "; ".join(self.wrong) or "-",
        }  # fmt: skip
        return [f"{name:<28} {value}" for name, value in rows.items()]


class Storm:
    """One storm over one house."""

    def __init__(
        self,
        stage: Lives,
        crowd: Crowd,
        rng: np.random.Generator,
        report: Report,
        alive_s: tuple[float, float] = ALIVE_S,
        ripe: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Rage over a stage; ``ripe`` returns when something is under way that a kill hits."""
        self.stage, self._crowd, self._rng, self.report = stage, crowd, rng, report
        self._alive_s, self._ripe = alive_s, ripe
        self._next, self._killed = 0, 0

    async def rage(self) -> None:
        """Send every command while bots and workers are killed."""
        await self._until_open()
        began = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            killing = tasks.create_task(self._kill_bots())
            workers = tasks.create_task(self._kill_workers())
            for _ in range(AT_ONCE):
                tasks.create_task(self._people(killing))
            await killing
            workers.cancel()
        self.report.storm_s = time.monotonic() - began
        self.report.repeated = self._crowd.repeated

    async def _people(self, killing: asyncio.Task[None]) -> None:
        """Ask for films, and go on tapping about until the killing is over."""
        while self._next < self.report.commands:
            if self._next * self.report.kills > (self._killed + 1) * self.report.commands:
                await asyncio.sleep(0.05)
                continue  # every life gets its share
            number, self._next = self._next, self._next + 1
            await self._crowd.ask(number)
            self.report.acknowledged += 1
            await self._crowd.tap()
            await asyncio.sleep(self._pause_s())
        while not killing.done():
            await self._crowd.tap()
            await asyncio.sleep(1.0)

    def _pause_s(self) -> float:
        """Spread the commands over the whole storm, however long its kills take."""
        kills_s = self.report.kills * sum(self._alive_s) / 2
        return float(self._rng.exponential(kills_s * AT_ONCE / self.report.commands))

    async def _kill_bots(self) -> None:
        """Kill bots, each in the middle of whatever it does, some while they start."""
        for _ in range(self.report.kills):
            alive_s = float(self._rng.uniform(*self._alive_s))
            await asyncio.sleep(alive_s)
            if self._ripe is not None:
                await self._ripe()
            bot = self.stage.bot
            while bot is None or bot.ended.is_set():
                await asyncio.sleep(0.01)
                bot = self.stage.bot
            await bot.kill()
            self._killed += 1
            if self._rng.random() < 0.8:
                await self._until_open()

    async def _until_open(self) -> None:
        """Let the next one open its door, so that the storm gets anywhere."""
        while True:
            bot = self.stage.bot
            if bot is not None and not bot.ended.is_set() and bot.port.done():
                return
            await asyncio.sleep(0.01)

    async def _kill_workers(self) -> None:
        """Kill one worker process after another, where there are any."""
        while self.stage.processes:
            await asyncio.sleep(float(self._rng.uniform(0.2, 0.8)))
            pids = await self.stage.workers()
            if pids:
                with suppress(ProcessLookupError):
                    os.kill(int(self._rng.choice(pids)), signal.SIGKILL)
                    self.report.worker_kills += 1


async def storm(
    nursery: Nursery, root: Path, *, seed: int, commands: int, kills: int, processes: bool
) -> Report:
    """Let a storm rage over a new house at the fake chat, and read what it left."""
    report = Report(seed=seed, commands=commands, kills=kills)
    chance = by_chance(np.random.default_rng(seed + 1), slow=SLOW, lost=LOST, delay=DELAYED)
    async with (
        serving(fault_of=chance) as chat,
        theatre(nursery, root, chat, processes=processes) as stage,
    ):
        crowd = FakeCrowd(stage, chat, np.random.default_rng(seed + 2))
        await raged(Storm(stage, crowd, np.random.default_rng(seed), report))
        report.calls, report.faults = chat.calls, {str(k): v for k, v in chat.faults.items()}
    judge(report, root, chat.memory, crowd.told_busy)
    return report


async def raged(storm: Storm, *, patience_s: float = DRAINED_S) -> None:
    """Let a storm rage, and wait until all is done."""
    report = storm.report
    await storm.rage()
    began = time.monotonic()
    try:
        await storm.stage.rest(patience_s=patience_s)
    except TimeoutError:
        report.wrong.append(f"not drained: {checker.standing(storm.stage.root)}")
    report.drained_s = time.monotonic() - began


def judge(report: Report, root: Path, memory: Memory, told_busy: Callable[[int], bool]) -> None:
    """Count what became of every command."""
    films: list[str] = []
    for number in range(report.commands):
        found = checker.film_of(root, marker(number))
        if not found and told_busy(number):
            report.told_busy += 1
        elif len(found) != 1:
            report.wrong.append(f"{len(found)} films of command {number}")
        films += found
    count_outcomes(report, [checker.outcome(memory, film) for film in films])
    report.wrong += checker.integrity(root, films, memory)


def count_outcomes(report: Report, outcomes: Sequence[checker.Outcome]) -> None:
    """Sort outcomes into what may be and what may not."""
    kinds: Counter[str] = Counter()
    for found in outcomes:
        report.left_over += found.left_over
        kinds["duplicates"] += found.clips > 1 or found.most_clips > 1 or found.failures > 1
        kinds["both"] += bool(found.clips and found.failures)
        kinds["neither"] += not found.clips and not found.failures
        kinds["clips"] += found.right and found.clips == 1
        kinds["failures"] += found.right and found.failures == 1
    report.duplicates, report.both = kinds["duplicates"], kinds["both"]
    report.neither, report.clips, report.failures = (
        kinds["neither"], kinds["clips"], kinds["failures"],
    )  # fmt: skip
    for name in ("duplicates", "both", "neither"):
        if kinds[name]:
            report.wrong.append(f"{name}: {kinds[name]}")
