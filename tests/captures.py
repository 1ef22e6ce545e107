"""Captures that are what they should be, and two dozen that are not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import skimage.data

from generation.arrays import RgbImage
from generation.engines.puppet.cast import drawn_likeness
from generation.engines.puppet.likeness.build import build_likeness
from generation.media.taken import Capture
from generation.model.likeness import Likeness
from generation.ports import Face, LandmarkModel
from tests.moving_faces import (
    FPS,
    RATE_HZ,
    SIDE_PX,
    Pose,
    Sitter,
    alive,
    laid,
    mouth_of,
    spoken,
    tape,
    tilted,
    turning,
)

SECONDS = 7.5
FRAMES = round(SECONDS * FPS)
DIGITS = "374"


class Case(NamedTuple):
    """A capture, and what it is checked against."""

    capture: Capture
    digits: str = DIGITS
    language: str = "en"
    photo: Likeness | None = None


@dataclass
class Remembering:
    """A model that looks once at a picture: what several captures share is seen in each."""

    inner: LandmarkModel
    seen: dict[bytes, Sequence[Face]] = field(default_factory=dict)

    def faces(self, picture: RgbImage) -> Sequence[Face]:
        key = hashlib.sha256(picture.tobytes()).digest() + str(picture.shape).encode()
        if key not in self.seen:
            self.seen[key] = self.inner.faces(picture)
        return self.seen[key]

    def silhouette(self, picture: RgbImage) -> npt.NDArray[np.float32]:
        return self.inner.silhouette(picture)


class Studio:
    """Sitters and what several captures share, drawn once."""

    def __init__(self, model: LandmarkModel) -> None:
        self.model: LandmarkModel = Remembering(model)

    @cached_property
    def ada(self) -> Sitter:
        """The one photographed face at hand."""
        picture = skimage.data.astronaut()
        return Sitter(picture, self.model.faces(picture)[0].landmarks)

    @cached_property
    def adas_photo(self) -> Likeness:
        """Her likeness, from the picture as it was taken."""
        return build_likeness(skimage.data.astronaut(), self.model)

    @cached_property
    def mina(self) -> Sitter:
        """A drawn face."""
        return self._drawn("mina")

    @cached_property
    def otto(self) -> Sitter:
        """Another drawn face."""
        return self._drawn("otto")

    @cached_property
    def ottos_picture(self) -> Likeness:
        """The likeness of the other drawn face."""
        return drawn_likeness("otto", self.model)

    def _drawn(self, name: str) -> Sitter:
        likeness = drawn_likeness(name, self.model)
        return Sitter(likeness.picture, likeness.landmarks)

    @cached_property
    def sound(self) -> np.ndarray:
        """The right digits."""
        return spoken(DIGITS, seconds=SECONDS)

    @cached_property
    def live(self) -> list[np.ndarray]:
        """Ada reads the right digits and turns."""
        return self.ada.film(alive(FRAMES, self.sound))

    @cached_property
    def still(self) -> np.ndarray:
        """A photo of Ada."""
        return self.ada.frame()

    @cached_property
    def speaking(self) -> list[np.ndarray]:
        """Ada reads the right digits and never turns."""
        mouth = mouth_of(self.sound, FRAMES)
        return self.ada.film([Pose(mouth=float(gap)) for gap in mouth])

    @cached_property
    def mute(self) -> list[np.ndarray]:
        """Ada turns and never opens her mouth."""
        return self.ada.film([Pose(yaw=float(yaw)) for yaw in turning(FRAMES)])


def _other_light(frames: list[np.ndarray]) -> list[np.ndarray]:
    """A dim, warm lamp from one side."""
    fall = np.linspace(0.95, 0.45, frames[0].shape[1])[None, :, None] * np.array([1.1, 0.95, 0.75])
    return [np.clip(255 * (f / 255) ** 1.2 * fall, 0, 255).astype(np.uint8) for f in frames]


def _genuine(sitter: Sitter, digits: str, seed: int, reach: float = 28.0) -> Capture:
    sound = spoken(digits, seconds=SECONDS, seed=seed)
    return tape(sitter.film(alive(FRAMES, sound, seed=seed, reach=reach)), sound, seed=seed)


GENUINE: dict[str, Callable[[Studio], Case]] = {
    "reads and turns": lambda s: Case(tape(s.live, s.sound)),
    "turns the other way": lambda s: Case(_genuine(s.ada, "902", 1, -26.0), "902"),
    "in dim light": lambda s: Case(tape(_other_light(s.live), s.sound, noise=5)),
    "looks like the photo": lambda s: Case(tape(s.live, s.sound), photo=s.adas_photo),
    "in chinese": lambda s: Case(_genuine(s.mina, "516", 2), "888", "zh-Hans"),
    "somebody else": lambda s: Case(_genuine(s.otto, "728", 3), "728"),
    "with lips a little early": lambda s: Case(tape(s.live, np.roll(s.sound, RATE_HZ // 10))),
}


def _covered(frames: list[np.ndarray]) -> list[np.ndarray]:
    hand = [f.copy() for f in frames]
    for f in hand:
        f[262:345, 150:340] = (190, 150, 130)
    return hand


def _beside(frames: list[np.ndarray], others: list[np.ndarray]) -> list[np.ndarray]:
    pairs = zip(frames, others, strict=True)
    return [cv2.resize(np.hstack([a[:, 60:420], b[:, 60:420]]), (480, 320)) for a, b in pairs]


def _framed(frame: np.ndarray) -> np.ndarray:
    return cv2.copyMakeBorder(frame[50:430, 90:390], 50, 50, 90, 90, cv2.BORDER_CONSTANT)


def _out_of_focus(frames: list[np.ndarray]) -> list[np.ndarray]:
    """Nothing but blots of colour."""
    side = SIDE_PX // 32
    blots = [cv2.resize(f, (side, side), interpolation=cv2.INTER_AREA) for f in frames]
    return [cv2.resize(f, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_CUBIC) for f in blots]


def _shaken(frames: list[np.ndarray]) -> list[np.ndarray]:
    return [
        laid(f, Pose(shift=(15 * np.sin(i * 0.9), 12 * np.cos(i * 0.7)), roll=4 * np.sin(i / 2)))
        for i, f in enumerate(frames)
    ]


def _hiss(sound: np.ndarray) -> np.ndarray:
    return np.random.default_rng(1).normal(0, 0.05, len(sound)).astype(np.float32)


def _on_a_screen(frames: list[np.ndarray]) -> list[np.ndarray]:
    """A phone that shows a photo and is turned in the hand."""
    screen = [_framed(f) for f in frames]
    return [
        tilted(f, float(yaw) * 1.5) for f, yaw in zip(screen, turning(len(frames)), strict=True)
    ]


SPOOFS: dict[str, tuple[str, Callable[[Studio], Case]]] = {
    "silent photo": ("still", lambda s: Case(tape([s.still] * FRAMES, None))),
    "photo with a voice": ("still", lambda s: Case(tape([s.still] * FRAMES, s.sound))),
    "photo, shaken": (
        "no-turn", lambda s: Case(tape(_shaken([s.still] * FRAMES), s.sound)),
    ),
    "photo, zoomed": (
        "no-turn",
        lambda s: Case(tape([
            laid(s.still, Pose(size=1 + 0.25 * abs(np.sin(i * 0.2)))) for i in range(FRAMES)
        ], s.sound)),
    ),
    "photo, turned in the hand": (
        "screen",
        lambda s: Case(tape([tilted(s.still, float(y) * 1.4) for y in turning(FRAMES)], s.sound)),
    ),
    "photo on a phone": ("screen", lambda s: Case(tape(_on_a_screen([s.still] * FRAMES), s.sound))),
    "speaking film on a phone": ("screen", lambda s: Case(tape(_on_a_screen(s.speaking), s.sound))),
    "mouth set into a photo": ("no-turn", lambda s: Case(tape(s.speaking, s.sound))),
    "mouth set into a photo, shaken": (
        "no-turn", lambda s: Case(tape(_shaken(s.speaking), s.sound)),
    ),
    "two people": (
        "two-faces",
        lambda s: Case(tape(_beside(s.live, s.otto.film([Pose()] * FRAMES)), s.sound)),
    ),
    "face and its mirror image": (
        "two-faces",
        lambda s: Case(tape(_beside(s.live, [f[:, ::-1] for f in s.live]), s.sound)),
    ),
    "other digits": ("wrong-digits", lambda s: Case(tape(s.live, s.sound), "159")),
    "one digit right": ("wrong-digits", lambda s: Case(tape(s.live, s.sound), "319")),
    "digits in another order": ("wrong-digits", lambda s: Case(tape(s.live, s.sound), "743")),
    "silent": ("no-speech", lambda s: Case(tape(s.live, None))),
    "hiss instead of a voice": (
        "no-speech", lambda s: Case(tape(s.live, _hiss(s.sound))),
    ),
    "another face in the middle": (
        "face-changes",
        lambda s: Case(tape([*s.live[:26], *s.otto.film([Pose()] * 8), *s.live[34:]], s.sound)),
    ),
    "another face turns": (
        "face-changes",
        lambda s: Case(tape([*s.live[:32], *_genuine(s.otto, DIGITS, 3).frames[32:]], s.sound)),
    ),
    "hand before the mouth": ("lips-off", lambda s: Case(tape(_covered(s.live), s.sound))),
    "only the back of the head": (
        "no-face",
        lambda s: Case(tape(_out_of_focus(s.live), s.sound)),
    ),
    "never looks ahead": (
        "no-turn",
        lambda s: Case(tape(s.ada.film([Pose(yaw=34.0)] * FRAMES), s.sound)),
    ),
    "somebody speaks off screen": ("lips-off", lambda s: Case(tape(s.mute, s.sound))),
    "sound a second late": ("lips-off", lambda s: Case(tape(s.live, np.roll(s.sound, RATE_HZ)))),
    "sound before the lips": (
        "lips-off", lambda s: Case(tape(s.live, np.roll(s.sound, -RATE_HZ * 6 // 10))),
    ),
    "a short film in a loop": ("loop", lambda s: Case(tape((s.live[32:48] * 4)[:FRAMES], s.sound))),
    "dubbed with the right digits": (
        "lips-off",
        lambda s: Case(
            tape(s.live, spoken("918", seconds=SECONDS, first_s=0.9, every_s=1.35)), "918"
        ),
    ),
    "too dark": (
        "too-dark", lambda s: Case(tape([(f * 0.1).astype(np.uint8) for f in s.live], s.sound)),
    ),
    "too short": (
        "too-short", lambda s: Case(tape(s.live[:16], s.sound[: 2 * RATE_HZ])),
    ),
    "a drawn face for a photo": (
        "other-than-photo", lambda s: Case(_genuine(s.mina, DIGITS, 2), photo=s.adas_photo),
    ),
    "somebody else than in the photo": (
        "other-than-photo", lambda s: Case(tape(s.live, s.sound), photo=s.ottos_picture),
    ),
}  # fmt: skip
