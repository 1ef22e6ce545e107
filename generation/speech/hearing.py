"""Which mouth shape is heard when, in any language, by a small network of our own.

It was trained on made-up words of sixteen voices that Festival builds from recorded speech in nine
languages, at known times. Words guessed by somebody else may lend it their sounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from generation.arrays import Samples
from generation.model.speech import Viseme
from generation.speech.phonemes import RawPhoneme, expand
from generation.speech.spectra import HOP_S, around, bands, slowed

Scores = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.int64]

WEIGHTS = Path(__file__).with_name("hearing.npz")
VISEMES: tuple[Viseme, ...] = get_args(Viseme)
SOUNDS: dict[Viseme, str] = {
    "sil": "", "PP": "b", "FF": "f", "TH": "θ", "DD": "d", "kk": "k", "CH": "ʃ", "SS": "s",
    "nn": "n", "RR": "ɹ", "aa": "ɑ", "E": "ɛ", "ih": "i", "oh": "ɔ", "ou": "u",
}  # fmt: skip
"""A sound of each shape, for those who want a name."""
STAY = 3.0  # what a change of shape must gain, in nats
EVEN = 0.3  # how far rare shapes are favoured
CLOSING = 0.8  # nats in favour of shut lips: one closure missed is seen more than one too many
LEAST = 1e-4
GUESS = 4.0  # what a guess that agrees adds, in nats
AGREES = (0.3, 0.5)  # share of moments: from here a guess counts, and from here in full


class Network(NamedTuple):
    """Layers of weights and biases, and how frequent each shape was in training."""

    weights: tuple[npt.NDArray[np.float32], ...]
    biases: tuple[npt.NDArray[np.float32], ...]
    frequency: Scores

    def scores(self, features: npt.NDArray[np.float32]) -> Scores:
        """Return ``(count, shapes)``: the logarithm of how likely each shape is."""
        values = features
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            values = values @ weight + bias
            if layer < len(self.weights) - 1:
                values = np.maximum(values, 0.0)
        likely = np.exp(values.astype(np.float64) - values.max(axis=1, keepdims=True))
        return np.asarray(np.log(likely / likely.sum(axis=1, keepdims=True) + LEAST))


@lru_cache(maxsize=1)
def network() -> Network:
    """Return the network that comes with this module."""
    with np.load(WEIGHTS) as kept:
        layers = sum(name.startswith("weight") for name in kept.files)
        return Network(
            weights=tuple(kept[f"weight{k}"].astype(np.float32) for k in range(layers)),
            biases=tuple(kept[f"bias{k}"].astype(np.float32) for k in range(layers)),
            frequency=kept["frequency"].astype(np.float64),
        )


def heard(
    samples: Samples, rate_hz: int, guess: Sequence[RawPhoneme] | None = None
) -> list[RawPhoneme]:
    """Return one sound for every stretch in which the mouth keeps its shape.

    Takes about a hundredth of the sound's length on one core.

    Args:
        samples: Mono sound.
        rate_hz: Its rate.
        guess: Sounds that somebody else believes to hear; they count as far as they agree with
            what the network hears by itself, so that words of another language do no harm.
    """
    ear = network()
    scores = ear.scores(around(bands(slowed(samples, rate_hz))))
    even = scores - EVEN * np.log(ear.frequency + 1e-3)
    even[:, VISEMES.index("PP")] += CLOSING
    shapes = _steady(even)
    if guess:
        other = _sampled(guess, len(scores))
        sounding = (other > 0) | (shapes > 0)
        agreed = float((other == shapes)[sounding].mean()) if sounding.any() else 0.0
        even[np.arange(len(even)), other] += GUESS * np.interp(agreed, AGREES, (0.0, 1.0))
        shapes = _steady(even)
    edges = [0, *(np.flatnonzero(np.diff(shapes)) + 1).tolist(), len(shapes)]
    return [
        RawPhoneme(
            SOUNDS[VISEMES[shapes[first]]], max(first - 0.5, 0.0) * HOP_S, (last - 0.5) * HOP_S
        )
        for first, last in pairwise(edges)
    ]


def _sampled(guess: Sequence[RawPhoneme], count: int) -> Shapes:
    """Return the number of the guessed shape for each moment."""
    at_s = np.arange(count) * HOP_S
    shapes = np.zeros(count, np.int64)
    for p in expand(guess):
        shapes[(at_s >= p.start_s) & (at_s < p.end_s)] = VISEMES.index(p.viseme)
    return shapes


def _steady(scores: Scores) -> Shapes:
    """Return the likeliest course of shapes, where each change costs ``STAY`` (Viterbi, 1967)."""
    count, every = len(scores), np.arange(scores.shape[1])
    best, came_from = scores[0].copy(), np.zeros(scores.shape, np.int64)
    for at in range(1, count):
        other = int(best.argmax())
        changed = best[other] - STAY
        came_from[at] = np.where(best >= changed, every, other)
        best = np.maximum(best, changed) + scores[at]
    shapes = np.zeros(count, np.int64)
    shapes[-1] = best.argmax()
    for at in range(count - 1, 0, -1):
        shapes[at - 1] = came_from[at, shapes[at]]
    return shapes
