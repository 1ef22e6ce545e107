"""Who plays what in which mood: from chords and beats to a list of notes. No sound is made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np

from generation.model.screenplay import Mood
from generation.sound import instruments
from generation.sound.harmony import Chord, Harmony
from generation.sound.instruments import Instrument
from generation.sound.melody import Ground, Pace, tune

Palette = Literal["plain", "east_asian"]
BELL_CHANCE = 0.35
HALF_OCTAVE = 6  # semitones: keys above it are taken from below
PENTATONIC = 5  # notes
OCTAVE = 12  # semitones


class Note(NamedTuple):
    """One note: when, how long, how loud, where (-1 left, 1 right)."""

    instrument: Instrument
    pitch: int
    at_s: float
    seconds: float
    level: float
    pan: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One chord's stretch of time; ``voices`` are its notes from low to high, ``root`` its bass."""

    start_s: float
    beats: int
    beat_s: float
    voices: tuple[int, ...]
    root: int
    last: bool

    @property
    def seconds(self) -> float:
        """Length of the bar."""
        return self.beats * self.beat_s


class Score(NamedTuple):
    """What arrangers need: the bars, the mood's harmony, the key and where chance comes from.

    ``turn`` counts how often the film has heard this music before.
    """

    bars: Sequence[Bar]
    harmony: Harmony
    key: int
    rng: np.random.Generator
    turn: int = 0


def bass_note(chord: Chord, key: int) -> int:
    """Return the chord's root between E2 and D#3, the lowest that small speakers play."""
    return 40 + (key + chord[0] - 40) % 12


def arrange(mood: Mood, palette: Palette, score: Score) -> Iterator[Note]:
    """Yield every note of a bed."""
    if palette == "east_asian" and mood not in ("deadpan", "angry", "afraid"):
        yield from _east_asian(score)
        return
    yield from _ARRANGERS[mood](score)


def _sung(
    score: Score, instrument: Instrument, pace: Pace, *, level: float, pan: float, octave: int = 0
) -> Iterator[Note]:
    """Play the tune of the bed; notes ring a little longer than they last."""
    scale = score.harmony.scale
    ground = [Ground(bar.beats, _chord_steps(bar, score)) for bar in score.bars]
    for tone in tune(ground, len(scale), pace, score.rng, turn=score.turn):
        bar = score.bars[tone.bar]
        yield Note(
            instrument,
            _in_scale(score.key, scale, tone.step) + OCTAVE * octave,
            bar.start_s + tone.beat * bar.beat_s,
            (2.0 if tone.beats > 1 else 1.0) * bar.beat_s,
            level * (1.0 if tone.beat % 1 == 0 else 0.8),
            pan,
        )


def _chord_steps(bar: Bar, score: Score) -> frozenset[int]:
    """Return the scale steps, within one octave, that the bar's chord has."""
    classes = {(voice - score.key) % OCTAVE for voice in bar.voices}
    return frozenset(
        step for step, note in enumerate(score.harmony.scale) if note % OCTAVE in classes
    )


def _bouncing(score: Score) -> Iterator[Note]:
    """A plucked tune over an octave bass, broken chords under it, chords on the off beats."""
    shape = score.rng.permutation(4)
    yield from _sung(score, instruments.pluck, "lively", level=0.3, pan=-0.3)
    for bar in score.bars:
        for beat in range(bar.beats):
            at_s = bar.start_s + beat * bar.beat_s
            root = bar.root + 12 * (beat % 2)
            yield Note(instruments.bass, root, at_s, bar.beat_s * 0.9, 0.5, 0.0)
            if bar.last and beat:
                continue
            tone = bar.voices[int(shape[beat % 4]) % len(bar.voices)] + 12
            yield Note(instruments.pluck, tone, at_s, bar.beat_s, 0.16, 0.2)
            for voice in bar.voices:
                off_s = at_s + bar.beat_s / 2
                yield Note(instruments.pluck, voice, off_s, bar.beat_s * 0.5, 0.13, 0.4)


