"""Where a head on a drawn body ends: at the jaw, and where hair that falls beside it ends."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, label

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.geometry import FaceAxes
from generation.engines.puppet.rig.landmarks import CHEEK_L, CHEEK_R, CHIN, OVAL

F32 = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

FACE_PX = 96  # height of a face on the upright chart: hair's outline is no finer than this
TOP, BOTTOM = -1.0, 1.0  # face heights from the chin: rows of the chart; hair below is cut
REACH = 1.1  # face heights from the middle of the face: half the width of the chart
SOFT = 0.012  # face heights, sigma of the cut
JAW_SPARE = 0.010  # face heights of skin kept outside the points of the jaw
JAW_RIM = 0.025  # face heights by which the points of a jaw may lie outside the real one
EAR_LINE = -0.26  # face heights; ears, and hair around them, are kept whole above this line
EAR_TOP = -0.46  # what stands beside the jaw and begins below this is no part of the head
SAMPLED_ABOVE = -0.33  # so far down beside the face all is hair or skin
LAST_LOBE = -0.07  # what hangs beside the jaw and ends above this is an earring or a lock
NECK_HALF = 0.30  # cheek widths from the middle: nearer, below the jaw, is neck
SOLID = 0.9
WISP = 0.04  # opacity from which a soft edge belongs to what it is the edge of
MIN_SAMPLE = 40  # pixels; fewer say nothing about a colour
BIN_LAB = 5.0  # Lab units a bin of the colour tables
BINS = 28
HAIR_MIN = 0.0004  # density under which a colour was not seen in the hair
FREE_FALL = 0.12  # face heights below the chin; so high beside a neck no clothes are expected
SHARE_HIGH, SHARE_LOW = 0.30, 0.62
"""Part of the evidence that must speak for hair, above and below `FREE_FALL`."""
SLANT = 1  # pixels of the chart that hair spreads sideways a row: it falls
GAP = 0.03  # face heights of strands and highlights that a lock of hair bridges
LOCK = 0.04  # face heights; what is thinner is the shadow of a jaw or a seam
ORNAMENT = 0.03  # square face heights of a flower, a clasp or a highlight that hair surrounds
ENDS = (0.72, 0.98)  # face heights below the chin between which longer hair fades out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """The picture turned upright around the jaw, at `FACE_PX`.

    Attributes:
        place: ``(2, 3)`` affine map from the layer to the chart.
        lab: ``(h, w, 3)`` colour.
        solid: ``(h, w)`` where the cut-out is opaque.
        wisp: ``(h, w)`` where it is not wholly transparent.
        jaw: ``(h, w)`` inside of the face's outline.
        u: ``(w,)`` distance from the middle of the face in widths between the cheeks.
        v: ``(h, 1)`` face heights below the chin.
    """

    place: npt.NDArray[np.float64]
    lab: F32
    solid: Flags
    wisp: Flags
    jaw: Flags
    u: F32
    v: F32


def _chart(bgr: BgrFrame, alpha: F32, points: F32, axes: FaceAxes) -> _Chart:
    scale = FACE_PX / axes.height
    size = (round(2 * REACH * FACE_PX), round((BOTTOM - TOP) * FACE_PX))
    turn = np.stack([axes.right, axes.down]).astype(np.float64) * scale
    middle = np.array([REACH, -TOP]) * FACE_PX
    place = np.column_stack([turn, middle - turn @ points[CHIN, :2]])
    colour = cv2.warpAffine(bgr, place, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpAffine(alpha, place, size, flags=cv2.INTER_AREA)
    outline = points[list(OVAL), :2] @ place[:, :2].T + place[:, 2]
    jaw = np.zeros(size[::-1], np.uint8)
    cv2.fillPoly(jaw, [np.rint(outline * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    spare = 2 * max(1, round(JAW_SPARE * FACE_PX)) + 1
    jaw = np.asarray(cv2.dilate(jaw, np.ones((spare, spare), np.uint8)), np.uint8)
    cheeks = float(np.linalg.norm(points[CHEEK_R, :2] - points[CHEEK_L, :2])) * scale
    return _Chart(
        place=place,
        lab=np.asarray(
            cv2.cvtColor(colour.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB), np.float32
        ),
        solid=np.asarray(cover) > SOLID,
        wisp=np.asarray(cover) > WISP,
        jaw=jaw > 0,
        u=((np.arange(size[0]) - middle[0]) / cheeks).astype(np.float32),
        v=((np.arange(size[1]) - middle[1]) / FACE_PX).astype(np.float32)[:, None],
    )


def _density(bins: npt.NDArray[np.intp], sample: Flags) -> F32:
    """How often each pixel's colour occurs in ``sample``: its smoothed table looked up."""
    found = bins[sample]
    table = np.bincount(found, minlength=BINS**3).astype(np.float32)
    soft = gaussian_filter(table.reshape((BINS,) * 3), 1.0, mode="constant", truncate=2.5)
    return np.asarray(soft.reshape(-1)[bins] / max(len(found), 1), np.float32)


