"""One command on Discord, with a bot that dies at one point, or one call that goes wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.bootstrap import utc_now
from storage.folder import DataFolder
from storage.store import open_store
from tests.discord.faults import Chooser, Fault
from tests.discord.world import World
from tests.faults.discord_side import SHOWING, stage_on
from tests.faults.discord_storm import DiscordCrowd, judged
from tests.faults.lives import PATIENCE_S, Nursery
from tests.faults.storm import Report
from tests.faults.tally import Tally, each

AT_ONCE = 8  # most of a life is waiting


def template(root: Path) -> Path:
    """Build a house in which nothing has happened yet."""
    with open_store(DataFolder(root), keys=None, mirror=None, clock=utc_now):
        return root


async def play(
    nursery: Nursery,
    before: Path,
    root: Path,
    *,
    deaths: Sequence[int] = (),
    choose: Chooser | None = None,
    slow: bool = False,
) -> tuple[int, list[str]]:
    """Ask for a film on a copy of a house; return how many lives it took and what is wrong."""
    await asyncio.to_thread(shutil.copytree, before, root)
    world = World()
    crowd = DiscordCrowd(world, np.random.default_rng(len(deaths)), commands=1)
    if choose is not None:
        world.faults.choose = choose
    async with stage_on(nursery, root, world, deaths=deaths, slow_every=int(slow)) as stage:
        await world.until(lambda: world.gateway.connected, within_s=PATIENCE_S)
        await crowd.ask(0)
        await stage.rest()
        await asyncio.sleep(0.05)  # the last commit is seen before its bot passes the point
        await stage.rest()
        lives = stage.lives
    report = Report(seed=0, commands=1, kills=len(deaths))
    judged(report, root, world, crowd.wishes)
    if report.failures or not report.clips:
        report.wrong.append(f"{report.clips} films and {report.failures} failures")
    await asyncio.to_thread(shutil.rmtree, root, ignore_errors=True)  # a dying bot may still write
    return lives, report.wrong


async def everywhere(
    nursery: Nursery, before: Path, home: Path, *, times: int, step: int = 1, slow: bool = False
) -> Tally:
    """Kill the bot at every point, or every so many, so many lives in a row.

    A ``slow`` one takes the command in so late that Discord is told to wait.
    """

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        lives, wrong = await play(nursery, before, root, deaths=[n] * times, slow=slow)
        return lives > 1, wrong

    return await each(attempt, home, step=step, at_once=AT_ONCE)


async def every_call(nursery: Nursery, before: Path, home: Path, fault: Fault) -> Tally:
    """Let every call that shows something go wrong, one after the other."""

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        calls = 0

        def choose(route: str, _number: int) -> Fault | None:
            nonlocal calls
            calls += route in SHOWING
            return fault if route in SHOWING and calls == n + 1 else None

        _, wrong = await play(nursery, before, root, choose=choose)
        return calls > n, wrong

    return await each(attempt, home)
