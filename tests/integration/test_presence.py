"""People who have never spoken where they are named: the chat is asked whether they are there."""

from __future__ import annotations

import pytest

from bot.house.presence import NAMED_MAX
from generation.model.member import MemberId
from tests.fakes_chat import FakeChat
from tests.fakes_house import GROUP, at_stage

BEN = MemberId("fake:ben")


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ben", "drawn")  # in private, and never here
        yield stage


async def membership(stage):
    return await stage.house.database.read(
        lambda books: books.chats.membership(GROUP.chat, BEN)
    )  # fmt: skip


async def forgotten(stage, role):
    """Make Ben somebody whom nobody has seen here, and of whom the chat says this."""
    await stage.house.database.write(lambda books: books.chats.leave(GROUP.chat, BEN))
    assert isinstance(stage.chat, FakeChat)
    stage.chat.roles[BEN] = role
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))


async def test_whoever_is_there_is_asked(stage):
    await forgotten(stage, "admin")
    await stage.until(lambda: stage.button("Ben", "Post"))
    assert await membership(stage) is not None


async def test_of_whom_the_chat_says_nothing_is_not_taken_to_be_there(stage):
    await forgotten(stage, None)
    assert await membership(stage) is None
    assert stage.button("Ben", "Post") is None


async def test_a_crowd_is_not_asked_about_one_by_one(stage):
    crowd = [f"P{number}" for number in range(NAMED_MAX + 2)]
    await stage.film("Ana", "everybody dances", mentions=("P0", *crowd))
    here = await stage.house.database.read(
        lambda books: {one.member for one in books.chats.members(GROUP.chat)}
    )
    assert {f"fake:{name.lower()}" for name in crowd} & here == {
        f"fake:{name.lower()}" for name in crowd[:NAMED_MAX]
    }
