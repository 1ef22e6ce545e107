"""``walkon bench --gpu``: seconds and memory of films by LTX-2.5, one line for each measurement.

What a device cannot do is a line as well, that says why. Limits are for one H200; ratios (to the
device's own matrix products, of two films at once to one) mean something on any device.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.bench.gates import Verdict
from bot.bench.gpu_clock import Watch, matmul_tflops
from bot.bench.gpu_models import Models, given_models, random_models
from bot.bench.gpu_run import Line, Run, rounded
from bot.bench.gpu_sizes import GOALS, FilmSize
from bot.bench.gpu_takes import take_size
from bot.bench.report import machine

SCHEMA = "walkon.gpu/1"
PASSING = ("no-room", "time")  # what keeps one size from being measured, and not the next
MINUTE_S = 60.0


def measure_gpu(
    sizes: Sequence[FilmSize],
    variants: Sequence[str],
    *,
    minutes: float,
    shrink: bool,
    weights: Path | None,
    tell: Callable[[Line], None],
    announce: Callable[[str], None],
) -> list[Verdict]:
    """Measure, and return how the goals were met: none where everything is shrunk.

    Args:
        sizes: What is filmed.
        variants: Names out of ``VARIANTS``, in their order.
        minutes: After them no further measurement begins.
        shrink: Measure next to nothing; without CUDA that is so anyway.
        weights: A folder with LTX in diffusers' layout; without it weights are random.
        tell: Is given every line as soon as it is known.
        announce: Is told what is done now.

    Raises:
        ToolMissing: A library for video models is absent.
        ModelMissing: There are no such weights.
        ModelCorrupt: They cannot be used.
        OutOfMemory: There is no room for them.
    """
    from generation.engines.diffusion.device import find_device

    start = time.monotonic()
    device = find_device("auto")
    if device.kind != "cuda":
        device, shrink = find_device("cpu"), True
    announce("gpu-models")
    run = _opened(device, weights, shrink=shrink, until=start + minutes * MINUTE_S, tell=tell)
    announce("gpu-products")
    _products(run)
    import torch

    filmed = [size.shrunk() for size in sizes] if shrink else sizes
    try:
        with torch.no_grad():
            for variant in variants:
                announce(f"gpu-{variant}")
                _variant(run, variant, filmed)
    finally:
        run.switches.all_off()
    verdicts = list(_goals(run, filmed))
    run.said("done", ran=True, s=rounded(time.monotonic() - start))
    return verdicts


def _opened(
    device: Any, weights: Path | None, *, shrink: bool, until: float, tell: Callable[[Line], None]
) -> Run:
    """Bring the models to the device, and tell what they and it are."""
    from generation.engines.diffusion.loading import hush

    hush()

    def models() -> Models:
        if weights is not None:
            return given_models(weights, device)
        return random_models(device, small=shrink)

    watch = Watch(device.kind, device.name)
    built, seconds = watch.timed(models)
    run = Run(models=built, device=device, shrunk=shrink, until=until, tell=tell)
    run.said("machine", ran=True, schema=SCHEMA, **_described(device))
    run.said(
        "models", ran=True, weights=built.weights, billions=built.billions(), s=rounded(seconds),
        compiler=run.switches.compiler, peak_gib=watch.peak_gib(),
    )  # fmt: skip
    return run


def _described(device: Any) -> Line:
    """Return what the figures are measured on, and with."""
    import diffusers
    import torch

    known: Line = {**machine(), "torch": torch.__version__, "diffusers": diffusers.__version__}
    if device.kind != "cuda":
        return {**known, "device": "cpu", "threads": torch.get_num_threads()}
    about = torch.cuda.get_device_properties(device.name)
    return {
        **known, "device": about.name, "capability": f"{about.major}.{about.minor}",
        "memory_gib": round(about.total_memory / (1 << 30), 1), "cuda": torch.version.cuda,
        "cudnn": torch.backends.cudnn.version(),
    }  # fmt: skip


def _products(run: Run) -> None:
    """Measure what the device multiplies: what steps are held against."""

    def product(*, eight_bits: bool) -> Line:
        device = run.device
        rate = matmul_tflops(run.watch, device.kind, device.name, eight_bits=eight_bits)
        return {"tflops": rounded(rate)}

    line = run.tried("product", lambda: product(eight_bits=False), dtype="bfloat16")
    run.product_tflops = line.get("tflops", 0.0)
    run.tried("product", lambda: product(eight_bits=True), dtype="float8")


def _variant(run: Run, variant: str, sizes: Sequence[FilmSize]) -> None:
    """Switch a variant on and measure every size with it; switch it off if it does not work."""

    def turn_on() -> Line:
        run.switches.turn_on(variant)
        return {}

    why = run.tried("variant", turn_on, variant=variant).get("why")
    for size in sizes:
        line = take_size(run, size, variant, why=why)
        if line.get("why", "time") not in PASSING:
            run.switches.turn_off(variant)
            why = line["why"]


def _goals(run: Run, sizes: Sequence[FilmSize]) -> Iterator[Verdict]:
    """Tell, and yield, how soon films of each size were there."""
    ways = [(size.asked, 1) for size in sizes] + [(size.asked, 2) for size in sizes if size.twice]
    for asked, passes in ways:
        goal, fastest = GOALS.get(asked), run.fastest.get((asked, passes))
        if goal is None:
            continue
        known = {
            "size": asked, "passes": passes, "limit_s": goal.limit_s, "goal_s": goal.stretch_s,
        }  # fmt: skip
        if run.shrunk or fastest is None:
            run.not_tried("goal", "shrunk" if run.shrunk else "not-filmed", **known)
            continue
        verdict = Verdict(
            id="gpu-film-twice" if passes > 1 else "gpu-film", subject=asked,
            value=fastest[0], limit=goal.limit_s, goal=goal.stretch_s,
        )  # fmt: skip
        run.said("goal", ran=True, **known, s=fastest[0], variant=fastest[1], met=verdict.met)
        yield verdict
