"""Golden film 4: classical verse. Its own words bring the hour and the weather."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.data import table
from generation.director.people import is_speaker
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.words import has

SURE = 10.0


class Poem(Situation):
    """One shot per couplet, read, in ink."""

    def fits(self, reading: Reading) -> float:
        """Fit verse and nothing else."""
        return SURE if reading.form == "verse" else 0.0

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return what the seal and the scroll say."""
        member = company.member("lead")
        own = member is None or is_speaker(member.name)
        last = reading.couplets[-1][1]
        seal = last[-1] if own or member is None else member.name
        scene: dict[str, str] = next(
            (s for s in table("lexicon", "verses")["scenes"] if has(s["words"], reading.folded)), {}
        )
        return {
            "seal": seal,
            "seal_line": last,
            "sky": scene.get("weather", "fog 0.4 0.2"),
            "time": scene.get("time", "dawn"),
        }
