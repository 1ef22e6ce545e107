"""Cameras as this machine has them: which of them, their weights, how they are used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.equipment import cameras, devices_here, engines, misnamed, weights_of
from bot.settings import LOCAL, Settings
from generation.checkpoints import CheckpointStore, serving
from generation.devices import Devices
from generation.errors import ModelCorrupt, ModelMissing

if TYPE_CHECKING:
    from generation.engines.remote.server import VideoServer
    from generation.ports import Camera, Retoucher

OWN_PRESET = "preset.toml"  # in a folder of weights: what is to be done otherwise with these
ROBOTS = frozenset({"auto", "espeak"})
"""Voices that a model which speaks by itself had better replace."""


def open_camera(name: str, settings: Settings, store: CheckpointStore) -> Camera:
    """Return the camera ``ltx`` or ``wan``; its weights are looked at and not loaded yet.

    Raises:
        ModelMissing: The weights, or a part of them, are not here.
        ModelCorrupt: They are cut off, of another kind, or their own preset cannot be read.
    """
    absent = all(store.state(one) == "missing" for one in serving(name))
    if settings.weights is None and absent:
        raise ModelMissing("checkpoint", engine=name)
    checkpoint, folder = weights_of(settings, name, store=store)
    values = {**checkpoint.preset, **_own_preset(folder)}
    from generation.engines.diffusion.preset import read_preset

    try:
        preset = read_preset(values, vram_min_gb=checkpoint.vram_min_gb)
        if name == "wan":
            from generation.engines.diffusion.wan import WanCamera

            return WanCamera(folder, preset)
        from generation.engines.diffusion.ltx import LtxCamera

        speaks = settings.voice in ROBOTS and preset.speaks
        return LtxCamera(folder, preset, mode="joint" if speaks else "voiced")
    except ValueError as error:
        raise ModelCorrupt("preset", folder=str(folder), file=OWN_PRESET) from error


def open_retoucher(settings: Settings, store: CheckpointStore) -> Retoucher | None:
    """Return who retouches stills, where the operator wants that.

    Raises:
        ModelMissing: The weights, or a part of them, are not here.
        ModelCorrupt: They are cut off or of another kind.
    """
    if settings.stills == "painted":
        return None
    from generation.engines.diffusion.preset import read_preset
    from generation.engines.diffusion.stills import EditStills

    checkpoint = serving("stills")[0]
    folder = store.open(checkpoint)
    preset = read_preset(
        {**checkpoint.preset, **_own_preset(folder)}, vram_min_gb=checkpoint.vram_min_gb
    )
    return EditStills(folder, preset)


def video_server(settings: Settings) -> VideoServer:
    """Return the server that makes films, as the operator named it."""
    from generation.engines.remote.server import VideoServer
    from generation.engines.remote.wish import Price

    key = settings.remote_key
    return VideoServer(
        url=settings.remote_url, model=settings.remote_model,
        key=key.get_secret_value() if key is not None else "",
        dialect=settings.remote_dialect, price=Price.parse(settings.remote_price),
    )  # fmt: skip


def cost_of(price: str, seconds: float) -> str:
    """Return what so many seconds of film cost, such as ``0.96 USD``; empty where nobody says."""
    from generation.engines.remote.wish import Price

    a_second = Price.parse(price)
    if a_second is None:
        return ""
    amount, currency = a_second.of(seconds)
    return f"{amount} {currency}"


def in_order(settings: Settings, store: CheckpointStore) -> tuple[str, ...]:
    """Return the engines that are tried for a film, one after another.

    An engine that is named is the only one. For ``auto`` the GPU is looked at where there is
    something for it to run, and the puppets are the last.

    Raises:
        MachineError: A folder of weights is named that nothing can use.
    """
    for _, trouble in misnamed(settings):
        raise trouble
    if settings.engine != "auto":
        return (settings.engine,)
    local = settings.weights is not None or any(map(store.found, LOCAL))
    seen = devices_here() if local else Devices(problem="no-torch")
    pieces = engines(settings, devices=seen, store=store)
    return (*cameras(settings, pieces), "puppet")


def _own_preset(folder: Path) -> Mapping[str, object]:
    path = folder / OWN_PRESET
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelCorrupt("preset", folder=str(folder), file=OWN_PRESET) from error
