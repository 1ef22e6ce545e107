"""A film made from a film: somebody adds themself, takes the lead, or changes the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generation.model.film import Film
from generation.model.member import MemberId
from generation.studio.books import Books

PEOPLE_MAX = 4  # cast tokens P1..P4
Mentions = tuple[tuple[MemberId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a remix is to be: words, and who is named in them."""

    sentence: str
    mentions: Mentions


def people_of(books: Books, film: Film) -> Mentions:
    """Return the members with a part, in the order of their tokens, each with their name there."""
    return tuple(
        (part.member, part.name) for part in books.films.parts(film.id) if part.member is not None
    )


def add_me(books: Books, film: Film, member: MemberId, name: str) -> Wish | None:
    """The same film with one more person; None when its four parts are taken."""
    people = people_of(books, film)
    if all(other != member for other, _ in people):
        people = ((member, name), *people)
    if len(people) > PEOPLE_MAX:
        return None
    return Wish(sentence=film.sentence, mentions=people)


def my_turn(books: Books, film: Film, member: MemberId, name: str, *, somebody: str) -> Wish:
    """The same idea with somebody else in the lead; nobody else is named."""
    people = people_of(books, film)
    sentence = film.sentence
    if people:
        sentence = _whole(people[0][1]).sub(lambda _: name, sentence)
    return Wish(
        sentence=without_names(sentence, [other for _, other in people[1:]], somebody=somebody),
        mentions=((member, name),),
    )


def without_names(sentence: str, names: Sequence[str], *, somebody: str) -> str:
    """Return the sentence with each of the names taken out."""
    for name in sorted(names, key=len, reverse=True):
        sentence = _whole(name).sub(lambda _: somebody, sentence)
    return sentence


def _whole(name: str) -> re.Pattern[str]:
    """Match a name with or without its @; one in Latin letters only where it is a whole word."""
    edges = (r"(?<!\w)", r"(?!\w)") if name.isascii() else ("", "")
    return re.compile(f"@?{edges[0]}{re.escape(name)}{edges[1]}")


def too_soon(books: Books, film: Film, member: MemberId, *, at: datetime, window_s: float) -> bool:
    """Tell whether the member has made a remix of this film within the last ``window_s``."""
    return any(
        remix.requester == member and (at - remix.made_at).total_seconds() < window_s
        for remix in books.films.remixes(film.id)
    )
