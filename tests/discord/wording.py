"""What Discord makes of what was sent: ids for components, mentions in words, types of files."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import Any

from tests.discord.things import Json, User

DEFAULTS: dict[int, Json] = {
    3: {"min_values": 1, "max_values": 1}, 14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}  # fmt: skip
"""What selects, separators and containers say where nobody said it, by type."""
MENTION = re.compile(r"<@!?(\d{15,20})>")


def content_type_of(filename: str) -> str:
    """What Discord says a file is, by its name."""
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def mentioned(content: str, users: Mapping[int, User]) -> list[User]:
    """Whom the words mention, each once."""
    numbers = dict.fromkeys(int(number) for number in MENTION.findall(content))
    return [users[number] for number in numbers if number in users]


def every_component(components: Sequence[Json]) -> Iterator[Json]:
    """Components and what is in them, in the order in which they stand."""
    for component in components:
        yield component
        yield from every_component(component.get("components") or ())
        inner = [component[name] for name in ("component", "accessory") if name in component]
        yield from every_component(inner)


def numbered(components: Sequence[Json]) -> list[Json]:
    """Components as Discord gives them back: nothing null, defaults filled in, an ``id`` each.

    The id is their own, or the next number that is free.
    """
    copied = [_filled(component) for component in components]
    taken = {part["id"] for part in every_component(copied) if part.get("id")}
    free = (number for number in count(1) if number not in taken)
    for part in every_component(copied):
        if not part.get("id"):
            part["id"] = next(free)
    return copied


def _filled(component: Json) -> Json:
    given = {name: _inner(value) for name, value in component.items() if value is not None}
    return {**DEFAULTS.get(component.get("type", 0), {}), **given}


def _inner(value: Any) -> Any:
    match value:
        case {"type": int()}:
            return _filled(value)
        case [{"type": int()}, *_]:
            return [_filled(part) for part in value]
        case {"name": _, "id": None}:
            return {"name": value["name"]}
        case _:
            return deepcopy(value)
