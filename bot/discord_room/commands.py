"""What Discord's apps offer to type: one command with its words, and what a message can become.

Only its shape stands here. What is typed is read by ``bot.discord_room.reading``, so what an app
still offers from before this version is understood as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.commands import PERIODS, RESERVED
from bot.discord_room.account import Account, Client
from bot.discord_room.books import AdapterBooks
from bot.discord_room.people import LOCALES
from bot.i18n import say
from storage.values import canonical

MAKE: Final = "make"
PERSONS: Final = ("person", "person2", "person3")
SYNCED: Final = "commands"
"""Under which the books keep what Discord was told."""

Interaction = discord.Interaction[Any]


class Menu(app_commands.CommandTree[Client]):
    """The commands, for their shape alone: whatever comes is taken where all events are."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let none through to a function of its own."""
        del interaction
        return False


class Words(app_commands.Translator):
    """Says in other languages what a command is called."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return it in one of ours, or None where English stands."""
        del context
        ours, speak = LOCALES.get(locale), string.extras.get("speak")
        return None if ours is None or speak is None else str(speak(ours))


def _said(speak: Callable[[str], str]) -> locale_str:
    """Return words that are said anew in each language."""
    return locale_str(speak("en"), speak=speak)


def _name(what: str) -> locale_str:
    return _said(lambda locale: say(f"discord-name-{what}", locale))


def _about(what: str) -> locale_str:
    return _said(lambda locale: say(f"discord-about-{what}", locale))


def _entry(what: str) -> locale_str:
    return _said(lambda locale: say(f"discord-menu-{what}", locale))


def _word(word: str) -> locale_str:
    """Return a reserved word as it is typed elsewhere."""
    return locale_str(
        word, speak=lambda locale: say(f"word-{word}", locale).partition("|")[0].strip()
    )


def _period(period: str) -> locale_str:
    return _said(lambda locale: say(f"period-{period}", locale).partition("|")[0].strip())


OPTIONS: Final = {name: _name(name) for name in ("sentence", *PERSONS, "voice")}


async def _make(
    interaction: Interaction,
    sentence: str,
    person: discord.User | None = None,
    person2: discord.User | None = None,
    person3: discord.User | None = None,
    voice: discord.Attachment | None = None,
) -> None: ...


async def _alone(interaction: Interaction) -> None: ...


async def _top(interaction: Interaction, period: str = "") -> None: ...


async def _meant(interaction: Interaction, message: discord.Message) -> None: ...


def _words_of(command: str) -> app_commands.Group:
    """Return the one command with everything that can follow it."""
    group = app_commands.Group(name=command, description=_about(MAKE))
    make = app_commands.rename(**OPTIONS)(
        app_commands.describe(
            sentence=_about("sentence"), person=_about("person"), person2=_about("person"),
            person3=_about("person"), voice=_about("voice"),
        )(_make)
    )  # fmt: skip
    top = app_commands.choices(period=[Choice(name=_period(one), value=one) for one in PERIODS])(
        app_commands.rename(period=_name("period"))(
            app_commands.describe(period=_about("period"))(_top)
        )
    )
    kinds: dict[str, Callable[..., Any]] = {"top": top}
    group.add_command(_command(_name(MAKE), _about(MAKE), make))
    for word in RESERVED:
        group.add_command(_command(_word(word), _about(word), kinds.get(word, _alone)))
    return group


def _command(
    name: locale_str, about: locale_str, callback: Callable[..., Any]
) -> app_commands.Command[Any, ..., Any]:
    return app_commands.Command(name=name, description=about, callback=callback)


def menu_of(bot: Client, command: str) -> Menu:
    """Return the commands of a bot; nothing is told to Discord yet."""
    menu = Menu(
        bot,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )
    menu.add_command(_words_of(command))
    for one in ("film", "remix"):
        menu.add_command(
            app_commands.ContextMenu(
                name=_entry(one), callback=_meant, type=discord.AppCommandType.message
            )
        )
    return menu


async def payload_of(menu: Menu) -> list[dict[str, Any]]:
    """Return the commands as Discord is told them, in every language."""
    words = Words()
    return [await one.get_translated_payload(menu, words) for one in menu.get_commands()]


def mark_of(payload: list[dict[str, Any]], account: Account, application: int) -> str:
    """Return by what the books know which commands Discord was told, where, and for which app."""
    told = canonical([account.api_url, application, payload])
    return hashlib.sha256(told.encode()).hexdigest()


async def synced(menu: Menu, books: AdapterBooks, account: Account, application: int) -> bool:
    """Tell Discord our commands where it does not have them; False where it does.

    Raises:
        discord.DiscordException: Discord does not take them.
        OSError: Nobody knows whether it did.
    """
    payload, http = await payload_of(menu), menu.client.http
    mark = mark_of(payload, account, application)
    if await books.read(lambda own: own.state(SYNCED)) == mark:
        there = {one["name"] for one in await http.get_global_commands(application)}
        if there == {one["name"] for one in payload}:
            return False
    await http.bulk_upsert_global_commands(application, payload=payload)
    await books.write(lambda own: own.put_state(SYNCED, mark))
    return True
