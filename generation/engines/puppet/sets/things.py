"""Small things that stand in several sets: benches, signs, a stump, a crate. No set itself."""

from __future__ import annotations

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.palettes import Palette, luma, mix, times
from generation.engines.puppet.stage import Scene

BARK: Colour = (58, 54, 66)
WOOD: Colour = (140, 102, 68)
MOSS: Colour = (120, 160, 60)


def trail_sign(canvas: Canvas, scene: Scene, palette: Palette, at: Point) -> None:
    """Draw a wooden board on a post with the member's word, pointing to the right."""
    x, y = at
    wood = mix(mix(WOOD, palette.ambient, 0.3), palette.near, 0.12)
    dark = times(wood, 0.6)
    wide, high = 0.11, 0.034
    canvas.line([(x + 0.01, y - 0.06), (x + 0.006, y + 0.19)], 0.016, dark)
    canvas.polygon(
        [
            (x - wide, y - high + 0.004),
            (x + wide, y - high),
            (x + wide + 0.022, y),
            (x + wide, y + high),
            (x - wide, y + high - 0.005),
        ],
        wood,
    )
    canvas.line(
        [(x - wide, y - high + 0.004), (x + wide, y - high)],
        0.005,
        mix(wood, palette.glint, 0.5),
    )
    for row in (-0.3, 0.2, 0.65):
        canvas.line(
            [(x - wide, y + high * row), (x + wide, y + high * row - 0.003)], 0.0016, dark, 0.6
        )
    canvas.ellipse(
        (x - wide * 0.7, y - high),
        (0.03, 0.01),
        mix(MOSS, palette.near, 0.3),
        0.9,
        soften=0.002,
    )
    if scene.sign:
        ink = brushes.fitted(scene, canvas, scene.sign, wide * 1.75, high * 1.5)
        brushes.write(canvas, ink, (x + 0.003, y + 0.002), mix((255, 246, 216), palette.key, 0.3))


