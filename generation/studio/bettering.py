"""The better film: a big camera shoots anew what puppets have shown, where everybody lets it.

What may be shown follows from the parts (``generation.model.film``); here are the questions about
it, the answers, and what is queued. A big camera on this machine is given the faces of a film as
the puppets are. A server elsewhere is given only those whose owners were told of its host.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generation.model.film import JOINED, Cut, Film, Part, live, wanted_big
from generation.model.job import FINAL, Job
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.filming import NewId, call_off, drop_clip, make_cuts, showable
from generation.studio.limits import limit_of
from generation.studio.records import Slot
from generation.studio.slots import film_slot, tell, touch_film

REMOTE = "remote"
FRESH = timedelta(days=1)  # older films stay as they are, whatever becomes of their messages
COMING_MEMBER_MAX, COMING_CHAT_MAX, COMING_MAX = 3, 6, 30  # beyond that a film stays small


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


def told_slot(member: MemberId, host: str) -> Slot:
    """The question whether somebody's face may be sent to a host they were not told of."""
    return f"told:{member}:{host}"


# ---------------------------------------------------------------- what may be made


def shoots(books: Books, film: Film, cameras: Cameras) -> bool:
    """Tell whether films like this one are made by a big camera where it is shown.

    Neither a screen test is, nor several scenes as one: their scenes may be of different cameras.
    """
    apart = bool(film.sentence) and film.change != JOINED
    return bool(cameras.names) and apart and not books.chats.puppets_only(film.chat)


def barred(books: Books, parts: Iterable[Part], cameras: Cameras) -> Cut:
    """Return the faces that no big camera may be given: their owners know of no such host."""
    if not cameras.far_only:
        return frozenset()
    return frozenset(part.token for part in parts if not knows(books, part.member, cameras.host))


def knows(books: Books, member: MemberId | None, host: str) -> bool:
    """Tell whether somebody was told of a host when they lent their face."""
    cameo = books.cameos.get(member) if member is not None else None
    return cameo is not None and host in cameo.told


def usable(books: Books, job: Job, cameras: Cameras) -> tuple[str, ...]:
    """Return the cameras that a cut's faces may be given to now, and that have not failed at it."""
    film = books.films.get(job.film)
    if film is None or not shoots(books, film, cameras):
        return ()
    faces = [part for part in books.films.parts(film.id) if part.token in (job.cut or ())]
    far = all(knows(books, part.member, cameras.host) for part in faces)
    return tuple(
        name for name in cameras.names if name not in job.tried and (far or name != REMOTE)
    )


def make_big_cuts(
    books: Books, film_id: str, cameras: Cameras, *, at: datetime, new_id: NewId
) -> None:
    """Queue what a big camera is to make of a film that the chat sees as puppets play it.

    What has failed, or was called off by whoever asked for the film, is not begun again.
    """
    film = books.films.get(film_id)
    if film is None or not _is_fresh(books, film, cameras, at):
        return
    parts = books.films.parts(film_id)
    _offer_host(books, film, parts, cameras)
    for cut, viewer in wanted_big(parts, barred(books, parts, cameras)):
        if not _is_there(books, film, cut, viewer) and not _is_crowded(books, film):
            _queue(books, film, cut, viewer, at=at, new_id=new_id)


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
    parts = books.films.parts(film.id)
    shown = live(parts)
    wanted = (shown, None) in wanted_big(parts, barred(books, parts, cameras))
    open_film = film.state == "shown" and not film.hidden and shoots(books, film, cameras)
    if not open_film or not wanted or not is_out(last_job(books, film.id)):
        return False
    _queue(books, film, shown, None, at=at, new_id=new_id)
    return True


def keep_small(books: Books, chat: ChatId, *, only: bool) -> None:
    """Have the films of a chat made by puppets alone, or by the best there is.

    Films that are there stay as they are; what a big camera is making is called off.
    """
    books.chats.set_puppets_only(chat, only=only)
    for job in books.jobs.in_state("queued", "rendering") if only else ():
        if job.is_big and job.chat == chat:
            call_off(books, job, "cancelled")
            touch_film(books, job.film)


def lose(books: Books, film: Film, *, at: datetime) -> None:
    """What a big camera has made cannot be read any more: forget it, so that it is made again."""
    for clip in books.clips.of(film.id):
        if clip.camera == "big":
            drop_clip(books, clip.id, at=at)
    touch_film(books, film.id)


# ---------------------------------------------------------------- what its people say


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


def _offer_host(books: Books, film: Film, parts: Iterable[Part], cameras: Cameras) -> None:
    """Tell those whose faces stay here of the host they could go to: each of them once."""
    for token in sorted(barred(books, parts, cameras)):
        part = next(one for one in parts if one.token == token)
        if part.member is None or part.state != "agreed":
            continue
        slot = told_slot(part.member, cameras.host)
        if books.outbox.get(slot) is None:
            tell(books, part.member, "told", film.id, slot=slot)
