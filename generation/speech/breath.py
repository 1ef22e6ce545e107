"""Breaths, sighs and laughter: sounds of a person that are not speech, with lips in time."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.speech import Phoneme, Speech, VoiceProfile
from generation.speech.assembly import faded, levelled
from generation.speech.murmur import base_pitch_hz
from generation.speech.syllables import Syllable, synthesise

BREATH_S = 0.35  # an inhale before a line
SIGH_S = 0.9
BREATH_LEVEL_DB = -16.0
SIGH_LEVEL_DB = -10.0
LAUGH_LEVEL_DB = -1.0
LAUGH_GAPS_S = (0.19, 0.15)  # from one "ha" to the next: first, last
LAUGH_HA_S = 0.13
LAUGH_FALL = (1.5, 0.95)  # pitch of the first and the last "ha" over the person's own
LAUGH_LEVELS = (1.0, 0.5)


def breath(profile: VoiceProfile) -> Speech:
    """Draw a breath in through the mouth: noise that rises and closes quickly."""
    count = round(BREATH_S * SAMPLE_RATE_HZ)
    age = np.linspace(0.0, 1.0, count)
    envelope = np.sin(np.pi * age**1.6) ** 1.5
    samples = _air(profile, b"breath", envelope, low_hz=900.0, high_hz=5200.0)
    return _wordless(levelled(faded(samples), BREATH_LEVEL_DB), "ih")


def sigh(profile: VoiceProfile) -> Speech:
    """Let a breath out: air that falls, with a little of the voice in it."""
    count = round(SIGH_S * SAMPLE_RATE_HZ)
    age = np.linspace(0.0, 1.0, count)
    envelope = np.minimum(age / 0.12, 1.0) * (1.0 - age) ** 1.4
    air = _air(profile, b"sigh", envelope, low_hz=450.0, high_hz=2600.0)
    rng = np.random.default_rng([profile.seed, zlib.crc32(b"sigh voice")])
    base_hz = base_pitch_hz(profile)
    syllables = [
        Syllable(
            onset="h", vowel=vowel, duration_s=SIGH_S / 3, onset_s=onset_s, gap_s=0.0,
            pitch_hz=base_hz * fall, level=level,
        )
        for vowel, onset_s, fall, level in (
            ("a", 0.12, 1.15, 0.6), ("a", 0.01, 0.95, 0.5), ("u", 0.01, 0.75, 0.25),
        )
    ]  # fmt: skip
    voice, _ = synthesise(syllables, formant=profile.formant, breath=0.6, rng=rng)
    length = min(len(air), len(voice))
    mixed = air[:length] + 0.35 * voice[:length] * envelope[:length].astype(np.float32)
    return _wordless(levelled(faded(mixed), SIGH_LEVEL_DB), "aa")


def laugh(profile: VoiceProfile, *, seed: int = 0) -> Speech:
    """Laugh four to six "ha" that fall in pitch and come faster."""
    rng = np.random.default_rng([profile.seed, seed, zlib.crc32(b"laugh")])
    count = int(rng.integers(4, 7))
    gaps = np.linspace(*LAUGH_GAPS_S, count)
    falls = np.linspace(*LAUGH_FALL, count) * rng.uniform(0.97, 1.03, count)
    levels = np.linspace(*LAUGH_LEVELS, count)
    base_hz = base_pitch_hz(profile)
    syllables = [
        Syllable(
            onset="h",
            vowel="a",
            duration_s=LAUGH_HA_S,
            onset_s=0.04,
            gap_s=float(gaps[index]) - LAUGH_HA_S if index < count - 1 else 0.0,
            pitch_hz=base_hz * float(falls[index]),
            level=float(levels[index]),
        )
        for index in range(count)
    ]
    samples, phonemes = synthesise(syllables, formant=profile.formant, breath=0.7, rng=rng)
    return Speech(
        samples=levelled(faded(samples), LAUGH_LEVEL_DB),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=phonemes,
        words=(),
    )


def _air(
    profile: VoiceProfile,
    purpose: bytes,
    envelope: npt.NDArray[np.float64],
    *,
    low_hz: float,
    high_hz: float,
) -> Samples:
    rng = np.random.default_rng([profile.seed, zlib.crc32(purpose)])
    band = [low_hz * profile.formant, high_hz * profile.formant]
    sos = butter(2, band, "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    air = sosfilt(sos, rng.standard_normal(len(envelope))) * envelope
    return np.asarray(air, np.float32)


def _wordless(samples: Samples, viseme: str) -> Speech:
    end_s = len(samples) / SAMPLE_RATE_HZ
    shape = Phoneme(
        ipa="ə" if viseme == "ih" else "a",
        viseme="ih" if viseme == "ih" else "aa",
        start_s=0.0,
        end_s=end_s,
    )
    return Speech(samples=samples, sample_rate_hz=SAMPLE_RATE_HZ, phonemes=(shape,), words=())
