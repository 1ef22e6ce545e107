"""A clip whose bytes are gone: it is made again, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from generation.errors import DataBroken
from generation.model.film import Film
from generation.model.job import ATTEMPTS_MAX, Job
from generation.studio.books import Books
from generation.studio.filming import NewId, call_off, drop_clip, fail, make_cuts, shown_cut
from generation.studio.records import ClipRow
from generation.studio.slots import touch_film


def remake(books: Books, clip_id: str, *, at: datetime, new_id: NewId) -> None:
    """A clip cannot be read: forget it, and have it made again where somebody is to see it.

    What was taken out of the books meanwhile is not to be read by anybody. What is unreadable
    again and again before anybody has seen it is given up: something is wrong with the disk.
    """
    clip = books.clips.get(clip_id)
    film = books.films.get(clip.film) if clip is not None else None
    if clip is None or film is None:
        return
    drop_clip(books, clip.id, at=at)
    for job in _making(books, clip):
        if job.state in {"rendered", "publishing"}:
            call_off(books, job, DataBroken.message_id)
    made = [job for job in _making(books, clip) if not job.room_bytes]
    if sum(job.reason == DataBroken.message_id for job in made) < ATTEMPTS_MAX:
        _make_again(books, film, made, at=at, new_id=new_id)
    elif shown_cut(books, film) is None:
        fail(books, film, DataBroken.message_id)
    touch_film(books, film.id)


def _making(books: Books, clip: ClipRow) -> Sequence[Job]:
    """Return the jobs whose cut and camera are those of a clip."""
    shot = (clip.cut, clip.camera)
    return [job for job in books.jobs.of(clip.film) if (job.cut, job.camera) == shot]


def _make_again(
    books: Books, film: Film, jobs: Sequence[Job], *, at: datetime, new_id: NewId
) -> None:
    """Queue what puppets made and nobody can read; a big camera's waits to be asked for."""
    if film.sentence:
        make_cuts(books, film.id, at=at, new_id=new_id)
        return
    for job in jobs[-1:]:  # of a screen test there is one cut, for whoever is in it
        books.jobs.put(replace(job, id=new_id(), made_at=at, state="queued", attempt=0, reason=""))
