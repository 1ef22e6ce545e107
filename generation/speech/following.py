"""Lays lips and words of one voice over the sound of another that says the same words.

Pauses stay pauses: time is counted only where something sounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.model.speech import Speech
from generation.speech.alignment import Alignment
from generation.speech.listening import Span
from generation.speech.phonemes import SILENCE, RawPhoneme

TOUCHES_S = 1e-9  # rounding


def followed(score: Speech, spans: Sequence[Span]) -> Alignment | None:
    """Bring another voice's sounds and words to where this one is heard, in proportion.

    Args:
        score: The same words, spoken by another voice.
        spans: Where something is said, in seconds.

    Returns:
        None where the other voice says nothing.
    """
    sounding = [(p.start_s, p.end_s) for p in score.phonemes if p.ipa != SILENCE]
    if not sounding or not spans:
        return None
    moments, passed_s = _clock(sounding)
    share = sum(end_s - start_s for start_s, end_s in spans) / passed_s[-1]

    def moved(at_s: float, *, ends: bool) -> float:
        return _reached(float(np.interp(at_s, moments, passed_s)) * share, spans, ends=ends)

    phones = [
        RawPhoneme(p.ipa, moved(p.start_s, ends=False), moved(p.end_s, ends=True))
        for p in score.phonemes
        if p.ipa != SILENCE
    ]
    words = [(moved(w.start_s, ends=False), moved(w.end_s, ends=True)) for w in score.words]
    return Alignment(phones, words)


def _clock(spans: Sequence[Span]) -> tuple[list[float], list[float]]:
    """Return moments, and how many seconds have sounded until each."""
    moments = [edge for span in spans for edge in span]
    sounded = np.cumsum([0.0, *(end_s - start_s for start_s, end_s in spans)])
    return moments, [float(sounded[(index + 1) // 2]) for index in range(len(moments))]


def _reached(passed_s: float, spans: Sequence[Span], *, ends: bool) -> float:
    """Return when so many seconds have sounded; at a pause, before it where something ends."""
    for start_s, end_s in spans:
        length_s = end_s - start_s
        if passed_s < length_s - TOUCHES_S or (ends and passed_s <= length_s + TOUCHES_S):
            return start_s + passed_s
        passed_s = max(passed_s - length_s, 0.0)
    return spans[-1][1]
