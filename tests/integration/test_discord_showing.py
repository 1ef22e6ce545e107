"""Messages of ours on Discord: one for each, the last word last, and no film that cannot be taken.

What people did there is answered by a script; ``test_discord_answering`` has what they get back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import (
    Button,
    CannotReach,
    Gone,
    OutgoingClip,
    OutgoingText,
    Place,
    TooLarge,
)
from bot.discord_room.people import chat_id
from bot.discord_room.sending import MARK
from bot.i18n import say
from generation.model.member import MemberId
from tests.discord.faults import AppliedLate, Broken, LostAnswer
from tests.discord.permissions import Permission
from tests.discord_stage import BUTTON, Stage, stage_of
from tests.fakes_room import sealed

HELLO = OutgoingText(text="🎬 “Rain” · rolling", style="progress", title="Rain")
BOTH = OutgoingClip(film=sealed("both"), title="Rain", caption="Ana, Ben")
ALONE = OutgoingClip(film=sealed("alone"), title="Rain", caption="Ana")
CARD = OutgoingText(text="Taken back.", style="card")
CALLBACK = "POST /interactions/{}/{}/callback"
POST = "POST /channels/{}/messages"
PATCH = "PATCH /channels/{}/messages/{}"
BROKEN = (OSError, TimeoutError)


@pytest.fixture
async def stage(tmp_path):
    async with stage_of(tmp_path) as stage:
        yield stage


def film_in(message) -> bytes | None:
    return message.attachments[0].data if message.attachments else None


# ---------------------------------------------------------------- the response to a command


async def test_the_first_words_are_the_response_and_become_the_film(stage: Stage):
    asked = stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    sent = await stage.send(HELLO, answers=event.event_id)
    message = await asked.said()
    assert (str(message.id), message.content) == (sent, "🎬 “**Rain**” · rolling")
    assert asked.kind == 4
    assert not message.ephemeral
    await stage.chat.edit(stage.place, sent, BOTH)
    stage.world.move(timedelta(hours=3))
    await stage.chat.edit(stage.place, sent, ALONE)
    assert film_in(message) == ALONE.film.film
    assert stage.seen() == [message]


async def test_a_film_is_shown_at_once_where_its_words_were_skipped(stage: Stage):
    sent = await stage.send(BOTH)
    assert film_in(stage.message(sent)) == BOTH.film.film
    assert stage.message(sent).attachments[0].description == "Rain"


@pytest.mark.parametrize("fault", [LostAnswer(), AppliedLate(0.2), Broken(503)])
async def test_a_response_that_is_tried_again_is_one(stage: Stage, fault):
    asked = stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    stage.world.faults.once(CALLBACK, fault)
    with pytest.raises(BROKEN):
        await stage.send(HELLO, answers=event.event_id)
    sent = await stage.send(replace(HELLO, text="🎬 “Rain” · lighting"), answers=event.event_id)
    assert stage.message(sent).content == "🎬 “**Rain**” · lighting"
    await stage.settled()
    assert [str(one.id) for one in stage.seen()] == [sent]
    assert not asked.failed


async def test_a_bot_that_died_over_a_response_finds_it_again(stage: Stage):
    stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    stage.world.faults.once(CALLBACK, LostAnswer())
    with pytest.raises(BROKEN):
        await stage.send(HELLO, answers=event.event_id)
    await stage.restart()
    sent = await stage.send(HELLO, answers=event.event_id)
    assert [str(one.id) for one in stage.seen()] == [sent]
    await stage.chat.edit(stage.place, sent, BOTH)
    assert film_in(stage.message(sent)) == BOTH.film.film


async def test_a_bot_that_died_before_anybody_took_note_of_a_response_finds_it_again(
    stage: Stage,
):
    stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    first = await stage.send(HELLO, answers=event.event_id)
    await stage.restart()
    stage.world.move(timedelta(hours=1))
    later = replace(HELLO, text="🎬 “Rain” · lighting")
    assert await stage.send(later, answers=event.event_id) == first
    assert stage.message(first).content == "🎬 “**Rain**” · lighting"
    assert [str(one.id) for one in stage.seen()] == [first]


async def test_an_answer_after_the_response_was_made_is_a_message_of_its_own(stage: Stage):
    asked = stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    first = await stage.send(HELLO, answers=event.event_id)
    second = await stage.send(HELLO, key="note:1", answers=event.event_id)
    assert [str(one.id) for one in stage.seen()] == [first, second]
    assert str((await asked.said()).id) == first


async def test_a_message_that_comes_late_is_not_hidden_behind_the_sign_that_we_think(stage: Stage):
    stage.answering.offer_s = 0.0
    asked = stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    thinking = await stage.world.until(lambda: asked.messages)
    assert thinking[0].ephemeral
    sent = await stage.send(HELLO, answers=event.event_id)
    await stage.world.until(lambda: thinking[0].gone)
    assert [str(one.id) for one in stage.seen()] == [sent]


async def test_what_is_for_the_asker_alone_takes_the_place_of_the_sign(stage: Stage):
    stage.answering.offer_s = 0.0
    asked = stage.ana.slash("who")
    event = await stage.hears()
    await stage.world.until(lambda: asked.messages)
    await stage.send(HELLO, answers=event.event_id, only_for=stage.member(stage.ana))
    message = await asked.said()
    assert [one.content for one in asked.messages] == [message.content]
    assert stage.seen() == []


# ---------------------------------------------------------------- one message for each


@pytest.mark.parametrize("fault", [LostAnswer(), AppliedLate(0.2)])
async def test_a_message_that_is_sent_again_is_one(stage: Stage, fault):
    stage.world.faults.once(POST, fault)
    with pytest.raises(BROKEN):
        await stage.send(HELLO)
    sent = await stage.send(HELLO)
    await stage.settled()
    assert [str(one.id) for one in stage.seen()] == [sent]


async def test_a_message_that_was_taken_away_is_not_taken_for_the_next(stage: Stage):
    for _ in range(3):
        sent = await stage.send(HELLO)
        assert [str(one.id) for one in stage.seen()] == [sent]
        await stage.chat.remove(stage.place, sent)
    assert stage.seen() == []


async def test_a_message_that_others_took_away_is_gone_and_comes_anew(stage: Stage):
    sent = await stage.send(HELLO)
    stage.world.delete_message(stage.message(sent))
    with pytest.raises(Gone):
        await stage.chat.edit(stage.place, sent, BOTH)
    again = await stage.send(HELLO)
    assert again != sent
    assert [str(one.id) for one in stage.seen()] == [again]


async def test_a_remix_hangs_on_its_film(stage: Stage):
    first = await stage.send(HELLO)
    second = await stage.send(replace(HELLO, parent=first), key="film:2")
    assert stage.message(second).reply_to is stage.message(first)


# ---------------------------------------------------------------- the last word


async def test_only_words_are_sent_while_the_film_is_the_same(stage: Stage):
    sent = await stage.send(BOTH)
    rows = ((Button(label="👍 1", data="1:like:abc"),),)
    await stage.chat.edit(stage.place, sent, replace(BOTH, rows=rows))
    assert [len(one.files) for one in stage.world.recorder.of(PATCH)] == [1, 0]
    assert film_in(stage.message(sent)) == BOTH.film.film
    assert stage.message(sent).labels == ["👍 1"]


async def test_a_face_that_was_taken_back_does_not_come_again_by_a_late_call(stage: Stage):
    sent = await stage.send(HELLO)
    stage.world.faults.once(PATCH, AppliedLate(0.3))
    with pytest.raises(BROKEN):
        await stage.chat.edit(stage.place, sent, BOTH)
    await stage.chat.edit(stage.place, sent, ALONE)
    message = stage.message(sent)
    await stage.world.until(lambda: film_in(message) == BOTH.film.film)  # it has won, for now
    await stage.chat.edit(stage.place, sent, ALONE)
    assert film_in(message) == ALONE.film.film


async def test_words_take_a_film_away_that_came_late(stage: Stage):
    sent = await stage.send(HELLO)
    stage.world.faults.once(PATCH, AppliedLate(0.3))
    with pytest.raises(BROKEN):
        await stage.chat.edit(stage.place, sent, BOTH)
    await stage.chat.edit(stage.place, sent, CARD)
    message = stage.message(sent)
    await stage.world.until(lambda: film_in(message) == BOTH.film.film)
    await stage.chat.edit(stage.place, sent, CARD)
    assert (film_in(message), message.content) == (None, "Taken back.")


async def test_once_nothing_is_on_its_way_only_words_are_sent_again(stage: Stage):
    sent = await stage.send(HELLO)
    stage.world.faults.once(PATCH, LostAnswer())
    with pytest.raises(BROKEN):
        await stage.chat.edit(stage.place, sent, BOTH)
    await stage.chat.edit(stage.place, sent, BOTH)
    stage.world.move(timedelta(seconds=76))
    for _ in range(2):
        await stage.chat.edit(stage.place, sent, BOTH)
    assert [len(one.files) for one in stage.world.recorder.of(PATCH)] == [1, 1, 1, 0]


async def test_a_covered_film_is_blurred_and_uncovered_by_an_edit(stage: Stage):
    sent = await stage.send(replace(BOTH, covered=True))
    message = stage.message(sent)
    assert message.attachments[0].filename.startswith("SPOILER_")
    await stage.chat.edit(stage.place, sent, BOTH)
    assert not message.attachments[0].filename.startswith("SPOILER_")


async def test_a_picture_goes_with_the_next_words(stage: Stage):
    which = OutgoingText(text="Which one?", picture=b"\xff\xd8jpeg")
    sent = await stage.send(which)
    assert film_in(stage.message(sent)) == which.picture
    await stage.chat.edit(stage.place, sent, CARD)
    assert film_in(stage.message(sent)) is None


@pytest.mark.parametrize("limit", [9_000_000, None])
async def test_a_film_that_discord_has_no_room_for_is_too_large(stage: Stage, limit):
    sent = await stage.send(HELLO)
    size = 9_400_000 if limit else stage.chat.capabilities().clip_max_bytes + 1
    stage.world.upload_max_bytes = limit or 10 << 20
    heavy = replace(BOTH, film=replace(BOTH.film, film=bytes(size)))
    with pytest.raises(TooLarge):
        await stage.chat.edit(stage.place, sent, heavy)
    await stage.chat.edit(stage.place, sent, replace(HELLO, text="half of it"))
    assert stage.message(sent).content == "half of it"


async def test_what_discord_never_understands_is_given_up(stage: Stage):
    sent = await stage.send(HELLO)
    nothing = OutgoingText(text="")
    for _ in range(5):
        with pytest.raises(OSError, match="50006"):
            await stage.chat.edit(stage.place, sent, nothing)
    with pytest.raises(Gone):
        await stage.chat.edit(stage.place, sent, nothing)


async def test_a_film_is_taken_out_of_a_thread_that_sleeps(stage: Stage):
    thread = stage.channel.opens_thread("dumplings", by=stage.ana.user)
    place = replace(stage.place, thread=str(thread.id))
    sent = await stage.send(BOTH, place=place)
    assert film_in(thread.messages[int(sent)]) == BOTH.film.film
    thread.archived = True
    await stage.chat.edit(place, sent, CARD)
    assert film_in(thread.messages[int(sent)]) is None
    thread.archived = True
    await stage.chat.remove(place, sent)
    assert thread.messages[int(sent)].gone


async def test_a_film_is_taken_out_of_a_locked_thread_by_who_manages_threads(stage: Stage):
    thread = stage.channel.opens_thread("dumplings", by=stage.ana.user)
    place = replace(stage.place, thread=str(thread.id))
    sent = await stage.send(BOTH, place=place)
    thread.archives(locked=True)
    with pytest.raises(CannotReach):  # which the core tries again
        await stage.chat.remove(place, sent)
    assert not thread.messages[int(sent)].gone
    stage.channel.overwrites_for(stage.world.me, allow=Permission.MANAGE_THREADS)
    await stage.chat.remove(place, sent)
    assert thread.messages[int(sent)].gone


async def test_where_the_bot_may_not_write_nobody_is_reached(stage: Stage):
    hidden = stage.guild.opens_channel("secret")
    hidden.overwrites_for(stage.guild.everyone, deny=Permission.VIEW_CHANNEL)
    with pytest.raises(CannotReach):
        await stage.send(HELLO, place=Place(chat=chat_id(hidden.id)))


async def test_where_no_film_may_be_attached_any_more_the_message_says_so(stage: Stage):
    await stage.database.write(lambda books: speaks(books, stage, "zh-Hant"))
    sent = await stage.send(HELLO)
    stage.channel.overwrites_for(stage.world.me, deny=Permission.ATTACH_FILES)
    with pytest.raises(CannotReach):
        await stage.chat.edit(stage.place, sent, BOTH)
    rights = say("discord-right-attach-files", "zh-Hant")
    why = say("discord-may-not", "zh-Hant", {"rights": rights})
    assert (stage.message(sent).content, stage.message(sent).labels) == (why, [])
    stage.channel.overwrites_for(stage.world.me, allow=Permission.ATTACH_FILES)
    await stage.chat.edit(stage.place, sent, BOTH)
    assert film_in(stage.message(sent)) == BOTH.film.film
    assert BOTH.caption in stage.message(sent).content


async def test_a_film_that_must_go_goes_though_none_may_come_in_its_place(stage: Stage):
    sent = await stage.send(BOTH)
    stage.channel.overwrites_for(stage.world.me, deny=Permission.ATTACH_FILES)
    with pytest.raises(CannotReach):
        await stage.chat.edit(stage.place, sent, ALONE)
    assert film_in(stage.message(sent)) is None


async def test_what_cannot_even_say_why_fails_as_before(stage: Stage):
    sent = await stage.send(HELLO)
    stage.channel.overwrites_for(stage.world.me, deny=Permission.VIEW_CHANNEL)
    with pytest.raises(CannotReach):
        await stage.chat.edit(stage.place, sent, BOTH)
    assert stage.message(sent).content == "🎬 “**Rain**” · rolling"


def speaks(books, stage: Stage, locale: str) -> None:
    """Have Ben be of the channel, and read a language."""
    ben, run = stage.member(stage.ben), books.connection.execute
    run("INSERT INTO members (id, name, locale) VALUES (?, 'Ben', ?)", (ben, locale))
    run("INSERT INTO memberships (chat, member, role) VALUES (?, ?, '')", (stage.place.chat, ben))


# ---------------------------------------------------------------- one person alone


async def test_what_is_for_one_alone_is_seen_by_them_alone_and_changes(stage: Stage):
    ben = stage.member(stage.ben)
    await stage.presses_something(stage.ben)
    sent = await stage.send(HELLO, only_for=ben)
    assert stage.seen(stage.ana) == []
    await stage.chat.edit(stage.place, sent, BOTH)
    (shown,) = stage.seen(stage.ben)
    assert (shown.ephemeral, film_in(shown)) == (True, BOTH.film.film)
    await stage.chat.remove(stage.place, sent)
    assert stage.seen(stage.ben) == []


@pytest.mark.parametrize("fault", [LostAnswer(), AppliedLate(0.2)])
async def test_of_what_is_for_one_alone_nothing_is_left_that_wants_an_end(stage: Stage, fault):
    ben = stage.member(stage.ben)
    await stage.presses_something(stage.ben)
    stage.world.faults.once("POST /webhooks/{}/{}", fault)
    with pytest.raises(BROKEN):
        await stage.send(BOTH, only_for=ben)
    sent = await stage.send(BOTH, only_for=ben)
    await stage.settled()
    (left,) = [one for one in stage.seen(stage.ben) if str(one.id) != sent]
    assert (left.content, left.labels, left.attachments) == (MARK, [], [])
    assert film_in(stage.message(sent)) == BOTH.film.film


async def test_what_is_for_one_alone_is_one_where_its_words_are_lost(stage: Stage):
    ben = stage.member(stage.ben)
    await stage.presses_something(stage.ben)
    stage.world.faults.once("PATCH /webhooks/{}/{}/messages/{}", Broken(503))
    with pytest.raises(BROKEN):
        await stage.send(HELLO, only_for=ben)
    await stage.presses_something(stage.ben)
    sent = await stage.send(HELLO, only_for=ben)
    assert [str(one.id) for one in stage.seen(stage.ben)] == [sent]
    assert stage.message(sent).content == "🎬 “**Rain**” · rolling"


async def test_what_is_for_one_alone_is_gone_once_its_token_is_old(stage: Stage):
    ben = stage.member(stage.ben)
    await stage.presses_something(stage.ben)
    sent = await stage.send(HELLO, only_for=ben)
    stage.world.move(timedelta(minutes=14, seconds=31))
    with pytest.raises(Gone):
        await stage.chat.edit(stage.place, sent, CARD)
    again = await stage.send(CARD, only_for=ben)
    assert [str(one.id) for one in stage.ben.sees_dm()] == [again]
    await stage.chat.remove(stage.place, sent)


async def test_a_film_for_one_alone_is_put_away_before_it_is_out_of_reach(stage: Stage):
    await stage.presses_something(stage.ben)
    sent = await stage.send(BOTH, only_for=stage.member(stage.ben), key="nod:1")
    stage.world.move(timedelta(minutes=12))
    await stage.chat._fading.look()
    (shown,) = stage.seen(stage.ben)
    assert film_in(shown) == BOTH.film.film
    stage.world.move(timedelta(minutes=2))
    await stage.chat._fading.look()
    (shown,) = stage.seen(stage.ben)
    assert film_in(shown) is None
    assert say("discord-put-away", "en") in shown.content
    assert BOTH.caption in shown.content
    with pytest.raises(Gone):
        await stage.chat.edit(stage.place, sent, BOTH)


async def test_an_old_message_of_one_alone_can_still_be_pressed(stage: Stage):
    stage.ben.user.takes_dms = False
    await stage.presses_something(stage.ben)
    direct = await stage.chat.direct(stage.member(stage.ben))
    yours = OutgoingText(text="Yours?", rows=((BUTTON,),))
    sent = await stage.send(yours, place=direct, key="nod:1")
    stage.world.move(timedelta(hours=1))
    await stage.send(HELLO)
    await stage.ben.presses(stage.message(sent), BUTTON.label)
    event = await stage.hears()
    assert (event.message, event.place.chat, event.place.private) == (sent, direct.chat, True)
    await stage.chat.edit(direct, sent, CARD)
    assert stage.message(sent).content == CARD.text
    stage.world.move(timedelta(hours=1))
    with pytest.raises(Gone):
        await stage.chat.edit(direct, sent, CARD)


async def test_a_token_outlives_a_restart_with_its_message(stage: Stage):
    await stage.presses_something(stage.ben)
    sent = await stage.send(HELLO, only_for=stage.member(stage.ben))
    await stage.restart()
    await stage.chat.edit(stage.place, sent, CARD)
    assert [one.content for one in stage.seen(stage.ben)] == ["Taken back."]


async def test_whoever_does_nothing_is_written_to_in_private(stage: Stage):
    sent = await stage.send(HELLO, only_for=stage.member(stage.ben))
    assert stage.seen(stage.ben) == []
    assert [str(one.id) for one in stage.ben.sees_dm()] == [sent]
    await stage.chat.edit(stage.place, sent, BOTH)
    assert film_in(stage.message(sent)) == BOTH.film.film


async def test_whoever_takes_no_messages_is_told_where_they_are(stage: Stage):
    stage.ben.user.takes_dms = False
    ben = stage.member(stage.ben)
    direct = await stage.chat.direct(ben)
    with pytest.raises(CannotReach) as refused:
        await stage.send(HELLO, place=direct)
    assert refused.value.unmet
    with pytest.raises(CannotReach):
        await stage.chat.direct(ben)
    await stage.presses_something(stage.ben)
    direct = await stage.chat.direct(ben)
    sent = await stage.send(HELLO, place=direct, key="nod:1")
    assert [str(one.id) for one in stage.seen(stage.ben) if one.ephemeral] == [sent]
    assert stage.seen(stage.ana) == []
    await stage.chat.edit(direct, sent, OutgoingText(text="Yours?", rows=((BUTTON,),)))
    stage.ben.presses(stage.message(sent), BUTTON.label)
    event = await stage.hears()
    assert (event.place.private, event.place.chat) == (True, direct.chat)


async def test_whoever_is_nobody_cannot_be_reached(stage: Stage):
    nobody = MemberId(stage.member(stage.ben) + "7")
    with pytest.raises(CannotReach):
        await stage.chat.direct(nobody)
    with pytest.raises(CannotReach):
        await stage.send(HELLO, only_for=nobody)
