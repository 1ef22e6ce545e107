"""A film from the wish to the message that shows it: asked for, written, cut, made, shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from generation.model.film import (
    Film,
    Part,
    Shot,
    best,
    live,
    wanted,
    wanted_big,
    willing,
)
from generation.model.job import ATTEMPTS_MAX, FINAL, Job, JobState
from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.casting import Players, Role, cast_film
from generation.studio.records import ClipRow, Post
from generation.studio.slots import better_slot, film_slot, tell, touch_film

NewId = Callable[[], str]


def ask_for_film(books: Books, film: Film, *, job: str, at: datetime) -> None:
    """Take a wish in: the film, the job of its first cut, and the message that will show it."""
    books.films.put(film)
    books.jobs.put(Job(id=job, film=film.id, chat=film.chat, member=film.requester, made_at=at))
    books.outbox.put(
        Post(
            slot=film_slot(film.id), chat=film.chat, thread=film.thread, kind="film",
            object=film.id,
        )
    )  # fmt: skip


def rehearse(books: Books, film: Film, *, token: str, job: str, at: datetime) -> None:
    """Put a film on its way that shows its requester to themself alone, and to no chat."""
    books.films.put(film)
    books.films.put_part(
        Part(
            film=film.id, token=token, name=film.title, stand_in="", member=film.requester,
            state="agreed", basis="self",
        )
    )  # fmt: skip
    books.jobs.put(
        Job(
            id=job, film=film.id, chat=film.chat, member=film.requester, made_at=at,
            cut=frozenset({token}), viewer=film.requester, state="queued",
        )
    )  # fmt: skip


def placed(books: Books, film: str) -> None:
    """The film's message is in the chat: writing may begin."""
    for job in books.jobs.of(film):
        if job.state == "accepted":
            books.jobs.put(replace(job, state="placed"))


def script(
    books: Books,
    film: Film,
    roles: Sequence[Role],
    players: Players,
    *,
    cost_s: float,
    at: datetime,
    new_id: NewId,
) -> None:
    """The screenplay is written (``film`` carries it): cast it, and queue its first cuts.

    Nothing happens when the film was called off meanwhile.
    """
    now = books.films.get(film.id)
    first = next((job for job in books.jobs.of(film.id) if job.state == "placed"), None)
    if now is None or now.state != "making" or first is None:
        return
    film = replace(film, chat=now.chat, thread=now.thread)  # a chat may have moved meanwhile
    books.films.put(film)
    parts = cast_film(books, film, roles, players, at=at)
    books.jobs.put(replace(first, state="queued", cut=live(parts), cost_s=cost_s))
    make_cuts(books, film.id, at=at, new_id=new_id)
    touch_film(books, film.id)


def make_cuts(books: Books, film_id: str, *, at: datetime, new_id: NewId) -> None:
    """Queue every cut that is wanted and not there yet; call off those that nobody wants now.

    A big camera's cuts are only called off here; ``bettering.make_big_cuts`` queues them.
    """
    film = books.films.get(film_id)
    if film is None or film.paper is None:
        return
    parts = books.films.parts(film_id)
    for job in books.jobs.of(film_id):
        if job.state not in FINAL and job.cut is not None and not _is_wanted(job, film, parts):
            call_off(books, job, "revoked")
    cuts = wanted(parts) if _is_open(film) else ()
    made = {clip.cut for clip in books.clips.of(film_id) if clip.camera == "small"}
    coming = {
        job.cut
        for job in books.jobs.of(film_id)
        if job.state not in FINAL and not job.room_bytes and job.camera == "small"
    }
    cost_s = max((job.cost_s for job in books.jobs.of(film_id)), default=10.0)
    for cut, viewer in cuts:
        if cut not in made and cut not in coming:
            coming.add(cut)
            books.jobs.put(
                Job(
                    id=new_id(), film=film_id, chat=film.chat, member=film.requester,
                    made_at=at, cut=cut, viewer=viewer, state="queued", cost_s=cost_s,
                )
            )  # fmt: skip


def _is_open(film: Film) -> bool:
    return film.state in {"making", "shown"} and not film.hidden


def _is_wanted(job: Job, film: Film, parts: Sequence[Part]) -> bool:
    """Tell whether a cut on its way may still be shown to whom it is made for."""
    if not _is_open(film):
        return False
    if job.is_big:
        return (job.cut, job.viewer) in wanted_big(parts)
    if job.camera == "big" and job.viewer is None:
        return (job.cut or frozenset()) <= willing(parts)
    cuts = wanted(parts) if job.camera == "small" else wanted_big(parts)
    if job.viewer is None:
        return any(viewer is None and (job.cut or frozenset()) <= cut for cut, viewer in cuts)
    return any(
        (job.cut or frozenset()) <= cut for cut, viewer in cuts if viewer in {job.viewer, None}
    )


