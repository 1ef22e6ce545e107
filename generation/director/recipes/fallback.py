"""What is filmed when no situation is recognised: a text, a deed, a place, or a thing."""

from __future__ import annotations

from collections.abc import Mapping

from generation.director.company import Company
from generation.director.data import table
from generation.director.reading import Reading
from generation.director.recipes.recipe import Situation
from generation.director.vocabulary import HAND_ACTIONS

LETTER, DOING, PLACE, HALL = 0.9, 0.6, 0.5, 0.3  # below a situation's sure word, in this order


class Letter(Situation):
    """A pasted text, word for word."""

    def fits(self, reading: Reading) -> float:
        """Fit long or pasted prose."""
        return LETTER if reading.form == "prose" else 0.0


class Doing(Situation):
    """Somebody does something somewhere."""

    def fits(self, reading: Reading) -> float:
        """Fit a known deed with a known place, hour, weather or thing."""
        where = reading.place or reading.weather or reading.time or reading.thing
        return DOING if reading.deeds and where and reading.form != "prose" else 0.0

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return the deed again, and one that needs hands."""
        return {
            "hand": next((deed for deed in reading.deeds if deed in HAND_ACTIONS), "open_hands"),
            "deed2": (*reading.deeds, *reading.deeds)[1],
        }


class Place(Situation):
    """A place and its weather."""

    def fits(self, reading: Reading) -> float:
        """Fit a place to look at, or weather; indoors the thing is what the sentence is about."""
        if reading.form == "prose" or not (reading.place or reading.weather):
            return 0.0
        scenery = table("lexicon", "places").get(reading.place or "", {})
        inside = scenery.get("indoors", False) and reading.thing is not None
        if not scenery.get("sight", True):
            return 0.0
        return 0.0 if inside and reading.weather is None else PLACE

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Say it softly when the mood is quiet."""
        quiet = reading.mood in (None, "tender", "wistful", "sad", "dreamy")
        return {"manner": "whisper" if quiet else "say"}


class Hall(Situation):
    """The speaker, the sentence, the thing."""

    def fits(self, reading: Reading) -> float:
        """Fit everything, last of all."""
        return HALL if reading.form != "prose" else 0.0

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return how the hands take it."""
        return {"hand": "facepalm" if reading.mood in ("angry", "sad", "deadpan") else "shrug"}
