"""The device that computes: what room it has, and where the weights go for it."""

from __future__ import annotations

import gc
import importlib.util
from math import ceil
from pathlib import Path
from typing import Any, Literal, Protocol

from generation.engines.diffusion.preset import Preset
from generation.errors import OutOfMemory, ToolMissing
from generation.libraries import no_room as no_room

Placement = Literal["resident", "offloaded"]
"""``resident``: weights stay on the device. ``offloaded``: each comes when it is needed."""

GB = 1_000_000_000
FLOAT32_GROWTH = 2  # checkpoints hold 16-bit weights, and a CPU computes with 32
MEMINFO = Path("/proc/meminfo")
UNKNOWN_BYTES = 1 << 62  # of memory, where nothing tells: then nothing is refused for lack of it
LIBRARIES = ("torch", "diffusers", "transformers", "accelerate")
"""What every checkpoint of a video model needs; the first that is absent is named."""


class Device(Protocol):
    """Where the model runs.

    Attributes:
        name: As torch calls it, such as ``cuda:0``.
        kind: ``cuda``, ``mps`` or ``cpu``.
    """

    name: str
    kind: str

    def free_bytes(self) -> int:
        """Return how much memory can be had now."""
        ...

    def total_bytes(self) -> int:
        """Return how much memory there is."""
        ...

    def tidy(self) -> None:
        """Give back what is held and unused."""
        ...


class TorchDevice:
    """A device of torch's; satisfies ``Device``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = name.partition(":")[0]

    def free_bytes(self) -> int:
        """Return how much memory can be had now, what torch keeps in reserve included."""
        import torch

        if self.kind == "cuda":
            free, _ = torch.cuda.mem_get_info(self.name)
            kept = torch.cuda.memory_reserved(self.name) - torch.cuda.memory_allocated(self.name)
            return int(free + kept)
        if self.kind == "mps":
            return self.total_bytes() - int(torch.mps.driver_allocated_memory())
        return _meminfo("MemAvailable")

    def total_bytes(self) -> int:
        """Return how much memory there is."""
        import torch

        if self.kind == "cuda":
            return int(torch.cuda.mem_get_info(self.name)[1])
        if self.kind == "mps":
            return int(torch.mps.recommended_max_memory())
        return _meminfo("MemTotal")

    def tidy(self) -> None:
        """Give back what is held and unused."""
        import torch

        gc.collect()
        if self.kind == "cuda":
            torch.cuda.empty_cache()
        elif self.kind == "mps":
            torch.mps.empty_cache()


def find_device(name: str = "auto") -> TorchDevice:
    """Return the device of that name; ``auto`` is the first GPU, or else the CPU.

    Raises:
        ToolMissing: ``torch``: the libraries for video models are absent.
    """
    if missing := [lib for lib in LIBRARIES if importlib.util.find_spec(lib) is None]:
        raise ToolMissing("neural", library=missing[0])
    import torch

    if name != "auto":
        return TorchDevice(name)
    if torch.cuda.is_available():
        return TorchDevice("cuda:0")
    return TorchDevice("mps" if torch.backends.mps.is_available() else "cpu")


def placement(device: Device, preset: Preset, weights_bytes: int) -> Placement:
    """Return where the weights go, before a byte of them is read.

    Args:
        device: What is to compute.
        preset: Names the room that is needed with all weights on the card, and without.
        weights_bytes: The size of the weights' files; what counts where there is no card.

    Raises:
        OutOfMemory: ``gpu`` or ``ram``: there is no room for them, however they are placed.
    """
    free = device.free_bytes()
    has = max(free, 0) // GB
    if device.kind == "cpu":
        room = weights_bytes * FLOAT32_GROWTH
        if free < room:
            raise OutOfMemory("ram", needs=ceil(room / GB), has=has)
        return "resident"
    least_gb = preset.vram_min_gb if device.kind == "cuda" else preset.offload_below_gb
    if free < least_gb * GB:
        raise OutOfMemory("gpu", needs=ceil(least_gb), has=has)
    return "resident" if free >= preset.offload_below_gb * GB else "offloaded"


def torch_dtype(device: Device, preset: Preset) -> Any:
    """Return the dtype of the weights: the preset's, or float32 where a CPU computes."""
    import torch

    return torch.float32 if device.kind == "cpu" else getattr(torch, preset.dtype)


def _meminfo(key: str) -> int:
    """Return a line of Linux's account of memory, in bytes; without one, all the room there is."""
    if not MEMINFO.is_file():
        return UNKNOWN_BYTES
    lines = MEMINFO.read_text().splitlines()
    found = [line.split() for line in lines if line.startswith(f"{key}:")]
    return int(found[0][1]) * 1024 if found else UNKNOWN_BYTES
