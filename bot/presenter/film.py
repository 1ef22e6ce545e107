"""A film in its chat: in the making, shown, failed, taken back.

What stands here depends on the faces that may be shown, and on nothing else that was asked or
answered: a no, a silence and a question never put look the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.chat import Button, OutgoingText, Rows
from bot.presenter.chips import chips
from bot.presenter.desk import ClipPlan, NotYet, Shown, TakeAway
from bot.presenter.scene import Scene, is_drawn, is_round, rows_of, stand_in, title_of
from bot.presenter.words import SENTENCE_MAX, clean, engine_name, joined, known
from bot.scenes import scenes_in
from generation.director.merging import JOIN
from generation.model.film import Film, Part
from generation.model.job import Job
from generation.studio import bettering
from generation.studio.filming import shown_cut
from generation.studio.records import ClipRow
from generation.studio.shielding import is_protected
from generation.studio.slots import film_slot

STAGE_STEPS = {"reading": 1, "painting": 2, "rolling": 3, "sealing": 4}
STATE_STEPS = {
    "accepted": 0, "placed": 1, "queued": 1, "rendering": 1, "rendered": 4, "publishing": 5,
    "posted": 5,
}  # fmt: skip
WAIT_STEP_S = 5  # waiting times are told in steps, so that a message is not edited every second
COUNT_MAX = 99
ONCE_ONLY = ("cancelled", "sentence", "memory", "too-large", "join")
"""Failures that would come again."""


def present_film(scene: Scene, film_id: str) -> Shown:
    """Show the film as its parts and clips allow now."""
    film = scene.books.films.get(film_id)
    if film is None:
        return TakeAway()
    if film.state == "removed":
        return _removed(scene, film)
    if film.hidden:
        return OutgoingText(text=scene.say("film-hidden"), style="card")
    if film.state == "failed":
        return _failed(scene, film)
    parts = scene.books.films.parts(film.id)
    clip = shown_cut(scene.books, film)
    if clip is None:
        return _progress(scene, film, parts)
    return _clip(scene, film, parts, clip)


def _removed(scene: Scene, film: Film) -> Shown:
    if film.reason != "withdrawn":
        return TakeAway()
    return OutgoingText(text=scene.say("film-taken-back"), style="card")


def _failed(scene: Scene, film: Film) -> Shown:
    """Say why, unless a rule forbids the words: that is between the bot and who wrote them."""
    reason = film.reason.removeprefix("error-")
    if reason.startswith("rule"):
        return TakeAway() if scene.post.message is not None else NotYet()
    rows: Rows = ()
    if not reason.startswith(ONCE_ONLY):
        again = scene.button(scene.say("button-again"), "retry", film.id, allowed=film.requester)
        rows = ((again,),)
    title = title_of(film)
    text = scene.say(f"film-failed{_cause(reason)}", title=title, operator=scene.operator)
    return OutgoingText(text=text, rows=rows, title=title)


def _cause(reason: str) -> str:
    """Return the end of the id that says a failure best: the reason, or its beginning, or none."""
    words = reason.split("-")
    for count in range(len(words), 0, -1):
        cause = "-" + "-".join(words[:count])
        if known(f"film-failed{cause}"):
            return cause
    return ""


# ---------------------------------------------------------------- in the making


def _progress(scene: Scene, film: Film, parts: Sequence[Part]) -> OutgoingText:
    step = _step(scene, film)
    reading = clean(film.reading, SENTENCE_MAX).rstrip(".。 ") if film.paper is not None else ""
    second = scene.say("progress-reading", turn=reading) if reading else ""
    cancel = scene.button(scene.say("button-cancel"), "cancel", film.id, allowed=film.requester)
    rows = rows_of(cancel)
    if reading and not film.change:
        mood = scene.button(
            scene.say("button-wrong-mood"), "wrong_mood", film.id, allowed=film.requester
        )
        rows = (*rows_of(mood, cancel), *rows_of(*chips(scene, film)))
    if film.state == "shown":
        rows = ()
    unknown = _unknown_lead(scene, film, parts)
    if unknown is not None:
        me = scene.say("button-that-should-be-me")
        rows = (*rows, (scene.button(me, "add_me", film.id, allowed=film.requester),))
    text = f"{_first_line(scene, film, step, unknown)}\n{second}".rstrip()
    return OutgoingText(
        text=text,
        rows=rows,
        style="progress",
        title=title_of(film),
        step=step,
        parent=_parent(scene, film),
        protected=is_protected(scene.books, film),
    )


def _first_line(scene: Scene, film: Film, step: int, unknown: Part | None) -> str:
    title, waiting = title_of(film), scene.desk.queue(film.id)
    if film.state == "shown":
        return scene.say("step-changing", title=title)
    if _is_shrinking(_job(scene, film)):
        return scene.say("step-shrinking", title=title)
    if waiting is not None and waiting[0] > 0 and step <= 1:
        ahead, wait_s = waiting
        seconds = WAIT_STEP_S * max(1, math.ceil(wait_s / WAIT_STEP_S))
        return scene.say("progress-queue", title=title, ahead=ahead, seconds=seconds)
    if unknown is not None:
        return scene.say("progress-unknown-face", standin=stand_in(unknown))
    return scene.say(f"step-{step}", title=title)


def _step(scene: Scene, film: Film) -> int:
    job = _job(scene, film)
    if job is None:
        return 0
    if _is_shrinking(job):
        return STATE_STEPS["rendered"]
    running = scene.desk.stage(film.id) if job.state == "rendering" else None
    if running is not None:
        return STAGE_STEPS.get(running[0], STATE_STEPS["rendering"])
    return STATE_STEPS.get(job.state, 0)


def _job(scene: Scene, film: Film) -> Job | None:
    """Return the last job that was begun for the chat before it sees anything."""
    jobs = (job for job in scene.books.jobs.of(film.id) if job.viewer is None and not job.is_big)
    return max(jobs, key=lambda job: (job.made_at, job.id), default=None)


def _is_shrinking(job: Job | None) -> bool:
    """Tell whether a film is there and only has to fit into its chat."""
    return job is not None and job.room_bytes > 0 and job.state in {"queued", "rendering"}


def _unknown_lead(scene: Scene, film: Film, parts: Sequence[Part]) -> Part | None:
    """Return the part of an asker whose face the bot does not know, while it is being made."""
    if film.state != "making" or scene.books.cameos.get(film.requester) is not None:
        return None
    return next((part for part in parts if part.member == film.requester), None)


# ---------------------------------------------------------------- shown


def _clip(scene: Scene, film: Film, parts: Sequence[Part], clip: ClipRow) -> ClipPlan:
    return ClipPlan(
        clip=clip,
        title=title_of(film),
        caption=f"{caption(scene, film, parts, clip)}\n{_anew(scene, film, clip)}".rstrip(),
        rows=(*_rows(scene, film, parts, clip), *_anew_rows(scene, film, clip)),
        parent=_parent(scene, film),
        is_round=is_round(film),
        covered=film.covered,
        protected=is_protected(scene.books, film),
    )


def caption(scene: Scene, film: Film, parts: Sequence[Part], clip: ClipRow) -> str:
    """Return the two lines under a clip: its name and cast, then what it is and who asked."""
    cast = [_credit(scene, film, part, clip) for part in parts]
    return scene.say(
        "caption",
        title=title_of(film),
        cast=joined(cast, scene.locale) or scene.say("cast-nobody"),
        engine=maker(scene, clip),
        asker=scene.person(film.requester),
        voice="ai" if film.recording is None else "own",
        scenes=scenes_in(scene.books, film),
        seconds=round(clip.duration_s),
    )


def maker(scene: Scene, clip: ClipRow) -> str:
    """Return what made a clip: the name of an engine, or a host; the usual one by its id."""
    return clip.engine if clip.engine == "puppet" else engine_name(clip.engine, scene.locale)


def _anew_job(scene: Scene, film: Film, clip: ClipRow) -> Job | None:
    """Return the last work of a big camera on what the chat sees as puppets play it."""
    job = bettering.last_job(scene.books, film.id)
    like = job is not None and job.cut == clip.cut and clip.camera == "small"
    return job if like else None


def _anew(scene: Scene, film: Film, clip: ClipRow) -> str:
    """Say of a film of puppets that a big camera makes it anew, or could not."""
    job = _anew_job(scene, film, clip)
    if job is None:
        return ""
    if job.state in {"queued", "rendering"}:
        return scene.say("caption-anew", ahead=scene.desk.line(film.id))
    return scene.say("caption-out") if bettering.is_out(job) else ""


def _anew_rows(scene: Scene, film: Film, clip: ClipRow) -> Rows:
    """Return what whoever asked for a film may do about that."""
    job = _anew_job(scene, film, clip)
    able = bettering.shoots(scene.books, film, scene.desk.cameras)
    if job is not None and job.state in {"queued", "rendering"}:
        label, verb = "button-cancel-big", "cancel"
    elif bettering.is_out(job) and able:
        label, verb = "button-retry-big", "retry_big"
    else:
        return ()
    button = scene.button(
        scene.say(label), verb, film.id, allowed=film.requester, once=verb == "retry_big",
        about=title_of(film), viewers=(film.requester,),
    )  # fmt: skip
    return ((button,),)


def _credit(scene: Scene, film: Film, part: Part, clip: ClipRow) -> str:
    """Return a name of the cast, and who draws it; a character who is nobody else is named once."""
    if part.token in clip.cut:
        return scene.role(film, part)
    standin = stand_in(part)
    if is_drawn(part):
        return standin
    return scene.say("cast-stand-in", standin=standin, name=scene.role(film, part))


def _rows(scene: Scene, film: Film, parts: Sequence[Part], clip: ClipRow) -> Rows:
    likes, _ = scene.books.reactions.counts(film.id)
    count = f" {likes}" if 0 < likes <= COUNT_MAX else f" {COUNT_MAX}+" if likes else ""
    add_me = _about(scene, film, scene.say("button-add-me"), "add_me")
    my_turn = _about(scene, film, scene.say("button-my-turn"), "same_style")
    like, dislike = (
        _about(scene, film, label, verb)
        for label, verb in ((f"👍{count}", "like"), ("👎", "dislike"))
    )
    way_out, more = _way_out(scene, film, parts, clip), _about(scene, film, "⋯", "more")
    if scene.platform in scene.desk.wide:
        prompt = _about(scene, film, scene.say("button-prompt"), "prompt")
        return ((add_me, my_turn, like, dislike, more), (prompt, way_out))
    prompt = _about(scene, film, "✏️", "prompt")
    return ((add_me, my_turn), (like, dislike, prompt), (way_out, more))


def _about(scene: Scene, film: Film, label: str, verb: str) -> Button:
    return scene.button(label, verb, film.id, about=title_of(film))


def _way_out(scene: Scene, film: Film, parts: Sequence[Part], clip: ClipRow) -> Button:
    """Return what takes a face, or a film nobody else is in, away, for those whose it is.

    Whoever was asked and has not said yes is not in the clip, and so not among them.
    """
    if all(part.member == film.requester for part in parts) and len(parts) <= 1:
        return scene.button(
            scene.say("button-delete"), "delete", film.id, allowed=film.requester,
            about=title_of(film), viewers=(film.requester,),
        )  # fmt: skip
    pictured = tuple(part.member for part in parts if part.member and part.token in clip.cut)
    return scene.button(
        scene.say("button-remove-me"), "remove_me", film.id, about=title_of(film),
        viewers=pictured,
    )  # fmt: skip


def _parent(scene: Scene, film: Film) -> str | None:
    """Return the message of the film this one was made from, where it hangs in the same chat.

    Several scenes as one come after none of them.
    """
    if film.remix_of is None or film.change == JOIN:
        return None
    post = scene.books.outbox.get(film_slot(film.remix_of))
    return post.message if post is not None and post.chat == film.chat and not post.gone else None
