"""A tiny Wan2.2-TI2V with random weights, in the layout of its checkpoint."""

from __future__ import annotations

from pathlib import Path

PRESET = {
    "steps": 3, "area_px": 64 * 64, "fps": 24, "frames_max": 17, "frames_step": 4,
    "side_multiple": 32, "people_max": 2, "guidance": 2.0, "dtype": "float32",
}  # fmt: skip
DEPTH = 48  # of its latents, as large as the family's: the residual decoder asks for it


def build(folder: Path) -> None:
    """Write the checkpoint; two seconds, 0.4 MB."""
    import torch
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanImageToVideoPipeline,
        WanTransformer3DModel,
    )

    torch.manual_seed(0)
    tokenizer, text_encoder = _reader()
    vae = AutoencoderKLWan(
        base_dim=3, z_dim=DEPTH, in_channels=12, out_channels=12, is_residual=True, patch_size=2,
        latents_mean=[0.0] * DEPTH, latents_std=[1.0] * DEPTH, dim_mult=[1, 1, 1, 1],
        num_res_blocks=1, scale_factor_spatial=16, scale_factor_temporal=4,
        temperal_downsample=[False, True, True],
    )  # fmt: skip
    transformer = WanTransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=DEPTH,
        out_channels=DEPTH, text_dim=32, freq_dim=32, ffn_dim=32, num_layers=2,
        cross_attn_norm=True, qk_norm="rms_norm_across_heads", rope_max_seq_len=32,
    )  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=5.0
    )
    WanImageToVideoPipeline(
        tokenizer=tokenizer, text_encoder=text_encoder, vae=vae, scheduler=scheduler,
        transformer=transformer, transformer_2=None, image_encoder=None, image_processor=None,
        boundary_ratio=None, expand_timesteps=True,
    ).save_pretrained(folder)  # fmt: skip


def _reader():
    from transformers import UMT5Config, UMT5EncoderModel

    from tests.tiny import letters

    tokenizer, known = letters("<pad>", "</s>")
    config = UMT5Config(
        vocab_size=known, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4,
        feed_forward_proj="gated-gelu",
    )  # fmt: skip
    return tokenizer, UMT5EncoderModel(config).eval()
