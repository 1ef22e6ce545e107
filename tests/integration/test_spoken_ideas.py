"""A spoken idea becomes a film as if it had been typed; whatever goes wrong is one sentence."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.chat import IncomingCommand, MediaRef, Mention, MessageRef, Toast
from bot.house.hearing import HOURLY_MAX
from bot.i18n import LOCALES, say
from generation.errors import HearingFailed, MediaRejected, WalkonError
from generation.studio.admission import PENDING_MEMBER_MAX
from tests.fakes_farm import NOTE_S
from tests.fakes_house import GROUP, at_stage, words_of
from tests.fakes_recogniser import WORDS, FakeRecogniser

NOTE = MediaRef(kind="voice", handle="note")


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        stage.chat.files["note"] = b"OggS a voice note"
        stage.house.ears = FakeRecogniser()
        await stage.join("Ana", "Ben")
        yield stage


async def send(stage, name: str, caption: str = "film", *, event: str = "", **given):
    given = {"media": (NOTE,)} | given
    return await stage.handle(
        IncomingCommand(
            event_id=event or stage.event_id(), sender=stage.sender(name), place=GROUP,
            text=caption, **given,
        )
    )  # fmt: skip


def papers(stage):
    return [one.body for one in stage.desk.taken if one.kind == "paper"]


def notes(stage, name: str) -> list[str]:
    """What somebody alone is told."""
    me = stage.sender(name).id
    return [words_of(one.now) for one in stage.chat.seen_by(me) if one.only_for == me]


async def films(stage):
    return await stage.house.database.read(
        lambda books: [*books.films.by(stage.sender("Ana").id)]
    )  # fmt: skip


async def test_what_is_said_is_filmed_as_if_it_had_been_typed(stage):
    assert await send(stage, "Ana") == Toast(text="Listening. Then it rolls.")
    await stage.until(lambda: len(papers(stage)) == 1)
    await stage.say("Ana", f"/cameo {WORDS}")
    await stage.until(lambda: len(papers(stage)) == 2)
    spoken, typed = ({**body, "seed": 0, "recent": []} for body in papers(stage))
    assert spoken == typed
    assert spoken["voice_note"] is None
    first = (await films(stage))[-1]
    assert (first.sentence, first.recording) == (WORDS, None)
    assert stage.house.ears.taken == [(NOTE_S, "")]
    assert notes(stage, "Ana") == []


async def test_whoever_was_picked_with_the_note_is_in_the_film(stage):
    picked = Mention(text="", member=stage.sender("Ben"))
    await send(stage, "Ana", mentions=(picked,))
    await stage.until(lambda: papers(stage))
    (paper,) = papers(stage)
    assert paper["sentence"] == f"{WORDS} with Ben"
    assert ["Ben", "cameo"] in paper["cast"]


async def test_an_answer_to_a_film_is_its_next_scene(stage):
    await stage.film("Ana", "Ana waits for the bus in the rain")
    shown = next(key for key, one in stage.chat.messages.items() if one is stage.group_film())
    await send(stage, "Ana", reply_to=MessageRef(message=shown))
    await stage.until(lambda: len(papers(stage)) == 2)
    newest = (await films(stage))[0]
    assert newest.change.startswith("next")
    assert newest.sentence == WORDS


async def test_only_ones_own_voice_is_heard_and_only_once(stage):
    theirs = MessageRef(message="9", author=stage.sender("Ben"), media=(NOTE,))
    answer = await send(stage, "Ana", media=(), reply_to=theirs)
    assert answer == Toast(text="Only Ben can lend that voice.", aloud=True)
    own = MessageRef(message="9", author=stage.sender("Ana"), media=(NOTE,))
    for _ in range(2):
        await send(stage, "Ana", "/cameo Film!", event="fake:once", media=(), reply_to=own)
    await stage.until(lambda: papers(stage))
    assert len(stage.house.ears.taken) == 1


async def test_what_is_heard_is_a_sentence_and_no_command(stage):
    stage.desk.gate.clear()
    await stage.say("Ana", "me in the rain")
    stage.desk.gate.set()
    stage.house.ears.text = "cancel"
    await send(stage, "Ana")
    await stage.until(lambda: len(papers(stage)) == 2)
    assert [film.sentence for film in await films(stage)] == ["cancel", "me in the rain"]


async def test_house_rules_hold_for_what_is_heard(stage, caplog):
    caplog.set_level(logging.DEBUG)
    stage.house.ears.text = "I robbed the bank and kept the money"
    await send(stage, "Ana")
    await stage.until(lambda: notes(stage, "Ana"))
    assert "I won't put that in a real person's mouth" in notes(stage, "Ana")[0]
    assert (papers(stage), await films(stage), notes(stage, "Ben")) == ([], [], [])
    assert "robbed" not in caplog.text


@pytest.mark.parametrize("locale", LOCALES)
async def test_where_nobody_hears_one_is_told_to_type(stage, locale):
    stage.house.ears = None
    sender = stage.sender("Ana").__class__(id=stage.sender("Ana").id, name="Ana", locale=locale)
    await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=sender, place=GROUP, text="拍", media=(NOTE,)
        )
    )
    await stage.until(lambda: notes(stage, "Ana"))
    assert notes(stage, "Ana") == [say("note-no-ears", locale, {"command": "cameo"})]
    assert [one.kind for one in stage.desk.taken] == []


async def test_each_failure_is_one_sentence_for_whoever_spoke(stage):
    ears, decode = stage.house.ears, stage.desk.failures
    faults = {
        "heard no words": (ears.failures, HearingFailed("nothing")),
        "took too long": (ears.failures, HearingFailed("slow")),
        "out of reach": (ears.failures, HearingFailed("down")),
        "may last 60 seconds": (decode, MediaRejected("too-long", limit_s=60)),
        "hear nothing in it": (decode, MediaRejected("no-sound")),
        "is out of reach": (decode, WalkonError("unheard-of")),
    }
    for number, (words, (failing, error)) in enumerate(faults.items(), 1):
        failing.append(error)
        await send(stage, "Ana")
        await stage.until(lambda number=number: len(notes(stage, "Ana")) == number)
        assert words in notes(stage, "Ana")[-1]
    assert (await films(stage), notes(stage, "Ben"), papers(stage)) == ([], [], [])
    await send(stage, "Ana")
    await stage.until(lambda: papers(stage))


async def test_a_bug_in_the_ears_ends_nothing(stage):
    stage.house.ears.taken = None  # its next call breaks
    await send(stage, "Ana")
    await stage.until(lambda: notes(stage, "Ana"))
    assert "out of reach" in notes(stage, "Ana")[0]
    stage.house.ears.taken = []
    await send(stage, "Ana")
    await stage.until(lambda: papers(stage))


async def test_nobody_is_heard_twice_at_a_time_or_when_there_is_no_film_for_them(stage):
    ears = stage.house.ears
    ears.gate.clear()
    await asyncio.gather(send(stage, "Ana"), send(stage, "Ana"))
    await stage.until(lambda: ears.taken and notes(stage, "Ana"))
    assert notes(stage, "Ana")[0].startswith("Full house.")
    ears.gate.set()
    await stage.until(lambda: papers(stage))
    stage.desk.gate.clear()
    for _ in range(PENDING_MEMBER_MAX):
        await stage.say("Ana", "me in the rain")
    await send(stage, "Ana")
    await stage.until(lambda: len(notes(stage, "Ana")) >= 2)
    assert len(ears.taken) == 1
    stage.desk.gate.set()


async def test_whoever_is_never_understood_is_not_heard_for_ever(stage):
    ears = stage.house.ears
    ears.text = ""
    for number in range(1, HOURLY_MAX + 2):
        await send(stage, "Ana")
        await stage.until(lambda number=number: len(notes(stage, "Ana")) == number)
    assert len(ears.taken) == HOURLY_MAX
    await send(stage, "Ben")
    await stage.until(lambda: len(ears.taken) == HOURLY_MAX + 1)
