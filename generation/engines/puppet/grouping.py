"""People who share a shot are brought together; a shot without any looks at a thing. No paint."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

from generation.engines.puppet.camera import CHIN_AT, stand
from generation.engines.puppet.canvas import Point, View
from generation.engines.puppet.clasping import HUG
from generation.engines.puppet.stage import Anchor
from generation.model.screenplay import Framing, Shot

HUDDLE_FACES = 1.5  # from chin to chin: shoulders overlap
LOW_FACES, LOW_SHARE = 1.2, 0.66  # heads one under the other have room nearer to each other
HUDDLE_WIDE_FACES, WIDE_ASPECT = 2.7, 16 / 9  # there each has a third of the frame
SIDE_SHIFT = 0.065  # of the frame width: a lone actor stands off the middle, towards the free side
HALF_SHIFT = 0.24  # where half of the frame stays empty
SIDE_SHIFT_WIDE, WIDE_FROM = 0.13, 1.3  # near the thirds where the frame is so much wider than high
ROUND_RADIUS = 0.47  # of the frame: what a round picture shows, less some air
CROWN_FACES, TEMPLE_FACES = 1.4, 0.55  # from the chin to the top of the hair, and to its side
ROUND_HEAD_AT = 0.425  # where the middle of a head stands, so that a caption has room below
ROUND_STEP = 0.97
CHIN_BY_SHARE = (0.85, 0.97)  # how far down a larger face puts its chin; in extreme close shots
ROUND_CHIN_LOWEST = 0.695  # where words are written below it
HAIR_AIR, CHIN_LOWEST = 0.015, 0.65  # of the frame height: above the hair, and down to the chin
FREE_FACES = 0.75  # from a chin to the edge of what may hang beside it
EDGE_FACES = 0.62  # from a chin to the frame's edge: half a head of hair
ARMS_FACES = 0.3  # more than that, where the arms of a hug are to be seen
SEAT = "chair"  # of whoever is not there
PLACES = ("actor1", "actor2", "actor3", "actor4")
BACK_UP, BACK_SMALL = 0.012, 0.985  # of the frame height, and of a person: who stands behind a gap
EMPTY_ZOOM: Mapping[Framing, float] = {
    "wide": 1.0,
    "medium": 1.5,
    "close": 2.2,
    "extreme_close": 3.0,
}
THING_AT: Point = (0.5, 0.58)  # where the foot of the thing looked at stands, shares of the frame
WINDOW_AT: Point = (0.5, 0.42)  # where the middle of a window is that a thing stands in


def with_fourth(anchors: Mapping[str, Anchor]) -> dict[str, Anchor]:
    """Return the anchors of a set and one place more: behind the widest gap between the others.

    A set that shows its people in windows has no such place.
    """
    row = sorted((anchors[name] for name in PLACES if name in anchors), key=lambda a: a.at[0])
    if PLACES[-1] in anchors or len(row) < 2 or any(place.window for place in row):
        return dict(anchors)
    left, right = max(pairwise(row), key=lambda pair: pair[1].at[0] - pair[0].at[0])
    place = Anchor(
        at=((left.at[0] + right.at[0]) / 2, min(left.at[1], right.at[1]) - BACK_UP),
        height=min(left.height, right.height) * BACK_SMALL,
    )
    return {**anchors, PLACES[-1]: place}


def edge_faces(shot: Shot) -> float:
    """Return what has to be seen beside a chin, in face heights: in a hug, whole arms."""
    return EDGE_FACES + ARMS_FACES * any(action.action == HUG for action in shot.actions)


def huddled(places: Mapping[str, Anchor], face: float, aspect: float) -> dict[str, Anchor]:
    """Bring people closer together who share a nearer shot, or their faces stand at its edges.

    The wider the frame, the more room each of them has.

    Args:
        places: Token → where they stand in the wide view.
        face: Face height in stage units.
        aspect: Frame width by height.
    """
    across = [anchor.at[0] for anchor in places.values()]
    if len(across) < 2:
        return dict(places)
    middle, span = (min(across) + max(across)) / 2, max(across) - min(across)
    wide = min(1.0, max(0.0, (aspect - 1) / (WIDE_ASPECT - 1)))
    apart = HUDDLE_FACES + (HUDDLE_WIDE_FACES - HUDDLE_FACES) * wide
    row = sorted((anchor.chin for anchor in places.values()), key=lambda chin: chin[0])
    steps = [
        apart * (LOW_SHARE if abs(one[1] - two[1]) > LOW_FACES * face else 1.0)
        for one, two in pairwise(row)
    ]
    share = min(1.0, sum(steps) * face / max(span, 1e-6))
    return {
        token: replace(anchor, at=(middle + (anchor.at[0] - middle) * share, anchor.at[1]))
        for token, anchor in places.items()
    }


def group_zoom(
    zoom: float,
    chins: Sequence[Point],
    face: float,
    aspect: float,
    *,
    is_round: bool = False,
    captioned: bool = False,
    edge_faces: float = EDGE_FACES,
) -> float:
    """Return ``zoom``, or less where it would push somebody of the group out of the picture.

    Args:
        zoom: What the framing asks for.
        chins: In stage units; the picture looks at the middle of them.
        face: Face height in stage units.
        aspect: Frame width by height.
        is_round: Of a square picture only a circle is shown.
        captioned: Words are written in it: in a circle they need the room below the chin.
        edge_faces: What has to be seen beside a chin.
    """
    if is_round:
        lowest = ROUND_CHIN_LOWEST if captioned else 1.0
        aside = TEMPLE_FACES + edge_faces - EDGE_FACES
        return _round_zoom(zoom, chins, face, lowest=lowest, aside=aside)
    span = max(x for x, _ in chins) - min(x for x, _ in chins) + 2 * edge_faces * face
    return max(1.0, min(zoom, aspect / span))


def subject_at(
    framing: Framing,
    share: float,
    *,
    side: int,
    aspect: float,
    is_round: bool,
    is_half: bool = False,
) -> Point:
    """Return where the chin stands, as shares of the frame: a caption has room below it.

    Args:
        framing: What the screenplay asks for.
        share: Face height as a share of frame height.
        side: To which side of the middle somebody alone stands, 1 or -1; 0 for several.
        aspect: Frame width by height.
        is_round: Of a square picture only a circle is shown.
        is_half: The other half of the frame stays empty, for whoever is not there.
    """
    if is_round:
        return 0.5, _round_chin_at(share)
    aside = side * (SIDE_SHIFT_WIDE if aspect > WIDE_FROM else SIDE_SHIFT)
    if is_half:
        aside = side * HALF_SHIFT
    chin = CHIN_AT[framing]
    return 0.5 + aside, min(chin, 0.30 + CHIN_BY_SHARE[framing == "extreme_close"] * share)


def under_hair(at: Point, share: float, crown: float) -> tuple[Point, float]:
    """Return where the chin stands and a face's share of the frame that leave the hair in view.

    Args:
        at: Where the chin would stand, shares of the frame.
        share: Face height as a share of frame height.
        crown: From the chin to the top of the hair, face heights.
    """
    low = max(at[1], min(HAIR_AIR + crown * share, CHIN_LOWEST))
    return (at[0], low), min(share, (low - HAIR_AIR) / crown)


def _round_chin_at(share: float) -> float:
    return ROUND_HEAD_AT + CROWN_FACES / 2 * share


def _round_zoom(
    zoom: float, chins: Sequence[Point], face: float, *, lowest: float, aside: float
) -> float:
    """Return ``zoom``, or less, so that every head with its hair stays inside a round picture.

    No chin is lower than ``lowest``, share of the frame height; ``aside`` face heights beside a
    head are to be seen.
    """
    middle = sum(x for x, _ in chins) / len(chins)
    apart = max(abs(x - middle) for x, _ in chins)
    while zoom > 1.0:
        share = zoom * face
        chin = _round_chin_at(share)
        up = 0.5 - chin + CROWN_FACES * share
        inside = hypot(apart * zoom + aside * share, up) <= ROUND_RADIUS
        if inside and chin <= lowest:
            break
        zoom = max(1.0, zoom * ROUND_STEP)
    return zoom


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


def free_place(anchors: Mapping[str, Anchor], taken: Collection[str]) -> Anchor:
    """Return where nobody stands: the place of whoever is not there."""
    free = (name for name in PLACES if name in anchors and name not in taken)
    return anchors[next(free, "ground")]


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
