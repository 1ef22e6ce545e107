"""Things to hold, carry and shout with: trophy, phone, umbrella, clock. Each drawn at (0, 0)."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded

OAK: Colour = (188, 130, 78)
GOLD: Colour = (240, 184, 74)
STEEL: Colour = (178, 188, 202)
CARD: Colour = (212, 164, 108)
GLOW: Colour = (255, 204, 120)


def gavel(look: Look) -> None:
    """A judge's gavel lying on its block; ``on`` it is raised, and has left the block."""
    brush = look.brush
    wood: Colour = (156, 86, 48)
    if look.state == "on":
        brush.rod([(1.04, 0.12), (1.3, -0.9)], 0.14, wood, gloss=0.5)
        brush.ball((1.03, 0.16), (0.11, 0.11), mix(wood, INK, 0.2), gloss=0.5)
        _mallet(brush.at((1.32, -0.96), 0.98), wood)
        return
    brush.shadow((0, 0), (1.0, 0.16), 0.6)
    brush.form(
        curve([(-0.75, -0.1), (-0.7, -0.26), (0, -0.3), (0.7, -0.26), (0.75, -0.1), (0, 0.02)]),
        mix(wood, INK, 0.25),
        bulge=0.08,
        gloss=0.3,
    )
    brush.rod([(0.0, -0.62), (1.25, -0.3)], 0.13, wood, gloss=0.5)
    brush.ball((1.27, -0.295), (0.1, 0.1), mix(wood, INK, 0.2), gloss=0.5)
    _mallet(brush.at((-0.16, -0.64), 1.0), wood)
    look.write((-0.6, -0.22, 0.6, -0.02), (255, 220, 160))


def _mallet(head: Brush, wood: Colour) -> None:
    along, across = (0.46, 0.34), (0.17, -0.23)
    ends = [(-along[0], -along[1]), along]
    side = [
        (ends[i][0] + sign * across[0], ends[i][1] + sign * across[1])
        for i, sign in ((0, -1), (0, 1), (1, 1), (1, -1))
    ]
    head.form(side, wood, bulge=0.13, gloss=0.5)
    for share, size in ((-1.0, 1.12), (-0.72, 1.1), (0.72, 1.1), (1.0, 1.12)):
        x, y = along[0] * share, along[1] * share
        tone = wood if abs(share) == 1.0 else mix(wood, GOLD, 0.75)
        head.form(oval((x, y), (0.085, 0.286 * size), 36.5), tone, bulge=0.05, gloss=0.6)


def trophy(look: Look) -> None:
    """A gold cup on a plinth whose plate bears the word; ``broken`` has lost its head."""
    brush = look.brush
    brush.shadow((0, 0), (0.36, 0.06), 0.6)
    brush.slab(-0.28, -0.24, 0.28, 0.0, (72, 44, 40), bulge=0.04, gloss=0.4, corner=0.02)
    brush.slab(-0.24, -0.2, 0.24, -0.04, GOLD, bulge=0.012, gloss=0.4, corner=0.01)
    look.write((-0.23, -0.195, 0.23, -0.045), (84, 44, 20))
    stem = [
        (-0.16, -0.24),
        (-0.05, -0.34),
        (-0.06, -0.44),
        (0.06, -0.44),
        (0.05, -0.34),
        (0.16, -0.24),
    ]
    brush.form(curve(stem), GOLD, bulge=0.05, gloss=0.8)
    if look.state == "broken":
        brush.form(
            [(-0.07, -0.43), (-0.03, -0.48), (0.01, -0.44), (0.05, -0.47), (0.07, -0.43)],
            (110, 70, 30),
        )
        brush.shadow((0.56, 0.0), (0.34, 0.06), 0.5)
        brush = brush.at((0.58, 0.3), 0.72)
    for side in (-1, 1):
        handle = [
            (side * 0.24, -0.88),
            (side * 0.46, -0.86),
            (side * 0.4, -0.62),
            (side * 0.16, -0.56),
        ]
        brush.rod(curve(handle, closed=False), 0.05, GOLD, gloss=0.8)
    cup = [
        (-0.3, -0.98),
        (-0.28, -0.72),
        (-0.14, -0.5),
        (0, -0.42),
        (0.14, -0.5),
        (0.28, -0.72),
        (0.3, -0.98),
    ]
    brush.form(curve(cup, closed=False), GOLD, bulge=0.13, gloss=0.9, fall=0.3)
    brush.form(
        oval((0, -0.98), (0.31, 0.05)), mix(GOLD, (255, 255, 230), 0.4), bulge=0.02, gloss=0.6
    )
    brush.form(oval((0, -0.975), (0.26, 0.034)), mix(GOLD, INK, 0.5), bulge=0.02, fall=-0.4)
    star = [(float(np.sin(k * np.pi / 5)) * r, -0.72 - float(np.cos(k * np.pi / 5)) * r)
            for k, r in ((k, 0.13 if k % 2 == 0 else 0.055) for k in range(10))]  # fmt: skip
    brush.form(star, (255, 240, 180), bulge=0.03, gloss=0.6)


