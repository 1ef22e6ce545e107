"""The fake Bot API in a process of its own, as crash tests use it."""

from __future__ import annotations

from operator import attrgetter

import pytest

from tests.telegram.people import Person
from tests.telegram.remote import There, another_process
from tests.telegram.world import World


async def test_people_in_another_process_are_led_from_here():
    async with another_process("--bot-api", "10.1") as remote:
        ana = await remote.call(World.user, remote.world, "Ana", username="ana")
        assert isinstance(ana, There)
        group = await remote.call(World.group, remote.world, "Friends", ana)
        await remote.call(Person.says, ana, group, "/cameo me")
        method = f"{remote.url}/bot{remote.token}"
        async with remote.session.post(f"{method}/getUpdates") as answer:
            (update,) = (await answer.json())["result"]
        assert update["message"]["text"] == "/cameo me"
        rows = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
        more = {"chat_id": update["message"]["chat"]["id"], "text": "Ready?", "reply_markup": rows}
        async with remote.session.post(f"{method}/sendMessage", json=more) as answer:
            assert (await answer.json())["ok"]
        _, message = await remote.call(Person.sees, ana, group)
        assert await remote.call(attrgetter("words", "labels"), message) == ("Ready?", ["Yes"])
        with pytest.raises(LookupError, match="no button"):
            await remote.call(Person.presses, ana, message, "No")
