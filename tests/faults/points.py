"""Where a bot under test may die: before and after every commit, and every call to the chat."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any, TypeVar, cast

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.discord_room import account as discord
from bot.telegram_room.account import CALL_S, Account
from storage.books import SqliteBooks
from storage.database import Database

T = TypeVar("T")

CALLS_AT_ONCE = 12  # the library looks at each of its connections with every call


class Points:
    """Counts the points that have been passed; the process is killed at the chosen one."""

    def __init__(self, die_at: int | None) -> None:
        self._left = die_at

    def passed(self, name: str) -> None:
        """Pass one point, or die there."""
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            os.write(2, f"killed {name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


class PointedDatabase:
    """The books, with a point on either side of every commit."""

    def __init__(self, inner: Database, points: Points) -> None:
        self._inner, self._points = inner, points
        self.path, self.read, self.read_now = inner.path, inner.read, inner.read_now
        self.scrub = inner.scrub

    async def write(self, work: Callable[[SqliteBooks], T]) -> T:
        self._points.passed("before commit")
        done = await self._inner.write(work)
        self._points.passed("after commit")
        return done

    def write_now(self, work: Callable[[SqliteBooks], T]) -> T:
        self._points.passed("before commit")
        done = self._inner.write_now(work)
        self._points.passed("after commit")
        return done


def pointed(database: Database, points: Points) -> Database:
    """Return the same books with points."""
    return cast("Database", PointedDatabase(database, points))


class PointedRequest(HTTPXRequest):
    """Calls to the Bot API, with a point on either side of each."""

    def __init__(self, points: Points) -> None:
        super().__init__(
            connection_pool_size=CALLS_AT_ONCE, read_timeout=CALL_S, write_timeout=CALL_S,
            connect_timeout=CALL_S, pool_timeout=CALL_S, httpx_kwargs={"verify": False},
        )  # fmt: skip
        self._points = points

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        self._points.passed("before call")
        answer = await super().do_request(*given, **named)
        self._points.passed("after call")
        return answer


def pointed_client(points: Points) -> Callable[[Account], Bot]:
    """Return what speaks to the Bot API with points."""

    def client(account: Account) -> Bot:
        return Bot(
            account.token, base_url=f"{account.api_url}/bot",
            base_file_url=f"{account.api_url}/file/bot", request=PointedRequest(points),
            get_updates_request=PointedRequest(points),
        )  # fmt: skip

    return client


def pointed_discord(points: Points) -> Callable[[discord.Account], discord.Client]:
    """Return what speaks to Discord's API with a point on either side of each call."""

    def client(account: discord.Account) -> discord.Client:
        bot = discord.client(account)
        http: Any = bot.http
        request = http.request

        async def pointed_request(*given: Any, **named: Any) -> Any:
            points.passed("before call")
            answer = await request(*given, **named)
            points.passed("after call")
            return answer

        http.request = pointed_request
        return bot

    return client
