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
"""By name."""

_SPELLED = {name.lower(): name for name in METHODS}


def known(world: World, method: str) -> str | None:
    """How a method is spelled, or None where this version of the Bot API has none of the name."""
    name = _SPELLED.get(method.lower())
    if name in ephemeral.METHODS and world.bot_api < receivers.SINCE:
        return None
    return name
