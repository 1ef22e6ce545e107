"""The storm over Discord: its people, what they were told, and what they have seen afterwards."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.discord.asking import Asked
from tests.discord.faults import by_chance, drops_by_chance
from tests.discord.people import Person
from tests.discord.places import Channel
from tests.discord.things import Message
from tests.discord.world import World
from tests.faults import checker
from tests.faults.crowd import REPEATED, TAPS, marker, sentence
from tests.faults.discord_side import Seen, acknowledged, stage_on, thinking, told_full
from tests.faults.lives import Nursery
from tests.faults.storm import DELAYED, LOST, SLOW, Report, Storm, count_outcomes, raged
from tests.faults.worker import ROOM_BYTES

DROPPED = 0.10
"""Share of the events after which the connection breaks: only then can one be lost, or come twice;
while nothing happens, a broken connection is only a pause."""
DISCORD_ALIVE_S = (1.0, 4.0)  # a life begins with the log-in and the gateway's welcome
DISCORD_DRAINED_S = 600.0
GUILDS, CHANNELS_MAX, AT_LEAST = 5, 125, 3  # commands a channel: its limits make nobody wait long
SLOW_EVERY = 20  # commands, of which one is taken in late
LOOK_S, THINKING_S = 0.1, 10.0  # so long somebody looks at the sign that the bot thinks
SOON_S, TAKEN_IN_S = 1.0, 0.1  # a command comes within, and is on its way for, so long
AGAIN_S = (0.2, 0.8)  # after so long somebody who got no answer types it once more
TRIES_MAX = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """One command as it was sent once.

    Attributes:
        number: Which film was wanted; who got no answer wants it again.
        marker: The word by which this one try is known in the books.
        asked: What came back.
    """

    number: int
    marker: str
    asked: Asked


class DiscordCrowd:
    """Satisfies ``Crowd``: people in their apps."""

    def __init__(self, world: World, rng: np.random.Generator, commands: int) -> None:
        self._world, self._rng, self.repeated = world, rng, 0
        self.askers = [Person.new(world, f"Ana{number}") for number in range(commands)]
        self._tapper = Person.new(world, "Tapper")
        users = [one.user for one in (*self.askers, self._tapper)]
        channels = max(1, min(CHANNELS_MAX, commands // AT_LEAST))
        clubs = min(GUILDS, channels)
        guilds = [world.guild(f"Club {n}", world.maker, *users) for n in range(clubs)]
        self.places: list[Channel] = [
            guilds[n % clubs].opens_channel(f"films-{n}") for n in range(channels)
        ]
        self.wishes: list[Wish] = []

    async def ask(self, number: int) -> None:
        """Ask for the n-th film, and again as long as Discord says that the bot did not respond."""
        place, person = self.places[number % len(self.places)], self.askers[number]
        for attempt in range(TRIES_MAX):
            name = f"{number}x{attempt}"
            asked = person.slash("make", place, sentence=sentence(name))
            self.wishes.append(Wish(number, marker(name), asked))
            await asked
            with suppress(TimeoutError):
                async with asyncio.timeout(THINKING_S):
                    while thinking(asked):  # noqa: ASYNC110
                        await asyncio.sleep(LOOK_S)
            if acknowledged(asked):
                return
            await asyncio.sleep(float(self._rng.uniform(*AGAIN_S)))
        raise AssertionError(f"nobody ever answered {person}")

    async def under_way(self) -> None:
        """Return, every other time, when a command has just been sent and is being taken in."""
        sent = len(self.wishes)
        if self._rng.random() < 0.5:
            with suppress(TimeoutError):
                await self._world.until(lambda: len(self.wishes) > sent, within_s=SOON_S)
                await asyncio.sleep(float(self._rng.uniform(0.0, TAKEN_IN_S)))

    async def tap(self) -> None:
        if self._rng.random() > TAPS:
            return
        place = self.places[int(self._rng.integers(len(self.places)))]
        films = [one for one in self._tapper.sees(place) if _thumb(one)]
        if not films:
            return
        film = films[int(self._rng.integers(len(films)))]
        taps = 2 if self._rng.random() < REPEATED else 1
        self.repeated += taps - 1
        presses = [self._tapper.presses(film, _thumb(film)) for _ in range(taps)]
        await presses[0]


def _thumb(message: Message) -> str:
    return next((label for label in message.labels if "👍" in label), "")


async def discord_storm(
    nursery: Nursery,
    root: Path,
    *,
    seed: int,
    commands: int,
    kills: int,
    processes: bool = False,
    alive_s: tuple[float, float] = DISCORD_ALIVE_S,
) -> Report:
    """Let a storm rage over a new house on Discord, and read what it left."""
    report = Report(seed=seed, commands=commands, kills=kills)
    world = World(upload_max_bytes=ROOM_BYTES)  # every eighth film is refused for its size
    world.limits.on = True
    crowd = DiscordCrowd(world, np.random.default_rng(seed + 2), commands)
    world.faults.choose = by_chance(
        np.random.default_rng(seed + 1), slow=SLOW, lost=LOST, late=DELAYED
    )
    world.faults.drops = drops_by_chance(np.random.default_rng(seed + 3), DROPPED)
    async with stage_on(nursery, root, world, processes=processes, slow_every=SLOW_EVERY) as stage:
        await raged(
            Storm(stage, crowd, np.random.default_rng(seed), report, alive_s, crowd.under_way),
            patience_s=DISCORD_DRAINED_S,
        )
        report.calls, report.faults = world.faults.calls.total(), dict(world.faults.seen)
    judged(report, root, world, crowd.wishes)
    return report


def judged(report: Report, root: Path, world: World, wishes: list[Wish]) -> None:
    """Count what became of every try: one of each that was acknowledged, one at most of others."""
    found = {wish.marker: checker.film_of(root, wish.marker) for wish in wishes}
    films = {marker: film for marker, all_ in found.items() for film in all_}
    seen = Seen(world, films, checker.cuts(root))
    memory, taken, others = seen.memory(), list[str](), list[str]()
    for wish in wishes:
        of_it = found[wish.marker]
        if not acknowledged(wish.asked):
            report.unanswered += 1
            others += of_it
            if len(of_it) > 1:
                report.wrong.append(f"{len(of_it)} films of {wish.marker}, which had no answer")
        elif not of_it and told_full(wish.asked):
            report.told_busy += 1
        else:
            taken += of_it
            if len(of_it) != 1:
                report.wrong.append(f"{len(of_it)} films of {wish.marker}")
    count_outcomes(report, [checker.outcome(memory, film) for film in taken])
    for film in others:
        outcome = checker.outcome(memory, film)
        report.all_the_same += outcome.clips
        if not outcome.right:
            report.wrong.append(f"{outcome} of a command without an answer")
    report.wrong += checker.integrity(root, [*taken, *others], memory) + seen.wrong
