"""The set's light on drawn bodies: the same treatment the head's texture gets. Paints nothing."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame, RgbaImage
from generation.engines.puppet.figure.tints import Rgb
from generation.engines.puppet.rig.light import RIM_PX
from generation.engines.puppet.sprite import Sprite
from generation.engines.puppet.stage import SetLight

SKIN_SHIFT = 0.25  # share by which colours move towards the set's mean, as on the head
LIGHTNESS_SHARE, CHROMA_SHARE = 0.12, 0.5  # of that shift, as on the head
RIM_GRID = 4  # the rim's direction is found on every fourth pixel: it is blurred by 18 pixels
LAB_8BIT = np.array([2.55, 1.0, 1.0], np.float32), np.array([0.0, 128.0, 128.0], np.float32)

Table = npt.NDArray[np.uint8]


class Lamp:
    """A set's light as tables for 8-bit colours, within 2 levels of what the head gets."""

    def __init__(self, light: SetLight) -> None:
        self.shade = light.shade
        self._rim_side = float(light.rim_side)
        self._rim = tuple(light.rim[::-1])
        self._towards = _towards(light)
        levels = np.arange(256, dtype=np.float32)
        key = np.array(light.key[::-1], np.float32) / 255
        self._key: Table = np.round(levels[:, None] * key).astype(np.uint8)[None]

    def colour(self, colour: Rgb) -> tuple[int, int, int]:
        """Return ``colour`` under the light, as BGR for OpenCV's drawing functions."""
        blue, green, red = (int(v) for v in self.toned(np.array([[colour[::-1]]], np.uint8))[0, 0])
        return blue, green, red

    def toned(self, bgr: BgrFrame) -> BgrFrame:
        """Return ``bgr`` in the key light, drawn towards the colour of the set."""
        lab = cv2.LUT(cv2.cvtColor(bgr, cv2.COLOR_BGR2LAB), self._towards)
        return np.asarray(cv2.LUT(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), self._key), np.uint8)

    def sprite(self, rgba: RgbaImage, *, enlarged: float = 1.0) -> Sprite:
        """Return a straight RGBA painting as a premultiplied sprite under the light.

        Args:
            rgba: ``(h, w, 4)``.
            enlarged: How much larger the sprite is shown: its rim is that much narrower here.
        """
        alpha = np.ascontiguousarray(rgba[..., 3])
        lit = self.toned(np.ascontiguousarray(rgba[..., 2::-1]))
        if max(self._rim) > 0:
            lit = self._rimmed(lit, alpha, RIM_PX / enlarged)
        mask = cv2.merge([alpha] * 3)
        return Sprite(
            bgr=np.asarray(cv2.multiply(lit, mask, scale=1 / 255), np.uint8),
            inv=np.asarray(cv2.bitwise_not(mask), np.uint8),
        )

    def _rimmed(self, lit: BgrFrame, alpha: Alpha, wide_px: float) -> BgrFrame:
        """Screen the second light onto the edge that faces it."""
        inside = np.asarray(cv2.threshold(alpha, 127, 1, cv2.THRESH_BINARY)[1], np.uint8)
        away = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
        edge = cv2.convertScaleAbs(
            np.clip(1 - away / np.float32(wide_px), 0, 1) * inside, alpha=255
        )
        facing = cv2.resize(self._facing(alpha), alpha.shape[::-1])
        share = cv2.multiply(cv2.GaussianBlur(edge, (0, 0), 1.0), facing, scale=1 / 255)
        dark = cv2.merge([cv2.convertScaleAbs(share, alpha=level / 255) for level in self._rim])
        rest = cv2.multiply(cv2.bitwise_not(lit), cv2.bitwise_not(dark), scale=1 / 255)
        return np.asarray(cv2.bitwise_not(rest), np.uint8)

    def _facing(self, alpha: Alpha) -> Alpha:
        size = [max(1, round(side / RIM_GRID)) for side in alpha.shape[::-1]]
        small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 3 * RIM_PX / RIM_GRID)
        gx, gy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
        length = np.sqrt(gx * gx + gy * gy) + np.float32(1e-3)
        if self._rim_side == 0:
            towards = 0.35 + gy / length
        else:
            towards = (-np.sign(self._rim_side) * gx + 0.45 * gy) / length * abs(self._rim_side)
        return np.asarray(cv2.convertScaleAbs(np.clip(towards, 0, 1), alpha=255), np.uint8)


def _towards(light: SetLight) -> Table:
    """Return the table that moves 8-bit Lab towards the set's mean colour."""
    pixel = np.array([[light.ambient[::-1]]], np.float32) / 255
    scale, offset = LAB_8BIT
    goal = cv2.cvtColor(pixel, cv2.COLOR_BGR2LAB)[0, 0] * scale + offset
    share = SKIN_SHIFT * np.array([LIGHTNESS_SHARE, CHROMA_SHARE, CHROMA_SHARE], np.float32)
    levels = np.arange(256, dtype=np.float32)[:, None]
    table = np.clip(np.round(levels + (goal - levels) * share), 0, 255)
    return np.asarray(table[None], np.uint8)
