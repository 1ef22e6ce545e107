"""A model hub on this machine, which the hub's own client takes for the real one."""

from tests.afar.hub.repository import Repository, checkpoint_files, safetensors
from tests.afar.hub.server import Cut, FakeHub, Held, RangeIgnored, Refused, Seen, WrongBytes

__all__ = [
    "Cut",
    "FakeHub",
    "Held",
    "RangeIgnored",
    "Refused",
    "Repository",
    "Seen",
    "WrongBytes",
    "checkpoint_files",
    "safetensors",
]