def umbrella(look: Look) -> None:
    """An open umbrella with a crook; ``off`` is furled."""
    brush = look.brush
    red: Colour = (206, 56, 60)
    if look.state == "off":
        brush.rod([(0, -0.92), (0, -0.14)], 0.03, STEEL, gloss=0.6)
        brush.form(
            curve([(0, -0.98), (0.07, -0.6), (0.1, -0.3), (0, -0.24), (-0.1, -0.3), (-0.07, -0.6)]),
            red,
            bulge=0.05,
        )
    else:
        brush.rod([(0, -0.9), (0, -0.1)], 0.018, STEEL, gloss=0.6)
    hook = curve(
        [(0, -0.14), (0, -0.03), (0.03, 0.0), (0.065, -0.015), (0.07, -0.05)], closed=False
    )
    brush.rod(hook, 0.03, OAK, gloss=0.4)
    if look.state == "off":
        return
    arc = [
        (-0.48 + i * 0.04, -0.62 - 0.32 * float(np.sqrt(1 - (-1 + i / 12) ** 2))) for i in range(25)
    ]
    hem = []
    for i in range(6):
        a, b = 0.48 - i * 0.16, 0.32 - i * 0.16
        hem += [(a, -0.62), ((a + b) / 2, -0.66), (b, -0.62)]
    brush.form([*arc, *hem], red, bulge=0.12, gloss=0.25, fall=0.4)
    for x in (-0.32, -0.16, 0.0, 0.16, 0.32):
        rib = [(0, -0.94), (x * 0.8, -0.82), (x, -0.62)]
        brush.stroke(curve(rib, closed=False), 0.01, mix(red, INK, 0.5), 0.6)
    brush.rod([(0, -1.0), (0, -0.92)], 0.03, STEEL, gloss=0.5)
    look.write((-0.28, -0.86, 0.28, -0.68), (255, 240, 224))


def phone(look: Look) -> None:
    """A phone; ``on`` and ``lit`` show its screen, ``broken`` is cracked by the common crack."""
    brush = look.brush
    lit = look.state not in ("off", "out", "broken", "fallen", "empty")
    brush.slab(-0.27, -1.0, 0.27, 0.0, (52, 54, 64), bulge=0.03, gloss=0.6, corner=0.09)
    screen: Colour = (44, 78, 132) if lit else (14, 16, 24)
    brush.slab(
        -0.235, -0.965, 0.235, -0.035, screen, bulge=0.004, corner=0.06, fall=-0.4 if lit else 0.2
    )
    if not lit:
        brush.flat([(-0.2, -0.93), (0.02, -0.93), (-0.2, -0.5)], (255, 255, 255), 0.1)
        return
    brush.haze((0.0, -0.5), (0.18, 0.36), (120, 170, 240), 0.5)
    if look.label_at:
        look.write(look.label_at, (248, 250, 255))
        return
    bubble = rounded(-0.21, -0.76, 0.21, -0.4, 0.06)
    brush.form(bubble, (248, 250, 255), bulge=0.012)
    if not look.write((-0.19, -0.73, 0.19, -0.43)):
        look.scribble((-0.15, -0.7, 0.16, -0.46), (110, 120, 140), 2)
    brush.slab(-0.08, -0.945, 0.08, -0.92, (14, 16, 24), corner=0.02, bulge=0.004)
    for x, tone in ((-0.1, (90, 200, 130)), (0.1, (230, 84, 84))):
        brush.ball((x, -0.19), (0.065, 0.065), tone, gloss=0.3)


