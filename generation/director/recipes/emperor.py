"""Recipe R4, the emperor picks dinner: what the sentence offers stands on tablets."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.options import options
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

MADE_FOR = 1.6  # two dishes and a question about them


class Emperor(Situation):
    """Tablets on a tray."""

    def fits(self, reading: Reading) -> float:
        """Fit by words of not minding, or where dishes are offered."""
        score, trigger = Situation.fits(self, reading), self.film.trigger
        asked = has(trigger["food"], reading.folded) and len(options(reading.content)) > 1
        other = reading.form in ("verse", "prose") or has(trigger["unless"], reading.folded)
        return max(score, MADE_FOR) if asked and not other else score

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what stands on the tablets, and the one that is turned."""
        trigger, language = self.film.trigger, reading.language
        language = language if language in trigger["menu"] else "en"
        typed = options(reading.content)
        offered = typed if len(typed) > 1 else trigger["menu"][language]
        said = (
            a for a in trigger["answers"][language] if a.casefold() in reading.content.casefold()
        )
        answer = next(said, trigger["answers"][language][0])
        tablets = {f"option{number}": word for number, word in enumerate(offered, 1)}
        return {**tablets, "answer": answer if is_chinese(language) else answer.upper()}
