"""What room a device has, and where weights go for it."""

from __future__ import annotations

import importlib.util

import pytest
import torch

from generation.engines.diffusion import device as devices
from generation.engines.diffusion.device import (
    TorchDevice,
    find_device,
    no_room,
    placement,
    torch_dtype,
)
from generation.engines.diffusion.preset import Preset
from generation.errors import OutOfMemory, ToolMissing
from tests.tiny.cameras import Card

PRESET = Preset(offload_below_gb=80, vram_min_gb=32)


class Elsewhere(Card):
    """A device of another kind."""

    def __init__(self, kind, free_gb):
        super().__init__(free_gb)
        self.kind = kind


@pytest.mark.parametrize(
    ("free_gb", "place"),
    [(141, "resident"), (80, "resident"), (79.9, "offloaded"), (32, "offloaded")],
)
def test_weights_stay_on_a_large_card_and_wait_outside_a_small_one(free_gb, place):
    assert placement(Card(free_gb), PRESET, 0) == place


def test_a_card_that_is_too_small_is_refused_with_figures():
    with pytest.raises(OutOfMemory) as error:
        placement(Card(15.9), PRESET, 0)
    assert error.value.message == "error-memory-gpu"
    assert error.value.details == {"needs": 32, "has": 15}


def test_where_weights_cannot_wait_outside_all_of_them_have_to_fit():
    assert placement(Elsewhere("mps", 96), PRESET, 0) == "resident"
    with pytest.raises(OutOfMemory) as error:
        placement(Elsewhere("mps", 64), PRESET, 0)
    assert error.value.details == {"needs": 80, "has": 64}


def test_a_cpu_needs_room_for_weights_twice_as_wide():
    assert placement(Elsewhere("cpu", 20), PRESET, 10_000_000_000) == "resident"
    with pytest.raises(OutOfMemory) as error:
        placement(Elsewhere("cpu", 19), PRESET, 10_000_000_000)
    assert error.value.message == "error-memory-ram"
    assert error.value.details == {"needs": 20, "has": 19}


def test_a_cpu_computes_in_32_bits_and_a_card_as_its_preset_says():
    assert torch_dtype(Elsewhere("cpu", 1), PRESET) == torch.float32
    assert torch_dtype(Card(), PRESET) == torch.bfloat16


def test_without_a_card_the_cpu_is_found():
    found = find_device()
    assert found.kind in {"cpu", "cuda", "mps"}
    assert 0 < found.free_bytes() <= found.total_bytes()
    found.tidy()
    assert find_device("cpu").name == "cpu"


def test_where_the_system_says_nothing_of_memory_nothing_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(devices, "MEMINFO", tmp_path / "absent")
    assert placement(TorchDevice("cpu"), PRESET, 10**15) == "resident"
    odd = tmp_path / "odd"
    odd.write_text("Hugepages: 3\n")
    monkeypatch.setattr(devices, "MEMINFO", odd)
    assert placement(TorchDevice("cpu"), PRESET, 10**15) == "resident"


def test_a_library_that_is_absent_is_named(monkeypatch):
    found = importlib.util.find_spec

    def find_spec(name, *more):
        return None if name == "diffusers" else found(name, *more)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    with pytest.raises(ToolMissing) as error:
        find_device()
    assert error.value.message == "error-tool-missing-neural"
    assert error.value.details == {"library": "diffusers"}


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 8 bytes"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes."),
        RuntimeError("MPS backend out of memory (MPS allocated: 8.00 GB)"),
        MemoryError(),
    ],
)
def test_each_device_says_in_its_own_way_that_memory_is_full(error):
    assert no_room(error)


@pytest.mark.parametrize("error", [RuntimeError("shapes differ"), ValueError("out of memory")])
def test_other_errors_are_not_about_memory(error):
    assert not no_room(error)
