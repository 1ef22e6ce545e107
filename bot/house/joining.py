"""Getting into films: into one's own, into somebody's by a remix, into a part that was offered."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Answer, Silence, Toast
from bot.house import asking
from bot.house.entry import Visit
from generation.model.film import Film, Part
from generation.studio import casting, filming, permission, remixing
from generation.studio.slots import film_slot, part_slot

REMIX_WINDOW_S = 60.0  # a second tap within it is the first one again


def add_to_film(visit: Visit, film: Film) -> Answer:
    """Put a member into a film: at once where a part of it is theirs, else by a remix of it."""
    theirs = permission.part_of(visit.books, film.id, visit.member.id)
    if film.requester == visit.member.id and theirs is not None:
        casting.step_in(visit.books, film, at=visit.at)
        filming.make_cuts(visit.books, film.id, at=visit.at, new_id=visit.house.new_id)
        visit.books.outbox.touch(film_slot(film.id))
        return Silence()
    wish = remixing.add_me(visit.books, film, visit.member.id, visit.member.name)
    if wish is None:
        return Toast(text=visit.say("toast-full"))
    return remix(visit, film, wish)


def remix(visit: Visit, film: Film, wish: remixing.Wish) -> Answer:
    """Ask for a film made from another one; a second tap is the first one again."""
    soon = remixing.too_soon(
        visit.books, film, visit.member.id, at=visit.at, window_s=REMIX_WINDOW_S
    )
    if soon:
        return Toast(text=visit.say("toast-taken"))
    return asking.make_film(visit, wish.sentence, wish.mentions, remix_of=film, quoted=film.quoted)


def film_as(visit: Visit, film: Film, recipe: str) -> Answer:
    """Film an answered message by another recipe; a film in the making gives way to it."""
    if film.quoted is None or film.hidden or film.state not in {"making", "shown"}:
        return Toast(text=visit.say("toast-expired"))
    quoted = replace(film.quoted, recipe=recipe)
    if film.state == "making":
        permission.delete_film(visit.books, film, by=visit.member.id, at=visit.at)
    return asking.make_film(
        visit, film.sentence, film.mentions, seed=film.seed, quoted=quoted,
        remix_of=film if film.state == "shown" else None,
    )  # fmt: skip


def another_version(visit: Visit, film: Film, change: str) -> Answer:
    """Shoot a film that is shown once more, in another look or shape: everybody is asked anew."""
    if film.state != "shown" or film.hidden or film.requester != visit.member.id:
        return Toast(text=visit.say("toast-expired"))
    return asking.make_film(
        visit, film.sentence, film.mentions, recording=film.recording, remix_of=film,
        seed=film.seed, quoted=film.quoted, change=change,
    )  # fmt: skip


def take_part(visit: Visit, film: Film, part: Part, *, once: bool) -> None:
    """Let a member into a part: they see the film before anybody else does."""
    if not once:
        permission.grant(
            visit.books, subject=visit.member.id, grantee=None, chat=film.chat, once=False,
            origin=film.id, at=visit.at, new_id=visit.house.new_id,
        )  # fmt: skip
    casting.ask_owner(visit.books, part, at=visit.at)
    filming.make_cuts(visit.books, film.id, at=visit.at, new_id=visit.house.new_id)
    visit.books.outbox.touch(part_slot(part))
