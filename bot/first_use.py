"""Whose model is used here for the first time, for what it may be used, and where: said once."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bot.bootstrap import Workshop
from bot.console import Console
from bot.equipment import weights_of
from bot.equipment_told import terms
from generation.checkpoints import Checkpoint, serving
from generation.errors import MachineError

TOLD = "told"  # a file in the folder of models: ids of those whose terms were said


def tell_terms(shop: Workshop, console: Console, *engines: str) -> None:
    """Say the terms of what these engines, the retoucher and the voice use, if never said before.

    Raises:
        NotPermitted: The data folder may not be written.
    """
    page = shop.folder.models / TOLD
    known = page.read_text(encoding="utf-8").split() if page.is_file() else []
    new = {one.id: one for one in _used(shop, engines) if one.id not in known}
    for checkpoint in new.values():
        sentence, values = terms(checkpoint)
        console.say(sentence, **values)
    if new:
        part = page.with_suffix(".part")
        part.write_text("\n".join([*known, *new]) + "\n", encoding="utf-8")
        os.replace(part, page)  # noqa: PTH105 - whole or not at all


def _used(shop: Workshop, engines: tuple[str, ...]) -> Iterator[Checkpoint]:
    given = shop.settings
    retoucher = ["stills"] if given.stills == "retouched" else []
    for name in (*engines, *retoucher, given.voice):
        if serving(name):
            try:
                yield weights_of(given, name, store=shop.checkpoints)[0]
            except MachineError:  # said where it is used
                continue
