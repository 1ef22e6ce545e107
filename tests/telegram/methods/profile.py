"""How the bot presents itself: name, descriptions, and commands by scope and language."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.telegram.calls import Call
from tests.telegram.refusals import bad
from tests.telegram.rendering import user_json
from tests.telegram.things import Json
from tests.telegram.world import World

COMMANDS_MAX = 100
COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
DESCRIPTION_MAX = 256
SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (),
    "all_chat_administrators": (), "chat": ("chat_id",), "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}  # fmt: skip
LIMITS = {"Name": 64, "Description": 512, "ShortDescription": 120}
FIELDS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


def get_me(world: World, _call: Call) -> Json:
    return {
        **user_json(world.me), "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False,
    }  # fmt: skip


def _key(call: Call) -> tuple[str, str]:
    scope = call.mapped("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    language = call.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    parts = [kind, *(str(scope.get(field)) for field in SCOPES[kind])]
    return ":".join(parts), language


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.listed("commands")
    if len(commands) > COMMANDS_MAX:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not COMMAND.fullmatch(str(one.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", "")).strip()) <= DESCRIPTION_MAX:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_key(call)] = [
        {**one, "command": one["command"].removeprefix("/")} for one in commands
    ]
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.commands.get(_key(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    world.commands.pop(_key(call), None)
    return True


def _setter(what: str) -> Callable[[World, Call], bool]:
    def set_it(world: World, call: Call) -> bool:
        words = call.text(FIELDS[what])
        if len(words) > LIMITS[what]:
            raise bad(f"{FIELDS[what].replace('_', ' ')} is too long")
        world.profile[what, call.text("language_code")] = words
        return True

    return set_it


def _getter(what: str) -> Callable[[World, Call], Json]:
    def get_it(world: World, call: Call) -> Json:
        words = world.profile.get((what, call.text("language_code"))) or world.profile.get(
            (what, ""), world.me.first_name if what == "Name" else ""
        )
        return {FIELDS[what]: words}

    return get_it


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{f"setMy{what}": _setter(what) for what in FIELDS},
    **{f"getMy{what}": _getter(what) for what in FIELDS},
}
