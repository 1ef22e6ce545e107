"""What keeps a shown film to its chat: blurred until somebody taps it, and not to be forwarded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.film import Film
from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.slots import film_slot


def may_cover(books: Books, film: Film, member: MemberId) -> bool:
    """Tell whether somebody may cover a film, or uncover it: it is theirs, or shows them."""
    pictured = any(
        part.member == member and part.state == "agreed" for part in books.films.parts(film.id)
    )
    return film.state == "shown" and not film.hidden and (pictured or film.requester == member)


def cover(books: Books, film: Film, *, covered: bool) -> None:
    """Blur a film until somebody taps it, or no longer."""
    books.films.put(replace(film, covered=covered))
    books.outbox.touch(film_slot(film.id))


def is_protected(books: Books, film: Film) -> bool:
    """Tell whether somebody who has to do with a film wants it neither forwarded nor saved.

    Whoever asked for it, was named for it or has a part in it counts, whatever they have answered,
    so that nobody's answer shows.
    """
    people = {film.requester, *(member for member, _ in film.mentions)}
    if film.quoted is not None and film.quoted.author is not None:
        people.add(film.quoted.author)
    people |= {part.member for part in books.films.parts(film.id) if part.member is not None}
    cameos = (books.cameos.get(member) for member in people)
    return any(cameo is not None and cameo.protected for cameo in cameos)


def protect(books: Books, member: MemberId, *, protected: bool, at: datetime) -> bool:
    """Have every film a member has to do with kept from being forwarded, or no longer.

    What is shown already is shown anew; what was protected before stays so. False when they have
    no cameo.
    """
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    books.cameos.put(replace(cameo, protected=protected))
    books.ledger.write(
        "changed", at=at, actor=member, subject=member, data={"protected": protected}
    )
    for film in (*books.films.with_member(member), *books.films.by(member)):
        if protected and film.state in {"making", "shown"}:
            books.outbox.touch(film_slot(film.id))
    return True
