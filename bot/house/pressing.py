"""The door of buttons: whose it is, whether it still counts, and what it does to a film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from bot import buttons
from bot.chat import Answer, ButtonPress, Silence, Toast
from bot.house import (
    asking,
    joining,
    pressing_cameras,
    pressing_self,
    pressing_wishes,
    prompting,
    steps,
    strangers,
    welcoming,
)
from bot.house.entry import Visit, place_key
from bot.house.press import Press
from bot.presenter import note_body
from generation.model.film import Film, Part
from generation.model.member import MemberId
from generation.studio import agreeing, casting, filming, permission, remixing, shielding
from generation.studio.books import Books
from generation.studio.dialogs import is_step
from generation.studio.records import Button
from generation.studio.slots import film_slot, tell


def press(visit: Visit, event: ButtonPress) -> Answer:
    """Check a press and do it."""
    read = buttons.decode(event.data)
    button = visit.books.buttons.get(read[1]) if read is not None else None
    if (
        read is None
        or button is None
        or button.verb != read[0]
        or not _belongs(visit, button, event)
    ):
        return Toast(text=visit.say("toast-expired"))
    if button.allowed is not None and button.allowed != visit.member.id:
        owner = visit.books.people.get(button.allowed)
        name = owner.name if owner is not None else ""
        return Toast(text=visit.say("toast-not-yours", name=name))
    late = button.expires_at is not None and visit.at >= button.expires_at
    if late or button.used_at is not None:
        return Toast(text=visit.say("toast-expired"))
    if button.single_use:
        visit.books.buttons.put(replace(button, used_at=visit.at))
    if is_step(button.slot):
        return steps.press(visit, button)
    act = ACTS.get(button.verb)
    if act is not None:
        return act(Press(visit=visit, button=button))
    return pressing_self.press(visit, button)


def _belongs(visit: Visit, button: Button, event: ButtonPress) -> bool:
    """Tell whether the button is under the message that was pressed, in that chat.

    While nobody knows yet how the sending of a message ended, it may be any: who sees it may be
    quicker than the word that it was sent.
    """
    post = visit.books.outbox.get(button.slot)
    if post is None or button.chat != place_key(event):
        return False
    on_its_way = post.message is None and post.late is not None and not post.gone
    return on_its_way or post.message == event.message


def _shown(press_: Press) -> Film | None:
    film = press_.film
    return film if film is not None and film.state == "shown" and not film.hidden else None


def _add_me(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None or film.hidden or film.state not in {"making", "shown"}:
        return Toast(text=visit.say("toast-expired"))
    if visit.books.cameos.get(visit.member.id) is None:
        return pressing_self.welcome(visit, f"add_me:{film.id}")
    return joining.add_to_film(visit, film)


def _same_style(press_: Press) -> Answer:
    visit, film = press_.visit, _shown(press_)
    if film is None:
        return Toast(text=visit.say("toast-expired"))
    wish = remixing.my_turn(
        visit.books, film, visit.member.id, visit.member.name, somebody=visit.say("someone")
    )
    return joining.remix(visit, film, wish)


def _prompt(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None:
        return Toast(text=visit.say("toast-expired"))
    return prompting.other_words(visit, film)


def _like(press_: Press) -> Answer:
    return _react(press_, liked=True)


def _dislike(press_: Press) -> Answer:
    return _react(press_, liked=False)


def _react(press_: Press, *, liked: bool) -> Answer:
    """One vote for each member; the same tap again takes it back.

    Whoever sees a film may be quicker than the word that it is shown.
    """
    visit, film = press_.visit, press_.film
    if film is None or film.hidden or film.state not in {"making", "shown"}:
        return Toast(text=visit.say("toast-expired"))
    reactions, member = visit.books.reactions, visit.member.id
    value: Literal["like", "dislike"] = "like" if liked else "dislike"
    reactions.set(film.id, member, None if reactions.of(film.id, member) == value else value)
    visit.books.outbox.touch(film_slot(film.id))
    return Silence()


def _remove_me(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    part = permission.part_of(visit.books, film.id, visit.member.id) if film else None
    if film is None or part is None or part.state not in {"agreed", "asked"}:
        return Toast(text=visit.say("toast-not-in-it"))
    return asking.show(visit, "withdraw", film.id)


def _revoke(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None:
        return pressing_self.revoke(visit, press_.button.object)
    choice: permission.Choice = "vanish" if press_.rest == "vanish" else "stand_in"
    rested = _makers_of_rested(visit.books, film, visit.member.id) if choice == "vanish" else []
    taken = permission.withdraw(
        visit.books, film.id, visit.member.id, choice, at=visit.at, new_id=visit.house.new_id
    )
    for remix in rested:
        tell(
            visit.books, remix.requester, "note", remix.id, slot=f"rested:{remix.id}",
            body=note_body("note-rested", {"title": remix.title}, ()),
        )  # fmt: skip
    visit.books.outbox.touch(press_.button.slot)
    return asking.tell_note(
        visit, "note-withdrawn", films=taken.films, remixes=taken.remixes, chats=taken.chats
    )


def _makers_of_rested(books: Books, film: Film, member: MemberId) -> list[Film]:
    """Return remixes that go although nobody in them took anything back."""
    return [
        remix
        for remix in books.films.descendants(film.id)
        if remix.requester != member
        and remix.state in {"making", "shown"}
        and permission.part_of(books, remix.id, member) is None
    ]


def _more(press_: Press) -> Answer:
    return asking.show(press_.visit, "why", press_.button.object)


def _cover(press_: Press) -> Answer:
    return _covered(press_, covered=True)


def _uncover(press_: Press) -> Answer:
    return _covered(press_, covered=False)


def _covered(press_: Press, *, covered: bool) -> Answer:
    """Cover a film or uncover it; the card that offers it then offers the other."""
    visit, film = press_.visit, press_.film
    if film is None or not shielding.may_cover(visit.books, film, visit.member.id):
        return Toast(text=visit.say("toast-expired"))
    shielding.cover(visit.books, film, covered=covered)
    visit.books.outbox.touch(press_.button.slot)
    return Silence()


def _delete(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None or film.state == "removed":
        return Toast(text=visit.say("toast-expired"))
    if film.requester != visit.member.id and not is_admin(visit, film):
        return Toast(text=visit.say("toast-expired"))
    permission.delete_film(visit.books, film, by=visit.member.id, at=visit.at)
    return Toast(text=visit.say("toast-deleted"))


def is_admin(visit: Visit, film: Film) -> bool:
    """Tell whether the member runs the bot, or the film's chat."""
    theirs = visit.books.chats.membership(film.chat, visit.member.id)
    in_charge = theirs is not None and theirs.role == "admin"
    return in_charge or visit.member.id in visit.house.terms.admins


