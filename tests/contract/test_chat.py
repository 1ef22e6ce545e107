"""What every chat promises, as ``bot.chat.port`` words it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import (
    Button,
    ButtonPress,
    CannotReach,
    Chat,
    Gone,
    IncomingCommand,
    MediaRef,
    OutgoingClip,
    OutgoingText,
    Place,
    TooLarge,
)
from bot.discord_bot import DiscordChat
from bot.telegram_bot import TelegramChat
from bot.web_chat import WebChat
from generation.model.member import ChatId, MemberId
from tests.contract.chats import VENUES, Seen, until
from tests.fakes_chat import FakeChat
from tests.fakes_room import sealed

LIKE = ((Button(label="👍", data="1:like:abc"), Button(label="⋯", data="1:more:abc")),)
HELLO = OutgoingText(text="“Rain” · rolling", rows=LIKE, style="progress", title="Rain")
FILM = OutgoingClip(film=sealed("clip-1"), title="Rain", caption="“Rain” · Ana", rows=LIKE)


def as_chats(
    fake: FakeChat, web: WebChat, telegram: TelegramChat, discord: DiscordChat
) -> tuple[Chat, ...]:
    """Have mypy prove that each is a chat."""
    return fake, web, telegram, discord


@pytest.fixture(params=sorted(VENUES))
async def venue(request, tmp_path):
    async with VENUES[request.param](tmp_path) as venue:
        yield venue


async def send(venue, message=HELLO, **more):
    return await venue.chat.send(venue.group, message, key="film:1", **more)


async def test_words_are_shown_and_changed_in_place(venue):
    sent = await send(venue)
    assert await venue.seen("Ben", sent, venue.group) == Seen(
        text="“Rain” · rolling", labels=("👍", "⋯"), film=False
    )
    for _ in range(2):  # what is so already is done
        await venue.chat.edit(venue.group, sent, OutgoingText(text="Two takes, both silent."))
    assert await venue.seen("Ben", sent, venue.group) == Seen(
        text="Two takes, both silent.", labels=(), film=False
    )


async def test_what_answers_an_event_is_shown_like_anything_else(venue):
    await venue.says("Ana", "/cameo rain")
    await until(lambda: any(isinstance(event, IncomingCommand) for event in venue.heard))
    asked = next(one for one in venue.heard if isinstance(one, IncomingCommand))
    for event in (asked.event_id, f"{venue.chat.name}:of an earlier life"):
        sent = await venue.chat.send(venue.group, HELLO, key=event, answers=event)
        assert (await venue.seen("Ben", sent, venue.group)).text == HELLO.text
        await venue.chat.edit(venue.group, sent, FILM)
        assert (await venue.seen("Ben", sent, venue.group)).film
    sent = await send(venue, only_for=venue.member("Ana"), answers=asked.event_id)
    assert await venue.seen("Ben", sent, venue.group) is None


async def test_words_become_a_film_in_the_same_message(venue):
    sent = await send(venue)
    for _ in range(2):
        await venue.chat.edit(venue.group, sent, FILM)
    seen = await venue.seen("Ana", sent, venue.group)
    assert seen == Seen(text="“Rain” · Ana", labels=("👍", "⋯"), film=True)


async def test_a_film_stays_while_what_stands_under_it_changes(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    liked = ((Button(label="👍 1", data="1:like:abc"),),)
    await venue.chat.edit(venue.group, sent, replace(FILM, rows=liked))
    assert await venue.seen("Ana", sent, venue.group) == Seen(
        text="“Rain” · Ana", labels=("👍 1",), film=True
    )


async def test_another_cut_takes_the_place_of_the_first(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    cut = replace(FILM, film=sealed("clip-2"), caption="“Rain” · Ana, Ben")
    await venue.chat.edit(venue.group, sent, cut)
    assert await venue.seen("Ana", sent, venue.group) == Seen(
        text="“Rain” · Ana, Ben", labels=("👍", "⋯"), film=True
    )


async def test_a_film_becomes_words_again_and_nothing_of_it_is_left(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    card = OutgoingText(text="Taken back by someone in it.", style="card")
    await venue.chat.edit(venue.group, sent, card)
    assert await venue.seen("Ben", sent, venue.group) == Seen(
        text="Taken back by someone in it.", labels=(), film=False
    )


async def test_what_is_removed_nobody_sees(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    await venue.chat.remove(venue.group, sent)
    assert await venue.seen("Ben", sent, venue.group) is None
    with pytest.raises(Gone):
        await venue.chat.edit(venue.group, sent, HELLO)


async def test_a_message_that_never_was_is_gone(venue):
    with pytest.raises(Gone):
        await venue.chat.edit(venue.group, "99999", HELLO)


async def test_what_is_for_one_alone_nobody_else_sees(venue):
    sent = await send(venue, only_for=venue.member("Ben"))
    mine = await venue.seen("Ben", sent, venue.group)
    assert mine is not None
    assert mine.text == HELLO.text
    assert await venue.seen("Ana", sent, venue.group) is None
    await venue.chat.edit(venue.group, sent, OutgoingText(text="Only you."))
    assert (await venue.seen("Ben", sent, venue.group)).text == "Only you."


async def test_whoever_was_never_met_cannot_be_reached(venue):
    with pytest.raises(CannotReach):
        await venue.chat.direct(venue.member("Cho"))
    with pytest.raises(CannotReach):
        await send(venue, only_for=venue.member("Cho"))


async def test_a_direct_chat_is_private(venue):
    place = await venue.chat.direct(venue.member("Ana"))
    assert place.private
    sent = await venue.chat.send(place, HELLO, key="nod:1")
    assert (await venue.seen("Ana", sent, place)).text == HELLO.text
    assert await venue.seen("Ben", sent, place) is None


async def test_a_film_over_the_limit_is_refused(venue):
    sent = await send(venue)
    heavy = replace(FILM.film, film=bytes(venue.chat.capabilities().clip_max_bytes + 1))
    with pytest.raises(TooLarge):
        await venue.chat.edit(venue.group, sent, replace(FILM, film=heavy))
    assert (await venue.seen("Ana", sent, venue.group)).film is False


async def test_a_file_is_read_as_it_was_sent(venue):
    _, poster = sealed("clip-1").film, sealed("clip-1").poster
    media = await venue.sends("Ana", poster)
    assert await venue.chat.fetch(media, limit_bytes=len(poster)) == poster
    with pytest.raises(TooLarge):
        await venue.chat.fetch(media, limit_bytes=len(poster) - 1)
    with pytest.raises(Gone):
        await venue.chat.fetch(MediaRef(kind="photo", handle="nothing"), limit_bytes=9)


async def test_a_command_says_who_where_and_whom(venue):
    await venue.says("Ana", "/cameo @Ben argues about the last dumpling", naming="Ben")
    await until(lambda: any(isinstance(event, IncomingCommand) for event in venue.heard))
    event = [event for event in venue.heard if isinstance(event, IncomingCommand)][-1]
    assert event.sender.id == venue.member("Ana")
    assert event.place.chat == venue.group.chat
    assert not event.place.private
    (mention,) = event.mentions
    assert mention.member.id == venue.member("Ben")
    assert event.text.endswith(f"{mention.text} argues about the last dumpling")


async def test_a_press_says_which_button_of_which_message(venue):
    sent = await send(venue)
    await venue.presses("Ben", "👍", sent)
    await until(lambda: any(isinstance(event, ButtonPress) for event in venue.heard))
    event = [event for event in venue.heard if isinstance(event, ButtonPress)][-1]
    assert (event.sender.id, event.data, event.message) == (
        venue.member("Ben"), "1:like:abc", sent,
    )  # fmt: skip
    assert event.place.chat == venue.group.chat


async def test_events_have_ids_of_their_own(venue):
    await venue.says("Ana", "/cameo one")
    await venue.says("Ben", "/cameo two")
    await until(lambda: sum(isinstance(e, IncomingCommand) for e in venue.heard) >= 2)
    ids = [event.event_id for event in venue.heard]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(f"{venue.chat.name}:") for one in ids)


async def test_roles_are_those_of_the_chat(venue):
    chat, where = venue.chat, venue.group.chat
    assert await chat.role(where, venue.member("Ana")) == "admin"
    assert await chat.role(where, venue.member("Ben")) == "member"
    assert await chat.role(where, venue.member("Cho")) is None


async def test_a_chat_that_is_no_more_is_said_to_be(venue):
    nowhere = Place(chat=ChatId(f"{venue.chat.name}:-1009"))
    with pytest.raises((Gone, CannotReach)):
        await venue.chat.send(nowhere, HELLO, key="x")
    assert MemberId(f"{venue.chat.name}:x") != venue.member("Ana")
