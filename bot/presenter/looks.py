"""The other looks and shapes that a film of one's own can be shot in once more."""

from __future__ import annotations

import json

from bot.presenter.desk import Shown, TakeAway
from bot.presenter.scene import Scene, note, rows_of, title_of
from generation.director.versions import others


def present_looks(scene: Scene, film_id: str) -> Shown:
    """Show a button for each look and shape the film does not have."""
    film = scene.books.films.get(film_id)
    if film is None or film.paper is None or film.requester != scene.reader:
        return TakeAway()
    paper = json.loads(film.paper)
    buttons = [
        scene.button(
            scene.say(f"button-{change.replace(':', '-')}"),
            "look", f"{film.id}:{change}", allowed=film.requester, once=True, about=title_of(film),
        )
        for change in others(paper.get("look", "natural"), paper.get("format", "9:16"))
    ]  # fmt: skip
    return note(scene.say("looks-card", title=title_of(film)), rows=rows_of(*buttons))
