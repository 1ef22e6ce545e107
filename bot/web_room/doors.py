"""Who comes in: one token per browser, people made in it, invitations from elsewhere."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.chat import MemberJoined
from bot.i18n import LOCALES, say
from bot.web_room.backstage import Backstage, place_of, sender_of
from bot.web_room.limits import Buckets
from generation.model.member import ChatId, MemberId
from storage.web_room import WebRoom
from storage.web_tables import Person, Room, Seat

COOKIE: Final = "walkon"
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")  # 192 bits, base64url
AS: Final = "X-Walkon-As"
NAME_MAX: Final = 24
PEOPLE_MAX: Final = 24  # per browser
INVITE_DAYS: Final = 7
COOKIE_S: Final = 400 * 24 * 3600  # the longest that browsers keep one
_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def clean_name(text: str) -> str:
    """Return a name as it is shown: one line, nothing invisible, at most 24 characters."""
    seen = "".join(c for c in text if unicodedata.category(c) not in _HIDDEN or c == "\u200d")
    return " ".join(unicodedata.normalize("NFC", seen).split())[:NAME_MAX].strip("\u200d ")


def direct_room(person: MemberId) -> ChatId:
    """Return the id of a person's direct chat with the bot."""
    return ChatId(f"web:dm-{person.removeprefix('web:')}")


class Doors:
    """Knows browsers by their cookie, and people by their browser."""

    def __init__(self, backstage: Backstage) -> None:
        """Guard this room."""
        self._stage = backstage
        self._knocks = Buckets(size=12, per_s=0.2, monotonic=backstage.monotonic)

    # ------------------------------------------------------------ who is it

    def browser(self, request: web.BaseRequest) -> str:
        """Return the hash of the browser's token, or an empty text."""
        token = request.cookies.get(COOKIE, "")
        return hashed(token) if TOKEN.fullmatch(token) else ""

    async def people(self, request: web.BaseRequest) -> list[Person]:
        """Return the people this browser may act as: off this machine, the one it joined as."""
        browser = self.browser(request)
        if not browser:
            return []
        found = await self._stage.books.read(lambda room: list(room.people_of(browser)))
        return found if self._stage.address.local(request) else found[:1]

    async def person(self, request: web.BaseRequest) -> Person:
        """Return who acts: the one the page names, if they belong to this browser.

        Raises:
            HTTPUnauthorized: The browser has nobody yet.
            HTTPForbidden: The page names somebody else.
        """
        people = await self.people(request)
        if not people:
            raise web.HTTPUnauthorized
        wanted = request.headers.get(AS) or request.query.get("as") or people[0].id
        for person in people:
            if person.id == wanted:
                return person
        raise web.HTTPForbidden

    # ------------------------------------------------------------ coming in

    async def enter(self, request: web.Request) -> web.Response:
        """``POST /people``: somebody new, with a name; on other devices with an invitation."""
        if self._knocks.wait_s(request.remote or ""):
            raise web.HTTPTooManyRequests
        given = await request.json()
        name, token = clean_name(str(given.get("name", ""))), str(given.get("invite", ""))
        locale = str(given.get("locale", ""))
        if not name or locale not in LOCALES:
            raise web.HTTPBadRequest
        local = self._stage.address.local(request)
        browser = self.browser(request)
        known = len(await self.people(request))
        if known >= (PEOPLE_MAX if local else 1):
            raise web.HTTPConflict
        room = await self._invited(token)
        if room is None and not local:
            raise web.HTTPForbidden
        fresh = "" if known else secrets.token_urlsafe(24)
        person = Person(
            id=MemberId(f"web:{self._stage.new_id()}"),
            browser=hashed(fresh) if fresh else browser,
            name=name,
            locale=locale,
            made_at=self._stage.clock(),
        )
        await self._stage.books.write(lambda books: self._seat(books, person, room))
        await self.announce(person)
        self._stage.bell.ring()
        response = web.json_response({"id": person.id})
        if fresh:
            response.set_cookie(
                COOKIE, fresh, max_age=COOKIE_S, httponly=True, samesite="Strict",
                secure=self._stage.address.secure, path="/",
            )  # fmt: skip
        return response

    async def join(self, request: web.Request) -> web.Response:
        """``POST /join``: somebody who is here already follows an invitation to another room."""
        if self._knocks.wait_s(request.remote or ""):
            raise web.HTTPTooManyRequests
        person = await self.person(request)
        given = await request.json()
        room = await self._invited(str(given.get("invite", "")))
        if room is None:
            raise web.HTTPForbidden
        await self._stage.books.write(lambda books: self._sit(books, room, person, "member"))
        await self.announce(person)
        self._stage.bell.ring()
        return web.json_response({"room": room})

    async def _invited(self, token: str) -> ChatId | None:
        if not TOKEN.fullmatch(token):
            return None
        now = self._stage.clock()
        return await self._stage.books.read(lambda books: books.invite(hashed(token), now))

    def _seat(self, books: WebRoom, person: Person, room: ChatId | None) -> None:
        books.add_person(person)
        direct = direct_room(person.id)
        books.add_room(
            Room(id=direct, title=person.name, private_to=person.id, made_at=person.made_at)
        )
        into = room or self.first_room(books).id
        first = not books.seats(into)
        self._sit(books, into, person, "admin" if first else "member")
        self._sit(books, direct, person, "member")

    def _sit(self, books: WebRoom, room: ChatId, person: Person, role: str) -> None:
        books.sit(
            Seat(
                room=room,
                person=person.id,
                role="admin" if role == "admin" else "member",
                joined=self._stage.new_id(),
            )
        )

    def first_room(self, books: WebRoom) -> Room:
        """Return the room that is there from the start; the first who asks makes it."""
        room = books.first_room()
        if room is None:
            room = Room(
                id=ChatId(f"web:{self._stage.new_id()}"),
                title=say("web-first-room", self._stage.locale),
                made_at=self._stage.clock(),
            )
            books.add_room(room)
        return room

    async def announce(self, person: Person) -> None:
        """Tell the bot of every place it has not heard of; safe to repeat."""
        for seat in await self._stage.books.read(lambda books: books.untold(person.id)):
            await self._announce(person, seat)

    async def _announce(self, person: Person, seat: Seat) -> None:
        room = await self._stage.books.read(lambda books: books.room(seat.room))
        if room is not None:
            event = f"web:joined:{seat.joined}"
            await self._stage.deliver(
                MemberJoined(
                    event_id=event, sender=sender_of(person, seat), place=place_of(room)
                )
            )  # fmt: skip
            await self._stage.books.write(lambda books: books.tell(seat.room, person.id))

    # ------------------------------------------------------------ inviting

    async def invitation(self, room: ChatId) -> str:
        """Return a link that lets one more device into a room for a week."""
        token = secrets.token_urlsafe(24)
        now = self._stage.clock()
        until = now + timedelta(days=INVITE_DAYS)
        await self._stage.books.write(
            lambda books: books.add_invite(hashed(token), room, until=until, now=now)
        )
        return f"{self._stage.address.url}/join/{token}"
