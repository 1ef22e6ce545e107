"""One benchmark session: whole command, orders, second actor, looks, peer, one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.bench.gates import Figures
from bot.bench.orders import read_orders
from bot.bench.passes import look_costs_ms, rehearse, run_order, second_actor_ms
from bot.bench.peer import run_peer
from bot.bench.redo import redo_share
from bot.bench.whole import render_whole
from bot.bootstrap import Workshop

FEW = 3  # runs of what takes as long as a film and is held against a wide limit


def measure(
    shop: Workshop, *, runs: int, peer_python: Path | None, announce: Callable[[str], None]
) -> Figures:
    """Measure everything; ``announce`` is told what is measured now.

    Raises:
        MediaRejected: The orders file is missing.
        ModelMissing: A face model is absent and cannot be fetched.
        RenderError: The command ``walkon render`` failed.
        ToolMissing: psutil, or the peer in its interpreter, is not installed.
    """
    *orders, long = read_orders()
    few = min(runs, FEW)
    with shop.folder.scratch() as folder:
        announce("whole")
        whole = render_whole(orders[0], runs=few, folder=folder)
        announce("orders")
        costs = [run_order(order, shop, runs=runs, folder=folder) for order in orders]
        announce("long")
        longer = run_order(long, shop, runs=few, folder=folder)
        announce("redo")
        redo = redo_share(long, shop, runs=1, folder=folder)
        announce("second-actor")
        second = second_actor_ms(rehearse(orders[-1], shop), shop, runs=runs)
        announce("looks")
        looks = look_costs_ms(rehearse(orders[0], shop), shop, runs=runs)
        peer = None
        if peer_python is not None:
            announce("peer")
            peer = run_peer(rehearse(orders[0], shop), shop, python=peer_python, folder=folder)
    return Figures(
        orders=costs,
        long=longer,
        redo_share=redo,
        second_actor_ms=second,
        looks_ms=looks,
        whole=whole,
        peer=peer,
    )
