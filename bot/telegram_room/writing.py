"""What the core shows becomes what Telegram is sent: words, a keyboard, a film's measures. Pure.

Words go without any markup, and what is bold is told by its place, so no name can be read as one.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from struct import pack
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaVideo
from telegram import MessageEntity as Entity

from bot.chat import Button, Outgoing, OutgoingClip, OutgoingText, Rows
from generation.model.clip import SealedFilm

TEXT_MAX: Final = 4096
CAPTION_MAX: Final = 1024
TOAST_MAX: Final = 200
ROW_MAX, BUTTONS_MAX = 8, 100
CUT: Final = "…"
CARD_PX: Final = (640, 360)
CARD_RGB: Final = (33, 28, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text and what of it is bold; lengths as Telegram counts them, in UTF-16 units."""

    text: str
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> str:
    """Return a text of at most so many UTF-16 units; no character is torn apart."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + CUT


def words_of(message: Outgoing) -> Words:
    """Return the words of a message, with its title in bold where it stands in them."""
    if isinstance(message, OutgoingClip):
        return _words(message.caption, message.title, CAPTION_MAX)
    return _words(message.text, message.title, TEXT_MAX)


def caption_of(message: OutgoingText) -> Words:
    """Return words as they stand under a picture."""
    return _words(message.text, message.title, CAPTION_MAX)


def _words(text: str, title: str, most: int) -> Words:
    shown = cut(text, most)
    at = shown.find(title) if title else -1
    if at < 0 or not title.strip():
        return Words(text=shown)
    bold = Entity(Entity.BOLD, offset=units(shown[:at]), length=units(title))
    return Words(text=shown, entities=(bold,))


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return buttons, or None where there are none; too long a row goes on in another."""
    laid = [row[at : at + ROW_MAX] for row in rows for at in range(0, len(row), ROW_MAX)]
    if not laid:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.label,
                    callback_data=button.data,
                    style="primary" if button.tone == "main" else None,
                )
                for button in row
            ]
            for row in _first(laid, BUTTONS_MAX)
        ]
    )


def _first(rows: Sequence[tuple[Button, ...]], most: int) -> Sequence[tuple[Button, ...]]:
    """Return as many whole rows as hold at most so many buttons."""
    count, kept = 0, list[tuple[Button, ...]]()
    for row in rows:
        count += len(row)
        if count > most:
            break
        kept.append(row)
    return kept


def film_media(message: OutgoingClip, file: str | None) -> InputMediaVideo:
    """Return a film with everything that Telegram would otherwise guess; ``file`` is sent before.

    Without measures and a picture, a large film becomes a square tile of no length.
    """
    film, words = message.film, words_of(message)
    poster = None if file is not None else InputFile(film.poster, "poster.jpg", attach=True)
    return InputMediaVideo(
        media=file if file is not None else film.film,
        filename=f"{film.id}.mp4",
        caption=words.text,
        caption_entities=words.entities,
        width=film.width_px,
        height=film.height_px,
        duration=duration_s(film),
        supports_streaming=True,
        has_spoiler=message.covered,
        thumbnail=poster,
        cover=None if poster is None else poster.attach_uri,  # the same upload serves for both
    )


def duration_s(film: SealedFilm) -> int:
    """Return a film's length in whole seconds, never none."""
    return max(1, round(film.duration_s))


@cache
def card_picture() -> bytes:
    """Return the plain dark picture that stands where a film was: a PNG of one colour."""
    width, height = CARD_PX
    row = b"\x00" + bytes(CARD_RGB) * width
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(row * height, 9)),
            (b"IEND", b""),
        )
    )
