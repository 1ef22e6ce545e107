"""The storm over Telegram: its people, and what they have seen afterwards."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import numpy as np

from bot.i18n import say
from tests.faults import checker
from tests.faults.crowd import REPEATED, TAPS, marker, sentence
from tests.faults.lives import Nursery
from tests.faults.storm import DELAYED, LOST, SLOW, Report, Storm, judge, raged
from tests.faults.telegram_side import (
    GROUP_BUDGET,
    Seen,
    by_chance,
    furnish,
    shuffled,
    stage_on,
)
from tests.telegram.things import Message
from tests.telegram.world import World

LOOK_S = 0.02
PRESS_S = 5.0  # so long somebody looks at a button that does nothing
TELEGRAM_ALIVE_S = (0.4, 2.6)  # a bot has more to say here, and introduces itself first
TELEGRAM_DRAINED_S = 600.0
GROUPS_MAX, AT_LEAST = 125, 3  # commands a group: a group's budget makes nobody wait long


class TelegramCrowd:
    """Satisfies ``Crowd``: people at their telephones."""

    def __init__(self, world: World, rng: np.random.Generator, commands: int) -> None:
        self._world, self._rng, self.repeated = world, rng, 0
        groups = min(GROUPS_MAX, commands // AT_LEAST)
        self.askers = [world.user(f"Ana{number}") for number in range(commands)]
        self._tapper = world.user("Tapper")
        self.places = [
            world.supergroup(f"Group {group}", *self.askers[group::groups], self._tapper)
            for group in range(groups)
        ]
        world.updates.repeats = self._is_repeated

    def _is_repeated(self, _update: int) -> bool:
        again = bool(self._rng.random() < REPEATED)
        self.repeated += again
        return again

    async def ask(self, number: int) -> None:
        """Ask for the n-th film; it is acknowledged once Telegram may forget it."""
        place = self.places[number % len(self.places)]
        self.askers[number].says(place, f"/cameo {sentence(number)}")
        updates = self._world.updates
        mine = updates.next_id
        while updates.waiting and updates.waiting[0]["update_id"] <= mine:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_S)

    def told_busy(self, number: int) -> bool:
        """Tell whether the n-th asker was told in private that the house is full."""
        full = say("note-busy", "en")
        return any(full in message.words for message in self.askers[number].chat.from_bot())

    async def tap(self) -> None:
        if self._rng.random() > TAPS:
            return
        place = self.places[int(self._rng.integers(len(self.places)))]
        films = [message for message in place.from_bot() if _thumb(message)]
        if not films:
            return
        film = films[int(self._rng.integers(len(films)))]
        taps = 2 if self._rng.random() < REPEATED else 1
        self.repeated += taps - 1
        presses = [self._tapper.presses(film, _thumb(film)) for _ in range(taps)]
        with suppress(TimeoutError):
            await presses[0].within(PRESS_S)


def _thumb(message: Message) -> str:
    return next((label for label in message.labels if "👍" in label), "")


async def telegram_storm(
    nursery: Nursery,
    root: Path,
    *,
    seed: int,
    commands: int,
    kills: int,
    processes: bool = False,
    alive_s: tuple[float, float] = TELEGRAM_ALIVE_S,
) -> Report:
    """Let a storm rage over a new house on Telegram, and read what it left."""
    report = Report(seed=seed, commands=commands, kills=kills)
    world = World(group_budget=GROUP_BUDGET)
    crowd = TelegramCrowd(world, np.random.default_rng(seed + 2), commands)
    furnish(root, crowd.places, crowd.askers)
    world.faults.choose = by_chance(
        np.random.default_rng(seed + 1), slow=SLOW, lost=LOST, delay=DELAYED
    )
    world.updates.order = shuffled(np.random.default_rng(seed + 3))
    async with stage_on(nursery, root, world, processes=processes) as stage:
        await raged(
            Storm(stage, crowd, np.random.default_rng(seed), report, alive_s),
            patience_s=TELEGRAM_DRAINED_S,
        )
        report.calls, report.faults = world.faults.calls.total(), dict(world.faults.seen)
    films = {
        marker(number): film
        for number in range(commands)
        for film in checker.film_of(root, marker(number))
    }
    seen = Seen(world, films, checker.cuts(root))
    judge(report, root, seen.memory(), crowd.told_busy)
    report.wrong += seen.wrong
    return report
