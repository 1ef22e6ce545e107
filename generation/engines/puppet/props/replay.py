"""What a replay turns on: a seat of a bus, and the cat that had it first. At (0, 0)."""

from __future__ import annotations

from typing import Final

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded

CLOTH: Colour = (36, 86, 168)
PIPING: Colour = (250, 206, 70)
STEEL: Colour = (186, 196, 206)
FUR: Colour = (236, 142, 52)
STRIPE: Colour = (168, 84, 24)
CREAM: Colour = (255, 240, 216)
EYE: Colour = (156, 224, 84)
BLOCKS: Final = ((-0.22, -0.5), (0.14, -0.42), (-0.04, -0.62), (0.24, -0.64), (-0.27, -0.36))


def bus_seat(look: Look) -> None:
    """A seat as buses have them: blocks of colour, a yellow handle, the word on the headrest."""
    brush = look.brush
    brush.shadow((0, 0), (0.62, 0.08), 0.6)
    for x in (-0.26, 0.26):
        brush.rod([(x, -0.2), (x * 1.1, 0.0)], 0.08, (60, 64, 74), gloss=0.4)
    brush.rod([(0.36, -0.3), (0.46, -0.5), (0.46, -0.9), (0.3, -0.99)], 0.055, PIPING, gloss=0.7)
    brush.form(rounded(-0.4, -0.98, 0.4, -0.2, 0.12), CLOTH, bulge=0.07, gloss=0.1, grain=2.0)
    for index, (x, y) in enumerate(BLOCKS):
        tone = (PIPING, (232, 84, 84), (96, 190, 220))[index % 3]
        brush.flat([(x, y), (x + 0.11, y - 0.03), (x + 0.09, y + 0.05), (x - 0.02, y + 0.06)],
                   tone, 0.85, 0.002)  # fmt: skip
    brush.form(rounded(-0.34, -0.98, 0.34, -0.72, 0.08), (250, 248, 240), bulge=0.04, grain=1.4)
    if not look.write((-0.31, -0.96, 0.31, -0.74), (150, 26, 40)):
        brush.stroke([(-0.2, -0.85), (0.2, -0.85)], 0.05, CLOTH, 0.7)
    cushion = [(-0.42, -0.32), (0.42, -0.32), (0.5, -0.16), (0.44, -0.1), (-0.44, -0.1),
               (-0.5, -0.16)]  # fmt: skip
    brush.form(curve(cushion), mix(CLOTH, INK, 0.15), bulge=0.08, gloss=0.15, grain=2.0)
    edge = curve([(-0.49, -0.18), (0, -0.14), (0.49, -0.18)], closed=False)
    brush.stroke(edge, 0.025, PIPING, 0.9)


def cat(look: Look) -> None:
    """A ginger cat that sits and looks at the lens; ``open`` it has been sat on."""
    if look.state == "open":
        _startled(look.brush)
        return
    _seated(look.brush)
    if look.label:
        look.brush.form(rounded(-0.3, -0.42, 0.3, -0.2, 0.06), PIPING, bulge=0.04, gloss=0.5)
        look.write((-0.27, -0.4, 0.27, -0.22))


def _seated(brush: Brush) -> None:
    brush.shadow((0, 0), (0.48, 0.07), 0.55)
    tail = curve([(0.26, -0.06), (0.56, -0.05), (0.66, -0.2), (0.58, -0.3)], closed=False)
    brush.rod(tail, 0.11, FUR)
    brush.rod(tail[-7:], 0.11, STRIPE)
    body = [(-0.2, -0.56), (-0.36, -0.2), (-0.34, -0.02), (0.34, -0.02), (0.36, -0.22),
            (0.2, -0.56)]  # fmt: skip
    brush.form(curve(body), FUR, bulge=0.14, grain=2.4)
    brush.form(oval((0, -0.26), (0.15, 0.22)), CREAM, bulge=0.08, grain=2.0)
    for side in (-1, 1):
        brush.rod([(side * 0.1, -0.3), (side * 0.1, -0.05)], 0.12, FUR)
        brush.ball((side * 0.11, -0.04), (0.09, 0.05), CREAM)
        for y in (-0.22, -0.34):
            brush.stroke([(side * 0.33, y), (side * 0.22, y - 0.03)], 0.035, STRIPE, 0.85)
    _head(brush.at((0.0, -0.7), 1.0), wide_awake=False)


