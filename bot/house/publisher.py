"""Makes chats equal to the books: what a message shows is worked out when it is sent, never before.

A new message is always words first and becomes a film by an edit, which can be repeated at will:
no chat has a way to send the same thing once only. So a film is never there twice, and a film and
its failure never stand side by side: they are the same message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat import (
    CannotReach,
    Chat,
    DeliveryError,
    Gone,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Place,
    SlowDown,
    TooLarge,
    standing_for,
)
from bot.house.desk import desk_of
from bot.house.house import House, heard
from bot.house.sealing import Sealer
from bot.presenter import ClipPlan, NotYet, Shown, TakeAway, present
from generation.errors import DataBroken
from generation.model.member import member_of
from generation.studio import bettering, doors, enrolling, filming, remaking
from generation.studio.books import Books
from generation.studio.records import ClipRow, Post
from generation.studio.slots import film_slot

log = logging.getLogger("walkon.publisher")

PATIENCE_S = 0.5
PRIVATE_EDIT_S = 1.0  # whoever presses there is shown what it did, and nobody else waits
TOGETHER = 16  # messages on their way at the same time
UNREACHED, UNREACHED_MAX = timedelta(seconds=10), timedelta(days=1)
BACKOFF_S = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
REMEMBERED_MAX, REMEMBERED_S = 1000, 30.0  # no chat makes us wait longer between two edits
ANSWER_S = 60.0  # a chat that has not answered by then may have done it or not


@dataclass(slots=True)
class Publisher:
    """One instance, one task. Messages of one chat go out one after the other."""

    house: House
    sealer: Sealer
    busy: set[str] = field(default_factory=set)
    last_s: dict[str, float] = field(default_factory=dict)  # loop time of a message's last edit

    async def run(self) -> None:
        """Publish until cancelled."""
        async with asyncio.TaskGroup() as couriers:
            while True:
                for post in await self._due():
                    if self._has_turn(post):
                        self.busy.add(post.chat)
                        couriers.create_task(self._carry(post))
                await heard(self.house.posts, patience_s=PATIENCE_S)

    async def _due(self) -> list[Post]:
        at, watched = self.house.clock(), set(self.house.watched)
        return await self.house.database.read(
            lambda books: [
                *books.outbox.due(at),
                *_moved(books, watched),
            ]
        )

    def _has_turn(self, post: Post) -> bool:
        """Tell whether a message may go out now: its chat is free and was not edited just now."""
        if post.chat in self.busy or len(self.busy) >= TOGETHER:
            return False
        chat = self.house.chats.get(post.chat.lstrip("@").partition(":")[0])
        if chat is None:
            return False
        since_s = asyncio.get_running_loop().time() - self.last_s.get(post.slot, -1e9)
        every_s = chat.capabilities().edit_every_s
        if post.chat.startswith("@"):
            every_s = min(every_s, PRIVATE_EDIT_S)
        return post.message is None or since_s >= every_s

    async def _carry(self, post: Post) -> None:
        """Bring one message up to date; whatever goes wrong is for the next round."""
        try:
            await self._publish(post)
        except SlowDown as error:
            await self._later(post, error.retry_after_s, refused=True)
        except CannotReach as error:
            await self._out_of_reach(post, unmet=error.unmet)
        except Gone:
            await self._write(lambda books: _gone(books, post))
        except (DeliveryError, OSError, TimeoutError) as error:
            log.warning("not delivered", extra={"slot": post.slot, "kind": type(error).__name__})
            await self._later(post, BACKOFF_S[min(post.attempts, len(BACKOFF_S) - 1)])
        except Exception as error:  # one message that cannot be shown must not silence the others
            log.exception("bug", extra={"slot": post.slot, "kind": type(error).__name__})
            await self._later(post, BACKOFF_S[-1])
        finally:
            self._remember(post.slot)
            self.busy.discard(post.chat)
            self.house.posts.set()

    async def _out_of_reach(self, post: Post, *, unmet: bool) -> None:
        """Have what cannot be brought to its reader wait, or give it up."""
        at = self.house.clock()
        parked = await self.house.database.write(
            lambda books: _unreachable(books, post, unmet=unmet, at=at)
        )
        if not parked or post.viewer is None:
            return
        with suppress(CannotReach):  # they may have come in that very moment
            reader = post.viewer
            await self.house.chat_of(reader).direct(reader)
            await self._write(lambda books: doors.opened(books, reader))

    def _remember(self, slot: str) -> None:
        """Note when a message was last changed; forget the ones that may be changed again."""
        now_s = asyncio.get_running_loop().time()
        self.last_s[slot] = now_s
        if len(self.last_s) > REMEMBERED_MAX:
            self.last_s = {
                slot: at_s for slot, at_s in self.last_s.items() if now_s - at_s < REMEMBERED_S
            }

    async def _publish(self, post: Post) -> None:
        house = self.house
        self.house.watched.discard(post.object if post.kind == "film" else "")
        now, shown = await house.database.write(lambda books: self._look(books, post.slot))
        if now is None or isinstance(shown, NotYet):
            if now is not None:
                await self._write(lambda books: _record(books, now, now.message))
            return
        chat = house.chat_of(now.chat)
        place = await self._place(chat, now)
        message: Outgoing | None = shown if isinstance(shown, OutgoingText) else None
        if isinstance(shown, ClipPlan):
            try:
                message = await self._loaded(shown)
            except DataBroken:
                await self._make_again(now, shown.clip)
                return
        try:
            async with asyncio.timeout(ANSWER_S):
                sent = await self._show(chat, place, now, message)
        except TooLarge:
            await self._too_large(now, shown, message, chat)
            return
        await self._write(lambda books: self._done(books, now, sent, shown))
        if _follows(now, shown):
            return  # the words are there; what they stand for follows with the next look
        house.ring()

    def _look(self, books: Books, slot: str) -> tuple[Post | None, Shown]:
        """Work out what a message shows now; a film about to be shown is noted beforehand.

        So is the call itself: if nobody learns how it ends, the message is shown once more when it
        can no longer be carried out.
        """
        post = books.outbox.get(slot)
        if post is None or post.gone:
            return None, NotYet()
        at = self.house.clock()
        if post.late is not None and post.late <= at:
            post = replace(post, late=None)
        shown = present(post, books, desk_of(self.house, books))
        if isinstance(shown, ClipPlan) and post.message is not None:
            filming.publishing(books, shown.clip.film, shown.clip, post.viewer)
        if not isinstance(shown, NotYet):
            late = timedelta(seconds=self.house.chat_of(post.chat).capabilities().late_s)
            books.outbox.put(replace(post, late=at + late))
        return post, shown

    async def _place(self, chat: Chat, post: Post) -> Place:
        whose = member_of(post.chat)
        if whose is not None:
            return await chat.direct(whose)
        return Place(chat=post.chat, thread=post.thread)

    async def _loaded(self, shown: ClipPlan) -> OutgoingClip:
        return OutgoingClip(
            film=await asyncio.to_thread(self.sealer.load, shown.clip),
            title=shown.title,
            caption=shown.caption,
            rows=shown.rows,
            ticket=shown.ticket,
            parent=shown.parent,
            is_round=shown.is_round,
            covered=shown.covered,
            protected=shown.protected,
        )

    async def _show(
        self, chat: Chat, place: Place, post: Post, message: Outgoing | None
    ) -> str | None:
        """Do what is to be done, and return the chat's id of the message."""
        if message is None:
            if post.message is not None:
                await chat.remove(place, post.message)
            return None
        if _size(message) > chat.capabilities().clip_max_bytes:
            raise TooLarge
        if post.message is not None:
            await chat.edit(place, post.message, message)
            return post.message
        first = standing_for(message) if _follows(post, message) else message
        only_for = None if post.chat.startswith("@") else post.viewer
        return await chat.send(
            place, first, key=post.slot, only_for=only_for, answers=post.occasion or None
        )

    async def _too_large(
        self, post: Post, shown: Shown, message: Outgoing | None, chat: Chat
    ) -> None:
        """Have a film made smaller for a chat that has no room for it.

        Where the chat refuses what is within its own limit, half of it is tried.

        Raises:
            TooLarge: There is no film in the message.
        """
        if not isinstance(shown, ClipPlan) or message is None:
            raise TooLarge
        room, size, house = chat.capabilities().clip_max_bytes, _size(message), self.house
        room, at = room if size > room else size // 2, house.clock()

        def work(books: Books) -> None:
            filming.too_large(
                books, shown.clip, viewer=post.viewer, room_bytes=room, at=at, new_id=house.new_id
            )
            enrolling.untested(books, shown.clip.film, at=at)

        await self._write(work)
        house.ring()

    def _done(self, books: Books, seen: Post, message: str | None, shown: Shown) -> None:
        """Note what a chat shows now; a film of puppets that it sees may be made anew, better."""
        house, waits = self.house, _follows(seen, shown)
        if _record(books, seen, message, done=not waits) is None:
            return
        if isinstance(shown, TakeAway):
            books.outbox.put(replace(seen, message=None, published=seen.revision, gone=True))
        film = books.films.get(seen.object) if seen.kind == "film" else None
        if film is not None and message is not None:
            filming.placed(books, film.id)
        if isinstance(shown, ClipPlan) and not waits:
            owner = film or books.films.get(shown.clip.film)
            if owner is not None:
                filming.published(books, owner, shown.clip, seen.viewer, at=house.clock())
        if film is not None and isinstance(shown, ClipPlan):
            bettering.make_big_cuts(
                books, film.id, house.terms.big, at=house.clock(), new_id=house.new_id
            )

    async def _make_again(self, post: Post, clip: ClipRow) -> None:
        """Have a clip that cannot be read made once more, and the message wait for it."""
        house, at = self.house, self.house.clock()
        log.warning("clip unreadable", extra={"slot": post.slot, "clip": clip.id})

        def work(books: Books) -> None:
            remaking.remake(books, clip.id, at=at, new_id=house.new_id)
            enrolling.untested(books, clip.film, at=at)
            books.outbox.touch(post.slot)

        await self._write(work)
        house.ring()

    async def _later(self, post: Post, wait_s: float, *, refused: bool = False) -> None:
        until = self.house.clock() + timedelta(seconds=wait_s)
        await self._write(lambda books: _postpone(books, post, until, refused=refused))

    async def _write(self, work: Callable[[Books], object]) -> None:
        await self.house.database.write(work)


