"""The colour scripts of the drawn places, as data: one palette for each time of day."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.sets.palettes import Palette, mix, times
from generation.model.screenplay import TimeOfDay

Script = Mapping[TimeOfDay, Palette]


def _paper(paper: Colour, ink: Colour, *, key: Colour, rim: Colour, lamps: float) -> Palette:
    """Return a palette of one paper and four greys of one ink."""
    return Palette(
        sky=(mix(paper, ink, 0.1), paper, mix(paper, (255, 252, 244), 0.5)),
        haze=paper,
        far=mix(ink, paper, 0.74),
        mid=mix(ink, paper, 0.52),
        near=mix(ink, paper, 0.26),
        ground=mix(paper, ink, 0.13),
        front=ink,
        glint=mix(paper, (255, 253, 246), 0.55),
        lamps=lamps,
        key=key,
        rim=rim,
        ambient=mix(paper, ink, 0.2),
        shade=0.3,
    )


def _orbit(
    wall: Colour, glow: Colour, *, key: Colour, rim: Colour, ambient: Colour, lamps: float
) -> Palette:
    """Return the cabin's palette: ``wall`` under what light comes through the window, ``glow``."""
    return Palette(
        sky=((2, 4, 12), (4, 8, 24), (8, 16, 40)),
        haze=glow,
        far=times(wall, 0.72),
        mid=wall,
        near=times(wall, 0.5),
        ground=times(wall, 0.62),
        front=times(wall, 0.3),
        glint=mix(glow, (255, 255, 255), 0.4),
        lamps=lamps,
        key=key,
        rim=rim,
        ambient=ambient,
        shade=0.25,
    )


# fmt: off

SNOW_MOUNTAIN: Script = {
    "dawn": Palette(
        sky=((92, 118, 176), (148, 164, 206), (226, 190, 200), (255, 214, 186)),
        haze=(214, 206, 224), far=(150, 160, 202), mid=(112, 132, 184), near=(92, 112, 162),
        ground=(196, 208, 236), front=(150, 170, 214), glint=(255, 226, 212), lamps=0.3,
        key=(226, 226, 246), rim=(255, 196, 178), ambient=(176, 186, 220),
    ),
    "day": Palette(
        sky=((52, 112, 186), (96, 156, 214), (156, 200, 234), (214, 234, 246)),
        haze=(208, 228, 244), far=(142, 176, 216), mid=(106, 148, 200), near=(84, 122, 176),
        ground=(222, 234, 248), front=(186, 208, 236), glint=(255, 255, 252), lamps=0.0,
        key=(240, 248, 255), rim=(200, 228, 255), ambient=(196, 216, 240), shade=0.3,
    ),
    "dusk": Palette(
        sky=((48, 52, 112), (98, 84, 148), (206, 126, 150), (255, 178, 132)),
        haze=(196, 156, 178), far=(120, 104, 160), mid=(88, 86, 144), near=(70, 74, 126),
        ground=(160, 156, 202), front=(104, 106, 158), glint=(255, 188, 160), lamps=0.5,
        key=(232, 202, 214), rim=(255, 158, 118), ambient=(140, 128, 176),
    ),
    "night": Palette(
        sky=((8, 14, 36), (16, 30, 64), (32, 56, 100), (62, 94, 140)), haze=(62, 92, 136),
        far=(50, 74, 118), mid=(36, 58, 100), near=(28, 46, 82), ground=(92, 122, 168),
        front=(44, 66, 108), glint=(190, 214, 246), lamps=1.0, key=(150, 178, 224),
        rim=(206, 228, 255), ambient=(66, 92, 140), shade=0.5,
    ),
}

RAINY_STREET: Script = {
    "dawn": Palette(
        sky=((96, 116, 156), (150, 160, 188), (206, 194, 200), (236, 214, 196)),
        haze=(198, 196, 206), far=(142, 146, 170), mid=(112, 116, 142), near=(104, 98, 116),
        ground=(112, 116, 136), front=(56, 60, 80), glint=(246, 232, 220), lamps=0.6,
        key=(226, 222, 230), rim=(255, 208, 150), ambient=(158, 160, 178),
    ),
    "day": Palette(
        sky=((128, 152, 178), (166, 184, 200), (200, 210, 216), (222, 226, 224)),
        haze=(204, 212, 218), far=(156, 168, 180), mid=(132, 140, 150), near=(134, 124, 116),
        ground=(134, 138, 144), front=(66, 70, 80), glint=(250, 248, 240), lamps=0.25,
        key=(236, 238, 240), rim=(226, 236, 246), ambient=(172, 178, 186), shade=0.3,
    ),
    "dusk": Palette(
        sky=((44, 56, 104), (82, 82, 136), (160, 116, 146), (236, 164, 132)),
        haze=(136, 116, 148), far=(88, 86, 128), mid=(64, 68, 106), near=(62, 60, 88),
        ground=(66, 68, 100), front=(28, 30, 52), glint=(250, 190, 150), lamps=0.9,
        key=(226, 196, 192), rim=(255, 188, 106), ambient=(112, 104, 138), shade=0.45,
    ),
    "night": Palette(
        sky=((10, 18, 40), (18, 32, 62), (32, 52, 86), (56, 78, 112)), haze=(48, 68, 100),
        far=(34, 48, 78), mid=(28, 40, 66), near=(30, 38, 60), ground=(30, 42, 66),
        front=(12, 16, 30), glint=(170, 194, 226), lamps=1.0, key=(188, 184, 190),
        rim=(255, 186, 98), ambient=(62, 74, 102), shade=0.5,
    ),
}

