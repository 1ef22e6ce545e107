"""A tiny FLUX.2-klein with random weights, in the layout of its checkpoint."""

from __future__ import annotations

from pathlib import Path

PRESET = {
    "steps": 2, "area_px": 96 * 128, "side_multiple": 16, "guidance": 1.0, "dtype": "float32",
}  # fmt: skip
TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"


def build(folder: Path) -> None:
    """Write the checkpoint; a second, 0.4 MB."""
    import torch
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )

    torch.manual_seed(0)
    tokenizer, text_encoder = _reader()
    vae = AutoencoderKLFlux2(
        block_out_channels=(4, 4, 4), down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3, latent_channels=1, norm_num_groups=1,
        layers_per_block=1, use_quant_conv=False, use_post_quant_conv=False,
    )  # fmt: skip
    transformer = Flux2Transformer2DModel(
        patch_size=1, in_channels=4, num_layers=1, num_single_layers=1, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=48, timestep_guidance_channels=32,
        axes_dims_rope=(4, 4, 4, 4), guidance_embeds=False,
    )  # fmt: skip
    Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(), vae=vae, text_encoder=text_encoder,
        tokenizer=tokenizer, transformer=transformer, is_distilled=True,
    ).save_pretrained(folder)  # fmt: skip


def _reader():
    from transformers import Qwen3Config, Qwen3ForCausalLM

    from tests.tiny import letters

    tokenizer, known = letters("<pad>", "<eos>", size=512, template=TEMPLATE)
    config = Qwen3Config(
        vocab_size=known, hidden_size=16, intermediate_size=16, num_hidden_layers=4,
        num_attention_heads=2, num_key_value_heads=1, head_dim=8, max_position_embeddings=512,
        pad_token_id=0, eos_token_id=1, bos_token_id=None,
    )  # fmt: skip
    return tokenizer, Qwen3ForCausalLM(config).eval()
