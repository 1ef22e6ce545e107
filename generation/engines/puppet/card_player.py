"""Cards of one shot: titles, black cards, stamps that slam, strips that slide in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.props.cards import CardArt, card
from generation.engines.puppet.sprite import Sprite, blit
from generation.lettering import Lettering
from generation.model.screenplay import Card, CardStyle

SLAM_FRAMES = 4
SLAM_FROM = 1.7  # a stamp arrives this much too large
SHAKE_FRAMES = 3
SHAKE_SHARE = 0.008  # of the frame height
SLIDE_FRAMES = 6
FADE_FRAMES = 6


@dataclass(frozen=True, slots=True)
class _Played:
    """A card with its first frame and the pictures of its arrival, the last one for good."""

    first: int
    style: CardStyle
    arrival: tuple[tuple[Sprite, float, float], ...]


class CardPlayer:
    """Lays the cards that are due on a frame over the finished picture."""

    def __init__(
        self,
        cards: Sequence[Card],
        *,
        frames: int,
        size: tuple[int, int],
        lettering: Lettering,
        is_round: bool = False,
    ) -> None:
        """Draw every card and how it arrives; ``size`` is width and height of the picture."""
        self._size = size
        self._cards = [
            _played(
                one,
                round(one.at * frames),
                size,
                card(one.style, one.text, *size, lettering, is_round=is_round),
            )
            for one in cards
            if lettering.can_write(one.text)
        ]

    def lay(self, picture: BgrFrame, frame: int) -> None:
        """Draw whatever is due; later cards of a shot replace earlier ones of their style."""
        due = {played.style: played for played in self._cards if played.first <= frame}
        for played in due.values():
            since = frame - played.first
            sprite, x, y = played.arrival[min(since, len(played.arrival) - 1)]
            slams = played.style == "stamp" and len(played.arrival) > 1
            if slams and SLAM_FRAMES <= since < SLAM_FRAMES + SHAKE_FRAMES:
                _shake(picture, since)
            blit(picture, sprite, x, y)


def _played(one: Card, first: int, size: tuple[int, int], art: CardArt) -> _Played:
    """Plan a card; one that is due on frame 0 has arrived: the first frame is the poster."""
    arrival = _arrival(one.style, art, size)
    return _Played(first=first, style=one.style, arrival=arrival if first else arrival[-1:])


def _arrival(
    style: CardStyle, art: CardArt, size: tuple[int, int]
) -> tuple[tuple[Sprite, float, float], ...]:
    left, top = art.place
    still = (Sprite.from_rgba(art.image), float(left), float(top))
    match style:
        case "stamp":
            return (*(_slammed(art, share) for share in _shares(SLAM_FRAMES)), still)
        case "strip":
            slides = [
                (still[0], left - size[0] * (1 - share) ** 2, float(top))
                for share in _shares(SLIDE_FRAMES)
            ]
            return (*slides, still)
        case "title":
            return (*(_faded(art, share) for share in _shares(FADE_FRAMES)), still)
        case _:
            return (still,)


def _shares(frames: int) -> list[float]:
    return [(index + 1) / (frames + 1) for index in range(frames)]


def _slammed(art: CardArt, share: float) -> tuple[Sprite, float, float]:
    """Return the stamp on its way down: large and faint, then right."""
    scale = SLAM_FROM + (1 - SLAM_FROM) * share**2
    large = cv2.resize(art.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    large[..., 3] = (large[..., 3] * (0.35 + 0.65 * share)).astype(np.uint8)
    x = art.place[0] - (large.shape[1] - art.image.shape[1]) / 2
    y = art.place[1] - (large.shape[0] - art.image.shape[0]) / 2
    return Sprite.from_rgba(np.asarray(large, np.uint8)), x, y


def _faded(art: CardArt, share: float) -> tuple[Sprite, float, float]:
    faint = art.image.copy()
    faint[..., 3] = (faint[..., 3] * share).astype(np.uint8)
    return Sprite.from_rgba(faint), float(art.place[0]), float(art.place[1])


def _shake(picture: BgrFrame, since: int) -> None:
    """Shift the whole picture a little: the table was hit."""
    reach = max(1, round(SHAKE_SHARE * picture.shape[0]))
    shift = reach if (since - SLAM_FRAMES) % 2 == 0 else -reach // 2
    picture[:] = np.roll(picture, shift, axis=0)
