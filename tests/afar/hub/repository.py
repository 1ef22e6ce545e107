"""What lies at the hub: repositories with commits, and files as models have them."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGE = (".safetensors", ".pth", ".pt", ".bin")  # kept by sha256, outside git


@dataclass(slots=True)
class Repository:
    """A repository: its files at each commit, and where its branches are.

    Attributes:
        files: Commit → path → bytes.
        branches: Name → commit.
        gated: Its files are given only to whoever has ``opens`` as a token.
    """

    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    gated: bool = False
    opens: str = "hf_accepted"
    _sizes: dict[str, int] = field(default_factory=dict)

    def commit(self, files: Mapping[str, bytes], branch: str = "main") -> str:
        """Put files there; return the commit, to which the branch moves."""
        whole = hashlib.sha1(usedforsecurity=False)
        for name, data in sorted(files.items()):
            whole.update(name.encode() + b"\0" + data)
        sha = whole.hexdigest()
        self.files[sha] = dict(files)
        self.branches[branch] = sha
        return sha

    def at(self, revision: str) -> str | None:
        """Return the commit that a branch or a commit stands for."""
        return revision if revision in self.files else self.branches.get(revision)

    def claim(self, name: str, size: int) -> None:
        """Say of a file that it is larger than it is."""
        self._sizes[name] = size

    def siblings(self, commit: str) -> list[dict[str, object]]:
        """Return the list of files as the hub's API has it."""
        return [self._sibling(name, data) for name, data in sorted(self.files[commit].items())]

    def _sibling(self, name: str, data: bytes) -> dict[str, object]:
        size = self._sizes.get(name, len(data))
        told: dict[str, object] = {"rfilename": name, "size": size, "blobId": git_hash(data)}
        if name.endswith(LARGE):
            sha256 = hashlib.sha256(data).hexdigest()
            told["lfs"] = {"sha256": sha256, "size": size, "pointerSize": 134}
        return told


def git_hash(data: bytes) -> str:
    """Return the hash that git gives to a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def safetensors(size: int = 64, seed: int = 0) -> bytes:
    """Return a file of weights in the format of safetensors, with ``size`` bytes of them."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    block = hashlib.sha256(str(seed).encode()).digest()
    weights = (block * (size // len(block) + 1))[:size]
    return struct.pack("<Q", len(header)) + header + weights


def checkpoint_files(kind: str = "WanPipeline", size: int = 64) -> dict[str, bytes]:
    """Return a small checkpoint in the layout of diffusers, beside things that nobody wants."""
    index = {
        "_class_name": kind,
        "_diffusers_version": "0.42.1",
        "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        "transformer": ["diffusers", "WanTransformer3DModel"],
        "image_encoder": [None, None],
    }
    return {
        "model_index.json": json.dumps(index).encode(),
        "scheduler/scheduler_config.json": b'{"shift": 5.0}',
        "transformer/config.json": b'{"num_layers": 1}',
        "transformer/diffusion_pytorch_model.safetensors": safetensors(size),
        "README.md": b"# Tiny",
        "original/whole.safetensors": safetensors(512, seed=1),
    }
