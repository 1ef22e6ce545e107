"""Has a process of its own fetch a checkpoint, and says in our own errors how that went."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from generation.checkpoints.presets import GB, Checkpoint
from generation.errors import (
    DiskFull,
    ModelCorrupt,
    ModelMissing,
    NotPermitted,
    ToolMissing,
    WalkonError,
)

HUB = "https://huggingface.co"
HUB_HOME = ".hub"  # what the hub's client keeps for itself, beside the checkpoints
READ_TIMEOUT_S = 30  # without a byte, before it is tried again

Heard = Callable[[int, int], None]
"""Takes how many bytes are here, and how many there are in all."""


def unheeded(done: int, total: int) -> None:
    """Be told of a download and do nothing with it."""
    del done, total


def fetch(
    checkpoint: Checkpoint,
    folder: Path,
    *,
    environment: Mapping[str, str],
    url: str = "",
    token: str = "",
    heard: Heard = unheeded,
) -> None:
    """Fetch a checkpoint into ``folder``, which is there only once all of it is. Blocking.

    What an earlier try has left is gone on from. Nothing but ``environment`` and what the hub's
    client is to know reaches the process, and the token reaches no other.

    Raises:
        ModelMissing: ``no-hub``, ``hub-busy``, ``unknown-repo``, ``unknown-revision``, ``gated``,
            ``token``, ``interrupted`` or ``fetching``.
        ModelCorrupt: ``hash`` or ``changed``: what came is not what the hub or the first download
            says.
        DiskFull: ``checkpoint``: there is no room, or not any more.
        NotPermitted: ``write``: the folder may not be written.
        ToolMissing: ``hub``: the hub's client is not installed.
    """
    if importlib.util.find_spec("huggingface_hub") is None:
        raise ToolMissing("hub")
    last = _run(_request(checkpoint, folder), _told(environment, folder, url, token), heard)
    if last.get("kind") == "end":
        return
    raise _error(last, checkpoint, folder, url)


def _request(checkpoint: Checkpoint, folder: Path) -> Mapping[str, Any]:
    main = {
        "repo": checkpoint.repo,
        "revision": checkpoint.revision,
        "files": checkpoint.files,
        "into": "",
    }
    others = [
        {"repo": one.repo, "revision": one.revision, "files": one.files, "into": one.into}
        for one in checkpoint.also
    ]
    record = folder.with_name(folder.name + ".json")
    return {"folder": str(folder), "record": str(record), "sources": [main, *others]}


def _told(environment: Mapping[str, str], folder: Path, url: str, token: str) -> Mapping[str, str]:
    """Return the environment of the process: the hub's client is told everything through it."""
    told = {
        "HF_HOME": str(folder.parent / HUB_HOME),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1",  # keeps no half of a file
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
        "HF_HUB_DOWNLOAD_TIMEOUT": str(READ_TIMEOUT_S),
        **({"HF_ENDPOINT": url.rstrip("/")} if url else {}),
        **({"HF_TOKEN": token} if token else {}),
    }
    return {**environment, **told}


def _run(
    request: Mapping[str, Any], environment: Mapping[str, str], heard: Heard
) -> Mapping[str, Any]:
    """Run the process to its end; return its last word, or nothing where it had none."""
    command = [sys.executable, "-m", "generation.hub"]
    with subprocess.Popen(  # noqa: S603  the arguments are ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    ) as child:
        try:
            return _heard(child, request, heard)
        finally:
            child.kill()  # it has said its last word, or this one was interrupted


def _heard(
    child: subprocess.Popen[str], request: Mapping[str, Any], heard: Heard
) -> Mapping[str, Any]:
    total = 0
    with suppress(BrokenPipeError), cast("IO[str]", child.stdin) as asking:
        asking.write(json.dumps(request))
    for line in cast("IO[str]", child.stdout):
        news = json.loads(line)
        match news["kind"]:
            case "plan":
                total = news["bytes"]
                heard(news["have"], total)
            case "progress":
                heard(news["done"], total)
            case _:
                return dict(news)
    return {}


def _error(last: Mapping[str, Any], checkpoint: Checkpoint, folder: Path, url: str) -> WalkonError:
    """Say in our own words what the last word of the process means."""
    reason = str(last.get("reason", ""))
    match reason:
        case "hash":
            return ModelCorrupt(
                "hash", file=str(last["file"]), folder=str(folder), command=checkpoint.command
            )
        case "changed":
            return ModelCorrupt("changed", file=str(last["file"]), folder=str(folder))
        case "disk":
            needed, free = (round(last[key] / GB, 1) for key in ("needed", "free"))
            return DiskFull("checkpoint", folder=str(folder.parent), needed_gb=needed, free_gb=free)
        case "disk-while":
            return DiskFull("assets", folder=str(folder.parent))
        case "permission":
            return NotPermitted("write", path=str(folder.parent))
        case _:
            return _refused(reason, last, checkpoint, (url or HUB).rstrip("/"))


def _refused(reason: str, last: Mapping[str, Any], checkpoint: Checkpoint, hub: str) -> WalkonError:
    """Say what came of asking the hub."""
    repo = str(last.get("repo", checkpoint.repo))  # of several, the one that was asked
    match reason:
        case "gated":
            return ModelMissing("gated", repo=repo, page=f"{hub}/{repo}")
        case "repo":
            return ModelMissing("unknown-repo", repo=repo, hub=hub)
        case "revision":
            return ModelMissing("unknown-revision", repo=repo, revision=str(last["revision"]))
        case "token":
            return ModelMissing("token", hub=hub)
        case "hub":
            return ModelMissing("hub-busy", hub=hub, status=int(last["status"]))
        case "no-network":
            return ModelMissing("no-hub", hub=hub)
        case "busy":
            return ModelMissing("fetching", repo=repo)
        case _:
            return ModelMissing("interrupted", repo=repo, command=checkpoint.command)
