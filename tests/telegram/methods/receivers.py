"""Whom alone a message in a group is for, and whether the bot may write to them now."""

from __future__ import annotations

from typing import Any

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.refusals import bad
from tests.telegram.things import Json, Message, Topic
from tests.telegram.world import World

SINCE = (10, 2)
PARAMETERS_SINCE = (10, 3)
WITHIN_S = 15.0


def asked(world: World, call: Call) -> Json:
    """How the call asks for one receiver; empty where it does not, or in a way not yet known."""
    if world.bot_api < SINCE:
        return {}
    given = call.mapped("ephemeral_message_parameters") if (
        world.bot_api >= PARAMETERS_SINCE
    ) else {}  # fmt: skip
    plain = {name: call.params.get(name) for name in ("receiver_user_id", "callback_query_id")}
    return given or {name: value for name, value in plain.items() if value}


def receiver(world: World, call: Call, place: Place) -> Person | None:
    """Whom alone a message is for; None for everybody.

    Raises:
        Refused: They are not here, or the bot may not write to them alone now.
    """
    given = asked(world, call)
    if not given:
        return None
    person = world.people.get(int(given.get("receiver_user_id", 0)))
    if person is None or person.is_bot or not place.member(person).present:
        raise bad(refusals.USER_NOT_FOUND)
    if place.private:
        raise bad(refusals.EPHEMERAL_NOT_ALLOWED)
    asked_at = _asked_at(world, call, place, person)
    if not place.bot.admin and world.clock.now() - asked_at > WITHIN_S:
        raise bad(refusals.EPHEMERAL_NOT_ALLOWED)
    return person


def _asked_at(world: World, call: Call, place: Place, person: Person) -> float:
    """When ``person`` pressed the button or gave the command that the call names; never is 0."""
    press = world.queries.get(str(asked(world, call).get("callback_query_id", "")))
    if press is not None and press.person is person and press.message.place is place:
        return press.at
    number = call.mapped("reply_parameters").get("ephemeral_message_id") or 0
    command = place.ephemeral.get(int(number))
    return command.at if command is not None and command.sender is person else 0.0


def head(world: World, place: Place, topic: Topic | None) -> dict[str, Any]:
    """The fields that any such message has: no number among the chat's, but one of its own."""
    return {
        "id": 0, "place": place, "sender": world.me, "at": world.clock.now(),
        "thread": topic.id if topic else None, "in_topic": topic is not None,
        "ephemeral_id": world.next_ephemeral_id(),
    }  # fmt: skip


def appear(call: Call, message: Message) -> None:
    """Show the message to its receiver, in place of the one whose button was pressed if asked."""
    place, given = message.place, asked(message.place.world, call)
    assert message.ephemeral_id is not None
    assert message.receiver is not None
    press = place.world.queries.get(str(given.get("callback_query_id", "")))
    if press is not None and given.get("replace_callback_query_message"):
        if press.message.ephemeral_id is not None:
            raise bad(refusals.EPHEMERAL_REPLACED)
        press.message.hidden_from.add(message.receiver.id)
    place.ephemeral[message.ephemeral_id] = message
