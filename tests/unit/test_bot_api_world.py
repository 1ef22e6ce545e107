"""What a bot gets to know on the fake Telegram, and what people see there."""

from __future__ import annotations

import pytest

from tests.telegram import formatting
from tests.telegram.fixtures import ana as ana
from tests.telegram.fixtures import server as server
from tests.telegram.fixtures import world as world
from tests.telegram.samples import VIDEO, ask, button, keyboard, picture, refused, sent


@pytest.fixture
def ben(world):
    return world.user("Ben")


@pytest.fixture
def group(world, ana, ben):
    return world.supergroup("Friends", ana, ben)


def told(world):
    """The updates that wait, taken away: kind and body of each."""
    waiting, world.updates.waiting = world.updates.waiting, []
    return [next((k, v) for k, v in one.items() if k != "update_id") for one in waiting]


def texts(world):
    return [body.get("text") for _, body in told(world)]


def test_privacy_keeps_talk_from_the_bot(world, ana, group):
    ours = group.world.me.username
    said = ("just talk", f"@{ours} hello", "/cameo", f"/cameo@{ours} me", "/cameo@other_bot me")
    for text in said:
        ana.says(group, text)
    assert texts(world) == ["/cameo", f"/cameo@{ours} me"]
    world.privacy = False
    ana.says(group, "just talk")
    assert texts(world) == ["just talk"]


def test_an_admin_hears_everything(world, ana, group):
    group.promotes_bot(can_delete_messages=True)
    ana.says(group, "just talk")
    assert [kind for kind, _ in told(world)] == ["my_chat_member", "message"]


async def test_replies_to_the_bot_and_service_messages_pass(server, ana, ben, group):
    world = server.world
    ours = await sent(server, group)
    ana.says(group, "ha", reply_to=ours)
    ana.says(group, "ho", reply_to=ana.says(group, "he"))
    ben.leaves(group)
    (_, reply), (_, left) = told(world)
    assert reply["reply_to_message"]["message_id"] == ours.id
    assert reply["message_thread_id"] == ours.id
    assert left["left_chat_member"]["id"] == ben.id


def test_what_a_message_names_is_found_in_utf16(world, ana, ben, group):
    message = ana.says(
        group, "/cameo 🎬 Ben and @carla at https://example.org/a", named={"Ben": ben}
    )
    kinds = {one["type"]: formatting.cut(message.text, one) for one in message.entities}
    assert kinds == {
        "bot_command": "/cameo", "text_mention": "Ben", "mention": "@carla",
        "url": "https://example.org/a",
    }  # fmt: skip
    assert message.entities[1]["user"]["id"] == ben.id
    assert message.entities[1]["offset"] == 10


async def test_a_film_is_forwarded_unless_it_is_protected(server, ana, ben, group):
    ours = await sent(server, group, text="A film of Ben")
    kept = await sent(server, group, protect_content=True)
    ana.forwards(ours)
    ana.forwards(ben.says(group, "me"), hidden=True)
    with pytest.raises(PermissionError):
        ana.forwards(kept)
    (_, film), (_, words) = told(server.world)
    assert film["forward_origin"]["sender_user"]["id"] == server.world.me.id
    assert words["forward_origin"]["sender_user_name"] == "Ben"
    assert "sender_user" not in words["forward_origin"]


async def test_a_reply_can_quote(server, ana, group):
    ours = await sent(server, group, text="🎬 A film of Ben")
    ana.says(group, "this one", reply_to=ours, quote="film of")
    ((_, reply),) = told(server.world)
    assert reply["quote"] == {"text": "film of", "position": 5, "is_manual": True}


def test_whoever_speaks_as_a_chat_is_nobody(world, ana, group):
    ana.says(group, "/cameo me", anonymous=True)
    ana.says(group, "/cameo me", channel="Ana's channel")
    (_, admin), (_, channel) = told(world)
    assert admin["from"]["username"] == "GroupAnonymousBot"
    assert admin["sender_chat"]["id"] == group.id
    assert channel["sender_chat"]["type"] == "channel"
    assert ana.id not in (admin["from"]["id"], channel["from"]["id"])


