"""Moments of a film at which everything goes wrong, and what must be true afterwards."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat import Event, OutgoingClip
from tests.faults import checker
from tests.faults.chat_server import ChatServer, Fault, Memory, serving
from tests.faults.driver import Theatre, sender, theatre
from tests.faults.lives import PATIENCE_S, Nursery
from tests.faults.tally import Tally, each

MARKER = "take-one"
SENTENCE = f"me and @Ben argue about the last dumpling, {MARKER}"
ANA, BEN = "P1", "P2"
BIG = "ltx"
HIDDEN_WITHIN_S = 5.0
AT_ONCE = 3  # single deaths tried at the same time: most of a life is waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A house as it was just before: its folder, its chat, and the next event's number."""

    root: Path
    memory: Memory
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a scene went.

    Attributes:
        root: The data folder.
        memory: The chat.
        film: The film it was about.
        sent_at: When the event was first sent, in monotonic seconds.
        acked_at: When it was acknowledged.
        alive_at: When there was a bot that knew of it and was not killed any more.
        lives: How many bots it took.
    """

    root: Path
    memory: Memory
    film: str
    sent_at: float
    acked_at: float
    alive_at: float
    lives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One event, the moment before it, and what is wrong after it; ``big``: with a big camera."""

    name: str
    before: str
    event: Callable[[Theatre], Event]
    wrong: Callable[[Played], list[str]]
    big: bool = False


def _command(played: Played) -> list[str]:
    wrong = _one_clip(played)
    if _group_shows(played, BEN):
        wrong.append("a face without a yes")
    if not checker.exposed(played.memory, ANA, played.film):
        wrong.append("the asker is not in it")
    return wrong


def _nod(played: Played) -> list[str]:
    wrong = _one_clip(played)
    if any(at < played.sent_at for at in _group_shows(played, BEN)):
        wrong.append("a face before the yes")
    if not checker.exposed(played.memory, BEN, played.film):
        wrong.append("a yes without a face")
    return wrong


def _withdrawn(played: Played) -> list[str]:
    wrong = _one_clip(played)
    return wrong + _hidden(played)


def _vanished(played: Played) -> list[str]:
    found = checker.outcome(played.memory, played.film)
    wrong = [f"{found.clips} clips, {found.failures} failures"] * bool(found.clips)
    return wrong + _hidden(played)


def _forgotten(played: Played) -> list[str]:
    wrong = _hidden(played)
    people = {owner.partition("/")[0] for owner in checker.owners(played.root)}
    if f"member:{sender('Ben').id}" in people:
        wrong.append("a key that opens a face")
    return wrong


def _one_clip(played: Played) -> list[str]:
    found = checker.outcome(played.memory, played.film)
    return [] if found.right and found.clips == 1 else [str(found)]


def _hidden(played: Played) -> list[str]:
    """No face is to be seen in time, and none comes back."""
    wrong = []
    if checker.exposed(played.memory, BEN, played.film):
        wrong.append("a face after it was taken back")
    if any(at > played.alive_at + HIDDEN_WITHIN_S for at in _group_shows(played, BEN)):
        wrong.append("a face came back")
    took_s = _hidden_at(played) - played.alive_at
    if took_s > HIDDEN_WITHIN_S:
        wrong.append(f"it took {took_s:.1f} s")
    return wrong


def _hidden_at(played: Played) -> float:
    """Return when the last message that showed the face showed something else."""
    showing: set[str] = set()
    hidden_at = played.sent_at
    for change in played.memory.log:
        if played.memory.messages[change.message].key != f"{checker.FILM}{played.film}":
            continue
        if isinstance(change.now, OutgoingClip) and BEN in checker.faces(change.now):
            showing.add(change.message)
        elif change.message in showing:
            showing.remove(change.message)
            hidden_at = max(hidden_at, change.at)
    return hidden_at


