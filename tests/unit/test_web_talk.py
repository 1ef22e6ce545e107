"""What people write and press: who sees it, what the bot hears, and that it happens once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import web_chat
from bot.chat import (
    Button,
    ButtonPress,
    CannotReach,
    FormSubmit,
    Gone,
    IncomingCommand,
    MediaRef,
    MediaUpload,
    OutgoingClip,
    OutgoingText,
    Place,
    TooLarge,
)
from generation.model.member import ChatId, MemberId
from tests.fakes_room import ScriptedBot, open_room, sealed
from tests.room_client import Browser

JPEG = b"\xff\xd8\xff" + bytes(200)


@pytest.fixture
async def room(tmp_path):
    room = await open_room(tmp_path, ScriptedBot(pace_s=0))
    yield room
    await room.close()


@pytest.fixture
async def browser(room):
    async with Browser(room) as browser:
        yield browser


@pytest.fixture
async def two(browser):
    """Ana and Ben, each before a page."""
    ana, ben = await browser.enter("Ana"), await browser.enter("Ben")
    return await browser.page(ana), await browser.page(ben)


def commands(room) -> list[IncomingCommand]:
    return [event for event in room.bot.heard if isinstance(event, IncomingCommand)]


def place(page) -> Place:
    return Place(chat=ChatId(page.green))


# ------------------------------------------------------------ writing


async def test_talk_is_seen_by_everyone_and_not_told_to_the_bot(room, two):
    ana, ben = two
    await ana.say("anyone hungry?")
    assert (await ben.shown(text="anyone hungry?"))["author"] == ana.rooms["me"]
    assert commands(room) == []


@pytest.mark.parametrize(
    ("text", "film"), [("/cameo me in the rain", False), ("me in the rain", True)]
)
async def test_a_sentence_for_the_bot_reaches_it_without_the_command(room, two, text, film):
    ana, _ = two
    await ana.say(text, film=film)
    (heard,) = commands(room)
    assert heard.text == "me in the rain"
    assert heard.sender.name == "Ana"
    assert heard.event_id.startswith("web:")
    assert not heard.place.private


async def test_in_the_direct_chat_everything_is_for_the_bot(room, two):
    ana, ben = two
    await ana.say("me at sea", room=ana.direct)
    assert commands(room)[0].place.private
    assert (await ben.say("let me in", room=ana.direct))["t"] == "no"
    assert all(m["room"] != ana.direct for m in ben.messages.values())


async def test_a_look_at_ones_own_things_leaves_no_message_behind(room, two):
    ana, ben = two
    assert (await ana.ask("look", room=ana.direct, word="with-me"))["t"] == "done"
    (heard,) = commands(room)
    assert (heard.text, heard.place.chat) == ("with-me", ana.direct)
    assert not [m for m in ana.messages.values() if m["author"]]
    for page, word in ((ana, "forget-me"), (ben, "me")):
        assert (await page.ask("look", room=ana.direct, word=word))["t"] == "no"


async def test_an_ask_sent_again_is_the_same(room, two):
    ana, ben = two
    key = "aaaaaaaaaaaaaaaaaaaa:1"
    for _ in range(3):
        assert (await ana.say("/cameo once", key=key))["t"] == "done"
    assert len({event.event_id for event in commands(room)}) == 1
    await ben.shown(kind="clip")
    assert sum(m["kind"] == "said" for m in ben.messages.values()) == 1
    assert sum(m["kind"] == "clip" for m in ben.messages.values()) == 1


async def test_a_mention_is_who_the_page_says_not_who_has_the_name(room, two):
    ana, ben = two
    who = ben.rooms["me"]
    await ana.say("/cameo @Ben and @Ben argue", marks=[[7, 4, who]])
    (heard,) = commands(room)
    assert [(m.text, m.member.id) for m in heard.mentions] == [("@Ben", who)]
    shown = await ben.shown(kind="said")
    assert shown["marks"] == [[0, 4, who]]


@pytest.mark.parametrize(
    "marks",
    [
        [[0, 4, "web:nobody"]],
        [[1, 3, "BEN"]],
        [[0, 99, "BEN"]],
        [[-1, 4, "BEN"]],
        [[0, 4, "BEN"], [2, 4, "BEN"]],
        "no list",
        [[0, 4]],
    ],
)
async def test_a_mark_that_names_nobody_here_is_no_mention(room, two, marks):
    ana, ben = two
    if isinstance(marks, list):
        marks = [[ben.rooms["me"] if part == "BEN" else part for part in mark] for mark in marks]
    answer = await ana.say("@Ben waves", film=True, marks=marks)
    assert answer["t"] == "no" or commands(room)[0].mentions == ()


async def test_what_was_written_last_is_found_when_the_bot_asks(room, two):
    ana, ben = two
    me, look = ana.rooms["me"], room.chat.said_before
    before = await room.chat.send(place(ana), OutgoingText(text="Panel"), key="one", only_for=me)
    assert await look(place(ana), before, viewer=me) is None
    await ben.say("on my way")
    await ana.say("/cameo me in the snow")
    after = await room.chat.send(place(ana), OutgoingText(text="Panel"), key="two", only_for=me)
    found = await look(place(ana), after, viewer=me)
    assert (found.text, found.author.id) == ("on my way", ben.rooms["me"])
    assert await look(place(ana), after, viewer=ben.rooms["me"]) is None
    assert await look(place(ana), before, viewer=me) is None


async def test_a_reply_tells_the_bot_what_is_answered(room, two):
    ana, ben = two
    await ben.say("I want a dog")
    said = await ana.shown(text="I want a dog")
    await ana.say("", film=True, reply=said["id"])
    (heard,) = commands(room)
    assert heard.reply_to is not None
    assert heard.reply_to.text == "I want a dog"
    assert heard.reply_to.author is not None
    assert heard.reply_to.author.id == ben.rooms["me"]


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("say", {"text": ""}),
        ("say", {"text": "x" * 2001}),
        ("say", {"text": 7}),
        ("say", {"text": "x", "room": "web:elsewhere"}),
        ("say", {"text": "x", "uploads": ["not-mine"]}),
        ("press", {"message": "nothing", "data": "x"}),
        ("form", {"form": "f", "values": {"a": 1}}),
        ("form", {"form": "f", "values": "x"}),
        ("me", {"name": "A", "locale": "xx"}),
        ("room", {"title": " "}),
        ("look", {"word": "me"}),
        ("dance", {}),
    ],
)
async def test_an_ask_that_means_nothing_is_refused(room, two, what, given):
    ana, _ = two
    before = len(room.bot.heard)
    answer = await ana.ask(what, **({"room": ana.green} | given))
    assert answer["t"] == "no"
    assert len(room.bot.heard) == before


@pytest.mark.parametrize("frame", ["{", "[]", '{"ask": "say"}', '{"ask": 1, "key": "x"}', "null"])
async def test_a_page_that_speaks_another_language_is_left(room, two, frame):
    ana, ben = two
    await ana.socket.send_str(frame)
    message = await ana.socket.receive(timeout=5)
    assert message.type.name in {"CLOSE", "CLOSED"}
    assert (await ben.say("still here"))["t"] == "done"


async def test_who_asks_too_fast_is_asked_to_wait(two):
    ana, _ = two
    kinds = [(await ana.say(f"{n}"))["t"] for n in range(40)]
    assert kinds[:25] == ["done"] * 25
    assert "wait" in kinds


# ------------------------------------------------------------ what the bot shows


async def test_the_bot_sends_once_per_key_edits_and_removes(room, two):
    ana, ben = two
    green = place(ana)
    text = OutgoingText(text="one", rows=((Button(label="Yes", data="1:yes:x"),),))
    first = await room.chat.send(green, text, key="slot")
    assert await room.chat.send(green, text, key="slot") == first
    shown = await ben.shown(id=first)
    assert shown["author"] is None
    assert shown["rows"][0][0]["label"] == "Yes"
    await room.chat.edit(green, first, OutgoingText(text="two"))
    assert (await ben.shown(text="two"))["id"] == first
    await room.chat.remove(green, first)
    await ana.until(lambda f: any(m.get("gone") for m in f.get("messages", ())))
    assert first not in ana.messages
    with pytest.raises(Gone):
        await room.chat.edit(green, first, text)


async def test_a_private_message_is_sent_to_one_page_only(room, two):
    ana, ben = two
    sent = await room.chat.send(
        place(ana), OutgoingText(text="psst"), key="p", only_for=ben.rooms["me"]
    )
    await room.chat.send(place(ana), OutgoingText(text="all"), key="q")
    await ana.shown(text="all")
    assert sent not in ana.messages
    assert (await ben.shown(text="psst"))["private"]
    answer = await ana.ask("press", message=sent, data="x")
    assert answer["t"] == "no"


async def test_everybody_gets_the_buttons_meant_for_them_and_hears_of_no_others(room, two):
    ana, ben = (page.rooms["me"] for page in two)

    def film(words: str, *viewers: str) -> OutgoingText:
        out = Button(label="Out", data="out", viewers=tuple(map(MemberId, viewers)))
        likes, more = Button(label="Like", data="like"), Button(label="More", data="more")
        return OutgoingText(text=words, rows=((likes,), (out, more)))

    async def labels(words: str) -> list[list[list[str]]]:
        messages = [await page.shown(text=words) for page in two]
        assert "viewers" not in str(messages)
        return [[[b["label"] for b in row] for row in m["rows"]] for m in messages]

    sent = await room.chat.send(place(two[0]), film("one", ana), key="k")
    assert await labels("one") == [[["Like"], ["Out", "More"]], [["Like", "More"]]]
    await room.chat.edit(place(two[0]), sent, film("two", ana, ben))
    assert await labels("two") == [[["Like"], ["Out", "More"]]] * 2


async def test_the_bot_cannot_write_where_nobody_is(room, two):
    text = OutgoingText(text="hello")
    with pytest.raises(Gone):
        await room.chat.send(Place(chat=ChatId("web:nowhere")), text, key="a")
    with pytest.raises(CannotReach):
        await room.chat.direct(MemberId("web:nobody"))
    with pytest.raises(CannotReach):
        await room.chat.send(place(two[0]), text, key="b", only_for=MemberId("web:nobody"))


async def test_a_film_is_for_those_in_its_chat_and_comes_in_parts(room, browser, two):
    ana, _ = two
    clip = OutgoingClip(film=sealed("one"), title="T", caption="T\nAI film")
    sent = await room.chat.send(place(ana), clip, key="film")
    film, poster = clip.film.film, clip.film.poster
    path = f"/media/{sent}/film.mp4"
    status, body, headers = await browser.get(path)
    assert (status, body, headers["Cache-Control"]) == (200, film, "no-store")
    assert (await browser.get(f"/media/{sent}/poster.jpg"))[1] == poster
    assert (await browser.get(f"/media/{sent}/panels.png"))[0] == 404
    page = replace(clip, film=sealed("comic"))
    drawn = await room.chat.send(place(ana), page, key="comic")
    assert (await ana.shown(id=drawn))["panels"]
    assert (await browser.get(f"/media/{drawn}/panels.png"))[1] == b"\x89PNG"
    assert (await browser.get(f"/media/{sent}/subtitles.vtt"))[1].startswith(
        b"WEBVTT\n\n1\n00:00:00.100 --> 00:00:01.200"
    )
    status, body, headers = await browser.get(path, Range="bytes=10-19")
    assert (status, body) == (206, film[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(film)}"
    assert (await browser.get(path, Range="bytes=-5"))[1] == film[-5:]
    assert (await browser.get(path, Range=f"bytes={len(film)}-"))[0] == 416
    async with Browser(room) as stranger:
        await stranger.enter("Eve")
        await (await stranger.page("")).ask("leave", room=ana.green)
        assert (await stranger.get(path))[0] == 404
    room.bot.taken.add("one")
    assert (await browser.get(path))[0] == 404


async def test_a_private_film_is_nobody_elses(room, browser, two):
    ana, ben = two
    await room.bot.preview(ben.rooms["me"], "Ana", key="nod")
    ticket = await ben.shown(kind="clip")
    path = f"/media/{ticket['id']}/film.mp4"
    assert (await browser.get(f"{path}?as={ben.rooms['me']}"))[0] == 200
    assert (await browser.get(f"{path}?as={ana.rooms['me']}"))[0] == 404


async def test_a_picture_over_words_is_for_their_reader_and_goes_with_the_next_edit(
    room, browser, two, tmp_path
):
    ana, ben = two
    asked = OutgoingText(text="Which one is you?", picture=JPEG)
    sent = await room.chat.send(place(ana), asked, key="p", only_for=ben.rooms["me"])
    assert (await ben.shown(text=asked.text))["picture"]
    path = f"/media/{sent}/picture.jpg"
    mine = await browser.get(f"{path}?as={ben.rooms['me']}")
    assert mine[:2] == (200, JPEG)
    assert (await browser.get(f"{path}?as={ana.rooms['me']}"))[0] == 404
    await room.chat.edit(place(ana), sent, OutgoingText(text="Thrown away."))
    assert "picture" not in await ben.shown(text="Thrown away.")
    assert (await browser.get(f"{path}?as={ben.rooms['me']}"))[0] == 404
    assert not any(JPEG in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


async def test_a_press_reaches_the_bot_with_what_the_button_carried(room, two):
    ana, ben = two
    sent = await room.chat.send(place(ana), OutgoingText(text="?"), key="k")
    answer = await ben.ask("press", message=sent, data="approve")
    press = room.bot.heard[-1]
    assert isinstance(press, ButtonPress)
    assert (press.data, press.message, press.sender.name) == ("approve", sent, "Ben")
    assert answer["reply"]["kind"] == "toast"


# ------------------------------------------------------------ files


async def test_a_photo_is_shown_in_the_room_and_lies_encrypted(room, browser, two, tmp_path):
    ana, ben = two
    status, upload = await browser.upload(JPEG, "photo", ana.rooms["me"])
    assert status == 200
    await ana.say("look", uploads=[upload])
    shown = await ben.shown(text="look")
    assert shown["files"] == [
        {"id": upload, "kind": "photo", "mime": "image/jpeg", "size": len(JPEG)}
    ]
    path = f"/media/{shown['id']}/file/{upload}"
    assert (await browser.get(path))[1] == JPEG
    assert (await browser.get(f"/media/{shown['id']}/file/other"))[0] == 404
    room.database.scrub()
    assert not any(JPEG in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    await room.chat.remove(place(ana), shown["id"])
    assert (await browser.get(path))[0] == 404


async def test_a_file_is_what_its_bytes_are_not_what_it_says(room, browser, two):
    ana, ben = two
    _, upload = await browser.upload(b"<script>alert(1)</script>", "photo", ana.rooms["me"])
    await ana.say("look", uploads=[upload])
    shown = await ben.shown(text="look")
    assert shown["files"][0]["mime"] == "application/octet-stream"
    assert (await browser.get(f"/media/{shown['id']}/file/{upload}"))[0] == 404


async def test_a_photo_alone_in_the_direct_chat_is_an_upload(room, browser, two):
    ana, _ = two
    _, upload = await browser.upload(JPEG, "photo", ana.rooms["me"])
    await ana.say("", room=ana.direct, uploads=[upload])
    heard = room.bot.heard[-1]
    assert isinstance(heard, MediaUpload)
    (media,) = heard.media
    assert await room.chat.fetch(media, limit_bytes=1000) == JPEG
    with pytest.raises(TooLarge):
        await room.chat.fetch(media, limit_bytes=10)


async def test_a_file_over_the_limit_is_not_taken(room, browser, two):
    ana, _ = two
    assert (await browser.upload(bytes(20_000_001), "video", ana.rooms["me"]))[0] == 413
    assert (await browser.upload(b"", "video", ana.rooms["me"]))[0] == 400
    assert (await browser.upload(b"x", "program", ana.rooms["me"]))[0] == 400


async def test_what_a_form_brought_is_read_once_and_erased(room, browser, two):
    ana, _ = two
    _, upload = await browser.upload(JPEG, "video", ana.rooms["me"])
    given = {"form": "video-1", "values": {"turn_s": "3.3"}, "uploads": [upload]}
    key = "bbbbbbbbbbbbbbbbbbbb:1"
    answer = await ana.ask("form", key=key, room=ana.green, **given)
    assert answer["reply"]["kind"] == "close"
    form = room.bot.heard[-1]
    assert isinstance(form, FormSubmit)
    assert form.values == {"turn_s": "3.3"}
    assert room.bot.files == [JPEG]
    with pytest.raises(Gone):
        await room.chat.fetch(MediaRef(kind="video", handle=upload), limit_bytes=1000)
    assert (await ana.ask("form", key=key, room=ana.green, **given))["t"] == "done"


async def test_a_file_that_nobody_used_is_erased_while_the_room_is_open(tmp_path, monkeypatch):
    monkeypatch.setattr(web_chat, "SWEEP_S", 0.01)
    room = await open_room(tmp_path, ScriptedBot(pace_s=0))
    async with Browser(room) as browser:
        person = await browser.enter("Ana")
        _, upload = await browser.upload(JPEG, "photo", person)
        media = MediaRef(kind="photo", handle=upload)
        assert await room.chat.fetch(media, limit_bytes=1000) == JPEG
        room.late = timedelta(hours=2)
        async with asyncio.timeout(20):
            while list(tmp_path.glob("blobs/??/*.bin")):  # noqa: ASYNC110  no bell
                await asyncio.sleep(0.01)
        with pytest.raises(Gone):
            await room.chat.fetch(media, limit_bytes=1000)
    await room.close()


async def test_nobody_sends_the_file_of_another(room, browser, two):
    ana, ben = two
    _, upload = await browser.upload(JPEG, "photo", ana.rooms["me"])
    assert (await ben.say("mine now", uploads=[upload]))["t"] == "no"
    assert (await ben.ask("form", room=ben.green, form="f", uploads=[upload]))["t"] == "no"


# ------------------------------------------------------------ breaks


async def test_after_a_break_a_page_gets_what_it_missed(room, browser, two):
    ana, ben = two
    await ana.say("before")
    await ben.shown(text="before")
    rev = max(m["rev"] for m in ben.messages.values())
    await ben.socket.close()
    for n in range(5):
        await ana.say(f"missed {n}")
    again = await browser.page(ben.rooms["me"], since=rev)
    await again.shown(text="missed 4")
    assert [m["text"] for m in again.messages.values()] == [f"missed {n}" for n in range(5)]


async def test_a_fresh_page_gets_the_last_messages_and_asks_for_earlier_ones(room, browser, two):
    ana, _ = two
    green = place(ana)
    for n in range(70):
        await room.chat.send(green, OutgoingText(text=f"{n}"), key=f"{n}")
    page = await browser.page(ana.rooms["me"])
    texts = [m["text"] for m in page.messages.values()]
    assert texts == [str(n) for n in range(10, 70)]
    first = min(m["seq"] for m in page.messages.values())
    past = (await page.ask("earlier", room=page.green, before=first))["reply"]
    assert [m["text"] for m in past["messages"]] == [str(n) for n in range(10)]
    assert past["more"] is False


async def test_the_call_sheet_names_states_only(room, two):
    ana, ben = two
    sheet = (await ana.ask("sheet", room=ana.green))["reply"]["sheet"]
    assert [line["state"] for line in sheet] == ["you", "stand_in"]
    assert set(sheet[0]) == {"id", "state", "portrait", "seen"}
    assert (await ben.ask("sheet", room=ana.direct))["t"] == "no"
