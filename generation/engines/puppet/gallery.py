"""Everything the puppet engine can paint: each set from three distances, somebody in it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from threading import Event

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.cast import CAST, drawn_likeness
from generation.engines.puppet.engine import PuppetTake
from generation.engines.puppet.sets import SETS
from generation.lettering import Lettering
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.screenplay import Action, Camera, CastMember, Framing, Screenplay, Shot
from generation.model.timeline import ShotSpan, Timeline
from generation.ports import LandmarkModel

TILE = (150, 266)  # width and height of one picture
FRAMINGS: tuple[Framing, ...] = ("wide", "medium", "close")
HELLO = Action(who="P1", action="wave", at=0.0)
SEEN_FRAME = 12  # the wave is up


def every_set(
    lettering: Lettering, landmarks: LandmarkModel
) -> Iterator[tuple[str, list[BgrFrame]]]:
    """Yield the id of every set with a wide, a medium and a close picture of it."""
    cast = [drawn_likeness(character, landmarks) for character in CAST]
    for index, set_id in enumerate(SETS):
        shots = tuple(
            Shot(
                id=f"S{k + 1}",
                set=set_id,
                camera=Camera(framing=framing),
                cast=("P1",),
                actions=(HELLO,),
            )
            for k, framing in enumerate(FRAMINGS)
        )
        paper = Screenplay(
            title=set_id, language="en", mood="playful", shots=shots,
            cast=(CastMember(token="P1", kind="drawn", name="P1"),),
        )  # fmt: skip
        likeness = cast[index % len(cast)]
        spec = RenderSpec(width_px=TILE[0], height_px=TILE[1])
        order = RenderOrder(
            clip_id="", screenplay=paper, likenesses={"P1": likeness}, spec=spec, seed=index
        )
        yield set_id, _seen(order, lettering)


def _seen(order: RenderOrder, lettering: Lettering) -> list[BgrFrame]:
    """Return one picture of each shot."""
    length = SEEN_FRAME + 1
    spans = tuple(
        ShotSpan(shot_id=shot.id, first=index * length, end=(index + 1) * length)
        for index, shot in enumerate(order.screenplay.shots)
    )
    timeline = Timeline(fps=Fraction(30), spans=spans, cues=())
    pictures = []
    for index, frame in enumerate(PuppetTake(order, timeline, lettering).frames(Event())):
        if index % length == SEEN_FRAME:
            pictures.append(np.asarray(cv2.cvtColor(frame, cv2.COLOR_YUV2BGR_I420), np.uint8))
    return pictures
