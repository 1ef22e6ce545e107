"""Steps and films of one size, alone and two at once: what ``walkon bench --gpu`` times."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from statistics import median
from typing import Any

from bot.bench.gpu_film import Film, Grid, grid_of
from bot.bench.gpu_flops import decoding_tflop
from bot.bench.gpu_run import Line, Run, rounded
from bot.bench.gpu_sizes import FilmSize
from bot.bench.gpu_variants import Why

STEPS = {
    1: 8,
    2: 5,
}  # that a film's are worth, by passes; of two, eight are a quarter and three whole
STEPS_TIMED = 3
TOGETHER = 2  # films at once
RESERVE = 1.5  # by what a whole film takes longer than its steps


def take_size(run: Run, size: FilmSize, variant: str, *, why: Why | None) -> Line:
    """Measure a step and films of one size, as things are switched; return the step's line.

    With a ``why`` there is nothing to measure, and the line says so.
    """
    grid = grid_of(run.models, size)
    known = {
        "variant": variant, "with": list(run.switches.on), "size": size.asked,
        "filmed": f"{size.width}x{size.height}x{size.frames}", "tokens": grid.tokens,
    }  # fmt: skip
    if why is None and run.left_s() <= 0:
        why = "time"
    if why is not None:
        return run.not_tried("step", why, **known)
    run.switches.forget_shapes()
    step = run.tried("step", lambda: _step(run, size, grid), **known)
    if step["ran"]:
        _films(run, size, step["s"], known)
    return step


def _step(run: Run, size: FilmSize, grid: Grid) -> Line:
    tflop = run.step_tflop(grid)
    run.watch.forget_peak()
    asked, transformer = Film(run.models, size, run.device).asked(), run.models.transformer
    times = [run.watch.timed(lambda: transformer(**asked))[1] for _ in range(1 + STEPS_TIMED)]
    seconds = median(times[1:])
    return {
        "first_s": rounded(times[0]), "s": rounded(seconds), "tflop": rounded(tflop),
        "tflops": rounded(tflop / seconds), "of_product": run.of_product(tflop, seconds),
        "peak_gib": run.watch.peak_gib(),
    }  # fmt: skip


def _films(run: Run, size: FilmSize, step_s: float, known: Line) -> None:
    alone = _take(run, size, step_s, {**known, "passes": 1, "together": 1})
    if size.twice:
        _take(run, size, step_s, {**known, "passes": 2, "together": 1})
    if alone["ran"]:
        _take(run, size, step_s, {**known, "passes": 1, "together": TOGETHER}, alone["s"])


def _take(run: Run, size: FilmSize, step_s: float, known: Line, alone_s: float = 0.0) -> Line:
    passes, together = known["passes"], known["together"]
    if passes > 1 and run.models.upsampler is None:
        return run.not_tried("film", "no-upsampler", **known)
    if run.left_s() < step_s * STEPS[passes] * RESERVE * together:
        return run.not_tried("film", "time", **known)
    if together > 1:
        return run.tried("film", lambda: _together(run, size, alone_s), **known)
    line = run.tried("film", lambda: _film(run, size, twice=passes > 1), **known)
    if line["ran"]:
        key, took = (size.asked, passes), (line["s"], line["variant"])
        run.fastest[key] = min(run.fastest.get(key, took), took)
    return line


def _film(run: Run, size: FilmSize, *, twice: bool) -> Line:
    film = Film(run.models, size, run.device, twice=twice)
    film.warm()
    run.watch.forget_peak()
    parts = {name: run.watch.timed(part)[1] for name, part in film.parts().items()}
    seconds = sum(parts.values())
    tflop = decoding_tflop(run.models.vae, *grid_of(run.models, size).video)
    return {
        "s": rounded(seconds), "plays_s": rounded(size.seconds),
        "to_length": rounded(seconds / size.seconds),
        "parts_s": {name: rounded(part) for name, part in parts.items()},
        "decoding_of_product": run.of_product(tflop, parts["pictures"]),
        "peak_gib": run.watch.peak_gib(),
    }  # fmt: skip


def _together(run: Run, size: FilmSize, alone_s: float) -> Line:
    """Film at once, each film in a thread and a stream of its own; the weights are shared."""
    import torch

    films = [Film(run.models, size, run.device, seed=seed) for seed in range(TOGETHER)]
    films[0].warm()
    run.watch.forget_peak()
    begin, threads = threading.Barrier(TOGETHER), torch.get_num_threads()

    def roll(film: Film) -> None:
        torch.set_num_threads(threads)  # each thread has a count of its own
        with torch.no_grad(), _stream(run.device):
            begin.wait()
            film.whole()

    def all_of_them() -> None:
        with ThreadPoolExecutor(TOGETHER) as crew:
            list(crew.map(roll, films))

    _, seconds = run.watch.timed(all_of_them)
    return {
        "s": rounded(seconds), "a_film_s": rounded(seconds / TOGETHER),
        "to_one_by_one": rounded(seconds / (TOGETHER * alone_s)),
        "peak_gib": run.watch.peak_gib(),
    }  # fmt: skip


def _stream(device: Any) -> AbstractContextManager[Any]:
    import torch

    if device.kind != "cuda":
        return nullcontext()
    stream: AbstractContextManager[Any] = torch.cuda.stream(torch.cuda.Stream(device.name))
    return stream
