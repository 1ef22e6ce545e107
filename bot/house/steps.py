"""Forms where a chat has none: asked in the direct chat, by buttons, plain words and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot import commands
from bot.chat import (
    Answer,
    CloseForm,
    FormSubmit,
    IncomingCommand,
    KeepForm,
    OpenForm,
    Place,
    Silence,
    Toast,
)
from bot.house import asking
from bot.house.entry import Visit
from bot.house.filling import Begun, begin_looking, fill_in
from bot.house.pressing_self import CAPTURE_FORM
from bot.presenter.words import clean
from generation.model.member import ChatId, MemberId
from generation.studio import dialogs, enrolling
from generation.studio.books import Books
from generation.studio.records import Button, Dialog

BY_WORDS = frozenset({"sentence", "persona", "called", "limit_words"})
"""Kinds of forms that ask for a text, under the kind's own name."""
SLASHES = ("/", "／")


def asked(visit: Visit, answer: Answer, *, after: Dialog | None = None) -> Answer:
    """Ask for a form in the direct chat where the chat shows none; other answers stay.

    ``after`` is the dialog that it follows, in the same message.
    """
    if not isinstance(answer, OpenForm) or has_forms(visit):
        return answer
    me = visit.member.id
    chat, thread = _wanted_in(visit, answer)
    slot = dialogs.step_slot(me, visit.house.new_id())
    if after is not None:
        chat, thread, slot = after.chat, after.thread, after.slot
    dialog = Dialog(
        member=me, form=answer.id, kind=answer.kind, slot=slot, chat=chat, thread=thread,
        values=answer.values, at=visit.at,
    )  # fmt: skip
    dialogs.ask(visit.books, dialog)
    if visit.event.place.private:
        return Silence()
    return Toast(text=visit.say("toast-in-private"))


def has_forms(visit: Visit) -> bool:
    """Tell whether the chat of whoever came in shows forms."""
    return visit.house.chat_of(visit.member.id).capabilities().forms


def _wanted_in(visit: Visit, form: OpenForm) -> tuple[ChatId, str | None]:
    """Return where what comes of a form is to happen: other words for a film go where it is."""
    film = visit.books.films.get(form.id.partition(":")[2]) if form.kind == "sentence" else None
    if film is not None:
        return film.chat, film.thread
    return visit.chat, visit.event.place.thread


# ---------------------------------------------------------------- what is answered


def words(visit: Visit, event: IncomingCommand) -> Answer | None:
    """Take plain words for the text that is asked for, and *cancel* for a way out of the dialog.

    None when nothing is asked, or the words are something else: a command, words with a file, an
    answer to another message.
    """
    dialog = dialogs.live(visit.books, visit.member.id, visit.at)
    if dialog is None or not event.place.private or event.media:
        return None
    if isinstance(_order(visit, event), commands.Cancel):
        return _leave(visit, dialog)
    if dialog.kind not in BY_WORDS or not _are_plain(visit, event, dialog):
        return None
    asking.meet_mentioned(visit, event)
    text = asking.sentence_of(replace(event, unknown=()))  # handles are named where the film is
    return _hand_in(visit, dialog, {dialog.kind: text}, said=event)


def _are_plain(visit: Visit, event: IncomingCommand, dialog: Dialog) -> bool:
    """Tell whether words are no command, and answer no other message than the one that asks."""
    order, text = _order(visit, event), event.text.strip()
    if not isinstance(order, commands.MakeFilm) or order.sentence != text:
        return False
    if text.startswith(SLASHES):
        return False
    asks = visit.books.outbox.get(dialog.slot)
    answered = event.reply_to.message if event.reply_to is not None else None
    return answered is None or (asks is not None and asks.message == answered)


def _order(visit: Visit, event: IncomingCommand) -> commands.Command:
    return commands.parse(event.text, visit.house.terms.command)


def awaits_picture(books: Books, member: MemberId, at: datetime) -> bool:
    """Tell whether a member is asked for a picture or a video."""
    dialog = dialogs.live(books, member, at)
    return dialog is not None and dialog.form == CAPTURE_FORM


def press(visit: Visit, button: Button) -> Answer:
    """Do what a button of a dialog says."""
    dialog = dialogs.live(visit.books, visit.member.id, visit.at)
    if dialog is None or dialog.slot != button.slot:
        visit.books.outbox.touch(button.slot)
        return Toast(text=visit.say("toast-expired"))
    return ACTS[button.verb](visit, dialog, button.object)


