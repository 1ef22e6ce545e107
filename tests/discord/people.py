"""People in Discord's app: what they ask, press, fill in, write and see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.discord import interactions, rendering
from tests.discord.asking import Asked, Form
from tests.discord.giving import (
    GROUP,
    SUBCOMMAND,
    File,
    Given,
    NotPossible,
    attached,
    choice_names,
    given_options,
    handed_in,
)
from tests.discord.interactions import COMMAND, FORM, PRESS
from tests.discord.permissions import Permission
from tests.discord.things import Json, Message, User

if TYPE_CHECKING:
    from tests.discord.places import Channel
    from tests.discord.world import World

CHAT_INPUT, MESSAGE_MENU = 1, 3
LINK = 5
BUTTON = 2


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody at their screen, in one world."""

    world: World
    user: User

    def __repr__(self) -> str:
        return f"<{self.user.name} {self.user.id}>"

    @classmethod
    def new(cls, world: World, name: str, **more: Any) -> Person:
        """Somebody with a new account; ``more`` as in ``User``."""
        return cls(world, world.user(name, **more))

    @property
    def dm(self) -> Channel:
        """Their direct messages with the bot."""
        return self.world.dm(self.user)

    @property
    def here(self) -> Channel:
        """The first channel that they see where the bot is; else their direct messages with it."""
        for guild in self.world.guilds.values():
            for channel in guild.channels.values():
                if guild.has_bot and self.world.sees(self.user, channel):
                    return channel
        return self.dm

    # ------------------------------------------------------------ asking

    def slash(self, command: str, where: Channel | None = None, /, **options: Any) -> Asked:
        """Use a command.

        Args:
            command: Its name, or a subcommand's, in any language; with all names before it, parted
                by spaces, where the last is not enough.
            where: In which channel; ``here`` if none is given.
            options: By name: words, numbers, people, files.

        Raises:
            LookupError: The bot has synced no such command for there, or it has no such option.
            NotPossible: Discord's app would not send this.
        """
        channel = where or self.here
        found = [path for path in self._commands(channel) if _is_called(path, command)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} called {command!r} of {self.commands(channel)}")
        (root, *below), given = found[0], Given(self.world, channel)
        last = found[0][-1]
        inner = given_options(given, last.get("options") or [], options)
        for part in reversed(below):
            inner = [{"name": part["name"], "type": part["type"], "options": inner}]
        return self._command(root, channel, {"options": inner, **given.resolved()})

    def menu(self, name: str, message: Message) -> Asked:
        """Use a command from a message's menu.

        Raises:
            LookupError: The bot has synced no such command for there, or they do not see it.
        """
        self._check_seen(message)
        for command in self._synced(message.channel, MESSAGE_MENU):
            if name in (command["name"], *choice_names(command)):
                number, about = str(message.id), rendering.message_json(message)
                chosen: Json = {"target_id": number, "resolved": {"messages": {number: about}}}
                return self._command(command, message.channel, chosen)
        raise LookupError(f"no command {name!r} in the menu of {message}")

    def presses(self, message: Message, label: str) -> Asked:
        """Press a button, named by its words or its custom id; or by a part of its words.

        Raises:
            LookupError: They do not see the message, or it has no such button.
            NotPossible: The button cannot be pressed.
        """
        self._check_seen(message)
        button = _button(message, label)
        if button.get("disabled") or button["style"] == LINK:
            raise NotPossible(f"{label!r} cannot be pressed")
        data: Json = {name: button[name] for name in ("custom_id", "id")}
        data["component_type"] = BUTTON
        metadata: Json = {"interacted_message_id": str(message.id)}
        return self._asks(PRESS, message.channel, data, metadata, message)

    def opens(self, message: Message, label: str) -> str:
        """Follow a button that is a link; its address."""
        self._check_seen(message)
        return str(_button(message, label)["url"])

    def fills(
        self,
        form: Form | Asked,
        values: Mapping[str, Any] | None = None,
        files: Mapping[str, File | Sequence[File]] | None = None,
    ) -> Asked:
        """Fill in a form that opened for them, and hand it in.

        Args:
            form: Which, or what it opened for.
            values: Words, choices and ticks, by custom id or label; the rest stays as it was.
            files: By custom id or label.

        Raises:
            LookupError: No form opened, or not for them, or it has no such field.
            NotPossible: Discord's app would not send this.
        """
        form = form.form if isinstance(form, Asked) else form
        opener = form.opener
        if opener.user is not self.user:
            raise LookupError(f"{form.title!r} opened for {opener.user}")
        data = handed_in(Given(self.world, opener.channel), form, values or {}, files or {})
        metadata: Json = {"triggering_interaction_metadata": opener.metadata}
        return self._asks(FORM, opener.channel, data, metadata, opener.message)

    # ------------------------------------------------------------ writing

    def writes_dm(self, text: str = "", *files: File, reply_to: Message | None = None) -> Message:
        """Write to the bot alone."""
        return self.says(self.dm, text, *files, reply_to=reply_to)

    def says(
        self, channel: Channel, text: str = "", *files: File, reply_to: Message | None = None
    ) -> Message:
        """Write into a channel."""
        if not self.world.sees(self.user, channel):
            raise LookupError(f"{self} does not see {channel}")
        attachments = [attached(self.world, channel, file) for file in files]
        return self.world.post_message(
            channel, self.user, text, attachments=attachments, reply_to=reply_to
        )

    def deletes(self, message: Message) -> None:
        """Take one's own message away; or, of what one alone sees, dismiss it."""
        if self.user not in (message.author, message.viewer):
            raise NotPossible(f"{message} is not theirs")
        self.world.delete_message(message)

    # ------------------------------------------------------------ seeing

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """The messages before their eyes there, oldest first; ``here`` if none is given."""
        return self.world.read_by(self.user, channel or self.here)

    def sees_dm(self) -> list[Message]:
        """What stands between them and the bot, oldest first."""
        return self.sees(self.dm)

    @property
    def was_told(self) -> list[str]:
        """The words that they alone saw, oldest first, also those that are gone."""
        alone = [
            message
            for channel in self.world.channels.values()
            for message in channel.messages.values()
            if message.viewer is self.user
        ]
        return [message.content for message in sorted(alone, key=lambda message: message.id)]

    @property
    def asked(self) -> list[Asked]:
        """All that they asked, oldest first."""
        every = self.world.interactions.values()
        return [Asked(self.world, one) for one in every if one.user is self.user]

    @property
    def failed(self) -> list[Asked]:
        """What they were told of that the app did not respond."""
        return [asked for asked in self.asked if asked.failed]

    def finds(self, words: str, channel: Channel | None = None) -> Message:
        """The newest message that matches ``words``, a regular expression, or has such a button."""
        for message in reversed(self.sees(channel)):
            if any(re.search(words, said) for said in (message.content, *message.labels)):
                return message
        raise LookupError(f"nothing like {words!r} in sight")

    async def awaits(
        self, words: str, channel: Channel | None = None, *, within_s: float = 20.0
    ) -> Message:
        """Look until there is a message like ``words``; the newest one.

        Raises:
            TimeoutError: There was none for ``within_s`` seconds.
        """
        return await self.world.until(lambda: self.finds(words, channel), within_s=within_s)

    def commands(self, channel: Channel | None = None) -> list[str]:
        """What they are offered on typing ``/`` there."""
        offered = self._commands(channel or self.here)
        return [" ".join(part["name"] for part in path) for path in offered]

    def menus(self, channel: Channel | None = None) -> list[str]:
        """What they are offered in the menu of a message there."""
        return [one["name"] for one in self._synced(channel or self.here, MESSAGE_MENU)]

    async def is_offered(self, command: str, where: Channel | None = None) -> None:
        """Wait until there is a command of this name, or one in the menu of messages."""

        def look() -> bool:
            channel = where or self.here
            called = any(_is_called(path, command) for path in self._commands(channel))
            return called or command in self.menus(channel)

        await self.world.until(look)

    # ------------------------------------------------------------ the rest

    def _command(self, command: Json, channel: Channel, chosen: Json) -> Asked:
        data: Json = {name: command[name] for name in ("id", "name", "type")}
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        metadata: Json = {}
        if "target_id" in chosen:
            metadata["target_message_id"] = chosen["target_id"]
        return self._asks(COMMAND, channel, {**data, **chosen}, metadata, None)

    def _asks(
        self, kind: int, channel: Channel, data: Json, metadata: Json, message: Message | None
    ) -> Asked:
        interaction = interactions.begin(
            self.world, self.user, channel, kind, data, metadata=metadata, message=message
        )
        return Asked(self.world, interaction)

    def _check_seen(self, message: Message) -> None:
        if message not in self.sees(message.channel):
            raise LookupError(f"{self} does not see {message}")

    def _commands(self, channel: Channel) -> list[list[Json]]:
        """Every command that is offered there, as the way to it from the top."""
        return [p for command in self._synced(channel, CHAT_INPUT) for p in _paths([command])]

    def _synced(self, channel: Channel, kind: int) -> list[Json]:
        guild, world = channel.guild, self.world
        needed = Permission.VIEW_CHANNEL | Permission.USE_APPLICATION_COMMANDS
        if world.permissions(self.user, channel) & needed != needed:
            return []
        own = world.commands.get(guild.id, []) if guild else []
        every = [*world.commands.get(None, []), *own]
        return [one for one in every if one.get("type", 1) == kind and self._offered(one, channel)]

    def _offered(self, command: Json, channel: Channel) -> bool:
        installed = {int(key) for key in interactions.owners(self.world, self.user, channel)}
        allowed = command.get("integration_types") or [interactions.GUILD_INSTALLED]
        contexts = command.get("contexts")
        if contexts is None:
            contexts = [interactions.IN_GUILD, interactions.IN_BOT_DM]
        needed = Permission(int(command.get("default_member_permissions") or 0))
        may = self.world.permissions(self.user, channel) & needed == needed
        there = interactions.context_of(channel) in contexts
        return there and bool(installed & {*allowed}) and (may or channel.guild is None)


def people(world: World, *names: str) -> list[Person]:
    """Some people with new accounts."""
    return [Person.new(world, name) for name in names]


def _paths(path: list[Json]) -> Iterator[list[Json]]:
    inner = [o for o in path[-1].get("options") or () if o["type"] in (SUBCOMMAND, GROUP)]
    if not inner:
        yield path
    for option in inner:
        yield from _paths([*path, option])


def _is_called(path: Sequence[Json], called: str) -> bool:
    """Whether names, parted by spaces, are the last on the way to a command."""
    names = called.split(" ")
    if len(names) > len(path):
        return False
    return all(
        name in (part["name"], *choice_names(part))
        for name, part in zip(names, path[-len(names) :], strict=True)
    )


def _button(message: Message, label: str) -> Json:
    """The button with just these words or this id, or else the one with these words in it."""
    try:
        return message.button(label)
    except LookupError:
        like = [one for one in message.buttons if label in (one.get("label") or "")]
        if len(like) != 1:
            raise
        return like[0]
