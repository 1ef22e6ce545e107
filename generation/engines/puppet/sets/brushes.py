"""What outdoor sets share: palettes under weather, sky, land, mirror, things near the lens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.noise import Field
from generation.engines.puppet.pigment import as_bytes, blurred
from generation.engines.puppet.sets.palettes import Palette, mix
from generation.engines.puppet.stage import Layer, Scene

CLOSE_ZOOM = 2.9  # from here on the lens blurs what is far
FAR_BLUR = 0.006  # of the picture height: 8 px at 1280 (depth of a 50 mm portrait)


# -- air ------------------------------------------------------------------------------------


def sky(canvas: Canvas, colours: Sequence[Colour], horizon: float) -> None:
    """Fill the plane with a sky whose last colour lies on stage y ``horizon``."""
    top = min(-0.02, canvas.extent[0])
    stops = [
        (top + (horizon - top) * index / (len(colours) - 1), colour)
        for index, colour in enumerate(colours)
    ]
    canvas.gradient(stops)


def step(field: Field, low: float, high: float) -> Field:
    """Return a smooth step of ``field`` from 0 at ``low`` to 1 at ``high``."""
    share = np.clip((field - np.float32(low)) * np.float32(1 / (high - low)), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def band(canvas: Canvas, top: float, bottom: float, coarse: int = 1) -> Field:
    """Return a column 0..1..0 that is full in the middle of stage y ``top`` .. ``bottom``."""
    rows = canvas.stage_y()[::coarse]
    share = np.clip((rows - top) / (bottom - top), 0, 1)
    return np.asarray(np.maximum(np.sin(share * np.pi), 0), np.float32)


def clouds(
    canvas: Canvas,
    purpose: str,
    reach: tuple[float, float],
    lit: Colour,
    shaded: Colour,
    *,
    amount: float = 0.5,
    size: float = 0.12,
    stretch: float = 2.4,
    wraps: bool = False,
) -> None:
    """Lay brushed clouds between the stage heights ``reach``, lit from above."""
    field = canvas.noise(purpose, size, 5, stretch=stretch, wraps=wraps, coarse=2)
    shape = field * band(canvas, reach[0], reach[1], 2) ** 0.6
    cover = step(shape, 0.62 - 0.4 * amount, 0.86 - 0.36 * amount)
    lift = max(1, round(0.02 * canvas.scale / 2))
    relief = field - np.roll(field, lift, axis=0)
    canvas.blend(cover * np.float32(0.9), shaded, inside=False)
    canvas.blend(cover * step(np.asarray(relief, np.float32), -0.04, 0.22), lit)


def cumulus(
    canvas: Canvas, purpose: str, centre: Point, width: float, lit: Colour, shaded: Colour
) -> None:
    """Lay one heaped cloud: round puffs on a flat base, each lit from the upper left."""
    rng = canvas.rng(purpose)
    puffs = []
    for index in range(26):
        t = rng.uniform(-1, 1)
        heap = (1 - t * t) ** 0.8
        size = width * (0.05 + 0.13 * heap * rng.uniform(0.5, 1.0))
        y = centre[1] - width * 0.36 * heap * rng.uniform(0.0, 1.0) * (index > 8)
        puffs.append((centre[0] + t * width * 0.5, y, size))
    puffs.sort(key=lambda puff: puff[1])
    for x, y, size in puffs:
        low = min(1.0, max(0.0, (y - centre[1]) / (width * 0.36) + 1.0))
        tone = mix(lit, shaded, 0.15 + 0.75 * low)
        canvas.ellipse((x, y), (size, size * 0.86), tone, 1.0, soften=size * 0.05)
        spot = (x - size * 0.2, y - size * 0.28)
        canvas.ellipse(spot, (size * 0.66, size * 0.5), lit, 0.62 - 0.4 * low, soften=size * 0.2)
    canvas.ellipse(
        (centre[0], centre[1] + width * 0.07), (width * 0.56, width * 0.05), shaded, 0.7,
        soften=width * 0.025,
    )  # fmt: skip


def stars(canvas: Canvas, below: float, count: int, strength: float = 1.0) -> None:
    """Scatter stars above stage y ``below``; a few are large."""
    rng = canvas.rng("stars")
    left, right = canvas.span
    for _ in range(count):
        at = (rng.uniform(left, right), below * rng.random() ** 1.3)
        size = 0.0007 + 0.0018 * rng.random() ** 4
        canvas.ellipse(at, (size, size), (255, 250, 240), strength * rng.uniform(0.25, 1.0))


AIR: Mapping[str, float] = {"fog": 0.78, "snow": 0.35, "rain": 0.3, "storm": 0.34}


def air(scene: Scene, canvas: Canvas, palette: Palette, *, seam: float = 0.5) -> None:
    """Veil a far plane by what hangs in the air, thickest about stage y ``seam`` and below."""
    thick = AIR.get(scene.weather.kind, 0.0) * (0.55 + 0.45 * scene.weather.strength)
    if thick > 0:
        share = thick * (1.0 - 0.55 * canvas.depth)
        canvas.fade(seam - 0.6, seam, palette.haze, share)
        if scene.weather.kind == "fog":
            mist(canvas, "fog", (seam - 0.22, seam + 0.3), palette.haze, share, size=0.14)


def mist(
    canvas: Canvas, purpose: str, reach: tuple[float, float], colour: Colour, strength: float,
    *, size: float = 0.1, wraps: bool = False,
) -> None:  # fmt: skip
    """Lay a bank of mist between two stage heights; it may stand free of the paint below."""
    field = canvas.noise(purpose, size, 3, stretch=4.0, wraps=wraps, coarse=4)
    cover = band(canvas, reach[0], reach[1], 4) * (0.35 + 0.65 * field) * np.float32(strength)
    canvas.blend(np.asarray(cover, np.float32), colour, inside=False)


# -- land -----------------------------------------------------------------------------------


def mountain(
    canvas: Canvas,
    line: Sequence[Point],
    lit: Colour,
    shaded: Colour,
    *,
    purpose: str,
    facet: float = 0.09,
    sun: int = 1,
    stretch: float = 0.7,
    rock: Colour | None = None,
    foot: tuple[float, float, Colour] | None = None,
) -> None:
    """Fill below ``line`` with brushed planes of light and shade.

    Args:
        canvas: Where to.
        line: The skyline.
        lit: Colour of planes that face the sun.
        shaded: Colour of the others.
        purpose: Which planes.
        facet: Stage height of the largest plane.
        sun: 1 light from the right, -1 from the left.
        stretch: How many times wider than high the planes are.
        rock: Bare stone where the planes are steep.
        foot: (top, bottom, colour): mist into which the foot fades.
    """
    body = Canvas(canvas.view, canvas.depth, seed=canvas.seed)
    body.polygon([*line, (line[-1][0], 2.0), (line[0][0], 2.0)], shaded)
    field = body.noise(purpose, facet, 5, stretch=stretch, coarse=2)
    relief = np.asarray(1 - np.abs(2 * field - 1), np.float32)  # folded: creases, as rock has
    shift = max(1, round(facet * 0.1 * canvas.scale / 2))
    slope = relief - np.roll(relief, (shift // 2, -sun * shift), axis=(0, 1))
    body.blend(step(slope, -0.03, 0.05), lit)
    body.blend(step(slope, 0.12, 0.2) * np.float32(0.6), mix(lit, (255, 255, 255), 0.35))
    if rock is not None:
        fine = body.noise(f"{purpose} rock", facet * 0.5, 6, stretch=1.5, coarse=2)
        body.blend(step(fine - slope * 0.9, 0.66, 0.7) * np.float32(0.9), rock)
    if foot is not None:
        body.fade(foot[0], foot[1], foot[2])
    canvas.lay(body)


def seen(layers: Sequence[Layer]) -> BgrFrame:
    """Return what the camera sees of ``layers`` at home, at half size."""
    height, width = layers[0].bgr.shape[:2]
    size = (width // 2, height // 2)
    picture = as_bytes(cv2.resize(layers[0].bgr, size, interpolation=cv2.INTER_AREA))
    for layer in layers[1:]:
        bgr = as_bytes(cv2.resize(layer.bgr, size, interpolation=cv2.INTER_LINEAR))
        if layer.blend == "over" and layer.alpha is not None:
            cover = cv2.resize(layer.alpha, size, interpolation=cv2.INTER_LINEAR)
            inverse = cv2.cvtColor(cv2.bitwise_not(cover), cv2.COLOR_GRAY2BGR)
            picture = as_bytes(cv2.multiply(picture, inverse, scale=1 / 255))
        picture = as_bytes(cv2.add(picture, bgr))
    return picture


def mirrored(
    canvas: Canvas, picture: BgrFrame, axis: float, mask: Field, *, smear: float, ripple: float
) -> None:
    """Mix the upside-down ``picture`` (half size) into the paint below stage y ``axis``.

    Args:
        canvas: The ground.
        picture: What ``seen`` returned, before the ground.
        axis: Where ground and mirror image touch.
        mask: 0..1, any size: how much of a mirror the ground is.
        smear: Stage units of vertical blur, as rough water draws lights into columns.
        ripple: Stage units of sideways waver.
    """
    row = int(canvas.px([(0.0, axis)])[0, 1]) // 2
    height, width = picture.shape[:2]
    rows = min(height - row, row)
    if row <= 0 or rows < 2:
        return
    image = np.ascontiguousarray(picture[row - rows : row][::-1])
    reach = max(1, round(smear * canvas.scale / 2)) | 1
    image = as_bytes(cv2.blur(image, (max(1, reach // 6) | 1, reach)))
    waver = canvas.noise("ripple", 0.02, 3, stretch=5.0, coarse=2)[row : row + rows, :width]
    columns = np.arange(width, dtype=np.float32)[None, :] + (waver - 0.5) * np.float32(
        ripple * canvas.scale
    )
    lines = np.broadcast_to(np.arange(rows, dtype=np.float32)[:, None], columns.shape)
    image = as_bytes(
        cv2.remap(
            image,
            np.asarray(columns, np.float32),
            np.ascontiguousarray(lines),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )
    sheet = np.zeros((height, width, 3), np.uint8)
    sheet[row : row + rows] = image
    reached = np.zeros((height, 1), np.float32)
    reached[row : row + rows] = 1.0
    cover = cv2.resize(np.asarray(mask, np.float32), (width, height)) * reached
    full = (canvas.width, canvas.height)
    level = as_bytes(cv2.resize(cv2.convertScaleAbs(cover, alpha=255), full))
    level = as_bytes(cv2.multiply(level, canvas.alpha, scale=1 / 255))
    triple = cv2.cvtColor(level, cv2.COLOR_GRAY2BGR)
    kept = cv2.multiply(canvas.bgr, cv2.bitwise_not(triple), scale=1 / 255)
    laid = cv2.multiply(as_bytes(cv2.resize(sheet, full)), triple, scale=1 / 255)
    canvas.bgr[:] = cv2.add(kept, laid)


# -- lens -----------------------------------------------------------------------------------


def plane(scene: Scene, depth: float, *, opaque: bool = False, soft: bool = False) -> Canvas:
    """Return an empty plane behind the actors that ``focus`` will finish.

    In a close view it has half the resolution, as the lens blurs it anyway; so has a ``soft`` one,
    which holds nothing but glow.
    """
    view = scene.view
    if soft or view.zoom > CLOSE_ZOOM:
        view = replace(
            view,
            width_px=view.width_px // 2,
            height_px=view.height_px // 2,
            margin_px=view.margin_px // 2,
        )
    return Canvas(view, depth, opaque=opaque, seed=scene.seed)


def focus(scene: Scene, canvas: Canvas, strength: float = 1.0) -> None:
    """Bring a ``plane`` to the size of the shot; blur it in a close view."""
    if scene.view.zoom > CLOSE_ZOOM:
        canvas.blur(FAR_BLUR * canvas.unit * strength)
    if canvas.view != scene.view:
        canvas.enlarge(scene.view)


def blades(
    canvas: Canvas,
    purpose: str,
    colours: Sequence[Colour],
    *,
    count: int = 90,
    height: float = 0.16,
    sway: float = 0.0,
    edges: float = 0.5,
) -> None:
    """Draw grass along the lower edge of the picture, higher towards the side edges."""
    rng = canvas.rng(purpose)
    unit = canvas.unit
    for index in range(round(count * max(1.0, canvas.view.aspect / 0.5625))):
        u = rng.uniform(-0.1, 1.1)
        tall = height * rng.uniform(0.45, 1.0) * (1 - edges + edges * (2 * abs(u - 0.5)) ** 1.5)
        x, y = canvas.at_frame(u, 1.05)
        tip = (x + unit * (sway + rng.normal(0, 0.35)) * tall, y - unit * (tall + 0.05))
        bend = (x + (tip[0] - x) * 0.3, y - unit * (tall + 0.05) * 0.6)
        wide = unit * 0.004 * rng.uniform(0.7, 1.6)
        canvas.polygon(
            [(x - wide, y), (bend[0] - wide * 0.8, bend[1]), tip, (bend[0] + wide * 0.8, bend[1]),
             (x + wide, y)],
            colours[index % len(colours)],
        )  # fmt: skip


def drift_edge(
    canvas: Canvas, purpose: str, level: float, rise: float, colour: Colour, lit: Colour
) -> None:
    """Draw a heap along the lower edge of the picture: snow, sand or earth near the lens."""
    unit = canvas.unit
    rng = canvas.rng(purpose)
    us = np.linspace(-0.2, 1.2, 40)
    wave = np.interp(us, np.linspace(-0.2, 1.2, 7), rng.uniform(-1, 1, 7))
    vs = level - rise * (0.5 * wave + 0.9 * (2 * np.abs(us - 0.5)) ** 2)
    line = [canvas.at_frame(float(u), float(v)) for u, v in zip(us, vs, strict=True)]
    floor = canvas.at_frame(0, 1.3)[1]
    canvas.polygon([*line, (line[-1][0], floor), (line[0][0], floor)], colour, soften=unit * 0.003)
    top = canvas.at_frame(0, level - rise)[1]
    relief = canvas.noise(purpose, 0.06 * unit, 4, stretch=3.0, coarse=2)
    canvas.blend(step(relief, 0.35, 0.8) * np.float32(0.55), lit)
    canvas.fade(top + unit * 0.2, top, lit, 0.75)


# -- lettering ------------------------------------------------------------------------------


def write(
    canvas: Canvas,
    ink: Alpha,
    centre: Point,
    colour: Colour,
    *,
    glow: Colour | None = None,
    alpha: float = 1.0,
) -> None:
    """Lay lettering with its middle at ``centre``; ``glow`` puts a halo of light around it."""
    middle = canvas.px([centre])[0]
    x0, y0 = round(float(middle[0]) - ink.shape[1] / 2), round(float(middle[1]) - ink.shape[0] / 2)
    if glow is not None:
        pad = max(2, ink.shape[0] // 6)
        padded = np.pad(ink, pad)
        halo = as_bytes(cv2.convertScaleAbs(blurred(padded, pad * 0.45), alpha=0.9))
        canvas.paint(halo, glow, x0 - pad, y0 - pad)
    if alpha < 1.0:
        ink = as_bytes(cv2.convertScaleAbs(ink, alpha=alpha))
    canvas.paint(ink, colour, x0, y0)


def fitted(scene: Scene, canvas: Canvas, text: str, width: float, height: float) -> Alpha:
    """Return ``text`` in one line inside a box of stage units."""
    return scene.lettering.fit(text, width * canvas.scale, height * canvas.scale)


def stacked(scene: Scene, canvas: Canvas, text: str, width: float, height: float) -> Alpha:
    """Return ``text`` downwards inside a box of stage units; long Latin words lie on their side."""
    count = max(1, sum(not c.isspace() for c in text))
    if text.isascii() and count > 4:
        line = scene.lettering.fit(text, height * canvas.scale, width * canvas.scale)
        return np.ascontiguousarray(np.rot90(line, 3))
    size = min(width * 0.84, height / (1.12 * count)) * canvas.scale
    return scene.lettering.column(text, max(6, int(size)))
