"""Films that follow one another: which a film goes on from, who was in it, what they are as one."""

from __future__ import annotations

from typing import Literal

from generation.director.merging import JOIN
from generation.director.sequel import NEXT
from generation.model.clip import JOINED_MAX_S
from generation.model.film import Film
from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.filming import shown_cut

Unjoined = Literal["gone", "long", "sizes", "there"]


def before(books: Books, film: Film) -> dict[str, str] | None:
    """Return the scene that a film is to follow, as a paper is told of it."""
    parent = _parent(books, film)
    if parent is None or parent.paper is None or not film.change.startswith(NEXT):
        return None
    return {"screenplay": parent.paper, "film": film.change.removeprefix(NEXT)}


def played_before(books: Books, film: Film) -> dict[str, str]:
    """Return who plays whom where there is no real face, as it was in the scenes before."""
    if not film.change.startswith((NEXT, JOIN)):
        return {}
    return {
        part.name: part.stand_in
        for scene in chain(books, _parent(books, film))
        for part in books.films.parts(scene.id)
    }


def last_scene(books: Books, film: Film) -> Film:
    """Return where a film goes on from: itself, or of several scenes the last one."""
    return (_parent(books, film) or film) if film.change == JOIN else film


def chain(books: Books, last: Film | None) -> tuple[Film, ...]:
    """Return the scenes that a film ends, the first one first, as far as the books know them."""
    scenes: list[Film] = []
    while last is not None:
        scenes.insert(0, last)
        last = _parent(books, last) if last.change.startswith(NEXT) else None
    return tuple(scenes)


def scenes_in(books: Books, film: Film) -> int:
    """Return of how many scenes a film was joined; none where it is a film of its own."""
    return len(chain(books, _parent(books, film))) if film.change == JOIN else 0


def whole(books: Books, last: Film | None) -> tuple[Film, ...]:
    """Return the scenes as ``chain`` does; none at all where one of them is not shown any more."""
    scenes = chain(books, last)
    there = all(scene.state == "shown" and not scene.hidden and scene.paper for scene in scenes)
    return scenes if there and len(scenes) > 1 else ()


def unjoined(books: Books, last: Film) -> Unjoined | None:
    """Return why scenes cannot become one film, or None where they can."""
    clips = [shown_cut(books, scene) for scene in whole(books, last)]
    made = [clip for clip in clips if clip is not None]
    if not made or len(made) < len(clips):
        return "gone"
    if any(film.change == JOIN and _stands(film) for film in books.films.remixes(last.id)):
        return "there"
    if len({(clip.width_px, clip.height_px) for clip in made}) > 1:
        return "sizes"
    return "long" if sum(clip.duration_s for clip in made) > JOINED_MAX_S else None


def may_go_on(books: Books, film: Film, reader: MemberId) -> bool:
    """Tell whether somebody can go on from a film: it is shown where they are, or is their own."""
    here = books.chats.membership(film.chat, reader) is not None
    return film.state == "shown" and not film.hidden and (here or film.requester == reader)


def _stands(film: Film) -> bool:
    """Tell whether a film is shown, or on its way."""
    return film.state in {"making", "shown"} and not film.hidden


def _parent(books: Books, film: Film) -> Film | None:
    return None if film.remix_of is None else books.films.get(film.remix_of)
