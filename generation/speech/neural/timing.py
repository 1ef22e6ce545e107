"""Speech out of a sound whose model tells when each sound and word is heard."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ
from generation.model.speech import Speech, Word
from generation.speech.assembly import FADE_S, faded, levelled, resample
from generation.speech.listening import bursts, loudness
from generation.speech.neural.lines import Part
from generation.speech.neural.sounding import Sound
from generation.speech.phonemes import RawPhoneme, expand
from generation.speech.recorded import EDGE_S


def timed(sound: Sound, part: Part) -> Speech | None:
    """Return the trimmed speech with the model's own times; None where it tells none."""
    if sound.phones is None or sound.words is None:
        return None
    samples = resample(sound.samples, sound.rate_hz)
    spans = bursts(loudness(samples, SAMPLE_RATE_HZ)) or [(0.0, len(samples) / SAMPLE_RATE_HZ)]
    start_s = max(spans[0][0] - EDGE_S, 0.0)
    end_s = min(spans[-1][1] + EDGE_S, len(samples) / SAMPLE_RATE_HZ)
    kept = samples[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)]
    duration_s = len(kept) / SAMPLE_RATE_HZ
    phones = _between(sound.phones, start_s, duration_s)
    words = tuple(
        Word(
            text=text,
            start_s=min(max(first - start_s, 0.0), duration_s),
            end_s=min(max(last - start_s, 0.0), duration_s),
        )
        for text, (first, last) in zip(part.words, sound.words, strict=True)
    )
    return Speech(
        samples=levelled(faded(kept)),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=tuple(expand(phones)),
        words=words,
    )


def named(speech: Speech, part: Part) -> Speech:
    """Return speech whose words are as they were typed: marks may change when read again."""
    if [word.text for word in speech.words] == list(part.words):
        return speech
    if len(speech.words) == len(part.words):
        kept = [(word.start_s, word.end_s) for word in speech.words]
    else:
        shares = np.cumsum([0, *map(len, part.words)]) / sum(map(len, part.words))
        kept = [(float(a), float(b)) for a, b in pairwise(shares * speech.duration_s)]
    words = (
        Word(text=text, start_s=start_s, end_s=end_s)
        for text, (start_s, end_s) in zip(part.words, kept, strict=True)
    )
    return replace(speech, words=tuple(words))


def _between(phones: tuple[RawPhoneme, ...], start_s: float, duration_s: float) -> list[RawPhoneme]:
    """Move phones to 0..duration, without a gap; what is too short to be seen joins the next."""
    kept: list[RawPhoneme] = []
    at_s = 0.0
    for name, first, last in phones:
        end_s = min(max(last - start_s, 0.0), duration_s)
        if first - start_s > at_s + FADE_S:
            kept.append(RawPhoneme("", at_s, min(first - start_s, duration_s)))
            at_s = kept[-1].end_s
        if end_s > at_s:
            kept.append(RawPhoneme(name, at_s, end_s))
            at_s = end_s
    if at_s < duration_s:
        kept.append(RawPhoneme("", at_s, duration_s))
    return kept
