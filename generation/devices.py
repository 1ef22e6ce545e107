"""Which GPUs this machine has: asked of torch in a process of its own, which is gone afterwards.

``python -m generation.devices`` writes one line of JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LOOK_TIMEOUT_S = 20.0  # torch from a cold disk, and a driver that wakes up
GB = 1e9

Problem = Literal["", "no-torch", "timeout", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """A GPU that torch can use.

    Attributes:
        name: As its driver calls it.
        total_gb: Its memory, in GB.
        free_gb: What of it nobody used when it was looked at.
        capability: CUDA's compute capability; (0, 0) where there is none.
    """

    name: str
    total_gb: float
    free_gb: float
    capability: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """What was seen.

    Attributes:
        gpus: Largest first.
        torch: Its version; empty where it is not installed.
        problem: Why nothing could be seen.
    """

    gpus: tuple[Gpu, ...] = ()
    torch: str = ""
    problem: Problem = ""

    @property
    def best(self) -> Gpu | None:
        """The one with most memory."""
        return self.gpus[0] if self.gpus else None


def look(timeout_s: float = LOOK_TIMEOUT_S) -> Devices:
    """See what is there. Blocking, a few seconds; without torch a tenth of one."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "generation.devices"],
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        return Devices(problem="timeout")
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        return Devices(problem="broken")
    return read(lines[-1])


def read(line: str) -> Devices:
    """Read what the process has written."""
    try:
        told = json.loads(line)
        gpus = [
            Gpu(
                name=str(one["name"]),
                total_gb=round(one["total"] / GB, 1),
                free_gb=round(one["free"] / GB, 1),
                capability=(int(one["major"]), int(one["minor"])),
            )
            for one in told["gpus"]
        ]
        torch = str(told["torch"])
    except (ValueError, LookupError, TypeError):
        return Devices(problem="broken")
    gpus.sort(key=lambda gpu: -gpu.total_gb)
    return Devices(gpus=tuple(gpus), torch=torch, problem="" if torch else "no-torch")


def _see() -> dict[str, object]:
    try:
        import torch
    except ImportError:
        return {"torch": "", "gpus": []}
    gpus: list[dict[str, object]] = []
    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            free, total = torch.cuda.mem_get_info(number)
            kind = torch.cuda.get_device_properties(number)
            gpus.append(
                {"name": kind.name, "total": total, "free": free, "major": kind.major,
                 "minor": kind.minor}
            )  # fmt: skip
    return {"torch": torch.__version__, "gpus": gpus}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_see()) + "\n")
