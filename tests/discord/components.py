"""The rules for buttons, menus and the fields of forms."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import IntEnum
from urllib.parse import urlsplit

from tests.discord.fields import Fields


class Part(IntEnum):
    """Kinds of components."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


class Style(IntEnum):
    """Kinds of buttons that carry something else than an id of the bot's."""

    LINK = 5
    PREMIUM = 6


SCHEMES = ("http", "https", "discord")

SELECTS = frozenset({
    Part.STRING_SELECT, Part.USER_SELECT, Part.ROLE_SELECT, Part.MENTIONABLE_SELECT,
    Part.CHANNEL_SELECT,
})  # fmt: skip
LAID_OUT = frozenset({
    Part.ROW, Part.SECTION, Part.TEXT_DISPLAY, Part.GALLERY, Part.FILE, Part.SEPARATOR,
    Part.CONTAINER,
})  # fmt: skip
IN_FORM = frozenset({Part.ROW, Part.TEXT_DISPLAY, Part.LABEL})
IN_LABEL = SELECTS | {
    Part.TEXT_INPUT, Part.FILE_UPLOAD, Part.RADIO_GROUP, Part.CHECKBOX_GROUP, Part.CHECKBOX,
}  # fmt: skip

ROWS_MAX = 5
BUTTONS_PER_ROW = 5
CUSTOM_ID_MAX = 100
LABEL_MAX = 80
TITLE_MAX = 45
LAID_OUT_MAX = 40
SHOWN_WORDS_MAX = 4000


def check_message(fields: Fields, *, laid_out: bool) -> None:
    """Note what is wrong with a message's components; ``laid_out`` by components v2."""
    allowed = LAID_OUT if laid_out else frozenset({Part.ROW})
    for component in fields.each("components", most=LAID_OUT_MAX if laid_out else ROWS_MAX):
        _check(component, allowed)
    _check_together(fields)


def check_form(fields: Fields) -> None:
    """Note what is wrong with a modal: its title, its id, its fields."""
    fields.text("custom_id", least=1, most=CUSTOM_ID_MAX, required=True)
    fields.text("title", least=1, most=TITLE_MAX, required=True)
    for component in fields.each("components", least=1, most=ROWS_MAX, required=True):
        kind = _kind(component, IN_FORM)
        if kind == Part.ROW:
            for part in component.each("components", least=1, most=1, required=True):
                if _kind(part, {Part.TEXT_INPUT}) is not None:
                    part.text("label", least=1, most=TITLE_MAX, required=True)
                    _text_input(part)
        elif kind == Part.LABEL:
            component.text("label", least=1, most=TITLE_MAX, required=True)
            component.text("description", least=1, most=100)
            _check_field(component)
        elif kind == Part.TEXT_DISPLAY:
            component.text("content", least=1, most=SHOWN_WORDS_MAX, required=True)
    _check_together(fields)


def _check_field(label: Fields) -> None:
    inner = label.inside("component", required=True)
    if inner is None:
        return
    kind = _kind(inner, IN_LABEL)
    if kind == Part.TEXT_INPUT:
        _text_input(inner)
    elif kind in SELECTS:
        _select(inner, kind)
    elif kind is not None:
        inner.text("custom_id", least=1, most=CUSTOM_ID_MAX, required=True)
        if kind == Part.FILE_UPLOAD:
            inner.number("min_values", least=0, most=10)
            inner.number("max_values", least=1, most=10)
        elif kind in (Part.RADIO_GROUP, Part.CHECKBOX_GROUP):
            _options(inner, least=2 if kind == Part.RADIO_GROUP else 1, most=10)


def _check(component: Fields, allowed: Collection[int]) -> None:
    match _kind(component, allowed):
        case Part.ROW:
            _row(component)
        case Part.SECTION:
            _section(component)
        case Part.TEXT_DISPLAY:
            component.text("content", least=1, most=SHOWN_WORDS_MAX, required=True)
        case Part.GALLERY:
            for item in component.each("items", least=1, most=10, required=True):
                item.inside("media", required=True)
        case Part.CONTAINER:
            for part in component.each("components", least=1, most=LAID_OUT_MAX, required=True):
                _check(part, LAID_OUT - {Part.CONTAINER})
        case _:
            pass


def _section(section: Fields) -> None:
    for part in section.each("components", least=1, most=3, required=True):
        _check(part, {Part.TEXT_DISPLAY})
    accessory = section.inside("accessory", required=True)
    if accessory is not None and _kind(accessory, {Part.BUTTON, Part.THUMBNAIL}) == Part.BUTTON:
        _button(accessory)


