"""Words to be spoken: quoted, or reported and turned into what is said to somebody's face."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generation.director.language import HAN

MIN_LETTERS = 2  # fewer are no words to say


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words to be spoken as they stand; ``speaker`` is a name as typed.

    It is None where nobody is named, or it is whoever asks for the film.
    """

    text: str
    speaker: str | None


_WHO = r"[^\W\d_][\w'’-]*"
_TELLS = re.compile(
    rf"(?:(?P<by>{_WHO}) (?:tells|told|warns|reminds|informs)|(?:please )?(?:tell|warn|remind))"
    rf" (?:my |the |our )?{_WHO}(?: (?:and|&) {_WHO})? that (?P<said>.+)$",
    re.IGNORECASE,
)
_GAOSU = re.compile(
    rf"(?:请|帮我|替我)?(?P<by>[A-Za-z][A-Za-z0-9]*|[{HAN}]{{1,4}}?)?"
    rf"(?:告诉|告訴|提醒)(?:[A-Za-z][A-Za-z0-9]*|大家|[他她](?:们|們)?|[阿小老][{HAN}]|(?![你我它])[{HAN}]{{2}})"
    r"[，, ]?(?:说|說)?[：: ]?(?P<said>.+)$"
)
_SELF = frozenset(("i", "me", "we", "我", "我们", "我們", "请", "帮我", "替我"))
_ONESELF = re.compile(r"(?:she|he)(?P<short>['’](?:s|ll|d))?\b", re.IGNORECASE)
_WE = re.compile(r"they\b", re.IGNORECASE)
_VERB = re.compile(
    r"( (?:always|never|still|just|really|only|also|often|already))?"
    r" (is|has|does|was|isn['’]t|hasn['’]t|doesn['’]t|[a-z]{2,}s)\b",
    re.IGNORECASE,
)
_FIXED = {
    "is": "am", "has": "have", "does": "do", "was": "was",
    "isn't": "am not", "hasn't": "haven't", "doesn't": "don't",
}  # fmt: skip
_DONE = re.compile(r" (?:\w+ed|been|lost|got|gone|done|seen|found|won|left|eaten|had|made|\w+en)\b")
_THEIR = re.compile(r"\b(?:her|his|their)(?= [a-z])", re.IGNORECASE)
_HAN_PRONOUN = re.compile("[他她](们|們)?")


def reported(content: str) -> Quote | None:
    """Return the words that ``content`` says are told to somebody, or None.

    "Ana tells Ben that she has seen the snow" is Ana saying "I have seen the snow".
    """
    match = _TELLS.fullmatch(content.strip()) or _GAOSU.fullmatch(content.strip())
    if match is None or sum(map(str.isalnum, match["said"])) < MIN_LETTERS:
        return None
    by, said = match["by"], match["said"].strip()
    text = in_person(said)
    if match.re is _TELLS:
        text = text[:1].upper() + text[1:]
    return Quote(text=text, speaker=None if by is None or by.casefold() in _SELF else by)


def in_person(clause: str) -> str:
    """Return words about somebody as that person says them; others stay as they are."""
    if together := _WE.match(clause):
        return "We" + _THEIR.sub("our", clause[together.end() :])
    if pronoun := _HAN_PRONOUN.match(clause):
        return f"我{pronoun[1] or ''}{clause[pronoun.end() :]}"
    one = _ONESELF.match(clause)
    if one is None:
        return clause
    rest, short = clause[one.end() :], (one["short"] or "").replace("’", "'")
    if short == "'s":
        short = "'ve" if _DONE.match(rest) else "'m"
    elif not short and (verb := _VERB.match(rest)):
        rest = f"{verb[1] or ''} {_first_person(verb[2])}{rest[verb.end() :]}"
    return f"I{short}{_THEIR.sub('my', rest)}"


def _first_person(verb: str) -> str:
    plain = verb.lower().replace("’", "'")
    if plain in _FIXED:
        return _FIXED[plain]
    if plain.endswith(("ches", "shes", "sses", "xes", "oes")):
        return plain[:-2]
    return plain[:-3] + "y" if plain.endswith("ies") else plain[:-1]
