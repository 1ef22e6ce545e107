"""The camera ``wan``: Wan2.2-TI2V, silent pictures for smaller cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generation.arrays import RgbImage
from generation.engines.diffusion.camera import DiffusionCamera
from generation.engines.diffusion.device import Device
from generation.engines.diffusion.loading import open_pipeline
from generation.engines.diffusion.pixels import decoded, pictures
from generation.engines.diffusion.preset import Preset
from generation.engines.diffusion.prompting import Prompts
from generation.engines.diffusion.rolling import Progress
from generation.engines.diffusion.sizing import fitted, seeded
from generation.model.setup import Rushes, Setup

CLASSES = ("WanImageToVideoPipeline", "WanPipeline")
UNUSED = ("transformer_2", "image_encoder", "image_processor")  # of its larger sisters
PROMPT_TOKENS = 512
AGAINST = (
    "overexposed, blurred, still picture, subtitles, watermark, grey, low quality, disfigured "
    "face, deformed hands, extra fingers, fused limbs, cluttered background, walking backwards"
)
"""What guidance leads away from."""


class WanCamera(DiffusionCamera):
    """Wan2.2-TI2V-5B in diffusers' layout."""

    name = "wan"

    def __init__(self, folder: Path, preset: Preset, *, device: Device | str = "auto") -> None:
        super().__init__(folder, preset, device, hears=False, speaks=False)
        self._prompts = Prompts(self._encode)

    def _open(self, device: Device) -> Any:
        import torch

        # Its decoder loses colours in 16 bits.
        precise = {"vae": torch.float32}
        return open_pipeline(
            self.folder, CLASSES, device, self.preset, without=UNUSED, dtypes=precise
        )

    def _film(
        self,
        setup: Setup,
        still: RgbImage,
        size: tuple[int, int],
        frames: int,
        progress: Progress,
    ) -> Rushes:
        progress.check()
        pipeline, guided = self._pipeline, self.preset.guidance > 1
        latents = pipeline(
            image=fitted(still, size), width=size[0], height=size[1], num_frames=frames,
            prompt_embeds=self._prompted(setup.prompt),
            negative_prompt_embeds=self._prompted(AGAINST) if guided else None,
            num_inference_steps=self.preset.steps, guidance_scale=self.preset.guidance,
            generator=seeded(setup.seed), callback_on_step_end=progress,
            output_type="latent", return_dict=False,
        )[0]  # fmt: skip
        progress.check()
        video = decoded(pipeline.vae, denormalised(latents, pipeline.vae), self.device)
        return Rushes(frames=pictures(video, setup.frames))

    def _encode(self, prompt: str) -> Any:
        """Return the states of a prompt's tokens.

        The pipeline's own encoder first mends broken text, and needs a library for it; ours is
        whole.
        """
        pipeline, device = self._pipeline, self.device.name
        read = pipeline.tokenizer(
            prompt, max_length=self._tokens(), truncation=True, add_special_tokens=True,
            return_tensors="pt",
        )  # fmt: skip
        heard = pipeline.text_encoder(read.input_ids.to(device), read.attention_mask.to(device))
        return heard.last_hidden_state.cpu()

    def _prompted(self, prompt: str) -> Any:
        """Return the prompt's states with nothing behind them, as the model's training had it."""
        import torch

        states = self._prompts(prompt).to(self.device.name)
        return torch.nn.functional.pad(states, (0, 0, 0, self._tokens() - states.shape[1]))

    def _tokens(self) -> int:
        return min(PROMPT_TOKENS, int(self._pipeline.tokenizer.model_max_length))


def denormalised(latents: Any, vae: Any) -> Any:
    """Return latents as the decoder takes them."""
    import torch

    mean, std = (
        torch.tensor(values, dtype=torch.float32, device=latents.device).view(1, -1, 1, 1, 1)
        for values in (vae.config.latents_mean, vae.config.latents_std)
    )
    return latents.float() * std + mean
