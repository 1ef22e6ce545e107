"""The writers' room: placed films get their screenplay, their cast and their first cuts."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from bot.house.house import House, heard
from bot.house.made_from import COST_S, Draft, made_from
from bot.house.rewriting import limit_body, refusal_body
from bot.scenes import before, played_before
from generation.director.callsheet import SELF
from generation.director.freshness import REMEMBERED, seen_of
from generation.director.merging import JOIN
from generation.director.script import from_json, to_json
from generation.director.timing import film_seconds
from generation.errors import (
    FarmFull,
    JoinRejected,
    RenderTimeout,
    RuleRefused,
    ScreenplayRejected,
    WalkonError,
    WorkerLost,
)
from generation.house_rules import refuse, words_of
from generation.model.film import Film
from generation.model.job import ATTEMPTS_MAX
from generation.model.member import MemberId
from generation.model.screenplay import Screenplay
from generation.ports import Packed, Task
from generation.studio import filming
from generation.studio.books import Books
from generation.studio.calling import named_in
from generation.studio.casting import Players, Role
from generation.studio.claiming import without_strangers
from generation.studio.limits import limit_of
from generation.studio.slots import tell

log = logging.getLogger("walkon.directing")

PATIENCE_S = 2.0
GATHER_S = 0.03  # everything rings: with many events at once, one look is enough for all
DEADLINE_S = 30.0
PAUSE_S = 0.2  # before a writer who was lost is missed


class WritersRoom:
    """Has every placed film written. One instance, one task."""

    def __init__(self, house: House) -> None:
        """Work for ``house``."""
        self._house = house
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Write until cancelled."""
        async with asyncio.TaskGroup() as writers:
            while True:
                for film in await self._next():
                    self._busy.add(film.id)
                    writers.create_task(self._write(film))
                await heard(self._house.papers, patience_s=PATIENCE_S)
                await asyncio.sleep(GATHER_S)

    async def _next(self) -> list[Film]:
        """Return films to write now: as many as the desk has places for, and one in its line."""
        room = self._house.line.room("paper")
        if room < 1:
            return []
        return await self._house.database.read(lambda books: _unwritten(books, self._busy, room))

    async def _write(self, film: Film) -> None:
        try:
            await self._tried(film)
        except FarmFull:
            log.warning("no writer", extra={"film": film.id})  # it is looked for again
        except RuleRefused as error:
            await self._refuse(film, error.reason)
        except JoinRejected as error:
            await self._fail(film, error.message)
        except WalkonError as error:
            log.warning("no screenplay", extra={"film": film.id, "reason": error.message})
            await self._fail(film, error.message if error.retryable else "sentence")
        except Exception as error:  # one sentence must not silence the others
            log.exception("bug", extra={"film": film.id, "kind": type(error).__name__})
            await self._fail(film, "render")
        finally:
            self._busy.discard(film.id)
            self._house.ring()

    async def _tried(self, film: Film) -> None:
        """Write again what a writer who has died, or is too slow, had begun."""
        for attempt in range(1, ATTEMPTS_MAX):
            try:
                return await self._written(film, attempt)
            except (WorkerLost, RenderTimeout):
                log.warning("writer lost", extra={"film": film.id, "attempt": attempt})
                await asyncio.sleep(PAUSE_S)
        return await self._written(film, ATTEMPTS_MAX)

    async def _written(self, film: Film, attempt: int) -> None:
        house = self._house
        company = await house.database.read(lambda books: company_of(books, film))
        if film.change == JOIN:  # whoever is in no scene is not asked about it
            company = [one for one in company if not one.by_name]
        called = [one.name for one in company]
        draft = await made_from(house, film, called) or await self._draft(film, company, attempt)
        roles = [Role(one.token, one.name, one.kind) for one in draft.screenplay.cast]
        owners = {one.name: one.member for one in company if one.member is not None}
        written = replace(
            film,
            paper=draft.text,
            paper_sha256=paper_hash(draft.text, owners),
            title=draft.title,
            reading=draft.reading,
        )
        players = Players(
            owners=owners, drawn=house.terms.drawn,
            by_name=frozenset(one.member for one in company if one.member and one.by_name),
            before=await house.database.read(lambda books: played_before(books, film)),
        )  # fmt: skip

        def work(books: Books) -> None:
            filming.script(
                books, written, roles, players, cost_s=draft.cost_s, at=house.clock(),
                new_id=house.new_id,
            )  # fmt: skip
            _own_limit(books, written)

        await house.database.write(work)

    async def _draft(self, film: Film, company: Sequence[Real], attempt: int) -> Draft:
        """Have a sentence written, and made wittier where there is somebody who does that."""
        paper = await self._house.line.work(
            Task(
                id=film.id, attempt=attempt, kind="paper", deadline_s=DEADLINE_S,
                body={
                    "sentence": film.sentence,
                    "cast": [[one.name, one.kind] for one in company],
                    "personas": {one.name: one.persona for one in company if one.persona},
                    "locale": film.locale,
                    "seed": film.seed,
                    "voice_note": await self._note(film),
                    "quoted": quote_of(film, company),
                    "recent": await self._recent(film),
                    "after": await self._house.database.read(lambda books: before(books, film)),
                },
            )
        )  # fmt: skip
        text, cost_s = str(paper["screenplay"]), _seconds(paper)
        title, reading = str(paper["title"]), str(paper["reading"])
        screenplay = plain = await asyncio.to_thread(from_json, text)
        called = [one.name for one in company]
        await asyncio.to_thread(refuse, [film.sentence, *words_of(plain)], names=called)
        wittier = await self._wittier(film, company, plain)
        if wittier is not None:
            screenplay, text = wittier, to_json(wittier)
            title, reading = wittier.title, wittier.reading or wittier.title
            cost_s *= film_seconds(wittier) / film_seconds(plain)
        return Draft(
            screenplay=screenplay, text=text, title=title, reading=reading, cost_s=cost_s
        )  # fmt: skip

    async def _recent(self, film: Film) -> list[list[object]]:
        """Return what the chat has just seen; a film that is made of another may resemble it."""
        if film.remix_of is not None:
            return []
        return await self._house.database.read(lambda books: [*seen_in(books, film)])

    async def _wittier(
        self, film: Film, company: Sequence[Real], plain: Screenplay
    ) -> Screenplay | None:
        """Ask for a wittier film where there is somebody to ask; what somebody said stays."""
        wit = self._house.wit
        heard = film.recording is not None or film.quoted is not None
        if wit is None or heard or film.change:
            return None
        names = await self._house.database.read(lambda books: names_in(books, film))
        return await wit.wittier(
            plain,
            film.sentence,
            names=[*dict.fromkeys([*(one.name for one in company), *names])],
            locale=film.locale,
            seed=film.seed,
            film=film.id,
            personas={one.name: one.persona for one in company if one.persona},
        )

    async def _note(self, film: Film) -> bytes | None:
        """Return the voice note that the film is made of, if it is made of one."""
        if film.recording is None:
            return None
        return await asyncio.to_thread(self._house.vault.get, film.recording)

    async def _refuse(self, film: Film, rule: str) -> None:
        """Say to the asker alone which rule it was; the group sees no refusal."""

        def work(books: Books) -> None:
            _failed(books, film.id, f"rule-{rule}")
            asker = books.people.get(film.requester)
            own = asker.name if asker is not None else ""
            body = refusal_body(
                film.sentence, rule, own=own, mentions=film.mentions, locale=film.locale
            )
            tell(
                books, film.requester, "note", film.id, slot=f"refused:{film.id}", body=body
            )  # fmt: skip

        await self._house.database.write(work)

    async def _fail(self, film: Film, reason: str) -> None:
        await self._house.database.write(lambda books: _failed(books, film.id, reason))


