"""The door of commands: a sentence becomes a film, a reserved word an answer."""

from __future__ import annotations

import re

import numpy as np

from bot import commands
from bot.chat import (
    Answer,
    FormSubmit,
    IncomingCommand,
    Mention,
    MessageRef,
    Sender,
    Silence,
    Toast,
)
from bot.house.entry import NAME_MAX, Visit, in_charge
from bot.house.rewriting import Mentions, refusal_body
from bot.house.strangers import strangers_of
from bot.presenter import note_body
from bot.presenter.words import clean
from generation.errors import RuleRefused
from generation.house_rules import refuse
from generation.model.film import Film, Quoted
from generation.model.member import Member, MemberId, direct_chat
from generation.studio import claiming, doors, filming, welcoming
from generation.studio.admission import HOURLY_MAX, admit
from generation.studio.records import Post

TITLE_MAX = 60
CANCEL_MAX = 10  # of the last films, that a big camera may still be at work on
AT = re.compile(r"(?<!\w)@(?=\w)")  # before a name in a message that is answered


def command(visit: Visit, event: IncomingCommand, recording: str | None) -> Answer:
    """Do what the words ask for.

    ``recording`` is a voice note already in the vault; the words are then what is said in it.
    """
    meet_mentioned(visit, event)
    strangers = strangers_of(visit, event)
    order = commands.parse(event.text, visit.house.terms.command)
    if recording is not None:
        said = sentence_of(event, strangers) if isinstance(order, commands.MakeFilm) else ""
        return make_film(
            visit, said, named(event.mentions), recording=recording, strangers=strangers
        )
    match order:
        case commands.MakeFilm():
            said = sentence_of(event, strangers)
            return make_film(visit, said, named(event.mentions), strangers=strangers)
        case commands.Panel():
            if event.reply_to is not None and event.reply_to.text.strip():
                return film_message(visit, event.reply_to, named(event.mentions))
            return show(visit, "panel", "")
        case commands.Cancel():
            return cancel_last(visit)
        case _:
            return page(visit, order)


PAGES: dict[type[commands.Command], str] = {
    commands.Me: "me",
    commands.WithMe: "with_me",
    commands.Receipts: "receipts",
    commands.Privacy: "privacy",
    commands.ForgetMe: "forget",
    commands.Settings: "settings",
    commands.Help: "help",
    commands.Start: "start",
}
"""Pages about whoever asks for them."""


def page(visit: Visit, order: commands.Command) -> Answer:
    """Show what a reserved word asks for."""
    match order:
        case commands.Who():
            return show(visit, "who", visit.chat)
        case commands.Start(payload=payload) if payload:
            return _came_by_link(visit, payload)
        case commands.Top(period=period):
            return show(visit, "top", f"{visit.chat}|{period}", private=False)
        case _:
            return show(visit, PAGES[type(order)], str(visit.member.id))


def _came_by_link(visit: Visit, token: str) -> Answer:
    """Take in somebody who followed a link of ours: what waited for them is on its way already."""
    me = visit.member.id
    if not doors.redeem(visit.books, token, me, at=visit.at):
        return tell_note(visit, "note-link-spent")
    return Silence()


def show(visit: Visit, kind: str, object_: str, *, private: bool = True, body: str = "") -> Answer:
    """Answer with a message where the question was asked, seen by the asker alone if private."""
    place = visit.event.place if visit.here is None or not private else visit.here
    visit.books.outbox.put(
        Post(
            slot=f"reply:{visit.event.event_id}:{kind}",
            chat=direct_chat(visit.member.id) if place.private else place.chat,
            thread=place.thread,
            kind=kind,
            object=object_,
            viewer=visit.member.id if private or place.private else None,
            body=body,
        )
    )
    return Silence()


def tell_note(visit: Visit, message_id: str, **values: str | int | float) -> Answer:
    """Answer with one sentence that only the asker sees."""
    return show(visit, "note", "", body=note_body(message_id, values, ()))


def film_message(visit: Visit, message: MessageRef, mentions: Mentions) -> Answer:
    """Film what somebody wrote, as theirs; nothing is read but the message that is answered."""
    author = message.author
    name = clean(author.name) if author is not None else visit.say("someone")
    quoted = Quoted(author=None if author is None else author.id, name=name)
    if author is not None and author.id != visit.member.id:
        _meet_named(visit, author)
        others = (one for one in mentions if one[0] != author.id)
        mentions = ((author.id, author.name[:NAME_MAX]), *others)
    return make_film(visit, AT.sub("", message.text).strip(), mentions, quoted=quoted)


