"""The bot's account at Discord: where it is, what it listens to, and whose files it reads."""

from __future__ import annotations

import pytest
import yarl
from pydantic import SecretStr

from bot.discord_room.account import OFFICIAL, Account, account_of, client, holds
from tests.discord.things import Intent

THEIRS = Account(token="a.b.c", api_url=OFFICIAL)
OWN = Account(token="a.b.c", api_url="http://127.0.0.1:8080/api/v10")


@pytest.mark.parametrize(
    ("address", "at"),
    [("", OFFICIAL), ("http://127.0.0.1:1/api/v10/", "http://127.0.0.1:1/api/v10")],
)
def test_an_account_is_at_discord_unless_an_address_is_given(address, at):
    assert account_of(SecretStr("a.b.c"), address).api_url == at


@pytest.mark.parametrize(
    ("account", "file", "read"),
    [
        (THEIRS, "https://cdn.discordapp.com/attachments/1/2/a.jpg?ex=1", True),
        (THEIRS, "https://media.discordapp.net/attachments/1/2/a.jpg", True),
        (THEIRS, "http://cdn.discordapp.com/attachments/1/2/a.jpg", False),
        (THEIRS, "https://cdn.discordapp.com.evil.example/a.jpg", False),
        (THEIRS, "https://cdn.discordapp.com@evil.example/a.jpg", False),
        (THEIRS, "http://127.0.0.1:8080/a.jpg", False),
        (OWN, "http://127.0.0.1:9090/a.jpg", True),
        (OWN, "https://cdn.discordapp.com/attachments/1/2/a.jpg", False),
        (OWN, "file://127.0.0.1/etc/passwd", False),
    ],
)
def test_files_are_read_only_where_discord_keeps_them(account, file, read):
    assert holds(account, yarl.URL(file)) is read


async def test_nothing_is_listened_to_that_somebody_would_have_to_allow():
    bot = client(THEIRS)
    assert bot.intents.value == Intent.GUILDS | Intent.DIRECT_MESSAGES
    may = bot.allowed_mentions
    assert may is not None
    assert not any((may.everyone, may.users, may.roles, may.replied_user))
