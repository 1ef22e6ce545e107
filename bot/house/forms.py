"""The door of forms and files: pictures, colours, words; and what comes of them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.chat import Answer, CloseForm, FormSubmit, Gone, KeepForm, Silence, Toast, TooLarge
from bot.house import pressing_self
from bot.house.crowds import WAIT, Waiting
from bot.house.entry import Visit, enter
from bot.house.filling import Begun, begin_looking, fill_in
from bot.house.house import House
from bot.house.presence import look_around
from bot.house.pressing_self import CAPTURE_FORM
from bot.house.screen_test import screen_test
from bot.i18n import say
from bot.presenter.desk import Crowd
from generation.director.script import to_json
from generation.errors import FaceRejected, WalkonError
from generation.model.member import MemberId
from generation.ports import Packed, Task, TaskKind
from generation.studio import enrolling
from generation.studio.books import Books
from generation.studio.records import Enrolment
from storage.store import finish_erasures
from storage.vault import BLOB

log = logging.getLogger("walkon.forms")

PICTURE_MAX_BYTES = 20_000_000
CAPTURE_MAX_S = 20.0
LOOK_S = 90.0  # seconds a picture may take to be looked at


def member_owner(member: MemberId) -> str:
    """Name the key that a member's face is encrypted under."""
    return f"member:{member}"


@dataclass(slots=True)
class Forms:
    """Takes forms in; pictures are looked at in the background."""

    house: House
    background: asyncio.TaskGroup

    async def submit(self, event: FormSubmit) -> Answer:
        """Take one form in."""
        if event.form == CAPTURE_FORM:
            return await self._capture(event)
        await look_around(self.house, event)
        again = CloseForm(text=say("toast-taken", event.sender.locale))
        return await enter(self.house, event, lambda visit: fill_in(visit, event), again)

    def begin(self, answer: Answer) -> Answer:
        """Have a picture looked at whose transaction is over, and answer."""
        if not isinstance(answer, Begun):
            return answer
        self.house.crowds.drop(answer.form.sender.id)
        self.background.create_task(self._look(answer.form, answer.wish, None))
        return Toast(text=answer.text) if answer.text else Silence()

    async def _capture(self, event: FormSubmit) -> Answer:
        """Take a picture, a video, or four colours; look at it after the answer."""
        locale = event.sender.locale
        wish = await self.house.database.read(lambda books: books.enrolments.get(event.sender.id))
        if wish is None or not wish.release:
            needed = say("toast-release-needed", locale)
            return CloseForm(text=needed) if self._shows_forms(event) else Toast(text=needed)
        try:
            media = await self._fetched(event)
        except TooLarge:
            return KeepForm(text=say("toast-file-too-large", locale))
        except Gone:
            return KeepForm(text=say("toast-file-gone", locale))
        shows = self._shows_forms(event)
        taken = CloseForm(text=say("toast-taken", locale) if shows else "")
        thanks = CloseForm(text=say("capture-thanks", locale) if shows else "")
        if media is None and wish.kind != "drawn":
            # what comes again comes without its file: a chat may have erased it by then
            missing = KeepForm(text=say("toast-no-file", locale))
            return await enter(self.house, event, lambda _: missing, taken)
        answer = await enter(
            self.house, event, lambda visit: thanks if begin_looking(visit) else taken, taken
        )
        if answer is thanks:
            self.house.crowds.drop(event.sender.id)
            self.background.create_task(self._look(event, wish, media))
        return answer

    def _shows_forms(self, event: FormSubmit) -> bool:
        """Tell whether the chat shows forms; where it does not, the next message is the answer."""
        return self.house.chat_of(event.sender.id).capabilities().forms

    async def _fetched(self, event: FormSubmit) -> bytes | None:
        if not event.media:
            return None
        chat = self.house.chat_of(event.sender.id)
        return await chat.fetch(event.media[0], limit_bytes=PICTURE_MAX_BYTES)

    async def _look(self, event: FormSubmit, wish: Enrolment, media: bytes | None) -> None:
        """Have the picture looked at, and show its owner what came of it, or say what is wrong."""
        member = event.sender.id
        try:
            await self._looked_at(event, wish, media)
        except WalkonError as error:
            await self._refuse(member, error.message, error.details)
        except Exception as error:  # one picture must not end the house
            log.exception("bug", extra={"kind": type(error).__name__})
            await self._refuse(member, WalkonError.message_id, {})
        finally:
            self.house.ring()

    async def _looked_at(self, event: FormSubmit, wish: Enrolment, media: bytes | None) -> None:
        house, member = self.house, event.sender.id
        try:
            found = await house.line.work(_task(house, event, wish, media))
        except FaceRejected as error:
            if error.reason != "several" or media is None:
                raise
            await self._ask_which(event, wish, media)
            return
        if _may_try_again(wish, found):
            await self._refuse(member, "capture", {"findings": _findings(found)})
        else:
            await self._keep(event, found)

    async def _ask_which(self, event: FormSubmit, wish: Enrolment, media: bytes) -> None:
        """Ask which of several people the sender is; the picture waits in memory alone."""
        house, member = self.house, event.sender.id
        found = await house.line.work(_faces_task(house, media))
        at = house.clock()
        waiting = Waiting(
            event=event, wish=wish, media=media, until=at + WAIT,
            shown=Crowd(_bytes(found, "picture"), _numbers(found)),
        )  # fmt: skip
        house.crowds.put(waiting)
        if await house.database.write(lambda books: enrolling.choosing(books, member, at=at)):
            loop = asyncio.get_running_loop()
            loop.call_later(WAIT.total_seconds(), self._too_late, waiting)
        else:
            house.crowds.drop_late(waiting)

    def _too_late(self, waiting: Waiting) -> None:
        """Nobody has chosen: forget the picture, and say so."""
        if self.house.crowds.drop_late(waiting):
            self.background.create_task(self._forgotten(waiting.event.sender.id))

    async def _forgotten(self, member: MemberId) -> None:
        await self._refuse(member, "error-face-several", {})
        self.house.ring()

    def go_on(self, member: MemberId) -> None:
        """Look at the face that somebody has chosen in a picture of several, if they have."""
        waiting = self.house.crowds.taken(member)
        if waiting is not None:
            values = {**waiting.event.values, "face": str(waiting.chosen)}
            event = replace(waiting.event, values=values)
            self.background.create_task(self._look(event, waiting.wish, waiting.media))

    async def _refuse(
        self, member: MemberId, message_id: str, values: Mapping[str, str | int | float]
    ) -> None:
        body = json.dumps({"id": message_id, "values": dict(values)})
        at = self.house.clock()
        await self.house.database.write(lambda books: enrolling.refused(books, member, body, at=at))

    async def _keep(self, event: FormSubmit, found: Packed) -> None:
        """Encrypt what was found and put the screen test on its way."""
        house, member = self.house, event.sender.id
        await asyncio.to_thread(finish_erasures, house.database, house.vault)
        captured = await asyncio.to_thread(self._put_away, member, found)
        paper = await asyncio.to_thread(
            lambda: to_json(screen_test(event.sender.name, event.sender.locale))
        )
        at = house.clock()

        def work(books: Books) -> bool:
            known, wish = books.people.get(member), books.enrolments.get(member)
            if known is None or wish is None or wish.state != "checking":
                return False
            visit = Visit(books=books, house=house, event=event, member=known, at=at)
            film = pressing_self.screen_test_film(visit, paper)
            enrolling.captured(books, member, captured, test_film=film.id, at=at)
            return True

        if not await house.database.write(work):
            await asyncio.to_thread(self._drop, captured)

    def _drop(self, captured: enrolling.Captured) -> None:
        """Keep nothing of somebody who has left, or begun anew, meanwhile."""
        blobs = (captured.likeness, captured.portrait, captured.voice_sample)
        self.house.vault.forget(*(f"{BLOB}{blob}" for blob in blobs if blob is not None))

    def _put_away(self, member: MemberId, found: Packed) -> enrolling.Captured:
        vault, take = self.house.vault, self.house.new_id()
        owner = enrolling.take_owner(member_owner(member), take)
        theirs = enrolling.take_owner(enrolling.voice_owner(member), take)
        voice = found.get("voice")
        return enrolling.Captured(
            likeness=vault.put(owner, "likeness", _bytes(found, "likeness")),
            portrait=vault.put(owner, "portrait", _bytes(found, "portrait")),
            voice_sample=vault.put(theirs, "voice", voice) if isinstance(voice, bytes) else None,
            verified=bool(found.get("verified", False)),
        )


