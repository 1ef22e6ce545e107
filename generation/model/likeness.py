"""A likeness: what an engine needs to know of one face. Engines build their own rigs from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generation.arrays import Alpha, Landmarks, RgbImage, Samples
from generation.model.speech import VoiceProfile

LikenessKind = Literal["photo", "drawn"]
QualityFlag = Literal[
    "soft",  # the face is small: close shots are kept wider
    "dim",
    "turned",
    "glasses",
    "teeth_hidden",  # the mouth is closed in the picture: teeth are drawn
    "bare_top",  # the picture ends at the hair
    "no_shoulders",  # only a head framing is possible
    "points_given",  # the owner placed eyes and mouth
]


REACH_MIN, REACH_MAX = 0.7, 1.3  # a face that goes further, or less far, looks like another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far this face goes in feeling, where 1 is how far faces commonly go.

    Attributes:
        smile: How much wider the mouth becomes in a laugh.
        brows: How far the brows rise in surprise.
    """

    smile: float = 1.0
    brows: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One person, drawn character, animal or thing, ready to be put on a rig.

    Attributes:
        kind: ``photo`` for pixels of a real picture, ``drawn`` for our own drawing.
        picture: Crop around head and shoulders with edge colours extended past the outline
            (no background bleeds into the edge).
        alpha: Cut-out of head, hair, shoulders and clothes, same size as ``picture``.
        landmarks: FaceMesh points in pixels of ``picture``.
        shoulders: True when the cut-out holds enough shoulder for the bust framing.
        clothes_bgr: Main colour of the clothes, for the drawn body and sleeves.
        skin_bgr: Skin sampled from the cheeks, for neck and hands.
        source_face_px: Face height (forehead to chin) in the original picture: the size guard.
        quality: What the picture cannot carry.
        voice: How this person sounds when no voice sample is used.
        voice_sample: Mono 48 kHz sample from a video, or None.
        character: Id of the drawn character (``mina`` ...) where ``kind`` is ``drawn``.
        reach: How far the face goes in feeling, as far as it was seen.
    """

    kind: LikenessKind
    picture: RgbImage
    alpha: Alpha
    landmarks: Landmarks
    shoulders: bool
    clothes_bgr: tuple[int, int, int]
    skin_bgr: tuple[int, int, int]
    source_face_px: float
    quality: frozenset[QualityFlag] = frozenset()
    voice: VoiceProfile = field(default_factory=VoiceProfile)
    voice_sample: Samples | None = None
    character: str | None = None
    reach: Reach = field(default_factory=Reach)
