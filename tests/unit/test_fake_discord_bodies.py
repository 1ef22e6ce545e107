"""Whatever a bot sends to the fake Discord, it is taken or refused, and never trips it up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.discord import command_checks, rest_commands, rest_messages
from tests.discord.calls import Call, Upload
from tests.discord.components import check_form
from tests.discord.fields import Fields
from tests.discord.refusals import Problems, Refused
from tests.discord.world import World

NAMES = st.sampled_from([
    "content", "components", "type", "style", "label", "custom_id", "id", "emoji", "name", "url",
    "options", "value", "attachments", "filename", "allowed_mentions", "parse", "users", "flags",
    "nonce", "enforce_nonce", "embeds", "message_reference", "message_id", "component", "title",
    "accessory", "items", "media", "min_values", "max_values", "description", "required",
    "choices", "name_localizations", "zh-CN", "contexts", "disabled",
])  # fmt: skip
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-2, 25)
    | st.sampled_from([1 << 15, "1", "a", "", "x" * 101])
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
BODIES = st.dictionaries(NAMES, ANYTHING, max_size=6)
BUTTONS = st.dictionaries(NAMES, PLAIN, max_size=5).map(lambda more: {"type": 2, **more})
ROWS = st.lists(
    st.lists(BUTTONS | BODIES, max_size=3).map(lambda parts: {"type": 1, "components": parts}),
    max_size=3,
)
MESSAGES = st.builds(lambda body, rows: {**body, "components": rows}, BODIES, ROWS) | BODIES
FILES = st.dictionaries(
    st.integers(0, 3), st.just(Upload(name="a b.mp4", mime="", data=b"a")), max_size=2
)


def answered(act, world, call):
    """What comes of a call, which is JSON in any case; None if it was refused."""
    try:
        answer = act(world, call)
    except Refused as refused:
        body = json.loads(json.dumps(refused.body))
        return None if body["code"] and 400 <= refused.status < 500 else pytest.fail(str(body))
    return json.loads(json.dumps(answer))


@given(MESSAGES, FILES)
def test_a_message_is_taken_or_refused(body, files):
    world = World()
    channel = world.guild("Friends", world.user("Ana")).channel("general")
    parts = {"channel": str(channel.id)}
    call = Call(method="POST", path="", parts=parts, body=body, files=files)
    answer = answered(rest_messages.create, world, call)
    assert (answer is not None) == (len(channel.shown()) == 1)
    if answer is not None:
        shown = ("content", "attachments", "embeds", "components")
        assert any(answer[name] for name in shown)
        assert len(answer["content"]) <= 2000


@given(MESSAGES, FILES)
def test_a_change_is_taken_or_changes_nothing(body, files):
    world = World()
    channel = world.guild("Friends", world.user("Ana")).channel("general")
    message = world.post_message(channel, world.me, "Hello")
    parts = {"channel": str(channel.id), "message": str(message.id)}
    call = Call(method="PATCH", path="", parts=parts, body=body, files=files)
    if answered(rest_messages.edit, world, call) is None:
        assert (message.content, message.versions) == ("Hello", [])
    else:
        assert message.edited_at is not None


@given(st.lists(BODIES | ANYTHING, max_size=3) | ANYTHING)
def test_commands_are_taken_or_refused(body):
    world = World()
    call = Call(method="PUT", path="", parts={"app": str(world.app_id)}, body=body)
    answer = answered(rest_commands.put, world, call)
    assert world.commands[None] == (answer or [])


@given(BODIES)
def test_forms_and_commands_are_looked_through_whatever_they_are(body):
    check_form(Fields(body, Problems()))
    command_checks.check(Fields(body, Problems()))
