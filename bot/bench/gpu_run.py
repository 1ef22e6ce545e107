"""What one run of ``walkon bench --gpu`` measures with, and the lines it tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.bench.gpu_clock import Watch
from bot.bench.gpu_film import Grid, step_inputs
from bot.bench.gpu_flops import step_tflop
from bot.bench.gpu_models import Models
from bot.bench.gpu_variants import Switches, Why, why_not

Line = dict[str, Any]
"""One measurement: ``what``, ``shrunk``, ``ran``; then figures, or ``why`` there are none."""


@dataclass(kw_only=True)
class Run:
    """Everything that is measured with, and what was found so far.

    Attributes:
        models: What is measured.
        device: A ``Device`` of the cameras'.
        shrunk: Next to nothing is computed: the figures say that it works, not how fast.
        until: When to stop, on the monotonic clock.
        tell: Is given every line.
        product_tflops: What the device multiplies a second, in bfloat16.
        fastest: ``(size, passes)`` → the fastest film's seconds and its variant.
    """

    models: Models
    device: Any
    shrunk: bool
    until: float
    tell: Callable[[Line], None]
    product_tflops: float = 0.0
    fastest: dict[tuple[str, int], tuple[float, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make a watch for the device and switches for the transformer."""
        self.watch = Watch(self.device.kind, self.device.name)
        self.switches = Switches(self.models.transformer, small=self.shrunk)
        self._tflop: dict[Grid, float] = {}

    def left_s(self) -> float:
        """Return how long may still be measured."""
        return self.until - time.monotonic()

    def step_tflop(self, grid: Grid) -> float:
        """Return 10¹² operations of a denoising step; counted once."""
        if grid not in self._tflop:
            self._tflop[grid] = step_tflop(
                self.models.transformer, lambda config: step_inputs(config, grid, "meta")
            )
        return self._tflop[grid]

    def of_product(self, tflop: float, seconds: float) -> float | None:
        """Return operations a second as a share of what the device's matrix products reach."""
        return rounded(tflop / seconds / self.product_tflops) if self.product_tflops else None

    def tried(self, what: str, work: Callable[[], Line], **known: Any) -> Line:
        """Tell what work found, or why it found nothing; ``known`` is told either way."""
        try:
            found = {"ran": True, **work()}
        except Exception as error:  # torch, diffusers and compilers raise what they please
            why, said = why_not(error)
            found = {"ran": False, "why": why, "said": said}
        if not found["ran"]:  # the error, which holds all that had been computed, is gone by now
            self.device.tidy()
        return self.said(what, **known, **found)

    def not_tried(self, what: str, why: Why, **known: Any) -> Line:
        """Tell that something was not measured."""
        return self.said(what, **known, ran=False, why=why)

    def said(self, what: str, **values: Any) -> Line:
        """Tell one line."""
        line = {"what": what, "shrunk": self.shrunk, **values}
        self.tell(line)
        return line


def rounded(value: float) -> float:
    """Return four digits of a figure."""
    return float(f"{value:.4g}")
