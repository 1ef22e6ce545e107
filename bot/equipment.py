"""What this machine has for films and voices: engines and voices, and what each of them lacks.

Nothing heavy is imported to find out: libraries are looked for, not loaded, and GPUs are seen by a
process of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from bot.settings import Settings
from generation.assets import network_environment
from generation.checkpoints import FOREIGN, HUB, Checkpoint, CheckpointStore, look_at, serving
from generation.devices import LOOK_TIMEOUT_S, Devices, look
from generation.errors import ModelCorrupt, ModelMissing, WalkonError
from generation.libraries import installed, lacking

ENGINES: Final = ("puppet", "ltx", "wan", "remote")
LOCAL: Final = ("ltx", "wan")
"""Engines with weights of their own."""
RETOUCHER: Final = "stills"
VOICES: Final = ("espeak", "pocket", "kokoro", "coqui", "vibevoice")
CPU_VOICES: Final = ("pocket", "kokoro")
"""Natural voices that a CPU will do for, under licences that everybody can accept."""
CAMERAS_BY_MERIT: Final = ("ltx", "remote", "wan")
"""What ``auto`` takes, best first."""
NON_COMMERCIAL: Final = "no"
OF_ANOTHER_KIND: Final = frozenset({"index", "class", "other"})
"""Reasons of errors that tell nothing but that a folder holds something else."""

Kind = Literal["engine", "voice", "stills"]
Details = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that an engine or a voice lacks here.

    Attributes:
        reason: ``gpu``, ``gpu-timeout``, ``memory``, ``library``, ``weights``, ``gated``,
            ``broken``, ``licence`` or ``url``; its sentence is ``lack-<reason>``.
        details: What the sentence names.
        error: Where weights are ``broken``: in what way.
    """

    reason: str
    details: Details = field(default_factory=dict)
    error: WalkonError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An engine, a voice or the retoucher of stills as this machine has it.

    Attributes:
        kind: Which of them.
        name: As in the settings.
        lacks: What stands in its way; empty when it is ready.
        checkpoint: Whose weights it uses, or would use.
        folder: Where they are, once they are here and whole.
    """

    kind: Kind
    name: str
    lacks: tuple[Lack, ...] = ()
    checkpoint: Checkpoint | None = None
    folder: Path | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be used now."""
        return not self.lacks


def open_checkpoints(settings: Settings) -> CheckpointStore:
    """Return the checkpoints of this bot."""
    token = settings.hub_token
    return CheckpointStore(
        settings.data_dir / "models",
        given=settings.models_dir,
        environment=network_environment(),
        url=settings.hub_url,
        token=token.get_secret_value() if token is not None else "",
    )


def devices_here() -> Devices:
    """See which GPUs there are, where torch is installed; a few seconds."""
    return look() if installed("torch") else Devices(problem="no-torch")


def engines(
    settings: Settings, *, devices: Devices, store: CheckpointStore | None = None
) -> tuple[Piece, ...]:
    """Return every engine with what it lacks."""
    store = store or open_checkpoints(settings)
    remote = () if settings.remote_url else (Lack(reason="url"),)
    return (
        Piece(kind="engine", name="puppet"),
        *(_neural("engine", name, settings, devices, store) for name in LOCAL),
        Piece(kind="engine", name="remote", lacks=remote),
    )


def voices(
    settings: Settings, *, devices: Devices, store: CheckpointStore | None = None
) -> tuple[Piece, ...]:
    """Return every voice with what it lacks."""
    store = store or open_checkpoints(settings)
    neural = (name for name in VOICES if name != "espeak")
    return (
        Piece(kind="voice", name="espeak"),
        *(_neural("voice", name, settings, devices, store) for name in neural),
    )


def retoucher(
    settings: Settings, *, devices: Devices, store: CheckpointStore | None = None
) -> Piece:
    """Return the retoucher of stills with what it lacks."""
    return _neural("stills", RETOUCHER, settings, devices, store or open_checkpoints(settings))


