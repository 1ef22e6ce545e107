"""The worker's composition root: ``python -m bot.worker``, started by the farm, fed through pipes.

It is told everything on its command line: it reads no environment and no ``.env``, so that no key
and no token can reach it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ulid import ULID

from bot.logs import open_log
from bot.settings import Settings, kept_environment
from generation.farm.serving import Handler, serve

MEMORY_BYTES = 3 << 30  # address space; the largest film so far takes half of it


def worker_argv(settings: Settings) -> list[str]:
    """Return the command that starts a worker."""
    options = {
        "--data-dir": settings.data_dir.absolute(),
        "--models-dir": settings.models_dir and settings.models_dir.absolute(),
        "--engine": settings.engine,
        "--voice": settings.voice,
        "--log-level": settings.log_level,
    }
    given = (f"{name}={value}" for name, value in options.items() if value is not None)
    return [sys.executable, "-P", "-s", "-m", "bot.worker", *given]


def worker_env() -> dict[str, str]:
    """Return a worker's whole environment."""
    root = Path(__file__).resolve().parents[1]
    return {**kept_environment(), "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"}


def main(argv: Sequence[str] | None = None) -> int:
    """Work until the pipe closes."""
    parser = argparse.ArgumentParser(prog="bot.worker")
    for name in ("--data-dir", "--models-dir"):
        parser.add_argument(name, type=Path)
    for name in ("--engine", "--voice", "--log-level"):
        parser.add_argument(name)
    given = {name: value for name, value in vars(parser.parse_args(argv)).items() if value}
    settings = Settings.model_construct(**given)  # the bot has validated them
    open_log(settings.log_level)
    return serve(lambda: _opened(settings), lambda: str(ULID()).lower())


@contextmanager
def _opened(settings: Settings) -> Iterator[Handler]:
    from bot.bootstrap import workshop
    from bot.worker_tasks import Tasks

    with workshop(settings) as shop:
        tasks = Tasks(shop)
        tasks.warm()
        yield tasks


if __name__ == "__main__":
    sys.exit(main())
