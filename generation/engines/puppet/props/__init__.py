"""Drawn things with the members' own words on them. Sets use them too; no film is known here."""

from __future__ import annotations

from generation.engines.puppet.props.cards import CardArt, card, stamp
from generation.engines.puppet.props.catalogue import PROPS, Drawn, Prop, draw, drawn
from generation.engines.puppet.props.insert import Insert, insert

__all__ = [
    "PROPS",
    "CardArt",
    "Drawn",
    "Insert",
    "Prop",
    "card",
    "draw",
    "drawn",
    "insert",
    "stamp",
]
