"""The fake Discord takes what Discord takes of messages, and refuses the rest in its codes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord.drafts import upload_max
from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.permissions import Permission
from tests.discord.samples import VIDEO, ask, button, row, sent
from tests.discord.things import ChannelType, Json

TOO_LONG, BAD_LENGTH = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_BAD_LENGTH"


def posts(server, channel, body=None, **more):
    return ask(server, "POST", f"/channels/{channel.id}/messages", body, **more)


async def test_a_message_is_there_and_answered_as_discord_spells_it(server, channel):
    answer = await posts(server, channel, {"content": " Hello "})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert channel.shown()[0].content == "Hello"
    body = answer.body
    assert body["channel_id"] == str(channel.id)
    assert body["author"]["id"] == str(channel.world.me.id)
    assert (body["edited_timestamp"], body["attachments"], body["flags"]) == (None, [], 0)
    assert "guild_id" not in body


async def test_a_wrong_token_is_refused(server, channel):
    answer = await posts(server, channel, {"content": "Hello"}, token="nobody")
    assert answer.no == (401, 0)
    assert answer.body["message"] == "401: Unauthorized"
    assert channel.shown() == []


@pytest.mark.parametrize(
    ("method", "path", "no"),
    [
        ("GET", "/nowhere", (404, 0)),
        ("PUT", "/channels/1/messages", (405, 0)),
        ("POST", "/channels/1/messages", (404, 10003)),
        ("GET", "/channels/abc", (400, 50035)),
    ],
)
async def test_what_is_not_there_is_refused(server, method, path, no):
    assert (await ask(server, method, path, {"content": "Hello"})).no == no


async def test_another_version_of_the_api_is_not_spoken(server):
    answer = await ask(server, "GET", "/../v6/gateway")
    assert answer.no == (400, 50041)


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2001}, ["content"], TOO_LONG),
        ({"content": {"a": 1}}, ["content"], "STRING_TYPE_CONVERT"),
        ({"content": "a", "nonce": "x" * 26}, ["nonce"], TOO_LONG),
        ({"content": "a", "flags": "many"}, ["flags"], "NUMBER_TYPE_COERCE"),
        ({"content": "a", "components": "none"}, ["components"], "LIST_TYPE_CONVERT"),
        ({"content": "a", "components": [row(button())] * 6}, ["components"], TOO_LONG),
        (
            {"content": "a", "components": [row(*(button(str(n)) for n in range(6)))]},
            ["components", 0, "components"],
            BAD_LENGTH,
        ),
        ({"content": "a", "components": [row()]}, ["components", 0, "components"], BAD_LENGTH),
        ({"content": "a", "components": [button()]}, ["components", 0, "type"],
         "UNION_TYPE_CHOICES"),
        ({"content": "a", "attachments": [{"id": 0}]}, ["attachments", 0, "id"],
         "ATTACHMENT_NOT_FOUND"),
        (
            {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            ["allowed_mentions", "users"],
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        ({"content": "a", "message_reference": {"message_id": "1"}}, ["message_reference"],
         "REPLIES_UNKNOWN_MESSAGE"),
    ],
)  # fmt: skip
async def test_a_bad_body_is_refused_with_where_it_is_bad(server, channel, body, path, code):
    answer = await posts(server, channel, body)
    assert answer.wrong(*path) == code
    assert answer.body["message"] == "Invalid Form Body"
    assert channel.shown() == []


@pytest.mark.parametrize(
    ("bad", "field", "code"),
    [
        (button(custom_id="x" * 101), "custom_id", BAD_LENGTH),
        (button(custom_id=""), "custom_id", BAD_LENGTH),
        (button(custom_id=None), "custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"),
        (button("x" * 81, custom_id="1"), "label", TOO_LONG),
        (button("", custom_id="1"), "label", "BUTTON_COMPONENT_LABEL_EMOJI_REQUIRED"),
        (button(style=9), "style", "BASE_TYPE_CHOICES"),
        (button(emoji="film"), "emoji", "DICT_TYPE_CONVERT"),
        (button(style=5), "url", "BASE_TYPE_REQUIRED"),
        (button(style=5, url="ftp://a.b", custom_id=None), "url", "URL_TYPE_INVALID_SCHEME"),
        ({"type": 4, "custom_id": "a"}, "type", "UNION_TYPE_CHOICES"),
        (button(disabled="no"), "disabled", "BOOLEAN_TYPE_CONVERT"),
    ],
)
async def test_a_bad_button_is_refused(server, channel, bad, field, code):
    answer = await posts(server, channel, {"content": "a", "components": [row(button("B"), bad)]})
    assert answer.wrong("components", 0, "components", 1, field) == code


async def test_an_emoji_is_one_and_comes_back_without_what_it_has_not(server, channel):
    film = {"name": "\N{CLAPPER BOARD}", "id": None}
    message = await sent(
        server, channel, components=[row({**button("X"), "label": None, "emoji": film})]
    )
    assert message.buttons == [
        {"type": 2, "style": 1, "custom_id": "1:x", "emoji": {"name": film["name"]}, "id": 2}
    ]
    parts = [row(button(emoji={"name": "film"}))]
    answer = await posts(server, channel, {"content": "a", "components": parts})
    code = answer.wrong("components", 0, "components", 0, "emoji", "name")
    assert code == "BUTTON_COMPONENT_INVALID_EMOJI"


async def test_custom_ids_must_not_repeat(server, channel):
    rows = [row(button("A", custom_id="same")), row(button("B", custom_id="same"))]
    answer = await posts(server, channel, {"content": "a", "components": rows})
    where = ("components", 1, "components", 0, "custom_id")
    assert answer.wrong(*where) == "COMPONENT_CUSTOM_ID_DUPLICATED"


async def test_everything_that_is_wrong_is_told_at_once(server, channel):
    body = {"content": "x" * 2001, "components": [row(button("x" * 81))]}
    answer = await posts(server, channel, body)
    assert answer.wrong("content") == TOO_LONG
    assert answer.wrong("components", 0, "components", 0, "label") == TOO_LONG


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "  \n"}, {"content": None},
                                  {"components": [row(button())]}])  # fmt: skip
async def test_an_empty_message_is_refused(server, channel, body):
    assert (await posts(server, channel, body)).no == (400, 50006)


async def test_buttons_come_back_with_numbers(server, channel):
    message = await sent(server, channel, components=[row(button("A"), button("B"))])
    assert message.labels == ["A", "B"]
    assert [part["id"] for part in message.buttons] == [2, 3]


@pytest.mark.parametrize(
    ("data", "headers", "no"),
    [
        (b"{", {"Content-Type": "application/json"}, (400, 50109)),
        (b"content=a", {"Content-Type": "application/x-www-form-urlencoded"}, (400, 50035)),
        (b'{"content":"a"}', {"Content-Type": "application/json; charset=utf-8"}, (400, 50035)),
        (b"[1]", {"Content-Type": "application/json"}, (400, 50035)),
    ],
)
async def test_what_is_no_json_is_refused(server, channel, data, headers, no):
    assert (await posts(server, channel, data=data, headers=headers)).no == no


async def test_whoever_may_not_is_refused(server, world, guild, channel):
    channel.overwrites_for(world.me, deny=Permission.ATTACH_FILES)
    answer = await posts(server, channel, {"content": "a"}, files=[("a.mp4", VIDEO)])
    assert answer.no == (403, 50013)
    assert (await posts(server, channel, {"content": "a"})).status == 200
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES)
    assert (await posts(server, channel, {"content": "a"})).no == (403, 50013)
    channel.overwrites_for(world.me, deny=Permission.VIEW_CHANNEL)
    assert (await posts(server, channel, {"content": "a"})).no == (403, 50001)
    guild.removes_bot()
    assert (await posts(server, channel, {"content": "a"})).no == (403, 50001)
    channel.deleted()
    assert (await posts(server, channel, {"content": "a"})).no == (404, 10003)


async def test_threads_have_a_permission_of_their_own(server, world, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES)
    assert (await posts(server, thread, {"content": "a"})).status == 200
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES_IN_THREADS)
    assert (await posts(server, thread, {"content": "a"})).no == (403, 50013)


async def test_a_closed_thread_opens_and_a_locked_one_does_not(server, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    thread.archives()
    assert (await posts(server, thread, {"content": "a"})).status == 200
    thread.archives(locked=True)
    assert (await posts(server, thread, {"content": "a"})).no == (400, 160005)


async def test_a_forum_itself_takes_no_message(server, guild):
    forum = guild.opens_channel("ideas", kind=ChannelType.FORUM)
    assert (await posts(server, forum, {"content": "a"})).no == (400, 50008)


async def test_direct_messages_reach_whom_they_may(server, world, ana, guild):
    chat = world.dm(ana)
    assert (await posts(server, chat, {"content": "a"})).status == 200
    ana.takes_dms = False
    assert (await posts(server, chat, {"content": "a"})).no == (403, 50007)
    ana.takes_dms, ana.blocking = True, True
    assert (await posts(server, chat, {"content": "a"})).no == (403, 50007)
    ana.blocking = False
    guild.removes_bot()
    assert (await posts(server, chat, {"content": "a"})).no == (403, 50278)
    ana.installed = True
    assert (await posts(server, chat, {"content": "a"})).status == 200


async def test_a_nonce_makes_one_message_of_two(server, world, channel):
    body = {"content": "a", "nonce": "n1", "enforce_nonce": True}
    first = await posts(server, channel, body)
    second = await posts(server, channel, {**body, "content": "b"})
    assert first.body["id"] == second.body["id"]
    assert second.body["content"] == "a"
    assert first.body["nonce"] == "n1"
    world.move(timedelta(minutes=6))
    third = await posts(server, channel, body)
    assert third.body["id"] != first.body["id"]


async def test_a_nonce_that_is_not_enforced_makes_two(server, guild, channel):
    body = {"content": "a", "nonce": 5}
    for where in (channel, channel, guild.opens_channel("other")):
        await posts(server, where, body)
    assert len(channel.shown()) == 2


async def test_files_come_with_names_that_are_safe(server, channel):
    files = [("my film 1.mp4", VIDEO), ("SPOILER_b.mp4", b"b")]
    message = await sent(server, channel, content=None, files=files)
    assert [a.filename for a in message.attachments] == ["my_film_1.mp4", "SPOILER_b.mp4"]
    assert [a.spoiler for a in message.attachments] == [False, True]
    assert message.attachments[0].data == VIDEO
    assert message.attachments[0].content_type == "video/mp4"


async def test_only_files_that_are_listed_are_kept(server, channel):
    about = [{"id": 1, "filename": "one.mp4", "description": "A film"}]
    message = await sent(
        server, channel, attachments=about, files=[("a.mp4", b"a"), ("b.mp4", b"b")]
    )
    (kept,) = message.attachments
    assert (kept.filename, kept.data, kept.description) == ("one.mp4", b"b", "A film")


async def test_files_larger_than_the_place_takes_are_refused(server, world, guild, channel):
    world.upload_max_bytes = 1000
    assert (await posts(server, channel, files=[("a.mp4", bytes(1000))])).status == 200
    assert (await posts(server, channel, files=[("a.mp4", bytes(1001))])).no == (413, 40005)
    guild.premium_tier = 2
    assert (await posts(server, channel, files=[("a.mp4", bytes(1001))])).status == 200
    assert upload_max(world, guild) == 50 << 20
    assert upload_max(world, None) == 1000


async def test_a_reply_names_what_it_answers(server, world, ana, channel):
    question = world.post_message(channel, ana, "Well?")
    reference: Json = {"message_id": str(question.id)}
    body = {"content": "Yes", "message_reference": reference}
    answer = await posts(server, channel, body)
    assert answer.body["type"] == 19
    assert answer.body["referenced_message"]["id"] == str(question.id)
    world.delete_message(question)
    assert (await posts(server, channel, body)).wrong("message_reference")
    reference["fail_if_not_exists"] = False
    assert (await posts(server, channel, body)).body["type"] == 0


async def test_only_those_who_may_be_called_are_called(server, ana, channel):
    called = await sent(server, channel, content=ana.mention)
    quiet = await sent(server, channel, content=ana.mention, allowed_mentions={"parse": []})
    one = {"parse": [], "users": [str(ana.id)]}
    named = await sent(server, channel, content=ana.mention, allowed_mentions=one)
    assert [message.mentions for message in (called, quiet, named)] == [[ana], [], [ana]]


async def test_laid_out_messages_have_parts_in_place_of_words(server, channel):
    parts = [{"type": 17, "components": [{"type": 10, "content": "Hello"}, row(button())]}]
    body = {"components": parts, "flags": 1 << 15}
    assert (await posts(server, channel, body)).status == 200
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    assert (await posts(server, channel, {**body, "content": "a"})).wrong("content") == code


async def test_the_bot_is_seen_typing(server, world, channel):
    answer = await ask(server, "POST", f"/channels/{channel.id}/typing")
    assert (answer.status, answer.body) == (204, None)
    assert world.typing[0][0] is channel


async def test_what_was_sent_is_kept_for_checking(server, world, channel):
    await sent(server, channel, files=[("a.mp4", VIDEO)])
    await posts(server, channel, {})
    first, second = world.recorder.of("POST /channels/{}/messages")
    assert (first.status, first.body["content"]) == (200, "Hello")
    assert (first.files[0].name, first.files[0].size) == ("a.mp4", len(VIDEO))
    assert first.as_json()["files"]["0"]["sha256"] == first.files[0].sha256
    assert (second.status, second.code) == (400, 50006)
    assert world.recorder.refused() == [second]
