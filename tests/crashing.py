"""Ends a process with kill -9 at every step of the vault's work, and looks at what is left.

``python -m tests.crashing put|forget FOLDER``: before the n-th call that our storage makes into the
system, for every n, a child is killed; then the vault is opened again and the work repeated. Prints
how many points there were and what went wrong at them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from generation.errors import DataBroken
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.vault import Vault
from tests.books import FakeClock

SECRET = b"this is a face, in plain letters, that must be on no disk " * 40
KEPT = b"this one stays " * 40
OWNER, NEIGHBOUR = "member:web:ada", "member:web:bob"
POINTS_MAX = 2000


def open_vault(home: Path) -> Vault:
    """Open the vault as a start of the bot does."""
    folder = DataFolder(home)
    folder.empty_tmp()
    keyring = Keyring.open(None, folder.root, needed=folder.keys_db.exists())
    return Vault.open(folder, keyring, clock=FakeClock())


def traces(home: Path, *secrets: bytes) -> list[str]:
    """Return the files that hold any of these bytes."""
    return [
        str(path.relative_to(home))
        for path in home.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    ]


def wrapped_key(home: Path, owner: str) -> bytes:
    """Return an owner's key as it lies in ``keys.db``."""
    with closing(sqlite3.connect(home / "keys.db")) as keys:
        (wrapped,) = keys.execute("SELECT wrapped FROM keys WHERE owner = ?", (owner,)).fetchone()
    return str(wrapped).partition(":")[2].encode()


def killed_at(point: int, work: Callable[[], object]) -> bool:
    """Run ``work`` in a child that is killed before its n-th call; False when it got through."""
    child = os.fork()
    if child == 0:
        left = point

        def count(frame, event, _argument) -> None:
            nonlocal left
            if event == "c_call" and str(frame.f_globals.get("__name__")).startswith("storage"):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _put(home: Path) -> None:
    with closing(open_vault(home)) as vault:
        vault.put(OWNER, "likeness", SECRET)


def _forget(home: Path) -> None:
    with closing(open_vault(home)) as vault:
        vault.forget(OWNER)


def after_put(home: Path, kept: str, _wrapped: bytes) -> list[str]:
    """What must hold however a ``put`` ended."""
    wrong = []
    with closing(open_vault(home)) as vault:
        if vault.get(kept) != KEPT:
            wrong.append("neighbour lost")
        again = vault.put(OWNER, "likeness", SECRET)
        if vault.get(again) != SECRET:
            wrong.append("not readable")
        vault.collect({kept, again})
        there = {path.stem for path in (home / "blobs").rglob("*.*")}
        if there != {kept, again}:
            wrong.append(f"files left: {len(there)}")
    return wrong + traces(home, SECRET[:40])


def after_forget(home: Path, kept: str, wrapped: bytes) -> list[str]:
    """What must hold however a ``forget`` ended, once it has been repeated."""
    wrong = []
    with closing(open_vault(home)) as vault:
        vault.forget(OWNER)
        vault.collect({kept})
        if vault.get(kept) != KEPT:
            wrong.append("neighbour lost")
        if vault.owners() != {NEIGHBOUR}:
            wrong.append("owner left")
        there = {path.stem for path in (home / "blobs").rglob("*.*")}
        if there != {kept}:
            wrong.append(f"files left: {len(there)}")
    return wrong + traces(home, SECRET[:40], wrapped)


def main(work: str, home: Path) -> None:
    """Kill at every point, and print what went wrong."""
    template, tried = home / "template", home / "tried"
    with closing(open_vault(template)) as vault:
        kept = vault.put(NEIGHBOUR, "likeness", KEPT)
        if work == "forget":
            vault.put(OWNER, "likeness", SECRET)
            vault.put(OWNER, "portrait", SECRET)
    wrapped = wrapped_key(template, OWNER) if work == "forget" else b""
    act, look = {"put": (_put, after_put), "forget": (_forget, after_forget)}[work]
    wrong: dict[int, list[str]] = {}
    for point in range(POINTS_MAX):
        shutil.rmtree(tried, ignore_errors=True)
        shutil.copytree(template, tried)
        killed = killed_at(point, lambda: act(tried))
        try:
            found = look(tried, kept, wrapped)
        except DataBroken as error:
            found = [f"broken: {error.reason}"]
        if found:
            wrong[point] = found
        if not killed:
            break
    json.dump({"points": point, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
