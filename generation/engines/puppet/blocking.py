"""Blocking: who stands where, what the camera sees, who acts what. No pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import add

import numpy as np

from generation.engines.puppet.acting import ActorTrack, perform
from generation.engines.puppet.actions import Room
from generation.engines.puppet.camera import (
    CANVAS_DENSITY_MAX,
    CHIN,
    Path,
    clamped_focus,
    crown_faces,
    face_height,
    face_share,
    path,
    stand,
    zoom_ratio,
)
from generation.engines.puppet.canvas import Point, View
from generation.engines.puppet.embracing import embraces, returned, side_by_side
from generation.engines.puppet.grouping import (
    PLACES,
    SEAT,
    beside_faces,
    edge_faces,
    empty_view,
    free_place,
    group_zoom,
    huddled,
    subject_at,
    under_hair,
    with_fourth,
)
from generation.engines.puppet.parts import part_of, sides_of
from generation.engines.puppet.stage import CHIN_DOWN_FACES, FIGURE_FACES, Anchor, Box, SetPainter
from generation.engines.puppet.things import HANGING, ThingActor, bodies
from generation.model.clip import RenderOrder
from generation.model.likeness import Likeness, Reach
from generation.model.screenplay import Prop, Shot
from generation.model.timeline import ActorRecord, Cue, ShotRecord, ShotSpan, Timeline

TAKE_STEP = 7919  # between the seeds of two takes of a shot: more than a film has of its own
TRUNK_FACES = 3.0  # from the chin to where a bust ends: a view of more shows whole figures
MARGIN_MIN_PX = 4
THING_REACH = 0.18  # of the frame width: half of what hangs there, and the way to the edge


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedActor:
    """One actor in one shot.

    Attributes:
        token: Cast token.
        likeness: Whose face.
        chin: Chin point in stage units at rest.
        face: Face height in stage units.
        whole: True when the whole figure is seen.
        track: The acting.
        window: All that is seen of them (left, top, right, bottom; stage units), or None.
    """

    token: str
    likeness: Likeness
    chin: Point
    face: float
    whole: bool
    track: ActorTrack
    window: Box | None = None

    @property
    def foot(self) -> float:
        """How far down the stage their feet stand: whoever stands lower is nearer."""
        return self.chin[1] + (FIGURE_FACES - CHIN_DOWN_FACES) * self.face


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedShot:
    """One shot, ready to be painted.

    Attributes:
        shot: The paper.
        span: Its frames.
        view: The camera on the compose canvas, which is ``density`` times the picture.
        density: Canvas pixels a picture pixel; more than 1 only where the camera zooms.
        path: Camera travel in canvas pixels.
        actors: Far to near; whoever hugs is in front of those who do not.
        anchors: Of the set.
        cues: Lines timed from the shot's first frame.
        focus: Canvas pixel the zoom closes in on.
        standing: Cast token → anchor, for everybody who is ever on this set.
        things: Things that have a part and are seen.
    """

    shot: Shot
    span: ShotSpan
    view: View
    density: float
    path: Path
    actors: tuple[BlockedActor, ...]
    anchors: Mapping[str, Anchor]
    cues: tuple[Cue, ...]
    focus: Point
    standing: Mapping[str, str]
    things: tuple[ThingActor, ...] = ()

    def record(self, fps: float) -> ShotRecord:
        """Report faces in pixels of the picture and blinks in seconds of the film."""
        return ShotRecord(
            shot_id=self.shot.id,
            actors=tuple(
                ActorRecord(
                    token=actor.token,
                    face_px=self._face_px(actor),
                    blinks_s=tuple(
                        round((self.span.first + frame) / fps, 3)
                        for frame in actor.track.shut_frames
                    ),
                )
                for actor in self.actors
            ),
        )

    def _face_px(self, actor: BlockedActor) -> tuple[int, int, int, int]:
        points = actor.likeness.landmarks[:, :2]
        unit = actor.face * self.view.scale(1.0) / face_height(actor.likeness)
        low = (points.min(0) - points[CHIN]) * unit
        high = (points.max(0) - points[CHIN]) * unit
        travel = np.median(actor.track.travel, axis=0) * actor.face * self.view.scale(1.0)
        chin = np.array(self.view.project(actor.chin)) + travel
        zoom = float(np.median(self.path.zoom))
        focus = np.array(self.focus)
        corners = [
            (chin + offset - focus) * zoom / self.density + focus / self.density
            for offset in (low, high)
        ]
        left, top = (round(float(v)) for v in corners[0])
        width, height = (round(float(v)) for v in corners[1] - corners[0])
        return left, top, width, height


def block(
    order: RenderOrder, timeline: Timeline, sets: Mapping[str, SetPainter]
) -> list[BlockedShot]:
    """Block every shot of a film."""
    shots = {shot.id: shot for shot in order.screenplay.shots}
    return [
        _block_shot(
            order, timeline, shots[span.shot_id], span, sets[shots[span.shot_id].set], index
        )
        for index, span in enumerate(timeline.spans)
    ]


def _block_shot(
    order: RenderOrder,
    timeline: Timeline,
    shot: Shot,
    span: ShotSpan,
    painter: SetPainter,
    index: int,
) -> BlockedShot:
    spec = order.spec
    fps = float(timeline.fps)
    seed = order.seed + TAKE_STEP * shot.take
    density = min(CANVAS_DENSITY_MAX, float(np.sqrt(zoom_ratio(shot.camera))))
    width, height = _even(spec.width_px * density), _even(spec.height_px * density)
    travel = path(
        shot.camera, frames=span.frames, fps=fps, width=width, height=height,
        seed=seed + index,
    )  # fmt: skip
    anchors = with_fourth(painter.anchors(spec.width_px / spec.height_px))
    standing = _standing(order, shot.set, anchors)
    tokens = [token for token in shot.cast if token in standing]
    places = _places(tokens, anchors, standing)
    shot = returned(shot, places)
    places = side_by_side(shot, places, width / height)
    windowed = any(place.window for place in places.values())
    if shot.camera.framing == "medium" and places and not windowed:
        face = min(place.face for place in places.values())
        places = huddled(places, face, spec.width_px / spec.height_px)
    view, whole = _view(order, shot, places, anchors, (width, height), travel, index)
    cues = _local_cues(timeline, span, fps)
    held = dict(bodies(order.screenplay.cast, shot))
    seats = {SEAT: free_place(anchors, [standing[token] for token in places])}
    absent = seats if shot.empty_anchor else {}
    here = {**places, **_thing_places(held, anchors, places, view), **absent}
    away = {token: anchors[at] for token, at in standing.items() if token not in here}
    sides = sides_of({**here, **away})

    hugs = embraces(shot, places, order.likenesses, aspect=width / height, whole=whole)

    def play(token: str, reach: Reach) -> ActorTrack:
        mood = order.screenplay.mood_in(shot, token)
        part = part_of(
            token, shot, cues, sides, mood=mood, solo=len(here) == 1, reach=reach,
            room=_room(places.get(token), view), embrace=hugs.get(token),
        )  # fmt: skip
        return perform(
            part, frames=span.frames, fps=fps, lead_s=timeline.mouth_lead_s, seed=seed + 31 * index
        )

    actors = [
        BlockedActor(
            token=token,
            likeness=order.likenesses[token],
            chin=anchor.chin,
            face=anchor.face,
            whole=whole and anchor.window is None,
            track=play(token, order.likenesses[token].reach),
            window=anchor.window,
        )
        for token, anchor in places.items()
    ]
    focus = (width / 2, height / 2)
    if actors:
        chin = view.project(actors[0].chin)
        focus = (chin[0], chin[1] - 0.5 * actors[0].face * view.scale(1.0))
    return BlockedShot(
        shot=shot,
        span=span,
        view=view,
        density=density,
        path=travel,
        actors=tuple(sorted(actors, key=lambda actor: (actor.token in hugs, actor.foot))),
        anchors=anchors,
        cues=cues,
        focus=clamped_focus(focus, (width, height)),
        standing=standing,
        things=tuple(
            ThingActor(token=token, prop=prop, track=play(token, Reach()))
            for token, prop in held.items()
        ),
    )


def _room(place: Anchor | None, view: View) -> Room:
    """Return what the camera leaves around somebody's chin."""
    if place is None:
        return Room()
    x, y = view.project(place.chin)
    face = place.face * view.scale(1.0)
    return Room(
        aside=(view.width_px / 2 - x) / face, above=y / face, below=(view.height_px - y) / face
    )


