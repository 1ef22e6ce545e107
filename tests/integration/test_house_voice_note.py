"""One's own voice note becomes a film: it reaches the writer and the worker, and nobody else's."""

from __future__ import annotations

import json

import pytest

from bot.chat import IncomingCommand, MediaRef
from tests.fakes_house import GROUP, at_stage

NOTE = b"OggS a voice note"


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        yield stage


async def send_note(stage, name: str, text: str):
    stage.chat.files["note"] = NOTE
    return await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=stage.sender(name), place=GROUP, text=text,
            media=(MediaRef(kind="voice", handle="note"),),
        )
    )  # fmt: skip


def tasks(stage, kind: str):
    return [one.body for one in (*stage.desk.taken, *stage.stage.taken) if one.kind == kind]


async def test_a_voice_note_without_words_is_told_by_its_speaker(stage):
    await stage.enrol("Ana", "photo")
    tests_before = len(tasks(stage, "film"))
    await send_note(stage, "Ana", "/cameo")
    await stage.until(lambda: len(tasks(stage, "film")) > tests_before and stage.group_films())
    paper = tasks(stage, "paper")[-1]
    assert (paper["sentence"], paper["voice_note"]) == ("", NOTE)
    film = tasks(stage, "film")[-1]
    assert film["voice_note"] == NOTE
    screenplay = json.loads(str(film["screenplay"]))
    assert [member["name"] for member in screenplay["cast"]] == ["Ana"]
    assert "likeness" in film["parts"]["P1"]


async def test_without_a_face_no_voice_is_heard(stage):
    await send_note(stage, "Ben", "/cameo")
    await stage.until(stage.group_films)
    assert "voice_note" not in tasks(stage, "film")[-1]


async def test_other_films_have_no_voice_note(stage):
    await stage.film("Ana", "me in the rain")
    assert tasks(stage, "paper")[-1]["voice_note"] is None
    assert "voice_note" not in tasks(stage, "film")[-1]
