"""Golden film 7: a chorus to the lens. Whoever is wished well stands behind the camera."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

_CHINESE_NAME = re.compile(
    "(?:祝|给)([^，,。\\s]{1,6}?)(?:的)?(?:过)?生日|([^，,。\\s]{1,6}?)生日快[乐樂]"
)
_NOBODY = re.compile("^(?:大家|全群|我们|我|你|祝你?|们)$")


class Birthday(Situation):
    """Every real face says one word, then all say all."""

    def absent(self, reading: Reading) -> Sequence[str]:
        """Return the one whose birthday it is."""
        name = self._name(reading)
        return tuple(n for n in reading.people.order if n.casefold() == name.casefold())

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the three words, the whole wish, and what the icing says."""
        name = self._name(reading)
        words = ("生日", "快乐", name or "！") if is_chinese(reading.language) else (
            "Happy", "birthday", name or "to you")  # fmt: skip
        if reading.language == "zh-Hant":
            words = ("生日", "快樂", words[2])
        whole = "".join(words[:2]) if is_chinese(reading.language) else " ".join(words[:2])
        wish = (
            f"{name}，{whole}！" if is_chinese(reading.language) else f"{whole}, {name or 'you'}!"
        )
        last = name + "！" if is_chinese(reading.language) else words[2] + "!"
        return {"wish1": words[0], "wish2": words[1], "wish3": last, "wish": wish.lstrip("，"),
                "cake": name or whole}  # fmt: skip

    def _name(self, reading: Reading) -> str:
        if reading.people.order:
            return reading.people.order[0]
        found = _CHINESE_NAME.search(reading.content)
        name = next(filter(None, found.groups()), "") if found else ""
        return "" if _NOBODY.match(name) else name
