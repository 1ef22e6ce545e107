"""How arms are built and how hands turn on them. It paints nothing."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from generation.engines.puppet.figure.armparts import ArmStyle
from generation.engines.puppet.figure.arms import DRAWN_ARM, Bend, Bones, Shade
from generation.engines.puppet.figure.attire import SHOULDER, Outfit, cloth_stops
from generation.engines.puppet.figure.bust import Bust, joint
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.tints import Stops
from generation.model.likeness import Likeness

Shades = Callable[[Stops], tuple[Shade, ...]]

SHOULDER_AT = (SHOULDER[0] / FACE_HEIGHT, (SHOULDER[1] - CHIN_Y) / FACE_HEIGHT)
DRAWN_HAND = 0.75  # hand length in face heights
SLEEVES = {"tee": 0.36, "dress": 0.30}  # share of the arm that a short sleeve covers
WIDE_SLEEVES = ("robe",)
SLEEVE: tuple[float, ...] = (0.39, 0.385, 0.345, 0.30, 0.26)
WIDE_SLEEVE = (0.39, 0.40, 0.39, 0.44, 0.56)
SHORT_SLEEVE = (0.40, 0.41, 0.40)
BARE = (0.32, 0.31, 0.28, 0.23, 0.19)
PHOTO_SHOULDER = 1.12  # half width of a body whose arms have the measures below
PHOTO_ARM = Bones(upper=0.88, lower=0.86)
PHOTO_SLEEVE = (0.44, 0.44, 0.40, 0.34, 0.29)
PHOTO_HAND = 0.77  # of the face, whatever the clothes: bulky ones make no larger hands
GROWTH = (0.88, 1.35)
WRIST_MAX_DEG = 70.0


def drawn_style(outfit: Outfit, shades: Shades) -> ArmStyle:
    """Return the arms of a drawn body."""
    out = SHOULDER_AT[0] * (0.28 + 0.72 * outfit.build)
    wide = outfit.garment in WIDE_SLEEVES
    covered = SLEEVES.get(outfit.garment, 1.0)
    sleeve = WIDE_SLEEVE if wide else SLEEVE if covered == 1 else SHORT_SLEEVE
    cloth = shades(outfit.cloth)
    return ArmStyle(
        bones=DRAWN_ARM,
        roots=((-out, SHOULDER_AT[1]), (out, SHOULDER_AT[1])),
        sleeve=sleeve,
        bare=BARE,
        covered=covered,
        hand=DRAWN_HAND,
        cloth=cloth,
        cuff=shades(cloth_stops(outfit.accent)) if wide else cloth,
        skin=shades(outfit.skin),
    )


def photo_style(bust: Bust, likeness: Likeness, skin: Stops, shades: Shades) -> ArmStyle:
    """Return the arms of a photo with shoulders: as large as those, in the colour of its edge."""
    half = (bust.shoulder(-1) + bust.shoulder(1)) / 2
    grown = float(np.clip(half / PHOTO_SHOULDER, *GROWTH))
    sleeve = tuple(grown * width for width in PHOTO_SLEEVE)
    cloth = shades(cloth_stops(bust.cloth))
    bones = Bones(PHOTO_ARM.upper * grown, PHOTO_ARM.lower * grown)
    left, right = (joint(bust, likeness, side, sleeve[0]) for side in (-1, 1))
    return ArmStyle(
        bones=bones,
        roots=(left, right),
        sleeve=sleeve,
        bare=sleeve,
        covered=1.0,
        hand=PHOTO_HAND * min(grown, 1.0),
        cloth=cloth,
        cuff=cloth,
        skin=shades(skin),
        seam=bust.bottom,
    )


def hand_turn(limb: Bend, hand: str, angle_deg: float, side: int) -> float:
    """Return the clockwise turn of a hand in degrees, 0 = fingers up.

    Hands go on from the forearm; a palm offered upwards points outwards, a grip stays upright, and
    no wrist bends by more than 70 degrees.
    """
    dx, dy = limb.end[0] - limb.joint[0], limb.end[1] - limb.joint[1]
    along = math.degrees(math.atan2(dx, -dy))
    if hand == "rest":
        folded = min(max((0.75 - abs(limb.end[0])) / 0.2, 0.0), 1.0)
        wish = -side * (178.0 - 84.0 * folded)
    else:
        wish = _wish(hand, limb, along, side)
    off = (wish - along + 180) % 360 - 180
    return along + min(max(off + angle_deg, -WRIST_MAX_DEG), WRIST_MAX_DEG)


def _wish(hand: str, limb: Bend, along: float, side: int) -> float:
    """Return how a hand wants to be turned when its forearm points ``along``."""
    wish = {"palm_up": 54.0 * side, "hold": 6.0 * side, "clap": 6.0 * side}.get(hand)
    if wish is None:
        raised = min(max((0.7 - limb.end[1]) / 0.5, 0.0), 1.0)
        wish = along * (1 - 0.75 * raised)
    return wish


def thumb_side(hand: str, side: int, turn_deg: float) -> bool:
    """Tell whether a hand is mirrored: at rest thumbs are inside and up, a raised palm faces us."""
    if hand == "rest":
        return side > 0
    return (side < 0) != (abs((turn_deg + 180) % 360 - 180) > 100)
