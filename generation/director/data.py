"""Reads the TOML files of this package once and keeps them; it knows not what they mean."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_HOME = "generation.director"


@lru_cache(maxsize=64)
def table(folder: str, name: str) -> dict[str, Any]:
    """Return ``folder/name.toml`` of this package, parsed. It is shared: do not change it."""
    return tomllib.loads((files(_HOME) / folder / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=4)
def names(folder: str) -> tuple[str, ...]:
    """Return the names of the TOML files in ``folder``, sorted."""
    found = (item.name for item in (files(_HOME) / folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))
