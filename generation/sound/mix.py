"""Puts a film's sound together: speech where it was timed, places, music, effects, one loudness.

The plan is data; this module decides nothing about the story.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.model.screenplay import Heard, Mood
from generation.model.speech import Speech
from generation.sound.ambience import Place, ambience
from generation.sound.arrangement import Palette
from generation.sound.dsp import db, samples_in, stretch, to_stereo
from generation.sound.effects import effect
from generation.sound.loudness import mastered
from generation.sound.music import bed
from generation.sound.room import heard, in_room

MUSIC_DUCK_DB = -9.0
AMBIENCE_DUCK_DB = -3.0
EFFECT_DUCK_DB = -4.0  # a train may pass behind a word, not over it
DUCK_LEVEL = 0.015  # speech above this level, -36 dBFS, is heard as speech
DUCK_BLOCK = SAMPLE_RATE_HZ // 100  # samples: speech is watched every 10 ms
DUCK_HOLD_BLOCKS = 41  # +-0.2 s: the bed comes down ahead of a word and stays down between words
DUCK_RAMP_BLOCKS = 21  # 0.2 s from up to down
EFFECT_LEVEL_DB = -5.0
SEAM_S = 0.06  # places change into each other at a cut
EDGE_S = 0.008  # the film's own first and last samples


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpeech:
    """A spoken line on the film's clock. ``room`` is an id of ``room.ROOMS``; ``pan`` -1..1."""

    start_s: float
    speech: Speech
    pan: float = 0.0
    heard: Heard = "room"
    room: str = "room"
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbienceSpan:
    """A place that is heard from ``start_s`` to ``end_s``."""

    start_s: float
    end_s: float
    place: Place = field(default_factory=Place)
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicSpan:
    """A bed from ``start_s`` to ``end_s``; ``rests`` are film times where it is silent."""

    start_s: float
    end_s: float
    mood: Mood
    tempo_bpm: float
    palette: Palette = "plain"
    rests: tuple[tuple[float, float], ...] = ()
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectHit:
    """A sound of the kit that hits at ``at_s``."""

    at_s: float
    id: str
    pan: float = 0.0
    room: str = "room"
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MixPlan:
    """Everything that sounds in a film, in any order."""

    duration_s: float
    seed: int = 0
    speech: tuple[PlacedSpeech, ...] = ()
    ambience: tuple[AmbienceSpan, ...] = ()
    music: tuple[MusicSpan, ...] = ()
    effects: tuple[EffectHit, ...] = ()


def mix(plan: MixPlan) -> StereoSamples:
    """Mix a film.

    Returns:
        ``(round(duration_s * 48000), 2)`` at -16 LUFS, peaks below -1 dBTP. The quiet of a room
        lies under everything, so that there is sound from the first sample on.

    Raises:
        ScreenplayRejected: An effect or ambience id is unknown.
    """
    count = samples_in(plan.duration_s)
    voices, mono = _voices(plan.speech, count)
    speaking = _speaking(mono)
    total = voices
    total += _places(plan, count) * _ducking(speaking, AMBIENCE_DUCK_DB, count)[:, None]
    if plan.music:
        total += _beds(plan, count) * _ducking(speaking, MUSIC_DUCK_DB, count)[:, None]
    if plan.effects:
        total += _hits(plan, count) * _ducking(speaking, EFFECT_DUCK_DB, count)[:, None]
    total -= total.mean(axis=0)
    return _edged(mastered(total))


def beats_of(spans: Sequence[MusicSpan]) -> tuple[float, ...]:
    """Return the film times of all beats that are heard: none within a rest."""
    beats: list[float] = []
    for span in spans:
        step_s = 60.0 / span.tempo_bpm
        for at_s in np.arange(span.start_s, span.end_s, step_s):
            if not any(start_s <= at_s < end_s for start_s, end_s in span.rests):
                beats.append(round(float(at_s), 3))
    return tuple(sorted(beats))


def _voices(lines: Sequence[PlacedSpeech], count: int) -> tuple[StereoSamples, Samples]:
    """Return all speech in its rooms, and the same dry in mono for the ducking."""
    stereo = np.zeros((count, 2), np.float32)
    mono = np.zeros(count, np.float32)
    for line in lines:
        sound = heard(line.speech.samples, line.heard) * np.float32(db(line.gain_db))
        _add(mono, sound, line.start_s)
        _add(stereo, in_room(to_stereo(sound, line.pan), line.room), line.start_s)
    return stereo, mono


