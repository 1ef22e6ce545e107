"""Engines and voices in words: what is ready or lacking, what it gives, whose weights it uses."""

from __future__ import annotations

from collections.abc import Mapping

from bot.equipment import Lack, Piece
from bot.i18n import say
from generation.checkpoints import Checkpoint

SEPARATORS = {"en": "; ", "zh-Hans": "；", "zh-Hant": "；"}


def told(piece: Piece, locale: str, *, named: bool = True) -> str:
    """Say of an engine or voice that it is ready, or what it lacks, and what it gives.

    A voice that is not ``named`` in the settings does not speak: that is said too.
    """
    gives = say(f"gives-{piece.name}", locale)
    if piece.lacks:
        lacks = SEPARATORS[locale].join(_lack(lack, locale) for lack in piece.lacks)
        return say("doctor-lacks", locale, {"lacks": lacks, "gives": gives})
    if piece.checkpoint is not None and piece.folder is not None:
        values = {"repo": piece.checkpoint.repo, "folder": str(piece.folder), "gives": gives}
        if piece.kind == "voice" and not named:
            values["voice"] = piece.name
            return say("doctor-ready-unnamed", locale, values)
        return say("doctor-ready-with", locale, values)
    return say("doctor-ready", locale, {"gives": gives})


def _lack(lack: Lack, locale: str) -> str:
    details = dict(lack.details)
    if lack.error is not None:
        why = say(lack.error.message, locale, lack.error.details)
        details["why"] = why.rstrip(".。")
    return say(f"lack-{lack.reason}", locale, details)


def terms(checkpoint: Checkpoint) -> tuple[str, Mapping[str, str]]:
    """Return the sentence that tells whose weights these are, for what and where: id and values.

    It is said before they are downloaded, and where they are used first.
    """
    values = {
        "id": checkpoint.id,
        "repo": checkpoint.repo,
        "licence": checkpoint.licence,
        "url": checkpoint.licence_url,
        "territory": checkpoint.territory,
        "conditions": checkpoint.conditions,
    }
    return f"terms-{checkpoint.commercial}", values


def terms_told(checkpoint: Checkpoint, locale: str) -> str:
    """Say whose weights these are, for what and where."""
    _, values = terms(checkpoint)
    return say(f"terms-{checkpoint.commercial}", locale, values)
