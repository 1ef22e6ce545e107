"""Several people in a photo: one of them is chosen, and nothing waits longer than it must."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from bot.chat import OpenForm, Toast
from generation.errors import FaceRejected
from tests.fakes_house import MovingClock, at_stage


@pytest.fixture
def clock():
    return MovingClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    async with at_stage(tmp_path / "data", models_dir, clock=clock) as stage:
        await stage.join("Ana", "Ben")
        yield stage


async def asked(stage, way="One photo"):
    """Give a photo of two people, and wait to be asked which."""
    await stage.say("Ana", "/start")
    await stage.until(lambda: stage.button("Ana", way))
    await stage.press("Ana", way)
    await stage.submit("Ana", "release", face="1", voice="1", adult="1")
    stage.desk.failures.append(FaceRejected("several", count=2))
    await stage.submit("Ana", "capture", media=b"two people")
    await stage.until(lambda: stage.button("Ana", "Neither"))


def faces(stage):
    return [task.body.get("face") for task in stage.desk.taken if task.kind == "likeness"]


def pictures(stage):
    seen = stage.chat.seen_by(stage.sender("Ana").id)
    return [message.now.picture for message in seen if getattr(message.now, "picture", None)]


async def state(stage):
    me = stage.sender("Ana").id
    wish = await stage.house.database.read(lambda books: books.enrolments.get(me))
    return wish.state


@pytest.mark.parametrize("way", ["One photo", "draw me"])
async def test_the_chosen_face_goes_on_alone(stage, way):
    await asked(stage, way)
    assert stage.sees("Ana", "Two people here. Which one is you?")
    assert pictures(stage) == [b"numbered"]
    assert not stage.sees("Ben", "Two people")
    await stage.press("Ana", "2")
    await stage.until(lambda: stage.button("Ana", "Use it"))
    assert faces(stage) == [None, 2]
    assert [task.kind for task in stage.desk.taken] == ["likeness", "faces", "likeness"]
    assert pictures(stage) == []
    assert stage.house.crowds.shown(stage.sender("Ana").id) is None


async def test_neither_keeps_nothing(stage):
    before = set(stage.house.vault.owners())
    await asked(stage)
    answer = await stage.press("Ana", "Neither")
    assert answer == Toast(text="Thrown away. Nothing was kept.")
    await stage.until(lambda: not pictures(stage))
    assert await state(stage) == "capture"
    assert stage.house.crowds.shown(stage.sender("Ana").id) is None
    assert set(stage.house.vault.owners()) == before
    assert faces(stage) == [None]
    await stage.submit("Ana", "capture", media=b"me alone")
    await stage.until(lambda: stage.button("Ana", "Use it"))


async def test_who_waits_too_long_is_not_asked_any_more(stage, clock):
    await asked(stage)
    clock.later = timedelta(minutes=11)
    answer = await stage.press("Ana", "1")
    assert answer == Toast(text="Too old to press. Ask again?")
    await stage.until(lambda: not pictures(stage))
    assert await state(stage) == "capture"
    assert faces(stage) == [None]


async def test_another_way_or_another_picture_lets_the_first_one_go(stage):
    await asked(stage)
    await stage.say("Ana", "/start")
    await stage.until(lambda: stage.button("Ana", "draw me"))
    await stage.press("Ana", "draw me")
    assert stage.house.crowds.shown(stage.sender("Ana").id) is None
    await stage.submit("Ana", "capture", hair="red")
    await stage.until(lambda: stage.button("Ana", "Use it"))
    assert faces(stage) == [None, None]


async def test_a_second_press_chooses_nothing(stage):
    await asked(stage)
    stage.desk.gate.clear()
    one = stage.button("Ana", "1")
    message = next(
        m for m in stage.chat.seen_by(stage.sender("Ana").id) if getattr(m.now, "picture", None)
    )
    await stage.press_data("Ana", one.data, message)
    again = await stage.press_data("Ana", one.data, message)
    stage.desk.gate.set()
    await stage.until(lambda: stage.button("Ana", "Use it"))
    assert isinstance(again, Toast)
    assert faces(stage) == [None, 1]


async def test_a_restart_forgets_the_picture_and_asks_for_another(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await asked(stage)
        chat = stage.chat
    async with at_stage(tmp_path / "data", models_dir, chat=chat) as stage:
        await stage.until(lambda: pictures(stage) == [])
        await stage.until(lambda: stage.button("Ana", "Retake"))
        stage.numbers = count(1000)  # events of another life
        form = await stage.press("Ana", "Retake")
        assert isinstance(form, OpenForm)
        await stage.submit("Ana", form.id, media=b"me alone")
        await stage.until(lambda: stage.button("Ana", "Use it"))
