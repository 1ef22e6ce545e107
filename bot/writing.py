"""What ``walkon render`` is to film: a sentence, a screenplay, or the scene after another one."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.bootstrap import Workshop
from generation.director.script import from_json
from generation.director.timing import fit
from generation.director.versions import retaken
from generation.errors import OptionRejected, SentenceRejected
from generation.files import open_given
from generation.model.screenplay import Screenplay

SCREENPLAY_MAX_BYTES = 1 << 20


def written(
    given: argparse.Namespace, shop: Workshop, locale: str, names: Sequence[str], *, film: str
) -> Screenplay:
    """Return the screenplay that the options ask for.

    Args:
        given: The options of ``render``.
        shop: Who writes it.
        locale: Of whoever asks.
        names: Who is cast, the lead first.
        film: Id of the film to be.

    Raises:
        SentenceRejected: There is nothing to film.
        ScreenplayRejected: A file is no screenplay.
        OptionRejected: ``retake``: there is no such shot.
    """
    if given.from_screenplay is not None:
        screenplay = _read(given.from_screenplay)
    elif given.after is not None:
        screenplay = _next(given, locale, names)
    elif given.sentence is None:
        raise SentenceRejected("empty")
    else:
        screenplay = _of_a_sentence(given, shop, locale, names, film=film)
    if given.look is not None:
        screenplay = replace(screenplay, look=given.look)
    if given.duration is not None:
        screenplay = fit(screenplay, given.duration)
    for number in given.retake:
        screenplay = _retaken(screenplay, number)
    return screenplay


def _read(path: Path) -> Screenplay:
    with open_given(path) as file:
        return from_json(file.read(SCREENPLAY_MAX_BYTES).decode("utf-8-sig", "replace"))


def _next(given: argparse.Namespace, locale: str, names: Sequence[str]) -> Screenplay:
    from generation.director.sequel import next_scene, sentence_after

    first = _read(given.after)
    if given.sentence is None:
        film, sentence = sentence_after(first, locale=locale, seed=given.seed)
    else:
        film, sentence = "", _plain(given.sentence)
    cast = [(name, "cameo") for name in names]
    return next_scene(first, sentence, cast, film=film, locale=locale, seed=given.seed)


def _of_a_sentence(
    given: argparse.Namespace, shop: Workshop, locale: str, names: Sequence[str], *, film: str
) -> Screenplay:
    cast, sentence = [(name, "cameo") for name in names], _plain(given.sentence)
    screenplay = shop.director.write(sentence, cast, locale=locale, seed=given.seed)
    if shop.wit is None:
        return screenplay
    wittier = shop.wit.wittier(
        screenplay, sentence, names=names, locale=locale, seed=given.seed, film=film
    )
    return asyncio.run(wittier) or screenplay


def _plain(argument: str) -> str:
    return os.fsencode(argument).decode("utf-8", "replace")


def _retaken(screenplay: Screenplay, number: int) -> Screenplay:
    try:
        return retaken(screenplay, number)
    except ValueError as error:
        raise OptionRejected("retake", given=number, high=len(screenplay.shots)) from error
