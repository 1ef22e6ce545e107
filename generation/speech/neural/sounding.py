"""What is done to the sound of any model: is it speech at all, how fast, how loud."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.speech import Speech, Utterance
from generation.speech.assembly import levelled
from generation.speech.delivery import prosody
from generation.speech.listening import Span, bursts, loudness
from generation.speech.phonemes import RawPhoneme
from generation.speech.scripts import voice_of_tag

FAINT = 1e-4  # of full scale: what a model hums when it says nothing
SAME_PACE = 0.03  # a smaller change is not heard
GRAIN_S = 0.03  # of sound that is laid over the next; a few periods of any voice
SEARCH_S = 0.01  # a period of the lowest voice
SAMPLE_MIN_S, SAMPLE_MAX_S = 1.0, 30.0  # of somebody's voice, for a print


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What a model spoke.

    Attributes:
        samples: Mono.
        rate_hz: Their rate.
        phones: When each of its sounds is heard, where the model tells; else None.
        words: The same of its words.
        cut: It was stopped, not finished.
        paced: The pace that was asked for is in it already.
    """

    samples: Samples
    rate_hz: int
    phones: tuple[RawPhoneme, ...] | None = None
    words: tuple[Span, ...] | None = None
    cut: bool = False
    paced: bool = False


def fault_of(sound: Sound) -> str:
    """Say what is wrong with a model's sound, as far as numbers show; empty where nothing is."""
    if not np.isfinite(sound.samples).all():
        return "garbled"
    if sound.cut:
        return "endless"
    loud = np.abs(sound.samples).max(initial=0.0) >= FAINT
    return "" if loud and bursts(loudness(sound.samples, sound.rate_hz)) else "silent"


def as_sample(sample: Samples, rate_hz: int) -> Samples | None:
    """Return somebody's recording at a model's rate; None where there is too little voice in it.

    Args:
        sample: Mono at 48 kHz.
        rate_hz: What the model reads.
    """
    sound = np.asarray(sample[: round(SAMPLE_MAX_S * SAMPLE_RATE_HZ)], np.float32)
    spoken_s = sum(end_s - start_s for start_s, end_s in bursts(loudness(sound, SAMPLE_RATE_HZ)))
    if spoken_s < SAMPLE_MIN_S or not np.isfinite(sound).all():
        return None
    return np.asarray(resample_poly(levelled(sound), rate_hz, SAMPLE_RATE_HZ), np.float32)


def stretched(samples: Samples, rate_hz: int, pace: float) -> Samples:
    """Speak faster or slower at the same pitch: grains laid over each other where they fit best.

    The method is WSOLA (Verhelst and Roelands 1993).
    """
    if abs(pace - 1.0) < SAME_PACE:
        return samples
    half, search = round(GRAIN_S / 2 * rate_hz), round(SEARCH_S * rate_hz)
    count = int(len(samples) / pace / half)
    if count < 2:
        return samples
    window = np.hanning(2 * half + 1)[: 2 * half].astype(np.float32)
    padded = np.pad(samples, (search, 2 * search + 4 * half))
    out = np.zeros((count + 1) * half, np.float32)
    at = search
    for index in range(count):
        grain = padded[at : at + 2 * half]
        out[index * half : (index + 2) * half] += grain * window
        wish = search + round((index + 1) * half * pace)
        at = _best(padded, wish, search, padded[at + half : at + 2 * half])
    return out


def _best(padded: Samples, wish: int, search: int, follows: Samples) -> int:
    """Return where, around ``wish``, the sound goes on most like ``follows``."""
    around = padded[wish - search : wish + search + len(follows)]
    if len(around) < len(follows) + 1:
        return min(wish, len(padded) - 2 * len(follows))
    likeness = np.correlate(around, follows, "valid")
    return wish - search + int(np.argmax(likeness))


def coloured(speech: Speech, utterance: Utterance, tag: str) -> Samples:
    """Return the sound as loud, and as strained, as the line is said."""
    wanted = prosody(utterance, voice_of_tag(tag))
    samples: npt.NDArray[np.float32] = speech.samples
    peak = float(np.abs(samples).max(initial=0.0))
    if not peak:
        return samples
    if wanted.drive:
        samples = np.asarray(np.tanh(samples * (wanted.drive / peak)), np.float32)
    return levelled(samples, wanted.level_db)