def _even(value: float) -> int:
    return round(value / 2) * 2


def _standing(order: RenderOrder, set_id: str, anchors: Mapping[str, Anchor]) -> dict[str, str]:
    """Return token → anchor for a whole film on one set: nobody changes places between shots.

    Whoever comes when every place is taken has none.
    """
    shots = [shot for shot in order.screenplay.shots if shot.set == set_id]
    met = list(dict.fromkeys(token for shot in shots for token in shot.cast))
    met = [token for token in met if token in order.likenesses]
    standing = {
        token: place
        for token, kept in order.screenplay.continuity.items()
        if token in met
        for place in [name for name in (kept.stands or "").split() if name in anchors][:1]
    }
    waiting = [token for token in met if token not in standing]
    free = (name for name in PLACES if name in anchors)
    return standing | dict(zip(waiting, free, strict=False))


def _places(
    tokens: Sequence[str], anchors: Mapping[str, Anchor], standing: Mapping[str, str]
) -> dict[str, Anchor]:
    """Give each actor of a shot the place they have in the whole film."""
    return {token: anchors.get(standing[token], anchors["actor1"]) for token in tokens}


def _thing_places(
    held: Mapping[str, Prop],
    anchors: Mapping[str, Anchor],
    places: Mapping[str, Anchor],
    view: View,
) -> dict[str, Anchor]:
    """Return where things with a part are seen, so that eyes go there."""
    unit = view.scale(1.0)
    faces = [(view.project(place.chin)[0], place.face * unit) for place in places.values()]
    seen = {}
    for token, prop in held.items():
        anchor = anchors.get(prop.anchor) or anchors["ground"]
        x, _ = view.project(anchor.at)
        if prop.anchor in HANGING:
            x = beside_faces(x, THING_REACH * view.width_px, faces, view.width_px)
        across = anchor.at[0] + (x - view.project(anchor.at)[0]) / unit
        seen[token] = replace(anchor, at=(across, anchor.at[1]))
    return seen


