"""A whole bot in one process: real books, vault, seal and rooms; a fake chat and fake workers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from bot.bootstrap import utc_now
from bot.chat import (
    Answer,
    Button,
    ButtonPress,
    FormSubmit,
    Handler,
    IncomingCommand,
    MediaRef,
    MemberJoined,
    Mention,
    MessageRef,
    Outgoing,
    OutgoingText,
    Place,
    Sender,
)
from bot.house.house import House, Terms
from bot.house.opening import new_id, new_key
from bot.house.sealing import Sealer
from bot.house.service import at_work
from generation.director.vocabulary import DRAWN
from generation.model.member import ChatId, MemberId
from generation.provenance.chain import open_chain
from storage.folder import DataFolder
from storage.store import open_store
from tests.fakes_chat import FakeChat, FakeMessage
from tests.fakes_farm import Answer as FarmAnswer
from tests.fakes_farm import FakeFarm, canned
from tests.fakes_studio import FakeStudio

GROUP = Place(chat=ChatId("fake:group"), title="Dumpling Club")
TERMS = Terms(operator="the club", drawn=DRAWN)
PATIENCE_S = 60.0  # the machine may be busy with other tests


@dataclass
class MovingClock:
    """The real time, and as much later as a test says."""

    later: timedelta = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.later


@dataclass
class Stage:
    """A house at work, and hands to act in it.

    Attributes:
        clock: Moves only when a test moves it, unless it is the real one.
    """

    house: House
    chat: FakeChat
    stage: FakeFarm
    desk: FakeFarm
    handle: Handler
    folder: DataFolder
    numbers: count[int] = field(default_factory=lambda: count(1))

    def sender(self, name: str) -> Sender:
        return Sender(id=MemberId(f"fake:{name.lower()}"), name=name)

    def event_id(self) -> str:
        return f"fake:{next(self.numbers)}"

    async def join(self, *names: str) -> None:
        for name in names:
            await self.handle(
                MemberJoined(event_id=self.event_id(), sender=self.sender(name), place=GROUP)
            )

    async def say(
        self,
        name: str,
        text: str,
        *,
        mentions: tuple[str, ...] = (),
        reply_to: MessageRef | None = None,
        event_id: str | None = None,
    ) -> Answer:
        named = tuple(Mention(text=f"@{one}", member=self.sender(one)) for one in mentions)
        return await self.handle(
            IncomingCommand(
                event_id=event_id or self.event_id(), sender=self.sender(name), place=GROUP,
                text=text, mentions=named, reply_to=reply_to,
            )
        )  # fmt: skip

    async def press(self, name: str, label: str, *, message: FakeMessage | None = None) -> Answer:
        """Press the first button with this in its label that the person can see."""
        where = [message] if message is not None else self.chat.seen_by(self.sender(name).id)
        for shown in reversed(where):
            for button in buttons(shown.now):
                if label in button.label:
                    return await self.press_data(name, button.data, shown)
        raise AssertionError(f"{name} sees no button {label}: {self.describe(name)}")

    async def press_data(self, name: str, data: str, shown: FakeMessage) -> Answer:
        number = next(key for key, value in self.chat.messages.items() if value is shown)
        return await self.handle(
            ButtonPress(
                event_id=self.event_id(), sender=self.sender(name), place=shown.place, data=data,
                message=number,
            )
        )  # fmt: skip

    async def submit(
        self, name: str, form: str, *, media: bytes | None = None, **values: str
    ) -> Answer:
        files: tuple[MediaRef, ...] = ()
        if media is not None:
            handle = f"file-{next(self.numbers)}"
            self.chat.files[handle] = media
            files = (MediaRef(kind="photo", handle=handle),)
        place = await self.chat.direct(self.sender(name).id)
        return await self.handle(
            FormSubmit(
                event_id=self.event_id(), sender=self.sender(name), place=place, form=form,
                values=values, media=files,
            )
        )  # fmt: skip

    async def give_picture(self, name: str, kind: str = "photo") -> None:
        """Begin to enrol, and give what there is to be looked at."""
        await self.say(name, "/start")
        way = {"photo": "One photo", "video": "Film me", "drawn": "draw me"}[kind]
        await self.until(lambda: self.button(name, way))
        await self.press(name, way)
        await self.submit(name, "release", face="1", voice="1", adult="1")
        await self.submit(name, "capture", media=b"picture")

    async def enrol(self, name: str, kind: str) -> None:
        """Go the whole way to a cameo, as a person does."""
        await self.give_picture(name, kind)
        await self.until(lambda: self.button(name, "Use it"))
        await self.press(name, "Use it")

    def sees(self, name: str, words: str) -> bool:
        seen = self.chat.seen_by(self.sender(name).id)
        return any(words in words_of(message.now) for message in seen)

    def button(self, name: str, label: str) -> Button | None:
        for message in self.chat.seen_by(self.sender(name).id):
            for button in buttons(message.now):
                if label in button.label:
                    return button
        return None

    def describe(self, name: str) -> list[tuple[str, list[str]]]:
        seen = self.chat.seen_by(self.sender(name).id)
        return [(words_of(one.now), [b.label for b in buttons(one.now)]) for one in seen]

    def group_films(self) -> list[FakeMessage]:
        """Return the messages of the group that show a film, oldest first."""
        return [
            message
            for message in self.chat.messages.values()
            if message.place.chat == GROUP.chat
            and message.only_for is None
            and not isinstance(message.now, OutgoingText)
        ]

    def group_film(self) -> FakeMessage:
        """Return the newest message of the group that shows a film."""
        return self.group_films()[-1]

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; fail with what everybody sees."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not holds():  # noqa: ASYNC110  what is waited for may be anything
                    await asyncio.sleep(0.01)
        except TimeoutError:
            seen = [
                (key, message.place.chat, words_of(message.now), message.gone)
                for key, message in self.chat.messages.items()
            ]
            raise AssertionError(f"it never came: {seen}") from None

    async def film(self, name: str, sentence: str, *, mentions: tuple[str, ...] = ()) -> None:
        """Ask for a film and wait until the group sees it."""
        before = len(self.group_films())
        await self.say(name, sentence, mentions=mentions)
        await self.until(lambda: len(self.group_films()) > before)


def buttons(message: Outgoing) -> list[Button]:
    return [button for row in message.rows for button in row]


def words_of(message: Outgoing) -> str:
    return message.text if isinstance(message, OutgoingText) else message.caption


@asynccontextmanager
async def at_stage(
    root: Path,
    models_dir: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    chat: FakeChat | None = None,
    answer: FarmAnswer | None = None,
    terms: Terms = TERMS,
    cameras: FakeFarm | None = None,
    studio: FakeStudio | None = None,
) -> AsyncIterator[Stage]:
    """Light a house up in ``root``; the same root again is the same house after a restart."""
    folder = DataFolder(root)
    chain = open_chain(folder.seal, at=clock())
    with open_store(folder, keys=None, mirror=None, clock=clock) as store:
        stage = FakeFarm(answer or canned(models_dir))
        desk = FakeFarm(canned(models_dir))
        fake = chat or FakeChat()
        house = House(
            database=store.database, vault=store.vault, chats={fake.name: fake}, stage=stage,
            desk=desk, clock=clock, new_id=new_id, new_key=new_key,
            terms=terms, cameras=cameras, studio=studio,
        )  # fmt: skip
        sealer = Sealer(folder, store.vault, lambda: chain)
        async with at_work(house, sealer) as service:
            yield Stage(
                house=house, chat=fake, stage=stage, desk=desk, handle=service.handler,
                folder=folder,
            )  # fmt: skip
        await stage.aclose()
        await desk.aclose()
        if cameras is not None:
            await cameras.aclose()
