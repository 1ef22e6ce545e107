"""What is left of a film when somebody who was in it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.model.film import Film, Part
from generation.model.member import MemberId


def wordless(film: Film) -> Film:
    """Return a film that is gone, with nothing left of what it said."""
    return replace(
        film, sentence="", title="", reading="", paper=None, mentions=(), strangers=(), quoted=None
    )  # fmt: skip


def without(film: Film, member: MemberId, parts: Sequence[Part]) -> Film:
    """Return a film that goes on, in which a member is nothing but a name."""
    theirs = {part.name for part in parts if part.member == member}
    quoted = film.quoted
    if quoted is not None and quoted.author == member:
        quoted = replace(quoted, author=None)
    others = tuple(one for one in film.mentions if one[0] != member)
    strangers = tuple(one for one in film.strangers if one[0] not in theirs)
    return replace(film, mentions=others, strangers=strangers, quoted=quoted)
