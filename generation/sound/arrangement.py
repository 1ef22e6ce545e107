"""Who plays what in which mood: from chords and beats to a list of notes. No sound is made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from generation.model.screenplay import Mood
from generation.sound import instruments
from generation.sound.harmony import Chord, Harmony
from generation.sound.instruments import Instrument

Palette = Literal["plain", "east_asian"]
MELODY_CHANCE = 0.6  # a melody of jokes needs holes
BELL_CHANCE = 0.55
HALF_OCTAVE = 6  # semitones: keys above it are taken from below
PENTATONIC = 5  # notes


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
    """What arrangers need: the bars, the mood's harmony, the key and where chance comes from."""

    bars: Sequence[Bar]
    harmony: Harmony
    key: int
    rng: np.random.Generator


def bass_note(chord: Chord, key: int) -> int:
    """Return the chord's root between E2 and D#3, the lowest that small speakers play."""
    return 40 + (key + chord[0] - 40) % 12


def arrange(mood: Mood, palette: Palette, score: Score) -> Iterator[Note]:
    """Yield every note of a bed."""
    if palette == "east_asian" and mood not in ("deadpan", "angry", "afraid"):
        yield from _east_asian(score)
        return
    yield from _ARRANGERS[mood](score)


def _bouncing(score: Score) -> Iterator[Note]:
    """Plucked eighths over an octave bass, chords on the off beats."""
    shape = score.rng.permutation(4)
    for bar in score.bars:
        for beat in range(bar.beats):
            at_s = bar.start_s + beat * bar.beat_s
            root = bar.root + 12 * (beat % 2)
            yield Note(instruments.bass, root, at_s, bar.beat_s * 0.9, 0.5, 0.0)
            if bar.last and beat:
                continue
            for half in (0, 1):
                tone = bar.voices[int(shape[(2 * beat + half) % 4]) % len(bar.voices)] + 12
                when_s = at_s + half * bar.beat_s / 2
                yield Note(instruments.pluck, tone, when_s, bar.beat_s, 0.3 - 0.08 * half, -0.35)
            for voice in bar.voices:
                off_s = at_s + bar.beat_s / 2
                yield Note(instruments.pluck, voice, off_s, bar.beat_s * 0.5, 0.13, 0.4)


def _tiptoe(score: Score) -> Iterator[Note]:
    """Pizzicato on tiptoe with holes in it, a melody that jumps."""
    scale = score.harmony.scale
    step = 0
    for bar in score.bars:
        for beat in range(bar.beats):
            at_s = bar.start_s + beat * bar.beat_s
            yield Note(instruments.pizzicato, bar.root + 12 * (beat % 2), at_s, 0.3, 0.55, -0.1)
            if beat % 2:
                for voice in bar.voices:
                    yield Note(instruments.pizzicato, voice, at_s, 0.2, 0.2, 0.35)
            for half in (0, 1):
                if score.rng.random() < MELODY_CHANCE and not (bar.last and beat):
                    step += int(score.rng.choice([-2, -1, 1, 1, 2]))
                    tone = _in_scale(score.key, scale, step % 7)
                    yield Note(
                        instruments.pizzicato, tone, at_s + half * bar.beat_s / 2, 0.25, 0.42, 0.15
                    )


def _in_scale(key: int, scale: Sequence[int], step: int) -> int:
    """Return the ``step``-th note of the scale, counted from the key around the treble C."""
    octave, degree = divmod(step, len(scale))
    tonic = 72 + key - 12 * (key > HALF_OCTAVE)
    return tonic + scale[degree] + 12 * octave


