"""What one says of oneself: the persona card, a name to go by, topics to be kept out of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Answer, CloseForm, FormSubmit, KeepForm, OpenForm, Silence, Toast
from bot.house.entry import Visit
from bot.presenter.scene import SPEAKER
from bot.presenter.words import clean, known
from generation.director.people import is_a_word
from generation.errors import RuleRefused
from generation.house_rules import refuse
from generation.house_rules.topics import TOPICS, words_in
from generation.model.cameo import PERSONA_MAX
from generation.model.member import CALLED_MAX, ChatId
from generation.studio import calling, enrolling, permission
from generation.studio.records import Button

PERSONA_FORM, CALLED_FORM, WORDS_FORM = "persona", "called", "limit_words"
FORMS = frozenset({PERSONA_FORM, CALLED_FORM, WORDS_FORM})


def open_form(visit: Visit, button: Button) -> Answer:
    """Open what a button offers to change. The form goes by the button, so that no id travels."""
    kind, _, chat = button.object.partition(":")
    cameo = visit.books.cameos.get(visit.member.id)
    if cameo is None:
        return Toast(text=visit.say("toast-no-cameo"))
    if kind == PERSONA_FORM:
        return OpenForm(
            id=f"{PERSONA_FORM}:{button.id}", kind="persona", values={"persona": cameo.persona}
        )
    if kind == WORDS_FORM:
        words = ", ".join(one for one in cameo.limits if one not in TOPICS)
        return OpenForm(
            id=f"{WORDS_FORM}:{button.id}", kind="limit_words", values={"limit_words": words}
        )
    here = visit.books.chats.membership(ChatId(chat), visit.member.id)
    room = visit.books.chats.get(ChatId(chat))
    if here is None or room is None:
        return Toast(text=visit.say("toast-expired"))
    return OpenForm(
        id=f"{CALLED_FORM}:{button.id}", kind="called",
        values={
            "called": here.called or "", "name": clean(visit.member.name),
            "chat": clean(room.title),
        },
    )  # fmt: skip


def keep_form(visit: Visit, event: FormSubmit) -> Answer:
    """Keep what was filled in, or say why not; the page it was asked from is shown anew."""
    kind, _, id_ = event.form.partition(":")
    button = visit.books.buttons.get(id_)
    if button is None or button.allowed != visit.member.id or button.verb != "open":
        return CloseForm(text=visit.say("toast-expired"))
    asked, _, chat = button.object.partition(":")
    if asked != kind:
        return CloseForm(text=visit.say("toast-expired"))
    given = event.values.get(kind, "")
    try:
        if kind == PERSONA_FORM:
            answer = _keep_persona(visit, clean(given, len(given) + 1))
        elif kind == WORDS_FORM:
            answer = _keep_words(visit, given)
        else:
            answer = _keep_called(visit, ChatId(chat), clean(given, len(given) + 1))
    except RuleRefused as error:
        rule = f"rule-{error.reason}"
        return KeepForm(
            text=visit.say("toast-not-kept", rule=visit.say(rule) if known(rule) else rule)
        )
    visit.books.outbox.touch(button.slot)
    return answer


def limit(visit: Visit, topic: str, *, kept_out: bool) -> Answer:
    """Keep a face out of a topic, or let it in again; a second press changes nothing."""
    cameo = visit.books.cameos.get(visit.member.id)
    if cameo is None:
        return Toast(text=visit.say("toast-no-cameo"))
    others = [one for one in cameo.limits if one != topic]
    if topic not in TOPICS or (topic in cameo.limits) == kept_out:
        return Silence()
    gone = _kept_out(visit, [*others, topic] if kept_out else others)
    return Toast(text=gone) if gone else Silence()


def _keep_words(visit: Visit, given: str) -> Answer:
    cameo = visit.books.cameos.get(visit.member.id)
    if cameo is None:
        return CloseForm(text=visit.say("toast-no-cameo"))
    topics = [one for one in cameo.limits if one in TOPICS]
    gone = _kept_out(visit, [*topics, *words_in(clean(given, len(given) + 1))])
    return CloseForm(text=gone or visit.say("toast-limits-kept"))


def _kept_out(visit: Visit, limits: Sequence[str]) -> str:
    """Keep limits, and return how many films that are out go on without the face, if any do."""
    taken = permission.set_limits(
        visit.books, visit.member.id, limits, at=visit.at, new_id=visit.house.new_id
    )
    films = 0 if taken is None else taken.films + taken.remixes
    return visit.say("toast-limits-films", n=films) if films else ""


def _keep_persona(visit: Visit, persona: str) -> Answer:
    if len(persona) > PERSONA_MAX:
        return KeepForm(text=visit.say("toast-persona-long", n=PERSONA_MAX))
    if not enrolling.describe(visit.books, visit.member, persona, at=visit.at):
        return CloseForm(text=visit.say("toast-no-cameo"))
    return CloseForm(text=visit.say("toast-persona-kept" if persona else "toast-persona-cleared"))


def _keep_called(visit: Visit, chat: ChatId, name: str) -> Answer:
    if len(name) > CALLED_MAX:
        return KeepForm(text=visit.say("toast-called-long", n=CALLED_MAX))
    refuse([name])
    if name and is_a_word(name):
        return KeepForm(text=visit.say("toast-called-word", name=name))
    reserved = {*visit.house.terms.drawn, *SPEAKER}
    done = calling.call(
        visit.books, visit.member.id, chat, name, reserved=reserved, at=visit.at
    )  # fmt: skip
    if not done:
        return KeepForm(text=visit.say("toast-called-taken", name=name))
    if not name:
        return CloseForm(text=visit.say("toast-called-cleared"))
    return CloseForm(text=visit.say("toast-called-kept", name=name))
