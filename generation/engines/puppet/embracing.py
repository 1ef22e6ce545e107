"""Hugs: who holds whom, how far they go to each other, and where the hands lie. Numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generation.engines.puppet.canvas import Point
from generation.engines.puppet.clasping import HUG, Embrace
from generation.engines.puppet.figure.bust import joint, measure
from generation.engines.puppet.figure.sleeves import PHOTO_SLEEVE, SHOULDER_AT
from generation.engines.puppet.stage import Anchor
from generation.model.likeness import Likeness
from generation.model.screenplay import Action, Shot

TURNING = frozenset({"float", "tumble", "dive"})  # nobody holds whoever does not stand
APART_FACES = 1.12  # from chin to chin: heads side by side, temples touching
HEAD_FACES = 0.6  # from a chin to the frame's edge
ELBOW_FACES = 0.9  # from a chin into the arm beside it
OVER_SHOULDER = (0.92, -0.20)  # share of the way out, face heights down: where a wrist comes over


def returned(shot: Shot, places: Mapping[str, Anchor]) -> Shot:
    """Return the shot with every hug returned, and aimed at somebody in it where there is one.

    Everybody has one hug then: who held two people is held by the second of them.
    """
    aimed: dict[str, Action] = {}
    hugs = [a for a in shot.actions if a.action == HUG and a.who in places]
    for hug in (replace(one, target=_met(one, places)) for one in hugs):
        aimed.setdefault(hug.who, hug)
        if hug.target is not None and hug.target in places:
            aimed.setdefault(hug.target, replace(hug, who=hug.target, target=hug.who))
    if not aimed:
        return shot
    rest = (a for a in shot.actions if a not in hugs)
    return replace(shot, actions=(*rest, *aimed.values()))


def _met(hug: Action, places: Mapping[str, Anchor]) -> str | None:
    """Return whom a hug is for: its target, else whoever stands nearest; else nobody."""
    if hug.target is not None or places[hug.who].window is not None:
        return hug.target
    here = places[hug.who].at[0]
    others = [token for token in places if token != hug.who and places[token].window is None]
    return min(others, key=lambda token: abs(places[token].at[0] - here), default=None)


def side_by_side(shot: Shot, places: Mapping[str, Anchor], aspect: float) -> dict[str, Anchor]:
    """Return the places with nobody between those who hug, or behind them: others make room.

    Args:
        shot: As ``returned`` gives it.
        places: Token → where they stand in the film.
        aspect: Frame width by height.
    """
    groups = list(_groups(shot, places))
    if not groups:
        return dict(places)
    row = sorted(places, key=lambda token: places[token].at[0])
    for group in groups:
        first = min(map(row.index, group))
        others = [token for token in row if token not in group]
        row = [*others[:first], *group, *others[first:]]
    slots = sorted(places.values(), key=lambda place: place.at[0])
    moved = dict(zip(row, _apart(slots, aspect), strict=True))
    return {token: moved[token] for token in places}


def _apart(row: Sequence[Anchor], aspect: float) -> list[Anchor]:
    """Return places as far from each other as heads in a hug, as long as the frame has room."""
    across = [place.at[0] for place in row]
    across[0] = max(across[0], ELBOW_FACES * row[0].face)
    for n, (one, other) in enumerate(pairwise(row), 1):
        near = APART_FACES * (one.face + other.face) / 2
        across[n] = max(across[n], across[n - 1] + near)
    room = aspect - HEAD_FACES * row[-1].face
    over = max(0.0, min(across[-1] - room, across[0] - HEAD_FACES * row[0].face))
    return [
        replace(place, at=(x - over, place.at[1])) for place, x in zip(row, across, strict=True)
    ]


def embraces(
    shot: Shot,
    places: Mapping[str, Anchor],
    faces: Mapping[str, Likeness],
    *,
    aspect: float,
    whole: bool,
) -> dict[str, Embrace]:
    """Return what everybody in a hug has to do.

    Args:
        shot: As ``returned`` gives it.
        places: Token → where they stand, as ``side_by_side`` gives them.
        faces: Token → likeness.
        aspect: Frame width by height.
        whole: Whole figures are seen.
    """
    found: dict[str, Embrace] = {}
    for group in _groups(shot, places):
        hugs = [next(a for a in shot.actions if a.action == HUG and a.who == t) for t in group]
        began = min(hugs, key=shot.actions.index).who
        at = min(hug.at for hug in hugs)
        meet = _meeting([places[token] for token in group], aspect)
        low = max(places[token].chin[1] for token in group)
        for n, token in enumerate(group):
            face, (x, y) = places[token].face, places[token].chin
            left, right = (
                _far_shoulder(meet, places, group, n, n + side, faces, whole=whole)
                for side in (-1, 1)
            )
            found[token] = Embrace(
                at=at, way=((meet[n] - x) / face, (low - y) / face), left=left, right=right,
                leads=token == began,
            )  # fmt: skip
    return found


def _groups(shot: Shot, places: Mapping[str, Anchor]) -> Iterator[Sequence[str]]:
    """Yield everybody who holds somebody or is held, from left to right, group by group."""
    turning = {action.who for action in shot.actions if action.action in TURNING}
    free = {token for token, place in places.items() if place.window is None} - turning
    ties = [
        {hug.who, hug.target}
        for hug in shot.actions
        if hug.action == HUG and hug.who != hug.target and {hug.who, hug.target} <= free
    ]
    while ties:
        group = set(ties.pop(0))
        while near := [tie for tie in ties if tie & group]:
            group.update(*near)
            ties = [tie for tie in ties if tie not in near]
        yield sorted(filter(None, group), key=lambda token: places[token].at[0])


def _meeting(row: Sequence[Anchor], aspect: float) -> list[float]:
    """Return where the chins of a row are when they hold each other: about its middle, in view."""
    at = [0.0]
    for one, other in pairwise(row):
        at.append(at[-1] + APART_FACES * (one.face + other.face) / 2)
    middle = sum(place.chin[0] for place in row) / len(row)
    half = min(at[-1] / 2 + ELBOW_FACES * max(place.face for place in row), aspect / 2)
    middle = min(max(middle, half), aspect - half)
    return [middle + x - at[-1] / 2 for x in at]


def _far_shoulder(
    meet: Sequence[float],
    places: Mapping[str, Anchor],
    group: Sequence[str],
    own: int,
    other: int,
    faces: Mapping[str, Likeness],
    *,
    whole: bool,
) -> Point | None:
    if not 0 <= other < len(group):
        return None
    side = 1 if other > own else -1
    out, down = _shoulder(faces[group[other]], side, whole=whole)
    share = places[group[other]].face / places[group[own]].face
    apart = (meet[other] - meet[own]) / places[group[own]].face
    return apart + OVER_SHOULDER[0] * out * share, (down + OVER_SHOULDER[1]) * share


def _shoulder(likeness: Likeness, side: int, *, whole: bool) -> Point:
    """Return the joint of the arm on ``side`` from the chin."""
    bust = measure(likeness) if likeness.kind == "photo" and likeness.shoulders else None
    if bust is None or whole:
        return SHOULDER_AT[0] * side, SHOULDER_AT[1]
    return joint(bust, likeness, side, PHOTO_SLEEVE[0])
