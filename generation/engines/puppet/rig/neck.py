"""Where a head on a drawn body ends: a short soft neck, and the hair that falls beside it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.geometry import FaceAxes
from generation.engines.puppet.rig.landmarks import CHEEK_L, CHEEK_R, CHIN

F32 = npt.NDArray[np.float32]

NECK_LENGTH = 0.22  # face heights of neck below the chin that a head on a drawn body keeps
HAIR_SPREAD = 0.12  # face heights that falling hair may stand wider than where it starts
MIN_SAMPLE = 50  # pixels; fewer say nothing about a colour
SKIN_CONTRAST = 14.0  # Lab; hair nearer to skin than this cannot be told from a neck
HAIR_BELOW = 1.0  # face heights below the chin to which hair may fall in the head framing


def _apart(lab: F32, colour: F32) -> F32:
    """Distance of each pixel from a colour; lightness counts half."""
    return np.asarray(
        np.linalg.norm((lab - colour) * np.array([0.5, 1.0, 1.0], np.float32), axis=-1)
    )


def _hair_like(
    lab: F32, solid: npt.NDArray[np.bool_], u: F32, v: F32, width: float
) -> npt.NDArray[np.bool_]:
    """Pixels nearer to hair (above and beside the face) than to skin, collar and chest.

    ``u`` and ``v`` are face heights from the middle of the face and down from the chin.
    """
    beside = solid & (v > -0.75) & (v < -0.25)
    hair_places = (
        solid & (v < -1.06) & (v > -1.25) & (np.abs(u) < 0.4 * width),
        beside & (u < -0.56 * width) & (u > -0.80 * width),
        beside & (u > 0.56 * width) & (u < 0.80 * width),
    )
    cheek = solid & (np.abs(u) < 0.30 * width) & (v > -0.55) & (v < -0.35)
    collar = solid & (np.abs(u) < 0.30 * width) & (v > 0.25) & (v < 0.50)
    others = [
        np.median(lab[p], axis=0)
        for p in (cheek, collar, solid & (v > 0.55))
        if p.sum() > MIN_SAMPLE
    ]
    found = np.zeros(solid.shape, bool)
    for place in hair_places:
        if place.sum() <= MIN_SAMPLE or not others:
            continue
        colour = np.median(lab[place], axis=0)
        if float(_apart(others[0], colour)) < SKIN_CONTRAST:
            continue
        apart = _apart(lab, colour)
        reach = max(10.0, 2 * float(np.median(apart[place])))
        found |= (apart < reach) & (apart < np.stack([_apart(lab, o) for o in others]).min(0))
    return found & solid & (np.abs(u) > 0.30 * width)


def _falling_hair(
    bgr: BgrFrame, alpha: F32, place: tuple[F32, F32], kept: F32, *, width: float, face_px: float
) -> F32:
    """0..1 where hair goes on below the neck line, joined to hair above it."""
    u, v = place
    lab = np.asarray(
        cv2.cvtColor(bgr.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB), np.float32
    )
    hair = _hair_like(lab, alpha > 0.9, u, v, width).astype(np.uint8)
    small, large = (max(3, round(part * face_px)) | 1 for part in (0.015, 0.05))
    closed = cv2.morphologyEx(hair, cv2.MORPH_CLOSE, np.ones((large, large), np.uint8))
    joined = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((small, small), np.uint8))
    label = np.atleast_2d(np.asarray(cv2.connectedComponents(joined)[1], np.int32))
    rooted = np.unique(label[(kept > 0.5) & (joined > 0) & (v < -0.15)])
    strands = np.isin(label, rooted[rooted > 0]) & (v < HAIR_BELOW)
    start = strands & (v > -0.28) & (v < -0.08)
    above = np.atleast_1d(start.any(0)).astype(np.uint8)
    spread = np.ones((1, 2 * round(HAIR_SPREAD * face_px) + 1), np.uint8)
    strands &= np.asarray(cv2.dilate(above[None], spread)) > 0
    soft = cv2.GaussianBlur(strands.astype(np.float32), (0, 0), 0.012 * face_px)
    return np.asarray(soft, np.float32)


def neck_line(bgr: BgrFrame, alpha: F32, points: F32, axes: FaceAxes) -> F32:
    """Alpha without shoulders and clothes: a short soft neck, and hair that falls beside it."""
    height, width = alpha.shape
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1).astype(np.float32)
    local = axes.local(grid.reshape(-1, 2)).reshape(height, width, 2)
    cheeks = float(np.linalg.norm(points[CHEEK_R, :2] - points[CHEEK_L, :2]))
    centre = float(axes.local(points[[CHIN]])[0, 0])
    side = np.clip((np.abs(local[..., 0] - centre) / cheeks - 0.27) / 0.16, 0, 1)
    side = side * side * (3 - 2 * side)
    limit = axes.chin + axes.height * (NECK_LENGTH - (NECK_LENGTH + 0.10) * side)
    soft = 0.03 * axes.height
    kept = np.clip((limit - local[..., 1]) / soft + 0.5, 0, 1).astype(np.float32)
    place = (local[..., 0] / axes.height, (local[..., 1] - axes.chin) / axes.height)
    hair = _falling_hair(bgr, alpha, place, kept, width=cheeks / axes.height, face_px=axes.height)
    return np.asarray(alpha * np.maximum(kept, hair), np.float32)
