"""Cameras with tiny weights, built once a process."""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import shutil
import tempfile
from pathlib import Path

from generation.engines.diffusion.ltx import LtxCamera
from generation.engines.diffusion.preset import read_preset
from generation.engines.diffusion.wan import WanCamera


@functools.cache
def checkpoint(family):
    """Return the folder of a tiny ``ltx``, ``wan`` or ``flux2``, with a preset of its own.

    Nobody writes into it.
    """
    import torch

    torch.set_num_threads(1)
    from generation.engines.diffusion.loading import hush

    hush()
    parent = tempfile.mkdtemp(prefix=f"walkon-tiny-{family}-")
    atexit.register(shutil.rmtree, parent)
    folder = Path(parent) / f"tiny-{family}"
    model = importlib.import_module(f"tests.tiny.{family}")
    model.build(folder)
    own = [f"{key} = {json.dumps(value)}\n" for key, value in model.PRESET.items()]
    (folder / "preset.toml").write_text("".join(own))
    return folder


def preset(family, **changed):
    """Return how that family films, but for what is changed."""
    values = importlib.import_module(f"tests.tiny.{family}").PRESET
    return read_preset({**values, **changed})


class Card:
    """A graphics card that is none: it computes on the CPU and has the room one says."""

    name, kind = "cpu", "cuda"

    def __init__(self, free_gb=100.0):
        self.free_gb, self.tidied = free_gb, 0

    def free_bytes(self):
        """Return what one said."""
        return round(self.free_gb * 1e9)

    def total_bytes(self):
        """Return as much."""
        return self.free_bytes()

    def tidy(self):
        """Count how often there was reason to."""
        self.tidied += 1


def ltx(*, mode="voiced", device="cpu", folder=None, **changed):
    """Return a camera with a tiny LTX."""
    folder = folder or checkpoint("ltx")
    return LtxCamera(folder, preset("ltx", **changed), mode=mode, device=device)


def wan(*, device="cpu", folder=None, **changed):
    """Return a camera with a tiny Wan."""
    return WanCamera(folder or checkpoint("wan"), preset("wan", **changed), device=device)
