"""Weights of models as they lie on disk: which we know, whether they are whole, how they come."""

from generation.checkpoints.examining import examine
from generation.checkpoints.fetching import HUB, Heard, fetch
from generation.checkpoints.presets import FOREIGN, Also, Checkpoint, checkpoints, mending, serving
from generation.checkpoints.store import CheckpointState, CheckpointStore, look_at

__all__ = [
    "FOREIGN",
    "HUB",
    "Also",
    "Checkpoint",
    "CheckpointState",
    "CheckpointStore",
    "Heard",
    "checkpoints",
    "examine",
    "fetch",
    "look_at",
    "mending",
    "serving",
]
