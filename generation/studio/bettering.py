"""The better film: a big camera shoots anew what puppets have shown, where everybody lets it.

What may be shown follows from the parts (``generation.model.film``); here is what is queued for it,
and who may be given which face. A server elsewhere is given only those whose owners were told of
its host; a camera on this machine also those whose owners said yes to this very film, or are to be
asked whether they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from generation.model.film import (
    JOINED,
    Cut,
    Film,
    Part,
    is_permitted,
    is_said,
    live,
    wanted_big,
)
from generation.model.job import FINAL, Job, JobState
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.filming import (
    NewId,
    call_off,
    drop_clip,
    make_cuts,
    showable,
    shown_cut,
)
from generation.studio.releasing import knows, told_slot
from generation.studio.slots import film_slot, tell, touch_film

REMOTE = "remote"
FRESH = timedelta(days=1)  # older films stay as they are, whatever becomes of their messages
COMING_MEMBER_MAX, COMING_CHAT_MAX, COMING_MAX = 3, 6, 30  # beyond that a film stays small
ON_THE_WAY: Final[tuple[JobState, ...]] = ("queued", "rendering", "rendered", "publishing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameras:
    """What big cameras there are.

    Attributes:
        names: Of engines, best first; ``remote`` is a server elsewhere.
        host: That server, as people are told, or empty.
    """

    names: tuple[str, ...] = ()
    host: str = ""

    @property
    def far_only(self) -> bool:
        """True where every big camera is elsewhere."""
        return all(name == REMOTE for name in self.names)

    @property
    def near(self) -> tuple[str, ...]:
        """Those on this machine."""
        return tuple(name for name in self.names if name != REMOTE)

    def known_as(self, name: str) -> str:
        """Return what people are told that a camera is: its engine, or where it is."""
        return self.host if name == REMOTE else name


def near_id(cameras: Cameras) -> str:
    """Name the cameras of this machine, as the question about them has it."""
    return "+".join(cameras.near)


# ---------------------------------------------------------------- what may be made


def shoots(books: Books, film: Film, cameras: Cameras) -> bool:
    """Tell whether films like this one are made by a big camera where it is shown.

    Neither a screen test is, nor several scenes as one: their scenes may be of different cameras.
    Nor is one whose message is gone, by whoever it was: nobody would see it.
    """
    apart = bool(film.sentence) and film.change != JOINED
    post = books.outbox.get(film_slot(film.id))
    gone = post is not None and post.gone
    return bool(cameras.names) and apart and not gone and not books.chats.puppets_only(film.chat)


def barred(books: Books, parts: Iterable[Part], cameras: Cameras) -> Cut:
    """Return the faces that no big camera may be given: their owners know of no such host."""
    if not cameras.far_only:
        return frozenset()
    return frozenset(part.token for part in parts if not knows(books, part.member, cameras.host))


def _may_have(books: Books, part: Part, name: str, viewer: MemberId | None, big: Cameras) -> bool:
    """Tell whether a camera may be given a face, for everybody, or for its owner's eyes alone."""
    if knows(books, part.member, big.known_as(name)):
        return True
    mine = part.member is not None and part.member == viewer
    return name != REMOTE and (mine or is_said(part))


def _able(
    books: Books, film: Film, cut: Cut, viewer: MemberId | None, cameras: Cameras
) -> tuple[str, ...]:
    """Return the cameras that all faces of a cut may be given to."""
    faces = [part for part in books.films.parts(film.id) if part.token in cut]
    return tuple(
        name
        for name in cameras.names
        if all(_may_have(books, part, name, viewer, cameras) for part in faces)
    )


def usable(books: Books, job: Job, cameras: Cameras) -> tuple[str, ...]:
    """Return the cameras that a cut's faces may be given to now, and that have not failed at it."""
    film = books.films.get(job.film)
    if film is None or not shoots(books, film, cameras):
        return ()
    able = _able(books, film, job.cut or frozenset(), job.viewer, cameras)
    return tuple(name for name in able if name not in job.tried)


