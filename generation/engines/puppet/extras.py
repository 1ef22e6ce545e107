"""Extras of a shot: backs of heads along the lower edge, where the set has no crowd of its own."""

from __future__ import annotations

import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.blocking import BlockedShot
from generation.engines.puppet.figure.crowd import crowd_row
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import SetLight

OWN_CROWD = frozenset({"courtroom", "museum", "platform", "stage", "tall_grass", "harbour"})
"""Sets whose front already holds people, or hides them."""

HEIGHT_SHARE = 0.19  # of the canvas: shoulders, never over a face or a caption
SUNK_SHARE = 0.30  # of the row that is below the picture
DEPTH = 1.5  # how much further than the actors they travel with the camera
SWAY_HZ, SWAY_SHARE = 0.31, 0.004
PEOPLE_MAX = 6


class Extras:
    """The crowd in front of one shot; draws nothing where nobody is asked for."""

    def __init__(self, blocked: BlockedShot, light: SetLight, seed: int) -> None:
        """Draw the row once."""
        view = blocked.view
        asked = sum(token.startswith("X") for token in blocked.shot.cast)
        self._sprite: Sprite | None = None
        self._height = view.height_px
        if asked and blocked.shot.set not in OWN_CROWD:
            row = round(HEIGHT_SHARE * view.height_px)
            count = min(PEOPLE_MAX, asked + 2)
            wide = round(view.width_px * 1.12)
            people = crowd_row(wide, row, "shoulders", count, light, seed)
            self._sprite = Sprite.from_rgba(people)
            self._left = -(wide - view.width_px) / 2

    def lay(self, canvas: BgrFrame, t_s: float, dx: float, dy: float) -> None:
        """Draw the row at a time, with the camera shifted by (dx, dy)."""
        if self._sprite is None:
            return
        sway = SWAY_SHARE * self._height * float(np.sin(2 * np.pi * SWAY_HZ * t_s))
        top = self._height - self._sprite.size[1] * (1 - SUNK_SHARE)
        blit(canvas, self._sprite, self._left + sway + DEPTH * dx, top + DEPTH * dy)
