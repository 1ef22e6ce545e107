"""Recipe R16, you're on mute: whoever is told so gives the speech, in the first tile."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation


class Muted(Situation):
    """A speech that nobody hears."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return who speaks: a named one, unless the sentence tells of oneself or quotes."""
        people = reading.people
        named = bool(people.order) and not people.speaks_of_self and not reading.quotes
        speaker, listener = ("other", "lead") if named else ("lead", "other")
        return {"speaker": speaker, "listener": listener}
