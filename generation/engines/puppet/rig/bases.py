"""Linear deformations of the face: one displacement field per movement, and the face at rest.

Amplitudes are parts of the face height; they were set by eye on photographs and drawings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.geometry import FaceAxes
from generation.engines.puppet.rig.landmarks import (
    BROW_L,
    BROW_R,
    CHEEK_L,
    CHEEK_R,
    CHEEKBONES,
    CHIN,
    EYE_L,
    EYE_R,
    INNER_LIP,
    JAW_L,
    JAW_R,
    LIPS,
    LOWER_LIP,
    UPPER_LID,
    UPPER_LIP,
    Eye,
)
from generation.engines.puppet.rig.topology import Mesh

F32 = npt.NDArray[np.float32]

BASE_NAMES: Final = (
    "close", "jaw", "wide", "round", "ftuck", "press", "upraise", "smile", "frown",
    "blinkL", "blinkR", "lid", "brow_up", "brow_down", "brow_sad", "squint", "tongue", "puff",
)  # fmt: skip
"""Order of a weight vector. ``close`` 1 brings the lips of the photo together; the mouth shapes are
meant on top of it. ``lid`` below 0 opens the eyes wide. ``tongue`` moves no skin; ``puff`` fills
the cheeks."""

MOUTH_BASES: Final = frozenset((
    "close", "jaw", "wide", "round", "ftuck", "press", "upraise", "smile", "frown", "tongue",
    "puff",
))  # fmt: skip
"""The bases that act below the cheekbones; all others act above."""
DIVIDE = ((0.13, 0.20), (0.22, 0.29))
"""Face heights below the eyes: brows and lids fade out over the first span, the mouth fades in over
the second. Speech and blinks never touch the same pixels: one is redrawn without the other."""

NEUTRAL_WIDTH = 0.345  # mouth width per face width at rest; wider in a photo is a smile
MAX_NARROWING = 0.16  # part of the mouth's width that rest may take away
CORNER_LIFT = 0.002  # face heights that corners may stand above the lip line at rest
JAW_DROP = 0.138  # lower lip at jaw 1
CHIN_DROP = 0.100
PUFF = 0.075  # how far a full cheek stands out

_E = np.abs(np.arange(11) - 5) / 5  # 0 in the middle of the lips, 1 in the corners
_ARCH = np.sin(np.pi * np.arange(11) / 10) ** 0.75
_PURSED = np.interp(_E, (0, 0.2, 0.45, 0.7, 0.9, 1), (1, 0.9, 0.1, -0.75, -0.5, 0))
"""Pushed out lips part in the middle only: towards the corners they are pressed together."""

Field = npt.NDArray[np.float64]


class _Face:
    """Rest positions along the face's own axes, in pixels, and the helpers that all bases share."""

    def __init__(
        self, points: F32, bands: tuple[npt.NDArray[np.int32], ...], axes: FaceAxes
    ) -> None:
        self.at: Field = axes.local(points).astype(np.float64)
        self.bands = bands
        self._shares: dict[tuple[int, ...], tuple[Field, Field]] = {}
        self.height = axes.height
        self.chin = axes.chin
        self.width = float(abs(self.at[CHEEK_L, 0] - self.at[CHEEK_R, 0]))
        self.width = max(self.width, 0.5 * self.height)
        self.mouth_width = float(
            np.linalg.norm(self.at[UPPER_LIP[0][10]] - self.at[UPPER_LIP[0][0]])
        )
        self.mid = (self.at[UPPER_LIP[3][5]] + self.at[LOWER_LIP[3][5]]) / 2

    def none(self) -> Field:
        """A field in which nothing moves."""
        return np.zeros_like(self.at)

    def near(self, points: Sequence[int] | Field, reach: float) -> npt.NDArray[np.float64]:
        """Gaussian closeness 0..1 to the nearest of ``points``; ``reach`` in face heights."""
        target = points if isinstance(points, np.ndarray) else self.at[list(points)]
        apart = np.linalg.norm(self.at[:, None] - target[None], axis=2).min(1)
        return np.asarray(np.exp(-((apart / (reach * self.height)) ** 2)))

    def spread(self, moved: Mapping[int, Field], reach: float) -> Field:
        """Carry the movement of single points into the skin around them; compact support."""
        index = tuple(sorted(moved))
        shift = np.array([moved[i] for i in index])
        if index not in self._shares:
            apart = np.linalg.norm(self.at[:, None] - self.at[None, list(index)], axis=2)
            share = 1 / (apart + 0.006 * self.height) ** 3
            self._shares[index] = (share / share.sum(1, keepdims=True), apart.min(1))
        share, nearest = self._shares[index]
        field = (share @ shift) * _fade(nearest / (reach * self.height))[:, None]
        field[list(index)] = shift
        return np.asarray(field)

    def lips(self, rule: Callable[[int, int, bool], tuple[float, float]], reach: float) -> Field:
        """Move every lip point by ``rule(column, row, upper)`` and the skin around them."""
        moved: dict[int, Field] = {}
        for rows, upper in ((UPPER_LIP, True), (LOWER_LIP, False)):
            for row, line in enumerate(rows):
                for column, point in enumerate(line):
                    if upper or 0 < column < 10:
                        moved[point] = np.array(rule(column, row, upper), float)
        return self.spread(moved, reach)

    def across(self, column: int, row: int, upper: bool) -> float:  # noqa: FBT001 - as in `lips`
        """Signed distance of a lip point from the middle of the mouth, pixels."""
        line = (UPPER_LIP if upper else LOWER_LIP)[row]
        return float(self.at[line[column], 0] - self.mid[0])


