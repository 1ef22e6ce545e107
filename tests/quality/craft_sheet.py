"""The sheet: every criterion that can be computed, by its sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.quality.craft_drawn import apart, changed_prop, front, poster, tint, word_seen
from tests.quality.craft_screening import Screening, Verdict
from tests.quality.craft_staging import button, hands, jumps, shots, stillness

CRITERIA: Mapping[str, Callable[[Screening], Verdict]] = {
    "① poster": poster,
    "② shots": shots,
    "③ in front": front,
    "④ no jump": jumps,
    "⑤ still": stillness,
    "⑥ button": button,
    "⑦ prop": changed_prop,
    "⑧ word": word_seen,
    "⑨ hands": hands,
    "⑪ tint": tint,
    "⑫ seeds": apart,
}
"""In the order of the sheet; ⑩ needs a stranger."""
