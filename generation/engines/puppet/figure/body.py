"""``Figure``: the drawn body under any head, in a set's light. It draws no head."""

from __future__ import annotations

import zlib
from functools import cached_property, lru_cache

import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.figure.armparts import (
    HAND_REACH,
    TURN_STEP_DEG,
    ArmStyle,
    Turned,
    lit_hand,
    paint_arm,
    turned_hand,
)
from generation.engines.puppet.figure.arms import Bend, Layer, Point, Shade, shades
from generation.engines.puppet.figure.attire import cloth_stops
from generation.engines.puppet.figure.below import Below, below_bust, below_portrait
from generation.engines.puppet.figure.bodyparts import Placed, Tiled, long_trunk, whole_trunk
from generation.engines.puppet.figure.bust import measure
from generation.engines.puppet.figure.composed import look_of
from generation.engines.puppet.figure.hands import HANDS, HandShape, known_hand
from generation.engines.puppet.figure.legs import (
    FEET_Y,
    HIP,
    SWAY,
    LegColours,
    draw_legs,
    ground_shadow,
    legs,
    standing_legs,
)
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.poses import ArmPose, BodyPose
from generation.engines.puppet.figure.sight import Sight, Window, meets, sight, window
from generation.engines.puppet.figure.sleeves import drawn_style, hand_turn, photo_style, thumb_side
from generation.engines.puppet.figure.tints import Stops
from generation.engines.puppet.figure.wardrobe import lower_half, outfit_for
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import SetLight
from generation.model.likeness import Likeness

__all__ = ["ArmPose", "BodyPose", "Figure"]

TURNS_KEPT = 48
LEGS_KEPT = 12  # pictures of swaying legs; one is right for some frames
ARMS_KEPT = 12  # pictures of one arm in one pose: arms that hold still are drawn once
SIGHTS_KEPT = 4  # a moving camera comes and goes over a step


