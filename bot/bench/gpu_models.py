"""LTX-2.5 as large as it is and with random weights, or the same parts read from a folder.

What a step costs depends on shapes, not on what the weights know; but zeros multiply faster, so
there are none. The figures are those by which LTX-2.5's configuration differs from the defaults of
diffusers' classes. With them the transformer has 19.0 billion parameters and the connectors have
3.2, which is the size of the published files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PARTS = ("transformer", "connectors", "vae", "audio_vae", "vocoder")
TEXT = ("text_encoder", "tokenizer")  # not loaded: the camera remembers what they made of prompts
SPREAD = 0.02  # standard deviation of random weights

Config = Mapping[str, Any]

TRANSFORMER: Config = {
    "gated_attn": True,
    "cross_attn_mod": True,
    "audio_gated_attn": True,
    "audio_cross_attn_mod": True,
    "rope_type": "split",
    "use_prompt_embeddings": False,
    "perturbed_attn": True,
    "ff_bias": False,
    "use_keyframes_abs_pos_embedding": True,
}
CONNECTORS: Config = {
    "video_connector_num_attention_heads": 32,
    "video_connector_num_layers": 8,
    "video_gated_attn": True,
    "audio_connector_num_attention_heads": 32,
    "audio_connector_attention_head_dim": 64,
    "audio_connector_num_layers": 8,
    "audio_gated_attn": True,
    "rope_type": "split",
    "per_modality_projections": True,
    "proj_bias": True,
}
VIDEO_VAE: Config = {
    "block_out_channels": (256, 512, 1024, 1024),
    "decoder_block_out_channels": (256, 512, 512, 1024),
    "layers_per_block": (4, 6, 4, 2, 2),
    "decoder_layers_per_block": (4, 6, 4, 2, 2),
    "decoder_spatio_temporal_scaling": (True,) * 4,
    "decoder_inject_noise": (False,) * 5,
    "upsample_type": ("spatiotemporal", "spatiotemporal", "temporal", "spatial"),
    "upsample_residual": (False,) * 4,
    "upsample_factor": (2, 2, 1, 2),
    "decoder_causal": False,
    "decoder_spatial_padding_mode": "zeros",
    "spatial_compression_ratio": 32,
    "temporal_compression_ratio": 8,
}
AUDIO_VAE: Config = {}
VOCODER: Config = {}
UPSAMPLER: Config = {}

SMALL_TRANSFORMER: Config = {
    **TRANSFORMER, "num_layers": 2, "num_attention_heads": 2, "attention_head_dim": 32,
    "cross_attention_dim": 64, "audio_num_attention_heads": 2, "audio_attention_head_dim": 16,
    "audio_cross_attention_dim": 32, "caption_channels": 64,
}  # fmt: skip
SMALL_CONNECTORS: Config = {
    **CONNECTORS, "caption_channels": 16, "text_proj_in_factor": 3,
    "video_connector_num_attention_heads": 2, "video_connector_attention_head_dim": 32,
    "video_connector_num_layers": 1, "audio_connector_num_attention_heads": 2,
    "audio_connector_attention_head_dim": 16, "audio_connector_num_layers": 1,
    "video_hidden_dim": 64, "audio_hidden_dim": 32,
}  # fmt: skip
SMALL_VIDEO_VAE: Config = {
    **VIDEO_VAE, "block_out_channels": (16, 32, 64, 64),
    "decoder_block_out_channels": (16, 32, 32, 64), "layers_per_block": (1,) * 5,
    "decoder_layers_per_block": (1,) * 5,
}  # fmt: skip
SMALL_UPSAMPLER: Config = {"mid_channels": 32, "num_blocks_per_stage": 1}
SMALL_AUDIO_VAE: Config = {"ch_mult": (1, 1, 1), "num_res_blocks": 1}
SMALL_VOCODER: Config = {
    "hidden_channels": 64, "resnet_kernel_sizes": [3], "resnet_dilations": [[1]],
    "bwe_hidden_channels": 64, "bwe_resnet_kernel_sizes": [3], "bwe_resnet_dilations": [[1]],
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The parts that a film passes through, on one device.

    Attributes:
        transformer: Denoises, step by step.
        connectors: Make of a text encoder's states what the transformer attends to.
        vae: Of pictures.
        audio_vae: Of spectra.
        vocoder: Makes sound of spectra.
        upsampler: Makes latents twice as wide and high; None where there is none.
        weights: ``random``, or the name of the folder they were read from.
    """

    transformer: Any
    connectors: Any
    vae: Any
    audio_vae: Any
    vocoder: Any
    upsampler: Any
    weights: str

    def billions(self) -> dict[str, float]:
        """Return how many billion parameters each model has."""
        models = {name: getattr(self, name) for name in (*PARTS, "upsampler")}
        return {
            name: round(sum(weights.numel() for weights in model.parameters()) / 1e9, 3)
            for name, model in models.items()
            if model is not None
        }


