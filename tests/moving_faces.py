"""A face of one picture that turns in depth, speaks and blinks: captures made by code.

A picture's 468 points and a ring of hair around them are turned in space and drawn back through
their triangles, over the picture's own ground. It is no film of a person, and it does what the
check looks for: what is near moves more than what is far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from scipy.io import wavfile
from scipy.ndimage import gaussian_filter1d
from scipy.signal import resample_poly
from scipy.spatial import Delaunay

from generation.engines.puppet.likeness import regions
from generation.media.taken import Capture

SIDE_PX = 480
RATE_HZ = 48_000
BLOCK = 80  # samples whose power is one value
FPS = 8
PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison/digits")
RING = (1.35, 1.75)
LOWER_LIP = (
    78,
    95,
    88,
    178,
    87,
    14,
    317,
    402,
    318,
    324,
    308,
    146,
    91,
    181,
    84,
    17,
    314,
    405,
    321,
    375,
)


@dataclass(frozen=True)
class Pose:
    """Degrees, and how far the mouth is open as a share of the face."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    mouth: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    size: float = 1.0
    blink: float = 0.0


class Sitter:
    """One face that can be moved."""

    def __init__(self, picture: np.ndarray, points: np.ndarray) -> None:
        high = regions.face_height_px(points)
        scale = 0.42 * SIDE_PX / high
        middle = points[:, :2].mean(axis=0)
        to = np.array(
            [
                [scale, 0, SIDE_PX / 2 - scale * middle[0]],
                [0, scale, SIDE_PX * 0.52 - scale * middle[1]],
            ]
        )
        self.picture = cv2.warpAffine(
            picture,
            to,
            (SIDE_PX, SIDE_PX),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        face = np.column_stack(
            [points[:, :2] @ to[:, :2].T + to[:, 2], points[:, 2] * scale]
        ).astype(np.float64)
        self.face = face
        self.height = 0.42 * SIDE_PX
        self.centre = face.mean(axis=0)
        oval = face[list(regions.OVAL)]
        rings = [
            self.centre + (oval - self.centre) * [k, k, 1.0] + [0, 0, depth * self.height]
            for k, depth in zip(RING, (0.12, 0.45), strict=True)
        ]
        edge = np.linspace(0, SIDE_PX - 1, 7)
        border = [
            (x, y)
            for x in edge
            for y in edge
            if x in (edge[0], edge[-1]) or y in (edge[0], edge[-1])
        ]
        self.still = np.column_stack([np.array(border), np.zeros(len(border))])
        self.points = np.concatenate([face, *rings, self.still])
        self.rigid = len(face) + sum(map(len, rings))
        self.drawn: dict[tuple[float, ...], np.ndarray] = {}
        self.triangles = Delaunay(self.points[:, :2]).simplices

    def frame(self, pose: Pose = Pose()) -> np.ndarray:
        """Draw it in one pose."""
        moved = self.points.copy()
        self._speak(moved, pose.mouth)
        self._blink(moved, pose.blink)
        body = moved[: self.rigid]
        turn = _rotation(pose)
        pivot = self.centre + np.array([0, 0.15 * self.height, 0.35 * self.height])
        moved[: self.rigid] = (body - pivot) @ turn.T * pose.size + pivot + [*pose.shift, 0]
        x, y = self._maps(moved)
        out = cv2.remap(self.picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        if pose.mouth > 0.01:
            inner = moved[list(regions.LIPS_INNER), :2]
            hole = np.zeros(out.shape[:2], np.uint8)
            cv2.fillPoly(hole, [np.round(inner).astype(np.int32)], 255)
            soft = (
                cv2.GaussianBlur(hole, (0, 0), 1.2)[..., None] / 255.0 * min(1.0, pose.mouth / 0.04)
            )
            out = (out * (1 - soft) + np.array([52, 20, 22]) * soft).astype(np.uint8)
        return out

    def film(self, poses: Sequence[Pose]) -> list[np.ndarray]:
        """Draw a pose after the other; shift, roll and size are laid on drawn turns."""
        return [self._laid(pose) for pose in poses]

    def _laid(self, pose: Pose) -> np.ndarray:
        steps = (pose.yaw / 3, pose.pitch / 4, pose.mouth / 0.018, pose.blink)
        key = tuple(round(step) for step in steps)
        if key not in self.drawn:
            self.drawn[key] = self.frame(
                Pose(yaw=3 * key[0], pitch=4 * key[1], mouth=0.018 * key[2], blink=key[3])
            )
        return laid(self.drawn[key], pose)

    def _speak(self, moved: np.ndarray, mouth: float) -> None:
        gap = mouth * self.height
        lip = self.face[regions.LIP_INNER_LOW, 1]
        chin = self.face[regions.CHIN, 1]
        at_x = np.abs(self.face[:, 0] - self.face[regions.LIP_INNER_LOW, 0]) / (0.35 * self.height)
        below = np.clip((self.face[:, 1] - lip) / max(chin - lip, 1.0), 0, 1)
        jaw = (self.face[:, 1] > lip) * np.clip(1 - at_x**2, 0, 1) * (1 - 0.3 * below)
        wide = np.clip(
            1
            - (
                np.abs(self.face[list(LOWER_LIP), 0] - self.face[regions.LIP_INNER_LOW, 0])
                / (0.5 * np.ptp(self.face[[61, 291], 0]))
            )
            ** 2,
            0,
            1,
        )
        jaw[list(LOWER_LIP)] = wide
        jaw[list(set(regions.LIPS_INNER) - set(LOWER_LIP))] = 0
        moved[: len(self.face), 1] += gap * jaw

    def _blink(self, moved: np.ndarray, blink: float) -> None:
        for upper, lower in (
            (159, 145),
            (386, 374),
            (158, 153),
            (385, 380),
            (160, 144),
            (387, 373),
        ):
            moved[upper, 1] += blink * (self.face[lower, 1] - self.face[upper, 1])

    def _maps(self, moved: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where in the picture each pixel comes from: triangles laid from far to near."""
        depth = moved[self.triangles, 2].mean(axis=1)
        depth += 1e3 * (self.triangles >= self.rigid).any(axis=1)
        corners = moved[self.triangles, :2]
        fixed = np.round(corners * 16).astype(np.int32)
        which = np.zeros((SIDE_PX, SIDE_PX), np.int32)
        for index in np.argsort(-depth):
            cv2.fillConvexPoly(which, fixed[index], int(index), shift=4)
        ones = np.ones((*corners.shape[:2], 1))
        back = np.linalg.pinv(np.dstack([corners, ones])) @ self.points[self.triangles, :2]
        columns, rows = np.meshgrid(np.arange(SIDE_PX), np.arange(SIDE_PX))
        maps = back[which]
        x, y = (
            columns * maps[..., 0, k] + rows * maps[..., 1, k] + maps[..., 2, k] for k in (0, 1)
        )
        return x.astype(np.float32), y.astype(np.float32)


def _rotation(pose: Pose) -> np.ndarray:
    yaw, pitch, roll = np.radians([pose.yaw, pose.pitch, pose.roll])
    cy, sy, cp, sp, cr, sr = (
        np.cos(yaw),
        np.sin(yaw),
        np.cos(pitch),
        np.sin(pitch),
        np.cos(roll),
        np.sin(roll),
    )
    about_y = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    about_x = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_x @ about_y)


def laid(picture: np.ndarray, pose: Pose) -> np.ndarray:
    """Shift, roll and enlarge a picture in its own plane, as a hand-held camera does."""
    middle = (SIDE_PX / 2, SIDE_PX / 2)
    to = cv2.getRotationMatrix2D(middle, -pose.roll, pose.size)
    to[:, 2] += np.array(pose.shift)
    out = cv2.warpAffine(picture, to, (SIDE_PX, SIDE_PX), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(out, np.uint8)


def tilted(picture: np.ndarray, degrees: float, *, focal: float = 1.6) -> np.ndarray:
    """Turn a flat picture about its upright middle line, seen in perspective."""
    high, wide = picture.shape[:2]
    turn = np.radians(degrees)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
    x, y = (corners - [wide / 2, high / 2]).T
    depth = focal * wide + x * np.sin(turn)
    seen = focal * wide * np.column_stack([x * np.cos(turn), y]) / depth[:, None]
    to = cv2.getPerspectiveTransform(
        corners.astype(np.float32), (seen + np.array([wide / 2, high / 2])).astype(np.float32)
    )
    return cv2.warpPerspective(picture, to, (wide, high), borderValue=(90, 80, 70))


@lru_cache(maxsize=1)
def prompts() -> tuple[np.ndarray, ...]:
    """The ten digits in a human voice, 48 kHz."""
    found = []
    for digit in range(10):
        rate, pcm = wavfile.read(PROMPTS / f"{digit}.wav")
        found.append(
            resample_poly(pcm.astype(np.float32) / 32768, RATE_HZ, rate).astype(np.float32)
        )
    return tuple(found)


def spoken(
    digits: str, *, seconds: float, first_s: float = 0.5, every_s: float = 1.1, seed: int = 0
) -> np.ndarray:
    """Digits one by one in a room that hums a little."""
    rng = np.random.default_rng([seed, 3])
    out = rng.normal(0, 0.0015, round(seconds * RATE_HZ)).astype(np.float32)
    for index, digit in enumerate(digits):
        clip = prompts()[int(digit)]
        start = round((first_s + index * every_s) * RATE_HZ)
        out[start : start + len(clip)] += clip[: len(out) - start] * 0.8
    return out


def mouth_of(sound: np.ndarray, frames: int, *, seed: int = 0, lead_s: float = 0.05) -> np.ndarray:
    """How far a mouth opens for a sound: each syllable differently, a little before it is heard."""
    rng = np.random.default_rng([seed, 4])
    blocks = sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK).astype(float)
    power = np.sqrt(gaussian_filter1d(np.square(blocks).mean(axis=1), 0.03 * RATE_HZ / BLOCK))
    times = (np.arange(frames) + 0.5) / FPS + lead_s
    level = np.interp(times, (np.arange(len(power)) + 0.5) * BLOCK / RATE_HZ, power)
    level = np.clip(level / max(np.percentile(power, 99), 1e-6), 0, 1) ** 0.7
    level[level < 0.12] = 0
    gain = np.interp(
        np.arange(frames), np.arange(0, frames, 5), rng.uniform(0.5, 1.0, len(range(0, frames, 5)))
    )
    return np.asarray(0.09 * level * gain)


def turning(frames: int, *, reach: float = 28.0, start_s: float = 4.2, seed: int = 0) -> np.ndarray:
    """Yaw in degrees: still while the digits are read, then slowly to one side and back."""
    rng = np.random.default_rng([seed, 5])
    times = np.arange(frames) / FPS
    yaw = np.interp(
        times, [0, start_s, start_s + 1.5, start_s + 2.0, start_s + 3.4], [0, 0, reach, reach, 0]
    )
    return np.asarray(yaw + gaussian_filter1d(rng.normal(0, 4, frames), 6))


def alive(frames: int, sound: np.ndarray, *, seed: int = 0, reach: float = 28.0) -> list[Pose]:
    """Poses of somebody who reads digits and turns: breathing, drifting, blinking."""
    rng = np.random.default_rng([seed, 6])
    drift = gaussian_filter1d(rng.normal(0, 1, (frames, 4)), 8, axis=0) * 4
    mouth, yaw = mouth_of(sound, frames, seed=seed), turning(frames, seed=seed, reach=reach)
    return [
        Pose(
            yaw=float(yaw[i]), pitch=float(drift[i, 0] * 2), roll=float(drift[i, 1] * 1.5),
            mouth=float(mouth[i]), shift=(float(drift[i, 2] * 4), float(drift[i, 3] * 4)),
            blink=1.0 if i % 31 == 17 else 0.0,
        )
        for i in range(frames)
    ]  # fmt: skip


SHEET_PX = 720  # of grain, of which every picture shows another part


def tape(
    frames: Sequence[np.ndarray], sound: np.ndarray | None, *, seed: int = 0, noise: float = 2.5
) -> Capture:
    """What intake hands on of such a recording."""
    rng = np.random.default_rng([seed, 7])
    sheet = rng.normal(0, noise, (SHEET_PX, SHEET_PX, 3)).astype(np.float32)

    def grainy(frame: np.ndarray) -> np.ndarray:
        height, width = frame.shape[:2]
        top, left = rng.integers(0, (SHEET_PX - height, SHEET_PX - width))
        grain = sheet[top : top + height, left : left + width]
        return np.clip(frame + grain, 0, 255).astype(np.uint8)

    seen = tuple(grainy(f) for f in frames)
    sharp = tuple(seen[int((k + 0.5) * len(seen) / 8)] for k in range(8))
    times = tuple(i / FPS for i in range(len(seen)))
    return Capture(frames=seen, times_s=times, sharp=sharp, sound=sound, hardening=())
