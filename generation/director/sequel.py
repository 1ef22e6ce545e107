"""The next scene: the same people in the same clothes, somewhere else or later; a thing stays."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

import numpy as np

from generation.director import brought, recipes
from generation.director.data import table
from generation.director.film import Film, films
from generation.director.freshness import seen_of
from generation.director.language import han_count, is_chinese
from generation.director.people import is_speaker
from generation.director.persona import lived, read_persona
from generation.director.reading import Reading, read
from generation.director.request import quotes
from generation.director.rules import NOBODY, direct
from generation.director.script import MAX_TEXT_CHARACTERS, MAX_TITLE_CHARACTERS, check
from generation.director.vocabulary import LOCALES
from generation.model.screenplay import (
    CastMember,
    Continuity,
    Follows,
    Screenplay,
    TimeOfDay,
    Weather,
)

NEXT: Final = "next:"
"""Before the name of the film that a next scene is, or before nothing where its words decide."""
LATER: Final[Mapping[TimeOfDay, TimeOfDay]] = {
    "dawn": "day", "day": "dusk", "dusk": "night", "night": "dawn",
}  # fmt: skip
EASED = 0.6  # weather that goes on has lost some of its strength
NAMES_MAX = 2  # the others come along without being named
SECOND: Final = " II"
_PEOPLE = ("cameo", "drawn", "stand_in")


def sentence_after(first: Screenplay, *, locale: str, seed: int) -> tuple[str, str]:
    """Return the film and the sentence of a next scene that nobody has written.

    It is another film than the first one, in a mood that the first one's can go on in.
    """
    known = first.language if first.language in LOCALES else locale
    language = known if known in LOCALES else "en"
    scenes = [entry for entry in table("lexicon", "sequels")["scene"] if _follows(entry, first)]
    rng = np.random.default_rng([seed, zlib.crc32(first.title.encode()), zlib.crc32(b"sequel")])
    scene = scenes[int(rng.integers(len(scenes)))]
    sentence: str = scene[language].format(
        who=_called(first, language), thing=_thing(first, language)
    )
    return scene["film"], sentence


def next_scene(
    first: Screenplay,
    sentence: str,
    cast_list: Sequence[tuple[str, str]],
    *,
    film: str = "",
    locale: str,
    seed: int,
    personas: Mapping[str, str] = NOBODY,
) -> Screenplay:
    """Write the scene that follows ``first``.

    Args:
        first: The film before.
        sentence: What happens now: a member's words, or those of ``sentence_after``.
        cast_list: (name, kind) of everybody real in it, the lead first.
        film: As ``sentence_after`` says; empty where the words decide.
        locale: ``en``, ``zh-Hans`` or ``zh-Hant``.
        seed: As for every film.
        personas: As for ``RuleDirector.write``.

    Raises:
        SentenceRejected: There is nothing to film in the sentence.
    """
    locale = locale if locale in LOCALES else "en"
    people = _company(first, cast_list)
    reading = read(sentence, [name for name, _ in people], locale)
    recipe = _recipe(reading, first, film)
    if film:
        recipe = replace(cast("Any", recipe), film=replace(recipe.film, mood=first.mood))
        reading = replace(reading, place=_place_around(reading, locale))
    reading = _later(reading, first, recipe.film)
    paper = direct(recipe, reading, people, locale=locale, seed=seed, usual=first.mood)
    manners = {name: read_persona(text) for name, text in personas.items()}
    left = brought.left_by(first)
    paper = replace(
        _dressed(lived(paper, manners), first),
        title=_own_title(paper.title, first),
        look=reading.look or first.look,
        format=first.format,
        follows=Follows(
            title=first.title, set=seen_of(first).place, time=first.shots[-1].time,
            happened=(first.reading or first.title)[:MAX_TEXT_CHARACTERS], left=left,
        ),
    )  # fmt: skip
    return check(paper if left is None else brought.brought(paper, left))


def _follows(entry: Mapping[str, Any], first: Screenplay) -> bool:
    return first.mood in entry["after"] and films()[entry["film"]].recipe != first.recipe


def _recipe(reading: Reading, first: Screenplay, film: str) -> recipes.Recipe:
    """Return the recipe that is meant, else the best of those that the first film was not."""
    others = [one for one in recipes.recipes() if one.film.recipe != first.recipe]
    if film:
        return next(one for one in others if one.film.id == film)
    best = recipes.best(reading)
    return best if best in others else max(others, key=lambda recipe: recipe.fits(reading))


def _later(reading: Reading, first: Screenplay, film: Film) -> Reading:
    """Let time pass and the place stay, as far as words and film leave them open."""
    time, place = LATER[first.shots[-1].time], seen_of(first).place
    weather = next((s.weather for s in reversed(first.shots) if s.weather.kind != "clear"), None)
    if reading.time is None and time in film.choose.get("time", (time,)):
        reading = replace(reading, time=time)
    if reading.place is None and film.place is None and place in film.choose.get("place", (place,)):
        reading = replace(reading, place=place)
    if reading.weather is None and weather is not None and reading.place == place:
        reading = replace(reading, weather=_eased(weather))
    return reading


def _place_around(reading: Reading, locale: str) -> str | None:
    """Return the place that is named beside what is said: a dumpling in a speech is none."""
    found = quotes(reading.content)
    around = reading.content[: found[0][1]] if found else reading.content
    return read(around, (), locale).place


def _eased(weather: Weather) -> Weather:
    return replace(weather, strength=round(weather.strength * EASED, 3))


def _company(first: Screenplay, given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those given and everybody else who was met in the first film, in its order."""
    kinds = {name.casefold(): (name, kind) for name, kind in given}
    met = [
        kinds.pop(one.name.casefold(), (one.name, one.kind if one.kind == "drawn" else "stand_in"))
        for one in _people(first)
    ]
    return [*met, *kinds.values()]


