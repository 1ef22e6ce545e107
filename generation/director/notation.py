"""The short notation of the film files: ``P "label" on anchor whole>open @0.5`` becomes values.

Fields are split as a shell splits words. Slots (``{word}``) are filled after splitting, so a
member's own words can never be read as notation.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import NamedTuple, cast

from generation.model.screenplay import (
    Action,
    Camera,
    CameraMotion,
    Card,
    CardStyle,
    Framing,
    Prop,
    SoundEffect,
    Weather,
    WeatherKind,
)

Fill = Callable[[str], str]
"""Fills the slots of one field."""
_DEFAULT_SPEED = 0.5


class _Fields(NamedTuple):
    words: list[str]
    at: float | None
    place: int
    """Where the written ``on`` stands; a member's own word may be "on" as well."""


def camera(text: str, fill: Fill) -> Camera:
    """``close push_in 0.6`` → framing, motion, speed."""
    words = fill(text).split()
    motion = words[1] if len(words) > 1 else "static"
    speed = float(words[2]) if len(words) > 2 else _DEFAULT_SPEED
    return Camera(
        framing=cast("Framing", words[0]), motion=cast("CameraMotion", motion), speed=speed
    )


def weather(text: str) -> Weather:
    """``rain 0.6 0.4`` → kind, strength, wind."""
    kind, strength, wind = text.split()
    return Weather(kind=cast("WeatherKind", kind), strength=float(strength), wind=float(wind))


def action(text: str, fill: Fill) -> Action | None:
    """``lead look_at other @0.4`` → who, action, target, at; None when nobody plays ``lead``."""
    words, at, _ = _fields(text, fill)
    target = words[2] if len(words) > 2 else None
    if not words[0] or not words[1] or target == "":
        return None
    return Action(who=words[0], action=words[1], target=target, at=at or 0.0)


def prop(text: str, fill: Fill) -> Prop | None:
    """``sign "{word}" on wall off>on @0.3`` → the prop; None when a slot is empty."""
    words, at, place = _fields(text, fill)
    label = words[1] if place == 2 else ""
    anchor = words[place + 1]
    start, _, end = (words[place + 2] if len(words) > place + 2 else "whole").partition(">")
    lettered_with_nothing = place == 2 and not label
    if not words[0] or anchor.startswith(".") or lettered_with_nothing:
        return None
    return Prop(
        id=words[0],
        label=label or None,
        anchor=anchor,
        start=start,
        end=end or start,
        at=0.5 if at is None else at,
    )


def card(text: str, fill: Fill) -> Card | None:
    """``stamp "{word}" @0.5`` → the card; None when it has no text."""
    (style, words), at, _ = _fields(text, fill)
    if not words.strip():
        return None
    return Card(text=words, style=cast("CardStyle", style), at=at or 0.0)


def sound(text: str, fill: Fill) -> SoundEffect | None:
    """``gavel @0.1`` → the sound; None when its id is empty."""
    words, at, _ = _fields(text, fill)
    return SoundEffect(id=words[0], at=at or 0.0) if words[0] else None


def _fields(text: str, fill: Fill) -> _Fields:
    words = shlex.split(text)
    at = float(words.pop()[1:]) if words[-1].startswith("@") else None
    place = words.index("on", 1) if "on" in words[1:] else 0
    return _Fields([fill(word) for word in words], at, place)
