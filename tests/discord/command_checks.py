"""The rules for application commands: names, descriptions, languages, options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.discord.fields import Fields
from tests.discord.things import Json

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
KINDS = range(1, 12)
PLAIN = range(3, 12)
CHAT_NAME = re.compile(r"[-'\w]{1,32}")
NAME_MAX, DESCRIPTION_MAX, OPTIONS_MAX, CHOICES_MAX = 32, 100, 25, 25
SIZE_MAX = 8000
LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he",
})  # fmt: skip
NESTS_MAX = 2


def check(command: Fields) -> None:
    """Note what is wrong with a command."""
    kind = command.number("type", least=1, most=4) or CHAT
    _names(command, spelled=kind == CHAT)
    for name in ("contexts", "integration_types"):
        if command.given(name) is not None:
            command.items(name, least=1, most=3)
    if kind != CHAT:
        if command.given("description"):
            message = "Context menu commands cannot have description"
            command.wrong("description", "APPLICATION_COMMAND_DESCRIPTION_INVALID", message)
        if command.given("options"):
            message = "Context menu commands cannot have options"
            command.wrong("options", "APPLICATION_COMMAND_OPTIONS_INVALID", message)
        return
    _descriptions(command)
    _options(command, depth=0)
    if size(command.body) > SIZE_MAX:
        message = f"Command exceeds maximum size ({SIZE_MAX})"
        command.wrong("name", "APPLICATION_COMMAND_TOO_LARGE", message)


def size(thing: Json) -> int:
    """How long the words of a command, an option or a choice are, in the longest language each."""
    own = sum(
        max(len(str(words)) for words in (thing.get(name) or "", *_others(thing, name)))
        for name in ("name", "description")
    )
    own += len(str(thing.get("value") or ""))
    lists = [thing.get(name) for name in ("options", "choices")]
    inner = [part for parts in lists if isinstance(parts, list) for part in parts]
    return own + sum(size(part) for part in inner if isinstance(part, dict))


def _others(thing: Json, name: str) -> list[str]:
    given = thing.get(f"{name}_localizations")
    return list(given.values()) if isinstance(given, dict) else []


def _names(thing: Fields, *, spelled: bool) -> None:
    name = thing.text("name", least=1, most=NAME_MAX, required=True)
    if name is not None and spelled:
        _spelling(thing, "name", name)
    for where, locale, words in _localized(thing, "name", NAME_MAX):
        if spelled:
            _spelling(where, locale, words)


def _descriptions(thing: Fields) -> None:
    thing.text("description", least=1, most=DESCRIPTION_MAX, required=True)
    for _ in _localized(thing, "description", DESCRIPTION_MAX):
        pass


def _localized(thing: Fields, name: str, most: int) -> Iterator[tuple[Fields, str, str]]:
    """What a field says in other languages; unknown languages and lengths are noted."""
    inner = thing.inside(f"{name}_localizations")
    for locale in inner.body if inner is not None else ():
        if inner is None:
            return
        if locale not in LOCALES:
            known = ", ".join(f"'{one}'" for one in sorted(LOCALES))
            inner.wrong(locale, "ENUM_TYPE_COERCE", f"Value must be one of ({known}).")
            continue
        words = inner.text(locale, least=1, most=most)
        if words is not None:
            yield inner, locale, words


def _spelling(where: Fields, name: str, words: str) -> None:
    if not CHAT_NAME.fullmatch(words) or words != words.lower():
        message = "Command name is invalid"
        where.wrong(name, "APPLICATION_COMMAND_INVALID_NAME", message)


def _options(parent: Fields, *, depth: int) -> None:
    options = [*parent.each("options", most=OPTIONS_MAX)]
    kinds = [_option(option, depth) for option in options]
    nested = [kind for kind in kinds if kind in (SUBCOMMAND, GROUP)]
    if nested and len(nested) < len(kinds):
        message = (
            "Sub-command and sub-command group option types are mutually exclusive to all "
            "other types"
        )
        parent.wrong("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    names = [option.body.get("name") for option in options]
    required = [bool(option.body.get("required")) for option in options]
    for number, option in enumerate(options):
        if option.body.get("name") in names[:number]:
            message = "Option name already in use"
            option.wrong("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        if required[number] and not all(required[:number]):
            message = "Required options must be placed before non-required options"
            option.wrong("required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)


def _option(option: Fields, depth: int) -> int | None:
    kind = option.choice("type", PLAIN if depth == NESTS_MAX else KINDS)
    _names(option, spelled=True)
    _descriptions(option)
    option.flag("required")
    if kind in (SUBCOMMAND, GROUP):
        if kind == GROUP and depth > 0:
            option.wrong("type", "BASE_TYPE_CHOICES", "A group cannot be in a group")
        _options(option, depth=depth + 1 if kind == GROUP else NESTS_MAX)
    elif kind is not None:
        _plain(option, kind)
    return kind


def _plain(option: Fields, kind: int) -> None:
    if kind == STRING:
        option.number("min_length", least=0, most=6000)
        option.number("max_length", least=1, most=6000)
    choices = [*option.each("choices", most=CHOICES_MAX)]
    if choices and kind not in (STRING, INTEGER, NUMBER):
        message = "Choices are not allowed for this option type"
        option.wrong("choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", message)
    for choice in choices:
        choice.text("name", least=1, most=100, required=True)
        for _ in _localized(choice, "name", 100):
            pass
        if kind == STRING:
            choice.text("value", most=100, required=True)
        else:
            choice.given("value", required=True)
