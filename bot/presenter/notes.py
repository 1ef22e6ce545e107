"""Notes: what a use case writes to somebody, as a message id with values and buttons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.chat import Button, OutgoingText, Rows
from bot.i18n import LOCALES
from bot.presenter.scene import Scene, note
from bot.presenter.words import SENTENCE_MAX, clean, known
from generation.model.member import ChatId, MemberId
from generation.studio.records import NoteValues

PREFIX = "note-"
RowSpecs = Sequence[Sequence[Mapping[str, Any]]]
"""Rows of buttons: ``label`` (a message id), ``verb``, ``object``, and ``values`` of the label."""


def note_body(
    message_id: str, values: NoteValues | None = None, rows: RowSpecs = (), *, locale: str = ""
) -> str:
    """Write a note as ``Post.body``.

    Some values are looked up when the note is shown: ``name`` and ``asker`` may be a member's id,
    ``chat`` a chat's id, ``rule`` a rule's id, ``limit`` a topic's, ``time`` and ``date`` an
    ISO 8601 moment.

    Args:
        message_id: ``note-…``, or the sentence of an error.
        values: What the sentence names.
        rows: Buttons under it.
        locale: Language of a reader whom the books no longer know.
    """
    body = {"id": message_id, "values": dict(values or {}), "rows": rows, "locale": locale}
    return json.dumps(body, ensure_ascii=False)


def present_note(scene: Scene, _object: str) -> OutgoingText:
    """Say what a note says."""
    body = json.loads(scene.post.body)
    if body.get("locale") in LOCALES:
        scene = replace(scene, locale=body["locale"])
    values = {name: _value(scene, name, value) for name, value in body["values"].items()}
    values |= {"operator": scene.operator, "command": scene.making}
    return note(_sentence(scene, body["id"], values), rows=_rows(scene, body.get("rows", ())))


def _sentence(scene: Scene, message_id: str, values: dict[str, str | int | float]) -> str:
    if message_id.startswith(PREFIX):
        return scene.say(f"note-{message_id.removeprefix(PREFIX)}", **values)
    return scene.say(message_id, **values)


def _value(scene: Scene, name: str, value: str | int | float) -> str | int | float:
    if not isinstance(value, str):
        return value
    match name:
        case "name" | "asker" if scene.books.people.get(MemberId(value)) is not None:
            return scene.person(MemberId(value))
        case "chat" if scene.books.chats.get(ChatId(value)) is not None:
            return scene.chat(ChatId(value))
        case "rule" if known(f"rule-{value}"):
            return scene.say(f"rule-{value}")
        case "limit" if known(f"limit-{value}"):
            return scene.say(f"limit-{value}")
        case "time" | "date":
            return _moment(scene, name, value)
        case _:
            return clean(value, SENTENCE_MAX)


def _moment(scene: Scene, name: str, value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return clean(value)
    return scene.day(moment) if name == "date" else scene.moment(moment)


def _rows(scene: Scene, rows: RowSpecs) -> Rows:
    return tuple(tuple(_button(scene, spec) for spec in row) for row in rows)


def _button(scene: Scene, spec: Mapping[str, Any]) -> Button:
    label = scene.say(f"button-{spec['label'].removeprefix('button-')}", **spec.get("values", {}))
    return scene.button(label, spec["verb"], spec.get("object", ""), allowed=scene.reader)