def call_off(books: Books, job: Job, reason: str) -> None:
    """End a job that is on its way."""
    if job.state not in FINAL:
        failing = replace(job, state="failing", reason=reason, lease_until=None)
        books.jobs.put(failing)
        books.jobs.put(replace(failing, state="failed"))


def may_render(books: Books, job: Job) -> bool:
    """Tell whether the faces of a cut may be filmed now, for whom the cut is made."""
    film = books.films.get(job.film)
    if film is None or job.cut is None:
        return False
    return _is_wanted(job, film, books.films.parts(job.film))


def _held(books: Books, job: Job) -> Job | None:
    """Return the job as it is now, or None when that attempt at it is over."""
    now = books.jobs.get(job.id)
    if now is None or now.state != "rendering" or now.attempt != job.attempt:
        return None
    return now


def renew(books: Books, job: Job, *, until: datetime) -> Job | None:
    """A worker was heard of: its claim goes on. None, and nothing changed, when it is over."""
    now = _held(books, job)
    if now is None:
        return None
    renewed = replace(now, lease_until=until)
    books.jobs.put(renewed)
    return renewed


def rendered(books: Books, job: Job, clip: ClipRow, *, instead_of: ClipRow | None = None) -> bool:
    """A cut is made and sealed. False, and nothing kept, when it may not be shown any more.

    ``instead_of`` is the clip that it was made smaller from; that one's key is destroyed.
    """
    now = _held(books, job)
    if now is None:
        return False
    gone = instead_of is not None and books.clips.get(instead_of.id) is None
    if gone or not may_render(books, now):
        call_off(books, now, "revoked")
        return False
    if instead_of is not None:
        drop_clip(books, instead_of.id, at=clip.made_at)
        clip = replace(
            clip, fit="smaller", seconds=instead_of.seconds + clip.seconds, cost=instead_of.cost
        )
    books.clips.put(replace(clip, camera=now.camera))
    books.jobs.put(replace(now, state="rendered", lease_until=None))
    if now.is_big and now.viewer is not None:
        _ask_about(books, now.film, now.viewer, at=clip.made_at)
    touch_film(books, job.film)
    return True


def _ask_about(books: Books, film: str, viewer: MemberId, *, at: datetime) -> None:
    """What a big camera has made of somebody is there: ask them about it, once."""
    for part in books.films.parts(film):
        if part.member == viewer and part.state == "agreed" and part.better_asked_at is None:
            books.films.put_part(replace(part, better_asked_at=at))
            tell(books, viewer, "better", f"{film}:{part.token}", slot=better_slot(part))


def lost(
    books: Books, job: Job, reason: str, *, retry: bool, attempts_max: int = ATTEMPTS_MAX
) -> None:
    """A cut was not made: queue it again, or give up and say why."""
    now = _held(books, job)
    if now is None:
        return
    if retry and now.attempt < attempts_max:
        books.jobs.put(replace(now, state="queued", lease_until=None))
        return
    call_off(books, now, reason)
    film = books.films.get(job.film)
    if film is None:
        return
    if now.room_bytes:
        shot = (now.cut, now.camera)
        like = [clip for clip in books.clips.of(film.id) if (clip.cut, clip.camera) == shot]
        _give_up(books, film, like)
    elif now.is_big:
        touch_film(books, film.id)
    elif not film.sentence or (now.viewer is None and _shows_nothing(books, film)):
        fail(books, film, reason)


def _shows_nothing(books: Books, film: Film) -> bool:
    """Tell whether a film's chat sees nothing of it, and nothing for it is on its way."""
    coming = any(
        job.state not in FINAL and job.viewer is None and job.camera == "small"
        for job in books.jobs.of(film.id)
    )
    return _is_open(film) and not coming and shown_cut(books, film) is None


def too_large(
    books: Books,
    clip: ClipRow,
    *,
    viewer: MemberId | None,
    room_bytes: int,
    at: datetime,
    new_id: NewId,
) -> None:
    """A chat has no room for a made cut: have it made smaller, once.

    Nothing happens while that is being done, or when there is another clip in its place already.
    """
    film = books.films.get(clip.film)
    if film is None or books.clips.get(clip.id) not in showable(books, clip.film):
        return
    if clip.fit != "as_made":
        _give_up(books, film, [clip])
        return
    books.jobs.put(
        Job(
            id=new_id(), film=film.id, chat=film.chat, member=film.requester, made_at=at,
            cut=clip.cut, viewer=viewer, state="queued", cost_s=clip.duration_s,
            room_bytes=room_bytes, camera=clip.camera,
        )
    )  # fmt: skip


