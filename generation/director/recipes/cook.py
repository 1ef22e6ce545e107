"""Dinner at home: what is cooked stands on the dish that is tasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import fold
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.kitchen import cooked
from generation.director.recipes.recipe import Situation
from generation.director.slots import short
from generation.director.words import has

COOKED: Final = 0.8  # something is done with food that the film's words do not name
EDIBLE: Final = frozenset({"bowl", "cake", "dumpling_steamer", "noodles", "plate"})


class Cook(Situation):
    """A dish that is tasted until it is gone."""

    def fits(self, reading: Reading) -> float:
        """Fit its words, and whatever is cooked in a kitchen."""
        known = super().fits(reading)
        at_home = reading.place == "kitchen" and cooked(reading)
        return max(known, COOKED if at_home else 0.0)

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what is cooked, else the food of the sentence, its noun, or simply dinner."""
        found = cooked(reading) or (
            reading.thing.word if reading.thing and reading.thing.prop in EDIBLE else None
        )
        return {"dish": short(found or self._noun(reading) or self._dinner(reading))}

    def _noun(self, reading: Reading) -> str | None:
        """Return the noun of a sentence, unless it says only where it is or what is done."""
        noun = unknown_word(reading)
        known = (
            *table("lexicon", "places")["kitchen"]["words"],
            *self.film.trigger["strong"],
            *self.film.trigger["nobody"],
        )
        return None if noun is None or has(known, fold(noun)) else noun

    def _dinner(self, reading: Reading) -> str:
        dinner: Mapping[str, str] = self.film.trigger["dinner"]
        return dinner.get(reading.language, dinner["en"])
