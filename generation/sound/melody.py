"""Tunes: a motif, a form that repeats and varies it, notes that fit the chords. No sound is made.

A tune is chosen by chance alone: two seeds of one mood have two tunes, and the bars of one bed are
relatives, not copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

Pace = Literal["lively", "even", "calm"]
Cell = tuple[tuple[float, float], ...]
"""Two beats: (start, length) of each note, in beats."""

CELLS: dict[Pace, tuple[Cell, ...]] = {
    "lively": (
        ((0, 0.5), (0.5, 0.5), (1, 1)), ((0, 1), (1, 0.5), (1.5, 0.5)), ((0, 1.5), (1.5, 0.5)),
        ((0.5, 0.5), (1, 0.5), (1.5, 0.5)), ((0, 0.5), (1, 0.5), (1.5, 0.5)),
        ((0, 0.5), (0.5, 1), (1.5, 0.5)), ((0, 1), (1, 1)),
    ),
    "even": (
        ((0, 1), (1, 1)), ((0, 1.5), (1.5, 0.5)), ((0, 0.5), (0.5, 0.5), (1, 1)), ((0, 2),),
        ((0, 1), (1, 0.5), (1.5, 0.5)), ((1, 1),),
    ),
    "calm": (
        ((0, 2),), ((0, 1), (1, 1)), ((0, 1.5), (1.5, 0.5)), ((1, 1),), ((0.5, 1.5),),
        ((0, 0.5), (0.5, 1.5)),
    ),
}  # fmt: skip
FORMS = ("AABA", "ABAC", "ABCB", "AABC", "ABBA", "ABCA")
MOVES, MOVE_CHANCES = (-3, -2, -1, 0, 1, 2, 3, 4), (0.05, 0.15, 0.22, 0.08, 0.26, 0.14, 0.06, 0.04)
LOW, HIGH = -3, 8  # scale steps around the tonic that a tune stays within
STRONG = 2.0  # beats: on every other one the tune rests on the chord


class Tone(NamedTuple):
    """One note of a tune: (bar, beat in it, length in beats, scale step from the tonic)."""

    bar: int
    beat: float
    beats: float
    step: int


class Ground(NamedTuple):
    """What a tune stands on in one bar: how many beats, and the scale steps of its chord."""

    beats: int
    chord_steps: frozenset[int]


def tune(
    ground: Sequence[Ground],
    scale_notes: int,
    pace: Pace,
    rng: np.random.Generator,
    *,
    turn: int = 0,
) -> Iterator[Tone]:
    """Yield a tune over bars; its last bar holds one note of the last chord.

    Args:
        ground: The bars.
        scale_notes: How many notes an octave of the scale has.
        pace: How many notes a bar holds.
        rng: Where chance comes from.
        turn: How often the tune has been heard: it comes again from another of its bars.
    """
    form = FORMS[int(rng.integers(len(FORMS)))]
    motifs = {letter: _motif(pace, rng) for letter in "ABC"}
    start = int(rng.integers(0, 5))
    seen: set[str] = set()
    step = start
    for number, bar in enumerate(ground):
        letter = form[(number + turn) % len(form)]
        motif = motifs[letter]
        again = letter in seen
        seen.add(letter)
        if number == len(ground) - 1 and number:
            yield Tone(number, 0.0, float(bar.beats), _on_chord(step, bar, scale_notes))
            return
        if motif.starts_over:
            step = start
        varied = int(rng.integers(len(motif.notes))) if again else -1
        for index, (beat, beats, move) in enumerate(motif.notes):
            if beat >= bar.beats:
                break
            change = int(rng.choice((-2, -1, 1, 2))) if index == varied else 0
            step = _within(step + move + change)
            if beat % STRONG == 0:
                step = _on_chord(step, bar, scale_notes)
            yield Tone(number, beat, min(beats, bar.beats - beat), step)


class _Motif(NamedTuple):
    notes: tuple[tuple[float, float, int], ...]
    starts_over: bool


def _motif(pace: Pace, rng: np.random.Generator) -> _Motif:
    cells = CELLS[pace]
    first, second = (cells[int(rng.integers(len(cells)))] for _ in range(2))
    rhythm = [*first, *((beat + 2, beats) for beat, beats in second)]
    moves = rng.choice(MOVES, len(rhythm), p=MOVE_CHANCES)
    notes = ((float(b), float(n), int(m)) for (b, n), m in zip(rhythm, moves, strict=True))
    return _Motif(tuple(notes), bool(rng.random() < 0.5))


def _within(step: int) -> int:
    """Fold a step that leaves the range back into it."""
    if step > HIGH:
        return 2 * HIGH - step
    return 2 * LOW - step if step < LOW else step


def _on_chord(step: int, bar: Ground, scale_notes: int) -> int:
    """Return the nearest step of the bar's chord; the step itself where none is near."""
    if not bar.chord_steps:
        return step
    near = (step + move for move in (0, 1, -1, 2, -2))
    return next((s for s in near if s % scale_notes in bar.chord_steps), step)
