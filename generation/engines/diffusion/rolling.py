"""While a camera rolls: how far it is, whether to stop, and what if there is no room."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from generation.engines.diffusion.device import Device, no_room
from generation.errors import OutOfMemory, RenderError
from generation.ports import Rolled

SMALLER = 0.56  # of the area; three quarters of each side
DECODING_STEPS = 1.5  # what making pixels of it takes, in steps of the transformer

Made = TypeVar("Made")


class Progress:
    """Tells how far a setup is and ends it when told to; a pipeline calls it after each step."""

    def __init__(self, steps: int, stop: threading.Event, rolled: Rolled) -> None:
        self._whole, self._stop, self._rolled = steps + DECODING_STEPS, stop, rolled
        self._told = 0.0

    def __call__(self, pipeline: Any, index: int, when: Any, tensors: Any) -> Mapping[str, Any]:
        """Be told by a pipeline that step ``index`` is done."""
        del pipeline, when, tensors
        self.check()
        self.tell((index + 1) / self._whole)
        return {}

    def check(self) -> None:
        """Go on, or not.

        Raises:
            RenderError: ``stopped``: somebody said so.
        """
        if self._stop.is_set():
            raise RenderError("stopped")

    def tell(self, share: float) -> None:
        """Pass on how much is done; a second try never goes back."""
        if share > self._told:
            self._told = share
            self._rolled(share)


def in_room(make: Callable[[int], Made], area_px: int, device: Device) -> Made:
    """Make a picture of ``area_px``, or, where memory is too small for it, of a smaller area.

    Raises:
        OutOfMemory: ``gpu-small``: neither fits.
    """
    for area in (area_px, round(area_px * SMALLER)):
        try:
            return make(area)
        except (RuntimeError, MemoryError) as error:
            if not no_room(error):
                raise
        device.tidy()  # the error, which holds all that had been computed, is gone by now
    raise OutOfMemory("gpu-small")
