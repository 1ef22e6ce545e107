"""Recipe R3, the wild friend: what somebody does, as a film about animals tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.data import table
from generation.director.language import fold, is_chinese
from generation.director.people import is_speaker
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

EATEN: Final = frozenset({"bitten", "empty"})


class Nature(Situation):
    """A friend in the grass, a whisper, a packet."""

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return the name on the board, what lies in the grass, and the last word.

        What can be eaten is the bait; any other thing the sentence names stands in the grass.
        """
        thing, bait, stands = reading.thing, self._text("packets", reading.language), ""
        if thing is not None and not has(self.film.trigger["inedible"], fold(thing.word)):
            food = table("lexicon", "things")["change"].get(thing.prop) in EATEN
            bait, stands = (thing.word, "") if food else (bait, thing.prop)
        return {
            "kind": self._kind(reading, company),
            "bait": bait,
            "thing": stands,
            "last": self._text("last", reading.language),
        }

    def _kind(self, reading: Reading, company: Company) -> str:
        """Return who is watched; whoever asks is a friend in the wild."""
        lead = company.member("lead")
        if lead is not None and not is_speaker(lead.name):
            return company.called("lead", chinese=is_chinese(reading.language))
        named = () if reading.people.speaks_of_self else reading.people.order
        return next(iter(named), "") or self._text("kinds", reading.language)

    def _text(self, key: str, language: str) -> str:
        texts: Mapping[str, str] = self.film.trigger[key]
        return texts.get(language, texts["en"])
