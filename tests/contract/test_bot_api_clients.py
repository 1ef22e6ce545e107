"""The fake Bot API as others see it: python-telegram-bot, aiogram and grammY drive it unchanged."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.telegram import oracle
from tests.telegram.faults import Broken, LostAnswer, SlowDown
from tests.telegram.samples import VIDEO, picture
from tests.telegram.server import Server, telegram
from tests.telegram.world import World

CLIENTS = Path(__file__).parent.parent / "telegram" / "clients"
THUMBNAIL = picture()


@asynccontextmanager
async def group_of_two() -> AsyncIterator[Server]:
    async with telegram() as server:
        world = server.world
        ana = world.user("Ana", username="ana", language_code="zh-hans")
        ben = world.user("Ben")
        group = world.supergroup("Friends", ana, ben)
        ana.says(group, "/cameo me on the moon")
        yield server
        assert world.recorder.wrong_answers() == []
        assert world.recorder.problems() == []


def people(server: Server):
    ana, ben = [person for person in server.world.people.values() if not person.is_bot]
    return ana, ben, next(p for p in server.world.places.values() if not p.private)


@pytest.fixture
def timedeltas(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


async def test_python_telegram_bot_sends_edits_and_answers(timedeltas):
    from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaVideo
    from telegram.error import BadRequest, Forbidden, RetryAfter

    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="1:yes")]])
    async with group_of_two() as server:
        ana, ben, group = people(server)
        bot: Any = Bot(server.world.token, server.base_url, server.base_file_url)
        async with bot:
            assert bot.username == server.world.me.username
            (update,) = await bot.get_updates(timeout=0)
            assert update.message.text == "/cameo me on the moon"
            assert update.effective_user.language_code == "zh-hans"

            sent = await bot.send_message(group.id, "Ready?", reply_markup=keyboard)
            press = ana.presses(ana.finds("Ready", group), "Yes")
            (update,) = await bot.get_updates(offset=update.update_id + 1)
            assert update.callback_query.data == "1:yes"
            await update.callback_query.answer("Off we go", show_alert=True)
            answer = await press
            assert (answer.text, answer.alert) == ("Off we go", True)
            with pytest.raises(BadRequest, match="Query is too old"):
                await update.callback_query.answer()

            video = InputMediaVideo(
                VIDEO, width=72, height=128, duration=3, thumbnail=THUMBNAIL, caption="<b>Moon</b>",
                parse_mode="HTML", supports_streaming=True,
            )  # fmt: skip
            filmed = await bot.edit_message_media(
                video, chat_id=group.id, message_id=sent.message_id
            )
            assert (filmed.video.width, filmed.video.height) == (72, 128)
            assert filmed.video.duration.total_seconds() == 3
            assert filmed.video.thumbnail.width == 90
            assert filmed.caption_entities[0].type == "bold"
            file = await bot.get_file(filmed.video.file_id)
            assert bytes(await file.download_as_bytearray()) == VIDEO
            again = await bot.send_video(group.id, filmed.video.file_id, caption="Again")
            assert again.video.file_unique_id == filmed.video.file_unique_id

            with pytest.raises(BadRequest, match="Message is not modified"):
                await again.edit_caption("Again")
            with pytest.raises(Forbidden, match="can't initiate"):
                await bot.send_message(ben.id, "Hello")
            server.world.faults.once("sendMessage", SlowDown(7))
            with pytest.raises(RetryAfter) as slow:
                await bot.send_message(group.id, "Hello")
            retry_after: Any = slow.value.retry_after
            assert retry_after.total_seconds() == 7


async def test_python_telegram_bot_knows_each_refusal_by_its_kind(timedeltas):
    from telegram import Bot
    from telegram import error as errors

    async with telegram() as server:
        world = server.world
        ana = world.user("Ana")
        old, gone = world.group("Small", ana), world.group("Gone", ana)
        new = old.migrates()
        gone.removes_bot(by=ana)
        bot: Any = Bot(world.token, server.base_url, server.base_file_url)
        async with bot:
            with pytest.raises(errors.ChatMigrated) as moved:
                await bot.send_message(old.id, "Hello")
            assert moved.value.new_chat_id == new.id
            with pytest.raises(errors.Forbidden, match="kicked"):
                await bot.send_message(gone.id, "Hello")
            with pytest.raises(errors.BadRequest, match="Chat not found"):
                await bot.send_message(1, "Hello")
            world.upload_max_bytes = 100
            with pytest.raises(errors.NetworkError, match="Too Large"):
                await bot.send_video(new.id, VIDEO)
            world.faults.once("sendMessage", LostAnswer())
            with pytest.raises(errors.NetworkError):
                await bot.send_message(new.id, "Hello")
            world.faults.once("sendMessage", Broken())
            with pytest.raises(errors.NetworkError, match="Bad Gateway"):
                await bot.send_message(new.id, "Hello")
            assert [message.text for message in ana.sees(new) if message.text] == ["Hello"]
            await bot.set_webhook("https://example.org/hook")
            with pytest.raises(errors.Conflict, match="webhook"):
                await bot.get_updates()
            world.token = "777000777:another"
            with pytest.raises(errors.InvalidToken):
                await bot.get_me()


async def test_aiogram_sends_edits_and_answers():
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import (
        TelegramBadRequest,
        TelegramForbiddenError,
        TelegramMigrateToChat,
        TelegramRetryAfter,
    )
    from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
    from aiogram.types import EphemeralMessageParameters as Receiver

    button = InlineKeyboardButton(text="Yes", callback_data="1:yes")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    async with group_of_two() as server:
        ana, ben, group = people(server)
        session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
        bot: Any = Bot(server.world.token, session)
        async with bot:
            assert (await bot.me()).username == server.world.me.username
            (update,) = await bot.get_updates(timeout=0)
            assert update.message.text == "/cameo me on the moon"

            sent = await bot.send_message(group.id, "Ready?", reply_markup=keyboard)
            press = ana.presses(ana.finds("Ready", group), "Yes")
            (update,) = await bot.get_updates(offset=update.update_id + 1)
            query = update.callback_query
            assert (query.data, query.message.message_id) == ("1:yes", sent.message_id)
            alone = Receiver(receiver_user_id=ana.id, callback_query_id=query.id)
            only = await bot.send_message(
                group.id, "Between us", ephemeral_message_parameters=alone
            )
            assert only.ephemeral_message_id
            assert [m.words for m in ben.sees(group)] == ["/cameo me on the moon", "Ready?"]
            assert ana.finds("Between us", group).receiver is ana
            assert await bot.edit_ephemeral_message_text(
                chat_id=group.id, receiver_user_id=ana.id, text="Just us",
                ephemeral_message_id=only.ephemeral_message_id,
            )  # fmt: skip
            assert ana.finds("Just us", group)
            await bot.answer_callback_query(query.id, "Off we go")
            assert (await press).text == "Off we go"
            with pytest.raises(TelegramBadRequest, match="query is too old"):
                await bot.answer_callback_query(query.id)

            filmed = await bot.send_video(
                group.id, BufferedInputFile(VIDEO, "film.mp4"), width=72, height=128, duration=3,
                thumbnail=BufferedInputFile(THUMBNAIL, "thumbnail.jpg"), caption="Moon",
            )  # fmt: skip
            assert filmed.video.thumbnail.height == 160
            data = await bot.download(filmed.video.file_id)
            assert data.read() == VIDEO
            chat = await bot.get_chat(group.id)
            assert chat.title == "Friends"
            assert {m.user.id for m in await bot.get_chat_administrators(group.id)} == {ana.id}

            with pytest.raises(TelegramForbiddenError, match="can't initiate"):
                await bot.send_message(ben.id, "Hello")
            server.world.faults.once("sendMessage", SlowDown(7))
            with pytest.raises(TelegramRetryAfter) as slow:
                await bot.send_message(group.id, "Hello")
            assert slow.value.retry_after == 7
            old = server.world.group("Small", ana)
            new = old.migrates()
            with pytest.raises(TelegramMigrateToChat) as moved:
                await bot.send_message(old.id, "Hello")
            assert moved.value.migrate_to_chat_id == new.id


async def test_grammy_sends_edits_and_answers():
    assert (CLIENTS / "node_modules" / "grammy").is_dir(), "make clients fetches grammY"
    async with group_of_two() as server:
        ana, _, group = people(server)
        server.world.faults.choose = lambda method, number: (
            SlowDown(7) if (method, number) == ("sendMessage", 2) else None
        )
        script, thumbnail = CLIENTS / "drive.mjs", base64.b64encode(THUMBNAIL).decode()
        node = await asyncio.create_subprocess_exec(
            "node", str(script), server.url, server.world.token, str(group.id), thumbnail,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        answer = await ana.presses(await ana.awaits("Ready", group), "Yes")
        async with asyncio.timeout(60):
            printed, _ = await node.communicate()
        assert answer.text == "Off we go"
        got = json.loads(printed)
        assert got["username"] == server.world.me.username
        assert (got["command"], got["pressed"]) == ("/cameo me on the moon", "1:yes")
        assert got["answeredTwice"]["description"].startswith("Bad Request: query is too old")
        assert (got["video"]["width"], got["video"]["thumbnail"]["height"]) == (72, 160)
        assert got["edited"] == {"caption": "Moon", "width": 72, "text": None}
        assert got["bytes"] == 2000
        assert (got["slow"]["code"], got["slow"]["retry_after"]) == (429, 7)
        assert got["data"]["description"] == "Bad Request: BUTTON_DATA_INVALID"
        assert got["nobody"]["description"] == "Bad Request: chat not found"
        assert got["caption"]["description"] == "Bad Request: message caption is too long"


def test_every_update_is_as_aiogram_knows_it():
    world = World()
    ana, ben = world.user("Ana", username="ana"), world.user("Ben")
    world.updates.allowed = frozenset({
        "message", "edited_message", "callback_query", "my_chat_member", "chat_member",
        "message_reaction",
    })  # fmt: skip
    forum = world.supergroup("Club", ana, ben, with_bot=False, forum=True)
    forum.adds_bot(by=ana, rights={"can_delete_messages"})
    topic = forum.opens_topic("Films")
    said = ben.says(forum, "/cameo with Ana", thread=topic, named={"Ana": ana})
    ben.edits(said, "/cameo with me")
    ana.says(forum, "/cameo again", reply_to=said, quote="with me")
    ana.forwards(said)
    ben.forwards(said, hidden=True)
    ana.reacts(said, "👍")
    ana.says(forum, "/cameo", anonymous=True, reply_to=said)
    ana.sends_video_note(VIDEO)
    ana.sends_photo(picture(), caption="me", to=forum)
    forum.closes_topic(topic)
    forum.restricts_bot("can_send_messages")
    ben.leaves(forum)
    ben.blocks()
    world.group("Small", ana).migrates()
    assert len(world.updates.waiting) >= 14
    assert [oracle.update(one) for one in world.updates.waiting if oracle.update(one)] == []


def test_the_judge_finds_what_is_wrong():
    assert oracle.request("sendVideo", {"chat_id": "1"}, frozenset({"video"})) == ()
    (missing,) = oracle.request("sendVideo", {"chat_id": 1})
    assert missing.startswith("video: ")
    (unknown,) = oracle.request("sendMessage", {"chat_id": 1, "text": "x", "txt": "y"})
    assert unknown == "unknown field txt"
    rows = {"inline_keyboard": [[{"text": "Yes", "callbackdata": "1"}]]}
    (nested,) = oracle.request("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": rows})
    assert nested.endswith("callbackdata")
    assert oracle.request("sendWishes", {}) == ("unknown method sendWishes",)
    (wrong, *_) = oracle.answer("getMe", {"id": 1, "first_name": "x"})
    assert wrong.startswith("is_bot")


async def test_somebody_elses_bot_answers_in_the_topic_it_was_asked_in(timedeltas):
    from telegram.ext import ApplicationBuilder, CommandHandler

    async def cameo(update: Any, _context: Any) -> None:
        await update.effective_message.reply_text("On my way")

    async with telegram() as server:
        world = server.world
        ana = world.user("Ana")
        forum = world.supergroup("Club", ana, forum=True)
        topic = forum.opens_topic("Films")
        app: Any = ApplicationBuilder().token(world.token).base_url(server.base_url).build()
        app.add_handler(CommandHandler("cameo", cameo))
        async with app:
            await app.start()
            await app.updater.start_polling(poll_interval=0.0, timeout=1)
            asked = ana.says(forum, f"/cameo@{world.me.username} me", thread=topic)
            answer = await ana.awaits("On my way", forum)
            await app.updater.stop()
            await app.stop()
        assert (answer.thread, answer.sender) == (topic.id, world.me)
        assert answer.reply_to in (asked, forum.messages[topic.id])
