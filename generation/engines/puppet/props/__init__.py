"""Drawn things with the members' own words on them. Sets use them too; they know nothing of films."""

from __future__ import annotations

from generation.engines.puppet.props.catalogue import PROPS, Drawn, Prop, draw, drawn

__all__ = ["PROPS", "Drawn", "Prop", "draw", "drawn"]
