"""The face's own axes, and how a turning head moves its points on the screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.landmarks import CHIN, EYE_L, EYE_R, FOREHEAD

F32 = npt.NDArray[np.float32]

YAW_MAX_DEG = 10.0  # beyond, cheeks of a flat photo fold over the hair
PITCH_MAX_DEG = 9.0
ROLL_MAX_DEG = 14.0
SHIFT_MAX = 0.14  # face heights a head may slide against its own shoulders
ANGLE_STEP_DEG = (
    0.05  # 0.26 px at the top of a 300 px head: not seen, and a held head is found again
)
SHIFT_STEP_PX = 0.5
POSES_KEPT = 16  # the parts of one head ask for its turn one after the other
FOCAL = 6.0  # face heights between camera and face: a portrait lens
STEEPEST_DEPTH = 1.6  # depth per width; at YAW_MAX_DEG a slope keeps 0.71 of its width
NECK_END_MIN = 0.18  # a shorter neck would tear
NECK_FALL = (0.02, 0.46)  # face heights below the chin: last point that follows, first that stays


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPose:
    """How a head is held: three angles in degrees, and pixels against its own shoulders.

    Positive ``yaw`` turns the face to the picture's right, positive ``pitch`` looks down, positive
    ``roll`` tilts the head clockwise; ``dx`` is to the right and ``dy`` down.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    dx: float = 0.0
    dy: float = 0.0

    def held(self, face_px: float) -> HeadPose:
        """The drawable pose next to this one: clamped, and on a grid so that stillness is exact."""

        def snap(value: float, limit: float, step: float) -> float:
            return round(min(max(value, -limit), limit) / step) * step

        reach = SHIFT_MAX * face_px
        return HeadPose(
            yaw=snap(self.yaw, YAW_MAX_DEG, ANGLE_STEP_DEG),
            pitch=snap(self.pitch, PITCH_MAX_DEG, ANGLE_STEP_DEG),
            roll=snap(self.roll, ROLL_MAX_DEG, ANGLE_STEP_DEG),
            dx=snap(self.dx, reach, SHIFT_STEP_PX),
            dy=snap(self.dy, reach, SHIFT_STEP_PX),
        )


@lru_cache(maxsize=POSES_KEPT)
def _rotation(pose: HeadPose) -> F32:
    yaw, pitch, roll = np.radians([-pose.yaw, pose.pitch, pose.roll])  # nearer is smaller z
    cy, sy, cp, sp = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch)
    cr, sr = np.cos(roll), np.sin(roll)
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_x @ about_y, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceAxes:
    """Axes of one face in its picture, all in pixels.

    Attributes:
        origin: ``(2,)`` between the outer eye corners.
        right: ``(2,)`` unit vector along the eyes.
        down: ``(2,)`` unit vector towards the chin.
        height: Forehead to chin.
        chin: Distance of the chin from the eyes, along ``down``.
        pivot: ``(3,)`` where the head turns on the neck.
        neck_end: Face heights below the chin from which nothing follows the head.
    """

    origin: F32
    right: F32
    down: F32
    height: float
    chin: float
    pivot: F32
    neck_end: float

    @classmethod
    def of(cls, points: F32, neck_end: float | None = None) -> FaceAxes:
        """Read the axes off ``(468, 3)`` landmarks."""
        eye_r = points[[EYE_R.edge[0], EYE_R.edge[8]], :2].mean(0)
        eye_l = points[[EYE_L.edge[0], EYE_L.edge[8]], :2].mean(0)
        right = (eye_l - eye_r) / max(float(np.linalg.norm(eye_l - eye_r)), 1e-3)
        down = np.array([-right[1], right[0]], np.float32)
        height = float(np.linalg.norm(points[FOREHEAD, :2] - points[CHIN, :2]))
        origin = (eye_r + eye_l) / 2
        chin = float((points[CHIN, :2] - origin) @ down)
        depth = float(np.median(points[:, 2])) + 0.25 * height
        pivot = np.array([*(points[CHIN, :2] + 0.10 * height * down), depth], np.float32)
        return cls(
            origin=origin,
            right=right,
            down=down,
            height=height,
            chin=chin,
            pivot=pivot,
            neck_end=NECK_FALL[1] if neck_end is None else neck_end,
        )

    def local(self, points: F32) -> F32:
        """Map ``(n, >=2)`` picture points to ``(n, 2)`` pixels along ``right`` and ``down``."""
        return (points[:, :2] - self.origin) @ np.stack([self.right, self.down], 1)

    def vectors(self, local: F32) -> F32:
        """Turn ``(..., 2)`` vectors along the axes back into picture vectors."""
        return np.asarray(local @ np.stack([self.right, self.down]), np.float32)

    def follow(self, points: F32) -> F32:
        """How far each of ``(n, 2)`` points follows the head: 1 to the chin, 0 on shoulders."""
        start, stop = NECK_FALL[0], self.neck_end
        below = (self.local(points)[:, 1] - self.chin) / self.height
        t = np.clip((below - start) / (stop - start), 0, 1)
        return np.asarray(1 - t * t * (3 - 2 * t), np.float32)

    def project(self, points: F32, follow: F32, pose: HeadPose) -> F32:
        """Screen positions ``(n, 2)`` of ``(n, 3)`` points under ``pose``, weak perspective."""
        offset = np.ascontiguousarray((points - self.pivot).T)
        turned = _rotation(pose) @ offset
        focal = np.float32(FOCAL * self.height)
        turned[2] -= offset[2]
        near = focal / (focal + turned[2])
        flat = np.empty((len(points), 2), np.float32)
        for axis, slide in ((0, pose.dx), (1, pose.dy)):
            moved = turned[axis] * near + np.float32(slide)
            flat[:, axis] = offset[axis] + (moved - offset[axis]) * follow + self.pivot[axis]
        return flat


def gentle_depth(points: F32) -> F32:
    """Depth ``(n,)`` of ``(n, 3)`` points with every slope limited to `STEEPEST_DEPTH`.

    The largest Lipschitz function below the given one: steep flanks come forward, nothing folds.
    """
    apart = np.linalg.norm(points[:, None, :2] - points[None, :, :2], axis=2)
    return np.asarray((points[None, :, 2] + STEEPEST_DEPTH * apart).min(1), np.float32)
