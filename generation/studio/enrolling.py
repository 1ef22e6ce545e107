"""From a wish to a cameo: release, picture, a look at oneself; its rules; and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from generation.house_rules import refuse
from generation.model.cameo import PERSONA_MAX, Audience, BlobId, Cameo
from generation.model.member import ChatId, Member, MemberId
from generation.studio import dialogs
from generation.studio.books import Books
from generation.studio.calling import forget_names
from generation.studio.casting import allow_here
from generation.studio.filming import NewId, call_off, drop_clip
from generation.studio.nameless import without, wordless
from generation.studio.permission import withdraw_everywhere
from generation.studio.records import Enrolment
from generation.studio.releasing import RELEASE_VERSION
from generation.studio.slots import tell
from generation.studio.voicing import take_out_voice

TRIES_MAX = 3

Kind = Literal["photo", "video", "drawn"]


def screen_test_slot(member: MemberId) -> str:
    """The dialog's message, one per member."""
    return f"screen_test:{member}"


def voice_owner(member: MemberId) -> str:
    """Name the key of a voice: another one than the face's, so that each can be destroyed alone."""
    return f"voice:{member}"


def take_owner(owner: str, take: str) -> str:
    """Name the key of one take of somebody's face or voice: it goes with them, or alone."""
    return f"{owner}/{take}"


def begin(
    books: Books,
    member: MemberId,
    kind: Kind,
    *,
    origin: ChatId | None,
    resume: str,
    digits: str,
    at: datetime,
) -> Enrolment:
    """Start, or start again: nothing is captured before the release has been accepted.

    Whoever agreed to be drawn only, and not to the use of their face, is asked before a picture.
    The tries of one way add up, so that the last of them ends it; another way starts afresh.
    What was captured before is not kept.
    """
    old = books.enrolments.get(member)
    if old is not None:
        _let_go(books, old, at=at)
    wish = Enrolment(member=member, at=at, kind=kind, origin=origin, resume=resume, digits=digits)
    if old is not None and old.release and (old.face or kind == "drawn"):
        wish = replace(
            wish, state="capture", face=old.face, voice=old.voice, release=old.release,
            origin=origin or old.origin, resume=resume or old.resume, told=old.told,
            tries=old.tries if old.kind == kind else 0,
        )  # fmt: skip
    books.enrolments.put(wish)
    return wish


