"""What the adapters declare: read from the objects they build, and from their sources."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from bot.bootstrap import utc_now
from bot.buttons import encode
from bot.chat import Button, Capabilities, Chat, Event, OutgoingText, Rows
from bot.console import Console
from bot.discord_bot import DiscordChat
from bot.discord_room import modals
from bot.discord_room.account import Account as DiscordAccount
from bot.discord_room.account import client as discord_client
from bot.discord_room.commands import menu_of
from bot.discord_room.writing import components
from bot.house.opening import new_key
from bot.house.steps import BY_WORDS
from bot.presenter.steps import KINDS as STEPS
from bot.telegram_bot import TelegramChat
from bot.telegram_room.account import Account as TelegramAccount
from bot.telegram_room.welcome import ALONE
from bot.telegram_room.writing import keyboard
from bot.web_chat import WebChat
from bot.web_room.address import Address
from bot.web_room.wire import body_of
from bot.web_room.writing import OWN
from storage.folder import DataFolder
from storage.store import open_store
from tests.messages import ROOT

COMMAND = "cameo"
EVENTS = frozenset(event.__name__ for event in get_args(Event))
BUTTON_ID = "A" * 22


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One chat.

    Attributes:
        name: As in ids.
        title: As people call it.
        can: What it can do.
        sources: Folders and files of the adapter.
        carried: Returns the data that a button brings back, as the adapter writes buttons.
        button: What it calls one.
        word: Returns how a reserved word is said, or None where it cannot be.
        form: Returns how a kind of form is filled in, or None where it cannot be.
        menus: What it offers in the menu of a message.
    """

    name: str
    title: str
    can: Capabilities
    sources: tuple[str, ...]
    carried: Callable[[Rows], str]
    button: str
    word: Callable[[str], str | None]
    form: Callable[[str], str | None]
    menus: tuple[str, ...] = ()

    def shows(self, verb: str) -> bool:
        """Tell whether a button with this verb comes back as it was given."""
        data = encode(verb, BUTTON_ID)
        return self.carried(((Button(label=verb, data=data),),)) == data

    @cached_property
    def told(self) -> frozenset[str]:
        """What its sources tell the core: ``Event`` and ``Event.field`` of ``bot.chat.events``."""
        return frozenset(
            what for source in self.sources for path in files(source) for what in told_in(path)
        )

    @cached_property
    def answered(self) -> frozenset[str]:
        """Every answer that its sources read."""
        return frozenset(
            found
            for source in self.sources
            for path in files(source)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.MatchClass) and (found := _called(node.cls))
        )


def files(source: str) -> Iterator[Path]:
    path = ROOT / source
    yield from sorted(path.glob("*.py")) if path.is_dir() else [path]


def told_in(path: Path) -> Iterator[str]:
    """Yield events that a source builds, with the fields it gives them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        names = [_called(node.func)]
        if names == ["replace"] and node.args:  # replace(form, ...), where form: FormSubmit
            names = ["FormSubmit"] if getattr(node.args[0], "id", "") == "form" else []
        elif names == ["kind"]:  # of two, by what happened
            names = ["MemberJoined", "MemberLeft"]
        for name in EVENTS.intersection(names):
            yield name
            yield from (f"{name}.{one.arg}" for one in node.keywords if one.arg)


def _called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


# ---------------------------------------------------------------- the three


@contextmanager
def every_chat() -> Iterator[tuple[Declared, ...]]:
    """Build every adapter in a folder of its own; nothing is said and nobody is heard."""
    terminal = Console(locale="en", as_json=False)
    with (
        TemporaryDirectory() as root,
        open_store(DataFolder(Path(root)), keys=None, mirror=None, clock=utc_now) as store,
    ):
        web = WebChat(
            Address(host="127.0.0.1", port=0), store.database, store.vault, clock=utc_now,
            monotonic=time.monotonic, load_film=_nothing, call_sheet=_nobody,
        )  # fmt: skip
        telegram = TelegramChat(
            TelegramAccount(token="1:a", api_url="http://127.0.0.1:1"), store.database,
            clock=utc_now, monotonic=time.monotonic, terminal=terminal,
        )  # fmt: skip
        account = DiscordAccount(token="a", api_url="http://127.0.0.1:1")
        discord = DiscordChat(
            account, store.database, clock=utc_now, monotonic=time.monotonic, new_key=new_key,
            terminal=terminal,
        )  # fmt: skip
        yield _web(web), _telegram(telegram), _discord(discord, account)


async def _nothing(_clip: str) -> None: ...


async def _nobody(_chat: str, _viewer: str) -> tuple[()]:
    return ()


def _web(chat: Chat) -> Declared:
    page = (ROOT / "bot/web/forms.js").read_text("utf-8")
    known = re.search(r"const KINDS = \{(.*)\};", page)
    sheets = re.search(r"const SHEETS = new Set\(\[(.*)\]\);", page)
    kinds = set(re.findall(r"(?:^\s*|, )(\w+)(?=[:,]|\s*$)", known[1])) if known else set()
    short = set(re.findall(r'"(\w+)"', sheets[1])) if sheets else set()

    def word(word: str) -> str:
        typed = f"`/{COMMAND} {word}`; the word alone in the direct chat"
        return f"{typed}; a link of the page" if word in OWN else typed

    return Declared(
        name="web", title="Local room", can=chat.capabilities(),
        sources=("bot/web_room", "bot/web_chat.py"),
        carried=lambda rows: body_of(OutgoingText(text="", rows=rows))[0]["rows"][0][0]["data"],
        button="button",
        word=word,
        form=lambda kind: (
            None if kind not in kinds else "sheet" if kind in short else "dialog"
        ),
    )  # fmt: skip


def _telegram(chat: Chat) -> Declared:
    def carried(rows: Rows) -> str:
        drawn = keyboard(rows)
        return str(drawn.inline_keyboard[0][0].callback_data) if drawn else ""

    def word(word: str) -> str:
        listed = word.replace("-", "_")
        typed = f"`/{COMMAND} {word}`"
        return f"{typed}; `/{listed}` in private" if listed in ALONE else f"{typed}; in private too"

    def form(kind: str) -> str | None:
        how = "an answer in words" if kind in BY_WORDS else "buttons, or a file"
        return f"step dialog: {how}" if kind in STEPS and not chat.capabilities().forms else None

    return Declared(
        name="telegram", title="Telegram", can=chat.capabilities(),
        sources=("bot/telegram_room", "bot/telegram_bot.py"),
        carried=carried, button="inline button", word=word, form=form,
    )  # fmt: skip


def _discord(chat: Chat, account: DiscordAccount) -> Declared:
    menu = menu_of(discord_client(account), COMMAND)
    offered = menu.get_commands()
    words = {str(word.name) for one in offered for word in getattr(one, "commands", ())}
    return Declared(
        name="discord", title="Discord", can=chat.capabilities(),
        sources=("bot/discord_room", "bot/discord_bot.py"),
        carried=lambda rows: components(rows)[0]["components"][0]["custom_id"],
        button="button component",
        word=lambda word: f"`/{COMMAND} {word}`, a command; by DM too" if word in words else None,
        form=lambda kind: "modal" if kind in modals.KINDS and chat.capabilities().forms else None,
        menus=tuple(str(one.name) for one in offered if not hasattr(one, "commands")),
    )  # fmt: skip
