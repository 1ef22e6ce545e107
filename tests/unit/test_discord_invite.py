"""The address that lets the bot into a server asks for what it needs, and for no more."""

from __future__ import annotations

import re
from pathlib import Path

import discord

from bot.discord_room.places import IN_THREADS, NEEDED, missing

PAPER = Path(__file__).parents[2] / "docs" / "discord.md"
FOR_TAKING_BACK = "manage_threads"


def test_the_invitation_asks_for_what_films_and_taking_them_back_need():
    (number,) = re.findall(r"permissions=(\d+)", PAPER.read_text(encoding="utf-8"))
    needed = (*NEEDED, IN_THREADS, FOR_TAKING_BACK)
    assert discord.Permissions(int(number)) == discord.Permissions(**dict.fromkeys(needed, True))


def test_a_server_that_lets_nobody_manage_threads_is_not_refused():
    may = discord.Permissions(**dict.fromkeys((*NEEDED, IN_THREADS), True))
    assert missing(may, thread=True) == missing(may, thread=False) == ()
