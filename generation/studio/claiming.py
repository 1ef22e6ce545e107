"""Parts for somebody whom the chat cannot tell: known by a handle alone, until they say it is them.

A handle may change hands. It finds somebody to be asked, and permits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from generation.model.film import Film, Part
from generation.studio.books import Books
from generation.studio.records import Post
from generation.studio.slots import claim_slot

Strangers = tuple[tuple[str, str], ...]
"""Names in a sentence, each with the handle it stands for."""

CLAIM = "claim"
AGAIN = timedelta(hours=1)  # before a chat calls for the same handle once more


def call_out(books: Books, film: Film) -> None:
    """Hang a card for every handle of a film, unless the chat has called for it lately.

    The card of a film that has given way to this one becomes this one's.
    """
    if film.chat.startswith("@") or not film.strangers:
        return
    called = dict(_called(books, film))
    for _, handle in film.strangers:
        card = Post(
            slot=claim_slot(film.id, handle), chat=film.chat, thread=film.thread, kind=CLAIM,
            object=f"{film.id}:{handle}",
        )  # fmt: skip
        earlier = called.get(handle.casefold())
        if earlier is None:
            books.outbox.put(card)
        elif _is_over(books, earlier):
            books.outbox.put(replace(card, message=earlier.message))
            books.outbox.put(replace(earlier, message=None, gone=True))


def _called(books: Books, film: Film) -> Iterator[tuple[str, Post]]:
    """Yield handles that the chat of a film has called for lately, each with its card."""
    for other in books.films.since(film.chat, film.made_at - AGAIN):
        for _, handle in other.strangers:
            card = books.outbox.get(claim_slot(other.id, handle))
            if card is not None:
                yield handle.casefold(), card


def _is_over(books: Books, card: Post) -> bool:
    """Tell whether a card still hangs, though its film has gone."""
    film = books.films.get(card.object.partition(":")[0])
    return not card.gone and (film is None or not is_open(film))


def is_open(film: Film) -> bool:
    """Tell whether somebody may still get into a film."""
    return film.state in {"making", "shown"} and not film.hidden


def part_for(books: Books, film: Film, handle: str) -> Part | None:
    """Return the part that a handle stands for and that is nobody's yet, or None."""
    name = next((name for name, whose in film.strangers if whose == handle), None)
    if name is None or not is_open(film):
        return None
    parts = books.films.parts(film.id)
    return next((one for one in parts if one.name == name and one.member is None), None)


def with_strangers_of(first: Film, remix: Film) -> Film:
    """Return a remix that knows the strangers of the film it was made from, and calls for nobody.

    Those are left out who do not stand in its sentence, or are somebody by now.
    """
    taken = {name.casefold() for _, name in remix.mentions}
    taken |= {name.casefold() for name, _ in remix.strangers}
    known = (
        one
        for one in first.strangers
        if one[0].casefold() not in taken and _alone(one[0], "@?").search(remix.sentence)
    )
    return replace(remix, strangers=(*remix.strangers, *known))


def with_names(text: str, handles: Iterable[str], strangers: Strangers) -> str:
    """Put names in the place of handles, and take the @ away, which nobody says."""
    names = {handle: handle for handle in handles} | {handle: name for name, handle in strangers}
    for handle, name in names.items():
        text = _put(text, handle, name)
    return text


def without_strangers(film: Film) -> str:
    """Return the sentence of a film with the names gone that stand for handles."""
    text = film.sentence
    for name, _ in film.strangers:
        text = _alone(name, "").sub(" ", text)
    return text


def _put(text: str, handle: str, name: str) -> str:
    return _alone(handle, "@").sub(lambda _: name, text)


def _alone(word: str, before: str) -> re.Pattern[str]:
    """Match a handle, or a name made of one, that is not part of a longer one."""
    return re.compile(
        rf"(?<![A-Za-z0-9_@]){before}{re.escape(word)}(?![A-Za-z0-9_])", re.IGNORECASE
    )
