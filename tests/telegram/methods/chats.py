"""Chats and who is in them."""

from __future__ import annotations

from tests.telegram import refusals, rendering
from tests.telegram.calls import Call
from tests.telegram.methods import addressing
from tests.telegram.places import Place
from tests.telegram.refusals import bad
from tests.telegram.things import MEMBER_RIGHTS, Json, Member
from tests.telegram.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
         "gifts_from_channels")  # fmt: skip


def get_chat(world: World, call: Call) -> Json:
    place = addressing.named_place(world, call)
    if not place.private:
        place = addressing.reachable_place(world, call)
    full: Json = {
        **rendering.chat_json(place), "accent_color_id": 1, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }  # fmt: skip
    if not place.private:
        held = place.permissions
        full["permissions"] = {right: held is None or right in held for right in MEMBER_RIGHTS}
    return full


def get_chat_member(world: World, call: Call) -> Json:
    place = _with_members(world, call)
    person = world.people.get(call.integer("user_id") or 0)
    if person is None:
        raise bad(refusals.USER_NOT_FOUND)
    if place.hides_members and person is not world.me and not place.bot.admin:
        raise bad(refusals.MEMBERS_HIDDEN)
    return rendering.member_json(person, place.member(person))


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    place = _with_members(world, call)
    people = [(world.people[number], member) for number, member in place.members.items()]
    return [
        rendering.member_json(person, member)
        for person, member in people
        if member.admin and (not person.is_bot or person is world.me)
    ]


def get_chat_member_count(world: World, call: Call) -> int:
    place = addressing.reachable_place(world, call)
    return sum(member.present for member in place.members.values())


def leave_chat(world: World, call: Call) -> bool:
    place = _with_members(world, call)
    world.change_member(place, world.me, Member(status="left"), by=world.me)
    return True


def _with_members(world: World, call: Call) -> Place:
    place = addressing.reachable_place(world, call)
    if place.private:
        raise bad("method is available only for supergroups and groups")
    return place


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
