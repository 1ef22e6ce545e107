"""The rule director: reads a sentence, picks the film that fits best, casts and stages it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

from generation.director import film as films
from generation.director import notation, recipes, variants
from generation.director.company import assemble
from generation.director.data import table
from generation.director.film import Film
from generation.director.language import fold
from generation.director.persona import lived, read_persona, usual_mood
from generation.director.reading import Reading, read
from generation.director.script import MAX_TITLE_CHARACTERS, check
from generation.director.slots import Slots, title_of
from generation.director.staging import Scene, stage, voice_of
from generation.director.vocabulary import LOCALES
from generation.model.screenplay import (
    CameraMotion,
    Card,
    Continuity,
    Mood,
    Screenplay,
    Shot,
    TimeOfDay,
    Weather,
)

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
"""The persona cards of people who have none."""


class RuleDirector:
    """Writes screenplays by rules and data alone. Satisfies the ``Director`` port."""

    name = "rules"

    def write(
        self,
        sentence: str,
        cast: Sequence[tuple[str, str]],
        *,
        locale: str,
        seed: int,
        personas: Mapping[str, str] = NOBODY,
    ) -> Screenplay:
        """Write the screenplay; ``cast`` is (name, kind) in order, the lead first.

        ``personas`` holds what the persona cards of the cast say, by name.

        Raises:
            SentenceRejected: ``empty`` or ``too-long``: there is nothing to film in it.
        """
        locale = locale if locale in LOCALES else "en"
        reading = read(sentence, [name for name, _ in cast], locale)
        recipe = recipes.best(reading)
        manners = {name: read_persona(text) for name, text in personas.items()}
        usual = usual_mood(cast, manners)
        paper = direct(recipe, reading, cast, locale=locale, seed=seed, usual=usual)
        return check(lived(paper, manners))


def direct(
    recipe: recipes.Recipe,
    reading: Reading,
    cast_list: Sequence[tuple[str, str]],
    *,
    locale: str,
    seed: int,
    usual: Mood | None,
) -> Screenplay:
    """Cast and stage a recipe; ``usual`` is the mood where neither film nor words have one."""
    film = recipe.film
    place = recipe.place(reading)
    options = {
        slot: alternatives
        for slot, alternatives in film.choose.items()
        if not (slot == "place" and place) and not (slot == "time" and reading.time)
    }
    if film.closings:
        options["closing"] = film.closings
    chosen = variants.choose(options, seed, reading.folded)
    slots = Slots(reading, film, seed)
    slots.update(chosen)
    company = assemble(
        film, reading, cast_list, locale=locale, seed=seed,
        word=slots["word"] if any("{word}" in str(p.name) for p in film.parts) else "",
        body=slots["body"] if any(p.wears == "{body}" for p in film.parts) else "",
        absent=recipe.absent(reading),
    )  # fmt: skip
    mood = film.own_mood or reading.mood or usual or film.usually
    slots.update(mood=mood)
    slots.update(place=place or chosen.get("place") or "plain_room")
    slots.update(time=reading.time or chosen.get("time") or _usual_time(slots["place"]))
    slots.meet(company)
    slots.update(recipe.slots(reading, company))
    scene = Scene(
        reading=reading,
        company=company,
        slots=slots,
        mood=mood,
        place=slots["place"],
        time=cast("TimeOfDay", slots["time"]),
        weather=_weather(film, reading, slots),
        voice=voice_of(reading.language, locale),
        seed=seed,
    )
    ending = films.closing(chosen["closing"]) if film.closings else None
    shots = stage(film, scene, [*film.shots, *([ending["shot"]] if ending else [])])
    shots = _moved(shots, reading.camera)
    return Screenplay(
        title=title_of(reading, _own_title(film, scene))[:MAX_TITLE_CHARACTERS],
        language=reading.language,
        mood=mood,
        cast=company.cast,
        shots=_lettered(shots, reading, slots),
        genre=film.genre,
        look=reading.look or film.look,
        continuity=_continuity(film, scene),
        recipe=film.recipe,
        cuts_on_beat=film.cuts_on_beat,
        button=int(ending["button"] if ending else slots["button"]),
        reading=film.reading[locale].format_map(slots),
    )


def _continuity(film: Film, scene: Scene) -> dict[str, Continuity]:
    """Return what the film has real people wear, and who has a place of their own."""
    company = scene.company
    at = {company.roles.get(scene.fill(role)): place for role, place in film.stands.items()}
    kept = {
        member.token: Continuity(
            wears=film.wears if member.token in company.real else None,
            stands=at.get(member.token),
        )
        for member in company.cast
    }
    return {token: one for token, one in kept.items() if one != Continuity()}


def _own_title(film: Film, scene: Scene) -> str:
    return film.title[scene.voice].format_map(scene.slots) if film.title else ""


def _usual_time(place: str) -> str:
    return str(table("lexicon", "places").get(place, {}).get("time", "day"))


def _weather(film: Film, reading: Reading, slots: Slots) -> Weather:
    if reading.weather is not None:
        return reading.weather
    return notation.weather(film.fallback_weather.format_map(slots))


def _moved(shots: tuple[Shot, ...], motion: CameraMotion | None) -> tuple[Shot, ...]:
    """Give the shot with the last words the move that was asked for, unless the film has it."""
    speaking = [shot for shot in shots if shot.lines]
    if motion is None or not speaking or any(s.camera.motion == motion for s in shots):
        return shots
    last = speaking[-1]
    turned = replace(last, camera=replace(last.camera, motion=motion))
    return tuple(turned if shot is last else shot for shot in shots)


def _lettered(shots: tuple[Shot, ...], reading: Reading, slots: Slots) -> tuple[Shot, ...]:
    """Make sure that one word of the member's stands in the picture: on a thing, else on a card."""
    drawn = [prop.label for shot in shots for prop in shot.props if prop.label]
    drawn += [card.text for shot in shots for card in shot.cards]
    if any(fold(text) in reading.folded for text in drawn):
        return shots
    card = Card(text=slots["short"], style="title", at=0.0)
    return (replace(shots[0], cards=(*shots[0].cards, card)), *shots[1:])
