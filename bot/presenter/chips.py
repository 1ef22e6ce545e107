"""What one press makes of a film: another one shot instead, one more take, the next, a cover."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.chat import Button
from bot.presenter.scene import Scene, platform_of, title_of
from bot.scenes import may_go_on, unjoined
from generation.director.moments import recognise
from generation.director.refining import REFINEMENTS
from generation.model.film import Film
from generation.studio.shielding import may_cover


def chips(scene: Scene, film: Film) -> Sequence[Button]:
    """Return a button for each film an answered message can be; none where none was."""
    if film.quoted is None:
        return ()
    own = film.quoted.author == film.requester
    moment = recognise(film.sentence, own=own, names=[name for _, name in film.mentions])
    shot = film.quoted.recipe or moment.film
    if film.paper is not None:
        shot = str(json.loads(film.paper).get("recipe") or shot)
    return [
        scene.button(
            scene.say(f"button-film-{recipe.lower().replace('_', '-')}"),
            "recipe", f"{film.id}:{recipe}", allowed=film.requester, about=title_of(film),
        )
        for recipe in (moment.film, *moment.others)
        if recipe != shot
    ]  # fmt: skip


def refinements(scene: Scene, film: Film) -> Sequence[Button]:
    """Return a button for each way to shoot the same words once more."""
    return [
        scene.button(
            scene.say(f"button-refine-{verb}"), verb, film.id, allowed=film.requester, once=True,
            about=title_of(film),
        )
        for verb in REFINEMENTS
    ]  # fmt: skip


def covering(scene: Scene, film: Film) -> Sequence[Button]:
    """Return what covers a film, or uncovers it, for those who may, where the chat can."""
    able = platform_of(film.chat) in scene.desk.covers
    if not able or scene.reader is None or not may_cover(scene.books, film, scene.reader):
        return ()
    verb = "uncover" if film.covered else "cover"
    return [scene.button(scene.say(f"button-{verb}"), verb, film.id, about=title_of(film))]


def going_on(scene: Scene, film: Film) -> Sequence[Button]:
    """Return what leads on from a film that is shown, for everybody in its chat."""
    if scene.reader is None or not may_go_on(scene.books, film, scene.reader):
        return ()
    verbs = ["next_scene"]
    if unjoined(scene.books, film) is None:
        verbs.append("join")
    return [
        scene.button(
            scene.say(f"button-{verb.replace('_', '-')}"), verb, film.id, once=True,
            about=title_of(film),
        )
        for verb in verbs
    ]  # fmt: skip
