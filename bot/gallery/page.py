"""The page of the gallery: every film with its sentence and its strip, every set by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.gallery.films import ShownFilm
from bot.i18n import say


def page(films: Sequence[ShownFilm], sheets: Mapping[str, Sequence[str]], *, locale: str) -> str:
    """Return the page as Markdown, with the pictures beside it.

    Args:
        films: The films in their order; ``ID.jpg`` is the strip of each.
        sheets: File name of each sheet → the sets on it, row by row.
        locale: The language of what stands around the sentences.
    """
    lines = [f"# {say('gallery-title', locale)}", "", say("gallery-how", locale), ""]
    for film in films:
        lines += [f"**{film.id.upper()}** · {_plain(film.sentence)}", ""]
        lines += [f"![{film.id.upper()}]({film.id}.jpg)", ""]
    if sheets:
        lines += [f"## {say('gallery-sets', locale)}", ""]
    for file, sets in sheets.items():
        lines += [", ".join(f"`{name}`" for name in sets), "", f"![]({file})", ""]
    return "\n".join(lines)


def _plain(sentence: str) -> str:
    return sentence.replace("*", r"\*").replace("_", r"\_")
