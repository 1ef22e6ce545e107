"""The films that are shown: their sentences, and who plays in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from generation.model.screenplay import Screenplay
from generation.ports import Director

SEED = 1  # what is shown was made with it
PHOTO = "photo"  # a part for whoever's picture is given


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFilm:
    """One sentence and who plays in it, the lead first: name → ``photo`` or a drawn character."""

    id: str
    sentence: str
    locale: str
    cast: Mapping[str, str]

    def written(self, director: Director, *, seed: int = SEED) -> Screenplay:
        """Have it written."""
        cast = [(name, "cameo") for name in self.cast]
        return director.write(self.sentence, cast, locale=self.locale, seed=seed)


@lru_cache(maxsize=1)
def shown_films() -> Mapping[str, ShownFilm]:
    """Return every film of ``films.toml`` by id: the ten golden ones, then one of each recipe."""
    page = tomllib.loads((files("bot.gallery") / "films.toml").read_text(encoding="utf-8"))
    return {name: ShownFilm(id=name, **film) for name, film in page.items()}
