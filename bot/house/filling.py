"""What a form that was filled in comes to, inside its transaction; on a page or step by step."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat import Answer, CloseForm, FormSubmit, KeepForm, Toast
from bot.house import about_me, asking, beside, pressing_self
from bot.house.entry import Visit
from bot.house.strangers import strangers_of
from generation.studio import claiming, dialogs, enrolling
from generation.studio.records import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Toast):
    """A picture of somebody is to be looked at, or drawn, once this is on disk.

    Attributes:
        form: What they gave.
        wish: What it is for.
    """

    form: FormSubmit
    wish: Enrolment


def fill_in(visit: Visit, event: FormSubmit) -> Answer:
    """Take in a form without a file."""
    kind, _, object_ = event.form.partition(":")
    match kind:
        case pressing_self.RELEASE_FORM:
            return _release(visit, event)
        case "sentence":
            return _sentence(visit, event, object_)
        case _ if kind in about_me.FORMS:
            return about_me.keep_form(visit, event)
        case _:
            return CloseForm(text=visit.say("toast-expired"))


def begin_looking(visit: Visit) -> bool:
    """Begin to look at what a member gave for their face, unless that is being done."""
    me = visit.member.id
    if not enrolling.checking(visit.books, me, at=visit.at):
        return False
    dialog = visit.books.dialogs.get(me)
    if dialog is not None and dialog.form == pressing_self.CAPTURE_FORM:
        dialogs.end(visit.books, me)
    return True


def _release(visit: Visit, event: FormSubmit) -> Answer:
    values = event.values
    if visit.books.enrolments.get(visit.member.id) is None:
        return CloseForm(text=visit.say("toast-expired"))
    wish = enrolling.release(
        visit.books, visit.member, face=values.get("face") == "1", voice=values.get("voice") == "1",
        adult=values.get("adult") == "1", locale=visit.member.locale, at=visit.at,
    )  # fmt: skip
    if wish is not None:
        return pressing_self.next_form(visit, wish)
    if values.get("adult") == "1":
        return KeepForm(text=visit.say("toast-face-needed"))
    return KeepForm(text=visit.say("toast-release-needed"))


def _sentence(visit: Visit, event: FormSubmit, film_id: str) -> Answer:
    film = visit.books.films.get(film_id)
    words = event.values.get("sentence", "").strip()
    if not words:
        return KeepForm(text=visit.say("toast-no-words"))
    asking.meet_mentioned(visit, event)
    strangers = strangers_of(visit, event)
    text, people = beside.named_in(words, event.mentions, event.sender)
    sentence = asking.in_names(claiming.with_names(text, event.unknown, strangers), people)
    answer = asking.make_film(
        visit, sentence, asking.named(people), remix_of=film, strangers=strangers
    )
    return CloseForm(text=answer.text if isinstance(answer, Toast) else "")
