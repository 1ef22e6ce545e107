"""What a drawn body is asked to do in one frame: face heights, degrees, y down, chin at (0, 0)."""

from __future__ import annotations

from dataclasses import dataclass, field

from generation.engines.puppet.figure.hands import HandShape
from generation.engines.puppet.figure.legs import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPose:
    """One arm.

    Attributes:
        hand: Hand id; an unknown one is an open hand.
        at: Wrist target in face heights from the chin; what is too far is reached for.
        angle_deg: Turn of the hand against its natural direction, clockwise.
    """

    hand: HandShape | str = "rest"
    at: tuple[float, float] = (0.38, 1.28)
    angle_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPose:
    """A body.

    Attributes:
        squash: 0..1 landing: the knees give.
        whole: True draws legs down to the ground.
        walk: Walking cycle in turns, None when the figure does not walk.
        stance: How the legs are when it does not walk.
        phase: Turns of idle sway (weight shift, floating legs).
        lift: Face heights between soles and ground: where the shadow falls.
        left: Arm on the left of the picture, None hides it.
        right: Arm on the right of the picture, None hides it.
    """

    squash: float = 0.0
    whole: bool = False
    walk: float | None = None
    stance: Stance = "stand"
    phase: float = 0.0
    lift: float = 0.0
    left: ArmPose | None = field(default_factory=lambda: ArmPose(at=(-0.38, 1.28)))
    right: ArmPose | None = field(default_factory=ArmPose)
