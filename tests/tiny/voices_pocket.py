"""A tiny Pocket-TTS with random weights, written in the layout of the published one."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    GenerationConfig,
    PocketTTSAudioTokenizerConfig,
    PocketTTSAudioTokenizerModel,
    PocketTTSConfig,
    PocketTTSFeatureExtractor,
    PocketTTSForConditionalGeneration,
    PocketTTSProcessor,
    PreTrainedTokenizerFast,
)

FRAME = 1920  # samples of a latent: 12.5 a second
SPECIAL = {
    "audio_prompt_token": "<|voice|>",
    "audio_latent_token": "<|latent|>",
    "audio_prompt_bos_token": "<|voice_begins|>",
    "audio_bos_token": "<|sound_begins|>",
}
TEMPLATE = """\
{%- for message in messages -%}
{%- for item in message.content -%}
{%- if item.type == "audio" -%}<|voice_begins|><|voice|>{%- endif -%}
{%- endfor -%}
{%- for item in message.content -%}
{%- if item.type == "text" -%}{{ item.text | trim }}{%- endif -%}
{%- endfor -%}
{%- endfor -%}<|sound_begins|>"""
FRAMES = 14  # after which it has said everything
LATENT = 8


def write(folder: Path) -> Path:
    """Write model, codec, tokenizer and one of the model's own people; return the folder."""
    tokenizer = _tokenizer()
    codec = _codec()
    codec.save_pretrained(folder / "audio_tokenizer")
    codec.name_or_path = "eustlb/pocket-tts-audio-tokenizer"  # where the published one points to
    PocketTTSProcessor(
        PocketTTSFeatureExtractor(), tokenizer, audio_tokenizer=codec, chat_template=TEMPLATE
    ).save_pretrained(folder)
    ids = {f"{name}_id": tokenizer.convert_tokens_to_ids(text) for name, text in SPECIAL.items()}
    torch.manual_seed(1)
    model = PocketTTSForConditionalGeneration(
        PocketTTSConfig(
            flow_head_config={
                "hidden_size": 16, "num_hidden_layers": 1, "latent_dim": LATENT,
                "condition_dim": 32,
                "frequency_embedding_size": 16,
            },
            vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
            intermediate_size=64, latent_dim=LATENT, pad_token_id=0, **ids,
        )
    )  # fmt: skip
    model.eos_head.bias.data.fill_(9.0)
    model.generation_config = GenerationConfig(
        do_sample=True, temperature=0.7, pad_token_id=0, min_frames_before_eos=FRAMES
    )
    model.save_pretrained(folder)
    _people(folder / "voices")
    return folder


def _tokenizer() -> PreTrainedTokenizerFast:
    """Return one that reads bytes."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: index for index, letter in enumerate(["<unk>", *letters])}
    bytewise = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    bytewise.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytewise.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(
        tokenizer_object=bytewise, unk_token="<unk>", pad_token="<unk>",
        extra_special_tokens=SPECIAL, padding_side="left",
    )  # fmt: skip


def _codec() -> PocketTTSAudioTokenizerModel:
    torch.manual_seed(2)
    return PocketTTSAudioTokenizerModel(
        PocketTTSAudioTokenizerConfig(
            hidden_size=16, num_filters=2, upsample_groups=16, num_hidden_layers=1,
            intermediate_size=32, num_attention_heads=2, num_key_value_heads=2, latent_dim=LATENT,
        )
    )  # fmt: skip


def _people(folder: Path) -> None:
    from safetensors.torch import save_file

    folder.mkdir()
    for number, name in enumerate(("alba", "fantine", "marius", "jean")):
        torch.manual_seed(10 + number)
        save_file({"audio_prompt": torch.randn(20, LATENT)}, folder / f"{name}.safetensors")
