"""A clock and a scale for a device that works while the program goes on, and its matmul rate."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

GIB = float(1 << 30)
KIB = 1024
SIDES = {"cuda": 8192, "cpu": 512}  # of square matrices whose product is timed
PRODUCTS = {"cuda": 200, "cpu": 3}  # in a row; a quarter of a second, that clocks settle


class Watch:
    """Times work on one device, and says what memory it took at its peak.

    On a GPU that is what torch had allocated there; on a CPU, what the process held since it
    started.
    """

    def __init__(self, kind: str, name: str) -> None:
        self._cuda, self._name = kind == "cuda", name

    def settle(self) -> None:
        """Wait until the device has done what it was given."""
        if self._cuda:
            import torch

            torch.cuda.synchronize(self._name)

    def timed(self, work: Callable[[], Result]) -> tuple[Result, float]:
        """Do the work once; return what came out and the seconds until it was done."""
        self.settle()
        start = time.perf_counter()
        result = work()
        self.settle()
        return result, time.perf_counter() - start

    def forget_peak(self) -> None:
        """Weigh from here on."""
        if self._cuda:
            import torch

            torch.cuda.reset_peak_memory_stats(self._name)

    def peak_gib(self) -> float:
        """Return the peak of memory in GiB."""
        if self._cuda:
            import torch

            return round(float(torch.cuda.max_memory_allocated(self._name)) / GIB, 2)
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / GIB, 2)


def matmul_tflops(watch: Watch, kind: str, name: str, *, eight_bits: bool) -> float:
    """Return 10¹² operations a second of large square products of random numbers.

    Args:
        watch: Of the device.
        kind: ``cuda`` or ``cpu``.
        name: Of the device, as torch calls it.
        eight_bits: Multiply float8 with a scale a row, as ``fp8`` does, and not bfloat16.

    Raises:
        RuntimeError: The device has no such product.
    """
    import torch

    side = SIDES[kind]
    left, right = (torch.randn(side, side, device=name, dtype=torch.bfloat16) for _ in range(2))
    multiply = _eight_bit_product(left, right) if eight_bits else lambda: left @ right

    def many() -> None:
        for _ in range(PRODUCTS[kind]):
            multiply()

    many()
    _, seconds = watch.timed(many)
    return float(2 * side**3 * PRODUCTS[kind] / seconds / 1e12)


def _eight_bit_product(left: Any, right: Any) -> Callable[[], Any]:
    import torch

    from bot.bench.gpu_fp8 import in_eight_bits

    (first, first_scale), (second, second_scale) = in_eight_bits(left), in_eight_bits(right)
    return lambda: torch._scaled_mm(
        first, second.t(), scale_a=first_scale, scale_b=second_scale.t(), out_dtype=torch.bfloat16
    )
