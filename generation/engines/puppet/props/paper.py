"""Things to read: signs, files, posters, tickets, notes, books. Each is drawn at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, STAMP_RED, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded

PAPER: Colour = (252, 246, 232)
MANILA: Colour = (236, 200, 128)
OAK: Colour = (188, 130, 78)


def sign(look: Look) -> None:
    """A wooden sign on a post."""
    brush = look.brush
    brush.shadow((0, 0), (0.2, 0.04), 0.55)
    brush.slab(-0.045, -0.62, 0.045, 0.0, mix(OAK, INK, 0.2), bulge=0.03)
    board = [(-0.62, -0.97), (0.6, -1.0), (0.63, -0.46), (-0.6, -0.44)]
    brush.form(board, OAK, bulge=0.03, grain=2.2)
    for y in (-0.82, -0.63):
        brush.stroke([(-0.6, y), (0.61, y - 0.015)], 0.008, mix(OAK, INK, 0.5), 0.5)
    for x, y in ((-0.54, -0.91), (0.54, -0.94), (-0.53, -0.5), (0.55, -0.52)):
        brush.ball((x, y), (0.022, 0.022), (120, 116, 120), gloss=0.7)
    if not look.write((-0.54, -0.94, 0.54, -0.5), (70, 36, 26)):
        arrow = [(-0.36, -0.76), (0.14, -0.77), (0.14, -0.86), (0.38, -0.72), (0.14, -0.58),
                 (0.14, -0.67), (-0.36, -0.66)]  # fmt: skip
        brush.form(arrow, (90, 48, 32), bulge=0.01)
    look.mark((0.4, -0.58), 0.16)


def file(look: Look) -> None:
    """A folder of papers; ``open`` lies apart, ``empty`` holds nothing."""
    brush = look.brush
    brush.shadow((0, 0), (0.5, 0.06), 0.55)
    back = [(-0.42, -0.98), (-0.14, -0.98), (-0.08, -0.9), (0.42, -0.9), (0.42, 0), (-0.42, 0)]
    brush.form(back, mix(MANILA, INK, 0.18), bulge=0.02)
    if look.state != "empty":
        for shift, lean in ((0.03, 0.02), (-0.01, -0.015)):
            sheet = [
                (-0.36 + shift, -0.95 + lean),
                (0.38 + shift, -0.94 - lean),
                (0.38, -0.05),
                (-0.36, -0.05),
            ]
            brush.form(sheet, PAPER, bulge=0.008)
        look.scribble((-0.3, -0.9, 0.34, -0.76), (110, 110, 130), 2)
    top = -0.62 if look.state == "open" else -0.8
    lean = 0.14 if look.state == "open" else 0.0
    cover = [(-0.42 - lean, top), (0.42 + lean, top + 0.01), (0.42, 0.0), (-0.42, 0.0)]
    brush.form(cover, MANILA, bulge=0.02, grain=1.4)
    label = (-0.33, top + 0.14, 0.33, top + 0.44)
    brush.slab(*label, PAPER, bulge=0.006)
    if not look.write((-0.3, label[1] + 0.02, 0.3, label[3] - 0.02)):
        look.scribble((-0.26, label[1] + 0.05, 0.26, label[3] - 0.05), (120, 110, 120), 2)
    brush.stroke([(0.3, -0.99), (0.3, -0.84), (0.34, -0.84), (0.34, -0.95)], 0.012, (130, 140, 156))
    look.mark((0.2, -0.2), 0.17)


def poster(look: Look) -> None:
    """A poster with a picture and a word; corners curl."""
    brush = look.brush
    brush.shadow((0.02, -0.03), (0.4, 0.06), 0.4)
    sheet = [(-0.36, -0.99), (0.36, -1.0), (0.365, -0.02), (0.3, 0.0), (-0.36, -0.01)]
    brush.form(sheet, PAPER, bulge=0.015)
    brush.slab(-0.31, -0.95, 0.31, -0.36, (38, 66, 110), bulge=0.01, fall=0.5)
    brush.ball((0.08, -0.66), (0.15, 0.15), (255, 206, 110), fall=0.1)
    hills = [
        (-0.31, -0.52),
        (-0.12, -0.64),
        (0.06, -0.5),
        (0.2, -0.58),
        (0.31, -0.5),
        (0.31, -0.36),
        (-0.31, -0.36),
    ]
    brush.form(hills, (196, 84, 78), bulge=0.02)
    if not look.write((-0.31, -0.33, 0.31, -0.05), (150, 40, 44)):
        look.scribble((-0.26, -0.3, 0.3, -0.08), (150, 60, 60), 3)
    fold = [(0.365, -0.14), (0.25, -0.01), (0.28, -0.1)]
    brush.form(fold, (226, 214, 190), bulge=0.01)
    for x in (-0.32, 0.32):
        brush.ball((x, -0.965), (0.022, 0.022), (214, 60, 56), gloss=0.8)
    look.mark((-0.14, -0.42), 0.17)


def calendar_page(look: Look) -> None:
    """A leaf of a wall calendar; the label is its day."""
    brush = look.brush
    brush.shadow((0.02, -0.01), (0.46, 0.06), 0.45)
    for shift in (0.024, 0.012, 0.0):
        brush.slab(-0.4 + shift, -0.94 + shift, 0.4 + shift, -0.04 + shift, PAPER, bulge=0.008)
    brush.slab(-0.4, -0.94, 0.4, -0.7, (206, 56, 52), bulge=0.016, gloss=0.2)
    for x in (-0.24, -0.08, 0.08, 0.24):
        brush.ball((x, -0.87), (0.028, 0.028), (70, 24, 28))
        brush.rod([(x, -1.0), (x, -0.88)], 0.026, (196, 204, 214), gloss=0.7)
    if not look.write((-0.35, -0.66, 0.35, -0.1), (60, 40, 48)):
        look.write((-0.25, -0.66, 0.25, -0.1), (60, 40, 48), text="8")
    if look.state == "open":
        brush.form([(0.4, -0.04), (-0.2, -0.04), (0.4, -0.5)], mix(PAPER, INK, 0.35), bulge=0.01)
        curl = curve([(-0.2, -0.04), (0.02, -0.3), (0.4, -0.5), (0.24, -0.2)], steps=4)
        brush.form(curl, mix(PAPER, (200, 180, 150), 0.3), bulge=0.05)
    look.mark((0.14, -0.3), 0.2)


def ticket(look: Look) -> None:
    """A ticket with a perforated stub; ``bitten`` has been punched, ``broken`` torn."""
    brush = look.brush
    brush.shadow((0, -0.02), (0.9, 0.1), 0.4)
    edge: list[Point] = rounded(-0.95, -0.96, 0.95, -0.04, 0.06)
    brush.form(edge, (244, 204, 120), bulge=0.03, grain=1.4)
    for y in (-0.84, -0.68, -0.5, -0.32, -0.16):
        brush.disc((0.5, y), (0.022, 0.022), mix((244, 204, 120), INK, 0.55))
    frame = rounded(-0.87, -0.86, 0.42, -0.14, 0.04)
    brush.stroke([*frame, frame[0]], 0.018, (176, 86, 50), 0.8)
    if not look.write((-0.8, -0.8, 0.36, -0.2), (130, 44, 34)):
        look.scribble((-0.74, -0.74, 0.3, -0.26), (150, 70, 50), 3)
    for index in range(9):
        wide = 0.018 + 0.014 * (index % 3)
        brush.stroke([(0.6 + index * 0.036, -0.8), (0.6 + index * 0.036, -0.2)], wide, INK, 0.75)
    if look.state == "bitten":
        brush.disc((-0.1, -0.24), (0.08, 0.08), INK, 0.85)
    look.mark((0.02, -0.4), 0.3)


def note(look: Look) -> None:
    """A square sticky note with a curled corner."""
    brush = look.brush
    brush.shadow((0.02, 0.0), (0.46, 0.07), 0.45)
    sheet = [(-0.47, -0.98), (0.46, -0.97), (0.48, -0.16), (0.3, 0.0), (-0.46, -0.02)]
    brush.form(sheet, (255, 224, 112), bulge=0.02, fall=0.3)
    brush.slab(-0.47, -0.98, 0.46, -0.86, (244, 204, 84), bulge=0.01)
    if not look.write((-0.41, -0.82, 0.41, -0.16), (70, 54, 40)):
        look.scribble((-0.36, -0.78, 0.36, -0.2), (110, 86, 60), 4)
    brush.form([(0.48, -0.16), (0.3, 0.0), (0.33, -0.13)], (255, 238, 160), bulge=0.02)
    look.mark((0.16, -0.3), 0.2)


def scroll(look: Look) -> None:
    """A hanging scroll; closed when ``off``."""
    brush = look.brush
    top, bottom = -0.94, -0.07 if look.state != "off" else -0.78
    brush.stroke([(-0.2, top), (0, -1.0), (0.2, top)], 0.012, (110, 60, 40))
    brush.shadow((0.02, bottom + 0.02), (0.36, 0.05), 0.5)
    brush.slab(-0.3, top, 0.3, bottom, (150, 44, 44), bulge=0.012, corner=0.0)
    brush.slab(
        -0.25, top + 0.07, 0.25, bottom - 0.06, (250, 240, 214), bulge=0.008, grain=1.6, corner=0.0
    )
    for y in (top, bottom):
        brush.rod([(-0.33, y), (0.33, y)], 0.06, (96, 52, 34), gloss=0.4)
        for x in (-0.35, 0.35):
            brush.ball((x, y), (0.03, 0.04), (224, 178, 88), gloss=0.6)
    if look.state == "off":
        return
    words = look.label or ""
    if (
        1 < len(words) <= 8
        and all(ord(c) > 0x2E7F for c in words)
        and look.lettering.can_write(words)
    ):
        size = int(min(0.3, 0.68 / len(words) / 1.12) * brush.scale)
        brush.ink(look.lettering.column(words, max(6, size)), (0, (top + bottom) / 2), (44, 34, 36))
    elif not look.write((-0.22, -0.8, 0.22, -0.2), (44, 34, 36)):
        bamboo = [(-0.06, -0.16), (-0.02, -0.5), (0.03, -0.82)]
        brush.stroke(bamboo, 0.028, (60, 66, 60), 0.7)
        for y, side in ((-0.36, 1), (-0.52, -1), (-0.66, 1)):
            brush.stroke([(0, y), (side * 0.15, y - 0.05)], 0.035, (50, 60, 54), 0.65)
    brush.slab(0.12, bottom - 0.16, 0.2, bottom - 0.08, STAMP_RED, bulge=0.004)
    look.mark((-0.06, -0.3), 0.13)


def book(look: Look) -> None:
    """A standing book; ``open`` lies with both pages up."""
    brush = look.brush
    if look.state == "open":
        brush.shadow((0, 0), (0.95, 0.1), 0.55)
        brush.form(
            [(-0.95, -0.5), (0.95, -0.5), (1.0, 0.0), (-1.0, 0.0)], (56, 92, 130), bulge=0.03
        )
        for side in (-1, 1):
            page = [(0, -0.56), (side * 0.45, -0.66), (side * 0.9, -0.56), (side * 0.94, -0.06),
                    (side * 0.45, -0.14), (0, -0.02)]  # fmt: skip
            brush.form(curve(page, steps=4), PAPER, bulge=0.05)
        look.scribble((-0.78, -0.52, -0.12, -0.16), (110, 100, 110), 4)
        if not look.write((0.1, -0.54, 0.84, -0.14)):
            look.scribble((0.14, -0.52, 0.8, -0.16), (110, 100, 110), 4)
        return
    brush.shadow((0, 0), (0.42, 0.07), 0.55)
    brush.slab(-0.31, -0.98, 0.38, -0.01, (230, 220, 196), bulge=0.01)
    brush.slab(-0.38, -1.0, 0.34, 0.0, (56, 92, 130), bulge=0.02, gloss=0.2, corner=0.02)
    brush.slab(-0.38, -1.0, -0.28, 0.0, (40, 68, 104), bulge=0.03, corner=0.02)
    frame = rounded(-0.22, -0.92, 0.28, -0.08, 0.02)
    brush.stroke([*frame, frame[0]], 0.012, (232, 190, 100), 0.9)
    if not look.write((-0.2, -0.84, 0.26, -0.4), (250, 222, 150)):
        brush.ball((0.03, -0.62), (0.1, 0.1), (232, 190, 100), gloss=0.4)
    look.mark((0.03, -0.24), 0.13)


def badge(look: Look) -> None:
    """A name badge on a lanyard; the label is the name."""
    brush = look.brush
    for side in (-1, 1):
        brush.rod([(side * 0.24, -1.0), (0, -0.72)], 0.05, (60, 110, 170))
    brush.slab(-0.05, -0.75, 0.05, -0.64, (190, 198, 208), bulge=0.02, gloss=0.7)
    brush.shadow((0.01, 0.0), (0.5, 0.06), 0.4)
    brush.slab(-0.5, -0.66, 0.5, -0.0, (248, 248, 250), bulge=0.02, corner=0.06, gloss=0.3)
    brush.slab(-0.5, -0.66, 0.5, -0.5, (60, 110, 170), bulge=0.016, corner=0.05)
    brush.slab(-0.12, -0.615, 0.12, -0.57, (30, 44, 70), bulge=0.006, corner=0.02)
    if not look.write((-0.44, -0.46, 0.44, -0.05)):
        look.scribble((-0.1, -0.4, 0.42, -0.12), (120, 130, 150), 3)
        brush.ball((-0.28, -0.3), (0.09, 0.1), (214, 170, 140))
    look.mark((0.3, -0.16), 0.15)


def stamp(look: Look) -> None:
    """A rubber stamp with a wooden knob."""
    brush = look.brush
    brush.shadow((0, 0), (0.52, 0.09), 0.6)
    brush.slab(-0.4, -0.1, 0.4, 0.0, STAMP_RED, bulge=0.02)
    brush.slab(-0.44, -0.34, 0.44, -0.07, OAK, bulge=0.06, gloss=0.3, corner=0.03)
    neck = [
        (-0.13, -0.34),
        (-0.09, -0.54),
        (-0.12, -0.66),
        (0.12, -0.66),
        (0.09, -0.54),
        (0.13, -0.34),
    ]
    brush.form(curve(neck), mix(OAK, INK, 0.15), bulge=0.06, gloss=0.3)
    brush.ball((0, -0.8), (0.21, 0.2), (168, 60, 46), gloss=0.7)
    look.write((-0.38, -0.31, 0.38, -0.1), (70, 36, 26))


def postmark(look: Look) -> None:
    """What a post office leaves: a ring with a date, and waves; the label goes round as a name."""
    brush = look.brush
    ink: Colour = (52, 48, 66)
    for size, width in ((0.42, 0.035), (0.28, 0.022)):
        ring = oval((0.0, -0.5), (size, size))
        brush.stroke([*ring, ring[0]], width, ink, 0.92)
    if not look.write((-0.24, -0.6, 0.24, -0.4), ink):
        brush.stroke([(-0.2, -0.5), (0.2, -0.5)], 0.05, ink, 0.9)
    for y in (-0.72, -0.28):
        brush.disc((0.0, y - 0.03 * (y < -0.5) + 0.03 * (y > -0.5)), (0.03, 0.03), ink, 0.9)
    for number in range(5):
        y = -0.74 + 0.12 * number
        wave = [(0.4 + 0.1 * step, y + 0.025 * (-1) ** step) for step in range(7)]
        brush.stroke(curve(wave, closed=False), 0.026, ink, 0.85)
