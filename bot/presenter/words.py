"""Names and labels as they may stand in a message: clean, short, and as wide as they look."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.i18n import say

NAME_MAX = 24
TITLE_MAX = 80
SENTENCE_MAX = 160  # of a film's sentence inside one of ours
PART_OF = " · "  # in the title of a chat: what stands after it is what the chat is a part of

PAIR_UNDER_A_CLIP = 12  # widths of labels, in Latin letters: two, or three, in a row
TRIPLE_UNDER_A_CLIP = 7
PAIR_UNDER_A_TEXT = 18

JOINERS = {"\u200c", "\u200d"}  # they hold emoji and some scripts together
EMOJI_LOOK = "\ufe0f"
FIRST_PICTURE = 0x1F000  # from here on a character is drawn as a picture


def whole_of(title: str) -> str:
    """Return the larger thing that a chat is part of, from its title ``part · whole``; or all."""
    return title.rpartition(PART_OF)[2]


def clean(text: str, limit: int = NAME_MAX) -> str:
    """Return text on one line, without characters that steer direction or do other harm."""
    kept = text if text.isprintable() else "".join(_harmless(letter) for letter in text)
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip("\u200d ") + "…"


def _harmless(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in JOINERS:
        return letter
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else letter


def width(text: str) -> int:
    """Return how wide a label is: 1 a Latin letter, 2 a Chinese one, 2 an emoji."""
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=False):
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
            continue
        wide = unicodedata.east_asian_width(letter) in {"W", "F"}
        picture = ord(letter) >= FIRST_PICTURE or following == EMOJI_LOOK
        total += 2 if wide or picture else 1
    return total


def fit(name: str, room: int) -> str:
    """Return a name cut to a width."""
    if width(name) <= room:
        return name
    while name and width(name) >= room:
        name = name[:-1]
    return name.rstrip("\u200d ") + "…"


def joined(names: Sequence[str], locale: str) -> str:
    """Return a list of names as the language writes it."""
    return (", " if locale == "en" else "，").join(names)


def engine_name(engine: str, locale: str) -> str:
    """Return what people are told of an engine: our own have names, others are called as set."""
    return say(f"engine-{engine}", locale) if known(f"engine-{engine}") else clean(engine)


def known(message_id: str) -> bool:
    """Tell whether there is such a sentence."""
    try:
        say(message_id)
    except KeyError:
        return False
    return True
