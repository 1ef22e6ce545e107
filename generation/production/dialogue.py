"""What is spoken in a film, as one track: for cameras that listen, and from cameras that speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.arrays import Samples, StereoSamples
from generation.model.speech import Speech
from generation.model.timeline import Timeline
from generation.sound.mix import MixPlan, PlacedSpeech

RATE_HZ = 48_000


def dialogue(timeline: Timeline, speeches: Mapping[str, Speech]) -> Samples:
    """Return every line where it is spoken, mono 48 kHz, as long as the film; else silence."""
    track = np.zeros(round(timeline.duration_s * RATE_HZ), np.float32)
    for cue in timeline.cues:
        if cue.silent:
            continue
        start = round(cue.start_s * RATE_HZ)
        said = speeches[cue.line_id].samples[: max(len(track) - start, 0)]
        track[start : start + len(said)] += said
    return track


def spoken_by_the_camera(plan: MixPlan, heard: StereoSamples) -> MixPlan:
    """Have the camera's own sound in place of our voices, and of the places it has filmed."""
    track = Speech(
        samples=np.ascontiguousarray(heard.mean(axis=1), np.float32), sample_rate_hz=RATE_HZ,
        phonemes=(), words=(),
    )  # fmt: skip
    return replace(
        plan, speech=(PlacedSpeech(start_s=0.0, speech=track, room="none"),), ambience=()
    )
