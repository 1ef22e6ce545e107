"""What Telegram's apps offer to type: lists of commands by place and language."""

from __future__ import annotations

from typing import Final

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.i18n import say
from bot.telegram_room.line import Line

LANGUAGES: Final = (("", "en"), ("zh", "zh-Hans"))
"""Telegram's language code and our locale; Telegram does not tell the two ways to write Chinese
apart here, and takes the list without a code for every other language."""
ALONE: Final = ("me", "who", "with_me", "settings", "receipts", "privacy", "help", "cancel")


def commands_for(command: str, locale: str, *, private: bool) -> list[BotCommand]:
    """Return what there is to type: in a group the one command, in private its words as well."""
    listed = [BotCommand(command, say("telegram-command", locale))]
    if private:
        listed += [
            BotCommand(word, say(f"telegram-command-{word.replace('_', '-')}", locale))
            for word in ALONE
        ]
    return listed


async def set_commands(line: Line, command: str) -> None:
    """Have the apps offer our commands; without it everything works as well.

    Raises:
        TelegramError: They were not told, or not all of them.
    """
    scopes: tuple[tuple[BotCommandScope, bool], ...] = (
        (BotCommandScopeAllGroupChats(), False),
        (BotCommandScopeAllPrivateChats(), True),
    )
    for scope, private in scopes:
        for code, locale in LANGUAGES:
            listed = commands_for(command, locale, private=private)
            await line.bot.set_my_commands(listed, scope=scope, language_code=code or None)
