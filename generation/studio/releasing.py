"""What a release names: everything a face is given to; and how somebody hears of more, later.

``Cameo.told`` keeps it: names of engines here, and hosts of servers elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.records import Slot

RELEASE_VERSION = "1"


def show_release(books: Books, member: MemberId, engines: tuple[str, ...]) -> None:
    """The release is before somebody's eyes: remember everything that it names."""
    wish = books.enrolments.get(member)
    if wish is not None:
        books.enrolments.put(replace(wish, told=engines))


def told_slot(member: MemberId, what: str) -> Slot:
    """The question about a host, or engines, that somebody has not read of."""
    return f"told:{member}:{what}"


def knows(books: Books, member: MemberId | None, name: str) -> bool:
    """Tell whether somebody has read that their face is given to an engine, or to a host."""
    cameo = books.cameos.get(member) if member is not None else None
    return cameo is not None and name in cameo.told


def tell_of(
    books: Books, member: MemberId, engines: tuple[str, ...], *, locale: str, at: datetime
) -> bool:
    """Somebody has read what else gets their face, and agrees. False when they have no cameo."""
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    books.cameos.put(replace(cameo, told=tuple(dict.fromkeys((*cameo.told, *engines)))))
    books.ledger.write(
        "release", at=at, actor=member, subject=member,
        data={
            "release": f"{RELEASE_VERSION}/{locale}", "face": cameo.face, "voice": cameo.voice,
            "engines": list(engines),
        },
    )  # fmt: skip
    return True
