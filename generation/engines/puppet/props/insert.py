"""The insert: one thing, large, in a pool of light with shallow depth. It draws no people."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import BgrFrame, RgbaImage
from generation.engines.puppet.canvas import Canvas, Colour, View
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.catalogue import PROPS, Drawn, PropLight, drawn, tint_of
from generation.engines.puppet.props.forms import Brush, Tint, mix, ramp, texture, times
from generation.lettering import Lettering

ON_WALL = frozenset({"poster", "calendar_page", "note", "frame", "scroll", "badge"})
IN_AIR = frozenset({"lantern", "balloon", "umbrella"})
FILL_WIDTH, FILL_HEIGHT = 0.8, 0.46  # an insert may take this much of the picture
TABLE_TOP = 0.5  # the table's far edge, share of the picture's height
REST = 0.72  # a thing on the table stands here
OAK: Colour = (150, 98, 64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A close shot of a thing in two states.

    Attributes:
        backdrop: The picture without the thing.
        whole: The thing before, straight alpha.
        changed: The thing after, in the same box.
        place: Where the top left of both belongs in the backdrop, pixels.
    """

    backdrop: BgrFrame
    whole: RgbaImage
    changed: RgbaImage
    place: tuple[int, int]


def insert(
    prop_id: str,
    view_size: tuple[int, int],
    label: str | None,
    state: str,
    state2: str,
    lettering: Lettering,
    palette: PropLight,
    seed: int,
) -> Insert:
    """Draw the close shot of a prop, before (``state``) and after (``state2``).

    Raises:
        KeyError: No such prop.
    """
    width, height = view_size
    size = _size(prop_id, width, height)
    pair = [
        drawn(
            prop_id, size_px=size, label=label, state=kind, lettering=lettering, light=palette,
            seed=seed,
        )
        for kind in (state, state2)
    ]  # fmt: skip
    hangs = prop_id in ON_WALL or prop_id in IN_AIR
    foot = (width / 2, height * 0.48 + size / 2 if hangs else height * REST)
    backdrop = _backdrop(prop_id, width, height, palette, seed)
    images, place = _same_box(pair, foot)
    return Insert(backdrop=backdrop, whole=images[0], changed=images[1], place=place)


def _size(prop_id: str, width: int, height: int) -> int:
    by_width = width * FILL_WIDTH / (2 * PROPS[prop_id].half_width)
    return max(8, round(min(by_width, height * FILL_HEIGHT)))


def _same_box(
    pair: list[Drawn], foot: tuple[float, float]
) -> tuple[list[RgbaImage], tuple[int, int]]:
    corners = [(round(foot[0] - d.foot_px[0]), round(foot[1] - d.foot_px[1])) for d in pair]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right = max(x + d.image.shape[1] for (x, _), d in zip(corners, pair, strict=True))
    bottom = max(y + d.image.shape[0] for (_, y), d in zip(corners, pair, strict=True))
    images = []
    for (x, y), one in zip(corners, pair, strict=True):
        sheet = np.zeros((bottom - top, right - left, 4), np.uint8)
        rows, columns = one.image.shape[:2]
        sheet[y - top : y - top + rows, x - left : x - left + columns] = one.image
        images.append(sheet)
    return images, (left, top)


def _backdrop(prop_id: str, width: int, height: int, palette: PropLight, seed: int) -> BgrFrame:
    key, ambient = palette
    tint = tint_of(palette)
    view = View(width_px=width, height_px=height, margin_px=0)
    canvas = Canvas(view, 1.0, opaque=True, seed=seed)
    brush = Brush(canvas, tint)
    wide = width / height
    dark = times(mix(ambient, (54, 50, 84), 0.55), (96, 92, 120))
    _cover(canvas, mix(dark, (10, 8, 20), 0.2), tint, 0.5)
    if prop_id in ON_WALL:
        _cover(canvas, mix(ambient, (96, 84, 96), 0.35), tint, 0.7)
        _pool(canvas, (0.5 * wide, 0.46), (0.5 * max(wide, 0.6), 0.46), key, 0.62, dark)
    else:
        _bokeh(brush, wide, key, ambient)
        canvas.blur(0.006)
        if prop_id in IN_AIR:
            _pool(canvas, (0.5 * wide, 0.46), (0.6 * max(wide, 0.6), 0.5), key, 0.55, (90, 86, 110))
        else:
            _table(canvas, tint, wide)
            _pool(
                canvas,
                (0.5 * wide, REST - 0.06),
                (0.56 * max(wide, 0.6), 0.34),
                key,
                0.85,
                (92, 84, 116),
            )
    return canvas.bgr


