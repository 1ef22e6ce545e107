"""What goes wrong on the way to Telegram, as a chooser says: per method and number of the call."""

from __future__ import annotations

from dataclasses import dataclass

from tests.afar.faults import AppliedLate, Broken, Chosen, Delayed, LostAnswer

__all__ = ["AppliedLate", "Broken", "Delayed", "Fault", "Faults", "LostAnswer", "SlowDown"]

DOWNLOAD = "download"
"""What fetching a file is called here, which is no method."""


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Not done: 429, to be tried again after ``seconds``."""

    seconds: int = 1


Fault = LostAnswer | Delayed | SlowDown | AppliedLate | Broken


@dataclass(slots=True)
class Faults(Chosen[Fault]):
    """Chooses by a method as the documentation spells it, or ``DOWNLOAD``."""
