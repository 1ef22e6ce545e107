"""The bot process's composition root: books, vault, workers, chats and clock become a house."""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from ulid import ULID

from bot.bootstrap import Workshop, utc_now
from bot.chat import Handler
from bot.console import Console
from bot.house.big_cameras import open_cameras
from bot.house.house import House, Terms
from bot.house.sealing import Sealer
from bot.house.service import at_work, call_sheet, load_film
from bot.settings import Settings
from bot.speaking import CLONING
from bot.web_chat import WebChat
from bot.web_room.address import Address
from bot.web_room.backstage import Called
from bot.worker import memory_bytes, worker_argv, worker_env
from generation.errors import ToolMissing
from generation.farm.local import LocalFarm
from generation.model.clip import SealedFilm
from generation.model.member import ChatId, MemberId
from generation.studio.bettering import REMOTE

if TYPE_CHECKING:
    from bot.discord_bot import DiscordChat
    from bot.telegram_bot import TelegramChat
    from storage.store import Store

SWITCH_S = 0.0005  # between threads: the event loop waits for the interpreter behind each of them
DESK_WORKERS = 1  # papers and pictures take moments; they must not wait for films


class Platform(Protocol):
    """A chat that can be opened and closed."""

    async def start(self, handler: Handler) -> None:
        """Hand every event to ``handler`` from now on."""
        ...

    async def stop(self) -> None:
        """Take no more events."""
        ...


def new_id() -> str:
    """Make a ULID."""
    return str(ULID()).lower()


def new_key() -> str:
    """Make 22 characters of base64url from 128 random bits."""
    return urlsafe_b64encode(secrets.token_bytes(16)).decode("ascii").rstrip("=")


def terms_of(
    settings: Settings,
    *,
    llm_host: str = "",
    hear_host: str = "",
    cameras: Sequence[str] = (),
    far_host: str = "",
    clones: bool = False,
) -> Terms:
    """Return what the operator decided.

    Args:
        settings: As they are.
        llm_host: Who is sent sentences.
        hear_host: Who is sent spoken ideas.
        cameras: Engines of big cameras, best first.
        far_host: Who ``remote`` among them is: that host is sent faces.
        clones: The voice can speak as somebody sounds.
    """
    from generation.director.vocabulary import DRAWN

    return Terms(
        operator=settings.operator,
        command=settings.command,
        engines=(
            "puppet",
            *(far_host if name == REMOTE else name for name in cameras),
            *((settings.voice,) if clones else ()),
        ),
        admins=frozenset(
            MemberId(one.strip()) for one in settings.admins.split(",") if one.strip()
        ),
        workers=settings.workers,
        film_side=settings.film_side,
        retention_days=settings.retention_days,
        drawn=DRAWN,
        llm_host=llm_host,
        hear_host=hear_host,
        cameras=tuple(cameras),
        far_host=far_host if REMOTE in cameras else "",
        clones=clones,
    )


