"""Discord's gateway: bots come, are told what happens, go and come back for what they missed.

What a bot was not there for, and did not come back for in time, it never learns.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from tests.discord import rendering
from tests.discord.line import HangUp, Line, undecodable
from tests.discord.places import Guild
from tests.discord.sessions import Session
from tests.discord.things import Intent, Json

if TYPE_CHECKING:
    from tests.discord.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE = 1, 2, 3, 4
RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 6, 7, 9, 10, 11
EVERY_INTENT = (1 << 17) - 1 | 0b11 << 20 | 0b11 << 24
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.MESSAGE_CONTENT | Intent(1 << 8)  # presences
PATIENCE = 1.5  # heartbeat intervals without a word, before a bot is given up
KEPT = 1000  # events that a session keeps for a bot that comes back
GONE_FOR_GOOD = frozenset({1000, 1001})
"""Close codes of a bot that does not mean to come back: its session ends with them."""
OF_WORDS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE"})


@dataclass(eq=False, slots=True, kw_only=True)
class Gateway:
    """All the sessions of a bot.

    Attributes:
        heartbeat_s: How often a bot must show that it lives.
        kept: How many events a session keeps for a bot that comes back.
        identified: How many sessions have begun.
        resumed: How often one was taken up again.
    """

    world: World
    heartbeat_s: float = 41.25
    kept: int = KEPT
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: int = 0
    resumed: int = 0
    unavailable: set[int] = field(default_factory=set)

    @property
    def connected(self) -> list[Session]:
        """The sessions that have a connection."""
        return [session for session in self.sessions.values() if session.line is not None]

    # ------------------------------------------------------------ what tests do to it

    def drops(self) -> None:
        """Cut every connection without a word."""
        self.hangs_up(None)

    def hangs_up(self, code: int | None, reason: str = "") -> None:
        """End every connection with a close code."""
        for session in self.connected:
            session.parted(self.world.clock.now()).hang_up(HangUp(code, reason))

    def asks_to_reconnect(self) -> None:
        """Tell every bot to come back over another connection, as Discord does when it restarts."""
        for line in self._lines():
            line.send(RECONNECT)

    def invalidates(self, *, resumable: bool = False) -> None:
        """Tell every bot that its session is over; or only that it must come back for it."""
        for line in self._lines():
            line.send(INVALID_SESSION, resumable)
        if not resumable:
            self.sessions.clear()

    def goes_silent(self) -> None:
        """Let connections look alive with nothing coming through, heartbeats neither."""
        for line in self._lines():
            line.deaf = True

    def forgets(self) -> None:
        """Cut every connection and lose the sessions, so that bots must begin anew."""
        self.drops()
        self.sessions.clear()

    def loses(self, guild: Guild) -> None:
        """Let a guild be out of reach, as in an outage; the bot is still in it."""
        self.unavailable.add(guild.id)
        body: Json = {"id": str(guild.id), "unavailable": True}
        self.tell("GUILD_DELETE", body, Intent.GUILDS)

    def finds(self, guild: Guild) -> None:
        """End the outage."""
        self.unavailable.discard(guild.id)
        self.tell("GUILD_CREATE", rendering.guild_create_json(guild), Intent.GUILDS)

    async def awaits(self, *, identified: int = 0, resumed: int = 0) -> None:
        """Wait until a bot is there, and bots have begun and come back so often in all."""
        await self.world.until(
            lambda: self.connected and self.identified >= identified and self.resumed >= resumed
        )

    async def is_left(self) -> None:
        """Wait until no bot is there."""
        await self.world.until(lambda: not self.connected)

    # ------------------------------------------------------------ what happens

    def tell(self, event: str, body: Json, intent: Intent) -> None:
        """Bring an event to every session that listens to ``intent``."""
        now = self.world.clock.now()
        self.sessions = {s.id: s for s in self.sessions.values() if not s.lapsed(now)}
        for session in self.sessions.values():
            if not session.listens(intent):
                continue
            wordless = event in OF_WORDS and not session.intents & Intent.MESSAGE_CONTENT
            session.bring(event, rendering.without_words(self.world, body) if wordless else body)
            if session.line is not None and self.world.faults.event():
                session.parted(now).hang_up(HangUp(None))

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from HELLO to its end."""
        ws = web.WebSocketResponse(max_msg_size=0)
        await ws.prepare(request)
        compressed = request.query.get("compress") == "zlib-stream"
        line = Line(ws=ws, request=request, compressed=compressed)
        writing = asyncio.create_task(line.write())
        line.send(HELLO, {"heartbeat_interval": int(self.heartbeat_s * 1000), "_trace": []})
        try:
            await self._serve(line)
        except HangUp as end:
            line.hang_up(end)
            await writing
        finally:
            self._ended(line, ws.close_code)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
        return ws

    async def _serve(self, line: Line) -> None:
        _check_address(line.request)
        begin = {IDENTIFY: self._identify, RESUME: self._resume}
        session: Session | None = None
        while (payload := await line.heard(self.heartbeat_s * PATIENCE)) is not None:
            op, body = payload["op"], payload.get("d")
            if op == HEARTBEAT:
                line.send(HEARTBEAT_ACK)
            elif op in begin and session is not None:
                raise HangUp(4005, "Already authenticated.")
            elif op in begin:
                session = begin[op](line, self._authenticated(body))
            elif session is None:
                raise HangUp(4003, "Not authenticated.")
            elif op not in (PRESENCE, VOICE):
                raise HangUp(4001, "Unknown opcode.")

    def _identify(self, line: Line, body: Json) -> Session:
        intents = _intents(body)
        refused = PRIVILEGED & ~(Intent.MESSAGE_CONTENT if self.world.reads_words else 0)
        if intents & refused:
            raise HangUp(4014, "Disallowed intent(s).")
        if body.get("shard", [0, 1]) != [0, 1]:
            raise HangUp(4010, "Invalid shard.")
        session = Session(
            id=secrets.token_hex(16), intents=intents, sent=deque(maxlen=self.kept), line=line
        )
        self.sessions[session.id] = session
        self.identified += 1
        self._welcome(session)
        self.world.happened()
        return session

    def _resume(self, line: Line, body: Json) -> Session | None:
        session, seen = self.sessions.get(str(body.get("session_id"))), body.get("seq")
        if not isinstance(seen, int) or (session is not None and seen > session.seq):
            raise HangUp(4007, "Invalid seq.")
        now = self.world.clock.now()
        missed = None if session is None or session.lapsed(now) else session.missed(seen)
        if session is None or missed is None:
            line.send(INVALID_SESSION, body=False)
            return None
        if session.line is not None:  # it has not been noticed yet that this one is broken
            session.line.hang_up(HangUp(None))
        session.line = line
        for event in missed:
            event.send(line)
        session.bring("RESUMED", {"_trace": []})
        self.resumed += 1
        self.world.happened()
        return session

    def _welcome(self, session: Session) -> None:
        world = self.world
        guilds = [guild for guild in world.guilds.values() if guild.has_bot]
        session.bring("READY", {
            "v": 10, "user": rendering.me_json(world), "session_id": session.id,
            "resume_gateway_url": world.gateway_url, "shard": [0, 1],
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "application": {"id": str(world.app_id), "flags": 0, "flags_new": "0"},
        })  # fmt: skip
        if session.listens(Intent.GUILDS):
            for guild in guilds:
                if guild.id not in self.unavailable:
                    session.bring("GUILD_CREATE", rendering.guild_create_json(guild))

    def _authenticated(self, body: object) -> Json:
        if not isinstance(body, dict):
            raise undecodable()
        if str(body.get("token")).removeprefix("Bot ") != self.world.token:
            raise HangUp(4004, "Authentication failed.")
        return body

    def _ended(self, line: Line, code: int | None) -> None:
        for session in self.connected:
            if session.line is line:
                session.parted(self.world.clock.now())
                if code in GONE_FOR_GOOD:
                    del self.sessions[session.id]
        self.world.happened()

    def _lines(self) -> list[Line]:
        return [session.line for session in self.sessions.values() if session.line is not None]


def routes(world: World) -> list[web.RouteDef]:
    """Where bots connect."""
    return [web.get("/gateway", world.gateway.connect), web.get("/gateway/", world.gateway.connect)]


def _intents(body: Json) -> Intent:
    intents = body.get("intents")
    if not isinstance(intents, int) or intents & ~EVERY_INTENT:
        raise HangUp(4013, "Invalid intent(s).")
    return Intent(intents)


def _check_address(request: web.Request) -> None:
    if request.query.get("v", "10") not in ("9", "10"):
        raise HangUp(4012, "Invalid API version.")
    if request.query.get("encoding", "json") != "json":
        raise undecodable()
