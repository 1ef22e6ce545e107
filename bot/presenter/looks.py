"""The other looks and shapes a film of one's own can be shot in, and its shots, to redo one."""

from __future__ import annotations

import json

from bot.presenter.desk import Shown, TakeAway
from bot.presenter.scene import Scene, note, rows_of, title_of
from bot.presenter.words import clean, fit
from generation.director.versions import others

WORDS_ROOM = 16  # of a shot's first words on a button


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


def present_shots(scene: Scene, film_id: str) -> Shown:
    """Show a button for each shot, by its number and the first words that are heard in it."""
    film = scene.books.films.get(film_id)
    if film is None or film.paper is None or film.requester != scene.reader:
        return TakeAway()
    buttons = []
    for number, shot in enumerate(json.loads(film.paper)["shots"], 1):
        words = fit(clean(next((line["text"] for line in shot["lines"]), "")), WORDS_ROOM)
        label = scene.say("button-shot", number=number, words=words)
        buttons.append(
            scene.button(
                label, "redo_shot", f"{film.id}:{number}", allowed=film.requester, once=True,
                about=title_of(film),
            )
        )  # fmt: skip
    return note(scene.say("shots-card", title=title_of(film)), rows=rows_of(*buttons))
