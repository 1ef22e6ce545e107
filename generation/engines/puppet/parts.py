"""What each actor has to play in one shot: lines, deeds, and where the others are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generation.engines.puppet.acting import Part
from generation.engines.puppet.actions import Room
from generation.engines.puppet.clasping import Embrace
from generation.engines.puppet.stage import Anchor
from generation.engines.puppet.things import right_handed
from generation.model.likeness import Reach
from generation.model.screenplay import Mood, Shot
from generation.model.timeline import Cue


def sides_of(places: Mapping[str, Anchor]) -> dict[str, dict[str, float]]:
    """Return where everybody is as each of them sees it: -1 left, 1 right."""
    return {
        token: {
            other: 1.0 if places[other].at[0] >= places[token].at[0] else -1.0
            for other in places
            if other != token
        }
        for token in places
    }


def part_of(
    token: str,
    shot: Shot,
    cues: Sequence[Cue],
    sides: Mapping[str, Mapping[str, float]],
    *,
    mood: Mood,
    solo: bool,
    reach: Reach,
    room: Room,
    embrace: Embrace | None,
) -> Part:
    """Return what ``token`` has to play; ``solo`` where nobody and nothing else is in the shot."""
    others = tuple(
        (cue.start_s, cue.end_s, sides[token].get(cue.who, 1.0)) for cue in cues if cue.who != token
    )
    own = tuple(cue for cue in cues if cue.who == token)
    punchline = own[-1].start_s if own and mood == "deadpan" else None
    facing = 0.0
    if not solo and sides[token]:
        facing = 0.5 * next(iter(sides[token].values()))
    held = next((p.id for p in shot.props if p.anchor == f"{token}.hand"), None)
    return Part(
        token=token,
        mood=mood,
        cues=own,
        others=others if not solo else (),
        actions=tuple(action for action in shot.actions if action.who == token),
        sides=sides[token],
        alone=solo,
        punchline_s=punchline,
        holds=held,
        right_handed=held is not None and right_handed(held),
        facing=facing,
        reach=reach,
        room=room,
        embrace=embrace,
    )
