"""A tiny Kokoro with random weights, written in the layout of the published one."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import torch

from generation.speech.neural.kokoro import network

LETTERS = (
    ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧ'
    "ʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)
PEOPLE = ("af_heart", "af_sky", "am_adam", "am_puck", "zf_xiaobei", "zf_xiaoni", "zm_yunjian")
STYLE = 128  # the network's own code knows this number
CONFIG = {
    "istftnet": {
        "upsample_kernel_sizes": [20, 12], "upsample_rates": [10, 6], "gen_istft_hop_size": 5,
        "gen_istft_n_fft": 20, "resblock_dilation_sizes": [[1, 3, 5]], "resblock_kernel_sizes": [3],
        "upsample_initial_channel": 512,
    },
    "dim_in": 8, "dropout": 0.2, "hidden_dim": 512, "max_conv_dim": 512, "max_dur": 50,
    "multispeaker": True, "n_layer": 1, "n_mels": 8, "n_token": 178, "style_dim": STYLE,
    "text_encoder_kernel_size": 5,
    "plbert": {
        "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 32,
        "max_position_embeddings": 512, "num_hidden_layers": 1, "dropout": 0.1,
    },
    "vocab": {letter: number for number, letter in enumerate(LETTERS, start=1)},
}  # fmt: skip


def write(folder: Path) -> Path:
    """Write config, weights and people; return the folder."""
    (folder / "voices").mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(CONFIG, ensure_ascii=False), encoding="utf-8")
    empty = folder / "empty.pth"
    torch.save({}, empty)
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = network()(repo_id="hexgrad/Kokoro-82M", config=dict(CONFIG), model=str(empty))
    empty.unlink()
    model.predictor.duration_proj.linear_layer.bias.data.fill_(-9.0)  # one frame a letter
    parts = {
        name: {f"module.{key}": value for key, value in part.state_dict().items()}
        for name, part in model.named_children()
    }
    torch.save(parts, folder / "kokoro-v1_0.pth")
    for number, name in enumerate(PEOPLE):
        torch.manual_seed(50 + number)
        torch.save(torch.randn(510, 1, 2 * STYLE), folder / "voices" / f"{name}.pt")
    return folder