BEACH: Script = {
    "dawn": Palette(
        sky=((120, 150, 206), (186, 186, 220), (250, 202, 190), (255, 228, 186)),
        haze=(248, 214, 200), far=(150, 164, 204), mid=(106, 164, 190), near=(120, 190, 196),
        ground=(226, 194, 168), front=(110, 96, 112), glint=(255, 232, 200), lamps=0.2,
        key=(255, 228, 208), rim=(255, 206, 170), ambient=(222, 196, 190),
    ),
    "day": Palette(
        sky=((28, 116, 206), (72, 164, 232), (146, 210, 244), (216, 242, 248)),
        haze=(206, 236, 246), far=(92, 150, 190), mid=(14, 128, 178), near=(52, 196, 200),
        ground=(244, 218, 170), front=(58, 104, 66), glint=(255, 252, 236), lamps=0.0,
        key=(255, 246, 222), rim=(255, 244, 206), ambient=(216, 220, 206), shade=0.42,
    ),
    "dusk": Palette(
        sky=((58, 50, 120), (150, 78, 146), (246, 118, 104), (255, 202, 112)),
        haze=(250, 164, 118), far=(112, 74, 128), mid=(92, 70, 132), near=(150, 96, 132),
        ground=(176, 122, 112), front=(46, 32, 62), glint=(255, 214, 134), lamps=0.7,
        key=(255, 196, 150), rim=(255, 172, 84), ambient=(176, 116, 122), shade=0.45,
    ),
    "night": Palette(
        sky=((8, 14, 42), (14, 30, 74), (28, 60, 112), (62, 104, 146)), haze=(52, 92, 136),
        far=(22, 40, 76), mid=(14, 40, 82), near=(26, 66, 106), ground=(74, 84, 110),
        front=(12, 18, 36), glint=(214, 230, 255), lamps=1.0, key=(156, 174, 216),
        rim=(255, 206, 146), ambient=(46, 64, 104), shade=0.5,
    ),
}

FOREST: Script = {
    "dawn": Palette(
        sky=((146, 176, 176), (206, 210, 184), (250, 228, 186), (255, 232, 196)),
        haze=(236, 220, 188), far=(172, 190, 168), mid=(112, 144, 122), near=(62, 88, 76),
        ground=(112, 132, 88), front=(34, 56, 48), glint=(255, 226, 168), lamps=0.2,
        key=(250, 230, 204), rim=(255, 220, 150), ambient=(172, 182, 148),
    ),
    "day": Palette(
        sky=((150, 206, 140), (200, 232, 160), (232, 246, 190), (240, 250, 212)),
        haze=(206, 232, 172), far=(138, 190, 132), mid=(78, 140, 92), near=(44, 86, 62),
        ground=(122, 158, 72), front=(22, 58, 42), glint=(252, 250, 182), lamps=0.0,
        key=(240, 246, 218), rim=(244, 255, 178), ambient=(142, 178, 122), shade=0.38,
    ),
    "dusk": Palette(
        sky=((74, 66, 102), (156, 96, 104), (242, 148, 92), (255, 196, 116)),
        haze=(226, 148, 102), far=(156, 104, 98), mid=(98, 72, 84), near=(54, 46, 64),
        ground=(112, 84, 66), front=(30, 26, 42), glint=(255, 188, 98), lamps=0.6,
        key=(246, 190, 148), rim=(255, 176, 84), ambient=(144, 102, 88), shade=0.45,
    ),
    "night": Palette(
        sky=((10, 26, 42), (20, 50, 66), (44, 88, 100), (74, 124, 128)), haze=(50, 96, 106),
        far=(34, 70, 82), mid=(22, 50, 62), near=(14, 32, 44), ground=(34, 62, 62),
        front=(6, 16, 24), glint=(178, 226, 220), lamps=1.0, key=(146, 184, 196),
        rim=(190, 240, 226), ambient=(46, 78, 88), shade=0.5,
    ),
}

