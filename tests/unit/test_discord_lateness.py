"""What is late is so by Discord's clock, whatever ours says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord_room.lateness import IN_A_ROW, Lateness

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"


def test_what_is_older_than_its_doer_waits_is_late_and_an_older_date_changes_nothing():
    passed = [1000.0]
    lateness = Lateness(monotonic=lambda: passed[0])
    assert not lateness.is_late(NOON - timedelta(hours=1))  # nobody has told the time yet
    lateness.told(DATE)
    passed[0] += 10
    lateness.told(DATE)
    lateness.told("never")
    assert lateness.is_late(NOON + timedelta(seconds=5))
    assert not lateness.is_late(NOON + timedelta(seconds=7))
    assert not lateness.is_late(NOON + timedelta(hours=1))


def test_a_clock_that_is_ahead_makes_nobody_deaf():
    lateness = Lateness(monotonic=lambda: 0.0)
    lateness.told(DATE)
    heard = [not lateness.is_late(NOON - timedelta(hours=1)) for _ in range(IN_A_ROW + 3)]
    assert heard == [False] * IN_A_ROW + [True] * 3
