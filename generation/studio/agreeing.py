"""What people say about the better film of them: beforehand, on seeing it, or by leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.film import Part
from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.filming import NewId, call_off, drop_clip, make_cuts
from generation.studio.limits import limit_of
from generation.studio.slots import touch_film


def tick(books: Books, film: str, token: str, member: MemberId, *, better: bool) -> bool:
    """Whoever is asked about a film says beforehand whether a yes is one to a better one, too."""
    part = next((one for one in books.films.parts(film) if one.token == token), None)
    if part is None or part.member != member or part.state != "asked":
        return False
    books.films.put_part(replace(part, better=better))
    touch_film(books, film)
    return True


def is_open(part: Part) -> bool:
    """Tell whether somebody was asked about the better film and has not answered."""
    asked = part.state == "agreed" and part.better_asked_at is not None
    return asked and not part.better and not part.better_declined


def agree(
    books: Books, film: str, token: str, member: MemberId, *, at: datetime, new_id: NewId
) -> bool:
    """Whoever was shown the better film says yes to it. False when there is nothing to say."""
    part = next((one for one in books.films.parts(film) if one.token == token), None)
    found, cameo = books.films.get(film), books.cameos.get(member)
    if part is None or found is None or part.member != member or not is_open(part):
        return False
    if books.chats.puppets_only(found.chat):
        return False
    if cameo is None or not cameo.castable_by_others or cameo.epoch != part.epoch:
        return False
    if limit_of(cameo, found) is not None:
        return False
    books.films.put_part(replace(part, better=True))
    books.ledger.write(
        "nod", at=at, actor=member, subject=member, object_=film,
        data={"paper": found.paper_sha256, "token": token, "camera": "big"},
    )  # fmt: skip
    make_cuts(books, film, at=at, new_id=new_id)
    touch_film(books, film)
    return True


def refuse(
    books: Books, film: str, token: str, member: MemberId, *, at: datetime, new_id: NewId
) -> bool:
    """Whoever was shown the better film says no: the film stays as it is, and nobody hears."""
    part = next((one for one in books.films.parts(film) if one.token == token), None)
    if part is None or part.member != member or not is_open(part):
        return False
    say_no(books, part, at=at, new_id=new_id)
    return True


def say_no(books: Books, part: Part, *, at: datetime, new_id: NewId) -> None:
    """Take a no to the better film, and throw away what shows the face in it."""
    books.films.put_part(replace(part, better_declined=True))
    books.ledger.write("decline", at=at, actor=part.member, subject=part.member, object_=part.film)
    for clip in books.clips.of(part.film):
        if clip.camera == "big" and part.token in clip.cut:
            drop_clip(books, clip.id, at=at)
    make_cuts(books, part.film, at=at, new_id=new_id)
    touch_film(books, part.film)


def leave_out(books: Books, part: Part, *, at: datetime, new_id: NewId) -> None:
    """Somebody has left the chat: nothing of it is made for their eyes any more.

    To the film it is what a no would be. Where nobody had asked them nothing is written down.
    """
    if is_open(part):
        say_no(books, part, at=at, new_id=new_id)
    elif part.state == "agreed" and not part.better and not part.better_declined:
        books.films.put_part(replace(part, better_declined=True))
        for job in books.jobs.of(part.film):
            if job.is_big:
                call_off(books, job, "revoked")
