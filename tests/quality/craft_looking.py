"""How pictures are compared: what differs, where a face is, what colour it has. No verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.blocking import BlockedActor, BlockedShot
from generation.engines.puppet.particles import Weatherfall
from generation.engines.puppet.prop_shelf import FRONT_ANCHORS
from generation.engines.puppet.stage import Anchor, Scene, SetArt, SetPainter

SEEN_LEVELS = 14  # of 255: three times the grain's spread, one step of a shadow
BLUR_PX = 1.2  # evens the grain out before pictures are compared

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""


class Bare:
    """A set without what stands and drifts in front of the actors."""

    def __init__(self, painter: SetPainter) -> None:
        """Take the set to strip."""
        self.painter = painter
        self.id, self.room, self.indoor = painter.id, painter.room, painter.indoor

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return the set's own places."""
        return self.painter.anchors(aspect)

    def paint(self, scene: Scene) -> SetArt:
        """Paint the set and leave its front away."""
        art = self.painter.paint(scene)
        kept = tuple(item for item in art.particles if not item.front)
        return replace(art, front=(), particles=kept)


def without_front_props(blocked: BlockedShot) -> BlockedShot:
    """Return the shot without the props that stand nearer than the actors."""
    kept = tuple(prop for prop in blocked.shot.props if prop.anchor not in FRONT_ANCHORS)
    return replace(blocked, shot=replace(blocked.shot, props=kept))


def seen_difference(one: BgrFrame, other: BgrFrame) -> npt.NDArray[np.bool_]:
    """Return ``(height, width)``: where a viewer sees that two pictures differ."""
    smooth = [cv2.GaussianBlur(picture, (0, 0), BLUR_PX) for picture in (one, other)]
    return np.asarray(cv2.absdiff(*smooth).max(axis=2) > SEEN_LEVELS)


def weather_before(blocked: BlockedShot, frame: int, seed: int) -> npt.NDArray[np.bool_]:
    """Return where weather falls nearer to the lens than the actors."""
    view = blocked.view
    canvas = np.full((view.height_px, view.width_px, 3), 96, np.uint8)
    before = canvas.copy()
    fall = Weatherfall(
        blocked.shot.weather, width_px=view.width_px, height_px=view.height_px, seed=seed
    )
    fall.draw_front(canvas, frame / 30, (0.0, 0.0))
    return seen_difference(before, canvas)


def figure_box(blocked: BlockedShot, face: Box, size: tuple[int, int]) -> tuple[slice, slice]:
    """Return the rows and columns of the picture that an actor with this face fills."""
    width, height = size
    left, top, wide, tall = face
    half = 1.3 * tall
    middle = left + wide / 2
    bottom = top + 6 * tall
    rows = slice(max(0, round(top - 0.3 * tall)), max(1, min(height, round(bottom))))
    columns = slice(max(0, round(middle - half)), max(1, min(width, round(middle + half))))
    return rows, columns


def wrists(blocked: BlockedShot, actor: BlockedActor) -> npt.NDArray[np.float64]:
    """Return ``(2, frames, 2)``: both wrists in pixels of the picture."""
    view, path = blocked.view, blocked.path
    unit = actor.face * view.scale(1.0)
    chin = np.array(view.project(actor.chin))
    focus = np.array(blocked.focus)
    both = []
    for hand in (actor.track.hands.left, actor.track.hands.right):
        at = chin + (actor.track.travel + hand.at) * unit
        at += np.stack([path.dx, path.dy], axis=1)
        both.append((at - focus) * path.zoom[:, None] / blocked.density + focus / blocked.density)
    return np.array(both)


def cheeks_lab(picture: BgrFrame, face: Box) -> npt.NDArray[np.float64]:
    """Return the mean CIE Lab colour of the cheeks and nose inside a face box."""
    left, top, wide, tall = face
    patch = picture[
        round(top + 0.45 * tall) : round(top + 0.68 * tall),
        round(left + 0.22 * wide) : round(left + 0.78 * wide),
    ]
    lab = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    return np.asarray(np.median(lab.reshape(-1, 3), axis=0), np.float64)


def luma(picture: BgrFrame) -> npt.NDArray[np.uint8]:
    """Return the brightness of a picture."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
