"""The puppet engine: photographs and drawings act in painted sets, on a CPU."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from itertools import zip_longest
from threading import Event

import cv2
import numpy as np

from generation.arrays import Samples, Yuv420Frame
from generation.engines.puppet.blocking import BlockedShot, block
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.shot import PreparedShot, Wardrobe, grain_tiles
from generation.lettering import Lettering
from generation.model.clip import RenderOrder
from generation.model.timeline import ShotRecord, Timeline
from generation.ports import Rolled, unheeded

RENDER_THREADS = 2 if (os.cpu_count() or 1) > 2 else 1
"""Two where there are cores to spare: beside the encoder on two cores, a second thread waits for
the interpreter's lock more than it draws."""
IN_FLIGHT = 4  # frames being drawn ahead of the encoder
KEPT = 3  # a yielded frame stays untouched until the third one after it


class PuppetTake:
    """One film being shot by the puppet engine."""

    live = False

    def __init__(self, order: RenderOrder, timeline: Timeline, lettering: Lettering) -> None:
        """Block every shot."""
        self._order, self._timeline = order, timeline
        self._fps = float(timeline.fps)
        self._wardrobe = Wardrobe(order=order, lettering=lettering, fps=self._fps)
        self._blocked = block(order, timeline, SETS)
        spec = order.spec
        self._grain = grain_tiles(spec.width_px, spec.height_px, order.seed)
        self._painted: dict[int, PreparedShot] = {}

    def prepare(self, *, without: Collection[str] = ()) -> None:
        """Paint the set that is seen first."""
        self._painted = {index: self._prepare(index) for index in self._wanted(without)[:1]}

    def records(self) -> Sequence[ShotRecord]:
        """Where faces are and when lids close."""
        return [blocked.record(self._fps) for blocked in self._blocked]

    def heard(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> None:
        """Puppets make no sound: voices are all there is."""

    def frames(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> Iterator[Yuv420Frame]:
        """Yield every frame in order; the next shot is painted while this one is drawn."""
        del rolled  # nothing is done before the frames come
        spec = self._order.spec
        shape = (spec.height_px * 3 // 2, spec.width_px)
        ring = [np.empty(shape, np.uint8) for _ in range(IN_FLIGHT + KEPT + 1)]
        pending: deque[tuple[Future[None], Yuv420Frame]] = deque()
        with (
            ThreadPoolExecutor(RENDER_THREADS, thread_name_prefix="draw") as pool,
            ThreadPoolExecutor(1, thread_name_prefix="paint") as painter,
        ):
            try:
                for index, (shot, frame) in enumerate(self._walk(painter, without)):
                    out = ring[index % len(ring)]
                    pending.append((pool.submit(shot.draw, frame, out), out))
                    if len(pending) >= IN_FLIGHT:
                        yield self._developed(pending)
                    if stop.is_set():
                        return
                while pending and not stop.is_set():
                    yield self._developed(pending)
            finally:
                for future, _ in pending:
                    future.cancel()

    @staticmethod
    def _developed(pending: deque[tuple[Future[None], Yuv420Frame]]) -> Yuv420Frame:
        future, frame = pending.popleft()
        future.result()
        return frame

    def _walk(
        self, painter: ThreadPoolExecutor, without: Collection[str]
    ) -> Iterator[tuple[PreparedShot, int]]:
        """Yield (shot, frame) in order; at most two shots are held in memory."""
        wanted = self._wanted(without)
        upcoming = self._painted.pop(wanted[0], None) if wanted else None
        self._painted.clear()
        for index, after in zip_longest(wanted, wanted[1:]):
            shot = upcoming or self._prepare(index)
            painting = painter.submit(self._prepare, after) if after is not None else None
            for frame in range(self._blocked[index].span.frames):
                yield shot, frame
            upcoming = painting.result() if painting is not None else None

    def _wanted(self, without: Collection[str]) -> list[int]:
        return [n for n, one in enumerate(self._blocked) if one.span.shot_id not in without]

    def _prepare(self, index: int) -> PreparedShot:
        blocked: BlockedShot = self._blocked[index]
        return PreparedShot(blocked, SETS[blocked.shot.set], self._wardrobe, self._grain, index)


class PuppetEngine:
    """Shoots films with photo puppets."""

    name = "puppet"
    fps = Fraction(30)
    trained = False

    def __init__(self, lettering: Lettering) -> None:
        """Take the fonts that signs and cards are lettered with."""
        self._lettering = lettering

    def load(self) -> None:
        """Leave threading to us: OpenCV's own pool fights with the render threads."""
        cv2.setNumThreads(1)

    def shoot(
        self, order: RenderOrder, timeline: Timeline, dialogue: Samples | None = None
    ) -> PuppetTake:
        """Prepare every shot; lips follow the phonemes of the timeline, not the ``dialogue``."""
        del dialogue
        return PuppetTake(order, timeline, self._lettering)
