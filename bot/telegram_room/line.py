"""The line to the Bot API: every call is paced, and every refusal is one of the port's four."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, TypeVar

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat import CannotReach, Gone, SlowDown, TooLarge
from bot.telegram_room.pace import Pace

T = TypeVar("T")

SAME: Final = ("message is not modified",)
PICTURED: Final = ("there is no text in the message to edit",)
NO_MESSAGE: Final = (
    "message to edit not found", "message to delete not found", "message can't be edited",
    "message_id_invalid", "message identifier is not specified", "message to be replied not found",
)  # fmt: skip
NO_CHAT: Final = (
    "chat not found", "group chat was deactivated", "have no rights to send", "not enough rights",
    "chat_write_forbidden", "user is deactivated", "topic_closed", "message thread not found",
    "peer_id_invalid", "user not found",
)  # fmt: skip
TOO_BIG: Final = ("file is too big", "request entity too large", "too large")
KEPT: Final = ("message can't be deleted", "message can't be deleted for everyone")


UNMET: Final = "can't initiate conversation"


class Same(Exception):
    """The message is what it was asked to be."""


class Pictured(Exception):
    """The message shows a picture or a film, so its words alone cannot be all of it."""


class Stays(Exception):
    """Telegram does not let us take the message away any more."""


class Line:
    """Calls the Bot API.

    Attributes:
        bot: The library's client.
        moved: Told the old and the new number of a group that has become a supergroup.
    """

    def __init__(self, bot: Bot, pace: Pace, moved: Callable[[int, int], Awaitable[None]]) -> None:
        """Speak through this client."""
        self.bot, self.moved, self._pace = bot, moved, pace

    async def say(
        self, chat: int, call: Callable[[], Awaitable[T]], *, minor: bool = False,
        paced: bool = True,
    ) -> T:  # fmt: skip
        """Make a call that shows something in a chat, or takes something away, which is not paced.

        Raises:
            DeliveryError: Telegram refuses.
            Same: Nothing was to be done.
            Pictured: It has no text.
            Stays: It cannot be taken away.
            OSError: Nobody knows whether it was carried out.
        """
        if paced:
            self._pace.take(chat, minor=minor)
        try:
            return await call()
        except ChatMigrated as error:
            await self.moved(chat, error.new_chat_id)
            raise SlowDown from error
        except RetryAfter as error:
            wait_s = seconds_of(error)
            self._pace.hold(chat, wait_s)
            raise SlowDown(wait_s) from error
        except TelegramError as error:
            raise refusal_of(error) from error

    async def ask(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call that shows nothing; raises as ``say`` does."""
        try:
            return await call()
        except RetryAfter as error:
            raise SlowDown(seconds_of(error)) from error
        except TelegramError as error:
            raise refusal_of(error) from error


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def refusal_of(error: TelegramError) -> Exception:
    """Return what a failed call means: a refusal, or that its end is unknown."""
    said = str(error.message).casefold()
    if isinstance(error, Forbidden):
        return CannotReach(unmet=UNMET in said)
    if isinstance(error, TimedOut):
        return TimeoutError()
    if not isinstance(error, BadRequest) and not _holds(said, TOO_BIG):
        return ConnectionError(type(error).__name__)
    kinds: tuple[tuple[tuple[str, ...], Callable[[], Exception]], ...] = (
        (SAME, Same), (PICTURED, Pictured), (KEPT, Stays), (TOO_BIG, TooLarge),
        (NO_CHAT, CannotReach), (NO_MESSAGE, Gone),
    )  # fmt: skip
    for words, kind in kinds:
        if _holds(said, words):
            return kind()
    return Refused(said)


class Refused(ConnectionError):
    """Telegram does not understand what it was sent. The text is Telegram's, and names nobody."""


def _holds(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in words)