class Figure:
    """The drawn body of one likeness at one size in one light; drawing is a pure function."""

    def __init__(
        self,
        likeness: Likeness,
        *,
        face_px: float,
        light: SetLight,
        garment: str | None = None,
        bust: bool = False,
        seed: int = 0,
    ) -> None:
        """Choose clothes and colours; pictures are painted when a frame first shows them.

        Args:
            likeness: Whose body.
            face_px: Forehead to chin in pixels of the frame.
            light: The set's light.
            garment: What the screenplay makes them wear; unknown ids mean their own clothes.
            bust: True where the head is drawn with the picture's own shoulders: only what the
                picture lacks is drawn here.
            seed: Chooses what nobody has said.
        """
        self.face_px = face_px
        self.outfit = outfit_for(likeness, garment, seed)
        self._likeness = likeness
        self._lamp = Lamp(light)
        self._seed = (seed + zlib.crc32(b"folds")) % 2**32
        self._joined = bust
        drawn = look_of(likeness.character) is not None
        self._bust = measure(likeness) if bust and not drawn else None
        self._straight = lru_cache(maxsize=len(HANDS))(self._straight_hand)
        self._hand = lru_cache(maxsize=TURNS_KEPT)(self._turned_hand)
        self._loose = lru_cache(maxsize=ARMS_KEPT)(self._loose_hand)
        self._arm = lru_cache(maxsize=2 * ARMS_KEPT)(self._painted_arm)
        self._limb = lru_cache(maxsize=2 * ARMS_KEPT)(self._bent_limb)
        self._stand = lru_cache(maxsize=LEGS_KEPT)(self._standing_legs)
        self._long = lru_cache(maxsize=SIGHTS_KEPT)(self._long_trunk)
        self._below = lru_cache(maxsize=SIGHTS_KEPT)(self._below_picture)

    @property
    def feet_y(self) -> float:
        """Pixels from the chin down to the ground under a whole figure."""
        return FEET_Y * self.face_px

    def draw_back(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        """Draw what is behind the head; (x, y) is the chin in pixels."""
        if self._bust is not None:
            self._draw_arms(frame, x, y, pose, melting=False)
        if self._joined:
            below = self._below(sight(frame, x, y, self.face_px))
            if below is not None:
                below.behind.lay(frame, x, y)
        elif pose.whole:
            self._draw_lower(frame, x, y, pose)
            self._whole_trunk.lay(frame, x, y)
        else:
            self._long(sight(frame, x, y, self.face_px)).lay(frame, x, y)

    def draw_seam(self, frame: BgrFrame, x: float, y: float) -> None:
        """Blend the picture's lower edge into the drawn trunk; call it after the head."""
        below = self._below(sight(frame, x, y, self.face_px)) if self._joined else None
        if below is not None:
            below.seam.lay(frame, x, y)

    def draw_front(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        """Draw the arms and hands that are in front of body and face."""
        self._draw_arms(frame, x, y, pose, melting=self._bust is not None, hands=True)

    def draw_arms(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        """Draw arms without their hands: they go behind somebody who is drawn later."""
        self._draw_arms(frame, x, y, pose, melting=self._bust is not None)

    def draw_hand(
        self, frame: BgrFrame, x: float, y: float, arm: ArmPose, side: int, turn_deg: float
    ) -> None:
        """Draw a hand without its arm, which is behind somebody; its fingers point where told."""
        step = round(turn_deg / TURN_STEP_DEG)
        sprite, at = self._loose(known_hand(arm.hand), side < 0, step)
        end = self._limb(side, self._wrist(arm)).end
        blit(frame, sprite, x + end[0] * self.face_px + at[0], y + end[1] * self.face_px + at[1])

    def hand_point(self, arm: ArmPose, x: float, y: float) -> tuple[float, float]:
        """Return the frame pixel where a thing in this hand is held."""
        side = 1 if arm.at[0] >= 0 else -1
        limb = self._style.bend(arm.at, side)
        turn = np.radians(hand_turn(limb, str(arm.hand), arm.angle_deg, side))
        grip = 0.36 * self._style.hand
        return (
            x + (limb.end[0] + grip * float(np.sin(turn))) * self.face_px,
            y + (limb.end[1] - grip * float(np.cos(turn))) * self.face_px,
        )

    # -- parts --------------------------------------------------------------------------------

    def _draw_lower(self, frame: BgrFrame, x: float, y: float, pose: BodyPose) -> None:
        floating = pose.stance == "float"
        if not floating:
            shadow = self._ground
            ground_y = y + self.feet_y + pose.lift * self.face_px - shadow.size[1] * 0.55
            blit(frame, shadow, x - shadow.size[0] / 2, ground_y)
        shift = 0.0 if floating else SWAY * float(np.sin(2 * np.pi * pose.phase))
        if not floating and pose.walk is None and not pose.squash:
            self._stand(round(shift * self.face_px)).lay(frame, x, y)
            return
        both = legs(
            pose.stance,
            phase=pose.phase if pose.walk is None else pose.walk,
            walking=pose.walk is not None,
            squash=pose.squash,
            hip=(shift, HIP[1]),
        )
        draw_legs(frame, both, (x, y), self.face_px, self._legs)

    def _draw_arms(
        self,
        frame: BgrFrame,
        x: float,
        y: float,
        pose: BodyPose,
        *,
        melting: bool,
        hands: bool = False,
    ) -> None:
        for side, arm in ((-1, pose.left), (1, pose.right)):
            if arm is not None:
                self._draw_arm(frame, x, y, arm, side, melting=melting, hands=hands)

    def _draw_arm(
        self,
        frame: BgrFrame,
        x: float,
        y: float,
        arm: ArmPose,
        side: int,
        *,
        melting: bool,
        hands: bool,
    ) -> None:
        """Lay one arm; what lies outside the frame is not even painted."""
        wrist = self._wrist(arm)
        limb = self._limb(side, wrist)
        shape: HandShape | None = known_hand(arm.hand)
        step = round(hand_turn(limb, str(shape), arm.angle_deg, side) / TURN_STEP_DEG)
        if not hands or not self._hand_seen(frame, x, y, limb, known_hand(arm.hand), step):
            if not meets(frame, x, y, self.face_px, limb, self._style.half):
                return
            shape, step = None, 0
        picture = self._arm(side, wrist, shape, step, window(frame, x, y), melting)
        if picture is not None:
            picture.lay(frame, x, y)

    def _wrist(self, arm: ArmPose) -> tuple[int, int]:
        """Return a wrist from the chin in whole pixels: pictures of arms are kept by it."""
        return round(arm.at[0] * self.face_px), round(arm.at[1] * self.face_px)

    def _hand_seen(
        self, frame: BgrFrame, x: float, y: float, limb: Bend, shape: HandShape, step: int
    ) -> bool:
        turn, long = np.radians(step * TURN_STEP_DEG), self._style.hand
        tip = (
            limb.end[0] + HAND_REACH * long * float(np.sin(turn)),
            limb.end[1] - HAND_REACH * long * float(np.cos(turn)),
        )
        return meets(frame, x, y, self.face_px, (limb.end, tip), HANDS[shape].half * long)

    # -- pictures, painted once ---------------------------------------------------------------

    def _shades(self, stops: Stops) -> tuple[Shade, ...]:
        return tuple(shades([self._lamp.colour(stop) for stop in stops]))

    @cached_property
    def _style(self) -> ArmStyle:
        if self._bust is None:
            return drawn_style(self.outfit, self._shades)
        return photo_style(self._bust, self._likeness, self.outfit.skin, self._shades)

    @cached_property
    def _legs(self) -> LegColours:
        trousers, shoes = lower_half(self.outfit, self._seed)
        bare = self.outfit.garment == "dress"
        return LegColours(
            cloth=self._shades(self.outfit.skin if bare else cloth_stops(trousers))[::2],
            shoe=self._shades(cloth_stops(shoes)),
            sole=(*self._lamp.colour((206, 200, 190) if shoes[0] < 200 else (120, 116, 112)), 255),
            width=0.34 if bare else 0.48,
        )

    def _standing_legs(self, hip_px: int) -> Placed:
        return standing_legs(hip_px / self.face_px, self.face_px, self._legs)

    @cached_property
    def _ground(self) -> Sprite:
        return ground_shadow(self.face_px, self._lamp.shade)

    @cached_property
    def _whole_trunk(self) -> Tiled:
        return whole_trunk(self.outfit, self._lamp, self.face_px, seed=self._seed)

    def _long_trunk(self, seen: Sight) -> Tiled:
        return long_trunk(self.outfit, self._lamp, self.face_px, seen, seed=self._seed)

    def _below_picture(self, seen: Sight) -> Below | None:
        likeness, lamp, px, seed = self._likeness, self._lamp, self.face_px, self._seed
        if self._bust is not None:
            return below_bust(self._bust, likeness, lamp, px, seen, seed=seed)
        if look_of(likeness.character) is not None:
            return below_portrait(likeness, self.outfit, lamp, px, seen, seed=seed)
        return None

    def _bent_limb(self, side: int, wrist: tuple[int, int]) -> Bend:
        return self._style.bend((wrist[0] / self.face_px, wrist[1] / self.face_px), side)

    def _painted_arm(
        self,
        side: int,
        wrist: tuple[int, int],
        shape: HandShape | None,
        step: int,
        spot: Window,
        melting: bool,  # noqa: FBT001
    ) -> Placed | None:
        limb = self._limb(side, wrist)
        hand = None
        if shape is not None:
            hand = self._hand(shape, thumb_side(shape, side, step * TURN_STEP_DEG), step)
        return paint_arm(self._style, limb, self.face_px, hand, spot, melting=melting)

    def _turned_hand(self, shape: HandShape, flip: bool, step: int) -> Turned:  # noqa: FBT001
        return turned_hand(self._straight(shape), self._hand_px, flip=flip, step=step)

    def _loose_hand(self, shape: HandShape, flip: bool, step: int) -> tuple[Sprite, Point]:  # noqa: FBT001
        hand = self._hand(shape, flip, step)
        return Sprite.from_premultiplied(hand.layer), (hand.x, hand.y)

    def _straight_hand(self, shape: HandShape) -> Layer:
        return lit_hand(self.outfit.skin, shape, self._hand_px, self._lamp)

    @property
    def _hand_px(self) -> float:
        return self._style.hand * self.face_px
