"""The benchmark's figures as a table for people and as JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from typing import Any

from rich.console import Console as RichConsole
from rich.table import Table

from bot.bench.clock import Cost
from bot.bench.gates import Figures, Verdict, cpu_ratio, peer_ratio, wall_ratio
from bot.bench.passes import OrderCosts
from bot.i18n import say

PAGE_COLUMNS = 110  # of a file or a pipe, which have no width of their own


def machine() -> dict[str, Any]:
    """Say what the figures were measured on; load is the mean number of busy threads."""
    return {
        "cpus": os.cpu_count() or 1,
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def as_values(
    figures: Figures, verdicts: Sequence[Verdict], before: dict[str, Any], load_after: float
) -> dict[str, Any]:
    """Return everything as plain values."""
    values: dict[str, Any] = {
        "schema": "walkon.bench/1",
        "machine": {**before, "load_after": round(load_after, 2)},
        "orders": [_order_values(costs) for costs in (*figures.orders, figures.long)],
        "redo_share": round(figures.redo_share, 3),
        "second_actor_ms": round(figures.second_actor_ms, 2),
        "looks_ms": {name: round(cost, 2) for name, cost in figures.looks_ms.items()},
        "whole": {
            "wall_s": round(figures.whole.wall_s, 3),
            "peak_rss_mb": round(figures.whole.peak_rss_mb),
        },
        "gates": [
            {
                "id": verdict.id,
                "order": verdict.subject,
                "value": round(verdict.value, 3),
                "limit": verdict.limit,
                "goal": verdict.goal,
                "met": verdict.met,
            }
            for verdict in verdicts
        ],
        "met": sum(verdict.met for verdict in verdicts),
        "gate_count": len(verdicts),
    }
    if figures.peer is not None:
        values["peer"] = {
            "name": figures.peer.name,
            "cpu_ms_a_frame": round(figures.peer.cpu_ms_a_frame, 1),
            "wall_ms_a_frame": round(figures.peer.wall_ms_a_frame, 1),
            "ratio": round(peer_ratio(figures), 2),
        }
    return values


def _order_values(costs: OrderCosts) -> dict[str, Any]:
    return {
        "id": costs.id,
        "frames": costs.frames,
        "runs": costs.runs,
        "encode": _cost_values(costs.encode),
        "prepare": _cost_values(costs.prepare),
        "pipeline": _cost_values(costs.pipeline),
        "cpu_ratio": round(cpu_ratio(costs), 3),
        "wall_ratio": round(wall_ratio(costs), 3),
        "cpu_ratio_with_preparation": round(cpu_ratio(costs, prepared=False), 3),
        "wall_ratio_with_preparation": round(wall_ratio(costs, prepared=False), 3),
        "stages": {name: _cost_values(cost) for name, cost in costs.stages.items()},
    }


def _cost_values(cost: Cost) -> dict[str, float]:
    return {"wall_s": round(cost.wall_s, 3), "cpu_s": round(cost.cpu_s, 3)}


def show_gates(verdicts: Sequence[Verdict], locale: str) -> None:
    """Write the table of limits to stderr."""
    screen = RichConsole(stderr=True)
    if not screen.is_terminal:
        screen.width = PAGE_COLUMNS
    screen.print(_gates(verdicts, locale))


def show(figures: Figures, verdicts: Sequence[Verdict], locale: str) -> None:
    """Write three tables to stderr: passes, stages, gates."""
    screen = RichConsole(stderr=True)
    if not screen.is_terminal:
        screen.width = PAGE_COLUMNS
    for table in (
        _passes((*figures.orders, figures.long), locale),
        _stages((*figures.orders, figures.long), locale),
        _gates(verdicts, locale),
    ):
        screen.print(table)


def _table(title: str, columns: Sequence[str], locale: str) -> Table:
    table = Table(title=say(f"bench-table-{title}", locale), title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(say(f"bench-{column}", locale), justify="right" if index else "left")
    return table


def _passes(orders: Sequence[OrderCosts], locale: str) -> Table:
    columns = ("order", "encode", "prepare", "pipeline", "cpu-ratio", "wall-ratio", "with-prepare")
    table = _table("passes", columns, locale)
    for costs in orders:
        whole = f"{cpu_ratio(costs, prepared=False):.2f} / {wall_ratio(costs, prepared=False):.2f}"
        table.add_row(
            costs.id, _pair(costs.encode), _pair(costs.prepare), _pair(costs.pipeline),
            f"{cpu_ratio(costs):.2f}", f"{wall_ratio(costs):.2f}", whole,
        )  # fmt: skip
    return table


def _pair(cost: Cost) -> str:
    return f"{cost.cpu_s:.2f} / {cost.wall_s:.2f}"


def _stages(orders: Sequence[OrderCosts], locale: str) -> Table:
    table = _table("stages", ["stage"], locale)
    for costs in orders:
        table.add_column(costs.id, justify="right")
    for name in orders[0].stages:
        cells = [_share(costs, name) for costs in orders]
        table.add_row(say(f"bench-stage-{name}", locale), *cells)
    return table


def _share(costs: OrderCosts, name: str) -> str:
    """Return CPU milliseconds a frame, and the share of the pipeline's CPU."""
    cost = costs.stages[name]
    share = cost.cpu_s / costs.pipeline.cpu_s
    return f"{1000 * cost.cpu_s / costs.frames:.1f} ({share:.0%})"


def _gates(verdicts: Sequence[Verdict], locale: str) -> Table:
    table = _table("gates", ("gate", "value", "limit", "verdict"), locale)
    for verdict in verdicts:
        limit = f"{'≥' if verdict.at_least else '≤'} {verdict.limit:.3g}"
        if verdict.goal is not None:
            limit = say("bench-goal", locale, {"limit": limit, "goal": f"{verdict.goal:g}"})
        word = say("bench-met" if verdict.met else "bench-missed", locale)
        table.add_row(
            say(f"bench-gate-{verdict.id}", locale, {"order": verdict.subject}),
            f"{verdict.value:.2f}", limit, word,
        )  # fmt: skip
    return table