def _hand_in(
    visit: Visit,
    dialog: Dialog,
    values: Mapping[str, str],
    *,
    said: IncomingCommand | None = None,
) -> Answer:
    """Fill the form in, as if it had been shown where it was wanted."""
    event = visit.event
    form = FormSubmit(
        event_id=event.event_id, sender=event.sender, place=_place(visit, dialog),
        form=dialog.form, values=dict(values), mentions=() if said is None else said.mentions,
        unknown=() if said is None else said.unknown,
    )  # fmt: skip
    before = visit.films_asked
    answer = fill_in(replace(visit, event=form, here=event.place), form)
    match answer:
        case OpenForm():
            return asked(visit, answer, after=dialog)
        case KeepForm(text=text):
            dialogs.turn(visit.books, dialog, dialog.page, at=visit.at)
            return Toast(text=text)
        case CloseForm(text=text):
            dialogs.end(visit.books, visit.member.id)
            if text:
                return Toast(text=text)
            return _rolling(visit, form.place) if visit.films_asked > before else Silence()
        case _:
            return answer


def _rolling(visit: Visit, place: Place) -> Answer:
    """Say where a film appears that was asked for here and is for another chat."""
    if place.private:
        return Silence()
    chat = visit.books.chats.get(place.chat)
    return Toast(text=visit.say("toast-rolling-in", chat=clean(chat.title if chat else "")))


def _place(visit: Visit, dialog: Dialog) -> Place:
    """Return where the form was wanted; here, if whoever answers has left that chat."""
    here = visit.event.place
    if visit.books.chats.membership(dialog.chat, visit.member.id) is None:
        return here
    return replace(here, chat=dialog.chat, thread=dialog.thread, private=False, title="")


# ---------------------------------------------------------------- buttons


def _face(visit: Visit, dialog: Dialog, switch: str) -> Answer:
    return _choose(visit, dialog, f"face:{switch}")


def _voice(visit: Visit, dialog: Dialog, switch: str) -> Answer:
    return _choose(visit, dialog, f"voice:{switch}")


def _choose(visit: Visit, dialog: Dialog, choice: str) -> Answer:
    """Note a choice; a second press of the same changes nothing."""
    name, _, value = choice.partition(":")
    dialogs.turn(visit.books, dialog, "", at=visit.at, **{name: value})
    return Silence()


def _page(visit: Visit, dialog: Dialog, page: str) -> Answer:
    dialogs.turn(visit.books, dialog, page, at=visit.at)
    return Silence()


def _accept(visit: Visit, dialog: Dialog, _object: str) -> Answer:
    """Go on with both switches as they are; whoever presses says that they are of age."""
    return _hand_in(visit, dialog, {**dialog.given, "adult": "1"})


def _confirm(visit: Visit, dialog: Dialog, what: str) -> Answer:
    """Draw what was chosen, or clear a text."""
    if what == "clear":
        return _hand_in(visit, dialog, {dialog.kind: ""})
    wish = visit.books.enrolments.get(visit.member.id)
    if wish is None or not wish.release or wish.kind != "drawn" or not begin_looking(visit):
        dialogs.end(visit.books, visit.member.id)
        return Toast(text=visit.say("toast-expired"))
    event = visit.event
    form = FormSubmit(
        event_id=event.event_id, sender=event.sender, place=event.place, form=dialog.form,
        values=dict(dialog.given),
    )  # fmt: skip
    return Begun(text="", form=form, wish=wish)


def _dismiss(visit: Visit, dialog: Dialog, _object: str) -> Answer:
    return _leave(visit, dialog)


def _leave(visit: Visit, dialog: Dialog) -> Answer:
    """Ask no more. Whoever leaves on the way to a cameo is not waited for with a picture either."""
    books, me = visit.books, visit.member.id
    dialogs.end(books, me)
    wish = books.enrolments.get(me)
    if dialog.kind not in BY_WORDS and wish is not None and wish.state in {"release", "capture"}:
        enrolling.discard(books, me, at=visit.at)
    return Toast(text=visit.say("toast-left"))


ACTS: dict[str, Callable[[Visit, Dialog, str], Answer]] = {
    "face_on": _face,
    "voice_on": _voice,
    "accept_release": _accept,
    "look": _choose,
    "page": _page,
    "confirm": _confirm,
    "dismiss": _dismiss,
}
