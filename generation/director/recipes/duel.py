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

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return what stands on bill and banner, whether the courtesies are quoted, and of whom."""
        words = BILLS.get(reading.language, BILLS["en"])
        content = reading.content.casefold()
        word = next((word for word in words if word in content), words[0])
        answer = reading.quotes[1].text if len(reading.quotes) > 1 else ""
        speaker = company.named_so(reading.quotes[0].speaker) if reading.quotes else None
        leads = speaker == company.roles["lead"]
        first, second = ("lead", "other") if leads else ("other", "lead")
        return {
            "first": first,
            "second": second,
            "bill": word.upper(),
            "quoted": "yes" if reading.quotes else "no",
            "answered": "yes" if answer else "no",
            "answer": answer,
        }