def _view(
    order: RenderOrder,
    shot: Shot,
    places: Mapping[str, Anchor],
    anchors: Mapping[str, Anchor],
    size: tuple[int, int],
    travel: Path,
    index: int,
) -> tuple[View, bool]:
    """Return the camera of a shot and whether whole figures are seen."""
    width, height = size
    margin = MARGIN_MIN_PX + int(
        np.ceil(1.6 * max(float(np.abs(travel.dx).max()), float(np.abs(travel.dy).max())))
    )
    framing = shot.camera.framing
    if not places:
        return empty_view(shot, anchors, size, margin), True
    if framing == "wide":
        return View(width_px=width, height_px=height, margin_px=margin), True
    speaker = (
        shot.lines[0].who if shot.lines and shot.lines[0].who in places else next(iter(places))
    )
    group = list(places) if framing == "medium" else [speaker]
    sources = [
        order.likenesses[token].source_face_px
        for token in group
        if order.likenesses[token].kind == "photo"
    ]
    share = face_share(
        framing, actors=len(group), aspect=width / height, height=order.spec.height_px,
        source_face_px=min(sources) if sources else None,
    )  # fmt: skip
    faces = [places[token].face for token in group]
    zoom = max(1.0, share / (sum(faces) / len(faces)))
    chins = [places[token].chin for token in group]
    is_round = order.screenplay.format == "note"
    if is_round or len(group) > 1:
        zoom = group_zoom(
            zoom,
            chins,
            max(faces),
            width / height,
            is_round=is_round,
            captioned=bool(shot.lines),
            edge_faces=edge_faces(shot),
        )
        share = zoom * sum(faces) / len(faces)
    subject = (
        sum(chin[0] for chin in chins) / len(chins),
        sum(chin[1] for chin in chins) / len(chins),
    )
    side = (1 if (index + order.seed + shot.take) % 2 else -1) if len(group) == 1 else 0
    if side and shot.empty_anchor:
        side = 1 if subject[0] > width / height / 2 else -1
    at = subject_at(
        framing, share, side=side, aspect=width / height, is_round=is_round,
        is_half=shot.empty_anchor,
    )  # fmt: skip
    if framing != "extreme_close" and not is_round:
        crowns = [crown_faces(order.likenesses[token]) for token in group]
        ups = [(subject[1] - chin[1]) / face for chin, face in zip(chins, faces, strict=True)]
        at, seen = under_hair(at, share, max(map(add, crowns, ups)))
        zoom, share = max(1.0, zoom * seen / share), seen
    view = stand(
        width=width, height=height, zoom=zoom, subject=subject, subject_at=at, margin_px=margin
    )
    return view, (1 - at[1]) / share > TRUNK_FACES


def _local_cues(timeline: Timeline, span: ShotSpan, fps: float) -> tuple[Cue, ...]:
    return tuple(cue.moved(-span.first / fps) for cue in timeline.cues_of(span.shot_id))
