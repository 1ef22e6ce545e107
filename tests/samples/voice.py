"""A voice of one's own: it hums a tune of as many notes as a line has syllables."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from generation.arrays import Samples
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.murmur import syllable_count
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.lines import Part
from generation.speech.neural.sounding import Sound

RATE_HZ = 24_000


class HummingVoice(NeuralVoice):
    """Hums English and Mandarin; whoever lends a voice is hummed at its loudness."""

    name = "humming"
    languages = frozenset({"en", "zh"})
    sample_rate_hz: ClassVar[int] = RATE_HZ  # it wants recordings at this rate
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)

    def __init__(self, folder: Path = Path(), *, fallback: Voice, device: str = "cpu") -> None:
        super().__init__(folder, fallback=fallback, device=device)
        self._notes: Any = None

    def open_model(self, device: str) -> None:
        """Import libraries and read weights here, and nowhere before."""
        del device
        self._notes = np.asarray([150.0, 170.0, 190.0, 160.0], np.float32)

    def close_model(self) -> None:
        """Let go of what was read."""
        self._notes = None

    def learn(self, sample: Samples) -> float:
        """Return what is to be remembered of a recording; nobody writes it down."""
        return float(np.abs(sample).mean())

    def stock(self, profile: VoiceProfile) -> float:
        """Return somebody for whoever lends no voice; None leaves them to the fallback."""
        return 0.1 + 0.02 * (profile.seed % 5)

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Speak; lips, words, pace, mood and loudness are seen to elsewhere."""
        count = sum(syllable_count(word) for word in part.words)
        times = np.arange(RATE_HZ // 4) / RATE_HZ
        swell = np.sin(np.pi * times / times[-1]) + 0.1
        notes = np.resize(self._notes, count)
        tune = [who * swell * np.sin(2 * np.pi * note * times) for note in notes]
        return Sound(samples=np.concatenate(tune).astype(np.float32), rate_hz=RATE_HZ)
