"""A tiny VibeVoice with random weights, written in the layout of the published one."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    GenerationConfig,
    PreTrainedTokenizerFast,
    VibeVoiceAcousticTokenizerFeatureExtractor,
    VibeVoiceConfig,
    VibeVoiceForConditionalGeneration,
    VibeVoiceProcessor,
)

SPECIAL = ("<|vision_pad|>", "<|vision_start|>", "<|vision_end|>", "<|endoftext|>")
SCHEDULER = {
    "noise_scheduler_class": "DPMSolverMultistepScheduler",
    "noise_scheduler_config": {
        "beta_schedule": "squaredcos_cap_v2",
        "prediction_type": "v_prediction",
    },
}
TEMPLATE = """\
{%- for message in messages -%}
{%- for item in message.content if item.type == "audio" -%}
Voice {{ message.role }}:<|vision_start|><|vision_pad|><|vision_end|>
{%- endfor -%}
{%- endfor -%}
{%- for message in messages -%}
{%- for item in message.content if item.type == "text" -%}
Text {{ message.role }}: {{ item.text }}
{%- endfor -%}
{%- endfor -%}
{%- if add_generation_prompt -%}Speech:<|vision_start|>{%- endif -%}"""


def write(folder: Path) -> Path:
    """Write model, tokenizer and template; return the folder."""
    tokenizer = _tokenizer()
    VibeVoiceProcessor(
        VibeVoiceAcousticTokenizerFeatureExtractor(), tokenizer, chat_template=TEMPLATE
    ).save_pretrained(folder)
    frame, begins, ends, end = (tokenizer.convert_tokens_to_ids(text) for text in SPECIAL)
    codec = {"hidden_size": 8, "num_filters": 2, "depths": (1,) * 7, "ffn_expansion": 2}
    torch.manual_seed(0)
    model = VibeVoiceForConditionalGeneration(
        VibeVoiceConfig(
            text_config={
                "model_type": "qwen2", "hidden_size": 32, "intermediate_size": 64,
                "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 1,
                "vocab_size": len(tokenizer), "max_position_embeddings": 4096,
                "tie_word_embeddings": False, "bos_token_id": end, "eos_token_id": end,
                "pad_token_id": end,
            },
            audio_config={"model_type": "vibevoice_acoustic_tokenizer", **codec},
            semantic_model_config={"model_type": "vibevoice_acoustic_tokenizer_encoder", **codec},
            diffusion_head_config={"num_hidden_layers": 1, "intermediate_size": 64},
            audio_bos_token_id=begins, audio_eos_token_id=ends, audio_token_id=frame,
            pad_token_id=end, eos_token_id=end,
        )
    )  # fmt: skip
    _speak_until_pushed(model, end)
    for part in (model.model.audio_tower, model.model.diffusion_head):
        for weight in part.parameters():
            if weight.ndim > 1:  # as they are drawn at first, nothing is heard of anybody
                torch.nn.init.kaiming_normal_(weight)
    model.generation_config = GenerationConfig(
        bos_token_id=end, eos_token_id=end, pad_token_id=end, **SCHEDULER
    )
    model.save_pretrained(folder)
    return folder


def _tokenizer() -> PreTrainedTokenizerFast:
    """Return one that reads bytes."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: index for index, letter in enumerate(["<unk>", *letters])}
    bytewise = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    bytewise.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytewise.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bytewise, unk_token="<unk>", padding_side="left",
        extra_special_tokens=list(SPECIAL),
    )  # fmt: skip
    tokenizer.pad_token = tokenizer.eos_token = SPECIAL[-1]
    return tokenizer


def _speak_until_pushed(model: VibeVoiceForConditionalGeneration, end: int) -> None:
    """Have every frame be followed by another, as the first of equals, until an end is pushed."""
    attention = model.model.language_model.layers[-1].self_attn
    attention.v_proj.bias.data.fill_(5.0)  # which outweighs all else in the last state
    heads = attention.o_proj.in_features // attention.v_proj.out_features
    steady = attention.o_proj.weight.data @ attention.v_proj.bias.data.repeat(heads)
    head = model.get_output_embeddings().weight.data
    head.zero_()
    head[end] = -0.01 * steady / steady.norm()