def _people(first: Screenplay) -> Iterator[CastMember]:
    """Yield the people of a film, without those that only its recipe has brought in."""
    own = {
        name
        for film in films().values()
        if film.recipe == first.recipe
        for part in film.parts
        for name in ([part.name] if isinstance(part.name, str) else part.name.values())
    }
    for one in first.cast:
        if one.kind in _PEOPLE and not (one.kind == "stand_in" and one.name in own):
            yield one


def _dressed(paper: Screenplay, first: Screenplay) -> Screenplay:
    """Have everybody wear and carry what they did, where the new film says nothing else."""
    before = {one.name: first.continuity.get(one.token, Continuity()) for one in first.cast}
    wore = {one.name: one.wears for one in first.cast if one.kind in _PEOPLE}
    kept = dict(paper.continuity)
    for one in paper.cast:
        if one.kind not in _PEOPLE or one.name not in wore:
            continue
        now, then = kept.get(one.token, Continuity()), before[one.name]
        worn = now.wears or one.wears or then.wears or wore[one.name]
        dressed = replace(now, wears=worn, holds=now.holds or then.holds)
        if dressed != Continuity():
            kept[one.token] = dressed
    return replace(paper, continuity=kept)


def _own_title(title: str, first: Screenplay) -> str:
    """Return the title, numbered where it is that of the film before."""
    if title.casefold() != first.title.casefold():
        return title
    return f"{title[: MAX_TITLE_CHARACTERS - len(SECOND)]}{SECOND}"


def _called(first: Screenplay, language: str) -> str:
    entries = table("lexicon", "sequels")["called"]
    words: Mapping[str, str] = {name: entry[language] for name, entry in entries.items()}
    names = [one.name.capitalize() if one.kind == "drawn" else one.name for one in _people(first)]
    others = [name for name in names if not is_speaker(name)]
    speaker = [words["speaker"]] if len(others) < len(names) else []
    called = [*others[: NAMES_MAX - len(speaker)], *speaker]
    return words["and"].join(called) or words["somebody"]


def _thing(first: Screenplay, language: str) -> str:
    """Return the word for what the first film was about, or for the day it was."""
    left = brought.left_by(first)
    word = left.label if left is not None and left.label else ""
    named = any(one.name in word or word in one.name for one in first.cast)
    if word and not named:
        if is_chinese(language) and han_count(word) == len(word):
            return word
        if not is_chinese(language) and word.isascii() and word.islower():
            return f"the {word}"
    return str(table("lexicon", "sequels")["yesterday"][language])
