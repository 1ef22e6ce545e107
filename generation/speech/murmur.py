"""Wordless syllables for stand-ins, things and extras: the tune of a sentence without its words.

Nobody can take it for a person: the lips are in time, the words are in the caption.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ
from generation.model.screenplay import Mood
from generation.model.speech import Speech, Utterance, VoiceProfile, Word
from generation.speech.assembly import faded, levelled, silence
from generation.speech.delivery import BASE_RATE_WPM, HAN_VOICES, MANDARIN_RATE_WPM, prosody
from generation.speech.language import Run, runs_of
from generation.speech.scripts import SYLLABIC, script_of
from generation.speech.syllables import Syllable, synthesise

SYLLABLE_S = 0.222  # measured: espeak-ng English at 155 words a minute
MANDARIN_SYLLABLE_S = 0.25  # measured: espeak-ng Mandarin at 180
LAST_SYLLABLE = 1.3  # the last syllable of a phrase is longer
COMMA_S = 0.16
ONSET_S = 0.06  # a closed mouth shorter than this is not seen at 30 fps
MAX_ONSET_SHARE = 0.42
LOW_HZ, HIGH_HZ = 175.0, 235.0  # pitch of a stand-in, of a feminine one
SMALL_HEAD = 1.12  # formants of a toy
MURMUR_LEVEL_DB = -1.0

_SCALES: dict[Mood, tuple[int, ...]] = {
    "neutral": (0, 2, 4, 2, 0, -3),
    "joyful": (0, 4, 7, 9, 7, 4),
    "playful": (0, 7, 4, 9, 2, 7),
    "tender": (4, 2, 0, 2, 4, 0),
    "wistful": (7, 3, 5, 2, 3, 0),
    "sad": (3, 2, 0, -2, -2, -4),
    "angry": (0, 1, 0, 3, 0, 1),
    "afraid": (7, 8, 7, 10, 8, 7),
    "surprised": (0, 5, 9, 12, 10, 12),
    "proud": (0, 0, 4, 4, 7, 7),
    "deadpan": (0, 0, 0, 0, 0, -1),
    "dreamy": (0, 4, 7, 11, 7, 4),
}
"""Semitones a melody wanders over."""

_ONSETS = np.array(["b", "m", "n", "d", "l", "w"])
_ONSET_CHANCES = np.array([0.24, 0.22, 0.2, 0.14, 0.1, 0.1])
_VOWELS = np.array(["a", "o", "e", "i", "u"])
_VOWEL_CHANCES = np.array([0.36, 0.26, 0.18, 0.08, 0.12])
_VOWEL_LETTERS = frozenset("aeiouyаеёиоуыэюяαεηιουωáéíóúàèìòùâêîôûäëïöüãõåæøœ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beat:
    """A syllable to come: the word it belongs to, its length, and the silence after it."""

    word: int
    duration_s: float
    gap_s: float
    asks: bool


def murmur(utterance: Utterance) -> Speech:
    """Speak a line in syllables of nobody's language, as long as the sentence would take.

    The same person says the same sentence the same way.
    """
    runs = runs_of(utterance.text, utterance.language)
    words = [word.text for run in runs for word in run.words]
    beats = list(_beats(runs, utterance))
    if not beats:
        return silence(max(sum(run.pause_s for run in runs), 0.1))
    purpose = zlib.crc32(b"murmur" + utterance.text.encode("utf-8"))
    rng = np.random.default_rng([utterance.profile.seed, purpose])
    formant = utterance.profile.formant * SMALL_HEAD
    samples, phonemes = synthesise(
        _syllables(beats, utterance, rng), formant=formant, breath=0.08, rng=rng
    )
    return Speech(
        samples=levelled(faded(samples), MURMUR_LEVEL_DB),
        sample_rate_hz=SAMPLE_RATE_HZ,
        phonemes=phonemes,
        words=tuple(_word_times(words, beats)),
    )


def _beats(runs: Sequence[Run], utterance: Utterance) -> Iterator[_Beat]:
    first = 0
    for number, run in enumerate(runs):
        pace = _syllable_s(run, utterance)
        for index, word in enumerate(run.words):
            count = syllable_count(word.text)
            last_word = index == len(run.words) - 1
            for syllable in range(count):
                last = syllable == count - 1
                gap_s = _gap_s(word.text, run.pause_s if last_word else 0.0) if last else 0.0
                if last and last_word and number == len(runs) - 1:
                    gap_s = 0.0
                stretch = LAST_SYLLABLE if last and last_word else 1.0
                asks = last and any(mark in word.text for mark in "?？؟")
                yield _Beat(word=first + index, duration_s=pace * stretch, gap_s=gap_s, asks=asks)
        first += len(run.words)


def _syllable_s(run: Run, utterance: Utterance) -> float:
    voice = run.voice or "en-us"
    neutral = replace(utterance, profile=replace(utterance.profile, formant=1.0))
    rate = prosody(neutral, voice).rate_wpm
    if voice in HAN_VOICES:
        return MANDARIN_SYLLABLE_S * MANDARIN_RATE_WPM / rate
    return SYLLABLE_S * BASE_RATE_WPM / rate


def _gap_s(word: str, pause_s: float) -> float:
    if pause_s:
        return pause_s
    return COMMA_S if word[-1] in ",，、;；:：.。!！?？" else 0.0


def syllable_count(word: str) -> int:
    """Guess a written word's syllables: one a Han character, one a group of vowels."""
    if script_of(word[0]) in SYLLABIC or script_of(word[-1]) in SYLLABIC:
        return max(sum(script_of(character) in SYLLABIC for character in word), 1)
    lowered = word.lower()
    groups = sum(
        letter in _VOWEL_LETTERS and (place == 0 or lowered[place - 1] not in _VOWEL_LETTERS)
        for place, letter in enumerate(lowered)
    )
    letters = sum(letter.isalpha() for letter in lowered)
    if not groups:
        return max(round(letters / 2.5), 1)
    silent_e = lowered.rstrip(".,!?;:\"'").endswith("e") and groups > 1
    return groups - int(silent_e)


