"""One actor drawn frame by frame: body, head, hands, in the light of the set."""

from __future__ import annotations

import threading
from typing import NamedTuple

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.actions import FIGURE_MIDDLE_FACES
from generation.engines.puppet.blocking import BlockedActor, BlockedShot
from generation.engines.puppet.camera import face_height
from generation.engines.puppet.canvas import Point, View
from generation.engines.puppet.figure.body import ArmPose, BodyPose, Figure
from generation.engines.puppet.gestures import ArmLayer, Hand
from generation.engines.puppet.rig.geometry import HeadPose
from generation.engines.puppet.rig.head import HeadRig
from generation.engines.puppet.rig.landmarks import CHIN, EYES, INNER_LIP, JAW_L, JAW_R
from generation.engines.puppet.rig.light import ActorLight
from generation.engines.puppet.sprite import Held, Sprite, blit
from generation.engines.puppet.stage import Box, SetLight
from generation.model.likeness import Likeness

TURNED_MIN_DEG = 0.8  # a smaller turn of the whole figure is not seen
PATCH_REACH_FACES = 5.4  # around a whole figure's middle: holds it turned any way
RECEDE = 0.2  # how much smaller a figure is that lies across: it turns away in depth, too
SKIN_SHIFT = 0.25
BREATH_FACES = 0.010
CHEEKS = ((INNER_LIP[10], JAW_L), (INNER_LIP[0], JAW_R))  # corner of the mouth, jaw
CHEEK_RISE = 0.03
YAW_REACH = 0.45  # how far a cheek travels as the head turns
IDLE_HZ = 0.21  # weight shifts from foot to foot about every two seconds


class Carried(NamedTuple):
    """What somebody has in the hand, on the cheek, and over the face, or None."""

    held: Held | None = None
    worn: Held | None = None
    covers: Held | None = None


NOTHING = Carried()


def cheek(likeness: Likeness) -> Point:
    """Return the middle of the cheek that is seen more of: from the chin, in face heights."""
    at = likeness.landmarks[:, :2]
    corner, jaw = max(CHEEKS, key=lambda pair: abs(float(at[pair[1], 0] - at[pair[0], 0])))
    x, y = (0.55 * at[corner] + 0.45 * at[jaw] - at[CHIN]) / face_height(likeness)
    return float(x), float(y) - CHEEK_RISE


def between_eyes(likeness: Likeness) -> Point:
    """Return the point between the eyes: from the chin, in face heights."""
    at = likeness.landmarks[:, :2]
    rings = [at[list(eye.edge)].mean(0) for eye in EYES]
    x, y = ((rings[0] + rings[1]) / 2 - at[CHIN]) / face_height(likeness)
    return float(x), float(y)


def actor_light(light: SetLight) -> ActorLight:
    """Translate a set's light for the rig, which thinks in BGR."""
    key = tuple(channel / 255 for channel in reversed(light.key))
    rim = tuple(channel / 255 for channel in reversed(light.rim))
    ambient = tuple(float(channel) for channel in reversed(light.ambient))
    return ActorLight(
        key_bgr=(key[0], key[1], key[2]),
        rim_bgr=(rim[0], rim[1], rim[2]),
        rim_side=float(light.rim_side),
        set_bgr=(ambient[0], ambient[1], ambient[2]),
        skin_shift=SKIN_SHIFT,
        chin_shade=light.shade,
    )


class _Patch(threading.local):
    """Black and white grounds on which a turned figure is drawn to learn its transparency."""

    def __init__(self) -> None:
        self.black: BgrFrame = np.empty((0, 0, 3), np.uint8)
        self.white: BgrFrame = np.empty((0, 0, 3), np.uint8)

    def fit(self, side: int) -> None:
        if self.black.shape[0] != side:
            self.black = np.empty((side, side, 3), np.uint8)
            self.white = np.empty((side, side, 3), np.uint8)
        self.black[:] = 0
        self.white[:] = 255


_PATCH = _Patch()


def _pixels(window: Box, view: View) -> Box:
    left, top = view.project((window[0], window[1]))
    right, bottom = view.project((window[2], window[3]))
    return left, top, right, bottom


