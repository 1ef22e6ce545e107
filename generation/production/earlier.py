"""A film that was made before, and which of its shots a new one can take over as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generation.media.splice import Kept
from generation.model.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A finished film and the keys of its shots.

    Attributes:
        film: The mp4.
        keys: Shot id → what shaped it (``shot_keys``).
    """

    film: Path
    keys: Mapping[str, str]

    @classmethod
    def read(cls, film: Path, timeline: str) -> Earlier:
        """Read what a film's timeline file says of its shots; without keys nothing is kept."""
        shots = json.loads(timeline)["shots"]
        return cls(film=film, keys={shot["id"]: shot["key"] for shot in shots if "key" in shot})

    def kept(self, keys: Mapping[str, str], timeline: Timeline) -> Kept | None:
        """Return the shots of ``timeline`` that look as they did, or None where none does.

        A key holds the frames that its shot lasts, so that these are the same in both films.
        """
        spans = tuple(
            (span.first, span.end)
            for span in timeline.spans
            if self.keys.get(span.shot_id) == keys[span.shot_id]
        )
        return Kept(film=self.film, spans=spans) if spans else None
