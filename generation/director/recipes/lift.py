"""Recipe R15, the lift: one sentence breaks the silence; the dark has the last word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

GOODBYE: Final = {"zh-Hans": "继续上行。", "zh-Hant": "繼續上行。"}


class Lift(Situation):
    """An awkward silence that ends among the stars."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what the lift says when everything is black."""
        return {"goodbye": GOODBYE.get(reading.language, "Going up.")}
