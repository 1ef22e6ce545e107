"""How a shot comes in over black: faded, wiped or cut. How long it takes is its caller's."""

from __future__ import annotations

import cv2

from generation.arrays import BgrFrame
from generation.model.screenplay import Shot


def lay_transition(picture: BgrFrame, shot: Shot, frame: int, *, frames: int) -> None:
    """Lay the shot's transition over its picture ``frame``, in place; ``frames`` long."""
    if frame >= frames:
        return
    share = (frame + 1) / (frames + 1)
    match shot.transition:
        case "fade":
            cv2.convertScaleAbs(picture, dst=picture, alpha=share)
        case "wipe":
            picture[:, round(picture.shape[1] * share) :] = 0
        case "cut":
            pass
