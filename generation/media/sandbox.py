"""Takes a process's own rights away before it touches a stranger's bytes. It decodes nothing.

Resource limits work on every POSIX system; Landlock (Linux 5.13) and seccomp-bpf need the kernel's
consent. Where they are absent the process goes on without, and says so. ctypes, because the
standard library has no name for these calls.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from generation.media.syscalls import LANDLOCK, TABLES, SyscallTable

Layer = Literal["rlimits", "no_new_privs", "landlock", "seccomp"]

MEMORY_BYTES = 1 << 30  # a 24-megapixel picture needs 300 MB with its working copies
CPU_S = 20
OPEN_FILES = 32
NICENESS = 5  # behind the bot's own loop, ahead of rendering
_LIMITS: Final = (
    (resource.RLIMIT_AS, MEMORY_BYTES),
    (resource.RLIMIT_CPU, CPU_S),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, OPEN_FILES),
    (resource.RLIMIT_CORE, 0),
)

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2

_LANDLOCK_VERSION: Final = 1  # flag of landlock_create_ruleset: report the ABI
_LANDLOCK_RULE_PATH: Final = 1
_READ_FILE: Final = 1 << 2
_READ_DIR: Final = 1 << 3

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_ANY_BIT: Final = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_ERRNO: Final = 0x00050000
_X32_BIT: Final = 0x40000000  # system calls of the x32 ABI would slip past the numbers
_CLONE_THREAD: Final = 0x00010000
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # struct seccomp_data


def harden(readable: Iterable[Path]) -> tuple[Layer, ...]:
    """Give up every right but computing, writing to open pipes and reading below ``readable``.

    Import compiled modules first: the system's libraries are out of reach afterwards.

    Returns:
        The layers that are in force, outermost first.
    """
    layers: list[Layer] = ["rlimits"]
    limit_resources(_LIMITS, niceness=NICENESS)
    if not renounce():
        return tuple(layers)
    layers.append("no_new_privs")
    libc = ctypes.CDLL(None, use_errno=True)
    table = TABLES.get(platform.machine())
    if table is None:
        return tuple(layers)
    if _restrict_files(libc, readable):
        layers.append("landlock")
    if _filter_calls(libc, table):
        layers.append("seccomp")
    return tuple(layers)


def limit_resources(limits: Iterable[tuple[int, int]], *, niceness: int) -> None:
    """Take at most what ``limits`` (``RLIMIT_...``, most) allow, now and in every child."""
    for kind, most in limits:
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue
    os.nice(niceness)


def renounce() -> bool:
    """End with the thread that started this process, and never gain a right (Linux).

    Returns:
        Whether the second is in force.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _restrict_files(libc: ctypes.CDLL, readable: Iterable[Path]) -> bool:
    """Install a Landlock ruleset: read below ``readable``, nothing else, no TCP, no signals out."""
    abi = libc.syscall(LANDLOCK, None, 0, _LANDLOCK_VERSION)
    if abi < 1:
        return False
    rules = _landlock_attributes(abi)
    ruleset = libc.syscall(LANDLOCK, ctypes.c_char_p(rules), len(rules), 0)
    if ruleset < 0:
        return False
    try:
        for folder in readable:
            _allow_reading(libc, ruleset, folder)
        return bool(libc.syscall(LANDLOCK + 2, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, folder: Path) -> None:
    descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("=Qi", _READ_FILE | _READ_DIR, descriptor)
        libc.syscall(LANDLOCK + 1, ruleset, _LANDLOCK_RULE_PATH, ctypes.c_char_p(beneath), 0)
    finally:
        os.close(descriptor)


def _landlock_attributes(abi: int) -> bytes:
    """``struct landlock_ruleset_attr`` with everything handled that this ABI knows."""
    files = (1 << 13) - 1
    for since, bit in ((2, 13), (3, 14), (5, 15)):  # refer, truncate, ioctl on devices
        if abi >= since:
            files |= 1 << bit
    attributes = struct.pack("=Q", files)
    if abi >= 4:
        attributes += struct.pack("=Q", 0b11)  # bind and connect of TCP
    if abi >= 6:
        attributes += struct.pack("=Q", 0b11)  # abstract unix sockets, signals
    return attributes


def _filter_calls(libc: ctypes.CDLL, table: SyscallTable) -> bool:
    """Install the seccomp filter; threads may still be made."""
    program = b"".join(_program(table))
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("=H6xQ", len(program) // 8, ctypes.addressof(buffer))
    result = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0)
    return bool(result == 0)


def _program(table: SyscallTable) -> list[bytes]:
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    program = [
        _step(_LOAD, _ARCH_AT),
        _step(_EQUAL, table.audit_arch, yes=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
    ]
    if table.has_x32:
        program += [_step(_AT_LEAST, _X32_BIT, no=1), _step(_RETURN, _KILL)]
    for number in table.refused:
        program += [_step(_EQUAL, number, no=1), refuse]
    program += [
        # glibc falls back from clone3, whose flags lie in memory a filter cannot read, to clone
        _step(_EQUAL, table.clone3, no=1),
        _step(_RETURN, _ERRNO | errno.ENOSYS),
        _step(_EQUAL, table.clone, no=3),
        _step(_LOAD, _FIRST_ARGUMENT_AT),
        _step(_ANY_BIT, _CLONE_THREAD, yes=1),
        refuse,
        _step(_RETURN, _ALLOW),
    ]
    return program


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One BPF instruction; ``yes`` and ``no`` are how many instructions a jump skips."""
    return struct.pack("=HBBI", code, yes, no, value)