def _shifted(box: Box, dx: float, dy: float, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return the part of ``box`` that lies on the canvas, moved with the camera."""
    left, right = (min(max(round(edge + dx), 0), shape[1]) for edge in (box[0], box[2]))
    top, bottom = (min(max(round(edge + dy), 0), shape[0]) for edge in (box[1], box[3]))
    return left, top, right, bottom


class Performer:
    """An actor of one shot; ``lay`` is a pure function of the frame number."""

    def __init__(
        self,
        actor: BlockedActor,
        blocked: BlockedShot,
        light: SetLight,
        *,
        garment: str | None,
        fps: float,
        seed: int,
    ) -> None:
        """Build the rig and the body at the size this shot shows them."""
        self.token = actor.token
        self._actor = actor
        self._track = actor.track
        self._face_px = actor.face * blocked.view.scale(1.0)
        self._chin = blocked.view.project(actor.chin)
        self._window = _pixels(actor.window, blocked.view) if actor.window else None
        self._bust = not actor.whole and actor.likeness.shoulders and garment is None
        self._rig = HeadRig(
            actor.likeness,
            face_px=self._face_px,
            light=actor_light(light),
            framing="bust" if self._bust else "head",
        )
        self._figure = Figure(
            actor.likeness,
            face_px=self._face_px,
            light=light,
            garment=garment,
            bust=self._bust,
            seed=seed,
        )
        self._cheek = cheek(actor.likeness)
        self._brow = between_eyes(actor.likeness)
        self._floats = any(action.action == "float" for action in blocked.shot.actions)
        self._fps = fps
        self._whole = blocked.path.whole and not np.ptp(self._track.travel, axis=0).any()
        self._bases = sorted(self._track.weights)
        self._weights = np.stack([self._track.weights[base] for base in self._bases], axis=1)

    @staticmethod
    def _holding(pose: BodyPose) -> ArmPose:
        arms = [arm for arm in (pose.right, pose.left) if arm is not None]
        return next((arm for arm in arms if arm.hand == "hold"), arms[0])

    def dress(self, canvas: BgrFrame, dx: float, dy: float) -> None:
        """Paint the body as the first frame shows it, so that no frame waits for a painter.

        Args:
            canvas: As large as the frames; what is drawn on it is of no use.
            dx: Where the camera is then.
            dy: The same, downwards.
        """
        x, y = self._place(0, dx, dy)
        body = self._body(0)
        self._figure.draw_back(canvas, x, y, body)
        self._figure.draw_seam(canvas, x, y)
        self._figure.draw_front(canvas, x, y, body)

    def lay(
        self, canvas: BgrFrame, frame: int, dx: float, dy: float, things: Carried = NOTHING
    ) -> None:
        """Draw the actor at ``frame`` with the camera shifted by (dx, dy) canvas pixels."""
        x, y = self._place(frame, dx, dy)
        if self._window is not None:
            left, top, right, bottom = _shifted(self._window, dx, dy, canvas.shape)
            canvas, x, y = canvas[top:bottom, left:right], x - left, y - top
            if not canvas.size:
                return
        spin = float(self._track.spin[frame])
        if self._actor.whole and abs(spin) > TURNED_MIN_DEG:
            self._lay_turned(canvas, frame, x, y, spin, things)
        else:
            self._lay_upright(canvas, frame, x, y, things)

    def lay_behind(self, canvas: BgrFrame, frame: int, dx: float, dy: float) -> None:
        """Draw the arm that goes behind whoever is held; call it before anybody is drawn."""
        clasp = next(filter(None, (hand.lies(frame) for hand in self._hands())), None)
        if clasp is not None:
            x, y = self._place(frame, dx, dy)
            draw = self._figure.draw_front if frame < clasp.holds else self._figure.draw_arms
            draw(canvas, x, y, self._body(frame, "behind"))

    def lay_over(self, canvas: BgrFrame, frame: int, dx: float, dy: float) -> None:
        """Draw the arm that lies on whoever is held; call it after everybody."""
        if any(hand.lies(frame) for hand in self._hands()):
            x, y = self._place(frame, dx, dy)
            self._figure.draw_front(canvas, x, y, self._body(frame, "over"))

    def lay_hands(self, canvas: BgrFrame, frame: int, dx: float, dy: float) -> None:
        """Draw the hand that comes over a shoulder of whoever is held; call it last."""
        for side, hand in zip((-1, 1), self._hands(), strict=True):
            clasp = hand.lies(frame)
            if clasp is not None and clasp.arm == "behind" and frame >= clasp.holds:
                x, y = self._place(frame, dx, dy)
                arm = self._arm(hand, frame)
                self._figure.draw_hand(canvas, x, y, arm, side, clasp.turn_deg)

    def _hands(self) -> tuple[Hand, Hand]:
        return self._track.hands.left, self._track.hands.right

    def _place(self, frame: int, dx: float, dy: float) -> tuple[float, float]:
        travel = self._track.travel[frame] * self._face_px
        breath = BREATH_FACES * float(self._track.breath[frame]) * self._face_px
        x = self._chin[0] + float(travel[0]) + dx
        y = self._chin[1] + float(travel[1]) + dy - breath
        return (float(round(x)), float(round(y))) if self._whole else (x, y)

    def _lay_upright(
        self, canvas: BgrFrame, frame: int, x: float, y: float, things: Carried
    ) -> None:
        body = self._body(frame)
        self._figure.draw_back(canvas, x, y, body)
        shift = self._track.shift[frame] * self._face_px
        yaw, pitch, roll = (float(v) for v in self._track.pose[frame])
        if not self._actor.whole:
            roll += float(np.clip(self._track.spin[frame], -9, 9))
        pose = HeadPose(yaw=yaw, pitch=-pitch, roll=roll, dx=float(shift[0]), dy=float(shift[1]))
        face = dict(zip(self._bases, (float(v) for v in self._weights[frame]), strict=True))
        gaze = (float(self._track.gaze[frame, 0]), float(self._track.gaze[frame, 1]))
        self._rig.draw(canvas, x, y, pose, face, gaze, whole=self._whole)
        self._figure.draw_seam(canvas, x, y)
        for worn, at in ((things.covers, self._brow), (things.worn, self._cheek)):
            if worn is not None:
                aside = at[0] + YAW_REACH * np.sin(np.radians(yaw))
                cx = aside * self._face_px - worn.grip[0]
                cy = at[1] * self._face_px - worn.grip[1]
                blit(canvas, worn.sprite, x + pose.dx + cx, y + pose.dy + cy)
        held = things.held
        if held is not None and not held.hangs:
            self._lay_held(canvas, x, y, body, held)
        self._figure.draw_front(canvas, x, y, body)
        if held is not None and held.hangs:
            self._lay_held(canvas, x, y, body, held)

    def _lay_held(self, canvas: BgrFrame, x: float, y: float, body: BodyPose, held: Held) -> None:
        hx, hy = self._figure.hand_point(self._holding(body), x, y)
        blit(canvas, held.sprite, hx - held.grip[0], hy - held.grip[1])

    def _lay_turned(
        self, canvas: BgrFrame, frame: int, x: float, y: float, spin: float, things: Carried
    ) -> None:
        """Draw upright on black and on white; the difference is the transparency; turn both."""
        side = int(2 * PATCH_REACH_FACES * self._face_px)
        _PATCH.fit(side)
        middle = side / 2
        chin_y = middle - FIGURE_MIDDLE_FACES * self._face_px
        self._lay_upright(_PATCH.black, frame, middle, chin_y, things)
        self._lay_upright(_PATCH.white, frame, middle, chin_y, things)
        inverse = cv2.subtract(_PATCH.white, _PATCH.black)
        size = 1 - RECEDE * np.sin(np.radians(spin)) ** 2
        matrix = cv2.getRotationMatrix2D((middle, middle), -spin, size)
        turned = cv2.warpAffine(_PATCH.black, matrix, (side, side), borderValue=(0, 0, 0))
        inverse = cv2.warpAffine(inverse, matrix, (side, side), borderValue=(255, 255, 255))
        sprite = Sprite(bgr=np.asarray(turned, np.uint8), inv=np.asarray(inverse, np.uint8))
        blit(canvas, sprite, x - middle, y - chin_y)

    def _body(self, frame: int, arms: ArmLayer = "own") -> BodyPose:
        """Return the body with the arms that are drawn with it, or around whoever is held."""
        track = self._track
        left, right = (
            self._arm(hand, frame) if hand.layer(frame) == arms else None for hand in self._hands()
        )
        walk = float(track.walk[frame])
        return BodyPose(
            lift=max(0.0, -float(track.travel[frame, 1])),
            stance="float" if self._floats else "stand",
            phase=frame / self._fps * IDLE_HZ,
            squash=float(track.squash[frame]),
            whole=self._actor.whole,
            walk=None if np.isnan(walk) else walk,
            left=left,
            right=right,
        )

    @staticmethod
    def _arm(hand: Hand, frame: int) -> ArmPose:
        return ArmPose(
            hand=hand.shape[frame],
            at=(float(hand.at[frame, 0]), float(hand.at[frame, 1])),
            angle_deg=float(hand.angle[frame]),
        )