def _group_shows(played: Played, token: str, *, camera: str | None = None) -> list[float]:
    """Return when a face was put before everybody, by that camera where one is named."""
    return [
        change.at
        for change in played.memory.log
        if played.memory.messages[change.message].key == f"{checker.FILM}{played.film}"
        and isinstance(change.now, OutgoingClip)
        and token in checker.faces(change.now)
        and camera in {None, checker.camera(change.now)}
    ]


def _filmed_anew(played: Played) -> list[str]:
    """The asker is in a film by the big camera; who has said nothing is in none of any."""
    wrong = _command(played)
    if not _shows_now(played, ANA, BIG):
        wrong.append("not made anew")
    return wrong


def _better(played: Played) -> list[str]:
    wrong = _one_clip(played)
    if any(at < played.sent_at for at in _group_shows(played, BEN, camera=BIG)):
        wrong.append("made anew before the yes to that")
    if not _shows_now(played, BEN, BIG):
        wrong.append("a yes without a better film")
    return wrong


def _no_better(played: Played) -> list[str]:
    wrong = _one_clip(played)
    if _group_shows(played, BEN, camera=BIG):
        wrong.append("made anew without a yes")
    if not _shows_now(played, BEN, ""):
        wrong.append("the film of puppets is gone")
    return wrong


def _shows_now(played: Played, token: str, camera: str) -> bool:
    return any(
        message.key == f"{checker.FILM}{played.film}"
        and isinstance(message.now, OutgoingClip)
        and token in checker.faces(message.now)
        and checker.camera(message.now) == camera
        for message in played.memory.messages.values()
    )


SCENES = (
    Scene(
        name="command", before="enrolled",
        event=lambda stage: stage.saying("Ana", SENTENCE, mentions=("Ben",)), wrong=_command,
    ),
    Scene(
        name="nod", before="asked", event=lambda stage: stage.pressing("Ben", "Post"), wrong=_nod
    ),
    Scene(
        name="withdrawal", before="withdrawing",
        event=lambda stage: stage.pressing("Ben", "Let a stand-in"), wrong=_withdrawn,
    ),
    Scene(
        name="vanishing", before="withdrawing",
        event=lambda stage: stage.pressing("Ben", "Take the film away"), wrong=_vanished,
    ),
    Scene(
        name="forgetting", before="forgetting",
        event=lambda stage: stage.pressing("Ben", "Erase everything"), wrong=_forgotten,
    ),
    Scene(
        name="filmed anew", before="big: enrolled", big=True,
        event=lambda stage: stage.saying("Ana", SENTENCE, mentions=("Ben",)), wrong=_filmed_anew,
    ),
    Scene(
        name="better", before="big: shown anew", big=True,
        event=lambda stage: stage.pressing("Ben", "Show this"), wrong=_better,
    ),
    Scene(
        name="no better", before="big: shown anew", big=True,
        event=lambda stage: stage.pressing("Ben", "Leave it"), wrong=_no_better,
    ),
    Scene(
        name="out of the better", before="big: withdrawing", big=True,
        event=lambda stage: stage.pressing("Ben", "Let a stand-in"), wrong=_withdrawn,
    ),
)  # fmt: skip


async def templates(nursery: Nursery, home: Path) -> dict[str, Template]:
    """Play up to each moment, with nothing going wrong."""
    kept: dict[str, Template] = {}
    root = home / "first"
    async with serving() as chat, theatre(nursery, root, chat) as stage:

        async def keep(name: str) -> None:
            kept[name] = await _kept(stage, chat, home / name)

        await stage.join("Ana", "Ben")
        await stage.enrol("Ana")
        await stage.enrol("Ben")
        await keep("enrolled")
        await stage.say("Ana", SENTENCE, mentions=("Ben",))
        await stage.until(lambda: chat.button(sender("Ben").id, "Post"))
        await keep("asked")
        await stage.press("Ben", "Post")
        await stage.rest()
        await stage.press("Ben", "Remove")
        await stage.until(lambda: chat.button(sender("Ben").id, "Let a stand-in"))
        await keep("withdrawing")
        await stage.say("Ben", "forget-me")
        await stage.until(lambda: chat.button(sender("Ben").id, "Erase everything"))
        await keep("forgetting")
    return kept | await _with_a_big_camera(nursery, home)


