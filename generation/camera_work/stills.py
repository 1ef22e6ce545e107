"""Stills: the first picture of every setup, drawn by the stage, and the shots the stage keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Event
from typing import NamedTuple

import numpy as np

from generation.arrays import RgbImage, Yuv420Frame
from generation.camera_work.breakdown import Stretch
from generation.errors import RenderError
from generation.media.poster import to_picture
from generation.model.clip import RenderOrder
from generation.model.screenplay import Action, Shot
from generation.model.timeline import ActorRecord, Cue, ShotRecord, ShotSpan, Timeline
from generation.ports import RenderEngine

ENTRANCES = frozenset(
    ("walk_in", "walk_out", "peek", "duck", "dive", "tumble", "rise", "turn_away", "chase", "flee")
)
"""Actions during which a face is not in the picture from the first frame on."""


class Angle(NamedTuple):
    """A view of one shot, as the stage draws it.

    Attributes:
        whose: The shot of the film that it is a view of.
        shot: The view as a shot of its own.
        span: Its frames.
        cues: What is said in it.
    """

    whose: str
    shot: Shot
    span: ShotSpan
    cues: tuple[Cue, ...]


class Stills:
    """The film as the stage would shoot it, where every angle is a shot of its own."""

    def __init__(
        self, stage: RenderEngine, order: RenderOrder, timeline: Timeline,
        breakdown: Mapping[str, Sequence[Stretch]],
    ) -> None:  # fmt: skip
        """Have the stage prepare every angle."""
        shots = {shot.id: shot for shot in order.screenplay.shots}
        angles = [
            angle
            for span in timeline.spans
            for angle in _angles(shots[span.shot_id], span, timeline, breakdown[span.shot_id])
        ]
        self._whose = {angle.shot.id: angle.whose for angle in angles}
        paper = replace(order.screenplay, shots=tuple(angle.shot for angle in angles))
        cut = replace(
            timeline,
            spans=tuple(angle.span for angle in angles),
            cues=tuple(cue for angle in angles for cue in angle.cues),
        )
        self._take = stage.shoot(replace(order, screenplay=paper), cut)

    def still(self, stretch: Stretch) -> RgbImage:
        """Return the first picture of a stretch that follows no other; of the film's size.

        Raises:
            RenderError: ``no-frames``: the stage drew none.
        """
        enough = Event()
        for frame in self._frames(stretch.id, enough):
            enough.set()
            return np.asarray(to_picture(frame), np.uint8)
        raise RenderError("no-frames")

    def shot(self, shot_id: str, stop: Event) -> Iterator[Yuv420Frame]:
        """Yield the frames of a shot that the stage keeps."""
        return self._frames(shot_id, stop)

    def records(self) -> Sequence[ShotRecord]:
        """Return where faces are to begin with; nobody knows when lids will close."""
        seen: dict[str, dict[str, ActorRecord]] = {whose: {} for whose in self._whose.values()}
        for record in self._take.records():
            for actor in record.actors:
                still = replace(actor, blinks_s=())
                seen[self._whose[record.shot_id]].setdefault(actor.token, still)
        return [
            ShotRecord(shot_id=shot_id, actors=tuple(actors.values()))
            for shot_id, actors in seen.items()
        ]

    def _frames(self, name: str, stop: Event) -> Iterator[Yuv420Frame]:
        return self._take.frames(stop, without=[other for other in self._whose if other != name])


def _angles(
    shot: Shot, span: ShotSpan, timeline: Timeline, stretches: Sequence[Stretch]
) -> Iterator[Angle]:
    """Yield the views of a shot: one for each stretch with a first picture of its own."""
    if not stretches:
        yield Angle(shot.id, shot, span, timeline.cues_of(shot.id))
        return
    opening = [stretch for stretch in stretches if not stretch.follows]
    ends = [*(stretch.first for stretch in opening[1:]), span.end]
    for stretch, end in zip(opening, ends, strict=True):
        here = ShotSpan(shot_id=stretch.id, first=stretch.first, end=end)
        cues = tuple(
            replace(cue, shot_id=stretch.id)
            for cue in timeline.cues_of(shot.id)
            if stretch.first <= cue.start_s * timeline.fps < end or len(opening) == 1
        )
        yield Angle(shot.id, _seen(stretch, span, here, cues), here, cues)


def _seen(stretch: Stretch, span: ShotSpan, here: ShotSpan, cues: Sequence[Cue]) -> Shot:
    """Return the shot as it is seen from one angle: with its people, what they hold and do."""
    shot, alone = stretch.shot, set(stretch.actors)
    left_out = {token for token in shot.cast if token[0] == "P"} - alone
    said = {cue.line_id for cue in cues}
    return replace(
        shot,
        id=stretch.id,
        transition="cut",  # fades are laid over what the camera brings back
        cast=tuple(token for token in shot.cast if token not in left_out),
        lines=tuple(line for line in shot.lines if line.id in said),
        props=tuple(prop for prop in shot.props if prop.anchor.split(".")[0] not in left_out),
        actions=tuple(_moved(shot.actions, span, here, left_out)),
    )


def _moved(
    actions: Sequence[Action], span: ShotSpan, here: ShotSpan, left_out: set[str]
) -> Iterator[Action]:
    """Yield what is done in an angle, at its time there."""
    for action in actions:
        at = (action.at * span.frames + span.first - here.first) / here.frames
        seen = not {action.who, action.target} & left_out and action.action not in ENTRANCES
        if seen and 0.0 <= at < 1.0:
            yield replace(action, at=at)
