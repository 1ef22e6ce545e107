"""The sound kit: every short sound a screenplay may ask for, by id.

A sound hits at its first sample (onset within 5 ms) unless it is one of ``RISERS``. All are about
equally loud; how loud a sound is in a film is set in the mix.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.errors import ScreenplayRejected
from generation.sound import (
    broadcast,
    crowd_effects,
    everyday,
    grandstand,
    hits,
    jokes,
    machines,
    mouths,
)
from generation.sound.dsp import release

PEAK = 0.9
LOUDEST_RMS = 0.22  # a buzz or a horn is as loud as a knock with a far higher peak
BLOCK = SAMPLE_RATE_HZ // 10
END_FADE_S = 0.01

_EFFECTS: dict[str, Callable[[np.random.Generator], Samples]] = {
    "whoosh": machines.whoosh,
    "boom": hits.boom,
    "ding": hits.ding,
    "pop": mouths.pop,
    "scratch": machines.scratch,
    "crickets": jokes.crickets,
    "gavel": hits.gavel,
    "gong": hits.gong,
    "drum_roll": hits.drum_roll,
    "ba_dum_tss": jokes.ba_dum_tss,
    "sad_trombone": jokes.sad_trombone,
    "fanfare": jokes.fanfare,
    "heartbeat": hits.heartbeat,
    "typewriter": machines.typewriter,
    "shutter": machines.shutter,
    "phone_buzz": machines.phone_buzz,
    "door_creak": machines.door_creak,
    "kettle": machines.kettle,
    "slurp": mouths.slurp,
    "gulp": mouths.gulp,
    "squeak": mouths.squeak,
    "thunder": hits.thunder,
    "train_by": machines.train_by,
    "car_by": machines.car_by,
    "crowd_gasp": crowd_effects.gasp,
    "crowd_laugh": crowd_effects.laughter,
    "applause": crowd_effects.applause,
    "glass": hits.glass,
    "sparkle": hits.sparkle,
    "zither": jokes.zither,
    "bowed_cry": jokes.bowed_cry,
    "switch": machines.switch,
    "pen": machines.pen,
    "thump": machines.thump,
    "sting": jokes.sting,
    "sting_dark": jokes.sting_dark,
    "rustle": everyday.rustle,
    "growl": everyday.growl,
    "rattle": everyday.rattle,
    "stick_falls": everyday.stick_falls,
    "foghorn": everyday.foghorn,
    "plop": everyday.plop,
    "ring": everyday.ring,
    "feedback": machines.feedback,
    "sizzle": everyday.sizzle,
    "news": broadcast.news,
    "jingle": broadcast.jingle,
    "tick": broadcast.tick,
    "drip": broadcast.drip,
    "roar": grandstand.roar,
    "yowl": grandstand.yowl,
}

EFFECTS = frozenset(_EFFECTS)
"""Every id of the kit."""

RISERS = frozenset({"whoosh", "train_by", "car_by", "crowd_gasp", "kettle", "applause"})
"""Sounds that swell: their height comes later than their first sample."""


def effect(name: str, rng: np.random.Generator) -> Samples:
    """Make one sound of the kit, mono, peaks at most 0.9.

    Raises:
        ScreenplayRejected: There is no such sound.
    """
    if name not in _EFFECTS:
        raise ScreenplayRejected("effect", id=name, known=" ".join(sorted(_EFFECTS)))
    sound = _EFFECTS[name](rng)
    return _levelled(release(sound - sound.mean(dtype=np.float64), END_FADE_S))


def _levelled(sound: Samples) -> Samples:
    """Set the peak, or the level of the loudest tenth of a second where that comes first."""
    power = sound.astype(np.float64) ** 2
    loudest = float(np.sqrt(np.add.reduceat(power, np.arange(0, len(sound), BLOCK)).max() / BLOCK))
    peak = float(np.abs(sound).max())
    return np.asarray(sound * np.float32(min(PEAK / peak, LOUDEST_RMS / loudest)), np.float32)
