"""Recipe R9, a silent film: whoever asks for that look gets the film that goes with it."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.slots import halves

ASKED = 3.0  # above any situation: there is no voice to tell another film with


class Silent(Situation):
    """Cards instead of voices."""

    def fits(self, reading: Reading) -> float:
        """Fit whatever is to be silent, unless it is a text that is read word for word."""
        told = reading.form not in ("verse", "prose")
        return ASKED if told and reading.look == "silent" else 0.0

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the words of both cards."""
        first, second = halves(reading.said)
        return {"half1": first, "half2": second}
