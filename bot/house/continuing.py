"""What answers a film: words are its next scene, as is a button; the bare command changes it."""

from __future__ import annotations

from zlib import crc32

from bot import commands
from bot.chat import Answer, IncomingCommand, Toast
from bot.house import asking, beside, prompting
from bot.house.entry import Visit
from bot.house.rewriting import Mentions
from bot.house.strangers import strangers_of
from bot.scenes import chain, last_scene, may_go_on, unjoined, whole
from generation.director.merging import JOIN
from generation.director.script import from_json
from generation.director.sequel import NEXT, sentence_after
from generation.errors import ScreenplayRejected
from generation.model.film import Film
from generation.studio import remixing
from generation.studio.claiming import Strangers


def command(visit: Visit, event: IncomingCommand, recording: str | None) -> Answer:
    """Do what the words ask for; a sentence that answers a film is what happens next in it.

    The command alone, as an answer to a film, is for other words: its sentence is there to change.
    """
    word = visit.house.terms.command
    event = event if recording is not None else beside.written_in(event, word)
    order = commands.parse(event.text, word)
    shown = _answered(visit, event) if isinstance(order, commands.Panel) else None
    if recording is None and shown is not None and shown.state == "shown" and not shown.hidden:
        return prompting.other_words(visit, shown)
    film = _going_on(visit, event) if recording is None else None
    if film is None or not isinstance(order, commands.MakeFilm):
        return asking.command(visit, event, recording)
    asking.meet_mentioned(visit, event)
    strangers = strangers_of(visit, event)
    return next_scene(
        visit, film, asking.sentence_of(event, strangers), mentions=asking.named(event.mentions),
        strangers=strangers,
    )  # fmt: skip


def spoken(visit: Visit, event: IncomingCommand, words: str) -> Answer:
    """Film what was heard in a note, as if it had been typed; it is a sentence and no command."""
    asking.meet_mentioned(visit, event)
    text, people = beside.named_in(words, event.mentions, event.sender)
    sentence, mentions = asking.in_names(text, people), asking.named(people)
    film = _going_on(visit, event)
    if film is not None:
        return next_scene(visit, film, sentence, mentions=mentions)
    return asking.make_film(visit, sentence, mentions)


def next_scene(
    visit: Visit,
    film: Film,
    sentence: str = "",
    *,
    mentions: Mentions = (),
    strangers: Strangers = (),
) -> Answer:
    """Ask for the scene after a film, with its people; everybody is asked as for any film.

    Without a sentence the film says by itself where it goes on.
    """
    film = last_scene(visit.books, film)
    if not may_go_on(visit.books, film, visit.member.id) or film.paper is None:
        return Toast(text=visit.say("toast-expired"))
    what = ""
    if not sentence:
        try:
            first = from_json(film.paper)
        except ScreenplayRejected:  # of an edition that knew other words
            return Toast(text=visit.say("toast-expired"))
        seed = crc32(visit.event.event_id.encode())
        what, sentence = sentence_after(first, locale=visit.member.locale, seed=seed)
    people = remixing.people_of(visit.books, film)
    known = {member for member, _ in people}
    joining = tuple(one for one in mentions if one[0] not in known)
    if len(people) + len(joining) + len(strangers) > remixing.PEOPLE_MAX:
        return Toast(text=visit.say("toast-full"), aloud=True)
    return asking.make_film(
        visit, sentence, (*people, *joining), remix_of=film, change=f"{NEXT}{what}",
        strangers=strangers,
    )  # fmt: skip


def join(visit: Visit, last: Film) -> Answer:
    """Ask for the scenes up to a film as one; everybody seen in one is asked as for any film."""
    if not may_go_on(visit.books, last, visit.member.id) or len(chain(visit.books, last)) == 1:
        return Toast(text=visit.say("toast-expired"))
    why = unjoined(visit.books, last)
    if why is not None:
        return Toast(text=visit.say(f"toast-join-{why}"))
    scenes = whole(visit.books, last)
    people = {
        part.member: part.name
        for scene in scenes
        for part in visit.books.films.parts(scene.id)
        if part.member is not None and part.state == "agreed"
    }
    return asking.make_film(
        visit, scenes[0].sentence, tuple(people.items()), remix_of=last, change=JOIN
    )


def _going_on(visit: Visit, event: IncomingCommand) -> Film | None:
    """Return the film that a sentence goes on from: one that it answers, and may go on from."""
    answered = _answered(visit, event)
    film = None if answered is None else last_scene(visit.books, answered)
    return film if film is not None and may_go_on(visit.books, film, visit.member.id) else None


def _answered(visit: Visit, event: IncomingCommand) -> Film | None:
    """Return the film that a message answers, or None."""
    if event.reply_to is None:
        return None
    post = visit.books.outbox.showing(visit.chat, event.reply_to.message)
    return visit.books.films.get(post.object) if post is not None and post.kind == "film" else None
