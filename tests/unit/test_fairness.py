"""Whose cut is next: nobody starves, limits are kept, and a loud group costs others little."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.house.fairness import QUANTUM_S, RUNNING_CHAT_MAX, RUNNING_MEMBER_MAX, Turns
from generation.model.job import Job
from generation.model.member import ChatId, MemberId
from generation.studio.admission import PENDING_CHAT_MAX

unhurried = settings(deadline=None)  # machines are busy at times
few = settings(deadline=None, max_examples=10)
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
chats = st.sampled_from([ChatId(f"c{n}") for n in range(4)])
members = st.sampled_from([MemberId(f"m{n}") for n in range(6)])


@st.composite
def queues(draw, most=24):
    rows = draw(st.lists(st.tuples(chats, members, st.floats(0.5, 60.0)), max_size=most))
    return [
        job(n, chat, member, cost_s=cost_s, at_s=n) for n, (chat, member, cost_s) in enumerate(rows)
    ]


def job(number, chat, member, *, cost_s=10.0, at_s=0.0):
    return Job(
        id=f"j{number:05}", film=f"f{number}", chat=chat, member=member, cost_s=cost_s,
        made_at=NOON + timedelta(seconds=at_s), state="queued",
    )  # fmt: skip


def drained(turns, queued, *, slots=1):
    """Return jobs in the order in which they get a worker; each ends before the next round."""
    queued, order = list(queued), []
    for _ in range(len(queued)):
        running: list[Job] = []
        while len(running) < slots and (found := turns.next(queued, running)) is not None:
            queued.remove(found)
            running.append(found)
        order += running
        if not queued:
            break
    return order


@unhurried
@given(queues(), queues(most=4))
def test_limits_are_kept(queued, running):
    turns = Turns()
    busy = list(running)
    queued = [one for one in queued if one.id not in {other.id for other in busy}]
    for _ in range(len(queued)):
        found = turns.next(queued, busy)
        if found is None:
            break
        assert sum(one.chat == found.chat for one in busy) < RUNNING_CHAT_MAX
        assert sum(one.member == found.member for one in busy) < RUNNING_MEMBER_MAX
        busy.append(found)
        queued.remove(found)


@unhurried
@given(queues(), st.integers(1, 4))
def test_everybody_gets_their_turn(queued, slots):
    order = drained(Turns(), queued, slots=slots)
    assert sorted(one.id for one in order) == sorted(one.id for one in queued)


@unhurried
@given(queues())
def test_whoever_may_run_is_found(queued):
    found = Turns().next(queued, [])
    assert (found is None) == (not queued)


@unhurried
@given(queues())
def test_what_one_member_asked_first_is_made_first(queued):
    order = drained(Turns(), queued)
    for chat, member in {(one.chat, one.member) for one in queued}:
        mine = [one.id for one in order if (one.chat, one.member) == (chat, member)]
        assert mine == sorted(mine)


@unhurried
@given(st.integers(2, 40), st.integers(1, 6))
def test_a_quiet_member_of_a_noisy_chat_is_served_second(noise, at):
    loud = [job(n, ChatId("c"), MemberId("loud"), at_s=n) for n in range(noise)]
    quiet = job(999, ChatId("c"), MemberId("quiet"), at_s=noise)
    loud.insert(min(at, noise), quiet)
    order = drained(Turns(), loud)
    assert order.index(quiet) <= 1


@unhurried
@given(st.integers(1, 60), st.floats(1.0, QUANTUM_S))
def test_a_newcomer_waits_for_two_rounds_of_another_chat_at_most(backlog, cost_s):
    turns = Turns()
    queued = [job(n, ChatId("noisy"), MemberId(f"m{n}"), cost_s=cost_s) for n in range(backlog)]
    assert turns.next(queued, []) is not None
    newcomer = job(5000, ChatId("new"), MemberId("newcomer"), cost_s=cost_s, at_s=9)
    order = drained(turns, [*queued, newcomer])
    assert order.index(newcomer) <= 2 * QUANTUM_S / cost_s + 1


@few
@given(st.floats(2.0, 30.0))
def test_turns_are_shared_by_seconds_and_not_by_films(long_s):
    """A chat of long films gets as many seconds as a chat of short ones, but for one film."""
    short_s = 1.0
    queued = [
        *(job(n, ChatId("long"), MemberId("a"), cost_s=long_s) for n in range(20)),
        *(job(100 + n, ChatId("short"), MemberId("b"), cost_s=short_s) for n in range(300)),
    ]
    turns, spent_s = Turns(), dict.fromkeys(("long", "short"), 0.0)
    for _ in range(100):
        found = turns.next(queued, [])
        assert found is not None
        queued.remove(found)
        spent_s[found.chat] += found.cost_s
        if len({one.chat for one in queued}) < 2:
            break
    assert abs(spent_s["long"] - spent_s["short"]) <= long_s + QUANTUM_S + short_s


# ---------------------------------------------------------------- an evening, simulated


@dataclass
class Evening:
    """An hour of fifty quiet groups, and one that posts three hundred commands in 150 seconds."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    turned_away: int = 0

    def p50(self, who):
        return float(np.median(self.waits[who]))

    def p95(self, who):
        return float(np.percentile(self.waits[who], 95))


