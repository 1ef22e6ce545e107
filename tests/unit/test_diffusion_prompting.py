"""What a text encoder made of prompts is remembered."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from generation.engines.diffusion.prompting import Prompts
from generation.model.setup import Setup
from generation.ports import unheeded
from tests.tiny import cameras

STILL = np.zeros((128, 64, 3), np.uint8)


def setup(prompt, number=1):
    return Setup(
        id=f"S{number}", shot_id=f"S{number}", first=0, frames=5, prompt=prompt, actors=("P1",)
    )


class Encoder:
    """Remembers what it was asked, and answers with the prompt itself."""

    def __init__(self):
        self.asked = []

    def __call__(self, words):
        self.asked.append(words)
        return words


def test_a_prompt_is_encoded_once_however_it_is_spaced():
    encoder = Encoder()
    prompts = Prompts(encoder)
    assert prompts("a  cat\n sits ") == prompts("a cat sits") == "a cat sits"
    assert encoder.asked == ["a cat sits"]


def test_the_last_few_are_kept_and_the_longest_unused_goes_first():
    encoder = Encoder()
    prompts = Prompts(encoder, kept=2)
    for prompt in ("a", "b", "a", "c", "a", "b"):
        assert prompts(prompt) == prompt
    assert encoder.asked == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    ("made", "prompts"), [(cameras.ltx, 2), (cameras.wan, 3)], ids=["ltx", "wan"]
)
def test_a_camera_asks_its_text_encoder_once_for_each_prompt(made, prompts):
    """Wan is guided: what it is to be led away from is a prompt as well."""
    camera, asked = made(steps=1), []
    camera.load()
    encoder = camera._pipeline.text_encoder
    handle = encoder.register_forward_hook(lambda *_: asked.append(1))
    pictures = [
        camera.roll(setup(prompt), STILL, stop=Event(), rolled=unheeded).frames
        for prompt in ("a cat", "a dog", "a cat")
    ]
    handle.remove()
    assert len(asked) == prompts
    assert np.array_equal(pictures[0], pictures[2])
    assert not np.array_equal(pictures[0], pictures[1])


def test_a_prompt_that_is_remembered_is_one_the_pipeline_would_have_encoded():
    import torch

    camera = cameras.ltx()
    camera.load()
    pipeline = camera._pipeline
    with torch.no_grad():
        states, mask, *_ = pipeline.encode_prompt(
            "a cat", max_sequence_length=64, do_classifier_free_guidance=False
        )
        ours = camera._prompted("a cat")
        wanted = pipeline.connectors(states, mask, padding_side="left")
        given = pipeline.connectors(
            ours["prompt_embeds"], ours["prompt_attention_mask"], padding_side="left"
        )
    assert torch.equal(ours["prompt_attention_mask"], mask)
    known = mask[0].bool()
    for one, other in zip(wanted, given, strict=True):
        assert torch.allclose(one[:, known], other[:, known], atol=1e-5)
