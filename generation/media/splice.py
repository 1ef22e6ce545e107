"""Shots of finished films that another one takes over as they are, packet by packet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        spans: First frame and end of each in that film, in order.
        at: The frame of the new film that the first one of that film would be.
    """

    film: Path
    spans: tuple[tuple[int, int], ...]
    at: int = 0


class Splices:
    """The packets of what is kept, read from the other films when their turn comes."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        """Open nothing yet."""
        self._spans = {
            first + one.at: (one, first, end) for one in kept for first, end in one.spans
        }

    def from_frame(self, at: int, fps: Fraction) -> Iterator[tuple[int, list[Packet[VideoStream]]]]:
        """Yield (end, packets) of every span from frame ``at`` on, without a gap."""
        while (span := self._spans.get(at)) is not None:
            kept, first, end = span
            yield end + kept.at, _read(kept, first, end, fps)
            at = end + kept.at


def _read(kept: Kept, first: int, end: int, fps: Fraction) -> list[Packet[VideoStream]]:
    with av.open(str(kept.film)) as film:
        stream = film.streams.video[0]
        plain = BitStreamFilterContext("h264_mp4toannexb", stream)
        assert stream.time_base is not None  # noqa: S101  every mp4 has one
        film.seek(round(first / fps / stream.time_base), stream=stream)
        later = round(kept.at / fps / stream.time_base)
        found: list[Packet[VideoStream]] = []
        for packet in film.demux(stream):
            if packet.pts is None:
                continue
            frame = round(packet.pts * stream.time_base * fps)
            if first <= frame < end:
                found += (_moved(one, later) for one in plain.filter(packet))
            elif found:
                break
    return found


def _moved(packet: Packet[VideoStream], later: int) -> Packet[VideoStream]:
    if packet.pts is not None and packet.dts is not None:
        packet.pts, packet.dts = packet.pts + later, packet.dts + later
    return packet
