"""Recipe R7, museum of us: for a line too good to lose, when no situation fits better."""

from __future__ import annotations

from generation.director.data import table
from generation.director.language import fold
from generation.director.reading import Reading
from generation.director.recipes.recipe import STRONG, Situation
from generation.director.words import has

QUOTE = 0.75  # beats every fallback, loses to a situation's sure word


class Museum(Situation):
    """A quotation in a gilt frame."""

    def fits(self, reading: Reading) -> float:
        """Fit a quotation that nothing else stands around, and better one called a classic."""
        score = Situation.fits(self, reading)
        alone = bool(reading.quotes) and not self._staged(reading)
        return score if score >= STRONG else QUOTE if alone else 0.0

    @staticmethod
    def _staged(reading: Reading) -> bool:
        """Tell whether the words around the quotation say where, or in which mood, it is said."""
        around = reading.folded
        for quote in reading.quotes:
            around = around.replace(fold(quote.text), " ")
        places, moods = table("lexicon", "places"), table("lexicon", "moods")
        return has(places[reading.place]["words"] if reading.place else (), around) or has(
            moods[reading.mood]["words"] if reading.mood else (), around
        )
