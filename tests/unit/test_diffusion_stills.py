"""Stills made by an image editor."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from generation.engines.diffusion.stills import EditStills
from generation.errors import ModelCorrupt, ModelMissing, OutOfMemory
from tests.tiny.cameras import Card, checkpoint, preset
from tests.unit.test_diffusion_memory import FULL, Trouble

STILL = np.random.default_rng(4).integers(0, 256, (150, 100, 3), np.uint8)


@pytest.fixture(scope="module")
def editor():
    made = EditStills(checkpoint("flux2"), preset("flux2"), device=Card())
    made.load()
    return made


def test_a_still_is_changed_and_keeps_its_size(editor):
    made = editor.improve(STILL, "This person on a  beach.", 3)
    assert (made.shape, made.dtype) == (STILL.shape, STILL.dtype)
    assert np.array_equal(editor.improve(STILL, "This person on a beach.", 3), made)
    assert not np.array_equal(editor.improve(STILL, "This person in a train.", 3), made)
    assert not np.array_equal(editor.improve(STILL, "This person on a beach.", 4), made)
    assert not np.array_equal(editor.improve(255 - STILL, "This person on a beach.", 3), made)


def test_what_does_not_fit_is_made_smaller_and_comes_in_the_size_of_the_still(editor):
    with Trouble(editor._pipeline.transformer, FULL):
        assert editor.improve(STILL, "This person.", 1).shape == STILL.shape
    with Trouble(editor._pipeline.transformer, FULL, FULL), pytest.raises(OutOfMemory) as error:
        editor.improve(STILL, "This person.", 1)
    assert error.value.message == "error-memory-gpu-small"


def test_weights_are_looked_at_first(tmp_path):
    with pytest.raises(ModelMissing):
        EditStills(tmp_path, preset("flux2"), device="cpu").load()
    with pytest.raises(ModelCorrupt):
        EditStills(checkpoint("wan"), preset("flux2"), device="cpu").load()


def test_a_small_card_and_sixteen_bits_will_do():
    how = preset("flux2", dtype="bfloat16", offload_below_gb=80.0)
    editor = EditStills(checkpoint("flux2"), how, device=Card(24))
    assert editor.improve(STILL, "This person.", 1).shape == STILL.shape
    assert editor._pipeline.transformer.dtype == torch.bfloat16
