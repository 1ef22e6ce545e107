"""Discord as a chat: a token is all it needs. What happens there is answered before it is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket

from bot.chat import (
    Capabilities,
    Handler,
    MediaRef,
    MessageRef,
    Outgoing,
    Place,
    TooLarge,
)
from bot.console import Console
from bot.discord_room.account import Account, Client, client, log_in
from bot.discord_room.answering import Answering
from bot.discord_room.books import AdapterBooks
from bot.discord_room.checks import advice, host_of, servers_of
from bot.discord_room.commands import menu_of, synced
from bot.discord_room.fading import Fading
from bot.discord_room.fetching import fetched
from bot.discord_room.filming import Leave
from bot.discord_room.forms import Forms
from bot.discord_room.hearing import Hearing
from bot.discord_room.line import Line
from bot.discord_room.people import PLATFORM, People
from bot.discord_room.places import Stays
from bot.discord_room.reading import Reader
from bot.discord_room.roles import Roles
from bot.discord_room.sending import Sending
from bot.discord_room.showing import CLIP_MAX_BYTES, LATE, Showing
from bot.discord_room.slots import Slots
from bot.discord_room.thinking import Signs
from bot.discord_room.tidying import Tidying
from bot.discord_room.writing import ROW_MAX, TEXT_MAX
from bot.errands import gladly
from generation.errors import OptionRejected
from generation.model.member import ChatId, MemberId, Role
from storage.database import Database

log = logging.getLogger("walkon.discord")

DOWNLOAD_MAX_BYTES: Final = 20_000_000
CAPTION_MAX: Final = 1000
EDIT_EVERY_S: Final = 1.5
AGAIN_S: Final = (1.0, 5.0, 15.0, 30.0)
AWAY_S: Final = 15.0  # a line that is down no longer is nobody's business
END_S: Final = 5.0
TOKEN_TAKEN_BACK, UNEXPECTED = 4004, 4000  # codes that a line is closed with
AWAY: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class DiscordChat:
    """Discord. Satisfies ``bot.chat.Chat`` under the name ``discord``."""

    name = PLATFORM

    def __init__(
        self,
        account: Account,
        database: Database,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        new_key: Callable[[], str],
        terminal: Console,
        command: str = "cameo",
        edit_every_s: float = EDIT_EVERY_S,
        late: timedelta = LATE,
        connect: Callable[[Account], Client] = client,
    ) -> None:
        """Build the adapter; nothing is said and nobody is heard before ``start``.

        What stands in the way is said on the ``terminal``. A call that was not answered may be
        carried out until ``late`` after it. ``new_key`` makes names that are not to be guessed.
        """
        self._limits = Capabilities(
            text_max=TEXT_MAX, caption_max=CAPTION_MAX, per_row_max=ROW_MAX,
            clip_max_bytes=CLIP_MAX_BYTES, upload_max_bytes=DOWNLOAD_MAX_BYTES,
            edit_every_s=edit_every_s, late_s=late.total_seconds(), covers=True, menus=True,
            meets_here=True,
        )  # fmt: skip
        self._account, self._clock, self._terminal = account, clock, terminal
        self._command = command
        self._bot = connect(account)
        self._menu = menu_of(self._bot, command)
        self._line = Line(self._bot)
        self._books = AdapterBooks(database)
        self._roles = Roles(bot=self._bot)
        self._forms = Forms(books=self._books, clock=clock, new_key=new_key)
        self._slots = Slots(clock=clock)
        self._signs = Signs(line=self._line, books=self._books, clock=clock)
        self._sending = Sending(
            line=self._line, books=self._books, slots=self._slots, signs=self._signs, clock=clock,
            monotonic=monotonic,
        )  # fmt: skip
        self._showing = Showing(
            line=self._line, books=self._books, sending=self._sending, clock=clock, late=late
        )
        self._fading = Fading(line=self._line, books=self._books, clock=clock)
        self._handler: Handler | None = None
        self._hearing: Hearing | None = None
        self._working: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ open and closed

    async def start(self, handler: Handler) -> None:
        """Open the line: from now on every event goes to ``handler``.

        Discord being away is waited for, and said.

        Raises:
            OptionRejected: Discord does not know the token.
        """
        self._handler = handler
        try:
            await self._introduce()
        except discord.LoginFailure as error:
            await self.stop()
            raise OptionRejected("discord-token") from error
        except AWAY as error:
            self._say_away(error)
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Close the line; what is being answered comes to its end."""
        if self._hearing is not None:
            await self._hearing.close(self._bot)
            self._hearing = None
        with suppress(*AWAY):
            async with asyncio.timeout(END_S):
                await self._bot.close()
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    async def _introduce(self) -> Hearing:
        """Learn who we are, and begin to listen."""
        await log_in(self._bot, self._account)
        me, handler = self._bot.user, self._handler
        assert me is not None  # noqa: S101  whoever is logged in is told
        assert handler is not None  # noqa: S101  start comes first
        stays = Stays(bot=self._bot, line=self._line, books=self._books, handler=handler)
        self._hearing = Hearing(
            books=self._books, forms=self._forms, stays=stays, leave=Leave(line=self._line),
            lateness=self._bot.lateness,
            reader=Reader(
                me=me.id, command=self._command, people=People(line=self._line),
                direct=self._sending.channel_with,
            ),
            answering=Answering(
                line=self._line, slots=self._slots, signs=self._signs, forms=self._forms,
                showing=self._showing, handler=handler, leave=stays.leave,
            ),
        )  # fmt: skip
        self._hearing.listen(self._bot)
        return self._hearing

    async def _work(self) -> None:
        """Be heard and hear, until stopped."""
        hearing = self._hearing or await self._be_introduced()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._greet(hearing))
            tasks.create_task(self._watch(hearing))
            tasks.create_task(self._fading.run())
            tasks.create_task(self._signs.run())
            tasks.create_task(Tidying(books=self._books, clock=self._clock).run())

    async def _be_introduced(self) -> Hearing:
        """Ask who we are until Discord tells."""
        tries, told = 0, False
        while True:
            await asyncio.sleep(AGAIN_S[min(tries, len(AGAIN_S) - 1)])
            tries += 1
            try:
                return await self._introduce()
            except AWAY as error:
                log.warning("not introduced", extra={"kind": type(error).__name__})
                if isinstance(error, discord.LoginFailure) and not told:
                    told = True
                    self._terminal.say("discord-token")

    async def _listen(self) -> None:
        """Be connected. The library comes back by itself, and takes up what was missed."""
        tries = 0
        while not self._bot.is_closed():
            try:
                await self._bot.connect()
            except discord.ConnectionClosed as error:  # for good: the library has closed as well
                log.warning("closed", extra={"code": error.code})
                gone = error.code == TOKEN_TAKEN_BACK
                self._terminal.say("discord-token" if gone else "discord-closed", code=error.code)
            except Exception:  # a bot that is deaf for good, and looks well, is the worst of all
                log.exception("stumbled")
                self._terminal.say("discord-stumbled")
                await self._hang_up()
                await asyncio.sleep(AGAIN_S[min(tries, len(AGAIN_S) - 1)])
                tries += 1

    async def _hang_up(self) -> None:
        """End a line that the library has dropped: over two, everything would come twice."""
        line: DiscordWebSocket | None = self._bot.ws
        if line is not None:
            with suppress(*AWAY):
                async with asyncio.timeout(END_S):
                    await line.close(code=UNEXPECTED)

    async def _greet(self, hearing: Hearing) -> None:
        """Bring the commands, say that we listen, and what should be otherwise."""
        offering = asyncio.create_task(gladly(self._offer, log))
        try:
            await hearing.ready.wait()
            handle = self._bot.user.name if self._bot.user is not None else ""
            self._terminal.say("discord-open", handle=handle)
            await offering
        finally:
            offering.cancel()
        await gladly(self._advise, log)

    async def _offer(self) -> None:
        """Tell Discord what there is to type, until it has understood."""
        for wait_s in (*AGAIN_S, None):
            try:
                await synced(self._menu, self._books, self._account, self._line.application)
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("commands refused", extra={"code": error.code})
                self._terminal.say("discord-commands")
            except AWAY as error:
                log.warning("commands not brought", extra={"kind": type(error).__name__})
                if wait_s is not None:
                    await asyncio.sleep(wait_s)
                    continue
                self._terminal.say("discord-commands")
            return

    async def _advise(self) -> None:
        """Say on the terminal what should be otherwise."""
        servers = await servers_of(self._line)
        found = await advice(
            self._bot, self._account, servers, clock=self._clock, command=self._command
        )
        for one in found:
            self._terminal.say(f"discord-{one.what}", **one.values)

    async def _watch(self, hearing: Hearing) -> None:
        """Say that Discord is away where it stays away."""
        while True:
            await hearing.down.wait()
            try:
                async with asyncio.timeout(AWAY_S):
                    await hearing.up.wait()
            except TimeoutError as error:
                if self._bot.is_closed():
                    return  # for good, which has been said
                self._say_away(error)
                await hearing.up.wait()
            hearing.down.clear()

    def _say_away(self, error: Exception) -> None:
        log.warning("away", extra={"kind": type(error).__name__})
        self._terminal.say("discord-away", host=host_of(self._account.api_url))

    # ------------------------------------------------------------ ChatPort

    async def send(
        self,
        place: Place,
        message: Outgoing,
        *,
        key: str,
        only_for: MemberId | None = None,
        answers: str | None = None,
    ) -> str:
        """Show a new message: the response to what it answers, where Discord waits for one."""
        return await self._showing.send(place, message, key=key, only_for=only_for, answers=answers)

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``."""
        await self._showing.edit(place, message_id, message)

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away."""
        await self._showing.remove(place, message_id)

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        """Read a file that somebody sent."""
        if media.size is not None and media.size > limit_bytes:
            raise TooLarge
        return await fetched(self._account, media.handle, limit_bytes)

    # ------------------------------------------------------------ ChatDirectory

    def capabilities(self) -> Capabilities:
        """Return what Discord can do."""
        return self._limits

    async def direct(self, member: MemberId) -> Place:
        """Return somebody's direct chat with the bot."""
        return await self._showing.direct(member)

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        """Return None: what people say to one another is not for a bot without a privilege."""
        del place, message_id, viewer
        return None

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        """Return what somebody may do in a channel now, or None where they do not see it."""
        return await self._roles.of(chat, member)
