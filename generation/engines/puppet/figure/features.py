"""Eyes, brows, lips, moustache, glasses and earrings of a drawn head; neither skin nor hair."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.figure.curves import Curve2, smooth, vec
from generation.engines.puppet.figure.expression import Expression, Eye, eye, lips
from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import Shape, Sheet
from generation.engines.puppet.figure.tints import Rgb, mix, ramp, tones, veil

SCLERA = ((150, 132, 136), (214, 204, 206), (240, 234, 232), (250, 247, 245))
IRIS_RADIUS = 0.70  # drawn a quarter larger than life (0.585)
TEETH = (246, 240, 228)
THROAT = (58, 14, 20)
TONGUE = (196, 92, 92)
WIRE = (92, 70, 52), (226, 200, 160)
GOLD = (206, 168, 104), (250, 232, 190)  # seen on dark skin
DARK_SKIN = 180
OVER_EARS = frozenset({"bob", "afro", "long", "curls", "scarf"})  # the arms of glasses go under


def disc(x: float, y: float, radius: float, *, high: float = 1.0) -> Curve2:
    """Return a circle (or an ellipse ``high`` times as high as wide)."""
    turn = np.linspace(0, 2 * np.pi, 49)[:-1]
    points = np.stack([x + radius * np.cos(turn), y + high * radius * np.sin(turn)], 1)
    return points.astype(np.float32)


def flip(curve: Curve2, side: int) -> Curve2:
    """Return ``curve`` mirrored when ``side`` is -1."""
    return np.asarray(curve * vec([side, 1]), np.float32)


def paint_eyes(sheet: Sheet, look: Look, act: Expression) -> None:
    """Lay both eyes: white, iris, pupil, lights, lids, lashes."""
    shape = eye(look, act)
    for side in (-1, 1):
        place = sheet.part(flip(shape.outline, side), 1.2)
        _eyeball(place, look, shape, side)
        _lids(place, look, shape, side)


def _eyeball(sheet: Sheet, look: Look, shape: Eye, side: int) -> None:
    opening = sheet.fill(flip(shape.outline, side), soft=0.012)
    px, py = side * shape.pupil[0], shape.pupil[1]
    round_ = np.clip(1.12 - ((sheet.x - px) / 1.75) ** 2 - ((sheet.y - py) / 1.5) ** 2, 0, 1)
    high = float(shape.upper[:, 1].min())
    under_lid = np.exp(-(((sheet.y - high) / 0.42) ** 2))
    white = np.asarray(0.55 + 0.42 * round_ - 0.42 * under_lid, np.float32)
    sclera = ramp(SCLERA, white)
    corner = sheet.bump(side * 1.85, -2.42, 0.36, 0.3)
    sheet.lay(opening, veil(sclera, 0.75 * corner, (206, 128, 120)))
    _iris(sheet, look, opening, (px, py), high)


def _iris(sheet: Sheet, look: Look, opening: Shape, at: tuple[float, float], high: float) -> None:
    px, py = at
    ring = sheet.within(sheet.fill(disc(px, py, IRIS_RADIUS), soft=0.025), opening)
    dark, half, base, light = tones(look.iris, depth=0.8, lift=0.42)
    glow = sheet.bump(px + 0.05, py + 0.42, 0.55, 0.36)
    shade = np.exp(-(((sheet.y - high) / 0.45) ** 2))
    radius = np.hypot(sheet.x - px, sheet.y - py)
    edge = np.clip((radius - 0.46) / 0.24, 0, 1) ** 2
    value = np.asarray(0.52 + 0.55 * glow - 0.5 * shade - 0.45 * edge, np.float32)
    sheet.lay(ring, ramp((dark, half, base, light), value))
    sheet.lay(sheet.within(sheet.fill(disc(px, py, 0.32), soft=0.03), opening), (12, 8, 10))
    main = sheet.fill(disc(px - 0.25, py - 0.25, 0.155), soft=0.02)
    sheet.lay(main, (255, 255, 255), 0.96)
    small = sheet.within(sheet.fill(disc(px + 0.26, py + 0.27, 0.1), soft=0.05), opening)
    sheet.lay(small, (255, 250, 240), 0.5)


def _lids(sheet: Sheet, look: Look, shape: Eye, side: int) -> None:
    upper, lower = flip(shape.upper, side), flip(shape.lower, side)
    line = mix(look.skin[0], (24, 12, 14), 0.72 if look.lash else 0.55)
    shadow = upper + vec([0, 0.13])
    opening = sheet.fill(flip(shape.outline, side))
    cast = sheet.within(sheet.stroke(shadow, [0.06, 0.3, 0.3, 0.2], soft=0.08), opening)
    sheet.lay(cast, (70, 44, 56), 0.42)
    thick = 0.13 + 0.16 * look.lash
    sheet.lay(
        sheet.stroke(upper, [0.05, thick, thick + 0.05, thick + 0.03, 0.07], soft=0.018), line
    )
    sheet.lay(sheet.stroke(lower, [0.02, 0.09, 0.07, 0.04], soft=0.03), look.skin[0], 0.62)
    wet = lower + vec([0, -0.05])
    sheet.lay(
        sheet.within(sheet.stroke(wet[6:-8], [0, 0.07, 0.05, 0]), opening), (255, 226, 216), 0.5
    )
    rise = (0.30 + 0.28 * look.lid) * np.sin(np.linspace(0.25, np.pi - 0.2, len(upper)))
    fold = upper - np.stack([np.zeros(len(upper)), rise], 1).astype(np.float32)
    strength = 0.35 + 0.4 * look.lid
    sheet.lay(sheet.stroke(fold, [0, 0.12, 0.14, 0.11, 0], soft=0.045), look.skin[0], strength)
    if look.lash > 0.15:
        _lashes(sheet, look, shape, side, line)


def _lashes(sheet: Sheet, look: Look, shape: Eye, side: int, colour: Rgb) -> None:
    """Lay the outer lashes: a few curved points, longer towards the temple."""
    count = len(shape.upper)
    for share in (0.5, 0.62, 0.73, 0.83, 0.92, 1.0):
        root = shape.upper[round(share * (count - 1))]
        length = look.lash * (0.35 + 0.75 * share)
        lean = 0.25 + 0.75 * share
        tip = root + vec([lean * length, -0.72 * length])
        middle = (root + tip) / 2 + vec([0.10, 0.10]) * length
        curve = smooth([root, middle, tip], closed=False, steps=5)
        sheet.lay(sheet.stroke(flip(curve, side), [0.1, 0.06, 0.0], soft=0.012), colour)


def paint_brows(sheet: Sheet, look: Look, act: Expression, rng: np.random.Generator) -> None:
    """Lay the brows as short hairs over a soft shade."""
    inner = 0.25 * act.brow
    line = smooth(
        [
            (1.3, -4.36 - act.brow + 0.1 * inner),
            (2.5, -4.80 - act.brow),
            (3.9, -4.98 - act.brow),
            (5.45, -4.28 - 0.8 * act.brow),
        ],
        closed=False,
        steps=16,
    )
    for side in (-1, 1):
        widths = [0.62 * look.brow, 0.95 * look.brow, 0.78 * look.brow, 0.02]
        base = sheet.stroke(flip(line, side), widths, soft=0.09)
        sheet.lay(base, look.brow_colour, 0.62)
        tangents = np.gradient(line, axis=0)
        for share in np.linspace(0, 0.97, 46):
            index = int(share * (len(line) - 1))
            wide = float(np.interp(share, [0, 0.33, 0.66, 1], widths))
            along = tangents[index] / np.hypot(*tangents[index])
            lean = vec([along[0], along[1] - 1.35 * (1 - share) * (1 - 0.5 * share)])
            lean = lean / np.hypot(*lean) * float(rng.uniform(0.34, 0.56))
            root = line[index] + vec([0, rng.uniform(-0.05, 0.45) * wide])
            hair = np.stack([root, root + 0.6 * lean, root + lean + [0, 0.05 * share]])
            stroke = sheet.stroke(flip(hair.astype(np.float32), side), [0.075, 0.06, 0.0])
            sheet.lay(stroke, look.brow_colour, 0.8)


def paint_lips(sheet: Sheet, look: Look, act: Expression) -> None:
    """Lay the mouth: teeth and tongue when open, both lips with volume, the line between."""
    curves = lips(look, act)
    sheet = sheet.part(np.concatenate([curves.upper, curves.lower]), 1.8)
    if act.gap > 0.2:
        _inside(sheet, act, curves.hole)
    dark, half, base, light = tones(look.lips, depth=0.62, lift=0.5)
    gap = act.gap
    z = 0.50 * sheet.pair(0.62, 3.95 - 0.16 * gap, 0.8, 0.36) + 0.62 * sheet.bump(
        0, 4.92 + 0.84 * gap, 1.5, 0.42
    )
    lit = sheet.light(np.asarray(z, np.float32), wrap=0.3, gloss=30, reach=0.5)
    line_y = float(curves.line[len(curves.line) // 2, 1])
    shade = np.exp(-(((sheet.y - line_y) / 0.28) ** 2)) * (0.30 if gap < 0.2 else 0.1)
    upper_darker = 0.06 * (1 - np.tanh((sheet.y - line_y - 0.05) * 4.5))
    value = np.asarray(lit.lit * 0.92 - shade - upper_darker - 0.08, np.float32)
    image = ramp((dark, half, base, light), value)
    sparkle = 0.42 * sheet.bump(-0.35, 4.86 + 0.84 * gap, 0.62, 0.13)
    image = veil(image, sparkle, (255, 238, 232))
    for curve in (curves.upper, curves.lower):
        sheet.lay(sheet.fill(curve, soft=0.045), image)
    seam = mix(dark, (30, 6, 10), 0.55)
    if gap < 0.2:
        widths = [0.05, 0.13, 0.12, 0.15, 0.12, 0.13, 0.05]
        sheet.lay(sheet.stroke(curves.line, widths, soft=0.025), seam, 0.95)
    for side in (-1, 1):
        x, y = curves.line[-1]
        dimple = smooth(
            [(side * (x - 0.1), y), (side * (x + 0.2), y - 0.05), (side * (x + 0.3), y + 0.16)],
            closed=False,
        )
        sheet.lay(sheet.stroke(dimple, [0.1, 0.14, 0], soft=0.07), look.skin[0], 0.5)
    under = smooth([(-1.1, 6.02), (0, 6.2), (1.1, 6.02)], closed=False)
    under = under + vec([0, 0.84 * gap + (look.lip - 1) * 0.7])
    sheet.lay(sheet.stroke(under, [0, 0.42, 0], soft=0.2), look.skin[0], 0.3)


def _inside(sheet: Sheet, act: Expression, hole_curve: Curve2) -> None:
    hole = sheet.fill(hole_curve)
    sheet.lay(hole, THROAT)
    top = float(hole_curve[: len(hole_curve) // 2, 1].min())
    low = float(hole_curve[:, 1].max())
    tongue = sheet.fill(disc(0, low + 0.32, 1.35, high=0.62), soft=0.1)
    sheet.lay(sheet.within(tongue, hole), TONGUE, 0.9)
    half = len(hole_curve) // 2
    edge = hole_curve[:half]
    high = min(0.86, 0.42 * act.gap) * min(1.0, (edge[-1, 0] / 2.6) ** 3)
    reach = float(np.clip(0.70 + 0.24 * (edge[-1, 0] - 2.3), 0.70, 0.92)) * edge[-1, 0]
    arch = edge + np.stack(
        [
            np.zeros(half),
            high * np.sqrt(np.maximum(1 - (edge[:, 0] / reach) ** 2, 0)),
        ],
        1,
    ).astype(np.float32)
    row = np.concatenate([edge, arch[::-1]]).astype(np.float32)
    image = ramp(
        ((120, 96, 92), (206, 192, 182), TEETH, (255, 253, 248)),
        np.asarray(
            0.95 - (sheet.x / 2.9) ** 2 - 0.4 * np.exp(-(((sheet.y - top) / 0.2) ** 2)), np.float32
        ),
    )
    teeth = sheet.within(sheet.fill(row, soft=0.02), hole)
    sheet.lay(teeth, image)
    for x in (-1.55, -1.05, -0.52, 0.0, 0.52, 1.05, 1.55):
        gap = sheet.stroke(vec([[x, top], [x, top + 0.5], [x, top + 1.0]]), [0.03, 0.03, 0.04])
        sheet.lay(sheet.within(gap, teeth), (176, 156, 148), 0.55)


def paint_moustache(whole: Sheet, look: Look, act: Expression, rng: np.random.Generator) -> None:
    """Lay a combed moustache that leaves both lips in sight."""
    up = 0.12 + 0.16 * act.gap + 0.2 * act.lift
    for side in (-1, 1):
        body = [
            (0.05, 2.45 - up),
            (1.0, 2.38 - up),
            (2.2, 2.95 - up),
            (2.95 + act.wide, 3.42 - 0.8 * act.lift),
            (2.2, 3.26 - up),
            (1.2, 3.08 - up),
            (0.05, 3.0 - up),
        ]
        curve = flip(smooth(body, closed=True), side)
        sheet = whole.part(curve)
        z = sheet.inflate(sheet.coarse(curve), 0.6, 0.5)
        lit = sheet.light(z, wrap=0.4, reach=0.5)
        sheet.lay(
            sheet.fill(curve, soft=0.06), ramp(look.hair, np.asarray(lit.lit * 0.9, np.float32))
        )
        for _ in range(90):
            share, spread = float(rng.uniform(0, 1)), float(rng.uniform(-0.1, 1.0))
            root = vec([0.05 + 1.5 * share, 2.42 - up + 0.5 * share * share + 0.1])
            tip = vec([1.0 + 1.85 * share, 2.72 - up + 0.34 * share + 0.34 * spread])
            middle = (root + tip) / 2 + vec([0.1, -0.12])
            hair = smooth(np.stack([root, middle, tip]), closed=False, steps=4)
            tone = look.hair[int(rng.integers(0, 4))]
            sheet.lay(sheet.stroke(flip(hair, side), [0.05, 0.07, 0.0]), tone, 0.7)


def paint_glasses(sheet: Sheet, look: Look) -> None:
    """Lay round wire glasses; the lenses only glint, so that eyes stay readable."""
    wire, shine = WIRE if max(look.skin[2]) > DARK_SKIN else GOLD
    for side in (-1, 1):
        ring = disc(side * 3.2, -2.3, 2.22)
        ring = np.concatenate([ring, ring[:1]])
        under = ring + vec([0.05, 0.16])
        sheet.lay(sheet.stroke(under, [0.14, 0.14], soft=0.09), (70, 30, 26), 0.35)
        sheet.lay(sheet.stroke(ring, [0.19, 0.19]), wire)
        sheet.lay(sheet.stroke(ring[26:36] - vec([0, 0.03]), [0, 0.09, 0]), shine)
        arm = vec([[side * 5.35, -2.75], [side * 6.6, -2.95], [side * 7.5, -3.0]])
        if look.style in OVER_EARS:
            arm = vec([[side * 5.35, -2.75], [side * 6.1, -2.88], [side * 6.7, -2.95]])
        sheet.lay(sheet.stroke(arm, [0.18, 0.2, 0.16]), wire)
        glint = vec(
            [[side * 3.2 - 1.3, -3.4], [side * 3.2 - 0.3, -3.95], [side * 3.2 + 0.05, -3.95]]
        )
        sheet.lay(sheet.stroke(glint, [0, 0.2, 0.02], soft=0.05), (255, 255, 255), 0.42)
    bridge = smooth([(-1.06, -2.7), (0, -3.15), (1.06, -2.7)], closed=False)
    sheet.lay(sheet.stroke(bridge, [0.18, 0.2, 0.18]), wire)


def paint_earrings(sheet: Sheet, look: Look, colour: Rgb) -> None:
    """Lay hoops (large on a long neck) under the ear lobes."""
    hoop = look.style == "afro"
    for side in (-1, 1):
        x, y = side * (look.cheek + 0.35), 2.0
        if hoop:
            ring = disc(x, y + 1.75, 1.55, high=1.1)
            ring = np.concatenate([ring, ring[:1]])
            sheet.lay(sheet.stroke(ring, [0.26, 0.26]), mix(colour, (90, 50, 10), 0.35))
            sheet.lay(sheet.stroke(ring[22:42], [0, 0.16, 0]), mix(colour, (255, 255, 230), 0.6))
        else:
            sheet.lay(
                sheet.fill(disc(x - side * 0.05, y - 0.35, 0.34)), mix(colour, (60, 50, 60), 0.3)
            )
            sheet.lay(
                sheet.fill(disc(x - side * 0.05 - 0.09, y - 0.45, 0.14), soft=0.04), (255, 255, 255)
            )
