"""A hug: two who stand apart, and do not let go again. A tale of it is played, not spoken."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.hugs import HUG
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.telling import speaks
from generation.director.words import has

AFTER_OTHERS = 0.1  # whatever else a sentence tells is told first, and ends in a hug
SURE = 1.0


class Hug(Situation):
    """Two people hug; of more, all."""

    def fits(self, reading: Reading) -> float:
        """Fit where somebody holds somebody, and nothing surer is told; at goodbyes before all."""
        if reading.form in ("verse", "prose") or HUG not in reading.deeds:
            return 0.0
        score = max(Situation.fits(self, reading), SURE)
        return score if has(self.film.trigger["weak"], reading.folded) else score - AFTER_OTHERS

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return who speaks, whether all of many hug, and what thing is named."""
        return {
            "speaks": "yes" if speaks(reading, company.member("lead")) else "no",
            "many": "yes" if len(company.real) > 2 and _all_hug(reading, company) else "no",
            "named": reading.thing.prop if reading.thing else "",
            "word": reading.thing.word if reading.thing else "",
        }


def _all_hug(reading: Reading, company: Company) -> bool:
    known = len(set(reading.people.known))
    return known == 0 or known >= len(company.real)
