"""A card for somebody the chat knows by a handle alone: there is a part for them."""

from __future__ import annotations

from bot.presenter.desk import NotYet, Shown, TakeAway
from bot.presenter.scene import Scene, note, title_of
from bot.presenter.words import clean
from generation.studio.claiming import is_open, part_for


def present_claim(scene: Scene, object_: str) -> Shown:
    """Ask for whoever goes by a handle once there is a part for them; with it the card goes."""
    film_id, _, handle = object_.partition(":")
    film = scene.books.films.get(film_id)
    if film is None or not is_open(film):
        return TakeAway()
    if film.paper is None:
        return NotYet()
    if part_for(scene.books, film, handle) is None:
        return TakeAway()
    me = scene.button(scene.say("button-thats-me"), "claim", object_, about=title_of(film))
    text = scene.say("claim", handle=clean(handle), asker=scene.person(film.requester))
    return note(text, rows=((me,),))
