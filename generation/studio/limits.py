"""Topics that somebody keeps their face out of: looked at in the final words, whoever wrote them.

What a limit takes away looks like every other part that a stand-in plays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from generation.house_rules.topics import content_of, touched
from generation.model.cameo import Cameo
from generation.model.film import Film, Part
from generation.model.member import MemberId
from generation.studio.books import Books


def limit_of(cameo: Cameo | None, film: Film) -> str | None:
    """Return the first limit of a face that a film touches, or None."""
    if cameo is None or not cameo.limits or film.paper is None:
        return None
    return touched(cameo.limits, content_of(film.paper, film.sentence))


def keep(books: Books, member: MemberId, limits: Sequence[str], *, at: datetime) -> bool:
    """Change somebody's limits; films are not looked at here. False when they lend no face."""
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    books.cameos.put(replace(cameo, limits=tuple(dict.fromkeys(limits))))
    books.ledger.write("changed", at=at, actor=member, subject=member, data={"limits": len(limits)})
    return True


def films_beyond(books: Books, member: MemberId) -> Sequence[Film]:
    """Return films that show, or may come to show, a face that its limits keep out."""
    cameo = books.cameos.get(member)
    if cameo is None or not cameo.limits:
        return ()
    return [
        film
        for film in books.films.with_member(member)
        if film.state in {"making", "shown"}
        and film.sentence
        and any(_may_show(part, member) for part in books.films.parts(film.id))
        and limit_of(cameo, film) is not None
    ]


def _may_show(part: Part, member: MemberId) -> bool:
    return part.member == member and part.state in {"asked", "agreed"}
