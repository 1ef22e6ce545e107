"""Recipe R6, and it goes to: what the prize is for stands in the envelope and on the trophy."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.slots import short

_FOR = re.compile(r"\b(?:for|in) (.+)$|(最佳[^，,。！!？?颁頒给給]+)|(?:因为|因為|为了|為了)(.+)$")
_TO = re.compile(r"\b(?:goes to|winner is) (.+)$|(?:颁给|頒給|[奖獎][给給])(.+)$")


class Award(Situation):
    """A great prize for a small deed."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what the prize is for: the deed, else who wins it, else the sentence."""
        for pattern in (_FOR, _TO):
            found = pattern.search(reading.said)
            if found:
                return {"feat": short(next(filter(None, found.groups())))}
        return {"feat": short(reading.said)}
