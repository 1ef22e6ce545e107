"""Recipe R8, mood forecast: towns are days; which of them has bad weather, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.language import is_chinese
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.words import find

TOWNS: Final = 5
FRIDAY: Final = 4
BETWEEN: Final = ("cloud off", "sun whole", "cloud whole")


class Forecast(Situation):
    """A week as a country."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the five days, the weather of each, and the word in the black cloud."""
        named = self._named(reading)
        bad = named[0] if named else 0
        good = next((day for day in reversed(named) if day != bad), FRIDAY if bad < FRIDAY else 6)
        days = [(bad + step) % 7 for step in range(TOWNS)]
        if good not in days:
            days[-1] = good
        towns = self.film.trigger["towns"]
        texts = towns.get(reading.language, towns["en"])
        clears = self.film.trigger["full"][good] if texts is towns["en"] else texts[good]
        board = self.film.trigger["board"]
        found = {
            "complaint": self._complaint(reading),
            "clears": clears,
            "board": board.get(reading.language, board["en"]),
        }
        for number, day in enumerate(days, 1):
            sky = "sun whole" if day == good else BETWEEN[number % len(BETWEEN)]
            found[f"day{number}"] = texts[day]
            found[f"sky{number}"], found[f"state{number}"] = sky.split()
        return found

    def _named(self, reading: Reading) -> list[int]:
        """Return the days of the week that are spoken of, Monday 0, in their order."""
        spots = {
            match.start(): day
            for day, words in enumerate(self.film.trigger["days"])
            for match in find(words, reading.folded)
        }
        return [spots[start] for start in sorted(spots)]

    def _complaint(self, reading: Reading) -> str:
        """Return what the cloud is made of, as typed."""
        found = find(self.film.trigger["complaints"], reading.folded)
        if found:
            longest = max(found, key=lambda match: (match.end() - match.start(), match.start()))
            return reading.content[longest.start() : longest.end()]
        thing = reading.thing
        if thing and thing.prop != "calendar_page":
            return thing.word
        return unknown_word(reading) or ("心情" if is_chinese(reading.language) else "mood")
