"""In Telegram a film is covered and uncovered in place; only a new message can be protected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import Gone
from tests.contract.chats import telegram_venue
from tests.contract.test_chat import FILM, HELLO, LIKE, send


@pytest.fixture
async def venue(tmp_path):
    async with telegram_venue(tmp_path) as venue:
        yield venue


def held(venue, sent):
    there = venue.world.places[int(venue.group.chat.partition(":")[2])]
    return there.messages.get(int(sent))


async def test_a_film_is_covered_and_uncovered_and_stays_so_under_a_like(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    for covered in (True, False, True):
        await venue.chat.edit(venue.group, sent, replace(FILM, covered=covered))
        assert held(venue, sent).media.spoiler == covered
    await venue.chat.edit(venue.group, sent, replace(FILM, covered=True, rows=LIKE[:0]))
    assert held(venue, sent).media.spoiler


async def test_a_message_that_has_to_be_protected_goes_and_the_next_one_is(venue):
    sent = await send(venue)
    await venue.chat.edit(venue.group, sent, FILM)
    with pytest.raises(Gone):
        await venue.chat.edit(venue.group, sent, replace(FILM, protected=True))
    assert await venue.seen("Ben", sent, venue.group) is None
    again = await send(venue, replace(HELLO, protected=True))
    await venue.chat.edit(venue.group, again, replace(FILM, protected=True))
    assert held(venue, again).protected
    await venue.chat.edit(venue.group, again, FILM)  # it cannot be taken back: that is no failure
    assert held(venue, again).protected
