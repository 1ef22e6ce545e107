"""The sets by id: each is a module here whose ``PAINTER`` is imported when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from generation.engines.puppet.stage import SetPainter

IDS = (
    "space_cabin",
    "snow_mountain",
    "rainy_street",
    "beach",
    "stage",
    "lift",
    "video_call",
    "courtroom",
    "birthday_room",
    "classroom",
    "office",
    "forest",
    "neon_city",
    "tea_house",
    "museum",
    "plain_room",
    "bedroom",
    "platform",
    "ink_mountain",
    "hotpot_room",
    "throne_hall",
    "fridge",
    "arena",
    "rooftops",
    "interrogation",
    "apartment_block",
    "tall_grass",
    "split_call",
    "harbour",
    "temple",
    "karaoke_room",
    "postcard",
    "show_kitchen",
    "news_desk",
    "weather_map",
    "pitch",
    "commentary_box",
    "kitchen",
)


class _Sets(Mapping[str, SetPainter]):
    """A mapping that loads a painter on its first use."""

    def __getitem__(self, key: str) -> SetPainter:
        if key not in IDS:
            raise KeyError(key)
        painter: SetPainter = import_module(f"{__name__}.{key}").PAINTER
        return painter

    def __iter__(self) -> Iterator[str]:
        return iter(IDS)

    def __len__(self) -> int:
        return len(IDS)


SETS: Mapping[str, SetPainter] = _Sets()