async def test_topics_keep_their_threads(server, ana):
    world = server.world
    forum = world.supergroup("Club", ana, forum=True)
    topic = forum.opens_topic("Films")
    ana.says(forum, "/cameo", thread=topic)
    ana.says(forum, "/cameo")
    created, (_, inside), (_, general) = told(world)
    assert created[1]["forum_topic_created"]["name"] == "Films"
    assert (inside["message_thread_id"], inside["is_topic_message"]) == (topic.id, True)
    assert inside["reply_to_message"]["message_id"] == topic.id
    assert "message_thread_id" not in general
    ours = await sent(server, forum, message_thread_id=topic.id)
    ana.says(forum, "again", reply_to=ours)
    ((_, reply),) = told(world)
    assert (reply["message_thread_id"], reply["is_topic_message"]) == (topic.id, True)


def test_a_bot_learns_where_it_is_let_in_and_thrown_out(world, ana):
    group = world.group("Friends", ana, with_bot=False)
    ana.says(group, "/cameo")
    group.adds_bot(by=ana)
    group.removes_bot(by=ana)
    member, joined, left, thrown_out = told(world)
    assert member[1]["new_chat_member"]["status"] == "member"
    assert joined[1]["new_chat_members"][0]["id"] == world.me.id
    assert left[1]["left_chat_member"]["id"] == world.me.id
    assert thrown_out[1]["new_chat_member"]["status"] == "kicked"


def test_a_move_is_told_from_both_sides(world, ana):
    group = world.group("Friends", ana)
    new = group.migrates()
    (_, before), (_, after) = told(world)
    assert (before["chat"]["id"], before["migrate_to_chat_id"]) == (group.id, new.id)
    assert (after["chat"]["id"], after["migrate_from_chat_id"]) == (new.id, group.id)


def test_members_are_told_of_to_an_admin_that_asks(world, ana, ben, group):
    carla = world.user("Carla")
    world.updates.allowed = frozenset({"chat_member", "message_reaction"})
    carla.joins(group)
    assert told(world) == []
    group.promotes_bot()
    carla.leaves(group)
    message = ben.says(group, "/cameo")
    ana.reacts(message, "👍")
    ana.reacts(message)
    (_, left), (_, liked), (_, unliked) = told(world)
    assert left["new_chat_member"] == {**left["new_chat_member"], "status": "left"}
    assert liked["new_reaction"] == [{"type": "emoji", "emoji": "👍"}] == unliked["old_reaction"]
    assert message.reactions == {}


def test_blocking_is_told_and_starting_carries_its_payload(world, ana):
    ana.starts("a-token")
    ana.blocks()
    ana.unblocks()
    (_, start), (_, blocked), (_, unblocked) = told(world)
    assert start["text"] == "/start a-token"
    assert start["entities"][0]["length"] == 6
    assert blocked["new_chat_member"]["status"] == "kicked"
    assert unblocked["new_chat_member"]["status"] == "member"


async def test_files_come_and_go_whole(server, ana):
    world = server.world
    sent_in = [
        ana.sends_photo(picture()), ana.sends_video(VIDEO), ana.sends_video_note(VIDEO, duration=7),
        ana.sends_voice(b"voice"), ana.sends_document(b"paper", name="paper.txt"),
    ]  # fmt: skip
    bodies = [body for _, body in told(world)]
    assert [one.media.kind for one in sent_in] == [
        "photo", "video", "video_note", "voice", "document",
    ]  # fmt: skip
    assert [size["height"] for size in bodies[0]["photo"]] == [90, 160]
    assert bodies[0]["photo"][1]["file_size"] == len(picture())
    assert bodies[2]["video_note"] == {
        **bodies[2]["video_note"], "length": 384, "duration": 7, "file_size": len(VIDEO),
    }  # fmt: skip
    file = (await ask(server, "getFile", file_id=bodies[4]["document"]["file_id"]))["result"]
    assert world.paths[file["file_path"]][0].data == b"paper"
    assert await refused(server, "getFile", file_id="no such") == "Bad Request: invalid file_id"


