"""How soon after an edit a message may be edited again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.chat import Capabilities
from bot.house.house import House, Terms
from bot.house.publisher import Publisher
from generation.model.member import ChatId
from generation.studio.records import Post
from tests.fakes_chat import FakeChat

NOBODY: Any = None


class SlowChat(FakeChat):
    """Wants three seconds between two edits."""

    def capabilities(self) -> Capabilities:
        return Capabilities(edit_every_s=3.0)


@pytest.mark.parametrize(
    ("chat", "since_s", "turn"),
    [("fake:group", 1.5, False), ("fake:group", 3.5, True), ("@fake:ana", 1.5, True),
     ("@fake:ana", 0.5, False)],
)  # fmt: skip
async def test_what_is_pressed_in_private_is_shown_within_a_second(chat, since_s, turn):
    house = House(
        database=NOBODY, vault=NOBODY, chats={"fake": SlowChat()}, stage=NOBODY, desk=NOBODY,
        clock=NOBODY, new_id=NOBODY, new_key=NOBODY, terms=Terms(operator="Mo"),
    )  # fmt: skip
    publisher = Publisher(house, NOBODY)
    publisher.last_s["step:1"] = asyncio.get_running_loop().time() - since_s
    post = Post(slot="step:1", chat=ChatId(chat), kind="step", message="m1")
    assert publisher._has_turn(post) is turn
