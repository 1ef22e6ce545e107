"""How much a model has to multiply, counted on its shapes alone: nothing is computed.

A multiplication with an addition counts as two. What is counted are matrix products and
convolutions; all else moves memory, and shows as utilisation below one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TERA = 1e12


def step_tflop(transformer: Any, inputs: Callable[[Any], dict[str, Any]]) -> float:
    """Return 10¹² operations of one denoising step.

    Args:
        transformer: As it is measured; only its configuration is read.
        inputs: Given a transformer's configuration, makes one step's arguments on torch's
            ``meta`` device.
    """
    layers = transformer.config.num_layers

    def counted(blocks: int) -> float:
        like = _empty(transformer, num_layers=blocks)
        return _counted(lambda: like(**inputs(like.config)))

    # All blocks are alike, and forty-eight take seconds to walk through.
    one, two = counted(1), counted(2)
    return float(one + (layers - 1) * (two - one)) / TERA


def decoding_tflop(vae: Any, frames: int, height: int, width: int) -> float:
    """Return 10¹² operations of decoding latents of ``(frames, height, width)``."""
    import torch

    like = _empty(vae)
    latents = torch.empty(1, vae.config.latent_channels, frames, height, width, device="meta")
    return _counted(lambda: like.decode(latents, return_dict=False)) / TERA


def _empty(model: Any, **otherwise: Any) -> Any:
    """Return a model of the same class and configuration that has shapes and no numbers."""
    import torch

    with torch.device("meta"):
        return type(model).from_config(model.config, **otherwise)


def _counted(work: Callable[[], Any]) -> float:
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    with torch.no_grad(), torch.device("meta"), FlopCounterMode(display=False) as counter:
        work()
    return float(counter.get_total_flops())
