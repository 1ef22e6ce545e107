"""Golden film 7: a chorus to the lens. Whoever is wished well stands behind the camera."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

_CHINESE_NAME = re.compile(
    "(?:祝|给)([^，,。\\s]{1,6}?)(?:的)?(?:过)?生日|([^，,。\\s]{1,6}?)生日快[乐樂]"
)
_NOBODY = re.compile("^(?:大家|全群|我们|我|你|祝你?|们)$")


_WISHES = {
    "en": ("Happy", "birthday"), "zh-Hans": ("生日", "快乐"), "zh-Hant": ("生日", "快樂"),
}  # fmt: skip
_PRAISE = {"en": ("Well", "done"), "zh-Hans": ("恭喜", "恭喜"), "zh-Hant": ("恭喜", "恭喜")}


class Birthday(Situation):
    """Every real face says one word, then all say all. Other good news are praised."""

    def absent(self, reading: Reading) -> Sequence[str]:
        """Return the one whose birthday it is."""
        name = self.wished(reading)
        return tuple(n for n in reading.people.order if n.casefold() == name.casefold())

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the three words, the whole wish, and what the icing says."""
        name, chinese = self.wished(reading), is_chinese(reading.language)
        birthday = has(self.film.trigger["strong"], reading.folded)
        words = (_WISHES if birthday else _PRAISE).get(reading.language, _WISHES["en"])
        whole = ("" if chinese else " ").join(words)
        if chinese:
            return {"wish1": words[0], "wish2": words[1], "wish3": f"{name}！",
                    "wish": f"{name}，{whole}！".lstrip("，"), "cake": name or whole}  # fmt: skip
        last = name or ("to you" if birthday else "you")
        return {"wish1": words[0], "wish2": words[1], "wish3": f"{last}!",
                "wish": f"{whole}, {name or 'you'}!", "cake": name or whole}  # fmt: skip

    def wished(self, reading: Reading) -> str:
        """Return who is wished well, or nothing."""
        if reading.people.order:
            return reading.people.order[0]
        found = _CHINESE_NAME.search(reading.content)
        name = next(filter(None, found.groups()), "") if found else ""
        return "" if _NOBODY.match(name) else name
