"""Who speaks for those who lend no voice: one of a model's own people, always the same one."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from generation.arrays import Samples
from generation.model.speech import VoiceProfile
from generation.speech.assembly import resample

VOICES = "voices"  # a folder beside the weights
WOMEN, MEN = ("woman", "female", "f"), ("man", "male", "m")


def chosen(names: Sequence[str], profile: VoiceProfile, women: Mapping[str, bool]) -> str | None:
    """Return one of the names for a person; None where there are none.

    Args:
        names: Who there is to choose from.
        profile: The person.
        women: Of which of them it is known whether they are a woman.
    """
    fitting = [name for name in names if women.get(name, profile.feminine) == profile.feminine]
    pool = sorted(fitting or names)
    if not pool:
        return None
    dice = zlib.crc32(f"{profile.seed}|stock".encode())
    return pool[(dice + profile.variant) % len(pool)]


def recordings(folder: Path) -> dict[str, Samples]:
    """Read ``voices/*.wav`` beside the weights: mono sound at 48 kHz by name.

    They are how whoever runs this gives a model voices of its own, of people who have agreed.
    """
    from scipy.io import wavfile

    found: dict[str, Samples] = {}
    for path in sorted((folder / VOICES).glob("*.wav")):
        try:
            rate_hz, raw = wavfile.read(path)
        except (ValueError, OSError):
            continue
        sound = np.asarray(raw, np.float32)
        if raw.dtype == np.uint8:  # eight bits have no sign
            sound = sound / np.float32(128) - np.float32(1)
        elif np.issubdtype(raw.dtype, np.integer):
            sound = sound / np.float32(np.iinfo(raw.dtype).max)
        mono = sound.mean(axis=1) if sound.ndim > 1 else sound
        found[path.stem] = resample(np.asarray(mono, np.float32), rate_hz)
    return found


def told_women(names: Sequence[str]) -> dict[str, bool]:
    """Read off a recording's name who speaks, where it says so: ``en-Alice_woman``, ``m-ben``."""
    told: dict[str, bool] = {}
    for name in names:
        parts = name.lower().replace("_", "-").split("-")
        if any(part in WOMEN for part in parts):
            told[name] = True
        elif any(part in MEN for part in parts):
            told[name] = False
    return told
