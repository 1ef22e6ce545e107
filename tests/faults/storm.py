"""Hundreds of commands in many groups while bots and workers are killed at random."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.chat import Answer, ButtonPress, Event, OutgoingClip, Place
from generation.model.member import ChatId
from tests.faults import checker
from tests.faults.chat_server import ChatServer, by_chance, serving
from tests.faults.driver import Nursery, Theatre, sender, theatre
from tests.faults.scenes import rest

GROUPS = 100  # few enough commands in each: nobody is turned away
SLOW, LOST, DELAYED = 0.05, 0.03, 0.02  # shares of calls to the chat
REPEATED = 0.10  # share of events that are delivered twice, and of buttons pressed twice
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
        self, stage: Theatre, chat: ChatServer, rng: np.random.Generator, report: Report
    ) -> None:
        self._stage, self._chat, self._rng, self.report = stage, chat, rng, report
        self._next = 0
        self.events: list[str] = []

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

    async def _people(self, killing: asyncio.Task[None]) -> None:
        """Ask for films, and go on tapping about until the killing is over."""
        while self._next < self.report.commands:
            number, self._next = self._next, self._next + 1
            event = _command(self._stage, number)
            self.events.append(event.event_id)
            await self._send(event)
            self.report.acknowledged += 1
            await self._tap()
            await asyncio.sleep(self._pause_s())
        while not killing.done():
            await self._tap()
            await asyncio.sleep(0.2)

    def _pause_s(self) -> float:
        """Spread the commands over the whole storm, however long its kills take."""
        kills_s = self.report.kills * sum(ALIVE_S) / 2
        return float(self._rng.exponential(kills_s * AT_ONCE / self.report.commands))

    async def _send(self, event: Event) -> Answer:
        """Deliver an event; some are delivered twice, at the same time."""
        if self._rng.random() >= REPEATED:
            return await self._stage.deliver(event)
        self.report.repeated += 1
        first, _ = await asyncio.gather(self._stage.deliver(event), self._stage.deliver(event))
        return first

    async def _tap(self) -> None:
        """Press the thumb under some film, sometimes with two taps at once."""
        films = [
            (number, message)
            for number, message in list(self._chat.memory.messages.items())[-GROUPS:]
            if isinstance(message.now, OutgoingClip)
        ]
        if not films or self._rng.random() > 0.3:
            return
        number, message = films[int(self._rng.integers(len(films)))]
        assert message.now is not None
        like = next(b for row in message.now.rows for b in row if "👍" in b.label)
        taps = 2 if self._rng.random() < REPEATED else 1
        self.report.repeated += taps - 1
        await asyncio.gather(
            *(
                self._stage.deliver(
                    ButtonPress(
                        event_id=self._stage.event_id(), sender=sender("Tapper"),
                        place=message.place, data=like.data, message=number,
                    )
                )
                for _ in range(taps)
            )
        )  # fmt: skip

    async def _kill_bots(self) -> None:
        """Kill bots, each in the middle of whatever it does, some while they start."""
        for _ in range(self.report.kills):
            alive_s = float(self._rng.uniform(*ALIVE_S))
            await asyncio.sleep(alive_s)
            bot = self._stage.bot
            while bot is None or bot.ended.is_set():
                await asyncio.sleep(0.01)
                bot = self._stage.bot
            await bot.kill()
            if self._rng.random() < 0.8:
                await self._until_open()

    async def _until_open(self) -> None:
        """Let the next one open its door, so that the storm gets anywhere."""
        while True:
            bot = self._stage.bot
            if bot is not None and not bot.ended.is_set() and bot.port.done():
                return
            await asyncio.sleep(0.01)

    async def _kill_workers(self) -> None:
        """Kill one worker process after another, where there are any."""
        while self._stage.processes:
            await asyncio.sleep(float(self._rng.uniform(0.2, 0.8)))
            pids = await self._stage.workers()
            if pids:
                with suppress(ProcessLookupError):
                    os.kill(int(self._rng.choice(pids)), signal.SIGKILL)
                    self.report.worker_kills += 1


def _command(stage: Theatre, number: int) -> Event:
    """Return the n-th command: everybody asks once, in one of many groups."""
    group = number % GROUPS
    place = Place(chat=ChatId(f"fake:group-{group}"), title=f"Group {group}")
    return stage.saying(f"Ana{number}", f"a dog waits in the snow, {marker(number)}", place=place)


def marker(number: int) -> str:
    """Return the word by which a command is known in the books."""
    return f"take-{number}-"


async def storm(
    nursery: Nursery, root: Path, *, seed: int, commands: int, kills: int, processes: bool
) -> Report:
    """Let a storm rage over a new house, wait until all is done, and read what it left."""
    rng = np.random.default_rng(seed)
    report = Report(seed=seed, commands=commands, kills=kills)
    chance = by_chance(np.random.default_rng(seed + 1), slow=SLOW, lost=LOST, delay=DELAYED)
    async with (
        serving(fault_of=chance) as chat,
        theatre(nursery, root, chat, processes=processes) as stage,
    ):
        raging = Storm(stage, chat, rng, report)
        await raging.rage()
        began = time.monotonic()
        try:
            await rest(stage, patience_s=DRAINED_S)
        except TimeoutError:
            report.wrong.append(f"not drained: {checker.standing(root)}")
        report.drained_s = time.monotonic() - began
        report.calls, report.faults = chat.calls, {str(k): v for k, v in chat.faults.items()}
    judge(report, root, chat, raging.events)
    return report


def judge(report: Report, root: Path, chat: ChatServer, events: Sequence[str]) -> None:
    """Count what became of every command."""
    films: list[str] = []
    notes = {message.key for message in chat.memory.messages.values() if message.now is not None}
    for number, event in enumerate(events):
        found = checker.film_of(root, marker(number))
        if not found and f"reply:{event}:note" in notes:
            report.told_busy += 1
        elif len(found) != 1:
            report.wrong.append(f"{len(found)} films of command {number}")
        films += found
    count_outcomes(report, [checker.outcome(chat.memory, film) for film in films])
    report.wrong += checker.integrity(root, films, chat.memory)


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
