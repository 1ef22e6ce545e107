"""The breakdown: which stretches of a film a camera shoots, and which the stage keeps.

A camera films people. Lettering, inserts and views without anybody stay with the stage, which
draws them sharp.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.clip import RenderOrder
from generation.model.screenplay import CastKind, Screenplay, Shot
from generation.model.setup import CameraLimits
from generation.model.timeline import Cue, ShotSpan, Timeline

PEOPLE: frozenset[CastKind] = frozenset({"cameo", "drawn", "stand_in"})


class Stretch(NamedTuple):
    """Part of a shot that is filmed in one go.

    Attributes:
        id: The shot's id, with a number behind it from the second on.
        shot: Which shot.
        first: The frame of the film it begins with.
        end: The frame after its last.
        actors: Cast tokens of those in the picture.
        follows: It begins with the last picture of the one before.
    """

    id: str
    shot: Shot
    first: int
    end: int
    actors: tuple[str, ...]
    follows: bool

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.end - self.first


def stretches(
    screenplay: Screenplay, timeline: Timeline, limits: CameraLimits
) -> Mapping[str, tuple[Stretch, ...]]:
    """Return shot id → its stretches, in order; a shot that stays with the stage has none.

    Where more people are in a shot than the camera can tell apart, whoever speaks is seen alone:
    shot and reverse shot.
    """
    shots = {shot.id: shot for shot in screenplay.shots}
    return {
        span.shot_id: tuple(_of_shot(screenplay, shots[span.shot_id], span, timeline, limits))
        for span in timeline.spans
    }


def sound_of(dialogue: Samples, stretch: Stretch, timeline: Timeline) -> Samples | None:
    """Return what is spoken during a stretch, mono 48 kHz and as long; None where nothing is."""
    edges = (stretch.first, stretch.end)
    start, end = (round(float(frame / timeline.fps) * SAMPLE_RATE_HZ) for frame in edges)
    heard = dialogue[start:end]
    return heard if heard.any() else None


def seed_of(order: RenderOrder, stretch: Stretch) -> int:
    """Return the seed of a stretch: another one for each, and for each take of its shot."""
    return zlib.crc32(f"{order.seed} {stretch.id} {stretch.shot.take}".encode())


def _of_shot(
    screenplay: Screenplay, shot: Shot, span: ShotSpan, timeline: Timeline, limits: CameraLimits
) -> Iterator[Stretch]:
    people = _people(screenplay, shot)
    if not people or shot.insert is not None or shot.cards:
        return
    number = 0
    for first, end, actors in _angles(people, span, timeline, limits.people_max):
        pieces = ceil((end - first) / limits.frames_max)
        edges = [first + (end - first) * piece // pieces for piece in range(pieces + 1)]
        for piece, (piece_first, piece_end) in enumerate(pairwise(edges)):
            number += 1
            yield Stretch(
                id=shot.id if number == 1 else f"{shot.id}.{number}",
                shot=shot, first=piece_first, end=piece_end, actors=actors,
                follows=limits.chains and piece > 0,
            )  # fmt: skip


def _people(screenplay: Screenplay, shot: Shot) -> tuple[str, ...]:
    """Return who is seen; nobody where somebody is there that a camera cannot know: a thing."""
    kinds = {member.token: member.kind for member in screenplay.cast}
    if any(kinds.get(token) == "thing" for token in shot.cast):
        return ()
    return tuple(token for token in shot.cast if kinds.get(token) in PEOPLE)


def _angles(
    people: tuple[str, ...], span: ShotSpan, timeline: Timeline, people_max: int
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (first frame, frame after the last, who is seen) of every angle on a shot."""
    if len(people) <= people_max:
        yield span.first, span.end, people
        return
    spoken = [cue for cue in timeline.cues_of(span.shot_id) if cue.who in people]
    turns = [cue for before, cue in pairwise([None, *spoken]) if _turns(before, cue)]
    whose = [cue.who for cue in turns if cue is not None]
    edges = [span.first, *(_cut(cue, timeline, span) for cue in turns[1:]), span.end]
    if not whose:  # nobody speaks: one after another is seen to listen
        whose = list(people)
        edges = [span.first + span.frames * n // len(people) for n in range(len(people) + 1)]
    for (first, end), who in zip(pairwise(edges), whose, strict=True):
        if end > first:
            yield first, end, (who,)


def _turns(before: Cue | None, cue: Cue | None) -> bool:
    return cue is not None and (before is None or before.who != cue.who)


def _cut(cue: Cue | None, timeline: Timeline, span: ShotSpan) -> int:
    """Return the frame of the cut to whoever says ``cue``: a little before they are heard."""
    start_s = cue.start_s if cue is not None else 0.0
    frame = round((start_s - CUT_LEAD_S) * float(timeline.fps))
    return min(max(frame, span.first), span.end)


CUT_LEAD_S = 0.1
