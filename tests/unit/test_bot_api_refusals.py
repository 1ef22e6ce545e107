"""The fake Bot API refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.calls import Call
from tests.telegram.fixtures import ana as ana
from tests.telegram.fixtures import group as group
from tests.telegram.fixtures import server as server
from tests.telegram.fixtures import world as world
from tests.telegram.methods import METHODS
from tests.telegram.refusals import Refused
from tests.telegram.samples import VIDEO, ask, button, keyboard, picture, refused, sent
from tests.telegram.world import World

BAD = "Bad Request: "


WORDS = ("one", "two", "three")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["send", "edit", "delete"]), st.integers(0, 5), st.integers(0, 2)
        ),
        max_size=40,
    )
)
def test_people_see_what_was_accepted_and_nothing_else(steps):
    world = World()
    ana = world.user("Ana")
    group = world.group("Friends", ana)
    shown: dict[int, str] = {}

    def call(method: str, **params: Any) -> Any:
        try:
            return METHODS[method](
                world, Call(method=method, params={"chat_id": group.id, **params})
            )
        except Refused as no:
            return no.description.removeprefix(BAD)

    for what, number, word in steps:
        text = WORDS[word]
        if what == "send":
            shown[call("sendMessage", text=text)["message_id"]] = text
        elif what == "edit":
            answer = call("editMessageText", message_id=number, text=text)
            if number not in shown:
                assert answer in (
                    "message to edit not found",
                    "message identifier is not specified",
                )
            elif shown[number] == text:
                assert answer.startswith("message is not modified")
            else:
                assert answer["text"] == text
                shown[number] = text
        else:
            gone = call("deleteMessage", message_id=number)
            assert gone == (True if number in shown else "message to delete not found")
            shown.pop(number, None)
        assert {message.id: message.text for message in ana.sees(group)} == shown


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (keyboard([button(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="好" * 22)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keyboard([button()] * 9), "reply markup is too long"),
        (keyboard(*[[button()]] * 101), "reply markup is too long"),
        (keyboard([button(url="nowhere")]), "inline keyboard button URL 'nowhere' is invalid"),
        (
            keyboard([button(url="walkon://x.y")]),
            "inline keyboard button URL 'walkon://x.y' is invalid: Unsupported URL protocol",
        ),
        (keyboard([button(style="pink")]), "can't parse inline keyboard button"),
        (keyboard([{"text": "Yes"}]), "can't parse inline keyboard button: Text buttons are"),
        (keyboard([button("")]), 'can\'t parse inline keyboard button: Field "text"'),
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
async def test_a_keyboard_that_telegram_would_not_take(server, group, markup, why):
    words = await refused(
        server, "sendMessage", chat_id=group.id, text="Hello", reply_markup=markup
    )
    assert words.startswith(BAD + why)
    assert group.messages == {}


async def test_the_largest_keyboard_is_taken(server, group):
    data = "é" * 32
    rows = [[button(callback_data=data)] * 8] * 12 + [[button(callback_data=data)] * 4]
    message = await sent(server, group, reply_markup=keyboard(*rows))
    assert len(message.labels) == 100


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "<q>x</q>", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
        ({"entities": [{"type": "bold", "offset": 0, "length": 6}]}, "entity beginning at UTF-16"),
        ({"entities": [{"type": "bold", "offset": 9, "length": 1}]}, "entity begins after the end"),
        ({"entities": [{"type": "bold"}]}, "can't parse MessageEntity"),
        ({"text": "🎬", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
         "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        ({"text": "🎬", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
         "entity ends in a middle of a UTF-16 symbol at byte offset 4"),
        ({"message_thread_id": 99}, "message thread not found"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": -100}, "chat not found"),
        ({"chat_id": "@nobody_here"}, "chat not found"),
    ],
)  # fmt: skip
async def test_a_text_that_telegram_would_not_take(server, group, params, why):
    words = await refused(server, "sendMessage", **{"chat_id": group.id, "text": "Hello", **params})
    assert words.startswith(BAD + why)


async def test_lengths_are_counted_after_the_tags_are_read(server, group):
    message = await sent(server, group, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert message.entities == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_caption_has_1024_characters(server, group):
    more = {"chat_id": group.id, "photo": picture()}
    assert (await ask(server, "sendPhoto", **more, caption="好" * 1024))["ok"]
    words = await refused(server, "sendPhoto", **more, caption="好" * 1025)
    assert words == BAD + "message caption is too long"


async def test_a_reply_to_what_is_gone_may_be_sent_all_the_same(server, group):
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert (await sent(server, group, reply_parameters=reply)).reply_to is None


async def test_a_press_is_answered_once_and_in_time(server, ana, group):
    message = await sent(server, group, reply_markup=keyboard([button()]))
    press = ana.presses(message, "Yes")
    told = {"callback_query_id": press.id, "text": "Noted"}
    assert (await ask(server, "answerCallbackQuery", **told))["ok"]
    assert (await press).text == "Noted"
    old = BAD + "query is too old and response timeout expired or query ID is invalid"
    assert await refused(server, "answerCallbackQuery", **told) == old
    assert await refused(server, "answerCallbackQuery", callback_query_id="7") == old
    late = ana.presses(message, "1:yes")
    server.world.clock.move(seconds=61)
    assert await refused(server, "answerCallbackQuery", callback_query_id=late.id) == old


async def test_a_press_may_open_this_bot_and_nothing_else(server, ana, group):
    message = await sent(server, group, reply_markup=keyboard([button()]))
    press = ana.presses(message, "Yes")
    other = "https://example.org/"
    words = await refused(server, "answerCallbackQuery", callback_query_id=press.id, url=other)
    assert words == BAD + "URL_INVALID"
    url = f"https://t.me/{server.world.me.username}?start=a-token"
    await ask(server, "answerCallbackQuery", callback_query_id=press.id, url=url)
    assert ana.follows((await press).url).text == "/start a-token"


async def test_what_is_gone_or_anothers_is_not_edited(server, ana, group):
    mine, hers = await sent(server, group), ana.says(group, "Hi")
    at = {"chat_id": group.id, "text": "Bye"}
    assert "can't be edited" in await refused(server, "editMessageText", **at, message_id=hers.id)
    ana.deletes(mine)
    for number in (mine.id, 99):
        assert await refused(server, "editMessageText", **at, message_id=number) == (
            BAD + "message to edit not found"
        )


async def test_an_edit_changes_something(server, group):
    rows = keyboard([button()])
    message = await sent(server, group, reply_markup=rows)
    at = {"chat_id": group.id, "message_id": message.id}
    same = await refused(server, "editMessageText", **at, text="Hello ", reply_markup=rows)
    assert same.startswith(BAD + "message is not modified: specified new message content")
    assert (await ask(server, "editMessageText", **at, text="Hello"))["ok"]
    assert message.keyboard == []
    assert "not modified" in await refused(server, "editMessageReplyMarkup", **at)
    menu = {"keyboard": [[{"text": "Yes"}]]}
    assert await refused(server, "editMessageReplyMarkup", **at, reply_markup=menu) == (
        BAD + "inline keyboard expected"
    )
    assert len(message.versions) == 1


async def test_a_text_becomes_a_film_and_no_video_note(server, group):
    message = await sent(server, group)
    at = {"chat_id": group.id, "message_id": message.id}
    assert "no caption in the message" in await refused(server, "editMessageCaption", **at)
    note = {"type": "video_note", "media": "attach://film"}
    assert "unsupported" in await refused(server, "editMessageMedia", **at, media=note, film=VIDEO)
    film = {"type": "video", "media": "attach://film", "width": 9, "height": 16, "duration": 3}
    assert (await ask(server, "editMessageMedia", **at, media=film, film=VIDEO))["ok"]
    shown = message.media
    assert shown is not None
    assert (shown.data, shown.width, shown.duration, message.text) == (VIDEO, 9, 3, "")
    assert "no text in the message" in await refused(server, "editMessageText", **at, text="x")
    again = {**film, "media": shown.file.id}
    assert "not modified" in await refused(server, "editMessageMedia", **at, media=again)
    assert (await ask(server, "editMessageCaption", **at, caption="Moon"))["ok"]
    photo = {"type": "photo", "media": "attach://still"}
    assert (await ask(server, "editMessageMedia", **at, media=photo, still=picture()))["ok"]
    assert (len(message.versions), message.caption) == (3, "")


async def test_a_video_note_keeps_what_it_shows(server, group):
    note = await ask(
        server, "sendVideoNote", chat_id=group.id, video_note=VIDEO, length=384, duration=5
    )
    at = {"chat_id": group.id, "message_id": note["result"]["message_id"]}
    film = {"type": "video", "media": "attach://film"}
    assert await refused(server, "editMessageMedia", **at, media=film, film=VIDEO) == (
        BAD + "there is no media in the message to edit"
    )
    rows = keyboard([button()])
    assert (await ask(server, "editMessageReplyMarkup", **at, reply_markup=rows))["ok"]


async def test_what_is_older_than_two_days_stays_without_the_right(server, ana, group):
    mine, hers = await sent(server, group), ana.says(group, "Hi")
    at = {"chat_id": group.id}
    assert await refused(server, "deleteMessage", **at, message_id=hers.id) == (
        BAD + "message can't be deleted"
    )
    server.world.clock.move(hours=49)
    assert "message can't be deleted" in await refused(
        server, "deleteMessage", **at, message_id=mine.id
    )
    group.promotes_bot(can_delete_messages=True)
    for message in (mine, hers):
        assert (await ask(server, "deleteMessage", **at, message_id=message.id))["ok"]
    assert await refused(server, "deleteMessage", **at, message_id=mine.id) == (
        BAD + "message to delete not found"
    )
    assert ana.sees(group) == []


async def test_several_are_deleted_at_once_and_missing_ones_skipped(server, ana, group):
    first, second = await sent(server, group), await sent(server, group)
    numbers = [first.id, 99, second.id]
    assert (await ask(server, "deleteMessages", chat_id=group.id, message_ids=numbers))["ok"]
    assert ana.sees(group) == []


async def test_a_group_takes_twenty_messages_and_edits_in_a_minute(server, group):
    server.world.group_budget = 20
    message = await sent(server, group)
    at = {"chat_id": group.id, "message_id": message.id}
    for number in range(19):
        assert (await ask(server, "editMessageText", **at, text=str(number)))["ok"]
    answer = await ask(server, "sendMessage", chat_id=group.id, text="Hello")
    wait = answer["parameters"]["retry_after"]
    assert answer["description"] == f"Too Many Requests: retry after {wait}"
    assert 55 <= wait <= 60
    server.world.clock.move(seconds=wait + 1)
    assert (await ask(server, "sendMessage", chat_id=group.id, text="Hello"))["ok"]
