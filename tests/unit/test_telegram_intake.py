"""Updates that have waited: a few chats at a time, each in its order, and then there is calm."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_room import intake as module
from bot.telegram_room.books import AdapterBooks
from bot.telegram_room.intake import LOOKED_AT, TOGETHER, TRIES_MAX, Intake
from bot.telegram_room.reading import lane_of
from generation.errors import DiskFull
from storage.telegram_tables import Kept
from tests.books import NOW, open_books

CHATS, EACH = 3 * TOGETHER, 2


def update(number, chat=None):
    chat = {"id": -(number % CHATS) - 1 if chat is None else chat}
    return {"update_id": number, "message": {"message_id": number, "date": 0, "chat": chat}}


@pytest.fixture
async def books():
    database = open_books()
    yield AdapterBooks(database)
    database.close()


@asynccontextmanager
async def at_work(intake):
    running = asyncio.create_task(intake.run())
    try:
        yield running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_few_chats_are_answered_at_a_time_and_none_is_forgotten(books):
    taken: list[int] = []
    busy, most = 0, 0

    async def take(body):
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.02)
        assert not intake.calm.is_set()
        taken.append(body["update_id"])
        busy -= 1

    intake = Intake(books, lambda: NOW, take)
    await intake.keep(update(number) for number in range(CHATS * EACH))
    async with at_work(intake):
        await asyncio.wait_for(intake.calm.wait(), 20)
    assert sorted(taken) == list(range(CHATS * EACH))
    assert all(taken.index(number) < taken.index(number + CHATS) for number in range(CHATS))
    assert most == TOGETHER


async def test_where_nobody_has_waited_there_is_calm_at_once(books):
    intake = Intake(books, lambda: NOW, lambda _body: asyncio.sleep(0))
    async with at_work(intake):
        await asyncio.wait_for(intake.calm.wait(), 20)


async def test_one_chat_that_has_much_to_say_does_not_keep_the_others_waiting(books):
    answered = asyncio.Event()

    async def take(body):
        if body["message"]["chat"]["id"] == 2:
            answered.set()
        else:
            await answered.wait()

    intake = Intake(books, lambda: NOW, take)
    await intake.keep(update(number, chat=1) for number in range(LOOKED_AT + 1))
    async with at_work(intake):
        await intake.keep([update(LOOKED_AT + 1, chat=2)])
        await asyncio.wait_for(answered.wait(), 20)


async def test_what_is_gone_when_an_old_reading_arrives_is_not_taken_again(books):
    taken: list[int] = []
    kept, read_again, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    class Late(AdapterBooks):
        reads = 0

        async def read(self, use):
            self.reads += 1
            if self.reads == 2:
                await kept.wait()
            found = await books.read(use)
            if self.reads == 2:
                read_again.set()
                await asyncio.sleep(0.05)  # the first one goes
            return found

    async def take(body):
        taken.append(body["update_id"])
        if taken == [1]:
            await intake.keep([update(2, chat=1)])
            kept.set()
            await read_again.wait()
        if len(taken) == 2:
            ended.set()

    intake = Intake(Late(books._database), lambda: NOW, take)
    await intake.keep([update(1, chat=1)])
    async with at_work(intake):
        await asyncio.wait_for(ended.wait(), 20)
    assert taken == [1, 2]


@pytest.mark.parametrize(
    "odd", [{"message": {"chat": {"id": [1]}}}, {"message": "\ud800"}, {"callback_query": []}]
)
async def test_an_update_in_an_odd_shape_holds_nobody_up(books, odd):
    taken: list[int] = []

    async def take(body):
        taken.append(body["update_id"])

    intake = Intake(books, lambda: NOW, take)
    await intake.keep([{"update_id": 1, **odd}, update(2)])
    async with at_work(intake):
        await asyncio.wait_for(intake.calm.wait(), 20)
    assert sorted(taken) == [1, 2]


# ---------------------------------------------------------------- whatever happens, in any order


class Desk(AdapterBooks):
    """Books in which calls end, or fail, as a list of numbers says."""

    def __init__(self, turns):
        self.rows: dict[int, Kept] = {}
        self.empty = asyncio.Event()
        self._turns = list(turns)

    async def turn(self, *, fails: bool = True) -> bool:
        """Take a while; tell whether this goes wrong."""
        how = self._turns.pop() if self._turns else 0
        for _ in range(how % 4):
            await asyncio.sleep(0)
        return fails and how >= 8

    async def write(self, use):
        if await self.turn():
            raise DiskFull(path="walkon.db")
        found = use(self)
        await self.turn(fails=False)
        return found

    async def read(self, use):
        if await self.turn():
            raise DiskFull(path="walkon.db")
        found = use(self)
        for _ in range(3):  # what was read may be old when it arrives
            await self.turn(fails=False)
        return found

    def keep(self, updates, _at):
        self.empty.clear()
        for number, body in updates:
            self.rows.setdefault(number, Kept(id=number, body=body))

    def waiting(self, limit, *, beside):
        return [self.rows[one] for one in sorted(self.rows) if one not in beside][:limit]

    def taken_in(self, number):
        del self.rows[number]
        if not self.rows:
            self.empty.set()

    def failed(self, number):
        old = self.rows[number]
        self.rows[number] = Kept(id=number, body=old.body, tries=old.tries + 1)
        return old.tries + 1


turns = st.lists(st.integers(0, 11), max_size=60)
batches = st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=1, max_size=5)


@given(turns=turns, batches=batches, failing=st.frozensets(st.integers(0, 19), max_size=5))
def test_each_is_taken_once_in_its_order_and_none_is_lost(turns, batches, failing):
    """Also while the disk is full, and whoever takes them in is slow or stumbles."""
    desk = Desk(turns)
    tried, taken, sent = Counter[int](), list[int](), list[dict[str, object]]()

    async def take(body):
        number = body["update_id"]
        tried[number] += 1
        await desk.turn(fails=False)
        if number in failing and tried[number] < TRIES_MAX:
            raise ValueError
        taken.append(number)

    async def play():
        intake = Intake(desk, lambda: NOW, take)
        async with at_work(intake) as running:
            for batch in batches:
                new = [update(len(sent) + n, chat=chat) for n, chat in enumerate(batch)]
                sent.extend(new)
                while True:
                    with suppress(DiskFull):
                        await intake.keep(new)
                        break
            await asyncio.wait_for(desk.empty.wait(), 20)
            await asyncio.sleep(0.003)
            assert not running.done()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "AGAIN_S", (0.0,))
        patched.setattr(module, "PATIENCE_S", 0.001)
        patched.setattr(module, "FULL_S", 0.0)
        asyncio.run(play())
    assert Counter(taken) == Counter(one["update_id"] for one in sent)
    for chat in (1, 2, 3):
        order = [n for n in taken if lane_of(sent[n]) == ("chat", chat)]
        assert order == sorted(order)
