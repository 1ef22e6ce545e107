"""The six drawn characters: names, voices and clothes as data, and their likenesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generation.engines.puppet.figure.looks import LOOKS, Garment
from generation.engines.puppet.figure.portraits import portrait
from generation.engines.puppet.likeness.build import from_drawing
from generation.errors import CastRejected
from generation.model.likeness import Likeness
from generation.model.speech import VoiceProfile
from generation.ports import LandmarkModel

PORTRAIT_PX = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One drawn character.

    Attributes:
        id: Id used in commands and screenplays.
        names: What people read, by locale (``en``, ``zh-Hans``, ``zh-Hant``).
        voice: How they sound.
        age: Years, for directors who ask for a grandmother.
        garment: What they wear when nobody says otherwise.
        clothes_rgb: Main colour of it.
        skin_rgb: Skin where light falls on it.
        hair_rgb: Main colour of the hair.
    """

    id: str
    names: Mapping[str, str]
    voice: VoiceProfile
    age: int
    garment: Garment
    clothes_rgb: tuple[int, int, int]
    skin_rgb: tuple[int, int, int]
    hair_rgb: tuple[int, int, int]


def _character(
    character_id: str, names: tuple[str, str, str], age: int, voice: VoiceProfile
) -> Character:
    look = LOOKS[character_id]
    return Character(
        id=character_id,
        names=MappingProxyType(dict(zip(("en", "zh-Hans", "zh-Hant"), names, strict=True))),
        voice=voice,
        age=age,
        garment=look.garment,
        clothes_rgb=look.cloth,
        skin_rgb=look.skin[2],
        hair_rgb=look.hair[2],
    )


CAST: Mapping[str, Character] = MappingProxyType(
    {
        character.id: character
        for character in (
            _character(
                "mina", ("Mina", "米娜", "米娜"), 26,
                VoiceProfile(pitch=1.10, pace=1.03, formant=1.06, variant=2, feminine=True,
                    seed=101),
            ),
            _character(
                "otto", ("Otto", "奥托", "奧托"), 68,
                VoiceProfile(pitch=0.86, pace=0.90, formant=0.94, variant=4, seed=102),
            ),
            _character(
                "zuri", ("Zuri", "祖丽", "祖麗"), 34,
                VoiceProfile(pitch=0.98, pace=1.0, formant=1.0, variant=3, feminine=True, seed=103),
            ),
            _character(
                "kenji", ("Kenji", "健二", "健二"), 36,
                VoiceProfile(pitch=0.95, pace=1.02, formant=0.98, variant=1, seed=104),
            ),
            _character(
                "rosa", ("Rosa", "罗莎", "羅莎"), 64,
                VoiceProfile(pitch=0.92, pace=0.93, formant=0.97, variant=4, feminine=True,
                    seed=105),
            ),
            _character(
                "tao", ("Tao", "小陶", "小陶"), 22,
                VoiceProfile(pitch=1.06, pace=1.06, formant=1.03, variant=3, seed=106),
            ),
        )
    }
)  # fmt: skip
"""Id to character, in the order in which stand-ins are handed out."""


def drawn_likeness(character_id: str, model: LandmarkModel) -> Likeness:
    """Return the likeness of a drawn character; its outline is the drawing's own alpha.

    Raises:
        CastRejected: There is no such character.
        FaceRejected: The landmark model sees no face in the drawing.
    """
    if character_id not in CAST:
        raise CastRejected("unknown-character", name=character_id, known=" ".join(CAST))
    character = CAST[character_id]
    return from_drawing(
        portrait(character_id, size=PORTRAIT_PX),
        model,
        character=character_id,
        voice=character.voice,
        seed=character.voice.seed,
    )
