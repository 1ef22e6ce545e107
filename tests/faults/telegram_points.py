"""One command on Telegram, with a bot that dies at one point, or one call that goes wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults import checker
from tests.faults.crowd import marker, sentence
from tests.faults.lives import Nursery
from tests.faults.tally import Tally, each
from tests.faults.telegram_side import SHOWING, Seen, furnish, stage_on
from tests.telegram.faults import Fault
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.world import World

AT_ONCE = 8  # most of a life is waiting
MARKER = marker(1)


def group() -> tuple[World, Person, Place]:
    """Return a new world with a group, the same each time, and who will ask for a film there."""
    world = World()
    ana, ben = world.user("Ana"), world.user("Ben")
    return world, ana, world.supergroup("Dumpling Club", ana, ben)


def template(root: Path) -> Path:
    """Furnish a house that works in the group."""
    _, ana, place = group()
    furnish(root, [place], [ana])
    return root


async def play(
    nursery: Nursery,
    before: Path,
    root: Path,
    *,
    deaths: Sequence[int] = (),
    choose: Callable[[str, int], Fault | None] | None = None,
) -> tuple[int, list[str]]:
    """Ask for a film on a copy of a house; return how many lives it took and what is wrong."""
    await asyncio.to_thread(shutil.copytree, before, root)
    world, ana, place = group()
    if choose is not None:
        world.faults.choose = choose
    async with stage_on(nursery, root, world, deaths=deaths) as stage:
        ana.says(place, f"/cameo {sentence(1)}")
        await stage.rest()
        await asyncio.sleep(0.05)  # the last commit is seen before its bot passes the point
        await stage.rest()
        lives = stage.lives
    wrong = judged(world, root)
    await asyncio.to_thread(shutil.rmtree, root, ignore_errors=True)  # a dying bot may still write
    return lives, wrong


def judged(world: World, root: Path) -> list[str]:
    """Return what is wrong with what the group shows, and with the books."""
    films = checker.film_of(root, MARKER)
    if len(films) != 1:
        return [f"{len(films)} films"]
    seen = Seen(world, {MARKER: films[0]}, checker.cuts(root))
    memory = seen.memory()
    found = checker.outcome(memory, films[0])
    right = found.right and found.clips == 1
    return [str(found)] * (not right) + seen.wrong + checker.integrity(root, films, memory)


async def everywhere(
    nursery: Nursery, before: Path, home: Path, *, times: int, step: int = 1
) -> Tally:
    """Kill the bot at every point, or every so many, so many lives in a row."""

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        lives, wrong = await play(nursery, before, root, deaths=[n] * times)
        return lives > 1, wrong

    return await each(attempt, home, step=step, at_once=AT_ONCE)


async def every_call(nursery: Nursery, before: Path, home: Path, fault: Fault) -> Tally:
    """Let every call that shows something go wrong, one after the other."""

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        calls = 0

        def choose(method: str, _number: int) -> Fault | None:
            nonlocal calls
            calls += method in SHOWING
            return fault if method in SHOWING and calls == n + 1 else None

        _, wrong = await play(nursery, before, root, choose=choose)
        return calls > n, wrong

    return await each(attempt, home)
