"""What a hardened process can and cannot do, tried in a real one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.badmedia import layers_here

ATTEMPTS = """
import json, os, socket, subprocess, sys, threading
from pathlib import Path
from generation.media.sandbox import harden

layers = harden([Path(sys.prefix), Path(sys.base_prefix)])
def tried(action):
    try:
        action()
    except BaseException as error:
        return type(error).__name__
    return "allowed"
def thread():
    one = threading.Thread(target=int); one.start(); one.join()
print(json.dumps({
    "layers": layers,
    "read": tried(lambda: open("/etc/passwd").read()),
    "list": tried(lambda: os.listdir("/")),
    "write": tried(lambda: open(sys.argv[1], "w")),
    "socket": tried(socket.socket),
    "pair": tried(socket.socketpair),
    "exec": tried(lambda: os.execv("/bin/true", ["true"])),
    "fork": tried(os.fork),
    "spawn": tried(lambda: subprocess.run(["/bin/true"])),
    "kill": tried(lambda: os.kill(os.getppid(), 0)),
    "memory": tried(lambda: bytearray(2 << 30)),
    "thread": tried(thread),
    "library": tried(lambda: open(os.__file__).read()),
    "files": tried(lambda: [os.dup(0) for _ in range(64)]),
}))
"""


ALWAYS = {"thread", "library"}
REFUSED_BY = {
    "rlimits": {"memory", "files"},
    "landlock": {"read", "list", "write"},
    "seccomp": {"socket", "pair", "exec", "fork", "spawn", "kill"},
}


def test_a_hardened_process_can_compute_and_read_its_libraries_and_nothing_else(tmp_path):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ATTEMPTS, str(tmp_path / "x")],
        capture_output=True, check=True, cwd=root, timeout=20,
    )  # fmt: skip
    seen = json.loads(done.stdout)
    layers = seen.pop("layers")
    assert layers == layers_here()
    refused = set().union(*(REFUSED_BY.get(layer, set()) for layer in layers))
    allowed = {name for name, outcome in seen.items() if outcome == "allowed"}
    assert set(seen) == ALWAYS.union(*REFUSED_BY.values())
    assert allowed >= ALWAYS
    assert not allowed & refused
    assert seen["memory"] == "MemoryError"
    assert not (tmp_path / "x").exists() or "landlock" not in layers
