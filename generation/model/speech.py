"""Spoken sound with the times of its phonemes and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generation.arrays import Samples
from generation.model.screenplay import Delivery, Mood

Viseme = Literal[
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "ih", "oh", "ou",
]  # fmt: skip
"""The fifteen mouth shapes of the Oculus/OVR set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phoneme:
    """One speech sound. Times are seconds from the start of the sound it belongs to."""

    ipa: str
    viseme: Viseme
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One written word (one character of Chinese) and when it is heard."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A spoken line: mono sound at ``sample_rate_hz`` without silence at its ends."""

    samples: Samples
    sample_rate_hz: int
    phonemes: tuple[Phoneme, ...]
    words: tuple[Word, ...]

    @property
    def duration_s(self) -> float:
        """Length of the sound in seconds."""
        return len(self.samples) / self.sample_rate_hz


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceProfile:
    """How one person sounds: multipliers on a voice's own defaults, and a timbre variant.

    ``variant`` is an index into the voice's timbres (for espeak: m1..m7, f1..f5); ``seed`` keeps
    murmured syllables the same for the same person.
    """

    pitch: float = 1.0
    pace: float = 1.0
    formant: float = 1.0
    variant: int = 0
    feminine: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What a voice is asked to speak. How fast and high follows from ``emotion``.

    ``recording`` is the line as its speaker has said it, mono 48 kHz; None lets a voice speak.
    ``sample`` is how its speaker sounds, mono 48 kHz, for voices that can learn from it; None where
    the speaker has not lent their voice.
    """

    text: str
    language: str
    emotion: Mood
    delivery: Delivery
    profile: VoiceProfile
    recording: Samples | None = field(default=None, compare=False, repr=False)
    sample: Samples | None = field(default=None, compare=False, repr=False)
