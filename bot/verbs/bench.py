"""``walkon bench``: what a film costs here: drawn, asked for by many at once, or on a GPU."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from bot.bench.gpu_sizes import SIZES_DEFAULT, VARIANTS, parse_sizes, parse_variants
from bot.bootstrap import workshop
from bot.console import Console
from bot.settings import Settings, with_puppets
from generation.errors import OptionRejected

RUNS, RUNS_MAX = 5, 50
RATE, RATE_MAX = 50.0, 1000.0  # commands a second
SECONDS, SECONDS_MAX = 20.0, 600.0
MINUTES, MINUTES_MAX = 8.0, 120.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how often to run and where the peer lives."""
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help="help-bench-runs")
    parser.add_argument("--peer-python", type=Path, metavar="PATH", help="help-bench-peer-python")
    parser.add_argument("--load", action="store_true", help="help-bench-load")
    parser.add_argument("--rate", type=float, default=RATE, metavar="N", help="help-bench-rate")
    parser.add_argument(
        "--seconds", type=float, default=20.0, metavar="S", help="help-bench-seconds"
    )
    _gpu_arguments(parser)


def _gpu_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gpu", action="store_true", help="help-bench-gpu")
    parser.add_argument("--weights", type=Path, metavar="DIR", help="help-bench-weights")
    parser.add_argument("--sizes", default=SIZES_DEFAULT, metavar="WxH,…", help="help-bench-sizes")
    parser.add_argument(
        "--variants", default=",".join(VARIANTS), metavar="V,…", help="help-bench-variants"
    )
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, metavar="N", help="help-bench-minutes"
    )
    parser.add_argument("--shrink", action="store_true", help="help-bench-shrink")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Measure, print tables on stderr and the outcome on stdout; a missed gate is no failure."""
    if given.gpu:
        return _gpu(given, console)
    if given.load:
        return _load(given, settings, console)
    from bot.bench.gates import judge
    from bot.bench.report import as_values, machine, show
    from bot.bench.session import measure

    if not 1 <= given.runs <= RUNS_MAX:
        raise OptionRejected("runs", low=1, high=RUNS_MAX)
    before = machine()
    with workshop(with_puppets(settings), console.fetching) as shop:
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


def _load(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Measure how fast a busy bot answers."""
    from bot.bench.load import measure_load
    from bot.bench.report import machine, show_gates

    if not 0 < given.rate <= RATE_MAX:
        raise OptionRejected("rate", low=1, high=round(RATE_MAX))
    if not 0 < given.seconds <= SECONDS_MAX:
        raise OptionRejected("seconds", low=1, high=round(SECONDS_MAX))
    before = machine()
    with (
        workshop(with_puppets(settings), console.fetching) as shop,
        shop.folder.scratch() as folder,
    ):
        load = measure_load(
            folder, models=shop.folder.models, rate=given.rate, seconds=given.seconds,
            announce=lambda what: console.say(f"bench-doing-{what}"),
        )  # fmt: skip
    verdicts = load.verdicts()
    show_gates(verdicts, console.locale)
    values = load.values() | {"machine": before | {"load_after": round(os.getloadavg()[0], 2)}}
    values |= {"met": sum(one.met for one in verdicts), "gate_count": len(verdicts)}
    console.result("bench-done", values)
    return 0


def _gpu(given: argparse.Namespace, console: Console) -> int:
    """Measure a video model; every measurement is a line on stdout as soon as it is known."""
    sizes, variants = parse_sizes(given.sizes), parse_variants(given.variants)
    if not 0 < given.minutes <= MINUTES_MAX:
        raise OptionRejected("minutes", high=round(MINUTES_MAX))
    from bot.bench.gpu import measure_gpu
    from bot.bench.report import show_gates

    lines: list[dict[str, Any]] = []

    def tell(line: dict[str, Any]) -> None:
        lines.append(line)
        if not console.as_json:
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()

    verdicts = measure_gpu(
        sizes, variants, minutes=given.minutes, shrink=given.shrink, weights=given.weights,
        tell=tell, announce=lambda what: console.say(f"bench-doing-{what}"),
    )  # fmt: skip
    if console.as_json:
        sys.stdout.write(json.dumps({"schema": "walkon.gpu/1", "lines": lines}) + "\n")
    if lines[0]["shrunk"]:
        console.say("bench-gpu-shrunk")
        return 0
    show_gates(verdicts, console.locale)
    met = sum(verdict.met for verdict in verdicts)
    console.say("bench-done", met=met, gate_count=len(verdicts))
    return 0
