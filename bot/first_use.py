"""Whose model is used here for the first time, for what it may be used, and where: said once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.bootstrap import Workshop
from bot.console import Console
from bot.equipment import weights_of
from bot.equipment_told import terms
from generation.checkpoints import Checkpoint, serving
from generation.errors import MachineError
from generation.files import write_text

TOLD = "told"  # a file in the folder of models: ids of those whose terms were said


def tell_terms(shop: Workshop, console: Console, *engines: str) -> None:
    """Say the terms of what these engines, the retoucher and the voice use, if never said before.

    Where it cannot be kept that they were said, they are said again.

    Raises:
        NotPermitted: There is no folder of models, and none can be made.
    """
    page = shop.folder.models / TOLD
    known = _told(page)
    new = {one.id: one for one in _used(shop, engines) if one.id not in known}
    for checkpoint in new.values():
        sentence, values = terms(checkpoint)
        console.say(sentence, **values)
    if new:
        with suppress(MachineError):
            write_text("\n".join([*known, *new]) + "\n", page)


def _told(page: Path) -> list[str]:
    try:
        return page.read_text(encoding="utf-8").split()
    except (OSError, ValueError):  # not there, shut, or no text
        return []


def _used(shop: Workshop, engines: tuple[str, ...]) -> Iterator[Checkpoint]:
    given = shop.settings
    retoucher = ["stills"] if given.stills == "retouched" else []
    for name in (*engines, *retoucher, given.voice):
        if serving(name):
            try:
                yield weights_of(given, name, store=shop.checkpoints)[0]
            except MachineError:  # said where it is used
                continue
