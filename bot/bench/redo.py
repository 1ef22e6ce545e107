"""One shot shot anew, beside the whole film: what it costs where the film before is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from bot.bench.clock import measured
from bot.bench.orders import BenchOrder
from bot.bootstrap import Workshop
from generation.director.versions import retaken
from generation.production.earlier import Earlier
from generation.production.film import produce

WARM_SHOTS = 1  # the first film of a process also loads what it needs


def redo_share(bench: BenchOrder, shop: Workshop, *, runs: int, folder: Path) -> float:
    """Return the CPU of a retake by the CPU of the whole film: the median over the film's shots.

    Args:
        bench: The film; each of its shots is redone, one after the other.
        shop: Where films are made.
        runs: Rounds; each makes the whole film and then every retake.
        folder: Where the films go.
    """
    order = bench.render_order(shop)
    paper = order.screenplay
    short = replace(order, screenplay=replace(paper, shots=paper.shots[:WARM_SHOTS]))
    produce(short, shop.crew, folder / f"{bench.id}-warm.mp4")

    def shares() -> Iterator[float]:
        whole, cost = measured(partial(produce, order, shop.crew, folder / f"{bench.id}-0.mp4"))
        before = Earlier.read(whole.file, whole.timeline.read_text(encoding="utf-8"))
        for number in range(1, len(paper.shots) + 1):
            again = replace(order, screenplay=retaken(paper, number))
            out = folder / f"{bench.id}-{number}.mp4"
            _, spent = measured(partial(produce, again, shop.crew, out, earlier=before))
            yield spent.cpu_s / cost.cpu_s

    return median(share for _ in range(runs) for share in shares())
