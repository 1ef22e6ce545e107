"""A tiny LTX-2.x with random weights, in the layout of its checkpoints.

Sizes are the least that work: a video VAE that halves nothing makes every pixel a token, so keep
to 32 x 64 and nine frames; the audio VAE divides mel bands by four only with three levels.
"""

from __future__ import annotations

from pathlib import Path

PRESET = {
    "steps": 3, "area_px": 32 * 64, "fps": 24, "frames_max": 17, "frames_step": 8,
    "side_multiple": 32, "people_max": 3, "hears": True, "speaks": True, "dtype": "float32",
}  # fmt: skip


def build(folder: Path) -> None:
    """Write the checkpoint; two seconds, 0.7 MB."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, LTX2ImageToVideoPipeline

    torch.manual_seed(0)
    tokenizer, known = _tokenizer()
    LTX2ImageToVideoPipeline(
        tokenizer=tokenizer,
        text_encoder=_text_encoder(known),
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, shift_terminal=0.1),
        processor=None,
        prompt_enhancer=None,
        duration_head=None,
        **_video(),
        **_sound(),
    ).save_pretrained(folder)


def _tokenizer():
    from tests.tiny import letters

    return letters("<pad>", "<eos>", side="left")


def _text_encoder(known):
    from transformers import Gemma4UnifiedConfig, Gemma4UnifiedForConditionalGeneration

    kinds = ["sliding_attention", "full_attention"]
    text = {
        "vocab_size": known, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16, "global_head_dim": 16,
        "max_position_embeddings": 64, "pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2,
        "hidden_size_per_layer_input": 0, "num_kv_shared_layers": 0, "layer_types": kinds,
        "vocab_size_per_layer_input": known,
    }  # fmt: skip
    return Gemma4UnifiedForConditionalGeneration(Gemma4UnifiedConfig(text_config=text)).eval()


def _video():
    from diffusers import AutoencoderKLLTX2Video, LTX2VideoTransformer3DModel
    from diffusers.pipelines.ltx2 import LTX2TextConnectors

    transformer = LTX2VideoTransformer3DModel(
        in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=8,
        cross_attention_dim=16, audio_in_channels=4, audio_out_channels=4,
        audio_num_attention_heads=2, audio_attention_head_dim=4, audio_cross_attention_dim=8,
        num_layers=2, qk_norm="rms_norm_across_heads", caption_channels=32,
        rope_double_precision=False, rope_type="split",
    )  # fmt: skip
    connectors = LTX2TextConnectors(
        caption_channels=32, text_proj_in_factor=3, video_connector_num_attention_heads=4,
        video_connector_attention_head_dim=8, video_connector_num_layers=1,
        video_connector_num_learnable_registers=None, audio_connector_num_attention_heads=4,
        audio_connector_attention_head_dim=8, audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=None, connector_rope_base_seq_len=32,
        rope_double_precision=False, rope_type="split",
    )  # fmt: skip
    vae = AutoencoderKLLTX2Video(
        latent_channels=4, block_out_channels=(8,), decoder_block_out_channels=(8,),
        layers_per_block=(1,), decoder_layers_per_block=(1, 1), spatio_temporal_scaling=(True,),
        decoder_spatio_temporal_scaling=(True,), decoder_inject_noise=(False, False),
        downsample_type=("spatial",), upsample_residual=(False,), upsample_factor=(1,),
        timestep_conditioning=False, patch_size=4, patch_size_t=1, encoder_causal=True,
        decoder_causal=False,
    )  # fmt: skip
    return {"transformer": transformer, "connectors": connectors, "vae": vae}


def _sound():
    from diffusers import AutoencoderKLLTX2Audio
    from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

    audio_vae = AutoencoderKLLTX2Audio(
        base_channels=4, output_channels=2, ch_mult=(1, 1, 1), num_res_blocks=1,
        attn_resolutions=None, in_channels=2, resolution=32, latent_channels=2, norm_type="pixel",
        causality_axis="height", mid_block_add_attention=False, sample_rate=16000,
        mel_hop_length=160, is_causal=True, mel_bins=8,
    )  # fmt: skip
    vocoder = LTX2Vocoder(
        in_channels=16, hidden_channels=32, out_channels=2, upsample_kernel_sizes=[16, 15],
        upsample_factors=[16, 10], resnet_kernel_sizes=[3], resnet_dilations=[[1, 3, 5]],
        output_sampling_rate=16000,
    )  # fmt: skip
    return {"audio_vae": audio_vae, "vocoder": vocoder}
