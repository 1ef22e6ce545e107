"""Sentences for people: Fluent messages in three languages, looked up by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("en", "zh-Hans", "zh-Hant")
LONG = 250  # characters: Fluent says nothing at all of a message beyond 2500, so lists come later
FOLDER = Path(__file__).with_name("locales")
_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


def pages(locale: str) -> list[Path]:
    """Return the files of one language, in a fixed order."""
    return sorted((FOLDER / locale).glob("*.ftl"))


@lru_cache(maxsize=len(LOCALES))
def _where(locale: str) -> dict[str, Path]:
    """Message id → the page it stands on. Finding an id costs less than reading every page."""
    return {
        message: page
        for page in pages(locale)
        for message in _ID.findall(page.read_text(encoding="utf-8"))
    }


@cache
def _bundle(locale: str, page: Path) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(FluentResource(page.read_text(encoding="utf-8")))
    return bundle


def read_everything() -> None:
    """Read every page of every language, so that no sentence waits for its page later."""
    for locale in LOCALES:
        for page in pages(locale):
            _bundle(locale, page)


def say(
    message_id: str, locale: str = "en", arguments: Mapping[str, str | int | float] | None = None
) -> str:
    """Return one sentence; ``_`` in an argument's name is ``-`` in the file.

    Raises:
        KeyError: No locale file has the id: a bug that a test finds first.
    """
    bundle = _bundle(locale, _where(locale)[message_id])
    pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise KeyError(message_id)
    values = {name.replace("_", "-"): value for name, value in (arguments or {}).items()}
    long = {
        f"\0{name}\0": (name, value)
        for name, value in values.items()
        if isinstance(value, str) and len(value) > LONG
    }
    text, _ = bundle.format_pattern(pattern, values | {name: at for at, (name, _) in long.items()})
    for at, (_, value) in long.items():
        text = str(text).replace(at, value)
    return str(text)
