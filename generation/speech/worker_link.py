"""The near end of the speech worker's pipe: starts it, asks it, replaces it once, ends it.

It knows frames and processes, nothing of text or sound.
"""

from __future__ import annotations

import json
import queue
import struct
import subprocess
import threading
from collections.abc import Sequence
from typing import IO, Any, NamedTuple

from generation.errors import VoiceFailed

FRAME_LENGTH = struct.Struct(">I")
END_WAIT_S = 1.0  # a worker whose stdin has closed leaves within milliseconds


class Reply(NamedTuple):
    """What the worker answered: the JSON header and the sound that followed it."""

    header: dict[str, Any]
    pcm: bytes


class _Process:
    """One worker process and the thread that reads its replies."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - the command is ours, never a member's
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise VoiceFailed("start") from error
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="speech-worker", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        stdout = self._popen.stdout
        if stdout is not None:
            while (reply := _read_reply(stdout)) is not None:
                self._replies.put(reply)
        self._replies.put(None)

    def ask(self, frame: bytes, timeout_s: float) -> Reply | None:
        """Return the reply, or None where the process has died.

        Raises:
            queue.Empty: No answer within ``timeout_s``.
        """
        stdin = self._popen.stdin
        if stdin is None:
            return None
        try:
            stdin.write(frame)
            stdin.flush()
        except OSError:
            return None
        return self._replies.get(timeout=timeout_s)

    def end(self) -> None:
        """Close the pipe, wait, and kill what does not leave."""
        if self._popen.stdin is not None:
            try:
                self._popen.stdin.close()
            except OSError:
                self._popen.kill()
        try:
            self._popen.wait(END_WAIT_S)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._reader.join(END_WAIT_S)
        if self._popen.stdout is not None:
            self._popen.stdout.close()

    def kill(self) -> None:
        """End a process that hangs."""
        self._popen.kill()
        self.end()


def _read_reply(stream: IO[bytes]) -> Reply | None:
    prefix = stream.read(FRAME_LENGTH.size)
    if len(prefix) < FRAME_LENGTH.size:
        return None
    body = stream.read(FRAME_LENGTH.unpack(prefix)[0])
    try:
        header: dict[str, Any] = json.loads(body)
    except ValueError:
        return None
    size = int(header.get("pcm_bytes", 0))
    pcm = stream.read(size)
    return Reply(header, pcm) if len(pcm) == size else None


class WorkerLink:
    """Asks one worker at a time; safe to share between threads."""

    def __init__(self, command: Sequence[str], *, timeout_s: float) -> None:
        """Keep how to start the worker; nothing runs until the first question."""
        self._command = tuple(command)
        self._timeout_s = timeout_s
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any]) -> Reply:
        """Send one request and wait for its reply; a dead worker is replaced once.

        Raises:
            VoiceFailed: The worker died twice, hung, or refused.
        """
        body = json.dumps(request).encode("utf-8")
        frame = FRAME_LENGTH.pack(len(body)) + body
        with self._lock:
            reply = self._try(frame) or self._try(frame)
        if reply is None:
            raise VoiceFailed("died")
        if "error" in reply.header:
            raise VoiceFailed("refused", detail=str(reply.header["error"]))
        return reply

    def _try(self, frame: bytes) -> Reply | None:
        if self._process is None:
            self._process = _Process(self._command)
        process = self._process
        try:
            reply = process.ask(frame, self._timeout_s)
        except queue.Empty:
            self._process = None
            process.kill()
            raise VoiceFailed("timeout", limit_s=self._timeout_s) from None
        if reply is None:
            self._process = None
            process.end()
        return reply

    def close(self) -> None:
        """End the worker; the next question starts a fresh one."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.end()
