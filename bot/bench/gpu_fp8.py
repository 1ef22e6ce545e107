"""A linear layer that multiplies in eight bits. Imports torch: it is imported when one is made."""

from __future__ import annotations

from typing import Any

import torch

FP8_MAX = 448.0  # the largest number that float8_e4m3fn holds
TINIEST = 1e-6  # of a row's largest number, that a row of zeros has a scale
MULTIPLE = 16  # that the hardware wants of both sides


class EightBitLinear(torch.nn.Module):  # type: ignore[misc,unused-ignore]
    """Weights in float8 with a scale a row; what comes in is scaled row by row as it comes."""

    def __init__(self, linear: Any) -> None:
        """Take the weights over from a linear layer.

        Args:
            linear: Its bias, where it has one, is used as it is.
        """
        super().__init__()
        eight, scale = in_eight_bits(linear.weight.data)
        self.register_buffer("weight", eight.t())
        self.register_buffer("scale", scale.t())
        self.bias = linear.bias
        self.out_features = linear.out_features

    def forward(self, given: Any) -> Any:
        """Return ``given @ weight.T + bias``, multiplied into bfloat16."""
        rows = given.reshape(-1, given.shape[-1])
        eight, scale = in_eight_bits(rows)
        out = torch._scaled_mm(
            eight, self.weight, scale_a=scale, scale_b=self.scale, out_dtype=torch.bfloat16
        )
        if self.bias is not None:
            out = out + self.bias
        return out.reshape(*given.shape[:-1], self.out_features).to(given.dtype)


def in_eight_bits(rows: Any) -> tuple[Any, Any]:
    """Return a matrix in float8 and the scale of each of its rows, ``(rows, 1)`` float32."""
    scale = rows.abs().amax(1, keepdim=True).float().clamp(min=TINIEST) / FP8_MAX
    return (rows.float() / scale).to(torch.float8_e4m3fn), scale


def swap_linears(blocks: Any, least: int) -> int:
    """Put every large linear layer of ``blocks`` into eight bits; return how many there were.

    Args:
        blocks: Modules whose layers are looked through.
        least: Layers with a side below it stay as they are.

    Raises:
        RuntimeError: The device has no such product; nothing has been swapped then.
    """
    found = [
        (module, name, child)
        for module in blocks.modules()
        for name, child in module.named_children()
        if isinstance(child, torch.nn.Linear) and _fits(child, least)
    ]
    count = len(found)
    if found:
        _, _, linear = found[0]
        EightBitLinear(linear)(linear.weight.new_ones(MULTIPLE, linear.in_features))
    while found:  # a layer's old weights go before the next one's new weights come
        module, name, linear = found.pop()
        setattr(module, name, EightBitLinear(linear))
    return count


def _fits(linear: Any, least: int) -> bool:
    sides = (linear.in_features, linear.out_features)
    return all(side >= least and side % MULTIPLE == 0 for side in sides)