def random_models(device: Any, *, small: bool) -> Models:
    """Build all parts where they will compute; beside a card the CPU's memory is not touched.

    Args:
        device: What is to compute: a ``Device`` of the cameras'.
        small: Build them with the same structure and next to no size.
    """
    import torch
    from diffusers import (
        AutoencoderKLLTX2Audio,
        AutoencoderKLLTX2Video,
        LTX2VideoTransformer3DModel,
    )
    from diffusers.pipelines.ltx2 import (
        LTX2LatentUpsamplerModel,
        LTX2TextConnectors,
        LTX2VocoderWithBWE,
    )

    from generation.engines.diffusion.device import torch_dtype
    from generation.engines.diffusion.preset import Preset

    torch.manual_seed(0)
    dtype = torch_dtype(device, Preset())  # as the cameras have it

    def build(kind: Any, full: Config, shrunk: Config) -> Any:
        return materialised(kind, shrunk if small else full, device.name, dtype)

    return Models(
        transformer=build(LTX2VideoTransformer3DModel, TRANSFORMER, SMALL_TRANSFORMER),
        connectors=build(LTX2TextConnectors, CONNECTORS, SMALL_CONNECTORS),
        vae=build(AutoencoderKLLTX2Video, VIDEO_VAE, SMALL_VIDEO_VAE),
        audio_vae=build(AutoencoderKLLTX2Audio, AUDIO_VAE, SMALL_AUDIO_VAE),
        vocoder=build(LTX2VocoderWithBWE, VOCODER, SMALL_VOCODER),
        upsampler=build(LTX2LatentUpsamplerModel, UPSAMPLER, SMALL_UPSAMPLER),
        weights="random",
    )


def materialised(kind: Any, config: Config, device: str, dtype: Any) -> Any:
    """Return a model whose weights are random and have been nowhere but on ``device``.

    Buffers (tables of frequencies, filters) are what the class computes.
    """
    import torch
    from accelerate import init_empty_weights

    with init_empty_weights(include_buffers=False):
        model = kind(**config)
    for module in model.modules():
        for name, empty in module.named_parameters(recurse=False):
            weights = torch.empty(empty.shape, device=device, dtype=dtype)
            weights.normal_(0, SPREAD)
            setattr(module, name, torch.nn.Parameter(weights, requires_grad=False))
        for name, table in module.named_buffers(recurse=False):
            real = table.is_floating_point()
            setattr(module, name, table.to(device, dtype if real else table.dtype))
    return model.eval()


def given_models(folder: Path, device: Any) -> Models:
    """Read the parts of a checkpoint, as the camera ``ltx`` does.

    Args:
        folder: In the layout of diffusers.
        device: What is to compute: a ``Device`` of the cameras'.

    Raises:
        ModelMissing: The folder, or a file it names, is absent.
        ModelCorrupt: A file is cut off or of another kind.
        OutOfMemory: There is no room for the weights.
    """
    from generation.engines.diffusion.loading import open_pipeline
    from generation.engines.diffusion.ltx import CLASSES, UNUSED
    from generation.engines.diffusion.preset import Preset

    pipeline = open_pipeline(folder, CLASSES, device, Preset(), without=(*UNUSED, *TEXT))
    parts = {name: getattr(pipeline, name) for name in PARTS}
    return Models(**parts, upsampler=None, weights=folder.name)
