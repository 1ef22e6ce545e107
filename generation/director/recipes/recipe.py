"""What every recipe answers, and the plain one whose film file says it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generation.director.company import Company
from generation.director.data import table
from generation.director.film import Film
from generation.director.language import letters
from generation.director.reading import Reading
from generation.director.words import find, has

STRONG = 1.0  # one strong word is a fit
PER_LETTER = 0.02  # a longer word is a surer one; a Chinese character counts as three letters
WEAK = 0.3
MAX_WEAK = 0.6
PLACE = 0.5
FORM = 0.5
PROSE = 0.2


class Recipe(Protocol):
    """A film and what it needs to know of a sentence."""

    @property
    def film(self) -> Film:
        """The film file."""
        ...

    def fits(self, reading: Reading) -> float:
        """Return how well the film fits; 0 is not at all, 1 is a sure word."""
        ...

    def place(self, reading: Reading) -> str | None:
        """Return the set when it is not the seed's to choose."""
        ...

    def slots(self, reading: Reading, company: Company, /) -> Mapping[str, str]:
        """Return the slots that only this recipe can fill."""
        ...

    def absent(self, reading: Reading, /) -> Sequence[str]:
        """Return names of people who are spoken to and not shown."""
        ...


@dataclass(frozen=True, slots=True)
class Situation:
    """A recipe whose film file says it all."""

    film: Film

    def fits(self, reading: Reading) -> float:
        """Add up the words of the trigger; weak ones only help where something else fits."""
        trigger = self.film.trigger
        if reading.form == "verse" or has(trigger.get("unless", ()), reading.folded):
            return 0.0
        if reading.form == "prose" and not self.film.prose:
            return 0.0
        strong = find(trigger.get("strong", ()), reading.folded)
        weak = {match.group() for match in find(trigger.get("weak", ()), reading.folded)}
        score = PLACE if reading.place in trigger.get("places", ()) else 0.0
        score += FORM if reading.form in trigger.get("forms", ()) else 0.0
        if strong:
            score += (
                STRONG
                + PER_LETTER * max(letters(match.group()) for match in strong)
                + trigger.get("first", 0.0)
            )
            score += PROSE if reading.form == "prose" else 0.0
        return score + min(MAX_WEAK, WEAK * len(weak)) if score else 0.0

    def place(self, reading: Reading) -> str | None:
        """Return the film's own set, else the one the sentence or its weather names."""
        weather = reading.weather.kind if reading.weather else "clear"
        return (
            self.film.place or reading.place or table("lexicon", "weather")["places"].get(weather)
        )

    def slots(self, _reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return nothing: the words at hand are enough."""
        return {}

    def absent(self, _reading: Reading) -> Sequence[str]:
        """Return nobody."""
        return ()