def _row(row: Fields) -> None:
    parts = [*row.each("components", least=1, most=BUTTONS_PER_ROW, required=True)]
    for part in parts:
        kind = _kind(part, SELECTS | {Part.BUTTON})
        if kind == Part.BUTTON:
            _button(part)
        elif kind is not None:
            _select(part, kind)
            if len(parts) > 1:
                message = "The specified component exceeds the maximum width"
                row.wrong("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _button(button: Fields) -> None:
    match button.choice("style", range(1, 7)):
        case Style.LINK:
            _link(button)
        case Style.PREMIUM:
            button.snowflake("sku_id", required=True)
            return
        case int():
            if button.text("custom_id", least=1, most=CUSTOM_ID_MAX) is None:
                message = "A custom id is required"
                button.wrong("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", message)
        case None:
            pass
    button.flag("disabled")
    label, emoji = button.text("label", most=LABEL_MAX), button.inside("emoji")
    if emoji is not None and emoji.given("id") is None:
        _picture(emoji)
    if not label and emoji is None:
        message = "A label or emoji is required"
        button.wrong("label", "BUTTON_COMPONENT_LABEL_EMOJI_REQUIRED", message)


def _link(button: Fields) -> None:
    url = button.text("url", most=512, required=True)
    scheme = urlsplit(url or "https:").scheme
    if scheme not in SCHEMES:
        message = f'Scheme "{scheme}" is not supported. Scheme must be one of {SCHEMES}.'
        button.wrong("url", "URL_TYPE_INVALID_SCHEME", message)
    if button.given("custom_id") is not None:
        message = "A custom id and url cannot both be specified"
        button.wrong("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)


def _picture(emoji: Fields) -> None:
    if str(emoji.body.get("name") or "a").isascii():
        emoji.wrong("name", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")


def _select(select: Fields, kind: int | None) -> None:
    select.text("custom_id", least=1, most=CUSTOM_ID_MAX, required=True)
    select.text("placeholder", most=150)
    select.number("min_values", least=0, most=25)
    select.number("max_values", least=1, most=25)
    if kind == Part.STRING_SELECT:
        _options(select, least=1, most=25)


def _options(choice: Fields, *, least: int, most: int) -> None:
    seen: set[str] = set()
    for option in choice.each("options", least=least, most=most, required=True):
        option.text("label", least=1, most=100, required=True)
        value = option.text("value", least=1, most=100, required=True)
        option.text("description", most=100)
        if value in seen:
            message = "The specified option value is already used"
            option.wrong("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(value or "")


def _text_input(given: Fields) -> None:
    given.text("custom_id", least=1, most=CUSTOM_ID_MAX, required=True)
    given.choice("style", (1, 2))
    given.number("min_length", least=0, most=4000)
    longest = given.number("max_length", least=1, most=4000)
    given.text("value", most=min(longest or 4000, 4000))
    given.text("placeholder", most=100)


def _kind(component: Fields, allowed: Collection[int]) -> int | None:
    """What a component is; None, and noted, if it cannot be here."""
    kind = component.number("type", required=True)
    if kind is None or kind in allowed:
        return kind
    known = ", ".join(str(one) for one in sorted(allowed))
    message = f'Value of field "type" must be one of ({known},).'
    component.wrong("type", "UNION_TYPE_CHOICES", message)
    return None


def _check_together(fields: Fields) -> None:
    """Ids must not repeat anywhere in a message or a form."""
    seen: dict[str, set[object]] = {"custom_id": set(), "id": set()}
    for part in _every(fields, "components"):
        for name, taken in seen.items():
            value = part.body.get(name)
            if not value or isinstance(value, dict | list):
                continue
            if value in taken:
                code = f"COMPONENT_{name.upper()}_DUPLICATED"
                words = name.replace("_", " ")
                part.wrong(name, code, f"Component {words} cannot be duplicated")
            taken.add(value)


def _every(fields: Fields, name: str) -> Iterator[Fields]:
    """Components and what is in them, whatever else may be wrong with them."""
    given = fields.body.get(name)
    for number, part in enumerate(given) if isinstance(given, list) else ():
        if isinstance(part, dict):
            component = Fields(part, fields.problems, (*fields.path, name, number))
            yield component
            yield from _every(component, "components")
            for single in ("component", "accessory"):
                if isinstance(part.get(single), dict):
                    yield Fields(part[single], fields.problems, (*component.path, single))
