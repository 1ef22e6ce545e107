"""What the figures are held against. Limits are ratios to encoding alone in the same run; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.bench.passes import OrderCosts
from bot.bench.peer import PeerCost
from bot.bench.whole import WholeRender

CPU_RATIO_MAX, WALL_RATIO_MAX = 3.0, 2.8  # of each order
CPU_MEDIAN_MAX, WALL_MEDIAN_MAX = 2.8, 2.5  # of the middle order
CPU_LONG_MAX, WALL_LONG_MAX = 2.8, 2.5  # of the long one: 30 s, five shots, three people
REDO_SHARE_MAX = 1 / 3  # one shot of five anew
CPU_GOAL, WALL_GOAL = 2.2, 2.0
SECOND_ACTOR_MAX_MS = 4.0
LOOK_MAX_MS = 3.0  # beyond natural
WHOLE_WALL_RATIO_MAX = 4.5
WHOLE_RSS_MAX_MB = 900.0
PEER_RATIO_MIN = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One figure against its limit.

    Attributes:
        id: Message-id suffix (``bench-gate-…``).
        subject: The order it speaks of, or empty.
        value: What was measured.
        limit: The most it may be, or the least where ``at_least``.
        goal: What we work towards, where that is more than the gate.
        at_least: True when more is better.
    """

    id: str
    subject: str = ""
    value: float
    limit: float
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """True when the figure keeps its limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything one benchmark run measured. ``peer`` is None when no peer was asked for."""

    orders: Sequence[OrderCosts]
    long: OrderCosts
    redo_share: float
    second_actor_ms: float
    looks_ms: Mapping[str, float]
    whole: WholeRender
    peer: PeerCost | None


def cpu_ratio(costs: OrderCosts, *, prepared: bool = True) -> float:
    """Return pipeline CPU by encode CPU; with ``prepared=False`` preparation counts as well."""
    spent = costs.pipeline if prepared else costs.pipeline + costs.prepare
    return spent.cpu_s / costs.encode.cpu_s


def wall_ratio(costs: OrderCosts, *, prepared: bool = True) -> float:
    """Return pipeline wall time by encode wall time; see ``cpu_ratio``."""
    spent = costs.pipeline if prepared else costs.pipeline + costs.prepare
    return spent.wall_s / costs.encode.wall_s


def peer_ratio(figures: Figures) -> float:
    """Return the peer's CPU a frame by ours on the first order."""
    assert figures.peer is not None, "asked only when a peer has run"  # noqa: S101
    first = figures.orders[0]
    return figures.peer.cpu_ms_a_frame / (1000 * first.pipeline.cpu_s / first.frames)


def judge(figures: Figures) -> Iterator[Verdict]:
    """Hold every figure against its limit."""
    for costs in figures.orders:
        yield Verdict(id="cpu", subject=costs.id, value=cpu_ratio(costs), limit=CPU_RATIO_MAX)
        yield Verdict(id="wall", subject=costs.id, value=wall_ratio(costs), limit=WALL_RATIO_MAX)
    yield Verdict(
        id="cpu-median", value=median(cpu_ratio(costs) for costs in figures.orders),
        limit=CPU_MEDIAN_MAX, goal=CPU_GOAL,
    )  # fmt: skip
    yield Verdict(
        id="wall-median", value=median(wall_ratio(costs) for costs in figures.orders),
        limit=WALL_MEDIAN_MAX, goal=WALL_GOAL,
    )  # fmt: skip
    yield Verdict(
        id="cpu", subject=figures.long.id, value=cpu_ratio(figures.long), limit=CPU_LONG_MAX
    )
    yield Verdict(
        id="wall", subject=figures.long.id, value=wall_ratio(figures.long), limit=WALL_LONG_MAX
    )
    yield Verdict(
        id="redo", subject=figures.long.id, value=figures.redo_share, limit=REDO_SHARE_MAX
    )
    yield Verdict(
        id="second-actor", subject=figures.orders[-1].id, value=figures.second_actor_ms,
        limit=SECOND_ACTOR_MAX_MS,
    )  # fmt: skip
    for name, cost in figures.looks_ms.items():
        yield Verdict(id="look", subject=name, value=cost, limit=LOOK_MAX_MS)
    first = figures.orders[0]
    yield Verdict(
        id="whole-wall", subject=first.id, value=figures.whole.wall_s / first.encode.wall_s,
        limit=WHOLE_WALL_RATIO_MAX,
    )  # fmt: skip
    yield Verdict(
        id="whole-memory", subject=first.id, value=figures.whole.peak_rss_mb,
        limit=WHOLE_RSS_MAX_MB,
    )  # fmt: skip
    if figures.peer is not None:
        yield Verdict(
            id="peer", subject=first.id, value=peer_ratio(figures), limit=PEER_RATIO_MIN,
            at_least=True,
        )  # fmt: skip
