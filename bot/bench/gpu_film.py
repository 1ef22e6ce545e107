"""One film through all parts of LTX, as the camera ``ltx`` sends it, with random prompt and still.

The way is that of diffusers' pipeline from a picture: every token has a timestep of its own (the
first picture's is zero, it stays as it is), and the text's mask goes along. Both cost time, and a
benchmark that leaves them out is too fast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from bot.bench.gpu_models import Models
from bot.bench.gpu_sizes import FPS, FilmSize
from generation.arrays import RgbClip, Samples

PROMPT_TOKENS, WORDS = 1024, 200  # what every prompt is padded to, and of how many it is made
TIMESTEPS = 1000.0  # of noise, as the model counts them
PARTS = ("connectors", "still", "steps", "pictures", "sound")
"""What a film goes through, in this order."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a picture is to the transformer: ``(frames, height, width)`` of latents; their sound."""

    frames: int
    height: int
    width: int
    sound: int

    @property
    def video(self) -> tuple[int, int, int]:
        """Frames, height and width of latents."""
        return self.frames, self.height, self.width

    @property
    def tokens(self) -> int:
        """How many tokens the video has."""
        return self.frames * self.height * self.width


def grid_of(models: Models, size: FilmSize, *, half: bool = False) -> Grid:
    """Return what a film of that size is to the models; ``half`` halves both sides."""
    side, moment = models.vae.spatial_compression_ratio, models.vae.temporal_compression_ratio
    sound = models.audio_vae
    spectra_hz = sound.config.sample_rate / sound.config.mel_hop_length
    part = 2 if half else 1
    return Grid(
        (size.frames - 1) // moment + 1, size.height // part // side, size.width // part // side,
        round(size.seconds * spectra_hz / sound.temporal_compression_ratio),
    )  # fmt: skip


def step_inputs(config: Any, grid: Grid, name: str, dtype: Any = None) -> dict[str, Any]:
    """Return one denoising step's arguments with random states.

    Args:
        config: The transformer's.
        grid: What is filmed.
        name: Of the device.
        dtype: Of the states; torch's own where nothing is said.
    """
    import torch

    def states(tokens: int, channels: int) -> Any:
        return torch.randn(1, tokens, channels, device=name, dtype=dtype)

    seen = config.num_attention_heads * config.attention_head_dim
    heard = config.audio_num_attention_heads * config.audio_attention_head_dim
    if config.use_prompt_embeddings:  # LTX-2.0 brings them to these sizes itself
        seen = heard = config.caption_channels
    level = torch.full((1,), TIMESTEPS, device=name)
    mask = torch.ones(1, PROMPT_TOKENS, dtype=torch.long, device=name)
    return {
        "hidden_states": states(grid.tokens, config.in_channels),
        "audio_hidden_states": states(grid.sound, config.audio_in_channels),
        "encoder_hidden_states": states(PROMPT_TOKENS, seen),
        "audio_encoder_hidden_states": states(PROMPT_TOKENS, heard),
        "timestep": level.expand(1, grid.tokens).clone(), "audio_timestep": level, "sigma": level,
        "encoder_attention_mask": mask, "audio_encoder_attention_mask": mask,
        "num_frames": grid.frames, "height": grid.height, "width": grid.width, "fps": float(FPS),
        "audio_num_frames": grid.sound, "use_cross_timestep": True, "return_dict": False,
    }  # fmt: skip