def _add(target: Samples, sound: Samples, at_s: float) -> None:
    """Add sound at a time, mono or stereo; what hangs over either end is dropped."""
    start = samples_in(at_s)
    first = max(-start, 0)
    end = min(len(sound), len(target) - start)
    if end > first:
        target[start + first : start + end] += sound[first:end]


def _speaking(mono: Samples) -> Samples:
    """Return 0..1 for every 10 ms: how far the bed makes room for speech."""
    blocks = max(len(mono) // DUCK_BLOCK, 1)
    padded = np.resize(mono, blocks * DUCK_BLOCK) if len(mono) < DUCK_BLOCK else mono
    power = padded[: blocks * DUCK_BLOCK].reshape(blocks, DUCK_BLOCK)
    active = (np.sqrt(np.mean(power**2, axis=1)) > DUCK_LEVEL).astype(np.float32)
    held = maximum_filter1d(active, DUCK_HOLD_BLOCKS, mode="nearest")
    return np.asarray(uniform_filter1d(held, DUCK_RAMP_BLOCKS, mode="nearest"), np.float32)


def _ducking(speaking: Samples, depth_db: float, count: int) -> Samples:
    return stretch(10.0 ** (depth_db * speaking / 20.0), count)


def _places(plan: MixPlan, count: int) -> StereoSamples:
    """Return every place faded into the next, over the quiet of a room."""
    sound = ambience(Place(), plan.duration_s, plan.seed)
    for index, span in enumerate(_joined(plan.ambience)):
        opens = span.start_s > SEAM_S
        closes = span.end_s < plan.duration_s - SEAM_S
        start_s = span.start_s - SEAM_S / 2 if opens else 0.0
        end_s = span.end_s + SEAM_S / 2 if closes else plan.duration_s
        place = ambience(span.place, end_s - start_s, plan.seed + index)
        ramp = np.sin(np.linspace(0.0, np.pi / 2, samples_in(SEAM_S), dtype=np.float32))[:, None]
        if len(place) > 2 * len(ramp):
            if opens:
                place[: len(ramp)] *= ramp
            if closes:
                place[-len(ramp) :] *= ramp[::-1]
        _add(sound, place * np.float32(db(span.gain_db)), start_s)
    return sound[:count]


def _joined(spans: Sequence[AmbienceSpan]) -> list[AmbienceSpan]:
    """Join neighbours that sound the same: a cut inside one place is not heard."""
    joined: list[AmbienceSpan] = []
    for span in sorted(spans, key=lambda span: span.start_s):
        last = joined[-1] if joined else None
        same = last is not None and (last.place, last.gain_db) == (span.place, span.gain_db)
        if last is not None and same and span.start_s - last.end_s < SEAM_S:
            joined[-1] = replace(last, end_s=span.end_s)
        else:
            joined.append(span)
    return joined


def _beds(plan: MixPlan, count: int) -> StereoSamples:
    """Return the music; what comes again after a silence is the same theme in the same key."""
    sound = np.zeros((count, 2), np.float32)
    turns: Counter[tuple[Mood, float, Palette]] = Counter()
    for span in plan.music:
        theme = (span.mood, span.tempo_bpm, span.palette)
        end_s = min(span.end_s, plan.duration_s)
        rests = [(start_s - span.start_s, stop_s - span.start_s) for start_s, stop_s in span.rests]
        played = bed(
            span.mood,
            span.tempo_bpm,
            end_s - span.start_s,
            plan.seed,
            palette=span.palette,
            rests=rests,
            turn=turns[theme],
        )
        turns[theme] += 1
        _add(sound, played.samples * np.float32(db(span.gain_db)), span.start_s)
    return sound


def _hits(plan: MixPlan, count: int) -> StereoSamples:
    sound = np.zeros((count, 2), np.float32)
    for index, hit in enumerate(plan.effects):
        purpose = zlib.crc32(f"effect {index} {hit.id}".encode())
        made = effect(hit.id, np.random.default_rng([plan.seed, purpose]))
        level = np.float32(db(EFFECT_LEVEL_DB + hit.gain_db))
        _add(sound, in_room(to_stereo(made, hit.pan), hit.room) * level, hit.at_s)
    return sound


def _edged(sound: StereoSamples) -> StereoSamples:
    """Let the film begin and end at zero."""
    size = min(samples_in(EDGE_S), len(sound) // 2)
    if size:
        ramp = np.linspace(0.0, 1.0, size, dtype=np.float32)[:, None]
        sound[:size] *= ramp
        sound[-size:] *= ramp[::-1]
    return sound
