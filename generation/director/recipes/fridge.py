"""Recipe R12, three in the morning: what the sentence is hungry for stands in the fridge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import fold
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.words import has

LEFTOVERS: Final = {"zh-Hans": "剩菜", "zh-Hant": "剩菜"}
GOODNIGHT: Final = {"zh-Hans": "谁也没看见。", "zh-Hant": "誰都沒看到。"}
EATEN: Final = frozenset({"bitten", "empty"})


class Fridge(Situation):
    """Somebody eats in the light of the fridge, and is not alone."""

    def fits(self, reading: Reading) -> float:
        """Fit by words of hunger at night; the fridge alone is a piece of furniture."""
        score, words = Situation.fits(self, reading), self.film.trigger
        calls = [word for word in words["strong"] if word not in words["plain"]]
        hungry = (*calls, *words["weak"], *words["hunger"])
        return score if has(hungry, reading.folded) else 0.0

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what is eaten, what it becomes, and the last word in the dark."""
        things, thing = table("lexicon", "things")["change"], reading.thing
        dish = thing.prop if thing and things.get(thing.prop) in EATEN else "plate"
        return {
            "snack": self._snack(reading),
            "dish": dish,
            "bite": things[dish],
            "last": GOODNIGHT.get(reading.language, "Nobody saw anything."),
        }

    def _snack(self, reading: Reading) -> str:
        """Return the food as typed; the fridge itself, or the night, is none."""
        word = reading.thing.word if reading.thing else unknown_word(reading) or ""
        words = self.film.trigger
        if not word or has((*words["strong"], *words["weak"], *words["inedible"]), fold(word)):
            return LEFTOVERS.get(reading.language, "leftovers")
        return word
