"""People who share a shot are brought together; a shot without any looks at a thing. No paint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generation.engines.puppet.camera import stand
from generation.engines.puppet.canvas import Point, View
from generation.engines.puppet.stage import Anchor
from generation.model.screenplay import Framing, Shot

HUDDLE_FACES = 1.5  # from chin to chin: shoulders overlap
FREE_FACES = 0.75  # from a chin to the edge of what may hang beside it
EDGE_FACES = 0.62  # from a chin to the frame's edge: half a head of hair
EMPTY_ZOOM: Mapping[Framing, float] = {
    "wide": 1.0,
    "medium": 1.5,
    "close": 2.2,
    "extreme_close": 3.0,
}
THING_AT: Point = (0.5, 0.58)  # where the foot of the thing looked at stands, shares of the frame
WINDOW_AT: Point = (0.5, 0.42)  # where the middle of a window is that a thing stands in


def huddled(places: Mapping[str, Anchor], face: float) -> dict[str, Anchor]:
    """Bring people closer together who share a nearer shot, or their faces stand at its edges.

    Args:
        places: Token → where they stand in the wide view.
        face: Face height in stage units.
    """
    across = [anchor.at[0] for anchor in places.values()]
    if len(across) < 2:
        return dict(places)
    middle, span = (min(across) + max(across)) / 2, max(across) - min(across)
    share = min(1.0, HUDDLE_FACES * (len(places) - 1) * face / max(span, 1e-6))
    return {
        token: replace(anchor, at=(middle + (anchor.at[0] - middle) * share, anchor.at[1]))
        for token, anchor in places.items()
    }


def group_zoom(zoom: float, chins: Sequence[Point], face: float, aspect: float) -> float:
    """Return ``zoom``, or less where it would push somebody of the group out of the frame."""
    span = max(x for x, _ in chins) - min(x for x, _ in chins) + 2 * EDGE_FACES * face
    return max(1.0, min(zoom, aspect / span))


def beside_faces(
    x: float, reach: float, faces: Sequence[tuple[float, float]], width: float
) -> float:
    """Move what hangs at ``x`` to the side of the frame that is free of faces.

    Args:
        x: Its middle, pixels.
        reach: Half of its width and its distance from the frame's edge, pixels.
        faces: Where the chin of each face is across the frame, and its height; pixels.
        width: Of the frame, pixels.
    """
    for chin, face in faces:
        if abs(chin - x) < FREE_FACES * face + reach:
            return width - reach if chin < width / 2 else reach
    return x


def empty_view(
    shot: Shot, anchors: Mapping[str, Anchor], size: tuple[int, int], margin_px: int
) -> View:
    """Return a view of the set without people: nearer shots look at the thing in it."""
    width, height = size
    zoom = EMPTY_ZOOM[shot.camera.framing] if shot.insert is None else 1.0
    anchor = next((anchors[p.anchor] for p in shot.props if p.anchor in anchors), None)
    if anchor is None or zoom <= 1.0:
        return View(width_px=width, height_px=height, zoom=zoom, margin_px=margin_px)
    subject, at = anchor.at, THING_AT
    if anchor.window is not None:
        left, top, right, bottom = anchor.window
        subject, at = ((left + right) / 2, (top + bottom) / 2), WINDOW_AT
    return stand(
        width=width, height=height, zoom=zoom, subject=subject, subject_at=at, margin_px=margin_px
    )
