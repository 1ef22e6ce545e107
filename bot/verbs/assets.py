"""``walkon assets``: fetch and verify the model files, and weights of models that are asked for."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from typing import Any

from bot.bootstrap import FACE_MODELS, workshop
from bot.console import EXIT_INTERRUPTED, Console
from bot.equipment import CPU_VOICES, VOICES, may_be_used, open_checkpoints
from bot.equipment_told import terms
from bot.i18n import say
from bot.settings import Settings
from generation.checkpoints import Checkpoint, CheckpointStore, checkpoints, serving
from generation.errors import LicenceRefused, WalkonError

NEURAL_VOICES = tuple(name for name in VOICES if serving(name))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which weights may be asked for."""
    known = tuple(one.id for one in checkpoints())
    parser.add_argument("--voices", action="store_true", help="help-assets-voices")
    parser.add_argument("--engine", choices=("ltx", "wan"), help="help-assets-engine")
    parser.add_argument("--voice", choices=NEURAL_VOICES, help="help-assets-voice")
    parser.add_argument("--checkpoint", choices=known, metavar="ID", help="help-assets-checkpoint")
    parser.add_argument("--verify", action="store_true", help="help-assets-verify")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Make every file present, or say in one sentence why it is not."""
    wanted = tuple(dict.fromkeys(_wanted(given)))
    for checkpoint in wanted:
        check_licence(checkpoint, settings)
    with workshop(settings, console.fetching) as shop:
        store = shop.assets
        store.ensure(FACE_MODELS)
        fonts = shop.lettering.fonts
        values: dict[str, Any] = {
            "models": len(FACE_MODELS),
            "folder": str(settings.models_dir or store.cache),
            "font": fonts[0].name,
            "files": {name: str(store.path(name)) for name in FACE_MODELS},
        }
    weights = open_checkpoints(settings)
    verify: bool = given.verify
    if not all(_fetched(checkpoint, weights, console, verify=verify) for checkpoint in wanted):
        return EXIT_INTERRUPTED
    here = list(wanted)
    if verify:
        here += _verified(weights, but=wanted)
    if not here:
        console.result("assets-ready", values)
        return 0
    told = [_described(checkpoint, weights) for checkpoint in here]
    lines = [_line(checkpoint, weights, settings) for checkpoint in here]
    values |= {"checkpoints": told, "list": "\n".join(lines)}
    console.result("assets-with", values)
    return 0


def check_licence(checkpoint: Checkpoint, settings: Settings) -> None:
    """Go on only with what the operator may use.

    Raises:
        LicenceRefused: ``coqui``: it is for non-commercial use, and nobody has accepted that.
    """
    if not may_be_used(checkpoint, settings):
        raise LicenceRefused("coqui", url=checkpoint.licence_url)


def _wanted(given: argparse.Namespace) -> Iterator[Checkpoint]:
    """Yield the best checkpoint for each thing that is asked for, and the one that is named."""
    names = [*(CPU_VOICES if given.voices else ()), given.engine, given.voice]
    yield from (serving(name)[0] for name in names if name is not None)
    yield from (one for one in checkpoints() if one.id == given.checkpoint)


def _fetched(
    checkpoint: Checkpoint, store: CheckpointStore, console: Console, *, verify: bool
) -> bool:
    """Fetch one, having told whose it is and how large; nothing is told of what is here.

    With ``verify`` what has changed since it was fetched is fetched anew. Returns False where
    somebody interrupts it: what is here by then is kept.
    """
    trouble = store.trouble(checkpoint, verify=verify)
    if trouble is None:
        return True
    _tell(checkpoint, trouble, store, console)
    try:
        with console.progress() as report:
            store.fetch(
                checkpoint,
                lambda done, all_: report("fetching", done / max(1, all_)),
                verify=verify,
            )
    except KeyboardInterrupt:
        command = checkpoint.command
        console.say("error-model-missing-interrupted", repo=checkpoint.repo, command=command)
        return False
    return True


def _tell(
    checkpoint: Checkpoint, trouble: WalkonError, store: CheckpointStore, console: Console
) -> None:
    """Say whose the weights are and how large; or, of weights that are here, what comes anew."""
    folder = str(store.folder(checkpoint))
    if trouble.reason == "altered":
        console.say("assets-altered", file=str(trouble.details["file"]), folder=folder)
        return
    message, values = terms(checkpoint)
    console.say(message, **values)
    size = checkpoint.size_gb
    console.say("assets-download", repo=checkpoint.repo, size=size, folder=folder)


def _verified(store: CheckpointStore, *, but: Collection[Checkpoint]) -> Iterator[Checkpoint]:
    """Yield every other checkpoint that is here, each byte of it as it was fetched."""
    for checkpoint in checkpoints():
        if checkpoint not in but and store.state(checkpoint) != "missing":
            store.open(checkpoint, verify=True)
            yield checkpoint


def _line(checkpoint: Checkpoint, store: CheckpointStore, settings: Settings) -> str:
    """Say where weights are; of a voice that the settings do not name, how it comes to speak."""
    values = {"id": checkpoint.id, "folder": str(store.folder(checkpoint))}
    if checkpoint.serves in NEURAL_VOICES and checkpoint.serves != settings.voice:
        values["voice"] = checkpoint.serves
        return say("assets-checkpoint-unnamed", settings.locale, values)
    return say("assets-checkpoint", settings.locale, values)


def _described(checkpoint: Checkpoint, store: CheckpointStore) -> dict[str, str | int]:
    return {
        "id": checkpoint.id,
        "folder": str(store.folder(checkpoint)),
        "repo": checkpoint.repo,
        "bytes": checkpoint.size,
        "licence": checkpoint.licence,
        "licence_url": checkpoint.licence_url,
        "commercial": checkpoint.commercial,
        "territory": checkpoint.territory,
    }
