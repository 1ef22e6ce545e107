"""Puts what a voice spoke run by run into one line of sound with phoneme and word times.

Sound comes in as 16-bit PCM of any rate and leaves as 48 kHz float mono. No process is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

import numpy as np
from scipy.signal import resample_poly

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.speech import Phoneme, Speech, Word
from generation.speech.language import Run
from generation.speech.phonemes import SILENCE, RawPhoneme, expand

Timed = TypeVar("Timed", Phoneme, Word)

ACTIVE_RMS = 0.1  # level of every spoken run, -20 dBFS over its sounding parts
MAX_PEAK = 0.9
AUDIBLE = 0.012  # of the peak: quieter edges are silence
STOP_CLOSURE_S = 0.03  # kept before the burst of a first p, t, k: the lips need it
TAIL_S = 0.012  # kept after the last audible sample
FADE_S = 0.003  # at both ends: no click where sound meets silence
EMPTY_S = 0.1  # a line without sound is this long
RESAMPLE_DENOMINATOR = 160  # of the ratio: error < 0.3 % of pitch, filters stay short


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenRun:
    """What the worker answered for one run; ``phonemes`` and ``words`` count samples of ``pcm``."""

    pcm: bytes
    rate_hz: float
    phonemes: Sequence[tuple[int, str]]
    words: Sequence[tuple[int, int]]  # sample, index into the spoken text


def to_speech(spoken: SpokenRun, run: Run) -> Speech | None:
    """Return one run as trimmed speech, or None where nothing sounds."""
    pcm = np.frombuffer(spoken.pcm, "<i2").astype(np.float32)
    samples = resample(pcm / np.float32(32768), spoken.rate_hz)
    if not len(samples) or not samples.any():
        return None
    raw = _raw_phonemes(spoken, len(samples) / SAMPLE_RATE_HZ)
    first_s = next((p.start_s for p in raw if p.name), 0.0)
    start, end = _audible(samples, first_s)
    shift_s, duration_s = start / SAMPLE_RATE_HZ, (end - start) / SAMPLE_RATE_HZ
    phonemes = _within(expand(raw), shift_s, duration_s)
    starts = [(sample / spoken.rate_hz - shift_s, place) for sample, place in spoken.words]
    return Speech(
        samples=levelled(faded(samples[start:end])),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=phonemes,
        words=_word_times(run, starts, phonemes, duration_s),
    )


def resample(samples: Samples, rate_hz: float) -> Samples:
    """Bring sound to 48 kHz; the rate may be any number."""
    ratio = Fraction(SAMPLE_RATE_HZ / rate_hz).limit_denominator(RESAMPLE_DENOMINATOR)
    if not len(samples):
        return samples
    return np.asarray(resample_poly(samples, ratio.numerator, ratio.denominator), np.float32)


def _raw_phonemes(spoken: SpokenRun, duration_s: float) -> list[RawPhoneme]:
    """Give each phoneme the time until the next; marks of a language switch take none."""
    named = [(sample / spoken.rate_hz, name) for sample, name in spoken.phonemes if name[:1] != "("]
    ends = [start_s for start_s, _ in named[1:]] + [duration_s]
    return [
        RawPhoneme(name, start_s, end_s) for (start_s, name), end_s in zip(named, ends, strict=True)
    ]


def _audible(samples: Samples, first_s: float) -> tuple[int, int]:
    loud = np.flatnonzero(np.abs(samples) > AUDIBLE * np.abs(samples).max())
    onset, last = int(loud[0]), int(loud[-1])
    closure = onset - round(STOP_CLOSURE_S * SAMPLE_RATE_HZ)
    start = min(max(round(first_s * SAMPLE_RATE_HZ), closure, 0), onset)
    return start, min(last + 1 + round(TAIL_S * SAMPLE_RATE_HZ), len(samples))


def _within(phonemes: list[Phoneme], shift_s: float, duration_s: float) -> tuple[Phoneme, ...]:
    """Shift and cut to 0..duration; the first begins at 0, the last ends with the sound."""
    kept = [
        replace(p, start_s=max(p.start_s - shift_s, 0.0), end_s=min(p.end_s - shift_s, duration_s))
        for p in phonemes
        if p.end_s > shift_s and p.start_s - shift_s < duration_s
    ]
    while len(kept) > 1 and kept[-1].viseme == "sil":
        kept.pop()
    if not kept:
        return (Phoneme(ipa=SILENCE, viseme="sil", start_s=0.0, end_s=duration_s),)
    kept[0] = replace(kept[0], start_s=0.0)
    kept[-1] = replace(kept[-1], end_s=duration_s)
    return tuple(kept)


def _word_times(
    run: Run,
    starts: Sequence[tuple[float, int]],
    phonemes: Sequence[Phoneme],
    duration_s: float,
) -> tuple[Word, ...]:
    """Time each typed word; words that espeak runs together share their time by length."""
    known: dict[int, float] = {0: 0.0}
    for index, word in enumerate(run.words):
        inside = [start_s for start_s, place in starts if word.start <= place < word.end]
        if inside and index:
            known[index] = min(inside)
    lengths = np.cumsum([0] + [max(word.end - word.start, 1) for word in run.words])
    anchors = [*sorted(known), len(run.words)]
    values = [*(known[index] for index in sorted(known)), duration_s]
    times = np.interp(lengths, lengths[anchors], values)
    times = np.maximum.accumulate(np.clip(times, 0.0, duration_s))
    silences = [(p.start_s, p.end_s) for p in phonemes if p.viseme == "sil"]
    return tuple(
        Word(
            text=word.text,
            start_s=float(times[index]),
            end_s=_end_before_silence(float(times[index]), float(times[index + 1]), silences),
        )
        for index, word in enumerate(run.words)
    )


def _end_before_silence(
    start_s: float, end_s: float, silences: Sequence[tuple[float, float]]
) -> float:
    for silence_start_s, silence_end_s in silences:
        if start_s < silence_start_s < end_s <= silence_end_s + FADE_S:
            return silence_start_s
    return end_s


def faded(samples: Samples) -> Samples:
    """Return a copy whose first and last milliseconds rise from and fall to zero."""
    count = min(round(FADE_S * SAMPLE_RATE_HZ), len(samples) // 2)
    out = samples.copy()
    if count:
        ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
        out[:count] *= ramp
        out[-count:] *= ramp[::-1]
    return out


def levelled(samples: Samples, level_db: float = 0.0) -> Samples:
    """Bring the sounding part of speech to the common level, peaks at most 0.9."""
    power = samples.astype(np.float64) ** 2
    active = power[power > (AUDIBLE * np.abs(samples).max(initial=0.0)) ** 2]
    if not len(active):
        return samples
    gain = ACTIVE_RMS / np.sqrt(active.mean()) * 10 ** (level_db / 20)
    gain = min(gain, MAX_PEAK / np.abs(samples).max())
    return np.asarray(samples * np.float32(gain), np.float32)


def join(pieces: Sequence[tuple[Speech | None, float]]) -> Speech:
    """Join pieces, each followed by its silence in seconds; trailing silence is kept off.

    A line of nothing but pauses is that long, a line of nothing at all 0.1 s.
    """
    sounding = [index for index, (piece, _) in enumerate(pieces) if piece is not None]
    if not sounding:
        return silence(max(sum(pause_s for _, pause_s in pieces), EMPTY_S))
    samples: list[Samples] = []
    phonemes: list[Phoneme] = []
    words: list[Word] = []
    at = 0
    for index, (piece, pause_s) in enumerate(pieces[: sounding[-1] + 1]):
        if piece is not None:
            shift_s = at / SAMPLE_RATE_HZ
            phonemes += [shifted(p, shift_s) for p in piece.phonemes]
            words += [shifted(w, shift_s) for w in piece.words]
            samples.append(piece.samples)
            at += len(piece.samples)
        gap = 0 if index == sounding[-1] else round(pause_s * SAMPLE_RATE_HZ)
        if gap:
            start_s, end_s = at / SAMPLE_RATE_HZ, (at + gap) / SAMPLE_RATE_HZ
            phonemes.append(Phoneme(ipa=SILENCE, viseme="sil", start_s=start_s, end_s=end_s))
            samples.append(np.zeros(gap, np.float32))
            at += gap
    return Speech(
        samples=np.concatenate(samples),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=tuple(phonemes),
        words=tuple(words),
    )


def shifted(timed: Timed, by_s: float) -> Timed:
    """Return a phoneme or word moved in time."""
    return replace(timed, start_s=timed.start_s + by_s, end_s=timed.end_s + by_s)


def silence(duration_s: float) -> Speech:
    """Return a closed mouth and no sound."""
    count = round(duration_s * SAMPLE_RATE_HZ)
    return Speech(
        samples=np.zeros(count, np.float32),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=(Phoneme(ipa=SILENCE, viseme="sil", start_s=0.0, end_s=count / SAMPLE_RATE_HZ),),
        words=(),
    )
