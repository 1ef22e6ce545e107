"""What no real person is made to say or do, whoever asks and whoever would allow it. Pure.

The rules stand in ``en.toml`` and ``zh.toml`` as patterns; ``reading`` takes disguises off a text
first. Nothing here keeps, returns or logs the words it has seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generation.errors import RuleRefused
from generation.house_rules.patterns import Rulebook, rulebooks
from generation.house_rules.reading import readings
from generation.model.screenplay import Screenplay, Shot

RuleId = Literal["minors", "self-harm", "sexual", "hate", "confession", "medical", "money"]
SCRAP = 16  # characters: shorter texts beside each other are also read as one


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """Which rule forbids a text, and which of the texts it is, counted from 0."""

    rule: RuleId
    at: int


def check(texts: Iterable[str], *, names: Iterable[str] = ()) -> Breach | None:
    """Return the gravest rule that ``texts`` break, or None.

    Args:
        texts: Everything that is said, written or asked for.
        names: What the people in them are called: a name is then known to mean somebody.
    """
    known = tuple(names)
    broken = [
        (at, _broken(text, known)) for at, text in enumerate(_with_scraps([*texts])) if text.strip()
    ]
    for rule in ("minors", "self-harm", "sexual", "hate", "confession", "medical", "money"):
        for at, rules in broken:
            if rule in rules:
                return Breach(rule=rule, at=at)
    return None


def refuse(texts: Iterable[str], *, names: Iterable[str] = ()) -> None:
    """Let ``texts`` pass, or not.

    Raises:
        RuleRefused: A rule forbids them; ``reason`` is the rule's id.
    """
    breach = check(texts, names=names)
    if breach is not None:
        raise RuleRefused(breach.rule)


def words_of(screenplay: Screenplay) -> list[str]:
    """Return all words of a film: title, what was understood, lines, cards, labels."""
    words = [screenplay.title, screenplay.reading or ""]
    for shot in screenplay.shots:
        words += _words_of_shot(shot)
    words += [member.name for member in screenplay.cast]
    return [text for text in words if text.strip()]


def _words_of_shot(shot: Shot) -> list[str]:
    lines = [line.text for line in shot.lines]
    cards = [card.text for card in shot.cards]
    return [*lines, *cards, *(prop.label for prop in shot.props if prop.label)]


def _with_scraps(texts: list[str]) -> list[str]:
    """Return ``texts`` where a scrap also carries the scraps that follow it."""
    whole = list(texts)
    for at in range(len(texts) - 2, -1, -1):
        if max(len(texts[at]), len(texts[at + 1])) < SCRAP:
            whole[at] = f"{texts[at]} {whole[at + 1]}"
    return whole


def _broken(text: str, names: tuple[str, ...]) -> frozenset[str]:
    books: tuple[Rulebook, Rulebook] = rulebooks()
    english, chinese = books
    read = readings(text, names, chinese.fold)
    found = {rule for view in read.latin for rule in english.broken(view)}
    return frozenset(found | {rule for view in read.han for rule in chinese.broken(view)})
