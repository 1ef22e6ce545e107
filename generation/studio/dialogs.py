"""Forms that are asked step by step in a direct chat: one at a time, for half an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.records import Dialog, Slot
from generation.studio.slots import tell

IDLE = timedelta(minutes=30)
STEP = "step"


def step_slot(member: MemberId, dialog: str) -> Slot:
    """The message that asks: a new one for each dialog, so that it is the last in the chat."""
    return f"{STEP}:{member}:{dialog}"


def is_step(slot: Slot) -> bool:
    """Tell whether a message asks for a form."""
    return slot.startswith(f"{STEP}:")


def live(books: Books, member: MemberId, at: datetime) -> Dialog | None:
    """Return what the member is asked now, or None."""
    dialog = books.dialogs.get(member)
    return None if dialog is None or dialog.at + IDLE <= at else dialog


def ask(books: Books, dialog: Dialog) -> None:
    """Ask, in place of whatever the member was asked before."""
    old = books.dialogs.get(dialog.member)
    books.dialogs.put(dialog)
    if old is not None and old.slot != dialog.slot:
        books.outbox.touch(old.slot)
    tell(books, dialog.member, STEP, str(dialog.member), slot=dialog.slot)


def turn(books: Books, dialog: Dialog, page: str, *, at: datetime, **given: str) -> None:
    """Show another page of it, with what was chosen on this one."""
    chosen = {**dialog.given, **given}
    books.dialogs.put(replace(dialog, page=page, given=chosen, at=at))
    books.outbox.touch(dialog.slot)


def end(books: Books, member: MemberId) -> None:
    """Ask no more; the message goes."""
    dialog = books.dialogs.get(member)
    if dialog is not None:
        books.dialogs.remove(member)
        books.outbox.touch(dialog.slot)


def end_idle(books: Books, at: datetime) -> None:
    """Ask nobody any more who has said nothing for half an hour."""
    for dialog in books.dialogs.before(at - IDLE):
        end(books, dialog.member)
