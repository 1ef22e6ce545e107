"""A screenplay as JSON, out and in, and the limits it keeps. It judges paper, not permission."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from generation.director import vocabulary
from generation.errors import ScreenplayRejected
from generation.model.screenplay import Follows, Prop, Screenplay, Shot

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_JSON_CHARACTERS = 200_000  # six full shots are about 12 000
MAX_SHOTS = 6
MAX_CAST = 12  # four parts and eight extras
MAX_TITLE_CHARACTERS = 80
MAX_NAME_CHARACTERS = 40
MAX_TEXT_CHARACTERS = 600  # a whole pasted text in one line
MAX_SHOT_S = 60.0
MIN_SHOT_S = 0.2  # shorter is a flash nobody reads
MAX_PAUSE_S = 10.0
MAX_TAKES = 99
TEMPO_BPM = range(30, 221)

Fault = tuple[str, str]
"""Message-id suffix and the place in the screenplay, such as ``shots[1].props[0].at``."""


def to_json(screenplay: Screenplay) -> str:
    """Return the screenplay as indented JSON (``walkon.screenplay/1``), readable by a person."""
    return _adapter().dump_json(screenplay, indent=1).decode()


def from_json(text: str) -> Screenplay:
    """Read a screenplay and hold it against its limits.

    Raises:
        ScreenplayRejected: Not JSON, an unknown key, a wrong value, or a broken limit; the detail
            ``where`` names the place.
    """
    from pydantic import ValidationError

    if len(text) > MAX_JSON_CHARACTERS:
        raise ScreenplayRejected("too-long", where="file", limit=MAX_JSON_CHARACTERS)
    try:
        screenplay = _adapter().validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise ScreenplayRejected(
            _REASONS.get(first["type"], "value"), where=_path(first["loc"])
        ) from error
    return check(screenplay)


def check(screenplay: Screenplay) -> Screenplay:
    """Return the screenplay when it keeps every limit.

    Raises:
        ScreenplayRejected: The first broken limit, with its place in ``where``.
    """
    for reason, where in _faults(screenplay):
        raise ScreenplayRejected(reason, where=where)
    return screenplay


_REASONS = {
    "json_invalid": "not-json",
    "unexpected_keyword_argument": "unknown-key",
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Screenplay]:
    from pydantic import TypeAdapter

    return TypeAdapter(Screenplay)


def _path(location: tuple[int | str, ...]) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return steps.lstrip(".") or "file"


def _faults(screenplay: Screenplay) -> Iterator[Fault]:
    yield from _outside("title", len(screenplay.title), 1, MAX_TITLE_CHARACTERS)
    yield from _outside("shots", len(screenplay.shots), 1, MAX_SHOTS)
    yield from _outside("cast", len(screenplay.cast), 0, MAX_CAST)
    yield from _unknown("look", screenplay.look, vocabulary.LOOKS)
    if screenplay.button is not None:
        yield from _unknown("button", screenplay.button, vocabulary.BUTTONS)
    yield from _cast_faults(screenplay)
    if screenplay.follows is not None:
        yield from _follows_faults(screenplay.follows)
    yield from _twice("shots", [shot.id for shot in screenplay.shots])
    yield from _twice("lines", [line.id for shot in screenplay.shots for line in shot.lines])
    tokens = {member.token for member in screenplay.cast}
    for number, shot in enumerate(screenplay.shots):
        for reason, where in _shot_faults(shot, tokens):
            yield reason, f"shots[{number}].{where}"


def _cast_faults(screenplay: Screenplay) -> Iterator[Fault]:
    yield from _twice("cast", [member.token for member in screenplay.cast])
    for number, member in enumerate(screenplay.cast):
        letter, digits = member.token[:1], member.token[1:]
        number_known = digits.isascii() and digits.isdigit()
        if not number_known or (letter != "X" and not (letter == "P" and digits in "1234")):
            yield "value", f"cast[{number}].token"
        yield from _outside(f"cast[{number}].name", len(member.name), 1, MAX_NAME_CHARACTERS)
    known = {member.token for member in screenplay.cast}
    for token in screenplay.continuity:
        yield from _unknown_cast(f"continuity.{token}", token, known)


def _follows_faults(before: Follows) -> Iterator[Fault]:
    yield from _outside("follows.title", len(before.title), 1, MAX_TITLE_CHARACTERS)
    yield from _outside("follows.happened", len(before.happened or ""), 0, MAX_TEXT_CHARACTERS)
    yield from _unknown("follows.set", before.set, vocabulary.SETS)
    if before.left is not None:
        yield from _one_prop_faults("follows.left", before.left)


def _shot_faults(shot: Shot, tokens: Collection[str]) -> Iterator[Fault]:
    if shot.duration_s is not None:
        yield from _outside("duration_s", shot.duration_s, MIN_SHOT_S, MAX_SHOT_S)
    yield from _unknown("set", shot.set, vocabulary.SETS)
    yield from _outside("weather.strength", shot.weather.strength, 0, 1)
    yield from _outside("weather.wind", shot.weather.wind, -1, 1)
    yield from _unknown("light.kind", shot.light.kind, vocabulary.LIGHTS)
    yield from _outside("camera.speed", shot.camera.speed, 0, 1)
    if shot.insert is not None:
        yield from _unknown("insert", shot.insert, vocabulary.PROPS)
    if shot.music is not None:
        yield from _unknown("music.tempo_bpm", shot.music.tempo_bpm, TEMPO_BPM)
    for number, token in enumerate(shot.cast):
        yield from _unknown_cast(f"cast[{number}]", token, tokens)
    for number, ambience in enumerate(shot.ambience):
        yield from _unknown(f"ambience[{number}]", ambience, vocabulary.AMBIENCE)
    yield from _outside("take", shot.take, 0, MAX_TAKES)
    for kind in (_line_faults, _action_faults, _moment_faults, _prop_faults):
        yield from kind(shot, tokens)


def _line_faults(shot: Shot, tokens: Collection[str]) -> Iterator[Fault]:
    for number, line in enumerate(shot.lines):
        where = f"lines[{number}]"
        yield from _unknown_cast(f"{where}.who", line.who, tokens)
        yield from _outside(f"{where}.text", len(line.text), 1, MAX_TEXT_CHARACTERS)
        if line.pause_before_s is not None:
            yield from _outside(f"{where}.pause_before_s", line.pause_before_s, 0, MAX_PAUSE_S)


def _action_faults(shot: Shot, tokens: Collection[str]) -> Iterator[Fault]:
    targets = (*tokens, *vocabulary.PROPS)
    for number, action in enumerate(shot.actions):
        where = f"actions[{number}]"
        yield from _unknown_cast(f"{where}.who", action.who, tokens)
        yield from _unknown(f"{where}.action", action.action, vocabulary.ACTIONS)
        yield from _outside(f"{where}.at", action.at, 0, 1)
        if action.target is not None:
            yield from _unknown(f"{where}.target", action.target, targets)


def _moment_faults(shot: Shot, _tokens: Collection[str]) -> Iterator[Fault]:
    for number, card in enumerate(shot.cards):
        yield from _outside(f"cards[{number}].text", len(card.text), 1, MAX_TEXT_CHARACTERS)
        yield from _outside(f"cards[{number}].at", card.at, 0, 1)
    for number, effect in enumerate(shot.sfx):
        yield from _unknown(f"sfx[{number}].id", effect.id, vocabulary.SOUND_EFFECTS)
        yield from _outside(f"sfx[{number}].at", effect.at, 0, 1)


def _prop_faults(shot: Shot, tokens: Collection[str]) -> Iterator[Fault]:
    for number, prop in enumerate(shot.props):
        where = f"props[{number}]"
        yield from _one_prop_faults(where, prop)
        yield from _anchor_faults(f"{where}.anchor", prop, tokens)


def _one_prop_faults(where: str, prop: Prop) -> Iterator[Fault]:
    yield from _unknown(f"{where}.id", prop.id, vocabulary.PROPS)
    yield from _unknown(f"{where}.start", prop.start, vocabulary.PROP_STATES)
    yield from _unknown(f"{where}.end", prop.end, vocabulary.PROP_STATES)
    yield from _outside(f"{where}.at", prop.at, 0, 1)
    if prop.label is not None:
        yield from _outside(f"{where}.label", len(prop.label), 1, MAX_TITLE_CHARACTERS)


def _anchor_faults(where: str, prop: Prop, tokens: Collection[str]) -> Iterator[Fault]:
    holder, _, part = prop.anchor.partition(".")
    if part in vocabulary.HELD_AT:
        yield from _unknown_cast(where, holder, tokens)
    else:
        yield from _unknown(where, prop.anchor, vocabulary.ANCHORS)


def _outside(where: str, value: float, low: float, high: float) -> Iterator[Fault]:
    if not low <= value <= high:  # also true for a value that is not a number
        yield "range", where


def _unknown(where: str, value: object, known: Collection[object]) -> Iterator[Fault]:
    if value not in known:
        yield "unknown-id", where


def _unknown_cast(where: str, token: str, tokens: Collection[str]) -> Iterator[Fault]:
    if token not in tokens:
        yield "unknown-cast", where


def _twice(where: str, ids: list[str]) -> Iterator[Fault]:
    if len(set(ids)) != len(ids):
        yield "duplicate", where
