"""The room on Discord: servers, channels, threads, direct messages, buttons, on a fake of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands import RESERVED
from bot.discord_room.people import chat_id
from bot.i18n import LOCALES, say
from tests.discord.faults import LostAnswer, SlowDown
from tests.discord.house import discord_house, film_in, films
from tests.discord.people import Person
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.server import discord
from tests.discord.things import ChannelType
from tests.discord.world import World

CAT = "a cat in the rain"
PATCH, POST = "PATCH /channels/{}/messages/{}", "POST /channels/{}/messages"
PROMISE = say("discord-may-not", "en", {"rights": ""}).partition(":")[0]


@pytest.fixture
async def server():
    async with discord(World()) as server:
        yield server


@pytest.fixture
async def room(tmp_path, models_dir, server):
    async with discord_house(tmp_path / "data", models_dir, server) as room:
        yield room


async def made(room):
    """Return how many films anybody has asked for."""
    return await room.house.database.read(
        lambda books: books.connection.execute("SELECT count(*) FROM films").fetchone()[0]
    )


async def opens(room, ana, channel):
    """Let the bot work in another channel."""
    await ana.presses(await room.sees(ana, "✅ Open", channel), "✅ Open")
    await room.sees(ana, "First film", channel)


def alone(person, channel):
    """Return what somebody alone sees in a channel, newest last."""
    return [one for one in person.sees(channel) if one.viewer is person.user]


# ---------------------------------------------------------------- let in


async def test_whoever_may_manage_the_server_opens_it(room):
    ana, ben, cho = (Person.new(room.world, name) for name in ("Ana", "Ben", "Cho"))
    guild = room.world.guild("Dumpling Club", ana.user, ben.user, cho.user)
    guild.adds_role("Boss", DEFAULT | Permission.MANAGE_GUILD, cho.user)
    channel = guild.channel("general")
    card = await room.sees(ben, "shall I work here", channel)
    assert (await ben.presses(card, "✅ Open").said()).content == say("toast-admins-only", "en")
    await cho.presses(card, "✅ Open")
    await room.sees(ben, "First film. /cameo make .*Dumpling Club", channel)
    assert [one.viewer for one in ana.sees(channel)] == [None]


async def test_a_server_that_does_not_want_the_bot_is_left(room):
    ana = Person.new(room.world, "Ana")
    guild = room.world.guild("Dumpling Club", ana.user)
    await ana.presses(await room.sees(ana, "👋 Leave"), "👋 Leave")
    await room.until(lambda: not guild.has_bot)


async def test_in_a_channel_that_is_not_open_everybody_is_told_so_and_its_admins_are_asked(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    other = channel.guild.opens_channel("other")
    said = await ben.slash("make", other, sentence=CAT).said()
    assert (said.content, said.viewer) == (say("toast-chat-closed", "en"), ben.user)
    await ana.slash("make", other, sentence=CAT)
    await opens(room, ana, other)
    await ben.slash("make", other, sentence=CAT)
    assert await room.film(ben, other)
    assert await made(room) == 1


async def test_a_bot_that_is_thrown_out_has_to_be_let_in_again(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    await room.film(ana, channel)
    channel.guild.removes_bot()
    assert ben.commands(channel) == []
    room.world.move(timedelta(seconds=5))
    channel.guild.adds_bot()
    card = await room.sees(ana, "✅ Open", channel)
    await ana.presses(card, "✅ Open")
    await room.until(lambda: "First film" in card.content)


async def test_a_channel_that_is_deleted_is_closed_and_no_other(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    other = channel.guild.opens_channel("other")
    await ana.slash("make", other, sentence=CAT)
    await opens(room, ana, other)
    ana.slash("make", other, sentence=CAT)
    await room.film(ana, other)
    other.deleted()
    ana.slash("make", channel, sentence=CAT)
    await room.film(ana, channel)
    known = [chat_id(one.id) for one in (channel, other)]
    chats = await room.house.database.read(lambda books: [books.chats.get(one) for one in known])
    assert [chat.opened for chat in chats] == [True, False]


def _all(books):
    rows = books.connection.execute("SELECT id FROM films").fetchall()
    return [books.films.get(row[0]) for row in rows]


# ---------------------------------------------------------------- a film in its message


async def test_a_sentence_becomes_a_film_in_the_answer_to_its_command(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    asked = await ana.slash("make", channel, sentence=CAT)
    first = await asked.said()
    assert "a cat in the rain” ·" in first.content.replace("*", "")
    film = await room.film(ben, channel)
    assert film is first
    assert film.labels == ["🙋 Add me", "🎬 My turn", "👍", "👎", "⋯", "✏️ Prompt", "🙈 Remove me"]
    assert [len(row["components"]) for row in film.components] == [5, 2]
    assert len(ana.sees(channel)) == 2


async def test_people_who_are_picked_are_asked_and_played_by_others_until_they_agree(room):
    channel, ana, ben, cho = await room.opened("Ana", "Ben", "Cho")
    sentence = "we argue about the last dumpling"
    ana.slash("make", channel, sentence=sentence, person=ben, person2=cho)
    film = await room.film(ana, channel)
    assert "as Ben" in film.content
    assert "as Cho" in film.content
    for person in (ben, cho):
        question = await room.sees(person, "wrote a part for you in #general", person.dm)
        assert question.labels[:2] == ["Yes, this once", "Yes, 30 days here"]
    await ben.presses(ben.finds("Yes, this once", ben.dm), "Yes, this once")
    offer = await room.sees(ben, "🎥 Film me", ben.dm)
    assert len([one for one in ben.sees_dm() if "🎥 Film me" in one.labels]) == 1
    opened = await ben.presses(offer, "🎥 Film me")
    assert opened.form.labels == ["My face", "My voice", "I’m 18 or older"]


async def test_what_the_channel_got_is_what_was_sealed(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    blobs = await room.house.database.read(
        lambda books: [clip.blob for one in _all(books) for clip in books.clips.of(one.id)]
    )
    assert film_in(film) == room.house.vault.get(blobs[0])


async def test_a_like_changes_the_buttons_and_sends_no_film(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    before = len(_with_files(room))
    asked = await ben.presses(film, "👍")
    await room.until(lambda: "👍 1" in film.labels)
    assert len(_with_files(room)) == before
    assert (asked.kind, asked.messages) == (6, [])


def _with_files(room):
    return [one for one in room.world.recorder.requests if one.files]


async def test_a_lost_answer_leaves_one_film(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    room.world.faults.once(PATCH, LostAnswer())
    ana.slash("make", channel, sentence=CAT)
    await room.film(ana, channel)
    await room.until(lambda: len(room.world.recorder.of(PATCH)) >= 2)
    assert len(films(ana, channel)) == 1


async def test_being_told_to_wait_loses_nothing(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    room.world.faults.once(PATCH, SlowDown(0.3))
    ana.slash("make", channel, sentence=CAT)
    await room.film(ana, channel)
    assert [one for one in room.world.recorder.refused() if one.status == 429]


async def test_a_film_comes_after_its_answer_has_lapsed(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    asked = await ana.slash("make", channel, sentence=CAT)
    room.world.move(timedelta(minutes=20))
    film = await room.film(ana, channel)
    assert film is asked.message


# ---------------------------------------------------------------- words and menus


@pytest.mark.parametrize("word", RESERVED)
async def test_every_word_is_answered_for_its_asker_alone(room, word):
    channel, ana, ben = await room.opened("Ana", "Ben")
    said = await ben.slash(word, channel).said()
    assert said.content
    assert (said.viewer is ben.user) == (word != "top")
    assert (said in ana.sees(channel)) == (word == "top")


def test_what_help_names_is_what_discord_offers():
    for locale in LOCALES:
        helps = say("help-menus", locale)
        assert say("discord-menu-film", locale) in helps
        assert say("discord-menu-remix", locale) in helps
        assert say("discord-menu-film", locale) in say("panel-menus", locale)
        name = say("discord-name-make", locale)
        assert say("making", locale, {"command": "cameo"}) == f"cameo {name}"


async def test_a_chinese_app_is_answered_in_its_own_chinese(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    for code, locale in (("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant")):
        ana.user.locale = code
        said = await ana.slash("me", channel).said()
        assert said.labels[2] == say("button-draw-me", locale)


async def test_a_filmed_message_is_somebodys(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    said = ben.says(channel, "I will be on time tomorrow, I promise")
    ana.menu("Film this message", said)
    film = await room.film(ana, channel)
    assert "Ben" in film.content


async def test_a_film_is_remixed_by_its_menu(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    opened = await ben.menu("Remix this clip", film)
    assert opened.form.field("sentence")["value"] == CAT
    handed = ben.fills(opened, {"sentence": "a dog in the rain"})
    await room.until(lambda: len(films(ana, channel)) == 2)
    assert films(ana, channel)[1] is handed.message
    assert "a dog in the rain" in films(ana, channel)[1].content


async def test_what_is_no_film_is_not_remixed(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    said = ben.says(channel, "I will be on time tomorrow, I promise")
    told = await ana.menu("Remix this clip", said).said()
    assert (told.content, told.viewer) == (say("discord-no-film", "en"), ana.user)
    assert await made(room) == 0


# ---------------------------------------------------------------- seen by one alone


async def test_why_is_seen_by_the_presser_alone(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    await ben.presses(film, "⋯")
    why = await room.sees(ben, "asked by Ana, ", channel)
    assert why.viewer is ben.user
    await ben.presses(why, "🚩 Report")
    await room.until(lambda: film_in(film) is None)


async def test_whoever_takes_no_messages_is_asked_where_they_press(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ben.user.takes_dms = False
    ana.slash("make", channel, sentence="me and the rain", person=ben)
    await room.film(ana, channel)
    card = await room.sees(ana, "Ben, I have something for you alone. Press", channel)
    theirs = await ana.presses(card, "👀 Show me").said()
    assert theirs.content == say("toast-not-yours", "en", {"name": "Ben"})
    await ben.presses(card, "👀 Show me")
    question = await room.sees(ben, "wrote a part for you", channel)
    assert question.viewer is ben.user
    await room.until(lambda: card.gone)
    await ben.presses(question, "No")
    await room.until(lambda: not any("No" in one.labels for one in alone(ben, channel)))


async def test_what_one_alone_sees_can_be_pressed_hours_later(room):
    channel, _, ben = await room.opened("Ana", "Ben")
    offer = await ben.slash("me", channel).said()
    room.world.move(timedelta(hours=3))
    await ben.presses(offer, "Not now")
    await room.until(lambda: offer.gone)
    assert alone(ben, channel) == []


async def test_a_press_after_a_restart_counts(tmp_path, models_dir, server):
    async with discord_house(tmp_path / "data", models_dir, server) as room:
        channel, ana, ben = await room.opened("Ana", "Ben")
        ana.slash("make", channel, sentence=CAT)
        film = await room.film(ana, channel)
    async with discord_house(tmp_path / "data", models_dir, server) as room:
        await ben.presses(film, "👍")
        await room.until(lambda: "👍 1" in film.labels)
        assert films(ana, channel) == [film]
    puts = server.world.recorder.of("PUT /applications/{}/commands")
    assert len(puts) == 1  # told once, not at every start


# ---------------------------------------------------------------- where


@pytest.mark.parametrize("lacking", ["SEND_MESSAGES", "ATTACH_FILES"])
async def test_what_the_bot_may_not_is_said_and_nothing_is_made(room, lacking):
    channel, ana, _ = await room.opened("Ana", "Ben")
    channel.overwrites_for(channel.guild.everyone, deny=Permission[lacking])
    channel.overwrites_for(room.world.me, deny=Permission[lacking])
    said = await ana.slash("make", channel, sentence=CAT).said()
    assert said.viewer is ana.user
    assert said.content.startswith(PROMISE)
    assert say(f"discord-right-{lacking.lower().replace('_', '-')}", "en") in said.content
    assert await made(room) == 0


async def test_a_film_that_may_not_be_attached_any_more_comes_once_it_may(room):
    channel, ana, _ = await room.opened("Ana", "Ben")

    def shut(route, _number):
        if route == PATCH and not channel.overwrites:
            channel.overwrites_for(room.world.me, deny=Permission.ATTACH_FILES)

    room.world.faults.choose = shut
    shown = await ana.slash("make", channel, sentence=CAT).said()
    await room.until(lambda: shown.content.startswith(PROMISE))
    channel.overwrites_for(room.world.me, allow=Permission.ATTACH_FILES)
    room.world.move(timedelta(minutes=1))
    assert await room.film(ana, channel) is shown


async def test_a_button_that_makes_a_film_says_what_the_bot_may_not(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    channel.overwrites_for(room.world.me, deny=Permission.ATTACH_FILES)
    for label in ("🎬 My turn", "✏️ Prompt"):
        assert (await ben.presses(film, label).said()).content.startswith(PROMISE)
    await ben.presses(film, "👍")  # what makes none needs no leave
    await room.until(lambda: "👍 1" in film.labels)
    assert await made(room) == 1


async def test_where_the_bot_only_visits_a_film_comes_in_private(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.user.installed = True
    foreign = room.world.guild("Elsewhere", ben.user, ana.user, with_bot=False)
    asked = await ana.slash("make", foreign.channel("general"), sentence=CAT)
    film = await room.film(ana, ana.dm)
    assert film.labels
    assert [one.viewer for one in asked.messages] == [ana.user]
    assert asked.words == say("toast-in-private", "en")
    assert films(ben, foreign.channel("general")) == []
    assert films(ana, channel) == []


async def test_a_film_is_made_in_private(room):
    _, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", ana.dm, sentence=CAT)
    first = await room.film(ana, ana.dm)
    ana.writes_dm("a dog at the sea")
    await room.until(lambda: len(films(ana, ana.dm)) == 2)
    assert films(ana, ana.dm)[0] is first
    assert films(ben, ben.dm) == []


@pytest.mark.parametrize("kind", ["thread", "private", "post"])
async def test_a_thread_is_answered_in_the_thread(room, kind):
    channel, ana, ben = await room.opened("Ana", "Ben")
    if kind == "post":
        forum = channel.guild.opens_channel("films", kind=ChannelType.FORUM)
        thread = forum.opens_thread("first", by=ana.user)
        ana.says(thread, "films here")
        await ana.slash("make", thread, sentence=CAT)
        await opens(room, ana, thread)
    else:
        thread = channel.opens_thread("films", by=ana.user, private=kind == "private")
        thread.invited |= {ben.user.id, room.world.me.id}
    if kind == "private":  # a chat of its own
        await ana.slash("make", thread, sentence=CAT)
        await opens(room, ana, thread)
    asked = await ana.slash("make", thread, sentence=CAT)
    film = await room.film(ben, thread)
    assert film is asked.message
    await ben.presses(film, "👍")
    await room.until(lambda: "👍 1" in film.labels)
    assert films(ana, channel) == []


async def test_a_channel_for_adults_is_like_any_other(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    late = channel.guild.opens_channel("late", nsfw=True)
    await ana.slash("make", late, sentence=CAT)
    await opens(room, ana, late)
    ana.slash("make", late, sentence=CAT)
    assert await room.film(ana, late)


async def test_a_film_is_taken_away_by_its_asker(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    room.world.move(timedelta(days=3))
    await ana.presses(film, "⋯")
    await ana.presses(await room.sees(ana, "🗑", channel), "🗑")
    await room.until(lambda: film.gone)
