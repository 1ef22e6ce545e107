"""What somebody gets back at once: a word for them alone, a form, or nothing to be seen.

Discord waits three seconds for the first response to an interaction. The bot is given two of them;
then Discord is told that we think about it, and the answer follows. Whoever did it sees that, also
over a button: taken in unseen, a press would be lost without a word where the bot dies over it, and
somebody who has just taken their face back would believe that it is done. What goes wrong after
that is said; before it, Discord says that nobody responded.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, assert_never

from bot.chat import (
    Answer,
    CloseForm,
    DeliveryError,
    Event,
    FormSubmit,
    Handler,
    IncomingCommand,
    KeepForm,
    LeaveChat,
    OpenDirect,
    OpenForm,
    OutgoingText,
    Place,
    Sender,
    Silence,
    Toast,
)
from bot.discord_room.forms import Forms, key_of
from bot.discord_room.line import ORIGINAL, Answered, Line
from bot.discord_room.modals import title_of
from bot.discord_room.sending import MESSAGE, channel_of
from bot.discord_room.showing import Showing
from bot.discord_room.slots import Coming, Slot, Slots
from bot.discord_room.thinking import Sign, Signs
from bot.discord_room.writing import EPHEMERAL, whisper
from bot.i18n import say

log = logging.getLogger("walkon.discord")

THINKING, UNSEEN, MODAL = 5, 6, 9
"""Kinds of first responses beside a message: we think about it, nothing to be seen, a form."""
HANDLER_S: Final = 2.0  # of the three that Discord waits
OFFER_S: Final = 2.2  # how long the message that answers is waited for before we say that we think
USELESS_S: Final = 60.0  # how long we say so for
QUIET: Final = (OSError, TimeoutError, DeliveryError)


class Interaction(Coming, Protocol):
    """What is used of an interaction, as the library reads it."""

    @property
    def data(self) -> Any:
        """What came with it."""
        ...

    @property
    def message(self) -> object | None:
        """The message it happened under, or None."""
        ...

    @property
    def guild_id(self) -> int | None:
        """The server it happened in, or None."""
        ...


@dataclass(slots=True, kw_only=True)
class Answering:
    """Hands events to the bot and brings answers back.

    Attributes:
        leave: Takes the bot out of a server that has no more use for it.
    """

    line: Line
    slots: Slots
    signs: Signs
    forms: Forms
    showing: Showing
    handler: Handler
    leave: Callable[[int], Awaitable[None]]
    handler_s: float = HANDLER_S
    offer_s: float = OFFER_S
    useless_s: float = USELESS_S

    # ------------------------------------------------------------ interactions

    async def take(self, interaction: Interaction, event: Event, came: float | None = None) -> None:
        """Take what somebody did in, for good, and answer; a minute may pass before it returns.

        ``came`` is the loop's time at which Discord told of it, now if it is left out.
        """
        now = asyncio.get_running_loop().time()
        slot = self.slots.open(interaction, event)
        visit = _Visit(interaction, event, slot, now if came is None else came)
        try:
            await self._answer(visit, await self._handled(visit))
        except (Answered, *QUIET) as error:
            log.info("not answered", extra={"kind": type(error).__name__})
        except Exception:
            await self._own_up(visit)
            raise
        finally:
            if slot.key is None and not slot.settled.is_set():
                slot.close("lost")
            slot.decided.set()
            slot.taken.set()

    async def _handled(self, visit: _Visit) -> Answer:
        """Have the bot take an event in; where that takes long, tell Discord to wait."""
        handling = asyncio.ensure_future(self.handler(visit.event))
        try:
            await asyncio.wait({handling}, timeout=visit.left_s(self.handler_s))
            if not handling.done():
                await self._quietly(lambda: self._think(visit, decided=False))
        except asyncio.CancelledError:
            handling.cancel()
            raise
        try:
            answer = await handling
        except QUIET:
            await self._own_up(visit)
            raise
        if visit.slot.state == "thinking":
            await self.signs.decide(visit.slot.token)
        return answer

    async def _think(self, visit: _Visit, *, decided: bool) -> None:
        """Tell Discord that we are at it; ``decided`` once the bot has taken in what was done."""
        slot, sender, token = visit.slot, visit.event.sender, visit.slot.token
        slot.think()
        try:
            seen = {"flags": EPHEMERAL}
            await self.line.respond(token.interaction, token.token, THINKING, seen)
        except QUIET:
            slot.close("lost")
            raise
        try:
            await self.signs.begin(
                Sign(token=token, member=slot.member, locale=sender.locale, decided=decided)
            )
        finally:
            slot.settled.set()

    async def _own_up(self, visit: _Visit) -> None:
        """Say that it did not work to whoever has had an answer: Discord says nothing to them."""
        if visit.slot.acknowledged:
            words = say("discord-failed", visit.event.sender.locale)
            await self._quietly(lambda: self._word(visit, words))

    async def reopen(self, interaction: Interaction, sender: Sender) -> None:
        """Open a form again, by the button that ``Forms.door`` hung out."""
        modal = await self.forms.reopen(interaction, sender)
        if modal is None:
            await self.expired(interaction, sender.locale)
            return
        await self._quietly(
            lambda: self.line.respond(interaction.id, interaction.token, MODAL, modal)
        )

    async def expired(self, interaction: Interaction, locale: str) -> None:
        """Say that what was pressed or filled in is too old."""
        await self.refuse(interaction, say("toast-expired", locale))

    async def refuse(
        self, interaction: Interaction, text: str, rows: Sequence[dict[str, Any]] = ()
    ) -> None:
        """Answer with one sentence for whoever did it, and nothing else."""
        body = whisper(text, rows)
        await self._quietly(
            lambda: self.line.respond(interaction.id, interaction.token, MESSAGE, body)
        )

    # ------------------------------------------------------------ answers

    async def _answer(self, visit: _Visit, answer: Answer) -> None:
        match answer:
            case Silence():
                await self._nothing(visit)
            case Toast(text=text) | CloseForm(text=text):
                await self._word(visit, text)
            case KeepForm(text=text):
                await self._kept(visit, text)
            case OpenForm():
                await self._form(visit, answer)
            case OpenDirect(token=token):
                await self._nothing(visit, offered=False)
                await self._through_the_door(visit, token)
            case LeaveChat():
                await self._nothing(visit, offered=False)
                if visit.interaction.guild_id is not None:
                    await self.leave(visit.interaction.guild_id)
            case never:
                assert_never(never)

    async def _word(self, visit: _Visit, text: str, rows: Sequence[dict[str, Any]] = ()) -> None:
        """Say something to whoever did it, alone."""
        if not text:
            await self._nothing(visit)
            return
        slot, body = visit.slot, whisper(text, rows)
        if slot.state == "asked":
            slot.take()
            await self.line.respond(slot.token.interaction, slot.token.token, MESSAGE, body)
            slot.close("used")
        elif slot.state == "thinking":
            slot.take()
            await self.line.patch_answer(slot.token.token, ORIGINAL, body)
            await self.signs.end(slot.token)
        else:
            await self.line.follow(slot.token.token, body)

    async def _kept(self, visit: _Visit, text: str) -> None:
        """Say why a form stays open, with a button that opens it as it was filled in."""
        row = None
        if isinstance(visit.event, FormSubmit):
            row = await self.forms.again(visit.event, key_of(visit.interaction))
        await self._word(visit, text, () if row is None else (row,))

    async def _form(self, visit: _Visit, form: OpenForm) -> None:
        """Open a form: at once, or by a button where Discord does not let us."""
        slot, sender = visit.slot, visit.event.sender
        if slot.state == "asked" and not isinstance(visit.event, FormSubmit):
            modal = await self.forms.show(form, sender, visit.event.place)
            slot.take()
            await self.line.respond(slot.token.interaction, slot.token.token, MODAL, modal)
            slot.close("used")
            return
        row = await self.forms.door(form, sender, visit.event.place)
        title = title_of(form.kind, form.values, sender.locale)
        await self._word(visit, say("discord-next", sender.locale, {"form": title}), (row,))

    async def _nothing(self, visit: _Visit, *, offered: bool = True) -> None:
        """Let the message that answers be the answer; what has no message is only taken in."""
        slot = visit.slot
        if visit.interaction.message is not None:
            if slot.state == "asked":
                await self._unseen(slot)
            elif slot.state == "thinking":
                await self._stop_thinking(slot)
            return
        if visit.elsewhere or not offered:
            await self._word(visit, say("toast-in-private", visit.event.sender.locale))
            return
        slot.offer()
        if slot.state == "offered":
            if await _in_time(slot.taken, visit.left_s(self.offer_s)):
                return
            await self._think(visit, decided=True)
        if slot.state == "thinking" and not await _in_time(slot.taken, self.useless_s):
            await self._stop_thinking(slot)

    async def _stop_thinking(self, slot: Slot) -> None:
        """Take away the sign that we think: nothing comes in its place."""
        slot.close("used")
        await self.line.delete_answer(slot.token.token, ORIGINAL)
        await self.signs.end(slot.token)

    async def _unseen(self, slot: Slot) -> None:
        """Take something in without a word."""
        slot.take()
        await self.line.respond(slot.token.interaction, slot.token.token, UNSEEN)
        slot.close("quiet")

    async def _through_the_door(self, visit: _Visit, token: str) -> None:
        """Tell the bot that somebody has come to their direct chat: they cannot be sent there."""
        event = visit.event
        came = IncomingCommand(
            event_id=f"{event.event_id}:door", sender=event.sender,
            place=await self.showing.direct(event.sender.id), text=f"/start {token}",
        )  # fmt: skip
        try:
            answer = await self.handler(came)
        except QUIET:
            await self._own_up(visit)
            raise
        if isinstance(answer, Toast | CloseForm | KeepForm) and answer.text:
            await self.line.follow(visit.slot.token.token, whisper(answer.text))

    # ------------------------------------------------------------ what is written in private

    async def hear(self, event: Event) -> None:
        """Take in what somebody wrote to the bot alone, and answer there."""
        self.showing.sending.heard_from(event.sender.id, channel_of(event.place))
        try:
            answer = await self.handler(event)
        except Exception:  # it is not brought again, and Discord says nothing
            words = say("discord-failed", event.sender.locale)
            await self._quietly(lambda: self._say(event, words))
            raise
        match answer:
            case Toast(text=text) | CloseForm(text=text) | KeepForm(text=text) if text:
                await self._quietly(lambda: self._say(event, text))
            case OpenForm():
                await self._quietly(lambda: self._offer(event, answer))
            case _:
                pass

    async def _say(self, event: Event, text: str) -> None:
        words = OutgoingText(text=text)
        await self.showing.send(event.place, words, key=f"{event.event_id}:word")

    async def _offer(self, event: Event, form: OpenForm) -> None:
        """Hang out a button that opens a form: words alone cannot."""
        row = await self.forms.door(form, event.sender, event.place)
        title = title_of(form.kind, form.values, event.sender.locale)
        text = say("discord-next", event.sender.locale, {"form": title})
        body = whisper(text, (row,))
        body["flags"] &= ~EPHEMERAL
        await self.line.post(channel_of(event.place), body)

    async def _quietly(self, call: Callable[[], Awaitable[object]]) -> None:
        """Do what may fail without harm to anybody."""
        try:
            await call()
        except QUIET as error:
            log.info("not done", extra={"kind": type(error).__name__})


@dataclass(frozen=True, slots=True)
class _Visit:
    """One interaction being answered; ``came`` is the loop's time at which it did."""

    interaction: Interaction
    event: Event
    slot: Slot
    came: float

    @property
    def elsewhere(self) -> bool:
        """What comes of it is shown in the direct chat, and it did not happen there."""
        place: Place = self.event.place
        return place.private and channel_of(place) != self.slot.token.channel

    def left_s(self, within_s: float) -> float:
        """Return what is left of so many seconds since it came."""
        return max(0.0, self.came + within_s - asyncio.get_running_loop().time())


async def _in_time(event: asyncio.Event, patience_s: float) -> bool:
    """Tell whether something happens within so many seconds."""
    try:
        async with asyncio.timeout(patience_s):
            await event.wait()
    except TimeoutError:
        return False
    return True
