"""One benchmark session: orders, second actor, whole command, peer, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.bench.gates import Figures
from bot.bench.orders import read_orders
from bot.bench.passes import rehearse, run_order, second_actor_ms
from bot.bench.peer import run_peer
from bot.bench.whole import render_whole
from bot.bootstrap import Workshop

WHOLE_RUNS_MAX = 3  # each starts a fresh interpreter and takes as long as a film


def measure(
    shop: Workshop, *, runs: int, peer_python: Path | None, announce: Callable[[str], None]
) -> Figures:
    """Measure everything; ``announce`` is told ``orders``, ``second-actor``, ``whole``, ``peer``.

    Raises:
        MediaRejected: The orders file is missing.
        ModelMissing: A face model is absent and cannot be fetched.
        RenderError: The command ``walkon render`` failed.
        ToolMissing: psutil, or the peer in its interpreter, is not installed.
    """
    orders = read_orders()
    with shop.folder.scratch() as folder:
        announce("orders")
        costs = [run_order(order, shop, runs=runs, folder=folder) for order in orders]
        announce("second-actor")
        second = second_actor_ms(rehearse(orders[-1], shop), shop, runs=runs)
        announce("whole")
        whole = render_whole(orders[0], runs=min(runs, WHOLE_RUNS_MAX), folder=folder)
        peer = None
        if peer_python is not None:
            announce("peer")
            peer = run_peer(rehearse(orders[0], shop), shop, python=peer_python, folder=folder)
    return Figures(orders=costs, second_actor_ms=second, whole=whole, peer=peer)
