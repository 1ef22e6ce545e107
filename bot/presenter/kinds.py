"""Which kind of message is written where."""

from __future__ import annotations

from collections.abc import Callable

from bot.presenter import (
    asks,
    better,
    cards,
    claim,
    doors,
    enrolment,
    film,
    limits,
    lists,
    looks,
    notes,
    people,
    steps,
    welcome,
)
from bot.presenter.desk import Desk, Shown, TakeAway
from bot.presenter.scene import Scene, scene_of
from generation.studio.books import Books
from generation.studio.records import Post


def _nothing(_scene: Scene, _object: str) -> Shown:
    return TakeAway()


KINDS: dict[str, Callable[[Scene, str], Shown]] = {
    "film": film.present_film,
    "nod": asks.present_nod,
    "better": better.present_better,
    "told": better.present_told,
    "part": asks.present_part,
    "withdraw": asks.present_withdraw,
    "step": steps.present_step,
    "screen_test": enrolment.present_screen_test,
    "start": people.present_start,
    "panel": people.present_panel,
    "idea": people.present_idea,
    "who": people.present_who,
    "me": people.present_me,
    "settings": people.present_settings,
    "limits": limits.present_limits,
    "looks": looks.present_looks,
    "shots": looks.present_shots,
    "forget": people.present_forget,
    "with_me": lists.present_with_me,
    "receipts": lists.present_receipts,
    "top": lists.present_top,
    "why": cards.present_why,
    "help": cards.present_help,
    "privacy": cards.present_privacy,
    "note": notes.present_note,
    "door": doors.present_door,
    "welcome": welcome.present_welcome,
    "claim": claim.present_claim,
    "nothing": _nothing,
}
"""Kind of a ``Post`` → what writes it; ``nothing`` is a card that its reader has put away."""


def present(post: Post, books: Books, desk: Desk) -> Shown:
    """Return what a message shows now, offering its buttons.

    Raises:
        KeyError: A kind that nothing writes.
    """
    return KINDS[post.kind](scene_of(post, books, desk), post.object)