def cameras(settings: Settings, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the cameras to use, best first; a named one alone, none where puppets are named."""
    if settings.engine == "puppet":
        return ()
    if settings.engine != "auto":
        return (settings.engine,)
    ready = {piece.name for piece in pieces if piece.ready}
    return tuple(name for name in CAMERAS_BY_MERIT if name in ready)


def named(settings: Settings, piece: Piece) -> bool:
    """Tell whether the settings ask for just this one."""
    if piece.kind == "stills":
        return settings.stills == "retouched"
    return piece.name == (settings.engine if piece.kind == "engine" else settings.voice)


def weights_of(
    settings: Settings, name: str, *, store: CheckpointStore | None = None
) -> tuple[Checkpoint, Path]:
    """Return the weights that an engine, a voice or the retoucher uses: whose they are, and where.

    Raises:
        ModelMissing: They, or a part of them, are not here.
        ModelCorrupt: They are cut off or of another kind.
    """
    store = store or open_checkpoints(settings)
    given = _given(settings, name)
    if given is not None:
        return _fitting(given, name), given
    found = store.found(name)
    if found is not None:
        return found, store.folder(found)
    raise _first_trouble(store, name)


def _given(settings: Settings, name: str) -> Path | None:
    """Return the folder that the operator named for it; with ``auto`` only if it is of its kind."""
    folder, setting = (
        (settings.voice_weights, settings.voice)
        if name in VOICES
        else (settings.weights, settings.engine)
    )
    if name == RETOUCHER:
        return None
    if folder is None or setting == name:
        return folder
    if setting != "auto":
        return None
    try:
        _fitting(folder, name)
    except WalkonError:
        return None
    return folder


def misnamed(settings: Settings) -> Iterator[tuple[str, WalkonError]]:
    """Yield the settings whose folder of weights nothing can use, each with the reason.

    That is for ``auto``, which passes over them; an engine or voice that is named says it itself.
    """
    neural = tuple(name for name in VOICES if serving(name))
    for name, folder, chosen, users in (
        ("WALKON_WEIGHTS", settings.weights, settings.engine, LOCAL),
        ("WALKON_VOICE_WEIGHTS", settings.voice_weights, settings.voice, neural),
    ):
        trouble = _unfit(folder, users) if folder is not None and chosen == "auto" else None
        if trouble is not None:
            yield name, trouble


def _unfit(folder: Path, users: Sequence[str]) -> WalkonError | None:
    """Return why none of these engines or voices can use a folder; None where one can."""
    troubles: list[WalkonError] = []
    for checkpoint in (one for name in users for one in serving(name)):
        try:
            look_at(folder, checkpoint)
        except WalkonError as error:
            troubles += [error] if checkpoint.pipelines else []
        else:
            return None
    damage = (error for error in troubles if error.reason not in OF_ANOTHER_KIND)
    return next(damage, ModelCorrupt("other", folder=str(folder)))


def _fitting(folder: Path, name: str) -> Checkpoint:
    """Return the checkpoint whose like is in a folder.

    Raises:
        ModelMissing: None is whole there.
        ModelCorrupt: None of its kind is there.
    """
    troubles: list[WalkonError] = []
    for checkpoint in serving(name):
        try:
            look_at(folder, checkpoint)
        except WalkonError as error:
            troubles.append(error)
        else:
            return checkpoint
    raise troubles[0]


def _first_trouble(store: CheckpointStore, name: str) -> WalkonError:
    """Return what is wrong with the best that is here and not whole; else that nothing is here."""
    best = serving(name)[0]
    command = FOREIGN if store.given is not None else best.command
    absent = ModelMissing("folder", folder=str(store.folder(best)), command=command)
    for checkpoint in serving(name):
        try:
            store.open(checkpoint)
        except WalkonError as error:
            if error.reason != "folder":
                return error
    return absent


def _neural(
    kind: Kind, name: str, settings: Settings, devices: Devices, store: CheckpointStore
) -> Piece:
    trouble: WalkonError | None = None
    folder: Path | None = None
    try:
        checkpoint, folder = weights_of(settings, name, store=store)
    except WalkonError as error:
        trouble, checkpoint = error, serving(name)[0]
    lacks = (
        *_lacks_machine(checkpoint, devices),
        *_lacks_weights(kind, checkpoint, trouble, settings),
        *_lacks_licence(checkpoint, settings),
    )
    return Piece(kind=kind, name=name, lacks=lacks, checkpoint=checkpoint, folder=folder)


def _lacks_machine(checkpoint: Checkpoint, devices: Devices) -> Iterator[Lack]:
    best, needed = devices.best, checkpoint.vram_min_gb
    if needed and best is None:
        yield _unseen(late=devices.problem == "timeout")
    elif needed and best is not None and best.total_gb < needed:
        yield Lack(reason="memory", details={"has": best.total_gb, "needed": needed})
    missing = lacking(checkpoint.libraries)
    if missing:
        names, extra = ", ".join(missing), checkpoint.extra
        told: Details = {"names": names, "count": len(missing), "extra": extra}
        yield Lack(reason="library", details=told)


def _unseen(*, late: bool) -> Lack:
    if late:
        return Lack(reason="gpu-timeout", details={"limit": round(LOOK_TIMEOUT_S)})
    return Lack(reason="gpu")


def _lacks_weights(
    kind: Kind, checkpoint: Checkpoint, trouble: WalkonError | None, settings: Settings
) -> Iterator[Lack]:
    if trouble is None:
        return
    if trouble.reason == "folder" and _given(settings, checkpoint.serves) is None:
        by_kind = f"walkon assets --{kind} {checkpoint.serves}"
        details: Details = {
            "command": checkpoint.command if kind == "stills" else by_kind,
            "size": checkpoint.size_gb,
            "licence": checkpoint.licence,
        }
        yield Lack(reason="weights", details=details)
        if checkpoint.gated and settings.hub_token is None:
            page = f"{(settings.hub_url or HUB).rstrip('/')}/{checkpoint.repo}"
            yield Lack(reason="gated", details={"page": page})
    else:
        yield Lack(reason="broken", error=trouble)


def _lacks_licence(checkpoint: Checkpoint, settings: Settings) -> Iterator[Lack]:
    if not may_be_used(checkpoint, settings):
        yield Lack(reason="licence", details={"url": checkpoint.licence_url})


def may_be_used(checkpoint: Checkpoint, settings: Settings) -> bool:
    """Tell whether the operator has accepted what has to be accepted of its licence."""
    return checkpoint.commercial != NON_COMMERCIAL or settings.coqui_licence_accepted == "yes"
