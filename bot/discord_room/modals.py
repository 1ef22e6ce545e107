"""A form as a modal of Discord's, and what comes back in it. Pure.

A modal holds five parts: words, or a field with a label. Its title and its labels are short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.chat import MediaRef
from bot.discord_room.attached import given_file
from bot.discord_room.writing import CUT, TITLE_MAX, cut, escaped
from bot.i18n import say
from bot.presenter.words import clean
from generation.house_rules.topics import WORD_MAX, WORDS_MAX
from generation.model.cameo import PERSONA_MAX
from generation.model.drawn_me import CUTS, OPTIONS, DrawnSpec
from generation.model.member import CALLED_MAX

Json = dict[str, Any]

SELECT, TEXT, WORDS, LABEL, UPLOAD, TICK = 3, 4, 10, 18, 19, 23
"""Kinds of parts: a choice, a text, words to read, a field's label, a file, a box to tick."""
ONE_LINE, LINES = 1, 2
HINT_MAX: Final = 100  # of what stands under a label, or in an empty field
WORDS_ROOM: Final = 4000  # of all words to read together
SENTENCE_MAX: Final = 600
LIMIT_WORDS_MAX: Final = WORDS_MAX * (WORD_MAX + len(", "))
TEXT_MAX: Final = 4000  # Discord's own limit of a field
FILE: Final = "file"
EXTRAS: Final = ("glasses", "beard")
BOXES: Final = ("face", "voice", "adult")
USUAL: Final = DrawnSpec()


class Page:
    """Writes one modal in one language."""

    def __init__(self, values: Mapping[str, str], locale: str) -> None:
        """Write for somebody who reads ``locale``."""
        self.values, self.locale = values, locale

    def say(self, message_id: str, **values: str | int | float) -> str:
        """Return a sentence."""
        return say(message_id, self.locale, values)

    def words(self, *lines: str) -> Json:
        """Return words to read."""
        return {"type": WORDS, "content": cut("\n".join(lines), WORDS_ROOM)}

    def field(self, label: str, component: Json, hint: str = "") -> Json:
        """Return a field under a label."""
        under = {"description": cut(hint, HINT_MAX)} if hint else {}
        return {"type": LABEL, "label": cut(label, TITLE_MAX), **under, "component": component}

    def text(
        self, name: str, most: int, *, style: int = LINES, example: str = "", needed: bool = False
    ) -> Json:
        """Return a field for a text, with the present one in it."""
        now = cut(self.values.get(name, ""), TEXT_MAX)
        shown: Json = {"value": now} if now else {}
        if example:
            shown["placeholder"] = cut(example, HINT_MAX)
        return {
            "type": TEXT, "custom_id": name, "style": style, "required": needed,
            "max_length": max(most, len(now)), **shown,
        }  # fmt: skip

    def tick(self, name: str) -> Json:
        """Return a box to tick; it is off until somebody ticks it."""
        return {"type": TICK, "custom_id": name, "default": self.values.get(name) == "1"}

    def upload(self, *, needed: bool) -> Json:
        """Return a field for one file."""
        return {
            "type": UPLOAD, "custom_id": FILE, "required": needed,
            "min_values": int(needed), "max_values": 1,
        }  # fmt: skip


def title_of(kind: str, values: Mapping[str, str], locale: str) -> str:
    """Return what a form is called."""
    page = Page(values, locale)
    return TITLES[kind](page) if kind in TITLES else page.say(PLAIN_TITLES[kind])


def modal(kind: str, values: Mapping[str, str], custom_id: str, locale: str) -> Json:
    """Return a form as Discord shows it."""
    return {
        "custom_id": custom_id,
        "title": cut(title_of(kind, values, locale), TITLE_MAX),
        "components": list(KINDS[kind](Page(values, locale))),
    }


# ---------------------------------------------------------------- before any camera, and at it


def _release(page: Page) -> Iterator[Json]:
    operator, engines, days = (
        escaped(clean(page.values.get(name, ""), WORDS_ROOM))
        for name in ("operator", "engines", "days")
    )
    yield page.words(
        page.say("web-release-before"),
        page.say("web-release-kept", operator=operator, engines=engines, days=days), "",
        page.say("web-release-full", operator=operator, engines=engines, days=days),
    )  # fmt: skip
    yield page.field(page.say("web-my-face"), page.tick("face"), page.say("web-my-face-hint"))
    yield page.field(page.say("web-my-voice"), page.tick("voice"), page.say("web-my-voice-hint"))
    yield page.field(page.say("discord-adult"), page.tick("adult"))


def _video(page: Page) -> Iterator[Json]:
    digits = " ".join(page.values.get("digits", ""))
    yield page.words(page.say("discord-video"), f"# {digits}")
    yield page.field(page.say("web-choose-video"), page.upload(needed=True))


def _photo(page: Page) -> Iterator[Json]:
    yield page.words(page.say("web-photo-line"))
    yield page.field(page.say("web-choose-photo"), page.upload(needed=True))


# ---------------------------------------------------------------- a drawn self


