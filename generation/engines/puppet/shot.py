"""One shot being drawn: set, rigs, props, cards, and frame(i) as a pure function of i."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import cv2
import numpy as np

from generation.arrays import BgrFrame, Yuv420Frame
from generation.engines.puppet.blocking import BlockedShot
from generation.engines.puppet.card_player import CardPlayer
from generation.engines.puppet.extras import Extras
from generation.engines.puppet.insert_shot import InsertPicture
from generation.engines.puppet.mood_light import in_mood
from generation.engines.puppet.particles import Air, Weatherfall
from generation.engines.puppet.performer import Carried, Performer
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.prop_shelf import PropShelf, belongs_to_set
from generation.engines.puppet.stage import Lamp, Scene, SetPainter
from generation.lettering import Lettering
from generation.media.colour import to_yuv420
from generation.media.transition import lay_transition
from generation.model.clip import RenderOrder
from generation.model.screenplay import Screenplay

FADE_FRAMES = 8
GRAIN_TILES = 5
GRAIN_HOLD = 2  # frames: grain on twos looks the same and is cheaper to encode
GRAIN_LEVELS = 3  # luma levels of grain, 0..2 of 255: felt, not seen
GRAIN_SIGMA = 0.7  # levels; more than this mostly feeds the encoder
UNLIT = frozenset({"out", "off", "absent", "broken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wardrobe:
    """What every shot of one film shares."""

    order: RenderOrder
    lettering: Lettering
    fps: float


class _Buffers(threading.local):
    """One compose canvas and one picture a thread."""

    def __init__(self) -> None:
        self.canvas: BgrFrame = np.empty((0, 0, 3), np.uint8)
        self.picture: BgrFrame = np.empty((0, 0, 3), np.uint8)

    def fit(self, canvas: tuple[int, int], picture: tuple[int, int]) -> None:
        if self.canvas.shape[:2] != canvas:
            self.canvas = np.zeros((*canvas, 3), np.uint8)
        if self.picture.shape[:2] != picture:
            self.picture = np.zeros((*picture, 3), np.uint8)


_BUFFERS = _Buffers()


def grain_tiles(width: int, height: int, seed: int) -> list[np.ndarray]:
    """Return luma grain pictures, larger than the frame so that they can be shifted."""
    rng = np.random.default_rng([seed, 0x6EA1])
    tiles = []
    for _ in range(GRAIN_TILES):
        noise = rng.normal(0.0, 1.0, (height, width)).astype(np.float32)
        soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.7), np.float32)
        noise = soft / max(float(soft.std()), 1e-6)
        tiles.append(
            np.clip(noise * GRAIN_SIGMA + (GRAIN_LEVELS - 1) / 2, 0, GRAIN_LEVELS - 1).astype(
                np.uint8
            )
        )
    return tiles


class PreparedShot:
    """A shot whose art is painted. ``draw`` may be called from several threads at once."""

    def __init__(
        self,
        blocked: BlockedShot,
        painter: SetPainter,
        wardrobe: Wardrobe,
        grain: Sequence[np.ndarray],
        index: int,
    ) -> None:
        """Paint everything the shot needs."""
        self._blocked = blocked
        self._order = wardrobe.order
        self._fps = wardrobe.fps
        self._grain = grain
        self._index = index
        shot, view = blocked.shot, blocked.view
        self._insert: InsertPicture | None = None
        scene = _scene(blocked, wardrobe)
        art = painter.paint(scene)
        light = in_mood(art.light, scene.mood)
        still = blocked.path.still or blocked.path.zooms
        size = {"width": view.width_px, "height": view.height_px}
        if shot.insert is not None:
            self._insert = InsertPicture(blocked, wardrobe.lettering, light, wardrobe.order.seed)
        reach = blocked.path.reach_px
        whole = blocked.path.whole
        self._behind = Plate(art.behind, **size, camera_still=still, reach_px=reach, whole=whole)
        self._front = Plate(art.front, **size, camera_still=False, reach_px=reach, whole=whole)
        self._weather = None if painter.indoor else _weather(blocked, wardrobe.order.seed)
        self._air = [
            Air(
                item,
                width_px=view.width_px,
                height_px=view.height_px,
                seed=wardrobe.order.seed + index,
            )
            for item in art.particles
        ]
        self._performers = [
            Performer(
                actor,
                blocked,
                light,
                garment=self._garment(actor.token),
                fps=wardrobe.fps,
                seed=wardrobe.order.seed,
            )
            for actor in blocked.actors
        ]
        canvas = np.empty((view.height_px, view.width_px, 3), np.uint8)
        for performer in self._performers:
            performer.dress(canvas, float(blocked.path.dx[0]), float(blocked.path.dy[0]))
        self._extras = Extras(blocked, light, wardrobe.order.seed)
        self._shelf = PropShelf(blocked, wardrobe.lettering, light, wardrobe.order.seed)
        self._cards = CardPlayer(
            shot.cards,
            frames=blocked.span.frames,
            size=(self._order.spec.width_px, self._order.spec.height_px),
            lettering=wardrobe.lettering,
            is_round=self._order.screenplay.format == "note",
        )

    def _garment(self, token: str) -> str | None:
        paper = self._order.screenplay
        worn = paper.continuity[token].wears if token in paper.continuity else None
        return worn or next((m.wears for m in paper.cast if m.token == token), None)

    @property
    def frames(self) -> int:
        """Length of the shot in frames."""
        return self._blocked.span.frames

    def draw(self, frame: int, out: Yuv420Frame) -> None:
        """Draw one frame of the shot into ``out``."""
        spec = self._order.spec
        view = self._blocked.view
        _BUFFERS.fit((view.height_px, view.width_px), (spec.height_px, spec.width_px))
        canvas = _BUFFERS.canvas
        if self._insert is not None:
            self._insert.lay(canvas, frame)
        else:
            self._compose(canvas, frame)
        picture = self._zoomed(canvas, frame)
        self._cards.lay(picture, frame)
        if self._index:
            lay_transition(picture, self._blocked.shot, frame, frames=FADE_FRAMES)
        to_yuv420(picture, out)
        self._add_grain(out, frame)

    def _compose(self, canvas: BgrFrame, frame: int) -> None:
        path = self._blocked.path
        dx, dy = float(path.dx[frame]), float(path.dy[frame])
        t_s = frame / self._fps
        self._behind.lay(canvas, t_s, dx, dy)
        if self._weather is not None:
            self._weather.draw_behind(canvas, t_s, (dx, dy))
        for air in self._air:
            air.draw_behind(canvas, t_s, (dx, dy))
        self._shelf.lay(canvas, frame, dx, dy, front=False)
        self._lay_actors(canvas, frame, dx, dy)
        self._front.lay(canvas, t_s, dx, dy)
        self._extras.lay(canvas, t_s, dx, dy)
        self._shelf.lay(canvas, frame, dx, dy, front=True)
        if self._weather is not None:
            self._weather.draw_front(canvas, t_s, (dx, dy))
        for air in self._air:
            air.draw_front(canvas, t_s, (dx, dy))

    def _lay_actors(self, canvas: BgrFrame, frame: int, dx: float, dy: float) -> None:
        """Draw everybody; arms of those who hug are behind all of them, and over all of them."""
        for performer in self._performers:
            performer.lay_behind(canvas, frame, dx, dy)
        for performer in self._performers:
            held = self._shelf.held(performer.token, frame)
            worn = self._shelf.worn(performer.token, frame)
            covers = self._shelf.covers(performer.token, frame)
            things = Carried(held=held, worn=worn, covers=covers)
            performer.lay(canvas, frame, dx, dy, things)
        for performer in self._performers:
            performer.lay_over(canvas, frame, dx, dy)
        for performer in self._performers:
            performer.lay_hands(canvas, frame, dx, dy)

    def _zoomed(self, canvas: BgrFrame, frame: int) -> BgrFrame:
        if not self._blocked.path.zooms:
            return canvas
        spec = self._order.spec
        zoom = float(self._blocked.path.zoom[frame])
        density = self._blocked.density
        fx, fy = self._blocked.focus
        scale = density / zoom  # canvas pixels a picture pixel
        matrix = np.array(
            [[scale, 0.0, fx - fx / density * scale], [0.0, scale, fy - fy / density * scale]],
            np.float32,
        )
        cv2.warpAffine(
            canvas, matrix, (spec.width_px, spec.height_px), dst=_BUFFERS.picture,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        return _BUFFERS.picture

    def _add_grain(self, out: Yuv420Frame, frame: int) -> None:
        height = self._order.spec.height_px
        tick = (self._blocked.span.first + frame) // GRAIN_HOLD
        tile = self._grain[tick % len(self._grain)]
        cv2.add(out[:height], tile, dst=out[:height])


def _scene(blocked: BlockedShot, wardrobe: Wardrobe) -> Scene:
    shot = blocked.shot
    sign = next((prop for prop in shot.props if prop.id == "sign" and prop.anchor == "wall"), None)
    return Scene(
        view=blocked.view,
        time=shot.time,
        weather=shot.weather,
        light=shot.light,
        mood=wardrobe.order.screenplay.mood_in(shot),
        sign=sign.label if sign is not None else None,
        sign_state=sign.start if sign is not None else "whole",
        sign_end=sign.end if sign is not None else "whole",
        sign_at_s=round(sign.at * blocked.span.frames) / wardrobe.fps if sign is not None else inf,
        lamps=_lamps(blocked, wardrobe.fps),
        labels={prop.anchor: prop.label for prop in shot.props if prop.label},
        brought=_brought(wardrobe.order.screenplay, shot.set),
        lettering=wardrobe.lettering,
        seed=wardrobe.order.seed,
        names={
            blocked.standing[member.token]: member.name
            for member in wardrobe.order.screenplay.cast
            if member.token in blocked.standing
        },
    )


def _brought(paper: Screenplay, set_id: str) -> frozenset[str]:
    shots = (shot for shot in paper.shots if shot.set == set_id)
    return frozenset(prop.id for shot in shots for prop in shot.props)


def _lamps(blocked: BlockedShot, fps: float) -> dict[str, Lamp]:
    """Return the lamps of the set's own windows by anchor."""
    return {
        prop.anchor: Lamp(
            before=prop.start not in UNLIT,
            after=prop.end not in UNLIT,
            at_s=round(prop.at * blocked.span.frames) / fps,
        )
        for prop in blocked.shot.props
        if belongs_to_set(prop) and prop.id == "lamp"
    }


def _weather(blocked: BlockedShot, seed: int) -> Weatherfall | None:
    if blocked.shot.weather.kind == "clear":
        return None
    view = blocked.view
    return Weatherfall(
        blocked.shot.weather, width_px=view.width_px, height_px=view.height_px, seed=seed
    )
