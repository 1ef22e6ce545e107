"""No chat is without a way to what the others have, and the page that says so is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.parity.declared import Declared, every_chat
from tests.parity.page import PAGE, missing, page


@pytest.fixture(scope="module")
def chats() -> Iterator[tuple[Declared, ...]]:
    with every_chat() as chats:
        yield chats


def test_no_chat_lacks_a_way(chats):
    assert missing(chats) == []


def test_the_page_says_what_the_adapters_declare(chats):
    assert PAGE.read_text("utf-8") == page(chats), "python -m tests.parity writes it anew"


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"sources": ("bot/telegram_room/writing.py",)}, "BotJoined"),
        ({"sources": ("bot/telegram_room/reading.py",)}, "OpenDirect"),
        ({"carried": lambda _rows: ""}, "like"),
        ({"word": lambda _word: None}, "forget-me"),
        ({"form": lambda _kind: None}, "release"),
    ],
    ids=["events", "answers", "buttons", "words", "forms"],
)
def test_what_a_chat_lacks_is_found(chats, change, lacks):
    web, telegram, discord = chats
    assert f"telegram: {lacks}" in missing((web, replace(telegram, **change), discord))


def test_a_menu_that_nobody_is_told_of_is_found(chats):
    web, telegram, discord = chats
    assert len(discord.menus) == 2
    more = replace(discord, menus=(*discord.menus, "Burn this message"))
    assert missing((web, telegram, more)) == ["discord: Burn this message"]


def test_what_a_chat_can_do_after_all_is_found(chats):
    web, telegram, discord = chats
    able = replace(telegram, can=replace(telegram.can, looks_back=True))
    assert {"telegram: film_last", "telegram: ButtonPress.meant"} <= {
        *missing((web, able, discord))
    }