def arrivals(rng):
    asked = []
    for group in range(50):
        at_s = float(rng.exponential(400.0))
        while at_s < 3600:
            asked.append((at_s, f"g{group}", f"u{group}.{rng.integers(5)}", rng.uniform(8, 14)))
            at_s += float(rng.exponential(400.0))
    for n in range(300):
        who = "spammer" if n % 10 else "victim"
        asked.append((600 + n * 0.5, "noisy", who, rng.uniform(8, 14)))
    return [
        job(n, ChatId(chat), MemberId(who), cost_s=float(cost_s), at_s=at_s)
        for n, (at_s, chat, who, cost_s) in enumerate(sorted(asked))
    ]


def evening(choose, *, cap=None, workers=2):
    """Play the evening with ``choose(queued, running)`` as the rule of who is next."""
    coming = arrivals(np.random.default_rng(1))
    queued: list[Job] = []
    running: list[tuple[float, str, Job]] = []
    out = Evening()
    at_s = 0.0
    while coming or queued or running:
        while coming and seconds(coming[0]) <= at_s:
            asked = coming.pop(0)
            pending = sum(one.chat == asked.chat for one in queued)
            if cap is not None and pending + sum(r[2].chat == asked.chat for r in running) >= cap:
                out.turned_away += 1
            else:
                queued.append(asked)
        while len(running) < workers:
            found = choose(queued, [one for _, _, one in running])
            if found is None:
                break
            queued.remove(found)
            out.waits.setdefault(kind(found), []).append(at_s - seconds(found))
            heapq.heappush(running, (at_s + found.cost_s, found.id, found))
        following = [running[0][0]] if running else []
        following += [seconds(coming[0])] if coming else []
        if following:
            at_s = min(following)
        while running and running[0][0] <= at_s:
            heapq.heappop(running)
    return out


def seconds(one):
    return (one.made_at - NOON).total_seconds()


def kind(one):
    return one.member if one.member == "victim" else "noisy" if one.chat == "noisy" else "normal"


@pytest.fixture(scope="module")
def evenings():
    return {
        "first come": evening(lambda queued, _running: queued[0] if queued else None),
        "fair": evening(Turns().next),
        "capped": evening(Turns().next, cap=PENDING_CHAT_MAX),
    }


def test_first_come_first_served_makes_everybody_wait(evenings):
    assert evenings["first come"].p50("normal") > 600


def test_quiet_groups_wait_a_tenth_of_that(evenings):
    assert evenings["fair"].p50("normal") < evenings["first come"].p50("normal") / 10
    assert evenings["fair"].p95("normal") < evenings["first come"].p95("normal") / 5


def test_the_quiet_one_of_the_noisy_group_does_not_wait_for_the_noise(evenings):
    assert evenings["fair"].p50("victim") < evenings["fair"].p50("noisy") / 2


def test_with_the_limit_of_a_chat_nobody_waits_long(evenings):
    assert evenings["capped"].p50("normal") < 30
    assert evenings["capped"].p95("normal") < 120
    assert evenings["capped"].p95("victim") < 180
    assert 200 < evenings["capped"].turned_away < 300
