"""What shapes the pixels of each shot, as a hash: shots with the same key look the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from generation.model.clip import RenderOrder
from generation.model.likeness import Likeness
from generation.model.timeline import Timeline
from generation.provenance.manifest import edition


def shot_keys(order: RenderOrder, timeline: Timeline, *, engine: str) -> Mapping[str, str]:
    """Return shot id → key.

    Whatever else changes in an order changes every key; only a shot's take and its camera's motion
    are that shot's alone.
    """
    film = _film(order, timeline, engine)
    takes = {shot.id: f"{shot.take} {shot.camera.motion}" for shot in order.screenplay.shots}
    return {
        span.shot_id: hashlib.sha256(
            f"{film} {span.shot_id} {span.first} {span.end} {takes[span.shot_id]}".encode()
        ).hexdigest()
        for span in timeline.spans
    }


def _film(order: RenderOrder, timeline: Timeline, engine: str) -> str:
    digest = hashlib.sha256()
    paper = order.screenplay
    shots = tuple(
        replace(shot, take=0, camera=replace(shot.camera, motion="static")) for shot in paper.shots
    )
    spec = (order.spec.width_px, order.spec.height_px, order.spec.fps)
    made_by = (edition(), engine)
    for part in (replace(paper, shots=shots), spec, order.seed, order.label, made_by):
        digest.update(repr(part).encode())
    for cue in timeline.cues:
        digest.update(repr(cue).encode())
    for token, likeness in sorted(order.likenesses.items()):
        digest.update(token.encode())
        for piece in _pieces(likeness):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(likeness: Likeness) -> Iterator[bytes]:
    """Yield everything of a likeness that is seen."""
    for array in (likeness.picture, likeness.alpha, likeness.landmarks):
        yield np.ascontiguousarray(array).tobytes()
    seen = (
        likeness.kind, likeness.shoulders, likeness.clothes_bgr, likeness.skin_bgr,
        likeness.source_face_px, sorted(likeness.quality), likeness.character, likeness.reach,
    )  # fmt: skip
    yield repr(seen).encode()
