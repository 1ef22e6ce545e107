"""Cameras and voices that others have written: found by their entry points, made by name.

A package says ``[project.entry-points."walkon.cameras"]`` or ``"walkon.voices"``. What stands
behind a name is called, a voice with ``fallback=`` the small one, and returns a ``Camera`` or a
``Voice``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Literal

from generation.errors import EngineUnavailable, VoiceFailed

if TYPE_CHECKING:
    from generation.ports import Camera, Voice

Kind = Literal["cameras", "voices"]


def plugins(kind: Kind) -> Mapping[str, EntryPoint]:
    """Return those that are installed, by name; nothing of theirs is imported for that."""
    return {point.name: point for point in entry_points(group=f"walkon.{kind}")}


def plugged_camera(name: str) -> Camera:
    """Make a camera that somebody else has written.

    Raises:
        EngineUnavailable: ``absent``: there is none of that name; ``plugin``: it cannot be made.
    """
    point = plugins("cameras").get(name)
    if point is None:
        raise EngineUnavailable("absent", engine=name)
    try:
        made: Camera = point.load()()
    except Exception as error:  # whatever a stranger's package does
        raise EngineUnavailable("plugin", engine=name, kind=type(error).__name__) from error
    return made


def plugged_voice(name: str, small: Voice) -> Voice:
    """Make a voice that somebody else has written; ``small`` speaks what it cannot.

    Raises:
        VoiceFailed: ``absent``: there is none of that name; ``plugin``: it cannot be made.
    """
    point = plugins("voices").get(name)
    if point is None:
        raise VoiceFailed("absent", voice=name)
    try:
        made: Voice = point.load()(fallback=small)
    except Exception as error:  # whatever a stranger's package does
        raise VoiceFailed("plugin", voice=name, kind=type(error).__name__) from error
    return made
