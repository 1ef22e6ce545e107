"""Weights that are not there, not whole or not what they should be; and those that are."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from threading import Event

import numpy as np
import pytest

from bot.i18n import LOCALES, say
from generation.engines.diffusion.loading import weights_bytes
from generation.engines.diffusion.ltx import LtxCamera, distilled
from generation.errors import (
    EngineUnavailable,
    ModelCorrupt,
    ModelMissing,
    OutOfMemory,
    ToolMissing,
    WalkonError,
)
from generation.model.setup import Setup
from generation.ports import unheeded
from tests.tiny import cameras
from tests.tiny.cameras import Card, checkpoint

STILL = np.zeros((128, 64, 3), np.uint8)
SETUP = Setup(id="S1", shot_id="S1", first=0, frames=5, prompt="A cat.", actors=())


@pytest.fixture
def folder(tmp_path):
    """Return a checkpoint that a test may spoil."""
    return shutil.copytree(checkpoint("ltx"), tmp_path / "spoilt")


def refused(folder, **how):
    with pytest.raises(WalkonError) as error:
        cameras.ltx(folder=folder, **how).load()
    return error.value


def rewrite(file, **changes):
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_folder_that_is_absent_is_missing(tmp_path):
    assert isinstance(refused(tmp_path / "nowhere"), ModelMissing)


@pytest.mark.parametrize("part", ["transformer", "audio_vae", "text_encoder"])
def test_a_part_that_is_absent_is_missing(folder, part):
    shutil.rmtree(folder / part)
    assert isinstance(refused(folder), ModelMissing)


def test_weights_of_another_family_are_not_taken():
    error = refused(checkpoint("wan"))
    assert isinstance(error, ModelCorrupt)
    assert error.details["found"] == "WanImageToVideoPipeline"


def test_a_file_that_was_cut_off_is_noticed_before_it_is_read(folder):
    weights = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    assert isinstance(refused(folder), ModelCorrupt)


def test_an_index_that_is_no_json_is_noticed(folder):
    (folder / "model_index.json").write_text("{")
    assert isinstance(refused(folder), ModelCorrupt)


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("transformer/config.json", {"num_layers": 3}),
        ("transformer/config.json", {"num_attention_heads": 4}),
        ("vae/config.json", {"block_out_channels": "many"}),
        ("text_encoder/config.json", {"text_config": {"hidden_size": "large"}}),
        ("scheduler/scheduler_config.json", {"num_train_timesteps": "a lot"}),
        ("model_index.json", {"vae": ["diffusers", "AutoencoderOfTomorrow"]}),
        ("tokenizer/tokenizer.json", {"model": None}),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_together_are_one_sentence_without_a_path(folder, file, changes):
    rewrite(folder / file, **changes)
    error = refused(folder)
    assert error.message == "error-model-corrupt-unreadable"
    assert error.details == {"folder": "spoilt", "command": "none"}


def test_a_camera_that_did_not_load_loads_once_the_weights_are_there(folder):
    index = folder / "model_index.json"
    kept = index.read_text()
    index.unlink()
    camera = cameras.ltx(folder=folder, steps=1)
    with pytest.raises(ModelMissing):
        camera.roll(SETUP, STILL, stop=Event(), rolled=unheeded)
    index.write_text(kept)
    assert len(camera.roll(SETUP, STILL, stop=Event(), rolled=unheeded).frames) == SETUP.frames


def test_parts_that_are_not_used_may_be_absent_and_are_not_loaded(folder):
    index = folder / "model_index.json"
    rewrite(
        index,
        prompt_enhancer=["transformers", "Gemma4ForConditionalGeneration"],
        duration_head=["ltx2", "LTX2DurationHead"],
    )
    camera = cameras.ltx(folder=folder)
    camera.load()
    assert camera._pipeline.prompt_enhancer is None


def test_memory_that_is_full_while_weights_are_placed_is_said(folder, monkeypatch):
    import diffusers
    import torch

    def to(*_):
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr(diffusers.DiffusionPipeline, "to", to)
    error = refused(folder, device=Card())
    assert isinstance(error, OutOfMemory)
    assert error.message == "error-memory-gpu-full"


def test_computing_in_eight_bits_needs_a_library():
    error = refused(checkpoint("ltx"), device=Card(), fp8="torchao")
    assert isinstance(error, ToolMissing)
    assert error.message == "error-tool-missing-torchao"


def test_threads_that_load_at_once_load_once():
    opened = []

    class Counted(LtxCamera):
        def _open(self, device):
            opened.append(device)
            return super()._open(device)

    camera = Counted(checkpoint("ltx"), cameras.preset("ltx"), device="cpu")
    threads = [threading.Thread(target=camera.load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1


def test_loading_and_filming_say_nothing_and_ask_nobody(capfd, monkeypatch):
    def getaddrinfo(*_, **__):
        raise AssertionError("a network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for made in (cameras.ltx, cameras.wan):
        made(steps=1).roll(SETUP, STILL, stop=Event(), rolled=unheeded)
    assert capfd.readouterr() == ("", "")


def test_the_size_of_weights_leaves_out_what_is_left_out():
    folder = checkpoint("ltx")
    parts = [file.stat().st_size for file in folder.rglob("*.safetensors")]
    assert weights_bytes(folder) == sum(parts)
    assert 0 < weights_bytes(folder, ["text_encoder"]) < sum(parts)


@pytest.mark.parametrize("mode", ["voiced", "joint"])
def test_a_camera_does_not_promise_what_its_model_cannot_do(mode):
    with pytest.raises(ValueError, match="mode"):
        cameras.ltx(mode=mode, hears=mode == "joint", speaks=mode == "voiced")


def test_distilled_weights_have_eight_steps_and_fewer_are_spread_over_them():
    assert [len(distilled(steps)) for steps in range(1, 9)] == list(range(1, 9))
    assert distilled(3)[0] == distilled(8)[0] == 1.0
    assert distilled(3)[-1] == distilled(8)[-1]
    with pytest.raises(ValueError, match="9 steps"):
        cameras.ltx(steps=9)


@pytest.mark.parametrize(
    "error",
    [
        OutOfMemory("gpu", needs=32, has=15),
        OutOfMemory("ram", needs=140, has=64),
        OutOfMemory("gpu-small"),
        OutOfMemory("gpu-full"),
        ModelCorrupt("unreadable", folder="ltx25-426936f8b22d", command="walkon assets"),
        ToolMissing("neural", library="diffusers"),
        ToolMissing("torchao"),
        EngineUnavailable("device"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("locale", LOCALES)
def test_every_error_is_a_sentence_in_every_language(locale, error):
    sentence = say(error.message, locale, error.details)
    assert error.message not in sentence
    assert all(str(value) in sentence for value in error.details.values())
