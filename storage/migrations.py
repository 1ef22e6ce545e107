"""How the books' tables came to be: steps in order, each taken once. Steps are only ever added.

A step is a function that takes a ``sqlite_utils.Database`` and runs inside its own transaction. The
tables of a chat adapter stand in that adapter's module; the step here calls it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from storage.discord_tables import READERS
from storage.discord_tables import TABLES as DISCORD
from storage.schema import (
    CAMERAS,
    DIALOGS,
    DOORS,
    FAR_JOBS,
    FIRST,
    LATE_CALLS,
    OCCASIONS,
    QUOTED,
    SHIELDS,
    SMALLER,
    STRANGERS,
    VERSIONS,
    VOICES,
)
from storage.telegram_tables import COVERS
from storage.telegram_tables import TABLES as TELEGRAM
from storage.web_tables import TABLES as WEB_ROOM

migrations = Migrations("walkon")


@migrations()
def m001_room(db: Database) -> None:
    """Everything that ``generation.studio.books`` keeps."""
    for statement in FIRST:
        db.execute(statement)


@migrations()
def m002_web_room(db: Database) -> None:
    """What the local room keeps of its people and their talk."""
    for statement in WEB_ROOM:
        db.execute(statement)


@migrations()
def m003_late_calls(db: Database) -> None:
    """Until when a call to a chat may still be carried out."""
    for statement in LATE_CALLS:
        db.execute(statement)


@migrations()
def m004_quoted(db: Database) -> None:
    """Whose message a film is made of."""
    for statement in QUOTED:
        db.execute(statement)


@migrations()
def m005_versions(db: Database) -> None:
    """What makes a film another version of the one it was made from; a comic's page."""
    for statement in VERSIONS:
        db.execute(statement)


@migrations()
def m006_doors(db: Database) -> None:
    """What waits for somebody to open their direct chat, and the links that open it."""
    for statement in DOORS:
        db.execute(statement)


@migrations()
def m007_telegram(db: Database) -> None:
    """What the Telegram adapter keeps."""
    for statement in TELEGRAM:
        db.execute(statement)


@migrations()
def m008_dialogs(db: Database) -> None:
    """Forms that are asked step by step."""
    for statement in DIALOGS:
        db.execute(statement)


@migrations()
def m009_smaller(db: Database) -> None:
    """Cuts that do not fit into their chat."""
    for statement in SMALLER:
        db.execute(statement)


@migrations()
def m010_strangers(db: Database) -> None:
    """Who a film mentions by a handle that the chat cannot tell whose it is."""
    for statement in STRANGERS:
        db.execute(statement)


@migrations()
def m011_shields(db: Database) -> None:
    """Films that are covered, and members whose films are not to be forwarded."""
    for statement in SHIELDS:
        db.execute(statement)


@migrations()
def m012_covers(db: Database) -> None:
    """Which films Telegram shows blurred."""
    for statement in COVERS:
        db.execute(statement)


@migrations()
def m013_occasions(db: Database) -> None:
    """Which event a message answers."""
    for statement in OCCASIONS:
        db.execute(statement)


@migrations()
def m014_discord(db: Database) -> None:
    """What the Discord adapter keeps."""
    for statement in DISCORD:
        db.execute(statement)


@migrations()
def m015_discord_readers(db: Database) -> None:
    """Forget on Discord who alone saw a message, with them."""
    for statement in READERS:
        db.execute(statement)


@migrations()
def m016_cameras(db: Database) -> None:
    """Big cameras: what they make, who has said yes to them, and who was told where faces go."""
    for statement in CAMERAS:
        db.execute(statement)


@migrations()
def m017_voices(db: Database) -> None:
    """Whose lent voices speak in a cut; of those that are there, nobody's is known."""
    for statement in VOICES:
        db.execute(statement)


@migrations()
def m018_far_jobs(db: Database) -> None:
    """What servers elsewhere may still have."""
    for statement in FAR_JOBS:
        db.execute(statement)


def pending(db: Database) -> list[str]:
    """Return the steps that these books have not taken, in order."""
    return [step.name for step in migrations.pending(db)]


def unknown(db: Database) -> list[str]:
    """Return steps that these books have taken and that a later version of the bot must know."""
    empty = Database(memory=True)
    try:
        ours = set(pending(empty))
    finally:
        empty.close()
    return [step.name for step in migrations.applied(db) if step.name not in ours]
