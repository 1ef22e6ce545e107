"""Messages, people and answers as the page reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, assert_never

from bot.chat import (
    Answer,
    Button,
    CloseForm,
    KeepForm,
    LeaveChat,
    OpenDirect,
    OpenForm,
    Outgoing,
    OutgoingClip,
    OutgoingText,
    Rows,
    Silence,
    Toast,
)
from bot.web_room.words import language_of
from generation.model.member import MemberId
from storage.web_tables import Message, Person

VIEWERS: Final = "viewers"  # kept with a button; it never leaves the server


def body_of(message: Outgoing) -> tuple[dict[str, Any], str | None]:
    """Return what a message of ours shows, and the id of its film."""
    match message:
        case OutgoingText():
            body = {
                "kind": message.style,
                "text": message.text,
                "rows": _rows(message.rows),
                "title": message.title,
                "step": message.step,
                "steps": message.steps,
            }
            if message.picture is not None:
                body["picture"] = hashlib.sha256(message.picture).hexdigest()[:12]
            return body, None
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
                "round": message.is_round,
                "duration": round(message.film.duration_s, 3),
                "subtitled": bool(message.film.subtitles.strip()),
                "panels": message.film.panels is not None,
            }, message.film.id
        case never:
            assert_never(never)


def _rows(rows: Rows) -> list[list[dict[str, Any]]]:
    return [[_button(button) for button in row] for row in rows]


def _button(button: Button) -> dict[str, Any]:
    shown = {"label": button.label, "data": button.data, "tone": button.tone, "about": button.about}
    return shown if button.viewers is None else shown | {VIEWERS: list(button.viewers)}


def _rows_for(viewer: MemberId, rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[Any]]:
    """Return the buttons one person sees; what is left of a row joins the row above it.

    Nobody is told whom a button is for.
    """
    seen: list[list[Any]] = []
    for row in rows:
        theirs = [
            {name: value for name, value in button.items() if name != VIEWERS}
            for button in row
            if viewer in button.get(VIEWERS, (viewer,))
        ]
        if seen and len(theirs) < len(row):
            seen[-1] += theirs
        elif theirs:
            seen.append(theirs)
    return seen


def message_json(message: Message, viewer: Person) -> dict[str, Any]:
    """Return a message as the page shows it to one person."""
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
        "lang": language_of(words, viewer.locale),
        "film": film_version(message.clip),
        **message.body,
        "rows": _rows_for(viewer.id, message.body.get("rows", ())),
    }


def film_version(clip: str | None) -> str | None:
    """Return a word that changes with the film; it does not tell the clip's id."""
    return hashlib.sha256(clip.encode()).hexdigest()[:12] if clip else None


def answer_json(answer: Answer, reader: str) -> dict[str, Any]:
    """Return what the page does after something was sent."""
    match answer:
        case Silence() | OpenDirect() | LeaveChat():
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
