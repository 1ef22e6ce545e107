"""What of a refused sentence is no harm: its people, its place, what happens before the harm. Pure.

Nothing here decides: whatever is made of these pieces has to pass ``check`` like any other words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from generation.house_rules import check
from generation.house_rules.patterns import rulebooks
from generation.house_rules.reading import readings

HAN = re.compile(r"[\u3400-\u9fff]")
_SELF = re.compile(r"(?<![a-z])(?:i|me|my|we|us|our)(?![a-z])|[我咱俺]", re.IGNORECASE)
_TURN = re.compile(
    "(?<=[.!?;。！？；])|, (?:and )?(?:then|until|when|while|but) "
    "|，(?:然后|然後|接着|接著|结果|結果)",
    re.IGNORECASE,
)
_WORDS_MIN, _HAN_MIN = 5, 7
_ENDS = " ,;.，；。"


def names_in(sentence: str, names: Sequence[str]) -> list[str]:
    """Return who is named, in the order of the sentence."""
    folded = sentence.casefold()
    found = {name: _position(folded, name.casefold()) for name in names if name.strip()}
    there = [name for name, at in found.items() if at is not None]
    return sorted(there, key=lambda name: found[name] or 0)


def speaks_of_self(sentence: str) -> bool:
    """Tell whether whoever writes is in the sentence."""
    return _SELF.search(sentence) is not None


def place_in(sentence: str) -> str:
    """Return where it happens as it is typed, or nothing."""
    english, chinese = _patterns("place")
    if HAN.search(sentence):
        at = chinese.search(sentence.translate(rulebooks()[1].fold))
        return "" if at is None else sentence[at.start() : at.end()]
    found = english.search(sentence)
    return "" if found is None else found[0]


def is_grave(sentence: str) -> bool:
    """Tell whether it speaks of something that nothing funny is to be put in the place of."""
    english, chinese = _patterns("grave")
    read = readings(sentence, (), rulebooks()[1].fold)
    return any(map(english.search, read.latin)) or any(map(chinese.search, read.han))


def harmless_start(sentence: str, names: Sequence[str]) -> str:
    """Return what happens before the harm, where that is a scene of its own; or nothing.

    A scene is long enough, and somebody is in it; words that only lead up to others are none.
    """
    starts = [sentence[: turn.start()].strip(_ENDS) for turn in _TURN.finditer(sentence)]
    scenes = (start for start in reversed(starts) if _is_scene(start, names))
    return next((scene for scene in scenes if check([scene], names=names) is None), "")


def _is_scene(text: str, names: Sequence[str]) -> bool:
    somebody = bool(names_in(text, names)) or speaks_of_self(text)
    return somebody and _is_long(text)


def _is_long(text: str) -> bool:
    return len(text.split()) >= _WORDS_MIN or len(HAN.findall(text)) >= _HAN_MIN


def _position(folded: str, name: str) -> int | None:
    edges = (r"(?<![a-z0-9])", r"(?![a-z0-9])") if name.isascii() else ("", "")
    found = re.search(edges[0] + re.escape(name) + edges[1], folded)
    return None if found is None else found.start()


@lru_cache(maxsize=2)
def _patterns(what: Literal["place", "grave"]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    page = files(__package__).joinpath("scenes.toml").read_text(encoding="utf-8")
    found = tomllib.loads(page)[what]
    english = re.compile(rf"(?<![a-z]){found['en']}(?![a-z])", re.IGNORECASE)
    return english, re.compile(found["zh"])
