"""The chat port of the bot under test: every call goes over HTTP to the fake chat."""

from __future__ import annotations

import pickle

import aiohttp

from bot.chat import Capabilities, Gone, MediaRef, MessageRef, Outgoing, Place, SlowDown, TooLarge
from generation.model.member import ChatId, MemberId, Role
from tests.faults.points import Points
from tests.faults.worker import ROOM_BYTES

LATE_S = 0.6  # the fake chat carries a late call out within half of it


class HttpChat:
    """Satisfies ``bot.chat.Chat``; every call that changes something is a point on either side."""

    name = "fake"

    def __init__(self, session: aiohttp.ClientSession, port: int, points: Points) -> None:
        self._session, self._url, self._points = session, f"http://127.0.0.1:{port}/", points

    def capabilities(self) -> Capabilities:
        return Capabilities(
            edit_every_s=0.0, late_s=LATE_S, own_house=True, clip_max_bytes=ROOM_BYTES
        )

    async def send(
        self,
        place: Place,
        message: Outgoing,
        *,
        key: str,
        only_for: MemberId | None = None,
        answers: str | None = None,
    ) -> str:
        return str(
            await self._change("send", place=place, message=message, key=key, only_for=only_for)
        )

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        await self._change("edit", message_id=message_id, message=message)

    async def remove(self, place: Place, message_id: str) -> None:
        await self._change("remove", message_id=message_id)

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        data = await self._call("fetch", handle=media.handle)
        assert isinstance(data, bytes)
        if len(data) > limit_bytes:
            raise TooLarge
        return data

    async def direct(self, member: MemberId) -> Place:
        return Place(chat=ChatId(f"{self.name}:dm-{member}"), private=True)

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        return None

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        return "member"

    async def _change(self, name: str, **given: object) -> object:
        self._points.passed(f"before {name}")
        done = await self._call(name, **given)
        self._points.passed(f"after {name}")
        return done

    async def _call(self, name: str, **given: object) -> object:
        try:
            async with self._session.post(self._url, data=pickle.dumps((name, given))) as answer:
                if answer.status == 429:
                    raise SlowDown(float(answer.headers["Retry-After"]))
                if answer.status == 410:
                    raise Gone
                return pickle.loads(await answer.read())
        except aiohttp.ClientError as error:
            raise ConnectionResetError from error
