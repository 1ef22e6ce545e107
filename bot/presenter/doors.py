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
    here = "-here" if scene.platform in scene.desk.meets_here else ""
    key = scene.button(scene.say(f"button-open-door{here}"), "open_door", member, allowed=who)
    return note(scene.say(f"door{here}", name=scene.person(who)), rows=((key,),))
