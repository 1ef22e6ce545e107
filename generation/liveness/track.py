"""One face followed through a capture: where it is, how it is turned, how its mouth moves.

A head is fitted with the shape of its own frontal moment: points that are nearer to the camera move
more when it turns. A picture of a head has nothing nearer, however it is tilted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generation.arrays import Curve, Landmarks, RgbImage
from generation.media.taken import Capture
from generation.ports import Face, LandmarkModel

FOREHEAD, CHIN = 10, 152
LIP_INNER_UP, LIP_INNER_LOW, MOUTH_LEFT, MOUTH_RIGHT = 13, 14, 61, 291
NOSE = (1, 2, 4, 5, 6, 45, 48, 64, 94, 98, 115, 168, 195, 197, 275, 278, 294, 327, 344)
EYE_CORNERS = (33, 133, 263, 362)
UPPER_FACE = (10, 67, 109, 297, 338, 151, 9, 8, 127, 356, 234, 454, 93, 323, 116, 345, 123, 352)
RIGID = (*NOSE, *EYE_CORNERS, *UPPER_FACE)
"""Points that neither speech nor a smile moves."""

LIPS = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
RIVAL_SHARE = 0.35  # of the largest face's height; smaller ones are passers-by
PROBES = 6  # whole pictures without a face before it is said that there is none
LOOK_AROUND_EVERY = 4  # frames
AROUND = 2.2  # sides of the face's box that are searched between
FRONTAL_SHARE = 0.25  # of the frames, those with the nose nearest the middle give the shape

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The main face over the frames that show it.

    Attributes:
        times_s: Of these frames.
        frames: Their indices in the capture.
        points: ``(n, 468, 3)`` in pixels.
        crowd: Faces of a person's size in every fourth frame.
        turn: ``(n,)`` depth that moves sideways with a turn: the sine of the yaw, 0 when frontal.
        nod: The same up and down.
        stretch: ``(n,)`` how much wider the face plane is than in the frontal moment, 1 when equal.
        opening: ``(n,)`` gap of the inner lips as a share of the face's height.
        lips: ``(n, 40, 2)`` lips on the frontal face, in shares of its height, free of the pose.
    """

    times_s: Curve
    frames: tuple[int, ...]
    points: npt.NDArray[np.float32]
    crowd: tuple[int, ...]
    turn: Curve
    nod: Curve
    stretch: Curve
    opening: Curve
    lips: npt.NDArray[np.float32]


