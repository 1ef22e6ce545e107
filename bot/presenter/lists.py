"""Lists: films with me, receipts, what was remixed most. Nine lines a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.chat import Button, OutgoingText, Rows
from bot.commands import PERIODS, Period
from bot.presenter.scene import Scene, is_screen_test, note, rows_of, title_of
from generation.model.film import Film
from generation.model.member import ChatId, MemberId

T = TypeVar("T")

PAGE = 9  # three rows of three numbers
SINCE: dict[Period, timedelta | None] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "all": None,
}


def _page(object_: str, items: Sequence[T]) -> tuple[MemberId, int, Sequence[T]]:
    """Read ``member`` or ``member|page``: who, where the page starts, and what is on it."""
    member, _, page = object_.partition("|")
    start = PAGE * int(page) if page.isdecimal() and page.isascii() else 0
    if start >= len(items):
        start = 0
    return MemberId(member), start, items[start : start + PAGE]


def _pager(scene: Scene, member: MemberId, start: int, total: int) -> Sequence[Button]:
    """Return the way to the next page, or back to the first; none when there is one only."""
    if total <= PAGE:
        return ()
    if start + PAGE < total:
        label, page = scene.say("button-next"), start // PAGE + 1
    else:
        label, page = scene.say("button-first"), 0
    return (scene.button(label, "page", f"{member}|{page}", allowed=member),)


def _numbered(scene: Scene, films: Sequence[Film], start: int) -> Rows:
    """Return one button for each film: its number in the list opens its card."""
    buttons = [
        scene.button(str(start + index), "more", film.id, about=title_of(film))
        for index, film in enumerate(films, start=1)
    ]
    return tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))


def _nothing_yet(line: str, way_on: Button, others: Rows = ()) -> OutgoingText:
    """Return a list with nothing in it: a line, and the one thing to do about it."""
    return OutgoingText(text=line, rows=((way_on,), *others), style="empty")


def _make_one(scene: Scene) -> Button:
    return scene.button(scene.say("button-make-one"), "open", "panel", tone="main")


# ---------------------------------------------------------------- films with me


def present_with_me(scene: Scene, object_: str) -> OutgoingText:
    """List every film with a part of theirs, by anybody, failed and never posted ones too."""
    with_part = scene.books.films.with_member(MemberId(object_.partition("|")[0]))
    films = [film for film in with_part if not is_screen_test(film)]
    if not films:
        return _nothing_yet(scene.say("with-me-empty"), _make_one(scene))
    member, start, shown = _page(object_, films)
    lines = [
        scene.say(
            "with-me-line",
            number=start + index,
            title=title_of(film),
            asker=scene.person(film.requester),
            date=scene.day(film.made_at),
            state=_state(scene, film, member),
        )
        for index, film in enumerate(shown, start=1)
    ]
    rows = (
        *_numbered(scene, shown, start),
        *rows_of(*_pager(scene, member, start, len(films))),
    )
    return note(scene.say("with-me-title"), *lines, rows=rows)


def _state(scene: Scene, film: Film, member: MemberId) -> str:
    if film.hidden or film.state == "removed":
        return "removed"
    if film.state == "failed":
        return "failed"
    if film.state == "making" and not scene.books.clips.of(film.id):
        return "making"
    parts = scene.books.films.parts(film.id)
    agreed = any(part.member == member and part.state == "agreed" for part in parts)
    return "face" if agreed else "stand_in"


# ---------------------------------------------------------------- receipts


def present_receipts(scene: Scene, object_: str) -> OutgoingText:
    """Say what somebody agreed to and what was done, newest first."""
    rows = scene.books.ledger.receipts(MemberId(object_.partition("|")[0]))[::-1]
    if not rows:
        how = scene.button(scene.say("button-how-it-works"), "open", "privacy", tone="main")
        return _nothing_yet(scene.say("receipts-empty"), how)
    member, start, shown = _page(object_, rows)
    lines = [_receipt(scene, row) for row in shown]
    return note(
        scene.say("receipts-title"),
        *lines,
        rows=rows_of(*_pager(scene, member, start, len(rows))),
    )


def _receipt(scene: Scene, row: Mapping[str, object]) -> str:
    kind = str(row["kind"]).replace("_", "-")
    if kind == "left" and row["actor"] is None:
        kind = "parted"
    at = row["at"]
    assert isinstance(at, datetime)  # noqa: S101  what the ledger promises
    return scene.say(
        f"receipt-{kind}", date=scene.moment(at), what=_what(scene, str(row["object"]))
    )


def _what(scene: Scene, object_: str) -> str:
    """Name what a receipt is about: a film, a permission, a chat."""
    film = scene.books.films.get(object_.partition(":")[0])
    if film is not None:
        return title_of(film)
    grant = scene.books.grants.get(object_)
    if grant is not None and grant.chat is not None:
        return scene.chat(grant.chat)
    chat = scene.books.chats.get(ChatId(object_))
    return "—" if chat is None else scene.chat(chat.id)


# ---------------------------------------------------------------- remixed most


def present_top(scene: Scene, object_: str) -> OutgoingText:
    """List the films of a chat by remixes and likes, for a day, a week, a month, or ever."""
    chat, _, wanted = object_.partition("|")
    period: Period = next((period for period in PERIODS if period == wanted), "week")
    span = SINCE[period]
    since = None if span is None else scene.desk.at - span
    found = [
        (film, score)
        for film_id, score in scene.books.reactions.top(ChatId(chat), since, PAGE)
        if (film := scene.books.films.get(film_id)) is not None
        and film.state == "shown"
        and not film.hidden
    ]
    lines = [
        scene.say(
            "top-line",
            number=index,
            title=title_of(film),
            asker=scene.person(film.requester),
            score=score,
        )
        for index, (film, score) in enumerate(found, start=1)
    ]
    others = rows_of(
        *(
            scene.button(scene.say(f"button-{other}"), "page", f"{chat}|{other}")
            for other in PERIODS
            if other != period
        )
    )
    if not lines:
        return _nothing_yet(scene.say("top-empty", period=period), _make_one(scene), others)
    return note(scene.say("top-title", period=period), *lines, rows=others)
