"""A worker for tests of the farm: does what the body of a task says, or misbehaves as told."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from generation.errors import FaceRejected
from generation.farm.frames import LENGTH, frame, frame_bytes, message
from generation.farm.serving import serve


def handle(kind, body, stop, report):
    """Do what ``body["do"]`` names."""
    return DEEDS[str(body["do"])](body, stop, report)


def _echo(body, stop, report):
    return {"pid": os.getpid(), "data": body.get("data")}


def _steps(body, stop, report):
    for step in range(11):
        report("rolling", step / 10)
        time.sleep(float(body.get("s", 0.01)))
    return {}


def _sleep(body, stop, report):
    report("rolling", 0.5)
    time.sleep(float(body["s"]))
    return {}


def _until_stopped(body, stop, report):
    report("rolling", 0.5)
    stop.wait(60)
    return {}


def _tidy(body, stop, report):
    file = Path(str(body["file"]))
    file.write_text("plain")
    report("rolling", 0.5)
    stop.wait(60)
    file.unlink()
    return {}


def _refuse(body, stop, report):
    raise FaceRejected("several", count=3)


def _bug(body, stop, report):
    raise KeyError(body.get("name"))


def _hoard(body, stop, report):
    held = [bytearray(64 << 20) for _ in range(1000)]
    return {"held": len(held)}


def _die(body, stop, report):
    os.kill(os.getpid(), signal.SIGKILL)


def _print(body, stop, report):
    os.write(1, b"noise from a library\n")
    return {}


def _family(body, stop, report):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    report("rolling", min(child.pid / 1e9, 1.0))
    time.sleep(60)


def _self(body, stop, report):
    limits = {
        name: resource.getrlimit(getattr(resource, name))[0]
        for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE")
    }
    status = Path("/proc/self/status").read_text().splitlines()
    privileges = [line.split()[1] for line in status if line.startswith("NoNewPrivs")]
    return {
        "nice": os.nice(0), "limits": limits, "no_new_privs": privileges, "env": dict(os.environ),
        "session": os.getsid(0) == os.getpid(), "cwd": str(Path.cwd()),
    }  # fmt: skip


DEEDS = {
    "echo": _echo, "steps": _steps, "sleep": _sleep, "until_stopped": _until_stopped, "tidy": _tidy,
    "refuse": _refuse, "bug": _bug, "hoard": _hoard, "die": _die, "print": _print,
    "family": _family, "self": _self,
}  # fmt: skip


@contextmanager
def opening():
    """Need nothing."""
    yield handle


def _order():
    """Read one frame, bare-handed."""
    return message(sys.stdin.buffer.read(frame_bytes(sys.stdin.buffer.read(LENGTH.size))))


def _say(**values):
    sys.stdout.buffer.write(frame(values))
    sys.stdout.buffer.flush()


def _mute():
    time.sleep(60)


def _crash():
    sys.exit(1)


def _garbage():
    _order(), _say(type="hello"), _order()
    sys.stdout.buffer.write(b"Traceback (most recent call last):\n")
    sys.stdout.buffer.flush()
    time.sleep(60)


def _nonsense():
    _order(), _say(type="hello"), _order()
    _say(type="dance")
    time.sleep(60)


def _silent():
    _order(), _say(type="hello"), _order()
    time.sleep(60)


def _deaf():
    os.close(1)
    time.sleep(60)


def _late():
    _order(), _say(type="hello")
    while True:
        order = _order()
        old = {"job": order["job"], "attempt": order["attempt"] - 1}
        _say(type="progress", **old, stage="rolling", share=0.9)
        _say(type="clip", **old, result={"which": "old"}, rss_bytes=None)
        now = {"job": order["job"], "attempt": order["attempt"]}
        _say(type="progress", **now, stage="rolling", share=0.1)
        _say(type="clip", **now, result={"which": "new"}, rss_bytes=None)
        _say(type="clip", **now, result={"which": "again"}, rss_bytes=None)


def _swelling():
    _order(), _say(type="hello")
    held = 100
    while True:
        order = _order()
        now = {"job": order["job"], "attempt": order["attempt"]}
        _say(type="clip", **now, result={"pid": os.getpid()}, rss_bytes=held)
        held += 30


RAW = {
    "mute": _mute, "crash": _crash, "garbage": _garbage, "nonsense": _nonsense, "silent": _silent,
    "deaf": _deaf, "late": _late, "swelling": _swelling,
}  # fmt: skip

if __name__ == "__main__":
    if len(sys.argv) > 1:
        RAW[sys.argv[1]]()
    else:
        sys.exit(serve(opening, lambda: "bug-id"))
