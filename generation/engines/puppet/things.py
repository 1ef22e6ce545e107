"""Things that have a part: which prop is their body, and what acting does to body and face."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.acting import ActorTrack
from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.catalogue import PROPS, Drawn
from generation.engines.puppet.props.faces import FACES, DrawnFace, FacePose
from generation.engines.puppet.sprite import Sprite, blit
from generation.model.screenplay import CastMember, Prop, Shot

LEAN_STEP_DEG = 1.5  # a lean is drawn once and kept
LEAN_MAX_DEG = 18.0
FACE_HEIGHTS = 0.7  # what acting calls a face height, in heights of the thing
HOP = 0.03  # heights by which an open mouth lifts the thing that speaks
STRIDE = 0.12  # heights of a hop on its way
HANGS_AT = 0.95  # a hanging thing swings about its top, others lean about their foot
EDGE_GRIP = 0.1  # heights from its middle to where a hand takes a thing at its edge
HANGING = frozenset({"wall", "air"})
FACELESS = frozenset({"absent", "empty", "fallen", "broken"})
"""States in which nobody is at home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingActor:
    """A thing with a part in one shot: ``prop`` is its body."""

    token: str
    prop: Prop
    track: ActorTrack


def right_handed(prop_id: str) -> bool:
    """Tell whether a thing has to be in the hand on the picture's right.

    Taken at its right edge it lies before the chest there; in the other hand the forearm would
    cover it. A megaphone would point into the face.
    """
    return prop_id == "megaphone" or (prop_id in PROPS and PROPS[prop_id].grip[0] > EDGE_GRIP)


def bodies(cast: Sequence[CastMember], shot: Shot) -> Iterator[tuple[str, Prop]]:
    """Yield (token, prop) of every thing in a shot whose body can have a face and is there."""
    for member in cast:
        if member.kind == "thing" and member.token in shot.cast and member.wears in FACES:
            found = next((prop for prop in shot.props if prop.id == member.wears), None)
            if found is not None:
                yield member.token, found


class LivingThing:
    """The body and face of one thing at one size; ``lay`` is a pure function of the frame."""

    def __init__(self, actor: ThingActor, height_px: int, key: Colour) -> None:
        """Take the acting; ``key`` is the light of the set."""
        self._prop, self._track = actor.prop, actor.track
        self._height = height_px
        self._face = DrawnFace(FACES[actor.prop.id], height_px, key)
        self._leaning: dict[tuple[int, float], tuple[Sprite, Point]] = {}

    def lay(self, canvas: BgrFrame, look: Drawn, state: str, frame: int, foot: Point) -> None:
        """Draw it with its foot at ``foot`` (canvas pixels), moved as it acts."""
        track = self._track
        lean = self._lean(frame)
        unit = FACE_HEIGHTS * self._height
        x = foot[0] + float(track.travel[frame, 0]) * unit
        y = foot[1] + float(track.travel[frame, 1]) * unit - self._hop(frame)
        sprite, at = self._leaned(look, lean)
        blit(canvas, sprite, x - at[0], y - at[1])
        if state not in FACELESS:
            self._face.lay(canvas, self._moved_foot((x, y), lean), self._pose(frame, lean))

    def _lean(self, frame: int) -> float:
        lean = float(self._track.pose[frame, 2]) + float(self._track.spin[frame])
        steps = round(float(np.clip(lean, -LEAN_MAX_DEG, LEAN_MAX_DEG)) / LEAN_STEP_DEG)
        return steps * LEAN_STEP_DEG

    def _hop(self, frame: int) -> float:
        """Return the pixels it is off its place: it walks in hops, and speech lifts it a little."""
        phase = float(self._track.walk[frame])
        if not np.isnan(phase):
            return STRIDE * self._height * abs(float(np.sin(2 * np.pi * phase)))
        mouth = self._track.weights.get("jaw")
        return HOP * self._height * float(mouth[frame]) if mouth is not None else 0.0

    def _pose(self, frame: int, lean: float) -> FacePose:
        track = self._track
        yaw, pitch = float(track.pose[frame, 0]), float(track.pose[frame, 1])
        return FacePose(
            turn=(yaw, pitch),
            roll=lean,
            gaze=(float(track.gaze[frame, 0]) / 0.36, float(track.gaze[frame, 1]) / 0.36),
            weights={base: float(curve[frame]) for base, curve in track.weights.items()},
        )

    def _pivot(self) -> Point:
        """Return what stays in place when it leans, from the foot."""
        return 0.0, -HANGS_AT * self._height if self._prop.anchor in HANGING else 0.0

    def _moved_foot(self, foot: Point, lean: float) -> Point:
        reach = -self._pivot()[1]
        angle = np.radians(lean)
        return foot[0] - reach * float(np.sin(angle)), foot[1] - reach * (1 - float(np.cos(angle)))

    def _leaned(self, look: Drawn, lean: float) -> tuple[Sprite, Point]:
        """Return the picture of a look that leans, and where the upright foot is in it."""
        key = (id(look), lean)
        if key not in self._leaning:
            sprite = Sprite.from_rgba(look.image)
            self._leaning[key] = self._turned(sprite, look.foot_px, lean)
        return self._leaning[key]

    def _turned(self, sprite: Sprite, foot: Point, lean: float) -> tuple[Sprite, Point]:
        if not lean or sprite.inv is None:
            return sprite, foot
        width, height = sprite.size
        pivot = foot[0], foot[1] + self._pivot()[1]
        matrix = cv2.getRotationMatrix2D(pivot, -lean, 1.0)
        pad = float(np.ceil(abs(np.sin(np.radians(lean))) * max(width, height))) + 1
        matrix = matrix + np.array(((0.0, 0.0, pad), (0.0, 0.0, pad)))
        size = (width + 2 * int(pad), height + 2 * int(pad))
        bgr = cv2.warpAffine(sprite.bgr, matrix, size, borderValue=(0, 0, 0))
        inv = cv2.warpAffine(sprite.inv, matrix, size, borderValue=(255, 255, 255))
        turned = Sprite(bgr=np.asarray(bgr, np.uint8), inv=np.asarray(inv, np.uint8))
        return turned, (foot[0] + pad, foot[1] + pad)