class Film:
    """One film on its way; each part is a call, and what it made waits for the next one."""

    def __init__(
        self, models: Models, size: FilmSize, device: Any, *, twice: bool = False, seed: int = 0
    ) -> None:
        """Choose what is filmed; ``twice`` means small pictures first, then their refinement.

        ``device`` is a ``Device`` of the cameras'.
        """
        import torch

        self._models, self._size, self._device = models, size, device
        self._grids = [grid_of(models, size, half=True)] if twice else []
        self._grids.append(grid_of(models, size))
        self._chance = torch.Generator(device.name).manual_seed(seed)
        # As the camera remembers prompts: without padding, in main memory.
        config = models.connectors.config
        self._prompt = torch.randn(
            1,
            WORDS,
            config.caption_channels * config.text_proj_in_factor,
            dtype=models.connectors.dtype,
        )
        self._words: tuple[Any, ...] = ()
        self._first: list[Any] = []
        self._latents: Any = None
        self._sound: Any = None

    def parts(self) -> dict[str, Callable[[], Any]]:
        """Return what is to be called, by name, in order."""
        return {name: getattr(self, name) for name in PARTS}

    def connectors(self) -> None:
        """Make of the prompt what the transformer attends to."""
        import torch

        padding = PROMPT_TOKENS - WORDS
        states = torch.nn.functional.pad(self._prompt.to(self._device.name), (0, 0, padding, 0))
        mask = torch.ones(1, PROMPT_TOKENS, dtype=torch.long, device=self._device.name)
        mask[:, :padding] = 0
        self._words = self._models.connectors(states, mask)

    def still(self) -> None:
        """Encode the first picture, at each size it is needed at."""
        side = self._models.vae.spatial_compression_ratio
        self._first = []
        for grid in self._grids:
            picture = self._noise(1, 3, 1, grid.height * side, grid.width * side)
            latents = self._models.vae.encode(picture.to(self._models.vae.dtype)).latent_dist.mode()
            self._first.append(self._normal(latents.float()))

    def steps(self) -> None:
        """Denoise, from nothing but noise to latents of pictures and of sound."""
        from diffusers.pipelines.ltx2.utils import (
            DISTILLED_SIGMA_VALUES,
            STAGE_2_DISTILLED_SIGMA_VALUES,
        )

        config, last = self._models.transformer.config, self._grids[-1]
        self._sound = self._noise(1, last.sound, config.audio_in_channels)
        latents, sigmas = None, DISTILLED_SIGMA_VALUES
        for grid, first in zip(self._grids, self._first, strict=True):
            noise = self._noise(1, config.in_channels, *grid.video)
            if latents is not None:
                larger, sigmas = self._larger(latents), STAGE_2_DISTILLED_SIGMA_VALUES
                noise = larger + sigmas[0] * (noise - larger)
            noise[:, :, :1] = first
            latents = self._denoised(noise, grid, [*sigmas, 0.0])
        self._latents = latents

    def pictures(self) -> RgbClip:
        """Decode the pictures; ``(frames, height, width, 3)`` uint8 in main memory."""
        from generation.engines.diffusion.pixels import decoded, pictures

        latents = self._natural(self._latents)
        return pictures(decoded(self._models.vae, latents, self._device), self._size.frames)

    def sound(self) -> Samples:
        """Decode the sound; ``(channels, samples)`` float32 in main memory."""
        vae = self._models.audio_vae
        packed = self._sound * _row(vae.latents_std) + _row(vae.latents_mean)
        bands = vae.config.mel_bins // vae.mel_compression_ratio
        latents = packed.unflatten(2, (vae.config.latent_channels, bands)).transpose(1, 2)
        spectra = vae.decode(latents.to(vae.dtype), return_dict=False)[0]
        return np.asarray(self._models.vocoder(spectra)[0].float().cpu().numpy())

    def asked(self) -> dict[str, Any]:
        """Return the arguments of one denoising step at the film's size."""
        return self._asked(self._grids[-1])

    def warm(self) -> None:
        """Go through all parts once, with one step at each size: kernels get ready at first use."""
        self.connectors()
        self.still()
        config = self._models.transformer.config
        latents = [self._noise(1, config.in_channels, *grid.video) for grid in self._grids]
        for grid in self._grids:
            self._models.transformer(**self._asked(grid))
        for small in latents[:-1]:
            self._larger(small)
        self._latents = latents[-1]
        self._sound = self._noise(1, self._grids[-1].sound, config.audio_in_channels)
        self.pictures()
        self.sound()

    def whole(self) -> None:
        """Go through all parts."""
        for part in self.parts().values():
            part()

    def _denoised(self, latents: Any, grid: Grid, sigmas: Sequence[float]) -> Any:
        """Return ``(1, channels, frames, height, width)`` float32, and denoise the sound."""
        import torch

        transformer = self._models.transformer
        asked = self._asked(grid)
        words, heard, mask = self._words
        asked |= {
            "encoder_hidden_states": words, "audio_encoder_hidden_states": heard,
            "encoder_attention_mask": mask, "audio_encoder_attention_mask": mask,
        }  # fmt: skip
        free = torch.ones(1, grid.frames, grid.height * grid.width, device=self._device.name)
        free[:, 0] = 0  # the first picture
        free = free.flatten(1)
        packed, sound = latents.flatten(2).transpose(1, 2), self._sound
        for sigma, following in pairwise(sigmas):
            level = torch.full((1,), sigma * TIMESTEPS, device=self._device.name)
            asked |= {"timestep": level * free, "audio_timestep": level, "sigma": level}
            asked["hidden_states"] = packed.to(transformer.dtype)
            asked["audio_hidden_states"] = sound.to(transformer.dtype)
            seen, sounded = transformer(**asked)
            packed = packed + (following - sigma) * seen.float() * free.unsqueeze(-1)
            sound = sound + (following - sigma) * sounded.float()
        self._sound = sound
        return packed.transpose(1, 2).unflatten(2, grid.video)

    def _asked(self, grid: Grid) -> dict[str, Any]:
        transformer = self._models.transformer
        return step_inputs(transformer.config, grid, self._device.name, transformer.dtype)

    def _larger(self, latents: Any) -> Any:
        upsampler = self._models.upsampler
        return self._normal(upsampler(self._natural(latents).to(upsampler.dtype)).float())

    def _normal(self, latents: Any) -> Any:
        vae = self._models.vae
        return (
            (latents - _deep(vae.latents_mean)) * vae.config.scaling_factor / _deep(vae.latents_std)
        )

    def _natural(self, latents: Any) -> Any:
        vae = self._models.vae
        return latents * _deep(vae.latents_std) / vae.config.scaling_factor + _deep(
            vae.latents_mean
        )

    def _noise(self, *shape: int) -> Any:
        import torch

        return torch.randn(*shape, device=self._device.name, generator=self._chance)


def _deep(channels: Any) -> Any:
    return channels.float().view(1, -1, 1, 1, 1)


def _row(features: Any) -> Any:
    return features.float().view(1, 1, -1)