def _tiptoe(score: Score) -> Iterator[Note]:
    """Pizzicato on tiptoe with a tune that jumps; the off beats come and go."""
    yield from _sung(score, instruments.pizzicato, "lively", level=0.42, pan=0.15)
    odd = int(score.rng.integers(2))
    for number, bar in enumerate(score.bars):
        for beat in range(bar.beats):
            at_s = bar.start_s + beat * bar.beat_s
            yield Note(instruments.pizzicato, bar.root + 12 * (beat % 2), at_s, 0.3, 0.55, -0.1)
            if beat % 2 or (number % 4 == 2 + odd and not bar.last):
                for voice in bar.voices:
                    yield Note(instruments.pizzicato, voice, at_s, 0.2, 0.2, 0.35)


def _in_scale(key: int, scale: Sequence[int], step: int) -> int:
    """Return the ``step``-th note of the scale, counted from the key around the treble C."""
    octave, degree = divmod(step, len(scale))
    tonic = 72 + key - 12 * (key > HALF_OCTAVE)
    return tonic + scale[degree] + 12 * octave


def _two_voices(score: Score) -> Iterator[Note]:
    """A music box over slow strings: two voices and air."""
    yield from _sung(score, instruments.music_box, "calm", level=0.3, pan=0.2)
    for index, bar in enumerate(score.bars):
        for voice in bar.voices[:3]:
            yield Note(instruments.pad, voice, bar.start_s, bar.seconds, 0.1, -0.3)
        yield Note(instruments.bass, bar.root, bar.start_s, bar.seconds * 0.6, 0.32, 0.0)
        if bar.last:
            continue
        for beat in range(1 + index % 2, bar.beats, 2):
            voice = bar.voices[(beat + index) % len(bar.voices)]
            at_s = bar.start_s + beat * bar.beat_s
            yield Note(instruments.music_box, voice, at_s, bar.beat_s * 2, 0.16, -0.3)


def _held_tone(score: Score) -> Iterator[Note]:
    """One low string that stays, a second voice that sinks past it, a few notes far away."""
    yield from _sung(score, instruments.flute, "calm", level=0.07, pan=0.3, octave=-1)
    for bar in score.bars:
        yield Note(instruments.held, 48 + score.key % 12, bar.start_s, bar.seconds, 0.2, -0.2)
        yield Note(instruments.held, bar.voices[-1], bar.start_s, bar.seconds, 0.16, 0.25)


def _pulse(score: Score) -> Iterator[Note]:
    """Low eighths that do not let go and whose accents move, a drum on one, a growl of horns."""
    accents = [frozenset(score.rng.choice(8, 3, replace=False).tolist()) | {0} for _ in range(2)]
    yield from _sung(score, instruments.horn, "even", level=0.12, pan=0.3, octave=-2)
    for number, bar in enumerate(score.bars):
        for half in range(bar.beats * 2):
            at_s = bar.start_s + half * bar.beat_s / 2
            level = 0.5 if half % 8 in accents[number % 2] else 0.3
            yield Note(instruments.bass, bar.root, at_s, bar.beat_s / 2, level, 0.0)
        yield Note(instruments.drum, 36, bar.start_s, 0.9, 0.7, 0.0)
        for voice in bar.voices[:2]:
            yield Note(instruments.horn, voice - 12, bar.start_s, bar.seconds * 0.9, 0.08, 0.3)


def _rising(score: Score) -> Iterator[Note]:
    """A stab, silence, then trembling strings that climb; single notes that seek a way out."""
    yield from _sung(score, instruments.pizzicato, "even", level=0.2, pan=-0.3)
    for index, bar in enumerate(score.bars):
        lift = min(index, 4)
        if index == 0:
            for voice in bar.voices:
                yield Note(instruments.pizzicato, voice, bar.start_s, 0.3, 0.3, 0.0)
            yield Note(instruments.drum, 38, bar.start_s, 0.9, 0.5, 0.0)
        start_s = bar.start_s + (bar.beat_s if index == 0 else 0.0)
        for order, voice in enumerate(bar.voices[:3]):
            seconds = bar.start_s + bar.seconds - start_s
            pan = 0.4 * (order - 1)
            yield Note(instruments.tremolo, voice + lift, start_s, seconds, 0.3, pan)


