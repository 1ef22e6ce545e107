"""``walkon render`` as a person starts it: wall time and peak memory of the whole process tree."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.bench.orders import BenchOrder
from generation.director.script import to_json
from generation.errors import RenderError, ToolMissing
from generation.files import write_text

if TYPE_CHECKING:
    import psutil

POLL_S = 0.02
KIN_EVERY = 5  # polls between two looks for new children: a look reads all of /proc
MIB = float(1 << 20)
SAID_SHOWN = 160  # characters of a failed command's own sentence that ours repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRender:
    """One film from command line to files: median wall seconds, highest memory of all runs."""

    wall_s: float
    peak_rss_mb: float


def render_whole(bench: BenchOrder, *, runs: int, folder: Path) -> WholeRender:
    """Run the command ``runs`` times.

    Raises:
        ToolMissing: psutil is not installed.
        RenderError: The command failed.
    """
    paper = folder / f"{bench.id}.json"
    write_text(to_json(bench.screenplay), paper)
    command = list(command_of(bench, paper, folder / f"{bench.id}-whole.mp4"))
    results = [watched(command, folder / "said.txt") for _ in range(runs)]
    return WholeRender(
        wall_s=median(wall for wall, _ in results), peak_rss_mb=max(peak for _, peak in results)
    )


def command_of(bench: BenchOrder, paper: Path, out: Path) -> Iterator[str]:
    """Yield the words with which a person would film this order."""
    yield from (sys.executable, "-m", "bot.cli", "render", "--from-screenplay", str(paper))
    for name, character in bench.cast.items():
        yield from ("--cast", f"{name}=drawn:{character}")
    yield from ("--size", "x".join(map(str, bench.size)), "--seed", str(bench.seed))
    yield from ("--out", str(out), "--json")


def watched(command: list[str], said: Path) -> tuple[float, float]:
    """Return wall seconds and peak resident MiB of a process and everything it starts."""
    try:
        import psutil
    except ImportError as error:
        raise ToolMissing("psutil") from error
    start = time.perf_counter()
    with (
        said.open("wb") as sentences,
        subprocess.Popen(  # noqa: S603  our own interpreter and our own words
            command, stdout=subprocess.DEVNULL, stderr=sentences
        ) as child,
    ):
        parent = psutil.Process(child.pid)
        peak, polls = 0.0, 0
        kin: list[psutil.Process] = [parent]
        while child.poll() is None:
            if polls % KIN_EVERY == 0:
                with suppress(psutil.NoSuchProcess):
                    kin = [parent, *parent.children(recursive=True)]
            peak = max(peak, sum(_resident(process) for process in kin))
            polls += 1
            time.sleep(POLL_S)
        wall = time.perf_counter() - start
    if child.returncode:
        raise RenderError("bench-command", code=child.returncode, said=last_line(said.read_text()))
    return wall, peak / MIB


def last_line(text: str) -> str:
    """Return the last line that says anything, shortened for a sentence."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "…")[:SAID_SHOWN]


def _resident(process: psutil.Process) -> int:
    import psutil

    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0
