"""What indoor sets share: hours, light maps, walls, floors, drapes, plants. It is no set itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.pigment import SUBPIXEL_BITS, as_bytes
from generation.engines.puppet.props.forms import Brush, Tint, lay, mix, ramp, texture, times
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.props.words import block
from generation.engines.puppet.sets.panes import GREYS, sky_dim
from generation.engines.puppet.stage import Anchor, Box, Scene, SetLight
from generation.model.screenplay import TimeOfDay

LIGHT_SHRINK = 8  # light maps are this much smaller than the picture: light has no edges
WHITE: Colour = (255, 255, 255)
STORM: Colour = (150, 162, 190)  # what the darkest weather leaves of a room by day
UNIT = 120  # level of "unchanged" in a uint8 light map: leaves room for light of twice that


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """The colour script of one set at one time of day.

    Attributes:
        key: What white becomes in the light of the set.
        shadow: What white becomes in its shade.
        room: Multiplies everything: the level and cast of the whole room.
        lamp: 0..1 how much artificial light shows.
        light: What falls on the actors.
    """

    key: Colour
    shadow: Colour
    room: Colour
    lamp: float
    light: SetLight
    side: float = -0.7

    @property
    def tint(self) -> Tint:
        """The light on forms."""
        return Tint(key=self.key, shadow=self.shadow, side=self.side)


def light(
    key: Colour, rim: Colour, side: int, ambient: Colour, shade: float = 0.4, *, moves: bool = False
) -> SetLight:
    """Return a SetLight in one line of a table; ``moves`` flickers."""
    return SetLight(
        key=key,
        rim=rim,
        rim_side=1 if side > 0 else -1,
        ambient=ambient,
        shade=shade,
        behaviour="flicker" if moves else "steady",
    )


def hour_of(hours: Mapping[TimeOfDay, Hour], scene: Scene) -> Hour:
    """Return the colour script for the hour of ``scene``, dimmed and greyed by its weather."""
    hour = hours[scene.time]
    gloom = sky_dim(scene.weather) * (1 - 0.8 * hour.lamp)
    lit = hour.light
    if scene.light.behaviour != "steady":
        lit = replace(lit, behaviour=scene.light.behaviour)
    lit = replace(
        lit,
        key=mix(lit.key, GREYS[scene.time], 0.4 * gloom),
        rim=mix(lit.rim, GREYS[scene.time], 0.6 * gloom),
        ambient=mix(lit.ambient, GREYS[scene.time], 0.4 * gloom),
    )
    return replace(hour, room=times(hour.room, mix(WHITE, STORM, gloom)), light=lit)


def people(
    aspect: float, *, ground: float = 0.95, lead: float = -1.0, height: float = 0.62
) -> dict[str, Anchor]:
    """Return the anchors every set has; ``lead`` -1 puts actor1 on the left, 1 on the right."""
    middle = aspect / 2
    reach = min(max(0.21 * aspect, 0.05), 0.27) * lead
    return {
        "actor1": Anchor(at=(middle + reach, ground), height=height),
        "actor2": Anchor(at=(middle - reach, ground), height=height),
        "actor3": Anchor(at=(middle, ground - 0.035), height=height - 0.035),
        "table": Anchor(at=(middle, 0.9), height=0.6),
        "ground": Anchor(at=(middle - reach * 0.4, 0.96), height=height),
        "wall": Anchor(at=(middle, 0.4), height=0.5),
        "air": Anchor(at=(middle, 0.16), height=0.5),
    }


def seen_in(window: Box, *, face: float, chin_at: float) -> Anchor:
    """Return the place of somebody of whom only what is inside ``window`` is seen.

    Args:
        window: Left, top, right, bottom in stage units.
        face: Height of the face, stage units.
        chin_at: Where the chin is, of the window's height.
    """
    left, top, right, bottom = window
    chin = (left + right) / 2, top + chin_at * (bottom - top)
    return Anchor.of_chin(chin, face, window)


class LightMap:
    """Light over one canvas, small and in float: pools, shafts, falloff; multiplied or added."""

    def __init__(self, brush: Brush, base: Colour = (255, 255, 255)) -> None:
        """Start with the same light everywhere; (255, 255, 255) changes nothing."""
        self.brush = brush
        self.canvas = canvas = brush.canvas
        self.height = max(2, -(-canvas.height // LIGHT_SHRINK))
        self.width = max(2, -(-canvas.width // LIGHT_SHRINK))
        self.field = np.empty((self.height, self.width, 3), np.float32)
        self.field[:] = np.array(base[::-1], np.float32) / 255
        (left, right), (top, bottom) = canvas.span, canvas.extent
        x, y = brush.origin
        columns = np.linspace(left - x, right - x, self.width, dtype=np.float32)
        rows = np.linspace(top - y, bottom - y, self.height, dtype=np.float32)
        self._x, self._y = columns[None, :] / brush.unit, rows[:, None] / brush.unit

    def pool(
        self, centre: Point, radii: Point, colour: Colour, strength: float = 1.0, power: float = 1.6
    ) -> None:
        """Add a soft ellipse of light; a negative strength takes light away."""
        dx = (self._x - centre[0]) / radii[0]
        dy = (self._y - centre[1]) / radii[1]
        far = np.clip(1 - (dx * dx + dy * dy), 0, 1) ** power
        self._add(far.astype(np.float32), colour, strength)

    def shaft(
        self, points: Sequence[Point], colour: Colour, strength: float = 1.0, soften: float = 0.02
    ) -> None:
        """Add a soft-edged polygon of light: a beam, or a window's patch on the wall."""
        pixels = self.brush.px(points) / LIGHT_SHRINK
        mask = np.zeros((self.height, self.width), np.uint8)
        fixed = np.round(np.clip(pixels, -4000, 4000) * (1 << SUBPIXEL_BITS)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, SUBPIXEL_BITS)
        sigma = soften * self.brush.scale / LIGHT_SHRINK
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), max(0.6, sigma))
        self._add((soft / 255).astype(np.float32), colour, strength)

    def slope(self, top: float, bottom: float, colour: Colour) -> None:
        """Multiply by a vertical ramp from nothing at ``top`` to ``colour`` at ``bottom``."""
        share = np.clip((self._y - top) / (bottom - top), 0, 1)
        share = share * share * (3 - 2 * share)
        self.field *= 1 - share[..., None] * (1 - np.array(colour[::-1], np.float32) / 255)

    def corners(self, strength: float = 0.35) -> None:
        """Darken towards the corners of the picture."""
        across = np.linspace(-1, 1, self.width, dtype=np.float32)[None, :]
        down = np.linspace(-1, 1, self.height, dtype=np.float32)[:, None]
        far = np.clip((across**2 + down**2 - 0.35) / 1.6, 0, 1)
        self.field *= (1 - strength * far)[..., None]

    def sides(self) -> None:
        """Let the light end before the sides of the canvas: a plane that moves has no edge."""
        far = np.linspace(-1, 1, self.width, dtype=np.float32)[None, :, None]
        self.field *= np.clip((1 - np.abs(far)) * 3, 0, 1)

    def _add(self, share: npt.NDArray[np.float32], colour: Colour, strength: float) -> None:
        self.field += share[..., None] * (
            np.array(colour[::-1], np.float32) * np.float32(strength / 255)
        )

    def multiply(self) -> None:
        """Light what is painted on the canvas."""
        small = np.clip(self.field * UNIT, 0, 255).astype(np.uint8)
        size = (self.canvas.width, self.canvas.height)
        whole = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
        bgr = self.canvas.bgr
        cv2.multiply(bgr, whole, dst=bgr, scale=1 / UNIT)
        if not self.canvas.alpha.all():
            cv2.min(bgr, cv2.merge([self.canvas.alpha] * 3), dst=bgr)

    def add(self) -> None:
        """Add the light to the canvas: for planes that are nothing but light."""
        small = np.clip(self.field * 255, 0, 255).astype(np.uint8)
        size = (self.canvas.width, self.canvas.height)
        whole = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
        cv2.add(self.canvas.bgr, whole, dst=self.canvas.bgr)