def _drawn(page: Page) -> Iterator[Json]:
    """Ask for four colours and shapes; glasses and a beard go with the cut, to leave room."""
    for part in ("hair", "skin", "clothes"):
        usual = page.values.get(part) or getattr(USUAL, part)
        colours = [
            (swatch.id, page.say(f"swatch-{part}-{swatch.id.replace('_', '-')}"))
            for swatch in OPTIONS[part]
        ]
        component = _choice(part, colours, chosen=(usual,))
        yield page.field(page.say(f"web-drawn-{part}"), component)
    cuts = [(name, page.say(f"web-style-{name}")) for name in CUTS]
    extras = [(name, page.say(f"web-drawn-{name}")) for name in EXTRAS]
    chosen = (page.values.get("style", ""), *(x for x in EXTRAS if page.values.get(x) == "1"))
    component = _choice("style", [*cuts, *extras], chosen=chosen, most=1 + len(EXTRAS))
    component |= {"min_values": 0, "required": False}
    component["placeholder"] = cut(page.say(f"web-style-{USUAL.cut}"), HINT_MAX)
    yield page.field(page.say("web-drawn-style"), component, page.say("discord-drawn-style"))
    yield page.field(page.say("web-colours-from-photo"), page.upload(needed=False))


def _choice(
    name: str, options: Sequence[tuple[str, str]], *, chosen: Sequence[str], most: int = 1
) -> Json:
    return {
        "type": SELECT,
        "custom_id": name,
        "min_values": 1,
        "max_values": most,
        "options": [
            {
                "value": value,
                "label": cut(f"{label[:1].upper()}{label[1:]}", HINT_MAX),
                "default": value in chosen,
            }
            for value, label in options
        ],
    }


# ---------------------------------------------------------------- words


def _sentence(page: Page) -> Iterator[Json]:
    text = page.text("sentence", SENTENCE_MAX, needed=True)
    yield page.field(page.say("web-form-sentence"), text)


def _persona(page: Page) -> Iterator[Json]:
    yield page.words(page.say("web-hint-persona"))
    text = page.text("persona", PERSONA_MAX, example=page.say("web-example-persona"))
    yield page.field(page.say("web-form-persona"), text)


def _called(page: Page) -> Iterator[Json]:
    yield page.words(page.say("web-called-hint"))
    text = page.text("called", CALLED_MAX, style=ONE_LINE, example=page.values.get("name", ""))
    yield page.field(_called_title(page), text)


def _limit_words(page: Page) -> Iterator[Json]:
    yield page.words(page.say("web-hint-limit-words"))
    text = page.text(
        "limit_words", LIMIT_WORDS_MAX, example=page.say("web-example-limit-words")
    )  # fmt: skip
    yield page.field(page.say("web-form-limit-words"), text)


def _called_title(page: Page) -> str:
    """Return the title, with as much of the chat's name as there is room for."""
    chat = page.values.get("chat", "")
    room = TITLE_MAX - len(page.say("web-form-called", chat=""))
    return page.say("web-form-called", chat=cut(chat, max(room, len(CUT))))


def _film_title(page: Page) -> str:
    return clean(page.values.get("title", ""), TITLE_MAX) or page.say("web-form-sentence")


KINDS: Final[Mapping[str, Callable[[Page], Iterator[Json]]]] = {
    "release": _release,
    "video": _video,
    "photo": _photo,
    "drawn": _drawn,
    "sentence": _sentence,
    "persona": _persona,
    "called": _called,
    "limit_words": _limit_words,
}
"""Kind of a form → the parts of its modal."""

TITLES: Final[Mapping[str, Callable[[Page], str]]] = {
    "sentence": _film_title,
    "called": _called_title,
}
PLAIN_TITLES: Final[Mapping[str, str]] = {
    "release": "web-form-release",
    "video": "web-form-film-you",
    "photo": "web-form-photo-you",
    "drawn": "web-form-draw-you",
    "persona": "web-form-persona",
    "limit_words": "web-form-limit-words",
}


# ---------------------------------------------------------------- what comes back


def filled(kind: str, data: Mapping[str, Any]) -> tuple[dict[str, str], tuple[MediaRef, ...]]:
    """Read what somebody filled in: the values of a form of that kind, and its files."""
    given = {one["custom_id"]: one for one in _fields(data.get("components", ()))}
    media = _media(given.pop(FILE, {}), data.get("resolved", {}).get("attachments", {}))
    if kind == "drawn":
        return ({} if media else _look(given)), media
    values = {
        name: _ticked(one["value"]) if one.get("type") == TICK else str(one.get("value") or "")
        for name, one in given.items()
    }
    return values, media


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in components:
        inner = one.get("component")
        for field in (inner,) if inner else one.get("components", ()):
            if "custom_id" in field:
                yield field


def _ticked(value: object) -> str:
    return "1" if value is True else "0"


def _look(given: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Read a drawn self; of several cuts the first counts."""
    look = {
        part: str(given[part]["values"][0])
        for part in OPTIONS
        if part in given and given[part].get("values")
    }
    styles = given.get("style", {}).get("values") or ()
    look["style"] = next((name for name in styles if name in CUTS), USUAL.cut)
    return look | {name: _ticked(name in styles) for name in EXTRAS}


def _media(
    field: Mapping[str, Any], attachments: Mapping[str, Mapping[str, Any]]
) -> tuple[MediaRef, ...]:
    found = (attachments.get(str(number)) for number in field.get("values") or ())
    return tuple(ref for file in found for ref in given_file(file))
