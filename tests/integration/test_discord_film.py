"""Four friends on Discord and the bot as an operator runs it: real faces, real films, a real kill.

``walkon run`` is a process of its own; only Discord is pretended.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import av
import pytest

from bot.bootstrap import utc_now
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.vault import Vault
from tests.captures import Studio
from tests.discord import interactions, oracle
from tests.discord.asking import Asked
from tests.discord.house import everything, film_in, films
from tests.discord.people import Person, people
from tests.discord.places import Channel
from tests.discord.server import Server, discord
from tests.discord.things import Message
from tests.discord.world import World
from tests.fakes_room import free_port
from tests.integration.test_telegram_film import video_note
from tests.messages import ROOT

PATIENCE_S = 120.0  # tests may share two cores
SIDE = 270  # what is filmed is looked at elsewhere, larger
DRAWN, CASTABLE = "This is you on film", "castable now|That.s you"
YES = {"face": True, "adult": True}
REFUSED = {
    ("POST /channels/{}/messages", 50007),  # Cho takes no messages
    ("POST /interactions/{}/{}/callback", 40060),  # a killed bot had answered, and did not know
}

T = TypeVar("T")


@dataclass
class Bot:
    """``walkon run`` with a token, and the fake Discord it speaks to."""

    folder: Path
    server: Server
    process: asyncio.subprocess.Process | None = None

    @property
    def world(self) -> World:
        return self.server.world

    async def open(self) -> None:
        settings = {
            "WALKON_DATA_DIR": str(self.folder), "WALKON_WEB_PORT": str(free_port()),
            "WALKON_FILM_SIDE": str(SIDE), "WALKON_DISCORD_API_URL": self.server.api_url,
            "WALKON_DISCORD_TOKEN": self.world.token, "WALKON_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", "run", cwd=ROOT, env={**os.environ, **settings},
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        begun = self.world.gateway.identified
        await self.until(lambda: self.world.gateway.identified > begun)
        await self.until(lambda: self.world.commands.get(None))

    async def end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(how)
            await self.process.wait()

    async def until(self, look: Callable[[], T | None]) -> T:
        """Wait until something is there to be seen, and return it."""
        try:
            return await self.world.until(look, within_s=PATIENCE_S)
        except TimeoutError:
            raise AssertionError(f"it never came: {everything(self.world)}") from None

    async def sees(self, person: Person, words: str, channel: Channel | None = None) -> Message:
        return await self.until(lambda: person.finds(words, channel))

    async def presses(
        self, person: Person, words: str, label: str, channel: Channel | None = None
    ) -> Asked:
        """Press a button of the message like ``words``."""
        return await person.presses(await self.sees(person, words, channel), label)


async def releases(bot: Bot, person: Person, opened: Asked, channel: Channel) -> Asked:
    """Say yes to the face, and that one is of age; returns the form that comes next."""
    assert "two separate choices" in opened.form.words
    door = await person.fills(opened, YES).said()
    return await person.presses(door, door.labels[0])


async def films_themself(bot: Bot, person: Person, studio: Studio, channel: Channel) -> None:
    """Go from the first word to a cameo by a video with three digits in it."""
    await person.slash("me", channel)
    opened = await bot.presses(person, "Film me", "🎥 Film me", channel)
    form = await releases(bot, person, opened, channel)
    digits = "".join(re.findall(r"\d", form.form.words.rpartition("# ")[2]))
    note = await asyncio.to_thread(video_note, studio, digits)
    await person.fills(form, files={"file": ("me.mp4", note)})
    await bot.presses(person, DRAWN, "Use it", person.dm)
    await bot.sees(person, CASTABLE, person.dm)


async def is_drawn(bot: Bot, person: Person, channel: Channel) -> None:
    """Go from the offer to a drawn cameo, all of it under the eyes of one person alone."""
    opened = await bot.presses(person, "✏️ Just draw me", "✏️ Just draw me", channel)
    form = await releases(bot, person, opened, channel)
    await person.fills(form)
    await bot.presses(person, DRAWN, "Use it", channel)
    await bot.sees(person, CASTABLE, channel)


@pytest.fixture
async def bot(tmp_path):
    async with discord() as server:
        bot = Bot(tmp_path / "data", server)
        await bot.open()
        try:
            yield bot
        finally:
            await bot.end(signal.SIGKILL)


@pytest.mark.timeout(900)
async def test_a_film_follows_the_yes_of_everyone_in_it(bot, landmarks, capsys):
    world, studio = bot.world, Studio(landmarks)
    ana, ben, cho, dee = people(world, "Ana", "Ben", "Cho", "Dee")
    cho.user.takes_dms = False
    guild = world.guild("Dumpling Club", *(one.user for one in (ana, ben, cho, dee)))
    club = guild.channel("general")
    await bot.presses(ana, "shall I work here", "✅ Open", club)
    await bot.sees(ana, "First film", club)
    await films_themself(bot, ben, studio, club)

    # the joke does not wait for the yes, and may take its time
    sentence = "the two of us wave at the sea"
    asked = await ana.slash("make", club, sentence=sentence, person=ben, person2=cho)
    world.move(timedelta(minutes=16))
    assert interactions.expired(world, asked.interaction)
    film = await bot.until(lambda: next(iter(films(ana, club)), None))
    assert film is asked.message  # Discord's one answer became the film
    assert "as Ben" in film.content
    assert "as Cho" in film.content
    first_cut = film_in(film)

    # Ben sees himself first, in private, and nods; the line breaks meanwhile
    await bot.presses(ben, "You're in this one", "✅ Post", ben.dm)
    world.gateway.drops()
    await bot.until(lambda: "as Ben" not in film.content)
    assert film_in(film) != first_cut
    await world.gateway.awaits(resumed=1)

    # whoever takes no messages is called by a card, and asked where nobody else sees it
    await bot.presses(cho, "Cho, I have something", "👀 Show me", club)
    await bot.presses(cho, "wrote a part for you in #general", "Yes, this once", club)
    await is_drawn(bot, cho, club)
    await bot.presses(cho, "You're in this one", "✅ Post", club)
    await bot.until(lambda: "as Cho" not in film.content)
    assert films(ana, club) == [film]
    assert not any(one.viewer is cho.user for one in ana.sees(club))

    # a bot that is killed goes on where it was
    form = await dee.menu("Remix this clip", film)
    remixed = await dee.fills(form, {"sentence": "Ben and Cho wave at the moon"})
    await bot.until(lambda: "moon" in remixed.message.content)
    await bot.end(signal.SIGKILL)
    await bot.open()
    remix = await bot.until(lambda: next((f for f in films(dee, club) if f is not film), None))
    assert remix is remixed.message  # Discord says itself what it is a remix of
    assert len(films(ana, club)) == 2
    await ana.presses(remix, "👍")
    await bot.until(lambda: "👍 1" in remix.labels)

    # what the channel got is what was sealed
    await _is_what_was_sealed(bot, film)

    # a face that is taken back is gone, and so is a film
    with_ben = film_in(film)
    await ben.presses(film, "🙈 Remove me")
    question = await bot.sees(ben, "Let a stand-in play", club)
    assert question not in ana.sees(club)
    await ben.presses(question, "Let a stand-in play")
    await bot.until(lambda: "as Ben" in film.content and film_in(film))
    assert film_in(film) != with_ben
    await cho.presses(film, "🙈 Remove me")
    await bot.presses(cho, "Take the film away", "Take the film away", club)
    await bot.until(lambda: film.gone or film_in(film) is None)
    await _says_nothing_wrong(world, capsys)


async def _is_what_was_sealed(bot: Bot, film: Message) -> None:
    """Hold a film's bytes against what lies in the vault."""
    shown = film_in(film)
    assert shown is not None
    await bot.end(signal.SIGTERM)
    folder = DataFolder(bot.folder)
    with closing(Vault.open(folder, Keyring.open(None, bot.folder), clock=utc_now)) as vault:
        kept = {vault.get(path.stem) for path in bot.folder.glob("blobs/*/*.bin")}
    assert shown in kept
    with av.open(io.BytesIO(shown), "r") as file:
        picture = file.streams.video[0]
        assert (picture.width, picture.height) == (SIDE, 480)
    await bot.open()


async def _says_nothing_wrong(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Hold every body that the bot sent against Discord's types, as discord.js has them."""
    sent = world.recorder.requests
    refused = {(one.route, one.code) for one in world.recorder.refused()}
    assert refused <= REFUSED
    assert await asyncio.to_thread(oracle.problems, sent) == []
    assert [one.failed for one in world.interactions.values()].count(True) == 0
    with capsys.disabled():
        sys.stdout.write(f"\n{len(oracle.with_body(sent))} of {len(sent)} requests with a body\n")
