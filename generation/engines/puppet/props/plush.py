"""Plush animals and people seen from behind: the extras of the sets. Nobody in particular."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve

INK: Colour = (38, 30, 36)
COATS: tuple[Colour, ...] = ((196, 142, 92), (226, 214, 200), (150, 158, 176), (224, 170, 160))


def _ears(brush: Brush, kind: int, colour: Colour, inner: Colour) -> None:
    for side in (-1, 1):
        if kind % 3 == 1:  # rabbit
            tilt = 12 * side
            brush.ball((side * 0.17, -0.62), (0.1, 0.32), colour, angle=tilt)
            brush.disc((side * 0.17, -0.6), (0.05, 0.22), inner, 0.7, angle=tilt, soften=0.02)
        elif kind % 3 == 2:  # cat
            brush.form(
                curve([(side * 0.1, -0.34), (side * 0.36, -0.6), (side * 0.42, -0.16)], steps=4),
                colour,
                bulge=0.06,
            )
        else:  # bear
            brush.ball((side * 0.32, -0.34), (0.16, 0.16), colour)
            brush.disc((side * 0.32, -0.33), (0.08, 0.08), inner, 0.7, soften=0.02)


def plush(
    brush: Brush, foot: Point, size: float, *, kind: int = 0, back: bool = False, gaze: float = 0.0
) -> None:
    """Draw a plush animal whose lap is at ``foot``; ``size`` is its height from lap to crown.

    ``kind`` chooses animal and coat, ``gaze`` -1..1 is where it looks, ``back`` hides its face.
    """
    colour = COATS[kind % len(COATS)]
    inner = mix(colour, (255, 190, 170), 0.5)
    body = brush.at((foot[0], foot[1] - size * 0.3), size)
    body.ball((0.0, 0.12), (0.36, 0.32), mix(colour, (80, 60, 70), 0.08))
    head = brush.at((foot[0], foot[1] - size * 0.62), size)
    _ears(head, kind, colour, inner)
    head.ball((0.0, 0.0), (0.42, 0.37), colour, fall=0.25)
    if back:
        head.stroke([(0.0, -0.36), (0.01, 0.0), (0.0, 0.34)], 0.012, mix(colour, INK, 0.4), 0.5)
        return
    shift = gaze * 0.1
    pale = mix(colour, (255, 246, 230), 0.6)
    head.ball((shift * 1.3, 0.12), (0.19, 0.14), pale, fall=0.1)
    head.ball((shift * 1.6, 0.055), (0.055, 0.04), INK, gloss=0.8)
    head.stroke([(shift * 1.6, 0.09), (shift * 1.5, 0.15)], 0.016, INK, 0.8)
    for side in (-1, 1):
        x = side * 0.17 + shift
        head.ball((x, -0.06), (0.05, 0.058), INK, gloss=1.0)
        head.disc((x - 0.014 + gaze * 0.012, -0.078), (0.016, 0.016), (255, 255, 255), 0.95)
        head.disc((side * 0.25 + shift, 0.09), (0.07, 0.045), (240, 120, 110), 0.28, soften=0.03)


def visitor(
    brush: Brush, foot: Point, size: float, *, coat: Colour, hair: Colour, lean: float = 0.0
) -> None:
    """Draw somebody's head and shoulders from behind; ``size`` is from shoulders to crown."""
    body = brush.at(foot, size)
    neck = lean * 0.2
    shoulders = [(-0.62, 1.2), (-0.6, 0.16), (-0.42, -0.02), (-0.14, -0.12), (0.14, -0.12),
                 (0.42, -0.02), (0.6, 0.16), (0.62, 1.2)]  # fmt: skip
    body.rod([(neck * 0.4, -0.02), (neck * 0.7, -0.26)], 0.17, (214, 164, 132))
    body.form(curve(shoulders, steps=4), coat, bulge=0.1)
    body.form(
        curve([(-0.17, -0.1), (0.0, -0.06), (0.17, -0.1), (0.2, 0.02), (0.0, 0.06), (-0.2, 0.02)]),
        mix(coat, (255, 255, 255), 0.2),
        bulge=0.03,
    )
    for side in (-1, 1):
        body.ball((neck + side * 0.235, -0.52), (0.04, 0.07), (220, 170, 140))
    body.ball((neck, -0.58), (0.24, 0.31), hair, fall=0.3, gloss=0.2)
    for x in (-0.12, -0.04, 0.05, 0.13):
        lock = [(neck + x * 0.3, -0.86), (neck + x, -0.62), (neck + x * 1.05, -0.32)]
        body.stroke(curve(lock, closed=False), 0.012, mix(hair, (255, 230, 200), 0.3), 0.35)
