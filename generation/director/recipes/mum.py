"""Recipe R17, mum on the line: who calls, what is asked, and what gives the answer away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import find, has

TOLD: Final[Mapping[str, tuple[str, str, str]]] = {
    "eaten": ("look_down", "growl", "吃了"),
    "warm": ("shiver", "squeak", "穿了"),
    "asleep": ("blink_long", "phone_buzz", "睡了"),
}
"""Question → what the body does after the answer, what is heard, and the answer in Chinese."""


class Mum(Situation):
    """A film that is over when the phone rings."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the caller as typed, the question, and the proof."""
        words = self.film.trigger
        asked = next((a for a in ("warm", "asleep") if has(words[a], reading.folded)), "eaten")
        texts = words["questions"][asked]
        tell, noise, did = TOLD[asked]
        return {
            "caller": self._caller(reading),
            "question": texts.get(reading.language, texts["en"]),
            "tell": tell,
            "noise_of_it": noise,
            "did": did,
        }

    def _caller(self, reading: Reading) -> str:
        """Return the word for who calls, as typed."""
        found = find(self.film.trigger["callers"], reading.folded)
        if not found:
            return "妈妈" if is_chinese(reading.language) else "Mum"
        first = found[0]
        return reading.content[first.start() : first.end()]
