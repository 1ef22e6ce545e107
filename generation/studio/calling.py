"""What somebody wants to be called in a chat: one name for one member, nothing that looks like it.

A name is a way to be asked, never a permission: see ``consent.Standing.mentioned``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from generation.house_rules.patterns import rulebooks
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books

SHORTEST = 2  # letters; fewer stand in every other sentence
_TWINS = str.maketrans(
    "аеорсухіјѕԁһԛԝкмтвнάαβεικμνορτυχγɑɡ01345$@!|",
    "aeopcyxijsdhqwkmtbhaabeikuvoptuxyagoleassail",
)
"""Letters and figures that are drawn like another one: Cyrillic, Greek, and what stands in."""


def call(
    books: Books,
    member: MemberId,
    chat: ChatId,
    name: str,
    *,
    reserved: Collection[str],
    at: datetime,
) -> bool:
    """Call a member by ``name`` in a chat, or by their own name again where it is empty.

    False, and nothing changes, when somebody there is called so or nearly so, when the name is
    ``reserved``, or when they are not there.
    """
    membership = books.chats.membership(chat, member)
    if membership is None or (name and is_taken(books, member, chat, name, reserved=reserved)):
        return False
    books.chats.join(replace(membership, called=name or None))
    books.ledger.write(
        "changed", at=at, actor=member, subject=member, object_=chat, data={"called": bool(name)}
    )
    return True


def is_taken(
    books: Books, member: MemberId, chat: ChatId, name: str, *, reserved: Collection[str]
) -> bool:
    """Tell whether a name would be taken for somebody else's, or for one that is nobody's."""
    wanted, letters = look(name), sum(letter.isalnum() for letter in name)
    if letters < SHORTEST or wanted in {look(one) for one in reserved}:
        return True
    others = [one for one in books.chats.members(chat) if one.member != member]
    known = (books.people.get(other.member) for other in others)
    names = [*(one.name for one in known if one), *(one.called for one in others if one.called)]
    return any(look(other) == wanted for other in names)


def look(name: str) -> str:
    """Return what a name looks like: without case, accents and gaps, doubles made one, 龍 as 龙."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = plain.translate(_TWINS).replace("l", "i").translate(rulebooks()[1].fold)
    return "".join(letter for letter in letters if letter.isalnum())


def named_in(books: Books, chat: ChatId, sentence: str) -> tuple[tuple[MemberId, str], ...]:
    """Return who is called by a name that stands in a sentence, in the order of the names there."""
    found = [
        (at, membership.member, membership.called)
        for membership in books.chats.members(chat)
        if membership.called and (at := _place(membership.called, sentence)) >= 0
    ]
    return tuple((member, called) for _, member, called in sorted(found))


def forget_names(books: Books, member: MemberId) -> None:
    """Call a member by nothing of their own any more, anywhere."""
    for membership in books.chats.of(member):
        if membership.called is not None:
            books.chats.join(replace(membership, called=None))


def _place(name: str, sentence: str) -> int:
    """Return where a name stands as it is written; one in Latin letters stands alone."""
    edges = (r"(?<!\w)", r"(?![^\W_])") if name[:1].isascii() else ("", "")
    found = re.search(f"{edges[0]}{re.escape(name)}{edges[1]}", sentence)
    return found.start() if found is not None else -1
