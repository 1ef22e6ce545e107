"""A pipeline that is loaded once and stays: what cameras and makers of stills stand on."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from generation.engines.diffusion.device import Device, find_device
from generation.engines.diffusion.preset import Preset


class Warm(ABC):
    """Who inherits opens the pipeline; whoever uses it holds ``busy`` meanwhile.

    Attributes:
        folder: The weights.
        preset: How they are used.
        busy: Held while the device is loading or computing.
    """

    def __init__(self, folder: Path, preset: Preset, device: Device | str) -> None:
        self.folder, self.preset = folder, preset
        self.busy = threading.RLock()
        self._device = device
        self._pipeline: Any = None

    def load(self) -> None:
        """Bring libraries and weights in; nothing to do where they are.

        Raises:
            ToolMissing: A library is absent.
            ModelMissing: The weights, or a part of them, are absent.
            ModelCorrupt: They are cut off, or of another kind.
            OutOfMemory: The device has no room for them.
        """
        with self.busy:
            if self._pipeline is None:
                self._pipeline = self._open(self.device)

    @property
    def device(self) -> Device:
        """What computes; it is looked for when it is first needed.

        Raises:
            ToolMissing: The libraries that know are absent.
        """
        if isinstance(self._device, str):
            self._device = find_device(self._device)
        return self._device

    @abstractmethod
    def _open(self, device: Device) -> Any:
        """Return the pipeline, ready."""
