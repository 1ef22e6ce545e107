"""What can be shot in place of words that a house rule refuses: the same people, no harm.

Rules about what somebody says have rewrites. Those about bodies have none, and neither has what is
grave: there is no harmless version of it, and nothing funny is put in its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final
from zlib import crc32

from bot.house.entry import NAME_MAX
from bot.i18n import say
from bot.presenter import note_body
from generation.house_rules import check
from generation.house_rules.scenes import (
    HAN,
    harmless_start,
    is_grave,
    names_in,
    place_in,
    speaks_of_self,
)
from generation.house_rules.topics import Content, touched
from generation.model.film import Film
from generation.model.member import MemberId

Mentions = tuple[tuple[MemberId, str], ...]
Rows = list[list[dict[str, str]]]
PEOPLE_MAX: Final = 3
LIMIT_SCENES: Final = 3  # harmless scenes in place of a film beyond somebody's limits
_LIMITS: Final = {"label": "limits", "verb": "open", "object": "limits"}
THEMES: Final = {"confession": 3, "medical": 3, "money": 3}
"""Rule → how many harmless scenes there are in place of its harm."""


def rewrite(sentence: str, rule: str, *, names: Sequence[str], locale: str) -> str:
    """Return words that every rule lets pass, with nobody in them who was not there; or nothing.

    Args:
        sentence: What was refused.
        rule: By which rule.
        names: What the people in it may be called.
        locale: The asker's; the rewrite is in the sentence's own script.
    """
    count = THEMES.get(rule, 0)
    if not count or is_grave(sentence):
        return ""
    tongue = _tongue(sentence, locale)
    kept = harmless_start(sentence, names)
    values = {"who": _who(sentence, names, tongue), "place": _place(sentence, tongue)}
    first = crc32(sentence.encode())
    themes = (
        say(f"rewrite-{rule}-{(first + step) % count + 1}", tongue, values) for step in range(count)
    )
    candidates = (kept, *themes) if kept else themes
    return next((one for one in candidates if check([one], names=names) is None), "")


def refusal_body(sentence: str, rule: str, *, own: str, mentions: Mentions, locale: str) -> str:
    """Write the note that refuses, with what can be shot instead, if anything can.

    ``own`` is what the asker is called. The refused words are not in it.
    """
    names = [own[:NAME_MAX], *(name for _, name in mentions)]
    offered = rewrite(sentence, rule, names=names, locale=locale)
    if not offered:
        return note_body("note-refused", {"rule": rule})
    cast = [[member, name] for member, name in mentions if names_in(offered, [name])]
    values = {"rule": rule, "rewrite": offered, "cast": json.dumps(cast, ensure_ascii=False)}
    return note_body("note-rewrite", values, _rows(rule))


def limit_body(film: Film, limit: str, limits: Sequence[str], *, own: str) -> str:
    """Write the note to somebody whose own limit keeps them out of the film they asked for."""
    names = [own[:NAME_MAX], *(name for _, name in film.mentions)]
    tongue = _tongue(film.sentence, film.locale)
    values = {"who": say("rewrite-self", tongue), "place": _place(film.sentence, tongue)}
    scenes = (say(f"rewrite-limit-{n}", tongue, values) for n in range(1, LIMIT_SCENES + 1))
    offered = next((one for one in scenes if _is_free(one, limits, names)), "")
    told = {"limit": limit, "title": film.title}
    if not offered:
        return note_body("note-own-limit", told, [[_LIMITS]])
    values = {**told, "rewrite": offered, "cast": "[]"}
    return note_body("note-own-limit-rewrite", values, [*_ways(), [_LIMITS]])


def _is_free(text: str, limits: Sequence[str], names: Sequence[str]) -> bool:
    about = Content(texts=(text,), marks=frozenset(), names=tuple(names))
    return check([text], names=names) is None and touched(limits, about) is None


def offered_in(body: str) -> tuple[str, Mentions]:
    """Return the rewrite that a note offers and who is mentioned in it; nothing in other notes."""
    values = json.loads(body or "{}").get("values", {})
    cast = json.loads(values.get("cast", "[]"))
    return values.get("rewrite", ""), tuple((MemberId(member), name) for member, name in cast)


def _rows(rule: str) -> Rows:
    return [*_ways(), [{"label": "which-rule", "verb": "rewrite", "object": f"rule:{rule}"}]]


def _ways() -> Rows:
    """Return what can be done with a rewrite."""
    shoot = {"label": "shoot-that", "verb": "rewrite", "object": "shoot"}
    return [[shoot, {"label": "own-words", "verb": "rewrite", "object": "own"}]]


def _tongue(sentence: str, locale: str) -> str:
    if HAN.search(sentence):
        return locale if locale.startswith("zh") else "zh-Hans"
    return "en"


def _who(sentence: str, names: Sequence[str], tongue: str) -> str:
    """Name those who are in the sentence, in its own order, the asker last; or two strangers."""
    asker = [say("rewrite-self", tongue)] if speaks_of_self(sentence) else []
    people = [*names_in(sentence, names)[: PEOPLE_MAX - len(asker)], *asker]
    return listed(people, tongue) if people else say("rewrite-nobody", tongue)


def listed(people: Sequence[str], tongue: str) -> str:
    """Name people, the first three of them, as a language lists them; there is at least one."""
    *others, last = people[:PEOPLE_MAX]
    if not others:
        return last
    values = {**dict(zip(("first", "second"), others, strict=False)), "last": last}
    return say("rewrite-two" if len(others) == 1 else "rewrite-three", tongue, values)


def _place(sentence: str, tongue: str) -> str:
    place = place_in(sentence)
    return f" {place}" if place and tongue == "en" else place