def _fade(t: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """1 at 0, near a Gaussian, exactly 0 from 2 on: far points do not move at all."""
    return np.asarray(np.exp(-(t**2)) * np.clip((2 - t) / 0.5, 0, 1))


def _meeting(face: _Face) -> Field:
    """Where upper and lower inner lip meet, ``(11, 2)``: nearer to the upper one, as lips do."""
    upper, lower = face.at[list(UPPER_LIP[3])], face.at[list(LOWER_LIP[3])]
    return np.asarray(upper * 0.60 + lower * 0.40)


def _close(face: _Face) -> Field:
    meet = _meeting(face)
    follow_upper, follow_lower = (0.30, 0.55, 0.82, 1.0), (0.50, 0.62, 0.84, 1.0)

    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        edge = (UPPER_LIP if upper else LOWER_LIP)[3][column]
        part = (follow_upper if upper else follow_lower)[row]
        shift = (meet[column] - face.at[edge]) * part
        return float(shift[0]), float(shift[1])

    return face.lips(rule, 0.09)


def _jaw(face: _Face) -> Field:
    drop = JAW_DROP * face.height

    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        inward = -0.09 * _E[column] ** 2 * face.across(column, row, upper)
        corner = 0.16 * drop * _E[column] ** 3
        if upper:
            return inward, corner - 0.07 * drop * _ARCH[column] * (0.4 + 0.2 * row)
        return inward, corner + drop * _ARCH[column] ** 1.1 * (0.74, 0.80, 0.90, 1.0)[row]

    field = face.lips(rule, 0.12)
    u, v = face.at[:, 0], face.at[:, 1]
    t = np.clip((v - face.mid[1]) / max(face.chin - face.mid[1], 1e-3), 0, 1)
    t = t * t * (3 - 2 * t)
    side = _fade(np.abs(u - face.at[CHIN, 0]) / (0.36 * face.width))
    neck = np.clip(1 - (v - face.chin) / (0.17 * face.height), 0, 1)
    chin = CHIN_DROP * face.height * t * side * neck
    skin = np.ones(len(u), bool)
    skin[list(LIPS)] = False
    field[skin, 1] = np.maximum(field[skin, 1], chin[skin])
    return field


def _wide(face: _Face) -> Field:
    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        across = face.across(column, row, upper)
        return 0.15 * across, -0.05 * abs(across)

    return face.lips(rule, 0.11)


def _round(face: _Face) -> Field:
    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        pout = 0.034 * face.height
        inner = row / 3
        shape = _ARCH[column] * (1 - inner) + _PURSED[column] * inner
        apart = pout * (0.62, 0.54, 0.48, 0.46)[row] * shape
        return -0.36 * face.across(column, row, upper), -0.8 * apart if upper else 1.3 * apart

    return face.lips(rule, 0.10)


def _ftuck(face: _Face) -> Field:
    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        lift = 0.030 * face.height * _ARCH[column]
        return (0.0, 0.0) if upper else (0.0, -lift * (0.30, 0.50, 0.80, 1.0)[row])

    return face.lips(rule, 0.06)


def _press(face: _Face) -> Field:
    meet = _meeting(face)

    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        line = (UPPER_LIP if upper else LOWER_LIP)[row]
        thin = 0.30 * (1 - row / 3)
        to_seam = float(meet[column, 1] - face.at[line[column], 1])
        return 0.03 * face.across(column, row, upper), thin * to_seam

    return face.lips(rule, 0.06)


def _upraise(face: _Face) -> Field:
    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        del row
        return 0.0, -0.030 * face.height * _ARCH[column] if upper else 0.0

    return face.lips(rule, 0.07)


def _corners(face: _Face, lift: float, spread: float) -> Field:
    """Corners up (``lift`` > 0) or down, the middle almost still; face heights."""

    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        return (
            spread * face.across(column, row, upper) * (0.4 + 0.6 * _E[column]),
            -lift * face.height * (_E[column] ** 1.8 - 0.12),
        )

    return face.lips(rule, 0.12)


def _smile(face: _Face) -> Field:
    field = _corners(face, 0.046, 0.13)
    cheeks = face.near(CHEEKBONES, 0.13)
    cheeks[list(LIPS)] = 0
    field[:, 1] -= 0.014 * face.height * cheeks
    return field


def _frown(face: _Face) -> Field:
    field = _corners(face, -0.042, -0.04)
    middle = face.at[[LOWER_LIP[0][5]]] + np.array([0, 0.05 * face.height])
    field[:, 1] -= 0.014 * face.height * face.near(middle, 0.07)
    return field


def _puff(face: _Face) -> Field:
    """Cheeks full of air, or of food: outwards between the corners of the mouth and the jaw."""
    field = face.none()
    for corner, jaw in ((INNER_LIP[0], JAW_R), (INNER_LIP[10], JAW_L)):
        pouch = face.at[[corner]] * 0.4 + face.at[[jaw]] * 0.6
        outward = np.sign(face.at[jaw, 0] - face.mid[0])
        field[:, 0] += outward * PUFF * face.height * face.near(pouch, 0.19)
    field[list(LIPS)] *= 0.3
    return field


def _lids(face: _Face, eye: Eye, band: npt.NDArray[np.int32], upper: float, lower: float) -> Field:
    """Upper lid down by ``upper`` of the opening, lower lid up by ``lower``, skin following."""
    field = face.none()
    edge, socket = np.array(eye.edge), np.array(eye.socket)
    down = face.at[edge[-np.arange(1, 8)]] - face.at[edge[UPPER_LID]]
    field[edge[UPPER_LID]] = down * upper
    field[band[UPPER_LID]] = down * upper * 0.93
    field[socket[UPPER_LID]] = down * upper * 0.36
    field[np.array(eye.fold)] = down[1:6] * upper * 0.10
    rise = edge[-np.arange(1, 8)]
    field[rise] = -down * lower
    field[band[-np.arange(1, 8)]] = -down * lower * 0.85
    field[socket[-np.arange(1, 8)]] = -down * lower * 0.35
    return field


def _both_lids(face: _Face, upper: float, lower: float) -> Field:
    pairs = zip((EYE_R, EYE_L), face.bands, strict=True)
    return np.asarray(np.sum([_lids(face, eye, band, upper, lower) for eye, band in pairs], axis=0))


def _brows(face: _Face, part: slice, shift: tuple[float, float]) -> Field:
    """Move some of each brow's points (``u`` towards the nose, ``v`` down), not the eyes below."""
    field = face.none()
    for brow, eye, inward in ((BROW_R, EYE_R, 1.0), (BROW_L, EYE_L, -1.0)):
        upper, lower = list(brow[:5]), list(brow[5:])
        chosen = upper[part] + lower[part]
        lid = float(face.at[list(eye.edge[UPPER_LID]), 1].min())
        above = np.clip((lid - face.at[:, 1]) / (0.05 * face.height), 0, 1)
        amount = face.near(chosen, 0.085) * above
        field += amount[:, None] * np.array([inward * shift[0], shift[1]]) * face.height
    return field


def _squint(face: _Face) -> Field:
    field = _both_lids(face, 0.24, 0.34)
    return field + _brows(face, slice(0, 5), (0.0, 0.010))


def rest_offset(mesh: Mesh, axes: FaceAxes) -> F32:
    """Displacement ``(n, 2)`` that takes the smile out of a photo: corners down and inwards.

    A mouth that is level and of common width stays as it is.
    """
    face = _Face(mesh.points, mesh.bands, axes)
    seam = float(_meeting(face)[5, 1])
    corners = face.at[[INNER_LIP[0], INNER_LIP[10]], 1]
    lift = np.clip((seam - corners) / face.height - CORNER_LIFT, 0, 0.07) * face.height
    narrow = float(np.clip(1 - NEUTRAL_WIDTH * face.width / face.mouth_width, 0, MAX_NARROWING))

    def rule(column: int, row: int, upper: bool) -> tuple[float, float]:  # noqa: FBT001
        down = float(lift[0] if column < 5 else lift[1]) * _E[column] ** 2
        return -narrow * face.across(column, row, upper), down

    return axes.vectors(face.lips(rule, 0.13).astype(np.float32))


def build_bases(rest: F32, mesh: Mesh, axes: FaceAxes) -> F32:
    """Return ``(len(BASE_NAMES), n, 2)`` displacements in pixels around ``rest`` ``(n, 3)``."""
    face = _Face(rest, mesh.bands, axes)
    band_r, band_l = mesh.bands
    inner, whole = slice(2, 5), slice(0, 5)
    fields = {
        "close": _close(face),
        "jaw": _jaw(face),
        "wide": _wide(face),
        "round": _round(face),
        "ftuck": _ftuck(face),
        "press": _press(face),
        "upraise": _upraise(face),
        "smile": _smile(face),
        "frown": _frown(face),
        "blinkL": _lids(face, EYE_L, band_l, 0.95, 0.06),
        "blinkR": _lids(face, EYE_R, band_r, 0.95, 0.06),
        "lid": _both_lids(face, 0.42, 0.02),
        "brow_up": _brows(face, whole, (0.0, -0.055)),
        "brow_down": _brows(face, inner, (0.018, 0.038)),
        "brow_sad": _brows(face, inner, (0.014, -0.050)) + _brows(face, slice(0, 2), (0.0, 0.020)),
        "squint": _squint(face),
        "tongue": face.none(),
        "puff": _puff(face),
    }
    below = face.at[:, 1] / face.height
    (upper_start, upper_end), (lower_start, lower_end) = DIVIDE
    above = np.clip((upper_end - below) / (upper_end - upper_start), 0, 1)[:, None]
    under = np.clip((below - lower_start) / (lower_end - lower_start), 0, 1)[:, None]
    stack = np.stack(
        [fields[name] * (under if name in MOUTH_BASES else above) for name in BASE_NAMES]
    )
    return axes.vectors(stack.astype(np.float32))


def weight_vector(face: Mapping[str, float] | F32) -> F32:
    """Weights in the order of `BASE_NAMES`; names left out are 0."""
    if isinstance(face, np.ndarray):
        return face.astype(np.float32, copy=False)
    unknown = face.keys() - set(BASE_NAMES)
    if unknown:
        raise KeyError(*sorted(unknown))
    return np.array([face.get(name, 0.0) for name in BASE_NAMES], np.float32)
