"""Messages, people and answers as the page reads them."""

from __future__ import annotations

import hashlib
from typing import Any, assert_never

from bot.chat import (
    Answer,
    CloseForm,
    KeepForm,
    OpenForm,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Rows,
    Silence,
    Toast,
)
from bot.web_room.words import language_of
from storage.web_tables import Message


def body_of(message: Outgoing) -> tuple[dict[str, Any], str | None]:
    """Return what a message of ours shows, and the id of its film."""
    match message:
        case OutgoingText():
            return {
                "kind": message.style,
                "text": message.text,
                "rows": _rows(message.rows),
                "title": message.title,
                "step": message.step,
                "steps": message.steps,
            }, None
        case OutgoingClip():
            return {
                "kind": "clip",
                "text": message.caption,
                "rows": _rows(message.rows),
                "title": message.title,
                "ticket": message.ticket,
                "parent": message.parent,
                "width": message.film.width_px,
                "height": message.film.height_px,
                "duration": round(message.film.duration_s, 3),
                "subtitled": bool(message.film.subtitles.strip()),
            }, message.film.id
        case never:
            assert_never(never)


def _rows(rows: Rows) -> list[list[dict[str, str]]]:
    return [
        [
            {"label": b.label, "data": b.data, "tone": b.tone, "about": b.about} for b in row
        ]
        for row in rows
    ]  # fmt: skip


def message_json(message: Message, reader: str) -> dict[str, Any]:
    """Return a message as the page shows it to somebody who reads ``reader``."""
    shell = {
        "id": message.id,
        "room": message.room,
        "seq": message.seq,
        "rev": message.rev,
        "key": message.key if message.author else "",
        "at": message.made_at.isoformat(timespec="seconds"),
    }
    if message.gone:
        return shell | {"gone": True}
    words = f"{message.body.get('title', '')}\n{message.body.get('text', '')}"
    return shell | {
        "author": message.author,
        "private": message.only_for is not None,
        "lang": language_of(words, reader),
        "film": film_version(message.clip),
        **message.body,
    }


def film_version(clip: str | None) -> str | None:
    """Return a word that changes with the film; it does not tell the clip's id."""
    return hashlib.sha256(clip.encode()).hexdigest()[:12] if clip else None


def answer_json(answer: Answer, reader: str) -> dict[str, Any]:
    """Return what the page does after something was sent."""
    match answer:
        case Silence():
            return {"kind": "silence"}
        case Toast(text=text):
            return {"kind": "toast", "text": text, "lang": language_of(text, reader)}
        case OpenForm(id=form, kind=kind, values=values):
            return {"kind": "open", "form": form, "asks": kind, "values": values}
        case CloseForm(text=text):
            return {"kind": "close", "text": text, "lang": language_of(text, reader)}
        case KeepForm(text=text):
            return {"kind": "keep", "text": text, "lang": language_of(text, reader)}
        case never:
            assert_never(never)
