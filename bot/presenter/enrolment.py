"""The way to a cameo: three ways to begin, and a look at oneself at the end."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.chat import OutgoingText, Rows
from bot.presenter.desk import ClipPlan, NotYet, Shown
from bot.presenter.film import STAGE_STEPS
from bot.presenter.scene import Scene, note, rows_of, was_shown
from bot.presenter.words import PAIR_UNDER_A_CLIP, known
from generation.model.member import MemberId
from generation.studio.enrolling import TRIES_MAX
from generation.studio.filming import showable
from generation.studio.records import Enrolment

PAIR = 2
PER_ROW = 3  # numbers are short
FINDINGS_MAX = 2  # sentences about what was wrong; more would be scolding


def enrol_rows(scene: Scene, *, leave: bool = False) -> Rows:
    """Return the ways to begin; ``leave`` adds a way not to."""
    ways = [
        scene.button(label, "enrol", kind, allowed=scene.reader)
        for label, kind in (
            (scene.say("button-film-me"), "video"),
            (scene.say("button-one-photo"), "photo"),
            (scene.say("button-draw-me"), "drawn"),
        )
    ]
    if leave:
        ways.append(scene.button(scene.say("button-not-now"), "dismiss", allowed=scene.reader))
    return rows_of(*ways)


def present_screen_test(scene: Scene, member: str) -> Shown:
    """Show somebody how they would look on film; nobody else sees it, and nobody is sent it."""
    shown = _screen_test(scene, member)
    return replace(shown, protected=True) if isinstance(shown, OutgoingText) else shown


def _screen_test(scene: Scene, member: str) -> Shown:
    wish = scene.books.enrolments.get(MemberId(member))
    if wish is None:
        return _over(scene, MemberId(member))
    if wish.state == "checking":
        return _checking(scene, wish)
    if wish.state == "choosing":
        return _which(scene, wish)
    if wish.state == "preview":
        return _preview(scene, wish)
    if wish.tries:
        return _again(scene, wish)
    if scene.post.message is None:
        return NotYet()
    return note(scene.say("me-none"), rows=enrol_rows(scene, leave=True))


def _over(scene: Scene, member: MemberId) -> Shown:
    """Say how the dialog ended, where it was shown at all."""
    cameo = scene.books.cameos.get(member)
    if not was_shown(scene):
        return NotYet()
    if cameo is None:
        return note(scene.say("capture-closed"))
    if cameo.castable_by_others:
        return note(scene.say("note-enrolled"))
    return note(scene.say("note-enrolled-unchecked"))


def _checking(scene: Scene, wish: Enrolment) -> OutgoingText:
    running = scene.desk.stage(wish.test_film) if wish.test_film else None
    return OutgoingText(
        text=scene.say("screen-test-checking"),
        style="progress",
        title=scene.say("screen-test-title"),
        step=STAGE_STEPS.get(running[0], 1) if running is not None else 1,
    )


def _which(scene: Scene, wish: Enrolment) -> OutgoingText:
    """Ask who of several people the reader is."""
    crowd = scene.desk.crowd(wish.member)
    if crowd is None:
        retake = scene.button(scene.say("button-retake"), "retake", wish.kind, allowed=wish.member)
        return note(scene.say("screen-test-gone"), rows=((retake,),))
    faces = [(str(number), f"face:{number}") for number in crowd.numbers]
    neither = "button-neither" if len(faces) == PAIR else "button-none-of-them"
    buttons = [
        scene.button(label, "confirm", choice, allowed=wish.member, tone="even")
        for label, choice in (*faces, (scene.say(neither), "face:none"))
    ]
    return OutgoingText(
        text=scene.say("screen-test-which", n=len(faces)),
        picture=crowd.picture,
        rows=tuple(tuple(buttons[at : at + PER_ROW]) for at in range(0, len(buttons), PER_ROW)),
    )


def _again(scene: Scene, wish: Enrolment) -> OutgoingText:
    """Say what was wrong with a picture, and offer another try, or another way."""
    why = _why_not(scene)
    if wish.tries >= TRIES_MAX:
        return note(*why, scene.say("screen-test-other"), rows=enrol_rows(scene))
    retake = scene.button(scene.say("button-retake"), "retake", wish.kind, allowed=wish.member)
    again = scene.say("screen-test-again", take=wish.tries + 1)
    return note(*why, again, rows=((retake,),))


def _why_not(scene: Scene) -> list[str]:
    """Return what stands in the way: findings of a video check, or an error, in words."""
    body = json.loads(scene.post.body or "{}")
    message_id, values = body.get("id", ""), body.get("values", {})
    findings = str(values.get("findings", "")).split()
    findings.append(message_id.removeprefix("error-"))
    said = [scene.say(f"finding-{one}") for one in findings if known(f"finding-{one}")]
    if not said and message_id.startswith("error-") and known(message_id):
        said = [scene.say(message_id, **values)]
    return said[:FINDINGS_MAX] or [scene.say("screen-test-unusable")]


def _preview(scene: Scene, wish: Enrolment) -> Shown:
    clip = scene.books.clips.get(wish.preview) if wish.preview is not None else None
    if clip is None or clip not in showable(scene.books, clip.film):
        return _checking(scene, wish)
    rows = rows_of(
        scene.button(scene.say("button-use-it"), "confirm", "enrol", allowed=wish.member),
        scene.button(scene.say("button-retake"), "retake", wish.kind, allowed=wish.member),
        scene.button(scene.say("button-throw-away"), "confirm", "discard", allowed=wish.member),
        pair=PAIR_UNDER_A_CLIP,
    )
    caption = scene.say("screen-test-preview")
    if wish.kind != "drawn" and not wish.verified:
        unchecked = "screen-test-photo" if wish.kind == "photo" else "screen-test-unchecked"
        caption += "\n" + scene.say(unchecked)
    return ClipPlan(
        clip=clip,
        title=scene.say("screen-test-title"),
        caption=caption,
        rows=rows,
        ticket=True,
        protected=True,
    )
