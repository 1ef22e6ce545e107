"""What Discord's apps offer to type: every name and description is one that Discord takes."""

from __future__ import annotations

import re

import pytest

from bot.commands import PERIODS, RESERVED, parse
from bot.discord_room.account import Account, client
from bot.discord_room.commands import MAKE, menu_of, payload_of
from bot.i18n import LOCALES, say

NAME = re.compile(r"[-_'\w]{1,32}")
SLASH, MENU = 1, 3


@pytest.fixture
async def payload():
    bot = client(Account(token="a.b.c"))
    return await payload_of(menu_of(bot, "cameo"))


def parts(commands):
    """Every command, subcommand, option and choice."""
    for one in commands:
        yield one
        yield from parts(one.get("options") or ())
        yield from parts(one.get("choices") or ())


async def test_every_name_and_description_is_one_that_discord_takes(payload):
    for one in parts(payload):
        names = [one["name"], *one.get("name_localizations", {}).values()]
        told = [one.get("description", "-"), *one.get("description_localizations", {}).values()]
        assert all(1 <= len(text) <= 100 for text in told), one
        if one.get("type") == MENU and "options" not in one:
            assert all(1 <= len(name) <= 32 for name in names)
        else:
            assert all(NAME.fullmatch(name) and name == name.lower() for name in names), names


async def test_names_beside_each_other_differ_in_every_language(payload):
    [group] = [one for one in payload if one["type"] == SLASH]
    for level in ([*group["options"]], *(one["options"] for one in group["options"])):
        for locale in (None, "zh-CN", "zh-TW"):
            names = [one.get("name_localizations", {}).get(locale, one["name"]) for one in level]
            assert len(set(names)) == len(names)


async def test_everything_is_offered_in_chinese_as_it_is_typed_elsewhere(payload):
    [group] = [one for one in payload if one["type"] == SLASH]
    assert [one["name"] for one in group["options"]] == [MAKE, *RESERVED]
    for one in group["options"]:
        assert set(one["name_localizations"]) == {"zh-CN", "zh-TW"}
        if one["name"] != MAKE:
            for name in one["name_localizations"].values():
                assert parse(name) == parse(one["name"])
    [top] = [one for one in group["options"] if one["name"] == "top"]
    choices = top["options"][0]["choices"]
    assert [one["value"] for one in choices] == list(PERIODS)


async def test_the_command_is_offered_wherever_somebody_is(payload):
    for one in payload:
        assert (one["contexts"], one["integration_types"]) == ([0, 1, 2], [0, 1])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "right", ["view-channel", "send-messages", "send-messages-in-threads", "attach-files"]
)
def test_every_right_that_may_be_missing_has_a_name(locale, right):
    assert say(f"discord-right-{right}", locale)
