"""Films that follow one another: which a film goes on from, and who was in it."""

from __future__ import annotations

from generation.director.sequel import NEXT
from generation.model.film import Film
from generation.studio.books import Books


def before(books: Books, film: Film) -> dict[str, str] | None:
    """Return the scene that a film is to follow, as a paper is told of it."""
    parent = books.films.get(film.remix_of) if film.remix_of is not None else None
    if parent is None or parent.paper is None or not film.change.startswith(NEXT):
        return None
    return {"screenplay": parent.paper, "film": film.change.removeprefix(NEXT)}


def played_before(books: Books, film: Film) -> dict[str, str]:
    """Return who plays whom where there is no real face, as it was in the scene before."""
    if film.remix_of is None or not film.change.startswith(NEXT):
        return {}
    return {part.name: part.stand_in for part in books.films.parts(film.remix_of)}
