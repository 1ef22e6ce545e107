"""What a camera is asked to film in one go, what it can, and what comes of it: the rushes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from generation.arrays import RgbClip, Samples, StereoSamples


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLimits:
    """What a camera can do.

    Attributes:
        fps: Frames a second of what it films.
        frames_max: The longest setup, in frames.
        people_max: How many people it can tell apart in one picture.
        hears: Its pictures follow the ``dialogue`` of a setup.
        speaks: It can record sound of its own, with the words of the prompt spoken in it.
        chains: A setup may begin with the last picture of the one before.
    """

    fps: Fraction = Fraction(24)
    frames_max: int = 121
    people_max: int = 4
    hears: bool = False
    speaks: bool = False
    chains: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One stretch of a shot that is filmed in one go.

    Attributes:
        id: The shot's id, with a number behind it where the shot has several: ``S2``, ``S2.2``.
        shot_id: Which shot.
        first: The frame of the film it begins with.
        frames: How many frames of it are wanted.
        prompt: What is to be seen and heard, in the words of a shooting script.
        actors: Cast tokens of those in the picture.
        follows: It begins with the last picture of the setup before.
        seed: Of the noise it is made of.
        aloud: A camera that speaks is to say what the prompt quotes, and to record it.
        dialogue: What is spoken meanwhile, mono 48 kHz, as long as its frames; or None.
    """

    id: str
    shot_id: str
    first: int
    frames: int
    prompt: str
    actors: tuple[str, ...]
    follows: bool = False
    seed: int = 0
    aloud: bool = False
    dialogue: Samples | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSound:
    """What a camera has recorded of a film.

    Attributes:
        samples: As long as the film, 48 kHz; silent but for its shots.
        shots: Ids of the shots that it has filmed, and so recorded.
    """

    samples: StereoSamples
    shots: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rushes:
    """What a camera brings back of a setup.

    Attributes:
        frames: At least as many as were wanted, all of one size.
        sound: 48 kHz, beginning with the first frame, or None where it records none.
    """

    frames: RgbClip
    sound: StereoSamples | None = None
