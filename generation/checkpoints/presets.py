"""The checkpoints we know, as ``models.toml`` names them: where from, how large, whose licence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

MODELS_TOML = Path(__file__).parents[1] / "models.toml"
FOLDER = "checkpoints"  # in the folder of models: a folder for each
FOREIGN = "none"  # in place of a command: nobody fetches what belongs in this folder
SHOWN = 12  # characters of a revision in the name of a folder
GB = 1e9

Commercial = Literal["yes", "no", "conditions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Another repository that belongs to a checkpoint: its files lie in the folder ``into``."""

    repo: str
    revision: str
    files: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One entry ``[checkpoint.<id>]`` of ``models.toml``.

    Attributes:
        id: As in the file.
        serves: The engine or voice that reads it: ``ltx``, ``wan``, ``stills``, ``pocket``,
            ``kokoro``, ``coqui`` or ``vibevoice``.
        repo: Owner and name at the model hub.
        revision: A commit; or a branch, where no commit is known, and then what was fetched first
            is held to afterwards.
        files: Patterns of what is needed of the repository.
        also: Other repositories that belong to it.
        size: Bytes to download, as far as known before asking.
        pipelines: Classes that its index may name; whatever it is, where there are none.
        optional: Components and files that nobody misses.
        libraries: Packages that have to be installed for it.
        extra: The extra of ours that brings them.
        licence: Of the weights, by name.
        licence_url: Where it can be read.
        commercial: Whether it may be used commercially.
        conditions: On what conditions; empty where there are none.
        territory: ``worldwide``, or where it may be used.
        gated: Its terms have to be accepted on its page first, by whoever has the token.
        vram_gb: Memory of a GPU that holds everything at once, in GB; 0: a CPU will do.
        vram_min_gb: The same, with parts waiting in main memory for their turn.
        preset: Numbers for the engine or the voice alone.
    """

    id: str
    serves: str
    repo: str
    revision: str
    files: tuple[str, ...]
    size: int
    licence: str
    licence_url: str
    commercial: Commercial
    territory: str
    conditions: str = ""
    gated: bool = False
    also: tuple[Also, ...] = ()
    pipelines: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    libraries: tuple[str, ...] = ()
    extra: str = "neural"
    vram_gb: float = 0.0
    vram_min_gb: float = 0.0
    preset: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def pipeline(self) -> str:
        """The class that the repository itself names; empty where nobody looks."""
        return self.pipelines[0] if self.pipelines else ""

    @property
    def folder_name(self) -> str:
        """What its folder is called in the cache."""
        return f"{self.id}-{self.revision[:SHOWN]}"

    @property
    def command(self) -> str:
        """What an operator types to have it fetched."""
        return f"walkon assets --checkpoint {self.id}"

    @property
    def size_gb(self) -> float:
        """Gigabytes to download, as they are told to people."""
        return round(self.size / GB, 1)


def checkpoints(path: Path = MODELS_TOML) -> tuple[Checkpoint, ...]:
    """Return every checkpoint, the best first for each thing they serve."""
    return _read(path)


def serving(name: str, path: Path = MODELS_TOML) -> tuple[Checkpoint, ...]:
    """Return those that an engine or voice can use, best first."""
    return tuple(one for one in checkpoints(path) if one.serves == name)


def mending(folder: Path) -> str:
    """Return the command that fetches what is missing of a folder of weights, or of a part of one.

    ``FOREIGN`` for a folder that somebody else has filled: nothing is fetched into that.
    """
    names = {one.name for one in (folder, *folder.parents) if one.parent.name == FOLDER}
    return next((one.command for one in checkpoints() if one.folder_name in names), FOREIGN)


@cache
def _read(path: Path) -> tuple[Checkpoint, ...]:
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("checkpoint", {})
    return tuple(_checkpoint(key, entry) for key, entry in table.items())


def _checkpoint(key: str, entry: Mapping[str, Any]) -> Checkpoint:
    """Read one table; what has to be told before a download has to be there.

    Raises:
        KeyError: It lacks its licence, the licence's address, its use, territory, revision or size.
    """
    return Checkpoint(
        id=key,
        serves=entry["serves"],
        repo=entry["repo"],
        revision=entry["revision"],
        files=tuple(entry["files"]),
        size=entry["bytes"],
        licence=entry["licence"],
        licence_url=entry["licence_url"],
        commercial=cast("Commercial", entry["commercial"]),
        territory=entry["territory"],
        conditions=entry.get("conditions", ""),
        gated=entry.get("gated", False),
        also=tuple(_also(one) for one in entry.get("also", ())),
        pipelines=tuple(entry.get("pipelines", ())),
        optional=frozenset(entry.get("optional", ())),
        libraries=tuple(entry.get("libraries", ())),
        extra=entry.get("extra", "neural"),
        vram_gb=float(entry.get("vram_gb", 0)),
        vram_min_gb=float(entry.get("vram_min_gb", 0)),
        preset=MappingProxyType(dict(entry.get("preset", {}))),
    )


def _also(entry: Mapping[str, Any]) -> Also:
    return Also(
        repo=entry["repo"],
        revision=entry["revision"],
        files=tuple(entry["files"]),
        into=entry["into"],
    )
