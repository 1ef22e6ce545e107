"""What a server is asked to film, what comes of it, and what that costs. Values alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal
from typing import NamedTuple, Self

_PRICE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?) ([A-Z]{3})")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One setup as a server is asked to film it. Whoever prints it sees no face and no word.

    Attributes:
        prompt: What is to be seen and heard.
        still_png: The first picture, PNG.
        frames: How many are wanted.
        fps: At how many a second.
        width: Pixels of the picture that is wanted.
        height: The same.
        seed: Of the noise it is made of.
        dialogue_wav: What is spoken meanwhile, WAV, or None where nobody speaks.
    """

    prompt: str = field(repr=False)
    still_png: bytes = field(repr=False)
    frames: int
    fps: float
    width: int
    height: int
    seed: int = 0
    dialogue_wav: bytes | None = field(default=None, repr=False)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.fps


class Filmed(NamedTuple):
    """What a server made of a wish.

    Attributes:
        film: The file as it was sent: nobody has looked further than its first bytes.
        seconds: How much film the server was told to make, and made: never less than was wanted.
    """

    film: bytes
    seconds: float


class Money(NamedTuple):
    """An amount, and its currency as ISO 4217 has it."""

    amount: Decimal
    currency: str


class Price(NamedTuple):
    """What a second of film costs."""

    per_second: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read ``0.10 USD``; None where nothing is said."""
        match = _PRICE.fullmatch(text)
        return None if match is None else cls(Decimal(match[1]), match[2])

    def of(self, seconds: float) -> Money:
        """Return what so much film costs, rounded up to a hundredth: never told too cheap."""
        exact = self.per_second * Decimal(str(round(seconds, 3)))
        return Money(exact.quantize(_CENT, ROUND_UP), self.currency)
