"""The bot at work: every room of the house runs until it is told to stop, or one of them falls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.chat import Handler
from bot.commands import parse
from bot.house.big_camera import BigCamera
from bot.house.directing import WritersRoom
from bot.house.dispatcher import Dispatcher
from bot.house.forms import Forms
from bot.house.hearing import Hearing
from bot.house.house import House
from bot.house.keeper import Keeper
from bot.house.publisher import Publisher
from bot.house.router import Router
from bot.house.sealing import Sealer
from bot.i18n import read_everything
from bot.web_room.backstage import Called, State
from generation.consent import Asked, Request, Shown, decide
from generation.errors import DataBroken
from generation.house_rules import refuse
from generation.model.clip import SealedFilm
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.casting import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A house with its lights on."""

    house: House
    handler: Handler


@asynccontextmanager
async def at_work(house: House, sealer: Sealer) -> AsyncIterator[Service]:
    """Run every room for as long as the block lasts; what the block raises comes out as it is."""
    raised: Exception | None = None
    await asyncio.to_thread(read_the_words, house.terms.command)
    async with asyncio.TaskGroup() as rooms:
        router = Router(house, Forms(house, rooms), Hearing(house, rooms))
        tasks = [
            rooms.create_task(room.run())
            for room in (
                Publisher(house, sealer), WritersRoom(house), Dispatcher(house, sealer),
                BigCamera(house, sealer), Keeper(house),
            )
        ]  # fmt: skip
        try:
            yield Service(house=house, handler=router.handle)
        except Exception as error:  # the group would put it among what its rooms raise
            raised = error
        finally:
            for task in tasks:
                task.cancel()
    if raised is not None:
        raise raised


def read_the_words(command: str) -> None:
    """Load rules, commands and sentences, so that the first who asks need not wait for them."""
    refuse(["a wish"])
    parse("a wish", command)
    read_everything()


def call_sheet(books: Books, chat: ChatId, viewer: MemberId, house: House) -> Sequence[Called]:
    """Return who is in a chat as one of them may know it; refusals and silences look alike."""
    request = Request(requester=viewer, chat=chat, at=house.clock())
    return [_called(books, request, member.member) for member in books.chats.members(chat)]


def _called(books: Books, request: Request, member: MemberId) -> Called:
    known = books.people.get(member)
    name = known.name if known is not None else ""
    cameo = books.cameos.get(member)
    if member == request.requester:
        portrait = cameo.portrait if cameo is not None else None
        return Called(member=member, state="you", name=name, portrait=portrait)
    if cameo is None:
        return Called(member=member, state="new", name=name)
    decision = decide(request, standing(books, request, member))
    states: dict[type, State] = {Shown: "open", Asked: "ask"}
    seen = isinstance(decision, Shown) or (cameo.kind == "drawn" and isinstance(decision, Asked))
    return Called(
        member=member,
        state=states.get(type(decision), "stand_in"),
        name=name,
        portrait=cameo.portrait if seen else None,
    )


async def load_film(house: House, sealer: Sealer, clip: str) -> SealedFilm | None:
    """Return a clip that is still in the books, or None."""
    row = await house.database.read(lambda books: books.clips.get(clip))
    if row is None:
        return None
    try:
        return await asyncio.to_thread(sealer.load, row)
    except DataBroken:
        return None
