"""Props of one shot: drawn once per state, laid at their anchor, changed on their frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.blocking import BlockedShot
from generation.engines.puppet.canvas import Point
from generation.engines.puppet.grouping import SEAT, beside_faces, free_place
from generation.engines.puppet.props.catalogue import PROPS, Drawn, drawn
from generation.engines.puppet.props.faces import FACES
from generation.engines.puppet.sprite import Held, Sprite, blit
from generation.engines.puppet.stage import FIGURE_FACES, Anchor, SetLight
from generation.engines.puppet.things import LivingThing, ThingActor
from generation.lettering import Lettering
from generation.model.screenplay import Prop

FRONT_ANCHORS = frozenset({"table", "front"})
WINDOWS = frozenset(f"window{number}" for number in range(1, 7))
RAISED_ANCHORS = frozenset({"wall", "air"})
HAND_SUFFIX, CHEEK_SUFFIX, FACE_SUFFIX = ".hand", ".cheek", ".face"
HEIGHT_MAX_SHARE = 0.30  # of the frame height: a prop never hides the actor
RAISED_MAX_SHARE = 0.21  # what hangs beside a head is smaller than it
HELD_MAX_SHARE = 1.0  # what is held keeps its proportion to the hand
HEIGHT_MIN_SHARE = 0.055  # or it is not seen at all
LABEL_MIN_SHARE = 0.13  # a lettered thing must be readable on a phone
LABEL_WIDTH_MAX_SHARE = 0.36  # of the frame width: lettering in a hand is no placard
ALONE_GROWTH = 2.0  # a thing nobody stands beside may be this much larger
EDGE_SHARE = 0.10  # how near to a side of the frame a prop may stand
FLOOR_SHARE = 0.985
RAISED_AT = 0.27  # height of a wall prop that has been moved into view
WINDOW_SHARE = 0.66  # of the height of a window that a thing stands in
FALL_FRAMES = 5
HANGING = 0.85  # of its height: a thing taken so far up hangs from the hand
GROWN_FACE = 0.56 / FIGURE_FACES  # of the smallest grown person in a set
ROW_PITCH = 1.02  # from one thing of a row to the next, in widths
ROW_WIDTH_MAX_SHARE = 0.94  # of the frame width: a row of lettered things
ROW_HEIGHT_MAX_SHARE = 0.2  # of the frame height: hands are seen above it


@dataclass(frozen=True, slots=True)
class _Item:
    """One prop in place: its two looks, where its foot or middle is, and when it changes."""

    before: Drawn | None
    after: Drawn | None
    change: int
    at: Point
    front: bool
    holder: str | None
    part: str
    states: tuple[str, str]
    living: LivingThing | None

    def look(self, frame: int) -> Drawn | None:
        """Return what the prop looks like on a frame."""
        return self.before if frame < self.change else self.after


class PropShelf:
    """Every prop of a shot that is not the set's own."""

    def __init__(
        self, blocked: BlockedShot, lettering: Lettering, light: SetLight, seed: int
    ) -> None:
        """Draw each prop in both of its states at the size it is seen."""
        self._blocked = blocked
        self._lettering = lettering
        self._light = light
        self._seed = seed
        shown = [
            prop for prop in blocked.shot.props if not belongs_to_set(prop) and prop.id in PROPS
        ]
        if blocked.shot.insert is not None:
            shown = []
        self._shown = shown
        self._items = [self._item(prop) for prop in shown]
        self._held_sprites = {
            id(look): Sprite.from_rgba(look.image)
            for item in self._items
            for look in (item.before, item.after)
            if look is not None
        }

    def lay(self, canvas: BgrFrame, frame: int, dx: float, dy: float, *, front: bool) -> None:
        """Draw the props behind or in front of the actors."""
        for item in self._items:
            if item.holder is None and item.front == front:
                look = item.look(frame)
                if look is not None:
                    foot = item.at[0] + dx, item.at[1] + dy - self._drop(item, look, frame)
                    self._lay(canvas, item, look, frame, foot)

    def _lay(self, canvas: BgrFrame, item: _Item, look: Drawn, frame: int, foot: Point) -> None:
        if item.living is not None:
            item.living.lay(canvas, look, item.states[frame >= item.change], frame, foot)
            return
        sprite = self._held_sprites[id(look)]
        blit(canvas, sprite, foot[0] - look.foot_px[0], foot[1] - look.foot_px[1])

    def held(self, token: str, frame: int) -> Held | None:
        """Return what ``token`` holds on a frame, and the pixel a hand takes it by."""
        return self._had(token, frame, "hand")

    def worn(self, token: str, frame: int) -> Held | None:
        """Return what sticks to the cheek of ``token`` on a frame, and the pixel it sticks by."""
        return self._had(token, frame, "cheek")

    def covers(self, token: str, frame: int) -> Held | None:
        """Return what lies over the face of ``token``, and the pixel of it between the eyes."""
        return self._had(token, frame, "face")

    def _had(self, token: str, frame: int, part: str) -> Held | None:
        for item in self._items:
            if item.holder == token and item.part == part:
                look = item.look(frame)
                if look is not None:
                    hangs = look.foot_px[1] - look.grip_px[1] > HANGING * look.height_px
                    return Held(self._held_sprites[id(look)], look.grip_px, hangs)
        return None

    @staticmethod
    def _drop(item: _Item, look: Drawn, frame: int) -> float:
        """Return how far above its place a thing that has just appeared still is."""
        since = frame - item.change
        if item.before is not None or not 0 <= since < FALL_FRAMES:
            return 0.0
        return look.height_px * 0.5 * (1 - since / FALL_FRAMES) ** 2

    def _item(self, prop: Prop) -> _Item:
        blocked = self._blocked
        token, _, part = prop.anchor.partition(".")
        size = self._size(prop)
        place = self._place(prop, size)
        actor = self._actor(prop)
        looks = [
            None if state == "absent" else self._draw(prop, state, size)
            for state in (prop.start, prop.end)
        ]
        return _Item(
            before=looks[0],
            after=looks[1],
            change=round(prop.at * blocked.span.frames),
            at=place,
            front=self._in_front(prop),
            holder=token if part else None,
            part=part,
            states=(prop.start, prop.end),
            living=LivingThing(actor, size, self._light.key) if actor else None,
        )

    def _actor(self, prop: Prop) -> ThingActor | None:
        return next((thing for thing in self._blocked.things if thing.prop is prop), None)

    def _in_front(self, prop: Prop) -> bool:
        near = not self._wide and prop.anchor == "ground" and self._anchor(prop).window is None
        return prop.anchor in FRONT_ANCHORS or near

    @property
    def _wide(self) -> bool:
        return self._blocked.view.zoom <= 1.0

    def _size(self, prop: Prop) -> int:
        view = self._blocked.view
        natural = PROPS[prop.id].height * view.scale(1.0) * self._stature(prop)
        if prop.anchor.endswith((CHEEK_SUFFIX, FACE_SUFFIX)):
            return max(8, round(natural))
        low = LABEL_MIN_SHARE if prop.label else HEIGHT_MIN_SHARE
        high = HELD_MAX_SHARE if prop.anchor.endswith(HAND_SUFFIX) else HEIGHT_MAX_SHARE
        if prop.anchor in RAISED_ANCHORS:
            high = RAISED_MAX_SHARE
        room = 1.0 if self._blocked.actors or self._wide else ALONE_GROWTH
        high = min(1.0, high * room)
        size = float(np.clip(natural, low * view.height_px, high * view.height_px))
        placed = self._blocked.anchors.get(prop.anchor)
        window = placed.window if placed else None
        if window is not None:
            return max(8, round(WINDOW_SHARE * (window[3] - window[1]) * view.scale(1.0)))
        if prop.label:
            wide = 2 * PROPS[prop.id].half_width
            size = min(size, room * LABEL_WIDTH_MAX_SHARE * view.width_px / wide)
            row = max(1, sum(_stays_with(other, prop) for other in self._shown))
            size = min(size, ROW_WIDTH_MAX_SHARE * view.width_px / (row * ROW_PITCH * wide))
            size = min(size, ROW_HEIGHT_MAX_SHARE * view.height_px) if row > 1 else size
        return max(8, round(size))

    def _beside(self, prop: Prop, size: int) -> float:
        """Return how many pixels beside its anchor a thing stands: things of one kind in a row."""
        alike = [p for p in self._shown if _stays_with(p, prop)]
        if len(alike) > 1:
            place = alike.index(prop) - (len(alike) - 1) / 2
            return place * ROW_PITCH * 2 * PROPS[prop.id].half_width * size
        return _row(self._shown, prop) * 0.08 * self._blocked.view.width_px

    def _stature(self, prop: Prop) -> float:
        """Return how large whoever has the prop is beside a grown person, at most 1."""
        token = prop.anchor.partition(".")[0]
        face = next((a.face for a in self._blocked.actors if a.token == token), GROWN_FACE)
        return min(1.0, face / GROWN_FACE)

    def _place(self, prop: Prop, size: int) -> Point:
        """Return the canvas pixel of the prop's foot, moved into view where needed."""
        view = self._blocked.view
        anchor = self._anchor(prop)
        x, y = view.project(anchor.at)
        if anchor.window is not None:
            return x, y
        reach = max(EDGE_SHARE * view.width_px, PROPS[prop.id].half_width * size * 1.05)
        x = float(np.clip(x + self._beside(prop, size), reach, view.width_px - reach))
        if prop.anchor in RAISED_ANCHORS:
            if not size < y < 0.62 * view.height_px:
                y = RAISED_AT * view.height_px + size / 2
            x = self._beside_faces(x, reach)
        elif not 0.55 * view.height_px < y < FLOOR_SHARE * view.height_px:
            y = FLOOR_SHARE * view.height_px
        return x, y

    def _anchor(self, prop: Prop) -> Anchor:
        blocked = self._blocked
        if prop.id == SEAT and blocked.shot.empty_anchor:
            taken = [blocked.standing[actor.token] for actor in blocked.actors]
            return free_place(blocked.anchors, taken)
        return self._blocked.anchors.get(prop.anchor) or self._blocked.anchors["ground"]

    def _beside_faces(self, x: float, reach: float) -> float:
        """Move a raised prop to the side of the frame that is free."""
        view = self._blocked.view
        unit = view.scale(1.0)
        faces = [(view.project(actor.chin)[0], actor.face * unit) for actor in self._blocked.actors]
        return beside_faces(x, reach, faces, view.width_px)

    def _draw(self, prop: Prop, state: str, size: int) -> Drawn:
        return drawn(
            prop.id,
            size_px=size,
            label=prop.label,
            state=state,
            lettering=self._lettering,
            light=(self._light.key, self._light.ambient),
            seed=self._seed,
            label_at=FACES[prop.id].label if self._actor(prop) else None,
        )


def _row(props: Sequence[Prop], prop: Prop) -> int:
    """Return how many other things of the shot stand on the same anchor before ``prop``."""
    others = props[: props.index(prop)]
    return sum(
        other.anchor == prop.anchor
        and not (other.id == prop.id and "absent" in (other.end, prop.start))
        for other in others
    )


def _stays_with(other: Prop, prop: Prop) -> bool:
    """Tell whether two props are things of one kind on one anchor, neither taking a place."""
    same = (other.id, other.anchor) == (prop.id, prop.anchor)
    return same and "absent" not in (other.start, other.end, prop.start, prop.end)


def belongs_to_set(prop: Prop) -> bool:
    """Tell whether a set paints this prop itself: its sign, and the lamps of its windows."""
    lamp = prop.id == "lamp" and prop.anchor in WINDOWS
    return lamp or (prop.id == "sign" and prop.anchor == "wall")
