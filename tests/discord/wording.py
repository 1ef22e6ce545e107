"""What Discord makes of what was sent: ids for components, mentions in words, types of files."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from tests.discord.things import Json, User

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
    """Components with an ``id`` each: their own, or the next number that is free."""
    copied = deepcopy([*components])
    taken = {part["id"] for part in every_component(copied) if part.get("id")}
    number = 0
    for part in every_component(copied):
        if part.get("id"):
            continue
        number += 1
        while number in taken:
            number += 1
        part["id"] = number
    return copied
