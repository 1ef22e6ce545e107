"""Opens a stranger's film or sound by one named reader. Runs inside the sandbox."""

from __future__ import annotations

import io
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

MALFORMED: Final = (av.FFmpegError, OSError, ValueError, ArithmeticError, MemoryError)
"""What a decoder raises over bytes that are not what they say they are."""

_LOCAL_ONLY: Final = {"protocol_whitelist": "", "enable_drefs": "0", "use_absolute_path": "0"}


def opened(data: bytes, demuxer: str) -> InputContainer:
    """Open bytes with exactly this demuxer; it reaches no other file and no network."""
    return av.open(
        io.BytesIO(data), "r", format=demuxer, metadata_errors="ignore", options=_LOCAL_ONLY
    )


def codec_name(stream: VideoStream | AudioStream) -> str:
    """Return the codec's own name; a codec nobody here can decode has no context."""
    context = getattr(stream, "codec_context", None)
    return "unknown" if context is None else str(context.codec.canonical_name)
