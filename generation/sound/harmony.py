"""Chords and how voices move between them. Numbers only, no sound.

Pitches are MIDI note numbers; chords are pitch classes relative to the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from generation.model.screenplay import Mood

Chord = tuple[int, ...]

CENTRE = 60.0  # voices stay around middle C, under the consonants of speech
LOWEST, HIGHEST = 52, 74


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmony:
    """What a mood's chords are.

    Attributes:
        progressions: One is chosen by the seed; each chord is semitones above the key.
        ending: The last chord of the bed; one without the key's own triad stays unresolved.
        scale: Semitones a melody may use.
        beats_per_chord: Harmonic rhythm.
    """

    progressions: tuple[tuple[Chord, ...], ...]
    ending: Chord
    scale: tuple[int, ...]
    beats_per_chord: int


MAJOR = (0, 2, 4, 7, 9)
MINOR = (0, 3, 5, 7, 10)
LYDIAN = (0, 2, 4, 6, 7, 9, 11)

_I, _ii, _iii, _IV, _V, _vi = (0, 4, 7), (2, 5, 9), (4, 7, 11), (5, 9, 0), (7, 11, 2), (9, 0, 4)
_Iadd9, _IVmaj7, _vi7, _Vsus = (0, 4, 7, 2), (5, 9, 0, 4), (9, 0, 4, 7), (7, 0, 2)
_i, _iv, _VI, _VII = (0, 3, 7), (5, 8, 0), (8, 0, 3), (10, 2, 5)

HARMONIES: dict[Mood, Harmony] = {
    "neutral": Harmony(
        progressions=(
            (_I, _vi, _IV, _V), (_I, _iii, _IV, _I), (_I, _IV, _ii, _V), (_vi, _IV, _I, _V),
        ),
        ending=_I, scale=MAJOR, beats_per_chord=4,
    ),
    "joyful": Harmony(
        progressions=(
            (_I, _V, _vi, _IV), (_I, _IV, _I, _V), (_I, _vi, _IV, _V), (_IV, _I, _V, _vi),
        ),
        ending=_I, scale=MAJOR, beats_per_chord=4,
    ),
    "playful": Harmony(
        progressions=(
            (_I, _vi, _ii, _V), (_I, (9, 1, 4), _ii, _V), (_I, _iii, _IV, _V), (_I, _IV, _I, _V),
        ),
        ending=_I, scale=MAJOR, beats_per_chord=2,
    ),
    "tender": Harmony(
        progressions=((_Iadd9, _IVmaj7, _vi7, _Vsus), (_Iadd9, _vi7, _IVmaj7, _Vsus),
                      (_IVmaj7, _Iadd9, _vi7, _Vsus), (_Iadd9, _iii, _IVmaj7, _Iadd9)),
        ending=_Iadd9, scale=MAJOR, beats_per_chord=4,
    ),
    "wistful": Harmony(
        progressions=((_vi7, _IVmaj7, _Iadd9, _Vsus), (_IVmaj7, _Vsus, _vi7, _iii),
                      (_vi7, _iii, _IVmaj7, _Vsus), (_Iadd9, _Vsus, _vi7, _IVmaj7)),
        ending=(5, 7, 9, 0), scale=MAJOR, beats_per_chord=4,
    ),
    "sad": Harmony(
        progressions=((_i, _VI, _iv, _i), (_i, _iv, _VI, _iv), (_i, _VII, _VI, _iv)),
        ending=(0, 2, 7), scale=MINOR, beats_per_chord=4,
    ),
    "angry": Harmony(
        progressions=((_i, (1, 5, 8), _i, (10, 1, 5)), (_i, _i, (1, 5, 8), (10, 1, 5))),
        ending=_i, scale=(0, 1, 3, 5, 7), beats_per_chord=4,
    ),
    "afraid": Harmony(
        progressions=(
            ((0, 3, 6), (1, 4, 7), (0, 3, 6), (2, 5, 8)),
            ((0, 3, 6), (2, 5, 8), (1, 4, 7), (0, 3, 6)),
        ),
        ending=(0, 3, 6, 9), scale=(0, 1, 3, 6, 9), beats_per_chord=4,
    ),
    "surprised": Harmony(
        progressions=(((0, 4, 8), (2, 6, 10), (0, 4, 8), (2, 6, 10)),),
        ending=(0, 4, 8), scale=(0, 2, 4, 6, 8, 10), beats_per_chord=4,
    ),
    "proud": Harmony(
        progressions=((_I, _IV, _V, _I), (_I, _VII, _IV, _I), (_I, _V, _VII, _IV)),
        ending=(0, 7, 0), scale=MAJOR, beats_per_chord=4,
    ),
    "deadpan": Harmony(
        progressions=(((0, 7),),), ending=(0, 7), scale=(0, 7), beats_per_chord=4,
    ),
    "dreamy": Harmony(
        progressions=(
            ((0, 4, 7, 11), (2, 6, 9, 0), (0, 4, 7, 11), (9, 0, 4, 6)),
            ((0, 4, 7, 11), (9, 0, 4, 7), (2, 6, 9, 0), (0, 4, 7, 11)),
        ),
        ending=(0, 6, 7, 11), scale=LYDIAN, beats_per_chord=4,
    ),
}  # fmt: skip


def voice_lead(chords: Sequence[Chord], key: int) -> list[tuple[int, ...]]:
    """Lay out every chord so that each voice moves as little as it can from the last one.

    Args:
        chords: Pitch classes relative to the key.
        key: Pitch class of the key, 0 is C.

    Returns:
        Sorted MIDI notes of each chord.
    """
    voicings: list[tuple[int, ...]] = []
    for chord in chords:
        classes = [(key + degree) % 12 for degree in chord]
        before = voicings[-1] if voicings else tuple(CENTRE + 4.0 * i for i in range(len(classes)))
        voicings.append(_nearest(classes, before))
    return voicings


def _nearest(classes: Sequence[int], before: Sequence[float]) -> tuple[int, ...]:
    targets = [before[min(index, len(before) - 1)] for index in range(len(classes))]
    best = min(
        ([_note_near(pitch, near) for pitch, near in zip(order, targets, strict=True)]
         for order in permutations(classes)),
        key=lambda notes: _movement(notes, targets),
    )  # fmt: skip
    return tuple(sorted(best))


def _note_near(pitch_class: int, near: float) -> int:
    note = round((near - pitch_class) / 12) * 12 + pitch_class
    while note > HIGHEST:
        note -= 12
    while note < LOWEST:
        note += 12
    return int(note)


def _movement(notes: Sequence[int], targets: Sequence[float]) -> float:
    """Return how far the voices move; two on one key cost an octave, drift costs a little."""
    moved = sum(abs(note - target) for note, target in zip(notes, targets, strict=True))
    doubled = 12.0 * (len(notes) - len(set(notes)))
    drift = 0.3 * abs(sum(notes) / len(notes) - (CENTRE + 4.0))
    return moved + doubled + drift


def hertz(note: float) -> float:
    """Return the frequency of a MIDI note (A4 = 69 = 440 Hz)."""
    return float(440.0 * 2.0 ** ((note - 69.0) / 12.0))
