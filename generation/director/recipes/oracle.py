"""Recipe R21, the fortune stick: whatever is asked, first there is lunch."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation


class Oracle(Situation):
    """A question, a cup, one stick."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what the stick says."""
        answers: Mapping[str, str] = self.film.trigger["answers"]
        return {"answer": answers.get(reading.language, answers["en"])}
