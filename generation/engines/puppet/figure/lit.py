"""The set's light on drawn bodies: the same treatment the head's texture gets. Paints nothing."""

from __future__ import annotations

import cv2
import numpy as np

from generation.arrays import RgbaImage
from generation.engines.puppet.figure.paint import Rgb
from generation.engines.puppet.rig.light import ActorLight, light_texture
from generation.engines.puppet.sprite import Sprite
from generation.engines.puppet.stage import SetLight

RIM_SHARE = 0.7  # of the rim's strength that a drawn limb's edge takes
SKIN_SHIFT = 0.25  # share by which colours move towards the set's mean, as on the head


class Lamp:
    """A set's light at one face size. Pure: keeps nothing but numbers."""

    def __init__(self, light: SetLight, face_px: float) -> None:
        self._face_px = face_px
        self._tone = ActorLight(
            key_bgr=(light.key[2] / 255, light.key[1] / 255, light.key[0] / 255),
            set_bgr=(float(light.ambient[2]), float(light.ambient[1]), float(light.ambient[0])),
            skin_shift=SKIN_SHIFT,
            chin_shade=0.0,
        )
        self._rim = ActorLight(
            rim_bgr=(light.rim[2] / 255, light.rim[1] / 255, light.rim[0] / 255),
            rim_side=float(light.rim_side),
            skin_shift=0.0,
            chin_shade=0.0,
        )
        self.rim_side = light.rim_side
        self.shade = light.shade

    def colour(self, colour: Rgb) -> tuple[int, int, int]:
        """Return ``colour`` under the light, as BGR for OpenCV's drawing functions."""
        patch = np.full((8, 8, 3), colour[::-1], np.uint8)
        lit = light_texture(patch, np.ones((8, 8), np.float32), self._tone, (0.0, 0.0), 1.0)
        blue, green, red = (int(v) for v in lit[4, 4])
        return blue, green, red

    def rim(self, bgr: tuple[int, int, int]) -> tuple[int, int, int]:
        """Return a lit BGR colour where the second light touches it (screen)."""
        blue, green, red = (
            round(255 * (1 - (1 - a / 255) * (1 - RIM_SHARE * b)))
            for a, b in zip(bgr, self._rim.rim_bgr, strict=True)
        )
        return blue, green, red

    def sprite(self, rgba: RgbaImage, *, rim: bool = True) -> Sprite:
        """Return a straight RGBA painting as a premultiplied sprite under the light."""
        alpha = np.ascontiguousarray(rgba[..., 3])
        lit = np.ascontiguousarray(rgba[..., 2::-1])
        whole = np.ones(alpha.shape, np.float32)
        lit = light_texture(lit, whole, self._tone, (0.0, 0.0), self._face_px)
        if rim and max(self._rim.rim_bgr) > 0:
            cover = alpha.astype(np.float32) / np.float32(255)
            lit = light_texture(lit, cover, self._rim, (0.0, 0.0), self._face_px)
        mask = cv2.merge([alpha] * 3)
        return Sprite(
            bgr=np.asarray(cv2.multiply(lit, mask, scale=1 / 255), np.uint8),
            inv=np.asarray(cv2.bitwise_not(mask), np.uint8),
        )
