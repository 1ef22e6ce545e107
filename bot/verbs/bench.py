"""``walkon bench``: what a film costs here, against encoding alone and against a peer."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bot.bootstrap import workshop
from bot.console import Console
from bot.settings import Settings
from generation.errors import OptionRejected

RUNS, RUNS_MAX = 5, 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how often to run and where the peer lives."""
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help="help-bench-runs")
    parser.add_argument("--peer-python", type=Path, metavar="PATH", help="help-bench-peer-python")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Measure, print tables on stderr and the outcome on stdout; a missed gate is no failure."""
    from bot.bench.gates import judge
    from bot.bench.report import as_values, machine, show
    from bot.bench.session import measure

    if not 1 <= given.runs <= RUNS_MAX:
        raise OptionRejected("runs", low=1, high=RUNS_MAX)
    before = machine()
    with workshop(settings, console.fetching) as shop:
        figures = measure(
            shop,
            runs=given.runs,
            peer_python=given.peer_python,
            announce=lambda what: console.say(f"bench-doing-{what}"),
        )
    verdicts = list(judge(figures))
    show(figures, verdicts, console.locale)
    console.result("bench-done", as_values(figures, verdicts, before, os.getloadavg()[0]))
    return 0