def clock(look: Look) -> None:
    """A twin-bell alarm clock; the label is its time when it is one, else a word on its face."""
    brush = look.brush
    red: Colour = (214, 66, 60)
    brush.shadow((0, 0), (0.4, 0.06), 0.55)
    for side in (-1, 1):
        brush.rod([(side * 0.22, -0.18), (side * 0.33, -0.01)], 0.07, STEEL, gloss=0.5)
        brush.form(oval((side * 0.25, -0.86), (0.17, 0.12), side * 32), red, bulge=0.06, gloss=0.7)
    brush.rod([(-0.12, -0.95), (0.12, -0.95)], 0.045, STEEL, gloss=0.6)
    brush.ball((0, -0.46), (0.44, 0.44), red, gloss=0.6)
    brush.ball((0, -0.46), (0.36, 0.36), (252, 248, 236), fall=0.12)
    label = look.label or ""
    hour, minute = _reading(label)
    for mark in range(12):
        turn = mark * np.pi / 6
        x, y = float(np.sin(turn)), -float(np.cos(turn))
        brush.stroke([(x * 0.3, -0.46 + y * 0.3), (x * 0.335, -0.46 + y * 0.335)], 0.022, INK, 0.8)
    if not _is_time(label):
        look.write((-0.2, -0.4, 0.2, -0.22), (150, 60, 50))
    if look.label_at:
        return
    for turn, reach, thick in (
        ((hour % 12 + minute / 60) / 12, 0.18, 0.045),
        (minute / 60, 0.27, 0.03),
    ):
        x, y = float(np.sin(turn * 2 * np.pi)), -float(np.cos(turn * 2 * np.pi))
        brush.rod([(0, -0.46), (x * reach, -0.46 + y * reach)], thick, INK)
    brush.ball((0, -0.46), (0.035, 0.035), red, gloss=0.6)


def _is_time(label: str) -> bool:
    hours, colon, minutes = label.strip().partition(":")
    return bool(colon) and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2


def _reading(label: str) -> tuple[int, int]:
    if not _is_time(label):
        return 10, 9
    hours, _colon, minutes = label.strip().partition(":")
    return int(hours) % 24, int(minutes) % 60


def megaphone(look: Look) -> None:
    """A megaphone that points to the right."""
    brush = look.brush
    brush.slab(-0.34, -0.42, -0.22, 0.0, (70, 74, 86), bulge=0.04, corner=0.04, gloss=0.3)
    cone = [(-0.46, -0.62), (0.62, -0.98), (0.62, -0.18), (-0.46, -0.46)]
    brush.form(cone, (246, 240, 228), bulge=0.16, gloss=0.4, fall=0.3)
    brush.form(
        [(0.3, -0.88), (0.62, -0.98), (0.62, -0.18), (0.3, -0.27)],
        (222, 72, 62),
        bulge=0.14,
        gloss=0.4,
    )
    brush.form(oval((0.63, -0.58), (0.11, 0.41)), (240, 110, 96), bulge=0.04, gloss=0.4)
    brush.form(oval((0.635, -0.58), (0.075, 0.33)), (84, 30, 34), bulge=0.06, fall=-0.4)
    brush.slab(-0.62, -0.67, -0.42, -0.41, (70, 74, 86), bulge=0.06, corner=0.05, gloss=0.4)
    look.write((-0.36, -0.7, 0.28, -0.42), (160, 44, 44), angle=-2)
    if look.state in ("on", "lit"):
        for reach in (0.84, 1.0, 1.16):
            wave = [
                (reach, -0.58 - 0.28 * reach),
                (reach + 0.06, -0.58),
                (reach, -0.58 + 0.28 * reach),
            ]
            brush.stroke(curve(wave, closed=False), 0.03, (255, 214, 120), 0.8)


