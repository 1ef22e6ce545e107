"""The paper of a reply: somebody's message is filmed, and its words stay its author's.

They are lettered with the author's name. Where the author plays, nobody speaks them in that part's
voice: it murmurs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from generation.director import recipes
from generation.director.language import fold, is_chinese
from generation.director.moments import LINE, Moment, recognise, shootable
from generation.director.persona import lived, read_persona
from generation.director.reading import Reading, read
from generation.director.recipes.birthday import Birthday
from generation.director.rules import NOBODY, direct
from generation.director.script import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS, check
from generation.director.slots import short
from generation.director.vocabulary import LOCALES
from generation.model.screenplay import Card, Line, Screenplay, Shot

SOMEBODY: Final = {"en": "Somebody", "zh-Hans": "某人", "zh-Hant": "某人"}
"""Who is accused where nobody is named: a part that anybody may take."""
TOLD = frozenset({"verse", "prose"})  # forms that have films of their own


def quoted_paper(
    text: str,
    cast: Sequence[tuple[str, str]],
    *,
    author: str,
    part: str | None,
    own: bool,
    recipe: str,
    locale: str,
    seed: int,
    personas: Mapping[str, str] = NOBODY,
) -> Screenplay:
    """Write the film of a message.

    Args:
        text: The message.
        cast: (name, kind) of everybody real in it, the lead first.
        author: Whose words they are, as it is lettered; empty where the chat does not say.
        part: What ``cast`` calls the author, or None where they do not play.
        own: The author has asked for the film.
        recipe: The one that is wanted, or empty for the one the message calls for.
        locale: ``en``, ``zh-Hans`` or ``zh-Hant``.
        seed: As for every film.
        personas: As for ``RuleDirector.write``.

    Raises:
        SentenceRejected: There is nothing to film in it.
    """
    locale = locale if locale in LOCALES else "en"
    reading = read(text, [name for name, _ in cast], locale)
    moment = recognise(text, own=own, names=[name for name, _ in cast])
    film = _recipe(reading, moment, recipe, own=own)
    reading = _addressed(reading, moment, film, author)
    manners = {name: read_persona(persona) for name, persona in personas.items()}
    paper = direct(film, reading, cast, locale=locale, seed=seed, usual=None)
    if not own:
        paper = attributed(paper, reading, author=author, part=part)
    return check(lived(paper, manners))


def _recipe(reading: Reading, moment: Moment, wanted: str, *, own: bool) -> recipes.Recipe:
    """Return the recipe that is wanted, else the moment's.

    Where the moment is none but a line, one's own words, poems and long texts call for their own.
    """
    name = shootable().get(wanted)
    if name is None and moment.id == LINE and (own or reading.form in TOLD):
        return recipes.best(reading)
    name = name or shootable()[moment.film]
    return next(one for one in recipes.recipes() if one.film.id == name)


def _addressed(reading: Reading, moment: Moment, film: recipes.Recipe, author: str) -> Reading:
    """Name whom a message is about where it does not: good news are the author's."""
    named = reading.people.order
    if isinstance(film, Birthday):
        named = (film.wished(reading),) if film.wished(reading) else ()
    name = {"accusation": SOMEBODY.get(reading.language, "Somebody"), "congratulation": author}
    about = name.get(moment.id, "")
    if named or not about:
        return reading
    return replace(reading, people=replace(reading.people, order=(about,)))


def attributed(paper: Screenplay, reading: Reading, *, author: str, part: str | None) -> Screenplay:
    """Letter the author's words with their name; in the author's part they are murmured."""
    token = next((one.token for one in paper.cast if one.name == part), None)
    shots = tuple(_shot(shot, reading, author, token) for shot in paper.shots)
    if author and all(shot == before for shot, before in zip(shots, paper.shots, strict=True)):
        words = Card(text=_said(short(reading.said), author, reading), style="strip", at=0.0)
        first = replace(shots[0], cards=(words, *_others(shots[0].cards, reading)))
        shots = (first, *shots[1:])
    return replace(paper, shots=shots)


def _others(cards: Sequence[Card], reading: Reading) -> tuple[Card, ...]:
    return tuple(one for one in cards if not _is_theirs(one.text, reading))


def _shot(shot: Shot, reading: Reading, author: str, token: str | None) -> Shot:
    """Mark the lines of one shot; the first of them says whose they are."""
    lines: list[Line] = []
    named = shot.subtitles == "vertical"
    for line in shot.lines:
        if line.who == token and _repeats(line.text, reading):
            line = replace(line, delivery="murmur")
        if _is_theirs(line.text, reading):
            text = line.text if named or not author else _said(line.text, author, reading)
            stress = (len(text.split()) - 1,) if line.stress else ()
            line, named = replace(line, text=text, stress=stress), True
        lines.append(line)
    return replace(shot, lines=tuple(lines))


def _repeats(text: str, reading: Reading) -> bool:
    """Tell whether a text is in what the author has written, or has a clause of it."""
    words = _letters(text)
    return words in _letters(reading.content) or any(one in words for one in _clauses(reading))


def _is_theirs(text: str, reading: Reading) -> bool:
    """Tell whether a text is a piece of what the author has written: a clause of it at least."""
    words, whole = _letters(text), _letters(reading.content)
    known = 2 * len(words) >= len(whole) or words in _clauses(reading)
    return bool(words) and words in whole and known


def _clauses(reading: Reading) -> set[str]:
    pieces = (*reading.pieces, short(reading.said), reading.said)
    return {_letters(piece) for piece in pieces} - {""}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _said(text: str, author: str, reading: Reading) -> str:
    """Return words with whose they are, as the language quotes."""
    name = author[:MAX_NAME_CHARACTERS]
    if not is_chinese(reading.language):
        return f"{name}: “{text}”"[:MAX_TEXT_CHARACTERS]
    opening, closing = "「」" if reading.language == "zh-Hant" else "“”"
    return f"{name}：{opening}{text}{closing}"[:MAX_TEXT_CHARACTERS]
