"""Application commands over REST: for everywhere, or for one server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.discord import command_checks, refusals
from tests.discord.calls import Call, Route
from tests.discord.fields import Fields
from tests.discord.refusals import INVALID_FORM, Problems, Refused
from tests.discord.things import Json
from tests.discord.world import World

MAX = {command_checks.CHAT: 100, command_checks.USER_MENU: 15, command_checks.MESSAGE_MENU: 15}
MADE_A_DAY = 200
DAY_S = 86_400.0
LEFT_OUT: tuple[object, ...] = (None, False, [], {})
"""What an option that does not have it is shown without."""


def listed(world: World, call: Call) -> list[Json]:
    every = _commands(world, call)
    if call.asks("with_localizations"):
        return every
    return [_without_languages(command) for command in every]


def fetch(world: World, call: Call) -> Json:
    return _one(world, call)


def put(world: World, call: Call) -> list[Json]:
    """Let the app have these commands and no others; those of a known name keep their ids."""
    before = _commands(world, call)
    if not isinstance(call.body, list):
        message = "Only iterables may be used in a ListType"
        errors = {"_errors": [{"code": "LIST_TYPE_CONVERT", "message": message}]}
        raise Refused(INVALID_FORM, more={"errors": errors})
    problems = Problems()
    bodies = [body if isinstance(body, dict) else {} for body in call.body]
    for number, body in enumerate(bodies):
        command_checks.check(Fields(body, problems, (number,)))
    keys = [_key(body) for body in bodies]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            message = "Application command names must be unique"
            problems.add((number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
    problems.refuse()
    after = [_made(world, call, body, before) for body in bodies]
    _check_number(after)
    world.commands[_guild_id(call)] = after
    return after


def post(world: World, call: Call) -> Json:
    """Make a command, or change the one of this name."""
    before = _commands(world, call)
    body = _checked(call)
    made = _made(world, call, body, before)
    after = [command for command in before if _key(command) != _key(made)] + [made]
    _check_number(after)
    world.commands[_guild_id(call)] = after
    return made


def patch(world: World, call: Call) -> Json:
    command = _one(world, call)
    changed = {**command, **call.fields(Problems()).body}
    problems = Problems()
    command_checks.check(Fields(changed, problems))
    problems.refuse()
    every = _commands(world, call)
    every[every.index(command)] = changed | {"version": str(world.snowflakes.next())}
    return changed


def delete(world: World, call: Call) -> None:
    _commands(world, call).remove(_one(world, call))


def _commands(world: World, call: Call) -> list[Json]:
    """The app's commands of the place that is named.

    Raises:
        Refused: It is another app, or the bot was let into the server without commands.
    """
    if call.id("app") != world.app_id:
        raise Refused(refusals.ONLY_FOR_ITS_OWN)
    number = _guild_id(call)
    if number is not None:
        guild = world.guilds.get(number)
        if guild is None or not (guild.has_bot and guild.authorized):
            raise Refused(refusals.MISSING_ACCESS)
    return world.commands.setdefault(number, [])


def _guild_id(call: Call) -> int | None:
    return call.id("guild") if "guild" in call.parts else None


def _one(world: World, call: Call) -> Json:
    number = call.id("command")
    for command in _commands(world, call):
        if command["id"] == str(number):
            return command
    raise Refused(refusals.UNKNOWN_COMMAND)


def _checked(call: Call) -> Json:
    problems = Problems()
    fields = call.fields(problems)
    command_checks.check(fields)
    problems.refuse()
    return fields.body


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or command_checks.CHAT, str(command.get("name"))


def _made(world: World, call: Call, body: Json, before: Sequence[Json]) -> Json:
    """A command as Discord keeps it: the same one, if one of this kind and name is there."""
    known = next((command for command in before if _key(command) == _key(body)), None)
    number = _guild_id(call)
    permissions = body.get("default_member_permissions")
    made: Json = {
        "id": known["id"] if known else str(world.snowflakes.next()),
        "application_id": str(world.app_id), "version": known["version"] if known else "",
        "default_member_permissions": None if permissions is None else str(permissions),
        "type": _key(body)[0], "name": body["name"], "description": body.get("description") or "",
        "name_localizations": body.get("name_localizations"),
        "description_localizations": body.get("description_localizations"),
        "nsfw": bool(body.get("nsfw")),
    }  # fmt: skip
    if number is None:
        made |= {
            "dm_permission": body.get("dm_permission", True), "contexts": body.get("contexts"),
            "integration_types": body.get("integration_types") or [0],
        }  # fmt: skip
    else:
        made["guild_id"] = str(number)
    if body.get("options"):
        made["options"] = [_kept(option) for option in body["options"]]
    if known is None:
        _count_made(world)
    if made != known:
        made["version"] = str(world.snowflakes.next())
    return made


def _kept(thing: Json) -> Json:
    """An option or a choice without what it does not say."""
    kept = {name: value for name, value in thing.items() if value not in LEFT_OUT}
    for name in ("options", "choices"):
        if name in kept:
            kept[name] = [_kept(inner) for inner in kept[name]]
    if "value" in thing:
        kept["value"] = thing["value"]
    return kept


def _without_languages(thing: Json) -> Json:
    own = {n: v for n, v in thing.items() if not n.endswith("_localizations")}
    for name in ("options", "choices"):
        if name in own:
            own[name] = [_without_languages(inner) for inner in own[name]]
    return own


def _check_number(commands: Sequence[Json]) -> None:
    """Refuse more commands of a kind than an app may have.

    Raises:
        Refused: 30032.
    """
    for kind, number in Counter(command["type"] for command in commands).items():
        if number > MAX.get(kind, 1):
            menu = kind != command_checks.CHAT
            raise Refused(refusals.TOO_MANY_MENUS if menu else refusals.TOO_MANY_COMMANDS)


def _count_made(world: World) -> None:
    now = world.clock.now()
    world.made_commands = [at for at in world.made_commands if at > now - DAY_S]
    if len(world.made_commands) >= MADE_A_DAY:
        raise Refused(refusals.TOO_MANY_COMMANDS_TODAY, more={"retry_after": DAY_S})
    world.made_commands.append(now)


def _routes(where: str) -> list[Route]:
    one = f"{where}/{{command}}"
    return [
        Route(method="GET", template=where, act=listed),
        Route(method="PUT", template=where, act=put),
        Route(method="POST", template=where, act=post),
        Route(method="GET", template=one, act=fetch),
        Route(method="PATCH", template=one, act=patch),
        Route(method="DELETE", template=one, act=delete),
    ]


ROUTES = [
    *_routes("/applications/{app}/commands"),
    *_routes("/applications/{app}/guilds/{guild}/commands"),
]
