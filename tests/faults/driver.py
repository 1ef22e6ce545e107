"""The people of the fake chat: every event is brought to whichever bot lives until it is taken."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp

from bot.chat import (
    Answer,
    ButtonPress,
    Event,
    FormSubmit,
    IncomingCommand,
    MediaRef,
    MemberJoined,
    Mention,
    Place,
    Sender,
)
from generation.model.member import ChatId, MemberId
from tests.faults.chat_server import ChatServer
from tests.faults.lives import Lives, Nursery, living

ANSWER_S = 20.0  # by then a bot has answered, or is dead
AGAIN_S = 0.02
GROUP = Place(chat=ChatId("fake:group"), title="Dumpling Club")


@dataclass(slots=True, kw_only=True)
class Theatre(Lives):
    """Bots over the fake chat, and the people in it."""

    chat: ChatServer
    numbers: count[int] = field(default_factory=lambda: count(1))

    async def deliver(self, event: Event) -> Answer:
        """Bring an event to whichever bot lives, again and again until it is acknowledged."""
        while True:
            answer = await self._try(event)
            if answer is not None:
                return answer
            await asyncio.sleep(AGAIN_S)

    async def _try(self, event: Event) -> Answer | None:
        bot = self.bot
        if bot is None or bot.ended.is_set() or not bot.port.done():
            return None
        try:
            async with self.session.post(
                f"http://127.0.0.1:{bot.port.result()}/", data=pickle.dumps(event),
                timeout=aiohttp.ClientTimeout(total=ANSWER_S),
            ) as answer:  # fmt: skip
                if answer.status != 200:
                    return None
                kept: Answer = pickle.loads(await answer.read())
                return kept
        except (aiohttp.ClientError, TimeoutError):
            return None

    # ------------------------------------------------------------ what people do

    async def join(self, *names: str, place: Place = GROUP) -> None:
        for name in names:
            await self.deliver(
                MemberJoined(event_id=self.event_id(), sender=sender(name), place=place)
            )

    async def say(
        self, name: str, text: str, *, mentions: tuple[str, ...] = (), place: Place = GROUP
    ) -> Answer:
        return await self.deliver(self.saying(name, text, mentions=mentions, place=place))

    def saying(
        self, name: str, text: str, *, mentions: tuple[str, ...] = (), place: Place = GROUP
    ) -> Event:
        named = tuple(Mention(text=f"@{one}", member=sender(one)) for one in mentions)
        return IncomingCommand(
            event_id=self.event_id(), sender=sender(name), place=place, text=text, mentions=named
        )

    def pressing(self, name: str, label: str) -> Event:
        """Return the press of the newest button with this label that somebody sees."""
        found = self.chat.button(sender(name).id, label)
        assert found is not None, label
        number, message, button = found
        return ButtonPress(
            event_id=self.event_id(), sender=sender(name), place=message.place, data=button.data,
            message=number,
        )  # fmt: skip

    async def press(self, name: str, label: str) -> Answer:
        await self.until(lambda: self.chat.button(sender(name).id, label))
        return await self.deliver(self.pressing(name, label))

    async def submit(self, name: str, form: str, *, file: bool = False, **values: str) -> None:
        handle = f"file-{next(self.numbers)}"
        self.chat.memory.files[handle] = b"picture"
        media = (MediaRef(kind="photo", handle=handle),) if file else ()
        direct = Place(chat=ChatId(f"fake:dm-{sender(name).id}"), private=True)
        await self.deliver(
            FormSubmit(
                event_id=self.event_id(), sender=sender(name), place=direct, form=form,
                values=values, media=media,
            )
        )  # fmt: skip

    async def enrol(self, name: str) -> None:
        """Go the whole way to a drawn cameo."""
        await self.say(name, "/start")
        await self.press(name, "draw me")
        await self.submit(name, "release", face="1", voice="0", adult="1")
        await self.submit(name, "capture", file=True)
        await self.press(name, "Use it")
        await self.until(lambda: self.chat.button(sender(name).id, "Use it") is None)

    def event_id(self) -> str:
        return f"fake:{next(self.numbers)}"


def sender(name: str) -> Sender:
    return Sender(id=MemberId(f"fake:{name.lower()}"), name=name)


@asynccontextmanager
async def theatre(
    nursery: Nursery,
    root: Path,
    chat: ChatServer,
    *,
    deaths: list[int | None] | None = None,
    processes: bool = False,
    first_number: int = 1,
    big: bool = False,
) -> AsyncIterator[Theatre]:
    """Have a bot live on ``root``, and live again, until the block ends; then it is killed."""
    async with aiohttp.ClientSession() as session:
        stage = Theatre(
            nursery=nursery, root=root, chat=chat, session=session, processes=processes,
            deaths=list(deaths or ()), numbers=count(first_number), big=big,
        )  # fmt: skip
        async with living(stage):
            yield stage
