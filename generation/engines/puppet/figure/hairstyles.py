"""The hair styles as guide curves. Paint is hair.py's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from generation.engines.puppet.figure.curves import Curve2, smooth
from generation.engines.puppet.figure.looks import Look

Knots = Sequence[tuple[float, float]]


class Lock(NamedTuple):
    """Hair between two guide curves from root to tip; ``strands`` hairs are combed along it."""

    left: Knots
    right: Knots
    strands: int
    loose: float = 0.0  # share of hairs that stray over the edge


class HairPlan(NamedTuple):
    """Hair behind and in front of the face; ``curl`` is the radius of curls, 0 = straight."""

    behind: tuple[Lock, ...]
    front: tuple[Lock, ...]
    curl: float = 0.0


def outline(lock: Lock) -> Curve2:
    """Return the closed outline of a lock."""
    left, right = smooth(lock.left, closed=False), smooth(lock.right, closed=False)
    return np.concatenate([left, right[::-1]])


def _flip(lock: Lock) -> Lock:
    return Lock(
        [(-x, y) for x, y in lock.left], [(-x, y) for x, y in lock.right], lock.strands, lock.loose
    )


def _bob(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -14.4), (-6.5, -13.2), (-9.6, -7.5), (-10.2, 0.0), (-9.9, 6.0), (-7.2, 9.2)],
        [(0, -14.4), (6.5, -13.2), (9.6, -7.5), (10.2, 0.0), (9.9, 6.0), (7.2, 9.2)],
        260,
    )
    side = Lock(
        [
            (1.2, -14.2),
            (4.2, -11.5),
            (c - 1.6, -6.6),
            (c - 0.9, -1.5),
            (c - 1.0, 3.5),
            (c - 1.9, 8.6),
        ],
        [(1.5, -14.4), (7.0, -12.9), (9.9, -7.4), (10.4, 0.0), (10.1, 5.6), (8.0, 9.4)],
        190,
        0.04,
    )
    fringe = Lock(
        [(-1.2, -14.2), (-5.6, -11.6), (-7.4, -7.6), (-7.0, -5.1)],
        [(1.4, -14.3), (5.8, -11.8), (7.4, -7.6), (7.0, -5.1)],
        230,
        0.02,
    )
    middle = Lock(
        [(-0.9, -14.3), (-3.0, -11.0), (-4.4, -8.0), (-4.7, -5.3)],
        [(1.0, -14.3), (2.6, -11.0), (4.2, -8.2), (4.4, -5.5)],
        150,
        0.02,
    )
    return HairPlan((back,), (fringe, middle, side, _flip(side)))


def _receding(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -13.0), (-5.4, -12.0), (-8.3, -8.4), (-8.9, -3.6), (-8.0, -0.6)],
        [(0, -13.0), (5.4, -12.0), (8.3, -8.4), (8.9, -3.6), (8.0, -0.6)],
        120,
        0.05,
    )
    temple = Lock(
        [(3.4, -12.2), (5.0, -10.2), (6.1, -7.6), (c - 0.9, -4.6), (c - 0.5, -1.5)],
        [(3.6, -12.8), (7.0, -11.3), (9.0, -7.6), (9.3, -4.4), (c + 0.5, -2.2)],
        120,
        0.08,
    )
    top = Lock(
        [(-5.4, -11.0), (-2.6, -11.6), (0.8, -11.2), (4.2, -10.2), (6.0, -8.8)],
        [(-5.8, -12.1), (-2.6, -13.7), (1.4, -13.9), (5.2, -12.6), (7.4, -10.0)],
        130,
        0.05,
    )
    return HairPlan((back,), (_flip(temple), temple, top))


def _afro(look: Look) -> HairPlan:
    del look
    half = [
        (0.0, -18.6),
        (5.2, -17.9),
        (10.2, -15.0),
        (13.0, -9.6),
        (13.2, -3.6),
        (11.6, 1.8),
        (8.6, 4.8),
        (4.0, 5.6),
    ]
    back = Lock([(-x, y) for x, y in half], half, 0)
    hairline = [
        (0.0, -9.6),
        (3.0, -9.3),
        (5.4, -7.9),
        (6.6, -5.6),
        (7.2, -2.6),
        (7.6, 0.6),
        (7.9, 3.2),
    ]
    crown = [
        (0.0, -16.6),
        (5.0, -15.6),
        (9.0, -12.6),
        (11.0, -8.4),
        (11.4, -3.6),
        (10.4, 0.8),
        (8.8, 3.8),
    ]
    right = Lock(hairline, crown, 0)
    return HairPlan((back,), (right, _flip(right)), 0.78)


def _swept(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -14.0), (-5.8, -12.8), (-8.2, -8.6), (-8.5, -4.0), (-7.8, 0.0)],
        [(0, -14.0), (5.8, -12.8), (8.2, -8.6), (8.5, -4.0), (7.8, 0.0)],
        120,
        0.03,
    )
    side = Lock(
        [(5.2, -10.6), (6.3, -8.0), (c - 0.7, -5.0), (c - 0.45, -1.8), (c - 0.35, 0.4)],
        [(6.4, -12.4), (8.3, -9.2), (8.6, -5.6), (8.1, -2.2), (c + 0.15, 0.3)],
        110,
        0.03,
    )
    sweep = Lock(
        [(-6.2, -8.4), (-4.2, -9.4), (-0.6, -9.9), (3.4, -9.7), (6.6, -8.3), (7.6, -6.6)],
        [(-7.8, -8.6), (-6.4, -13.4), (-1.4, -16.2), (4.2, -15.4), (8.0, -12.0), (8.7, -8.0)],
        300,
        0.05,
    )
    quiff = Lock(
        [(-5.2, -8.9), (-3.4, -10.6), (-0.4, -11.8), (3.0, -11.9), (6.2, -10.4)],
        [(-6.9, -9.2), (-5.6, -12.9), (-2.0, -15.2), (2.6, -15.0), (7.0, -12.0)],
        150,
        0.04,
    )
    return HairPlan((back,), (_flip(side), side, sweep, quiff))


def _bun(look: Look) -> HairPlan:
    c = look.cheek
    knot = Lock(
        [(-3.0, -12.6), (-4.1, -15.2), (-2.4, -17.8), (0.4, -18.4)],
        [(3.2, -12.6), (4.3, -15.2), (2.8, -17.9), (0.4, -18.4)],
        130,
        0.05,
    )
    back = Lock(
        [(0, -13.7), (-5.6, -12.6), (-8.1, -8.6), (-8.3, -3.6), (-7.4, 0.4)],
        [(0, -13.7), (5.6, -12.6), (8.1, -8.6), (8.3, -3.6), (7.4, 0.4)],
        120,
        0.02,
    )
    hairline = [(0.0, -9.75), (3.4, -9.3), (5.7, -7.4), (c - 0.7, -4.4), (c - 0.3, -1.2)]
    crown = [(0.0, -13.95), (4.6, -13.2), (7.7, -9.8), (8.3, -5.6), (7.9, -1.9)]
    return HairPlan((knot, back), (Lock(_across(hairline), _across(crown), 330, 0.02),))


def _across(half: Knots) -> Knots:
    """Return a guide curve from ear to ear over the middle, where ``half`` begins."""
    return [*((-x, y) for x, y in reversed(half[1:])), *half]


def _undercut(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -13.4), (-5.6, -12.4), (-7.7, -8.6), (-8.0, -4.0), (-7.4, -0.6)],
        [(0, -13.4), (5.6, -12.4), (7.7, -8.6), (8.0, -4.0), (7.4, -0.6)],
        60,
    )
    shaved = Lock(
        [(5.4, -10.6), (6.3, -8.0), (c - 0.6, -5.0), (c - 0.35, -2.4)],
        [(6.2, -11.8), (7.7, -8.8), (7.9, -5.2), (c + 0.3, -2.6)],
        0,
    )
    top = Lock(
        [(6.2, -9.2), (4.2, -9.5), (0.2, -8.5), (-3.6, -7.3), (-6.9, -6.5)],
        [(7.3, -10.4), (5.6, -14.2), (-0.6, -15.6), (-6.6, -13.0), (-9.2, -8.2)],
        280,
        0.06,
    )
    fringe = Lock(
        [(5.4, -12.9), (1.2, -11.0), (-2.4, -9.0), (-5.0, -6.4)],
        [(5.4, -13.1), (-1.6, -14.6), (-6.6, -11.8), (-8.6, -7.0)],
        150,
        0.06,
    )
    return HairPlan((back,), (_flip(shaved), shaved, top, fringe))


def _long(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -14.2), (-6.4, -13.0), (-9.2, -7.5), (-9.9, 0.0), (-10.2, 8.0), (-8.2, 17.0)],
        [(0, -14.2), (6.4, -13.0), (9.2, -7.5), (9.9, 0.0), (10.2, 8.0), (8.2, 17.0)],
        280,
        0.02,
    )
    side = Lock(
        [
            (-0.1, -11.2),
            (2.6, -9.6),
            (5.2, -7.4),
            (c - 0.9, -4.0),
            (c - 0.3, 1.0),
            (c - 0.2, 8.0),
            (c + 0.5, 15.0),
            (c + 0.9, 21.4),
        ],
        [
            (-0.2, -14.5),
            (5.6, -13.5),
            (9.2, -9.2),
            (10.1, -3.0),
            (10.5, 3.0),
            (11.2, 10.0),
            (11.2, 16.0),
            (9.0, 22.0),
        ],
        320,
        0.04,
    )
    return HairPlan((back,), (_flip(side), side))


def _curls(look: Look) -> HairPlan:
    del look
    half = [
        (0.0, -16.4),
        (5.4, -15.5),
        (9.2, -12.2),
        (10.9, -7.2),
        (11.2, -2.0),
        (10.5, 2.6),
        (8.9, 5.8),
        (5.4, 7.4),
    ]
    back = Lock([(-x, y) for x, y in half], half, 0)
    hairline = [
        (-0.6, -9.2),
        (2.6, -8.9),
        (5.0, -7.2),
        (6.6, -5.4),
        (7.2, -2.6),
        (7.5, 0.4),
        (7.9, 3.4),
    ]
    crown = [
        (-0.6, -15.6),
        (4.6, -14.8),
        (8.2, -12.0),
        (9.8, -7.4),
        (10.2, -2.4),
        (9.8, 1.6),
        (8.9, 4.4),
    ]
    right = Lock(hairline, crown, 0)
    return HairPlan((back,), (right, _flip(right)), 1.15)


def _bare(look: Look) -> HairPlan:
    del look
    return HairPlan((), ())


PLANS: MappingProxyType[str, Callable[[Look], HairPlan]] = MappingProxyType(
    {
        "bob": _bob,
        "receding": _receding,
        "afro": _afro,
        "swept": _swept,
        "bun": _bun,
        "undercut": _undercut,
        "long": _long,
        "curls": _curls,
        "bald": _bare,
        "scarf": _bare,
    }
)


def plan(look: Look) -> HairPlan:
    """Return the hair of ``look``."""
    return PLANS[look.style](look)
