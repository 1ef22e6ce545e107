"""``walkon restore``: brings a backup back; what has been erased since stays erased."""

from __future__ import annotations

import argparse
from pathlib import Path

from ulid import ULID

from bot.bootstrap import utc_now
from bot.console import Console
from bot.settings import Settings
from generation.model.member import MemberId
from generation.studio.books import Books


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the folder."""
    parser.add_argument("folder", type=Path, help="help-restore-folder")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Check the backup, put it in place, and say what came back."""
    from storage.folder import DataFolder
    from storage.restore import restore

    restored = restore(
        DataFolder(settings.data_dir),
        given.folder,
        keys=None if settings.keys is None else settings.keys.get_secret_value(),
        mirror=settings.keys_mirror_dir,
        clock=utc_now,
        forget=_forget,
    )
    values = {
        "folder": str(restored.backup.folder),
        "made": restored.backup.made_at.isoformat(timespec="minutes"),
        "rows": restored.backup.rows,
        "aside": None if restored.aside is None else str(restored.aside),
        "erased": restored.erased,
        "unreadable": restored.unreadable,
    }
    console.result("restored", values)
    if restored.aside is not None:
        console.say("restored-aside", folder=str(restored.aside))
    return 0


def _forget(books: Books, member: MemberId) -> None:
    """Erase somebody again, as they have asked before."""
    from generation.studio import enrolling

    at = utc_now()
    owners, _ = enrolling.forget(books, member, at=at, new_id=lambda: str(ULID()).lower())
    for owner in owners:
        books.erasures.put(owner, at)