def _procession(score: Score) -> Iterator[Note]:
    """Far horns in open fifths, one of them with a tune, and one drum."""
    yield from _sung(score, instruments.horn, "even", level=0.11, pan=0.2, octave=-1)
    for bar in score.bars:
        yield Note(instruments.drum, 36, bar.start_s, 1.0, 0.8, 0.0)
        for order, voice in enumerate(bar.voices):
            yield Note(
                instruments.horn,
                voice - 12 * (order == 0),
                bar.start_s,
                bar.seconds,
                0.14,
                0.3 * (order - 1),
            )


def _one_drum(score: Score) -> Iterator[Note]:
    """Nothing but a drum, once."""
    yield Note(instruments.drum, 38, score.bars[0].start_s, 1.0, 0.9, 0.0)


def _floating(score: Score) -> Iterator[Note]:
    """Wide pads that overlap and bells that fall out of them, some of them in a tune."""
    yield from _sung(score, instruments.music_box, "calm", level=0.16, pan=-0.2)
    for bar in score.bars:
        for order, voice in enumerate(bar.voices):
            yield Note(
                instruments.pad, voice, bar.start_s, bar.seconds * 1.15, 0.1, 0.3 * (order - 1.5)
            )
        for beat in range(bar.beats):
            if score.rng.random() < BELL_CHANCE or beat == 0:
                tone = bar.voices[int(score.rng.integers(len(bar.voices)))] + 24
                at_s = (
                    bar.start_s
                    + (beat + 0.5 * float(score.rng.integers(2)) * (beat > 0)) * bar.beat_s
                )
                yield Note(
                    instruments.music_box,
                    tone,
                    at_s,
                    1.8,
                    0.13,
                    float(score.rng.uniform(-0.6, 0.6)),
                )


def _walking(score: Score) -> Iterator[Note]:
    """A quiet plucked tune over soft chords, for scenes without a feeling of their own."""
    yield from _sung(score, instruments.pluck, "even", level=0.24, pan=0.25)
    for bar in score.bars:
        yield Note(instruments.bass, bar.root, bar.start_s, bar.seconds * 0.7, 0.4, 0.0)
        for voice in bar.voices:
            yield Note(instruments.pad, voice, bar.start_s, bar.seconds, 0.05, -0.2)
        for beat in range(1, bar.beats if not bar.last else 1, 2):
            at_s = bar.start_s + beat * bar.beat_s
            voice = bar.voices[beat % len(bar.voices)]
            yield Note(instruments.pluck, voice, at_s, bar.beat_s * 1.5, 0.14, -0.25)


def _east_asian(score: Score) -> Iterator[Note]:
    """A zither that leaves room, a flute that answers, both pentatonic."""
    scale = score.harmony.scale if len(score.harmony.scale) == PENTATONIC else (0, 2, 4, 7, 9)
    five = score._replace(harmony=replace(score.harmony, scale=scale))
    yield from _sung(five, instruments.zither, "even", level=0.3, pan=-0.15, octave=-1)
    first = int(score.rng.integers(2))
    for index, bar in enumerate(score.bars):
        yield Note(instruments.zither, bar.root + 12, bar.start_s, bar.seconds, 0.4, -0.25)
        if (index + first) % 2:
            continue
        answer = _in_scale(score.key, scale, 2 + int(score.rng.integers(4)))
        start_s = bar.start_s + bar.beat_s
        yield Note(instruments.flute, answer, start_s, bar.seconds - bar.beat_s * 1.2, 0.13, 0.3)


_ARRANGERS = {
    "neutral": _walking,
    "joyful": _bouncing,
    "playful": _tiptoe,
    "tender": _two_voices,
    "wistful": _two_voices,
    "sad": _held_tone,
    "angry": _pulse,
    "afraid": _rising,
    "surprised": _rising,
    "proud": _procession,
    "deadpan": _one_drum,
    "dreamy": _floating,
}
