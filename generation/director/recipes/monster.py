"""Golden film 10: what one dreads is cast as a person and knows the name of who asked."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.language import han_count, is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

DRAWN_OUT = 3  # how often the last vowel of a called name stands


class Monster(Situation):
    """A dreaded thing at the door."""

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return the name on the badge, and the same name called."""
        name = company.called("lead", chinese=is_chinese(reading.language))
        return {"badge": name, "drawn_out": drawn_out(name)}


def drawn_out(name: str) -> str:
    """Return ``name`` as something calls it from the door: ``Beeen…``, ``阿明——``."""
    if han_count(name):
        return f"{name}——"
    vowels = [place for place, char in enumerate(name) if char.lower() in "aeiou"]
    if not vowels:
        return f"{name}…"
    at = vowels[-1]
    return f"{name[:at]}{name[at] * DRAWN_OUT}{name[at + 1 :]}…"
