"""How a lent voice leaves the films that speak with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.filming import NewId, drop_clip, make_cuts
from generation.studio.slots import touch_film


def take_out_voice(books: Books, member: MemberId, *, at: datetime, new_id: NewId) -> None:
    """A voice is lent no longer: no part has it, and films that speak with it are made without.

    A voice that is lent again speaks in films that are agreed to from then on.
    """
    for film in books.films.with_member(member):
        mine = [part for part in books.films.parts(film.id) if part.member == member]
        for part in mine:
            if part.voice:
                books.films.put_part(replace(part, voice=False))
        tokens = {part.token for part in mine}
        spoken = [clip for clip in books.clips.of(film.id) if clip.voices & tokens]
        for clip in spoken:
            drop_clip(books, clip.id, at=at)
        if spoken:
            make_cuts(books, film.id, at=at, new_id=new_id)
            touch_film(books, film.id)
