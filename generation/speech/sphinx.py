"""How PocketSphinx names sounds, counts time and wants to be given sound."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.signal import resample_poly

from generation.arrays import Samples

RATE_HZ = 16_000
FRAME_S = 0.01
PEAK = 0.6

IPA = {
    "AA": "ɑ", "AE": "æ", "AH": "ə", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "EH": "ɛ", "ER": "ɝ",
    "EY": "eɪ", "IH": "ɪ", "IY": "i", "OW": "oʊ", "OY": "ɔɪ", "UH": "ʊ", "UW": "u", "B": "b",
    "CH": "tʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "dʒ", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""ARPAbet, as the model names its phones; what is not here (SIL, +NSN+) is no speech."""


def decoder(**search: Any) -> Any:
    """Return a new recogniser that searches so, or None where PocketSphinx is absent."""
    try:
        from pocketsphinx import Decoder  # type: ignore[import-untyped]
    except ImportError:
        return None
    return Decoder(loglevel="FATAL", **search)


def slowed(samples: Samples, rate_hz: int, around_s: float) -> Samples:
    """Return the sound at ``RATE_HZ`` with silence on both sides."""
    return np.pad(resample_poly(samples, RATE_HZ, rate_hz), round(around_s * RATE_HZ))


def sixteen_bit(sound: Samples, hiss: float) -> bytes:
    """Return the sound at the level the model knows, over a hiss: clean silence misleads it."""
    level = PEAK / max(float(np.abs(sound).max()), 1e-6)
    steady = sound * level + np.random.default_rng(0).normal(0.0, hiss, len(sound))
    return (np.clip(steady, -1, 1) * 32_000).astype(np.int16).tobytes()


def listen(recogniser: Any, data: bytes) -> None:
    """Have a whole recording heard, as ``sixteen_bit`` gives it."""
    recogniser.start_utt()
    recogniser.process_raw(data, full_utt=True)
    recogniser.end_utt()