def make_film(
    visit: Visit,
    sentence: str,
    mentions: Mentions,
    *,
    recording: str | None = None,
    remix_of: Film | None = None,
    seed: int | None = None,
    quoted: Quoted | None = None,
    change: str = "",
    strangers: claiming.Strangers = (),
) -> Answer:
    """Take a wish for a film in, or say why not; in a direct chat it is a draft for oneself.

    ``quoted`` says whose message ``sentence`` is, where it is one; ``change`` what makes it another
    version of ``remix_of``; ``strangers`` who is mentioned by a handle that tells nothing.
    """
    house, member = visit.house, visit.member
    try:
        people = [name for _, name in mentions] + [name for name, _ in strangers]
        refuse([sentence], names=[member.name, *people])
    except RuleRefused as error:
        body = refusal_body(
            sentence, error.reason, own=member.name, mentions=mentions, locale=member.locale
        )
        return show(visit, "note", "" if remix_of is None else remix_of.id, body=body)
    no = turned_away(visit)
    if no is not None:
        return no
    film_id = house.new_id()
    film = Film(
        id=film_id, chat=visit.chat, thread=visit.event.place.thread, requester=member.id,
        sentence=sentence, mentions=mentions, locale=member.locale, recording=recording,
        quoted=quoted, change=change, strangers=strangers,
        seed=seed if seed is not None else seed_of(film_id), made_at=visit.at,
        remix_of=None if remix_of is None else remix_of.id,
        root=film_id if remix_of is None else remix_of.root, title=sentence[:TITLE_MAX],
    )  # fmt: skip
    filming.ask_for_film(visit.books, film, job=house.new_id(), at=visit.at)
    claiming.call_out(visit.books, film)
    if remix_of is not None:
        visit.books.films.put(claiming.with_strangers_of(remix_of, film))
    return Silence()


def seed_of(film: str) -> int:
    """Draw a film's seed from its id, so that the same row always makes the same film."""
    return int(np.random.default_rng(list(film.encode())).integers(1 << 31))


def turned_away(visit: Visit) -> Answer | None:
    """Say why nobody can ask for a film here and now, or return None where one can."""
    if visit.chat != direct_chat(visit.member.id):
        chat = visit.books.chats.get(visit.chat)
        if chat is None or chat.paused or not chat.opened:
            _remind(visit)
            return Toast(text=visit.say("toast-chat-closed"), aloud=True)
    workers = visit.house.terms.workers
    turned = admit(visit.books, visit.member.id, visit.chat, workers=workers, at=visit.at)
    if turned is None:
        return None
    if turned.until is not None:
        return tell_note(visit, "note-limit", n=HOURLY_MAX, time=turned.until.isoformat())
    return tell_note(visit, "note-busy")


def _remind(visit: Visit) -> None:
    """Have the question hang in a closed chat that only its admins can answer."""
    welcoming.remind(
        visit.books, visit.chat, thread=visit.event.place.thread, in_charge=in_charge(visit)
    )


def cancel_last(visit: Visit) -> Answer:
    """Call off the film the member asked for last, if it is still being made, or made anew."""
    films = visit.books.films.by(visit.member.id)
    making = [film for film in films if film.state == "making"] or films
    if not any(filming.cancel(visit.books, film) for film in making[:CANCEL_MAX]):
        return Toast(text=visit.say("toast-nothing-to-cancel"), aloud=True)
    return Toast(text=visit.say("toast-cancelled"))


def named(mentions: tuple[Mention, ...]) -> Mentions:
    """Return who is mentioned and by which name, everybody once."""
    found: dict[MemberId, str] = {}
    for mention in mentions:
        found.setdefault(mention.member.id, mention.member.name[:NAME_MAX])
    return tuple(found.items())


def sentence_of(event: IncomingCommand, strangers: claiming.Strangers = ()) -> str:
    """Return the words to film, with names in place of mentions and handles."""
    text = event.text
    order = commands.parse(text)
    if isinstance(order, commands.MakeFilm):
        text = order.sentence
    return in_names(claiming.with_names(text, event.unknown, strangers), event.mentions)


def in_names(text: str, mentions: tuple[Mention, ...]) -> str:
    """Return a text with names in place of what stands there for people."""
    for mention in sorted(mentions, key=lambda one: len(one.text), reverse=True):
        if mention.text:
            text = text.replace(mention.text, mention.member.name[:NAME_MAX])
    return text.strip()


def meet_mentioned(visit: Visit, event: IncomingCommand | FormSubmit) -> None:
    """Remember everybody who is mentioned."""
    for mention in event.mentions:
        _meet_named(visit, mention.member)


def _meet_named(visit: Visit, person: Sender) -> None:
    """Remember somebody who is named, or answered, before they ever said a word to us."""
    if visit.books.people.get(person.id) is None:
        visit.books.people.put(
            Member(id=person.id, name=person.name[:NAME_MAX], locale=person.locale)
        )