def _follows(post: Post, shown: Shown | Outgoing) -> bool:
    """Tell whether a new message begins as words that stand for what it is to show.

    A send may happen twice without our knowing it. Of films, and of their failures, there must be
    one, and of pictures with people in them as well: they come by an edit.
    """
    if post.message is not None or isinstance(shown, TakeAway | NotYet):
        return False
    if isinstance(shown, OutgoingText):
        film = post.kind == "film" and shown.style != "progress"
        return film or shown.picture is not None
    return True


def _size(message: Outgoing) -> int:
    """Return the bytes of the film in a message."""
    return len(message.film.film) if isinstance(message, OutgoingClip) else 0


def _moved(books: Books, films: set[str]) -> list[Post]:
    posts = (books.outbox.get(film_slot(film)) for film in films)
    return [post for post in posts if post is not None and not post.gone and post.message]


def _still(books: Books, tried: Post) -> Post | None:
    """Return a message as it is now; None where it belongs to another chat by now."""
    now = books.outbox.get(tried.slot)
    return now if now is not None and now.chat == tried.chat else None


def _record(books: Books, seen: Post, message: str | None, *, done: bool = True) -> Post | None:
    """Write down what the chat shows now; a revision that came meanwhile stays to be shown.

    Once a message is there, its event is answered: what may come in its place answers nothing.
    """
    now = _still(books, seen)
    if now is None:
        return None
    kept = replace(
        now, message=message, published=seen.revision if done else now.published, attempts=0,
        not_before=None, late=seen.late, occasion=now.occasion if message is None else "",
    )  # fmt: skip
    books.outbox.put(kept)
    return kept