def release(
    books: Books,
    member: Member,
    *,
    face: bool,
    voice: bool,
    adult: bool,
    locale: str,
    at: datetime,
) -> Enrolment | None:
    """Write down what was agreed before any camera. None when there is nothing to go on with.

    A drawn cameo shows nobody real, so a no to the face is no obstacle to it.
    """
    wish = books.enrolments.get(member.id)
    if wish is None or not adult or not (face or wish.kind == "drawn"):
        return None
    accepted = replace(
        wish, state="capture", face=face, voice=voice, release=f"{RELEASE_VERSION}/{locale}", at=at
    )
    books.people.put(replace(member, adult_at=at))
    books.enrolments.put(accepted)
    books.ledger.write(
        "release", at=at, actor=member.id, subject=member.id,
        data={"release": accepted.release, "face": face, "voice": voice, "adult": True,
              "engines": list(accepted.told)},
    )  # fmt: skip
    return accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What came of a picture: blobs of the likeness and its small portrait, and the checks."""

    likeness: BlobId
    portrait: BlobId
    voice_sample: BlobId | None
    verified: bool


def checking(books: Books, member: MemberId, *, at: datetime) -> bool:
    """A picture is being looked at, in place of an older one; False when there is no room."""
    wish = books.enrolments.get(member)
    if wish is None or wish.state not in {"capture", "choosing", "preview"}:
        return False
    _let_go(books, wish, at=at)
    books.enrolments.put(
        replace(
            wish, state="checking", at=at, likeness=None, portrait=None, voice_sample=None,
            verified=False, test_film="", preview=None,
        )
    )  # fmt: skip
    tell(books, member, "screen_test", member, slot=screen_test_slot(member))
    return True


def captured(
    books: Books, member: MemberId, found: Captured, *, test_film: str, at: datetime
) -> Enrolment | None:
    """The picture is good; ``test_film`` shows it to its owner. None when they have left."""
    wish = books.enrolments.get(member)
    if wish is None or wish.state != "checking":
        return None
    ready = replace(
        wish, likeness=found.likeness, portrait=found.portrait, at=at, test_film=test_film,
        voice_sample=found.voice_sample if wish.voice else None, verified=found.verified,
    )  # fmt: skip
    if not wish.voice:
        _erase(books, found.voice_sample, at=at)
    books.enrolments.put(ready)
    return ready


def screened(books: Books, member: MemberId, film: str, clip: str, *, at: datetime) -> None:
    """The screen test is made, or made smaller: its owner may look at it."""
    wish = books.enrolments.get(member)
    if wish is not None and wish.test_film == film and wish.state in {"checking", "preview"}:
        books.enrolments.put(replace(wish, state="preview", preview=clip, at=at))
        tell(books, member, "screen_test", member, slot=screen_test_slot(member))


def choosing(books: Books, member: MemberId, *, at: datetime) -> bool:
    """Several people are in the picture: its owner is asked which. False when they have left."""
    wish = books.enrolments.get(member)
    if wish is None or wish.state != "checking":
        return False
    books.enrolments.put(replace(wish, state="choosing", at=at))
    tell(books, member, "screen_test", member, slot=screen_test_slot(member))
    return True


def none_of_them(books: Books, member: MemberId, *, at: datetime) -> None:
    """Nobody in the picture is its owner: it is not kept, and another one may be given."""
    wish = books.enrolments.get(member)
    if wish is not None and wish.state == "choosing":
        books.enrolments.put(replace(wish, state="capture", at=at))
        tell(books, member, "screen_test", member, slot=screen_test_slot(member))


def refused(books: Books, member: MemberId, why: str, *, at: datetime) -> None:
    """The picture cannot be used; another one may be given. ``why`` is for the dialog to say."""
    wish = books.enrolments.get(member)
    if wish is not None and wish.state in {"checking", "choosing"}:
        books.enrolments.put(replace(wish, state="capture", tries=wish.tries + 1, at=at))
        slot = screen_test_slot(member)
        tell(books, member, "screen_test", member, slot=slot, body=why)


def untested(books: Books, test_film: str, *, at: datetime) -> None:
    """Where a screen test has failed, its picture cannot be used, and another one may be given."""
    film = books.films.get(test_film)
    if film is None or film.state != "failed":
        return
    wish = books.enrolments.get(film.requester)
    if wish is not None and wish.test_film == film.id and wish.state in {"checking", "preview"}:
        for clip in books.clips.of(film.id):
            drop_clip(books, clip.id, at=at)
        books.enrolments.put(replace(wish, state="checking", preview=None))
        refused(books, wish.member, "", at=at)


def accept(books: Books, member: MemberId, *, at: datetime, new_id: NewId) -> Cameo | None:
    """Use it: the cameo is theirs from now on. What was agreed with an older face has ended.

    Whoever lends no voice with it any more takes it out of their films.
    """
    wish = books.enrolments.get(member)
    if wish is None or wish.state != "preview" or wish.likeness is None or wish.portrait is None:
        return None
    old = books.cameos.get(member)
    drawn = wish.kind == "drawn"
    fresh = Cameo(
        owner=member, kind=wish.kind, likeness=wish.likeness, portrait=wish.portrait, made_at=at,
        verified=wish.verified, voice_sample=wish.voice_sample, face=wish.face or drawn,
        voice=wish.voice, told=wish.told,
    )  # fmt: skip
    if old is not None:
        fresh = replace(
            fresh, audience=old.audience, ask=old.ask, persona=old.persona, limits=old.limits,
            protected=old.protected, epoch=old.epoch + 1,
        )  # fmt: skip
    books.cameos.put(fresh)
    if old is not None:
        _erase(books, old.likeness, old.portrait, old.voice_sample, at=at)
        if not fresh.voice:
            take_out_voice(books, member, at=at, new_id=new_id)
    _close(books, wish, at=at)
    if wish.origin is not None:
        allow_here(books, member, wish.origin, at)
    books.ledger.write(
        "enrolled", at=at, actor=member, subject=member,
        data={"kind": fresh.kind, "verified": fresh.verified, "epoch": fresh.epoch},
    )  # fmt: skip
    return fresh


def discard(books: Books, member: MemberId, *, at: datetime) -> None:
    """Leave: nothing that was captured is kept."""
    wish = books.enrolments.get(member)
    if wish is not None:
        _end(books, wish, at=at)


def _end(books: Books, wish: Enrolment, *, at: datetime) -> None:
    """Close the dialog, and keep nothing of it."""
    _let_go(books, wish, at=at)
    _close(books, wish, at=at)


def _close(books: Books, wish: Enrolment, *, at: datetime) -> None:
    """Close the dialog; its screen test has had its use."""
    _end_test(books, wish, at=at)
    books.enrolments.remove(wish.member)
    books.outbox.touch(screen_test_slot(wish.member))


def _let_go(books: Books, wish: Enrolment, *, at: datetime) -> None:
    """Have everything destroyed that was captured so far."""
    _end_test(books, wish, at=at)
    _erase(books, wish.likeness, wish.portrait, wish.voice_sample, at=at)


def _end_test(books: Books, wish: Enrolment, *, at: datetime) -> None:
    if wish.preview is not None:
        drop_clip(books, wish.preview, at=at)
    film = books.films.get(wish.test_film)
    if film is not None:
        books.films.put(replace(film, state="removed", reason="deleted"))
        for job in books.jobs.of(film.id):
            call_off(books, job, "cancelled")


def _erase(books: Books, *blobs: BlobId | None, at: datetime) -> None:
    """Have takes destroyed that nobody is to be filmed with: their keys first, then the files."""
    for blob in blobs:
        if blob is not None:
            books.erasures.put(f"blob:{blob}", at)


def set_audience(books: Books, member: MemberId, audience: Audience, *, at: datetime) -> bool:
    """Change who may ask."""
    return _change(books, member, at, audience=audience)


def set_ask(books: Books, member: MemberId, *, never: bool, at: datetime) -> bool:
    """Be asked each time, or not."""
    return _change(books, member, at, ask="never" if never else "each_time")


def switch(
    books: Books,
    member: MemberId,
    what: Literal["face", "voice"],
    *,
    at: datetime,
    new_id: NewId,
) -> bool:
    """Turn face or voice on or off. What is off leaves every film that it is in."""
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    if what == "voice":
        if cameo.voice:
            take_out_voice(books, member, at=at, new_id=new_id)
        return _change(books, member, at, voice=not cameo.voice and cameo.voice_sample is not None)
    if cameo.face:
        withdraw_everywhere(books, member, "stand_in", at=at, new_id=new_id)
    return _change(books, member, at, face=not cameo.face)


def revoke_all(
    books: Books,
    member: MemberId,
    choice: Literal["stand_in", "vanish"],
    *,
    at: datetime,
    new_id: NewId,
) -> tuple[int, int, int]:
    """End every permission and leave every film; returns films, remixes and chats."""  # fmt: skip
    for given in books.grants.by(member):
        books.grants.remove(given.id)
    taken = withdraw_everywhere(books, member, choice, at=at, new_id=new_id)
    cameo = books.cameos.get(member)
    if cameo is not None:
        books.cameos.put(replace(cameo, epoch=cameo.epoch + 1, ask="each_time"))
    books.ledger.write("revoke", at=at, actor=member, subject=member)
    return taken.films, taken.remixes, taken.chats


def describe(books: Books, member: Member, persona: str, *, at: datetime) -> bool:
    """Keep what a member says of their character, in at most 280 characters; none clears it.

    Raises:
        RuleRefused: A hard rule forbids to say that of a real person.
    """
    cameo = books.cameos.get(member.id)
    if cameo is None:
        return False
    refuse([persona], names=[member.name])
    books.cameos.put(replace(cameo, persona=persona[:PERSONA_MAX]))
    books.ledger.write(
        "changed", at=at, actor=member.id, subject=member.id, data={"persona": bool(persona)}
    )
    return True


def _change(books: Books, member: MemberId, at: datetime, **changes: object) -> bool:
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    books.cameos.put(replace(cameo, **changes))  # type: ignore[arg-type]
    books.ledger.write("changed", at=at, actor=member, subject=member, data=changes)
    return True


def forget_voice(books: Books, member: MemberId, *, at: datetime, new_id: NewId) -> BlobId | None:
    """Erase the voice alone, and with it what speaks with it; returns its blob, or None."""
    cameo = books.cameos.get(member)
    if cameo is None or cameo.voice_sample is None:
        return None
    take_out_voice(books, member, at=at, new_id=new_id)
    _change(books, member, at, voice=False, voice_sample=None)
    books.erasures.put(voice_owner(member), at)
    return cameo.voice_sample


def forget(
    books: Books, member: MemberId, *, at: datetime, new_id: NewId
) -> tuple[Sequence[str], int]:
    """Erase a member: face, voice, films with them, permissions, receipts' data.

    Returns the owners of keys to destroy (``member:…``, ``voice:…``, ``clip:…``), and the number
    of the ledger's row about it. Only when the keys are gone is what they encrypted gone, backups
    included.
    """
    clips = [
        clip.id
        for film in books.films.with_member(member)
        for clip in books.clips.of(film.id)
        if any(
            part.member == member and part.token in clip.cut for part in books.films.parts(film.id)
        )
    ]
    withdraw_everywhere(books, member, "vanish", at=at, new_id=new_id)
    for given in books.grants.by(member):
        books.grants.remove(given.id)
    wish = books.enrolments.get(member)
    if wish is not None:
        clips += [wish.preview] if wish.preview is not None else []
        _end(books, wish, at=at)
    dialogs.end(books, member)
    books.cameos.remove(member)
    forget_names(books, member)
    for film in books.films.with_member(member):
        gone = film.state == "removed"
        parts = books.films.parts(film.id)
        books.films.put(wordless(film) if gone else without(film, member, parts))
        for part in parts:
            if part.member == member:
                name = "" if gone else part.name
                books.films.put_part(replace(part, member=None, name=name))
    receipt = books.ledger.write("erased", at=at, actor=member, subject=member)
    books.ledger.forget(member)
    owners = [f"member:{member}", voice_owner(member), *(f"clip:{clip}" for clip in clips)]
    return owners, receipt