async def test_only_its_receiver_sees_an_ephemeral_message(server, ana, ben, group):
    at = {"chat_id": group.id, "receiver_user_id": ana.id}
    card = await sent(server, group, reply_markup=keyboard([button()]))
    press = ana.presses(card, "Yes")
    alone = {"receiver_user_id": ana.id, "callback_query_id": press.id}
    only = {"chat_id": group.id, "text": "Us", "ephemeral_message_parameters": alone}
    rows = keyboard([button("More")])
    replacing = {**alone, "replace_callback_query_message": True}
    answer = await ask(
        server, "sendMessage",
        **{**only, "reply_markup": rows, "ephemeral_message_parameters": replacing},
    )  # fmt: skip
    result = answer["result"]
    assert (result["message_id"], result["receiver_user"]["id"]) == (0, ana.id)
    number = result["ephemeral_message_id"]
    assert [m.words for m in ana.sees(group)] == ["Us"]
    assert [m.words for m in ben.sees(group)] == ["Hello"]
    with pytest.raises(LookupError):
        ben.presses(ana.finds("Us", group), "More")
    pressed = ana.presses(ana.finds("Us", group), "More")
    assert told(server.world)[-1][1]["message"]["ephemeral_message_id"] == number
    assert (await ask(server, "answerCallbackQuery", callback_query_id=pressed.id))["ok"]

    edit = {**at, "ephemeral_message_id": number}
    assert (await ask(server, "editEphemeralMessageText", **edit, text="Only us"))["ok"]
    assert await refused(server, "editEphemeralMessageText", **edit, text="x" * 1025) == (
        "Bad Request: MEDIA_CAPTION_TOO_LONG"
    )
    film = {"type": "video", "media": "attach://film"}
    assert (await ask(server, "editEphemeralMessageMedia", **edit, media=film, film=VIDEO))["ok"]
    assert (await ask(server, "editEphemeralMessageCaption", **edit, caption="Moon"))["ok"]
    assert (await ask(server, "editEphemeralMessageReplyMarkup", **edit, reply_markup=rows))["ok"]
    assert ana.finds("Moon", group).labels == ["More"]
    assert "not found" in await refused(server, "deleteMessage", chat_id=group.id, message_id=0)
    theirs = {**edit, "receiver_user_id": ben.id}
    assert "not found" in await refused(server, "deleteEphemeralMessage", **theirs)
    assert (await ask(server, "deleteEphemeralMessage", **edit))["ok"]
    assert ana.sees(group) == []


async def test_an_ephemeral_message_needs_a_fresh_press_or_an_admin(server, ana, ben, group):
    card = await sent(server, group, reply_markup=keyboard([button()]))
    press = ana.presses(card, "Yes")
    only = {"chat_id": group.id, "text": "Us"}
    bens = {"receiver_user_id": ben.id, "callback_query_id": press.id}
    assert not (await ask(server, "sendMessage", **only, ephemeral_message_parameters=bens))["ok"]
    anas = {"receiver_user_id": ana.id, "callback_query_id": press.id}
    server.world.clock.move(seconds=16)
    assert not (await ask(server, "sendMessage", **only, ephemeral_message_parameters=anas))["ok"]
    command = ana.says(group, "/cameo", alone=True)
    assert told(server.world)[-1][1]["message_id"] == 0
    reply = {"ephemeral_message_id": command.ephemeral_id}
    plain = {"receiver_user_id": ana.id}
    answer = await ask(
        server, "sendMessage", **only, ephemeral_message_parameters=plain, reply_parameters=reply
    )
    assert answer["ok"]
    assert not (await ask(server, "sendMessage", **only, ephemeral_message_parameters=plain))["ok"]
    group.promotes_bot()
    assert (await ask(server, "sendMessage", **only, ephemeral_message_parameters=plain))["ok"]
    assert len(ben.sees(group)) == 1


