"""Recipe R5, in a world: the sentence stands on two black cards, half and half."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generation.director.company import Company
from generation.director.data import table
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.slots import short

_ANNOUNCED = re.compile(
    r"^(?:an? |the )?(?:movie |film )?trailer(?: (?:for|of|about))?\s*[:：,，]?\s*"
    r"|^(?:预告片?|預告片?|大片)\s*[:：,，]?\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,，;；。.!！?？、:：—…]+\s*")
_SPACE = re.compile(r"\s+")
_EDGES = " ,，.。;；、:："


class Trailer(Situation):
    """Thunder for a small thing."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the halves of what is announced, and its shortest form."""
        told = _ANNOUNCED.sub("", reading.said) or reading.said
        cuts = [found.end() for found in _CLAUSE.finditer(told) if told[found.end() :].strip()]
        cuts = cuts or [found.end() for found in _SPACE.finditer(told) if not _hangs(told, found)]
        middle = min(cuts, key=lambda at: abs(at - len(told) / 2), default=len(told))
        halves = told[:middle].strip(_EDGES), told[middle:].strip(_EDGES)
        return {"half1": halves[0], "half2": halves[1] or halves[0], "last": short(told)}


def _hangs(text: str, space: re.Match[str]) -> bool:
    """Tell whether no half may end with the word before ``space``: "at", "the"."""
    word, stop = text[: space.start()].split()[-1].lower(), table("lexicon", "stopwords")
    return word in stop["words"] or word in stop["determiners"]
