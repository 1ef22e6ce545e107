"""Who of those a message names is in its chat: the chat is asked of people not seen there yet.

Most chats tell a bot of their members only when they speak to it. Somebody who is there counts as
there, whether they have spoken or not; of whom the chat says nothing is not taken to be.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Final

from bot.chat import DeliveryError, FormSubmit, IncomingCommand, Sender
from bot.house.entry import meet, own_house
from bot.house.house import House
from generation.studio.books import Books

log = logging.getLogger("walkon.presence")

Naming = IncomingCommand | FormSubmit
NAMED_MAX: Final = 8  # more than fit into any film


async def look_around(house: House, event: Naming) -> None:
    """Note that people who are named, or answered, in a group are in it, where the chat says so."""
    if event.place.private or event.place.spoken_for:
        return
    answered = event.reply_to if isinstance(event, IncomingCommand) else None
    author = None if answered is None else answered.author
    everybody = (author, *(mention.member for mention in event.mentions))
    named = {one.id: one for one in everybody if one is not None}
    unseen = await house.database.read(
        lambda books: [
            one
            for one in named.values()
            if books.chats.membership(event.place.chat, one.id) is None
        ][:NAMED_MAX]
    )
    for person in await asyncio.gather(*(_there(house, event, one) for one in unseen)):
        if person is not None:
            await house.database.write(partial(_note, house, event, person))


async def _there(house: House, event: Naming, person: Sender) -> Sender | None:
    """Return somebody who is in the chat, or None."""
    chat = house.chat_of(event.sender.id)
    try:
        role = await chat.role(event.place.chat, person.id)
    except (DeliveryError, OSError, TimeoutError) as error:
        log.info("not told who is there", extra={"kind": type(error).__name__})
        return None
    return None if role is None else person


def _note(house: House, event: Naming, person: Sender, books: Books) -> None:
    meet(books, person, event.place, own=own_house(house, event))
