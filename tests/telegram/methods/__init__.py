"""What each method of the Bot API does and refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.telegram.calls import Call
from tests.telegram.methods import (
    chats,
    editing,
    ephemeral,
    intake,
    profile,
    queries,
    receivers,
    sending,
)
from tests.telegram.world import World

Method = Callable[[World, Call], object] | Callable[[World, Call], Awaitable[object]]

METHODS: dict[str, Method] = {
    **intake.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **ephemeral.METHODS,
    **queries.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}
"""By name in small letters."""


def known(world: World, method: str) -> Method | None:
    """The method of this name, or None where this version of the Bot API has none."""
    if method in ephemeral.METHODS and world.bot_api < receivers.SINCE:
        return None
    return METHODS.get(method)
