"""``Figure``: the drawn body under any head, in a set's light. It draws no head."""

from __future__ import annotations

import zlib
from functools import cached_property, lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from generation.arrays import Alpha, BgrFrame, RgbaImage
from generation.engines.puppet.figure import arms
from generation.engines.puppet.figure.attire import SHOULDER, cloth_stops
from generation.engines.puppet.figure.bodyparts import (
    BUST_LENGTH,
    HAND,
    TURN_STEP_DEG,
    Placed,
    Tiled,
    below_bust,
    painted_trunk,
    shoulder_in_picture,
    straight_hand,
    turned_hand,
)
from generation.engines.puppet.figure.hands import HANDS, HandShape, known_hand
from generation.engines.puppet.figure.legs import (
    FEET_Y,
    HIP,
    LegColours,
    draw_leg,
    ground_shadow,
    legs,
)
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.paint import Stops, vec
from generation.engines.puppet.figure.poses import ArmPose, BodyPose
from generation.engines.puppet.figure.skirts import SKIRTS
from generation.engines.puppet.figure.wardrobe import lower_half, outfit_for
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import SetLight
from generation.model.likeness import Likeness

__all__ = ["ArmPose", "BodyPose", "Figure"]

TURNS_KEPT = 96
SHOULDER_AT = (SHOULDER[0] / FACE_HEIGHT, (SHOULDER[1] - CHIN_Y) / FACE_HEIGHT)
WAIST_LENGTH = 2.12
LEAN_MIN_DEG = 0.25
NECK_Y = 0.22  # the trunk turns about the root of the neck
SLEEVES = {"tee": 0.36, "dress": 0.30}  # share of the arm that a short sleeve covers
WIDE_SLEEVES = ("robe",)


class Patch(NamedTuple):
    """Premultiplied BGR, alpha, and where the chin lies in them."""

    bgr: BgrFrame
    alpha: Alpha
    origin: tuple[float, float]


