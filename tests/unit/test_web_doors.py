"""Who comes in, as whom, from where: cookies, switching, invitations, foreign pages."""

from __future__ import annotations

import re
from datetime import timedelta

import aiohttp
import pytest

from bot.chat import MemberJoined, MemberLeft
from bot.web_room.doors import clean_name
from generation.errors import PortTaken
from tests.fakes_room import ScriptedBot, open_room
from tests.room_client import Browser

OUTSIDE = {"Host": "room.example", "Origin": "https://room.example"}


@pytest.fixture
async def room(tmp_path):
    room = await open_room(tmp_path, ScriptedBot(pace_s=0))
    yield room
    await room.close()


@pytest.fixture
async def public(tmp_path):
    room = await open_room(tmp_path, ScriptedBot(pace_s=0), public_url="https://room.example")
    yield room
    await room.close()


async def test_whoever_enters_is_in_the_first_room_and_has_a_chat_with_the_bot(room):
    async with Browser(room) as browser:
        ana = await browser.enter("Ana")
        page = await browser.page(ana)
        assert [r["private"] for r in page.rooms["rooms"]] == [False, True]
        assert page.direct == f"web:dm-{ana.removeprefix('web:')}"
        joined = [e for e in room.bot.heard if isinstance(e, MemberJoined)]
        assert [e.place.private for e in joined] == [False, True]
        assert {e.sender.id for e in joined} == {ana}
        assert joined[0].sender.role == "admin"


async def test_the_bot_hears_once_of_somebody_who_came_in(room):
    async with Browser(room) as browser:
        ana = await browser.enter("Ana")
        for _ in range(3):
            await browser.page(ana)
        assert sum(isinstance(e, MemberJoined) for e in room.bot.heard) == 2


async def test_the_cookie_is_a_secret_of_192_bits_that_scripts_and_books_do_not_see(room, tmp_path):
    async with Browser(room) as browser:
        async with browser.session.post(
            f"{room.url}/people",
            json={"name": "Ana", "locale": "en"},
            headers={"Origin": room.url},
        ) as answer:
            header = answer.headers["Set-Cookie"]
        (token,) = re.findall(r"walkon=([\w-]{32});", header)
        assert "HttpOnly" in header
        assert "SameSite=Strict" in header
        room.database.scrub()
        kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        assert token.encode() not in kept


async def test_several_people_of_one_browser_can_be_switched_on_this_machine(room):
    async with Browser(room) as browser:
        ana, ben = await browser.enter("Ana"), await browser.enter("Ben")
        assert (await browser.page(ben)).rooms["me"] == ben
        assert (await browser.page(ana)).rooms["others"] == [ana, ben]


async def test_nobody_acts_as_a_person_of_another_browser(room):
    async with Browser(room) as one, Browser(room) as other:
        ana = await one.enter("Ana")
        await other.enter("Eve")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await other.page(ana)
        assert (await other.upload(b"x", "photo", ana))[0] == 403


async def test_without_a_cookie_nothing_is_told(room):
    async with Browser(room) as stranger:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="401"):
            await stranger.page("web:somebody")
        assert (await stranger.get("/media/x/film.mp4"))[0] == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_pages_of_others_are_turned_away(room, origin):
    async with Browser(room) as browser:
        ana = await browser.enter("Ana")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await browser.page(ana, origin=origin)
        assert (await browser.post("/people", {"name": "E", "locale": "en"}, Origin=origin))[
            0
        ] == 403


async def test_a_name_that_is_not_ours_is_rebinding(room):
    async with Browser(room) as browser:
        assert (await browser.get("/", Host="evil.example"))[0] == 421
        assert (await browser.get("/", Host=f"localhost:{room.port}"))[0] == 200


async def test_every_answer_keeps_the_page_to_itself(room):
    async with Browser(room) as browser:
        for path in ("/", "/web/now/main.js", "/media/x/film.mp4", "/nothing"):
            _, _, headers = await browser.get(path)
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["X-Content-Type-Options"] == "nosniff"


