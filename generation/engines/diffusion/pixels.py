"""Latents become pictures: decoding, in tiles where there is no room, and eight bits a colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from generation.arrays import RgbClip
from generation.engines.diffusion.device import Device, no_room


def decoded(vae: Any, latents: Any, device: Device) -> Any:
    """Return ``(1, 3, frames, height, width)`` in -1..1 of denormalised latents.

    Where the whole does not fit it is done in tiles, from then on.
    """
    # Some decoders take a noise level; zero is a finished picture.
    noisy = getattr(vae.config, "timestep_conditioning", False)
    level = (latents.new_zeros(len(latents)),) if noisy else ()
    latents = latents.to(vae.dtype)
    try:
        return vae.decode(latents, *level, return_dict=False)[0]
    except (RuntimeError, MemoryError) as error:
        if not no_room(error) or vae.use_tiling:
            raise
    device.tidy()
    vae.enable_tiling()
    return vae.decode(latents, *level, return_dict=False)[0]


def pictures(video: Any, frames: int) -> RgbClip:
    """Return the first ``frames`` pictures of decoded video, one after another: memory is dear."""
    import torch

    height, width = video.shape[-2:]
    clip = np.empty((frames, height, width, 3), np.uint8)
    for number in range(frames):
        levels = (video[0, :, number].float() * 127.5 + 127.5).round().clamp(0, 255)
        clip[number] = levels.to(torch.uint8).permute(1, 2, 0).cpu().numpy()
    return clip
