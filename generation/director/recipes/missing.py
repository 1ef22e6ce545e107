"""Recipe R14, has anyone seen: whoever is looked for is a name on a notice and is not shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import find, has

_HAN: Final = re.compile(
    "(?:见过|看见|看到|遇到|碰到)(?:[我你]们的?)?([^，,。！!？?\\s吗没了的过]{1,4})(?:[吗么没了呢，,。！!？?\\s]|$)"
    "|(?:^|[，,。！!？?：:\\s])([^，,。！!？?：:\\s人又还在已]{1,4}?)"
    "(?:人呢|人去哪|人在哪|又?失踪|又?潜水|已经潜水|又?已读不回|又?不回消息|没回消息|消失了|冒个泡)"
    "|([阿小老]\\w)"
)
_LATIN: Final = re.compile(
    r"\b(?:[Ss]een|[Ff]rom|[Ww]here is|[Ww]here's|[Mm]issing:?) ([A-Z][a-zà-ÿ]+)"
    r"|\b([A-Z][a-zà-ÿ]+)(?: has| is|'s)?"
    r"(?: just| been| gone| went| never| hasn't| left| vanished| disappeared)"
)
MAX_NAME: Final = 8  # characters: a notice with no more than a name on it
_NOBODY: Final = re.compile("^(?:[你我他她它][们]?|有?人|大家|谁|有谁|群里|一个|这个|那个)$")


class Missing(Situation):
    """A notice in the mist."""

    def fits(self, reading: Reading) -> float:
        """Fit where somebody is looked for; words that may as well mean a thing need a name."""
        score, words = Situation.fits(self, reading), self.film.trigger
        sure = [word for word in words["strong"] if word not in words["asks"]]
        return score if has(sure, reading.folded) or self._name(reading) else 0.0

    def absent(self, reading: Reading) -> Sequence[str]:
        """Return who is looked for."""
        name = self._name(reading).casefold()
        return tuple(known for known in reading.people.order if known.casefold() == name)

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the name, how it comes back out of the mist, and what the bottle holds."""
        chinese, language = is_chinese(reading.language), reading.language
        name = self._name(reading) or ("你" if chinese else "YOU")
        texts = self.film.trigger
        return {
            "missed": name,
            "echo": f"{name}……" if chinese else f"{name}…",
            "note": texts["notes"].get(language, texts["notes"]["en"]),
            "head": texts["heads"].get(language, texts["heads"]["en"]),
        }

    def _name(self, reading: Reading) -> str:
        """Return the name as typed: of those who are known the one nearest to the asking."""
        places = [m.start() for m in find(self.film.trigger["strong"], reading.folded)]
        known = [name for name in reading.people.order if not self._is_word(name)]
        if known and places:
            content = reading.content
            return min(known, key=lambda name: min(abs(content.find(name) - at) for at in places))
        if reading.announced == self.film.id and len(reading.content) <= MAX_NAME:
            return reading.content
        chinese = is_chinese(reading.language)
        found = (_HAN if chinese else _LATIN).search(reading.folded if chinese else reading.content)
        if found is None or found.lastindex is None:
            return ""
        name = reading.content[found.start(found.lastindex) : found.end(found.lastindex)]
        return "" if self._is_word(name) or _NOBODY.match(name) else name

    @staticmethod
    def _is_word(name: str) -> bool:
        words = table("lexicon", "people")
        return name.casefold() in (*words["not_names"], *words["not_chinese_names"])
