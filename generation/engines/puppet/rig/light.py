"""The light of a set on an actor, baked into the actor's texture once a shot."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame

F32 = npt.NDArray[np.float32]
Colour = tuple[float, float, float]

RIM_PX = 6.0  # screen rim and wrap of the background's colour, output pixels
WRAP_SHARE = 0.45  # how much of the background reaches the outermost pixel
LAB_SHARE = (0.12, 0.5, 0.5)  # of the shift that lightness and the two chromas take
COARSE = 4  # the outline's direction is read off a picture this much smaller
CHIN_SHADE_BGR = (0.78, 0.66, 0.46)  # skin in shade stays warm: it loses red last


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLight:
    """How a set lights a person.

    Attributes:
        key_bgr: Multiplier of each channel; (1, 1, 1) leaves the picture alone.
        rim_bgr: Colour 0..1 that is screened onto the edge; black = no rim.
        rim_side: -1 the rim stands at the left, 1 at the right, 0 falls from above.
        set_bgr: Mean colour 0..255 of the set around the actor; it wraps into the edge.
        skin_shift: 0..1, how far colours move towards ``set_bgr`` in Lab; 0.2-0.3 sits well.
        chin_shade: 0..1 darkness of the soft ellipse under the chin.
    """

    key_bgr: Colour = (1.0, 1.0, 1.0)
    rim_bgr: Colour = (0.0, 0.0, 0.0)
    rim_side: float = 0.0
    set_bgr: Colour = (128.0, 128.0, 128.0)
    skin_shift: float = 0.22
    chin_shade: float = 0.30


def _towards_set(bgr: F32, light: ActorLight) -> F32:
    """Shift chroma and a little of the lightness towards the set's mean colour in Lab."""
    goal = cv2.cvtColor(np.array([[light.set_bgr]], np.float32) / 255, cv2.COLOR_BGR2LAB)[0, 0]
    amount = np.array(LAB_SHARE, np.float32) * np.float32(light.skin_shift)
    blend = np.column_stack([np.diag(1 - amount), goal * amount]).astype(np.float32)
    lab = cv2.transform(cv2.cvtColor(bgr, cv2.COLOR_BGR2LAB), blend)
    lit = cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)
    return np.asarray(np.clip(lit, 0, 1, out=lit), np.float32)


def _edge(alpha: F32) -> F32:
    """1 on the outline falling to 0 at `RIM_PX` inside."""
    inside = (alpha > 0.5).astype(np.uint8)
    distance = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    soft = np.clip(1 - distance / RIM_PX, 0, 1) * inside
    return np.asarray(cv2.GaussianBlur(soft, (0, 0), 1.0), np.float32)


def _facing(alpha: F32, side: float) -> F32:
    """0..1: how much the outline at each pixel faces the rim light."""
    height, width = alpha.shape
    size = (-(-width // COARSE), -(-height // COARSE))
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), 3 * RIM_PX / COARSE)
    gx, gy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    length = np.sqrt(gx * gx + gy * gy) + 1e-6
    if side == 0:
        facing = np.clip(0.35 + gy / length, 0, 1)
    else:
        towards = (-np.sign(side) * gx + 0.45 * gy) / length
        facing = np.clip(towards, 0, 1) * abs(side)
    large = cv2.resize(facing.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.float32)


def _shade_chin(lit: F32, chin: tuple[float, float], face_px: float, darkness: float) -> None:
    """Darken a soft ellipse under the chin in place."""
    x, y = round(chin[0]), round(chin[1] + 0.14 * face_px)
    wide, high = round(0.50 * face_px), round(0.32 * face_px)
    x0, y0 = max(0, x - wide), max(0, y - high)
    part = lit[y0 : max(0, y + high), x0 : max(0, x + wide)]
    if not part.size:
        return
    shade = np.zeros(part.shape[:2], np.float32)
    axes = (round(0.30 * face_px), round(0.12 * face_px))
    cv2.ellipse(shade, (x - x0, y - y0), axes, 0, 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(shade, (0, 0), 0.05 * face_px, borderType=cv2.BORDER_REPLICATE)
    dark = [np.float32(darkness * share) for share in CHIN_SHADE_BGR]
    cv2.multiply(part, cv2.merge([1 - level * soft for level in dark]), dst=part)


def light_texture(
    bgr: BgrFrame, alpha: F32, light: ActorLight, chin: tuple[float, float], face_px: float
) -> BgrFrame:
    """Return ``bgr`` under ``light``.

    Args:
        bgr: ``(h, w, 3)`` straight colour at output scale.
        alpha: ``(h, w)`` float32 0..1.
        light: The set's light.
        chin: Position of the chin in pixels of the texture.
        face_px: Face height in pixels.
    """
    lit: F32 = np.multiply(bgr, np.float32(1 / 255), dtype=np.float32)
    if light.skin_shift > 0:
        lit = _towards_set(lit, light)
    if light.chin_shade > 0:
        _shade_chin(lit, chin, face_px, light.chin_shade)
    if min(light.key_bgr) != 1 or max(light.key_bgr) != 1:
        lit = np.asarray(cv2.transform(lit, np.diag(light.key_bgr).astype(np.float32)), np.float32)
    edge = _edge(alpha)
    if light.skin_shift > 0:
        wrap = np.float32(WRAP_SHARE) * edge
        left = np.float32(1) - wrap
        cv2.multiply(lit, cv2.merge([left] * 3), dst=lit)
        lit += cv2.merge([wrap * np.float32(level / 255) for level in light.set_bgr])
    if max(light.rim_bgr) > 0:
        rim = edge * _facing(alpha, light.rim_side)
        screen = cv2.merge([np.clip(rim * np.float32(level), 0, 1) for level in light.rim_bgr])
        np.clip(lit, 0, 1, out=lit)
        lit += screen - lit * screen
    return np.asarray(cv2.convertScaleAbs(lit, alpha=255), np.uint8)
