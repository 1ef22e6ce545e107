"""Recipe R11, who ate it: who sits in the light, and what is found on them when it comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

EATING: Final = ("ate", "eat", "eaten", "eating", "drank", "吃", "喝")
NOWHERE: Final = -2  # before any place, and before a name that is not in the words
_ME = re.compile("\\bme\\b|我(?![的们們])")


class Interrogation(Situation):
    """A great inquiry into a small theft."""

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return who asks and who is asked, and the proof: crumbs, or the thing in the hand."""
        suspect = self._suspect(reading, company)
        found = {
            "suspect": suspect,
            "detective": "lead" if suspect == "other" else "other",
            "suspect_name": company.called(suspect, chinese=is_chinese(reading.language)),
        }
        if self._eaten(reading):
            eaten = {"crumbs": "crumbs", "caught": "chew", "loot": ""}
            return {**found, **eaten, "bag": "whole", "gone": "empty"}
        thing = reading.thing.prop if reading.thing else "box"
        taken = {"crumbs": "", "caught": "hold", "loot": thing, "plea": "never"}
        return {**found, **taken, "bag": "on", "gone": "off"}

    @staticmethod
    def _suspect(reading: Reading, company: Company) -> str:
        """Return the role of whoever is named last, "me" among them; else the lead."""
        own = [found.end() for found in _ME.finditer(reading.content)]
        last = reading.people.order[-1:] if reading.people.order else ()
        spoken = max((reading.content.rfind(name) for name in last), default=-1)
        other = company.member("other")
        asked = other is not None and other.name.casefold() in [n.casefold() for n in last]
        return "other" if asked and max(own, default=NOWHERE) < spoken else "lead"

    @staticmethod
    def _eaten(reading: Reading) -> bool:
        """Tell whether what is missing was something to eat: where nothing speaks against it."""
        marks = table("lexicon", "things")
        thing = reading.thing
        if thing is None or has(EATING, reading.folded):
            return True
        return marks["change"].get(thing.prop) in ("bitten", "empty")
