"""Names of messages, one for each thing that is shown somewhere for good."""

from __future__ import annotations

from dataclasses import replace

from generation.model.film import Part
from generation.model.member import MemberId, direct_chat
from generation.studio.books import Books
from generation.studio.records import Post, Slot


def film_slot(film: str) -> Slot:
    """The film's message in its chat."""
    return f"film:{film}"


def nod_slot(part: Part) -> Slot:
    """The preview that a person who is asked sees."""
    return f"nod:{part.film}:{part.token}"


def better_slot(part: Part) -> Slot:
    """The preview of what a big camera has made of a person whose face is shown already."""
    return f"better:{part.film}:{part.token}"


def part_slot(part: Part) -> Slot:
    """The word to somebody without a cameo that there is a part for them."""
    return f"part:{part.film}:{part.token}"


def claim_slot(film: str, handle: str) -> Slot:
    """The card that asks whoever goes by a handle whether a part is theirs."""
    return f"claim:{film}:{handle}"


def touch_film(books: Books, film: str) -> None:
    """Have everything that shows this film looked at again."""
    books.outbox.touch(film_slot(film))
    for part in books.films.parts(film):
        books.outbox.touch(nod_slot(part))
        books.outbox.touch(better_slot(part))
        books.outbox.touch(part_slot(part))
    found = books.films.get(film)
    for _, handle in found.strangers if found is not None else ():
        books.outbox.touch(claim_slot(film, handle))


def tell(
    books: Books, member: MemberId, kind: str, object_: str, *, slot: Slot, body: str = ""
) -> None:
    """Show a member a private message; one that is there already is looked at again."""
    old = books.outbox.get(slot)
    if old is not None:
        books.outbox.put(replace(old, body=body, revision=old.revision + 1, gone=False))
        return
    books.outbox.put(
        Post(
            slot=slot,
            chat=direct_chat(member),
            kind=kind,
            object=object_,
            viewer=member,
            body=body,
        )
    )
