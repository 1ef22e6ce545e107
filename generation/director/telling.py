"""Sentences that tell of somebody are played, not spoken: whose words they hold, and ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.director.data import table
from generation.director.language import HAN
from generation.director.reading import Reading
from generation.director.variants import choose
from generation.director.words import has
from generation.model.screenplay import CastMember, Mood

_NEXT = re.compile(r"\s*(?:,|，|、|&|\+|and|和|跟|与)\s*(?:and\s+)?(?:my |our |我的?)?")
_SPEAKS_ON = re.compile(r"\s*(?:[,，:：!！?？.。…]|$)")  # a call to somebody, not a tale of them
_FIRST = re.compile(r"(?:me|myself)(?![a-z'’])", re.IGNORECASE)
_OF_ME = re.compile(r"的(?:我|自己)[。！!~～]*$")  # "that moment's me"
_DOING = re.compile(
    r"\s+(?:[a-z]+ly )?(?:[a-z]{2,}ing|in|on|at|under|behind|inside|with|without)\b"
)
_SCENE = re.compile(rf"\s*[{HAN}]{{0,6}}?在")


def tells_of(reading: Reading, name: str) -> bool:
    """Tell whether the sentence is a tale of ``name``, and so nothing ``name`` would say.

    "Ana dancing on the beach" is one of Ana; "me in the rain" is one of whoever is called me;
    "Ana, thank you" and "I am late" are speech.
    """
    subjects, end = _subjects(reading)
    if _OF_ME.search(reading.folded):
        return True
    if not subjects or _SPEAKS_ON.match(reading.folded[end:]):
        return False
    if any(_FIRST.fullmatch(subject) for subject in subjects):
        return True
    if "我" in subjects:
        return len(subjects) > 1 and _SCENE.match(reading.folded[end:]) is not None
    told = set(reading.people.known) if not reading.people.speaks_of_self else set(subjects)
    return "i" not in subjects and name in told


def speaks(reading: Reading, lead: CastMember | None) -> bool:
    """Tell whether something is said in the sentence, or all of it is what ``lead`` would say."""
    if reading.spoken:
        return True
    told = lead is not None and tells_of(reading, lead.name)
    return not told and has(table("lexicon", "marks")["words_of_speech"], reading.folded)


def deed_of(reading: Reading) -> str:
    """Return what is to be lettered: without several names, or one who does something, in front."""
    subjects, end = _subjects(reading)
    rest = reading.content[end:].strip()
    does = len(subjects) > 1 or (subjects and _DOING.match(reading.folded[end:]))
    return rest if does and rest[:1].isalnum() and reading.said == reading.content else reading.said


def short_line(part: str, mood: Mood, language: str, sentence: str, seed: int) -> str:
    """Return words of our own for ``part`` (``lead`` or ``answer``); neighbouring seeds differ.

    Args:
        part: Who says it.
        mood: Of the film.
        language: One of the three locales.
        sentence: What is filmed, folded.
        seed: Of the film.
    """
    options: Sequence[str] = table("lexicon", "lines")[mood][part][language]
    return choose({part: options}, seed, sentence)[part]


def _subjects(reading: Reading) -> tuple[list[str], int]:
    """Return who the sentence opens with, side by side, and where it goes on."""
    names = sorted({*reading.people.order}, key=len, reverse=True)
    known = "|".join([*map(re.escape, names), r"me(?![a-z])", r"myself", r"i(?![a-z'’])", "我"])
    one = re.compile(f"(?:{known})", re.IGNORECASE)
    found: list[str] = []
    at = 0
    while match := one.match(reading.content, at):
        word = match.group()
        found.append(next((n for n in names if n.casefold() == word.casefold()), word.lower()))
        at = match.end()
        if not (gap := _NEXT.match(reading.content, at)) or not one.match(
            reading.content, gap.end()
        ):
            break
        at = gap.end()
    return found, at
