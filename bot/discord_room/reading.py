"""What happens on Discord becomes what the core is told.

A number is who somebody is. A name or a handle is not: programs and webhooks, which write under any
name, are nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import discord

from bot.chat import (
    ButtonPress,
    DirectOpened,
    Event,
    FormSubmit,
    IncomingCommand,
    MediaUpload,
    Mention,
    MessageRef,
    Place,
    Sender,
)
from bot.commands import RESERVED
from bot.discord_room.attached import files_of, given_file, raw_files
from bot.discord_room.commands import MAKE, PERSONS
from bot.discord_room.naming import MENTION, as_names, known_only, mentioned, tidy
from bot.discord_room.people import (
    PLATFORM,
    People,
    chat_id,
    locale_of,
    member_id,
    number_of,
    raw_sender,
    sender_of,
)
from bot.i18n import say
from generation.model.member import MemberId
from storage.discord_tables import Ours

__all__ = ["PLATFORM", "Reader", "chat_id", "member_id", "number_of"]

log = logging.getLogger("walkon.discord")

SPOKEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
DIRECT_S: Final = 1.5  # of the three seconds in which something must be answered
TYPED, MENU = 1, 3  # kinds of commands

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads interactions, and messages to the bot alone.

    Attributes:
        me: The bot's number.
        command: The word of its command.
        people: Who tells of those who are only numbers.
        direct: Returns the number of the direct channel with somebody.
    """

    me: int
    command: str
    people: People
    direct: Callable[[MemberId], Awaitable[int]]
    _opening: set[asyncio.Future[int]] = field(default_factory=set)

    # ------------------------------------------------------------ interactions

    async def read(self, interaction: Interaction, ours: Ours | None = None) -> Event | None:
        """Return what somebody did; None where it is not for us, or nobody's doing.

        ``ours`` is what is known of the message that a button was pressed under.

        Raises:
            DeliveryError: Discord does not tell where somebody may be answered.
            OSError: It does not answer, or not in time.
        """
        sender = self.sender(interaction)
        if sender is None:
            return None
        if interaction.type is discord.InteractionType.component:
            return await self._pressed(interaction, sender, ours)
        if interaction.type is discord.InteractionType.application_command:
            return await self._command(interaction, sender)
        return None

    def sender(self, interaction: Interaction) -> Sender | None:
        """Return who did something; None for nobody."""
        person = interaction.user
        if person is discord.utils.MISSING or person.bot:
            return None
        may = interaction.permissions
        in_charge = here(interaction) and (may.manage_guild or may.administrator)
        return sender_of(
            person, locale=locale_of(interaction.locale), role="admin" if in_charge else "member"
        )

    async def place(self, interaction: Interaction, sender: Sender) -> Place:
        """Return where something happened; what is not ours to write in is the sender's own chat.

        Raises:
            DeliveryError: Discord does not tell where somebody may be answered.
            OSError: It does not answer, or not in time.
        """
        channel = interaction.channel
        if here(interaction) and channel is not None:
            return place_in(interaction, channel)
        if isinstance(channel, discord.DMChannel) and not _between_others(interaction):
            return Place(chat=chat_id(channel.id), private=True)
        return Place(chat=chat_id(await self._direct(sender.id)), private=True)

    async def _direct(self, member: MemberId) -> int:
        """Return the number of the direct channel with somebody, unless Discord takes too long.

        It is opened all the same: what they do next finds it open.
        """
        opening = asyncio.ensure_future(self.direct(member))
        self._opening.add(opening)
        opening.add_done_callback(self._opened)
        done, _ = await asyncio.wait({opening}, timeout=DIRECT_S)
        if not done:
            raise TimeoutError
        return opening.result()

    def _opened(self, opening: asyncio.Future[int]) -> None:
        self._opening.discard(opening)
        if not opening.cancelled() and opening.exception() is not None:
            log.info("not opened", extra={"kind": type(opening.exception()).__name__})

    async def _pressed(
        self, interaction: Interaction, sender: Sender, ours: Ours | None
    ) -> ButtonPress | None:
        message, data = interaction.message, _data(interaction).get("custom_id", "")
        if message is None or not data:
            return None
        place = await self.place(interaction, sender)
        if ours is not None and ours.place != place.chat:
            place = Place(chat=ours.place, private=ours.private, spoken_for=True)
        return ButtonPress(
            **_inbound(interaction, sender, place), data=str(data), message=str(message.id)
        )

    # ------------------------------------------------------------ commands

    async def _command(self, interaction: Interaction, sender: Sender) -> IncomingCommand | None:
        data, place = _data(interaction), await self.place(interaction, sender)
        if data.get("type", TYPED) == MENU:
            meant = self._meant(data)
            if meant is None:
                return None
            return IncomingCommand(
                **_inbound(interaction, sender, place), text=f"/{self.command}", reply_to=meant
            )
        if data.get("type", TYPED) != TYPED:
            return None
        inner: Mapping[str, Any] = next(iter(data.get("options", ())), {})
        word = str(inner.get("name", ""))
        given = {one["name"]: one.get("value") for one in inner.get("options", ())}
        if word == MAKE:
            return await self._made(interaction, _inbound(interaction, sender, place), given)
        if word and word not in RESERVED:
            word = "help"
        words = " ".join(("/" + self.command, word, str(given.get("period", ""))))
        return IncomingCommand(**_inbound(interaction, sender, place), text=words.strip())

    async def _made(
        self, interaction: Interaction, told: dict[str, Any], given: Mapping[str, Any]
    ) -> IncomingCommand:
        """Read a sentence with whom and what was chosen beside it."""
        resolved = _data(interaction).get("resolved", {})
        files, known = resolved.get("attachments", {}), _people(resolved)
        chosen = [known.get(int(given.get(name) or 0)) for name in PERSONS]
        sentence = tidy(str(given.get("sentence", "")), self.me)
        typed = await self._typed(interaction, sentence, known)
        beside = (Mention(text="", member=one) for one in chosen if one is not None)
        return IncomingCommand(
            **told,
            text=f"/{self.command} {known_only(sentence, typed)}",
            mentions=(*mentioned(typed), *beside),
            media=given_file(files.get(str(given.get("voice")))),
        )

    async def _typed(
        self, interaction: Interaction, text: str, known: Mapping[int, Sender | None]
    ) -> dict[int, Sender]:
        """Return who is meant by the numbers in a text, apart from those ``known`` as nobody."""
        numbers = [int(number) for number in MENTION.findall(text)]
        guild = interaction.guild_id if here(interaction) else None
        asked = await self.people.named([n for n in numbers if n not in known], guild)
        found = {**known, **asked}
        return {n: one for n in numbers if (one := found.get(n)) is not None}

    def looks_for_a_film(self, interaction: Interaction) -> bool:
        """Tell whether a menu that changes a film was opened at what is none of ours."""
        data = _data(interaction)
        if data.get("type", TYPED) != MENU or data.get("name") != say("discord-menu-remix", "en"):
            return False
        chosen = data.get("resolved", {}).get("messages", {}).get(str(data.get("target_id")))
        return chosen is not None and int(chosen["author"]["id"]) != self.me

    def _meant(self, data: Mapping[str, Any]) -> MessageRef | None:
        """Read the message that a menu was opened at."""
        number = str(data.get("target_id", ""))
        message = data.get("resolved", {}).get("messages", {}).get(number)
        if message is None:
            return None
        if int(message["author"]["id"]) == self.me:
            return MessageRef(message=number)
        return self._of_somebody(number, message)

    def _of_somebody(self, number: str, message: Mapping[str, Any]) -> MessageRef:
        """Read somebody's message: what was passed on, or is a program's, has no author."""
        snapshots = [one.get("message", {}) for one in message.get("message_snapshots", ())]
        said = snapshots[0] if snapshots else message
        names = {
            int(one["id"]): one.get("global_name") or one["username"]
            for one in (*said.get("mentions", ()), *message.get("mentions", ()))
        }
        text = as_names(tidy(str(said.get("content", "")), self.me), names)
        author = None if message.get("webhook_id") else raw_sender(message["author"])
        if author is None or snapshots:
            return MessageRef(message=number, text=text)
        return MessageRef(
            message=number, author=author, text=text, media=raw_files(said.get("attachments", ()))
        )

    # ------------------------------------------------------------ forms

    async def with_mentions(self, interaction: Interaction, form: FormSubmit) -> FormSubmit:
        """Say who is mentioned by number in what was filled in."""
        values = {name: tidy(value, self.me) for name, value in form.values.items()}
        known = _people(_data(interaction).get("resolved", {}))
        typed = await self._typed(interaction, " ".join(values.values()), known)
        values = {name: known_only(value, typed) for name, value in values.items()}
        return replace(form, values=values, mentions=mentioned(typed))

    # ------------------------------------------------------------ messages to the bot alone

    def message(self, message: discord.Message, locale: str) -> Sequence[Event]:
        """Return what somebody says to the bot alone, whose language was ``locale``."""
        author = message.author
        if message.guild is not None or author.bot or message.webhook_id is not None:
            return ()
        if message.type not in SPOKEN:
            return ()
        key, sender = f"{PLATFORM}:{message.id}", sender_of(author, locale=locale)
        told: dict[str, Any] = {
            "event_id": key, "sender": sender,
            "place": Place(chat=chat_id(message.channel.id), private=True),
        }  # fmt: skip
        said = self._private(message, told)
        if said is None:
            return ()
        return (DirectOpened(**{**told, "event_id": f"{key}:open"}), said)

    def _private(self, message: discord.Message, told: dict[str, Any]) -> Event | None:
        passed_on = next(iter(message.message_snapshots), None)
        if passed_on is not None:
            words = tidy(passed_on.content, self.me)
            said = MessageRef(message=str(message.id), text=words)
            text = f"/{self.command}"
            return IncomingCommand(**told, text=text, reply_to=said) if words else None
        media, words = files_of(message.attachments), tidy(message.content, self.me)
        if not words:
            return MediaUpload(**told, media=media) if media else None
        people = {one.id: sender_of(one) for one in message.mentions if not one.bot}
        return IncomingCommand(
            **told, text=known_only(words, people), mentions=mentioned(people), media=media,
            reply_to=self._answered(message),
        )  # fmt: skip

    def _answered(self, message: discord.Message) -> MessageRef | None:
        """Return the message that is answered; what a program says has no words here."""
        answered = message.reference.resolved if message.reference is not None else None
        if not isinstance(answered, discord.Message):
            return None
        number = str(answered.id)
        if answered.author.bot:
            return MessageRef(message=number)
        if answered.message_snapshots:
            words = tidy(answered.message_snapshots[0].content, self.me)
            return MessageRef(message=number, text=words)
        names = {one.id: one.display_name for one in answered.mentions}
        return MessageRef(
            message=number, author=sender_of(answered.author),
            text=as_names(tidy(answered.content, self.me), names),
            media=files_of(answered.attachments),
        )  # fmt: skip


