"""How much is said on Telegram: never more than it takes, and what matters gets through."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.chat import CannotReach, DeliveryError, Gone, SlowDown, TooLarge
from bot.telegram_room.account import Account, client
from bot.telegram_room.line import Line, Refused, Same, Stays, refusal_of
from bot.telegram_room.pace import ALL_MAX, ALL_S, GROUP_MAX, GROUP_S, KEPT, Pace


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


GROUP, OTHER, PERSON = -100, -200, 7


@given(st.lists(st.tuples(st.sampled_from([GROUP, OTHER, PERSON]), st.floats(0, 9)), max_size=200))
def test_no_span_of_time_holds_more_than_telegram_takes(said):
    clock = Clock()
    pace, done = Pace(clock), []
    for chat, wait_s in said:
        clock.now += wait_s
        with suppress(SlowDown):
            pace.take(chat)
            done.append((chat, clock.now))
    for chat, at in done:
        if chat < 0:
            near = [t for c, t in done if c == chat and at <= t < at + GROUP_S - 1e-6]
            assert len(near) <= GROUP_MAX
        assert len([t for _, t in done if at <= t < at + ALL_S - 1e-6]) <= ALL_MAX


def test_progress_leaves_room_for_the_film():
    clock = Clock()
    pace = Pace(clock)
    for _ in range(GROUP_MAX - KEPT):
        clock.now += 0.1
        pace.take(GROUP, minor=True)
    with pytest.raises(SlowDown):
        pace.take(GROUP, minor=True)
    for _ in range(KEPT):
        clock.now += 0.1
        pace.take(GROUP)
    with pytest.raises(SlowDown) as refused:
        pace.take(GROUP)
    clock.now += refused.value.retry_after_s + 0.001
    pace.take(GROUP)


def test_a_group_that_telegram_holds_back_does_not_hold_others_back():
    clock = Clock()
    pace = Pace(clock)
    pace.hold(GROUP, 5.0)
    with pytest.raises(SlowDown):
        pace.take(GROUP)
    pace.take(OTHER)
    clock.now += 5.1
    pace.take(GROUP)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (BadRequest("Message is not modified: specified new message content …"), Same),
        (BadRequest("Message to edit not found"), Gone),
        (BadRequest("Message can't be edited"), Gone),
        (BadRequest("Message to delete not found"), Gone),
        (BadRequest("Message can't be deleted for everyone"), Stays),
        (BadRequest("Chat not found"), CannotReach),
        (BadRequest("Not enough rights to send text messages to the chat"), CannotReach),
        (BadRequest("Message thread not found"), CannotReach),
        (BadRequest("File is too big"), TooLarge),
        (NetworkError("Request Entity Too Large (413)"), TooLarge),
        (BadRequest("Button_data_invalid"), Refused),
        (TimedOut(), TimeoutError),
        (NetworkError("httpx.ReadError"), ConnectionError),
    ],
)
def test_what_telegram_says_becomes_what_the_core_knows(said, kind):
    assert type(refusal_of(said)) is kind


def test_whoever_may_still_come_is_told_from_whoever_has_left():
    unmet = refusal_of(Forbidden("Forbidden: bot can't initiate conversation with a user"))
    blocked = refusal_of(Forbidden("Forbidden: bot was blocked by the user"))
    assert isinstance(unmet, CannotReach)
    assert unmet.unmet
    assert isinstance(blocked, CannotReach)
    assert not blocked.unmet


async def nobody_moves(_old: int, _new: int) -> None:
    raise AssertionError


async def test_being_told_to_wait_holds_that_chat(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    clock = Clock()
    pace = Pace(clock)
    line = Line(client(Account(token="1:abcdefgh")), pace, nobody_moves)

    async def refused():
        raise RetryAfter(7)

    with pytest.raises(SlowDown) as first:
        await line.say(GROUP, refused)
    assert first.value.retry_after_s == 7.0
    with pytest.raises(DeliveryError):
        pace.take(GROUP)
