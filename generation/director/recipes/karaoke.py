"""Recipe R22, one line only: what is sung stands on the bar, in two halves, and gets a score."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

SCORE: Final = {"zh-Hans": "得分：12", "zh-Hant": "得分：12"}
_SUNG: Final = re.compile(
    "(?:karaoke|ktv|卡拉ok|麦霸|麥霸)[^:：]{0,16}[:：]\\s*(.+)", re.IGNORECASE
)
_PLACES: Final = re.compile(r"(?<=\s)|(?<=[,，;；。.!！?？、…])|(?<=[^\x00-\x7f])(?=[^\x00-\x7f])")
_EDGES: Final = " ,，;；。.、…"


class Karaoke(Situation):
    """A song of one line."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the two halves of what is sung, and the machine's opinion."""
        announced = _SUNG.search(reading.content)
        words = announced.group(1) if announced else reading.content
        words = (reading.quotes[0].text if reading.quotes else words).strip(_EDGES)
        first, second = halves(words)
        score = SCORE.get(reading.language, "SCORE: 12")
        return {"half1": first, "half2": second, "score": score}


def halves(words: str) -> tuple[str, str]:
    """Cut a line of a song near its middle, between words or Chinese characters.

    A single word is sung twice.
    """
    cuts = [m.start() for m in _PLACES.finditer(words) if 0 < m.start() < len(words)]
    if not cuts:
        return words, words
    middle = min(cuts, key=lambda cut: abs(cut - len(words) / 2))
    return words[:middle].strip(_EDGES), words[middle:].strip(_EDGES)
