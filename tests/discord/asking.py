"""Something that a person asked of the bot, and what was shown to that person for it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.discord import interactions
from tests.discord.interactions import ANSWER_WITHIN_S
from tests.discord.things import LOADING, Interaction, Json, Message

if TYPE_CHECKING:
    from tests.discord.world import World

LOADED_WITHIN_S = 20.0


class NoResponse(Exception):
    """The person reads that the application did not respond."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, a press or a form handed in. Awaited, it is itself once it was answered.

    It was answered as well if it failed: the person then reads that the app did not respond.
    """

    world: World
    interaction: Interaction

    @property
    def failed(self) -> bool:
        """Whether they were told that the app did not respond."""
        return interactions.has_failed(self.world, self.interaction)

    @property
    def answered(self) -> bool:
        return self.interaction.callback is not None

    @property
    def kind(self) -> int:
        """Which kind of first answer came, as Discord numbers them; 0 for none yet."""
        return int((self.interaction.callback or {}).get("type", 0))

    @property
    def form(self) -> Form:
        """The form that opened.

        Raises:
            LookupError: None has.
        """
        if self.interaction.form is None:
            raise LookupError(f"no form opened for {self.interaction}, but {self.messages}")
        return Form(self.interaction, self.interaction.form)

    @property
    def messages(self) -> list[Message]:
        """What answers it and is still there: the first answer, and what followed it."""
        original = self.interaction.original
        every = [*([original] if original else []), *self.interaction.followups]
        return [m for m in every if not m.gone and m is not self.interaction.message]

    @property
    def message(self) -> Message:
        """The first of them.

        Raises:
            LookupError: There is none.
        """
        if not self.messages:
            raise LookupError(f"nothing was said to {self.interaction}")
        return self.messages[0]

    @property
    def words(self) -> str:
        """What all of them say."""
        return "\n".join(message.content for message in self.messages)

    async def settled(self) -> Asked:
        """Wait for the first answer, or for Discord to tell the person that none came."""
        while not (self.answered or self.failed):
            gone_s = self.world.clock.now() - self.interaction.at
            left_s = max(0.0, ANSWER_WITHIN_S - gone_s) + 0.01
            with suppress(TimeoutError):
                await self.world.until(lambda: self.answered or self.failed, within_s=left_s)
        return self

    async def said(self, *, within_s: float = LOADED_WITHIN_S) -> Message:
        """Wait for the message that answers it, past any promise of one.

        Raises:
            TimeoutError: None came for so long.
            NoResponse: The app did not respond.
        """

        await self.settled()
        return await self.world.until(self._ready, within_s=within_s)

    def _ready(self) -> Message | None:
        if self.failed:
            raise NoResponse(f"the app did not respond to {self.interaction}")
        return next((one for one in self.messages if not one.flags & LOADING), None)

    def __await__(self) -> Generator[Any, Any, Asked]:
        return self.settled().__await__()


@dataclass(frozen=True, slots=True)
class Form:
    """A form before somebody's eyes.

    Attributes:
        opener: What it opened for.
        body: As Discord spells it, its parts numbered.
    """

    opener: Interaction
    body: Json

    @property
    def title(self) -> str:
        return str(self.body["title"])

    @property
    def parts(self) -> list[Json]:
        """Labels, rows and words, from top to bottom."""
        return list(self.body["components"])

    @property
    def fields(self) -> list[tuple[str, Json]]:
        """What can be filled in, each with the words above it."""
        return [*self._fields()]

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.fields]

    @property
    def words(self) -> str:
        """All that one reads in it."""
        said = [self.title]
        for part in self.parts:
            said += [part[name] for name in ("label", "description", "content") if part.get(name)]
        return "\n".join(said)

    def field(self, name: str) -> Json:
        """The field with this custom id, or under this label."""
        for label, part in self.fields:
            if name in (label, part["custom_id"]):
                return part
        raise LookupError(f"no field {name!r} among {self.labels}")

    def _fields(self) -> Iterator[tuple[str, Json]]:
        for part in self.parts:
            if "component" in part:
                yield part["label"], part["component"]
            for inner in part.get("components", ()):
                yield inner["label"], inner
