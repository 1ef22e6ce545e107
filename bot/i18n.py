"""Sentences for people: Fluent messages in three languages, looked up by id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("en", "zh-Hans", "zh-Hant")
FOLDER = Path(__file__).with_name("locales")


def pages(locale: str) -> list[Path]:
    """Return the files of one language, in a fixed order."""
    return sorted((FOLDER / locale).glob("*.ftl"))


@lru_cache(maxsize=len(LOCALES))
def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    for page in pages(locale):
        bundle.add_resource(FluentResource(page.read_text(encoding="utf-8")))
    return bundle


def say(
    message_id: str, locale: str = "en", arguments: Mapping[str, str | int | float] | None = None
) -> str:
    """Return one sentence; ``_`` in an argument's name is ``-`` in the file.

    Raises:
        KeyError: No locale file has the id: a bug that a test finds first.
    """
    bundle = _bundle(locale)
    if not bundle.has_message(message_id):
        raise KeyError(message_id)
    pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise KeyError(message_id)
    text, _ = bundle.format_pattern(
        pattern, {name.replace("_", "-"): value for name, value in (arguments or {}).items()}
    )
    return str(text)
