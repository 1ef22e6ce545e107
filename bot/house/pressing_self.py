"""Buttons about oneself: lending a face, its rules, taking everything back, being forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from bot.chat import Answer, OpenDirect, OpenForm, Silence, Toast
from bot.house import about_me, asking, joining
from bot.house.entry import Visit
from bot.house.screen_test import PART
from bot.presenter.words import engine_name, joined
from generation.model.cameo import Audience
from generation.model.film import Film
from generation.studio import (
    bettering,
    doors,
    enrolling,
    filming,
    permission,
    releasing,
    shielding,
)
from generation.studio.records import Button, Enrolment
from generation.studio.slots import tell, touch_film

DIGITS = 3
KINDS: tuple[enrolling.Kind, ...] = get_args(enrolling.Kind)
RELEASE_FORM, CAPTURE_FORM = "release", "capture"


def press(visit: Visit, button: Button) -> Answer:
    """Do what a button about oneself says; one that says nothing is only put away."""
    act = ACTS.get(button.verb)
    visit.books.outbox.touch(button.slot)
    return act(visit, button) if act is not None else Silence()


def welcome(visit: Visit, resume: str) -> Answer:
    """Somebody wants to be in films and has no cameo: offer to make one, and remember for what."""
    wants(visit, resume)
    me = visit.member.id
    tell(visit.books, me, "start", me, slot=f"start:{me}")
    return Toast(text=visit.say("toast-no-cameo"))


def wants(visit: Visit, resume: str) -> None:
    """Remember what somebody without a cameo wants one for."""
    old = visit.books.enrolments.get(visit.member.id)
    origin = None if visit.event.place.private else visit.chat
    wish = old or Enrolment(member=visit.member.id, at=visit.at)
    visit.books.enrolments.put(
        replace(wish, resume=resume, origin=origin or wish.origin, at=visit.at)
    )


def _enrol(visit: Visit, button: Button) -> Answer:
    kind: enrolling.Kind = next((one for one in KINDS if one == button.object), "photo")
    visit.house.crowds.drop(visit.member.id)
    old = visit.books.enrolments.get(visit.member.id)
    wish = enrolling.begin(
        visit.books, visit.member.id, kind, origin=old.origin if old else None,
        resume=old.resume if old else "", digits=_digits(visit), at=visit.at,
    )  # fmt: skip
    return next_form(visit, wish)


def _retake(visit: Visit, button: Button) -> Answer:
    old = visit.books.enrolments.get(visit.member.id)
    return _enrol(visit, replace(button, object=old.kind if old is not None else "photo"))


def next_form(visit: Visit, wish: Enrolment) -> Answer:
    """Return what is asked next: the release before any camera, then the picture."""
    terms, locale = visit.house.terms, visit.member.locale
    if not wish.release:
        releasing.show_release(visit.books, wish.member, terms.engines)
        return OpenForm(
            id=RELEASE_FORM, kind="release",
            values={
                "kind": wish.kind,
                "operator": terms.operator or visit.say("operator-unnamed"),
                "engines": ", ".join(engine_name(one, locale) for one in terms.engines),
                "days": str(terms.retention_days),
                "version": releasing.RELEASE_VERSION,
            },
        )  # fmt: skip
    return OpenForm(
        id=CAPTURE_FORM, kind=wish.kind,
        values={"digits": wish.digits, "voice": "1" if wish.voice else "0"},
    )  # fmt: skip


def _digits(visit: Visit) -> str:
    """Draw three digits to be read aloud, no two alike."""
    import numpy as np

    rng = np.random.default_rng(list(visit.house.new_key().encode()))
    return "".join(str(digit) for digit in rng.choice(10, DIGITS, replace=False))


def _confirm(visit: Visit, button: Button) -> Answer:
    """Use the screen test, or throw it away; or say who one is in a picture of several."""
    books, me = visit.books, visit.member.id
    what, _, face = button.object.partition(":")
    if what == "face":
        return _which_face(visit, face)
    if button.object != "enrol":
        enrolling.discard(books, me, at=visit.at)
        return Toast(text=visit.say("toast-thrown-away"))
    wish = books.enrolments.get(me)
    if wish is None or enrolling.accept(books, me, at=visit.at, new_id=visit.house.new_id) is None:
        return Toast(text=visit.say("toast-expired"))
    _resume(visit, wish.resume)
    return Silence()  # the message under the button says so


def _which_face(visit: Visit, face: str) -> Answer:
    """Go on with one face of a picture, or with none of it: then nothing of it is kept."""
    books, me, crowds = visit.books, visit.member.id, visit.house.crowds
    if face == "none":
        crowds.drop(me)
        enrolling.none_of_them(books, me, at=visit.at)
        return Toast(text=visit.say("toast-thrown-away"))
    wish = books.enrolments.get(me)
    asked = wish is not None and wish.state == "choosing"
    if asked and crowds.choose(me, int(face), at=visit.at):
        enrolling.checking(books, me, at=visit.at)
        return Silence()
    crowds.drop(me)
    enrolling.none_of_them(books, me, at=visit.at)
    return Toast(text=visit.say("toast-expired"))


def _resume(visit: Visit, resume: str) -> None:
    """Go on with what the cameo was wanted for."""
    way, _, rest = resume.partition(":")
    film = visit.books.films.get(rest.partition(":")[0])
    if film is None or film.state not in {"making", "shown"}:
        return
    if way == "add_me":
        joining.add_to_film(visit.at_film(film), film)
        return
    token = rest.partition(":")[2]
    for part in visit.books.films.parts(film.id):
        if part.token == token and part.member == visit.member.id:
            joining.take_part(visit, film, part, once=way == "part")


def _level(visit: Visit, button: Button) -> Answer:
    me, books = visit.member.id, visit.books
    setting, _, value = button.object.partition(":")
    if setting == "limit":
        topic, _, switch = value.partition(":")
        return about_me.limit(visit, topic, kept_out=switch == "on")
    if setting == "ask":
        done = enrolling.set_ask(books, me, never=value == "never", at=visit.at)
    elif setting == "protect":
        done = shielding.protect(books, me, protected=value == "on", at=visit.at)
    else:
        known: tuple[Audience, ...] = get_args(Audience)
        audience: Audience = next((one for one in known if one == button.object), "group")
        done = enrolling.set_audience(books, me, audience, at=visit.at)
    return Silence() if done else Toast(text=visit.say("toast-no-cameo"))


def _face(visit: Visit, button: Button) -> Answer:
    return _switch(visit, button, "face")


def _voice(visit: Visit, button: Button) -> Answer:
    return _switch(visit, button, "voice")


def _switch(visit: Visit, button: Button, what: Literal["face", "voice"]) -> Answer:
    """Turn face or voice to what the button says; a second press of it changes nothing."""
    cameo = visit.books.cameos.get(visit.member.id)
    if cameo is None:
        return Toast(text=visit.say("toast-no-cameo"))
    if (cameo.face if what == "face" else cameo.voice) != (button.object == "on"):
        enrolling.switch(visit.books, visit.member.id, what, at=visit.at, new_id=visit.house.new_id)
    return Silence()


def _page(visit: Visit, button: Button) -> Answer:
    """Turn to another page of a list, in its own message."""
    post = visit.books.outbox.get(button.slot)
    if post is not None:
        visit.books.outbox.put(replace(post, object=button.object, revision=post.revision + 1))
    return Silence()


def revoke(visit: Visit, what: str) -> Answer:
    """Take back one grant, or everything."""
    books = visit.books
    grant = books.grants.get(what)
    if grant is not None and grant.subject == visit.member.id:
        books.grants.remove(grant.id)
        books.ledger.write(
            "revoke", at=visit.at, actor=visit.member.id, subject=visit.member.id, object_=grant.id
        )
        return Silence()
    films, remixes, chats = enrolling.revoke_all(
        books, visit.member.id, "stand_in", at=visit.at, new_id=visit.house.new_id
    )
    return asking.tell_note(visit, "note-withdrawn", films=films, remixes=remixes, chats=chats)


def _renew(visit: Visit, button: Button) -> Answer:
    """Let a permission go on; the question has had its answer."""
    if not permission.renew(visit.books, button.object, visit.member.id, at=visit.at):
        return Toast(text=visit.say("toast-expired"))
    _dismiss(visit, button)
    return Toast(text=visit.say("toast-kept"))


def _open(visit: Visit, button: Button) -> Answer:
    """Show another page or form, or shoot an idea of ours: ``kind`` or ``kind:object``."""
    kind, _, object_ = button.object.partition(":")
    if kind in about_me.FORMS:
        return about_me.open_form(visit, button)
    if kind == "idea":
        return asking.make_film(visit, visit.say(f"idea-{object_}"), ())
    return asking.show(visit, kind, object_ or str(visit.member.id))


def screen_test_film(visit: Visit, paper: str) -> Film:
    """Put the screen test of a new likeness on its way, for its owner's eyes only."""
    house, member = visit.house, visit.member
    film = Film(
        id=house.new_id(), chat=visit.chat, requester=member.id, sentence="", locale=member.locale,
        seed=asking.seed_of(str(member.id)), made_at=visit.at, root="", paper=paper,
        title=visit.say("preview-title"),
    )  # fmt: skip
    filming.rehearse(
        visit.books, replace(film, root=film.id), token=PART, job=house.new_id(), at=visit.at
    )
    return film