TALL_GRASS: Script = {
    "dawn": Palette(
        sky=((120, 142, 190), (206, 178, 196), (255, 206, 168), (255, 226, 176)),
        haze=(252, 222, 186), far=(164, 150, 168), mid=(206, 172, 122), near=(120, 100, 76),
        ground=(188, 158, 98), front=(96, 78, 50), glint=(255, 228, 164), lamps=0.2,
        key=(255, 226, 190), rim=(255, 200, 150), ambient=(196, 170, 138),
    ),
    "day": Palette(
        sky=((72, 150, 214), (140, 196, 228), (220, 230, 214), (250, 238, 204)),
        haze=(246, 232, 194), far=(168, 172, 158), mid=(216, 184, 104), near=(136, 112, 54),
        ground=(206, 172, 84), front=(112, 88, 36), glint=(255, 240, 172), lamps=0.0,
        key=(255, 244, 212), rim=(255, 244, 186), ambient=(206, 182, 120), shade=0.42,
    ),
    "dusk": Palette(
        sky=((70, 48, 96), (168, 70, 88), (246, 124, 64), (255, 186, 84)),
        haze=(248, 150, 84), far=(150, 82, 82), mid=(178, 98, 58), near=(92, 52, 48),
        ground=(160, 92, 52), front=(66, 36, 36), glint=(255, 186, 84), lamps=0.6,
        key=(255, 192, 138), rim=(255, 150, 62), ambient=(166, 96, 70), shade=0.5,
    ),
    "night": Palette(
        sky=((12, 16, 44), (24, 34, 72), (48, 64, 104), (86, 104, 134)), haze=(78, 96, 128),
        far=(44, 54, 82), mid=(54, 64, 80), near=(26, 34, 48), ground=(62, 70, 76),
        front=(16, 22, 34), glint=(196, 212, 226), lamps=1.0, key=(160, 178, 214),
        rim=(206, 222, 255), ambient=(62, 74, 100), shade=0.5,
    ),
}

HARBOUR: Script = {
    "dawn": Palette(
        sky=((122, 134, 166), (182, 176, 192), (232, 206, 196)), haze=(222, 208, 206),
        far=(142, 146, 168), mid=(128, 142, 164), near=(74, 86, 108), ground=(132, 116, 112),
        front=(56, 58, 76), glint=(255, 226, 202), lamps=0.5, key=(240, 222, 214),
        rim=(255, 226, 196), ambient=(168, 164, 174),
    ),
    "day": Palette(
        sky=((150, 170, 184), (186, 202, 208), (220, 228, 226)), haze=(212, 222, 222),
        far=(146, 164, 172), mid=(124, 152, 160), near=(76, 104, 114), ground=(156, 142, 122),
        front=(62, 74, 80), glint=(250, 250, 236), lamps=0.1, key=(238, 244, 242),
        rim=(250, 248, 228), ambient=(172, 186, 188), shade=0.32,
    ),
    "dusk": Palette(
        sky=((52, 56, 92), (104, 92, 122), (190, 138, 132)), haze=(166, 134, 144),
        far=(90, 84, 112), mid=(78, 82, 110), near=(44, 48, 72), ground=(92, 76, 78),
        front=(30, 30, 48), glint=(255, 204, 156), lamps=0.8, key=(240, 196, 172),
        rim=(255, 222, 164), ambient=(118, 104, 120), shade=0.45,
    ),
    "night": Palette(
        sky=((8, 14, 28), (18, 32, 50), (44, 66, 84)), haze=(66, 92, 108), far=(40, 58, 74),
        mid=(30, 50, 66), near=(16, 28, 42), ground=(48, 52, 60), front=(8, 14, 24),
        glint=(206, 222, 222), lamps=1.0, key=(176, 196, 204), rim=(255, 238, 190),
        ambient=(54, 76, 90), shade=0.55,
    ),
}

