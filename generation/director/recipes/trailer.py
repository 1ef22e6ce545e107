"""Recipe R5, in a world: the sentence stands on two black cards, half and half."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.slots import halves, short

_ANNOUNCED = re.compile(
    r"^(?:an? |the )?(?:movie |film )?trailer(?: (?:for|of|about))?\s*[:：,，]?\s*"
    r"|^(?:预告片?|預告片?|大片)\s*[:：,，]?\s*",
    re.IGNORECASE,
)


class Trailer(Situation):
    """Thunder for a small thing."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the halves of what is announced, and its shortest form."""
        told = _ANNOUNCED.sub("", reading.said) or reading.said
        first, second = halves(told)
        return {"half1": first, "half2": second, "last": short(told)}
