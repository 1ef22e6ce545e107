"""How a worker writes a paper: of a sentence, of somebody's message, or after another scene."""

from __future__ import annotations

from generation.director.callsheet import SELF, players
from generation.director.freshness import Seen, fresh
from generation.director.script import from_json, to_json
from generation.director.timing import film_seconds
from generation.farm import wire
from generation.model.screenplay import Screenplay
from generation.ports import Director

PREPARE_S = 1.0  # voices, sets and sound of a short film
SECONDS_A_SECOND = 1.0  # of work for one of film at 720x1280, where each worker has a core


def paper(director: Director, body: wire.PaperBody) -> wire.PaperResult:
    """Write a screenplay.

    Raises:
        SentenceRejected: There is nothing to film in the sentence.
    """
    if body.quoted is not None:
        return _of_a_message(body, body.quoted)
    if body.after is not None:
        return _next_scene(body, body.after)
    cast = players(body.sentence, body.cast, locale=body.locale)

    def write(seed: int) -> Screenplay:
        return director.write(
            body.sentence, cast, locale=body.locale, seed=seed, personas=body.personas
        )

    screenplay = fresh(write, body.seed, [Seen(*film) for film in body.recent])
    return described(screenplay, film_seconds(screenplay))


def _of_a_message(body: wire.PaperBody, quoted: wire.Quote) -> wire.PaperResult:
    """Write the paper of a message; whoever asks plays where it is their own."""
    from generation.director.quoting import quoted_paper

    cast = [(name, "cameo") for name, kind in body.cast if kind != SELF or quoted.own]
    cast.sort(key=lambda one: one[0] != quoted.part)
    screenplay = quoted_paper(
        body.sentence, cast, author=quoted.author, part=quoted.part, own=quoted.own,
        recipe=quoted.recipe, locale=body.locale, seed=body.seed, personas=body.personas,
    )  # fmt: skip
    return described(screenplay, film_seconds(screenplay))


def _next_scene(body: wire.PaperBody, after: wire.SceneBefore) -> wire.PaperResult:
    from generation.director.sequel import next_scene

    cast = players(body.sentence, body.cast, locale=body.locale)
    if after.film:  # words of the house, not of whoever asks
        cast = tuple(one for one in body.cast if one[1] != SELF)
    screenplay = next_scene(
        from_json(after.screenplay), body.sentence, cast, film=after.film, locale=body.locale,
        seed=body.seed, personas=body.personas,
    )  # fmt: skip
    return described(screenplay, film_seconds(screenplay))


def described(screenplay: Screenplay, seconds: float) -> wire.PaperResult:
    """Return a screenplay whose film lasts ``seconds``, with what is told of it."""
    return wire.PaperResult(
        screenplay=to_json(screenplay),
        title=screenplay.title,
        reading=screenplay.reading or screenplay.title,
        recipe=screenplay.recipe or "",
        estimate_s=round(PREPARE_S + SECONDS_A_SECOND * seconds, 1),
    )
