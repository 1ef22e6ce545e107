"""What a worker makes of an order: whose words a voice note becomes."""

from __future__ import annotations

import numpy as np
import pytest

from bot.worker_films import told_by_the_lead
from tests.papers import line, paper, two_shots

RATE_HZ = 48_000


def babble(*seconds: float) -> np.ndarray:
    """Bursts of a voice-like tone with pauses of a second between."""
    pause = np.zeros(RATE_HZ, np.float32)
    parts = [pause]
    for length_s in seconds:
        times = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        tone = np.sum([np.sin(2 * np.pi * 140 * k * times) / k for k in range(1, 8)], axis=0)
        parts += [(0.2 * tone).astype(np.float32), pause]
    return np.concatenate(parts)


def screenplay(lines: int, *, others: int = 0):
    shot = two_shots().shots[1]
    own = [line(line_id=f"L{n}", who="P1") for n in range(lines)]
    theirs = [line(line_id=f"M{n}", who="P2") for n in range(others)]
    return paper(*(_with(shot, one) for one in [*theirs, *own]), cast=("P1", "P2"))


def _with(shot, one):
    from dataclasses import replace

    return replace(shot, id=f"S{one.id}", lines=(one,))


@pytest.mark.parametrize(("lines", "bursts"), [(1, 1), (1, 3), (2, 3), (3, 3), (4, 2)])
def test_every_moment_of_a_note_is_heard_once_and_in_order(lines, bursts):
    note = babble(*[3.0] * bursts)
    told = told_by_the_lead(screenplay(lines, others=1), note)
    assert set(told) <= {f"L{n}" for n in range(lines)}
    assert list(told) == sorted(told)
    assert np.array_equal(np.concatenate(list(told.values())), note)


def test_nobody_else_speaks_it():
    assert set(told_by_the_lead(screenplay(1, others=3), babble(2.0))) == {"L0"}


def test_without_a_line_of_the_lead_it_is_not_heard():
    assert told_by_the_lead(screenplay(0, others=2), babble(2.0)) == {}
