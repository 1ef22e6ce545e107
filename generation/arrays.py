"""Shapes, dtypes, ranges and units of every array that crosses a module, named once."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

BgrFrame = npt.NDArray[np.uint8]
"""``(height, width, 3)`` uint8, sRGB in OpenCV's channel order, row 0 at the top."""

RgbImage = npt.NDArray[np.uint8]
"""``(height, width, 3)`` uint8, sRGB, row 0 at the top."""

RgbClip = npt.NDArray[np.uint8]
"""``(frames, height, width, 3)`` uint8, sRGB, in display order."""

RgbaImage = npt.NDArray[np.uint8]
"""``(height, width, 4)`` uint8, sRGB with straight (not premultiplied) alpha."""

Yuv420Frame = npt.NDArray[np.uint8]
"""``(height * 3 / 2, width)`` uint8, I420 planes Y, U, V stacked, BT.709 limited range."""

Alpha = npt.NDArray[np.uint8]
"""``(height, width)`` uint8, 0 outside, 255 inside."""

Landmarks = npt.NDArray[np.float32]
"""``(468, 3)`` float32, FaceMesh order, in pixels of the picture; smaller z is nearer."""

SAMPLE_RATE_HZ: Final = 48_000
"""Of all sound that crosses a module, where nothing else is said."""

Samples = npt.NDArray[np.float32]
"""``(n,)`` float32 mono sound in -1..1."""

StereoSamples = npt.NDArray[np.float32]
"""``(n, 2)`` float32 sound in -1..1."""

Curve = npt.NDArray[np.float32]
"""``(frames,)`` float32, one value a frame."""
