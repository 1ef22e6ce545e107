"""Buttons about big cameras: a yes to them beforehand, another try, and a chat without them."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import Answer, Silence, Toast
from bot.house.entry import Visit, in_charge
from bot.house.press import Press
from generation.model.member import ChatId
from generation.studio import agreeing, bettering


def _better(press_: Press) -> Answer:
    """Tick, or no longer, that a yes is one to the big camera, too."""
    visit, film = press_.visit, press_.film
    token, _, switch = press_.rest.partition(":")
    ticked = film is not None and agreeing.tick(
        visit.books, film.id, token, visit.member.id, better=switch == "on"
    )
    return Silence() if ticked else Toast(text=visit.say("toast-expired"))


def _retry_big(press_: Press) -> Answer:
    """Have every big camera try once more, for whoever asked for the film."""
    visit, film, house = press_.visit, press_.film, press_.visit.house
    again = film is not None and bettering.retry(
        visit.books, film, house.terms.big, at=visit.at, new_id=house.new_id
    )
    return Toast(text=visit.say("toast-retrying-big" if again else "toast-expired"))


def _puppets_only(press_: Press) -> Answer:
    """Have the films of a chat made by puppets alone, or no longer: whoever runs it decides."""
    visit = press_.visit
    chat, _, switch = press_.button.object.partition("|")
    if not _runs(visit, ChatId(chat)):
        return Toast(text=visit.say("toast-admins-only"))
    bettering.keep_small(visit.books, ChatId(chat), only=switch == "on", at=visit.at)
    visit.books.outbox.touch(press_.button.slot)
    return Silence()


def _runs(visit: Visit, chat: ChatId) -> bool:
    """Tell whether somebody decides about a chat: as it says now, or elsewhere as it said last."""
    if visit.chat == chat:
        return in_charge(visit)
    theirs = visit.books.chats.membership(chat, visit.member.id)
    if theirs is None:
        return False
    return theirs.role == "admin" or visit.member.id in visit.house.terms.admins


ACTS: dict[str, Callable[[Press], Answer]] = {
    "better": _better,
    "retry_big": _retry_big,
    "puppets_only": _puppets_only,
}
