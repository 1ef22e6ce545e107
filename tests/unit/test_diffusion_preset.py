"""Presets: what models.toml may say of a video model, and what it may not."""

from __future__ import annotations

from dataclasses import fields

import pytest

from generation.checkpoints import checkpoints
from generation.engines.diffusion.preset import Preset, read_preset
from tests.messages import ROOT


def test_nothing_said_is_the_default():
    assert read_preset({}) == Preset()


@pytest.mark.parametrize("served", ["ltx", "wan", "stills"])
def test_what_models_toml_says_can_be_read(served):
    known = [one for one in checkpoints() if one.serves == served]
    assert known
    for checkpoint in known:
        preset = read_preset(checkpoint.preset, vram_min_gb=checkpoint.vram_min_gb)
        assert preset.vram_min_gb == checkpoint.vram_min_gb > 0
        assert preset.frames_max % preset.frames_step == 1
        assert preset.offload_below_gb >= preset.vram_min_gb


def test_an_unknown_key_is_an_error():
    with pytest.raises(ValueError, match="unknown key stepps"):
        read_preset({"stepps": 8})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("steps", 8.0), ("steps", True), ("steps", "8"), ("hears", 1), ("hears", "yes"),
        ("dtype", "int8"), ("dtype", False), ("attention", 3), ("fp8", True), ("fp8", 0),
        ("fp8", "yes"), ("fp8", ""), ("guidance", "5"), ("guidance", True), ("vram_min_gb", None),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_an_error(key, value):
    with pytest.raises(ValueError, match=key):
        read_preset({key: value})


@pytest.mark.parametrize(
    "values",
    [
        {"steps": 0}, {"area_px": -1}, {"people_max": 0}, {"guidance": 0.5},
        {"vram_min_gb": -1.0}, {"attention": "_flash_3_hub"},
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_an_error(values):
    with pytest.raises(ValueError, match="preset"):
        read_preset(values)


@pytest.mark.parametrize("fp8", [False, "cast", "torchao"])
def test_eight_bits_are_kept_or_computed_with_or_left_alone(fp8):
    assert read_preset({"fp8": fp8, "guidance": 5}).fp8 == fp8


def test_every_key_is_explained_on_the_page():
    page = (ROOT / "docs/gpu.md").read_text(encoding="utf-8")
    assert [one.name for one in fields(Preset) if f"`{one.name}`" not in page] == []
