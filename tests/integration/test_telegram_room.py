"""The room in Telegram: groups, private chats, buttons, topics, on a fake of it."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.chat import Toast
from bot.i18n import say
from tests.integration.test_telegram_steps import a_picture
from tests.telegram.faults import LostAnswer, SlowDown
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.things import Member
from tests.telegram.world import World


@pytest.fixture
async def world():
    return World()


@pytest.fixture
async def room(tmp_path, models_dir, world):
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        yield room


async def films(room):
    """Return how many films anybody has asked for."""
    return await room.house.database.read(
        lambda books: books.connection.execute("SELECT count(*) FROM films").fetchone()[0]
    )


def calls(room, method):
    return room.server.world.recorder.of(method)


# ---------------------------------------------------------------- a film in its message


async def test_a_sentence_becomes_a_film_in_the_message_that_said_so(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    asked = ana.says(place, "/cameo a cat in the rain")
    first = await room.sees(ana, "a cat in the rain” ·", place)
    film = await room.film(ana, place)
    assert film is first
    assert asked.reactions  # seen at once
    assert film.media.duration >= 1
    assert (film.media.width, film.media.height) != (0, 0)
    assert film.media.thumbnail is not None
    assert film.media.cover is not None
    assert film.media.streaming
    assert film.labels[:2] == ["🙋 Add me", "🎬 My turn"]


async def test_what_the_chat_got_is_what_was_sealed(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo a cat in the rain")
    film = await room.film(ana, place)
    kept = await room.house.database.read(
        lambda books: [books.clips.of(one.id) for one in books.films.by(f"telegram:{ana.id}")]
    )
    (clip,) = kept[0]
    assert film.media.data == room.house.vault.get(clip.blob)


async def test_a_like_changes_the_buttons_and_sends_no_film(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo a cat in the rain")
    film = await room.film(ana, place)
    sent = len(calls(room, "editMessageMedia"))
    await ben.presses(film, "👍")
    await room.until(lambda: "👍 1" in film.labels)
    assert len(calls(room, "editMessageMedia")) == sent
    assert len(calls(room, "editMessageCaption")) == 1


async def test_a_lost_answer_leaves_one_film(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    room.server.world.faults.once("editMessageMedia", LostAnswer())
    ana.says(place, "/cameo a cat in the rain")
    await room.film(ana, place)
    await room.until(lambda: len(calls(room, "editMessageMedia")) >= 2)
    films = [message for message in ana.sees(place) if message.media is not None]
    assert len(films) == 1


async def test_being_told_to_wait_loses_nothing(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    room.server.world.faults.once("sendMessage", SlowDown(1))
    ana.says(place, "/cameo a cat in the rain")
    await room.film(ana, place)
    assert [one for one in room.server.world.recorder.refused() if one.status == 429]


# ---------------------------------------------------------------- who asks, where, and whom


async def test_what_is_not_for_the_bot_it_leaves_alone(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    before = len(place.from_bot())
    for words in ("just talking", "/cameo@other_bot a cat", "/weather tomorrow", "a /cameo inside"):
        ana.says(place, words)
    ana.says(place, f"/cameo@{room.server.world.me.username.upper()} a cat in the rain")
    await room.film(ana, place)
    assert len(place.from_bot()) == before + 1


async def test_a_topic_is_answered_in_the_topic(room):
    place, ana, _ = await room.opened("Ana", "Ben", forum=True)
    topic = place.opens_topic("Films")
    ana.says(place, "/cameo a cat in the rain", thread=topic)
    film = await room.film(ana, place)
    assert film.thread == topic.id


async def test_nobody_in_particular_is_told_so_and_gets_no_film(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    for how in ({"anonymous": True}, {"channel": "News"}, {"anonymous": True}):
        ana.says(place, "/cameo a cat in the rain", **how)
    await room.sees(ana, say("telegram-nobody", "en"), place)
    ana.says(place, "/cameo cancel")
    await room.until(lambda: place.messages[place.last_id].reactions)
    assert sum(m.words == say("telegram-nobody", "en") for m in place.from_bot()) == 1
    assert await films(room) == 0


async def test_a_chinese_app_is_answered_in_its_own_chinese(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    for code, locale in (("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("zh-tw", "zh-Hant")):
        ana.language_code = code
        ana.starts()
        await room.sees(ana, say("button-draw-me", locale))
    assert place.id < 0


async def test_commands_are_offered_by_place_and_language(room):
    await room.until(lambda: len(room.server.world.commands) == 4)
    commands = room.server.world.commands
    lists = {key: [one["command"] for one in offered] for key, offered in commands.items()}
    assert {len(names) for names in lists.values()} == {1, 9}
    assert all(names[0] == "cameo" for names in lists.values())


async def test_a_filmed_message_is_somebodys(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    said = ben.says(place, "I will be on time tomorrow, I promise")
    ana.says(place, "/cameo", reply_to=said)
    film = await room.film(ana, place)
    assert "Ben" in film.words


async def test_a_voice_that_was_passed_on_is_nobodys_to_lend(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    hers = ana.sends_voice(b"OggS", to=place)
    his = ben.forwards(hers, to=place)
    ben.says(place, "/cameo", reply_to=his)
    await room.sees(ben, "something for you alone", place)  # what can be done here, and no film
    assert calls(room, "getFile") == []
    assert await films(room) == 0


# ---------------------------------------------------------------- in private


async def test_a_picture_that_was_passed_on_is_nobodys_face(room):
    ana, ben = (room.server.world.user(name) for name in ("Ana", "Ben"))
    for one in (ana, ben):
        one.starts()
        await room.sees(one, "castable")
    await ana.presses(ana.finds("castable"), "🖼 One photo")
    await ana.presses(await room.sees(ana, "two separate choices"), "☐ My face")
    await ana.presses(await room.sees(ana, "☑ My face"), "I’m 18+, go on")
    await room.sees(ana, "Send me one photo")
    hers = ben.sends_photo(a_picture())
    for hidden in (False, True):
        passed = ana.forwards(hers, hidden=hidden)
        await room.until(partial(_is_turned_away, ana, passed))
    assert ana.finds("Send me one photo")
    assert calls(room, "getFile") == []


def _is_turned_away(person, passed):
    return person.finds(say("telegram-passed-on", "en")).reply_to is passed


async def test_words_that_were_passed_on_are_filmed_as_nobodys(room):
    ana, ben = (room.server.world.user(name, username=name.lower()) for name in ("Ana", "Ben"))
    said = ben.says(ben.chat, "/help I will be on time tomorrow, I promise @ana")
    ana.forwards(said)
    film = await room.until(lambda: ana.finds("be on time"))
    assert "Ben" not in film.words


async def test_who_never_opened_the_private_chat_is_led_there(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo a cat in the rain")
    film = await room.film(ana, place)
    answer = await ben.presses(film, "🙋 Add me")
    assert answer.url.startswith(f"https://t.me/{room.server.world.me.username}?start=")
    ben.follows(answer.url)
    await room.sees(ben, "castable")


async def test_a_question_for_a_stranger_waits_behind_a_card(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ben.says(place, "/cameo@walkon_test_bot who")
    await room.sees(ben, "Open our chat", place)
    ana.says(place, "/cameo @ben argues about the last dumpling")
    await room.film(ana, place)
    card = await room.sees(ben, "Open our chat", place)
    theirs = await ana.presses(card, "🚪 Open our chat")
    assert theirs.text == say("toast-not-yours", "en", {"name": "Ben"})
    answer = await ben.presses(card, "🚪 Open our chat")
    ben.follows(answer.url)
    await room.sees(ben, "wrote a part for you")
    await room.until(lambda: card.gone)


async def test_in_a_closed_chat_a_stranger_is_told_so_under_their_own_words(room):
    world = room.server.world
    ana, ben = world.user("Ana"), world.user("Ben")
    place = world.supergroup("Dumpling Club", ana, ben, with_bot=False)
    place.adds_bot(by=ana)
    await room.sees(ana, "shall I work here", place)
    asked = ben.says(place, "/cameo a cat in the rain")
    told = await room.sees(ben, say("toast-chat-closed", "en"), place)
    assert told.reply_to is asked


async def test_what_is_for_a_stranger_alone_is_not_said_before_everybody(room):
    place, _, ben = await room.opened("Ana", "Ben")
    answering = room.chat._answering

    heard = []

    async def telling(event):
        heard.append(event)
        return Toast(text="a secret")

    answering.handler, handler = telling, answering.handler
    ben.says(place, "/cameo a cat in the rain")
    await room.until(lambda: heard)
    answering.handler = handler
    last = ben.says(place, "/cameo cancel")
    await room.until(lambda: last.reactions)
    assert [one for one in place.from_bot() if one.words == "a secret"] == []


async def test_whoever_blocks_the_bot_is_left_in_peace(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ben.starts()
    await room.sees(ben, "castable")
    ben.blocks()
    before = len(place.from_bot())
    ana.says(place, "/cameo @ben argues about the last dumpling")
    film = await room.film(ana, place)
    assert len(place.from_bot()) == before + 1
    assert "Ben" in film.words
    ben.unblocks()
    assert not ben.blocking


# ---------------------------------------------------------------- seen by one alone


async def test_what_a_press_in_the_group_shows_is_seen_there_by_the_presser_alone(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo me waiting in the rain")
    film = await room.film(ana, place)
    await ben.presses(film, "⋯")
    why = await room.sees(ben, "asked by Ana, ", place)
    assert why.receiver is ben
    assert why not in ana.sees(place)
    assert not ben.opened
    await ben.presses(why, "🚩 Report")
    await room.until(lambda: film.media.kind == "photo")


async def test_a_server_that_knows_no_secrets_is_told_none(tmp_path, models_dir, world):
    world.bot_api = (10, 1)
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        place, ana, ben = await room.opened("Ana", "Ben")
        ana.says(place, "/cameo me waiting in the rain")
        film = await room.film(ana, place)
        answer = await ben.presses(film, "⋯")
        ben.follows(answer.url)
        await room.sees(ben, "asked by Ana, ")
        assert [one for one in place.from_bot() if "asked by Ana, " in one.words] == []


# ---------------------------------------------------------------- taking away


@pytest.mark.parametrize("admin", [True, False])
async def test_an_old_film_is_taken_away_or_leaves_a_plain_card(room, admin):
    place, ana, _ = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo me waiting in the rain")
    film = await room.film(ana, place)
    if admin:
        place.promotes_bot(can_delete_messages=True)
    room.server.world.clock.move(days=3)
    await ana.presses(film, "🗑 Delete")
    if admin:
        await room.until(lambda: film.gone)
    else:
        await room.until(lambda: film.media.kind == "photo")
        assert (film.words, film.labels) == ("", [])
    state = await room.house.database.read(
        lambda books: [one.state for one in books.films.by(f"telegram:{ana.id}")]
    )
    assert state == ["removed"]


# ---------------------------------------------------------------- chats that change


async def test_a_group_that_becomes_a_supergroup_goes_on(room):
    place, ana, _ = await room.opened("Ana", "Ben", group=True)
    new = place.migrates()
    ana.says(new, "/cameo a cat in the rain")
    await room.film(ana, new)


async def test_a_bot_that_is_thrown_out_has_to_be_let_in_again(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    place.removes_bot(by=ana)
    place.adds_bot(by=ana)
    card = await room.sees(ana, "shall I work here", place)
    assert "✅ Open" in card.labels


async def test_who_becomes_an_admin_is_one_at_once(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    place.promotes_bot(can_delete_messages=True)
    roles = room.chat._roles
    await room.until(lambda: place.id not in roles._admins)
    assert await roles.of(place.id, ben.id) == "member"
    room.server.world.change_member(place, ben, Member(status="administrator"), by=ana)
    await room.until(lambda: place.id not in roles._admins)
    assert await roles.of(place.id, ben.id) == "admin"


# ---------------------------------------------------------------- restarts


async def test_what_came_while_the_bot_was_away_is_done_once(tmp_path, models_dir, world):
    async with telegram(world) as server:
        async with telegram_house(tmp_path / "data", models_dir, server) as room:
            place, ana, _ = await room.opened("Ana", "Ben")
        ana.says(place, "/cameo a cat in the rain")
        async with telegram_house(tmp_path / "data", models_dir, server) as room:
            film = await room.film(ana, place)
            await _noted(room, ana)
        async with telegram_house(tmp_path / "data", models_dir, server) as room:
            await ana.presses(film, "👍")
            await room.until(lambda: "👍 1" in film.labels)
            films = [message for message in ana.sees(place) if message.media is not None]
            assert films == [film]


async def _noted(room, asker):
    """Wait until the bot knows that a film of somebody's is shown: a button works from then on."""

    def states(books):
        return [one.state for one in books.films.by(f"telegram:{asker.id}")]

    for _ in range(2000):
        if await room.house.database.read(states) == ["shown"]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it was never noted")


async def test_updates_that_come_twice_count_once(room):
    place, ana, _ = await room.opened("Ana", "Ben")
    room.server.world.updates.repeats = lambda _number: True
    ana.says(place, "/cameo a cat in the rain")
    await room.film(ana, place)
    await asyncio.sleep(0.2)
    assert len([m for m in ana.sees(place) if m.media is not None]) == 1


async def test_every_request_is_one_that_telegram_knows(room):
    place, ana, ben = await room.opened("Ana", "Ben")
    ana.says(place, "/cameo me waiting in the rain")
    film = await room.film(ana, place)
    await ben.presses(film, "👍")
    await ana.presses(film, "🗑 Delete")
    await room.until(lambda: film.gone)
    recorder = room.server.world.recorder
    assert recorder.problems() == []
    assert recorder.wrong_answers() == []