def follow(capture: Capture, model: LandmarkModel) -> Track:
    """Find the main face in every frame and measure it.

    The whole picture is looked through now and then; between, only around where the face was.
    """
    count = len(capture.frames)
    probes = {count * k // PROBES for k in range(PROBES)}
    if not any(model.faces(capture.frames[index]) for index in sorted(probes)):
        return _measured(capture, (), np.zeros((0, 468, 3), np.float32), (0,))
    crowd: list[int] = []
    kept: list[tuple[int, Landmarks]] = []
    for index, frame in enumerate(capture.frames):
        if index % LOOK_AROUND_EVERY == 0 or not kept:
            people = of_a_persons_size(model.faces(frame))
            crowd.append(len(people))
            if people:
                kept.append((index, _nearest(people, kept).landmarks))
        elif (points := face_near(frame, kept[-1][1], model)) is not None:
            kept.append((index, points))
    frames = tuple(index for index, _ in kept)
    points = np.stack([points for _, points in kept])
    return _measured(capture, frames, points, tuple(crowd))


def face_near(picture: RgbImage, place: Landmarks, model: LandmarkModel) -> Landmarks | None:
    """Return the largest face in the surroundings of ``place``, or None."""
    low, high = place[:, :2].min(axis=0), place[:, :2].max(axis=0)
    middle, reach = (low + high) / 2, AROUND * float((high - low).max()) / 2
    left, top = (max(0, int(v)) for v in middle - reach)
    right, bottom = (int(v) for v in middle + reach)
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    people = model.faces(part) if min(part.shape[:2]) > 1 else ()
    return people[0].landmarks + np.array([left, top, 0], np.float32) if people else None


def of_a_persons_size(faces: Sequence[Face]) -> list[Face]:
    """Leave out faces far behind the largest one."""
    highest = max((face.box[3] for face in faces), default=0.0)
    return [face for face in faces if face.box[3] >= RIVAL_SHARE * highest]


def face_height(points: npt.NDArray[np.float32]) -> float:
    """Return the length from forehead to chin in pixels, depth included: a nod keeps it."""
    return float(np.linalg.norm(points[FOREHEAD] - points[CHIN]))


def _nearest(people: Sequence[Face], kept: Sequence[tuple[int, Landmarks]]) -> Face:
    """Return the face that goes on where the last one was; the largest at first."""
    if not kept:
        return people[0]
    before = kept[-1][1][:, :2].mean(axis=0)
    return min(people, key=lambda f: float(np.hypot(*(f.landmarks[:, :2].mean(axis=0) - before))))


def _measured(
    capture: Capture,
    frames: tuple[int, ...],
    points: npt.NDArray[np.float32],
    crowd: tuple[int, ...],
) -> Track:
    shape = frontal_shape(points) if len(points) else np.zeros((468, 3))
    fits = [_fit(shape, face) for face in points]
    flat = np.array([fit[:, :2] for fit in fits]).reshape(-1, 2, 2)
    depth = np.array([fit[:, 2] for fit in fits]).reshape(-1, 2)
    size = np.linalg.norm(flat, axis=1).max(axis=1, initial=1e-6)
    wide = np.linalg.norm(flat[:, :, 0], axis=1) / np.linalg.norm(flat[:, :, 1], axis=1).clip(1e-6)
    lips = [_unposed(shape, face, fit) for face, fit in zip(points, fits, strict=True)]
    lip_shapes = np.array(lips, np.float32).reshape(-1, len(LIPS), 2)
    gap = lip_shapes[:, LIPS.index(LIP_INNER_LOW), 1] - lip_shapes[:, LIPS.index(LIP_INNER_UP), 1]
    return Track(
        times_s=np.array([capture.times_s[index] for index in frames], np.float32),
        frames=frames,
        points=points,
        crowd=crowd,
        turn=np.asarray(depth[:, 0] / size, np.float32),
        nod=np.asarray(depth[:, 1] / size, np.float32),
        stretch=np.asarray(wide, np.float32),
        opening=np.asarray(gap, np.float32),
        lips=lip_shapes,
    )


def frontal_shape(points: npt.NDArray[np.float32]) -> Points:
    """Return the ``(468, 3)`` mean of the most frontal moments, levelled, in face heights."""
    aside = np.abs([nose_aside(face) for face in points])
    count = max(1, round(FRONTAL_SHARE * len(points)))
    return np.asarray(np.mean([upright(points[i]) for i in np.argsort(aside)[:count]], axis=0))


def nose_aside(face: npt.NDArray[np.float32]) -> float:
    """Return how far the nose is from the middle between the ears, in shares of their distance."""
    across = face[454, :2] - face[234, :2]
    return float((face[1, :2] - face[234, :2]) @ across / max(float(across @ across), 1e-6)) - 0.5


def upright(face: npt.NDArray[np.float32]) -> Points:
    """Move a face to the origin, level its eyes and make it one face height high."""
    eyes = face[[263, 362], :2].mean(axis=0) - face[[33, 133], :2].mean(axis=0)
    along = eyes / max(float(np.hypot(*eyes)), 1e-6)
    level = np.array([[along[0], along[1]], [-along[1], along[0]]])
    centred = face.astype(np.float64) - face[list(RIGID)].mean(axis=0)
    flat = centred[:, :2] @ level.T
    return np.column_stack([flat, centred[:, 2]]) / face_height(face)


def _fit(shape: Points, face: npt.NDArray[np.float32]) -> Points:
    """Return the ``(2, 4)`` map from the shape to the picture that fits the rigid points best."""
    known = np.column_stack([shape[list(RIGID)], np.ones(len(RIGID))])
    found, *_ = np.linalg.lstsq(known, face[list(RIGID), :2].astype(np.float64), rcond=None)
    return np.asarray(found.T)


def _unposed(shape: Points, face: npt.NDArray[np.float32], fit: Points) -> Points:
    """Return the lips on the frontal face: what is left of them when the pose is taken away."""
    index = list(LIPS)
    posed = shape[index] @ fit[:, :3].T + fit[:, 3]
    away = (face[index, :2] - posed) @ np.linalg.pinv(fit[:, :2]).T
    return np.asarray(shape[index, :2] + away)
