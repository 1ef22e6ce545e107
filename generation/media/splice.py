"""Shots of a finished film that another one takes over as they are, packet by packet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext
from av.packet import Packet
from av.video.stream import VideoStream


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Shots of a finished film that another one takes over as they are, without encoding them.

    Attributes:
        film: A film whose cuts are key frames, as ``encode`` with the same ``cuts`` writes it.
        spans: First frame and end of each, in order; the same frames in both films.
    """

    film: Path
    spans: tuple[tuple[int, int], ...]


class Splices:
    """The packets of what is kept, read from the other film when their turn comes."""

    def __init__(self, kept: Kept) -> None:
        """Open nothing yet."""
        self._film, self._spans = kept.film, dict(kept.spans)

    def from_frame(self, at: int, fps: Fraction) -> Iterator[tuple[int, list[Packet[VideoStream]]]]:
        """Yield (end, packets) of every span from frame ``at`` on, without a gap."""
        while (end := self._spans.get(at)) is not None:
            yield end, self._read(at, end, fps)
            at = end

    def _read(self, first: int, end: int, fps: Fraction) -> list[Packet[VideoStream]]:
        with av.open(str(self._film)) as film:
            stream = film.streams.video[0]
            plain = BitStreamFilterContext("h264_mp4toannexb", stream)
            assert stream.time_base is not None  # noqa: S101  every mp4 has one
            film.seek(round(first / fps / stream.time_base), stream=stream)
            found: list[Packet[VideoStream]] = []
            for packet in film.demux(stream):
                if packet.pts is None:
                    continue
                frame = round(packet.pts * stream.time_base * fps)
                if first <= frame < end:
                    found += plain.filter(packet)
                elif found:
                    break
        return found