def make_big_cuts(
    books: Books, film_id: str, cameras: Cameras, *, at: datetime, new_id: NewId
) -> None:
    """Queue what a big camera is to make of a film that the chat sees as puppets play it.

    What has failed, or was called off by whoever asked for the film, is not begun again.
    """
    film = books.films.get(film_id)
    if film is None or not _is_fresh(books, film, cameras, at):
        return
    _count_permissions(books, film, cameras, at=at, new_id=new_id)
    parts = books.films.parts(film_id)
    _offer_to_read(books, film, parts, cameras)
    for cut, viewer in _wanted(books, film, cameras):
        if not _is_there(books, film, cut, viewer) and not _is_crowded(books, film):
            _queue(books, film, cut, viewer, at=at, new_id=new_id)


def _count_permissions(
    books: Books, film: Film, cameras: Cameras, *, at: datetime, new_id: NewId
) -> None:
    """Have permissions count for the better film, whose givers have read of one of the cameras."""
    counted = False
    for part in books.films.parts(film.id):
        read = any(knows(books, part.member, cameras.known_as(name)) for name in cameras.names)
        if is_permitted(part) and not part.better and read:
            books.films.put_part(replace(part, better=True))
            counted = True
    if counted:
        make_cuts(books, film.id, at=at, new_id=new_id)  # nobody is to be asked any more


def _wanted(books: Books, film: Film, cameras: Cameras) -> Sequence[tuple[Cut, MemberId | None]]:
    """Return the cuts to make of a film by a camera that may, where everybody can be asked.

    Whoever is out of the chat is not: what is seen in there is for those who are in it.
    """
    parts = books.films.parts(film.id)
    out = {part.token for part in parts if not part.better and not _is_in(books, film, part)}
    return [
        (cut, viewer)
        for cut, viewer in wanted_big(parts, barred(books, parts, cameras) | out)
        if _able(books, film, cut, viewer, cameras)
    ]


def _is_in(books: Books, film: Film, part: Part) -> bool:
    return part.member is not None and (books.chats.membership(film.chat, part.member) is not None)


def _is_fresh(books: Books, film: Film, cameras: Cameras, at: datetime) -> bool:
    """Tell whether a film of these days is shown with every face it may show."""
    if film.state != "shown" or film.hidden or at - film.made_at > FRESH:
        return False
    if not shoots(books, film, cameras):
        return False
    small = [clip.cut for clip in showable(books, film.id) if clip.camera == "small"]
    return live(books.films.parts(film.id)) in small


def _is_there(books: Books, film: Film, cut: Cut, viewer: MemberId | None) -> bool:
    """Tell whether a cut, or for a preview one like it, is made, on its way, or given up."""
    owners = {part.member: part.token for part in books.films.parts(film.id)}
    mine = owners.get(viewer) if viewer is not None else None
    for clip in books.clips.of(film.id):
        if clip.camera == "big" and (clip.cut == cut or (mine in clip.cut and clip.cut <= cut)):
            return True
    return any(
        (job.cut, job.viewer) == (cut, viewer) and (job.state not in FINAL or _is_over(job))
        for job in books.jobs.of(film.id)
        if job.is_big
    )


def _is_over(job: Job) -> bool:
    return job.state in {"failed", "undeliverable"} and job.reason != "revoked"


def _is_crowded(books: Books, film: Film) -> bool:
    coming = [job for job in books.jobs.in_state("queued", "rendering") if job.is_big]
    return (
        len(coming) >= COMING_MAX
        or sum(job.chat == film.chat for job in coming) >= COMING_CHAT_MAX
        or sum(job.member == film.requester for job in coming) >= COMING_MEMBER_MAX
    )


def _queue(
    books: Books, film: Film, cut: Cut, viewer: MemberId | None, *, at: datetime, new_id: NewId
) -> None:
    cost_s = max((job.cost_s for job in books.jobs.of(film.id)), default=10.0)
    books.jobs.put(
        Job(
            id=new_id(), film=film.id, chat=film.chat, member=film.requester, made_at=at, cut=cut,
            viewer=viewer, state="queued", cost_s=cost_s, camera="big",
        )
    )  # fmt: skip
    if viewer is None:
        books.outbox.touch(film_slot(film.id))


