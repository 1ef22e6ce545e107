"""Buttons that ask for a film, or for one no more: another mood, another recipe, other words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from bot.chat import Answer, ButtonPress, OpenForm, Toast
from bot.house import asking, continuing, joining
from bot.house.entry import Visit
from bot.house.press import Press
from bot.house.rewriting import offered_in
from generation.director.moments import shootable
from generation.director.refining import REFINEMENTS
from generation.director.versions import CHANGES, REFINE, RETAKE
from generation.model.film import Film
from generation.studio import filming, permission
from generation.studio.records import Post


def _cancel(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None or not filming.cancel(visit.books, film):
        return Toast(text=visit.say("toast-expired"))
    return Toast(text=visit.say("toast-cancelled"))


def _wrong_mood(press_: Press) -> Answer:
    """Read the sentence another way: the film in the making gives way to another one."""
    visit, film = press_.visit, press_.film
    if film is None or film.state != "making":
        return Toast(text=visit.say("toast-expired"))
    return _once_more(visit, film, seed=film.seed + 1)


def _retry(press_: Press) -> Answer:
    visit, film = press_.visit, press_.film
    if film is None or film.state != "failed":
        return Toast(text=visit.say("toast-expired"))
    return _once_more(visit, film, seed=film.seed)


def _once_more(visit: Visit, film: Film, *, seed: int) -> Answer:
    """Ask for the same film again, made of the same things, in its place."""
    parent = visit.books.films.get(film.remix_of) if film.remix_of is not None else None
    permission.delete_film(visit.books, film, by=visit.member.id, at=visit.at)
    return asking.make_film(
        visit, film.sentence, film.mentions, recording=film.recording, remix_of=parent, seed=seed,
        quoted=film.quoted, change=film.change, strangers=film.strangers,
    )  # fmt: skip


def _recipe(press_: Press) -> Answer:
    """Film an answered message as another of the films that its moment offers."""
    visit, film = press_.visit, press_.film
    if film is None or press_.rest not in shootable():
        return Toast(text=visit.say("toast-expired"))
    return joining.film_as(visit.at_film(film), film, press_.rest)


def _version(press_: Press) -> Answer:
    """Shoot one's own film once more: in another look or shape, refined, or with a shot anew."""
    visit, film, change = press_.visit, press_.film, _change(press_)
    if film is None or change not in CHANGES:
        return Toast(text=visit.say("toast-expired"))
    answer = joining.another_version(visit.at_film(film), film, change)
    visit.books.outbox.touch(press_.button.slot)
    return answer


def _change(press_: Press) -> str:
    match press_.button.verb:
        case "look":
            return press_.rest
        case "redo_shot":
            return f"{RETAKE}{press_.rest}"
        case verb:
            return f"{REFINE}{verb}"


def _go_on(press_: Press) -> Answer:
    """Go on from a film: the same people, later; or put it and what came before it together."""
    visit, film = press_.visit, press_.film
    if film is None:
        return Toast(text=visit.say("toast-expired"))
    way = continuing.join if press_.button.verb == "join" else continuing.next_scene
    answer = way(visit.at_film(film), film)
    visit.books.outbox.touch(press_.button.slot)
    return answer


def _film_last(press_: Press) -> Answer:
    """Film what somebody wrote last before the panel was called."""
    visit = press_.visit
    meant = visit.event.meant if isinstance(visit.event, ButtonPress) else None
    if meant is None or not meant.text.strip():
        return Toast(text=visit.say("toast-nobody-wrote"))
    return asking.film_message(visit, meant, ())


def _rewrite(press_: Press) -> Answer:
    """Do what is offered in place of refused words: shoot that, write anew, or read the rule."""
    visit, button = press_.visit, press_.button
    post = visit.books.outbox.get(button.slot)
    rewrite, mentions = offered_in(post.body if post is not None else "")
    if post is None or not rewrite:
        return Toast(text=visit.say("toast-expired"))
    way, _, rule = button.object.partition(":")
    if way == "rule":
        return asking.tell_note(visit, f"note-rule-{rule}")
    if way == "own":
        return OpenForm(
            id=f"sentence:{_remixed(post)}", kind="sentence",
            values={"sentence": rewrite, "title": ""},
        )  # fmt: skip
    refused, before = visit.books.films.get(post.object), visit.films_asked
    there = visit if refused is None else visit.at_film(refused)
    answer = asking.make_film(there, rewrite, mentions)
    if visit.films_asked > before:
        visit.books.outbox.put(replace(post, kind="nothing", body="", revision=post.revision + 1))
    return answer


def _remixed(post: Post) -> str:
    """Return the film that refused words were to remix, if it was one."""
    return post.object if json.loads(post.body)["id"] == "note-rewrite" else ""


ACTS: dict[str, Callable[[Press], Answer]] = {
    "cancel": _cancel,
    "wrong_mood": _wrong_mood,
    "retry": _retry,
    "recipe": _recipe,
    "film_last": _film_last,
    "next_scene": _go_on,
    "join": _go_on,
    **dict.fromkeys(("look", "redo_shot", *REFINEMENTS), _version),
    "rewrite": _rewrite,
}
