"""The local room as a chat: people talk, ask and watch in a browser, served by the bot itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.chat import (
    Answer,
    CannotReach,
    Capabilities,
    Event,
    Gone,
    Handler,
    MediaRef,
    MessageRef,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Place,
    TooLarge,
)
from bot.serving import Serving, serve
from bot.web_room.address import Address
from bot.web_room.asks import Asks
from bot.web_room.backstage import (
    Backstage,
    CallSheet,
    LoadFilm,
    RoomBooks,
    RoomFiles,
    place_of,
    sender_of,
)
from bot.web_room.doors import Doors, direct_room
from bot.web_room.live import Live
from bot.web_room.page import Page, guard
from bot.web_room.shelf import Shelf
from bot.web_room.wire import body_of
from generation.errors import MachineError, PortTaken
from generation.model.member import ChatId, MemberId, Role
from storage.database import Database
from storage.vault import Vault
from storage.web_room import WebRoom
from storage.web_tables import Message, Person, Upload

JSON_MAX_BYTES = 16_384
LOOSE = timedelta(hours=1)  # a file nobody made part of a message is done with by then
SWEEP_S = 600.0
LOOK_BACK = 40  # messages
MEDIA = r"/media/{message}/{file:film\.mp4|poster\.jpg|panels\.png|subtitles\.vtt}"

log = logging.getLogger(__name__)


class WebChat:
    """The local room. Satisfies ``bot.chat.Chat`` under the name ``web``."""

    name = "web"

    def __init__(
        self,
        address: Address,
        database: Database,
        vault: Vault,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        load_film: LoadFilm,
        call_sheet: CallSheet,
        command: str = "cameo",
        hears: bool = False,
        locale: str = "en",
    ) -> None:
        """Build the room; nobody can come in before ``start``."""
        self._limits = Capabilities(own_house=True, looks_back=True)
        self._stage = Backstage(
            books=RoomBooks(database),
            files=RoomFiles(vault),
            address=address,
            clock=clock,
            monotonic=monotonic,
            load_film=load_film,
            call_sheet=call_sheet,
            command=command,
            hears=hears,
            locale=locale,
            upload_max_bytes=self._limits.upload_max_bytes,
        )
        self._doors = Doors(self._stage)
        self._live = Live(self._stage, self._doors, Asks(self._stage, self._doors))
        self._serving: Serving | None = None
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address to open."""
        return self._stage.address.url

    # ------------------------------------------------------------ open and closed

    async def start(self, handler: Handler) -> None:
        """Open the room: from now on every event goes to ``handler``.

        Raises:
            PortTaken: Somebody else listens there.
        """
        self._stage.handler = handler
        await self._stage.books.write(self._doors.first_room)
        await self.sweep()
        address = self._stage.address
        self._serving = await serve(
            self._app(), address.host, address.port,
            taken=PortTaken(address=f"{address.host}:{address.port}"),
        )  # fmt: skip
        self._sweeping = asyncio.create_task(self._sweep_on())

    async def stop(self) -> None:
        """Close the room; pages wait for it to open again."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        await self._live.close()
        if self._serving is not None:
            await self._serving.close()
            self._serving = None

    def _app(self) -> web.Application:
        page, shelf = Page(self._stage, self._doors), Shelf(self._stage, self._doors)
        app = web.Application(middlewares=[guard(self._stage)], client_max_size=JSON_MAX_BYTES)
        app.add_routes(
            [
                web.get("/", page.document),
                web.get("/join/{token}", page.document),
                web.get("/web/{edition}/{file:[a-z_]+[.](?:js|css|svg)}", page.asset),
                web.get("/words/{locale}.json", page.words),
                web.get("/live", self._live.serve),
                web.post("/people", self._doors.enter),
                web.post("/join", self._doors.join),
                web.post("/upload", shelf.take),
                web.get(
                    r"/media/{message}/{file:film\.mp4|poster\.jpg|panels\.png|subtitles\.vtt}",
                    shelf.film,
                ),
                web.get("/media/{message}/picture.jpg", shelf.picture),
                web.get("/media/{message}/file/{upload}", shelf.file),
                web.get("/portrait/{room}/{member}", shelf.portrait),
            ]
        )
        return app

    async def sweep(self) -> int:
        """Erase files that were sent for a form an hour ago or more; return how many."""
        before = self._stage.clock() - LOOSE
        loose = await self._stage.books.read(lambda books: books.loose_uploads(before))
        for upload in loose:
            await self._drop(upload)
        return len(loose)

    async def _sweep_on(self) -> None:
        """Sweep for as long as the room is open; a disk that is away is tried again."""
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                await self.sweep()
            except MachineError as error:
                log.warning("files not erased yet", extra={"reason": error.message})

    async def discard(self, media: MediaRef) -> None:
        """Erase a file that has been used; nothing happens when it is gone."""
        upload = await self._stage.books.read(lambda books: books.upload(media.handle))
        if upload is not None:
            await self._drop(upload)

    async def _drop(self, upload: Upload) -> None:
        await self._stage.files.drop(upload.blob)
        await self._stage.books.write(lambda books: books.drop_upload(upload.id))

    async def invitation(self) -> str:
        """Return a link to the first room, for a guest or for whoever runs it behind a proxy."""
        room = await self._stage.books.write(self._doors.first_room)
        return await self._doors.invitation(room.id)

    async def deliver(self, event: Event) -> Answer:
        """Hand the bot an event, as the pages of the room do."""
        return await self._stage.deliver(event)

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
        """Show a new message; the same key never makes a second one."""
        del answers
        body, clip = self._shown(message)
        new = Message(
            id=self._stage.new_id(),
            room=place.chat,
            key=f"bot:{key}",
            only_for=only_for,
            body=body,
            clip=clip,
            made_at=self._stage.clock(),
        )

        def add(books: WebRoom) -> str:
            if books.room(place.chat) is None:
                raise Gone
            if only_for is not None and books.seat(place.chat, only_for) is None:
                raise CannotReach
            return books.add_message(new)[0].id

        sent = await self._stage.books.write(add)
        self._picture(sent, message)
        self._stage.bell.ring()
        return sent

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``."""
        body, clip = self._shown(message)

        def change(books: WebRoom) -> bool:
            found = books.message(message_id)
            if found is None or found.gone or found.room != place.chat or found.author:
                raise Gone
            return books.change_message(message_id, body=body, clip=clip)

        changed = await self._stage.books.write(change)
        self._picture(message_id, message)
        if changed:
            self._stage.bell.ring()

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away, for everyone."""

        def take(books: WebRoom) -> list[Upload]:
            found = books.message(message_id)
            if found is None or found.room != place.chat:
                raise Gone
            return list(books.remove_message(message_id))

        self._stage.pictures.pop(message_id, None)
        for upload in await self._stage.books.write(take):
            await self._drop(upload)
        self._stage.bell.ring()

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        """Read a file that somebody sent."""
        upload = await self._stage.books.read(lambda books: books.upload(media.handle))
        if upload is None:
            raise Gone
        if upload.size > limit_bytes:
            raise TooLarge
        data = await self._stage.files.get(upload.blob)
        if data is None:
            raise Gone
        return data

    def _picture(self, message_id: str, message: Outgoing) -> None:
        """Hold the picture that a message shows now, and no other one."""
        self._stage.pictures.pop(message_id, None)
        if isinstance(message, OutgoingText) and message.picture is not None:
            self._stage.pictures[message_id] = message.picture

    def _shown(self, message: Outgoing) -> tuple[dict[str, object], str | None]:
        most = self._limits.clip_max_bytes
        if isinstance(message, OutgoingClip) and len(message.film.film) > most:
            raise TooLarge
        return body_of(message)

    # ------------------------------------------------------------ ChatDirectory

    def capabilities(self) -> Capabilities:
        """Return what the room can do."""
        return self._limits

    async def direct(self, member: MemberId) -> Place:
        """Return somebody's direct chat with the bot."""
        room = await self._stage.books.read(lambda books: books.room(direct_room(member)))
        if room is None:
            raise CannotReach
        return place_of(room)

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        """Return what a person wrote last before a message of ours; commands are left out."""

        def look(books: WebRoom) -> tuple[Message, Person] | None:
            ours = books.visible(message_id, viewer)
            if ours is None or ours.room != place.chat:
                return None
            past = books.latest(ours.room, viewer, before=ours.seq, limit=LOOK_BACK)
            told = (one for one in reversed(past) if one.author and not one.body.get("command"))
            found = next((one for one in told if one.body.get("text")), None)
            author = books.person(found.author) if found and found.author else None
            return None if found is None or author is None else (found, author)

        seen = await self._stage.books.read(look)
        if seen is None:
            return None
        message, author = seen
        return MessageRef(
            message=message.id, author=sender_of(author, None), text=message.body["text"]
        )

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        """Return what somebody may do in a room, or None when they are not in it."""
        seat = await self._stage.books.read(lambda books: books.seat(chat, member))
        return seat.role if seat else None