def _give_up(books: Books, film: Film, clips: Sequence[ClipRow]) -> None:
    """A cut is too large however it is made; the film fails where the chat has no other."""
    for clip in clips:
        books.clips.put(replace(clip, fit="too_large"))
        shown = clip.cut <= live(books.films.parts(film.id))
        if shown and film.state in {"making", "shown"} and shown_cut(books, film) is None:
            fail(books, film, "too-large")
    touch_film(books, film.id)


def fail(books: Books, film: Film, reason: str) -> None:
    """The film will not be made; what was reserved for it is given back."""
    for job in books.jobs.of(film.id):
        call_off(books, job, reason)
    give_back(books, film.id)
    books.films.put(replace(film, state="failed", reason=reason))
    touch_film(books, film.id)


def give_back(books: Books, film: str) -> None:
    """Return the uses of grants that a film took and did not need."""
    for part in books.films.parts(film):
        grant = books.grants.get(part.grant) if part.grant is not None else None
        if grant is not None and grant.uses_left is not None:
            books.grants.put(replace(grant, uses_left=grant.uses_left + 1))
        if part.grant is not None:
            books.films.put_part(replace(part, grant=None))


def cancel(books: Books, film: Film) -> bool:
    """The requester changed their mind. False when there is nothing to be called off.

    A film that is shown stays as it is; a big camera that is making it anew leaves off.
    """
    if film.state == "making":
        fail(books, film, "cancelled")
        return True
    going_on = {"queued", "rendering"}
    coming = [job for job in books.jobs.of(film.id) if job.is_big and job.state in going_on]
    if all(job.viewer is not None for job in coming):
        return False
    for job in coming:
        call_off(books, job, "cancelled")
    touch_film(books, film.id)
    return True


def drop_clip(books: Books, clip: str, *, at: datetime) -> None:
    """Take a made cut out of the books, and have its key destroyed."""
    books.clips.remove(clip)
    books.erasures.put(f"clip:{clip}", at)


def showable(books: Books, film: str) -> Sequence[ClipRow]:
    """Return the made cuts that fit into their chat, as far as that is known.

    One that is being made smaller is none of them.
    """
    shrinking = {
        (job.cut, job.camera)
        for job in books.jobs.of(film)
        if job.room_bytes and job.state in {"queued", "rendering"}
    }
    return [
        clip
        for clip in books.clips.of(film)
        if clip.fit != "too_large" and (clip.cut, clip.camera) not in shrinking
    ]


def shown_cut(books: Books, film: Film) -> ClipRow | None:
    """Return the clip that the chat may see now, or None."""
    if not _is_open(film):
        return None
    parts = books.films.parts(film.id)
    clips: dict[Shot, ClipRow] = {
        (clip.cut, clip.camera): clip for clip in showable(books, film.id)
    }
    shot = best(clips, live(parts), willing(parts))
    return None if shot is None else clips[shot]


def publishing(books: Books, film: str, clip: ClipRow, viewer: MemberId | None) -> None:
    """A clip is about to be shown: its job says so before anybody sees it."""
    _advance(books, film, clip, viewer, {"rendered": "publishing"})


def published(
    books: Books, film: Film, clip: ClipRow, viewer: MemberId | None, *, at: datetime
) -> None:
    """A clip is in the chat, or before the person who is asked."""
    _advance(books, film.id, clip, viewer, {"rendered": "publishing", "publishing": "posted"})
    if viewer is None:
        if film.state == "making":
            books.films.put(replace(film, state="shown"))
        books.ledger.write(
            "shown", at=at, actor=film.requester, object_=film.id,
            data={"clip": clip.id, "cut": sorted(clip.cut)},
        )  # fmt: skip


def _advance(
    books: Books,
    film: str,
    clip: ClipRow,
    viewer: MemberId | None,
    arrows: dict[JobState, JobState],
) -> None:
    """Move the jobs of a cut along.

    Once the chat shows a cut, neither that nor any other that was made for it needs showing.
    """
    for job in books.jobs.of(film):
        like = (job.cut, job.camera) == (clip.cut, clip.camera)
        shown = like or (viewer is None and job.viewer is None)
        if shown and (viewer is None or job.viewer == viewer):
            for before, after in arrows.items():
                if job.state == before:
                    job = replace(job, state=after)
                    books.jobs.put(job)


def unreachable(books: Books, film: Film) -> None:
    """The chat is gone, or the bot is not let in: there is nobody to tell."""
    for job in books.jobs.of(film.id):
        if job.state not in FINAL:
            books.jobs.put(replace(job, state="undeliverable", lease_until=None))
    give_back(books, film.id)
    books.films.put(replace(film, state="failed", reason="unreachable"))