class Figure:
    """The drawn body of one likeness at one size in one light; drawing is a pure function."""

    def __init__(
        self,
        likeness: Likeness,
        *,
        face_px: float,
        light: SetLight,
        garment: str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose clothes and colours; pictures are painted when first needed.

        Args:
            likeness: Whose body.
            face_px: Forehead to chin in pixels of the frame.
            light: The set's light.
            garment: What the screenplay makes them wear; unknown ids mean their own clothes.
            seed: Chooses what nobody has said.
        """
        self.face_px = face_px
        self.outfit = outfit_for(likeness, garment, seed)
        self._seed = seed
        self._likeness = likeness
        self._lamp = Lamp(light, face_px)
        self._straight = lru_cache(maxsize=len(HANDS))(self._straight_hand)
        self._hand = lru_cache(maxsize=TURNS_KEPT)(self._painted_hand)
        self._cloth = self._shades(self.outfit.cloth)
        self._skin = self._shades(self.outfit.skin)
        trousers, shoes = lower_half(self.outfit, seed)
        bare = self.outfit.garment == "dress"
        self._legs = LegColours(
            cloth=self._skin if bare else self._shades(cloth_stops(trousers)),
            shoe=self._shades(cloth_stops(shoes)),
            sole=self._lamp.colour((206, 200, 190) if shoes[0] < 200 else (120, 116, 112)),
            width=0.34 if bare else 0.48,
        )

    @property
    def feet_y(self) -> float:
        """Pixels from the chin down to the ground under a whole figure."""
        return FEET_Y * self.face_px

    def draw_back(
        self, frame: BgrFrame, x: float, y: float, pose: BodyPose, *, bust: bool = False
    ) -> None:
        """Draw what is behind the head; (x, y) is the chin in pixels.

        With ``bust`` the photo's own shoulders are drawn by the head: only their continuation below
        the picture is added here.
        """
        if bust:
            if self._below_bust is not None:
                self._below_bust.lay(frame, x, y)
        else:
            self._draw_lower(frame, x, y, pose)
            self._draw_trunk(frame, x, y, pose)
        self._draw_arms(frame, x, y, pose, in_front=False, bust=bust)

    def draw_front(
        self, frame: BgrFrame, x: float, y: float, pose: BodyPose, *, bust: bool = False
    ) -> None:
        """Draw the arms and hands that are in front of body and face."""
        self._draw_arms(frame, x, y, pose, in_front=True, bust=bust)

    def hand_point(self, arm: ArmPose, x: float, y: float) -> tuple[float, float]:
        """Return the frame pixel where a thing in this hand is held."""
        side = 1 if arm.at[0] >= 0 else -1
        limb = arms.bend(self._shoulder(side, BodyPose(), bust=False), arm.at, side)
        turn = np.radians(_hand_turn(limb, arm, side))
        grip = 0.36 * HAND
        return (
            x + (limb.end[0] + grip * float(np.sin(turn))) * self.face_px,
            y + (limb.end[1] - grip * float(np.cos(turn))) * self.face_px,
        )

    def draw_patch(self, pose: BodyPose, *, front: bool = False) -> Patch:
        """Return the body (or the arms in front of the head) alone, to be turned as a whole."""
        side = int(2 * (FEET_Y + 0.6) * self.face_px)
        at = (side / 2, side * 0.36)
        black = np.zeros((side, side, 3), np.uint8)
        white = np.full((side, side, 3), 255, np.uint8)
        draw = self.draw_front if front else self.draw_back
        for ground in (black, white):
            draw(ground, at[0], at[1], pose)
        alpha = 255 - cv2.subtract(white, black)[..., 1]
        return Patch(black, np.asarray(alpha, np.uint8), at)

    # -- parts --------------------------------------------------------------------------------

    def _shades(self, stops: Stops) -> tuple[arms.Bgr, ...]:
        return tuple(arms.shades([self._lamp.colour(stop) for stop in stops]))

    def _hip(self, pose: BodyPose) -> tuple[float, float]:
        lean = np.radians(pose.lean_deg)
        shift = 0.05 * float(np.sin(2 * np.pi * pose.phase)) if pose.stance == "stand" else 0.0
        return pose.shoulder_dx - float(np.sin(lean)) * (HIP[1] - NECK_Y) + shift, HIP[1]

    def _draw_lower(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        if not pose.whole:
            return
        if pose.stance != "float":
            shadow = self._ground
            ground_y = y + self.feet_y + pose.lift * self.face_px - shadow.size[1] * 0.55
            blit(frame, shadow, x - shadow.size[0] / 2, ground_y)
        both = legs(
            pose.stance,
            phase=pose.phase if pose.walk is None else pose.walk,
            walking=pose.walk is not None,
            squash=pose.squash,
            hip=self._hip(pose),
        )
        for side, leg in zip((-1, 1), both, strict=True):
            draw_leg(frame, leg, x, y, self.face_px, self._legs, side)

    def _draw_trunk(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        placed = self._whole_trunk if pose.whole else self._long_trunk
        dx = x + pose.shoulder_dx * self.face_px
        if abs(pose.lean_deg) < LEAN_MIN_DEG:
            placed.lay(frame, dx, y)
            return
        self._blit_leaning(frame, placed.whole, dx, y, pose.lean_deg)

    def _blit_leaning(
        self, frame: BgrFrame, placed: Placed, x: float, y: float, lean_deg: float
    ) -> None:
        """Lay the trunk turned about the root of the neck, only where the frame sees it."""
        wide, high = placed.sprite.size
        pad = int(abs(np.sin(np.radians(lean_deg))) * high) + 4
        pivot = (-placed.x, -placed.y + NECK_Y * self.face_px)
        matrix = cv2.getRotationMatrix2D(pivot, -lean_deg, 1.0)
        matrix[0, 2] += pad
        size = (wide + 2 * pad, min(high + pad, max(8, int(frame.shape[0] - y - placed.y) + 8)))
        bgr = cv2.warpAffine(placed.sprite.bgr, matrix, size, borderValue=(0, 0, 0))
        cover = placed.sprite.inv
        plane = np.zeros((high, wide), np.uint8) if cover is None else cv2.extractChannel(cover, 0)
        inv = np.asarray(cv2.warpAffine(plane, matrix, size, borderValue=255), np.uint8)
        turned = Sprite(bgr=np.asarray(bgr, np.uint8), inv=np.dstack([inv] * 3))
        blit(frame, turned, round(x + placed.x) - pad, y + placed.y)

    def _shoulder(self, side: int, pose: BodyPose, *, bust: bool) -> tuple[float, float]:
        own = (SHOULDER_AT[0] * (0.28 + 0.72 * self.outfit.build), SHOULDER_AT[1])
        wide, low = self._bust_shoulder if bust else own
        lean = np.radians(pose.lean_deg)
        dx, dy = side * wide, low - NECK_Y - 0.008 * pose.breath
        return (
            pose.shoulder_dx + dx * float(np.cos(lean)) - dy * float(np.sin(lean)),
            NECK_Y + dy * float(np.cos(lean)) + dx * float(np.sin(lean)),
        )

    def _draw_arms(
        self, frame: BgrFrame, x: float, y: float, pose: BodyPose, *, in_front: bool, bust: bool
    ) -> None:
        for side, arm in ((-1, pose.left), (1, pose.right)):
            if arm is not None and arm.in_front == in_front:
                limb = arms.bend(self._shoulder(side, pose, bust=bust), arm.at, side)
                self._draw_arm(frame, x, y, limb, arm, side)

    def _draw_arm(
        self, frame: BgrFrame, x: float, y: float, limb: arms.Bend, arm: ArmPose, side: int
    ) -> None:
        f = self.face_px
        line = arms.spine(limb) * np.float32(f) + vec([x, y])
        covered = SLEEVES.get(self.outfit.garment, 1.0 if arm.sleeve else 0.62)
        if covered < 1:
            arms.draw_limb(
                frame, line, [0.32 * f, 0.31 * f, 0.28 * f, 0.23 * f, 0.19 * f], self._skin
            )
        turn = _hand_turn(limb, arm, side)
        # a hanging hand shows its back with the thumb inside, a raised one its palm
        flip = (side < 0) != (abs((turn + 180) % 360 - 180) > 100)
        shape = known_hand(arm.hand)
        placed = self._hand(shape, flip, round(turn / TURN_STEP_DEG))
        wx, wy = float(line[-1, 0]) + placed.x, float(line[-1, 1]) + placed.y
        blit(frame, placed.sprite, round(wx), round(wy))
        self._draw_sleeve(frame, line, covered)

    def _draw_sleeve(self, frame: BgrFrame, line: arms.Spine, covered: float) -> None:
        f = self.face_px
        cut = line[: max(4, round(covered * len(line)))]
        wide = self.outfit.garment in WIDE_SLEEVES
        widths = [0.39, 0.40, 0.39, 0.44, 0.56] if wide else [0.39, 0.385, 0.345, 0.30, 0.26]
        if covered < 1:
            widths = [0.40, 0.41, 0.40] if covered < 0.5 else [0.40, 0.41, 0.37, 0.36]
        arms.draw_limb(frame, cut, [w * f for w in widths], self._cloth, melt=True)
        cuff = self._cloth if not wide else self._trim
        arms.draw_band(frame, cut, (widths[-1] + 0.02) * f, 0.09 * f, cuff)

    # -- pictures, painted once ---------------------------------------------------------------

    @cached_property
    def _trim(self) -> tuple[arms.Bgr, ...]:
        return self._shades(cloth_stops(self.outfit.accent))

    @cached_property
    def _ground(self) -> Sprite:
        return ground_shadow(self.face_px, self._lamp.shade)

    @cached_property
    def _long_trunk(self) -> Tiled:
        return self._painted_trunk(BUST_LENGTH, skirt=False)

    @cached_property
    def _whole_trunk(self) -> Tiled:
        return self._painted_trunk(WAIST_LENGTH, skirt=self.outfit.garment in SKIRTS)

    def _painted_trunk(self, length: float, *, skirt: bool) -> Tiled:
        seed = (self._seed + zlib.crc32(b"folds")) % 2**32
        return painted_trunk(
            self.outfit, self._lamp, self.face_px, length=length, skirt=skirt, seed=seed
        )

    def _painted_hand(self, shape: HandShape, flip: bool, step: int) -> Placed:  # noqa: FBT001
        picture = self._straight(shape)
        return turned_hand(picture, self._lamp, self.face_px, flip=flip, step=step)

    def _straight_hand(self, shape: HandShape) -> RgbaImage:
        return straight_hand(self.outfit, shape, self.face_px)

    @cached_property
    def _bust_shoulder(self) -> tuple[float, float]:
        return shoulder_in_picture(self._likeness, SHOULDER_AT)

    @cached_property
    def _below_bust(self) -> Tiled | None:
        return below_bust(self._likeness, self._lamp, self.face_px)


def _hand_turn(limb: arms.Bend, arm: ArmPose, side: int) -> float:
    """Return the clockwise turn of a hand in degrees, 0 = fingers up.

    Hands go on from the forearm; a palm offered upwards points outwards, a grip stays upright, and
    no wrist bends by more than 70 degrees.
    """
    dx, dy = limb.end[0] - limb.joint[0], limb.end[1] - limb.joint[1]
    along = float(np.degrees(np.arctan2(dx, -dy)))
    wish = {"palm_up": 76.0 * side, "hold": 6.0 * side, "clap": 6.0 * side}.get(str(arm.hand))
    if wish is None:
        raised = float(np.clip((0.7 - limb.end[1]) / 0.5, 0, 1))
        hanging = float(np.clip((limb.end[1] - 1.25) / 0.3, 0, 1)) * (arm.hand == "open")
        down = side * 176.0
        wish = along * (1 - 0.75 * raised)
        wish += ((down - wish + 180) % 360 - 180) * 0.85 * hanging
    off = (wish - along + 180) % 360 - 180
    return along + float(np.clip(off + arm.angle_deg, -70, 70))
