"""What is seen of a mouth: whether something covers it, and whether teeth show. Moves nothing."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from generation.arrays import Landmarks
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.patch import FacePatch

# Measured on eleven people, bare and under twelve covers (masks, bars, fingers, scarves): bare lips
# had variety >= 0.64 and contrast >= 0.24, covers mostly variety < 0.5 and contrast 0.
VARIETY_MIN = 0.45  # colour spread between the lips' outline, in those of the eyes
PLAIN_VARIETY = 0.75
PLAIN_CONTRAST = 0.12  # colour step from lips to chin, in spreads of the eyes
FOREIGN_HUE = 24.0  # CIE a*b* distance from chin to cheeks that no skin under one light has
FOREIGN_CONTRAST = 0.25
EYE_SPREAD_MIN = 3.0  # CIE Lab; dark glasses would make every mouth look varied

GAP_MIN = 0.07  # gap between the lips in mouth widths that shows teeth
TEETH_SHARE_MIN = 0.12  # of the gap
TEETH_LIGHT_MIN = 0.75  # of the cheeks' lightness
TEETH_CHROMA_MAX = 0.9  # of the cheeks' chroma
GREY_CHROMA = 6.0  # CIE chroma of cheeks under which colour says nothing


class MouthSigns(NamedTuple):
    """Variety of the lips and contrast to the chin, in eye spreads; hue step chin to cheeks."""

    variety: float
    contrast: float
    hue: float


def mouth_signs(patch: FacePatch) -> MouthSigns:
    """Measure lips against eyes, chin and cheeks of one picture: light and style cancel."""
    lips = patch.mask(regions.LIPS_OUTER)
    within = cv2.erode(lips.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    eyes = patch.mask(*regions.EYE_HULLS)
    spread = max(float(patch.lab[eyes].std(axis=0).sum()), EYE_SPREAD_MIN)
    variety = float(patch.lab[within].std(axis=0).sum()) if within.any() else 0.0
    chin = np.median(patch.lab[patch.mask(regions.AROUND_MOUTH)], axis=0)
    lip = np.median(patch.lab[lips], axis=0) if lips.any() else chin
    cheeks = patch.mask(regions.CHEEK_LEFT, regions.CHEEK_RIGHT)
    cheek = np.median(patch.lab[cheeks], axis=0) if cheeks.any() else chin
    return MouthSigns(
        variety / spread,
        float(np.linalg.norm(lip - chin)) / spread,
        float(np.linalg.norm((chin - cheek)[1:])),
    )


def is_covered(signs: MouthSigns) -> bool:
    """Tell a mask, bar, scarf or hand from a mouth, bearded or not."""
    if signs.variety < VARIETY_MIN:
        return True
    if signs.variety < PLAIN_VARIETY and signs.contrast < PLAIN_CONTRAST:
        return True
    return signs.hue > FOREIGN_HUE and signs.contrast < FOREIGN_CONTRAST


def shows_teeth(patch: FacePatch, points: Landmarks) -> bool:
    """Tell whether something light and colourless stands between open lips."""
    gap = patch.mask(regions.LIPS_INNER)
    cheeks = patch.mask(regions.CHEEK_LEFT, regions.CHEEK_RIGHT)
    if regions.mouth_open(points) < GAP_MIN or not gap.any() or not cheeks.any():
        return False
    chroma = np.hypot(patch.lab[..., 1], patch.lab[..., 2])
    pale = chroma < max(TEETH_CHROMA_MAX * float(np.median(chroma[cheeks])), GREY_CHROMA)
    light = patch.lab[..., 0] > TEETH_LIGHT_MIN * float(np.median(patch.lab[cheeks][:, 0]))
    return float((pale & light)[gap].mean()) >= TEETH_SHARE_MIN
