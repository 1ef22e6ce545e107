"""Recipe R5, in a world: the sentence on two black cards, its noun on the last; none twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.language import fold
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.slots import halves

_ANNOUNCED = re.compile(
    r"^(?:an? |the )?(?:movie |film )?trailer(?: (?:for|of|about))?\s*[:：,，]?\s*"
    r"|^(?:预告片?|預告片?|大片)\s*[:：,，]?\s*",
    re.IGNORECASE,
)
SAID_AGAIN: Final = 0.5  # of a card: a noun that is so much of it would be the card once more


class Trailer(Situation):
    """Thunder for a small thing."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the halves of what is announced, what stands before them, and its noun."""
        told = _ANNOUNCED.sub("", reading.said) or reading.said
        first, second = halves(told)
        opens = fold(told).startswith(("in a world", "在这个世界"))
        texts = self.film.trigger
        opening, summer, soon = (
            texts[name].get(reading.language, texts[name]["en"])
            for name in ("summer" if opens else "opening", "summer", "soon")
        )
        word = reading.thing.word if reading.thing else unknown_word(reading) or ""
        shown = fold(word) in fold(second) and len(word) >= SAID_AGAIN * len(second)
        return {
            "opening": opening,
            "half1": summer if first == second else first,
            "half2": second,
            "last": soon if shown or not word or word in (first, second) else word,
        }
