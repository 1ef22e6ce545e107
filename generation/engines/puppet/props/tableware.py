"""Things on tables: cake, plate, cups, steamer, candle, can. Each function draws one at (0, 0)."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval

CREAM: Colour = (255, 240, 216)
SPONGE: Colour = (232, 180, 112)
PINK: Colour = (240, 150, 160)
PORCELAIN: Colour = (240, 242, 240)
COBALT: Colour = (54, 92, 160)
BAMBOO: Colour = (222, 178, 108)
COLD = frozenset({"empty", "out", "off", "fallen", "broken"})  # states in which nothing steams


def flame(brush: Brush, foot: Point, height: float) -> None:
    """Draw a candle flame standing on ``foot``, with its glow."""
    x, y = foot
    for radius, alpha in ((1.5, 0.12), (1.0, 0.2), (0.62, 0.3)):
        size = height * radius
        brush.haze((x, y - height * 0.5), (size, size), (255, 190, 90), alpha * 1.5)
    for size, tone in ((1.0, (255, 150, 46)), (0.72, (255, 214, 92)), (0.4, (255, 252, 224))):
        drop = [(x, y - height * size), (x + 0.24 * height * size, y - height * 0.3 * size),
                (x, y), (x - 0.24 * height * size, y - height * 0.3 * size)]  # fmt: skip
        brush.flat(curve(drop), tone, 0.95)


def smoke(brush: Brush, foot: Point, height: float) -> None:
    """Draw the thread of smoke of something just blown out."""
    x, y = foot
    path = [(x, y), (x + 0.1 * height, y - 0.3 * height), (x - 0.12 * height, y - 0.62 * height),
            (x + 0.08 * height, y - height)]  # fmt: skip
    line = curve(path, closed=False)
    brush.stroke(line, 0.09 * height, (214, 214, 226), 0.35, soften=0.03 * height)
    brush.stroke(line, 0.04 * height, (240, 240, 248), 0.5, soften=0.012 * height)


def steam(brush: Brush, foot: Point, height: float) -> None:
    """Draw two soft curls of steam."""
    for lean in (-0.14, 0.16):
        smoke(brush, (foot[0] + lean * height, foot[1]), height * (0.8 + lean))


def plate_of(brush: Brush, centre: Point, radius: float, *, rim: Colour = COBALT) -> None:
    """Draw a plate seen from the front and a little above."""
    x, y = centre
    brush.shadow((x, y + radius * 0.2), (radius * 1.05, radius * 0.22), 0.55)
    brush.form(oval((x, y + radius * 0.05), (radius, radius * 0.24)), mix(PORCELAIN, INK, 0.2))
    brush.form(oval((x, y), (radius, radius * 0.23)), PORCELAIN, bulge=radius * 0.06, gloss=0.6)
    ring = oval((x, y), (radius * 0.93, radius * 0.205))
    brush.stroke([*ring, ring[0]], radius * 0.022, rim, 0.7)
    brush.form(
        oval((x, y + radius * 0.015), (radius * 0.66, radius * 0.13)),
        mix(PORCELAIN, (150, 160, 180), 0.16), bulge=radius * 0.05, fall=-0.25,
    )  # fmt: skip


def _cake_body(look: Look) -> None:
    brush = look.brush
    for bottom, top, half, tone in ((-0.06, -0.34, 0.6, PINK), (-0.33, -0.58, 0.44, CREAM)):
        brush.form(
            [
                *curve(
                    [
                        (-half, top),
                        (-half, bottom - 0.04),
                        (0, bottom + 0.03),
                        (half, bottom - 0.04),
                        (half, top),
                    ],
                    closed=False,
                    steps=8,
                )
            ],
            tone,
            bulge=0.09,
            gloss=0.15,
        )
        brush.form(oval((0, top), (half, half * 0.2)), mix(tone, (255, 255, 255), 0.35), bulge=0.03)
        wave = []
        for step in range(41):
            x = half * (step / 20 - 1) * 0.995
            droop = 0.045 * (1 + np.sin(step * 1.25 + half * 9)) + 0.02
            wave.append((x, top + half * 0.2 * float(np.sqrt(max(0, 1 - (x / half) ** 2))) + droop))
        icing = [(-half, top), *wave, (half, top)]
        brush.form(icing, mix(tone, (255, 255, 255), 0.62), bulge=0.025, gloss=0.4, fall=0.0)
        brush.form(
            oval((0, top), (half * 0.985, half * 0.19)), mix(tone, (255, 255, 255), 0.7), bulge=0.02
        )
        for index in range(9):
            x = half * (index / 4 - 1) * 0.94
            y = bottom - 0.02 + 0.035 * (1 - (x / half) ** 2)
            brush.ball((x, y), (0.042, 0.036), CREAM, gloss=0.3)
    for index in range(7):
        turn = index / 7 * 2 * np.pi
        spot = (float(np.cos(turn)) * 0.35, -0.59 + float(np.sin(turn)) * 0.06)
        brush.ball(spot, (0.045, 0.042), (214, 44, 52), gloss=0.9)


def cake(look: Look) -> None:
    """A two-layer cake with the name in icing; ``lit`` and ``out`` are its candles."""
    brush = look.brush
    plate_of(brush, (0, -0.05), 0.82, rim=(226, 168, 80))
    if look.state == "empty":
        for x, y in ((-0.3, -0.07), (0.1, -0.04), (0.26, -0.09), (-0.05, -0.1)):
            brush.ball((x, y), (0.04, 0.025), SPONGE)
        return
    _cake_body(look)
    if look.state == "bitten":
        _slice(brush)
    for index, x in enumerate((-0.24, -0.08, 0.08, 0.24)):
        _cake_candle(look, index, x)
    if not look.write((-0.46, -0.27, 0.46, -0.1), (150, 34, 60)):
        for x in (-0.3, -0.15, 0.0, 0.15, 0.3):
            brush.ball((x, -0.17 + 0.02 * (1 - (x / 0.3) ** 2)), (0.03, 0.03), (214, 80, 110))


def _cake_candle(look: Look, index: int, x: float) -> None:
    brush = look.brush
    y = -0.6 + (0.03 if index in (1, 2) else 0.0)
    tone = ((110, 170, 220), (250, 210, 96), (240, 130, 140), (140, 200, 140))[index]
    brush.slab(x - 0.018, y - 0.2, x + 0.018, y, tone, bulge=0.014, gloss=0.3, corner=0.008)
    for stripe in range(3):
        low = y - 0.03 - stripe * 0.06
        brush.stroke([(x - 0.016, low), (x + 0.016, low - 0.025)], 0.012, CREAM, 0.8)
    brush.stroke([(x, y - 0.2), (x, y - 0.225)], 0.008, INK)
    if look.state in ("lit", "on"):
        flame(brush, (x, y - 0.215), 0.13)
    elif look.state == "out":
        smoke(brush, (x, y - 0.225), 0.26)


def _slice(brush: Brush) -> None:
    cut = [(0.08, -0.6), (0.62, -0.62), (0.62, -0.02), (0.3, 0.02)]
    brush.form(
        [(0.1, -0.585), (0.44, -0.58), (0.46, -0.34), (0.6, -0.32), (0.6, -0.06), (0.32, -0.0)],
        mix(SPONGE, INK, 0.12),
        bulge=0.02,
        grain=2.0,
    )
    for y in (-0.44, -0.18):
        brush.stroke([(cut[0][0] + 0.07, y), (0.5, y - 0.015)], 0.04, CREAM, 0.9)
        brush.stroke([(cut[0][0] + 0.09, y + 0.03), (0.5, y + 0.02)], 0.02, (214, 60, 70), 0.8)


def plate(look: Look) -> None:
    """A plate with a bun on it; ``bitten`` leaves half, ``empty`` crumbs."""
    brush = look.brush
    plate_of(brush, (0, -0.22), 1.25)
    if look.state in ("empty", "absent"):
        for x, y in ((-0.3, -0.2), (0.2, -0.17), (0.34, -0.24), (-0.04, -0.26)):
            brush.ball((x, y), (0.035, 0.02), SPONGE)
        return
    brush.shadow((0.02, -0.17), (0.5, 0.1), 0.5)
    dome = [(-0.52, -0.24), (-0.46, -0.6), (0.0, -0.86), (0.46, -0.6), (0.52, -0.24), (0.0, -0.14)]
    brush.form(curve(dome), (226, 158, 84), bulge=0.16, gloss=0.4)
    for x, y in ((-0.2, -0.66), (0.0, -0.74), (0.16, -0.62), (-0.08, -0.56), (0.26, -0.5)):
        brush.ball((x, y), (0.03, 0.018), CREAM, angle=20)
    if look.state == "bitten":
        for x, y in ((0.5, -0.62), (0.42, -0.42), (0.54, -0.26), (0.34, -0.7)):
            brush.ball((x, y), (0.17, 0.16), (250, 226, 178), fall=0.1)
        for x, y in ((0.62, -0.16), (0.75, -0.2), (0.52, -0.08)):
            brush.ball((x, y), (0.03, 0.02), SPONGE)
    look.write((-0.62, -0.13, 0.62, 0.08), COBALT)


def _cup(look: Look, body: Colour, half: float, *, handle: bool, tea: Colour) -> None:
    brush = look.brush
    brush.shadow((0, -0.01), (half * 1.3, 0.1), 0.55)
    if handle:
        ring = oval((half * 1.02, -0.42), (half * 0.42, 0.24))
        brush.rod([*ring, ring[0]], 0.11, body, gloss=0.5)
    wall = [
        (-half, -0.86),
        (-half * 0.97, -0.4),
        (-half * 0.7, -0.06),
        (0, 0.0),
        (half * 0.7, -0.06),
        (half * 0.97, -0.4),
        (half, -0.86),
    ]
    brush.form(curve(wall, closed=False, steps=8), body, bulge=half * 0.42, gloss=0.7)
    brush.form(oval((0, -0.86), (half, half * 0.2)), mix(body, (255, 255, 255), 0.3), bulge=0.03)
    inside = mix(body, INK, 0.35) if look.state == "empty" else tea
    brush.form(oval((0, -0.85), (half * 0.88, half * 0.155)), inside, bulge=0.03, fall=-0.3)
    if look.state not in ("empty", "absent"):
        brush.disc(
            (-half * 0.3, -0.865), (half * 0.3, half * 0.04), (255, 255, 255), 0.35, soften=0.02
        )


def teacup(look: Look) -> None:
    """A small porcelain cup of tea, steaming unless empty."""
    brush = look.brush
    if look.state == "absent":
        return
    _cup(look, PORCELAIN, 0.56, handle=False, tea=(190, 120, 50))
    if not look.write((-0.42, -0.6, 0.42, -0.24), COBALT):
        for turn in range(6):
            angle = turn / 6 * 2 * np.pi
            petal = (float(np.cos(angle)) * 0.12, -0.42 + float(np.sin(angle)) * 0.12)
            brush.ball(petal, (0.075, 0.075), (90, 130, 196), gloss=0.2)
        brush.ball((0, -0.42), (0.055, 0.055), (240, 190, 80))
    brush.stroke([(-0.53, -0.72), (-0.3, -0.69), (0.3, -0.69), (0.53, -0.72)], 0.022, COBALT, 0.75)
    if look.state not in COLD:
        steam(brush, (0, -0.9), 0.5)


def mug(look: Look) -> None:
    """A thick mug of coffee with a word on it."""
    if look.state == "absent":
        return
    _cup(look, (214, 92, 74), 0.46, handle=True, tea=(84, 50, 34))
    if not look.write((-0.38, -0.7, 0.38, -0.22), (255, 244, 226)):
        heart = [(0, -0.28), (-0.2, -0.48), (-0.12, -0.62), (0, -0.54), (0.12, -0.62), (0.2, -0.48)]
        look.brush.form(curve(heart), (255, 240, 220), bulge=0.03)
    if look.state not in COLD:
        steam(look.brush, (0, -0.9), 0.5)


def _dumpling(brush: Brush, foot: Point, size: float) -> None:
    body = brush.at(foot, size)
    body.shadow((0, 0), (0.55, 0.14), 0.5)
    shape = [(-0.55, -0.1), (-0.42, -0.5), (0.0, -0.68), (0.42, -0.5), (0.55, -0.1), (0.0, 0.04)]
    body.form(curve(shape), (250, 238, 214), bulge=0.2, gloss=0.35)
    for index in range(7):
        x = (index - 3) * 0.13
        top = -0.66 + abs(x) * 0.5
        body.stroke([(x * 0.35, -0.7), (x, top + 0.16)], 0.035, (206, 176, 140), 0.55)
    body.ball((0, -0.68), (0.13, 0.1), (252, 242, 222))


def dumpling_steamer(look: Look) -> None:
    """A bamboo steamer seen from above its rim with one last dumpling."""
    brush = look.brush
    brush.shadow((0, 0.0), (1.0, 0.2), 0.6)
    brush.form(
        [(-0.92, -0.46), (-0.9, -0.02), (-0.5, 0.08), (0.5, 0.08), (0.9, -0.02), (0.92, -0.46)],
        BAMBOO,
        bulge=0.12,
        gloss=0.1,
    )
    for y in (-0.34, -0.08):
        band = [(-0.91, y), (-0.5, y + 0.09), (0.5, y + 0.09), (0.91, y)]
        brush.rod(curve(band, closed=False), 0.05, mix(BAMBOO, INK, 0.35))
    brush.form(oval((0, -0.48), (0.93, 0.3)), mix(BAMBOO, (255, 255, 255), 0.2), bulge=0.05)
    brush.form(oval((0, -0.46), (0.83, 0.24)), mix(BAMBOO, INK, 0.42), bulge=0.08, fall=-0.4)
    for index in range(-5, 6):
        x = index * 0.14
        reach = 0.24 * float(np.sqrt(1 - (x / 0.84) ** 2)) * 0.94
        brush.stroke([(x, -0.46 - reach), (x, -0.46 + reach)], 0.03, mix(BAMBOO, INK, 0.15), 0.8)
    if look.state not in ("empty", "absent"):
        _dumpling(brush, (0.05, -0.34), 0.6)
        if look.state == "bitten":
            for x, y in ((0.34, -0.62), (0.38, -0.48), (0.28, -0.72)):
                brush.ball((x, y), (0.11, 0.1), (190, 110, 80), fall=0.1)
        else:
            steam(brush, (0, -0.66), 0.36)
    look.write((-0.62, -0.2, 0.62, 0.05), (96, 50, 30))


def candle(look: Look) -> None:
    """A candle in a brass dish; burns unless ``out``, ``off`` or ``whole``."""
    brush = look.brush
    brush.shadow((0, 0), (0.34, 0.07), 0.55)
    brush.form(oval((0, -0.04), (0.34, 0.07)), (214, 164, 78), bulge=0.04, gloss=0.6)
    ring = oval((0.36, -0.07), (0.09, 0.05))
    brush.rod([*ring, ring[0]], 0.035, (214, 164, 78), gloss=0.6)
    brush.slab(-0.115, -0.62, 0.115, -0.05, (246, 232, 204), bulge=0.08, corner=0.03, gloss=0.2)
    drip = [(-0.115, -0.6), (-0.115, -0.36), (-0.085, -0.32), (-0.06, -0.5), (0.02, -0.5),
            (0.045, -0.42), (0.07, -0.54), (0.115, -0.6)]  # fmt: skip
    brush.form(curve(drip, closed=True, steps=4), (255, 246, 226), bulge=0.03, gloss=0.4)
    brush.form(oval((0, -0.62), (0.115, 0.03)), (255, 250, 234), bulge=0.01)
    brush.stroke([(0, -0.61), (0.008, -0.69)], 0.022, INK)
    look.write((-0.11, -0.34, 0.11, -0.1), (150, 60, 50))
    if look.state in ("lit", "on"):
        flame(brush, (0.005, -0.66), 0.34)
    elif look.state == "out":
        smoke(brush, (0.008, -0.7), 0.42)


def can(look: Look) -> None:
    """A drink can; ``open`` and ``empty`` have lost their ring."""
    brush = look.brush
    brush.shadow((0, 0), (0.36, 0.07), 0.55)
    tin: Colour = (206, 212, 220)
    brush.slab(-0.25, -0.99, 0.25, -0.01, tin, bulge=0.1, gloss=0.6, corner=0.08)
    brush.slab(-0.28, -0.9, 0.28, -0.08, (204, 56, 52), bulge=0.16, gloss=0.5, corner=0.03)
    wave = [
        (-0.28, -0.34),
        (-0.1, -0.42),
        (0.1, -0.26),
        (0.28, -0.34),
        (0.28, -0.12),
        (-0.28, -0.12),
    ]
    brush.form(wave, (250, 236, 214), bulge=0.14, gloss=0.4)
    if not look.write((-0.25, -0.8, 0.25, -0.46), (255, 246, 230)):
        brush.ball((0, -0.62), (0.13, 0.13), (255, 210, 96), gloss=0.4)
    brush.form(oval((0, -0.965), (0.23, 0.045)), tin, bulge=0.02, gloss=0.6)
    if look.state in ("open", "empty"):
        brush.disc((0.05, -0.96), (0.09, 0.02), INK, 0.9)
    else:
        brush.disc((0, -0.968), (0.08, 0.018), mix(tin, INK, 0.3))


CRYSTAL: Colour = (232, 242, 255)
DRINK: Colour = (255, 150, 84)
BOWL = [(-0.27, -1.0), (-0.3, -0.78), (-0.24, -0.58), (-0.05, -0.44), (0.05, -0.44),
        (0.24, -0.58), (0.3, -0.78), (0.27, -1.0)]  # fmt: skip
CRACKED_RIM = [(0.28, -0.9), (0.19, -0.86), (0.15, -0.76), (0.06, -0.85), (0.01, -0.97)]
CRACKS = (
    [(0.15, -0.76), (0.1, -0.66), (0.13, -0.58), (0.06, -0.46)],
    [(0.15, -0.76), (-0.02, -0.7), (-0.1, -0.74), (-0.22, -0.62)],
    [(-0.02, -0.7), (-0.06, -0.58), (-0.02, -0.5)],
    [(0.1, -0.66), (0.22, -0.66), (0.27, -0.72)],
    [(0.06, -0.85), (-0.08, -0.86), (-0.17, -0.94)],
    [(-0.08, -0.86), (-0.12, -0.78)],
)
SHARDS = (((0.3, -0.02), 0.13, 20.0), ((-0.34, 0.0), 0.1, 80.0), ((0.46, 0.01), 0.07, 130.0))


def glass(look: Look) -> None:
    """A stemmed glass, half full; ``broken`` is cracked and has lost a piece of its rim."""
    brush = look.brush
    broken = look.state == "broken"
    brush.shadow((0, 0), (0.34, 0.05), 0.5)
    brush.form(oval((0, -0.035), (0.25, 0.04)), CRYSTAL, bulge=0.02, gloss=0.8, alpha=0.55)
    brush.rod([(0, -0.05), (0, -0.45)], 0.045, CRYSTAL, gloss=0.9)
    if look.state != "empty":
        level = -0.56 if broken else -0.74
        lower = [point for point in curve(BOWL, closed=False) if point[1] >= level]
        brush.form(lower, DRINK, bulge=0.08, gloss=0.6)
        across = max(x for x, y in lower)
        brush.form(oval((0, level), (across, 0.045)), mix(DRINK, (255, 255, 255), 0.35), bulge=0.01)
    wall = curve(BOWL, closed=False)
    if broken:
        wall = [point for point in wall if point[0] < 0.2 or point[1] > -0.88] + CRACKED_RIM
    brush.form(wall, CRYSTAL, bulge=0.06, gloss=0.9, alpha=0.26)
    brush.stroke([*wall, wall[0]] if broken else wall, 0.012, CRYSTAL, 0.8)
    if not broken:
        rim = oval((0, -1.0), (0.268, 0.04))
        brush.stroke([*rim, rim[0]], 0.012, CRYSTAL, 0.85)
    brush.stroke(
        [(-0.21, -0.92), (-0.235, -0.76), (-0.19, -0.62)], 0.035, (255, 255, 255), 0.6, 0.004
    )
    look.write((-0.22, -0.9, 0.22, -0.6), INK)
    if broken:
        _cracks(look)


def _cracks(look: Look) -> None:
    """Draw cracks from the broken rim down, and the splinters on the table."""
    brush = look.brush
    for line in CRACKS:
        brush.stroke([(x + 0.008, y + 0.008) for x, y in line], 0.009, INK, 0.5)
        brush.stroke(line, 0.008, (255, 255, 255), 0.9)
    for (x, y), size, turn in SHARDS:
        corners = [
            (
                x + size * np.cos(np.radians(turn + way)),
                y - 0.02 + 0.4 * size * np.sin(np.radians(turn + way)),
            )
            for way in (0.0, 130.0, 215.0)
        ]
        piece = [(float(a), float(b)) for a, b in corners]
        brush.form(piece, CRYSTAL, bulge=0.01, gloss=0.9, alpha=0.8)
        brush.stroke([*piece, piece[0]], 0.006, (255, 255, 255), 0.8)
    for y, size in ((-0.4, 0.022), (-0.27, 0.017)):
        brush.ball((0.09, y), (size * 0.8, size), DRINK, gloss=0.9)
    brush.form(oval((0.14, 0.0), (0.2, 0.03)), DRINK, bulge=0.01, gloss=0.8, alpha=0.85)
