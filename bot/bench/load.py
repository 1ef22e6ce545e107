"""``walkon bench --load``: commands at a steady rate against a whole bot whose workers are busy.

The driver is open-loop: when a command is to be sent does not depend on how the bot is doing, and
the time an answer took counts from the moment the command was due. Commands that the bot turns away
because it is full are acknowledged as well.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench.gates import Verdict
from generation.errors import RenderError

GROUPS, MEMBERS, OLD_FILMS = 500, 4, 10_000
ANSWER_S = 30.0
OPEN_S = 300.0  # for the bot to write ten thousand films and load its workers
FILL_S = 60.0  # for the queue to fill before anything is measured
FULL = 100  # films on their way: the house takes about 110 for two workers
FILLING_RATE = 10.0
P50_MAX_MS, P99_MAX_MS, MAX_MS, STALL_MAX_MS = 20.0, 150.0, 1000.0, 100.0
STALLED_PERCENT_MAX = 0.1  # of ticks that come over 50 ms late
SENTENCES = (
    "me in the rain, waiting", "a dog that runs a noodle shop", "me and the moon have an argument",
    "two ghosts share an umbrella", "我在雨里等车", "the last dumpling speaks at last",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Load:
    """What a run measured; times in milliseconds."""

    rate: float
    seconds: float
    taken_ms: list[float] = field(default_factory=list)
    errors: int = 0
    films_before: int = 0
    films_taken: int = 0
    stall_max_ms: float = 0.0
    stalled_percent: float = 0.0

    def quantile(self, share: float) -> float:
        """Return the time that this share of commands was answered within."""
        return float(np.quantile(self.taken_ms, share)) if self.taken_ms else float("inf")

    def verdicts(self) -> Sequence[Verdict]:
        """Hold the figures against their limits."""
        return (
            Verdict(id="load-p50", value=self.quantile(0.5), limit=P50_MAX_MS),
            Verdict(id="load-p99", value=self.quantile(0.99), limit=P99_MAX_MS),
            Verdict(id="load-max", value=self.quantile(1.0), limit=MAX_MS),
            Verdict(id="load-stall", value=self.stall_max_ms, limit=STALL_MAX_MS),
            Verdict(id="load-stalled", value=self.stalled_percent, limit=STALLED_PERCENT_MAX),
            Verdict(id="load-errors", value=self.errors, limit=0),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "schema": "walkon.load/1",
            "rate": self.rate,
            "seconds": self.seconds,
            "commands": len(self.taken_ms),
            "films_waiting_before": self.films_before,
            "films_taken": self.films_taken,
            "told_busy": len(self.taken_ms) - self.films_taken,
            "p50_ms": round(self.quantile(0.5), 2),
            "p99_ms": round(self.quantile(0.99), 2),
            "max_ms": round(self.quantile(1.0), 2),
            "stall_max_ms": round(self.stall_max_ms, 2),
            "stalled_percent": round(self.stalled_percent, 3),
            "errors": self.errors,
        }


class Lines:
    """Connections to the bot's door; each carries one question at a time."""

    def __init__(self, port: int) -> None:
        """Open them as they are needed."""
        self._port = port
        self._free: list[tuple[StreamReader, StreamWriter]] = []

    async def ask(self, given: dict[str, Any]) -> dict[str, Any]:
        """Send one line and wait for its answer."""
        if not self._free:
            self._free.append(await asyncio.open_connection("127.0.0.1", self._port))
        reader, writer = self._free.pop()
        writer.write(json.dumps(given).encode() + b"\n")
        async with asyncio.timeout(ANSWER_S):
            answer: dict[str, Any] = json.loads(await reader.readline())
        self._free.append((reader, writer))
        return answer

    def close(self) -> None:
        """Close what is open."""
        for _, writer in self._free:
            writer.close()


def measure_load(
    folder: Path, *, models: Path, rate: float, seconds: float, announce: Callable[[str], None]
) -> Load:
    """Measure in ``folder``; ``announce`` is told ``load-open``, ``load-fill``, ``load``.

    Raises:
        RenderError: The bot did not open.
    """
    (folder / "models").symlink_to(models.absolute())
    announce("load-open")
    command = [sys.executable, "-m", "bot.bench.load_bot"]
    with subprocess.Popen(  # noqa: S603  our own interpreter and module
        [*command, str(folder), str(GROUPS), str(OLD_FILMS)], stdout=subprocess.PIPE
    ) as bot:
        try:
            assert bot.stdout is not None  # noqa: S101  it was asked for above
            line = bot.stdout.readline()
            if not line:
                raise RenderError("bench-bot")
            return asyncio.run(_driven(json.loads(line)["port"], rate, seconds, announce))
        finally:
            bot.terminate()


async def _driven(port: int, rate: float, seconds: float, announce: Callable[[str], None]) -> Load:
    rng, lines = np.random.default_rng(20), Lines(port)
    announce("load-fill")
    before = await _fill(lines, rng)
    announce("load")
    load = Load(rate=rate, seconds=seconds, films_before=before.get("films_making", 0))
    await _drive(lines, rng, load, name="load")
    after = await lines.ask({"figures": True})
    load.stall_max_ms, load.stalled_percent = after["stall_max_ms"], after["stalled_percent"]
    load.films_taken = _asked(after) - _asked(before)
    lines.close()
    return load


async def _fill(lines: Lines, rng: np.random.Generator) -> dict[str, Any]:
    """Ask for films until the house is nearly full and workers are at work."""
    figures = await lines.ask({"figures": True})
    loop, number = asyncio.get_running_loop(), 0
    until = loop.time() + FILL_S
    while figures.get("films_making", 0) < FULL and loop.time() < until:
        filling = Load(rate=FILLING_RATE, seconds=1.0)
        await _drive(lines, rng, filling, name=f"fill-{number}")
        figures, number = await lines.ask({"figures": True}), number + 1
    return figures


def _asked(figures: dict[str, Any]) -> int:
    return sum(count for name, count in figures.items() if name.startswith("films_"))


async def _drive(lines: Lines, rng: np.random.Generator, load: Load, *, name: str) -> None:
    """Send commands at random moments, as many as the rate says, and time every answer."""
    loop = asyncio.get_running_loop()
    due, end, number = loop.time(), loop.time() + load.seconds, 0
    async with asyncio.TaskGroup() as tasks:
        while (due := due + float(rng.exponential(1 / load.rate))) < end:
            await asyncio.sleep(max(0.0, due - loop.time()))
            given = {
                "id": f"bench:{name}:{number}",
                "group": int(rng.integers(GROUPS)),
                "member": int(rng.integers(MEMBERS)),
                "text": SENTENCES[int(rng.integers(len(SENTENCES)))],
            }
            tasks.create_task(_timed(lines, given, load, due))
            number += 1


async def _timed(lines: Lines, given: dict[str, Any], load: Load, due: float) -> None:
    try:
        answer = await lines.ask(given)
        load.errors += not answer
    except (OSError, ValueError):  # a broken line, or one that says nothing; TimeoutError is both
        load.errors += 1
    load.taken_ms.append(1000 * (asyncio.get_running_loop().time() - due))
