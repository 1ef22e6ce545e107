"""A spoken idea: what somebody says in a voice note becomes the sentence of a film."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from bot.chat import Answer, IncomingCommand, Toast
from bot.house import asking, continuing
from bot.house.entry import Visit, enter
from bot.house.house import House
from bot.i18n import say
from bot.presenter.words import known
from generation.errors import HearingFailed, MediaRejected, WalkonError
from generation.farm import wire
from generation.model.member import MemberId
from generation.ports import Recogniser, Task
from generation.studio.books import Books

log = logging.getLogger("walkon.hearing")

HOUR = timedelta(hours=1)
HOURLY_MAX = 20  # notes of a member: twice as many as films, since some are not understood
DECODE_S = 30.0


@dataclass(slots=True)
class Hearing:
    """Has voice notes heard in the background; nothing of them is kept."""

    house: House
    background: asyncio.TaskGroup
    _heard: dict[MemberId, list[datetime]] = field(default_factory=dict)
    _busy: set[MemberId] = field(default_factory=set)

    async def take(self, event: IncomingCommand, note: bytes) -> Answer:
        """Take a voice note in, unless there is no film now or nobody to hear it."""
        house, me = self.house, event.sender.id
        ears, full = house.ears, self._full(me)
        listening = Toast(text=say("toast-listening", event.sender.locale))

        def begin(visit: Visit) -> Answer:
            if ears is None:
                return asking.tell_note(visit, "note-no-ears")
            if full:
                return asking.tell_note(visit, "note-busy")
            return asking.turned_away(visit) or listening

        again = Toast(text=say("toast-taken", event.sender.locale))
        answer: Answer | None = None
        if not full:
            self._busy.add(me)
        try:
            answer = await enter(house, event, begin, again)
        finally:
            if answer is not listening and not full:
                self._busy.discard(me)
        if answer is listening and ears is not None:
            self._heard.setdefault(me, []).append(house.clock())
            self.background.create_task(self._film(event, note, ears))
        return answer

    def _full(self, member: MemberId) -> bool:
        """Tell whether somebody is being heard now, or has been often enough for an hour."""
        since = self.house.clock() - HOUR
        self._heard = {
            who: lately
            for who, moments in self._heard.items()
            if (lately := [at for at in moments if at > since])
        }
        return member in self._busy or len(self._heard.get(member, ())) >= HOURLY_MAX

    async def _film(self, event: IncomingCommand, note: bytes, ears: Recogniser) -> None:
        """Ask for the film of what is said in a note, or say why there is none."""
        try:
            words = await self._words(event, note, ears)
            await self._ask(event, words)
        except WalkonError as error:
            log.warning("not heard", extra={"event": event.event_id, "reason": error.message})
            await self._tell(event, error)
        except Exception as error:  # one note must not end the house
            log.exception("bug", extra={"kind": type(error).__name__})
            await self._tell(event, HearingFailed("down"))
        finally:
            self._busy.discard(event.sender.id)
            self.house.ring()

    async def _words(self, event: IncomingCommand, note: bytes, ears: Recogniser) -> str:
        task = Task(
            id=self.house.new_id(), attempt=1, kind="note", body={"media": note},
            deadline_s=DECODE_S,
        )  # fmt: skip
        try:
            sound = wire.read(wire.Recording, await self.house.line.work(task))
        except MediaRejected as error:
            if error.reason == "too-long":
                raise HearingFailed("too-long", limit_s=60) from error
            raise
        pcm = np.frombuffer(sound.pcm, np.float32)
        heard = await ears.hear(pcm, sound.rate, language=_hint(event.sender.locale))
        return heard.text

    async def _ask(self, event: IncomingCommand, words: str) -> None:
        def work(visit: Visit) -> None:
            answer = continuing.spoken(visit, event, words)
            if isinstance(answer, Toast):  # whoever spoke looks elsewhere by now
                asking.tell_note(visit, "note-not-rolling", why=answer.text)

        await self._visit(event, work)

    async def _tell(self, event: IncomingCommand, error: WalkonError) -> None:
        """Say what went wrong; what nobody has words for is no answer."""
        told = error if known(error.message) else HearingFailed("down")
        await self._visit(
            event, lambda visit: asking.tell_note(visit, told.message, **told.details)
        )  # fmt: skip

    async def _visit(self, event: IncomingCommand, work: Callable[[Visit], object]) -> None:
        """Go in once more with an event that has been taken in; who has left meanwhile is not."""
        at = self.house.clock()

        def transaction(books: Books) -> None:
            member = books.people.get(event.sender.id)
            if member is not None:
                work(Visit(books=books, house=self.house, event=event, member=member, at=at))

        await self.house.database.write(transaction)


def _hint(locale: str) -> str:
    """Return the language somebody probably speaks; English is also what nobody has chosen."""
    return "" if locale == "en" else locale
