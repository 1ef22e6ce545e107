"""Things that stand or hang in a room: crate, box, lantern, frame, chair, balloon, at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval

OAK: Colour = (188, 130, 78)
GOLD: Colour = (240, 184, 74)
CARD: Colour = (212, 164, 108)
GLOW: Colour = (255, 204, 120)


def crate(look: Look) -> None:
    """A wooden crate with a word branded on it."""
    brush = look.brush
    brush.shadow((0, 0), (0.74, 0.09), 0.6)
    brush.form(
        [(-0.62, -0.86), (0.62, -0.86), (0.7, -0.98), (-0.54, -0.98)],
        mix(OAK, (255, 230, 190), 0.3),
    )
    brush.form([(0.62, -0.86), (0.7, -0.98), (0.7, -0.1), (0.62, 0.0)], mix(OAK, INK, 0.4))
    brush.slab(-0.62, -0.86, 0.62, 0.0, mix(OAK, INK, 0.3), bulge=0.01)
    for row in range(4):
        y = -0.84 + row * 0.21
        brush.slab(-0.6, y, 0.6, y + 0.195, mix(OAK, INK, 0.07 * (row % 2)), bulge=0.018, grain=2.2)
    for x in (-0.6, 0.48):
        brush.slab(x, -0.86, x + 0.12, 0.0, mix(OAK, (255, 220, 170), 0.15), bulge=0.02, grain=2.0)
        for y in (-0.74, -0.12):
            brush.ball((x + 0.06, y), (0.02, 0.02), (90, 84, 84), gloss=0.6)
    if look.state in ("open", "empty"):
        inside = INK if look.state == "empty" else (232, 200, 120)
        brush.form(
            [(-0.56, -0.87), (0.58, -0.87), (0.64, -0.96), (-0.5, -0.96)], inside, bulge=0.02
        )
    if not look.write((-0.44, -0.68, 0.44, -0.18), (74, 36, 26)):
        brush.stroke([(-0.14, -0.6), (-0.14, -0.28)], 0.05, (74, 36, 26), 0.85)
        brush.flat([(-0.24, -0.56), (-0.14, -0.72), (-0.04, -0.56)], (74, 36, 26), 0.85)
        brush.stroke([(0.16, -0.6), (0.16, -0.28)], 0.05, (74, 36, 26), 0.85)
        brush.flat([(0.06, -0.56), (0.16, -0.72), (0.26, -0.56)], (74, 36, 26), 0.85)
    look.mark((0.3, -0.2), 0.15)


def box(look: Look) -> None:
    """A cardboard box; ``open`` shows its flaps."""
    brush = look.brush
    brush.shadow((0, 0), (0.72, 0.09), 0.6)
    opened = look.state in ("open", "empty")
    top = -0.72 if opened else -0.84
    if opened:
        brush.form(
            [(-0.6, top), (0.6, top), (0.5, top - 0.14), (-0.5, top - 0.14)], mix(CARD, INK, 0.55)
        )
        if look.state == "open":
            for x, tone in ((-0.26, (226, 100, 90)), (0.02, (110, 160, 200)), (0.26, GOLD)):
                brush.ball((x, top - 0.1), (0.17, 0.16), tone, gloss=0.2)
        brush.form(
            [(0.5, top - 0.14), (0.6, top), (0.92, top - 0.2), (0.8, top - 0.3)],
            mix(CARD, (255, 240, 210), 0.25),
        )
        brush.form(
            [(-0.5, top - 0.14), (-0.6, top), (-0.92, top - 0.2), (-0.8, top - 0.3)],
            mix(CARD, INK, 0.15),
        )
    else:
        brush.form(
            [(-0.6, top), (0.6, top), (0.52, -0.98), (-0.52, -0.98)],
            mix(CARD, (255, 240, 210), 0.3),
        )
        brush.form(
            [(-0.09, top), (0.09, top), (0.08, -0.98), (-0.08, -0.98)], (238, 214, 170), bulge=0.01
        )
    brush.slab(-0.6, top, 0.6, 0.0, CARD, bulge=0.02, grain=1.5)
    brush.slab(-0.09, top, 0.09, top + 0.16, (238, 214, 170), bulge=0.006)
    if not look.write((-0.5, top + 0.2, 0.5, -0.12), (84, 46, 30)):
        look.scribble((0.1, -0.3, 0.5, -0.1), (100, 60, 40), 2)
        ring = oval((-0.34, -0.2), (0.09, 0.09))
        brush.stroke([*ring, ring[0]], 0.03, (100, 60, 40), 0.7)
    look.mark((0.36, -0.46), 0.16)


def lantern(look: Look) -> None:
    """A paper lantern; glows when ``lit`` or ``on``."""
    brush = look.brush
    lit = look.state in ("lit", "on")
    if lit:
        for size, alpha in ((0.62, 0.14), (0.5, 0.2), (0.42, 0.25)):
            brush.haze((0, -0.55), (size, size), GLOW, alpha * 1.6)
    red: Colour = (255, 120, 66) if lit else (206, 58, 52)
    brush.stroke([(0, -1.0), (0, -0.88)], 0.014, INK)
    body = [(-0.2, -0.84), (-0.36, -0.7), (-0.4, -0.55), (-0.36, -0.4), (-0.2, -0.26), (0.2, -0.26),
            (0.36, -0.4), (0.4, -0.55), (0.36, -0.7), (0.2, -0.84)]  # fmt: skip
    brush.form(curve(body), red, bulge=0.14, gloss=0.2, fall=0.1)
    if lit:
        brush.haze((0, -0.52), (0.27, 0.2), (255, 232, 150), 0.95)
    for step in (-0.66, -0.34, 0.34, 0.66):
        rib = [(step * 0.3, -0.84), (step * 0.58, -0.55), (step * 0.3, -0.26)]
        brush.stroke(curve(rib, closed=False), 0.01, mix(red, INK, 0.4), 0.6)
    for y in (-0.87, -0.25):
        brush.slab(-0.2, y, 0.2, y + 0.045, GOLD, bulge=0.02, gloss=0.5)
    for x in (-0.05, 0.0, 0.05):
        brush.stroke([(0, -0.2), (x, 0.0)], 0.022, (220, 70, 60), 0.95)
    brush.ball((0, -0.17), (0.04, 0.035), GOLD, gloss=0.6)
    look.write((-0.27, -0.7, 0.27, -0.4), (90, 26, 24) if lit else (255, 220, 140))


def lamp(look: Look) -> None:
    """A bedside lamp; dark when ``out`` or ``off``."""
    brush = look.brush
    lit = look.state not in ("out", "off")
    brush.shadow((0, 0), (0.34, 0.05), 0.5)
    brush.ball((0, -0.06), (0.26, 0.06), GOLD, gloss=0.5)
    brush.rod([(0, -0.08), (0, -0.5)], 0.06, GOLD, gloss=0.6)
    if lit:
        for size, alpha in ((0.62, 0.3), (0.46, 0.4)):
            brush.haze((0, -0.68), (size, size), GLOW, alpha)
    linen: Colour = (255, 236, 186) if lit else (150, 142, 140)
    shade = [(-0.22, -1.0), (0.22, -1.0), (0.42, -0.46), (-0.42, -0.46)]
    brush.form(shade, linen, bulge=0.08, fall=-0.1 if lit else 0.2)
    if lit:
        brush.haze((0, -0.58), (0.3, 0.16), (255, 250, 220), 0.8)
    brush.stroke([(0.14, -0.46), (0.14, -0.28)], 0.014, INK)
    brush.ball((0.14, -0.27), (0.02, 0.02), GOLD)
    look.write((-0.3, -0.84, 0.3, -0.54), (120, 70, 40))


def frame(look: Look) -> None:
    """A gilt frame around a landscape, a word, or nothing when ``empty``."""
    brush = look.brush
    brush.shadow((0.02, 0.0), (0.44, 0.06), 0.45)
    brush.slab(-0.42, -1.0, 0.42, 0.0, GOLD, bulge=0.05, gloss=0.6, corner=0.02)
    brush.slab(-0.33, -0.91, 0.33, -0.09, mix(GOLD, INK, 0.45), bulge=0.012, corner=0.004)
    brush.slab(-0.31, -0.89, 0.31, -0.11, (238, 230, 212), bulge=0.006, corner=0.002)
    for x in (-0.38, 0.38):
        for y in (-0.96, -0.04):
            brush.ball((x, y), (0.05, 0.05), mix(GOLD, (255, 250, 220), 0.3), gloss=0.8)
    if look.state == "empty" or look.write((-0.28, -0.84, 0.28, -0.16)):
        return
    brush.slab(-0.29, -0.87, 0.29, -0.13, (150, 190, 214), bulge=0.004, fall=-0.4)
    brush.ball((0.12, -0.66), (0.07, 0.07), (255, 232, 160), fall=0)
    brush.form(
        curve(
            [
                (-0.29, -0.4),
                (-0.12, -0.54),
                (0.05, -0.42),
                (0.2, -0.5),
                (0.29, -0.44),
                (0.29, -0.13),
                (-0.29, -0.13),
            ],
            steps=3,
        ),
        (92, 136, 112),
        bulge=0.03,
    )


def chair(look: Look) -> None:
    """A wooden chair with a red cushion; ``lit`` stands in a pool of light."""
    brush = look.brush
    if look.state in ("lit", "on"):
        for wide, high, alpha in ((0.5, 0.8, 0.3), (0.34, 0.6, 0.28)):
            brush.haze((0, -0.5), (wide, high), (255, 232, 170), alpha)
        brush.haze((0, -0.02), (0.62, 0.11), (255, 224, 150), 0.8)
    brush.shadow((0, 0), (0.42, 0.06), 0.6)
    wood = mix(OAK, (90, 40, 30), 0.3)
    for x in (-0.24, 0.24):
        brush.rod([(x, -1.0), (x * 1.02, -0.04)], 0.055, mix(wood, INK, 0.2), gloss=0.3)
    for y in (-0.95, -0.8, -0.65):
        brush.slab(-0.25, y - 0.035, 0.25, y + 0.035, wood, bulge=0.02, gloss=0.3, corner=0.02)
    for x in (-0.3, 0.3):
        brush.rod([(x, -0.44), (x * 1.08, 0.0)], 0.06, wood, gloss=0.3)
    seat = [(-0.27, -0.52), (0.27, -0.52), (0.37, -0.4), (-0.37, -0.4)]
    brush.form(seat, wood, bulge=0.02)
    brush.form(
        curve([(-0.27, -0.54), (0.27, -0.54), (0.35, -0.44), (0, -0.41), (-0.35, -0.44)]),
        (196, 60, 58),
        bulge=0.05,
    )
    look.write((-0.23, -0.99, 0.23, -0.91), (255, 236, 200))


def balloon(look: Look) -> None:
    """A balloon on a string; ``broken`` is a rag on it."""
    brush = look.brush
    red: Colour = (232, 76, 82)
    string = [(0, -0.5), (0.03, -0.34), (-0.03, -0.18), (0.01, 0.0)]
    brush.stroke(curve(string, closed=False), 0.01, (240, 232, 220), 0.9)
    if look.state in ("broken", "fallen", "empty"):
        rag = [
            (-0.12, -0.56),
            (-0.02, -0.62),
            (0.1, -0.57),
            (0.05, -0.5),
            (0.09, -0.42),
            (0, -0.48),
            (-0.08, -0.43),
            (-0.04, -0.51),
        ]
        brush.form(curve(rag), red, bulge=0.02)
        return
    brush.flat([(-0.035, -0.48), (0.035, -0.48), (0, -0.54)], mix(red, INK, 0.2))
    egg = [
        (0, -1.0),
        (0.2, -0.93),
        (0.26, -0.77),
        (0.17, -0.6),
        (0, -0.52),
        (-0.17, -0.6),
        (-0.26, -0.77),
        (-0.2, -0.93),
    ]
    brush.form(curve(egg), red, bulge=0.13, gloss=0.8, fall=0.35)
    brush.disc((-0.1, -0.88), (0.045, 0.07), (255, 255, 255), 0.75, angle=30, soften=0.012)
    look.write((-0.2, -0.87, 0.2, -0.66), (255, 244, 234))
