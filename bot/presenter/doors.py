"""A card in a group for somebody who cannot be written to in private yet."""

from __future__ import annotations

from bot.presenter.desk import Shown, TakeAway
from bot.presenter.scene import Scene, note
from generation.model.member import MemberId


def present_door(scene: Scene, member: str) -> Shown:
    """Say that something waits for a member, not what; once nothing does, the card goes."""
    who = MemberId(member)
    if not scene.books.outbox.parked(who):
        return TakeAway()
    key = scene.button(scene.say("button-open-door"), "open_door", member, allowed=who)
    return note(scene.say("door", name=scene.person(who)), rows=((key,),))
