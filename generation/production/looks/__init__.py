"""The looks of a film: passes over finished frames, in place, before anything is written on them.

A frame is developed from itself and its number alone, so the same film looks the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from generation.arrays import Yuv420Frame
from generation.model.clip import RenderOrder
from generation.model.timeline import ShotRecord, Timeline
from generation.production.looks.drawn import Comic, Ink
from generation.production.looks.negative import Look, Negative
from generation.production.looks.pixel import Pixel
from generation.production.looks.stock import Noir, Silent

__all__ = ["LOOKS", "NATURAL", "Look", "Negative", "comic_of", "look_for", "look_of"]


class Natural:
    """The frames as they were shot."""

    def develop(self, _index: int, _frame: Yuv420Frame) -> None:
        """Change nothing."""


NATURAL: Final = Natural()


LOOKS: Final[Mapping[str, Callable[[Negative], Look]]] = MappingProxyType(
    {
        "natural": lambda _negative: NATURAL,
        "ink": Ink,
        "noir": Noir,
        "silent": Silent,
        "pixel": Pixel,
        "comic": Comic,
    }
)
"""Every look by the id that a screenplay names."""


def look_for(order: RenderOrder, timeline: Timeline, records: Sequence[ShotRecord]) -> Look:
    """Return the look that the screenplay of ``order`` asks for, made for this film."""
    size = (order.spec.width_px, order.spec.height_px)
    negative = Negative(
        width_px=size[0],
        height_px=size[1],
        frames=timeline.frames,
        fps=float(timeline.fps),
        seed=order.seed,
        opens_on=_eyes(records[:1], size),
        closes_on=_eyes(records[-1:], size),
    )
    return look_of(order.screenplay.look, negative)


def comic_of(order: RenderOrder) -> Look:
    """Return the comic look in the size of ``order``, for single frames."""
    spec = order.spec
    return Comic(
        Negative(width_px=spec.width_px, height_px=spec.height_px, frames=1, fps=float(spec.fps))
    )


def look_of(name: str, negative: Negative) -> Look:
    """Return the look ``name``.

    Raises:
        KeyError: There is none of that name.
    """
    return LOOKS[name](negative)


MIDDLE: Final = (0.5, 0.42)
"""Where a portrait has its face."""


def _eyes(records: Sequence[ShotRecord], size: tuple[int, int]) -> tuple[float, float]:
    """Return the middle of the first face in the shot, as shares of width and height."""
    for record in records:
        for actor in record.actors:
            x, y, width, height = actor.face_px
            return (x + width / 2) / size[0], (y + height / 2) / size[1]
    return MIDDLE
