"""The master encode: frames and sound become one mp4. It draws, mixes and signs nothing."""

from __future__ import annotations

import queue
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.codec.context import Flags, ThreadType
from av.container import OutputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from generation.arrays import StereoSamples, Yuv420Frame
from generation.errors import RenderError
from generation.files import atomic_output
from generation.media.soundtrack import soundtrack
from generation.media.splice import Kept, Splices
from generation.model.clip import RenderSpec

CRF = "21"  # at 720x1280 no blocking is seen on drawn gradients, about 1 Mbit/s
PRESET = "veryfast"  # 6.8 ms of CPU a frame; `faster` costs 80 % more for 10 % fewer bytes
ENCODER_THREADS = 2
BURST_S = 0.5  # a picture with a limit may take this much of it ahead of time
BT709 = 1  # ISO/IEC 23091-2, the same code for primaries, transfer and matrix
LIMITED_RANGE = 1  # AVCOL_RANGE_MPEG
POOL = 4  # one being filled, two waiting, one inside x264
PATIENCE_S = 0.1  # how often a waiting side looks whether the other one has failed


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeReport:
    """What was written. ``waited_s`` is how long drawing stood still for the encoder."""

    frames: int
    duration_s: float
    size_bytes: int
    waited_s: float


def encode(
    frames: Iterator[Yuv420Frame],
    sound: StereoSamples | Path,
    path: Path,
    *,
    spec: RenderSpec,
    metadata: Mapping[str, str],
    cuts: Collection[int] = (),
    kept: Sequence[Kept] = (),
    bits_per_s: int | None = None,
    stop: Event | None = None,
) -> EncodeReport:
    """Encode ``frames`` as they are drawn, with ``sound``, into ``path``.

    Frames are drawn in the calling thread and encoded in a second one; each is copied before the
    next is asked for. ``path`` appears only when everything is written, with ``moov`` in front.

    Args:
        frames: As ``Take.frames`` yields them, of the size in ``spec``; all but the ``kept`` ones.
        sound: Cut or padded with silence to the length of the picture; or a film whose sound is
            taken over as it is.
        path: The mp4.
        spec: Size, frame rate and sample rate.
        metadata: Container tags, such as ``AIGC``.
        cuts: Frames that can be decoded without any before them: where shots begin.
        kept: What is taken over from other films.
        bits_per_s: The most that the picture takes, but for ``BURST_S`` of it once; None is no
            limit.
        stop: Set from another thread to give up.

    Raises:
        RenderError: ``stopped`` when ``stop`` was set, ``no-frames`` when none came.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    with atomic_output(path) as part:
        film = _Film(spec=spec, metadata=metadata, bits_per_s=bits_per_s)
        with _Writer(part, film, sound, frozenset(cuts), kept) as writer:
            for frame in frames:
                if stop is not None and stop.is_set():
                    break
                writer.put(frame)
            if stop is not None and stop.is_set():
                raise RenderError("stopped")
            if not writer.frames and not kept:
                raise RenderError("no-frames")
        size = part.stat().st_size
    total = writer.frames + writer.kept
    return EncodeReport(
        frames=total,
        duration_s=float(total / spec.fps),
        size_bytes=size,
        waited_s=writer.waited_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Film:
    """What is written: size and rate, tags, and how much the picture may take."""

    spec: RenderSpec
    metadata: Mapping[str, str]
    bits_per_s: int | None


class _Slot:
    """A reused AVFrame and numpy views of its three planes."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.views: list[npt.NDArray[np.uint8]] = []
        for plane in self.frame.planes:
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            self.views.append(rows[: plane.height, : plane.width])

    def fill(self, yuv: Yuv420Frame) -> None:
        """Copy the stacked I420 planes of one frame."""
        height, width = self.views[0].shape
        chroma = yuv[height:].reshape(2, height // 2, width // 2)
        np.copyto(self.views[0], yuv[:height])
        np.copyto(self.views[1], chroma[0])
        np.copyto(self.views[2], chroma[1])


class _Writer:
    """Owns the container and the encoding thread; leaves neither behind."""

    def __init__(
        self, part: Path, film: _Film, sound: StereoSamples | Path, cuts: Collection[int],
        kept: Sequence[Kept],
    ) -> None:  # fmt: skip
        self.frames = 0  # encoded
        self.kept = 0
        self._cuts = cuts
        self._kept = Splices(kept)
        self.waited_s = 0.0
        self._film, self._spec = film, film.spec
        self._free: queue.Queue[_Slot] = queue.Queue()
        self._full: queue.Queue[_Slot | None] = queue.Queue()
        for _ in range(POOL):
            self._free.put(_Slot(film.spec.width_px, film.spec.height_px))
        self._failure: Exception | None = None
        self._abandoned = Event()
        self._container = _open(part, film.metadata)
        self._video = _video_stream(self._container, film)
        self._encoder: VideoCodecContext | VideoStream = self._video
        self._sound = soundtrack(self._container, film.spec, sound)
        self._container.start_encoding()  # a refused file is known before drawing
        self._thread = Thread(target=self._run, name="encode", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._abandoned.set()
        self._full.put(None)
        self._thread.join()
        if error is None and self._failure is not None:
            raise self._failure

    def put(self, yuv: Yuv420Frame) -> None:
        """Hand one frame over, waiting for room; raises what the encoding thread ran into."""
        slot = self._take_slot()
        slot.fill(yuv)
        self._full.put(slot)
        self.frames += 1

    def _take_slot(self) -> _Slot:
        start = time.perf_counter()
        while True:
            if self._failure is not None:
                raise self._failure
            try:
                slot = self._free.get(timeout=PATIENCE_S)
            except queue.Empty:
                continue
            self.waited_s += time.perf_counter() - start
            return slot

    def _run(self) -> None:
        try:
            self._encode_all()
        except Exception as error:  # carried over to the thread that draws
            self._failure = error
        finally:
            self._close()

    def _encode_all(self) -> None:
        at = self._splice(0, drawn=False)
        while (slot := self._full.get()) is not None and not self._abandoned.is_set():
            slot.frame.pts = at
            forced = PictureType.I if at in self._cuts else PictureType.NONE
            slot.frame.pict_type = forced
            self._mux(self._encoder.encode(slot.frame))
            self._free.put(slot)
            self._hear(self._sound.until((at + 1) / self._spec.fps))
            at = self._splice(at + 1, drawn=True)
        if self._abandoned.is_set():
            return
        self._mux(self._encoder.encode(None))
        self._hear(self._sound.rest())

    def _mux(self, packets: Iterable[Packet[VideoStream]]) -> None:
        for packet in packets:
            packet.stream = self._video
            self._container.mux(packet)

    def _hear(self, packets: Iterable[Packet[AudioStream]]) -> None:
        for packet in packets:
            self._container.mux(packet)

    def _splice(self, at: int, *, drawn: bool) -> int:
        """Take over what is kept from frame ``at`` on; return the next frame to be encoded."""
        for end, packets in self._kept.from_frame(at, self._spec.fps):
            if drawn:
                self._mux(self._encoder.encode(None))
                self._encoder = _encoder(self._film)
                drawn = False
            self._mux(packets)
            self._hear(self._sound.until(end / self._spec.fps))
            self.kept += end - at
            at = end
        return at

    def _close(self) -> None:
        """Write the index (or, after a failure, just let go of the file)."""
        try:
            self._container.close()
        except Exception as error:
            if self._failure is None and not self._abandoned.is_set():
                self._failure = error
        self._sound.close()


def _open(part: Path, metadata: Mapping[str, str]) -> OutputContainer:
    container = av.open(
        str(part), "w", format="mp4", options={"movflags": "+faststart+use_metadata_tags"}
    )
    container.metadata.update(metadata)
    return container


def _video_stream(container: OutputContainer, film: _Film) -> VideoStream:
    stream = container.add_stream("libx264", rate=film.spec.fps)
    stream.time_base = 1 / film.spec.fps
    _set_up(stream.codec_context, film)
    return stream


def _encoder(film: _Film) -> VideoCodecContext:
    """Return another encoder that writes what the first one could have gone on with."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)  # noqa: S101
    context.framerate = film.spec.fps
    context.flags |= Flags.global_header
    _set_up(context, film)
    return context


def _set_up(context: VideoCodecContext, film: _Film) -> None:
    spec = film.spec
    context.width, context.height, context.pix_fmt = spec.width_px, spec.height_px, "yuv420p"
    context.options = {"preset": PRESET, "crf": CRF, "profile": "high", "forced-idr": "1"}
    if film.bits_per_s is not None:
        burst = round(film.bits_per_s * BURST_S)
        context.options |= {"maxrate": str(film.bits_per_s), "bufsize": str(burst)}
    context.time_base = 1 / spec.fps
    context.thread_type = ThreadType.FRAME
    context.thread_count = ENCODER_THREADS
    context.color_range = LIMITED_RANGE
    context.color_primaries = context.color_trc = context.colorspace = BT709
