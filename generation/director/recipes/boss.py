"""Recipe R20, final boss: what is dreaded has the larger bar; the game speaks in short words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generation.director.company import Company
from generation.director.language import fold
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.words import find

SAYINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"appears": "{foe} appears!", "nap": "NAP: 0", "mail": "E-MAIL: −80",
           "tea": "TEA…", "draw": "DRAW."},
    "zh-Hans": {"appears": "{foe}出现了！", "nap": "午睡：0", "mail": "邮件：−80",
                "tea": "喝茶……", "draw": "平手。"},
    "zh-Hant": {"appears": "{foe}出現了！", "nap": "午睡：0", "mail": "郵件：−80",
                "tea": "喝茶……", "draw": "平手。"},
}  # fmt: skip


class Boss(Situation):
    """A fight with a thing."""

    def absent(self, reading: Reading) -> Sequence[str]:
        """Return who is named by nothing but words for the fight: a last boss is no superior."""
        fights = [match.span() for match in find(self.film.trigger["strong"], reading.folded)]

        def is_foe(name: str) -> bool:
            named = re.finditer(re.escape(fold(name)), reading.folded)
            return all(any(a <= m.start() and m.end() <= b for a, b in fights) for m in named)

        return tuple(filter(is_foe, reading.people.strangers))

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return who is fought, and what the game says of each move."""
        words = SAYINGS.get(reading.language, SAYINGS["en"])
        foe = self._foe(reading)
        return {
            "foe": foe,
            "appears": words["appears"].format(foe=foe),
            **{name: words[name] for name in ("nap", "mail", "tea", "draw")},
        }

    def _foe(self, reading: Reading) -> str:
        """Return the dreaded thing as typed; that it is a boss is said by its size."""
        thing = reading.thing
        return thing.word if thing else unknown_word(reading) or "???"
