"""Reads the lips of recorded voices against known phone times; spoilt lips must be caught.

python -m tests.quality.voices --sdist pocketsphinx-5.1.1.tar.gz
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.ndimage import gaussian_filter1d
from scipy.signal import correlate, resample_poly

from generation.arrays import Samples
from generation.engines.puppet.lipsync import mouth_curves
from generation.model.speech import Phoneme, Speech
from generation.speech.recorded import told
from tests.quality.voice_corpus import Recording, corpus

SDIST_SHA256 = "675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355"
CLOSURE_MAX_S, AV_MAX_S, OPENNESS_MIN = 0.040, 0.080, 0.5
NEEDLESS_S = 0.080  # a shut mouth farther from every p, b and m than this was not asked for
OPENNESS = {"aa": 1.0, "E": 0.6, "oh": 0.7, "ih": 0.35, "ou": 0.3}
RATE_HZ = 16_000
CURVE_HZ = 100
LAG_S = 0.30
LATE_S = 0.15
UNREAD = "other languages"  # nobody aligns their words
PRESSED = 0.35  # half of what a mouth shape of p, b, m presses

Lips = Sequence[Phoneme]
Spoil = Callable[[Lips], Lips]


@dataclass(slots=True, kw_only=True)
class Seen:
    """What was seen of one group's lips; times in seconds."""

    off_s: list[float] = field(default_factory=list)
    needless: list[bool] = field(default_factory=list)
    late_s: list[float] = field(default_factory=list)
    wanted: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the medians, shares and the correlation."""
        return {
            "closures": len(self.off_s),
            "off_s": float(np.median(self.off_s)),
            "needless": float(np.mean(self.needless)) if self.needless else 0.0,
            "av_s": float(np.median(self.late_s)),
            "r": float(np.corrcoef(self.wanted, self.opened)[0, 1]),
        }


def _start_s(recording: Recording, speech: Speech) -> float:
    """Return where in the recording the spoken line begins."""
    whole = resample_poly(recording.sound, RATE_HZ, recording.rate_hz)
    part = resample_poly(speech.samples, RATE_HZ, speech.sample_rate_hz)
    return (int(np.argmax(correlate(whole, part, "full", "fft"))) - len(part) + 1) / RATE_HZ


def _loudness(sound: Samples, rate_hz: int) -> np.ndarray:
    """Return at CURVE_HZ how open a mouth sounds: energy around the first formant."""
    window, hop = round(0.03 * rate_hz), rate_hz // CURVE_HZ
    padded = np.pad(sound, window // 2)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop] * np.hanning(window)
    power = np.abs(np.fft.rfft(pieces, axis=1)) ** 2
    hertz = np.fft.rfftfreq(window, 1 / rate_hz)
    band = power[:, (hertz >= 400) & (hertz < 2600)].sum(axis=1)
    loud = np.sqrt(band / max(float(np.percentile(band, 95)), 1e-12))
    return np.asarray(gaussian_filter1d(np.clip(loud, 0, 1) ** 0.7, 2))


def _lag_s(opening: np.ndarray, heard: np.ndarray) -> float:
    """Return by how much the mouth is later than the sound."""
    size = min(len(opening), len(heard))
    most = min(round(LAG_S * CURVE_HZ), size // 3)
    scores = [
        np.corrcoef(
            opening[most + lag : size - most + lag], heard[most : size - most]
        )[0, 1]
        for lag in range(-most, most)
    ]  # fmt: skip
    return (int(np.nanargmax(scores)) - most) / CURVE_HZ


def look(recording: Recording, speech: Speech, seen: Seen) -> None:
    """Add what one line's lips do to what has been seen of its group."""
    start_s = _start_s(recording, speech)
    frames = round(speech.duration_s * CURVE_HZ)
    curves = mouth_curves(speech.phonemes, frames=frames, fps=CURVE_HZ, lead_s=0.0)
    opening, at = curves["jaw"], (np.arange(frames) + 0.5) / CURVE_HZ + start_s
    pressed = np.concatenate([[0], (curves["press"] > PRESSED).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(pressed)).reshape(-1, 2)
    found = edges.mean(axis=1) / CURVE_HZ + start_s
    meant = np.array([(p.start_s + p.end_s) / 2 for p in recording.truth if p.viseme == "PP"])
    apart = np.abs(meant[:, None] - found[None]) if len(found) else np.ones((len(meant), 1))
    seen.off_s += apart.min(axis=1).tolist()
    seen.needless += [] if not len(found) else (apart.min(axis=0) > NEEDLESS_S).tolist()
    seen.late_s.append(_lag_s(opening, _loudness(speech.samples, speech.sample_rate_hz)))
    for phoneme in recording.truth:
        during = (at > phoneme.start_s - 0.02) & (at < phoneme.end_s + 0.02)
        if phoneme.viseme in OPENNESS and during.any():
            seen.wanted.append(OPENNESS[phoneme.viseme])
            seen.opened.append(float(opening[during].max()))


def shuffled(lips: Lips) -> Lips:
    """Deal the mouth shapes anew."""
    order = np.random.default_rng(3).permutation(len(lips))
    return [replace(p, viseme=lips[int(o)].viseme) for p, o in zip(lips, order, strict=True)]


def late(lips: Lips) -> Lips:
    """Move every mouth shape LATE_S back."""
    return [replace(p, start_s=p.start_s + LATE_S, end_s=p.end_s + LATE_S) for p in lips]


def read(
    recordings: Sequence[Recording], *, words: bool, recogniser: bool, spoil: Spoil = tuple
) -> dict[str, Seen]:
    """Return group → what its lips do, with or without the words and the recogniser."""
    groups: dict[str, Seen] = {}
    for recording in recordings:
        speech = told(
            recording.sound, recording.rate_hz, text=recording.text if words else "",
            language=recording.language, recogniser=recogniser,
        )  # fmt: skip
        spoilt = replace(speech, phonemes=tuple(spoil(speech.phonemes)))
        look(recording, spoilt, groups.setdefault(recording.group, Seen()))
    return groups


def faults(m: dict[str, float]) -> list[str]:
    """Return which limits lips miss."""
    limits = {
        "closures": m["off_s"] <= CLOSURE_MAX_S,
        "sync": abs(m["av_s"]) <= AV_MAX_S,
        "openness": m["r"] >= OPENNESS_MIN,
    }
    return [name for name, met in limits.items() if not met]


def main() -> int:
    """Measure everything; 0 when lips by words pass and both controls fail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sdist", type=Path, required=True)
    given = parser.parse_args()
    if hashlib.sha256(given.sdist.read_bytes()).hexdigest() != SDIST_SHA256:
        parser.error(f"{given.sdist} is not PocketSphinx 5.1.1 as published")
    recordings = list(corpus(given.sdist))
    table = Table("voice", "lips by", "p b m", "off", "needless", "late", "openness r", "",
                  title="recorded voices, and two whose lips are spoilt")  # fmt: skip
    good = True
    ways: tuple[tuple[str, bool, bool, Spoil, bool], ...] = (
        ("words", True, True, tuple, True),
        ("ear", False, True, tuple, False),
        ("loudness", False, False, tuple, False),
        ("words, shuffled", True, True, shuffled, False),
        ("words, late", True, True, late, False),
    )
    for by, words, recogniser, spoil, must in ways:
        spoilt = spoil is not tuple
        for group, seen in read(
            recordings, words=words, recogniser=recogniser, spoil=spoil
        ).items():
            m = seen.figures()
            missed = faults(m)
            must_pass = must and group != UNREAD
            good &= bool(missed) if spoilt else not (must_pass and missed)
            table.add_row(
                group, by, f"{m['closures']}", f"{m['off_s'] * 1000:.0f} ms",
                f"{m['needless']:.0%}", f"{m['av_s'] * 1000:+.0f} ms", f"{m['r']:.2f}",
                ", ".join(missed) or ("NOT CAUGHT" if spoilt else "ok"),
            )  # fmt: skip
        table.add_section()
    Console(width=110).print(table)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