def _cover(canvas: Canvas, colour: Colour, tint: Tint, contrast: float) -> None:
    level = cv2.convertScaleAbs(
        texture(canvas.height, canvas.width, 17, 5), alpha=contrast, beta=138 - 128 * contrast
    )
    canvas.bgr[:] = cv2.applyColorMap(level, ramp(colour, tint, 0.0))


def _bokeh(brush: Brush, wide: float, key: Colour, ambient: Colour) -> None:
    rng = brush.canvas.rng("bokeh")
    for _ in range(22):
        spot = (float(rng.uniform(-0.05, wide + 0.05)), float(rng.uniform(0.02, TABLE_TOP)))
        size = float(rng.uniform(0.02, 0.06))
        tone = mix(key, ambient, float(rng.random()))
        brush.disc(spot, (size, size), tone, float(rng.uniform(0.2, 0.55)))
        ring = [
            (spot[0] + size * np.cos(a), spot[1] + size * np.sin(a))
            for a in np.linspace(0, 6.283, 30)
        ]
        brush.stroke([(float(x), float(y)) for x, y in ring], 0.004, tone, 0.4)


def _table(canvas: Canvas, tint: Tint, wide: float) -> None:
    first = int(TABLE_TOP * canvas.height)
    rows, columns = canvas.height - first, canvas.width
    strokes = texture(rows, columns, 3, 77)
    grain = cv2.resize(
        strokes[:, : max(2, columns // 6)], (columns, rows), interpolation=cv2.INTER_CUBIC
    )
    level = cv2.convertScaleAbs(cv2.addWeighted(strokes, 0.3, grain, 0.5, 30))
    wood = as_bytes(cv2.applyColorMap(level, ramp(OAK, tint, 0.15)))
    fade = max(2, round(0.03 * canvas.height))
    edge = cv2.resize(
        np.linspace(0, 255, fade, dtype=np.uint8)[:, None],
        (columns, fade),
        interpolation=cv2.INTER_LINEAR,
    )
    soft = cv2.cvtColor(edge, cv2.COLOR_GRAY2BGR)
    top = canvas.bgr[first : first + fade]
    kept = cv2.multiply(top, cv2.bitwise_not(soft), scale=1 / 255)
    canvas.bgr[first + fade :] = wood[fade:]
    canvas.bgr[first : first + fade] = cv2.add(kept, cv2.multiply(wood[:fade], soft, scale=1 / 255))
    blur = cv2.GaussianBlur(
        canvas.bgr[first : first + rows // 3], (0, 0), max(0.8, 0.004 * canvas.height)
    )
    canvas.bgr[first : first + rows // 3] = blur
    brush = Brush(canvas, tint)
    for y, alpha in ((TABLE_TOP + 0.17, 0.35), (TABLE_TOP + 0.36, 0.4)):
        brush.stroke([(-0.1, y), (wide + 0.1, y)], 0.003, (40, 22, 16), alpha, soften=0.001)


def _pool(
    canvas: Canvas,
    centre: tuple[float, float],
    radii: tuple[float, float],
    key: Colour,
    strength: float,
    dark: Colour,
) -> None:
    """Darken the picture to ``dark`` and lift a soft ellipse of ``key`` out of it."""
    small_w, small_h = max(2, canvas.width // 8), max(2, canvas.height // 8)
    wide = canvas.view.aspect
    x = (np.linspace(0, wide, small_w, dtype=np.float32)[None, :] - centre[0]) / radii[0]
    y = (np.linspace(0, 1, small_h, dtype=np.float32)[:, None] - centre[1]) / radii[1]
    share = np.clip(1 - (x * x + y * y) / 1.6, 0, 1) ** 1.5
    low = np.array(dark[::-1], np.float32) / 255
    high = np.array(key[::-1], np.float32) / 255 * np.float32(0.75 + 0.75 * strength)
    field = np.clip((low + (high - low) * share[..., None]) * 120, 0, 255).astype(np.uint8)
    whole = cv2.resize(field, (canvas.width, canvas.height), interpolation=cv2.INTER_LINEAR)
    cv2.multiply(canvas.bgr, whole, dst=canvas.bgr, scale=1 / 120)
