"""Papers made of papers: a film in another version, or several scenes as one. No word changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.house.house import House
from bot.scenes import whole
from generation.director.merging import JOIN, merged, merged_json
from generation.director.script import from_json, to_json
from generation.director.sequel import NEXT
from generation.director.versions import version
from generation.errors import JoinRejected
from generation.house_rules import refuse, words_of
from generation.model.film import Film
from generation.model.screenplay import Screenplay
from generation.studio.books import Books

COST_S = 10.0  # of a film about which nothing is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A screenplay, also as JSON, with what is told of it and what one cut will cost."""

    screenplay: Screenplay
    text: str
    title: str
    reading: str
    cost_s: float


async def made_from(house: House, film: Film, called: Sequence[str]) -> Draft | None:
    """Return the paper of a film that is made from another one, or None where it has its own.

    ``called`` are the names of the people in it.

    Raises:
        RuleRefused: A rule forbids its words by now.
        JoinRejected: ``gone``: a scene of it is not there any more.
    """
    if not film.change or film.change.startswith(NEXT) or film.remix_of is None:
        return None
    draft = await (_of_scenes(house, film) if film.change == JOIN else _version(house, film))
    if draft is not None:
        words = [film.sentence, *words_of(draft.screenplay)]
        await asyncio.to_thread(refuse, words, names=called)
    return draft


async def _version(house: House, film: Film) -> Draft | None:
    parent = film.remix_of or ""
    first, cost_s = await house.database.read(
        lambda books: (books.films.get(parent), _cost_s(books, parent))
    )
    if first is None or first.paper is None:
        return None
    screenplay = version(await asyncio.to_thread(from_json, first.paper), film.change)
    return Draft(
        screenplay=screenplay, text=to_json(screenplay), title=first.title, reading=first.reading,
        cost_s=cost_s,
    )  # fmt: skip


async def _of_scenes(house: House, film: Film) -> Draft:
    def work(books: Books) -> tuple[tuple[Film, ...], float]:
        scenes = whole(books, books.films.get(film.remix_of or ""))
        return scenes, max((_cost_s(books, scene.id) for scene in scenes), default=COST_S)

    scenes, cost_s = await house.database.read(work)
    if not scenes:
        raise JoinRejected("gone")
    papers = [await asyncio.to_thread(from_json, scene.paper or "") for scene in scenes]
    titled = [
        replace(paper, title=scene.title or paper.title)
        for paper, scene in zip(papers, scenes, strict=True)
    ]
    screenplay = merged(titled)
    return Draft(
        screenplay=screenplay, text=merged_json(titled), title=scenes[0].title,
        reading=screenplay.reading or screenplay.title, cost_s=cost_s,
    )  # fmt: skip


def _cost_s(books: Books, film: str) -> float:
    return max((job.cost_s for job in books.jobs.of(film)), default=COST_S)