async def _with_a_big_camera(nursery: Nursery, home: Path) -> dict[str, Template]:
    """Play up to each moment that there is with a big camera alone."""
    kept: dict[str, Template] = {}
    root, ben = home / "big", sender("Ben").id
    async with serving() as chat, theatre(nursery, root, chat, big=True) as stage:

        async def keep(name: str) -> None:
            kept[f"big: {name}"] = await _kept(stage, chat, home / f"big-{name}")

        await stage.join("Ana", "Ben")
        await stage.enrol("Ana")
        await stage.enrol("Ben")
        await keep("enrolled")
        await stage.say("Ana", SENTENCE, mentions=("Ben",))
        await stage.press("Ben", "Post")
        await stage.until(lambda: chat.button(ben, "Show this"))
        await keep("shown anew")
        await stage.press("Ben", "Show this")
        await stage.rest()
        await stage.press("Ben", "Remove")
        await stage.until(lambda: chat.button(ben, "Let a stand-in"))
        await keep("withdrawing")
    return kept


async def _kept(stage: Theatre, chat: ChatServer, place: Path) -> Template:
    """Copy a house that is at rest."""
    await stage.rest()
    assert stage.bot is not None
    shutil.copytree(stage.root, place)
    return Template(root=place, memory=chat.remember(), number=next(stage.numbers))


async def play(
    nursery: Nursery,
    scene: Scene,
    template: Template,
    root: Path,
    *,
    deaths: list[int | None] | None = None,
    fault_of: Callable[[int], Fault | None] | None = None,
) -> tuple[Played, list[str]]:
    """Play a scene on a copy of its template; return how it went and what is wrong after it."""
    await asyncio.to_thread(shutil.copytree, template.root, root)
    memory = Memory(
        messages={n: replace(m) for n, m in template.memory.messages.items()},
        log=list(template.memory.log), files=dict(template.memory.files),
    )  # fmt: skip
    async with (
        serving(memory, fault_of) as chat,
        theatre(
            nursery, root, chat, deaths=deaths, first_number=template.number, big=scene.big
        ) as stage,
    ):
        sent_at = time.monotonic()
        async with asyncio.timeout(PATIENCE_S):
            await stage.deliver(scene.event(stage))
        acked_at = time.monotonic()
        await stage.rest()
        await asyncio.sleep(0.05)  # the last commit is seen before its bot passes the point
        await stage.rest()
        lives, alive_at = stage.lives, max(acked_at, stage.born_at)
    (film,) = checker.film_of(template.root, MARKER) or checker.film_of(root, MARKER)
    played = Played(
        root=root,
        memory=memory,
        film=film,
        sent_at=sent_at,
        acked_at=acked_at,
        alive_at=alive_at,
        lives=lives,
    )
    wrong = scene.wrong(played) + checker.integrity(root, [film], memory)
    await asyncio.to_thread(shutil.rmtree, root, ignore_errors=True)  # a dying bot may still write
    return played, wrong


async def everywhere(
    nursery: Nursery, scene: Scene, template: Template, home: Path, *, times: int, step: int = 1
) -> Tally:
    """Kill the bot at every point of a scene, or every so many, so many lives in a row."""

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        played, wrong = await play(nursery, scene, template, root, deaths=[n] * times)
        return played.lives > 1, wrong

    at_once = AT_ONCE if times == 1 else 1
    return await each(attempt, home / f"{scene.name}-{times}", step=step, at_once=at_once)


async def every_call(
    nursery: Nursery, scene: Scene, template: Template, home: Path, fault: Fault
) -> Tally:
    """Let the chat misbehave at every call of a scene, one after the other."""

    async def attempt(n: int, root: Path) -> tuple[bool, list[str]]:
        calls = 0

        def fault_of(number: int) -> Fault | None:
            nonlocal calls
            calls = number
            return fault if number == n + 1 else None

        _, wrong = await play(nursery, scene, template, root, fault_of=fault_of)
        return calls > n, wrong

    return await each(attempt, home / f"{scene.name}-{fault}")
