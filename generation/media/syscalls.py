"""System call numbers that a decoding process has no use for. It filters nothing itself.

Source: Linux ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

LANDLOCK: Final = 444  # landlock_create_ruleset, the same everywhere; add_rule and restrict follow

_ABSENT: Final = -1
_NUMBERS: Final[dict[str, tuple[int, int]]] = {
    # processes
    "fork": (57, _ABSENT), "vfork": (58, _ABSENT), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "kcmp": (312, 272),
    # sockets and other ways to talk
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "shmget": (29, 194), "shmat": (30, 196),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "memfd_create": (319, 279),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    # kernel surfaces with a history
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "personality": (135, 92), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    # the view of the file system
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "fsmount": (432, 432),
    "swapon": (167, 224), "swapoff": (168, 225), "open_by_handle_at": (304, 265),
}  # fmt: skip


class SyscallTable(NamedTuple):
    """What the filter must know of one architecture."""

    audit_arch: int
    has_x32: bool
    clone: int
    clone3: int
    refused: tuple[int, ...]


TABLES: Final[dict[str, SyscallTable]] = {
    machine: SyscallTable(
        audit_arch=audit_arch,
        has_x32=machine == "x86_64",
        clone=clone,
        clone3=435,
        refused=tuple(pair[column] for pair in _NUMBERS.values() if pair[column] != _ABSENT),
    )
    for column, (machine, audit_arch, clone) in enumerate(
        (("x86_64", 0xC000003E, 56), ("aarch64", 0xC00000B7, 220))
    )
}
