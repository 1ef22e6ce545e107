"""Recipe R7, museum of us: for a line too good to lose, when no situation fits better."""

from __future__ import annotations

from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

QUOTE = 0.75  # beats every fallback, loses to a situation's sure word


class Museum(Situation):
    """A quotation in a gilt frame."""

    def fits(self, reading: Reading) -> float:
        """Fit any quotation, and better one that is called a classic."""
        return max(QUOTE if reading.quotes else 0.0, Situation.fits(self, reading))
