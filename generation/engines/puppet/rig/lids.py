"""Skin for lids that close: what no open eye shows, made from what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.landmarks import EYES, Eye
from generation.engines.puppet.rig.openings import spline

F32 = npt.NDArray[np.float32]
Colour = tuple[float, float, float]

REACH = (0.84, 0.30)
"""Part of the way from the edge of the upper and of the lower lid to the crease that is painted
over: lashes, liner and the white go, the crease itself stays as it is in the photo."""
LASHES_END = 0.45  # part of the way beyond which what is dark behind glasses is their frame
SAMPLED_AT = (0.95, 0.85)  # part of that way where colours are taken
BELOW_AT = 1.35  # the same for the skin under the eye, which tells how light it is there
PATCH = 0.014  # face heights around such a place
TONE_MIN = 0.78  # of the luma of the skin; a deeper shadow would read as an open, dark eye
FRAME_MAX = 0.40  # of the luma of the skin; what is darker is no skin at all
FRAME_DARK = 0.22  # the same for the frame of glasses
GRAIN = (0.016, 14.0, 0.7)
"""Face heights, sigma below which detail of the cheek is taken; its limit in levels; its share."""
FEATHER = 0.012  # face heights, sigma of the painted edge
BULGE, FALL = 0.07, 0.10  # light on the round of a lid, shade towards its lashes
LASH_PERCENTILE = 8  # of luma around the opening: lashes and liner
LASH_LEFT = (0.28, 0.62)  # limits of what lashes leave of the lid's colour
LUMA = np.array([0.114, 0.587, 0.299], np.float32)  # BT.601, BGR
_ARC = spline(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class BareLids:
    """A texture whose eyes are closed, and what the line of lashes leaves of its colour.

    Attributes:
        bgr: ``(h, w, 3)`` like the texture, skin instead of eyes.
        lashes: Multiplier of each channel, right eye and left eye.
    """

    bgr: BgrFrame
    lashes: tuple[Colour, ...]


def _sampled(bgr: BgrFrame, at: F32, reach: int, skin: F32) -> F32:
    """Colours ``(n, 3)`` around the points ``(n, 2)``: smooth along the lid, never a shadow."""
    found = np.empty((len(at), 3), np.float32)
    for i, (x, y) in enumerate(np.rint(at).astype(int)):
        patch = bgr[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        found[i] = np.median(patch.reshape(-1, 3), axis=0) if patch.size else skin
    middle = np.median(found, axis=0)
    found += (middle - found) * np.float32(0.4)
    floor = TONE_MIN * float(skin @ LUMA)
    light = found @ LUMA
    found[light < FRAME_MAX * float(skin @ LUMA)] = skin * np.float32(TONE_MIN)
    light = found @ LUMA
    room = np.maximum(float(skin @ LUMA) - light, 1e-3)
    lift = np.clip((floor - light) / room, 0, 1)[:, None]
    found += (skin - found) * lift
    padded = np.pad(found, ((1, 1), (0, 0)), "edge")
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4, np.float32)


def _between(edge: F32, socket: F32, part: float) -> F32:
    return edge + (socket - edge) * np.float32(part)


class _Eye:
    """One eye in coordinates along its corners (0..1) and across them (pixels)."""

    def __init__(self, points: F32, eye: Eye) -> None:
        edge, socket = points[list(eye.edge), :2], points[list(eye.socket), :2]
        around = [0, *range(15, 7, -1)]
        self.lids = tuple((edge[row], socket[row]) for row in (list(range(9)), around))
        self.rims = [
            _ARC @ _between(*lid, part) for lid, part in zip(self.lids, REACH, strict=True)
        ]
        self.ring = np.concatenate([self.rims[0], self.rims[1][::-1]])
        self.corner = edge[0]
        axis = edge[8] - edge[0]
        self.length = max(float(np.linalg.norm(axis)), 1e-3)
        self.along = axis / self.length
        down = np.array([-self.along[1], self.along[0]], np.float32)
        self.down = down if float((edge[12] - edge[4]) @ down) > 0 else -down

    def local(self, points: F32) -> tuple[F32, F32]:
        """Where ``(..., 2)`` points lie along and across the eye."""
        offset = points - self.corner
        return offset @ self.along / self.length, offset @ self.down

    def height(self, line: F32, s: F32) -> F32:
        """How far across the eye the open ``line`` ``(n, 2)`` runs at ``s``."""
        along, across = self.local(line)
        order = np.argsort(along)
        return np.asarray(np.interp(s, along[order], across[order]), np.float32)

    def spread(self, line: F32, colours: F32, s: F32) -> F32:
        """Colours ``(..., 3)`` at ``s`` from ``colours`` ``(n, 3)`` at the points of ``line``."""
        along, _ = self.local(line)
        order = np.argsort(along)
        planes = [np.interp(s, along[order], colours[order, i]) for i in range(3)]
        return np.stack(planes, -1).astype(np.float32)


def _grain(bgr: BgrFrame, x0: int, y0: int, size: tuple[int, int], face_px: float) -> F32:
    """Fine detail ``(h, w, 3)`` of the cheek below a box of ``size`` (w, h), in levels."""
    width, height = size
    y0 = min(y0 + height, bgr.shape[0] - height)
    patch = bgr[y0 : y0 + height, x0 : x0 + width].astype(np.float32)
    sigma, limit, share = GRAIN
    detail = patch - cv2.GaussianBlur(patch, (0, 0), sigma * face_px)
    return np.asarray(np.clip(detail * share, -limit, limit)[::-1], np.float32)


def _local_skin(bgr: BgrFrame, eye: _Eye, reach: int, skin: F32) -> F32:
    """Colour of the skin under one eye, which may lie in shadow; ``skin`` where it is hidden."""
    below = np.rint(_between(*eye.lids[1], BELOW_AT)[2:-2]).astype(int)
    patches = [bgr[y - reach : y + reach + 1, x - reach : x + reach + 1] for x, y in below]
    found = np.concatenate([p.reshape(-1, 3) for p in patches])
    tone = np.asarray(np.median(found, axis=0), np.float32) if len(found) else skin
    return tone if float(tone @ LUMA) > FRAME_MAX * float(skin @ LUMA) else skin


def _paint(bgr: BgrFrame, eye: _Eye, face_px: float, cheek: F32, *, glasses: bool) -> None:
    """Paint one closed lid into ``bgr`` in place."""
    near = max(1, round(PATCH * face_px))
    skin = _local_skin(bgr, eye, near, cheek)
    pad = round(3 * FEATHER * face_px) + 2
    low, high = np.floor(eye.ring.min(0)).astype(int), np.ceil(eye.ring.max(0)).astype(int)
    x0, y0 = np.maximum(low - pad, 0)
    piece = bgr[y0 : high[1] + pad, x0 : high[0] + pad]
    x, y = np.meshgrid(np.arange(piece.shape[1]) + x0, np.arange(piece.shape[0]) + y0)
    s, across = eye.local(np.stack([x, y], -1).astype(np.float32))
    tones = []
    for (edge, socket), part in zip(eye.lids, SAMPLED_AT, strict=True):
        line = _between(edge, socket, part)[1:-1]
        colours = _sampled(bgr, line, near, skin)
        tones.append(eye.spread(line, colours, s))
    top, bottom = (eye.height(rim, s) for rim in eye.rims)
    upper, lower = (eye.height(edge, s) for edge, _ in eye.lids)
    lid = np.clip((across - top) / np.maximum(upper - top, 1), 0, 1)
    under = np.clip((across - upper) / np.maximum(lower - upper, 1), 0, 1)
    under *= np.clip((bottom - top) / 2, 0, 1)
    colour = tones[0] + (tones[1] - tones[0]) * under[..., None]
    colour *= (1 + BULGE * np.sin(np.pi * lid) - FALL * lid**2)[..., None]
    colour += _grain(bgr, x0, y0, piece.shape[1::-1], face_px)
    mask = np.zeros(piece.shape[:2], np.uint8)
    ring = (eye.ring - np.array([x0, y0], np.float32)) * 16
    cv2.fillPoly(mask, [np.rint(ring).astype(np.int32)], 255, cv2.LINE_AA, 4)
    cover = np.asarray(cv2.GaussianBlur(mask, (0, 0), FEATHER * face_px), np.float32) / 255
    if glasses:
        frame = piece.astype(np.float32) @ LUMA < FRAME_DARK * float(skin @ LUMA)
        frame &= lid < 1 - LASHES_END / REACH[0]
        cover *= 1 - cv2.blur(frame.astype(np.float32), (3, 3))
    solid = np.maximum(cover, mask.astype(np.float32) / 255 * np.clip(1.6 * cover, 0, 1))
    piece[:] = np.clip(piece + (colour - piece) * solid[..., None] + 0.5, 0, 255)


def _lash_tone(bgr: BgrFrame, eye: _Eye, skin: F32) -> Colour:
    """What the darkest around an open eye leaves of the colour of the skin."""
    x, y, width, height = cv2.boundingRect(eye.ring)
    patch = bgr[max(y, 0) : y + height, max(x, 0) : x + width].reshape(-1, 3).astype(np.float32)
    light = patch @ LUMA
    dark = patch[light <= np.percentile(light, LASH_PERCENTILE)].mean(0)
    blue, green, red = np.clip(dark / np.maximum(skin, 1), *LASH_LEFT)
    return float(blue), float(green), float(red)


def bare_lids(
    bgr: BgrFrame, photo: BgrFrame, points: F32, face_px: float, skin: Colour, *, glasses: bool
) -> BareLids:
    """Paint both eyes shut.

    Args:
        bgr: ``(h, w, 3)`` texture without eyeballs.
        photo: ``(h, w, 3)`` the same with them.
        points: ``(468, 3)`` landmarks in its pixels.
        face_px: Face height in pixels.
        skin: BGR of the cheeks.
        glasses: True leaves alone what a spectacle frame may cover.
    """
    tone = np.array(skin, np.float32)
    eyes: Sequence[_Eye] = [_Eye(points, eye) for eye in EYES]
    painted = bgr.copy()
    for eye in eyes:
        _paint(painted, eye, face_px, tone, glasses=glasses)
    return BareLids(bgr=painted, lashes=tuple(_lash_tone(photo, eye, tone) for eye in eyes))
