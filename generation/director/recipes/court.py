"""Recipe R1, the group v. somebody: the asker judges a named one, or stands accused."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

ACCUSES = 0.4  # an accusation in a question is made for this film


class Court(Situation):
    """A great court for a small matter."""

    def fits(self, reading: Reading) -> float:
        """Fit by the words of accusation, more so in a question."""
        score = Situation.fits(self, reading)
        return score + ACCUSES if score >= 1.0 and reading.form == "question" else score

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return who sits where, and the verdict."""
        confesses = has(("i", "我"), reading.folded[:2])
        lead, named = company.member("lead"), reading.people.order
        alone = lead is not None and [*named] == [lead.name]  # nobody else is there to judge
        judged = bool(named) and not confesses and not alone
        accused, judge = ("other", "lead") if judged else ("lead", "other")
        chinese = is_chinese(reading.language)
        return {
            "accused": accused,
            "judge": judge,
            "accused_name": company.called(accused, chinese=chinese),
            "verdict": "有罪" if chinese else "GUILTY",
            "case": self.case(reading.language, company.called(accused, chinese=chinese)),
        }

    def case(self, language: str, accused: str) -> str:
        """Return what the case is called: the film's own title."""
        titles = self.film.title or {}
        return titles.get(language, titles.get("en", "")).format(accused_name=accused)