NEON_CITY: Script = {
    "dawn": Palette(
        sky=((58, 74, 128), (110, 118, 172), (206, 158, 176), (255, 206, 178)),
        haze=(196, 170, 190), far=(120, 118, 160), mid=(86, 84, 122), near=(66, 62, 92),
        ground=(92, 90, 114), front=(42, 40, 62), glint=(255, 222, 202), lamps=0.45,
        key=(232, 206, 220), rim=(150, 214, 255), ambient=(146, 130, 160),
    ),
    "day": Palette(
        sky=((110, 168, 220), (160, 204, 236), (206, 228, 240), (232, 238, 236)),
        haze=(214, 226, 232), far=(164, 182, 196), mid=(148, 148, 154), near=(128, 122, 122),
        ground=(150, 150, 152), front=(74, 76, 88), glint=(255, 250, 238), lamps=0.12,
        key=(250, 246, 238), rim=(226, 240, 255), ambient=(186, 188, 190),
    ),
    "dusk": Palette(
        sky=((30, 28, 78), (78, 48, 118), (188, 76, 130), (255, 142, 112)), haze=(164, 84, 132),
        far=(84, 60, 118), mid=(56, 44, 92), near=(42, 34, 70), ground=(52, 44, 80),
        front=(22, 18, 42), glint=(255, 170, 130), lamps=0.85, key=(246, 186, 214),
        rim=(72, 214, 255), ambient=(112, 70, 122), shade=0.5,
    ),
    "night": Palette(
        sky=((6, 8, 26), (14, 14, 46), (40, 24, 78), (84, 40, 104)), haze=(72, 38, 100),
        far=(38, 30, 72), mid=(28, 24, 54), near=(22, 18, 42), ground=(24, 22, 44),
        front=(10, 8, 22), glint=(160, 130, 220), lamps=1.0, key=(244, 178, 222),
        rim=(50, 214, 255), ambient=(84, 52, 112), shade=0.55,
    ),
}

INK_MOUNTAIN: Script = {
    "dawn": _paper(
        (244, 228, 206), (46, 44, 52), key=(255, 240, 224), rim=(255, 226, 200), lamps=0.0,
    ),
    "day": _paper(
        (240, 234, 220), (38, 40, 44), key=(216, 226, 238), rim=(240, 244, 250), lamps=0.0,
    ),
    "dusk": _paper(
        (232, 208, 178), (52, 40, 44), key=(250, 222, 196), rim=(255, 206, 170), lamps=0.3,
    ),
    "night": _paper(
        (142, 150, 160), (18, 22, 32), key=(190, 198, 212), rim=(228, 234, 244), lamps=1.0,
    ),
}

PLATFORM: Script = {
    "dawn": Palette(
        sky=((104, 132, 186), (176, 180, 212), (246, 206, 196), (255, 226, 192)),
        haze=(236, 208, 204), far=(154, 156, 188), mid=(116, 122, 156), near=(86, 90, 120),
        ground=(152, 146, 160), front=(48, 50, 74), glint=(255, 230, 204), lamps=0.4,
        key=(248, 226, 216), rim=(255, 204, 168), ambient=(178, 168, 186),
    ),
    "day": Palette(
        sky=((86, 156, 216), (142, 196, 234), (198, 226, 242), (228, 240, 240)),
        haze=(212, 230, 238), far=(146, 176, 190), mid=(112, 142, 152), near=(92, 106, 118),
        ground=(182, 182, 178), front=(58, 64, 80), glint=(255, 252, 240), lamps=0.1,
        key=(250, 248, 240), rim=(236, 246, 255), ambient=(188, 196, 200), shade=0.38,
    ),
    "dusk": Palette(
        sky=((54, 54, 116), (120, 84, 146), (236, 124, 116), (255, 190, 120)),
        haze=(232, 150, 122), far=(122, 84, 122), mid=(84, 66, 104), near=(62, 54, 84),
        ground=(122, 96, 110), front=(30, 26, 48), glint=(255, 194, 134), lamps=0.85,
        key=(252, 204, 170), rim=(255, 170, 96), ambient=(158, 116, 128), shade=0.45,
    ),
    "night": Palette(
        sky=((8, 14, 34), (14, 26, 58), (28, 44, 84), (50, 66, 108)), haze=(42, 56, 94),
        far=(30, 42, 74), mid=(24, 34, 60), near=(34, 42, 66), ground=(64, 72, 98),
        front=(12, 14, 28), glint=(196, 212, 244), lamps=1.0, key=(198, 206, 226),
        rim=(255, 206, 136), ambient=(70, 82, 116), shade=0.5,
    ),
}

SPACE_CABIN: Script = {
    "dawn": _orbit(
        (150, 154, 176), (255, 190, 140), key=(250, 232, 226), rim=(255, 176, 120),
        ambient=(140, 140, 160), lamps=0.5,
    ),
    "day": _orbit(
        (186, 198, 212), (120, 190, 255), key=(244, 248, 255), rim=(96, 178, 255),
        ambient=(160, 180, 204), lamps=0.3,
    ),
    "dusk": _orbit(
        (138, 132, 164), (255, 132, 104), key=(244, 216, 214), rim=(255, 128, 92),
        ambient=(130, 112, 140), lamps=0.7,
    ),
    "night": _orbit(
        (84, 98, 132), (70, 120, 210), key=(206, 214, 238), rim=(78, 150, 255),
        ambient=(66, 80, 116), lamps=1.0,
    ),
}