def _may_try_again(wish: Enrolment, found: Packed) -> bool:
    """Tell whether a video did not pass and there are tries left, or shows no face to keep.

    No check is a dead end: after the last try a face is kept that has not been verified.
    """
    checked = wish.kind == "video" and not found.get("verified")
    return checked and (wish.tries + 1 < enrolling.TRIES_MAX or found.get("likeness") is None)


def _findings(found: Packed) -> str:
    findings = found.get("findings")
    return " ".join(str(one) for one in findings) if isinstance(findings, list | tuple) else ""


def _task(house: House, event: FormSubmit, wish: Enrolment, media: bytes | None) -> Task:
    values = event.values
    kind: TaskKind = "likeness"
    if wish.kind == "drawn" and media is None:
        body: dict[str, object] = {"drawn": dict(values)}
    elif wish.kind == "video":
        kind = "capture"
        body = {
            "media": media,
            "digits": wish.digits,
            "language": event.sender.locale,
            "photo": None,
            "faces_s": _seconds(values.get("faces_s", "")),
        }
    else:
        face = values.get("face", "")
        body = {"media": media, "face": int(face) if face.isdecimal() else None, "points": None}
        if wish.kind == "drawn":
            body["draw"] = True
    return Task(id=house.new_id(), attempt=1, kind=kind, body=body, deadline_s=LOOK_S)


def _seconds(text: str) -> float | None:
    """Read a moment of a capture; empty, or nothing that is one, is None."""
    try:
        at = float(text)
    except ValueError:
        return None
    return at if 0.0 <= at <= CAPTURE_MAX_S else None


def _faces_task(house: House, media: bytes) -> Task:
    return Task(
        id=house.new_id(), attempt=1, kind="faces", body={"media": media}, deadline_s=LOOK_S
    )


def _numbers(found: Packed) -> tuple[int, ...]:
    numbers = found["numbers"]
    if not isinstance(numbers, list | tuple):
        raise TypeError("numbers")
    return tuple(int(number) for number in numbers)


def _bytes(found: Packed, key: str) -> bytes:
    value = found[key]
    if not isinstance(value, bytes):
        raise TypeError(key)
    return value
