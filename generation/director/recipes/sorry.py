"""Recipe R13, under your window: sorry by megaphone. A quoted apology is shouted as it stands."""

from __future__ import annotations

from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

SAID_TO_SOMEBODY = 0.2


class Sorry(Situation):
    """An apology in the rain."""

    def fits(self, reading: Reading) -> float:
        """Fit by the words of apology, more so when somebody is named."""
        score = Situation.fits(self, reading)
        return score + SAID_TO_SOMEBODY if score >= 1.0 and reading.people.order else score
