"""What somebody asks the bot for in words: a film, or one of the reserved words. Pure.

A reserved word counts only as the whole text (``top`` takes a period); with anything before or
after it, the text is a sentence to film. The Chinese words stand in the locale files and count in
every language. A lone ``我`` is the word ``me``: no film is one character long, and it is what
somebody types who wants to see their own cameo.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from bot.i18n import LOCALES, say

Period = Literal["day", "week", "month", "all"]
PERIODS: tuple[Period, ...] = get_args(Period)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeFilm:
    """A sentence to film, as it was written, without the command."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The command alone: show what can be done."""


@dataclass(frozen=True, slots=True)
class Me:
    """My cameo."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who can be cast here."""


@dataclass(frozen=True, slots=True)
class WithMe:
    """Films I have a part in."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """What I agreed to, and when."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """Where faces go."""


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Erase me."""


@dataclass(frozen=True, slots=True)
class Settings:
    """My permissions."""


@dataclass(frozen=True, slots=True)
class Help:
    """What there is to type."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the film I asked for last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The most remixed films of this chat."""

    period: Period = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first words to the bot in a direct chat; ``payload`` is what a link carried, or empty."""

    payload: str = ""


Command = (
    MakeFilm | Panel | Me | Who | WithMe | Receipts | Privacy | ForgetMe | Settings | Help
    | Top | Cancel | Start
)  # fmt: skip

RESERVED: dict[str, Callable[[], Command]] = {
    "me": Me,
    "who": Who,
    "with-me": WithMe,
    "receipts": Receipts,
    "privacy": Privacy,
    "forget-me": ForgetMe,
    "settings": Settings,
    "help": Help,
    "cancel": Cancel,
    "top": Top,
}

_START = re.compile(r"/start(?:@[a-z0-9_]+)?(?:\s+(\S*))?", re.ASCII | re.IGNORECASE)


def parse(text: str, command: str = "cameo") -> Command:
    """Read a text, with or without the command (``/cameo``, ``/cameo@Bot``) before it."""
    start = _START.fullmatch(_plain(text))
    if start is not None:
        return Start(payload=_payload(text) if start[1] else "")
    sentence = _without_command(text, command)
    if not sentence:
        return Panel()
    return _reserved(sentence) or MakeFilm(sentence=sentence)


def asks_to_hear(text: str, command: str = "cameo") -> bool:
    """Tell whether a voice note with this caption is an idea: the word for a film, and no more."""
    return _plain(_without_command(text, command)).rstrip(" .!。") in film_words()


def _without_command(text: str, command: str) -> str:
    """Take the command away: whole, and before a blank, the end or a letter that is not Latin."""
    word = re.escape(command)
    found = re.match(
        rf"\s*[/／]{word}(?:@[A-Za-z0-9_]+)?(?=\s|[^\x00-\x7f]|$)", text, re.IGNORECASE
    )
    return text[found.end() if found else 0 :].strip()


def _reserved(sentence: str) -> Command | None:
    word = _plain(sentence).removeprefix("/").replace("_", "-")  # some chats know no hyphen
    known = _words()
    if word in known:
        return RESERVED[known[word]]()
    head, _, tail = word.rpartition(" ")
    if known.get(head) == "top" and tail in _periods():
        return Top(period=_periods()[tail])
    return None


def _plain(text: str) -> str:
    """Fold what is typed differently and means the same: width, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _payload(text: str) -> str:
    return text.split()[-1]


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Everything that stands for a reserved word, in any language, folded."""
    return {
        _plain(alias): name
        for locale in LOCALES
        for name in RESERVED
        for alias in (name, *say(f"word-{name}", locale).split("|"))
    }


@lru_cache(maxsize=1)
def film_words() -> frozenset[str]:
    """Return every caption that makes an idea of a voice note, in any language, folded."""
    said = (say("word-film", locale).split("|") for locale in LOCALES)
    return frozenset(_plain(word) for words in said for word in words)


@lru_cache(maxsize=1)
def _periods() -> dict[str, Period]:
    return {
        _plain(alias): period
        for locale in LOCALES
        for period in PERIODS
        for alias in (period, *say(f"period-{period}", locale).split("|"))
    }
