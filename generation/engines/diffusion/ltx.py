"""The camera ``ltx``: LTX-2.x, pictures that follow our sound, or a model that speaks itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from generation.arrays import RgbImage
from generation.engines.diffusion.camera import DiffusionCamera
from generation.engines.diffusion.device import Device
from generation.engines.diffusion.hearing import latents_of, recorded
from generation.engines.diffusion.loading import open_pipeline
from generation.engines.diffusion.pixels import decoded, pictures
from generation.engines.diffusion.preset import Preset
from generation.engines.diffusion.prompting import Prompts
from generation.engines.diffusion.rolling import Progress
from generation.engines.diffusion.sizing import fitted, seeded
from generation.model.setup import Rushes, Setup

Mode = Literal["voiced", "joint"]
"""``voiced``: mouths follow the setup's dialogue. ``joint``: the model speaks what is quoted, in
setups that are to be spoken aloud."""

CLASSES = (
    "LTX2ImageToVideoPipeline", "LTX2Pipeline", "LTX2ConditionPipeline", "LTX2DFRPipeline",
)  # fmt: skip
UNUSED = ("processor", "prompt_enhancer", "duration_head")
PROMPT_TOKENS = 1024  # the model's training pads every prompt to it
STEPS_MAX = 8  # that the model was distilled for


class LtxCamera(DiffusionCamera):
    """LTX-2.x in diffusers' layout; eight distilled steps, no guidance."""

    name = "ltx"

    def __init__(
        self, folder: Path, preset: Preset, *, device: Device | str = "auto", mode: Mode = "voiced"
    ) -> None:
        """Choose weights and how they are used; nothing is loaded yet.

        Raises:
            ValueError: The preset's model cannot do what ``mode`` asks for, or has too many steps.
        """
        if not (preset.hears if mode == "voiced" else preset.speaks):
            raise ValueError(f"the preset's model is not for mode {mode}")
        if preset.steps > STEPS_MAX:
            raise ValueError(f"{preset.steps} steps; distilled weights have {STEPS_MAX}")
        super().__init__(folder, preset, device, hears=preset.hears, speaks=mode == "joint")
        self._following: Any = None
        self._prompts = Prompts(self._encode)

    def _open(self, device: Device) -> Any:
        from diffusers import FlowMatchEulerDiscreteScheduler, LTX2DFRPipeline

        pipeline = open_pipeline(self.folder, CLASSES, device, self.preset, without=UNUSED)
        # Distilled sigmas are taken as they are; weights of all kinds come with a shift of some.
        pipeline.scheduler = FlowMatchEulerDiscreteScheduler.from_config(
            pipeline.scheduler.config, use_dynamic_shifting=False, shift=1.0, shift_terminal=None
        )
        if self.preset.hears:
            self._following = LTX2DFRPipeline(**pipeline.components)
            self._following.set_progress_bar_config(disable=True)
        return pipeline

    def _film(
        self,
        setup: Setup,
        still: RgbImage,
        size: tuple[int, int],
        frames: int,
        progress: Progress,
    ) -> Rushes:
        progress.check()
        asked = {
            **self._prompted(setup.prompt),
            "width": size[0], "height": size[1], "num_frames": frames,
            "frame_rate": float(self.preset.fps), "sigmas": distilled(self.preset.steps),
            "generator": seeded(setup.seed), "callback_on_step_end": progress,
            "output_type": "latent", "return_dict": False,
        }  # fmt: skip
        if self.limits.speaks and (setup.aloud or not self.limits.hears):
            latents, sound = self._jointly(still, size, asked)
        else:
            latents, sound = self._voiced(setup, still, size, asked), None
        progress.check()
        video = decoded(self._pipeline.vae, latents, self.device)
        heard = None
        if sound is not None:
            rate_hz = self._pipeline.vocoder.config.output_sampling_rate
            heard = recorded(self._spoken(sound), rate_hz, setup.frames, self.preset.fps)
        return Rushes(frames=pictures(video, setup.frames), sound=heard)

    def _voiced(
        self, setup: Setup, still: RgbImage, size: tuple[int, int], asked: dict[str, Any]
    ) -> Any:
        """Return video latents that follow the setup's dialogue."""
        from diffusers.pipelines.ltx2.dfr_layout import resolve_canvas
        from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
        from diffusers.pipelines.ltx2.utils import trim_canvas

        pipeline, frames = self._following, asked["num_frames"]
        ratio = pipeline.vae_temporal_compression_ratio
        canvas, _, _ = resolve_canvas(frames, ratio)
        latents, *_ = pipeline(
            conditions=[LTX2VideoCondition(frames=fitted(still, size), index=0, strength=1.0)],
            audio_latents=latents_of(
                setup.dialogue, pipeline.audio_vae, canvas, self.preset.fps, self.device.name
            ),
            freeze_audio=True, generate_slots=False, **asked,
        )  # fmt: skip
        return trim_canvas(latents, frames, ratio)

    def _jointly(
        self, still: RgbImage, size: tuple[int, int], asked: dict[str, Any]
    ) -> tuple[Any, Any]:
        """Return the latents of video and of sound."""
        latents, sound = self._pipeline(
            image=fitted(still, size), num_inference_steps=len(asked["sigmas"]),
            guidance_scale=1.0, stg_scale=0.0, modality_scale=1.0, guidance_rescale=0.0,
            audio_guidance_scale=1.0, audio_stg_scale=0.0, audio_modality_scale=1.0,
            audio_guidance_rescale=0.0, spatio_temporal_guidance_blocks=None, **asked,
        )  # fmt: skip
        return latents, sound

    def _spoken(self, latents: Any) -> Any:
        """Return ``(channels, samples)`` of sound latents."""
        audio_vae = self._pipeline.audio_vae
        spectra = audio_vae.decode(latents.to(audio_vae.dtype), return_dict=False)[0]
        return self._pipeline.vocoder(spectra)[0]

    def _encode(self, prompt: str) -> Any:
        states, mask, *_ = self._pipeline.encode_prompt(
            prompt, max_sequence_length=self._tokens(), do_classifier_free_guidance=False
        )
        return states[:, mask[0].bool()].cpu()

    def _prompted(self, prompt: str) -> dict[str, Any]:
        """Return the prompt's states padded on the left, as the encoder gave them, and the mask."""
        import torch

        states = self._prompts(prompt).to(self.device.name)
        padding = self._tokens() - states.shape[1]
        mask = torch.ones(1, self._tokens(), dtype=torch.long, device=states.device)
        mask[:, :padding] = 0
        padded = torch.nn.functional.pad(states, (0, 0, padding, 0))
        return {"prompt_embeds": padded, "prompt_attention_mask": mask}

    def _tokens(self) -> int:
        return min(PROMPT_TOKENS, int(self._pipeline.tokenizer.model_max_length))


def distilled(steps: int) -> list[float]:
    """Return the noise levels that LTX was distilled for; of fewer steps, some of them."""
    from diffusers.pipelines.ltx2.utils import DISTILLED_SIGMA_VALUES as SIGMAS

    last = len(SIGMAS) - 1
    places = [round(step * last / max(steps - 1, 1)) for step in range(steps)]
    return [SIGMAS[place] for place in places]
