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
        """Draw both states; a prop of the shot with the same id gives label and change."""
        shot, view = blocked.shot, blocked.view
        prop_id = shot.insert if shot.insert is not None and shot.insert in PROPS else FALLBACK_PROP
        prop = next((p for p in shot.props if p.id == prop_id), Prop(id=prop_id))
        art = insert(
            prop_id,
            (view.width_px, view.height_px),
            prop.label,
            prop.start,
            prop.end,
            lettering,
            (light.key, light.ambient),
            seed,
        )
        self._backdrop = art.backdrop
        self._before, self._after = Sprite.from_rgba(art.whole), Sprite.from_rgba(art.changed)
        self._place = art.place
        changes = prop.start != prop.end
        self._change = round(prop.at * blocked.span.frames) if changes else blocked.span.frames
        self._reach = NUDGE_SHARE * view.height_px

    def lay(self, canvas: BgrFrame, frame: int) -> None:
        """Draw the picture at ``frame``."""
        np.copyto(canvas, self._backdrop)
        since = frame - self._change
        lift = self._reach * (1 - since / NUDGE_FRAMES) ** 2 if 0 <= since < NUDGE_FRAMES else 0.0
        sprite = self._before if since < 0 else self._after
        blit(canvas, sprite, self._place[0], self._place[1] - lift)
