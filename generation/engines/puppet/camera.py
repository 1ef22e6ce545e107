"""The camera of one shot: where it stands, how it travels. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generation.arrays import Curve
from generation.engines.puppet.canvas import Point, View
from generation.engines.puppet.motion import ease, smooth_noise
from generation.model.likeness import Likeness
from generation.model.screenplay import Camera, Framing

FACE_SHARE: dict[Framing, float] = {
    "wide": 0.108,
    "medium": 0.26,
    "close": 0.385,
    "extreme_close": 0.56,
}
"""Face height (forehead to chin) as a share of frame height."""

FACE_WIDTH_SHARE = (
    0.60  # a face never fills more of the frame's width, or a square frame is all skin
)
FACE_ASPECT = 0.78  # width of a face by its height
CHIN_AT: dict[Framing, float] = {"wide": 0.5, "medium": 0.50, "close": 0.60, "extreme_close": 0.72}
"""Where the chin stands, as a share of frame height."""

ENLARGEMENT_MAX: dict[Framing, float] = {"medium": 2.1, "close": 2.9, "extreme_close": 2.9}
"""How far a small photo is enlarged: looked at on a face of 107 pixels; more is porridge."""

FOREHEAD, CHIN = 10, 152  # FaceMesh points
OPAQUE = 128  # of 255: what of a cut-out is seen
HANDHELD_PX = 6.0  # at 1280 px frame height
HANDHELD_HZ = 1.4
PAN_SHARE = 0.055  # of the frame width, at speed 1
CANVAS_DENSITY_MAX = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Camera travel per frame: shift of the actor plane in pixels, and enlargement."""

    dx: Curve
    dy: Curve
    zoom: Curve
    whole: bool = True
    """True where things are laid on whole pixels: nothing travels so slowly that steps are seen."""

    @property
    def reach_px(self) -> float:
        """How far the actor plane is from home at most, sideways or up and down."""
        return float(max(np.abs(self.dx).max(), np.abs(self.dy).max()))

    @property
    def still(self) -> bool:
        """True when nothing moves."""
        return not (np.ptp(self.dx) or np.ptp(self.dy) or self.zooms)

    @property
    def zooms(self) -> bool:
        """True when the picture grows or shrinks during the shot."""
        return bool(np.ptp(self.zoom) > 0)


def zoom_ratio(camera: Camera) -> float:
    """Return how much larger one end of a push-in or pull-back is than the other."""
    if camera.motion not in {"push_in", "pull_back"}:
        return 1.0
    return 1.0 + 0.1 * camera.speed + 0.6 * camera.speed**2


def path(camera: Camera, *, frames: int, fps: float, width: int, height: int, seed: int) -> Path:
    """Return the camera's travel over a shot; zoom starts or ends at 1 and never falls below it."""
    zero = np.zeros(frames, np.float32)
    length = frames / fps
    match camera.motion:
        case "push_in" | "pull_back":
            travel = ease(frames, fps, 0.0, length)
            if camera.motion == "pull_back":
                travel = 1 - travel
            zoom = np.exp(travel * np.log(zoom_ratio(camera))).astype(np.float32)
            return Path(dx=zero, dy=zero, zoom=zoom)
        case "pan_left" | "pan_right":
            reach = PAN_SHARE * width * (0.4 + 0.6 * camera.speed)
            travel = (ease(frames, fps, 0.0, length) * 2 - 1) * reach
            sign = 1.0 if camera.motion == "pan_left" else -1.0
            return Path(dx=(sign * travel).astype(np.float32), dy=zero, zoom=zero + 1, whole=False)
        case "handheld":
            size = HANDHELD_PX * height / 1280 * (0.5 + camera.speed)
            rng = np.random.default_rng([seed, 0x5A4E])
            dx = smooth_noise(rng, frames, fps, HANDHELD_HZ) * size
            dy = smooth_noise(rng, frames, fps, HANDHELD_HZ) * size * 0.7
            return Path(dx=np.round(dx), dy=np.round(dy), zoom=zero + 1)
        case _:
            return Path(dx=zero, dy=zero, zoom=zero + 1)


def face_share(
    framing: Framing, *, actors: int, aspect: float, height: int, source_face_px: float | None
) -> float:
    """Return the face height as a share of frame height that this framing can carry.

    Args:
        framing: What the screenplay asks for.
        actors: People who must fit side by side.
        aspect: Frame width by height.
        height: Frame height in pixels.
        source_face_px: Face height in the photo, or None for a drawing (drawn large).
    """
    share = FACE_SHARE[framing]
    share = min(share, FACE_WIDTH_SHARE * aspect / FACE_ASPECT)
    if framing != "wide" and actors > 1:
        share = min(share, 0.42 * aspect / FACE_ASPECT / actors * 1.6)
    if source_face_px is not None and framing in ENLARGEMENT_MAX:
        share = min(share, ENLARGEMENT_MAX[framing] * source_face_px / height)
    return share


def face_height(likeness: Likeness) -> float:
    """Return forehead to chin in pixels of the likeness picture."""
    points = likeness.landmarks
    return float(np.linalg.norm(points[FOREHEAD, :2] - points[CHIN, :2]))


def crown_faces(likeness: Likeness) -> float:
    """Return how far the hair reaches above the chin, in face heights."""
    top = int((likeness.alpha > OPAQUE).any(axis=1).argmax())
    return float(likeness.landmarks[CHIN, 1] - top) / face_height(likeness)


def clamped_focus(focus: Point, size: tuple[int, int]) -> Point:
    """Return the canvas pixel a zoom closes in on, away from the edges of the frame."""
    return (
        min(max(focus[0], 0.2 * size[0]), 0.8 * size[0]),
        min(max(focus[1], 0.2 * size[1]), 0.8 * size[1]),
    )


def stand(
    *, width: int, height: int, zoom: float, subject: Point, subject_at: Point, margin_px: int
) -> View:
    """Return the view at ``zoom`` that shows ``subject`` at ``subject_at`` (0..1)."""
    scale = zoom * height
    centre = (
        subject[0] - (subject_at[0] - 0.5) * width / scale,
        subject[1] - (subject_at[1] - 0.5) * height / scale,
    )
    return View(width_px=width, height_px=height, zoom=zoom, centre=centre, margin_px=margin_px)
