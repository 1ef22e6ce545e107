"""What one update of Telegram's comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from telegram import Message

from bot.chat import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """A message that nothing comes of.

    Attributes:
        why: The sentence that says so: it came from nobody in particular, or it is a picture or a
            voice that was passed on.
        locale: In which language.
    """

    message: Message
    why: Literal["telegram-nobody", "telegram-passed-on"]
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an update says, and who is told that nothing comes of it."""

    events: tuple[Event, ...] = ()
    turned_away: TurnedAway | None = None
