"""What people put into commands and forms, as Discord's app checks and spells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.discord import rendering
from tests.discord.asking import Form
from tests.discord.components import Part
from tests.discord.interactions import resolved_users
from tests.discord.things import Attachment, Json, User
from tests.discord.wording import mentioned

if TYPE_CHECKING:
    from tests.discord.places import Channel
    from tests.discord.world import World

File = bytes | tuple[str, bytes] | Attachment
"""Bytes, which get a name by what they are; or a name and bytes; or what was uploaded before."""

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, NUMBER, ATTACHMENT = 3, 4, 5, 6, 10, 11
STRING_MAX = 6000
MAGIC = (
    (b"\xff\xd8", "photo.jpg"), (b"\x89PNG", "photo.png"), (b"OggS", "voice.ogg"),
    (b"RIFF", "voice.wav"), (b"\x1aE\xdf\xa3", "film.webm"),
)  # fmt: skip


class NotPossible(ValueError):
    """Discord's app does not let anybody do this."""


@dataclass(slots=True)
class Given:
    """Gathers the people and files that a command or a form names."""

    world: World
    channel: Channel
    users: list[User] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)

    def file(self, file: File) -> str:
        """Upload a file; its id, spelled."""
        attachment = attached(self.world, self.channel, file, ephemeral=True)
        self.attachments.append(attachment)
        return str(attachment.id)

    def user(self, user: User) -> str:
        """Name somebody; their id, spelled."""
        self.users.append(user)
        return str(user.id)

    def resolved(self) -> Json:
        """What Discord tells the bot of all of them."""
        body: Json = {}
        if self.users:
            body |= resolved_users(self.world, self.users, self.channel)
        if self.attachments:
            body["attachments"] = {
                str(one.id): rendering.attachment_json(self.world, one) for one in self.attachments
            }
        return {"resolved": body} if body else {}


def attached(
    world: World, channel: Channel, file: File, *, ephemeral: bool = False
) -> Attachment:  # fmt: skip
    """Upload a file."""
    if isinstance(file, Attachment):
        return file
    name, data = file if isinstance(file, tuple) else (_name_of(file), file)
    return world.attach(data, name, channel=channel, ephemeral=ephemeral)


# ---------------------------------------------------------------- commands


def given_options(given: Given, declared: Sequence[Json], options: Mapping[str, Any]) -> list[Json]:
    """The options of a command, as Discord spells them.

    Raises:
        LookupError: The command has no such option.
        NotPossible: One that must be there is missing, or a value cannot be given.
    """
    known = {option["name"]: option for option in declared}
    for name in options:
        if name not in known:
            raise LookupError(f"no option {name!r} among {sorted(known)}")
    for option in declared:
        if option.get("required") and options.get(option["name"]) is None:
            raise NotPossible(f"the option {option['name']!r} must be given")
    return [
        {"name": name, "type": known[name]["type"], "value": _value(given, known[name], value)}
        for name, value in options.items()
        if value is not None
    ]


def _value(given: Given, option: Json, value: Any) -> Any:
    name, kind = option["name"], option["type"]
    if kind == USER:
        return given.user(_user(name, value))
    if kind == ATTACHMENT:
        return given.file(_file(name, value))
    if option.get("choices"):
        return _chosen(option, value)
    types = {STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), NUMBER: (int, float)}
    if kind not in types:
        raise LookupError(f"nobody here knows how to give {name!r}, of type {kind}")
    if not isinstance(value, types[kind]):
        raise NotPossible(f"{name!r} cannot be {value!r}")
    if kind == STRING and given.world.resolves_mentions:
        given.users += mentioned(str(value), given.world.users)
    return _measured(option, value)