def _forget_me(visit: Visit, button: Button) -> Answer:
    """Erase: the books forget here and now, the keys are destroyed right after."""
    books, me = visit.books, visit.member.id
    if button.object == "voice":
        owned = enrolling.forget_voice(books, me, at=visit.at, new_id=visit.house.new_id)
        return asking.tell_note(visit, "note-voice-erased") if owned else Silence()
    visit.house.crowds.drop(me)
    owners, receipt = enrolling.forget(books, me, at=visit.at, new_id=visit.house.new_id)
    for owner in owners:
        books.erasures.put(owner, visit.at)
    return asking.tell_note(visit, "note-erased", time=visit.at.isoformat(), code=str(receipt))


def _accept_release(visit: Visit, button: Button) -> Answer:
    """Agree to what came after one's release, having read it: a host that films, or cameras here.

    Who reads of the host reads of everything that is given faces.
    """
    terms, locale = visit.house.terms, visit.member.locale
    to_host = button.object == terms.far_host
    if not button.object or not (to_host or button.object == bettering.near_id(terms.big)):
        return Toast(text=visit.say("toast-expired"))
    read = terms.engines if to_host else terms.big.near
    done = releasing.tell_of(visit.books, visit.member.id, read, locale=locale, at=visit.at)
    post = visit.books.outbox.get(button.slot)
    if post is not None and post.kind == "told":
        touch_film(visit.books, post.object)  # what waited for it begins once it is shown anew
    if not done:
        return Silence()
    if to_host:
        return Toast(text=visit.say("told-yes", host=terms.far_host))
    names = joined([engine_name(one, locale) for one in read], locale)
    return Toast(text=visit.say("told-engines-yes", engines=names))


def _open_door(visit: Visit, _button: Button) -> Answer:
    """Take somebody to their direct chat, where something waits."""
    token = visit.house.new_key()
    doors.mint(visit.books, token, visit.member.id, at=visit.at)
    return OpenDirect(token=token)


def _dismiss(visit: Visit, button: Button) -> Answer:
    """Put a private message away."""
    post = visit.books.outbox.get(button.slot)
    if post is not None and post.viewer == visit.member.id:
        visit.books.outbox.put(replace(post, kind="nothing", revision=post.revision + 1))
    return Silence()


ACTS: dict[str, Callable[[Visit, Button], Answer]] = {
    "enrol": _enrol,
    "retake": _retake,
    "accept_release": _accept_release,
    "confirm": _confirm,
    "level": _level,
    "face_on": _face,
    "voice_on": _voice,
    "forget_me": _forget_me,
    "open": _open,
    "page": _page,
    "renew": _renew,
    "dismiss": _dismiss,
    "open_door": _open_door,
}
