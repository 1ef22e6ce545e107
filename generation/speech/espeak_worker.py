# SPDX-License-Identifier: MIT
"""A program, not a module: answers framed speech requests on stdio with the eSpeak NG library.

eSpeak NG is GPL-3.0-or-later. This file alone loads it, runs as a process of its own, and talks to
the rest only through bytes on a pipe, so that the library and this project stay separate works; it
is under the MIT licence, which the GPL accepts. It imports the standard library and
``espeakng_loader``, nothing of this project.

The library seeds its noise (breath, flutter of the pitch) by the clock and carries more state from
one text to the next, which no call resets. So the seed is set, and each request is spoken by a
forked child that starts from the state right after initialisation: in any process the same request
gives the same bytes, and a crash costs one line.

Frames: a 4-byte big-endian length, then UTF-8 JSON. A request is ``{"text", "voice", "rate",
"pitch", "range"}``. A reply is ``{"rate_hz", "pcm_bytes", "phonemes": [[sample, name], ...],
"words": [[sample, position, length], ...]}`` followed by ``pcm_bytes`` of signed 16-bit
little-endian mono, or ``{"error": text}``.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
from array import array
from pathlib import Path
from typing import Any, BinaryIO

import espeakng_loader

# Numbers of espeak-ng's speak_lib.h.
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_PHONEME_EVENTS = 0x0001
INITIALIZE_PHONEME_IPA = 0x0002
INITIALIZE_DONT_EXIT = 0x8000
EVENT_LIST_TERMINATED = 0
EVENT_WORD = 1
EVENT_PHONEME = 7
PARAMETER_RATE = 1
PARAMETER_PITCH = 3
PARAMETER_RANGE = 4
CHARS_UTF8 = 1
POS_CHARACTER = 1
PHONEME_NAME_BYTES = 8

FRAME_LENGTH = struct.Struct(">I")
NOISE_SEED = 1
CHILD_LIMIT_S = 8  # a line takes milliseconds; the kernel ends a child that hangs


class EventId(ctypes.Union):
    """The union of ``espeak_EVENT``; a phoneme's name is stored in place."""

    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_ubyte * PHONEME_NAME_BYTES),
    )


class Event(ctypes.Structure):
    """``espeak_EVENT``. ``sample`` counts from the start of the text."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", EventId),
    )


SynthCallback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


class Synthesiser:
    """The library, initialised once."""

    def __init__(self) -> None:
        """Load the library and its data."""
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data_parent = str(Path(espeakng_loader.get_data_path()).parent).encode()
        self.rate_hz: int = self._library.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS,
            0,
            data_parent,
            INITIALIZE_PHONEME_EVENTS | INITIALIZE_PHONEME_IPA | INITIALIZE_DONT_EXIT,
        )
        if self.rate_hz <= 0:
            raise OSError(f"espeak_Initialize returned {self.rate_hz}")
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(NOISE_SEED))
        self._pcm = bytearray()
        self._phonemes: list[tuple[int, str]] = []
        self._words: list[tuple[int, int, int]] = []
        self._callback = SynthCallback(self._collect)
        self._library.espeak_SetSynthCallback(self._callback)

    def _collect(self, samples: Any, count: int, events: Any) -> int:
        if count > 0 and samples:
            self._pcm += ctypes.string_at(samples, count * 2)
        index = 0
        while (event := events[index]).type != EVENT_LIST_TERMINATED:
            if event.type == EVENT_PHONEME:
                name = bytes(event.id.string).split(b"\0", 1)[0].decode("utf-8", "ignore")
                self._phonemes.append((event.sample, name))
            elif event.type == EVENT_WORD:
                self._words.append((event.sample, event.text_position, event.length))
            index += 1
        return 0

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Speak one text and return the reply header and its PCM."""
        self._pcm = bytearray()
        self._phonemes = []
        self._words = []
        if self._library.espeak_SetVoiceByName(str(request["voice"]).encode()) != 0:
            return {"error": f"no voice {request['voice']}"}, b""
        for parameter, key in (
            (PARAMETER_RATE, "rate"),
            (PARAMETER_PITCH, "pitch"),
            (PARAMETER_RANGE, "range"),
        ):
            self._library.espeak_SetParameter(parameter, int(request[key]), 0)
        text = str(request["text"]).encode("utf-8") + b"\0"
        size = ctypes.c_size_t(len(text))
        self._library.espeak_Synth(text, size, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
        self._library.espeak_Synchronize()
        pcm = bytes(self._pcm)
        if sys.byteorder == "big":
            swapped = array("h", pcm)
            swapped.byteswap()
            pcm = swapped.tobytes()
        header = {
            "rate_hz": self.rate_hz,
            "pcm_bytes": len(pcm),
            "phonemes": self._phonemes,
            "words": self._words,
        }
        return header, pcm


def write_frame(replies: BinaryIO, header: dict[str, Any], pcm: bytes) -> None:
    """Write one reply."""
    encoded = json.dumps(header, ensure_ascii=False).encode("utf-8")
    replies.write(FRAME_LENGTH.pack(len(encoded)) + encoded + pcm)
    replies.flush()


def answer(synthesiser: Synthesiser, request: dict[str, Any], replies: BinaryIO) -> None:
    """Speak in a child; report a child that ended without an answer."""
    child = os.fork()
    if child == 0:
        signal.alarm(CHILD_LIMIT_S)
        write_frame(replies, *synthesiser.speak(request))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        write_frame(replies, {"error": f"synthesis ended with status {status}"}, b"")


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer every request until the pipe closes."""
    synthesiser = Synthesiser()
    while len(prefix := requests.read(FRAME_LENGTH.size)) == FRAME_LENGTH.size:
        body = requests.read(FRAME_LENGTH.unpack(prefix)[0])
        answer(synthesiser, json.loads(body), replies)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
