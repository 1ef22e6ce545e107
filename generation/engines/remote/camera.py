"""Cameras whose rushes are made elsewhere: filmed at a server now, or brought along."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event

from generation.arrays import SAMPLE_RATE_HZ, RgbImage, Samples
from generation.engines.remote.dialects import limits_of
from generation.engines.remote.server import VideoServer
from generation.engines.remote.wish import Filmed, Wish
from generation.errors import EngineUnavailable, RenderError
from generation.media.poster import png
from generation.media.rushes import read_rushes
from generation.model.setup import CameraLimits, Rushes, Setup
from generation.ports import Rolled

LOOK_S = 0.1  # how often it is looked whether filming is to stop


class RemoteCamera:
    """Films at a server; satisfies the port ``Camera``. For a thread that runs no event loop."""

    name = "remote"

    def __init__(self, server: VideoServer, *, tmp: Path, order: str) -> None:
        """Take the server, a private folder for a moment, and what names the film being made."""
        self.limits = limits_of(server.dialect)
        self.seconds = 0.0
        """How much film the server has made: what there is to pay for."""
        self._server, self._tmp, self._order = server, tmp, order

    def load(self) -> None:
        """Do nothing: whatever it takes is elsewhere."""

    def roll(self, setup: Setup, still: RgbImage, *, stop: Event, rolled: Rolled) -> Rushes:
        """Have one setup filmed.

        Raises:
            ValueError: The setup is longer than the limits allow.
            EngineUnavailable: As ``VideoServer.film`` has it.
            RenderError: ``stopped`` once ``stop`` is set; the server is told.
            DiskFull: There is no room for the film.
            MachineError: ``decoder`` when the decoding process does not start.
        """
        _check(setup, self.limits, stop)

        def told(share: float) -> None:
            if not stop.is_set():
                rolled(share)

        wish = _wish(setup, still, self.limits)
        filmed = asyncio.run(self._filmed(wish, setup.id, stop, told))
        self.seconds += filmed.seconds
        try:
            return _developed(filmed.film, setup, still, self.limits, self._tmp)
        except EngineUnavailable as error:
            raise EngineUnavailable("remote-broken", host=self._server.host) from error

    async def _filmed(self, wish: Wish, setup_id: str, stop: Event, rolled: Rolled) -> Filmed:
        order = f"{self._order}/{setup_id}"
        filming = asyncio.ensure_future(self._server.film(wish, order=order, on_progress=rolled))
        try:
            while not (filming.done() or stop.is_set()):
                await asyncio.wait({filming}, timeout=LOOK_S)
        finally:
            filming.cancel()  # once: it still has the server delete what it was sent
            await asyncio.wait({filming})
        if filming.cancelled():
            raise RenderError("stopped")
        return filming.result()


class GivenRushes:
    """Brings along what was filmed elsewhere; satisfies the port ``Camera``."""

    name = "remote"

    def __init__(self, films: Mapping[str, bytes], *, limits: CameraLimits, tmp: Path) -> None:
        """Take films by their setups' ids, what filmed them, and a private folder for a moment."""
        self.limits = limits
        self._films, self._tmp = films, tmp

    def load(self) -> None:
        """Do nothing: everything is filmed."""

    def roll(self, setup: Setup, still: RgbImage, *, stop: Event, rolled: Rolled) -> Rushes:
        """Return what was filmed of a setup.

        Raises:
            ValueError: The setup is longer than the limits allow.
            EngineUnavailable: ``rushes``: nothing was, or it is no film.
            RenderError: ``stopped`` once ``stop`` is set.
            DiskFull: There is no room for the film.
            MachineError: ``decoder`` when the decoding process does not start.
        """
        _check(setup, self.limits, stop)
        film = self._films.get(setup.id)
        if film is None:
            raise EngineUnavailable("rushes")
        rushes = _developed(film, setup, still, self.limits, self._tmp)
        rolled(1.0)
        return rushes


def _check(setup: Setup, limits: CameraLimits, stop: Event) -> None:
    if not 0 < setup.frames <= limits.frames_max:
        raise ValueError(f"{setup.frames} frames; 1 to {limits.frames_max} can be filmed")
    if stop.is_set():
        raise RenderError("stopped")


def _developed(
    film: bytes, setup: Setup, still: RgbImage, limits: CameraLimits, tmp: Path
) -> Rushes:
    """Return rushes no larger than the still; sound where the camera is known for it."""
    size = still.shape[1], still.shape[0]
    rushes = read_rushes(film, tmp=tmp, fps=limits.fps, frames=setup.frames, within=size)
    return rushes if limits.speaks else replace(rushes, sound=None)


def _wish(setup: Setup, still: RgbImage, limits: CameraLimits) -> Wish:
    heard = setup.dialogue if limits.hears else None
    return Wish(
        prompt=setup.prompt,
        still_png=png(still),
        frames=setup.frames,
        fps=float(limits.fps),
        width=still.shape[1],
        height=still.shape[0],
        seed=setup.seed,
        dialogue_wav=None if heard is None else _wav(heard),
    )


def _wav(sound: Samples) -> bytes:
    from generation.speech.transcription import wav

    return wav(sound, SAMPLE_RATE_HZ)
