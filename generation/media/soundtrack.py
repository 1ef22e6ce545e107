"""The sound of a film that is written: a mix to be encoded, or what a finished film has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from generation.arrays import StereoSamples
from generation.model.clip import RenderSpec

AUDIO_BITS_PER_S = 160_000
AAC_FRAME = 1024  # samples, fixed by the codec


class Soundtrack(Protocol):
    """Packets for one container, in order."""

    def until(self, end_s: Fraction) -> Iterable[Packet[AudioStream]]:
        """Return what has to be written before the picture of ``end_s`` seconds."""
        ...

    def rest(self) -> Iterable[Packet[AudioStream]]:
        """Return what is left at the end of the picture."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


def soundtrack(
    container: OutputContainer, spec: RenderSpec, sound: StereoSamples | Path
) -> Soundtrack:
    """Add a stream to a container for samples, or for the sound of the film at this path."""
    if isinstance(sound, Path):
        return _Taken(container, sound)
    return _Mixed(container, spec, sound)


class _Mixed:
    """Samples, encoded in whole AAC frames; what they lack at the end is silence."""

    def __init__(self, container: OutputContainer, spec: RenderSpec, sound: StereoSamples) -> None:
        self._stream = container.add_stream("aac", rate=spec.sample_rate_hz, layout="stereo")
        self._stream.bit_rate = AUDIO_BITS_PER_S
        self._rate_hz, self._sound, self._at = spec.sample_rate_hz, sound, 0

    def until(self, end_s: Fraction) -> Iterator[Packet[AudioStream]]:
        """Encode whole frames up to ``end_s``."""
        end = round(end_s * self._rate_hz)
        while self._at < end:
            block = np.zeros((2, AAC_FRAME), np.float32)
            piece = self._sound[self._at : self._at + AAC_FRAME]
            block[:, : len(piece)] = piece.T
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate = self._rate_hz
            frame.time_base = Fraction(1, self._rate_hz)
            frame.pts = self._at
            yield from self._stream.encode(frame)
            self._at += AAC_FRAME

    def rest(self) -> Iterator[Packet[AudioStream]]:
        """Return what the encoder still holds."""
        yield from self._stream.encode(None)

    def close(self) -> None:
        """Hold nothing."""


class _Taken:
    """The sound of a finished film, packet by packet: it is not encoded again."""

    def __init__(self, container: OutputContainer, film: Path) -> None:
        self._film = av.open(str(film), "r", format="mp4")
        source = self._film.streams.audio[0]
        self._stream = container.add_stream_from_template(source)
        self._packets = (p for p in self._film.demux(source) if p.dts is not None)
        self._next: Packet[AudioStream] | None = next(self._packets, None)

    def until(self, end_s: Fraction) -> Iterator[Packet[AudioStream]]:
        """Return the packets that begin before ``end_s``."""
        while (packet := self._next) is not None and _start_s(packet) < end_s:
            self._next = next(self._packets, None)
            packet.stream = self._stream
            yield packet

    def rest(self) -> Iterator[Packet[AudioStream]]:
        """Return what lies after the end of the picture: the last block is seldom full."""
        return self.until(_start_s(self._next) + 1 if self._next is not None else Fraction(0))

    def close(self) -> None:
        """Close the film it comes from."""
        self._film.close()


def _start_s(packet: Packet[AudioStream]) -> Fraction:
    return (packet.dts or 0) * (packet.time_base or Fraction(1))
