"""A shot without an actor: one thing, large, that changes once."""

from __future__ import annotations

import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.blocking import BlockedShot
from generation.engines.puppet.props.catalogue import PROPS
from generation.engines.puppet.props.insert import insert
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import SetLight
from generation.lettering import Lettering
from generation.model.screenplay import Prop

NUDGE_FRAMES = 6  # what changes moves a little, so that the change is seen
NUDGE_SHARE = 0.012  # of the frame height
FALLBACK_PROP = "box"


class InsertPicture:
    """The close picture of one prop in both of its states."""

    def __init__(
        self, blocked: BlockedShot, lettering: Lettering, light: SetLight, seed: int
    ) -> None:
        """Draw both states; props of the shot with the same id give label and change.

        Of two such props the first one leaves and the second takes its place: 6:59 becomes 7:00.
        """
        shot, view = blocked.shot, blocked.view
        prop_id = shot.insert if shot.insert is not None and shot.insert in PROPS else FALLBACK_PROP
        met = [p for p in shot.props if p.id == prop_id] or [Prop(id=prop_id)]
        before, after = met[0], met[-1]
        first, last = (
            insert(
                prop_id,
                (view.width_px, view.height_px),
                prop.label,
                prop.start,
                prop.end,
                lettering,
                (light.key, light.ambient),
                seed,
            )
            for prop in (before, after)
        )
        self._backdrop = first.backdrop
        self._before = (Sprite.from_rgba(first.whole), first.place)
        self._after = (Sprite.from_rgba(last.changed), last.place)
        changes = (before.label, before.start) != (after.label, after.end)
        self._change = round(after.at * blocked.span.frames) if changes else blocked.span.frames
        self._reach = NUDGE_SHARE * view.height_px

    def lay(self, canvas: BgrFrame, frame: int) -> None:
        """Draw the picture at ``frame``."""
        np.copyto(canvas, self._backdrop)
        since = frame - self._change
        lift = self._reach * (1 - since / NUDGE_FRAMES) ** 2 if 0 <= since < NUDGE_FRAMES else 0.0
        sprite, place = self._before if since < 0 else self._after
        blit(canvas, sprite, place[0], place[1] - lift)