def _two_voices(score: Score) -> Iterator[Note]:
    """A music box over slow strings: two voices and air."""
    for index, bar in enumerate(score.bars):
        for voice in bar.voices[:3]:
            yield Note(instruments.pad, voice, bar.start_s, bar.seconds, 0.1, -0.3)
        yield Note(instruments.bass, bar.root, bar.start_s, bar.seconds * 0.6, 0.32, 0.0)
        top = bar.voices[-1] + 12
        yield Note(instruments.music_box, top, bar.start_s, bar.seconds, 0.3, 0.2)
        if bar.last:
            continue
        for beat in range(1, bar.beats):
            voice = bar.voices[(beat + index) % len(bar.voices)] + 12 * (beat % 2)
            at_s = bar.start_s + beat * bar.beat_s
            yield Note(instruments.music_box, voice, at_s, bar.beat_s * 2, 0.2, 0.35 * (-1) ** beat)


def _held_tone(score: Score) -> Iterator[Note]:
    """One low string that stays, a second voice that sinks past it."""
    for bar in score.bars:
        yield Note(instruments.held, 48 + score.key % 12, bar.start_s, bar.seconds, 0.2, -0.2)
        yield Note(instruments.held, bar.voices[-1], bar.start_s, bar.seconds, 0.16, 0.25)


def _pulse(score: Score) -> Iterator[Note]:
    """Low eighths that do not let go, a drum on one."""
    for bar in score.bars:
        for half in range(bar.beats * 2):
            at_s = bar.start_s + half * bar.beat_s / 2
            level = 0.5 if half % 4 == 0 else 0.32
            yield Note(instruments.bass, bar.root, at_s, bar.beat_s / 2, level, 0.0)
        yield Note(instruments.drum, 36, bar.start_s, 0.9, 0.7, 0.0)
        for voice in bar.voices[:2]:
            yield Note(instruments.horn, voice - 12, bar.start_s, bar.seconds * 0.9, 0.1, 0.3)


def _rising(score: Score) -> Iterator[Note]:
    """A stab, silence, then trembling strings that climb."""
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
    """Far horns in open fifths and one drum."""
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
        top = bar.voices[-1]
        yield Note(
            instruments.horn, top + 12, bar.start_s + bar.beat_s, bar.beat_s * 1.5, 0.08, 0.2
        )


def _one_drum(score: Score) -> Iterator[Note]:
    """Nothing but a drum, once."""
    yield Note(instruments.drum, 38, score.bars[0].start_s, 1.0, 0.9, 0.0)


def _floating(score: Score) -> Iterator[Note]:
    """Wide pads that overlap and bells that fall out of them."""
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
    """Quiet plucked chords, broken upwards, for scenes without a feeling of their own."""
    for bar in score.bars:
        yield Note(instruments.bass, bar.root, bar.start_s, bar.seconds * 0.7, 0.4, 0.0)
        for voice in bar.voices:
            yield Note(instruments.pad, voice, bar.start_s, bar.seconds, 0.05, -0.2)
        order = (*bar.voices, bar.voices[1] + 12)
        for beat in range(bar.beats if not bar.last else 1):
            at_s = bar.start_s + beat * bar.beat_s
            yield Note(
                instruments.pluck, order[beat % len(order)] + 12, at_s, bar.beat_s * 1.5, 0.24, 0.25
            )


def _east_asian(score: Score) -> Iterator[Note]:
    """A zither that leaves room, a flute that answers, both pentatonic."""
    scale = score.harmony.scale if len(score.harmony.scale) == PENTATONIC else (0, 2, 4, 7, 9)
    step = int(score.rng.integers(2, 6))
    for index, bar in enumerate(score.bars):
        yield Note(instruments.zither, bar.root + 12, bar.start_s, bar.seconds, 0.4, -0.25)
        for beat in range(bar.beats if not bar.last else 1):
            step = min(max(step + int(score.rng.choice([-2, -1, 1, 2])), 0), 8)
            tone = _in_scale(score.key, scale, step) - 12
            at_s = bar.start_s + (beat + 0.5 * (beat == bar.beats - 1)) * bar.beat_s
            yield Note(instruments.zither, tone, at_s, bar.beat_s * (1 + beat % 2), 0.3, -0.15)
        answer = _in_scale(score.key, scale, 2 + (step + index) % 4)
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