def microphone(look: Look) -> None:
    """A reporter's microphone whose cube bears the word; a singer's, without one, when ``on``."""
    brush = look.brush
    brush.slab(-0.09, -0.7, 0.09, 0.0, (50, 52, 62), bulge=0.06, corner=0.05, gloss=0.4)
    brush.ball((0, -0.84), (0.17, 0.17), (120, 126, 140), gloss=0.5)
    for turn in (-40, 40):
        for shift in (-0.1, -0.05, 0.0, 0.05, 0.1):
            tilt = np.radians(turn)
            x, y = float(np.cos(tilt)), float(np.sin(tilt))
            half = float(np.sqrt(0.155**2 - shift**2))
            ends = [
                (-y * shift - x * half, -0.84 + x * shift - y * half),
                (-y * shift + x * half, -0.84 + x * shift + y * half),
            ]
            brush.stroke(ends, 0.008, INK, 0.35)
    brush.slab(-0.13, -0.71, 0.13, -0.66, STEEL, bulge=0.02, gloss=0.7)
    if look.state == "on" and not look.label:
        brush.disc((0, -0.5), (0.03, 0.03), (120, 240, 150))
        return
    brush.slab(-0.32, -0.64, 0.32, -0.34, (206, 54, 56), bulge=0.03, corner=0.03, gloss=0.3)
    if not look.write((-0.29, -0.62, 0.29, -0.36), (255, 246, 236)):
        brush.ball((0, -0.49), (0.09, 0.09), (255, 240, 220))


def confetti_cannon(look: Look) -> None:
    """A party popper; ``open`` and ``on`` have just gone off."""
    brush = look.brush
    body = [(-0.14, -0.02), (0.02, 0.0), (0.44, -0.6), (0.1, -0.82)]
    if look.state in ("on", "open", "lit"):
        rng = brush.canvas.rng("popper")
        tones = ((232, 76, 82), (250, 206, 84), (96, 170, 220), (140, 200, 120), (236, 140, 190))
        for index in range(46):
            turn, far = float(rng.normal(-0.95, 0.36)), float(rng.uniform(0.12, 0.62))
            spot = (0.27 + np.cos(turn) * far, -0.7 + np.sin(turn) * far)
            bit = brush.at((float(spot[0]), float(spot[1])), 0.03)
            side = float(rng.uniform(0.4, 1.0))
            bit.form(
                oval((0, 0), (1.0, side), float(rng.uniform(0, 180)), 4),
                tones[index % 5],
                bulge=0.2,
            )
    brush.form(body, (92, 96, 176), bulge=0.09, gloss=0.4)
    for share in (0.28, 0.55, 0.8):
        a = (-0.14 + 0.24 * share, -0.02 - 0.8 * share)
        b = (0.02 + 0.42 * share, -0.6 * share)
        brush.stroke([a, b], 0.05, (250, 206, 84), 0.9)
    brush.form(oval((0.27, -0.71), (0.205, 0.08), 33), (250, 214, 110), bulge=0.03, gloss=0.4)
    brush.form(oval((0.275, -0.715), (0.16, 0.055), 33), (60, 40, 70), bulge=0.03)
    brush.stroke(
        curve([(-0.06, 0.0), (-0.16, 0.03), (-0.2, -0.06)], closed=False), 0.018, (240, 230, 214)
    )
    look.write((-0.04, -0.5, 0.24, -0.3), (255, 246, 230), angle=-56)
