"""Whether a folder of weights is what it should be, seen without loading and without hashing it."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from generation.checkpoints.presets import mending
from generation.errors import ModelCorrupt, ModelMissing
from generation.files import own_errors

PIPELINE_INDEX, CONFIG, SHARD_INDEX = "model_index.json", "config.json", "*.index.json"
WEIGHTS = ("*.safetensors", "*.pth", "*.pt", "*.bin")
HEADER_MAX = 100 << 20  # bytes: as the format has it
LENGTH_BYTES = 8
ZIP_MAGIC = b"PK\x03\x04"  # what torch.save writes is a zip archive


def examine(
    folder: Path, *pipelines: str, optional: Collection[str] = (), needed: Collection[str] = ()
) -> None:
    """Look at a folder of weights in the layout of diffusers, or of transformers.

    Which layout it is, the folder says: diffusers write ``model_index.json``, transformers
    ``config.json``. Where it has neither, ``pipelines`` say which one is missing.

    Args:
        folder: What is looked at.
        pipelines: Classes that the index may name; any, where none is given.
        optional: Components that nobody misses.
        needed: Those that somebody does; all that the index names, where none is given.

    Raises:
        ModelMissing: ``folder``, ``index``, ``component``, ``weights`` or ``shard``: it, or a part
            of it, is not there.
        ModelCorrupt: ``json``, ``class``, ``other`` or ``cut``: it is something else, or
            incomplete.
        NotPermitted: It may not be read.
    """
    with own_errors(folder):
        if not folder.is_dir() or not any(folder.iterdir()):
            raise ModelMissing("folder", folder=str(folder), command=mending(folder))
        if (folder / PIPELINE_INDEX).is_file():
            _pipeline(folder, pipelines, optional, needed)
        elif (folder / CONFIG).is_file() and not _are_pipelines(pipelines):
            _model(folder, pipelines)
        else:
            wanted = PIPELINE_INDEX if _are_pipelines(pipelines) else CONFIG
            raise ModelMissing("index", folder=str(folder), file=wanted, command=mending(folder))


def _are_pipelines(classes: Collection[str]) -> bool:
    return any(name.endswith("Pipeline") for name in classes)


def _pipeline(
    folder: Path,
    pipelines: Collection[str],
    optional: Collection[str],
    needed: Collection[str],
) -> None:
    index = _object(folder / PIPELINE_INDEX, folder)
    _of_class(folder, {str(index.get("_class_name", ""))}, pipelines)
    for name, (library, kind) in sorted(_components(index)):
        part = folder / name
        missed = name not in optional and (not needed or name in needed)
        if not missed and not part.is_dir():
            continue
        if library is not None and kind is not None:
            _component(folder, part)


def _components(index: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Yield the parts that a pipeline's index names: each with its library and class."""
    for name, value in index.items():
        if not name.startswith("_") and isinstance(value, list) and len(value) == 2:
            yield name, (value[0], value[1])


def _component(folder: Path, part: Path) -> None:
    if not part.is_dir() or not any(part.iterdir()):
        raise ModelMissing(
            "component", folder=str(folder), component=part.name, command=mending(folder)
        )
    if (part / CONFIG).is_file():
        _object(part / CONFIG, folder)
        _weights(folder, part)
    for page in part.glob("*_config.json"):
        _object(page, folder)


def _model(folder: Path, classes: Collection[str]) -> None:
    config = _object(folder / CONFIG, folder)
    named = {str(one) for one in config.get("architectures") or () if isinstance(one, str)}
    named |= {
        str(config[key]) for key in ("model", "model_type") if isinstance(config.get(key), str)
    }
    _of_class(folder, named, classes)
    _weights(folder, folder)
    for part in folder.iterdir():
        if part.is_dir() and (part / CONFIG).is_file():
            _component(folder, part)


def _of_class(folder: Path, named: set[str], wanted: Collection[str]) -> None:
    if not wanted or named & set(wanted):
        return
    found = min(named - {""}, default="")
    if not found:
        raise ModelCorrupt("other", folder=str(folder))
    raise ModelCorrupt("class", folder=str(folder), found=found, wanted=next(iter(wanted)))


def _weights(folder: Path, part: Path) -> None:
    """Look at every file of weights in a folder: all that its index names are there, and whole."""
    for index in sorted(part.glob(SHARD_INDEX)):
        table = _object(index, folder).get("weight_map")
        if not isinstance(table, dict):
            raise _unreadable(index, folder)
        for shard in sorted({str(name) for name in table.values()}):
            if not (part / Path(shard).name).is_file():
                raise _absent(_name(part / shard, folder), folder)
    files = [file for pattern in WEIGHTS for file in sorted(part.glob(pattern))]
    if not files:
        raise ModelMissing(
            "weights", folder=str(folder), component=part.name, command=mending(folder)
        )
    for file in files:
        if not _whole(file):
            raise ModelCorrupt(
                "cut", folder=str(folder), file=_name(file, folder), command=mending(folder)
            )


def _whole(file: Path) -> bool:
    """Tell whether a file of weights is as long as its own beginning or end says."""
    if file.suffix == ".safetensors":
        return file.stat().st_size == _length_told(file)
    with file.open("rb") as stream:
        magic = stream.read(len(ZIP_MAGIC))
    return bool(magic) and (magic != ZIP_MAGIC or zipfile.is_zipfile(file))


def _length_told(file: Path) -> int:
    """Return how many bytes a safetensors file has to have by its header; -1 where it has none.

    The format (safetensors 0.4 and later): eight bytes with the length of a JSON object that gives
    each tensor's ``data_offsets``, counted from the end of that object.
    """
    with file.open("rb") as stream:
        head = stream.read(LENGTH_BYTES)
        if len(head) < LENGTH_BYTES:
            return -1
        (length,) = struct.unpack("<Q", head)
        if length > HEADER_MAX:
            return -1
        try:
            header = json.loads(stream.read(length))
            ends = [
                value["data_offsets"][1] for key, value in header.items() if key != "__metadata__"
            ]
            return LENGTH_BYTES + int(length) + max(ends, default=0)
        except (ValueError, LookupError, TypeError, AttributeError):
            return -1


def _object(file: Path, folder: Path) -> Mapping[str, Any]:
    """Read a file of JSON with an object in it."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _unreadable(file, folder) from error
    if not isinstance(value, dict):
        raise _unreadable(file, folder)
    return cast("Mapping[str, Any]", value)


def _unreadable(file: Path, folder: Path) -> ModelCorrupt:
    name = _name(file, folder)
    return ModelCorrupt("json", folder=str(folder), file=name, command=mending(folder))


def _absent(name: str, folder: Path) -> ModelMissing:
    return ModelMissing("shard", folder=str(folder), file=name, command=mending(folder))


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