def _postpone(books: Books, tried: Post, until: datetime, *, refused: bool) -> None:
    """Try again later; a call that was not refused may have been carried out, or may yet be."""
    now = _still(books, tried)
    if now is not None:
        late = tried.late if refused else now.late
        books.outbox.put(replace(now, not_before=until, attempts=now.attempts + 1, late=late))


def _gone(books: Books, tried: Post) -> None:
    """The message is no longer there: make another. Without one it is the chat that is gone."""
    post = _still(books, tried)
    if post is None:
        return
    again = post.message is not None
    books.outbox.put(replace(post, message=None, attempts=post.attempts + 1, gone=not again))
    film = books.films.get(post.object) if post.kind == "film" else None
    if film is not None and not again:
        filming.unreachable(books, film)


def _unreachable(books: Books, tried: Post, *, unmet: bool, at: datetime) -> bool:
    """Nobody can be written to there. Tells whether the message is kept for who may still come.

    Whoever has never opened the door is waited for. A message that is there already is tried again,
    less and less often: what was taken back must go once the chat lets us.
    """
    post = _still(books, tried)
    if post is None:
        return False
    if unmet and doors.park(books, post):
        return True
    if post.message is not None:
        wait = min(UNREACHED * 2 ** min(post.attempts, 20), UNREACHED_MAX)
        books.outbox.put(replace(post, not_before=at + wait, attempts=post.attempts + 1))
        return False
    books.outbox.put(replace(post, gone=True))
    film = books.films.get(post.object) if post.kind == "film" else None
    if film is not None and film.state == "making":
        filming.unreachable(books, film)
    elif film is not None:
        bettering.leave_off(books, film.id)
    return False
