"""Application commands of the fake Discord: put, kept, and refused where they break a rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.samples import ask
from tests.discord.things import Json

BAD_LENGTH, INVALID_NAME = "BASE_TYPE_BAD_LENGTH", "APPLICATION_COMMAND_INVALID_NAME"


def command(**more) -> Json:
    return {"name": "cameo", "type": 1, "description": "Make a film", **more}


def option(**more) -> Json:
    return {"name": "sentence", "type": 3, "description": "What happens", **more}


def put(server, *commands, guild=None):
    where = f"/guilds/{guild.id}" if guild else ""
    path = f"/applications/{server.world.app_id}{where}/commands"
    return ask(server, "PUT", path, list(commands))


async def test_commands_are_kept_and_keep_their_ids(server, world):
    menu = {"name": "Film this message", "type": 3}
    first = await put(server, command(options=[option(required=True)]), menu)
    assert [each["name"] for each in first.body] == ["cameo", "Film this message"]
    made = first.body[0]
    assert (made["application_id"], made["default_member_permissions"]) == (
        str(world.app_id),
        None,
    )
    assert made["options"] == [option(required=True)]
    second = await put(server, command(description="Make another"))
    assert second.body[0]["id"] == made["id"]
    assert second.body[0]["version"] != made["version"]
    third = await put(server, command(description="Make another"))
    assert third.body[0]["version"] == second.body[0]["version"]
    assert world.commands[None] == third.body


async def test_languages_are_shown_to_whoever_asks(server, world):
    languages: Json = {"zh-CN": "客串"}
    await put(server, command(name_localizations=languages))
    path = f"/applications/{world.app_id}/commands"
    plain = (await ask(server, "GET", path)).body
    assert "name_localizations" not in plain[0]
    full = (await ask(server, "GET", f"{path}?with_localizations=true")).body
    assert full[0]["name_localizations"] == languages


async def test_one_command_is_made_changed_and_taken_away(server, world):
    path = f"/applications/{world.app_id}/commands"
    made = (await ask(server, "POST", path, command())).body
    again = (await ask(server, "POST", path, command(description="Other"))).body
    assert made["id"] == again["id"]
    one = f"{path}/{made['id']}"
    assert (await ask(server, "PATCH", one, {"description": "Third"})).status == 200
    assert (await ask(server, "GET", one)).body["description"] == "Third"
    assert (await ask(server, "DELETE", one)).status == 204
    assert (await ask(server, "GET", one)).no == (404, 10063)


async def test_a_server_has_commands_only_where_it_allowed_them(server, world, ana, guild):
    assert (await put(server, command(), guild=guild)).body[0]["guild_id"] == str(guild.id)
    without = world.guild("Others", ana, with_bot=False)
    assert (await put(server, command(), guild=without)).no == (403, 50001)
    without.adds_bot(commands=False)
    assert (await put(server, command(), guild=without)).no == (403, 50001)


async def test_another_apps_commands_are_its_own(server):
    assert (await ask(server, "GET", "/applications/1/commands")).no == (403, 20012)


@pytest.mark.parametrize(
    ("bad", "path", "code"),
    [
        (command(name=""), ["name"], BAD_LENGTH),
        (command(name="x" * 33), ["name"], BAD_LENGTH),
        (command(name="Cameo"), ["name"], INVALID_NAME),
        (command(name="a b"), ["name"], INVALID_NAME),
        (command(description="x" * 101), ["description"], BAD_LENGTH),
        (command(description=None), ["description"], "BASE_TYPE_REQUIRED"),
        (command(name_localizations={"zh-Hans": "a"}), ["name_localizations", "zh-Hans"],
         "ENUM_TYPE_COERCE"),
        (command(name_localizations={"de": "Ä b"}), ["name_localizations", "de"], INVALID_NAME),
        (command(description_localizations={"de": "x" * 101}),
         ["description_localizations", "de"], BAD_LENGTH),
        (command(contexts=[]), ["contexts"], BAD_LENGTH),
        (command(options=[option()] * 26), ["options"], "BASE_TYPE_MAX_LENGTH"),
        (command(options=[option(description="")]), ["options", 0, "description"], BAD_LENGTH),
        (command(options=[option(type=12)]), ["options", 0, "type"], "BASE_TYPE_CHOICES"),
        (command(options=[option(), option()]), ["options", 1, "name"],
         "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
        (command(options=[option(), option(name="b", required=True)]), ["options", 1, "required"],
         "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
        (command(options=[option(), option(name="b", type=1)]), ["options"],
         "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (command(options=[option(choices=[{"name": "a"}])]),
         ["options", 0, "choices", 0, "value"], "BASE_TYPE_REQUIRED"),
        (command(options=[option(type=1, options=[option(type=1)])]),
         ["options", 0, "options", 0, "type"], "BASE_TYPE_CHOICES"),
        (command(type=3, name="Film", description="Film it"), ["description"],
         "APPLICATION_COMMAND_DESCRIPTION_INVALID"),
        (command(type=3, name="Film", description="", options=[option()]), ["options"],
         "APPLICATION_COMMAND_OPTIONS_INVALID"),
    ],
)  # fmt: skip
async def test_a_command_that_breaks_a_rule_is_refused(server, world, bad, path, code):
    answer = await put(server, command(name="fine"), bad)
    assert answer.wrong(1, *path) == code
    assert world.commands == {None: []}


async def test_names_are_there_once_of_each_kind(server):
    menu = {"name": "cameo", "type": 2}
    assert (await put(server, command(), menu)).status == 200
    code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
    assert (await put(server, command(), command())).wrong(1) == code


@pytest.mark.parametrize("name", ["cameo", "客串", "ответ", "who-with", "who_1", "a'b"])
async def test_names_are_of_any_script(server, name):
    assert (await put(server, command(name=name))).status == 200


async def test_a_group_of_subcommands_is_kept(server):
    make = option(name="make", type=1, options=[option(required=True), option(name="p", type=6)])
    answer = await put(server, command(options=[make, option(name="me", type=1)]))
    assert [each["name"] for each in answer.body[0]["options"]] == ["make", "me"]


async def test_a_command_must_not_be_too_long_in_all(server):
    wordy = [
        option(name=f"o{n}", choices=[{"name": f"{m}" * 50, "value": "v" * 50} for m in range(9)])
        for n in range(10)
    ]
    answer = await put(server, command(options=wordy))
    assert answer.wrong(0, "name") == "APPLICATION_COMMAND_TOO_LARGE"


async def test_there_are_only_so_many(server):
    menus = [{"name": f"Menu {n}", "type": 3} for n in range(16)]
    assert (await put(server, *menus[:15])).status == 200
    assert (await put(server, *menus)).no == (400, 30032)
    assert (await put(server, *(command(name=f"c{n}") for n in range(101)))).no == (400, 30032)


async def test_there_are_only_so_many_new_ones_a_day(server, world):
    for begin in ("a", "b"):
        assert (await put(server, *(command(name=f"{begin}{n}") for n in range(100)))).status == 200
    assert (await put(server, command())).no == (429, 30034)
    world.move(timedelta(days=1, seconds=1))
    assert (await put(server, command())).status == 200


async def test_only_a_list_of_commands_is_taken(server, world):
    path = f"/applications/{world.app_id}/commands"
    assert (await ask(server, "PUT", path, {"name": "a"})).no == (400, 50035)
