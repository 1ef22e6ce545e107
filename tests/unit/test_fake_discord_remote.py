"""The fake Discord in a process of its own, as crash tests use it."""

from __future__ import annotations

from operator import attrgetter

import aiohttp
import pytest

from tests.discord.asking import Asked
from tests.discord.by_hand import COMMANDS
from tests.discord.faults import Faults
from tests.discord.gateway import Gateway
from tests.discord.people import Person
from tests.discord.remote import There, another_process
from tests.discord.world import World


async def test_people_in_another_process_are_led_from_here():
    async with another_process() as remote:
        ana = await remote.call(Person.new, remote.world, "Ana", locale="zh-CN")
        assert isinstance(ana, There)
        user = await remote.call(attrgetter("user"), ana)
        guild = await remote.call(World.guild, remote.world, "Friends", user)
        headers = {"Authorization": f"Bot {remote.token}"}
        app = await remote.call(attrgetter("app_id"), remote.world)
        async with remote.session.put(
            f"{remote.api_url}/applications/{app}/commands", json=COMMANDS, headers=headers
        ) as answer:
            assert answer.status == 200
        async with remote.session.ws_connect(f"{remote.url}/gateway") as ws:
            await ws.receive_json()
            await ws.send_json({"op": 2, "d": {"token": remote.token, "intents": 1}})
            assert (await ws.receive_json())["t"] == "READY"
            assert (await ws.receive_json())["t"] == "GUILD_CREATE"
            asked = await remote.call(Person.slash, ana, "make", sentence="moon", photo=b"\xff\xd8")
            assert await remote.call(attrgetter("answered", "failed"), asked) == (False, False)
            interaction = (await ws.receive_json())["d"]
            path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
            body = {"type": 4, "data": {"content": "Hello", "flags": 64}}
            async with remote.session.post(remote.api_url + path, json=body) as answer:
                assert answer.status == 204
            said = await remote.call(Asked.said, asked)
            assert await remote.call(attrgetter("content", "viewer"), said) == ("Hello", user)
            assert await remote.call(attrgetter("was_told"), ana) == ["Hello"]
            await remote.call(Gateway.drops, remote.gateway)
            assert (await ws.receive()).type is aiohttp.WSMsgType.CLOSED
        with pytest.raises(LookupError, match="0 called 'fake'"):
            await remote.call(Person.slash, ana, "fake")
        await remote.call(Faults.by_chance, remote.faults, 1, lost=1.0)
        with pytest.raises(aiohttp.ClientError):
            await remote.session.get(f"{remote.api_url}/users/@me", headers=headers)
        assert await remote.call(attrgetter("name"), guild) == "Friends"
