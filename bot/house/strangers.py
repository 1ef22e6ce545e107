"""Handles whose owners the chat cannot tell: names for them in a film, and whose part it is."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Answer, FormSubmit, IncomingCommand, Toast
from bot.house.directing import paper_hash
from bot.house.entry import NAME_MAX, Visit
from bot.house.press import Press
from bot.presenter.scene import SPEAKER
from generation.model.film import Film
from generation.studio import casting, claiming, filming, permission
from generation.studio.calling import look
from generation.studio.claiming import Strangers
from generation.studio.slots import touch_film


def strangers_of(visit: Visit, event: IncomingCommand | FormSubmit) -> Strangers:
    """Name everybody who is mentioned by a handle alone, as nobody else in the film is called.

    Somebody in the chat may have chosen the very name: it is not they who are meant.
    """
    there = visit.books.chats.members(visit.chat)
    taken = {
        look(name)
        for name in (
            visit.member.name, *(one.member.name for one in event.mentions),
            *(one.called for one in there if one.called), *visit.house.terms.drawn, *SPEAKER,
        )
    }  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for handle in event.unknown:
        if handle.casefold() not in found:
            name = _free(handle[:NAME_MAX], taken)
            taken.add(look(name))
            found[handle.casefold()] = (name, handle)
    return tuple(found.values())


def _free(name: str, taken: set[str]) -> str:
    """Number a name that is somebody else's."""
    free, number = name, 2
    while look(free) in taken:
        free, number = f"{name}{number}", number + 1
    return free


def _claim(press_: Press) -> Answer:
    """Let whoever goes by the handle have the part: to be asked about, and no more than that."""
    visit, film, handle = press_.visit, press_.film, press_.rest
    part = claiming.part_for(visit.books, film, handle) if film is not None else None
    if film is None or part is None:
        return Toast(text=visit.say("toast-expired"))
    if visit.event.sender.handle.casefold() != handle.casefold():
        return Toast(text=visit.say("toast-not-yours", name=f"@{handle}"))
    if permission.part_of(visit.books, film.id, visit.member.id) is not None:
        return Toast(text=visit.say("toast-in-it-already"))
    casting.take_over(visit.books, film, part, visit.member.id, at=visit.at)
    visit.books.films.put(_with_its_cast(visit, film))
    filming.make_cuts(visit.books, film.id, at=visit.at, new_id=visit.house.new_id)
    touch_film(visit.books, film.id)
    return Toast(text=visit.say("toast-claimed"))


def _with_its_cast(visit: Visit, film: Film) -> Film:
    """Return a film whose hash names who is in it now: that is what the next yes is given to."""
    owners = {one.name: one.member for one in visit.books.films.parts(film.id) if one.member}
    return replace(film, paper_sha256=paper_hash(film.paper or "", owners))


ACTS = {"claim": _claim}
