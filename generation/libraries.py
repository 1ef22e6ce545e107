"""Libraries of neural models: whether they are installed, how they are kept quiet, what they mean.

``python -m generation.libraries`` mends the one that needs a hand, where it can, and says in one
line of JSON what it did.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from generation.errors import NotPermitted, ToolMissing

IMPORT_TIMEOUT_S = 120.0  # torch from a cold disk
FOREIGN = re.compile(r"OSError: Could not load this library: \S*torchaudio\S*\.so")
"""What torchaudio says last when its extension is linked to another build of torch than is here."""

NO_ROOM = ("out of memory", "not enough memory", "can't allocate memory")
"""What a RuntimeError of torch's says where memory is full: of CUDA and MPS, of CPUs, of CPUs."""

Outcome = Literal["absent", "fine", "repaired"]


def installed(name: str) -> bool:
    """Tell whether a top-level package could be imported, without importing it."""
    return name in sys.modules or importlib.util.find_spec(name) is not None


def lacking(names: Iterable[str]) -> tuple[str, ...]:
    """Return those packages that are not installed, in the order given."""
    return tuple(name for name in names if not installed(name))


def hush(*names: str) -> None:
    """Have libraries keep their bars, advice and praise to themselves: errors alone are said.

    They write to stderr of their own accord; a worker's belongs to its log.

    Args:
        names: ``diffusers`` or ``transformers``, which are imported; both, where none is named.
    """
    for name in names or ("diffusers", "transformers"):
        logging = importlib.import_module(f"{name}.utils.logging")
        logging.set_verbosity_error()
        logging.disable_progress_bar()


def no_room(error: BaseException) -> bool:
    """Tell whether an error means that memory is full; each device says it its way."""
    if isinstance(error, MemoryError):
        return True
    if any(kind.__name__ == "OutOfMemoryError" for kind in type(error).__mro__):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in said for words in NO_ROOM)


def torchaudio_breaks() -> bool:
    """Tell whether torchaudio is installed, and falls over its own extension when it is imported.

    The package index has one build of it, linked to CUDA; beside a torch for CPUs alone its
    extension cannot be loaded, and then nothing of it can. Imports it in a process of its own: a
    few seconds.

    Raises:
        ToolMissing: ``torchaudio``: it cannot be imported for another reason.
    """
    if not installed("torchaudio"):
        return False
    said = _import_said()
    if not said:
        return False
    if FOREIGN.search(said):
        return True
    raise ToolMissing("torchaudio")


def repair_torchaudio() -> Outcome:
    """Take the foreign extension out of torchaudio, where it is that which breaks it.

    Without an extension torchaudio works in torch alone, as it is made to: filters, resampling and
    spectrograms are all there. Twice does no more than once.

    Raises:
        NotPermitted: Its files may not be removed.
        ToolMissing: ``torchaudio``: it cannot be imported for another reason.
    """
    if not installed("torchaudio"):
        return "absent"
    if not torchaudio_breaks():
        return "fine"
    for extension in extensions_of("torchaudio"):
        try:
            extension.unlink(missing_ok=True)
        except OSError as error:
            raise NotPermitted("write", path=str(extension)) from error
    if torchaudio_breaks():
        raise ToolMissing("torchaudio")
    return "repaired"


def extensions_of(name: str) -> tuple[Path, ...]:
    """Return the compiled parts in ``lib`` of an installed package."""
    spec = importlib.util.find_spec(name)
    roots = spec.submodule_search_locations if spec is not None else None
    return tuple(sorted(part for root in roots or () for part in Path(root, "lib").glob("*.so")))


def _import_said() -> str:
    """Import torchaudio in a process of its own; return what it ended with, or nothing."""
    command = [sys.executable, "-c", "import torchaudio"]
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours
            command, capture_output=True, text=True, timeout=IMPORT_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ToolMissing("torchaudio") from error
    return "" if done.returncode == 0 else done.stderr.strip() or "?"


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"torchaudio": repair_torchaudio()}) + "\n")