def _startled(brush: Brush) -> None:
    """An arch on four stiff legs, a tail like a brush, and every hair of its back on end."""
    brush.shadow((0, 0), (0.66, 0.07), 0.5)
    tail = [(0.42, -0.44), (0.5, -0.7), (0.46, -1.0), (0.6, -1.16), (0.74, -0.98), (0.7, -0.66),
            (0.56, -0.36)]  # fmt: skip
    brush.form(_bristled(tail, 0.07), FUR, bulge=0.08, grain=2.4)
    for x, foot in ((-0.4, -0.46), (-0.22, -0.24), (0.26, 0.28), (0.44, 0.5)):
        brush.rod([(x, -0.36), (foot, -0.04)], 0.12, mix(FUR, STRIPE, 0.2))
        brush.ball((foot - 0.02, -0.03), (0.08, 0.045), CREAM)
    arch = [(-0.52, -0.34), (-0.46, -0.62), (-0.2, -0.86), (0.1, -0.92), (0.38, -0.76),
            (0.56, -0.4), (0.4, -0.28), (0.1, -0.46), (-0.2, -0.44), (-0.4, -0.26)]  # fmt: skip
    brush.form(_bristled(arch, 0.05, until=0.55), FUR, bulge=0.12, grain=2.4)
    for x, y in ((-0.2, -0.8), (0.02, -0.86), (0.24, -0.8), (0.42, -0.64)):
        brush.stroke([(x, y), (x - 0.03, y + 0.18)], 0.05, STRIPE, 0.85)
    _head(brush.at((-0.5, -0.62), 0.95), wide_awake=True)


def _bristled(
    outline: list[tuple[float, float]], reach: float, until: float = 1.0
) -> list[tuple[float, float]]:
    """Return an outline whose first part stands up in tufts."""
    path = curve(outline)
    middle = (sum(x for x, _ in path) / len(path), sum(y for _, y in path) / len(path))
    out = []
    for index, (x, y) in enumerate(path):
        away = ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 or 1.0
        push = reach / away if index % 2 and index < until * len(path) else 0.0
        out.append((x + (x - middle[0]) * push, y + (y - middle[1]) * push))
    return out


def _head(brush: Brush, *, wide_awake: bool) -> None:
    for side in (-1, 1):
        lean = 0.08 if wide_awake else 0.0
        ear = [(side * 0.07, -0.17), (side * (0.27 + lean), -0.4 + lean), (side * 0.29, -0.06)]
        brush.form(ear, FUR, bulge=0.05, grain=2.0)
        inner = [(side * 0.13, -0.17), (side * (0.24 + lean), -0.32 + lean), (side * 0.25, -0.1)]
        brush.flat(inner, (250, 170, 150), 0.8, 0.004)
    brush.ball((0, 0), (0.31, 0.25), FUR, fall=0.2)
    for x in (-0.09, 0.0, 0.09):
        brush.stroke([(x, -0.24), (x * 0.7, -0.12)], 0.035, STRIPE, 0.85)
    brush.form(oval((0, 0.1), (0.16, 0.11)), CREAM, bulge=0.05)
    size = 0.095 if wide_awake else 0.07
    for side in (-1, 1):
        brush.ball((side * 0.13, -0.02), (size, size), (250, 252, 236) if wide_awake else EYE)
        pupil = (0.035, 0.035) if wide_awake else (0.018, 0.055)
        brush.disc((side * 0.13, -0.02), pupil, INK)
        for drop in (0.0, 0.05):
            brush.stroke([(side * 0.16, 0.09 + drop), (side * 0.4, 0.05 + 2 * drop)], 0.01,
                         (255, 255, 255), 0.9)  # fmt: skip
    brush.ball((0, 0.045), (0.035, 0.025), (226, 104, 110))
    if wide_awake:
        brush.form(oval((0, 0.15), (0.075, 0.09)), (120, 24, 34), bulge=0.02)
        for side in (-1, 1):
            tip = [(side * 0.05, 0.085), (side * 0.035, 0.13), (side * 0.02, 0.085)]
            brush.flat(tip, (255, 255, 255))
    else:
        smirk = curve([(-0.08, 0.11), (-0.04, 0.135), (0, 0.1), (0.04, 0.135), (0.08, 0.11)],
                      closed=False)  # fmt: skip
        brush.stroke(smirk, 0.014, INK, 0.8)
