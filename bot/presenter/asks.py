"""What somebody is asked about their own face: a nod, a part, and the way out of a film."""

from __future__ import annotations

from datetime import datetime

from bot.chat import Rows
from bot.presenter.desk import ClipPlan, NotYet, Shown
from bot.presenter.enrolment import enrol_rows
from bot.presenter.scene import (
    Scene,
    boxed,
    is_round,
    note,
    rows_of,
    sentence_of,
    title_of,
    was_shown,
)
from bot.presenter.words import PAIR_UNDER_A_CLIP, PAIR_UNDER_A_TEXT, fit
from generation.model.film import Film, Part, Shot, best, live
from generation.studio import bettering
from generation.studio.filming import showable
from generation.studio.permission import SILENCE_IS_NO
from generation.studio.records import ClipRow

NEVER_FROM_ROOM = 24  # width that a name may take in a button of its own row


def film_and_part(scene: Scene, object_: str) -> tuple[Film, Part] | None:
    """Return the film and the part that a message asks about, or None."""
    film_id, _, token = object_.partition(":")
    film = scene.books.films.get(film_id)
    part = next((p for p in scene.books.films.parts(film_id) if p.token == token), None)
    return None if film is None or part is None else (film, part)


def is_running(film: Film) -> bool:
    """Tell whether a film is shown, or will be."""
    return film.state in {"making", "shown"} and not film.hidden


def present_nod(scene: Scene, object_: str) -> Shown:
    """Show a person who is asked the film with their face, and then what became of it."""
    found = film_and_part(scene, object_)
    if found is None:
        return NotYet()
    film, part = found
    if part.state == "asked" and is_running(film) and not _silent(scene, part):
        return _preview(scene, film, part)
    if not was_shown(scene):
        return NotYet()
    return _answered(scene, film, part)


def _silent(scene: Scene, part: Part) -> bool:
    return part.asked_at is not None and scene.desk.at >= part.asked_at + SILENCE_IS_NO


def _preview(scene: Scene, film: Film, part: Part) -> Shown:
    clip = _preview_clip(scene, film, part)
    if clip is None or part.asked_at is None:
        return NotYet()
    until = part.asked_at + SILENCE_IS_NO
    object_ = f"{film.id}:{part.token}"
    post, not_this = (
        scene.button(
            label, verb, object_, allowed=part.member, once=True, until=until, tone="even",
            about=title_of(film),
        )
        for label, verb in (
            (scene.say("button-post"), "approve"),
            (scene.say("button-not-this"), "decline"),
        )
    )  # fmt: skip
    return ClipPlan(
        clip=clip,
        title=title_of(film),
        caption=scene.say(
            "nod-preview",
            asker=scene.person(film.requester),
            chat=scene.chat(film.chat),
            time=scene.moment(until),
        ),
        rows=(*_better_row(scene, film, part, until), (post, not_this)),
        is_round=is_round(film),
        ticket=True,
        protected=True,
    )


def _better_row(scene: Scene, film: Film, part: Part, until: datetime) -> Rows:
    """Return what takes a yes for one to the big camera too, where that would shoot the film."""
    books, cameras = scene.books, scene.desk.cameras
    barred = bettering.barred(books, [part], cameras)
    if barred or not bettering.shoots(books, film, cameras):
        return ()
    button = scene.button(
        boxed(scene.say("button-better"), part.better), "better",
        f"{film.id}:{part.token}|{'off' if part.better else 'on'}", allowed=part.member,
        until=until, about=title_of(film),
    )  # fmt: skip
    return ((button,),)


def _preview_clip(scene: Scene, film: Film, part: Part) -> ClipRow | None:
    """Return the cut with their face, and with nobody's who has not agreed."""
    made = showable(scene.books, film.id)
    clips: dict[Shot, ClipRow] = {
        (clip.cut, clip.camera): clip
        for clip in made
        if part.token in clip.cut and clip.camera == "small"
    }
    shot = best(clips, live(scene.books.films.parts(film.id)) | {part.token})
    return None if shot is None else clips[shot]


def _answered(scene: Scene, film: Film, part: Part) -> Shown:
    title = title_of(film)
    match part.state:
        case "agreed" if is_running(film):
            down = scene.button(
                scene.say("button-take-it-down"), "remove_me", film.id, allowed=part.member
            )
            return note(scene.say("nod-posted"), rows=((down,),))
        case "agreed":
            return note(scene.say("why-gone", title=title))
        case "withdrawn":
            return note(scene.say("nod-withdrawn", title=title))
        case "asked" if not is_running(film):
            return note(scene.say("nod-off", title=title))
        case _:
            return note(scene.say("nod-declined"))


def present_part(scene: Scene, object_: str) -> Shown:
    """Tell somebody without a cameo of a part for them, and then what they said."""
    found = film_and_part(scene, object_)
    if found is None:
        return NotYet()
    film, part = found
    if part.state in {"declined", "withdrawn"}:
        return note(scene.say("part-no"))
    if not is_running(film):
        return note(scene.say("part-off", title=title_of(film)))
    if part.state != "stand_in":
        return note(scene.say("part-ready"))
    wish = scene.books.enrolments.get(scene.reader) if scene.reader is not None else None
    if wish is not None and wish.resume.endswith(f":{object_}"):
        return note(scene.say("part-yes"), rows=enrol_rows(scene))
    return _invitation(scene, film, object_)


def _invitation(scene: Scene, film: Film, object_: str) -> Shown:
    asker = scene.person(film.requester)
    never_from = scene.say("button-never-from", asker=fit(asker, NEVER_FROM_ROOM))
    answers = rows_of(
        scene.button(scene.say("button-yes-once"), "grant_once", object_, tone="even"),
        scene.button(scene.say("button-yes-30-days"), "grant_group_30d", object_, tone="even"),
        pair=PAIR_UNDER_A_TEXT,
    )
    no = (scene.button(scene.say("button-no"), "grant_no", object_, tone="even"),)
    never = rows_of(
        scene.button(never_from, "stop_asking", film.requester),
        scene.button(scene.say("button-never-ask"), "stop_asking", "*"),
    )
    text = scene.say(
        "part-invitation",
        asker=asker,
        chat=scene.chat(film.chat),
        sentence=sentence_of(film),
    )
    return note(text, rows=(*answers, no, *never))


def present_withdraw(scene: Scene, film_id: str) -> Shown:
    """Ask a person in a film what is to happen with their part."""
    film = scene.books.films.get(film_id)
    parts = scene.books.films.parts(film_id)
    part = next((p for p in parts if p.member == scene.reader and p.member is not None), None)
    if film is None or part is None:
        return NotYet()
    if part.state == "withdrawn":
        return note(scene.say("nod-withdrawn", title=title_of(film)))
    if not is_running(film):
        return note(scene.say("why-gone", title=title_of(film)))
    rows = rows_of(
        scene.button(scene.say("button-stand-in"), "revoke", f"{film.id}|stand_in", tone="even"),
        scene.button(scene.say("button-vanish"), "revoke", f"{film.id}|vanish", tone="even"),
        scene.button(scene.say("button-never-mind"), "dismiss"),
        pair=PAIR_UNDER_A_CLIP,
    )
    return note(scene.say("withdraw", title=title_of(film)), rows=rows)
