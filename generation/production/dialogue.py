"""What is spoken in a film, as one track: for cameras that listen, and from cameras that speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.setup import LiveSound
from generation.model.speech import Speech
from generation.model.timeline import Timeline
from generation.sound.mix import AmbienceSpan, MixPlan, PlacedSpeech


def dialogue(timeline: Timeline, speeches: Mapping[str, Speech]) -> Samples:
    """Return every line where it is spoken, mono 48 kHz, as long as the film; else silence."""
    track = np.zeros(round(timeline.duration_s * SAMPLE_RATE_HZ), np.float32)
    for cue in timeline.cues:
        if cue.silent:
            continue
        start = round(cue.start_s * SAMPLE_RATE_HZ)
        said = speeches[cue.line_id].samples[: max(len(track) - start, 0)]
        track[start : start + len(said)] += said
    return track


def with_live_sound(plan: MixPlan, heard: LiveSound, timeline: Timeline) -> MixPlan:
    """Have what a camera has recorded in place of our voices and rooms, in the shots it filmed."""
    fps = float(timeline.fps)
    filmed = [
        (span.first / fps, span.end / fps) for span in timeline.spans if span.shot_id in heard.shots
    ]
    track = Speech(
        samples=np.ascontiguousarray(heard.samples.mean(axis=1), np.float32),
        sample_rate_hz=SAMPLE_RATE_HZ, phonemes=(), words=(),
    )  # fmt: skip
    ours = (said for said in plan.speech if not _within(said.start_s, filmed))
    return replace(
        plan,
        speech=(*ours, PlacedSpeech(start_s=0.0, speech=track, room="none")),
        ambience=tuple(part for span in plan.ambience for part in _outside(span, filmed)),
    )


def _within(at_s: float, stretches: Sequence[tuple[float, float]]) -> bool:
    return any(start_s <= at_s < end_s for start_s, end_s in stretches)


def _outside(
    span: AmbienceSpan, stretches: Sequence[tuple[float, float]]
) -> Iterator[AmbienceSpan]:
    """Yield what is left of a place outside of stretches that follow one another in time."""
    start_s = span.start_s
    for first_s, end_s in stretches:
        if start_s < min(first_s, span.end_s):
            yield replace(span, start_s=start_s, end_s=min(first_s, span.end_s))
        start_s = max(start_s, end_s)
    if start_s < span.end_s:
        yield replace(span, start_s=start_s)
