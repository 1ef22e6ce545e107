"""Puts a face together from a choice of hair, skin and clothes: measures and colours, no paint."""

from __future__ import annotations

import zlib
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from generation.engines.puppet.figure.looks import LOOKS, Garment, HairStyle, Look
from generation.engines.puppet.figure.tints import Rgb, Stops, mix
from generation.model.drawn_me import Cut, DrawnSpec, read_character, rgb_of

SKIN_STOPS: MappingProxyType[str, Stops] = MappingProxyType(
    {
        "porcelain": ((170, 104, 90), (222, 160, 140), (248, 208, 186), (255, 234, 218)),
        "fair": ((156, 88, 72), (212, 144, 120), (241, 192, 164), (255, 224, 202)),
        "honey": ((134, 78, 58), (190, 130, 100), (226, 174, 138), (248, 208, 174)),
        "tan": ((104, 58, 42), (154, 98, 68), (198, 140, 102), (232, 182, 144)),
        "brown": ((66, 33, 26), (114, 66, 47), (160, 101, 71), (210, 152, 114)),
        "deep": ((38, 18, 17), (74, 41, 31), (112, 68, 49), (168, 116, 88)),
    }
)
LIPS: MappingProxyType[str, Rgb] = MappingProxyType(
    {
        "porcelain": (212, 104, 104),
        "fair": (204, 94, 92),
        "honey": (188, 98, 88),
        "tan": (172, 84, 76),
        "brown": (158, 68, 68),
        "deep": (132, 56, 60),
    }
)
HAIR_STOPS: MappingProxyType[str, Stops] = MappingProxyType(
    {
        "black": ((12, 10, 14), (28, 24, 28), (52, 46, 52), (134, 130, 144)),
        "dark_brown": ((22, 14, 11), (46, 30, 23), (80, 54, 42), (164, 126, 104)),
        "brown": ((42, 24, 14), (82, 50, 30), (126, 82, 52), (204, 158, 118)),
        "light_brown": ((74, 46, 26), (122, 82, 48), (172, 122, 76), (232, 194, 146)),
        "blond": ((122, 86, 44), (176, 134, 78), (222, 184, 118), (250, 230, 182)),
        "red": ((66, 22, 12), (116, 46, 24), (170, 76, 40), (232, 146, 96)),
        "grey": ((92, 88, 94), (140, 136, 140), (186, 182, 184), (240, 238, 238)),
        "blue": ((18, 28, 56), (36, 56, 96), (64, 94, 144), (140, 172, 216)),
    }
)
IRISES: tuple[Rgb, ...] = ((74, 48, 32), (92, 58, 36), (60, 38, 26))
LIGHT_IRISES: tuple[Rgb, ...] = (*IRISES, (84, 122, 150), (98, 112, 70))
GARMENTS: tuple[Garment, ...] = ("sweater", "shirt", "hoodie")
LIGHT_CLOTH = 190  # luma above which a second colour is darker than the cloth


class Frame(NamedTuple):
    """Measures of head and shoulders."""

    jaw: float
    chin: float
    neck: float
    build: float
    brow: float
    lash: float


SLIGHT = Frame(jaw=6.05, chin=2.3, neck=3.8, build=0.86, brow=0.5, lash=0.36)
EVEN = Frame(jaw=6.25, chin=2.5, neck=4.1, build=0.91, brow=0.58, lash=0.14)
BROAD = Frame(jaw=6.6, chin=2.8, neck=4.6, build=0.97, brow=0.7, lash=0.0)

STYLES: MappingProxyType[Cut, tuple[HairStyle, Frame]] = MappingProxyType(
    {
        "short": ("swept", EVEN),
        "long": ("long", SLIGHT),
        "curly": ("curls", EVEN),
        "bun": ("bun", SLIGHT),
        "bald": ("bald", BROAD),
        "bob": ("bob", SLIGHT),
        "afro": ("afro", EVEN),
        "undercut": ("undercut", EVEN),
        "scarf": ("scarf", SLIGHT),
    }
)


@lru_cache(maxsize=64)
def look_of(character: str | None) -> Look | None:
    """Return how a drawn character looks; None where ``character`` is no drawn one."""
    if character is None:
        return None
    known = LOOKS.get(character)
    if known is not None:
        return known
    chosen = read_character(character)
    return None if chosen is None else compose(*chosen)


def compose(spec: DrawnSpec, seed: int) -> Look:
    """Return the face of a choice; ``seed`` decides what nobody has chosen."""
    rng = np.random.default_rng([seed % 2**32, zlib.crc32(b"drawn me")])
    style, frame = STYLES[spec.cut]
    if spec.beard:
        frame = BROAD
    skin, hair = SKIN_STOPS[spec.skin], HAIR_STOPS[spec.hair]
    light = spec.skin in {"porcelain", "fair"} and spec.hair not in {"black", "blue"}
    irises = LIGHT_IRISES if light else IRISES
    cloth = rgb_of("clothes", spec.clothes)
    jaw, nose, lip, eye, cheek = rng.uniform(-1, 1, 5)
    full = 0.12 if spec.skin in {"brown", "deep"} else 0.0
    return Look(
        skin=skin,
        lips=LIPS[spec.skin],
        hair=hair,
        iris=irises[int(rng.integers(len(irises)))],
        style=style,
        garment="sweater" if spec.cut == "scarf" else GARMENTS[int(rng.integers(len(GARMENTS)))],
        cloth=cloth,
        accent=_accent(cloth),
        jaw=frame.jaw + 0.12 * float(jaw),
        chin=frame.chin,
        cheek=7.35 + 0.1 * float(cheek),
        eye=1.03 + 0.04 * float(eye),
        lid=float(rng.uniform(0.35, 0.7)),
        nose=1.03 + 0.5 * full + 0.07 * float(nose),
        lip=1.03 + full + 0.06 * float(lip),
        brow=frame.brow,
        brow_colour=_brow(hair, bare=spec.cut in {"bald", "scarf"} and spec.hair == "blue"),
        neck=frame.neck,
        build=frame.build,
        lash=frame.lash,
        blush=0.35 if spec.skin in {"brown", "deep"} else 0.5,
        age=0.3 if spec.hair == "grey" else 0.0,
        beard=_beard(spec) if spec.beard else None,
        glasses=spec.glasses,
    )


def _brow(hair: Stops, *, bare: bool) -> Rgb:
    """Return the colour of the brows: the hair's, darker; nobody's brows are blue."""
    return (44, 34, 32) if bare or hair[2][2] > hair[2][0] + 30 else mix(hair[1], (30, 20, 18), 0.3)


def _beard(spec: DrawnSpec) -> Stops:
    return HAIR_STOPS["dark_brown" if spec.hair == "blue" else spec.hair]


def _accent(cloth: Rgb) -> Rgb:
    luma = 0.3 * cloth[0] + 0.59 * cloth[1] + 0.11 * cloth[2]
    return mix(cloth, (70, 60, 64), 0.6) if luma > LIGHT_CLOTH else mix(cloth, (250, 240, 222), 0.8)
