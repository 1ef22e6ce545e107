"""The words of a film, to be changed and shot again: by its button, or by answering the film."""

from __future__ import annotations

from bot.chat import Answer, OpenForm
from bot.house.entry import Visit
from bot.presenter.scene import SPEAKER
from generation.model.film import Film
from generation.studio import remixing


def other_words(visit: Visit, film: Film) -> Answer:
    """Open the form with the sentence of a film; nobody else stands in it by name."""
    names = sorted(_others(visit, film))
    sentence = remixing.without_names(film.sentence, names, somebody=visit.say("someone"))
    return OpenForm(
        id=f"sentence:{film.id}", kind="sentence",
        values={"sentence": sentence, "title": film.title},
    )  # fmt: skip


def _others(visit: Visit, film: Film) -> set[str]:
    """Return what everybody else in a film is called there."""
    me, parts = visit.member.id, visit.books.films.parts(film.id)
    names = {name for member, name in film.mentions if member != me}
    names |= {part.name for part in parts if part.member != me}
    return {name for name in names if name and name.casefold() not in SPEAKER}
