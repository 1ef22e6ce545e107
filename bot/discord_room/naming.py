"""Words as Discord writes them, with numbers in place of people, become words. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from bot.chat import Mention, Sender

MENTION: Final = re.compile(r"<@!?(\d{1,20})>")
MARKUP: Final = re.compile(r"<(?:a?:\w+:\d+|@&\d+|#\d+|t:-?\d+(?::\w)?|/[^>]*:\d+|id:\w+)>")
"""What only Discord's apps can show: pictures of its own, roles, channels, times, commands."""


def tidy(text: str, me: int) -> str:
    """Return words without what only Discord's apps can show, and without our own name."""
    plain = MARKUP.sub("", MENTION.sub(r"<@\1>", text)).replace(f"<@{me}>", "")
    return re.sub(r"[ \t]{2,}", " ", plain).strip()


def as_names(text: str, names: Mapping[int, str]) -> str:
    """Return words with names in place of numbers."""
    return MENTION.sub(
        lambda found: f"@{names[int(found[1])]}" if int(found[1]) in names else "", text
    )


def mentioned(people: Mapping[int, Sender]) -> tuple[Mention, ...]:
    """Return people as they stand in a text by number."""
    return tuple(Mention(text=f"<@{number}>", member=one) for number, one in people.items())


def known_only(text: str, known: Collection[int]) -> str:
    """Return words without numbers that nobody knows whose they are."""
    return MENTION.sub(lambda found: found[0] if int(found[1]) in known else "", text)
