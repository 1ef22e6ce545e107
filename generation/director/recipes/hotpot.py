"""Recipe R25, just missing you: the one who is missed is spoken to; the others are at table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import find, has

CALLED_TO_TABLE = 1.7  # "where are you" is for other films, unless there is food
_HAN_NAME = re.compile(
    "[就只还還][差缺等]([^，,。！!？?\\s]{1,4}?)(?:一个|一個|[了啦来來，,。！!？?]|$)"
    "|([阿小老]\\w)(?=人?呢|人?在哪|[来來]不[来來]|[还還][没沒][来來]|[，,！!])"
)
_NOBODY = re.compile("^(?:[你我他她它][们們]?|一?[个個位]?人?|大家)$")
_NAME = re.compile(
    r"^(?:hey |yo |oh )?([A-Z][a-z]+)(?=[,!?:])"
    r"|\b(?:[Mm]issing|[Ww]ithout|[Ww]aiting for|[Ww]here's|[Ww]here is|but|except) ([A-Z][a-z]+)"
)


class Hotpot(Situation):
    """A lit stool with a name on it."""

    def fits(self, reading: Reading) -> float:
        """Fit by the words of the pot, or where somebody is called and there is food."""
        score, trigger = Situation.fits(self, reading), self.film.trigger
        called = has(trigger["calls"], reading.folded) and has(trigger["food"], reading.folded)
        other = reading.form in ("verse", "prose") or has(trigger["unless"], reading.folded)
        return max(score, CALLED_TO_TABLE) if called and not other else score

    def absent(self, reading: Reading) -> Sequence[str]:
        """Return the one who is missed: of several names, the one nearest to the call."""
        words, pot = self.film.trigger, self.film.trigger["pot"]
        calls = [w for w in (*words["strong"], *words["calls"], *words["seen"]) if w not in pot]
        places, content = [m.start() for m in find(calls, reading.folded)], reading.content
        spoken_to = self._name(reading)
        if not places or spoken_to:
            return tuple(n for n in reading.people.order if n.casefold() == spoken_to.casefold())
        far = {n: min(abs(content.find(n) - at) for at in places) for n in reading.people.order}
        return tuple(sorted(far, key=far.__getitem__)[:1])

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the name on the stool, and what the reading calls them."""
        name = next(iter(self.absent(reading)), "") or self._name(reading)
        if is_chinese(reading.language):
            return {"missed": name or "你", "seat": name or "你"}
        return {"missed": name or "you", "seat": name or "YOU"}

    @staticmethod
    def _name(reading: Reading) -> str:
        found = (_HAN_NAME if is_chinese(reading.language) else _NAME).search(reading.content)
        name = next(filter(None, found.groups()), "") if found else ""
        taken = name.lower() in table("lexicon", "people")["not_names"]
        return "" if taken or _NOBODY.match(name) else name
