"""Four friends in Telegram and the bot as an operator runs it: real faces, real films, a real kill.

``walkon run`` is a process of its own; only Telegram is pretended.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import av
import numpy as np
import pytest
from PIL import Image

from bot.bootstrap import utc_now
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.vault import Vault
from tests.captures import FRAMES, SECONDS, Studio
from tests.fakes_room import free_port
from tests.messages import ROOT
from tests.moving_faces import FPS, RATE_HZ, alive, spoken
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.server import Server, telegram
from tests.telegram.things import Message
from tests.telegram.world import World

PATIENCE_S = 120.0  # tests may share two cores
SIDE = 270  # what is filmed is looked at elsewhere, larger
DRAWN, CASTABLE = "This is you on film", "castable now|That.s you"

T = TypeVar("T")


@dataclass
class Bot:
    """``walkon run`` with a token, and the fake Telegram it speaks to."""

    folder: Path
    server: Server
    process: asyncio.subprocess.Process | None = None

    async def open(self) -> None:
        settings = {
            "WALKON_DATA_DIR": str(self.folder), "WALKON_WEB_PORT": str(free_port()),
            "WALKON_FILM_SIDE": str(SIDE), "WALKON_WORKERS": "1",
            "WALKON_TELEGRAM_API_URL": self.server.url,
            "WALKON_TELEGRAM_TOKEN": self.server.world.token, "WALKON_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", "run", cwd=ROOT, env={**os.environ, **settings},
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(how)
            await self.process.wait()

    async def until(self, look: Callable[[], T | None]) -> T:
        """Wait until something is there to be seen, and return it."""
        late = asyncio.get_running_loop().time() + PATIENCE_S
        while asyncio.get_running_loop().time() < late:
            with suppress(LookupError):
                if found := look():
                    return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"it never came: {self.everything()}")

    def everything(self) -> list[tuple[str, str, list[str]]]:
        """Return what stands in every chat, for whoever wonders why a test waits."""
        return [
            (place.title or str(place.person), message.words, list(message.labels))
            for place in self.server.world.places.values()
            for message in place.messages.values()
            if not message.gone
        ]

    async def sees(self, person: Person, words: str, place: Place | None = None) -> Message:
        return await self.until(lambda: person.finds(words, place))

    async def presses(
        self, person: Person, words: str, label: str, place: Place | None = None
    ) -> str:
        """Press a button of the message like ``words``; returns the link it opens, or nothing."""
        message = await self.sees(person, words, place)
        return (await person.presses(message, label).within(PATIENCE_S)).url


def films(person: Person, place: Place | None = None) -> list[Message]:
    """Return the films that somebody sees in a chat, oldest first."""
    seen = person.sees(place or person.chat)
    return [one for one in seen if one.media is not None and one.media.kind == "video"]


def video_note(studio: Studio, digits: str) -> bytes:
    """Return what a phone records of Ada: she reads these digits and turns her head."""
    sound = spoken(digits, seconds=SECONDS)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        video: Any = out.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        video.width, video.height, video.pix_fmt, video.bit_rate = 480, 480, "yuv420p", 900_000
        audio: Any = out.add_stream("aac", rate=RATE_HZ, layout="mono")
        for picture in studio.ada.film(alive(FRAMES, sound)):
            out.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        out.mux(video.encode(None))
        for start in range(0, len(sound) - 1024, 1024):
            samples = np.ascontiguousarray(sound[None, start : start + 1024]).astype(np.float32)
            block = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
            block.sample_rate, block.pts, block.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            out.mux(audio.encode(block))
        out.mux(audio.encode(None))
    return buffer.getvalue()


async def releases(bot: Bot, person: Person) -> None:
    """Say yes to the face, and that one is of age."""
    await bot.presses(person, "two separate choices", "☐ My face")
    await bot.presses(person, "☑ My face", "I’m 18+, go on")


async def films_themself(bot: Bot, person: Person, studio: Studio) -> None:
    """Go from the first word to a cameo by a round video note."""
    person.starts()
    await bot.presses(person, "castable", "🎥 Film me")
    await releases(bot, person)
    asks = await bot.sees(person, "turn your head")
    digits = "".join(re.findall(r"\d(?=\ufe0f?\u20e3)", asks.words))  # each on a key
    note = person.sends_video_note(await asyncio.to_thread(video_note, studio, digits), duration=8)
    await bot.presses(person, DRAWN, "Use it")
    await bot.sees(person, CASTABLE)
    assert note.gone  # nobody finds the recording in the chat afterwards


async def is_drawn(bot: Bot, person: Person) -> None:
    """Go from the offer to a drawn cameo."""
    await bot.presses(person, "✏️ Just draw me", "✏️ Just draw me")
    await releases(bot, person)
    await bot.presses(person, "✏️ Draw me", "✏️ Draw me")
    await bot.presses(person, DRAWN, "Use it")
    await bot.sees(person, CASTABLE)


@pytest.fixture
async def bot(tmp_path):
    async with telegram(World(group_budget=20)) as server:
        bot = Bot(tmp_path / "data", server)
        await bot.open()
        try:
            yield bot
        finally:
            await bot.end(signal.SIGKILL)


@pytest.mark.timeout(900)
async def test_a_film_follows_the_yes_of_everyone_in_it(bot, landmarks, capsys):
    world, studio = bot.server.world, Studio(landmarks)
    ana, ben, cho, dee = (
        world.user(name, username=name.lower()) for name in ("Ana", "Ben", "Cho", "Dee")
    )
    club = world.supergroup("Dumpling Club", ana, ben, cho, dee, with_bot=False)
    club.adds_bot(by=ana)
    await bot.presses(ana, "shall I work here", "✅ Open", club)
    await films_themself(bot, ben, studio)

    # the joke does not wait for the yes
    ana.says(club, "/cameo @ben and @cho wave at the sea")
    film = await bot.until(lambda: next(iter(films(ana, club)), None))
    assert "as Ben" in film.words
    assert "as cho" in film.words
    first_cut = film.media.data

    # Ben sees himself first, in private, and nods
    await bot.presses(ben, "You're in this one", "✅ Post")
    await bot.sees(ben, "Changed your mind")
    await bot.until(lambda: "as Ben" not in film.words)
    assert film.media.data != first_cut

    # whom nobody knows is called by a card, led to the private chat, and asked there
    link = await bot.presses(cho, "@cho, Ana wrote a part for you", "🙋 That's me", club)
    cho.follows(link) if link else cho.starts()
    await bot.presses(cho, "wrote a part for you in Dumpling Club", "Yes, this once")
    await is_drawn(bot, cho)
    await bot.presses(cho, "You're in this one", "✅ Post")
    await bot.until(lambda: "as cho" not in film.words)
    assert films(ana, club) == [film]

    # a bot that is killed goes on where it was; what the chat got is what was sealed
    await dee.presses(film, "🎬 My turn")
    await bot.until(lambda: len(club.from_bot()) > 2 and "“" in club.from_bot()[-1].words)
    await bot.end(signal.SIGKILL)
    _is_what_was_sealed(bot, film)
    await bot.open()
    remix = await bot.until(lambda: next((f for f in films(dee, club) if f is not film), None))
    assert remix.reply_to is film
    assert len(films(ana, club)) == 2
    await ana.presses(remix, "👍").within(PATIENCE_S)
    await bot.until(lambda: "👍 1" in remix.labels)

    # taken back is gone, everywhere
    await ben.presses(film, "🙈 Remove me").within(PATIENCE_S)
    question = await bot.sees(ben, "Let a stand-in play", club)
    assert question not in ana.sees(club)
    await ben.presses(question, "Let a stand-in play")
    await bot.until(lambda: "as Ben" in film.words and film.media.kind == "video")
    await bot.end(signal.SIGTERM)
    await _says_nothing_wrong(world, capsys)


def _is_what_was_sealed(bot: Bot, film: Message) -> None:
    """Hold a film's bytes, measures and picture against what lies in a dark house's vault."""
    media = film.media
    assert media is not None
    folder = DataFolder(bot.folder)
    with closing(Vault.open(folder, Keyring.open(None, bot.folder), clock=utc_now)) as vault:
        kept = {vault.get(path.stem) for path in bot.folder.glob("blobs/*/*.bin")}
    assert media.data in kept
    with av.open(io.BytesIO(media.data), "r") as file:
        picture = file.streams.video[0]
        assert (media.width, media.height) == (picture.width, picture.height) == (SIDE, 480)
        assert abs(media.duration - float(file.duration or 0) / 1e6) <= 1
    assert media.thumbnail is not None
    with Image.open(io.BytesIO(media.thumbnail.data)) as thumbnail:
        assert max(thumbnail.size) <= 320


async def _says_nothing_wrong(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Hold every request of the bot's against another library's models of the Bot API."""
    await asyncio.to_thread(world.recorder.report)
    assert world.recorder.problems() == []
    assert world.recorder.wrong_answers() == []
    assert world.bare_videos == []
    assert world.ignored_thumbnails == []
    with capsys.disabled():
        sys.stdout.write(f"\n{world.recorder.report()}\n")
