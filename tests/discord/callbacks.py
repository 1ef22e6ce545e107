"""What a bot does by an interaction's token: the first answer, and all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord import components, interactions, refusals, rendering, wording
from tests.discord.calls import Call, Route
from tests.discord.drafts import (
    SETTABLE,
    Draft,
    change_message,
    check_sizes,
    new_message,
    read_draft,
    upload_max,
)
from tests.discord.fields import Fields
from tests.discord.interactions import COMMAND, FORM, PRESS
from tests.discord.refusals import Problems, Refused
from tests.discord.things import (
    EPHEMERAL,
    LOADING,
    Interaction,
    Json,
    Message,
    MessageType,
    User,
)

if TYPE_CHECKING:
    from tests.discord.world import World

SAY, THINK, LATER, CHANGE, SHOW_FORM = 4, 5, 6, 7, 9
"""Kinds of first answers, as Discord numbers them."""
ANSWERS = {COMMAND: (SAY, THINK, SHOW_FORM), PRESS: (SAY, THINK, LATER, CHANGE, SHOW_FORM)}
FOLLOWUPS_ABROAD_MAX = 5
MENU_COMMAND = 3
FLAGS = SETTABLE | EPHEMERAL


def callback(world: World, call: Call) -> Json | None:
    """The first answer to an interaction."""
    interaction = _awaiting(world, call)
    problems = Problems()
    fields = call.fields(problems)
    kind = fields.choice("type", _answers_to(interaction))
    data = fields.inside("data", required=kind in (SAY, SHOW_FORM)) or Fields({}, problems)
    check_sizes(call.files, upload_max(world, interaction.channel.guild))
    draft = None
    if kind == SHOW_FORM:
        components.check_form(data)
    else:
        draft = read_draft(data, call.files, new=kind == SAY, settable_flags=FLAGS)
    problems.refuse()
    if draft is None:
        numbered = wording.numbered(data.body["components"])
        interaction.form = {**data.body, "components": numbered}
    else:
        _answer(world, interaction, kind or SAY, draft)
    interaction.callback, interaction.answered_at = call.body, world.clock.now()
    world.happened()
    return _response(interaction, kind or SAY) if call.asks("with_response") else None


def get_message(world: World, call: Call) -> Json:
    """The answer, or what followed it."""
    return rendering.message_json(_message(_answered(world, call), call))


def follow_up(world: World, call: Call) -> Json:
    """Another message; after a promise to think, its fulfilment."""
    interaction = _answered(world, call)
    draft = _draft(world, interaction, call, new=True)
    promised = interaction.original
    if promised is not None and promised.flags & LOADING and not promised.gone:
        if draft.empty:
            raise Refused(refusals.EMPTY_MESSAGE)
        change_message(world, promised, draft)
        return rendering.message_json(promised)
    abroad = not interactions.bot_is_in(interaction.channel)
    if abroad and len(interaction.followups) >= FOLLOWUPS_ABROAD_MAX:
        raise Refused(refusals.TOO_MANY_FOLLOWUPS)
    message = new_message(
        world, interaction.channel, world.me, draft, webhook_id=world.app_id,
        viewer=_viewer(world, interaction, draft), reply_to=promised,
        interaction_metadata=interaction.metadata,
    )  # fmt: skip
    interaction.followups.append(message)
    return rendering.message_json(message)


def edit_message(world: World, call: Call) -> Json:
    """Change the answer, or what followed it."""
    interaction = _answered(world, call)
    message = _message(interaction, call)
    change_message(world, message, _draft(world, interaction, call, new=False))
    return rendering.message_json(message)


def delete_message(world: World, call: Call) -> None:
    """Take the answer away, or what followed it."""
    world.delete_message(_message(_answered(world, call), call))
    world.happened()


WEBHOOK = "/webhooks/{app}/{token}"
MESSAGE = f"{WEBHOOK}/messages/{{message}}"
ROUTES = [
    Route(
        method="POST", template="/interactions/{interaction}/{token}/callback", act=callback,
        open=True,
    ),
    Route(method="POST", template=WEBHOOK, act=follow_up, open=True),
    Route(method="GET", template=MESSAGE, act=get_message, open=True),
    Route(method="PATCH", template=MESSAGE, act=edit_message, open=True),
    Route(method="DELETE", template=MESSAGE, act=delete_message, open=True),
]  # fmt: skip


def _awaiting(world: World, call: Call) -> Interaction:
    """The interaction, if it still can be answered for the first time."""
    interaction = world.interactions.get(call.parts["token"])
    if interaction is None or interaction.id != call.id("interaction"):
        raise Refused(refusals.UNKNOWN_INTERACTION)
    if interaction.callback is not None:
        raise Refused(refusals.ALREADY_ACKNOWLEDGED)
    if interactions.has_failed(world, interaction):
        raise Refused(refusals.UNKNOWN_INTERACTION)
    return interaction


def _answered(world: World, call: Call) -> Interaction:
    """The interaction, if something can be done by its token."""
    interaction = world.interactions.get(call.parts["token"])
    if call.id("app") != world.app_id:
        raise Refused(refusals.UNKNOWN_WEBHOOK)
    if interaction is None or interactions.expired(world, interaction):
        raise Refused(refusals.INVALID_TOKEN)
    if interaction.callback is None:
        raise Refused(refusals.UNKNOWN_WEBHOOK)
    return interaction


def _answers_to(interaction: Interaction) -> tuple[int, ...]:
    if interaction.type == FORM:
        return (SAY, THINK) if interaction.message is None else (SAY, THINK, LATER, CHANGE)
    return ANSWERS[interaction.type]


def _draft(world: World, interaction: Interaction, call: Call, *, new: bool) -> Draft:
    check_sizes(call.files, upload_max(world, interaction.channel.guild))
    problems = Problems()
    draft = read_draft(call.fields(problems), call.files, new=new, settable_flags=FLAGS)
    problems.refuse()
    return draft


def _message(interaction: Interaction, call: Call) -> Message:
    name, original = call.parts["message"], interaction.original
    known = [*interaction.followups, *([original] if original is not None else [])]
    message = original
    if name != "@original":
        number = call.id("message")
        message = next((one for one in known if one.id == number), None)
    if message is None or message.gone:
        raise Refused(refusals.UNKNOWN_MESSAGE)
    return message


def _answer(world: World, interaction: Interaction, kind: int, draft: Draft) -> None:
    """Let the first answer appear: a message, the promise of one, or a change of one."""
    viewer, head = _viewer(world, interaction, draft), _head(world, interaction)
    if kind == SAY:
        interaction.original = new_message(
            world, interaction.channel, world.me, draft, viewer=viewer, **head
        )
    elif kind == THINK:
        interaction.original = world.post_message(
            interaction.channel, world.me, viewer=viewer, flags=LOADING, **head
        )
    else:
        interaction.original = interaction.message
        if kind == CHANGE and interaction.message is not None:
            if interaction.message.gone:
                raise Refused(refusals.UNKNOWN_MESSAGE)
            change_message(world, interaction.message, draft)


def _head(world: World, interaction: Interaction) -> Json:
    kind, reply_to = MessageType.COMMAND, None
    if interaction.message is not None:
        kind, reply_to = MessageType.REPLY, interaction.message
    elif interaction.data.get("type") == MENU_COMMAND:
        kind = MessageType.MENU
    return {
        "type": kind, "reply_to": reply_to, "webhook_id": world.app_id,
        "interaction_metadata": interaction.metadata,
    }  # fmt: skip


def _viewer(world: World, interaction: Interaction, draft: Draft) -> User | None:
    alone = draft.flags & EPHEMERAL or interactions.silenced(world, interaction)
    return interaction.user if alone else None


def _response(interaction: Interaction, kind: int) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.type}
    message = interaction.original
    if message is None or kind == LATER:
        return {"interaction": about}
    about |= {
        "response_message_id": str(message.id),
        "response_message_loading": bool(message.flags & LOADING),
        "response_message_ephemeral": message.ephemeral,
    }
    shown = {"type": kind, "message": rendering.message_json(message)}
    return {"interaction": about, "resource": shown}
