"""One press of a button that counts, as the acts behind the buttons are given it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.house.entry import Visit
from generation.model.film import Film
from generation.studio.records import Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press that counts: the visit, the button, and what comes after its object's ``:``."""

    visit: Visit
    button: Button

    @property
    def film(self) -> Film | None:
        """The film the button speaks of."""
        return self.visit.books.films.get(self.button.object.replace("|", ":").partition(":")[0])

    @property
    def rest(self) -> str:
        """What the object says beyond the film: a token, or a choice."""
        return self.button.object.replace("|", ":").partition(":")[2]
