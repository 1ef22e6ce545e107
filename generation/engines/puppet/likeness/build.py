"""Photo or drawing in, ``Likeness`` out: through landmarks, verdict, cut-out and colours."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from generation.arrays import Alpha, Landmarks, RgbaImage, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.colours import clothes_colour, skin_colour
from generation.engines.puppet.likeness.cutout import crop_box, cut_person, cut_thing
from generation.engines.puppet.likeness.finish import Cutout, ends
from generation.engines.puppet.likeness.frame import frame_margins
from generation.engines.puppet.likeness.matting import spread
from generation.engines.puppet.likeness.points import lay_face
from generation.engines.puppet.likeness.quality import judge, rivals, teeth_hidden
from generation.errors import FaceRejected
from generation.model.likeness import Likeness, LikenessKind, QualityFlag
from generation.model.speech import VoiceProfile
from generation.ports import Face, LandmarkModel

FACE_MAX_PX = 560  # a close-up on a 720 px wide film shows no larger face
SHOULDERS_BELOW_CHIN = 0.45  # face heights of body that a bust needs
SHOULDERS_WIDTH = 1.35  # face heights; a neck with hair stays below
SOLID = 128  # alpha level from which a pixel counts as figure
DRAWING_GROUND = 200  # grey level behind a drawing while its face is looked for
PITCH_SPREAD = 0.06  # voices without a sample differ by at most this share


def build_likeness(
    picture: RgbImage,
    model: LandmarkModel,
    *,
    face: int | None = None,
    points: tuple[float, ...] | None = None,
    kind: LikenessKind = "photo",
    seed: int = 0,
) -> Likeness:
    """Make a likeness of one face in ``picture``.

    Args:
        picture: Upright picture.
        model: Finds faces and silhouettes.
        face: Which face, counted from 1 at the left; needed where there are several.
        points: x, y of the eye left in the picture, the right eye and the mouth, in pixels, for
            animals and things; faces are then not looked for.
        kind: Kept in the likeness.
        seed: Chooses what the picture does not show: the voice, and clothes on bare shoulders.

    Raises:
        FaceRejected: No face, several, or one that cannot be filmed.
        OptionRejected: ``points`` are no face.
    """
    picture, points = _unframed(picture, points)
    if points is not None:
        landmarks = lay_face(points, picture.shape)
        crop, inner = _cropped(picture, landmarks)
        figure = cut_thing(crop, inner, model)
        flags: frozenset[QualityFlag] = frozenset({"points_given", "teeth_hidden"})
    else:
        verdict = judge(picture, model.faces(picture), face)
        landmarks, flags = verdict.face.landmarks, verdict.flags
        crop, inner = _cropped(picture, landmarks)
        figure = cut_person(crop, inner, model)
    return _likeness(
        figure,
        inner,
        flags,
        kind=kind,
        seed=seed,
        source_face_px=regions.face_height_px(landmarks),
    )


def people_in(picture: RgbImage, model: LandmarkModel) -> tuple[RgbImage, list[Face]]:
    """Return a picture as it is judged, and its faces in the order in which they are counted."""
    picture, _ = _unframed(picture, None)
    return picture, rivals(model.faces(picture))


def from_drawing(
    rgba: RgbaImage,
    model: LandmarkModel,
    *,
    character: str,
    voice: VoiceProfile | None = None,
    seed: int = 0,
) -> Likeness:
    """Make a likeness of one of our own portraits, whose outline is its alpha.

    Raises:
        FaceRejected: The model sees no face in the drawing.
    """
    share = rgba[..., 3:].astype(np.float32) / 255
    flat = rgba[..., :3] * share + DRAWING_GROUND * (1 - share)
    found = model.faces(np.asarray(flat + 0.5, np.uint8))
    if not found:
        raise FaceRejected("none")
    points = found[0].landmarks
    height = regions.face_height_px(points)
    drawing, points = _fitted(rgba, points)
    colour = spread(drawing[..., :3].astype(np.float32), drawing[..., 3] > 250)
    share = drawing[..., 3:].astype(np.float32) / 255
    picture = drawing[..., :3] * share + colour * (1 - share)
    alpha = np.ascontiguousarray(drawing[..., 3])
    figure = Cutout(np.asarray(picture + 0.5, np.uint8), alpha, ends(alpha))
    return _likeness(
        figure,
        points,
        frozenset({"teeth_hidden"}) if teeth_hidden(flat.astype(np.uint8), points) else frozenset(),
        kind="drawn",
        seed=seed,
        source_face_px=height,
        character=character,
        voice=voice,
    )


def _likeness(
    figure: Cutout,
    points: Landmarks,
    flags: frozenset[QualityFlag],
    *,
    kind: LikenessKind,
    seed: int,
    source_face_px: float,
    character: str | None = None,
    voice: VoiceProfile | None = None,
) -> Likeness:
    """Add colours, framing flags and a voice to a cut-out."""
    points = points + np.array([0, figure.added_rows, 0], np.float32)
    shoulders = "points_given" not in flags and has_shoulders(figure.alpha, points)
    framing: set[QualityFlag] = set() if shoulders else {"no_shoulders"}
    if "top" in figure.ends:
        framing.add("bare_top")
    skin = skin_colour(figure.picture, points)
    return Likeness(
        kind=kind,
        picture=figure.picture,
        alpha=figure.alpha,
        landmarks=points,
        shoulders=shoulders,
        clothes_bgr=clothes_colour(figure.picture, figure.alpha, points, skin, seed=seed),
        skin_bgr=skin,
        source_face_px=source_face_px,
        quality=flags | framing,
        voice=_voice(seed) if voice is None else voice,
        character=character,
    )


def has_shoulders(alpha: Alpha, points: Landmarks) -> bool:
    """Tell whether the figure goes on below the chin, wide enough for a bust."""
    height = regions.face_height_px(points)
    from_row = round(float(points[regions.CHIN, 1]) + SHOULDERS_BELOW_CHIN * height)
    below = alpha[max(from_row, 0) :] >= SOLID
    if below.shape[0] == 0:
        return False
    columns = np.flatnonzero(below.any(axis=0))
    return columns.size > 0 and int(np.ptp(columns)) >= SHOULDERS_WIDTH * height


def _cropped(picture: RgbImage, landmarks: Landmarks) -> tuple[RgbImage, Landmarks]:
    """Take head and shoulders out of ``picture``, shrunk where the face is larger than needed."""
    box = crop_box(landmarks, picture.shape)
    crop = np.ascontiguousarray(picture[box.top : box.bottom, box.left : box.right])
    moved = landmarks - np.array([box.left, box.top, 0.0], np.float32)
    return _fitted(crop, moved)


def _unframed(
    picture: RgbImage, points: tuple[float, ...] | None
) -> tuple[RgbImage, tuple[float, ...] | None]:
    """Take bars and border lines off ``picture``; given points move along."""
    margins = frame_margins(picture)
    if not any(margins):
        return picture, points
    height, width = picture.shape[:2]
    inner = picture[margins.top : height - margins.bottom, margins.left : width - margins.right]
    if points is not None:
        shift = (margins.left, margins.top)
        points = tuple(value - shift[i % 2] for i, value in enumerate(points))
    return np.ascontiguousarray(inner), points


def _fitted(
    picture: RgbImage | RgbaImage, landmarks: Landmarks
) -> tuple[RgbImage | RgbaImage, Landmarks]:
    """Shrink picture and landmarks to ``FACE_MAX_PX``; smaller faces keep their pixels."""
    scale = FACE_MAX_PX / regions.face_height_px(landmarks)
    if scale >= 1.0:
        return picture, landmarks
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), (landmarks * scale).astype(np.float32)


def _voice(seed: int) -> VoiceProfile:
    """Draw a voice near the middle, so that two people without samples differ."""
    rng = np.random.default_rng([seed, zlib.crc32(b"voice")])
    pitch = 1.0 + float(rng.uniform(-PITCH_SPREAD, PITCH_SPREAD))
    return VoiceProfile(pitch=pitch, seed=seed)