@asynccontextmanager
async def open_house(
    settings: Settings, shop: Workshop, store: Store, terminal: Console
) -> AsyncIterator[WebChat]:
    """Light the house up and open the room; everything is ended with the block.

    What a platform has to say to the operator is said on the ``terminal``.

    Raises:
        PortTaken: Somebody else listens at the room's address.
        OptionRejected: A platform does not know the token it was given.
        ToolMissing: A platform's package is not installed.
        MachineError: A camera that is named has no weights here, or none that can be used.
    """
    sys.setswitchinterval(SWITCH_S)
    async with AsyncExitStack() as open_things:
        farms = []
        for slots in (settings.workers, DESK_WORKERS):
            farm = LocalFarm(
                worker_argv(settings, engine="puppet"),
                slots=slots,
                env=worker_env(),
                memory_bytes=memory_bytes(settings),
                sweep=shop.folder.empty_tmp,
            )
            open_things.push_async_callback(farm.aclose)
            await farm.warm()
            farms.append(farm)
        big = await open_cameras(
            settings, shop, terminal, open_things, database=store.database, clock=utc_now
        )
        sealer = Sealer(shop.folder, store.vault, lambda: shop.chain)
        house = House(
            database=store.database,
            vault=store.vault,
            chats={},
            stage=farms[0],
            desk=farms[1],
            clock=utc_now,
            new_id=new_id,
            new_key=new_key,
            terms=terms_of(
                settings,
                llm_host=shop.wit.host if shop.wit is not None else "",
                hear_host=shop.ears.host if shop.ears is not None else "",
                cameras=big.names,
                far_host=big.studio.host if big.studio is not None else "",
                clones=settings.voice in CLONING,
            ),
            cameras=big.farm,
            studio=big.studio,
            wit=shop.wit,
            ears=shop.ears,
        )
        room = web_chat(settings, house, sealer)
        house.chats[room.name] = room
        platforms: list[TelegramChat | DiscordChat] = [
            *telegram_chats(settings, house, terminal), *discord_chats(settings, house, terminal)
        ]  # fmt: skip
        house.chats.update({chat.name: chat for chat in platforms})
        service = await open_things.enter_async_context(at_work(house, sealer))
        chats: tuple[Platform, ...] = (room, *platforms)
        for chat in chats:
            await start(chat, service.handler, open_things)
        yield room


async def start(room: Platform, handler: Handler, open_things: AsyncExitStack) -> None:
    """Open a chat; it closes before the house goes dark."""
    await room.start(handler)
    open_things.push_async_callback(room.stop)


def web_chat(settings: Settings, house: House, sealer: Sealer) -> WebChat:
    """Build the local room."""

    async def film(clip: str) -> SealedFilm | None:
        return await load_film(house, sealer, clip)

    async def sheet(chat: str, viewer: MemberId) -> Sequence[Called]:
        return await house.database.read(
            lambda books: call_sheet(books, ChatId(chat), viewer, house)
        )

    return WebChat(
        Address(host=settings.web_host, port=settings.web_port, public_url=settings.web_public_url),
        house.database,
        house.vault,
        clock=house.clock,
        monotonic=time.monotonic,
        load_film=film,
        call_sheet=sheet,
        command=settings.command,
        hears=house.ears is not None,
        locale=settings.locale,
    )


def telegram_chats(settings: Settings, house: House, terminal: Console) -> Iterator[TelegramChat]:
    """Build Telegram, where there is a token for it."""
    token = settings.telegram_token
    if token is None:
        return
    try:
        from bot.telegram_bot import TelegramChat
        from bot.telegram_room.account import account_of
        from bot.telegram_room.hook import Hook
    except ModuleNotFoundError as error:
        raise ToolMissing("telegram") from error
    hook = None
    if settings.telegram_mode == "webhook":
        given = settings.telegram_webhook_secret
        hook = Hook(
            url=settings.telegram_webhook_url, host=settings.web_host,
            port=settings.telegram_webhook_port,
            secret=given.get_secret_value() if given is not None else new_key() + new_key(),
        )  # fmt: skip
    yield TelegramChat(
        account_of(token, settings.telegram_api_url), house.database, clock=house.clock,
        monotonic=time.monotonic, terminal=terminal, command=settings.command, hook=hook,
    )  # fmt: skip


def discord_chats(settings: Settings, house: House, terminal: Console) -> Iterator[DiscordChat]:
    """Build Discord, where there is a token for it."""
    token = settings.discord_token
    if token is None:
        return
    try:
        from bot.discord_bot import DiscordChat
        from bot.discord_room.account import account_of
    except ModuleNotFoundError as error:
        raise ToolMissing("discord") from error
    yield DiscordChat(
        account_of(token, settings.discord_api_url), house.database, clock=house.clock,
        monotonic=time.monotonic, new_key=new_key, terminal=terminal, command=settings.command,
    )  # fmt: skip


async def until_told() -> None:
    """Wait for Ctrl-C or a polite end."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()
