"""A chase between two people: a tale of it is played, and what is said in it is shouted."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.telling import speaks

MIN_PEOPLE = 2
_AFTER_ME = re.compile(r"(?:chas[a-z]*|after|catch) (?:me|us)\b|[追赶]着?[我咱]")


class Chase(Situation):
    """One runs after another."""

    def fits(self, reading: Reading) -> float:
        """Fit where two people are spoken of: a cat or a bus is chased in other films."""
        people = len(reading.people.order) + reading.people.speaks_of_self
        return Situation.fits(self, reading) if people >= MIN_PEOPLE else 0.0

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return whether the lead says the sentence, or what one shouts who runs."""
        runner, chaser = (
            ("lead", "other") if _AFTER_ME.search(reading.folded) else ("other", "lead")
        )
        return {
            "speaks": "yes" if speaks(reading, company.member("lead")) else "no",
            "chaser": chaser,
            "runner": runner,
        }