def _offer_to_read(books: Books, film: Film, parts: Iterable[Part], cameras: Cameras) -> None:
    """Tell people, each of them once, of what they have not read: it could have their faces.

    It is the host, for everybody whose face stays here; or the cameras here, for those who have
    permitted films beforehand, which counts for what they have read of.
    """
    stay = barred(books, parts, cameras)
    for part in parts:
        unread = is_permitted(part) and not part.better
        offered = part.token in stay if cameras.far_only else unread
        if not offered or part.member is None or part.state != "agreed":
            continue
        what = cameras.host if cameras.far_only else near_id(cameras)
        slot = told_slot(part.member, what)
        if books.outbox.get(slot) is None:
            tell(books, part.member, "told", film.id, slot=slot)


# ---------------------------------------------------------------- how it goes


def last_job(books: Books, film: str) -> Job | None:
    """Return the last work of a big camera on a film for its chat, or None."""
    jobs = (job for job in books.jobs.of(film) if job.is_big and job.viewer is None)
    return max(jobs, key=lambda job: (job.made_at, job.id), default=None)


def is_out(job: Job | None) -> bool:
    """Tell whether every big camera has failed at it."""
    return job is not None and job.state == "failed" and job.reason.startswith("error")


def failed_at(books: Books, job: Job, name: str) -> Job | None:
    """Note that one camera could not; the next may try. None when the job is no longer that one."""
    now = books.jobs.get(job.id)
    if now is None or now.state != "rendering" or now.attempt != job.attempt:
        return None
    noted = replace(now, tried=(*now.tried, name))
    books.jobs.put(noted)
    return noted


def retry(books: Books, film: Film, cameras: Cameras, *, at: datetime, new_id: NewId) -> bool:
    """Have every big camera try once more. False when there is nothing to be tried."""
    shown = live(books.films.parts(film.id))
    wanted = (shown, None) in _wanted(books, film, cameras)
    open_film = film.state == "shown" and not film.hidden and shoots(books, film, cameras)
    if not open_film or not wanted or not is_out(last_job(books, film.id)):
        return False
    _queue(books, film, shown, None, at=at, new_id=new_id)
    return True


def keep_small(books: Books, chat: ChatId, *, only: bool, at: datetime) -> None:
    """Have the films of a chat made by puppets alone, or by the best there is.

    What the chat sees stays as it is. What a big camera makes, or has made and nobody but its
    owner saw, is called off and thrown away, and nobody is asked about it any more.
    """
    books.chats.set_puppets_only(chat, only=only)
    if not only:
        return
    ended = _end_in(books, chat, at=at)
    changed = set(ended)
    for film in books.clips.big_in(chat):
        if _drop_unseen(books, film, ended.get(film, set()), at=at):
            changed.add(film)
    for film in sorted(changed):
        touch_film(books, film)


def _end_in(books: Books, chat: ChatId, *, at: datetime) -> dict[str, set[Cut | None]]:
    """End what big cameras do for a chat, and questions about it; return films and their cuts."""
    ended: dict[str, set[Cut | None]] = {}
    for job in books.jobs.in_state(*ON_THE_WAY):
        if job.camera == "big" and job.chat == chat:
            call_off(books, job, "cancelled")
            ended.setdefault(job.film, set()).add(job.cut)
    for part in books.films.better_asked_before(at + FRESH):
        film = books.films.get(part.film)
        if film is not None and film.chat == chat:
            books.films.put_part(replace(part, better_asked_at=None))
            ended.setdefault(part.film, set())
    return ended


def _drop_unseen(books: Books, film_id: str, cuts: set[Cut | None], *, at: datetime) -> bool:
    """Throw away what a big camera has made of a film, unless its chat sees it, or saw it once.

    ``cuts`` are those that were on their way there a moment ago. False where nothing was.
    """
    film = books.films.get(film_id)
    if film is None or film.hidden:
        return False
    seen = shown_cut(books, film)
    unseen = [
        clip
        for clip in books.clips.of(film_id)
        if clip.camera == "big" and (clip != seen or clip.cut in cuts)
    ]
    for clip in unseen:
        drop_clip(books, clip.id, at=at)
    return bool(unseen)


def leave_off(books: Books, film: str) -> None:
    """Call off all work of big cameras on a film: nobody will see what comes of it."""
    for job in books.jobs.of(film):
        if job.camera == "big":
            call_off(books, job, "revoked")
    touch_film(books, film)