def near(scene: Scene, hour: Hour, depth: float = 1.35) -> Brush:
    """Return a brush for a plane in front of the lens, in picture units at every framing.

    (0, 0) is the upper left corner of the picture, (aspect, 1) the lower right one.
    """
    canvas = scene.canvas(depth)
    return Brush(canvas, hour.tint, canvas.at_frame(0.0, 0.0), canvas.unit)


def close(scene: Scene) -> float:
    """Return 0 in wide views .. 1 in close ones: how shallow the focus is."""
    return min(max((scene.view.zoom - 1.25) / 2.2, 0.0), 1.0)


def defocus(scene: Scene, canvas: Canvas, amount: float = 1.0) -> None:
    """Blur a plane as the framing of the shot asks for; ``amount`` scales it."""
    pixels = close(scene) * amount * 8 * scene.view.height_px / 1280
    canvas.blur(pixels / canvas.scale)


# -- surfaces ---------------------------------------------------------------------------------


def plaster(canvas: Canvas, colour: Colour, tint: Tint, *, contrast: float = 0.3) -> None:
    """Cover the whole plane with a brushed colour."""
    strokes = texture(canvas.height, canvas.width)
    level = cv2.convertScaleAbs(strokes, alpha=contrast, beta=140 - 128 * contrast)
    canvas.bgr[:] = cv2.applyColorMap(level, ramp(colour, tint, 0.0))
    canvas.alpha[:] = 255


