"""Drawn me: the likeness of somebody who would rather be drawn, from a choice or a photo."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.figure.composed import HAIR_STOPS, SKIN_STOPS
from generation.engines.puppet.figure.portraits import portrait
from generation.engines.puppet.figure.tints import Stops, mix
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.build import from_drawing
from generation.engines.puppet.likeness.colours import hair_colour
from generation.model.drawn_me import Cut, DrawnSpec, Rgb, closest, lab, nearest
from generation.model.likeness import Likeness
from generation.model.speech import VoiceProfile
from generation.ports import LandmarkModel

PORTRAIT_PX = 1024
PITCHES = (0.9, 1.1)
HAIR_SEEN, SKIN_SEEN = 0.25, 0.6  # where between half dark and base a photo's colour lies
SKIN_LIGHTNESS = 4.0  # lamps colour a skin more than they change how light it is
SCALP_LIGHTER = 4.0  # CIE lightness by which a bare head outshines its cheeks
SCALP_LIKE = (12.0, 6.0)  # and how far its colour may be from theirs
HAIR_SHARE = 0.35  # of the places beside a face that have the hair's colour
AFRO = (0.62, 0.7)  # face heights from the middle, beside the eyes
LONG = (0.5, 0.75)  # and beside the jaw, past the neck
SOLID = 250
LIKE_HAIR = 60  # levels


def drawn_me(spec: DrawnSpec, model: LandmarkModel, *, seed: int) -> Likeness:
    """Return the likeness of a choice. The same choice and seed give the same bytes.

    Raises:
        FaceRejected: The landmark model sees no face in the drawing.
    """
    character = spec.character(seed)
    return from_drawing(
        portrait(character, size=PORTRAIT_PX), model, character=character, voice=_voice(seed),
        seed=seed,
    )  # fmt: skip


def colours_of(photo: Likeness) -> dict[str, Rgb]:
    """Return the colours of ``hair``, ``skin`` and ``clothes`` as they are in a photo."""
    hair = hair_colour(photo.picture, photo.alpha, photo.landmarks, photo.skin_bgr)
    return {
        "hair": hair[::-1],
        "skin": photo.skin_bgr[::-1],
        "clothes": photo.clothes_bgr[::-1],
    }


def drawn_after(photo: Likeness) -> DrawnSpec:
    """Return the choice that is nearest to a photo: what stands in films shows none of its pixels.

    Only colours, glasses, and whether hair is long or gone are taken over.
    """
    colours = colours_of(photo)
    return DrawnSpec(
        cut=_cut(photo, colours),
        hair=closest(colours["hair"], _seen(HAIR_STOPS, HAIR_SEEN)),
        skin=closest(colours["skin"], _seen(SKIN_STOPS, SKIN_SEEN), weight=SKIN_LIGHTNESS),
        clothes=nearest("clothes", colours["clothes"]),
        glasses="glasses" in photo.quality,
    )


def _cut(photo: Likeness, colours: dict[str, Rgb]) -> Cut:
    if _is_skin(colours["hair"], colours["skin"]):
        return "bald"
    high = regions.face_height_px(photo.landmarks)
    hair, chin = colours["hair"], float(photo.landmarks[regions.CHIN, 1])
    eyes = float(photo.landmarks[regions.NOSE_BRIDGE, 1])
    if _beside(photo, hair, (chin - 0.1 * high, chin + 0.25 * high), LONG) > HAIR_SHARE:
        return "long"
    return "afro" if _beside(photo, hair, (eyes, eyes + 0.1 * high), AFRO) > HAIR_SHARE else "short"


def _beside(
    photo: Likeness, hair: Rgb, rows: tuple[float, float], across: tuple[float, float]
) -> float:
    """Return how much is hair beside a face: the share on the side that has less of it."""
    high, x = regions.face_height_px(photo.landmarks), photo.landmarks[regions.CHIN, 0]
    top, bottom = (max(int(row), 0) for row in rows)
    shares = []
    for side in (-1, 1):
        left, right = sorted(max(int(x + side * share * high), 0) for share in across)
        spot = slice(top, bottom + 1), slice(left, right + 1)
        apart = np.abs(photo.picture[spot].astype(np.int32) - np.array(hair)).max(axis=2)
        found = (apart < LIKE_HAIR) & (photo.alpha[spot] > SOLID)
        shares.append(float(found.mean()) if found.size else 0.0)
    return min(shares)


def _is_skin(top: Rgb, cheek: Rgb) -> bool:
    """Tell whether the top of a head is bare: brighter than its cheeks, in nearly their colour."""
    apart = np.subtract(lab(top), lab(cheek))
    return bool(apart[0] > SCALP_LIGHTER and np.all(np.abs(apart[1:]) < SCALP_LIKE))


def _seen(ramps: Mapping[str, Stops], share: float) -> dict[str, Rgb]:
    """Return what a camera measures of each ramp: between its half dark and its base."""
    return {name: mix(stops[1], stops[2], share) for name, stops in ramps.items()}


def _voice(seed: int) -> VoiceProfile:
    rng = np.random.default_rng([seed % 2**32, zlib.crc32(b"voice of drawn me")])
    return VoiceProfile(
        pitch=float(rng.uniform(*PITCHES)),
        variant=int(rng.integers(1, 5)),
        feminine=bool(rng.integers(2)),
        seed=seed % 2**31,
    )
