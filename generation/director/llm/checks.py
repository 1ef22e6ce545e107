"""Holds a language model's film against the craft, the sentence and the house rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from generation.director.language import (
    fold,
    han_count,
    is_chinese,
    language_of,
    latin_words,
)
from generation.director.llm.paper import Order, Unusable
from generation.director.llm.request import system_prompt
from generation.director.timing import MIN_CLOSING_S, MIN_SHOT_S, film_seconds, shot_seconds
from generation.house_rules import check as breach_of
from generation.house_rules import words_of
from generation.model.screenplay import Line, Screenplay

SHOTS: Final = range(2, 7)
SILENT_MAX_S = 4.0
FILM_MIN_S, FILM_MAX_S = 4.0, 14.0
LONGER_MAX_S = 2.0  # than the rules' film, where that is long itself
INVENTED_LINES_MAX = 3
INVENTED_WORDS_MAX = 10
INVENTED_SYLLABLES_MAX = 14
INVENTED_MAX = 80  # characters, in whatever script
FOREIGN_WORDS_MAX = 2  # OK, Hello
LETTERINGS_MAX = 16
LETTERED_MAX = 40  # characters on a card or a thing
READING_MAX = 160
LEAK_WORDS = 5  # of the prompt in a row are no coincidence
_OF_THE_TRADE = re.compile(
    r"consent|permission|permit|authori[sz]|screenplay|prompt|instruction|json|cameo|stand[- ]in"
    r"|language model|同意|授权|授權|许可|許可|允许|允許|提示词|提示詞|指令|剧本|劇本|替身",
    re.IGNORECASE,
)
"""Words by which a film would speak of permissions or of its own making."""


def kept(paper: Screenplay, order: Order) -> Screenplay:
    """Return a film that keeps every rule of the house, the craft and the sentence.

    Raises:
        Unusable: The first that it breaks.
    """
    checks = (_shape, _sense, _speech, _lettering, _words)  # what is cheap bounds what is not
    for fault in chain.from_iterable(check(paper, order) for check in checks):
        raise Unusable(fault)
    return paper


def _shape(paper: Screenplay, order: Order) -> Iterator[str]:
    if len(paper.shots) not in SHOTS:
        yield "shots"
    silent = [shot_seconds(shot) for shot in paper.shots if not shot.lines]
    if not all(MIN_SHOT_S <= seconds <= SILENT_MAX_S for seconds in silent):
        yield "shot-length"
    most = max(FILM_MAX_S, film_seconds(order.plain) + LONGER_MAX_S)
    if not FILM_MIN_S <= film_seconds(paper) <= most:
        yield "film-length"
    last = paper.shots[-1]
    if last.lines or shot_seconds(last) < MIN_CLOSING_S:
        yield "no-button"


def _sense(paper: Screenplay, order: Order) -> Iterator[str]:
    """Yield what of the sentence is lost: who plays, the weather, the hour, the place."""
    if not _shown(order.plain) - set(order.mask.roles) <= _shown(paper):
        yield "somebody-missing"
    reading = order.reading
    asked = {reading.place, reading.time, reading.weather and reading.weather.kind}
    if not asked & _scenery(order.plain) <= _scenery(paper):
        yield "sentence-lost"


def _scenery(paper: Screenplay) -> set[str | None]:
    shots = paper.shots
    return {one for shot in shots for one in (shot.set, shot.time, shot.weather.kind)}


def _shown(paper: Screenplay) -> set[str]:
    return {token for shot in paper.shots for token in shot.cast if token[0] == "P"}


def _lettering(paper: Screenplay, order: Order) -> Iterator[str]:
    labels = [prop.label for shot in paper.shots for prop in shot.props if prop.label]
    texts = labels + [card.text for shot in paper.shots for card in shot.cards]
    if len(texts) > LETTERINGS_MAX or any(len(text) > LETTERED_MAX for text in texts):
        yield "lettering"
    if not any(fold(text) in order.reading.folded for text in texts):
        yield "not-lettered"


def _speech(paper: Screenplay, order: Order) -> Iterator[str]:
    lines = [line for shot in paper.shots for line in shot.lines]
    wanted = [(line.who, line.text) for line in order.said]
    if [pair for pair in ((line.who, line.text) for line in lines) if pair in wanted] != wanted:
        yield "own-words"
    invented = [line for line in lines if (line.who, line.text) not in wanted]
    if len(invented) > INVENTED_LINES_MAX or any(map(_long, invented)):
        yield "too-wordy"
    said = [*(line.text for line in invented), paper.title, paper.reading or ""]
    if not all(_in_language(order.mask.hide(text), order.plain.language) for text in said):
        yield "language"
    if len(paper.reading or "") > READING_MAX:
        yield "reading"


def _long(line: Line) -> bool:
    words, syllables = len(latin_words(line.text)), han_count(line.text)
    wordy = words > INVENTED_WORDS_MAX or syllables > INVENTED_SYLLABLES_MAX
    return wordy or len(line.text) > INVENTED_MAX


def _in_language(text: str, language: str) -> bool:
    """Tell whether words without names are in the language and script of the sentence."""
    if not is_chinese(language):
        return language != "en" or language_of(text, language) == "en"
    if not han_count(text):
        return len(latin_words(text)) <= FOREIGN_WORDS_MAX
    return language_of(text, language) in (language, "en")


def _words(paper: Screenplay, order: Order) -> Iterator[str]:
    words = words_of(paper)
    typed = order.reading.content
    before = [typed, *words_of(order.plain)]
    invented = [text for text in words if not any(text in own for own in before)]
    if any(map(_OF_THE_TRADE.search, invented)):
        yield "of-the-trade"
    if any(_runs(text) & _told() for text in invented):
        yield "leak"
    if _named(order.names, words) - _named(order.names, before):
        yield "name"
    called = [one.name for one in paper.cast] + sorted(_named(order.names, before))
    breach = breach_of([typed, *words], names=called)
    if breach is not None:
        yield f"rule-{breach.rule}"


def _named(names: Collection[str], texts: Collection[str]) -> set[str]:
    """Return the names that stand in one of the texts, spelled as their owners do."""
    whole = unicodedata.normalize("NFKC", "\n".join(texts))
    there = [name for name in names if name.strip() and name in whole]
    alone = (rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" for name in there)
    return {name for name, mark in zip(there, alone, strict=True) if re.search(mark, whole)}


def _runs(text: str) -> set[tuple[str, ...]]:
    words: Sequence[str] = [word.lower() for word in latin_words(text)]
    return {tuple(words[at : at + LEAK_WORDS]) for at in range(len(words) - LEAK_WORDS + 1)}


@lru_cache(maxsize=1)
def _told() -> set[tuple[str, ...]]:
    return _runs(system_prompt())