def _chosen(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"], *choice_names(choice)):
            return choice["value"]
    raise NotPossible(f"{option['name']!r} cannot be {value!r}")


def choice_names(command: Json) -> Iterable[str]:
    """What something is called in other languages."""
    return (command.get("name_localizations") or {}).values()


def _measured(option: Json, value: Any) -> Any:
    low, high, measure = "min_value", "max_value", value
    if option["type"] == STRING:
        low, high, measure = "min_length", "max_length", len(value)
        if not value.strip() or measure > STRING_MAX:
            raise NotPossible(f"{option['name']!r} is empty or too long")
    least, most = option.get(low), option.get(high)
    if (least is not None and measure < least) or (most is not None and measure > most):
        raise NotPossible(f"{option['name']!r} is not from {least} to {most}: {value!r}")
    return value


# ---------------------------------------------------------------- forms


def handed_in(
    given: Given, form: Form, values: Mapping[str, Any], files: Mapping[str, File | Sequence[File]]
) -> Json:
    """A filled form, as Discord spells it.

    Raises:
        LookupError: It has no such field.
        NotPossible: A field that must be filled is empty, or a value cannot be given.
    """
    filled = {form.field(name)["custom_id"]: value for name, value in {**values, **files}.items()}
    for name in values:
        if form.field(name)["type"] == Part.FILE_UPLOAD:
            raise NotPossible(f"{name!r} takes files")

    def field_json(part: Json) -> Json:
        head = {name: part[name] for name in ("type", "id", "custom_id")}
        return {**head, **FILLED[part["type"]](given, part, filled.get(part["custom_id"]))}

    components: list[Json] = []
    for part in form.parts:
        head: Json = {"type": part["type"], "id": part["id"]}
        if "component" in part:
            head["component"] = field_json(part["component"])
        if "components" in part:
            head["components"] = [field_json(inner) for inner in part["components"]]
        components.append(head)
    return {"custom_id": form.body["custom_id"], "components": components, **given.resolved()}


def _text(_given: Given, part: Json, value: Any) -> Json:
    words = part.get("value") or "" if value is None else str(value)
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if (part.get("required", True) and not words) or (words and not least <= len(words) <= most):
        raise NotPossible(f"{part['custom_id']!r} cannot be {words!r}")
    return {"value": words}


def _files(given: Given, part: Json, value: Any) -> Json:
    files = [] if value is None else value if isinstance(value, list) else [value]
    _count(part, len(files))
    return {"values": [given.file(_file(part["custom_id"], file)) for file in files]}


def _check(_given: Given, part: Json, value: Any) -> Json:
    ticked = bool(part.get("default")) if value is None else value
    if not isinstance(ticked, bool):
        raise NotPossible(f"{part['custom_id']!r} is ticked or not: {value!r}")
    return {"value": ticked}


def _one_of(_given: Given, part: Json, value: Any) -> Json:
    chosen = _options(part, [] if value is None else [value])
    if len(chosen) > 1 or (part.get("required", True) and not chosen):
        raise NotPossible(f"{part['custom_id']!r} takes one choice")
    return {"value": chosen[0] if chosen else None}


def _some_of(_given: Given, part: Json, value: Any) -> Json:
    chosen = _options(part, [value] if isinstance(value, str) else value or [])
    _count(part, len(chosen))
    return {"values": chosen}


def _people(given: Given, part: Json, value: Any) -> Json:
    people = [] if value is None else value if isinstance(value, list) else [value]
    _count(part, len(people))
    return {"values": [given.user(_user(part["custom_id"], one)) for one in people]}


FILLED: dict[int, Callable[[Given, Json, Any], Json]] = {
    Part.TEXT_INPUT: _text, Part.FILE_UPLOAD: _files, Part.CHECKBOX: _check,
    Part.RADIO_GROUP: _one_of, Part.CHECKBOX_GROUP: _some_of, Part.STRING_SELECT: _some_of,
    Part.USER_SELECT: _people,
}  # fmt: skip


def _options(part: Json, wanted: Sequence[str]) -> list[str]:
    """The values of what is wanted, by value or label; nothing wanted is what was set before."""
    options = part["options"]
    if not wanted:
        return [option["value"] for option in options if option.get("default")]
    found = []
    for want in wanted:
        match = [o["value"] for o in options if want in (o["value"], o["label"])]
        if not match:
            raise NotPossible(f"{part['custom_id']!r} has no choice {want!r}")
        found.append(match[0])
    return found


def _count(part: Json, number: int) -> None:
    required = part.get("required", True)
    least = part.get("min_values")
    least = int(required) if least is None else least
    most = part.get("max_values") or (10 if part["type"] == Part.CHECKBOX_GROUP else 1)
    if number > most or (number < least and (number or required)):
        raise NotPossible(f"{part['custom_id']!r} takes {least} to {most}, not {number}")


def _user(name: str, value: Any) -> User:
    user = getattr(value, "user", value)  # a person, or their account
    if not isinstance(user, User):
        raise NotPossible(f"{name!r} takes somebody, not {value!r}")
    return user


def _file(name: str, value: Any) -> File:
    if not isinstance(value, bytes | tuple | Attachment):
        raise NotPossible(f"{name!r} takes a file, not {value!r}")
    return value


def _name_of(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "film.mp4"
    return next((name for magic, name in MAGIC if data.startswith(magic)), "file.bin")
