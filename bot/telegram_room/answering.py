"""What somebody gets back at once: a word over a button, a look at their message, or a line."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from telegram import CallbackQuery, Message, ReactionTypeEmoji, Update

from bot.chat import (
    Answer,
    ButtonPress,
    CannotReach,
    CloseForm,
    DeliveryError,
    Event,
    Handler,
    IncomingCommand,
    KeepForm,
    LeaveChat,
    MediaUpload,
    OpenDirect,
    OpenForm,
    OutgoingText,
    Silence,
    Toast,
)
from bot.i18n import say
from bot.telegram_room.line import Line, Same, Stays
from bot.telegram_room.outcome import Reading, TurnedAway
from bot.telegram_room.reading import Me, number_of, place_of
from bot.telegram_room.roles import Roles
from bot.telegram_room.showing import Showing
from bot.telegram_room.writing import TOAST_MAX, cut, units

log = logging.getLogger("walkon.telegram")

SEEN: Final = "👀"
TOLD_S: Final = 3600.0  # what does not change is said again after that
GLANCE_MAX: Final = 60  # UTF-16 units that can be read before a toast goes
LINK: Final = "https://t.me/{handle}?start={token}"


@dataclass(slots=True, kw_only=True)
class Answering:
    """Hands events to the bot and brings answers back. Nothing here is needed for a film."""

    line: Line
    showing: Showing
    roles: Roles
    me: Me
    handler: Handler
    _told: dict[Hashable, float] = field(default_factory=dict)

    async def take(self, update: Update, reading: Reading) -> None:
        """Take what an update says in, for good, and answer."""
        change = update.my_chat_member or update.chat_member
        if change is not None:
            self.roles.forget(change.chat.id)
        if reading.turned_away is not None:
            await self._turn_away(reading.turned_away)
        query = update.callback_query
        if query is not None and query.message is not None:
            self.showing.ephemeral.pressed(query.message.chat.id, query.from_user.id, query.id)
        for event in reading.events:
            if isinstance(event, IncomingCommand) and update.message is not None:
                await self._seen(update.message)
            answer = await self.handler(await self._with_role(event))
            await self._answer(update, event, answer)

    async def _with_role(self, event: Event) -> Event:
        """Add what somebody may do in a group, where that can decide anything."""
        place = event.place
        if place.private or not isinstance(event, ButtonPress | IncomingCommand):
            return event
        role = await self.roles.of(number_of(place.chat), number_of(event.sender.id))
        return replace(event, sender=replace(event.sender, role=role))

    # ------------------------------------------------------------ answers

    async def _answer(self, update: Update, event: Event, answer: Answer) -> None:
        match answer:
            case Silence() | OpenForm():
                text, token = "", None
            case Toast(text=text) | CloseForm(text=text) | KeepForm(text=text):
                token = None
            case OpenDirect(token=token):
                text = ""
            case LeaveChat():
                await self._quietly(
                    lambda: self.line.bot.leave_chat(number_of(event.place.chat))
                )  # fmt: skip
                text, token = "", None
            case never:
                assert_never(never)
        if update.callback_query is not None:
            await self._over_button(update.callback_query, text, token)
        elif text:
            await self._whisper(
                update, event, text, aloud=isinstance(answer, Toast) and answer.aloud
            )
        if isinstance(event, MediaUpload | IncomingCommand) and isinstance(answer, CloseForm):
            await self._clear(update.message)

    async def _over_button(self, query: CallbackQuery, text: str, token: str | None) -> None:
        """Answer a press; one that is too old to be answered needs none."""
        link = LINK.format(handle=self.me.handle, token=token) if token is not None else None
        await self._quietly(
            lambda: self.line.bot.answer_callback_query(
                query.id, text=cut(text, TOAST_MAX) or None, url=link,
                show_alert=units(text) > GLANCE_MAX,
            )
        )  # fmt: skip

    async def _whisper(self, update: Update, event: Event, text: str, *, aloud: bool) -> None:
        """Say one line to somebody alone; where that cannot be, under their words, if it may."""
        only_for = None if event.place.private else event.sender.id
        asked = update.message
        try:
            await self.showing.send(event.place, OutgoingText(text=text), only_for=only_for)
        except CannotReach:
            if aloud and only_for is not None and asked is not None:
                answer = OutgoingText(text=text, parent=str(asked.message_id))
                await self._quietly(lambda: self.showing.send(event.place, answer))
        except (DeliveryError, OSError, TimeoutError) as error:
            log.info("a word was not said", extra={"kind": type(error).__name__})

    async def _turn_away(self, away: TurnedAway) -> None:
        """Say why nothing comes of a message: once for each, and once in an hour to nobody.

        An album is one message.
        """
        message, now = away.message, self.roles.monotonic()
        which = message.media_group_id or message.message_id
        subject = (away.why, message.chat.id, None if message.sender_chat else which)
        self._told = {what: at for what, at in self._told.items() if now - at < TOLD_S}
        if subject in self._told:
            return
        self._told[subject] = now
        text = OutgoingText(text=say(away.why, away.locale), parent=str(message.message_id))
        await self._quietly(lambda: self.showing.send(place_of(message), text))

    async def _seen(self, message: Message) -> None:
        """Let whoever asked see at once that they were heard."""
        await self._quietly(
            lambda: self.line.bot.set_message_reaction(
                message.chat.id, message.message_id, ReactionTypeEmoji(SEEN)
            )
        )

    async def _clear(self, message: Message | None) -> None:
        """Take somebody's picture out of the chat once the bot has it."""
        if message is not None:
            await self._quietly(
                lambda: self.line.bot.delete_message(message.chat.id, message.message_id)
            )

    async def _quietly(self, call: Callable[[], Awaitable[object]]) -> None:
        """Do what is nice to have; that it was not done harms nobody."""
        try:
            await self.line.ask(call)
        except (DeliveryError, OSError, TimeoutError, Same, Stays) as error:
            log.info("not done", extra={"kind": type(error).__name__})