def apron(canvas: Canvas, top: float, colour: Colour, tint: Tint, *, contrast: float = 0.3) -> None:
    """Cover everything below stage y ``top`` with a brushed colour: a floor."""
    first = int(np.clip(canvas.px([(0.0, top)])[0, 1], 0, canvas.height))
    if first >= canvas.height:
        return
    strokes = texture(canvas.height - first, canvas.width, 99, 31)
    level = cv2.convertScaleAbs(strokes, alpha=contrast, beta=140 - 128 * contrast)
    canvas.bgr[first:] = cv2.applyColorMap(level, ramp(colour, tint, 0.0))
    canvas.alpha[first:] = 255


def planks(
    brush: Brush, top: float, colour: Colour, *, width: float = 0.16, vanish: Point | None = None
) -> None:
    """Lay floorboards that run to a vanishing point, from stage y ``top`` down."""
    canvas = brush.canvas
    apron(canvas, top, colour, brush.tint, contrast=0.5)
    point = vanish or (canvas.view.aspect / 2, 0.38)
    bottom = max(1.1, float(canvas.stage_y()[-1, 0]) + 0.02)
    rng = canvas.rng("planks")
    left, right = canvas.span
    spread = (bottom - point[1]) / (top - point[1])
    reach = max(abs(left - point[0]), abs(right - point[0])) * spread + width
    dark, pale = times_shadow(colour, brush.tint), mix(colour, (255, 240, 214), 0.25)
    for foot in np.arange(-reach, reach, width):
        near = (point[0] + foot, point[0] + foot + width)
        far = (point[0] + foot / spread, point[0] + (foot + width) / spread)
        tone = float(rng.uniform(-1, 1))
        shape = [(near[0], bottom), (near[1], bottom), (far[1], top), (far[0], top)]
        if tone > 0.15:
            canvas.polygon(shape, pale, 0.16 * tone)
        elif tone < -0.15:
            canvas.polygon(shape, dark, -0.3 * tone)
        canvas.line([(near[0], bottom), (far[0], top)], 0.0022, dark, 0.55)


def tiles(brush: Brush, top: float, colour: Colour, *, width: float = 0.2) -> None:
    """Lay square tiles in perspective, two shades by turns."""
    canvas = brush.canvas
    apron(canvas, top, colour, brush.tint, contrast=0.3)
    point = (canvas.view.aspect / 2, 0.4)
    dark = times_shadow(colour, brush.tint)
    bottom = 1.12
    rows = [top + (bottom - top) * (i / 7) ** 1.7 for i in range(8)]
    for row in range(7):
        y0, y1 = rows[row], rows[row + 1]
        for column in range(-14, 14):
            if (row + column) % 2:
                continue
            edges = [
                (point[0] + (column + side) * width * (y - point[1]) / (bottom - point[1]), y)
                for side, y in ((0, y0), (1, y0), (1, y1), (0, y1))
            ]
            canvas.polygon(edges, dark, 0.22)


