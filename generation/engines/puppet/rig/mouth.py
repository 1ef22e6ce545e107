"""The fifteen mouth shapes of speech as weights of the rig's bases."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from generation.model.speech import Viseme

VISEME_WEIGHTS: Final[Mapping[Viseme, Mapping[str, float]]] = MappingProxyType(
    {
        "sil": {"close": 1.0},
        "PP": {"close": 1.0, "press": 0.7},
        "FF": {"close": 1.0, "jaw": 0.12, "ftuck": 0.75, "upraise": 0.75},
        "TH": {"close": 1.0, "jaw": 0.30, "wide": 0.15, "upraise": 0.10, "tongue": 1.0},
        "DD": {"close": 1.0, "jaw": 0.24, "wide": 0.20, "upraise": 0.10, "tongue": 0.6},
        "kk": {"close": 1.0, "jaw": 0.30, "wide": 0.10},
        "CH": {"close": 1.0, "jaw": 0.24, "round": 0.45, "upraise": 0.60},
        "SS": {"close": 1.0, "jaw": 0.18, "wide": 0.50, "upraise": 0.40},
        "nn": {"close": 1.0, "jaw": 0.20, "wide": 0.15, "tongue": 0.5},
        "RR": {"close": 1.0, "jaw": 0.24, "round": 0.40},
        "aa": {"close": 1.0, "jaw": 0.90, "upraise": 0.10},
        "E": {"close": 1.0, "jaw": 0.52, "wide": 0.45, "upraise": 0.15},
        "ih": {"close": 1.0, "jaw": 0.32, "wide": 0.55, "upraise": 0.15},
        "oh": {"close": 1.0, "jaw": 0.54, "round": 0.60},
        "ou": {"close": 1.0, "jaw": 0.15, "round": 1.0},
    }
)
"""Every shape closes the photo's own mouth first, so a grin in the picture does not speak."""