def here(interaction: Interaction) -> bool:
    """Tell whether the bot is a member where something happened, so that it may write there."""
    guild = interaction.guild_id
    return guild is not None and interaction.client.get_guild(guild) is not None


def _between_others(interaction: Interaction) -> bool:
    """Tell whether a direct channel is one between other people, where the bot only visits."""
    return interaction.context.private_channel


def place_in(interaction: Interaction, channel: Any) -> Place:
    """Return a place in a server; a thread belongs to its channel, unless it is private.

    Others see a private thread than its channel: it is a chat of its own.
    """
    guild, thread, title = interaction.guild, None, ""
    number, name = int(channel.id), getattr(channel, "name", "")
    if isinstance(channel, discord.Thread) and not channel.is_private():
        thread, number = str(channel.id), channel.parent_id
        name = channel.parent.name if channel.parent is not None else channel.name
    if guild is not None and guild.name and name:
        title = f"#{name} · {guild.name}"
    return Place(chat=chat_id(number), thread=thread, title=title)


def _people(resolved: Mapping[str, Any]) -> dict[int, Sender | None]:
    """Return whom Discord describes beside what was done; None for programs."""
    members = resolved.get("members", {})
    return {
        int(number): raw_sender(user, members.get(number))
        for number, user in resolved.get("users", {}).items()
    }


def _data(interaction: Interaction) -> Mapping[str, Any]:
    data: Any = interaction.data
    return data or {}


def _inbound(interaction: Interaction, sender: Sender, place: Place) -> dict[str, Any]:
    return {"event_id": f"{PLATFORM}:{interaction.id}", "sender": sender, "place": place}
