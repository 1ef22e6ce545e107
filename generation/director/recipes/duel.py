"""Recipe R10, the duel: what they fight about is written on the bill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation

BILLS: Final = {
    "en": ("bill", "tab", "check"),
    "zh-Hans": ("买单", "埋单", "结账", "账单"),
    "zh-Hant": ("買單", "埋單", "結帳", "帳單"),
}
"""What a bill is called, by language; one the sentence uses is written as typed."""


class Duel(Situation):
    """Two masters, one bill."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what stands on bill and banner, and whether the courtesies are quoted."""
        words = BILLS.get(reading.language, BILLS["en"])
        content = reading.content.casefold()
        word = next((word for word in words if word in content), words[0])
        answer = reading.quotes[1].text if len(reading.quotes) > 1 else ""
        return {
            "bill": word.upper(),
            "quoted": "yes" if reading.quotes else "no",
            "answered": "yes" if answer else "no",
            "answer": answer,
        }