def stump(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a sawn tree stump; ``top`` is the middle of its cut."""
    x, y = top
    bark = mix(palette.near, WOOD, 0.25)
    cut = mix(mix((214, 176, 124), palette.ambient, 0.4), palette.near, 0.1)
    canvas.ellipse((x, y + 0.1), (0.095, 0.018), times(palette.front, 0.8), 0.7, soften=0.008)
    canvas.polygon(
        [
            (x - 0.055, y + 0.004),
            (x - 0.06, y + 0.07),
            (x - 0.085, y + 0.103),
            (x + 0.085, y + 0.103),
            (x + 0.06, y + 0.07),
            (x + 0.055, y + 0.004),
        ],
        bark,
    )
    for dx in (-0.038, -0.015, 0.012, 0.034):
        canvas.line([(x + dx, y + 0.016), (x + dx * 1.2, y + 0.095)], 0.003, times(bark, 0.68))
    canvas.ellipse((x, y + 0.004), (0.056, 0.016), times(cut, 0.78))
    canvas.ellipse((x, y), (0.056, 0.016), cut)
    for ring in (0.7, 0.42, 0.18):
        canvas.ellipse((x - 0.003, y), (0.056 * ring, 0.016 * ring), times(cut, 0.86))
        canvas.ellipse((x - 0.003, y), (0.056 * ring * 0.9, 0.016 * ring * 0.88), cut)


def toadstools(canvas: Canvas, aspect: float, palette: Palette) -> None:
    """Draw three red toadstools on the ground."""
    for x, y, size in ((0.86, 0.9, 0.018), (0.91, 0.915, 0.012), (0.06, 0.94, 0.015)):
        at = (aspect * x, y)
        canvas.line(
            [(at[0], at[1]), (at[0], at[1] + size)],
            size * 0.5,
            mix((240, 232, 214), palette.ambient, 0.4),
        )
        cap = mix(mix((206, 62, 48), palette.ambient, 0.3), palette.near, 0.3 * palette.lamps)
        canvas.ellipse(at, (size, size * 0.6), cap)
        canvas.ellipse(
            (at[0] - size * 0.3, at[1] - size * 0.2),
            (size * 0.2, size * 0.12),
            (246, 236, 220),
            0.85,
        )


def snowy_rock(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a stone with snow on it; ``top`` is where a prop stands."""
    x, y = top
    stone = mix(palette.near, BARK, 0.45)
    canvas.ellipse(
        (x, y + 0.105), (0.09, 0.018), mix(palette.ground, palette.mid, 0.7), 0.8, soften=0.008
    )
    outline = [
        (x - 0.062, y + 0.1),
        (x - 0.056, y + 0.03),
        (x - 0.03, y),
        (x + 0.034, y - 0.002),
        (x + 0.06, y + 0.04),
        (x + 0.066, y + 0.1),
    ]
    canvas.polygon(outline, stone)
    canvas.polygon(
        [(x - 0.03, y), (x + 0.034, y), (x + 0.012, y + 0.05), (x - 0.02, y + 0.04)],
        times(stone, 1.25),
    )
    snow = mix(palette.ground, palette.glint, 0.6)
    canvas.polygon(
        [
            (x - 0.058, y + 0.03),
            (x - 0.034, y - 0.012),
            (x + 0.03, y - 0.014),
            (x + 0.06, y + 0.03),
            (x + 0.03, y + 0.016),
            (x, y + 0.026),
            (x - 0.03, y + 0.014),
        ],
        snow,
    )


def snowy_sign(canvas: Canvas, scene: Scene, palette: Palette, at: Point) -> None:
    """Draw a wooden trail board under snow with the member's word."""
    x, y = at
    shade = min(1.0, luma(palette.key) + 0.15)
    wood, dark = times(WOOD, shade), times(WOOD, shade * 0.6)
    wide, high = 0.105, 0.034
    canvas.line([(x, y - 0.02), (x - 0.004, y + 0.17)], 0.014, dark)
    canvas.line([(x + 0.003, y - 0.02), (x - 0.001, y + 0.17)], 0.005, wood)
    canvas.polygon(
        [
            (x - wide, y - high),
            (x + wide, y - high + 0.004),
            (x + wide + 0.02, y + 0.002),
            (x + wide, y + high),
            (x - wide, y + high - 0.004),
        ],
        wood,
    )
    for row in (-0.4, 0.15, 0.6):
        canvas.line(
            [(x - wide, y + high * row), (x + wide, y + high * row + 0.002)], 0.0016, dark, 0.6
        )
    canvas.polygon(
        [
            (x - wide - 0.004, y - high),
            (x - wide + 0.03, y - high - 0.014),
            (x + wide - 0.02, y - high - 0.012),
            (x + wide + 0.006, y - high + 0.006),
            (x, y - high + 0.006),
        ],
        palette.glint,
    )
    if scene.sign:
        ink = brushes.fitted(scene, canvas, scene.sign, wide * 1.75, high * 1.5)
        brushes.write(canvas, ink, (x, y + 0.003), mix((250, 244, 226), palette.key, 0.3))


def bench(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a slatted bench with a back; ``top`` is the middle of its seat."""
    x, y = top
    wood = mix(mix((132, 92, 62), palette.ambient, 0.45), palette.near, 0.25)
    iron = times(palette.front, 0.9)
    canvas.ellipse((x, y + 0.105), (0.11, 0.014), times(palette.front, 0.7), 0.7, soften=0.006)
    for foot in (-0.085, 0.085):
        canvas.line([(x + foot, y - 0.075), (x + foot, y + 0.1)], 0.008, iron)
        canvas.line(
            [(x + foot * 0.86, y + 0.012), (x + foot * 0.86, y + 0.106)],
            0.008,
            times(iron, 0.8),
        )
    for slat in (-0.075, -0.048):
        canvas.box(x - 0.105, y + slat, x + 0.105, y + slat + 0.018, wood)
        canvas.box(x - 0.105, y + slat, x + 0.105, y + slat + 0.004, mix(wood, palette.glint, 0.45))
    canvas.polygon(
        [
            (x - 0.1, y - 0.004),
            (x + 0.1, y - 0.004),
            (x + 0.115, y + 0.014),
            (x - 0.115, y + 0.014),
        ],
        mix(wood, palette.glint, 0.3),
    )
    canvas.box(x - 0.115, y + 0.014, x + 0.115, y + 0.024, times(wood, 0.6))


def seat(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a low bench without a back; ``top`` is the middle of its seat."""
    x, y = top
    wood = mix(mix((156, 104, 66), palette.ambient, 0.4), palette.near, 0.2)
    canvas.ellipse((x, y + 0.108), (0.11, 0.012), times(palette.front, 0.8), 0.6, soften=0.006)
    for foot in (-0.085, 0.085):
        canvas.line([(x + foot, y + 0.01), (x + foot, y + 0.106)], 0.009, times(palette.front, 1.1))
    canvas.polygon(
        [
            (x - 0.1, y - 0.006),
            (x + 0.1, y - 0.006),
            (x + 0.112, y + 0.014),
            (x - 0.112, y + 0.014),
        ],
        mix(wood, palette.glint, 0.25),
    )
    canvas.line([(x - 0.105, y + 0.003), (x + 0.105, y + 0.003)], 0.0016, times(wood, 0.7))
    canvas.box(x - 0.112, y + 0.014, x + 0.112, y + 0.026, times(wood, 0.65))


def crates(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a stack of two bottle crates; ``top`` is where a prop stands."""
    x, y = top
    canvas.ellipse((x, y + 0.108), (0.07, 0.012), times(palette.front, 0.6), 0.7, soften=0.006)
    for index, tone in enumerate(((206, 160, 52), (196, 60, 58))):
        tone = mix(mix(tone, palette.ambient, 0.45), palette.near, 0.3 * palette.lamps)
        low = y + 0.054 * (index + 1)
        canvas.box(x - 0.055, low - 0.052, x + 0.055, low, tone)
        canvas.box(x - 0.055, low - 0.052, x + 0.055, low - 0.044, mix(tone, palette.glint, 0.35))
        for slot in (-0.03, 0.0, 0.03):
            canvas.box(
                x + slot - 0.011, low - 0.036, x + slot + 0.011, low - 0.01, times(tone, 0.55)
            )


def machine(canvas: Canvas, scene: Scene, palette: Palette) -> None:
    """Draw a lit vending machine at the right edge of the stage."""
    right = scene.view.aspect + 0.03
    left, top, low = right - 0.15, 0.58, 0.9
    body = mix(mix((220, 60, 70), palette.ambient, 0.45), palette.near, 0.3)
    canvas.ellipse(
        ((left + right) / 2, low), (0.1, 0.015), times(palette.front, 0.6), 0.7, soften=0.006
    )
    canvas.polygon(
        [(left - 0.02, top + 0.012), (left, top), (left, low), (left - 0.02, low - 0.014)],
        times(body, 0.55),
    )
    canvas.box(left, top, right, low, body)
    glass = mix((255, 244, 214), palette.mid, 0.4 * (1 - palette.lamps))
    canvas.box(left + 0.012, top + 0.03, right - 0.012, top + 0.18, glass)
    tones: tuple[Colour, ...] = ((60, 140, 210), (226, 74, 66), (250, 190, 60), (70, 170, 110))
    for row in range(3):
        for column in range(5):
            x, y = left + 0.022 + column * 0.026, top + 0.072 + row * 0.048
            canvas.box(x - 0.007, y - 0.028, x + 0.007, y, tones[(row + column) % 4])
            canvas.box(
                x - 0.007,
                y - 0.028,
                x - 0.003,
                y,
                mix(tones[(row + column) % 4], (255, 255, 255), 0.5),
            )
        canvas.box(
            left + 0.012,
            top + 0.073 + row * 0.048,
            right - 0.012,
            top + 0.077 + row * 0.048,
            times(glass, 0.7),
        )
    canvas.box(left + 0.02, low - 0.075, right - 0.05, low - 0.035, times(body, 0.35))
    if palette.lamps > 0.3:
        canvas.glow(((left + right) / 2, top + 0.1), 0.2, (255, 214, 150), 0.3 * palette.lamps)
        canvas.glow_oval(
            (left + 0.02, low + 0.03), (0.14, 0.04), (255, 190, 130), 0.5 * palette.lamps
        )


def cool_box(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a cool box; ``top`` is the middle of its lid."""
    x, y = top
    red = mix(mix((222, 84, 66), palette.ambient, 0.3), palette.front, 0.15 + 0.35 * palette.lamps)
    canvas.ellipse((x, y + 0.1), (0.075, 0.014), times(palette.ground, 0.5), 0.6, soften=0.006)
    canvas.polygon(
        [
            (x - 0.055, y + 0.02),
            (x + 0.055, y + 0.02),
            (x + 0.05, y + 0.1),
            (x - 0.05, y + 0.1),
        ],
        red,
    )
    canvas.polygon(
        [(x + 0.02, y + 0.02), (x + 0.055, y + 0.02), (x + 0.05, y + 0.1), (x + 0.02, y + 0.1)],
        times(red, 0.8),
    )
    lid = mix(palette.glint, palette.ambient, 0.3)
    canvas.box(x - 0.06, y, x + 0.06, y + 0.024, lid)
    canvas.box(x - 0.06, y + 0.018, x + 0.06, y + 0.024, times(lid, 0.8))


def ink_stone(canvas: Canvas, top: Point, palette: Palette) -> None:
    """Draw a stone in ink; ``top`` is where a prop stands."""
    x, y = top
    outline = [
        (x - 0.07, y + 0.1),
        (x - 0.062, y + 0.03),
        (x - 0.045, y + 0.002),
        (x + 0.05, y - 0.002),
        (x + 0.066, y + 0.04),
        (x + 0.075, y + 0.1),
    ]
    canvas.polygon(outline, mix(palette.mid, palette.haze, 0.35))
    canvas.polygon(
        [
            (x + 0.01, y + 0.014),
            (x + 0.05, y - 0.002),
            (x + 0.066, y + 0.04),
            (x + 0.075, y + 0.1),
            (x + 0.02, y + 0.1),
        ],
        palette.mid,
    )
    canvas.polygon(
        [(x - 0.045, y + 0.002), (x + 0.05, y - 0.002), (x + 0.012, y + 0.016)], palette.glint
    )
    canvas.line([*outline], 0.004, palette.front, 0.9)
    for dx in (-0.03, 0.02, 0.045):
        canvas.line([(x + dx, y + 0.03), (x + dx * 1.1 - 0.006, y + 0.085)], 0.0025, palette.near)