def _hair_like(chart: _Chart, rising: Flags) -> Flags:
    """Pixels whose colour is found beside the face and neither in the face nor on the chest."""
    low = np.array([0, -0.5 * BINS * BIN_LAB, -0.5 * BINS * BIN_LAB], np.float32)
    index = np.clip((chart.lab - low) / BIN_LAB, 0, BINS - 1).astype(np.intp)
    bins = (index[..., 0] * BINS + index[..., 1]) * BINS + index[..., 2]
    across = np.abs(chart.u)
    face = chart.jaw & (chart.v > -0.55) & (across < NECK_HALF)
    skin = _density(bins, face)
    around = np.ones((round(0.08 * FACE_PX),) * 2, np.uint8)
    beside = chart.solid & (chart.v < SAMPLED_ABOVE) & (across > NECK_HALF)
    beside &= (cv2.dilate(chart.jaw.astype(np.uint8), around) == 0) & ~rising
    if float(face.sum()) < MIN_SAMPLE or float(beside.sum()) < MIN_SAMPLE:
        return np.zeros_like(chart.solid)
    hair = _density(bins, beside)
    beside &= hair > skin
    if float(beside.sum()) < MIN_SAMPLE:
        return np.zeros_like(chart.solid)
    hair, other = _density(bins, beside), skin
    chest = chart.solid & (chart.v > FREE_FALL) & (across < NECK_HALF)
    if float(chest.sum()) >= MIN_SAMPLE:
        other = np.maximum(other, _density(bins, chest))
    needed = np.where(chart.v < FREE_FALL, SHARE_HIGH, SHARE_LOW)
    return np.asarray(
        chart.solid
        & (~chart.jaw | (chart.v < EAR_LINE))
        & (across > NECK_HALF)
        & (hair > HAIR_MIN)
        & (hair > needed * (hair + other)),
    )


def _fallen(hair: Flags, rising: Flags, v: F32) -> Flags:
    """What of ``hair`` hangs, row under row, from hair at the height of the ears."""
    near, lock = (
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (round(part * FACE_PX) | 1,) * 2)
        for part in (GAP, LOCK)
    )
    whole = cv2.morphologyEx(hair.astype(np.uint8), cv2.MORPH_CLOSE, near)
    strands = np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, lock), np.uint8)
    hangs = np.zeros_like(strands)
    first = int(np.searchsorted(v[:, 0], EAR_LINE))
    hangs[:first] = strands[:first] * ~rising[:first]
    reach = np.ones((1, 2 * SLANT + 1), np.uint8)
    for row in range(first, len(strands)):
        hangs[row] = strands[row] & cv2.dilate(hangs[row - 1 : row], reach)[0]
    number, _ = label(hangs == 0)
    small = np.bincount(number.ravel()) < ORNAMENT * FACE_PX**2
    return np.asarray(small[number] | (hangs > 0))


def _lobes(chart: _Chart) -> Flags:
    """What hangs beside the jaw and ends by itself above the chin: ear lobes, earrings, locks."""
    beside = chart.solid & ~chart.jaw & (np.abs(chart.u) > NECK_HALF)
    beside &= chart.v > EAR_LINE
    number, _ = label(beside, np.ones((3, 3), bool))
    goes_on = np.unique(number[beside & (chart.v > LAST_LOBE)])
    return np.asarray(beside & ~np.isin(number, goes_on))


def _rising(figure: Flags, v: F32) -> Flags:
    """What of ``figure`` stands up beside the face from below, and the room its soft cut needs."""
    rows = slice(*np.searchsorted(v[:, 0], (EAR_TOP, LAST_LOBE)))
    unbroken = np.minimum.accumulate(figure[rows][::-1], axis=0)[::-1]
    found = np.zeros(figure.shape, np.uint8)
    found[rows] = unbroken & ~unbroken[0]
    spare = np.ones((2 * round(3 * SOFT * FACE_PX) + 1,) * 2, np.uint8)
    return np.asarray(cv2.dilate(found, spare)) > 0


def _head(chart: _Chart) -> Flags:
    """Face, ears, and the hair above and beside them."""
    core = np.ones((2 * round(JAW_RIM * FACE_PX) + 1,) * 2, np.uint8)
    sure = np.asarray(cv2.erode(chart.jaw.astype(np.uint8), core)) > 0
    rising = _rising(chart.wisp, chart.v)
    above = (chart.v < EAR_LINE) & ~_rising(chart.wisp & ~chart.jaw, chart.v)
    hair = _fallen(_hair_like(chart, rising), rising, chart.v)
    kept = sure | ((chart.jaw | above) & ~rising) | _lobes(chart) | hair
    number, _ = label(kept & chart.wisp)
    return np.asarray(kept & np.isin(number, [0, *np.unique(number[sure])]))


def cut_at_jaw(bgr: BgrFrame, alpha: F32, points: F32, axes: FaceAxes) -> F32:
    """Alpha without neck, shoulders and clothes; a drawn body brings its own.

    Args:
        bgr: ``(h, w, 3)`` straight colour of the layer.
        alpha: ``(h, w)`` float32 0..1.
        points: ``(468, 3)`` landmarks in pixels of the layer.
        axes: The face's own axes.
    """
    chart = _chart(bgr, alpha, points, axes)
    kept = _head(chart)
    soft = cv2.GaussianBlur(kept.astype(np.float32), (0, 0), SOFT * FACE_PX)
    soft *= np.clip((ENDS[1] - chart.v) / (ENDS[1] - ENDS[0]), 0, 1)
    height, width = alpha.shape
    keep = cv2.warpAffine(
        soft,
        chart.place,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(alpha * keep, np.float32)