def times_shadow(colour: Colour, tint: Tint) -> Colour:
    """Return ``colour`` deep in the shade of ``tint``."""
    return tuple(c * s * 200 // 65025 for c, s in zip(colour, tint.shadow, strict=True))  # type: ignore[return-value]


def panel(
    brush: Brush, left: float, top: float, right: float, bottom: float, colour: Colour
) -> None:
    """Draw a raised wooden panel: frame, groove, field."""
    brush.slab(left, top, right, bottom, mix(colour, (0, 0, 0), 0.22), bulge=0.004)
    inset = min(right - left, bottom - top) * 0.09
    brush.slab(
        left + inset, top + inset, right - inset, bottom - inset, colour, bulge=0.012, fall=0.25
    )


def drape(
    brush: Brush,
    box: tuple[float, float, float, float],
    colour: Colour,
    *,
    folds: float = 7.0,
    pull: float = 0.0,
    alpha: float = 1.0,
) -> None:
    """Hang a folded cloth into ``box`` (left, top, right, bottom).

    ``pull`` -1..1 gathers its foot to the left or right, as a curtain tied back.
    """
    canvas = brush.canvas
    left, top, right, bottom = box
    corners = brush.px([(left, top), (right, bottom)])
    x0, y0 = np.floor(corners[0]).astype(int)
    x1, y1 = np.ceil(corners[1]).astype(int)
    shrink = max(1, (y1 - y0) // 320)
    height, width = max(2, (y1 - y0) // shrink), max(2, (x1 - x0) // shrink)
    v = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    u = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    gather = 1 - abs(pull) * 0.62 * np.sin(np.pi * 0.5 * v) ** 1.5
    across = u / gather if pull <= 0 else 1 - (1 - u) / gather
    wave = across * folds + 0.13 * np.sin(across * 9 + v * 4) + 0.08 * np.sin(v * 9 + u * 5)
    fold = np.sin(wave * 2 * np.pi) * 0.72 + np.sin(wave * 4 * np.pi + 1.1) * 0.28
    level = np.clip(128 + 92 * fold - 44 * (v - 0.35), 0, 255).astype(np.uint8)
    hem = 1 - 0.02 * (1 + np.sin(wave * 2 * np.pi + 0.8))
    cover = ((across >= 0) & (across <= 1) & (v < hem)).astype(np.uint8) * 255
    size = (int(x1 - x0), int(y1 - y0))
    lit = cv2.resize(level, size, interpolation=cv2.INTER_LINEAR)
    cv2.addWeighted(lit, 1.0, texture(size[1], size[0]), 0.12, -15, dst=lit)
    mask = cv2.resize(cover, size, interpolation=cv2.INTER_LINEAR)
    if alpha < 1:
        mask = cv2.convertScaleAbs(mask, alpha=alpha)
    cloth = as_bytes(cv2.applyColorMap(lit, ramp(colour, brush.tint, 0.15)))
    lay(canvas, cloth, as_bytes(mask), int(x0), int(y0))


def leaf(brush: Brush, root: Point, tip: Point, width: float, colour: Colour) -> None:
    """Draw one leaf with a bright midrib from ``root`` to ``tip``."""
    dx, dy = tip[0] - root[0], tip[1] - root[1]
    nx, ny = -dy, dx
    half = [(0.15, 0.55), (0.4, 1.0), (0.72, 0.7)]
    side = [(root[0] + dx * t + nx * w * width, root[1] + dy * t + ny * w * width) for t, w in half]
    back = [(root[0] + dx * t - nx * w * width, root[1] + dy * t - ny * w * width) for t, w in half]
    brush.form(curve([root, *side, tip, *back[::-1]], steps=7), colour, bulge=0.008, gloss=0.15)
    brush.stroke([root, tip], 0.0016, mix(colour, (255, 255, 220), 0.4), 0.6)


def plant(brush: Brush, foot: Point, height: float, *, pot: Colour, leaves: Colour) -> None:
    """Draw a leafy plant in a pot that stands on ``foot``."""
    x, y = foot
    brush.shadow((x, y), (height * 0.22, height * 0.045), 0.55)
    rng = brush.canvas.rng(f"plant {x:.2f}")
    for index in range(9):
        lean = (index / 8 - 0.5) * 2.2 + float(rng.uniform(-0.15, 0.15))
        reach = height * float(rng.uniform(0.55, 0.8))
        root = (x + lean * height * 0.03, y - height * 0.3)
        tip = (x + np.sin(lean) * reach * 0.75, y - height * 0.3 - np.cos(lean) * reach)
        tone = mix(leaves, (24, 40, 60), 0.35) if index % 2 else leaves
        leaf(brush, root, (float(tip[0]), float(tip[1])), 0.16, tone)
    w = height * 0.15
    top = y - height * 0.32
    brush.form(
        [(x - w, top), (x + w, top), (x + w * 0.72, y), (x - w * 0.72, y)], pot, bulge=w * 0.5
    )
    brush.slab(
        x - w * 1.12, top - height * 0.03, x + w * 1.12, top + height * 0.03, pot, bulge=0.01
    )


def framed(
    brush: Brush, box: tuple[float, float, float, float], wood: Colour, mat: Colour, rim: float
) -> None:
    """Hang a frame with a mat; the caller fills it."""
    left, top, right, bottom = box
    brush.shadow(((left + right) / 2 + 0.008, bottom), ((right - left) * 0.6, rim * 2.2), 0.5)
    brush.slab(left, top, right, bottom, wood, bulge=rim * 0.4, gloss=0.4, corner=0.002)
    brush.slab(
        left + rim, top + rim, right - rim, bottom - rim, mat, bulge=0.003, fall=-0.1, corner=0.001
    )


def lettered(
    scene: Scene,
    brush: Brush,
    box: tuple[float, float, float, float],
    colour: Colour,
    *,
    chalk: float = 0.0,
    fill: float = 0.84,
) -> bool:
    """Write the member's word into ``box``; tells whether there was one that can be written."""
    if not scene.sign or not scene.lettering.can_write(scene.sign):
        return False
    left, top, right, bottom = box
    scale = brush.scale
    mask = block(
        scene.sign, (right - left) * scale * fill, (bottom - top) * scale * fill, scene.lettering
    )
    brush.ink(mask, ((left + right) / 2, (top + bottom) / 2), colour, chalk=chalk)
    return True
