"""Ends a process with kill -9 at every step of the vault's work, and looks at what is left.

``python -m tests.crashing put|forget|erase|discard FOLDER STRIDE``: before the n-th call that our
storage makes into the system, for every STRIDE-th n, a child is killed; then everything is opened
again and the work repeated. Prints how many points there were and what went wrong at them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from generation.errors import DataBroken
from generation.model.cameo import Cameo
from generation.model.member import Member
from generation.studio import enrolling
from generation.studio.records import Enrolment
from storage.audit import audit
from storage.books import SqliteBooks
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.store import Store, finish_erasures, open_store
from storage.vault import Vault
from tests.books import ADA, BOB, NOW, FakeClock

SECRET = b"this is a face, in plain letters, that must be on no disk " * 40
KEPT = b"this one stays " * 40
OWNER, NEIGHBOUR = f"member:{ADA}", f"member:{BOB}"
TAKE = f"{NEIGHBOUR}/2"
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


def open_all(home: Path) -> AbstractContextManager[Store]:
    """Open everything, as a start of the bot does; that finishes erasures too."""
    return open_store(DataFolder(home), keys=None, mirror=None, clock=FakeClock())


def _erase(home: Path) -> None:
    with open_all(home):
        pass


def after_erase(home: Path, kept: str, wrapped: bytes) -> list[str]:
    """What must hold after the start that follows one that was killed."""
    wrong = []
    with open_all(home) as store:
        if store.vault.owners() != {NEIGHBOUR} or store.vault.get(kept) != KEPT:
            wrong.append("owners")
        if store.database.read_now(lambda books: books.erasures.open()):
            wrong.append("unfinished")
        there = {path.stem for path in (home / "blobs").rglob("*.*")}
        if there != {kept}:
            wrong.append(f"files left: {len(there)}")
    if audit(DataFolder(home)).first_bad is not None:
        wrong.append("ledger")
    return wrong + traces(home, SECRET[:40], wrapped, OWNER.encode())


def _decide_to_erase(home: Path) -> str:
    """Books as a bot that was killed left them: of two faces one is to go; returns the other."""
    living = home.with_name("living")
    with open_all(living) as store:
        faces = {who: store.vault.put(f"member:{who}", "face", KEPT) for who in (ADA, BOB)}

        def work(books: SqliteBooks) -> None:
            for who, blob in faces.items():
                books.people.put(Member(id=who, name=str(who)))
                books.cameos.put(
                    Cameo(owner=who, kind="photo", likeness=blob, portrait=blob, made_at=NOW)
                )
            books.ledger.write("erased", at=NOW, actor=ADA, subject=ADA, data={"who": ADA})
            books.ledger.forget(ADA)
            books.cameos.remove(ADA)
            books.people.remove(ADA)
            books.erasures.put(OWNER, NOW)

        store.database.write_now(work)
        shutil.copytree(living, home)
    return faces[BOB]


def _take_on_show(home: Path) -> str:
    """Books with a take that its owner is looking at, beside a face in use; returns the face."""
    with open_all(home) as store:
        kept = store.vault.put(NEIGHBOUR, "likeness", KEPT)
        likeness, portrait = (store.vault.put(TAKE, kind, SECRET) for kind in ("a", "b"))
        wish = Enrolment(
            member=BOB, at=NOW, state="preview", release="1/en", likeness=likeness,
            portrait=portrait,
        )  # fmt: skip

        def work(books: SqliteBooks) -> None:
            books.people.put(Member(id=BOB, name="Bob"))
            books.cameos.put(
                Cameo(owner=BOB, kind="photo", likeness=kept, portrait=kept, made_at=NOW)
            )
            books.enrolments.put(wish)

        store.database.write_now(work)
    return kept


def _discard(home: Path) -> None:
    with open_all(home) as store:
        store.database.write_now(lambda books: enrolling.discard(books, BOB, at=NOW))
        finish_erasures(store.database, store.vault)


def after_discard(home: Path, kept: str, wrapped: bytes) -> list[str]:
    """What must hold however a discard ended: the take is there whole, or nowhere."""
    wrong = []
    with open_all(home) as store:
        wish = store.database.read_now(lambda books: books.enrolments.get(BOB))
        there = {path.stem for path in (home / "blobs").rglob("*.*")}
        if wish is not None and wish.likeness is not None and wish.portrait is not None:
            taken = [store.vault.get(blob) for blob in (wish.likeness, wish.portrait)]
            wrong += ["take lost"] * (taken != [SECRET] * 2)
            wrong += ["discarded"] * (len(there) != 3)
        elif store.vault.owners() != {NEIGHBOUR} or there != {kept}:
            wrong.append(f"take left: {len(there)} files")
        else:
            wrong += traces(home, wrapped)
        if store.vault.get(kept) != KEPT:
            wrong.append("face lost")
        if store.database.read_now(lambda books: books.erasures.open()):
            wrong.append("unfinished")
    return wrong + traces(home, SECRET[:40])


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


def prepare(work: str, template: Path) -> str:
    """Make what the work starts from; returns the blob that must stay."""
    if work == "erase":
        return _decide_to_erase(template)
    if work == "discard":
        return _take_on_show(template)
    with closing(open_vault(template)) as vault:
        kept = vault.put(NEIGHBOUR, "likeness", KEPT)
        if work == "forget":
            vault.put(OWNER, "likeness", SECRET)
            vault.put(OWNER, "portrait", SECRET)
    return kept


def main(work: str, home: Path, stride: int) -> None:
    """Kill at every point, and print what went wrong."""
    template, tried = home / "template", home / "tried"
    kept = prepare(work, template)
    owner = TAKE if work == "discard" else OWNER
    wrapped = b"" if work == "put" else wrapped_key(template, owner)
    act, look = {
        "put": (_put, after_put), "forget": (_forget, after_forget), "erase": (_erase, after_erase),
        "discard": (_discard, after_discard),
    }[work]  # fmt: skip
    wrong: dict[int, list[str]] = {}
    points = range(0, POINTS_MAX, stride)
    for point in points:
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
    json.dump({"points": point // stride, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
