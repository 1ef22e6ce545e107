"""A small XTTS with random weights, written in the layout of the published one.

Its vocoder and speaker encoder have no smaller form: the file is 90 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from TTS.tts.configs.xtts_config import XttsArgs, XttsAudioConfig, XttsConfig
from TTS.tts.models.xtts import Xtts

SPECIAL = ["[STOP]", "[UNK]", "[SPACE]", "[START]", "[en]", "[zh-cn]", "[es]", "[fr]", "[de]"]
WIDTH = 64
PEOPLE = ("Claribel Dervla", "Daisy Studious", "Andrew Chipper", "Craig Gutsy")


def write(folder: Path) -> Path:
    """Write config, vocabulary, weights and the model's own people; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {
        text: index for index, text in enumerate(SPECIAL + [chr(code) for code in range(33, 127)])
    }
    letters = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="[UNK]"))
    letters.pre_tokenizer = pre_tokenizers.Whitespace()
    letters.add_special_tokens(SPECIAL)
    letters.save(str(folder / "vocab.json"))
    config = XttsConfig()
    sizes = config.model_args
    sizes.gpt_layers, sizes.gpt_n_model_channels, sizes.gpt_n_heads = 1, WIDTH, 2
    sizes.gpt_max_text_tokens, sizes.gpt_max_audio_tokens, sizes.gpt_max_prompt_tokens = (
        402,
        605,
        70,
    )
    sizes.gpt_num_audio_tokens, sizes.gpt_start_audio_token, sizes.gpt_stop_audio_token = 66, 64, 65
    sizes.gpt_number_text_tokens = len(vocabulary)
    sizes.gpt_start_text_token = vocabulary["[START]"]
    sizes.gpt_stop_text_token = vocabulary["[STOP]"]
    sizes.gpt_use_perceiver_resampler = True
    sizes.decoder_input_dim = WIDTH
    config.temperature, config.repetition_penalty = 0.75, 5.0
    torch.manual_seed(0)
    model = Xtts(config)
    model.gpt.mel_head.bias.data[sizes.gpt_stop_audio_token] = 1.0  # ends after a second or so
    config.save_json(str(folder / "config.json"))
    with _as_published():
        torch.save({"config": config, "model": model.state_dict()}, folder / "model.pth")
    torch.save(
        {name: _person(number) for number, name in enumerate(PEOPLE)}, folder / "speakers_xtts.pth"
    )
    return folder


@contextmanager
def _as_published() -> Iterator[None]:
    """Have the classes of the config lie where they lay when the weights were published."""
    classes = (XttsArgs, XttsAudioConfig)
    homes = [one.__module__ for one in classes]
    for one in classes:
        one.__module__ = Xtts.__module__
    yield
    for one, home in zip(classes, homes, strict=True):
        one.__module__ = home


def _person(number: int) -> dict[str, torch.Tensor]:
    torch.manual_seed(100 + number)
    embedding = torch.nn.functional.normalize(torch.randn(1, 512, 1), dim=1)
    return {"gpt_cond_latent": torch.randn(1, 32, WIDTH), "speaker_embedding": embedding}
