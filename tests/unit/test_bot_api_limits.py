"""How much the fake Bot API takes of everything, and what it takes for no answer."""

from __future__ import annotations

import aiohttp
import pytest

from tests.telegram.fixtures import ana as ana
from tests.telegram.fixtures import group as group
from tests.telegram.fixtures import server as server
from tests.telegram.fixtures import world as world
from tests.telegram.samples import VIDEO, ask, button, keyboard, picture, refused, sent

HEART = {"type": "emoji", "emoji": "❤"}
COMMAND = {"command": "cameo", "description": "Make a film"}


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("setMyCommands", {"commands": [COMMAND] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [{**COMMAND, "description": "x" * 257}]},
         "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [COMMAND], "scope": {"type": "moon"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyShortDescription", {"short_description": "x" * 121},
         "short description is too long"),
        ("setMessageReaction", {"message_id": 99, "reaction": [HEART]},
         "message to react not found"),
        ("setMessageReaction", {"message_id": 1, "reaction": [HEART, HEART]},
         "REACTIONS_TOO_MANY"),
        ("setMessageReaction", {"message_id": 1, "reaction": "{"},
         "can't parse reaction JSON object"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("sendPoll", {"question": "", "options": ["a"]}, "poll question must be non-empty"),
        ("sendVideoNote", {"video_note": VIDEO, "duration": 61}, "VIDEO_CONTENT_TYPE_INVALID"),
        ("sendPhoto", {"photo": picture(1, 30)}, "PHOTO_INVALID_DIMENSIONS"),
        ("copyMessage", {"from_chat_id": "@friends_here", "message_id": 9},
         "message to copy not found"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": [1] * 101}, "too many messages to delete"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": 1, "reply_markup": {"inline_keyboard": 1}},
         "can't parse inline keyboard markup JSON object"),
        ("sendMessage", {"text": "x", "reply_parameters": "{"},
         "can't parse reply parameters JSON object"),
        ("sendMessage", {"text": "x", "ephemeral_message_parameters": {"receiver_user_id": 5}},
         "user not found"),
    ],
)  # fmt: skip
async def test_what_is_too_much_or_wrong(server, group, method, params, why):
    group.username = "friends_here"
    assert (await sent(server, group)).id == 1
    words = await refused(server, method, chat_id=group.id, **params)
    assert words == f"Bad Request: {why}"


async def test_a_toast_has_two_hundred_characters(server, ana, group):
    message = await sent(server, group, reply_markup=keyboard([button()]))
    press = ana.presses(message, "Yes")
    told = {"callback_query_id": press.id}
    assert "MESSAGE_TOO_LONG" in await refused(
        server, "answerCallbackQuery", **told, text="x" * 201
    )
    assert (await ask(server, "answerCallbackQuery", **told, text="x" * 200))["ok"]


async def test_a_cover_is_a_picture_and_a_known_film_keeps_all_it_had(server, group):
    sizes = {"width": 72, "height": 128, "duration": 3, "supports_streaming": True}
    answer = await ask(
        server, "sendVideo", chat_id=group.id, video=VIDEO, cover="attach://still",
        still=picture(), thumbnail=picture(), **sizes,
    )  # fmt: skip
    film = answer["result"]["video"]
    assert film["cover"][0]["height"] == 160
    answer = await ask(
        server, "sendVideo", chat_id=group.id, video=film["file_id"], has_spoiler=True
    )
    assert answer["result"]["video"] == film
    assert answer["result"]["has_media_spoiler"] is True
    still = film["cover"][0]["file_id"]
    more = await ask(server, "sendVideo", chat_id=group.id, video=VIDEO, cover=still, **sizes)
    assert more["result"]["video"]["cover"][0]["file_id"] == still


async def test_a_reaction_is_taken_off_again(server, ana, group):
    at = {"chat_id": group.id, "message_id": ana.says(group, "/cameo").id}
    assert (await ask(server, "setMessageReaction", **at, reaction=[HEART]))["ok"]
    assert (await ask(server, "setMessageReaction", **at, reaction=[]))["ok"]
    assert (await ask(server, "setMessageReaction", **at, reaction=[]))["ok"]
    assert group.messages[at["message_id"]].reactions == {}


async def test_no_ephemeral_message_is_sent_where_nobody_else_is(server, ana):
    ana.starts()
    answer = await ask(
        server, "sendMessage", chat_id=ana.id, text="x",
        ephemeral_message_parameters={"receiver_user_id": ana.id},
    )  # fmt: skip
    assert answer["error_code"] == 400


async def test_an_ephemeral_message_is_not_replaced_by_another(server, ana, group):
    group.promotes_bot()
    alone = {"receiver_user_id": ana.id}
    rows = keyboard([button()])
    only = {"chat_id": group.id, "text": "Us", "reply_markup": rows}
    assert (await ask(server, "sendMessage", **only, ephemeral_message_parameters=alone))["ok"]
    press = ana.presses(ana.finds("Us", group), "Yes")
    again = {**alone, "callback_query_id": press.id, "replace_callback_query_message": True}
    answer = await ask(server, "sendMessage", **only, ephemeral_message_parameters=again)
    assert answer["error_code"] == 400
    assert len([one for one in ana.sees(group) if one.words == "Us"]) == 1


async def test_a_deleted_account_and_a_private_chat(server, ana):
    ana.starts()
    words = await refused(server, "leaveChat", chat_id=ana.id)
    assert words == "Bad Request: method is available only for supergroups and groups"
    ana.deactivated = True
    words = await refused(server, "sendMessage", chat_id=ana.id, text="x")
    assert words == "Forbidden: user is deactivated"


async def test_a_pressed_link_answers_itself(server, ana, group):
    message = await sent(server, group, reply_markup=keyboard([button(url="https://t.me/a?b=c")]))
    press = ana.presses(message, "Yes")
    assert (await press).url == "https://t.me/a?b=c"
    assert server.world.updates.waiting == []


async def test_a_press_on_what_is_gone_has_no_more_than_an_address(server, ana, group):
    message = await sent(server, group, reply_markup=keyboard([button()]))
    ana.deletes(message)
    ana.presses(message, "Yes")
    (update,) = server.world.updates.waiting
    assert update["callback_query"]["message"]["date"] == 0
    assert "text" not in update["callback_query"]["message"]


async def test_a_broken_json_body_and_a_list(server, ana):
    url = f"{server.base_url}{server.world.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        for body in ("{", "[]"):
            async with session.post(url, data=body, headers=headers) as answer:
                assert answer.status == 400


async def test_what_is_waited_for_in_vain(server, ana):
    with pytest.raises(TimeoutError):
        await ana.awaits("nothing", within_s=0.02)
    message = ana.starts()
    assert message.words == "/start"
    with pytest.raises(LookupError):
        message.button("Yes")
