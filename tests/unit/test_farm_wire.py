"""Frames, bodies and errors cross the pipes whole; anything else is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.errors import FaceRejected, OutOfMemory, WorkerLost
from generation.farm import wire
from generation.farm.frames import LENGTH, error_fields, error_of, frame, frame_bytes, message
from generation.model.packed import pack
from tests.messages import ERRORS

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.binary()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)  # fmt: skip
FILM = wire.FilmBody(
    clip_id="01hzy0000000000000000000te", screenplay="{}", seed=7, width=144, height=256,
    label=("AI · Walkon", "AI · Walkon"),
    parts={"P1": wire.Part(likeness=b"\x00\xff"), "P2": wire.Part(drawn="mina")},
    recordings={"L1": wire.Recording(pcm=bytes(8), rate=48_000)},
)  # fmt: skip


@given(st.dictionaries(st.text(), plain, max_size=3))
@settings(deadline=None, max_examples=50)
def test_a_frame_comes_back(values):
    data = frame({**values, "type": "order"})
    size = frame_bytes(data[: LENGTH.size])
    assert size == len(data) - LENGTH.size
    assert message(data[LENGTH.size :]) == {**values, "type": "order"}


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_other_bytes_are_a_value_error(data):
    with suppress(ValueError):
        assert isinstance(message(data)["type"], str)


@pytest.mark.parametrize("value", [[], 4, None, {}, {"type": 3}, {"job": "a"}])
def test_a_message_is_a_map_with_a_type(value):
    with pytest.raises(ValueError, match="message"):
        message(pack(value))


def test_a_length_beyond_the_limit_is_no_frame():
    with pytest.raises(ValueError, match="frame"):
        frame_bytes(b"HTTP")


def test_a_body_comes_back_through_a_pipe():
    sent = frame({"type": "order", "body": wire.body(FILM)})
    assert wire.read(wire.FilmBody, message(sent[LENGTH.size :])["body"]) == FILM


def test_a_body_may_be_written_by_hand():
    body = {"sentence": "me", "cast": [["A", "cameo"]], "locale": "en", "seed": 1}
    assert wire.read(wire.PaperBody, body).cast == [("A", "cameo")]


@pytest.mark.parametrize("values", [{}, {"film": b""}, {"screenplay": 1, "title": None}])
def test_a_result_of_another_shape_is_a_lost_worker(values):
    with pytest.raises(WorkerLost):
        wire.read(wire.FilmResult, values)


@pytest.mark.parametrize("kind", ERRORS.values(), ids=list(ERRORS))
def test_every_error_is_rebuilt_by_name(kind):
    error = kind("several", count=3, share=0.5, name="x")
    again = error_of(error_fields(error))
    assert type(again) is kind
    assert (again.reason, again.details) == (error.reason, error.details)


def test_an_error_without_a_reason_keeps_its_sentence():
    assert error_of(error_fields(OutOfMemory())).message == "error-memory"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "ValueError"}, {"kind": "annotations"}, {"kind": None}, {"reason": 3},
        {"reason": "x" * 200}, {"details": []}, {"details": {"self": 1}}, {"details": {"a": b""}},
        {"details": {"a": "x" * 1000}}, {"details": {str(n): n for n in range(40)}},
    ],
)  # fmt: skip
def test_a_forged_error_is_refused(change):
    fields = {**error_fields(FaceRejected("none")), **change}
    with pytest.raises(ValueError, match=r"error|details"):
        error_of(fields)
