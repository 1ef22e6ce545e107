"""What a camera elsewhere is asked to film: the same table read and breakdown as of the film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from generation.arrays import RgbImage
from generation.camera_work.engine import Script
from generation.model.clip import RenderOrder
from generation.model.setup import CameraLimits, Setup
from generation.production.dialogue import dialogue
from generation.production.layout import lay_out
from generation.production.table_read import table_read

if TYPE_CHECKING:
    from generation.production.film import Crew


def storyboard(
    order: RenderOrder, crew: Crew, limits: CameraLimits
) -> Iterator[tuple[Setup, RgbImage]]:
    """Yield every setup of a film with its still, in order; the crew's engine is the stage.

    A camera that chains gets a still of its own for every setup all the same.

    Raises:
        VoiceFailed: A line was not spoken.
        RenderError: The stage drew nothing.
    """
    order = replace(order, spec=replace(order.spec, fps=limits.fps))
    speeches = table_read(
        order.screenplay, order.likenesses, crew.voice,
        recordings=order.recordings, seed=order.seed,
    )  # fmt: skip
    timeline = lay_out(order.screenplay, speeches, fps=limits.fps)
    crew.engine.load()
    script = Script(
        crew.engine, order, timeline, replace(limits, chains=False), dialogue(timeline, speeches)
    )
    for span in timeline.spans:
        for setup, stretch in script.setups(span.shot_id):
            yield setup, script.stills.still(stretch)
