"""Which of the 468 FaceMesh points is what: index tables that every part of the rig reads.

Source: the published FaceMesh point map (468 points, Kartynnik et al. 2019). "right" and "left" are
the depicted person's own.
"""

from __future__ import annotations

from typing import Final, NamedTuple

POINTS: Final = 468

FOREHEAD: Final = 10
CHIN: Final = 152
CHEEK_R: Final = 234
CHEEK_L: Final = 454
JAW_R: Final = 58
JAW_L: Final = 288
NOSE_TIP: Final = 4

OVAL: Final = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip

UPPER_LIP: Final = (
    (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292),
    (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
)  # fmt: skip
"""Four rows from the red's outer edge to the inner edge, each from the right to the left corner."""

LOWER_LIP: Final = (
    (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291),
    (76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306),
    (62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292),
    (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),
)  # fmt: skip

MOUTH_OUTLINE: Final = UPPER_LIP[0] + LOWER_LIP[0][-2:0:-1]
INNER_LIP: Final = UPPER_LIP[3] + LOWER_LIP[3][-2:0:-1]
"""Closed curve: right corner, upper edge, left corner, lower edge back."""
LIPS: Final = tuple(sorted({i for row in UPPER_LIP + LOWER_LIP for i in row}))


class Eye(NamedTuple):
    """Two closed rings of 16 points: outer corner, upper lid, inner corner, lower lid back.

    ``edge`` is the opening between the lids, ``socket`` the crease around it, ``fold`` five points
    between the crease and the brow.
    """

    edge: tuple[int, ...]
    socket: tuple[int, ...]
    fold: tuple[int, ...]


EYE_R: Final = Eye(
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (130, 247, 30, 29, 27, 28, 56, 190, 243, 112, 26, 22, 23, 24, 110, 25),
    (225, 224, 223, 222, 221),
)
EYE_L: Final = Eye(
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
    (359, 467, 260, 259, 257, 258, 286, 414, 463, 341, 256, 252, 253, 254, 339, 255),
    (445, 444, 443, 442, 441),
)
EYES: Final = (EYE_R, EYE_L)
UPPER_LID: Final = slice(1, 8)
"""Positions of the upper lid in a ring of an `Eye`; its lower neighbour is at ``16 - position``."""

BROW_R: Final = (70, 63, 105, 66, 107, 46, 53, 52, 65, 55)
BROW_L: Final = (300, 293, 334, 296, 336, 276, 283, 282, 295, 285)
CHEEKBONES: Final = (50, 280)