async def test_an_older_server_shows_it_to_everybody(server, ana, ben, group):
    server.world.bot_api = (10, 1)
    alone = {"receiver_user_id": ana.id}
    message = await sent(server, group, ephemeral_message_parameters=alone)
    assert message in ben.sees(group)
    edit = {"chat_id": group.id, "receiver_user_id": ana.id, "ephemeral_message_id": 1}
    assert await refused(server, "deleteEphemeralMessage", **edit) == "Not Found"


async def test_who_is_in_a_chat(server, ana, ben, group):
    at = {"chat_id": group.id}
    admins = (await ask(server, "getChatAdministrators", **at))["result"]
    assert [one["user"]["id"] for one in admins] == [ana.id]
    assert (await ask(server, "getChatMemberCount", **at))["result"] == 3
    stranger = server.world.user("Carla")
    for person, status in ((ben, "member"), (stranger, "left"), (server.world.me, "member")):
        member = await ask(server, "getChatMember", **at, user_id=person.id)
        assert member["result"]["status"] == status
    assert "user not found" in await refused(server, "getChatMember", **at, user_id=5)
    group.hides_members = True
    assert await refused(server, "getChatMember", **at, user_id=ben.id) == (
        "Bad Request: CHAT_ADMIN_REQUIRED"
    )


async def test_commands_are_kept_by_scope_and_language(server):
    film = [{"command": "cameo", "description": "Make a film"}]
    for more in ({}, {"language_code": "zh"}, {"scope": {"type": "all_group_chats"}}):
        assert (await ask(server, "getMyCommands", **more))["result"] == []
        assert (await ask(server, "setMyCommands", commands=film, **more))["ok"]
        assert (await ask(server, "getMyCommands", **more))["result"] == film
    assert (await ask(server, "deleteMyCommands", language_code="zh"))["ok"]
    assert (await ask(server, "getMyCommands", language_code="zh"))["result"] == []
    assert "invalid language" in await refused(
        server, "setMyCommands", commands=film, language_code="zh-hans"
    )
    upper = [{"command": "Cameo", "description": "Make a film"}]
    assert "BOT_COMMAND_INVALID" in await refused(server, "setMyCommands", commands=upper)
    await ask(server, "setMyShortDescription", short_description="Films with your friends")
    short = await ask(server, "getMyShortDescription", language_code="zh")
    assert short["result"]["short_description"] == "Films with your friends"


async def test_people_are_picked_from_a_keyboard(server, ana, ben):
    ana.starts()
    asks = {"request_id": 3, "request_name": True, "request_username": True}
    rows = {"keyboard": [[{"text": "Pick", "request_users": asks}]]}
    message = await sent(server, ana.chat, reply_markup=rows)
    ana.picks(message, "Pick", ben)
    shared = told(server.world)[-1][1]["users_shared"]
    assert shared["users"] == [{"user_id": ben.id, "first_name": "Ben"}]


async def test_a_sign_of_life_is_kept_with_its_topic(server, ana):
    forum = server.world.supergroup("Club", ana, forum=True)
    topic = forum.opens_topic("Films")
    at = {"chat_id": forum.id, "message_thread_id": topic.id}
    assert (await ask(server, "sendChatAction", **at, action="record_video"))["ok"]
    assert server.world.actions == [(forum, topic.id, "record_video")]


def test_numbers_grow_in_every_chat(world, ana, ben):
    small, large = world.group("Small", ana), world.supergroup("Large", ana)
    here = [ana.starts().id, ana.says(small, "/a").id, ben.starts().id, ana.says(small, "/b").id]
    assert here == sorted(set(here))
    assert [ana.says(large, "/a").id, ana.says(large, "/b").id] == [1, 2]