def base_pitch_hz(profile: VoiceProfile) -> float:
    """Return the pitch a person's wordless sounds are made around."""
    return (HIGH_HZ if profile.feminine else LOW_HZ) * profile.pitch


def _syllables(
    beats: Sequence[_Beat], utterance: Utterance, rng: np.random.Generator
) -> list[Syllable]:
    scale = _SCALES[utterance.emotion]
    base_hz = base_pitch_hz(utterance.profile)
    onsets = rng.choice(_ONSETS, len(beats), p=_ONSET_CHANCES)
    vowels = rng.choice(_VOWELS, len(beats), p=_VOWEL_CHANCES)
    steps = np.cumsum(rng.choice([-1, 1, 1, 2], len(beats)))
    syllables: list[Syllable] = []
    for index, beat in enumerate(beats):
        semitones = scale[int(steps[index]) % len(scale)] - 2.0 * index / len(beats)
        if beat.asks:
            semitones += 6.0
        syllables.append(
            Syllable(
                onset=str(onsets[index]),
                vowel=str(vowels[index]),
                duration_s=beat.duration_s,
                onset_s=min(ONSET_S, MAX_ONSET_SHARE * beat.duration_s),
                gap_s=beat.gap_s,
                pitch_hz=base_hz * 2 ** (semitones / 12),
            )
        )
    return syllables


def _word_times(words: Sequence[str], beats: Sequence[_Beat]) -> Iterator[Word]:
    spans: dict[int, tuple[float, float]] = {}
    at_s = 0.0
    for beat in beats:
        start_s = spans.get(beat.word, (at_s, at_s))[0]
        spans[beat.word] = (start_s, at_s + beat.duration_s)
        at_s += beat.duration_s + beat.gap_s
    for index, text in enumerate(words):
        yield Word(text=text, start_s=spans[index][0], end_s=spans[index][1])
