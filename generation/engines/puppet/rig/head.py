"""The animated head: prepared once a shot, drawn every frame. Not a body and not an actor."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.bases import (
    BASE_NAMES,
    MOUTH_BASES,
    build_bases,
    rest_offset,
    weight_vector,
)
from generation.engines.puppet.rig.eyes import build_eyeball
from generation.engines.puppet.rig.geometry import HeadPose
from generation.engines.puppet.rig.interior import Jaws, build_interior
from generation.engines.puppet.rig.landmarks import (
    CHEEK_L,
    CHEEK_R,
    CHIN,
    EYES,
    FOREHEAD,
    INNER_LIP,
    LOWER_LIP,
    UPPER_LID,
    UPPER_LIP,
)
from generation.engines.puppet.rig.lids import bare_lids
from generation.engines.puppet.rig.light import ActorLight
from generation.engines.puppet.rig.skin import Held, Region, Scratch, Skin
from generation.engines.puppet.rig.teeth import OPEN_MIN
from generation.engines.puppet.rig.texture import (
    Framing,
    build_layer,
    close_openings,
    premultiplied,
    skin_colour,
)
from generation.engines.puppet.rig.topology import build_mesh
from generation.engines.puppet.sprite import Sprite, Window, blit
from generation.model.likeness import Likeness

F32 = npt.NDArray[np.float32]

HELD_POSES = 3  # layers kept per thread: the pose now, the one before, one to come back to
STILL = 0.0015  # face heights: points that no base moves further than this stay still
UPPER, LOWER = 0, 1  # the two regions of a face that move apart
JAW_BONE = 0.86  # part of the lower lip's fall that the lower teeth follow
UNIT_PX = 16.0  # length of the vectors by which the turned axes are found


@dataclass(slots=True)
class _Bench:
    """What one thread needs to draw: kept layers and scratch, never shared."""

    held: OrderedDict[HeadPose, Held] = field(default_factory=OrderedDict)
    scratch: Scratch = field(default_factory=Scratch)


class HeadRig:
    """One person's head (with own shoulders, or cut at the neck) ready to act.

    Safe to share between threads; what `draw` paints depends on its arguments alone.
    """

    def __init__(
        self,
        likeness: Likeness,
        *,
        face_px: float,
        light: ActorLight | None = None,
        framing: Framing = "bust",
    ) -> None:
        """Prepare ``likeness`` at ``face_px`` pixels from forehead to chin; 0.1-0.3 s."""
        layer = build_layer(likeness, face_px, framing, light)
        self._axes = layer.axes
        self.face_px = layer.axes.height
        self.size: tuple[int, int] = (layer.alpha.shape[1], layer.alpha.shape[0])
        self._mesh = build_mesh(layer.points, layer.axes, self.size)
        self._rest = self._mesh.points.copy()
        self._rest[:, :2] += rest_offset(self._mesh, layer.axes)
        self._bases = build_bases(self._rest, self._mesh, layer.axes)
        gap = layer.points[UPPER_LIP[3][5], :2] - layer.points[LOWER_LIP[3][5], :2]
        shut = float(np.linalg.norm(gap)) < OPEN_MIN * self.face_px
        if shut:
            self._rest[:, :2] += self._bases[BASE_NAMES.index("close")]
            self._bases = build_bases(self._rest, self._mesh, layer.axes)
        self._follow = layer.axes.follow(self._rest[:, :2])
        self._groups = tuple(
            np.array([i for i, name in enumerate(BASE_NAMES) if (name in MOUTH_BASES) == lower])
            for lower in (False, True)
        )
        regions = self._regions()
        rings = [layer.points[list(INNER_LIP), :2], *(layer.points[list(e.edge), :2] for e in EYES)]
        grow = (
            (0.004 if shut else 0.015) * self.face_px,
            0.004 * self.face_px,
            0.004 * self.face_px,
        )
        skin = close_openings(layer.bgr, rings, grow)
        self._texture = premultiplied(skin, layer.alpha)
        self._skin = Skin(
            self._texture,
            self._mesh.texture_at,
            self._mesh.triangles,
            regions,
            face_px=self.face_px,
            moving_rows=self._rows_that_move(),
        )
        self._eyes = tuple(
            build_eyeball(layer.bgr, layer.points, eye, self.face_px) for eye in EYES
        )
        self._lids = bare_lids(
            skin,
            layer.bgr,
            layer.points,
            self.face_px,
            skin_colour(layer),
            glasses="glasses" in likeness.quality,
        )
        closed = self._rest[:, :2] + self._bases[BASE_NAMES.index("close")]
        self._seam = (closed[UPPER_LIP[3][5]] + closed[LOWER_LIP[3][5]]) / 2
        drop = self._bases[BASE_NAMES.index("jaw"), LOWER_LIP[3][5]]
        self._drop_px = float(drop @ layer.axes.down) * JAW_BONE
        self._interior = build_interior(layer, self._seam)
        self._anchors = self._anchor_points()
        self._foot = tuple(float(round(float(v))) for v in layer.points[CHIN, :2])
        self._local = threading.local()

    def _regions(self) -> tuple[Region, Region]:
        """What brows and lids move, and what mouth and jaw move; no vertex is in both."""
        reach = np.linalg.norm(self._bases, axis=2)
        self._bases[:, reach.max(0) < STILL * self.face_px] = 0
        triangles = self._mesh.triangles

        def touched(region: int) -> npt.NDArray[np.bool_]:
            moved = np.abs(self._bases[self._groups[region]]).max((0, 2)) > 0
            return np.asarray(moved[triangles].any(1), np.bool_)

        both = np.unique(triangles[touched(UPPER) & touched(LOWER)])
        self._bases[np.ix_(self._groups[UPPER], both)] = 0
        parts = [np.ascontiguousarray(triangles[touched(i)]) for i in (UPPER, LOWER)]
        first, second = (Region(triangles=part, points=np.unique(part)) for part in parts)
        return first, second

    def _anchor_points(self) -> F32:
        """Points ``(k, 3)`` that turn with the head: the mouth's axes, then three a plate."""
        depth = float(self._rest[list(INNER_LIP), 2].mean())
        x, y = np.eye(2, dtype=np.float32) * UNIT_PX
        right, down = self._axes.right * UNIT_PX, self._axes.down * UNIT_PX
        flat = np.stack([self._seam + v for v in (0 * x, right, down, x, y)])
        mouth = np.column_stack([flat, np.full(5, depth)])
        return np.concatenate([mouth, *(e.corners for e in self._eyes)]).astype(np.float32)

    def _rows_that_move(self) -> int:
        """First row of the layer from which nothing ever moves."""
        width, height = self.size
        rows = np.arange(height, dtype=np.float32)
        left, right = (
            self._axes.follow(np.column_stack([np.full_like(rows, x), rows])) for x in (0, width)
        )
        moving = np.nonzero(np.maximum(left, right) > 0)[0]
        return min(int(height), int(moving[-1]) + 2)

    def face_box(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Box (x, y, width, height) of the face at rest with its chin at (``x``, ``y``)."""
        marks = self._mesh.points[[CHEEK_R, CHEEK_L, FOREHEAD, CHIN], :2]
        low, high = marks.min(0) - self._chin(), marks.max(0) - self._chin()
        wide, tall = (high - low).tolist()
        return x + float(low[0]), y + float(low[1]), float(wide), float(tall)

    @property
    def bust_bottom(self) -> float:
        """Pixels from the chin down to where the cut-out ends."""
        rows = np.nonzero(self._texture[..., 3].any(1))[0]
        return float(rows[-1] + 1 - self._chin()[1])

    @property
    def bust_sides(self) -> tuple[float, float]:
        """Pixels from the chin to the cut-out's left (negative) and right end."""
        columns = np.nonzero(self._texture[..., 3].any(0))[0]
        return float(columns[0] - self._chin()[0]), float(columns[-1] + 1 - self._chin()[0])

    @property
    def top(self) -> float:
        """Pixels from the chin up to the highest hair: a negative number."""
        rows = np.nonzero(self._texture[..., 3].any(1))[0]
        return float(rows[0] - self._chin()[1])

    def _chin(self) -> F32:
        return np.asarray(self._mesh.points[CHIN, :2], np.float32)

    def draw(
        self,
        frame: BgrFrame,
        x: float,
        y: float,
        pose: HeadPose,
        face: Mapping[str, float] | F32,
        gaze: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Draw the head onto ``frame`` in place.

        Args:
            frame: ``(h, w, 3)`` uint8.
            x: Where the chin at rest, the foot of the head, lands in the frame; sub-pixel.
            y: The same, downwards.
            pose: Clamped to what a flat photo bears and snapped to a fine grid.
            face: Weights of the bases by name, or a vector in the order of `BASE_NAMES`.
            gaze: Where the eyes look, in eye widths right and down.
        """
        pose = pose.held(self.face_px)
        weights = weight_vector(face)
        bench = self._bench()
        held = self._hold(bench, pose)
        self._show(bench, held, pose, weights, gaze)
        layer = Sprite(bgr=held.bgr, inv=held.inv)
        for band in held.bands:
            blit(frame, layer, x - self._foot[0], y - self._foot[1], band)

    def _bench(self) -> _Bench:
        bench: _Bench | None = getattr(self._local, "bench", None)
        if bench is None:
            bench = self._local.bench = _Bench()
        return bench

    def _hold(self, bench: _Bench, pose: HeadPose) -> Held:
        """Return the layer for ``pose``, drawing hair and shoulders unless they are kept."""
        held = bench.held.get(pose)
        if held is not None:
            bench.held.move_to_end(pose)
            return held
        full = len(bench.held) >= HELD_POSES
        held = bench.held.popitem(last=False)[1] if full else self._skin.blank()
        self._skin.turn(bench.scratch, held, self._axes.project(self._rest, self._follow, pose))
        bench.held[pose] = held
        return held

    def _show(
        self, bench: _Bench, held: Held, pose: HeadPose, weights: F32, gaze: tuple[float, float]
    ) -> None:
        """Redraw the regions whose weights differ from what they show."""
        look = np.array(gaze, np.float32).tobytes()
        wanted = [weights[group].tobytes() for group in self._groups]
        wanted[UPPER] += look
        stale = [i for i in (UPPER, LOWER) if held.shown[i] != wanted[i]]
        if not stale:
            return
        if _meet(held.boxes[UPPER], held.boxes[LOWER]):
            stale = [UPPER, LOWER]
        points = self._rest.copy()
        points[:, :2] += np.tensordot(weights, self._bases, 1)
        self._uncross(points)
        xy = self._axes.project(points, self._follow, pose)
        anchors = self._axes.project(self._anchors, np.ones(len(self._anchors), np.float32), pose)
        for region in stale:
            self._skin.move(held, region, xy)
        looks_at = {
            region: self._skin.redraw(bench.scratch, held, region) for region in stale
        }
        for region, where in looks_at.items():
            x0, y0, x1, y1 = held.boxes[region]
            picture, origin = held.bgr[y0:y1, x0:x1], np.array([x0, y0], np.float32)
            if region == UPPER:
                self._paint_eyes(picture, where, xy - origin, anchors[5:] - origin, gaze)
            else:
                self._paint_mouth(picture, xy - origin, anchors[:5] - origin, weights)
            held.shown[region] = wanted[region]

    def _paint_eyes(
        self, picture: BgrFrame, where: F32, xy: F32, anchors: F32, gaze: tuple[float, float]
    ) -> None:
        for i, ball in enumerate(self._eyes):
            edge = xy[list(ball.eye.edge)]
            ball.shut(picture, edge, xy[list(ball.eye.socket)], where, self._lids, i)
            ball.paint(picture, edge, anchors[3 * i : 3 * i + 3], gaze)

    def _paint_mouth(self, picture: BgrFrame, xy: F32, anchors: F32, weights: F32) -> None:
        seam = anchors[0]
        frame = ((anchors[1:5] - seam) / UNIT_PX).T
        jaws = Jaws(
            seam=seam,
            face=frame[:, :2],
            photo=frame[:, 2:],
            drop_px=self._drop_px * float(weights[BASE_NAMES.index("jaw")]),
            pout=float(weights[BASE_NAMES.index("round")]),
            tongue=float(weights[BASE_NAMES.index("tongue")]),
        )
        self._interior.paint(picture, xy[list(UPPER_LIP[3])], xy[list(LOWER_LIP[3])], jaws)

    def _uncross(self, points: F32) -> None:
        """Let lips and lids meet, never pass through each other."""
        pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = [(UPPER_LIP[3], LOWER_LIP[3])]
        pairs += [(e.edge[UPPER_LID], e.edge[:8:-1]) for e in EYES]
        for above, below in pairs:
            a, b = list(above), list(below)
            overlap = np.minimum((points[b, :2] - points[a, :2]) @ self._axes.down, 0)
            shift = overlap[:, None] * self._axes.down / 2
            points[a, :2] += shift
            points[b, :2] -= shift


def _meet(one: Window, two: Window) -> bool:
    """Whether two boxes share a pixel: then neither can be redrawn alone."""
    return max(one[0], two[0]) < min(one[2], two[2]) and max(one[1], two[1]) < min(one[3], two[3])
