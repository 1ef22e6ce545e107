"""A thing that one scene ends on, and the next one begins with: left, and brought along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generation.director.data import table
from generation.director.script import MAX_SHOTS
from generation.model.screenplay import Camera, Prop, Screenplay, Shot

PORTABLE: Final = frozenset(
    ("cake", "trophy", "file", "box", "crate", "plate", "teacup", "umbrella", "phone", "candle",
     "megaphone", "microphone", "balloon", "dumpling_steamer", "lantern", "book", "can", "ticket",
     "note", "scroll", "mug", "badge", "bowl", "bottle", "packet", "calendar_page", "glass")
)  # fmt: skip
"""What can be carried from one place to another; a wall's sign, or a table's gavel, stays."""
INDOORS: Final = ("table", "ground", "front")
OUTDOORS: Final = ("front", "ground", "table")
OVERGROWN: Final = ("front", "table")
AFLOAT: Final = ("air", "table")
"""Where it may lie, the best place first; grass hides the ground, and what floats lies nowhere."""
SEEN: Final = frozenset(("wide", "medium"))
"""Views that show where things lie."""
OPENING_S = 1.0


def left_by(first: Screenplay) -> Prop | None:
    """Return the thing that is there at the end, as it is then; a lettered one before others."""
    bodies = {one.wears for one in first.cast if one.kind == "thing"}
    last: dict[str, Prop] = {}
    for shot in first.shots:
        for prop in shot.props:
            last.pop(prop.id, None)
            last[prop.id] = replace(prop, start=prop.end)
    found = [
        prop
        for prop in reversed(last.values())
        if prop.id in PORTABLE and prop.id not in bodies and prop.end != "absent"
    ]
    return next((prop for prop in found if prop.label), next(iter(found), None))


def brought(paper: Screenplay, left: Prop) -> Screenplay:
    """Return the screenplay with the thing in its first frame, and where it is seen after that."""
    opening = paper.shots[0]
    there = next((prop for prop in opening.props if prop.id == left.id), None)
    if opening.insert == left.id or (there is not None and _sees(opening)):
        shots = (_changed(opening, left), *paper.shots[1:])
        return replace(paper, shots=shots)
    if _sees(opening):
        return replace(paper, shots=tuple(_laid(paper, left)))
    if len(paper.shots) == MAX_SHOTS:
        return paper
    shots = (_close(opening, left), *paper.shots)
    numbered = (replace(shot, id=f"S{number}") for number, shot in enumerate(shots, 1))
    return replace(paper, shots=tuple(numbered))


def _sees(shot: Shot) -> bool:
    return shot.insert is None and shot.camera.framing in SEEN


def _changed(shot: Shot, left: Prop) -> Shot:
    """Have a thing that the film has anyway begin as it was left."""
    props = list(shot.props)
    at = next((n for n, prop in enumerate(props) if prop.id == left.id), None)
    if at is None:
        return replace(shot, props=(*props, replace(left, anchor="table")))
    own = props[at]
    end = left.end if own.end == own.start else own.end
    props[at] = replace(own, label=own.label or left.label, start=left.end, end=end)
    return replace(shot, props=tuple(props))


def _laid(paper: Screenplay, left: Prop) -> Iterator[Shot]:
    """Lay it down where the scene opens, in every view that shows the place."""
    opening = paper.shots[0]
    taken, places = {prop.anchor for prop in opening.props}, _places(opening.set)
    anchor = next((place for place in places if place not in taken), places[-1])
    for shot in paper.shots:
        busy = any(prop.id == left.id or prop.anchor == anchor for prop in shot.props)
        if shot is opening or (shot.set == opening.set and _sees(shot) and not busy):
            shot = replace(shot, props=(*shot.props, replace(left, anchor=anchor)))
        yield shot


def _places(place: str) -> tuple[str, ...]:
    if place == "space_cabin":
        return AFLOAT
    if place == "tall_grass":
        return OVERGROWN
    known = table("lexicon", "places").get(place, {"indoors": True})
    return INDOORS if known.get("indoors") else OUTDOORS


def _close(opening: Shot, left: Prop) -> Shot:
    """Return a view of the thing alone, before the scene."""
    return Shot(
        id="S1", set=opening.set, duration_s=OPENING_S, time=opening.time,
        weather=opening.weather, light=opening.light, camera=Camera(framing="close"),
        ambience=opening.ambience, music=opening.music, subtitles=opening.subtitles,
        insert=left.id, props=(replace(left, anchor="table"),),
    )  # fmt: skip
