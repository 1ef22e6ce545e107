"""From a folder of weights to a pipeline that is ready: looked at, loaded, placed, made fast."""

from __future__ import annotations

import importlib.util
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generation.checkpoints import examine, mending
from generation.engines.diffusion.device import GB, Device, Placement, placement, torch_dtype
from generation.engines.diffusion.preset import Preset
from generation.errors import ModelCorrupt, OutOfMemory, ToolMissing
from generation.libraries import hush as hush
from generation.libraries import no_room

log = logging.getLogger(__name__)

STRAIGHT = {"cuda:0": "cuda", "cuda": "cuda", "cpu": "cpu"}
"""Devices that weights are read into without a copy in main memory, and diffusers' name for it."""

WORKING_BYTES = 8 * GB
"""What latents, attention and decoding in tiles take beside the weights, generously."""


def open_pipeline(
    folder: Path,
    classes: Sequence[str],
    device: Device,
    preset: Preset,
    *,
    without: Sequence[str] = (),
    dtypes: Mapping[str, Any] | None = None,
) -> Any:
    """Return a pipeline of diffusers made from ``folder``, its weights where they belong.

    Args:
        folder: In the layout that ``save_pretrained`` writes.
        classes: Names of pipelines that the folder may be of; it is loaded as the first.
        device: What is to compute.
        preset: How.
        without: Components that are left out although the folder may have them.
        dtypes: Component → its dtype, where that is not the preset's.

    Raises:
        ModelMissing: The folder, or a file it names, is absent.
        ModelCorrupt: A file is cut off or of another kind.
        OutOfMemory: There is no room for the weights.
        ToolMissing: The preset needs a library that is absent.
    """
    examine(folder, *classes, optional=without)
    place = placement(device, preset, weights_bytes(folder, without))
    hush()
    kinds = {"default": torch_dtype(device, preset), **(dtypes or {})}
    how = {"dtype": kinds, **_eight_bit(device, preset)}
    if place == "resident" and device.name in STRAIGHT:
        how["device_map"] = STRAIGHT[device.name]
    pipeline = _read(folder, classes[0], how, without)
    _complete(pipeline, folder)
    pipeline.set_progress_bar_config(disable=True)
    try:
        _speed_up(pipeline.transformer, device, preset, place, kinds["default"])
        _place(pipeline, device, place)
    except (RuntimeError, MemoryError) as error:
        if not no_room(error):
            raise
        raise OutOfMemory("gpu-full") from error
    return pipeline


def weights_bytes(folder: Path, without: Sequence[str] = ()) -> int:
    """Return the size of all weights of a folder, but for components left out."""
    files = folder.glob("*/*.safetensors")
    return sum(file.stat().st_size for file in files if file.parent.name not in without)


def _read(folder: Path, name: str, how: Mapping[str, Any], without: Sequence[str]) -> Any:
    import diffusers

    try:
        return getattr(diffusers, name).from_pretrained(
            folder, local_files_only=True, use_safetensors=True, **how, **dict.fromkeys(without)
        )
    except Exception as error:  # diffusers, transformers and safetensors raise what they please
        if no_room(error):
            raise OutOfMemory("gpu-full") from error
        raise _unreadable(folder) from error


def _complete(pipeline: Any, folder: Path) -> None:
    """See that every weight of diffusers' models came from a file.

    What is missing is filled with noise on loading, and said in a warning that nobody reads.

    Raises:
        ModelCorrupt: ``unreadable``: something is missing.
    """
    from diffusers import ModelMixin
    from safetensors import safe_open

    for name, model in pipeline.components.items():
        if not isinstance(model, ModelMixin):
            continue
        held: set[str] = set()
        for file in (folder / name).glob("*.safetensors"):
            with safe_open(file, framework="pt") as weights:
                held.update(weights.keys())
        if not held.issuperset(name for name, _ in model.named_parameters()):
            raise _unreadable(folder)


def _unreadable(folder: Path) -> ModelCorrupt:
    return ModelCorrupt("unreadable", folder=folder.name, command=mending(folder))


def _eight_bit(device: Device, preset: Preset) -> dict[str, Any]:
    """Return what makes ``from_pretrained`` put the transformer into eight bits.

    Raises:
        ToolMissing: ``torchao`` is wanted and absent.
    """
    if preset.fp8 != "torchao" or device.kind != "cuda":
        return {}
    if importlib.util.find_spec("torchao") is None:
        raise ToolMissing("torchao")
    from diffusers import PipelineQuantizationConfig, TorchAoConfig
    from torchao.quantization import Float8DynamicActivationFloat8WeightConfig  # type: ignore[import-not-found,unused-ignore]

    config = TorchAoConfig(Float8DynamicActivationFloat8WeightConfig())
    quantised = PipelineQuantizationConfig(quant_mapping={"transformer": config})
    return {"quantization_config": quantised}


def _speed_up(
    transformer: Any, device: Device, preset: Preset, place: Placement, dtype: Any
) -> None:
    """Do to the transformer what its preset says, where the device is made for it."""
    if device.kind != "cuda":
        return
    import torch

    if preset.fp8 == "cast":
        transformer.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=dtype)
    if preset.attention:
        try:
            transformer.set_attention_backend(preset.attention)
        except (ImportError, RuntimeError, ValueError) as error:
            log.warning("attention backend left out", extra={"error": type(error).__name__})
    if preset.compile and place == "resident":
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*script_method. is deprecated.*")
            transformer.compile_repeated_blocks()


def _place(pipeline: Any, device: Device, place: Placement) -> None:
    """Put the weights where they belong.

    Where they cannot all stay on the card, only the text encoder's come when they are needed, if
    that is enough: it is asked once a prompt, and the transformer in every step.
    """
    import torch

    if place == "resident":
        pipeline.to(device.name)
        return
    target = torch.device(device.name)
    streams = target.type == "cuda"
    often = {
        name: part
        for name, part in pipeline.components.items()
        if isinstance(part, torch.nn.Module) and name != "text_encoder"
    }
    held = sum(p.numel() * p.element_size() for part in often.values() for p in part.parameters())
    pipeline.enable_group_offload(
        onload_device=target, offload_device=torch.device("cpu"), offload_type="leaf_level",
        use_stream=streams, low_cpu_mem_usage=streams,
        exclude_modules=list(often) if held + WORKING_BYTES <= device.free_bytes() else None,
    )  # fmt: skip
    pipeline.vae.enable_tiling()
