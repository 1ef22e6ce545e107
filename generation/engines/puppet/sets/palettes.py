"""What a palette is, what weather does to it, and where actors stand outdoors. No colours yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.stage import Anchor, Scene, SetLight
from generation.model.screenplay import TimeOfDay, Weather

PERSON = 0.6  # stage units: a grown figure in the wide view


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colour script of one set at one time of day.

    Attributes:
        sky: From the zenith to the horizon.
        haze: What distance fades into.
        far: The furthest solid things.
        mid: Things between.
        near: Things close behind the actors.
        ground: What the actors stand on.
        front: Things between the lens and the actors, mostly unlit.
        glint: The lit side of things: sun, moon or lamp on paint.
        lamps: 0 lamps are off, 1 they are what one sees by.
        key: Light on the actors, see ``SetLight``.
        rim: Second light on the actors.
        ambient: Mean colour.
        shade: Depth of the actors' shadows.
    """

    sky: tuple[Colour, ...]
    haze: Colour
    far: Colour
    mid: Colour
    near: Colour
    ground: Colour
    front: Colour
    glint: Colour
    lamps: float
    key: Colour
    rim: Colour
    ambient: Colour
    shade: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Overcast:
    """What a weather does to a palette: towards ``grey`` of its own brightness by ``cover``."""

    cover: float
    dim: float
    grey: Colour
    haze: float


WEATHERS: Mapping[str, Overcast] = {
    "clear": Overcast(cover=0.0, dim=1.0, grey=(255, 255, 255), haze=0.0),
    "wind": Overcast(cover=0.12, dim=0.98, grey=(236, 242, 255), haze=0.05),
    "fog": Overcast(cover=0.62, dim=0.98, grey=(240, 246, 250), haze=0.8),
    "snow": Overcast(cover=0.5, dim=1.0, grey=(232, 242, 255), haze=0.4),
    "rain": Overcast(cover=0.55, dim=0.88, grey=(205, 222, 244), haze=0.3),
    "storm": Overcast(cover=0.68, dim=0.74, grey=(190, 208, 240), haze=0.25),
}


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return ``a`` moved towards ``b`` by ``share``."""
    red, green, blue = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return red, green, blue


def times(a: Colour, factor: float) -> Colour:
    """Return ``a`` brighter or darker, cut off at white."""
    red, green, blue = (max(0, min(255, round(p * factor))) for p in a)
    return red, green, blue


def luma(a: Colour) -> float:
    """Return the brightness 0..1 (BT.709 weights)."""
    return (0.2126 * a[0] + 0.7152 * a[1] + 0.0722 * a[2]) / 255


def under(palette: Palette, weather: Weather) -> Palette:
    """Return the palette as ``weather`` changes it."""
    kind = WEATHERS[weather.kind]
    if kind.cover <= 0:
        return palette

    def veil(colour: Colour, share: float = 1.0) -> Colour:
        grey = times(kind.grey, luma(colour) * 0.75 + luma(palette.haze) * 0.25)
        return times(mix(colour, grey, kind.cover * share), kind.dim)

    haze = veil(palette.haze)
    return replace(
        palette,
        sky=tuple(mix(veil(c), haze, kind.haze * 0.6) for c in palette.sky),
        haze=haze,
        far=mix(veil(palette.far, 0.8), haze, kind.haze * 0.6),
        mid=mix(veil(palette.mid, 0.6), haze, kind.haze * 0.35),
        near=mix(veil(palette.near, 0.45), haze, kind.haze * 0.12),
        ground=veil(palette.ground, 0.45),
        front=veil(palette.front, 0.3),
        glint=veil(palette.glint, 0.75),
        lamps=max(palette.lamps, 0.35 if kind.dim < 0.9 else palette.lamps),
        key=times(veil(palette.key, 0.6), kind.dim**-0.5),  # a face stays readable in a storm
        rim=veil(palette.rim, 0.5),
        ambient=veil(palette.ambient, 0.6),
        shade=palette.shade * (1 - 0.45 * kind.cover),
    )


def chosen(palettes: Mapping[TimeOfDay, Palette], scene: Scene) -> Palette:
    """Return the palette for the time and weather of ``scene``."""
    return under(palettes[scene.time], scene.weather)


def light_of(palette: Palette, side: int, behaviour: str = "steady") -> SetLight:
    """Return the light on the actors; ``side`` is where the rim falls."""
    return SetLight(
        key=palette.key,
        rim=palette.rim,
        rim_side=-1 if side < 0 else 1,
        ambient=palette.ambient,
        shade=palette.shade,
        behaviour="flicker"
        if behaviour == "flicker"
        else "sweep"
        if behaviour == "sweep"
        else "steady",
    )


def places(
    aspect: float, *, ground: float = 0.93, wall: Point | None = None, table: float = 0.8
) -> dict[str, Anchor]:
    """Return the anchors of a stage on open ground: the lead a little right of the middle.

    ``behind`` is farther off, for whoever passes by.
    """
    spread = min(0.36 * aspect, 0.27)
    lead = aspect / 2 + 0.3 * spread
    return {
        "actor1": Anchor(at=(lead, ground), height=PERSON),
        "actor2": Anchor(at=(lead - 1.05 * spread, ground + 0.005), height=PERSON),
        "actor3": Anchor(at=(lead + 0.66 * spread, ground - 0.03), height=PERSON * 0.95),
        "behind": Anchor(at=(lead - 0.95 * spread, ground - 0.1), height=PERSON * 0.77),
        "table": Anchor(at=(lead - 0.55 * spread, table), height=PERSON),
        "ground": Anchor(at=(lead - 0.4 * spread, ground + 0.025), height=PERSON),
        "wall": Anchor(at=wall or (lead - spread, 0.4), height=PERSON),
        "air": Anchor(at=(aspect / 2, 0.3), height=PERSON),
    }
