"""A camera that pushes in on the still, a little askew, and sways to what is said."""

from fractions import Fraction
from threading import Event

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage
from generation.errors import RenderError
from generation.model.setup import CameraLimits, Rushes, Setup
from generation.ports import Rolled

CLOSER = 0.25  # by how much of the picture, from the first frame to the last
SWAY_PX = 6.0


class PushIn:
    """Port ``Camera``: one setup in, its pictures out."""

    name = "push-in"
    limits = CameraLimits(fps=Fraction(24), frames_max=240, people_max=4, hears=True)

    def load(self) -> None:
        """Import what is heavy and read weights here, not before."""

    def roll(self, setup: Setup, still: RgbImage, *, stop: Event, rolled: Rolled) -> Rushes:
        """Film one setup that begins with ``still``."""
        if setup.frames > self.limits.frames_max:
            raise ValueError(f"{setup.frames} frames")
        height, width = still.shape[:2]
        centre = (width / 2, height / 2)
        loud = self._loudness(setup)
        frames = np.empty((setup.frames, height, width, 3), np.uint8)
        for number in range(setup.frames):
            if stop.is_set():
                raise RenderError("stopped")
            scale = 1 + CLOSER * number / setup.frames
            askew_deg = (setup.seed % 5 - 2) * (scale - 1) * 8
            matrix = cv2.getRotationMatrix2D(centre, askew_deg, scale)
            matrix[1, 2] += SWAY_PX * loud[number]
            cv2.warpAffine(
                still, matrix, (width, height), dst=frames[number], borderMode=cv2.BORDER_REFLECT
            )
            rolled((number + 1) / setup.frames)
        return Rushes(frames=frames)

    def _loudness(self, setup: Setup) -> npt.NDArray[np.float64]:
        """Return how loud it is at each frame, 0..1; the dialogue is as long as the frames."""
        if setup.dialogue is None:
            return np.zeros(setup.frames)
        pieces = np.array_split(np.abs(setup.dialogue), setup.frames)
        means = np.array([piece.mean() for piece in pieces], np.float64)
        return means / max(float(setup.dialogue.max()), 1e-6)
