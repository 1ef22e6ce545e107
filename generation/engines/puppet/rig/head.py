"""The animated head: prepared once a shot, drawn every frame. Not a body and not an actor."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.bases import (
    BASE_NAMES,
    build_bases,
    rest_offset,
    weight_vector,
)
from generation.engines.puppet.rig.eyes import Lid, build_eyeball
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
    UPPER_LIP,
)
from generation.engines.puppet.rig.lids import bare_lids
from generation.engines.puppet.rig.light import ActorLight
from generation.engines.puppet.rig.openings import bounds
from generation.engines.puppet.rig.parts import LOWER, UPPER, split_face
from generation.engines.puppet.rig.skin import BOTH, Held, Scratch, Skin
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
LOOKS_KEPT = 4  # eyes rest on one place, dart, and come back
EYE_PAD_PX = 2
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
        """Prepare ``likeness`` at ``face_px`` pixels from forehead to chin; 40-200 ms."""
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
        follow = layer.axes.follow(self._rest[:, :2])
        rings = [layer.points[list(INNER_LIP), :2], *(layer.points[list(e.edge), :2] for e in EYES)]
        grow = (
            (0.004 if shut else 0.015) * self.face_px,
            0.004 * self.face_px,
            0.004 * self.face_px,
        )
        skin = close_openings(layer.bgr, rings, grow)
        self._texture = premultiplied(skin, layer.alpha)
        self._eyes = tuple(
            build_eyeball(layer.bgr, layer.points, eye, self.face_px) for eye in EYES
        )
        self._looks = tuple(lru_cache(maxsize=LOOKS_KEPT)(ball.looking) for ball in self._eyes)
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
        self._parts = split_face(
            self._mesh, self._rest, self._bases, layer.axes, self._anchor_points()
        )
        self._skin = Skin(
            self._texture,
            self._mesh,
            self._parts,
            rest=self._rest,
            follow=follow,
            face_px=self.face_px,
            moving_rows=self._rows_that_move(),
        )
        upper, lower = self._parts
        self._lid_points = [(upper.at(e.edge), upper.at(e.socket)) for e in EYES]
        self._lip_points = (lower.at(UPPER_LIP[3]), lower.at(LOWER_LIP[3]))
        self._foot = tuple(float(round(float(v))) for v in layer.points[CHIN, :2])
        self._local = threading.local()

    def _anchor_points(self) -> tuple[F32, F32]:
        """Points ``(k, 3)`` that turn with the head: three a plate, and the mouth's axes."""
        depth = float(self._rest[list(INNER_LIP), 2].mean())
        x, y = np.eye(2, dtype=np.float32) * UNIT_PX
        right, down = self._axes.right * UNIT_PX, self._axes.down * UNIT_PX
        flat = np.stack([self._seam + v for v in (0 * x, right, down, x, y)])
        mouth = np.column_stack([flat, np.full(5, depth)]).astype(np.float32)
        return np.concatenate([e.corners for e in self._eyes]), mouth

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
        *,
        whole: bool = False,
    ) -> None:
        """Draw the head onto ``frame`` in place.

        Args:
            frame: ``(h, w, 3)`` uint8.
            x: Where the chin at rest, the foot of the head, lands in the frame; sub-pixel.
            y: The same, downwards.
            pose: Clamped to what a flat photo bears and snapped to a fine grid.
            face: Weights of the bases by name, or a vector in the order of `BASE_NAMES`.
            gaze: Where the eyes look, in eye widths right and down.
            whole: Lay the picture on whole pixels: a third cheaper, for heads that do not travel.
        """
        pose = pose.held(self.face_px)
        weights = weight_vector(face)
        bench = self._bench()
        held = self._hold(bench, pose)
        self._show(bench, held, pose, weights, gaze)
        layer, opaque = Sprite(bgr=held.bgr, inv=held.inv), Sprite(bgr=held.bgr, inv=None)
        left, top = x - self._foot[0], y - self._foot[1]
        if whole:
            left, top = float(round(left)), float(round(top))
        for band in held.bands:
            for window, solid in band.windows():
                blit(frame, opaque if solid else layer, left, top, window)

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
        self._skin.turn(
            bench.scratch, held, self._axes.project(self._skin.rest, self._skin.follow, pose)
        )
        bench.held[pose] = held
        return held

    def _show(
        self, bench: _Bench, held: Held, pose: HeadPose, weights: F32, gaze: tuple[float, float]
    ) -> None:
        """Redraw the regions whose weights differ from what they show."""
        look = np.array(gaze, np.float32).tobytes()
        wanted = [weights[part.group].tobytes() for part in self._parts]
        wanted[UPPER] += look
        stale = [i for i in (UPPER, LOWER) if held.shown[i] != wanted[i]]
        if not stale:
            return
        for region in stale:
            held.places[region] = self._parts[region].place(self._axes, weights, pose)
        skins = {i: held.places[i][: len(self._parts[i].points)] for i in stale}
        drawn = BOTH if len(stale) == len(self._parts) else stale[0]
        self._skin.move(held, drawn, np.concatenate(list(skins.values())))
        others = [window for i in (UPPER, LOWER) if i not in stale for window in held.painted[i]]
        if any(_meet(held.boxes[drawn], window) for window in others):
            drawn, stale = BOTH, [UPPER, LOWER]
        where = self._skin.redraw(bench.scratch, held, drawn)
        left, top = held.boxes[drawn][:2]
        for region in stale:
            x0, y0, x1, y1 = held.boxes[region]
            picture = held.bgr[y0:y1, x0:x1]
            xy = held.places[region] - np.array([x0, y0], np.float32)
            if region == UPPER:
                source = where[y0 - top : y1 - top, x0 - left : x1 - left]
                windows = self._paint_eyes(picture, source, xy, gaze)
            else:
                windows = self._paint_mouth(picture, xy, weights)
            held.painted[region] = [(a + x0, b + y0, c + x0, d + y0) for a, b, c, d in windows]
            held.shown[region] = wanted[region]

    def _paint_eyes(
        self, picture: BgrFrame, where: F32, xy: F32, gaze: tuple[float, float]
    ) -> list[Window]:
        """Paint both eyes; returns what they may have changed."""
        anchors = xy[len(self._parts[UPPER].points) :]
        windows = []
        for i, ball in enumerate(self._eyes):
            edge, socket = (xy[points] for points in self._lid_points[i])
            window = bounds(socket, EYE_PAD_PX, (picture.shape[1], picture.shape[0]))
            if window is not None:
                lid = Lid.of(edge)
                ball.shut(picture, lid, window, where, self._lids, i)
                ball.paint(picture, lid, anchors[3 * i : 3 * i + 3], self._looks[i](gaze))
                windows.append(window)
        return windows

    def _paint_mouth(self, picture: BgrFrame, xy: F32, weights: F32) -> list[Window]:
        """Paint what is between the lips; returns what it may have changed."""
        seam, *units = xy[len(self._parts[LOWER].points) :]
        frame = ((np.stack(units) - seam) / UNIT_PX).T
        jaws = Jaws(
            seam=seam,
            face=frame[:, :2],
            photo=frame[:, 2:],
            drop_px=self._drop_px * float(weights[BASE_NAMES.index("jaw")]),
            pout=float(weights[BASE_NAMES.index("round")]),
            tongue=float(weights[BASE_NAMES.index("tongue")]),
        )
        upper, lower = (xy[points] for points in self._lip_points)
        window = self._interior.paint(picture, upper, lower, jaws)
        return [] if window is None else [window]


def _meet(one: Window, two: Window) -> bool:
    """Whether two boxes share a pixel."""
    return max(one[0], two[0]) < min(one[2], two[2]) and max(one[1], two[1]) < min(one[3], two[3])
