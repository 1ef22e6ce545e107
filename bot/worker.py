"""The worker's composition root: ``python -m bot.worker``, started by the farm, fed through pipes.

It is told everything on its command line: it reads no environment and no ``.env``, so that no key
and no token can reach it.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ulid import ULID

from bot.logs import open_log
from bot.settings import LOCAL, Settings, kept_environment
from generation.farm.serving import Handler, serve

MEMORY_BYTES = 3 << 30  # address space; the largest film so far takes half of it
VOICE_BYTES = 12 << 30  # beside it, for a voice with a model of its own
NO_LIMIT = resource.RLIM_INFINITY  # drivers of GPUs take terabytes of addresses that hold nothing
SMALL_VOICES = frozenset({"auto", "espeak"})
OPTIONS = (
    "data_dir", "models_dir", "engine", "weights", "stills", "voice", "voice_weights",
    "coqui_licence_accepted", "remote_dialect", "log_level",
)  # fmt: skip
"""What a worker is told of the settings: nothing secret."""
PATHS = frozenset({"data_dir", "models_dir", "weights", "voice_weights"})


def worker_argv(settings: Settings, *, engine: str | None = None) -> list[str]:
    """Return the command that starts a worker, which shoots with ``engine`` unless told."""
    told = settings if engine is None else settings.model_copy(update={"engine": engine})
    values = {name: getattr(told, name) for name in OPTIONS}
    given = (
        f"--{name.replace('_', '-')}={value.absolute() if name in PATHS else value}"
        for name, value in values.items()
        if value not in {None, ""}
    )
    return [sys.executable, "-P", "-s", "-m", "bot.worker", *given]


def memory_bytes(settings: Settings, *, engine: str = "puppet") -> int:
    """Return the address space that a worker may use."""
    if engine in LOCAL:
        return NO_LIMIT
    return MEMORY_BYTES + (0 if settings.voice in SMALL_VOICES else VOICE_BYTES)


def worker_env() -> dict[str, str]:
    """Return a worker's whole environment."""
    root = Path(__file__).resolve().parents[1]
    return {**kept_environment(), "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"}


def main(argv: Sequence[str] | None = None) -> int:
    """Work until the pipe closes."""
    parser = argparse.ArgumentParser(prog="bot.worker")
    for name in OPTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=Path if name in PATHS else str)
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
