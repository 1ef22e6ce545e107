"""Telegram as a chat: a token is all it needs; updates come in by our own road, so none is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from telegram import Bot, ChatMember, Update
from telegram.error import InvalidToken, TelegramError

from bot.chat import (
    CannotReach,
    Capabilities,
    ChatMoved,
    Handler,
    MediaRef,
    MessageRef,
    Outgoing,
    Place,
    Sender,
    TooLarge,
)
from bot.console import Console
from bot.errands import gladly
from bot.telegram_room.account import Account, client
from bot.telegram_room.answering import Answering
from bot.telegram_room.books import AdapterBooks
from bot.telegram_room.checks import advice
from bot.telegram_room.ephemeral import Ephemeral
from bot.telegram_room.fetching import fetched
from bot.telegram_room.hook import Hook
from bot.telegram_room.intake import Intake
from bot.telegram_room.line import Line, Refused
from bot.telegram_room.listening import Listening, steadily
from bot.telegram_room.pace import Pace
from bot.telegram_room.poller import trouble_of
from bot.telegram_room.reading import PLATFORM, Me, Reader, chat_id, inside, member_id, number_of
from bot.telegram_room.roles import Roles
from bot.telegram_room.showing import CLIP_MAX_BYTES, LATE, Showing
from bot.telegram_room.welcome import set_commands
from generation.errors import OptionRejected, PortTaken
from generation.model.member import ChatId, MemberId, Role
from storage.database import Database

log = logging.getLogger("walkon.telegram")

DOWNLOAD_MAX_BYTES: Final = 20_000_000
EDIT_EVERY_S: Final = 3.0
AGAIN_S: Final = (1.0, 5.0, 15.0, 30.0)


class TelegramChat:
    """Telegram. Satisfies ``bot.chat.Chat`` under the name ``telegram``."""

    name = PLATFORM

    def __init__(
        self,
        account: Account,
        database: Database,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        terminal: Console,
        command: str = "cameo",
        hook: Hook | None = None,
        edit_every_s: float = EDIT_EVERY_S,
        late: timedelta = LATE,
        connect: Callable[[Account], Bot] = client,
    ) -> None:
        """Build the adapter; nothing is said and nobody is heard before ``start``.

        What stands in the way is said on the ``terminal``. A call that was not answered may be
        carried out until ``late`` after it.
        """
        self._limits = Capabilities(
            clip_max_bytes=CLIP_MAX_BYTES, upload_max_bytes=DOWNLOAD_MAX_BYTES,
            edit_every_s=edit_every_s, late_s=late.total_seconds(), private_replies=False,
            forms=False, covers=True, protects=True,
        )  # fmt: skip
        self._bot = connect(account)
        self._books = AdapterBooks(database)
        self._line = Line(self._bot, Pace(monotonic), self._moved)
        self._roles = Roles(self._line, monotonic)
        self._ephemeral = Ephemeral(self._line, monotonic)
        self._showing = Showing(
            line=self._line, books=self._books, clock=clock, ephemeral=self._ephemeral,
            roles=self._roles, late=late,
        )  # fmt: skip
        self._intake = Intake(self._books, clock, self._take)
        self._listening = Listening(
            bot=self._bot, api_url=account.api_url, intake=self._intake, terminal=terminal,
            hook=hook,
        )  # fmt: skip
        self._account, self._clock, self._terminal = account, clock, terminal
        self._command = command
        self._me: Me | None = None
        self._answering: Answering | None = None
        self._handler: Handler | None = None
        self._working: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ open and closed

    async def start(self, handler: Handler) -> None:
        """Open the line: from now on every event goes to ``handler``.

        Telegram being away is waited for, and said.

        Raises:
            OptionRejected: Telegram does not know the token.
            PortTaken: Somebody else listens where Telegram is to bring updates.
        """
        self._handler = handler
        try:
            await self._listening.open()
            await self._introduce()
        except InvalidToken as error:
            await self.stop()
            raise OptionRejected("telegram-token") from error
        except PortTaken:
            await self.stop()
            raise
        except TelegramError as error:
            await self._listening.trouble(trouble_of(error))
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Close the line; what has been kept is taken in at the next start."""
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)
        await self._listening.close()
        await self._bot.shutdown()

    async def _introduce(self) -> None:
        """Learn who we are."""
        await self._bot.initialize()
        user = await self._bot.get_me()  # what came before asks only once, however it ends
        await self._ephemeral.ask()
        me = Me(id=user.id, handle=user.username or "")
        assert self._handler is not None  # noqa: S101  start comes first
        self._me = me
        self._answering = Answering(
            line=self._line, showing=self._showing, roles=self._roles, me=me,
            handler=self._handler,
        )  # fmt: skip

    async def _work(self) -> None:
        """Be heard and hear, until stopped."""
        await steadily(self._be_introduced, self._terminal)
        commands = partial(set_commands, self._line, self._command)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(steadily(self._intake.run, self._terminal))
            tasks.create_task(steadily(self._listening.run, self._terminal))
            tasks.create_task(gladly(self._advise, log))
            tasks.create_task(gladly(commands, log))

    async def _be_introduced(self) -> None:
        """Ask who we are until Telegram tells, and say so."""
        tries, told = 0, False
        while self._me is None:
            await asyncio.sleep(AGAIN_S[min(tries, len(AGAIN_S) - 1)])
            tries += 1
            try:
                await self._introduce()
            except TelegramError as error:
                log.warning("not introduced", extra={"kind": type(error).__name__})
                if isinstance(error, InvalidToken) and not told:
                    told = True
                    await self._listening.trouble("token")
        self._terminal.say("telegram-open", handle=self._me.handle)

    async def _advise(self) -> None:
        """Say on the terminal what should be otherwise, once whoever has waited is answered."""
        await self._intake.calm.wait()
        groups = await self._books.read(lambda books: books.groups())
        found = await advice(
            self._bot, api_url=self._account.api_url, polling=False, chats=groups,
            clock=self._clock,
        )  # fmt: skip
        for one in found:
            self._terminal.say(f"telegram-{one.what}", **one.values)

    async def _take(self, body: dict[str, Any]) -> None:
        """Take one update in."""
        update = Update.de_json(body, self._bot)
        me, answering = self._me, self._answering
        if me is None or answering is None:
            raise RuntimeError("not introduced")
        reading = await self._books.write(
            lambda books: Reader(books=books, me=me, command=self._command).read(update)
        )
        await answering.take(update, reading)

    async def _moved(self, old: int, new: int) -> None:
        """Tell the core that a group has a new number; Telegram told us when we spoke to it."""
        if self._me is None or self._handler is None:
            return
        await self._books.write(lambda books: books.moved(chat_id(old), chat_id(new)))
        await self._handler(
            ChatMoved(
                event_id=f"{PLATFORM}:moved:{old}:{new}",
                sender=Sender(id=member_id(self._me.id), name=self._me.handle),
                place=Place(chat=chat_id(old)),
                to=chat_id(new),
            )
        )

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
        """Show a new message. Telegram has no way to send one once only: ``key`` is of no use."""
        del key, answers
        return await self._showing.send(place, message, only_for=only_for)

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``."""
        await self._showing.edit(place, message_id, message)

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away, or leave a plain card where Telegram does not let us."""
        await self._showing.remove(place, message_id)

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        """Read a file that somebody sent."""
        if media.size is not None and media.size > limit_bytes:
            raise TooLarge
        return await fetched(self._line, media.handle, limit_bytes)

    # ------------------------------------------------------------ ChatDirectory

    def capabilities(self) -> Capabilities:
        """Return what Telegram can do."""
        return replace(self._limits, private_replies=self._ephemeral.known)

    async def direct(self, member: MemberId) -> Place:
        """Return somebody's direct chat with the bot, which they have opened."""
        number = await self._showing.door_of(member)
        return Place(chat=chat_id(number), private=True)

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        """Return None: Telegram does not let a bot look back."""
        del place, message_id, viewer
        return None

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        """Return what somebody may do in a group now, or None where they are not in it."""
        try:
            found = await self._line.ask(
                lambda: self._bot.get_chat_member(number_of(chat), number_of(member))
            )
        except (CannotReach, Refused):
            return None
        if not inside(found):
            return None
        return "admin" if found.status in {ChatMember.OWNER, ChatMember.ADMINISTRATOR} else "member"
