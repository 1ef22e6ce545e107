"""The process that touches a stranger's bytes: hardens itself, decodes, writes pixels.

Run by ``generation.media.intake`` as ``python -m``; never imported. Standard output carries two
frames, each a JSON line: first the layers in force, then the result or the reason of a refusal;
behind a result follow the raw bytes it announces. Of rushes nobody knows the number before they
are decoded: a byte before each picture says that it comes, and a third line announces the sound.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

from generation.errors import MediaRejected
from generation.media.sandbox import harden

Decoded = tuple[dict[str, Any], Iterable[bytes]]


def _picture_decoder(reader: str) -> Callable[[bytes], Decoded]:
    from generation.media.still import decode_still

    def decode(data: bytes) -> Decoded:
        still = decode_still(data, reader)
        header = {
            "sizes": [[still.width_px, still.height_px]],
            "original": still.original_px,
            "sharpest": 0,
            "voice": 0,
        }
        return header, [still.rgb]

    return decode


def _video_decoder(reader: str) -> Callable[[bytes], Decoded]:
    import av.logging

    from generation.media.footage import decode_footage

    av.logging.set_level(None)

    def decode(data: bytes) -> Decoded:
        footage = decode_footage(data, reader)
        sizes = [[frame.shape[1], frame.shape[0]] for frame in footage.frames]
        voice = b"" if footage.voice is None else footage.voice.tobytes()
        header = {
            "sizes": sizes,
            "original": sizes[footage.sharpest],
            "sharpest": footage.sharpest,
            "voice": len(voice),
        }
        return header, [*(frame.tobytes() for frame in footage.frames), voice]

    return decode


def _tape_decoder(reader: str) -> Callable[[bytes], Decoded]:
    import av.logging

    from generation.media.footage import decode_tape

    av.logging.set_level(None)

    def decode(data: bytes) -> Decoded:
        tape = decode_tape(data, reader)
        small = tape.frames[0].shape
        kept = [
            i for i, frame in enumerate(tape.frames) if frame.shape == small
        ]  # sizes may change
        sound = b"" if tape.sound is None else tape.sound.tobytes()
        header = {
            "times_ms": [round(tape.times_s[i] * 1000) for i in kept],
            "small": [small[1], small[0]],
            "sizes": [[frame.shape[1], frame.shape[0]] for frame in tape.sharp],
            "voice": len(sound),
        }
        frames = [tape.frames[i].tobytes() for i in kept]
        return header, [*frames, *(frame.tobytes() for frame in tape.sharp), sound]

    return decode


def _note_decoder(reader: str) -> Callable[[bytes], Decoded]:
    import av.logging

    from generation.media.hearing import decode_note

    av.logging.set_level(None)

    def decode(data: bytes) -> Decoded:
        sound = decode_note(data, reader).tobytes()
        return {"voice": len(sound)}, [sound]

    return decode


def _rushes_decoder(
    reader: str, fps: str, frames: str, width: str, height: str
) -> Callable[[bytes], Decoded]:
    import av.logging

    from generation.media.develop import END, MORE, Wanted, developed, sound_of

    av.logging.set_level(None)
    within = (int(width), int(height)) if int(width) and int(height) else None
    wanted = Wanted(Fraction(fps), int(frames), within)

    def decode(data: bytes) -> Decoded:
        size, pictures = developed(data, reader, wanted)

        def written() -> Iterator[bytes]:
            for picture in pictures:
                yield MORE
                yield picture.tobytes()
            yield END
            heard = sound_of(data, reader, wanted)
            sound = b"" if heard is None else heard.tobytes()
            yield _line({"voice": len(sound)})
            yield sound

        return {"size": size}, written()

    return decode


_DECODERS: dict[str, Callable[..., Callable[[bytes], Decoded]]] = {
    "picture": _picture_decoder,
    "video": _video_decoder,
    "tape": _tape_decoder,
    "note": _note_decoder,
    "rushes": _rushes_decoder,
}


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _write_line(out: BinaryIO, value: object) -> None:
    out.write(_line(value))
    out.flush()


def main(job: str, reader: str, limit_bytes: int, *words: str) -> None:
    """Decode standard input; end without Python's own clean-up, which a decoder may have spoilt."""
    decoder = _DECODERS[job](reader, *words)
    package = Path(__file__).resolve().parents[1]
    out = sys.stdout.buffer
    _write_line(out, harden([Path(sys.prefix), Path(sys.base_prefix), package]))
    try:
        header, payload = decoder(sys.stdin.buffer.read(limit_bytes))
    except MediaRejected as error:
        _write_line(out, {"refused": error.reason, "details": error.details})
    else:
        _write_line(out, header)
        out.writelines(payload)
        out.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
