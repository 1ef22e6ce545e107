"""The box structure of mp4 files (ISO/IEC 14496-12), read only. It decodes no sample."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

MOOV_MAX_BYTES = 16 << 20  # the index of an hour is 4 MB
_BOX_MAX = 10_000  # outermost boxes; a fragmented hour has 3600
_HEADER = struct.Struct(">I4s")
_LARGE_SIZE = struct.Struct(">Q")
_SAMPLE_SIZES = struct.Struct(">III")  # version and flags, size of all, count
_FULL_BOX_BYTES = 4  # version and flags


class Box(NamedTuple):
    """One box: four-letter ``kind``, where its header starts, its payload, and where it ends."""

    kind: bytes
    start: int
    payload: int
    end: int


class Layout(NamedTuple):
    """The outermost boxes, as far as they can be followed.

    ``whole`` is False where the last one reaches beyond the end, or something else follows it.
    """

    boxes: tuple[Box, ...]
    length: int
    whole: bool

    def first(self, kind: bytes) -> Box | None:
        """The first box of ``kind`` that lies inside the file, or None."""
        for box in self.boxes:
            if box.kind == kind and box.end <= self.length:
                return box
        return None


def outermost(file: BinaryIO) -> Layout:
    """Follow the outermost boxes of a file from its start."""
    length = file.seek(0, 2)
    boxes: list[Box] = []
    at = 0
    while at < length and len(boxes) < _BOX_MAX:
        file.seek(at)
        box = _parse(file.read(16), at, length)
        if box is None:
            break
        boxes.append(box)
        at = box.end
    return Layout(tuple(boxes), length, at == length)


def _parse(header: bytes, at: int, length: int) -> Box | None:
    if len(header) < _HEADER.size:
        return None
    size, kind = _HEADER.unpack_from(header)
    payload = at + _HEADER.size
    if size == 1 and len(header) == 16:
        (size,) = _LARGE_SIZE.unpack_from(header, 8)
        payload = at + 16
    elif size == 0:  # to the end of the file
        size = length - at
    end = at + size
    return Box(kind, at, payload, end) if payload <= end else None


def _children(data: bytes, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        box = _parse(data[at : at + 16], at, end)
        if box is None or box.end > end:
            return
        yield box
        at = box.end


def _child(data: bytes, parent: Box | None, kind: bytes, *, skip: int = 0) -> Box | None:
    if parent is None:
        return None
    for box in _children(data, parent.payload + skip, parent.end):
        if box.kind == kind:
            return box
    return None


def _moov(file: BinaryIO) -> tuple[bytes, Box] | None:
    """The whole index of the film in memory, and its outermost box."""
    moov = outermost(file).first(b"moov")
    if moov is None or moov.end - moov.start > MOOV_MAX_BYTES:
        return None
    file.seek(moov.start)
    data = file.read(moov.end - moov.start)
    return data, Box(b"moov", 0, moov.payload - moov.start, len(data))


def container_tag(file: BinaryIO, key: str) -> str | None:
    """Return a tag that stands in ``moov.udta.meta`` or ``moov.meta`` as ``keys`` and ``ilst``.

    Source: QuickTime File Format, "Metadata"; what FFmpeg writes with ``use_metadata_tags``.
    """
    index = _moov(file)
    if index is None:
        return None
    data, root = index
    for parent in (_child(data, root, b"udta"), root):
        meta = _child(data, parent, b"meta")
        if (value := _tag(data, meta, key)) is not None:
            return value
    return None


def sample_bytes(file: BinaryIO) -> int | None:
    """Return how many bytes all samples together have, or None where the index cannot be read."""
    index = _moov(file)
    if index is None:
        return None
    data, root = index
    total = 0
    for track in _children(data, root.payload, root.end):
        if track.kind == b"trak":
            table: Box | None = track
            for kind in (b"mdia", b"minf", b"stbl", b"stsz"):
                table = _child(data, table, kind)
            if table is None or table.end - table.payload < _SAMPLE_SIZES.size:
                return None
            _, one_size, count = _SAMPLE_SIZES.unpack_from(data, table.payload)
            entries = data[table.payload + _SAMPLE_SIZES.size : table.end]
            if one_size:
                total += one_size * count
            else:
                total += sum(size for (size,) in struct.iter_unpack(">I", entries[: count * 4]))
    return total


def _tag(data: bytes, meta: Box | None, key: str) -> str | None:
    keys = _child(data, meta, b"keys", skip=_FULL_BOX_BYTES)
    values = _child(data, meta, b"ilst", skip=_FULL_BOX_BYTES)
    if keys is None or values is None:
        return None
    names = _children(data, keys.payload + 8, keys.end)  # version, flags, count
    index = next(
        (n for n, name in enumerate(names, 1) if data[name.payload : name.end] == key.encode()), 0
    )
    item = _child(data, values, index.to_bytes(4, "big")) if index else None
    value = _child(data, item, b"data")
    if value is None:
        return None
    try:
        return data[value.payload + 8 : value.end].decode("utf-8")  # after type and locale
    except UnicodeDecodeError:
        return None
