"""Where checkpoints lie: in the cache of this bot, or in an operator's folder that is only read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from generation.checkpoints.examining import examine
from generation.checkpoints.fetching import Heard, fetch, unheeded
from generation.checkpoints.presets import FOLDER, Checkpoint, mending, serving
from generation.errors import ModelCorrupt, ModelMissing, NotPermitted, WalkonError
from generation.files import own_errors

MAGIC = "*?["

MANIFEST = "walkon.json"  # as generation.hub writes it: the sha256 of every file that was fetched

CheckpointState = Literal["present", "missing", "broken"]


class CheckpointStore:
    """The checkpoints of one bot.

    Attributes:
        root: The cache; it has a folder for each.
        given: An operator's own folder in place of it, which is never written to.
    """

    def __init__(
        self,
        root: Path,
        *,
        given: Path | None = None,
        environment: Mapping[str, str] | None = None,
        url: str = "",
        token: str = "",
    ) -> None:
        """Keep checkpoints under ``root``; fetch with ``environment``, from ``url``."""
        self.root = root / FOLDER
        self.given = given
        self._environment = dict(environment or {})
        self._url = url
        self._token = token

    def folder(self, checkpoint: Checkpoint) -> Path:
        """Return where a checkpoint is, or would be."""
        if self.given is not None:
            return self.given / FOLDER / checkpoint.id
        return self.root / checkpoint.folder_name

    def state(self, checkpoint: Checkpoint) -> CheckpointState:
        """Tell whether it is there and whole, without hashing."""
        trouble = self.trouble(checkpoint)
        if trouble is None:
            return "present"
        return "missing" if trouble.reason == "folder" else "broken"

    def trouble(self, checkpoint: Checkpoint, *, verify: bool = False) -> WalkonError | None:
        """Return what ``open`` would raise; None where it is there and whole."""
        try:
            self.open(checkpoint, verify=verify)
        except (ModelMissing, ModelCorrupt, NotPermitted) as error:
            return error
        return None

    def found(self, name: str) -> Checkpoint | None:
        """Return the best checkpoint for an engine or voice that is here and whole."""
        return next((one for one in serving(name) if self.state(one) == "present"), None)

    def open(self, checkpoint: Checkpoint, *, verify: bool = False) -> Path:
        """Return its folder, looked at; with ``verify`` every byte is hashed, which takes minutes.

        Raises:
            ModelMissing: It, or a part of it, is not there.
            ModelCorrupt: It is cut off, of another kind, or (``altered``) not what was fetched.
            NotPermitted: It may not be read.
        """
        folder = self.folder(checkpoint)
        look_at(folder, checkpoint)
        if verify:
            with own_errors(folder):
                _compare(folder)
        return folder

    def fetch(
        self, checkpoint: Checkpoint, heard: Heard = unheeded, *, verify: bool = False
    ) -> Path:
        """Fetch what is missing of a checkpoint, and return its folder.

        Args:
            checkpoint: Which.
            heard: Is told how far it is.
            verify: Hash what is here, and fetch anew what has changed since it came.

        Raises:
            ModelMissing: Also ``not-given``, where an operator's folder lacks it.
            WalkonError: As ``fetching.fetch`` and ``open`` raise.
        """
        folder = self.folder(checkpoint)
        trouble = self.trouble(checkpoint, verify=verify)
        if trouble is None:
            return folder
        if self.given is not None and trouble.reason == "folder":
            raise ModelMissing("not-given", file=checkpoint.id, folder=str(self.given / FOLDER))
        if self.given is not None:
            raise trouble
        fetch(
            checkpoint,
            folder,
            environment=self._environment,
            url=self._url,
            token=self._token,
            heard=heard,
        )
        return self.open(checkpoint)


def look_at(folder: Path, checkpoint: Checkpoint) -> None:
    """Look at a folder, wherever it is, for what a checkpoint has to have.

    Raises:
        ModelMissing: It, or a part of it, is not there.
        ModelCorrupt: It is cut off or of another kind.
        NotPermitted: It may not be read.
    """
    needed = {name.partition("/")[0] for name in checkpoint.files if "/" in name}
    examine(folder, *checkpoint.pipelines, optional=checkpoint.optional, needed=needed)
    parts = [("", name) for name in checkpoint.files]
    parts += [(one.into, name) for one in checkpoint.also for name in one.files]
    for into, name in parts:
        named = not set(name) & set(MAGIC) and name not in checkpoint.optional
        with own_errors(folder):
            if named and not (folder / into / name).is_file():
                raise ModelMissing("shard", folder=str(folder), file=name, command=mending(folder))


def _compare(folder: Path) -> None:
    """Hash every file that was fetched; of a folder of somebody else's nothing is known."""
    path = folder / MANIFEST
    if not path.is_file():
        return
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
    except (ValueError, LookupError, TypeError) as error:
        raise ModelCorrupt(
            "json", folder=str(folder), file=MANIFEST, command=mending(folder)
        ) from error
    for name, sha256 in sorted(files.items()):
        if not (folder / name).is_file():
            raise ModelMissing("shard", folder=str(folder), file=name, command=mending(folder))
        with (folder / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise ModelCorrupt(
                    "altered", file=name, folder=str(folder), command=mending(folder)
                )
