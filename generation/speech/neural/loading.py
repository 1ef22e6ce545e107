"""What every model needs to speak: its libraries, a device, dice that fall the same way."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generation.checkpoints import mending
from generation.errors import ModelCorrupt, OutOfMemory, ToolMissing, WalkonError
from generation.libraries import lacking, no_room
from generation.model.speech import Utterance


def need(libraries: Sequence[str], extra: str) -> None:
    """Look whether a voice's libraries are installed.

    Raises:
        ToolMissing: ``voice``: one is not; ``extra`` is how it comes here.
    """
    missing = lacking(libraries)
    if missing:
        raise ToolMissing("voice", library=missing[0], extra=extra)


def device_of(wanted: str) -> str:
    """Return the device to compute on: for ``auto`` a GPU, if there is one."""
    if wanted != "auto":
        return wanted
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def seed_of(utterance: Utterance, text: str, attempt: int) -> int:
    """Return the dice of a line: the same for the same person, words and attempt."""
    profile = utterance.profile
    said = f"{text}|{utterance.language}|{profile.seed}|{profile.variant}|{attempt}"
    return zlib.crc32(said.encode("utf-8"))


@contextmanager
def seeded(seed: int, device: str) -> Iterator[None]:
    """Have torch's dice fall by ``seed`` inside, and outside as if nothing had been."""
    import torch

    cards = [torch.device(device)] if device.startswith("cuda") else []
    with torch.random.fork_rng(devices=cards), torch.no_grad():
        torch.default_generator.manual_seed(seed)  # torch.manual_seed would seed every card too
        if cards:
            torch.cuda.manual_seed(seed)
        yield


@contextmanager
def unwarned() -> Iterator[None]:
    """Ignore what libraries have to say to each other about their own next version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@contextmanager
def opening(folder: Path, extra: str) -> Iterator[None]:
    """Translate what libraries say of weights that they cannot read.

    Raises:
        ToolMissing: ``voice``: a library of theirs is absent.
        ModelCorrupt: ``unreadable``.
        OutOfMemory: There is no room for them.
    """
    try:
        with unwarned():
            yield
    except WalkonError:
        raise
    except ImportError as error:
        raise ToolMissing(
            "voice", library=error.name or type(error).__name__, extra=extra
        ) from error
    except Exception as error:
        if no_room(error):
            raise OutOfMemory from error
        raise ModelCorrupt("unreadable", folder=str(folder), command=mending(folder)) from error


def whole(model: Any, told: Any, folder: Path) -> Any:
    """Return a model of transformers, if every weight of it was in the files.

    Raises:
        ModelCorrupt: ``parts``: some were not, and would be noise.
    """
    missing = sorted(told.get("missing_keys", ())) + sorted(told.get("mismatched_keys", ()))
    if missing:
        raise ModelCorrupt("parts", folder=str(folder), count=len(missing), command=mending(folder))
    return model.eval()
