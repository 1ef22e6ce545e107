"""Recipe R2, breaking: who is late, who reports it, and what they still say from where they lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generation.director.company import Company
from generation.director.language import fold
from generation.director.reading import Reading
from generation.director.recipes.recipe import PER_LETTER, STRONG, Situation
from generation.director.slots import short
from generation.director.spoken import in_person
from generation.director.words import find

CLAIMED: Final = 0.8  # a promise passed on by somebody else is news
_CLAIM: Final = re.compile(
    r"\b(?:says?|said|claims?|claimed|swears?|swore|insists?|texted|texts|wrote|promised)"
    r"(?: that)? (?P<en>(?:he|she|they|i|we)(?:['’](?:s|m|re|ll)| is| was| are| am| will)\b.*?)"
    r"(?:,? (?:but|then|and then)\b.*)?$"
    r"|(?:说|說|声称|聲稱|发誓|發誓|保证|保證|讲|講)(?![了着著得完话話])"
    r"(?:是|过|過)?[：:，, ]?(?P<zh>.+?)"
    r"(?:[，,]?(?:结果|結果|可是|但是|但|却|卻).*)?$",
    re.IGNORECASE | re.DOTALL,
)
_EDGES: Final = " .!?。！？"


class Breaking(Situation):
    """A promise, as the news have it."""

    def fits(self, reading: Reading) -> float:
        """Weigh the words of the news, and a promise of coming that is passed on."""
        score = super().fits(reading)
        quoted = reading.quotes[0] if reading.quotes else None
        passed_on = _claim(reading) or (quoted.text if quoted and quoted.speaker else "")
        late = self._late(reading, fold(passed_on))
        if reading.form in ("verse", "prose") or not late:
            return score
        return max(score, STRONG + CLAIMED + PER_LETTER * len(late))

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return the parts, the words on the screen, and what is still claimed."""
        late = self._who(reading, company)
        news = self._late(reading, reading.folded)
        claim = _claim(reading)
        texts: Mapping[str, Mapping[str, str]] = self.film.trigger["texts"]
        spare = "coming" if news else "silent"
        quoted = reading.quotes[0].text if reading.quotes else ""
        told = claim or quoted or (reading.content if news and not reading.people.order else "")
        return {
            "late": late,
            "reporter": "reporter" if late == "lead" else "lead",
            "news": news or _headline(reading),
            "quote": in_person(told) or texts[spare].get(reading.language, texts[spare]["en"]),
            "kind": "late" if news else "other",
            "report": reading.content,
            "live": self.film.trigger["live"].get(reading.language, "LIVE"),
            "breaking": self.film.trigger["breaking"].get(reading.language, "BREAKING NEWS"),
        }

    def _late(self, reading: Reading, folded: str) -> str:
        """Return the longest words in ``folded`` that promise to come, as typed."""
        spans = [match.span() for match in find(self.film.trigger["promises"], folded)]
        if not spans:
            return ""
        start, end = max(spans, key=lambda span: span[1] - span[0])
        where = reading.folded.find(folded[start:end])
        return reading.content[where : where + end - start]

    @staticmethod
    def _who(reading: Reading, company: Company) -> str:
        """Return the role of whoever promises: who is quoted, else who is named, else the lead."""
        speaker = reading.quotes[0].speaker if reading.quotes else None
        names: Sequence[str] = [speaker] if speaker else list(reading.people.order[-1:])
        if reading.people.speaks_of_self and not (speaker or _claim(reading)):
            names = []
        tokens = {company.named_so(name) for name in names}
        roles = (role for role in ("lead", "reporter", "anchor") if role in company.roles)
        return next((role for role in roles if company.roles[role] in tokens), "lead")


def _claim(reading: Reading) -> str:
    """Return what somebody is said to have said, as typed."""
    found = _CLAIM.search(reading.content)
    return (found["en"] or found["zh"] or "").strip() if found else ""


def _headline(reading: Reading) -> str:
    """Return what is new in a few words: where they do not fit, the thing it is about."""
    said = short(reading.content)
    whole = said == reading.content.strip(_EDGES)
    return said if whole or reading.thing is None else reading.thing.word
