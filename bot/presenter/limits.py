"""The topics that somebody keeps their face out of: a box for each, and words of their own."""

from __future__ import annotations

from bot.chat import OutgoingText
from bot.presenter.enrolment import enrol_rows
from bot.presenter.scene import Scene, boxed, note, rows_of
from bot.presenter.words import SENTENCE_MAX, clean, joined
from generation.house_rules.topics import TOPICS
from generation.model.member import MemberId


def present_limits(scene: Scene, member: str) -> OutgoingText:
    """Show every topic with what a press would change it to, and the words."""
    cameo = scene.books.cameos.get(MemberId(member))
    if cameo is None:
        return note(scene.say("me-none"), rows=enrol_rows(scene, leave=True))
    boxes = [
        scene.button(
            boxed(scene.say(f"limit-{topic}"), topic in cameo.limits),
            "level", f"limit:{topic}:{'off' if topic in cameo.limits else 'on'}",
            allowed=cameo.owner,
        )
        for topic in TOPICS
    ]  # fmt: skip
    own = [one for one in cameo.limits if one not in TOPICS]
    words = clean(joined(own, scene.locale), SENTENCE_MAX)
    form = scene.button(
        scene.say("button-limit-words"), "open", "limit_words", allowed=cameo.owner
    )  # fmt: skip
    return note(
        scene.say("limits-card"),
        scene.say("limits-words", words=words) if words else "",
        rows=rows_of(*boxes, form),
    )
