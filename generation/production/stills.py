"""The small pictures out of a film that its fingerprint is made of."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Yuv420Frame
from generation.media.probe import STILL_SIDE_PX
from generation.provenance.fingerprint import STILLS


def still_frames(total: int) -> tuple[int, ...]:
    """Return the frame in the middle of each equal span of a film of ``total`` frames, in order."""
    return tuple(int((k + 0.5) * total / STILLS) for k in range(STILLS))


def still_of(frame: Yuv420Frame) -> npt.NDArray[np.uint8]:
    """Return the brightness of a frame, 32 pixels wide and high."""
    luma = frame[: frame.shape[0] * 2 // 3]
    size = (STILL_SIDE_PX, STILL_SIDE_PX)
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8)
