"""A voice note becomes a spoken line: the person's own sound, with lips that follow it.

The recording is heard as it is: only the floor of the room is lowered and the level evened.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d
from scipy.signal import butter, sosfiltfilt

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.speech import Phoneme, Speech, Utterance, Word
from generation.ports import Voice
from generation.speech.alignment import Alignment, aligned
from generation.speech.assembly import faded, levelled, resample, silence
from generation.speech.following import followed
from generation.speech.guessing import guessed
from generation.speech.language import runs_of
from generation.speech.listening import HOP_S, Loudness, Span, bursts, loudness
from generation.speech.mouthing import closures, mouthed
from generation.speech.phonemes import SILENCE, RawPhoneme, expand
from generation.speech.phones import phones

RUMBLE_HZ = 70.0
FLOOR_CUT_DB = 12.0  # by which the room is lowered between words
OPEN_S = 0.12  # the room stays up so long around words: no word is clipped
EDGE_S = 0.06  # of the recording kept before the first and after the last word
PIECE_MIN_S = 2.2  # a shot with words is not shorter
PIECE_WISH_S = 3.6
PIECES_MAX = 6


class RecordedVoice:
    """Port ``Voice``: speaks an utterance's own recording; ``fallback`` speaks all others."""

    name = "recorded"

    def __init__(self, fallback: Voice) -> None:
        self._fallback = fallback

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one line.

        Raises:
            VoiceFailed: The fallback did not speak.
        """
        if utterance.recording is None:
            return self._fallback.speak(utterance)
        return told(utterance.recording, text=utterance.text, language=utterance.language)

    def close(self) -> None:
        """End what the fallback started."""
        self._fallback.close()


def told(
    samples: Samples,
    rate_hz: int = SAMPLE_RATE_HZ,
    *,
    text: str = "",
    language: str = "en",
    recogniser: bool = True,
    score: Speech | None = None,
) -> Speech:
    """Turn mono sound into speech.

    Args:
        samples: The recording.
        rate_hz: Its rate.
        text: What is said, if it is known. English words are found in the sound where they were
            said; others are spread over the sounding parts.
        language: Tag of the text's language.
        recogniser: False moves the lips by loudness, hiss and colour alone.
        score: The same words as another voice speaks them. Where the words are not found in the
            sound, lips and words follow it, at the pace of the sound.
    """
    sound = _without_rumble(resample(np.asarray(samples, np.float32), rate_hz))
    level = loudness(sound, SAMPLE_RATE_HZ)
    spans = bursts(level)
    if not spans:
        return silence(max(len(sound) / SAMPLE_RATE_HZ, HOP_S))
    quiet = _room_lowered(sound, level)
    start_s = max(spans[0][0] - EDGE_S, 0.0)
    end_s = min(spans[-1][1] + EDGE_S, len(sound) / SAMPLE_RATE_HZ)
    kept = slice(round(start_s * SAMPLE_RATE_HZ), round(end_s * SAMPLE_RATE_HZ))
    duration_s = len(sound[kept]) / SAMPLE_RATE_HZ
    spans = [(first - start_s, last - start_s) for first, last in spans]
    said = _typed(text, language)
    readable = recogniser and _is_english(text, language)
    read = aligned(sound[kept], SAMPLE_RATE_HZ, said) if readable else None
    read = read or (None if score is None else followed(score, spans))
    guess = language.split("-")[0] == "en"
    named = (
        _by_ear(sound[kept], recogniser=recogniser, guess=guess) if read is None else read.phones
    )
    lips = tuple(expand(_within(named, spans, duration_s)))
    found = read is not None and len(read.words) == len(said)
    return Speech(
        samples=levelled(faded(quiet[kept])),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=lips,
        words=_heard(said, read, duration_s) if read and found else _spread(said, lips, duration_s),
    )


def pieces(samples: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> list[Samples]:
    """Cut a recording at its longest pauses, so that each piece can have a shot of its own."""
    spans = bursts(loudness(samples, rate_hz))
    if not spans:
        return [samples]
    length_s = spans[-1][1] - spans[0][0]
    wanted = min(PIECES_MAX, max(1, round(length_s / PIECE_WISH_S)))
    gaps = sorted(pairwise(spans), key=lambda pair: pair[0][1] - pair[1][0])
    cuts: list[float] = []
    for before, after in gaps:
        at_s = (before[1] + after[0]) / 2
        edges = [spans[0][0], *cuts, spans[-1][1]]
        if len(cuts) + 1 < wanted and min(abs(at_s - edge) for edge in edges) >= PIECE_MIN_S:
            cuts.append(at_s)
    return np.split(samples, [round(at_s * rate_hz) for at_s in sorted(cuts)])


def _without_rumble(sound: Samples) -> Samples:
    if len(sound) < SAMPLE_RATE_HZ * HOP_S * 4:
        return sound
    sos = butter(2, RUMBLE_HZ, "highpass", fs=SAMPLE_RATE_HZ, output="sos")
    return np.asarray(sosfiltfilt(sos, sound), np.float32)


def _room_lowered(sound: Samples, level: Loudness) -> Samples:
    """Turn the sound down where only the room is heard."""
    reach = 2 * round(OPEN_S / HOP_S) + 1
    speaks = maximum_filter1d((level.curve_db > level.threshold_db).astype(np.float64), reach)
    gain_db = gaussian_filter1d((speaks - 1.0) * FLOOR_CUT_DB, OPEN_S / 3 / HOP_S)
    times_s = np.arange(len(sound)) / SAMPLE_RATE_HZ
    gain = np.interp(times_s, np.arange(len(gain_db)) * HOP_S, 10 ** (gain_db / 20))
    return np.asarray(sound * gain, np.float32)


def _by_ear(sound: Samples, *, recogniser: bool, guess: bool) -> list[RawPhoneme]:
    """Return what is heard when; a moment without sound that no consonant explains is a ``b``."""
    level = loudness(sound, SAMPLE_RATE_HZ)
    raw = _recognised(sound, guess=guess) if recogniser else None
    if raw is None:
        return mouthed(sound, SAMPLE_RATE_HZ, level)
    for start_s, end_s in closures(level):
        over = [p.name for p in raw if p.start_s < end_s and p.end_s > start_s and p.name]
        if not any(name in _EXPLAINS for name in over):
            raw = [part for p in raw for part in _cut_out(p, start_s, end_s)]
            raw.append(RawPhoneme("b", start_s, end_s))
    return sorted(raw, key=lambda p: p.start_s)


def _recognised(sound: Samples, *, guess: bool) -> list[RawPhoneme] | None:
    words = guessed(sound, SAMPLE_RATE_HZ) if guess else None
    return words or phones(sound, SAMPLE_RATE_HZ)


def _cut_out(p: RawPhoneme, start_s: float, end_s: float) -> list[RawPhoneme]:
    parts = [p._replace(end_s=min(p.end_s, start_s)), p._replace(start_s=max(p.start_s, end_s))]
    return [part for part in parts if part.end_s - part.start_s > HOP_S / 2]


def _within(
    raw: Sequence[RawPhoneme], spans: Sequence[Span], duration_s: float
) -> list[RawPhoneme]:
    """Fill 0..duration without a gap; nothing is mouthed in pauses."""
    edges = {0.0, duration_s, *(edge for span in spans for edge in span)}
    edges |= {edge for _, start_s, end_s in raw for edge in (start_s, end_s)}
    ordered = sorted(edge for edge in edges if 0.0 <= edge <= duration_s)
    filled: list[RawPhoneme] = []
    for start_s, end_s in pairwise(ordered):
        middle_s = (start_s + end_s) / 2
        speaking = any(first <= middle_s < last for first, last in spans)
        named = next((p.name for p in raw if p.start_s <= middle_s < p.end_s), "")
        name = named if speaking or (named in _SHUT and _near(middle_s, spans)) else ""
        if filled and (filled[-1].name == name or end_s - start_s < HOP_S / 2):
            filled[-1] = filled[-1]._replace(end_s=end_s)
        else:
            filled.append(RawPhoneme(name, start_s, end_s))
    return filled


_SHUT = frozenset("pbmtdkɡ")
_EXPLAINS = frozenset({*"pbmtdkszʃʒnŋfh", "tʃ", "dʒ"})
"""Sounds that may shut the mouth by themselves. A lone ɡ, θ or ð is most often a misheard b."""


def _near(at_s: float, spans: Sequence[Span]) -> bool:
    """Tell whether a closure belongs to a word that begins or ends beside it."""
    return any(first - EDGE_S <= at_s < last + EDGE_S for first, last in spans)


def _typed(text: str, language: str) -> list[str]:
    return [word.text for run in runs_of(text, language) for word in run.words]


def _is_english(text: str, language: str) -> bool:
    return all((run.voice or "").startswith("en") for run in runs_of(text, language) if run.words)


def _heard(said: Sequence[str], read: Alignment, duration_s: float) -> tuple[Word, ...]:
    """Return each word where it was found."""
    return tuple(
        Word(text=word, start_s=max(start_s, 0.0), end_s=min(end_s, duration_s))
        for word, (start_s, end_s) in zip(said, read.words, strict=True)
    )


def _spread(texts: Sequence[str], lips: Sequence[Phoneme], duration_s: float) -> tuple[Word, ...]:
    """Spread what is said over the sounding time, each word as long as its letters."""
    if not texts:
        return ()
    sounding = [0.0, *np.cumsum([(p.end_s - p.start_s) * (p.ipa != SILENCE) for p in lips])]
    edges = [0.0, *(p.end_s for p in lips)]
    shares = np.cumsum([0, *(len(word) for word in texts)]) / sum(map(len, texts))
    ends = (
        np.interp(shares * sounding[-1], sounding, edges) if sounding[-1] else shares * duration_s
    )
    return tuple(
        Word(text=word, start_s=float(start_s), end_s=float(end_s))
        for word, (start_s, end_s) in zip(texts, pairwise(ends), strict=True)
    )
