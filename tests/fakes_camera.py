"""A camera without a model: its pictures are the still, a little brighter from frame to frame."""

from __future__ import annotations

from fractions import Fraction
from threading import Event

import numpy as np

from generation.errors import RenderError
from generation.model.setup import CameraLimits, Rushes

RATE_HZ = 48_000
STEPS = 4
SHRINK = 2  # it films at half the still's size


class FakeCamera:
    """Port ``Camera``.

    ``setups`` and ``stills`` are what it was asked to film, in order. The errors of ``failing``
    (setup id → errors) are raised one after another, then that setup succeeds. ``waiting`` is a
    list of events: each roll that finds one takes it and waits at its second step until it is set,
    or until told to stop.
    """

    name = "fake"

    def __init__(self, *, limits=None, failing=None, waiting=None):
        self.limits = limits or CameraLimits(
            fps=Fraction(24), frames_max=121, people_max=2, hears=True, speaks=False
        )
        self.setups, self.stills, self.loads = [], [], 0
        self.started = Event()
        self._failing = {key: list(errors) for key, errors in (failing or {}).items()}
        self._waiting = waiting if waiting is not None else []

    def load(self):
        """Need nothing; ``loads`` counts how often somebody asked."""
        self.loads += 1

    def roll(self, setup, still, *, stop, rolled):
        """Film the still growing brighter; noise of the seed makes each take another."""
        if not 0 < setup.frames <= self.limits.frames_max:
            raise ValueError(f"{setup.frames} frames")
        self.setups.append(setup)
        self.stills.append(still)
        if self._failing.get(setup.id):
            raise self._failing[setup.id].pop(0)
        for step in range(STEPS):
            self._step(step, stop)
            rolled((step + 1) / STEPS)
        return Rushes(frames=self._frames(setup, still), sound=self._sound(setup))

    def _step(self, step, stop):
        if step == 1:
            self.started.set()
            gate = self._waiting.pop(0) if self._waiting else None
            while gate is not None and not gate.wait(0.01) and not stop.is_set():
                pass
        if stop.is_set():
            raise RenderError("stopped")

    def _frames(self, setup, still):
        small = still[::SHRINK, ::SHRINK].astype(np.int16)
        noise = np.random.default_rng(setup.seed).integers(0, 4, small.shape)
        heard = 0.0
        if self.limits.hears and setup.dialogue is not None:
            heard = float(np.abs(setup.dialogue).mean())
        levels = np.arange(setup.frames) % 16 + round(40 * heard)
        frames = small + noise + levels[:, None, None, None]
        return np.clip(frames, 0, 255).astype(np.uint8)

    def _sound(self, setup):
        if not (self.limits.speaks and setup.aloud):
            return None
        samples = round(float(setup.frames / self.limits.fps) * RATE_HZ)
        tone = 0.1 * np.sin(np.arange(samples) * (2 * np.pi * 220 / RATE_HZ))
        return np.repeat(tone[:, None], 2, axis=1).astype(np.float32)
