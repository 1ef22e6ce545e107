"""The implicit label of GB 45438-2025: the ``AIGC`` tag of the container. Not the visible label."""

from __future__ import annotations

import json

AIGC_KEY = "AIGC"
GENERATED = "1"  # TC260-PG-20259A: 1 is generated, 2 probably, 3 suspected
MAKER = "Walkon"


def aigc_tag(clip_id: str, *, maker: str = MAKER) -> str:
    """Return the tag's JSON value for a clip that ``maker`` both made and passes on.

    Source: GB 45438-2025 section 5.2 and TC260-PG-20259A; the field order is the standard's.
    """
    return json.dumps(
        {
            "Label": GENERATED,
            "ContentProducer": maker,
            "ProduceID": clip_id,
            "ReservedCode1": "",
            "ContentPropagator": maker,
            "PropagateID": clip_id,
            "ReservedCode2": "",
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def clip_id_of(tag: str | None) -> str | None:
    """Return the ``ProduceID`` of a tag that says "generated", or None."""
    if tag is None:
        return None
    try:
        fields = json.loads(tag)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or fields.get("Label") != GENERATED:
        return None
    clip_id = fields.get("ProduceID")
    return clip_id if isinstance(clip_id, str) and clip_id else None
