"""A small additive formant synthesiser for syllables that no language has. It knows no text.

Each harmonic of a gliding pitch is weighted by three resonances (Fant's source-filter model, vowel
formants after Peterson and Barney 1952, rounded); few harmonics keep it a toy, not a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, resample_poly, sosfilt

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.speech import Phoneme, Viseme

RATE_HZ = 24_000  # harmonics end below 5 kHz
HOP = 96  # samples between control points: 4 ms
GLIDE_S = 0.012  # standard deviation of every movement of pitch and mouth
HARMONIC_LIMIT_HZ = 4500.0
VIBRATO_HZ = 5.2
VIBRATO_DEPTH = 0.008
BANDWIDTHS_HZ = (90.0, 120.0, 180.0)

Floats = npt.NDArray[np.float64]


class Mouth(NamedTuple):
    """Three formants in Hz, loudness 0..1, and what is seen of it."""

    formants_hz: tuple[float, float, float]
    level: float
    ipa: str
    viseme: Viseme


VOWELS = {
    "a": Mouth((780.0, 1250.0, 2600.0), 1.0, "a", "aa"),
    "o": Mouth((480.0, 850.0, 2500.0), 0.9, "o", "oh"),
    "e": Mouth((500.0, 1850.0, 2550.0), 0.85, "e", "E"),
    "i": Mouth((310.0, 2250.0, 3000.0), 0.65, "i", "ih"),
    "u": Mouth((330.0, 800.0, 2400.0), 0.7, "u", "ou"),
}
ONSETS = {
    "m": Mouth((260.0, 1000.0, 2200.0), 0.3, "m", "PP"),
    "b": Mouth((200.0, 750.0, 2100.0), 0.05, "b", "PP"),
    "n": Mouth((280.0, 1500.0, 2500.0), 0.32, "n", "nn"),
    "d": Mouth((220.0, 1700.0, 2600.0), 0.06, "d", "DD"),
    "l": Mouth((360.0, 1150.0, 2700.0), 0.5, "l", "nn"),
    "w": Mouth((300.0, 650.0, 2300.0), 0.45, "w", "ou"),
    "h": Mouth((700.0, 1250.0, 2600.0), 0.0, "h", "kk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllable:
    """One syllable; the onset takes ``onset_s`` of ``duration_s``, ``gap_s`` of silence follows."""

    onset: str
    vowel: str
    duration_s: float
    onset_s: float
    gap_s: float
    pitch_hz: float
    level: float = 1.0


def synthesise(
    syllables: Sequence[Syllable], *, formant: float, breath: float, rng: np.random.Generator
) -> tuple[Samples, tuple[Phoneme, ...]]:
    """Sing the syllables one after another.

    Args:
        syllables: In order; their durations and gaps add up to the sound's length.
        formant: Multiplies every formant: above 1 a smaller head.
        breath: Level of noise in the tone, 0..1.
        rng: Where the noise comes from.

    Returns:
        48 kHz mono sound and contiguous phonemes.
    """
    phonemes = _phonemes(syllables)
    count = max(round(phonemes[-1].end_s * RATE_HZ / HOP), 2)
    control = _control(syllables, count)
    tone = _harmonics(control, formant) + breath * _noise(control, formant, rng)
    length = round(phonemes[-1].end_s * SAMPLE_RATE_HZ)
    sound = np.zeros(length, np.float32)
    upsampled = resample_poly(tone, SAMPLE_RATE_HZ // RATE_HZ, 1)[:length]
    sound[: len(upsampled)] = upsampled
    peak = float(np.abs(sound).max(initial=0.0))
    return (sound / peak if peak else sound), phonemes


def _phonemes(syllables: Sequence[Syllable]) -> tuple[Phoneme, ...]:
    phonemes: list[Phoneme] = []
    at_s = 0.0
    for syllable in syllables:
        onset, vowel = ONSETS[syllable.onset], VOWELS[syllable.vowel]
        vowel_s, end_s = at_s + syllable.onset_s, at_s + syllable.duration_s
        phonemes += [
            Phoneme(ipa=onset.ipa, viseme=onset.viseme, start_s=at_s, end_s=vowel_s),
            Phoneme(ipa=vowel.ipa, viseme=vowel.viseme, start_s=vowel_s, end_s=end_s),
        ]
        at_s = end_s + syllable.gap_s
        if syllable.gap_s:
            phonemes.append(Phoneme(ipa="sil", viseme="sil", start_s=end_s, end_s=at_s))
    return tuple(phonemes)


class _Control(NamedTuple):
    """What changes over time, one value every ``HOP`` samples; formants are ``(3, n)``."""

    pitch_hz: Floats
    level: Floats
    aspiration: Floats
    formants_hz: Floats


def _control(syllables: Sequence[Syllable], count: int) -> _Control:
    pitch, level, aspiration = np.empty(count), np.zeros(count), np.zeros(count)
    formants = np.empty((3, count))
    times = np.arange(count) * (HOP / RATE_HZ)
    at_s = 0.0
    for syllable in syllables:
        onset, vowel = ONSETS[syllable.onset], VOWELS[syllable.vowel]
        inside = times >= at_s
        voiced = inside & (times >= at_s + syllable.onset_s)
        silent = times >= at_s + syllable.duration_s
        age = np.clip((times - at_s) / syllable.duration_s, 0.0, 1.0)
        pitch[inside] = syllable.pitch_hz * (1.04 - 0.08 * age[inside])
        for part, mouth in ((inside, onset), (voiced, vowel)):
            level[part] = mouth.level * syllable.level
            formants[:, part] = np.asarray(mouth.formants_hz)[:, None]
        aspiration[inside] = syllable.level * float(syllable.onset == "h")
        aspiration[voiced] = 0.12 * syllable.level
        level[silent] = 0.0
        aspiration[silent] = 0.0
        at_s += syllable.duration_s + syllable.gap_s
    sigma = GLIDE_S * RATE_HZ / HOP
    vibrato = 1.0 + VIBRATO_DEPTH * np.sin(2 * np.pi * VIBRATO_HZ * times)
    level[[0, -1]] = 0.0
    return _Control(
        pitch_hz=gaussian_filter1d(pitch, 2 * sigma) * vibrato,
        level=gaussian_filter1d(level, sigma, mode="constant"),
        aspiration=gaussian_filter1d(aspiration, sigma, mode="constant"),
        formants_hz=gaussian_filter1d(formants, sigma, axis=1),
    )


def _harmonics(control: _Control, formant: float) -> Floats:
    count = len(control.level) * HOP
    samples = np.arange(count)
    grid = np.arange(len(control.level)) * HOP
    phase = np.cumsum(np.interp(samples, grid, control.pitch_hz)) * (2 * np.pi / RATE_HZ)
    tone = np.zeros(count)
    for harmonic in range(1, int(HARMONIC_LIMIT_HZ / control.pitch_hz.min()) + 1):
        at_hz = harmonic * control.pitch_hz
        gain = _resonance(at_hz, control.formants_hz * formant) * control.level / harmonic
        gain *= at_hz < HARMONIC_LIMIT_HZ
        tone += np.interp(samples, grid, gain) * np.sin(harmonic * phase)
    return tone


def _resonance(at_hz: Floats, formants_hz: Floats) -> Floats:
    gain = np.full_like(at_hz, 0.02)
    for centre_hz, width_hz in zip(formants_hz, BANDWIDTHS_HZ, strict=True):
        gain += 1.0 / (1.0 + ((at_hz - centre_hz) / width_hz) ** 2)
    return gain


def _noise(control: _Control, formant: float, rng: np.random.Generator) -> Floats:
    count = len(control.level) * HOP
    low_hz, high_hz = 900.0 * formant, min(4200.0 * formant, RATE_HZ * 0.45)
    bands = butter(1, [low_hz, high_hz], "bandpass", fs=RATE_HZ, output="sos")
    grid = np.arange(len(control.level)) * HOP
    envelope = np.interp(np.arange(count), grid, control.aspiration)
    return np.asarray(sosfilt(bands, rng.standard_normal(count)) * envelope)
