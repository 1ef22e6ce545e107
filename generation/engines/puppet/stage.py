"""What a set hands to the compositor: depth layers, anchors, light. No painting happens here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal, NamedTuple, Protocol

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.canvas import Canvas, Colour, Point, View
from generation.lettering import Lettering
from generation.model.screenplay import Light, Mood, TimeOfDay, Weather

Blend = Literal["over", "add"]
Motion = Literal["steady", "flicker", "pulse", "sweep", "swing", "roll"]
ParticleKind = Literal[
    "dust", "petals", "confetti", "steam", "sparks", "leaves", "stars", "bubbles", "fireflies"
]
FIGURE_FACES = 5.67  # a whole figure is 4.2 heads of 1.35 face heights each
CHIN_DOWN_FACES = 1.35  # crown to chin
Box = tuple[float, float, float, float]
Room = Literal["closet", "room", "street", "hall", "temple", "outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One painted plane.

    Attributes:
        bgr: Premultiplied ``(h, w, 3)`` uint8.
        alpha: ``(h, w)`` uint8, or None where the layer is opaque everywhere.
        margin_px: The picture's top left is pixel (margin_px, margin_px) of the layer at home.
        depth: 0 sky .. 1 actors .. 1.6 in front of the lens: how far it moves with the camera.
        blend: ``add`` layers are light: they brighten and have no alpha.
        behaviour: How an ``add`` layer's brightness moves, or whether a travelling one goes round
            (``sweep``), to and fro (``swing``), or round inside its own box (``roll``: rain, a
            ticker).
        hz: Rate of the behaviour; two lights of one set never share a rate.
        drift: Stage units per second the layer travels (clouds, a train), wrapped over its width;
            where it swings, how far from home it begins; where it rolls, how fast.
        seen: Seconds of the shot between which the layer is there at all.
    """

    bgr: BgrFrame
    alpha: Alpha | None
    margin_px: int
    depth: float
    blend: Blend = "over"
    behaviour: Motion = "steady"
    hz: float = 1.0
    drift: Point = (0.0, 0.0)
    seen: tuple[float, float] = (0.0, inf)

    @property
    def always(self) -> bool:
        """True when the layer is there for the whole shot."""
        return self.seen == (0.0, inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where something stands: the point under it in stage units, and how tall a person is there.

    ``window`` (left, top, right, bottom; stage units) is all that is seen of whoever is there.
    """

    at: Point
    height: float = 0.62
    window: Box | None = None

    @classmethod
    def of_chin(cls, chin: Point, face: float, window: Box | None = None) -> Anchor:
        """Return the place of somebody with their chin there and a face so high."""
        height = face * FIGURE_FACES
        foot = chin[1] + height - CHIN_DOWN_FACES * face
        return cls(at=(chin[0], foot), height=height, window=window)

    @property
    def face(self) -> float:
        """How high the face of a person there is."""
        return self.height / FIGURE_FACES

    @property
    def chin(self) -> Point:
        """Where the chin of a person there is."""
        return self.at[0], self.at[1] - self.height + CHIN_DOWN_FACES * self.face


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLight:
    """The light a set throws on its actors, for one time and weather.

    Attributes:
        key: Colour of the main light, multiplied into the actor (white changes nothing).
        rim: Colour of the second light, screened on a rim.
        rim_side: -1 rim on the left, 1 on the right.
        ambient: Mean colour of the set; skin is shifted 20-30 % towards it.
        shade: 0..1 how dark the shade under the chin and the figure's contact shadow are.
        behaviour: Whether the light on the actor moves.
    """

    key: Colour
    rim: Colour
    rim_side: Literal[-1, 1]
    ambient: Colour
    shade: float = 0.4
    behaviour: Literal["steady", "flicker", "pulse", "sweep"] = "steady"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particles:
    """Something small that moves in the air of the set (weather falls by itself, in every set)."""

    kind: ParticleKind
    amount: float  # 0..1
    front: bool = False
    colour: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetArt:
    """A painted set, seen from one view."""

    behind: tuple[Layer, ...]  # far to near, the first one opaque
    front: tuple[Layer, ...]  # in front of the actors, never empty
    light: SetLight
    particles: tuple[Particles, ...] = ()


class Lamp(NamedTuple):
    """Whether a lamp of the set burns at first and in the end, and when it changes (seconds)."""

    before: bool
    after: bool
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a set painter is asked for."""

    view: View
    time: TimeOfDay = "day"
    weather: Weather = field(default_factory=Weather)
    light: Light = field(default_factory=Light)
    mood: Mood = "neutral"
    sign: str | None = None  # the member's own word, lettered on the set's sign surface
    sign_state: str = "whole"
    sign_end: str = "whole"  # its state from ``sign_at_s`` on
    sign_at_s: float = inf
    lettering: Lettering
    seed: int = 0
    names: Mapping[str, str] = field(default_factory=dict)  # anchor → name of who has it
    lamps: Mapping[str, Lamp] = field(default_factory=dict)  # anchor → the lamp in that window
    labels: Mapping[str, str] = field(default_factory=dict)  # anchor → words of the thing there
    brought: Collection[
        str
    ] = ()  # things the film brings to the set, which has none of its own then

    def canvas(self, depth: float, *, opaque: bool = False) -> Canvas:
        """Return an empty plane at ``depth`` for this view."""
        return Canvas(self.view, depth, opaque=opaque, seed=self.seed)

    def layer(
        self,
        canvas: Canvas,
        *,
        blend: Blend = "over",
        behaviour: Motion = "steady",
        hz: float = 1.0,
        drift: Point = (0.0, 0.0),
        opaque: bool = False,
        seen: tuple[float, float] = (0.0, inf),
    ) -> Layer:
        """Finish a canvas."""
        return Layer(
            bgr=canvas.bgr,
            alpha=None if opaque or blend == "add" else canvas.alpha,
            margin_px=canvas.view.margin_px,
            depth=canvas.depth,
            blend=blend,
            behaviour=behaviour,
            hz=hz,
            drift=drift,
            seen=seen,
        )


class SetPainter(Protocol):
    """One set. ``anchors`` and ``room`` do not depend on the view; ``paint`` does."""

    id: str
    room: Room
    indoor: bool

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return at least ``actor1 actor2 actor3 table ground wall air`` in stage units."""
        ...

    def paint(self, scene: Scene) -> SetArt:
        """Paint the set for one shot; 60-200 ms of CPU at 720x1280."""
        ...
