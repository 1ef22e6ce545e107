"""Things of a shared meal. Each function draws one at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded
from generation.engines.puppet.props.tableware import COLD, steam

GLAZE: Colour = (240, 242, 238)
COBALT: Colour = (54, 92, 160)
BAMBOO: Colour = (164, 92, 54)
JADE: Colour = (44, 140, 104)
BONE: Colour = (250, 236, 200)
LACQUER: Colour = (150, 34, 32)
GILT: Colour = (240, 190, 92)
WHEAT: Colour = (246, 214, 132)


def bowl(look: Look) -> None:
    """A bowl of rice with chopsticks across it; the label is on its side."""
    brush = look.brush
    brush.shadow((0, 0), (0.6, 0.08), 0.55)
    brush.slab(-0.26, -0.1, 0.26, 0.0, mix(GLAZE, INK, 0.12), bulge=0.03, gloss=0.5)
    brush.form(oval((0, -0.62), (0.72, 0.13)), mix(GLAZE, INK, 0.3), bulge=0.03)
    if look.state != "empty":
        heap = [(-0.62, -0.6), (-0.46, -0.8), (0, -0.92), (0.46, -0.8), (0.62, -0.6), (0, -0.5)]
        brush.form(curve(heap), (252, 248, 236), bulge=0.12, gloss=0.2, grain=2.6)
    side = [(-0.72, -0.62), (-0.62, -0.3), (-0.3, -0.07), (0.3, -0.07), (0.62, -0.3), (0.72, -0.62)]
    lip = [(0.36, -0.53), (0, -0.5), (-0.36, -0.53)]
    brush.form([*curve(side, closed=False), *lip], GLAZE, bulge=0.12, gloss=0.7)
    rim = [(-0.71, -0.6), (-0.36, -0.51), (0, -0.48), (0.36, -0.51), (0.71, -0.6)]
    brush.stroke(curve(rim, closed=False), 0.035, COBALT, 0.85)
    if not look.write((-0.46, -0.44, 0.46, -0.12), COBALT):
        for x in (-0.3, 0.0, 0.3):
            brush.disc((x, -0.28), (0.07, 0.09), COBALT, 0.7)
            brush.disc((x, -0.28), (0.035, 0.05), GLAZE)
    for lift in (0.0, 0.07):
        brush.rod([(-0.5, -0.62 - lift), (0.98, -0.98 - lift)], 0.045, BAMBOO, gloss=0.4)
    if look.state not in COLD:
        steam(brush, (0, -0.95), 0.4)
    look.mark((0.3, -0.26), 0.14)


def noodles(look: Look) -> None:
    """A bowl of noodles, some of them lifted out on chopsticks; ``empty`` only broth is left."""
    brush = look.brush
    brush.shadow((0, 0), (0.5, 0.06), 0.55)
    brush.form(oval((0, -0.46), (0.6, 0.1)), (196, 126, 66), bulge=0.02)
    if look.state != "empty":
        heap = [(-0.5, -0.45), (-0.3, -0.56), (0, -0.6), (0.32, -0.56), (0.5, -0.45), (0, -0.38)]
        brush.form(curve(heap), WHEAT, bulge=0.06, gloss=0.3, grain=2.0)
        for strand in range(6):
            x = -0.16 + 0.055 * strand
            bend = 0.05 if strand % 2 else -0.03
            hang = curve([(x, -0.9), (x + bend, -0.72), (x - bend, -0.5)], closed=False)
            brush.rod(hang, 0.04, mix(WHEAT, (255, 255, 255), 0.15 * (strand % 2)), gloss=0.3)
        brush.disc((0.3, -0.5), (0.11, 0.05), (110, 168, 76))
    side = [(-0.6, -0.47), (-0.5, -0.2), (-0.24, -0.04), (0.24, -0.04), (0.5, -0.2), (0.6, -0.47)]
    lip = [(0.3, -0.38), (0, -0.36), (-0.3, -0.38)]
    brush.slab(-0.22, -0.08, 0.22, 0.0, mix(LACQUER, INK, 0.25), bulge=0.03, gloss=0.5)
    brush.form([*curve(side, closed=False), *lip], LACQUER, bulge=0.1, gloss=0.7)
    if not look.write((-0.36, -0.32, 0.36, -0.1), GLAZE):
        brush.stroke([(-0.47, -0.26), (0.47, -0.26)], 0.03, GLAZE, 0.8)
    for lift in (0.0, 0.06):
        brush.rod([(-0.2, -0.9 - lift), (0.68, -0.62 - lift)], 0.035, BAMBOO, gloss=0.4)
    if look.state not in COLD:
        steam(brush, (0.1, -0.75), 0.4)


def tablet(look: Look) -> None:
    """A tablet that a dish is chosen by, jade at its head; ``off`` shows its plain back."""
    brush = look.brush
    brush.shadow((0, 0), (0.5, 0.05), 0.6)
    back = look.state == "off"
    head = [(-0.43, -0.78), (-0.43, -0.9), (-0.28, -1.0), (0.28, -1.0), (0.43, -0.9), (0.43, -0.78)]
    brush.slab(-0.43, -0.8, 0.43, 0.0, LACQUER if back else BONE, bulge=0.03, gloss=0.3, grain=1.4)
    brush.form(head, JADE, bulge=0.04, gloss=0.5)
    brush.disc((0, -0.9), (0.035, 0.03), INK, 0.8)
    frame = rounded(-0.39, -0.74, 0.39, -0.06, 0.03)
    brush.stroke([*frame, frame[0]], 0.018, GILT if back else LACQUER, 0.85)
    if back:
        for size in (0.2, 0.12):
            ring = oval((0, -0.4), (size, size))
            brush.stroke([*ring, ring[0]], 0.022, GILT, 0.9)
    elif not _in_a_column(look):
        look.write((-0.36, -0.7, 0.36, -0.1), INK)
    look.mark((0.1, -0.2), 0.16)


def _in_a_column(look: Look) -> bool:
    """Write a short Chinese label from top to bottom; tells whether it was one."""
    words = look.label or ""
    han = 1 < len(words) <= 5 and all(ord(char) > 0x2E7F for char in words)
    if not han or not look.lettering.can_write(words):
        return False
    size = int(min(0.42, 0.66 / len(words) / 1.06) * look.brush.scale)
    look.brush.ink(look.lettering.column(words, max(6, size)), (0, -0.4), INK)
    return True
