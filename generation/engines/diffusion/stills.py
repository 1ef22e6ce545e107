"""A retoucher of stills: an image editor makes a photograph of a painted still."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from generation.arrays import RgbImage
from generation.engines.diffusion.device import Device
from generation.engines.diffusion.loading import open_pipeline
from generation.engines.diffusion.preset import Preset
from generation.engines.diffusion.rolling import in_room
from generation.engines.diffusion.sizing import fitted, picture_size, seeded
from generation.engines.diffusion.warm import Warm

CLASSES = ("Flux2KleinPipeline",)


class EditStills(Warm):
    """FLUX.2-klein in diffusers' layout: four steps a picture."""

    def __init__(self, folder: Path, preset: Preset, *, device: Device | str = "auto") -> None:
        super().__init__(folder, preset, device)

    def improve(self, still: RgbImage, prompt: str, seed: int) -> RgbImage:
        """Return a picture of the still's size that shows what the prompt makes of it.

        Raises:
            OutOfMemory: ``gpu-small``: it did not fit, nor did a smaller picture.
        """
        self.load()
        height, width = still.shape[:2]

        def edit(area_px: int) -> RgbImage:
            return self._edit(still, prompt, seed, area_px)

        with self.busy:
            edited = in_room(edit, self.preset.area_px, self.device)
        return np.asarray(fitted(edited, (width, height)))

    def _open(self, device: Device) -> Any:
        return open_pipeline(self.folder, CLASSES, device, self.preset)

    def _edit(self, still: RgbImage, prompt: str, seed: int, area_px: int) -> RgbImage:
        height, width = still.shape[:2]
        size = picture_size(width, height, area_px, self.preset.side_multiple)
        pictures = self._pipeline(
            image=fitted(still, size), prompt=" ".join(prompt.split()), width=size[0],
            height=size[1], num_inference_steps=self.preset.steps,
            guidance_scale=self.preset.guidance, generator=seeded(seed),
            text_encoder_out_layers=self._layers(), return_dict=False,
        )[0]  # fmt: skip
        return np.asarray(pictures[0].convert("RGB"))

    def _layers(self) -> tuple[int, int, int]:
        """Return the text encoder's layers that are read: a quarter, half, three quarters up."""
        count = self._pipeline.text_encoder.config.num_hidden_layers
        return count // 4, count // 2, 3 * count // 4
