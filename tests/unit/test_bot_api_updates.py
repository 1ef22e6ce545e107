"""How updates reach a bot from the fake Bot API: polled or carried, again, late, after a crash."""

from __future__ import annotations

import asyncio
import json
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes_server import serving
from tests.telegram.faults import DOWNLOAD, Broken
from tests.telegram.fixtures import server as server
from tests.telegram.fixtures import world as world
from tests.telegram.refusals import Refused
from tests.telegram.samples import ask, button, keyboard, refused
from tests.telegram.updates import UpdateQueue
from tests.telegram.webhook import SECRET_HEADER
from tests.telegram.world import World


@pytest.fixture
def ana(world):
    return world.user("Ana")


def ids(updates):
    return [update["update_id"] for update in updates]


@given(
    st.lists(
        st.one_of(
            st.integers(1, 4).map(lambda n: ("told", n)),
            st.tuples(st.integers(1, 5), st.booleans()).map(lambda poll: ("polled", poll)),
        ),
        max_size=30,
    )
)
def test_nothing_is_lost_or_repeated_once_it_is_confirmed(steps):
    async def walk():
        queue, offset = UpdateQueue(), 0
        confirmed: list[int] = []
        told: list[int | None] = []
        for what, how in steps:
            if what == "told":
                told += [queue.tell("message", {}) for _ in range(how)]
                continue
            limit, confirms = how
            got = ids(await queue.poll(offset=offset, limit=limit, timeout_s=0))
            assert got == told[len(confirmed) : len(confirmed) + limit]
            if confirms and got:
                confirmed += got
                offset = got[-1] + 1
        rest = ids(await queue.poll(offset=offset, limit=100, timeout_s=0))
        assert confirmed + rest == told

    asyncio.run(walk())


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.permutations(range(20)))
def test_a_repeated_and_shuffled_queue_still_brings_everything(again, order):
    async def walk():
        queue = UpdateQueue()
        told = [queue.tell("message", {}) for _ in again]
        first = queue.waiting[0]["update_id"]
        queue.repeats = lambda number: again[number - first]
        queue.order = lambda updates: sorted(updates, key=lambda u: order[u["update_id"] % 20])
        seen, offset = [], 0
        while True:
            got = ids(await queue.poll(offset=offset, limit=3, timeout_s=0))
            if not got:
                break
            seen += got
            offset = max(offset, max(got) + 1)
        assert set(seen) == set(told)
        assert len(seen) == len(told) + sum(again)

    asyncio.run(walk())


@given(st.lists(st.integers(0, 3), max_size=40))
def test_no_two_messages_of_a_chat_have_the_same_number(places):
    world = World()
    ana, ben = world.user("Ana"), world.user("Ben")
    chats = [ana.chat, ben.chat, world.group("Small", ana), world.supergroup("Large", ana)]
    said = [ana.says(chats[n], "/cameo") for n in places]
    for chat in chats:
        numbers = [message.id for message in said if message.place is chat]
        assert numbers == sorted(set(numbers))
    assert len(world.updates.waiting) == len(places)


