"""How the six drawn characters look: measures and colours only, in centimetres of a canonical head.

The canonical head is FaceMesh's: (0, 0) lies between the eyes and the nose tip, y down, forehead
point at y = -8.3, chin at y = 9.0, pupils at (+-3.15, -2.6), mouth corners at (+-2.45, 4.35).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from generation.engines.puppet.figure.tints import Rgb, Stops

CharacterId = Literal["mina", "otto", "zuri", "kenji", "rosa", "tao"]
Garment = Literal["sweater", "tee", "shirt", "hoodie", "coat", "robe", "suit", "dress", "shawl"]
HairStyle = Literal[
    "bob", "receding", "afro", "swept", "bun", "undercut", "long", "curls", "bald", "scarf"
]  # fmt: skip

FACE_HEIGHT = 17.66  # forehead point to chin of the canonical head, in its centimetres
CHIN_Y = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One face.

    Attributes:
        skin: Dark, half dark, base and light of the skin.
        lips: Main colour of the lips.
        hair: Dark, half dark, base and light of the hair.
        iris: Main colour of the iris.
        cloth: Main colour of the clothes.
        accent: Second colour of the clothes (collar, tie, strings, shawl fringe).
        jaw: Half width of the jaw at the mouth.
        chin: Half width of the chin.
        cheek: Half width at the cheek bones.
        eye: Size of the eyes, 1 is canonical.
        lid: Share of the upper lid's fold that is seen.
        nose: Width of the nose, 1 is canonical.
        lip: Fullness of the lips, 1 is canonical.
        brow: Thickness of the brows in units.
        neck: Half width of the neck.
        build: Width of the shoulders, 1 is a broad man.
        lash: Length of the lashes in units, 0 for none of note.
        blush: 0..1 redness of cheeks and nose.
        age: 0..1 depth of folds and eye bags.
        stubble: 0..1 shade of a beard.
        beard: Ramp of a full beard with its moustache, or None.
    """

    skin: Stops
    lips: Rgb
    hair: Stops
    iris: Rgb
    style: HairStyle
    garment: Garment
    cloth: Rgb
    accent: Rgb
    jaw: float = 6.3
    chin: float = 2.5
    cheek: float = 7.4
    eye: float = 1.0
    lid: float = 0.5
    nose: float = 1.0
    lip: float = 1.0
    brow: float = 0.55
    brow_colour: Rgb = (40, 28, 26)
    neck: float = 4.2
    build: float = 1.0
    lash: float = 0.0
    blush: float = 0.4
    age: float = 0.0
    stubble: float = 0.0
    moustache: bool = False
    beard: Stops | None = None
    glasses: bool = False
    earrings: Rgb | None = None


LOOKS: MappingProxyType[str, Look] = MappingProxyType(
    {
        "mina": Look(
            skin=((156, 88, 72), (212, 144, 120), (243, 196, 168), (255, 228, 206)),
            lips=(206, 92, 92),
            hair=((10, 10, 18), (24, 24, 36), (46, 46, 64), (132, 140, 176)),
            iris=(92, 58, 36),
            style="bob",
            garment="sweater",
            cloth=(232, 168, 56),
            accent=(250, 206, 116),
            jaw=6.0,
            chin=2.2,
            cheek=7.3,
            eye=1.06,
            lid=0.35,
            nose=0.94,
            lip=1.0,
            brow=0.5,
            brow_colour=(44, 34, 36),
            neck=3.7,
            build=0.84,
            lash=0.42,
            blush=0.62,
        ),
        "otto": Look(
            skin=((150, 80, 70), (206, 136, 116), (238, 182, 158), (255, 216, 198)),
            lips=(192, 88, 84),
            hair=((96, 96, 102), (146, 146, 150), (192, 192, 194), (244, 244, 242)),
            iris=(84, 122, 150),
            style="receding",
            garment="suit",
            cloth=(96, 74, 62),
            accent=(168, 44, 48),
            jaw=6.7,
            chin=2.9,
            cheek=7.6,
            eye=0.98,
            lid=0.75,
            nose=1.16,
            lip=1.0,
            brow=0.72,
            brow_colour=(150, 148, 148),
            neck=4.9,
            blush=0.6,
            age=0.6,
            moustache=True,
            glasses=True,
        ),
        "zuri": Look(
            skin=((52, 25, 22), (98, 55, 40), (146, 90, 64), (202, 144, 108)),
            lips=(158, 62, 66),
            hair=((12, 8, 10), (30, 20, 20), (58, 40, 36), (130, 98, 82)),
            iris=(66, 38, 24),
            style="afro",
            garment="dress",
            cloth=(216, 84, 62),
            accent=(248, 190, 92),
            jaw=6.1,
            chin=2.3,
            cheek=7.4,
            eye=1.08,
            lid=0.7,
            nose=1.14,
            lip=1.25,
            brow=0.52,
            brow_colour=(22, 13, 12),
            neck=3.8,
            build=0.86,
            lash=0.45,
            blush=0.35,
            earrings=(240, 190, 84),
        ),
        "kenji": Look(
            skin=((134, 78, 58), (190, 130, 100), (226, 174, 138), (248, 208, 174)),
            lips=(186, 104, 90),
            hair=((18, 13, 14), (40, 30, 28), (70, 54, 48), (160, 134, 116)),
            iris=(74, 48, 32),
            style="swept",
            garment="shirt",
            cloth=(52, 88, 132),
            accent=(236, 236, 232),
            jaw=6.7,
            chin=2.9,
            cheek=7.4,
            eye=0.98,
            lid=0.45,
            nose=1.02,
            lip=0.95,
            brow=0.74,
            brow_colour=(34, 24, 22),
            neck=4.9,
            blush=0.3,
            stubble=0.6,
        ),
        "rosa": Look(
            skin=((132, 74, 56), (186, 122, 94), (220, 162, 130), (244, 198, 168)),
            lips=(176, 76, 78),
            hair=((92, 86, 92), (140, 134, 138), (186, 182, 184), (240, 238, 238)),
            iris=(98, 76, 44),
            style="bun",
            garment="shawl",
            cloth=(128, 42, 68),
            accent=(226, 160, 92),
            jaw=6.2,
            chin=2.5,
            cheek=7.4,
            eye=1.0,
            lid=0.7,
            nose=1.06,
            lip=0.95,
            brow=0.46,
            brow_colour=(112, 100, 98),
            neck=3.9,
            build=0.88,
            lash=0.24,
            blush=0.62,
            age=0.75,
            earrings=(214, 214, 222),
        ),
        "tao": Look(
            skin=((124, 70, 50), (178, 116, 84), (216, 158, 120), (242, 196, 158)),
            lips=(190, 100, 88),
            hair=((14, 12, 16), (32, 28, 32), (58, 50, 52), (138, 128, 132)),
            iris=(60, 38, 26),
            style="undercut",
            garment="hoodie",
            cloth=(84, 142, 116),
            accent=(238, 232, 214),
            jaw=6.2,
            chin=2.5,
            cheek=7.2,
            eye=1.05,
            lid=0.35,
            nose=1.0,
            lip=1.05,
            brow=0.68,
            brow_colour=(26, 20, 20),
            neck=4.5,
            build=0.95,
            lash=0.1,
            blush=0.45,
        ),
    }
)