def _report(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None:
        return Toast(text=visit.say("toast-expired"))
    permission.report(visit.books, film, by=visit.member.id, at=visit.at)
    admins = {
        one.member for one in visit.books.chats.members(film.chat) if one.role == "admin"
    } | visit.house.terms.admins
    for admin in sorted(admins):
        tell(
            visit.books, admin, "note", film.id, slot=f"reported:{film.id}:{admin}",
            body=note_body("note-reported", {"title": film.title}, ()),
        )  # fmt: skip
    return Toast(text=visit.say("toast-reported"))


def _approve(press_: Press) -> Answer:
    """Say yes to a film, or to what a big camera has made of it."""
    visit, film = press_.visit, press_.film
    token, _, which = press_.rest.partition(":")
    say_yes = agreeing.agree if which == "big" else permission.nod
    agreed = film is not None and say_yes(
        visit.books, film.id, token, visit.member.id, at=visit.at, new_id=visit.house.new_id
    )
    return Silence() if agreed else Toast(text=visit.say("toast-expired"))


def _decline(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    token, _, which = press_.rest.partition(":")
    say_no = agreeing.refuse if which == "big" else permission.decline
    said = film is not None and say_no(
        visit.books, film.id, token, visit.member.id, at=visit.at, new_id=visit.house.new_id
    )
    return Silence() if said else Toast(text=visit.say("toast-expired"))


def _grant_once(press_: Press) -> Answer:
    return _grant(press_, once=True)


def _grant_30d(press_: Press) -> Answer:
    return _grant(press_, once=False)


def _grant(press_: Press, *, once: bool) -> Answer:
    """Say yes to a part: with a cameo at once, without one after enrolling."""
    visit, film, part = press_.visit, press_.film, _own_part(press_)
    if film is None or part is None:
        return Toast(text=visit.say("toast-expired"))
    if visit.books.cameos.get(visit.member.id) is None:
        way = "part" if once else "part30"
        visit.books.outbox.touch(press_.button.slot)  # which offers to make one
        pressing_self.wants(visit, f"{way}:{part.film}:{part.token}")
        return Silence()
    joining.take_part(visit, film, part, once=once)
    return Silence()


def _own_part(press_: Press) -> Part | None:
    film = press_.film
    if film is None or film.state not in {"making", "shown"}:
        return None
    parts = press_.visit.books.films.parts(film.id)
    mine = press_.visit.member.id
    return next((one for one in parts if one.token == press_.rest and one.member == mine), None)


def _stop_asking(press_: Press) -> Answer:
    visit = press_.visit
    asker = None if press_.button.object == "*" else MemberId(press_.button.object)
    _, _, where = press_.button.slot.partition(":")
    permission.stop_asking(
        visit.books, visit.member.id, asker, where.partition(":")[0], at=visit.at,
        new_id=visit.house.new_id,
    )  # fmt: skip
    return Silence()


def _ask_person(press_: Press) -> Answer:
    """Ask somebody who is played by a stand-in. The answer is the same whatever becomes of it."""
    visit, film = press_.visit, _shown(press_)
    parts = visit.books.films.parts(film.id) if film is not None else ()
    part = next((one for one in parts if one.token == press_.rest), None)
    if film is None or part is None:
        return Toast(text=visit.say("toast-expired"))
    casting.ask_again(visit.books, film, part, at=visit.at)
    filming.make_cuts(visit.books, film.id, at=visit.at, new_id=visit.house.new_id)
    return Toast(text=visit.say("toast-asked", name=part.name))


ACTS: dict[str, Callable[[Press], Answer]] = {
    **pressing_wishes.ACTS,
    **welcoming.ACTS,
    **strangers.ACTS,
    **pressing_cameras.ACTS,
    "add_me": _add_me,
    "same_style": _same_style,
    "prompt": _prompt,
    "like": _like,
    "dislike": _dislike,
    "remove_me": _remove_me,
    "revoke": _revoke,
    "more": _more,
    "cover": _cover,
    "uncover": _uncover,
    "delete": _delete,
    "report": _report,
    "approve": _approve,
    "decline": _decline,
    "grant_no": _decline,
    "grant_once": _grant_once,
    "grant_group_30d": _grant_30d,
    "stop_asking": _stop_asking,
    "ask_person": _ask_person,
}