async def test_a_browser_keeps_what_is_of_this_edition_and_nothing_else(room):
    async with Browser(room) as browser:
        _, page, headers = await browser.get("/")
        assert headers["Cache-Control"] == "no-store"
        (script,) = re.findall(rb'src="(/web/\w+/main.js)"', page)
        for path, kept in ((script.decode(), True), ("/web/older/main.js", False)):
            status, _, headers = await browser.get(path)
            assert status == 200
            assert ("immutable" in headers["Cache-Control"]) == kept


async def test_off_this_machine_one_comes_in_by_invitation_only_and_once(public):
    async with Browser(public, headers=OUTSIDE) as guest:
        given = {"name": "Gus", "locale": "en", "invite": ""}
        assert (await guest.post("/people", given))[0] == 403
        link = await public.chat.invitation()
        assert link.startswith("https://room.example/join/")
        given["invite"] = link.rsplit("/", 1)[1]
        assert (await guest.post("/people", given))[0] == 200
    async with Browser(public, headers=OUTSIDE) as late:
        public.late = timedelta(days=8)
        assert (await late.post("/people", given))[0] == 403


async def test_off_this_machine_nobody_switches(public):
    invite = (await public.chat.invitation()).rsplit("/", 1)[1]
    async with Browser(public, headers=OUTSIDE) as guest:
        status, reply = await guest.post(
            "/people", {"name": "Gus", "locale": "en", "invite": invite}
        )
        cookie = next(iter(guest.session.cookie_jar)).value
        assert status == 200
        guest.headers = OUTSIDE | {"Cookie": f"walkon={cookie}"}
        again = {"name": "Two", "locale": "en", "invite": invite}
        assert (await guest.post("/people", again))[0] == 409
        page = await guest.page(reply["id"], origin="https://room.example")
        assert page.rooms["others"] == []


async def test_a_proxy_on_this_machine_is_not_this_machine(room):
    async with Browser(room, headers={"X-Forwarded-For": "203.0.113.7"}) as guest:
        status, _ = await guest.post("/people", {"name": "Gus", "locale": "en", "invite": ""})
        assert status == 403


async def test_somebody_inside_follows_an_invitation_to_another_room(room):
    async with Browser(room) as browser, Browser(room) as other:
        ana, ben = await browser.enter("Ana"), await other.enter("Ben")
        page = await browser.page(ana)
        made = await page.ask("room", title="Back stage")
        link = (await page.ask("invite", room=made["reply"]["room"]))["reply"]["link"]
        status, reply = await other.post("/join", {"invite": link.rsplit("/", 1)[1]})
        assert (status, reply["room"]) == (200, made["reply"]["room"])
        assert len((await other.page(ben)).rooms["rooms"]) == 3


async def test_whoever_leaves_is_out_and_the_bot_hears_of_it(room):
    async with Browser(room) as browser:
        ana, ben = await browser.enter("Ana"), await browser.enter("Ben")
        page, bens = await browser.page(ana), await browser.page(ben)
        green = bens.green
        assert (await bens.ask("leave", room=green))["t"] == "done"
        assert isinstance(room.bot.heard[-1], MemberLeft)
        await page.until(lambda f: f["t"] == "rooms" and f["rooms"][0]["members"] == [ana])
        assert (await bens.say("still here?", room=green))["t"] == "no"
        assert await room.chat.role(green, ben) is None
        assert await room.chat.role(green, ana) == "admin"


async def test_too_many_new_people_have_to_wait(room):
    async with Browser(room) as browser:
        statuses = [
            (await browser.post("/people", {"name": f"P{n}", "locale": "en"}))[0] for n in range(14)
        ]
        assert statuses[:12] == [200] * 12
        assert statuses[-1] == 429


async def test_a_second_room_finds_the_port_taken(room, tmp_path):
    with pytest.raises(PortTaken) as taken:
        await open_room(tmp_path / "second", ScriptedBot(), port=room.port)
    assert taken.value.details == {"address": f"127.0.0.1:{room.port}"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Ana\n Lu  ", "Ana Lu"),
        ("\u202eeve\u200b", "eve"),
        ("x" * 40, "x" * 24),
        ("👩\u200d🎤", "👩\u200d🎤"),
        ("\x00\u2028", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(given, shown):
    assert clean_name(given) == shown
