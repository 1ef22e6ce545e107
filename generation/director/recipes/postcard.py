"""Recipe R23, wish you were here: what is written on the card is what the stamp says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.language import han_count, is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.slots import short

_AFTER: Final = re.compile(
    r"(?:post ?cards?|明信片)[^:：,，“\"]{0,24}[:：,，]\s*(.+)"
    r"|(?:post ?card|明信片)\w*\s?"
    r"(?:saying|that says|reads|上?写着|上?寫著|上?说|上?說)[:：]?\s*(.+)"
    r"|((?:greetings from|wish you were|要是你|你要是|如果你|希望你).+)",
    re.IGNORECASE,
)
ARRIVALS: Final = {"zh-Hans": "三个星期后才寄到。", "zh-Hant": "三個禮拜後才寄達。"}
LINES_LETTERS, LINES_HAN = 36, 16  # what two lines on the card hold
_WISHES: Final = {"zh-Hans": "要是你在就好了", "zh-Hant": "要是你在就好了"}
_BARE: Final = 12  # letters: a sentence that is no longer says nothing but "a postcard"
_EDGES: Final = " ,，;；。.、…"


class Postcard(Situation):
    """A card that speaks."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the greeting, and what of it fits on the card."""
        found = _AFTER.search(reading.content)
        words = next(filter(None, found.groups())) if found else reading.content
        words = (reading.quotes[0].text if reading.quotes else words).strip(_EDGES)
        bare = not found and not reading.quotes and len(words) <= _limit(reading.language)
        greeting = _WISHES.get(reading.language, "Wish you were here") if bare else words
        fits = len(greeting) <= (LINES_HAN if han_count(greeting) else LINES_LETTERS)
        return {
            "greeting": greeting,
            "written": greeting if fits else short(greeting) or greeting,
            "arrival": ARRIVALS.get(reading.language, "Arrived three weeks later."),
        }


def _limit(language: str) -> int:
    return _BARE // 2 if is_chinese(language) else _BARE
