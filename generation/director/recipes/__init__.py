"""Films and how well each fits: most by their words alone, a few by lines of their own."""

from __future__ import annotations

from functools import lru_cache

from generation.director.film import films
from generation.director.reading import Reading
from generation.director.recipes.award import Award
from generation.director.recipes.birthday import Birthday
from generation.director.recipes.boss import Boss
from generation.director.recipes.breaking import Breaking
from generation.director.recipes.chase import Chase
from generation.director.recipes.cook import Cook
from generation.director.recipes.court import Court
from generation.director.recipes.duel import Duel
from generation.director.recipes.emperor import Emperor
from generation.director.recipes.fallback import Doing, Hall, Letter, Place
from generation.director.recipes.forecast import Forecast
from generation.director.recipes.fridge import Fridge
from generation.director.recipes.hotpot import Hotpot
from generation.director.recipes.hug import Hug
from generation.director.recipes.interrogation import Interrogation
from generation.director.recipes.karaoke import Karaoke
from generation.director.recipes.kitchen import Kitchen
from generation.director.recipes.lift import Lift
from generation.director.recipes.missing import Missing
from generation.director.recipes.monster import Monster
from generation.director.recipes.mum import Mum
from generation.director.recipes.museum import Museum
from generation.director.recipes.muted import Muted
from generation.director.recipes.nature import Nature
from generation.director.recipes.oracle import Oracle
from generation.director.recipes.poem import Poem
from generation.director.recipes.postcard import Postcard
from generation.director.recipes.recipe import Recipe, Situation
from generation.director.recipes.replay import Replay
from generation.director.recipes.silent import Silent
from generation.director.recipes.sorry import Sorry
from generation.director.recipes.trailer import Trailer

__all__ = ["Recipe", "best", "recipes"]

_OWN: dict[str, type[Situation]] = {
    "award": Award,
    "birthday": Birthday,
    "boss": Boss,
    "breaking": Breaking,
    "chase": Chase,
    "cook": Cook,
    "court": Court,
    "doing": Doing,
    "duel": Duel,
    "emperor": Emperor,
    "forecast": Forecast,
    "fridge": Fridge,
    "hall_of_things": Hall,
    "hotpot": Hotpot,
    "hug": Hug,
    "interrogation": Interrogation,
    "letter": Letter,
    "karaoke": Karaoke,
    "kitchen": Kitchen,
    "lift": Lift,
    "missing": Missing,
    "monster": Monster,
    "museum": Museum,
    "mum": Mum,
    "muted": Muted,
    "nature": Nature,
    "oracle": Oracle,
    "place": Place,
    "postcard": Postcard,
    "replay": Replay,
    "silent": Silent,
    "sorry": Sorry,
    "trailer": Trailer,
    "verse": Poem,
}


@lru_cache(maxsize=1)
def recipes() -> tuple[Recipe, ...]:
    """Return one recipe per film file, by name."""
    return tuple(_OWN.get(name, Situation)(film) for name, film in films().items())


def best(reading: Reading) -> Recipe:
    """Return the recipe that was announced, else the one that fits best; on a tie, by name."""
    if reading.announced and reading.form != "verse":
        return next(r for r in recipes() if r.film.id == reading.announced)
    return max(recipes(), key=lambda recipe: recipe.fits(reading))
