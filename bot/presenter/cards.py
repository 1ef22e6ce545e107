"""Cards: who is in a film and why, help, and where faces go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.chat import Button, OutgoingText, Rows
from bot.presenter.better import accept_engines, accept_host, has_read, near_cameras
from bot.presenter.chips import chips, covering, going_on, refinements
from bot.presenter.desk import Shown, TakeAway
from bot.presenter.film import maker
from bot.presenter.scene import Scene, is_drawn, note, rows_of, stand_in, title_of
from bot.presenter.words import SENTENCE_MAX, clean, engine_name, fit, joined
from bot.scenes import chain, scenes_in, unjoined
from generation.director.merging import JOIN
from generation.model.film import Film, Part
from generation.studio.filming import shown_cut
from generation.studio.permission import SILENCE_IS_NO
from generation.studio.releasing import knows

ASK_ROOM = 24  # width that a name may take in a button of its own row


def present_why(scene: Scene, film_id: str) -> Shown:
    """Say who asked, what was understood, who is in it and by which yes, and what made it."""
    film = scene.books.films.get(film_id)
    if film is None:
        return TakeAway()
    if film.hidden or film.state == "removed":
        return note(scene.say("why-gone", title=title_of(film)))
    parts = scene.books.films.parts(film.id)
    reading = clean(film.reading, SENTENCE_MAX).rstrip(".。 ")
    lines = [
        scene.say(
            "why-head", title=title_of(film), asker=scene.person(film.requester),
            date=scene.day(film.made_at),
        ),
        scene.say("progress-reading", turn=reading) if reading else "",
        *(_cast_line(scene, film, part) for part in parts),
        _made(scene, film),
        _parent(scene, film),
        _apart(scene, film),
        _nods(scene, film, parts),
    ]  # fmt: skip
    return note(*lines, rows=rows_of(*_buttons(scene, film, parts)))


def _cast_line(scene: Scene, film: Film, part: Part) -> str:
    """Say who plays. Whoever is not in it with their face is a part that somebody draws."""
    name = scene.role(film, part)
    if part.state != "agreed":
        drawn = scene.say("why-drawn", standin=stand_in(part))
        stands = scene.say("why-stand-in", name=name, standin=stand_in(part))
        return drawn if is_drawn(part) else stands
    match part.basis:
        case "self":
            return scene.say("why-self", name=name)
        case "grant":
            return scene.say("why-grant", name=name)
        case "standing":
            return scene.say("why-standing", name=name)
        case "nod" | None:
            at = _nodded_at(scene, film, part)
            if at is None:
                return scene.say("why-nod", name=name)
            return scene.say("why-nod-at", name=name, time=at.strftime("%H:%M"))
        case never:
            assert_never(never)


def _nodded_at(scene: Scene, film: Film, part: Part) -> datetime | None:
    if part.member is None:
        return None
    for row in reversed(scene.books.ledger.receipts(part.member)):
        at = row["at"]
        if row["kind"] == "nod" and row["object"] == film.id and isinstance(at, datetime):
            return at.astimezone(scene.desk.at.tzinfo)
    return None


def _made(scene: Scene, film: Film) -> str:
    clip = shown_cut(scene.books, film)
    if clip is None:
        return ""
    made = scene.say(
        "why-made",
        engine=maker(scene, clip),
        voice=clean(clip.voice),
        seconds=max(1, round(clip.seconds)),
    )
    cost = scene.say("why-cost", cost=clean(clip.cost)) if clip.cost else ""
    return f"{made} {cost}".rstrip()


def _parent(scene: Scene, film: Film) -> str:
    if film.change == JOIN:
        return scene.say("why-joined", n=scenes_in(scene.books, film))
    parent = scene.books.films.get(film.remix_of) if film.remix_of is not None else None
    return "" if parent is None else scene.say("why-parent", asker=scene.person(parent.requester))


def _apart(scene: Scene, film: Film) -> str:
    """Say why scenes that follow one another cannot become one film."""
    why = unjoined(scene.books, film) if len(chain(scene.books, film)) > 1 else None
    return scene.say(f"toast-join-{why}") if why in {"long", "sizes"} else ""


def _nods(scene: Scene, film: Film, parts: Sequence[Part]) -> str:
    """Tell the asker alone how many were asked; a no counts like no answer yet, for a day."""
    if scene.reader != film.requester:
        return ""
    out = sum(
        part.state in {"asked", "declined"}
        and part.asked_at is not None
        and scene.desk.at < part.asked_at + SILENCE_IS_NO
        for part in parts
    )
    return scene.say("why-nods", n=out) if out else ""


def _buttons(scene: Scene, film: Film, parts: Sequence[Part]) -> list[Button]:
    """Return what the reader may do. Anybody with a part that is drawn can be asked, always."""
    reader, title = scene.reader, title_of(film)
    buttons = [
        scene.button(
            scene.say("button-ask", name=fit(scene.role(film, part), ASK_ROOM)),
            "ask_person", f"{film.id}:{part.token}", about=title,
        )
        for part in parts
        if part.member not in {None, reader} and part.state != "agreed"
    ]  # fmt: skip
    buttons.append(scene.button(scene.say("button-permissions"), "open", "settings"))
    if any(part.member == reader and part.state == "agreed" for part in parts):
        label = scene.say("button-remove-me")
        buttons.append(scene.button(label, "remove_me", film.id, about=title))
    buttons += covering(scene, film)
    if reader == film.requester:
        buttons += chips(scene, film)
        if film.state == "shown" and film.change != JOIN:
            buttons += refinements(scene, film)
            redo = scene.say("button-redo-shot")
            buttons.append(scene.button(redo, "open", f"shots:{film.id}", about=title))
            look = scene.say("button-another-look")
            buttons.append(scene.button(look, "open", f"looks:{film.id}", about=title))
    buttons += going_on(scene, film)
    if reader == film.requester:
        delete = scene.say("button-delete")
        buttons.append(scene.button(delete, "delete", film.id, allowed=reader, about=title))
    buttons.append(scene.button(scene.say("button-report"), "report", film.id, about=title))
    return buttons


def present_help(scene: Scene, _object: str) -> OutgoingText:
    """List what can be typed."""
    command = scene.desk.command
    answers = "help-menus" if scene.menus else "help-answers"
    lines = [
        scene.say("help-film", command=scene.making), scene.say(answers, command=command),
        scene.say("help", command=command),
    ]  # fmt: skip
    if scene.desk.hear_host:
        lines.append(scene.say("help-hearing"))
    return note("\n".join(lines))


def present_privacy(scene: Scene, _object: str) -> OutgoingText:
    """Name everything that gets a face, a voice or a sentence, who keeps it, and for how long."""
    names = [engine_name(engine, scene.locale) for engine in scene.desk.engines]
    engines = joined(names, scene.locale)
    text = scene.say(
        "privacy",
        operator=scene.operator,
        engines=engines or scene.say("nobody-else"),
        command=scene.desk.command,
        days=scene.desk.retention_days,
    )
    lines = [text]
    if scene.desk.llm_host:
        lines.append(scene.say("privacy-llm", host=scene.desk.llm_host))
    if scene.desk.hear_host:
        lines.append(scene.say("privacy-hearing", host=scene.desk.hear_host))
    host = scene.desk.cameras.host
    lends = scene.reader is not None and scene.books.cameos.get(scene.reader) is not None
    rows: Rows = ()
    if lends and not has_read(scene):
        lines.append(scene.say("told-engines", engines=near_cameras(scene)))
        rows = ((accept_engines(scene),),)
    if host:
        lines.append(scene.say("privacy-remote", host=host))
        unread = lends and not knows(scene.books, scene.reader, host)
        rows += ((accept_host(scene),),) if unread else ()
    return note("\n".join(lines), rows=rows)