async def test_a_long_poll_returns_when_something_comes(server, ana):
    poll = asyncio.create_task(ask(server, "getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    ana.starts()
    ((start,),) = [(await poll)["result"]]
    assert start["message"]["text"] == "/start"
    again = (await ask(server, "getUpdates"))["result"]
    assert again == [start]
    after = start["update_id"] + 1
    assert (await ask(server, "getUpdates", offset=after))["result"] == []
    assert (await ask(server, "getUpdates"))["result"] == []


async def test_a_negative_offset_forgets_all_but_the_last(server, ana):
    for text in ("a", "b", "c"):
        ana.says(ana.chat, text)
    (last,) = (await ask(server, "getUpdates", offset=-1))["result"]
    assert last["message"]["text"] == "c"
    assert len(server.world.updates.waiting) == 1


async def test_the_second_of_two_pollers_ends_the_first(server, ana):
    first = asyncio.create_task(ask(server, "getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(ask(server, "getUpdates", timeout=30))
    ended = await first
    assert (ended["error_code"], ended["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    ana.starts()
    assert len((await second)["result"]) == 1


async def test_updates_come_only_of_kinds_that_are_named(server, ana):
    group = server.world.group("Friends", ana)
    await ask(server, "getUpdates", allowed_updates=["callback_query"])
    ana.says(group, "/cameo")
    assert (await ask(server, "getUpdates"))["result"] == []
    await ask(server, "getUpdates", allowed_updates=[])
    ana.says(group, "/cameo")
    assert len((await ask(server, "getUpdates"))["result"]) == 1


async def test_a_webhook_gets_each_update_until_it_takes_it(server, ana):
    taken, answers = [], [500, 502]

    async def take(request):
        if answers:
            return web.Response(status=answers.pop(0))
        taken.append((request.headers[SECRET_HEADER], await request.json()))
        server.world.happened()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    async with serving(app) as url:
        hook = f"{url}/hook"
        assert (await ask(server, "setWebhook", url=hook, secret_token="a-secret"))["ok"]
        ana.starts()
        ana.says(ana.chat, "hello")
        await server.world.until(lambda: len(taken) == 2)
        assert [update["message"]["text"] for _, update in taken] == ["/start", "hello"]
        assert {secret for secret, _ in taken} == {"a-secret"}
        info = (await ask(server, "getWebhookInfo"))["result"]
        assert info["url"] == hook
        assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"
        assert (await refused(server, "getUpdates")).startswith("Conflict: can't use getUpdates")
        assert (await ask(server, "deleteWebhook"))["ok"]
        assert (await ask(server, "getWebhookInfo"))["result"]["url"] == ""


async def test_a_webhook_gets_updates_again_and_in_another_order(server, ana):
    got = []

    async def take(request):
        got.append((await request.json())["message"]["text"])
        server.world.happened()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    server.world.updates.order = lambda updates: list(reversed(updates))
    first = server.world.updates.next_id + 1
    server.world.updates.repeats = lambda number: number == first
    for text in ("one", "two", "three"):
        ana.says(ana.chat, text)
    async with serving(app) as url:
        await ask(server, "setWebhook", url=f"{url}/hook")
        await server.world.until(lambda: len(got) == 4)
    assert got == ["three", "two", "one", "one"]


async def test_a_webhook_ends_a_long_poll(server):
    poll = asyncio.create_task(ask(server, "getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    await ask(server, "setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "http://example.org/hook"}, "bad webhook: An HTTPS URL must be provided"),
        ({"secret_token": "not allowed!"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_not_set(server, params, why):
    url = {"url": "https://example.org/hook"}
    assert why in await refused(server, "setWebhook", **{**url, **params})


async def test_pending_updates_are_dropped_when_asked(server, ana):
    ana.starts()
    assert (await ask(server, "deleteWebhook", drop_pending_updates=True))["ok"]
    assert (await ask(server, "getUpdates"))["result"] == []


async def test_a_server_dies_and_comes_back_with_its_world(server, ana):
    port = server.port
    polls = []
    for pause_s in (0.02, 0):
        polls.append(asyncio.create_task(ask(server, "getUpdates", timeout=30)))
        await asyncio.sleep(pause_s)
    await server.stop()
    async with asyncio.timeout(20):
        ends = await asyncio.gather(*polls, return_exceptions=True)
    assert all(isinstance(end, aiohttp.ClientError | dict) for end in ends)
    ana.starts()
    with pytest.raises(aiohttp.ClientConnectionError):
        await ask(server, "getMe")
    await server.start()
    assert server.port == port
    assert len((await ask(server, "getUpdates"))["result"]) == 1


async def test_a_clock_can_be_wrong_on_purpose(server):
    server.world.clock_error_s = 3600
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.base_url}{server.world.token}/getMe") as answer,
    ):
        date = parsedate_to_datetime(answer.headers["Date"])
    assert 3590 < date.timestamp() - server.world.clock.now() < 3610


async def test_a_link_to_a_file_lasts_an_hour(server, ana):
    file_id = ana.sends_document(b"paper").media.file.id
    path = (await ask(server, "getFile", file_id=file_id))["result"]["file_path"]
    url = f"{server.base_file_url}{server.world.token}/{path}"
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert await answer.read() == b"paper"
        server.world.clock.move(hours=2)
        async with session.get(url) as answer:
            assert answer.status == 404


async def test_updates_are_kept_for_a_day(server, ana):
    ana.says(ana.chat, "old")
    server.world.clock.move(hours=23)
    ana.says(ana.chat, "new")
    assert len((await ask(server, "getUpdates"))["result"]) == 2
    server.world.clock.move(hours=2)
    (new,) = (await ask(server, "getUpdates"))["result"]
    assert new["message"]["text"] == "new"


async def test_an_operators_own_server_puts_files_on_disk(server, ana, tmp_path):
    server.world.local_files = tmp_path
    file_id = ana.sends_document(b"paper").media.file.id
    path = (await ask(server, "getFile", file_id=file_id))["result"]["file_path"]
    assert path.startswith(str(tmp_path))
    assert [one.read_bytes() for one in tmp_path.rglob("*.bin")] == [b"paper"]


@pytest.mark.parametrize("form", ["address", "urlencoded", "json", "multipart"])
async def test_a_call_may_come_in_any_form(server, ana, form):
    ana.starts()
    rows = keyboard([button()])
    given = {"chat_id": str(ana.id), "text": "Hello & bye", "reply_markup": json.dumps(rows)}
    url = f"{server.base_url}{server.world.token}/SENDMESSAGE"
    ways: dict[str, dict[str, Any]] = {
        "address": {"method": "GET", "params": given},
        "urlencoded": {"method": "POST", "data": given},
        "json": {"method": "POST", "json": {**given, "chat_id": ana.id, "reply_markup": rows}},
        "multipart": {"method": "POST", "data": aiohttp.FormData(given, default_to_multipart=True)},
    }
    async with (
        aiohttp.ClientSession() as session,
        session.request(url=url, **ways[form]) as answer,
    ):
        assert (await answer.json())["ok"]
    shown = ana.finds("Hello & bye")
    assert shown.labels == ["Yes"]


async def test_a_download_can_break_too(server, ana):
    file_id = ana.sends_document(b"paper").media.file.id
    path = (await ask(server, "getFile", file_id=file_id))["result"]["file_path"]
    url = f"{server.base_file_url}{server.world.token}/{path}"
    server.world.faults.once(DOWNLOAD, Broken())
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 502
        async with session.get(url) as answer:
            assert await answer.read() == b"paper"


async def test_an_interrupted_poll_says_why():
    queue = UpdateQueue()
    poll = asyncio.create_task(queue.poll(offset=0, limit=1, timeout_s=30))
    await asyncio.sleep(0)
    queue.interrupt(Refused(409, "Conflict: enough"))
    with pytest.raises(Refused, match="enough"):
        await poll
