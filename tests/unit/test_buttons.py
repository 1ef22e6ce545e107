"""What a button carries: only what was offered is ever read back."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import DATA_MAX_BYTES, ID_BYTES, VERBS, decode, encode, new_id, offer
from generation.model.member import ChatId, MemberId
from tests.unit.rig_room import inside

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
FUZZED = 100_000
ids = st.binary(min_size=ID_BYTES, max_size=ID_BYTES).map(new_id)


@given(st.sampled_from(sorted(VERBS)), ids)
def test_what_is_written_is_read_back(verb, button):
    data = encode(verb, button)
    assert decode(data) == (verb, button)
    assert len(data.encode()) <= DATA_MAX_BYTES


@given(st.binary(min_size=ID_BYTES, max_size=ID_BYTES))
def test_an_id_is_22_characters_and_names_its_bytes_alone(random_bytes):
    assert len(new_id(random_bytes)) == 22
    other = bytes([random_bytes[0] ^ 1, *random_bytes[1:]])
    assert new_id(other) != new_id(random_bytes)


@given(st.text())
def test_nothing_else_is_read(text):
    found = decode(text)
    assert found is None or encode(*found) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "1:like", "1:like:", "2:like:AAAAAAAAAAAAAAAAAAAAAA", "1:likes:AAAAAAAAAAAAAAAAAAAAAA",
        "1:like:AAAAAAAAAAAAAAAAAAAAAB", "1:like:AAAAAAAAAAAAAAAAAAAAAA\n",
        "1:like:AAAAAAAAAAAAAAAAAAAAA=", "1:like:AAAAAAAAAAAAAAAAAAAAAAA",
        " 1:like:AAAAAAAAAAAAAAAAAAAAAA", "1:LIKE:AAAAAAAAAAAAAAAAAAAAAA",
        "1:like:ＡAAAAAAAAAAAAAAAAAAAAA", "1:report:../../../../../walkon.db",
    ],
)  # fmt: skip
def test_a_near_miss_is_not_read(text):
    assert decode(text) is None


def test_a_hundred_thousand_broken_payloads_are_not_read():
    rng = np.random.default_rng(7)
    good = [encode(verb, new_id(rng.bytes(ID_BYTES))) for verb in sorted(VERBS)]
    letters = np.array([*"1:_-=/ \n\0é⋯我AZaz09", ""], dtype=object)
    accepted = 0
    which = rng.integers(len(good), size=FUZZED)
    places = rng.integers(DATA_MAX_BYTES, size=FUZZED)
    changes = rng.choice(letters, size=FUZZED)
    for index, place, letter in zip(which, places, changes, strict=True):
        data = good[index]
        place = int(place) % len(data)
        broken = data[:place] + letter + data[place + 1 :]
        found = decode(broken)
        accepted += found is not None and encode(*found) != broken
    assert accepted == 0


def test_an_encoder_refuses_what_it_could_not_read():
    with pytest.raises(ValueError, match="no_such"):
        encode("no_such", new_id(bytes(ID_BYTES)))
    with pytest.raises(ValueError, match="like"):
        encode("like", "short")
    with pytest.raises(ValueError, match="15"):
        new_id(bytes(15))


def test_every_verb_fits():
    assert max(len(encode(verb, new_id(bytes(ID_BYTES)))) for verb in VERBS) <= DATA_MAX_BYTES


def _offer(books, **changes):
    what = {
        "slot": "film:f1", "verb": "like", "object_": "f1", "chat": ChatId("web:room"),
        "allowed": None, "single_use": False, "expires_at": None,
        "new_id": lambda: new_id(secrets.token_bytes(ID_BYTES)),
    }  # fmt: skip
    return offer(books, **(what | changes))


def test_a_button_that_is_shown_again_keeps_its_id(database):
    first, second, other = inside(
        database, lambda books: (_offer(books), _offer(books), _offer(books, verb="dislike"))
    )
    assert first == second
    assert first != other


def test_what_a_button_means_is_kept_up_to_date(database):
    def work(books):
        until = NOW + timedelta(hours=24)
        data = _offer(books)
        assert _offer(books, allowed=MemberId("web:ana"), expires_at=until) == data
        return books.buttons.get(data[-22:])

    button = inside(database, work)
    assert button.allowed == "web:ana"
    assert button.expires_at == NOW + timedelta(hours=24)


def test_a_used_button_never_comes_back_to_life(database):
    def work(books):
        first = _offer(books, single_use=True)
        used = replace(books.buttons.get(first[-22:]), used_at=NOW)
        books.buttons.put(used)
        second, third = _offer(books, single_use=True), _offer(books, single_use=True)
        return first, second, third, books.buttons.get(used.id)

    first, second, third, used = inside(database, work)
    assert first != second
    assert second == third
    assert used.used_at == NOW


def test_ids_are_drawn_only_when_needed(database):
    counter = itertools.count()

    def draw():
        return new_id(next(counter).to_bytes(ID_BYTES, "big"))

    inside(database, lambda books: [_offer(books, new_id=draw) for _ in range(5)])
    assert next(counter) == 1
