"""A music bed for a stretch of film, composed by mood, tempo and seed.

It rests where it is told, so that a punchline falls into silence, and gives its beats for the cuts.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.model.screenplay import Mood
from generation.sound.arrangement import Bar, Note, Palette, Score, arrange, bass_note
from generation.sound.dsp import db, pan_gains, release, samples_in, stretch
from generation.sound.harmony import HARMONIES, Harmony, voice_lead
from generation.sound.instruments import Instrument
from generation.sound.room import ROOMS, reverberated

MUSIC_RMS_DB = -27.0  # of the sounding parts, before it is ducked under speech
REST_FADE_S = 0.06  # short enough to be a stop, long enough not to click
END_FADE_S = 0.7
REVERB = 0.16
LOWEST_KEY, KEYS = -3, 8  # the seed chooses from A to E
MIN_TEMPO_BPM, MAX_TEMPO_BPM = 40, 180
SHORT_BARS = 3  # a bed with fewer chords than this has no way to go
SHORT_BEATS = 2
BLOCK = SAMPLE_RATE_HZ // 20  # 50 ms
ACTIVE_SHARE = 0.02  # of the loudest block's power: quieter blocks are tails and rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """Music for a span, and its beats in seconds from the start of the span."""

    samples: StereoSamples
    beats_s: tuple[float, ...]


def bed(
    mood: Mood,
    tempo_bpm: float,
    duration_s: float,
    seed: int,
    *,
    palette: Palette = "plain",
    rests: Sequence[tuple[float, float]] = (),
    turn: int = 0,
) -> Bed:
    """Compose and play a bed.

    Args:
        mood: Chooses harmony and instruments; ``deadpan`` is one drum, then nothing.
        tempo_bpm: Beats a minute, 40..180.
        duration_s: Length in seconds; the last chord falls before its end.
        seed: Chooses key, progression and melody.
        palette: ``east_asian`` plays zither and flute in pentatonic.
        rests: (start, end) in seconds where the bed is silent; its echo may ring.
        turn: How often the film has heard this music: key and motifs come again, bars do not.

    Returns:
        The bed at about -27 dBFS RMS, and its beats.
    """
    notes, beat_s = composed(mood, tempo_bpm, duration_s, seed, palette=palette, turn=turn)
    count = samples_in(duration_s)
    dry = _played(notes, count)
    dry *= _rest_gain(count, rests)[:, None]
    wet = reverberated(dry, ROOMS["hall"], level=REVERB)[:count]
    beats = np.arange(0.0, duration_s, beat_s)
    return Bed(samples=_finished(wet), beats_s=tuple(round(float(beat), 4) for beat in beats))


def composed(
    mood: Mood,
    tempo_bpm: float,
    duration_s: float,
    seed: int,
    *,
    palette: Palette = "plain",
    turn: int = 0,
) -> tuple[list[Note], float]:
    """Return every note of a bed, and the seconds from beat to beat.

    Mood, tempo, seed, palette and turn are those of ``bed``.
    """
    rng = np.random.default_rng([seed, round(tempo_bpm), zlib.crc32(b"music " + mood.encode())])
    beat_s = 60.0 / min(max(tempo_bpm, MIN_TEMPO_BPM), MAX_TEMPO_BPM)
    harmony = HARMONIES[mood]
    key = (LOWEST_KEY + int(rng.integers(KEYS))) % 12
    progression = harmony.progressions[int(rng.integers(len(harmony.progressions)))]
    bars = _bars(harmony, progression, key, beat_s, duration_s)
    return list(arrange(mood, palette, Score(bars, harmony, key, rng, turn))), beat_s


def _bars(
    harmony: Harmony,
    progression: Sequence[tuple[int, ...]],
    key: int,
    beat_s: float,
    duration_s: float,
) -> list[Bar]:
    """Lay the chords out; the mood's ending takes the last stretch, whole or not."""
    beats = harmony.beats_per_chord
    if duration_s < SHORT_BARS * beats * beat_s and beats > SHORT_BEATS:
        beats = SHORT_BEATS
    number = max(round(duration_s / (beats * beat_s)), 1)
    chords = [progression[index % len(progression)] for index in range(number)]
    if number > 1:
        chords[-1] = harmony.ending
    voicings = voice_lead(chords, key)
    return [
        Bar(
            start_s=index * beats * beat_s,
            beats=beats,
            beat_s=beat_s,
            voices=voicings[index],
            root=bass_note(chord, key),
            last=index == number - 1 and number > 1,
        )
        for index, chord in enumerate(chords)
    ]


def _played(notes: Iterable[Note], count: int) -> StereoSamples:
    """Add up all notes; a note that comes again is made once."""
    sides = np.zeros((2, count), np.float32)
    made: dict[tuple[Instrument, int, float], Samples] = {}
    for note in notes:
        key = (note.instrument, note.pitch, round(note.seconds, 3))
        if key not in made:
            made[key] = note.instrument(note.pitch, note.seconds)
        start = samples_in(note.at_s)
        tone = made[key][: max(count - start, 0)]
        for side, gain in zip(sides, pan_gains(note.pan), strict=True):
            side[start : start + len(tone)] += tone * (gain * np.float32(note.level))
    return np.ascontiguousarray(sides.T)


def _rest_gain(count: int, rests: Sequence[tuple[float, float]]) -> Samples:
    """Return 1 where the bed plays and 0 where it rests, with short ramps inside the rests."""
    gain = np.ones(count, np.float32)
    fade = samples_in(REST_FADE_S)
    for start_s, end_s in rests:
        start, end = max(samples_in(start_s), 0), min(samples_in(end_s), count)
        if end - start <= 2 * fade:
            continue
        gain[start:end] = 0.0
        gain[start : start + fade] = stretch([1.0, 0.0], fade)
        if end < count:
            gain[end - fade : end] = stretch([0.0, 1.0], fade)
    return gain


def _finished(sound: StereoSamples) -> StereoSamples:
    """Bring the sounding parts to the bed's level and fade the end."""
    power = np.mean(sound.astype(np.float64) ** 2, axis=1)
    blocks = power[: len(power) // BLOCK * BLOCK].reshape(-1, BLOCK).mean(axis=1)
    active = blocks[blocks > blocks.max(initial=0.0) * ACTIVE_SHARE]
    if not len(active) or active.max() <= 0.0:
        return sound
    level = db(MUSIC_RMS_DB) / float(np.sqrt(active.mean()))
    faded = np.stack([release(sound[:, channel], END_FADE_S) for channel in (0, 1)], axis=1)
    return np.asarray(faded * np.float32(level), np.float32)
