"""A bot that plays by a script in the local room, so that the page can be tried without films."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np

from bot.bootstrap import utc_now
from bot.chat import (
    Answer,
    Button,
    ButtonPress,
    CloseForm,
    Event,
    FormSubmit,
    IncomingCommand,
    KeepForm,
    MemberJoined,
    OpenForm,
    OutgoingClip,
    OutgoingText,
    Rows,
    Silence,
    Toast,
)
from bot.web_chat import WebChat
from bot.web_room.address import Address
from bot.web_room.backstage import Called
from generation.model.clip import SealedFilm
from generation.model.member import ChatId, MemberId
from storage.database import Database
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.vault import Vault

TITLES = ("The Last Dumpling", "最后一个饺子")
STAGES = ("learning the lines", "lighting", "rolling", "adding sound", "sealing the film")


@lru_cache(maxsize=4)
def tiny_film(seconds: float = 1.5, width: int = 180, height: int = 320) -> tuple[bytes, bytes]:
    """Return a real mp4 with sound and its poster: a warm light that wanders over a dark stage."""
    import av
    from PIL import Image

    file = BytesIO()
    rows, columns = np.mgrid[0:height, 0:width]
    pictures = []
    for at in range(int(seconds * 15)):
        x = width * (0.5 + 0.3 * np.sin(at / 6))
        glow = np.exp(-(((columns - x) / 46) ** 2 + ((rows - height * 0.42) / 80) ** 2))
        floor = np.clip((rows - height * 0.8) / (height * 0.2), 0, 1) * 26
        picture = np.stack([24 + 200 * glow + floor, 18 + 140 * glow + floor, 16 + 62 * glow], 2)
        pictures.append(np.clip(picture, 0, 255).astype(np.uint8))
    with av.open(file, "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=15, options={"crf": "24"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="mono")
        for picture in pictures:
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        wave = 0.1 * np.sin(np.arange(int(seconds * 48_000)) * 2 * np.pi * 330 / 48_000)
        frame = av.AudioFrame.from_ndarray(wave[None].astype(np.float32), "fltp", "mono")
        frame.sample_rate = 48_000
        container.mux(sound.encode(frame))
        container.mux(video.encode())
        container.mux(sound.encode())
    poster = BytesIO()
    Image.fromarray(pictures[len(pictures) // 3]).save(poster, "JPEG")
    return file.getvalue(), poster.getvalue()


def sealed(clip: str, *, wide: bool = False) -> SealedFilm:
    """Return a film for the room."""
    width, height = (320, 180) if wide else (180, 320)
    film, poster = tiny_film(1.5, width, height)
    return SealedFilm(
        id=clip, film=film, poster=poster, width_px=width, height_px=height, duration_s=1.5,
        subtitles="1\n00:00:00,100 --> 00:00:01,200\nMine.\n",
        panels=b"\x89PNG" if "comic" in clip else None,
    )  # fmt: skip


def clip_rows(title: str, pictured: tuple[MemberId, ...], likes: int = 0) -> Rows:
    """Return the buttons under a film with these people in it."""
    return (
        (
            Button(label="🙋 Add me", data="add_me", about=title),
            Button(label="🎬 My turn", data="same_style", about=title),
        ),
        (
            Button(label=f"👍 {likes}" if likes else "👍", data="like", about=title),
            Button(label="👎", data="dislike", about=title),
            Button(label="✏️", data="prompt", about=title),
        ),
        (
            Button(label="🙈 Remove me", data="remove_me", about=title, viewers=pictured),
            Button(label="⋯", data="more", about=title),
        ),
    )


FORMS = {
    "add_me": OpenForm(
        id="release-1", kind="release",
        values={"kind": "video", "operator": "Ana", "engines": "puppet", "days": "365"},
    ),
    "drawn": OpenForm(id="drawn-1", kind="drawn"),
    "photo": OpenForm(id="photo-1", kind="photo"),
    "prompt": OpenForm(
        id="prompt-1", kind="sentence",
        values={"sentence": "argue about the last dumpling in the rain"},
    ),
    "persona": OpenForm(id="persona-1", kind="persona", values={"persona": "Deadpan"}),
    "called": OpenForm(
        id="called-1", kind="called",
        values={"called": "", "name": "Ana", "chat": "The Green Room"},
    ),
}  # fmt: skip
"""What a button opens, by its data."""


@dataclass
class ScriptedBot:
    """Answers every event as the script says, and remembers it."""

    pace_s: float = 0.05
    hold_at: str | None = None  # a stage that lasts until this is another one
    chat: WebChat | None = None
    heard: list[Event] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    likes: int = 0
    taken: set[str] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    states: dict[MemberId, Called] = field(default_factory=dict)
    last_film: str | None = None
    films: int = 0

    async def load(self, clip: str) -> SealedFilm | None:
        """Return any film that was not taken back."""
        return None if clip in self.taken else sealed(clip, wide="wide" in clip)

    async def sheet(self, chat: str, viewer: MemberId) -> Sequence[Called]:
        """Return everyone who was met, the viewer as themself."""
        return [
            Called(member=member, state="you" if member == viewer else called.state)
            for member, called in self.states.items()
        ]

    async def __call__(self, event: Event) -> Answer:
        """Take an event in."""
        if any(known.event_id == event.event_id for known in self.heard):
            return Silence()
        self.heard.append(event)
        match event:
            case MemberJoined():
                states = ("ask", "stand_in", "open", "new")
                state = states[len(self.states) % len(states)]
                self.states.setdefault(
                    event.sender.id,
                    Called(member=event.sender.id, state=state),  # type: ignore[arg-type]
                )
            case IncomingCommand():
                task = asyncio.create_task(self._shoot(event))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
            case ButtonPress():
                return await self._pressed(event)
            case FormSubmit():
                return await self._filled(event)
            case _:
                pass
        return Silence()

    async def _shoot(self, event: IncomingCommand) -> None:
        chat, key = self.chat, event.event_id
        assert chat is not None
        chinese = any("\u4e00" <= c <= "\u9fff" for c in event.text)
        title = TITLES[chinese]
        mood = Button(label="Not that mood", data="wrong_mood")
        cancel: Rows = ((mood, Button(label="Cancel", data="cancel")),)
        sent = ""
        for step, stage in enumerate(STAGES):
            text = OutgoingText(
                text=f"{stage} · about {6 - step} s", style="progress", title=title, step=step,
                rows=cancel,
            )  # fmt: skip
            if sent:
                await chat.edit(event.place, sent, text)
            else:
                sent = await chat.send(event.place, text, key=f"film:{key}")
            await asyncio.sleep(self.pace_s)
            while self.hold_at == stage:  # noqa: ASYNC110
                await asyncio.sleep(self.pace_s)
        self.films += 1
        cast = ", ".join(m.member.name for m in event.mentions) or event.sender.name
        caption = (
            f"《{title}》· {cast}\nAI 影片 · {event.sender.name}提议 · AI 声音"
            if chinese
            else f"“{title}” · {cast}\nAI film · asked by {event.sender.name} · AI voice"
        )
        film = sealed(f"clip-{self.films}{'wide' if 'wide' in event.text else ''}")
        clip = OutgoingClip(
            film=film, title=title, caption=caption, rows=clip_rows(title, (event.sender.id,)),
            parent=self.last_film,
        )  # fmt: skip
        await chat.edit(event.place, sent, clip)
        self.last_film = sent
        for mention in event.mentions:
            await self.preview(mention.member.id, event.sender.name, key=f"nod:{key}")

    async def preview(self, member: MemberId, asker: str, *, key: str) -> None:
        """Send somebody the ticket of a film with their own face."""
        assert self.chat is not None
        ticket = OutgoingClip(
            film=sealed(f"preview-{key}"),
            title=TITLES[0],
            caption=f"You’re in this one, so you see it first. Asked by {asker}."
            "\nNo answer by 21:30 counts as no.",
            rows=(
                (
                    Button(label="✅ Post", data="approve", tone="even", about=TITLES[0]),
                    Button(label="✋ Not this", data="decline", tone="even", about=TITLES[0]),
                ),
            ),
            ticket=True,
        )
        await self.chat.send(await self.chat.direct(member), ticket, key=key)

    async def _pressed(self, event: ButtonPress) -> Answer:
        if event.data in FORMS:
            return FORMS[event.data]
        if event.data == "more":
            await self._private(event)
            return Silence()
        if event.data == "approve":
            return Toast(text="Posted. Changed your mind, any time: Take it down.")
        return Toast(text="Asked, or asked already. The answer is Ben’s.")

    async def _private(self, event: ButtonPress) -> None:
        assert self.chat is not None
        text = OutgoingText(
            text="“The Last Dumpling” · asked by Ana. I read: argue, rain, night.",
            rows=((Button(label="🚩 Report", data="report"),),),
        )
        await self.chat.send(event.place, text, key=event.event_id, only_for=event.sender.id)

    async def _filled(self, event: FormSubmit) -> Answer:
        assert self.chat is not None
        for media in event.media:
            self.files.append(await self.chat.fetch(media, limit_bytes=20_000_000))
        if event.form == "release-1":
            if event.values["face"] != "1":
                return KeepForm(text="No face, no film. A drawn you?")
            return OpenForm(id="video-1", kind="video", values={"digits": "472"})
        if event.form == "called-1" and event.values["called"] == "Otto":
            return KeepForm(text="“Otto” is taken here.")
        return CloseForm(text="Got it. The screen test comes in your own chat.")


@dataclass(kw_only=True)
class OpenRoom:
    """A room with its lights on. ``late`` is added to its clock."""

    chat: WebChat
    bot: ScriptedBot
    database: Database
    vault: Vault
    port: int
    late: timedelta = timedelta()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    async def close(self) -> None:
        """Put the lights out."""
        await self.chat.stop()
        self.database.close()
        self.vault.close()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def open_room(
    folder: Path,
    bot: ScriptedBot,
    *,
    port: int | None = None,
    locale: str = "en",
    public_url: str = "",
) -> OpenRoom:
    """Open a room in ``folder`` that this bot plays in."""
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240  nobody waits yet
    data = DataFolder(folder)
    vault = Vault.open(data, Keyring.open(None, folder), clock=utc_now)
    database = Database.open(folder / "walkon.db", clock=utc_now, ledger_key=vault.ledger_key)
    port = port or free_port()

    def clock() -> datetime:
        return utc_now() + room.late

    chat = WebChat(
        Address(host="127.0.0.1", port=port, public_url=public_url),
        database,
        vault,
        clock=clock,
        monotonic=time.monotonic,
        load_film=bot.load,
        call_sheet=bot.sheet,
        hears=True,
        locale=locale,
    )
    room = OpenRoom(chat=chat, bot=bot, database=database, vault=vault, port=port)
    bot.chat = chat
    try:
        await chat.start(bot)
    except BaseException:
        await room.close()
        raise
    return room


def room_of(bot: ScriptedBot) -> ChatId:
    """Return the first room somebody came into."""
    return next(e.place.chat for e in bot.heard if isinstance(e, MemberJoined))
