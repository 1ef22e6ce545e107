"""All files of a checkpoint, from one or more repositories: listed, fetched, held to, named."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final

from generation.hub.files import HALF, MANIFEST, Teller, Wanted, fetched, here, tell
from generation.hub.meaning import Failed, asking

OURS: Final = "ours"  # in the manifest of a folder in the making: what was ever fetched for it
MARGIN_BYTES: Final = 256 << 20  # left free on the disk
ASK_TIMEOUT_S: Final = 30.0


def fetch(request: Mapping[str, Any]) -> None:
    """Fetch everything of a request, and give the folder its name.

    Args:
        request: ``folder`` is where it goes; ``record`` the file that holds what was fetched first;
            ``sources`` say ``repo``, ``revision``, ``files`` (patterns) and ``into`` (a folder).

    Raises:
        Failed: It says why.
    """
    folder, record = Path(request["folder"]), Path(request["record"])
    part = folder.with_name(folder.name + ".part")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.with_name(folder.name + ".lock")):
        known = _read(record) or _read(part / MANIFEST) or _read(folder / MANIFEST)
        commits = {
            (one["repo"], one["revision"]): one["commit"] for one in known.get("sources", ())
        }
        wanted = [file for source in request["sources"] for file in _listed(source, commits)]
        ours = {file.path for file in wanted} | _named(known) | _named(part) | _named(folder)
        if folder.exists() and not part.exists():
            folder.rename(part)  # something was wrong with it: what is right of it is kept
        part.mkdir(exist_ok=True)
        begun = _manifest(request["sources"], wanted, {})
        _write(part / MANIFEST, {**begun, OURS: sorted(ours)})
        teller = Teller(done=sum(here(part, file) for file in wanted))
        total = sum(file.size for file in wanted)
        tell("plan", files=len(wanted), bytes=total, have=teller.done)
        _room(part, total - teller.done)
        hashes = {file.path: fetched(part, file, teller) for file in wanted}
        held = {file.path for file in wanted if (file.repo, file.revision) in commits}
        _as_before(known, {name: hashes[name] for name in held})
        _tidy(part, folder, ours - set(hashes))
        _finish(part, folder, record, _manifest(request["sources"], wanted, hashes))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Be the only one that fetches into a folder; the kernel lets go of it with the process."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed("busy") from error
        yield
    finally:
        os.close(descriptor)


def _listed(source: Mapping[str, Any], commits: Mapping[tuple[str, str], str]) -> Iterator[Wanted]:
    """Ask the hub what is in a repository, at the commit that was there when it was begun."""
    from huggingface_hub import HfApi

    repo = source["repo"]
    revision = commits.get((repo, source["revision"]), source["revision"])
    with asking(repo, revision):
        found = HfApi().model_info(
            repo, revision=revision, files_metadata=True, timeout=ASK_TIMEOUT_S
        )
    nothing = True
    for one in found.siblings or ():
        if matches(one.rfilename, source["files"]):
            nothing = False
            yield Wanted(
                repo=repo,
                revision=source["revision"],
                commit=str(found.sha),
                name=one.rfilename,
                path=str(PurePosixPath(source["into"]) / one.rfilename),
                size=int(one.size or 0),
                sha256=str(one.lfs.sha256) if one.lfs is not None else "",
                git=str(one.blob_id or ""),
            )
    if nothing:
        raise Failed("repo", repo=repo)


def _named(of: Mapping[str, Any] | Path) -> set[str]:
    """Return what a manifest, or that of a folder, says was fetched: by this or an earlier one."""
    manifest = _read(of / MANIFEST) if isinstance(of, Path) else of
    return {name for name in (*manifest.get("files", ()), *manifest.get(OURS, ())) if inside(name)}


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Tell whether a file is wanted; ``*`` stops at a slash, and nothing leads outside."""
    parts = PurePosixPath(name).parts
    if not inside(name) or name.endswith((HALF, MANIFEST)):
        return False
    return any(
        len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))
        for wanted in (PurePosixPath(pattern).parts for pattern in patterns)
    )


def inside(name: str) -> bool:
    """Tell whether a name is that of a file in a folder, and leads nowhere else."""
    path = PurePosixPath(name)
    return (
        bool(path.parts) and str(path) == name and not path.is_absolute() and ".." not in path.parts
    )


def _room(part: Path, needed: int) -> None:
    free = shutil.disk_usage(part).free
    if needed + MARGIN_BYTES > free:
        raise Failed("disk", needed=needed, free=free)


def _as_before(known: Mapping[str, Any], hashes: Mapping[str, str]) -> None:
    """Hold what came to what was fetched first."""
    for name, sha256 in known.get("files", {}).items():
        if name in hashes and hashes[name] != sha256:
            raise Failed("changed", file=name)


def _manifest(
    sources: Sequence[Mapping[str, Any]], wanted: Sequence[Wanted], hashes: Mapping[str, str]
) -> Mapping[str, Any]:
    commits = {(file.repo, file.revision): file.commit for file in wanted}
    return {
        "sources": [
            {
                "repo": one["repo"],
                "revision": one["revision"],
                "commit": commits[one["repo"], one["revision"]],
            }
            for one in sources
        ],
        "files": dict(hashes),
    }


def _tidy(part: Path, folder: Path, unwanted: Collection[str]) -> None:
    """Remove what earlier downloads left; what somebody else has put there is theirs, and stays."""
    for name in unwanted:
        (part / name).unlink(missing_ok=True)
    for half in part.rglob(f"*{HALF}"):
        half.unlink()
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        there = part / path.relative_to(folder)
        name = there.relative_to(part).as_posix()
        if name not in {*unwanted, MANIFEST} and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            path.rename(there)


def _finish(part: Path, folder: Path, record: Path, manifest: Mapping[str, Any]) -> None:
    """Write down what there is, and give it its name in one step."""
    _write(part / MANIFEST, manifest)
    _write(record, manifest)
    old = folder.with_name(folder.name + ".old")
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    shutil.rmtree(old, ignore_errors=True)  # before the name is given: once it is, nobody looks
    part.rename(folder)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _write(path: Path, value: Mapping[str, Any]) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)
