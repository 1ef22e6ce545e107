"""Messages of ours on Telegram when calls end badly: the last word is what was wanted last."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.bootstrap import utc_now
from bot.chat import Gone, OutgoingClip, OutgoingText, Place
from bot.telegram_bot import TelegramChat
from bot.telegram_room.account import Account
from generation.model.member import ChatId, MemberId
from storage.database import Database
from storage.telegram import TelegramBooks
from storage.telegram_tables import Ours
from tests.books import KEY
from tests.contract.chats import Hearing, until
from tests.fakes_room import sealed
from tests.telegram.faults import AppliedLate, Broken
from tests.telegram.house import Terminal
from tests.telegram.server import telegram

HELLO = OutgoingText(text="rolling", style="progress")
BOTH = OutgoingClip(film=sealed("both"), title="Rain", caption="Ana, Ben")
ALONE = OutgoingClip(film=sealed("alone"), title="Rain", caption="Ana")


@pytest.fixture
async def server():
    async with telegram() as server:
        yield server


@pytest.fixture
async def database(tmp_path):
    database = Database.open(tmp_path / "walkon.db", clock=utc_now, ledger_key=KEY)
    yield database
    database.close()


@pytest.fixture
async def chat(server, database):
    chat = TelegramChat(
        Account(token=server.world.token, api_url=server.url), database, clock=utc_now,
        monotonic=time.monotonic, terminal=Terminal(locale="en", as_json=False),
    )  # fmt: skip
    await chat.start(Hearing())
    yield chat
    await chat.stop()


@pytest.fixture
def group(server):
    ana = server.world.user("Ana")
    return server.world.supergroup("Club", ana)


@pytest.fixture
def place(group):
    return Place(chat=ChatId(f"telegram:{group.id}"))


async def files(database):
    return await database.read(
        lambda books: books.connection.execute("SELECT clip FROM telegram_files").fetchall()
    )


async def test_a_face_that_was_taken_back_does_not_come_again_by_a_late_call(
    server, chat, group, place
):
    sent = await chat.send(place, HELLO, key="f")
    server.world.faults.once("editMessageMedia", AppliedLate(0.3))
    with pytest.raises((OSError, TimeoutError)):
        await chat.edit(place, sent, BOTH)
    await chat.edit(place, sent, ALONE)
    shown = group.messages[int(sent)]
    await until(lambda: shown.media.data == BOTH.film.film)  # the late call has won, for now
    await chat.edit(place, sent, ALONE)
    assert shown.media.data == ALONE.film.film


async def test_a_film_that_is_shown_no_more_cannot_be_fetched_by_its_file(chat, place, database):
    sent = await chat.send(place, HELLO, key="f")
    await chat.edit(place, sent, BOTH)
    await chat.edit(place, sent, ALONE)
    assert [row[0] for row in await files(database)] == ["alone"]
    await chat.edit(place, sent, OutgoingText(text="taken back", style="card"))
    assert await files(database) == []


async def test_what_telegram_never_understands_is_given_up(server, chat, place):
    sent = await chat.send(place, HELLO, key="f")
    wrong = replace(BOTH, film=replace(BOTH.film, poster=b"no picture"))
    for _ in range(5):
        with pytest.raises(OSError, match="image_process"):
            await chat.edit(place, sent, wrong)
    with pytest.raises(Gone):
        await chat.edit(place, sent, wrong)
    await chat.edit(place, sent, ALONE)


async def test_a_number_given_again_is_another_message(chat, place, database):
    ana, ben = MemberId("telegram:1"), MemberId("telegram:2")
    mine = Ours(chat=int(place.chat.partition(":")[2]), message=-5, place=place.chat, reader=ana)
    for ours in (mine, replace(mine, reader=ben)):
        await database.write(
            lambda books, ours=ours: TelegramBooks(books.connection).put_message(ours)
        )
    with pytest.raises(Gone):
        await chat.edit(place, "-5@1", HELLO)


async def test_a_server_that_did_not_say_is_asked_again(server, database):
    server.world.faults.once("deleteEphemeralMessage", Broken(502))
    server.world.bot_api = (10, 1)
    terminal = Terminal(locale="en", as_json=False)
    chat = TelegramChat(
        Account(token=server.world.token, api_url=server.url), database, clock=utc_now,
        monotonic=time.monotonic, terminal=terminal,
    )  # fmt: skip
    await chat.start(Hearing())
    try:
        assert not chat.capabilities().private_replies
        await until(lambda: "telegram-open" in [name for name, _ in terminal.said])
        assert not chat.capabilities().private_replies
    finally:
        await chat.stop()
