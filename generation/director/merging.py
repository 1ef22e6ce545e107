"""The papers of scenes that become one film: everybody once, every shot, and what each was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from generation.director.script import MAX_TEXT_CHARACTERS, to_json
from generation.model.screenplay import CastMember, Screenplay, Shot

JOIN: Final = "join"
"""What a film of several scenes is to the last of them."""


def tokens_of(scenes: Sequence[Screenplay]) -> tuple[Mapping[str, str], ...]:
    """Return for each scene which cast token of the whole each of its own is; names decide."""
    counts: Counter[str] = Counter()
    given: dict[tuple[str, str], str] = {}
    found: list[Mapping[str, str]] = []
    for scene in scenes:
        tokens: dict[str, str] = {}
        for one in scene.cast:
            letter = one.token[0]
            key = (letter, one.name.casefold() if letter == "P" else f"{len(found)} {one.token}")
            if key not in given:
                counts[letter] += 1
                given[key] = f"{letter}{counts[letter]}"
            tokens[one.token] = given[key]
        found.append(tokens)
    return tuple(found)


def merged(scenes: Sequence[Screenplay]) -> Screenplay:
    """Return the scenes as one paper, to be agreed to and not to be shot.

    It may have more shots, and parts, than a film that is shot at once.
    """
    cast: dict[str, CastMember] = {}
    shots: list[Shot] = []
    for scene, tokens in zip(scenes, tokens_of(scenes), strict=True):
        for one in scene.cast:
            token = tokens[one.token]
            known = cast.get(token)
            if known is None or (known.kind != "cameo" and one.kind == "cameo"):
                cast[token] = replace(one, token=token)
        shots += [_shot(shot, tokens, len(shots) + n) for n, shot in enumerate(scene.shots, 1)]
    reading = " ".join(filter(None, (scene.reading for scene in scenes)))
    return replace(
        scenes[0], cast=tuple(cast.values()), shots=tuple(shots), continuity={}, recipe=None,
        button=scenes[-1].button, reading=reading[:MAX_TEXT_CHARACTERS] or None,
    )  # fmt: skip


def merged_json(scenes: Sequence[Screenplay]) -> str:
    """Return the paper of the whole as JSON, with what each scene was under ``scenes``."""
    whole = json.loads(to_json(merged(scenes)))
    whole["scenes"] = [
        {"title": one.title, "recipe": one.recipe, "genre": one.genre, "reading": one.reading}
        for one in scenes
    ]
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _shot(shot: Shot, tokens: Mapping[str, str], number: int) -> Shot:
    def named(token: str) -> str:
        return tokens.get(token, token)

    return replace(
        shot,
        id=f"S{number}",
        cast=tuple(map(named, shot.cast)),
        actions=tuple(
            replace(a, who=named(a.who), target=None if a.target is None else named(a.target))
            for a in shot.actions
        ),
        lines=tuple(
            replace(line, id=f"{line.id}.{number}", who=named(line.who)) for line in shot.lines
        ),
        props=tuple(
            replace(prop, anchor=".".join(map(named, prop.anchor.split("."))))
            for prop in shot.props
        ),
    )
