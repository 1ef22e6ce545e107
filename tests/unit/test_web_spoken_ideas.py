"""In the room a voice note with the word for a film is for the bot; all other talk is not."""

from __future__ import annotations

import pytest

from bot.chat import IncomingCommand
from bot.commands import film_words
from tests.fakes_room import ScriptedBot, open_room
from tests.room_client import Browser


@pytest.fixture
async def room(tmp_path):
    room = await open_room(tmp_path, ScriptedBot(pace_s=0))
    yield room
    await room.close()


async def test_only_a_voice_note_with_the_word_is_told_to_the_bot(room):
    async with Browser(room) as browser:
        ana = await browser.enter("Ana")
        page = await browser.page(ana)
        for text, kind in (
            ("film", "photo"), ("on my way", "voice"), ("film", ""), ("Film!", "voice"),
        ):  # fmt: skip
            sent = (await browser.upload(b"OggS" + bytes(60), kind, ana))[1] if kind else None
            answer = await page.say(text, uploads=[sent] if sent else [])
            assert answer["t"] == "done"
        _, document, _ = await browser.get("/")
    (heard,) = [event for event in room.bot.heard if isinstance(event, IncomingCommand)]
    assert (heard.text, [media.kind for media in heard.media]) == ("Film!", ["voice"])
    assert all(word in document.decode() for word in film_words())
