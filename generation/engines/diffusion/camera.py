"""What both cameras have in common: loaded once, one setup at a time, room made for it."""

from __future__ import annotations

import logging
from abc import abstractmethod
from fractions import Fraction
from pathlib import Path
from threading import Event

from generation.arrays import RgbImage
from generation.engines.diffusion.device import Device
from generation.engines.diffusion.preset import Preset
from generation.engines.diffusion.rolling import Progress, in_room
from generation.engines.diffusion.sizing import frames_for, picture_size
from generation.engines.diffusion.warm import Warm
from generation.errors import EngineUnavailable, RenderError
from generation.model.setup import CameraLimits, Rushes, Setup
from generation.ports import Rolled

log = logging.getLogger(__name__)

NO_KERNEL = ("No available kernel", "No viable backend")
"""What torch says where an attention backend does not know the shapes, or the card, or a CPU."""


class DiffusionCamera(Warm):
    """Port ``Camera``; who inherits opens a pipeline and films one picture size with it.

    Attributes:
        name: Of the engine.
        limits: What it can do.
    """

    name: str

    def __init__(
        self, folder: Path, preset: Preset, device: Device | str, *, hears: bool, speaks: bool
    ) -> None:
        super().__init__(folder, preset, device)
        self.limits = CameraLimits(
            fps=Fraction(preset.fps), frames_max=preset.frames_max, people_max=preset.people_max,
            hears=hears, speaks=speaks,
        )  # fmt: skip

    def roll(self, setup: Setup, still: RgbImage, *, stop: Event, rolled: Rolled) -> Rushes:
        """Film one setup that begins with ``still``; looks at ``stop`` between steps.

        Raises:
            ValueError: The setup is longer than the limits allow.
            RenderError: ``stopped`` once ``stop`` is set.
            OutOfMemory: It did not fit, nor did a smaller picture.
            EngineUnavailable: ``device``: the GPU has failed.
        """
        if not 0 < setup.frames <= self.limits.frames_max:
            raise ValueError(f"{setup.frames} frames; 1 to {self.limits.frames_max} can be filmed")
        progress = Progress(self.preset.steps, stop, rolled)
        progress.check()
        self.load()
        with self.busy:
            rushes = self._roll(setup, still, progress)
        progress.tell(1.0)
        return rushes

    def _roll(self, setup: Setup, still: RgbImage, progress: Progress) -> Rushes:
        import torch

        preset, device = self.preset, self.device
        height, width = still.shape[:2]
        frames = frames_for(setup.frames, preset.frames_step)

        def film(area_px: int) -> Rushes:
            size = picture_size(width, height, area_px, preset.side_multiple)
            with torch.no_grad():
                try:
                    return self._film(setup, still, size, frames, progress)
                except RuntimeError as error:
                    if not any(words in str(error) for words in NO_KERNEL):
                        raise
                log.warning("attention backend cannot do this; torch's own from now on")
                self._pipeline.transformer.set_attention_backend("native")
                return self._film(setup, still, size, frames, progress)

        try:
            return in_room(film, preset.area_px, device)
        except torch.AcceleratorError as error:
            raise EngineUnavailable("device") from error
        except RenderError as error:
            bare = error.with_traceback(None)  # whose frames hold all that had been computed
        device.tidy()
        raise bare

    @abstractmethod
    def _film(
        self,
        setup: Setup,
        still: RgbImage,
        size: tuple[int, int],
        frames: int,
        progress: Progress,
    ) -> Rushes:
        """Film a setup in pictures of (width, height); ``frames`` is what the model must make."""
