"""What a release names: everything a face is given to; and how somebody hears of more, later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.member import MemberId
from generation.studio.books import Books

RELEASE_VERSION = "1"


def show_release(books: Books, member: MemberId, engines: tuple[str, ...]) -> None:
    """The release is before somebody's eyes: remember everything that it names."""
    wish = books.enrolments.get(member)
    if wish is not None:
        books.enrolments.put(replace(wish, told=engines))


def tell_of(
    books: Books, member: MemberId, engines: tuple[str, ...], *, locale: str, at: datetime
) -> bool:
    """Somebody has read what gets their face now, and agrees. False when they have no cameo."""
    cameo = books.cameos.get(member)
    if cameo is None:
        return False
    books.cameos.put(replace(cameo, told=engines))
    books.ledger.write(
        "release", at=at, actor=member, subject=member,
        data={
            "release": f"{RELEASE_VERSION}/{locale}", "face": cameo.face, "voice": cameo.voice,
            "engines": list(engines),
        },
    )  # fmt: skip
    return True
