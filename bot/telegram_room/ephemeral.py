"""Messages in a group that one person alone sees, where Telegram's server knows them.

The library does not know them yet, so they are asked for by name. A server that does not know them
either would take the message and show it to everybody: so it is asked first, once, and what it says
of each message is looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from telegram import Bot, Message
from telegram.error import BadRequest, EndPointNotFound

from bot.chat import Gone, OutgoingText
from bot.telegram_room.line import Line, Refused
from bot.telegram_room.writing import caption_of, keyboard

log = logging.getLogger("walkon.telegram")

PRESSED_S: Final = 14.0  # Telegram lets a press be answered so for 15
PARAMETER: Final = "ephemeral_message_parameters"
NUMBER: Final = "ephemeral_message_id"


@dataclass(slots=True)
class Ephemeral:
    """Sends, changes and takes away what one person alone sees in a group.

    Attributes:
        known: The server knows such messages.
    """

    line: Line
    monotonic: Callable[[], float]
    known: bool = False
    _presses: dict[tuple[int, int], tuple[float, str]] = field(default_factory=dict)

    @property
    def _bot(self) -> Bot:
        return self.line.bot

    async def ask(self) -> None:
        """Find out whether the server knows such messages, by taking away one that never was.

        Raises:
            TelegramError: It did not say.
        """
        nothing = {"chat_id": self._bot.id, "receiver_user_id": self._bot.id, NUMBER: 1}
        try:
            await self._bot.do_api_request("deleteEphemeralMessage", api_kwargs=nothing)
        except EndPointNotFound:
            self.known = False
        except BadRequest:  # there is no such message: it knows what is meant
            self.known = True
        else:
            self.known = True

    def pressed(self, chat: int, person: int, query: str) -> None:
        """Remember a press: for a moment its presser can be answered so."""
        now = self.monotonic()
        self._presses = {
            who: press for who, press in self._presses.items() if now - press[0] < PRESSED_S
        }
        self._presses[chat, person] = now, query

    def way(self, chat: int, person: int, *, admin: bool) -> dict[str, Any] | None:
        """Return what has to go with a message to somebody in a group, or None if nothing helps."""
        at, query = self._presses.get((chat, person), (-PRESSED_S, ""))
        fresh = self.monotonic() - at < PRESSED_S
        if not self.known or not (fresh or admin):
            return None
        receiver: dict[str, Any] = {"receiver_user_id": person}
        return receiver | {"callback_query_id": query} if fresh else receiver

    def number_of(self, sent: Message) -> int | None:
        """Return the number of a message that one person sees; None where everybody does."""
        number = sent.api_kwargs.get(NUMBER)
        return None if number is None else int(number)

    async def edit(self, chat: int, person: int, number: int, message: OutgoingText) -> None:
        """Change the words of such a message. Raises as ``Line.say`` does."""
        words = caption_of(message)  # an edit of these takes no more than a caption does
        given = self._named(chat, person, number) | {
            "text": words.text, "entities": list(words.entities),
            "reply_markup": keyboard(message.rows), "link_preview_options": {"is_disabled": True},
        }  # fmt: skip
        with _gone_if_refused():
            await self.line.say(
                chat, lambda: self._bot.do_api_request("editEphemeralMessageText", api_kwargs=given)
            )

    async def remove(self, chat: int, person: int, number: int) -> None:
        """Take such a message away. Raises as ``Line.ask`` does."""
        given = self._named(chat, person, number)
        with _gone_if_refused():
            await self.line.ask(
                lambda: self._bot.do_api_request("deleteEphemeralMessage", api_kwargs=given)
            )

    @staticmethod
    def _named(chat: int, person: int, number: int) -> dict[str, Any]:
        return {"chat_id": chat, "receiver_user_id": person, NUMBER: number}


@contextmanager
def _gone_if_refused() -> Iterator[None]:
    """Take any refusal for the message being gone: such messages expire, and it is not said how."""
    try:
        yield
    except Refused as error:
        raise Gone from error
