"""A film as data: one TOML file per situation or recipe, read into values, not yet staged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from generation.director.data import names, table
from generation.model.screenplay import CastKind, Mood

Texts = dict[str, str]
"""One text in each of the three languages, by locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part besides the lead. ``role`` is its name in the file; ``real`` people may take it.

    ``wears`` is a garment, or for a thing the prop that is its body; ``{body}`` is the thing the
    sentence is about.
    """

    role: str
    kind: CastKind
    name: Texts | str
    real: bool = False
    wears: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One film file.

    Attributes:
        id: File name, and the screenplay's ``recipe`` unless ``recipe`` says otherwise.
        trigger: Words that call for this film: ``strong`` and ``weak``, ``unless``, ``places``.
        mood: The one mood token; ``{mood}`` takes the sentence's.
        title: What such a film is called where the sentence is too long to be its title.
        usually: The mood of such a film where neither the sentence nor the cast have one.
        prose: A pasted text may be told with it: some shots are made once per piece of the text.
        place: The one set this film can be in; None where the sentence or the seed decides.
        choose: Slot name → alternatives; the seed picks. The most visible choice stands first.
        parts: The cast besides the lead.
        shots: The shots as written.
        closings: Ids of common endings (``films/closings.toml``); empty when the film has its own.
        reading: What was understood, as the turn of the story, per locale.
        stands: Role → its own place on the set, where it has one.
        wears: Garment of every real face where the film asks for one: a robe in ink.
        tempo: Beats a minute of its music; None takes those of the mood.
        cuts_on_beat: Its shots end on beats of its music.
    """

    id: str
    recipe: str
    trigger: dict[str, Any]
    mood: str
    prose: bool
    place: str | None
    fallback_weather: str
    ambience: tuple[str, ...]
    music: str
    choose: dict[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    shots: tuple[dict[str, Any], ...]
    closings: tuple[str, ...]
    reading: Texts
    stands: dict[str, str]
    genre: str | None = None
    look: str = "natural"
    subtitles: str = "horizontal"
    wears: str | None = None
    usually: Mood = "neutral"
    title: Texts | None = None
    tempo: int | None = None
    cuts_on_beat: bool = False

    @property
    def own_mood(self) -> Mood | None:
        """The film's mood, or None when it takes the sentence's."""
        return None if self.mood.startswith("{") else cast("Mood", self.mood)


@lru_cache(maxsize=1)
def films() -> dict[str, Film]:
    """Return every film by id."""
    return {name: load(name) for name in names("films") if name != "closings"}


def load(name: str) -> Film:
    """Read ``films/NAME.toml``."""
    data = table("films", name)
    film = data["film"]
    return Film(
        id=name,
        recipe=film.get("recipe", name),
        trigger=data.get("trigger", {}),
        mood=film["mood"],
        prose=film.get("prose", False),
        place=film.get("place"),
        fallback_weather=film.get("weather", "clear 0 0"),
        ambience=tuple(film.get("ambience", ())),
        music=film.get("music", "mood"),
        choose={slot: tuple(options) for slot, options in data.get("choose", {}).items()},
        parts=tuple(Part(**part) for part in data.get("parts", ())),
        shots=tuple(data["shots"]),
        closings=tuple(film.get("closings", ())),
        reading=data["reading"],
        genre=film.get("genre"),
        look=film.get("look", "natural"),
        subtitles=film.get("subtitles", "horizontal"),
        stands=film.get("stands", {}),
        wears=film.get("wears"),
        tempo=film.get("tempo"),
        cuts_on_beat=film.get("cuts_on_beat", False),
        usually=film.get("usually", "neutral"),
        title=data.get("title"),
    )


def closing(name: str) -> dict[str, Any]:
    """Return the common ending ``name``: its ``button`` and its one shot."""
    return cast("dict[str, Any]", table("films", "closings")[name])