def _own_limit(books: Books, film: Film) -> None:
    """Tell whoever asked for themself that a limit of their own keeps them out, and a way on."""
    me = film.requester
    parts = [part for part in books.films.parts(film.id) if part.member == me]
    cameo, known = books.cameos.get(me), books.people.get(me)
    limit = limit_of(cameo, film)
    if cameo is None or known is None or limit is None or not parts:
        return
    body = limit_body(film, limit, cameo.limits, own=known.name)
    tell(books, me, "note", film.id, slot=f"limit:{film.id}", body=body)


def _failed(books: Books, film_id: str, reason: str) -> None:
    film = books.films.get(film_id)
    if film is not None and film.state == "making":
        filming.fail(books, film, reason)


def _unwritten(books: Books, busy: Collection[str], most: int) -> list[Film]:
    placed = (job.film for job in books.jobs.in_state("placed") if job.film not in busy)
    films = (books.films.get(film) for film in placed)
    return list(islice((film for film in films if film is not None and film.paper is None), most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """Somebody real whom a sentence may be about.

    Attributes:
        name: In the screenplay; no two of a film have the same.
        kind: ``self`` for whoever asks, who plays only where the words speak of them.
        persona: What their persona card says, as far as it counts here; or empty.
        member: Who; None for somebody known by a handle alone, who has not come forward.
        by_name: Only a typed name stands for them: it asks them, and permits nothing.
    """

    name: str
    kind: str
    member: MemberId | None
    persona: str = ""
    by_name: bool = False


def names_in(books: Books, film: Film) -> list[str]:
    """Return everything that the people of a film's chat, and those it mentions, are called."""
    there = books.chats.members(film.chat)
    known = [books.people.get(one.member) for one in there]
    called = [one.called for one in there if one.called]
    named = [*(name for _, name in film.mentions), *(name for name, _ in film.strangers)]
    return [*named, *called, *(one.name for one in known if one)]


def company_of(books: Books, film: Film) -> list[Real]:
    """Return everybody real: who asks, who is mentioned, whose own name for this chat is typed."""
    asker, mentioned = film.requester, dict(film.mentions)
    strangers = [name for name, _ in film.strangers]
    called = dict(named_in(books, film.chat, without_strangers(film)))
    company = []
    if asker not in mentioned:
        known = books.people.get(asker)
        own = Real(name=known.name if known is not None else "me", kind=SELF, member=asker)
        if asker in called:
            own = replace(own, name=called[asker], kind="cameo")
        company.append(own)
    company += [Real(name=name, kind="cameo", member=m) for m, name in film.mentions]
    company += [Real(name=name, kind="cameo", member=None) for name in strangers]
    there = {one.name.casefold() for one in company}
    company += [
        Real(name=name, kind="cameo", member=member, by_name=True)
        for member, name in called.items()
        if member not in mentioned and member != asker and name.casefold() not in there
    ]
    return [replace(one, persona=_persona(books, film, one.member)) for one in _told_apart(company)]


def seen_in(books: Books, film: Film) -> Iterator[list[object]]:
    """Yield recipe, button and set of the last films of a film's chat, newest first."""
    for paper in books.films.last_papers(film.chat, REMEMBERED):
        with suppress(ScreenplayRejected):  # of an edition that knew other words
            yield list(seen_of(from_json(paper)))


def quote_of(film: Film, company: Sequence[Real]) -> dict[str, object] | None:
    """Return whose message a film is made of, as a paper is told of it."""
    quoted = film.quoted
    if quoted is None:
        return None
    author = quoted.author
    part = next((one.name for one in company if author and one.member == author), None)
    return {
        "author": quoted.name,
        "part": part,
        "own": quoted.author == film.requester,
        "recipe": quoted.recipe,
    }


def _told_apart(company: Sequence[Real]) -> Iterator[Real]:
    """Number those who have the same name."""
    seen = Counter[str]()
    for one in company:
        seen[one.name.casefold()] += 1
        count = seen[one.name.casefold()]
        yield one if count == 1 else replace(one, name=f"{one.name} {count}")


def _persona(books: Books, film: Film, member: MemberId | None) -> str:
    """Return a persona card where it counts: in one's own films, and where others may ask for one.

    Both are known to everybody in the chat, so that no film tells of a no by its missing hints.
    """
    cameo = books.cameos.get(member) if member is not None else None
    if member is None or cameo is None:
        return ""
    there = books.chats.membership(film.chat, member) is not None
    return cameo.persona if member == film.requester or (cameo.open_to_others and there) else ""


def paper_hash(paper: str, owners: Mapping[str, MemberId]) -> str:
    """Return what a yes is given to: the words and actions, and who is named."""
    cast = json.dumps(sorted((name, str(member)) for name, member in owners.items()))
    return hashlib.sha256(f"{paper}\0{cast}".encode()).hexdigest()


def _seconds(paper: Packed) -> float:
    estimate = paper.get("estimate_s")
    return float(estimate) if isinstance(estimate, int | float) else COST_S
