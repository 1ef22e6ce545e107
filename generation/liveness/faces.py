"""The three faces at the end of a capture: nothing at all, a laugh, a shock.

They give the face at rest, by which the picture that is kept is chosen, and two numbers: how far
this face goes. The laugh and the shock themselves are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generation.liveness.track import MOUTH_LEFT, MOUTH_RIGHT, Track, face_height
from generation.model.likeness import REACH_MAX, REACH_MIN, Reach

FACE_S = 1.15  # how long the page asks for each
SETTLE_S = 0.35  # until a face has followed the words that ask for it
LOOKS_MIN = 3  # pictures of a face that can be trusted
FRONTAL_TURN = 0.25  # sine of the yaw; beyond it a mouth is foreshortened
SHOWN_SHARE = 80  # percentile of the pictures: the face at its strongest, without an outlier
WIDER, HIGHER = 0.28, 0.040  # what is common: mouth widths in a laugh, face heights of a brow
WIDER_MIN, HIGHER_MIN = 0.08, 0.012  # below it nothing was acted, and nothing is known
BROWS = ((105, 33, 133), (334, 362, 263))
"""A brow's middle and the corners of the eye below it."""

Points = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """What the three faces have shown.

    Attributes:
        rest_width: Of the mouth at rest, in face heights.
        reach: Against what is common; 1 where nothing was shown.
    """

    rest_width: float
    reach: Reach


def three_faces(track: Track, faces_s: float) -> Faces | None:
    """Measure the faces that begin at ``faces_s``; None when the first of them was not seen."""
    rest, laugh, shock = (_shown(track, faces_s + k * FACE_S) for k in range(3))
    if len(rest) < LOOKS_MIN:
        return None
    width = float(np.median([mouth_width(face) for face in rest]))
    brow = float(np.median([_brow_height(face) for face in rest]))
    reach = Reach()
    if len(laugh) >= LOOKS_MIN:
        wide = float(np.percentile([mouth_width(face) for face in laugh], SHOWN_SHARE))
        reach = Reach(smile=_share(wide / width - 1, WIDER, WIDER_MIN))
    if len(shock) >= LOOKS_MIN:
        high = float(np.percentile([_brow_height(face) for face in shock], SHOWN_SHARE))
        reach = Reach(smile=reach.smile, brows=_share(high - brow, HIGHER, HIGHER_MIN))
    return Faces(rest_width=width, reach=reach)


def mouth_width(face: Points) -> float:
    """Return the distance of the mouth's corners in face heights, depth included."""
    return float(np.linalg.norm(face[MOUTH_LEFT] - face[MOUTH_RIGHT])) / face_height(face)


def _brow_height(face: Points) -> float:
    """Return how far the brows are above the eyes, in face heights."""
    gaps = [np.linalg.norm(face[brow] - (face[a] + face[b]) / 2) for brow, a, b in BROWS]
    return float(np.mean(gaps)) / face_height(face)


def _shown(track: Track, start_s: float) -> Points:
    """Return the pictures of one face, without its beginning and without turned heads."""
    at = (track.times_s >= start_s + SETTLE_S) & (track.times_s < start_s + FACE_S)
    return np.asarray(track.points[at & (np.abs(track.turn) < FRONTAL_TURN)])


def _share(shown: float, common: float, least: float) -> float:
    if shown < least:
        return 1.0
    return round(float(np.clip(shown / common, REACH_MIN, REACH_MAX)), 3)
